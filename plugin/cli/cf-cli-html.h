/* cf-cli-html.h — pages that commands write: no scripts, nothing fetched, no links
 *
 * Inside cli only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends markup of ours with texts of others: each "%s" is escaped. */
void cf_cli_html_add (GString *html, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Begins a page, up to and with <body>: @lang "en" or "ja", @style beside that of all reports. */
void cf_cli_html_begin (GString *html, const char *lang, const char *title, const char *style);

G_END_DECLS
