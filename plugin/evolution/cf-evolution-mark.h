/* cf-evolution-mark.h — report -> the list of messages: the colour of a dangerous mail
 *
 * The local tag "color": it never reaches a mail server, so nobody else can
 * set it, and a verdict is never read back from it.
 * Stands on: client, Camel.
 */
#pragma once

#include <camel/camel.h>

#include "cf-report.h"

G_BEGIN_DECLS

/* Marks the mail, or takes our mark off, as @report and the person's choice ask for.  Main thread. */
void cf_evolution_mark_update (CamelFolder *folder, const char *uid, const CfReport *report);

/* Keeps which mails carry our mark; for the end of the process. */
void cf_evolution_mark_finish (void);

G_END_DECLS
