/* cf-cli.h — the command line: commands, their options, exit statuses
 *
 * Standard output carries results only; diagnostics go to standard error as
 * "certfirst: FILE: what, and what to do" (REPORT.md).
 * Stands on: base, client, report, engine.
 */
#pragma once

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* Exit statuses of check, in REPORT.md's order of importance: 2, 1, 3, 0. */
typedef enum {
  CF_CLI_NOTHING_WARNED = 0,
  CF_CLI_WARNED = 1,
  CF_CLI_FAILED = 2,
  CF_CLI_UNDETERMINED = 3,
} CfCliStatus;

/* What to remember of two statuses. */
CfCliStatus cf_cli_status_worse (CfCliStatus a, CfCliStatus b);

/* A line on standard error: "certfirst: …". */
void cf_cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* "certfirst check": reports on the messages named; @argv begins with "check". */
CfCliStatus cf_cli_check (int argc, char **argv);

/* "certfirst scan": reports on whole mailboxes, a line of JSON each, or a summary; @argv begins with "scan". */
CfCliStatus cf_cli_scan (int argc, char **argv);

/* "certfirst samples": copies mails for training into a folder; @argv begins with "samples". */
CfCliStatus cf_cli_samples (int argc, char **argv);

/* "certfirst explain": what a code, or each reason of a saved report or a message means; @argv begins with "explain". */
CfCliStatus cf_cli_explain (int argc, char **argv);

/* "certfirst engine": serves one client on standard input and output until it goes;
 * @argv begins with "engine". */
CfCliStatus cf_cli_engine (int argc, char **argv);

/* "certfirst policy": the commands about policy files; @argv begins with "policy". */
CfCliStatus cf_cli_policy (int argc, char **argv);

/* "certfirst history": the record of earlier mail; @argv begins with "history". */
CfCliStatus cf_cli_history (int argc, char **argv);

/* "certfirst doctor": what is installed and whether it works: WARNED when something is to be mended. */
CfCliStatus cf_cli_doctor (int argc, char **argv);

/* Speaks the language that --lang asks for, also in a locale that could not write it; NULL leaves all as it is. */
void cf_cli_take_language (const char *lang);

/* Columns of the terminal, 80 where there is none. */
guint cf_cli_get_columns (void);

/* Takes an option that a later version will know: an error that says so. */
gboolean cf_cli_refuse_option (const char *name, const char *value, gpointer data, GError **error);

/**
 * cf_cli_read_message:
 * @name: a file name, or "-" for standard input
 *
 * The bytes of one message, at most one byte more than
 * CF_LIMIT_MESSAGE_BYTES, so that what is too large is judged as that.
 *
 * Returns: (transfer full): NULL with @error for a folder, a missing or empty
 *   file, or one that is no message
 */
GBytes *cf_cli_read_message (const char *name, GError **error);

G_END_DECLS
