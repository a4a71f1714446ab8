/* cf-report-plain.c — a report -> everything it says as plain text, for mails to a help desk and for files
 *
 * The texts come safe to show from cf-report-details.h; all line ends are ours.
 */
#include "cf-report-details.h"
#include "cf-report-private.h"

#include <string.h>

static void
append_lines (GString *out, const char *first, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%s%s\n", i == 0 ? first : "    ", lines[i]);
}

/* A row of one line is "name: value"; more lines stand below the name. */
static void
append_row (GString *out, const CfDetail *detail, const char *lang)
{
  /* TRANSLATORS: what stands between a name and its value in the report as text. */
  const char *colon = cf_ribbon_translate (lang, N_(": "));
  g_autofree char *alone = g_strchomp (g_strdup (colon));

  if (strchr (detail->text, '\n') == NULL) {
    g_string_append_printf (out, "  %s%s%s\n", detail->name, colon, detail->text);
    return;
  }

  g_string_append_printf (out, "  %s%s\n", detail->name, alone);
  append_lines (out, "    ", detail->text);
}

static void
append_detail (GString *out, const CfDetail *detail, const char *lang)
{
  switch (detail->kind) {
  case CF_DETAIL_ROW:
  case CF_DETAIL_FINGERPRINT:
    append_row (out, detail, lang);
    break;
  case CF_DETAIL_HEADING:
    g_string_append_printf (out, "- %s\n", detail->text);
    break;
  case CF_DETAIL_CODE:
    g_string_append_printf (out, "  %s  %s\n", detail->name, detail->text);
    break;
  case CF_DETAIL_TEXT:
    g_string_append_printf (out, "  %s\n", detail->text);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
append_headline (GString *out, const CfRibbon *ribbon)
{
  g_autofree char *headline = cf_text_make_visible (ribbon->headline, -1);

  if (ribbon->pill != NULL)
    g_string_append_printf (out, "[%s] ", ribbon->pill);
  g_string_append_printf (out, "%s\n", headline);
}

char *
cf_report_format_plain (const CfReport *report)
{
  g_autoptr (GPtrArray) summary = cf_report_list_summary (report);
  g_autoptr (GPtrArray) parts = cf_report_list_details (report);
  GString *out = g_string_new (NULL);

  append_headline (out, report->ribbon);
  for (guint i = 0; i < summary->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (summary, i));

  for (guint i = 0; i < parts->len; i++) {
    const CfDetailPart *part = g_ptr_array_index (parts, i);

    g_string_append_printf (out, "\n%s\n", part->title);
    for (guint k = 0; k < part->details->len; k++)
      append_detail (out, g_ptr_array_index (part->details, k), report->ribbon->lang);
  }

  return g_string_free (out, FALSE);
}
