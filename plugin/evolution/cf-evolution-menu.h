/* cf-evolution-menu.h — a person's choice -> the ribbon's actions: entries at the end of Evolution's Message menu
 *
 * Stands on: client, ui, Evolution's shell and mail.
 */
#pragma once

#include <mail/e-mail-reader.h>

#include "cf-ribbon-bar.h"

G_BEGIN_DECLS

/* Adds the entries to the window of @reader, for as long as @bar is there. */
void cf_evolution_menu_add (EMailReader *reader, CfRibbonBar *bar);

G_END_DECLS
