/* cf-evolution-write.h — a press in the details -> a new mail in Evolution with the report
 *
 * Nothing is sent, and no recipient is filled in.
 * Stands on: Evolution's shell, composer and mail.
 */
#pragma once

#include <camel/camel.h>
#include <shell/e-shell.h>

#include "cf-details-export.h"

G_BEGIN_DECLS

/**
 * cf_evolution_write_report:
 * @folder: (nullable): of the mail that the report is about: its account writes
 *
 * Opens a new mail with the report as a text file.
 */
void cf_evolution_write_report (EShell *shell, CamelFolder *folder, const CfDetailsMail *mail);

G_END_DECLS
