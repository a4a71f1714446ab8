/* fuzz-report.c — a report as JSON, from a process that may be broken
 *
 * Claims: what is read can be shown in every form; a page holds no markup but its own; judging again never fails; what
 * was read is written and read as the same.
 */
#include "cf-fuzz.h"
#include "cf-limits.h"
#include "cf-report.h"
#include "cf-ribbon.h"
#include "cf-verdict.h"

static void
show (const CfReport *report)
{
  g_autofree char *terminal = cf_report_format_terminal (report, FALSE, 80);
  g_autofree char *plain = cf_report_format_plain (report);
  g_autofree char *page = cf_report_format_html_trace (report);
  g_autofree char *redacted = cf_report_export (report, CF_REPORT_FORMAT_JSON, TRUE);
  g_autofree char *number = cf_report_dup_check_number (report->facts);

  CF_CLAIM (g_utf8_validate (terminal, -1, NULL) && g_utf8_validate (plain, -1, NULL) && g_utf8_validate (page, -1, NULL));
  CF_CLAIM (strstr (page, "<script") == NULL && strstr (page, "<img") == NULL && strstr (page, "javascript:") == NULL);
  CF_CLAIM (strlen (number) <= 4);
  CF_CLAIM (redacted == NULL || g_utf8_validate (redacted, -1, NULL));
}

static void
read_facts (JsonObject *object)
{
  g_autoptr (CfFacts) facts = cf_report_read_facts (object, NULL);
  g_autoptr (JsonObject) written = facts != NULL ? cf_report_write_facts (facts) : NULL;
  g_autoptr (CfFacts) again = written != NULL ? cf_report_read_facts (written, NULL) : NULL;

  if (facts == NULL)
    return;

  {
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
    g_autoptr (JsonObject) second = NULL;
    g_autofree char *text = cf_report_to_text (written);
    g_autofree char *same = NULL;

    CF_CLAIM (again != NULL && judgement->reasons->len > 0);
    second = cf_report_write_facts (again);
    same = cf_report_to_text (second);
    CF_CLAIM (g_str_equal (text, same));
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = cf_fuzz_dup_text (cf_span (data, size));
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  g_autoptr (CfReport) report = NULL;

  if (!json_parser_load_from_data (parser, text, -1, NULL))
    return 0;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return 0;

  read_facts (json_node_get_object (root));
  report = cf_report_read (json_node_get_object (root), NULL);
  if (report != NULL) {
    g_autoptr (GPtrArray) differences = cf_report_judge_again (report, "ja");

    CF_CLAIM (differences != NULL);
    show (report);
    cf_report_reword (report, "en");
    show (report);
  }

  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  cf_ribbon_prepare ();
  return 0;
}
