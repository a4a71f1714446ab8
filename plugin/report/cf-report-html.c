/* cf-report-html.c — a report -> one self-contained page: no scripts, nothing fetched, no links
 *
 * Every text goes through html_add(), which escapes it; nothing of a message
 * becomes markup or an address that can be followed.  Words and order are
 * those of the dialog: both show the list of cf-report-details.h.
 */
#include "cf-report-details.h"
#include "cf-report-private.h"

#include "cf-report-style.h"

/* A page that is being written. */
typedef struct {
  GString *html;
  const CfReport *report;
  gboolean in_table;
} Page;

/* Appends markup of ours with texts of others: each "%s" is escaped. */
static void
html_add (Page *page, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
html_add (Page *page, const char *format, ...)
{
  g_autofree char *escaped = NULL;
  g_autofree char *isolated = NULL;
  va_list texts;

  va_start (texts, format);
  escaped = g_markup_vprintf_escaped (format, texts);
  va_end (texts);
  isolated = cf_text_isolate (escaped);
  g_string_append (page->html, isolated);
}

static void
add_head (Page *page)
{
  const CfRibbon *ribbon = page->report->ribbon;

  html_add (page,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<title>%s — Certfirst</title>\n<style>\n",
            ribbon->lang, ribbon->headline);
  g_string_append (page->html, cf_report_style);
  html_add (page, "</style>\n</head>\n<body>\n");
}

static void
add_ribbon (Page *page)
{
  const CfRibbon *ribbon = page->report->ribbon;
  g_autoptr (GPtrArray) summary = cf_report_list_summary (page->report);

  html_add (page, "<header class=\"%s\">\n<div class=\"sign\" aria-hidden=\"true\">%s</div>\n<div>\n<h1>",
            cf_ribbon_look_get_name (ribbon->look), cf_report_get_sign (ribbon->look));
  if (ribbon->pill != NULL)
    html_add (page, "<span class=\"pill\">%s</span> ", ribbon->pill);
  html_add (page, "%s</h1>\n", ribbon->headline);
  for (guint i = 0; i < summary->len; i++)
    html_add (page, "<p>%s</p>\n", (const char *) g_ptr_array_index (summary, i));
  html_add (page, "</div>\n</header>\n");
}

/* Rows stand in a table, everything else outside of one. */
static void
set_in_table (Page *page, gboolean in_table)
{
  if (page->in_table != in_table)
    html_add (page, in_table ? "<table>\n" : "</table>\n");
  page->in_table = in_table;
}

/* A value may be written in another direction than the page. */
static void
add_detail (Page *page, const CfDetail *detail)
{
  set_in_table (page, detail->kind == CF_DETAIL_ROW || detail->kind == CF_DETAIL_FINGERPRINT);

  switch (detail->kind) {
  case CF_DETAIL_ROW:
    html_add (page, "<tr><th scope=\"row\">%s</th><td><bdi>%s</bdi></td></tr>\n", detail->name, detail->text);
    break;
  case CF_DETAIL_FINGERPRINT:
    html_add (page, "<tr><th scope=\"row\">%s</th><td class=\"mono\">%s</td></tr>\n", detail->name, detail->text);
    break;
  case CF_DETAIL_HEADING:
    html_add (page, "<h3>%s</h3>\n", detail->text);
    break;
  case CF_DETAIL_CODE:
    html_add (page, "<p><span class=\"code\">%s</span> <span class=\"spoken\">%s</span></p>\n", detail->name, detail->text);
    break;
  case CF_DETAIL_TEXT:
    html_add (page, "<p>%s</p>\n", detail->text);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
add_parts (Page *page)
{
  g_autoptr (GPtrArray) parts = cf_report_list_details (page->report);

  for (guint i = 0; i < parts->len; i++) {
    const CfDetailPart *part = g_ptr_array_index (parts, i);

    html_add (page, "<section>\n<h2>%s</h2>\n", part->title);
    for (guint k = 0; k < part->details->len; k++)
      add_detail (page, g_ptr_array_index (part->details, k));
    set_in_table (page, FALSE);
    html_add (page, "</section>\n");
  }
}

/* Folded: it is long, and speaks to administrators. */
static void
add_trace (Page *page)
{
  g_autofree char *trace = cf_report_format_trace (page->report);

  /* TRANSLATORS: title of a folded part at the end of the page that "certfirst check --format=html --trace" writes. */
  html_add (page, "<details>\n<summary>%s</summary>\n<pre>%s</pre>\n</details>\n",
            cf_ribbon_translate (page->report->ribbon->lang, N_("How the rules decided")), trace);
}

static char *
format_page (const CfReport *report, gboolean trace)
{
  Page page = { g_string_new (NULL), report, FALSE };

  add_head (&page);
  add_ribbon (&page);
  add_parts (&page);
  if (trace)
    add_trace (&page);
  html_add (&page, "</body>\n</html>\n");

  return g_string_free (page.html, FALSE);
}

char *
cf_report_format_html (const CfReport *report)
{
  return format_page (report, FALSE);
}

char *
cf_report_format_html_trace (const CfReport *report)
{
  return format_page (report, TRUE);
}
