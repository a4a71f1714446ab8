/* cf-cli-explain.h — what the files of "certfirst explain" share
 *
 * Inside cli only.
 */
#pragma once

#include "cf-cli.h"
#include "cf-report.h"

G_BEGIN_DECLS

/* What an argument turned out to be. */
typedef enum {
  CF_CLI_CODE_FOUND,
  CF_CLI_CODE_UNKNOWN, /* a code by its looks, and none of ours */
  CF_CLI_CODE_NONE,    /* something else: a file */
} CfCliCode;

/**
 * cf_cli_explain_find_code:
 * @word: as a person typed it: "CF206", "206", "ｃｆ２０６", "206-private-root-unknown", "private-root-unknown"
 * @out_reason: (out): set when it is found
 * @out_remedy: (out) (transfer full) (nullable): the nearest code in words, when it is unknown
 *
 * Whether a word is the code or the name of a reason.
 */
CfCliCode cf_cli_explain_find_code (const char *word, CfReason *out_reason, char **out_remedy);

/* Whether these are saved reports and no message: JSON. */
gboolean cf_cli_explain_is_json (GBytes *bytes);

/**
 * cf_cli_explain_read_reports:
 *
 * Reads one report, or one a line as "certfirst check --format=json" writes several.
 *
 * Returns: (transfer full) (element-type CfReport): NULL with @error, which names the line
 */
GPtrArray *cf_cli_explain_read_reports (GBytes *bytes, GError **error);

/* A row of JSON for each reason of the catalogue in a language, on standard output: docs/ is made of it. */
void cf_cli_explain_print_table (const char *lang);

/* Every reason on one page to print, both languages side by side, that of @lang (nullable: the locale) first. */
void cf_cli_explain_print_book (const char *lang);

G_END_DECLS
