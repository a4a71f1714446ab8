/* test-page.c — a report out of facts, and its page read */
#include "test-page.h"

CfReport *
test_make_report (const CfFacts *facts, const CfJudgement *judgement, const char *lang)
{
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, lang);
  CfReportInput input = { .facts = facts, .judgement = judgement, .ribbon = ribbon };
  g_autoptr (JsonObject) object = cf_report_write (&input);
  g_autoptr (GError) error = NULL;
  CfReport *report = cf_report_read (object, &error);

  g_assert_no_error (error);
  return report;
}

static void
start_element (GMarkupParseContext *context, const char *name, const char **names, const char **values,
               gpointer data, GError **error)
{
  guint *n_elements = data;

  (*n_elements)++;
}

guint
test_count_elements (const char *html)
{
  const GMarkupParser parser = { .start_element = start_element };
  const char *body = strstr (html, "<body>");
  const char *end = strstr (html, "</html>");
  g_autoptr (GError) error = NULL;
  guint n_elements = 0;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &n_elements, NULL);

  g_markup_parse_context_parse (context, body, end - body, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  return n_elements;
}
