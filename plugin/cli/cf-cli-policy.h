/* cf-cli-policy.h — the commands below "certfirst policy"
 *
 * Each gets its arguments with its own name first.  Inside cli only.
 */
#pragma once

#include "cf-cli.h"

G_BEGIN_DECLS

/* "show ADDRESS": what applies to it, and from where. */
CfCliStatus cf_cli_policy_show (int argc, char **argv);

/* "dry-run PATH…": what the rules would have warned about in a mailbox. */
CfCliStatus cf_cli_policy_dry_run (int argc, char **argv);

/* "observed": what rules in mode observe would have warned about. */
CfCliStatus cf_cli_policy_observed (int argc, char **argv);

/* "import CSV": a table of senders as a policy file. */
CfCliStatus cf_cli_policy_import (int argc, char **argv);

/* "bundle FILE…": a signed bundle of policy files. */
CfCliStatus cf_cli_policy_bundle (int argc, char **argv);

/* "verify BUNDLE": what is in a bundle, if its signature stands. */
CfCliStatus cf_cli_policy_verify (int argc, char **argv);

/* Reads the options of one of these; what is wrong is said as "policy COMMAND: …".  @usage is shown by --help. */
gboolean cf_cli_policy_parse_options (const GOptionEntry *entries, const char *usage, int argc, char **argv);

/* Says what is wrong and what to do, as "policy COMMAND: …".  Always CF_CLI_FAILED. */
CfCliStatus cf_cli_policy_refuse (const char *command, const char *what);

G_END_DECLS
