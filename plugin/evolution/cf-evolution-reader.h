/* cf-evolution-reader.h — bytes -> client -> ribbon: one ribbon for each pane and window that shows a mail
 *
 * Stands on: client, ui, Evolution's shell and mail.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Registers the extension with the module. */
void cf_evolution_reader_register (GTypeModule *module);

G_END_DECLS
