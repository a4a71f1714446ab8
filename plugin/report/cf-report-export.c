/* cf-report-export.c — a report as its reader copies or saves it: redacted, unless everything is asked for */
#include "cf-report-private.h"

/* The same mail judged again without what is private: same facts, same judgement.  (nullable) */
static CfReport *
make_redacted (const CfReport *report)
{
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (report->facts);
  CfReportInput input = {
    .facts = report->facts, .judgement = judgement, .ribbon = report->ribbon, .redact = TRUE
  };
  g_autoptr (JsonObject) object = cf_report_write (&input);

  return cf_report_read (object, NULL);
}

/* The object over many lines, for people; as it is where it is none. */
static char *
spread_json (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return node == NULL ? g_strdup (json) : json_to_string (node, TRUE);
}

char *
cf_report_export (const CfReport *report, CfReportFormat format, gboolean redact)
{
  g_autoptr (CfReport) redacted = redact ? make_redacted (report) : NULL;
  const CfReport *shown = redact ? redacted : report;

  /* What cannot be redacted is given to nobody. */
  if (shown == NULL)
    return NULL;

  switch (format) {
  case CF_REPORT_FORMAT_PLAIN:
    return cf_report_format_plain (shown);
  case CF_REPORT_FORMAT_HTML:
    return cf_report_format_html (shown);
  case CF_REPORT_FORMAT_JSON:
    return spread_json (shown->json);
  default:
    g_assert_not_reached ();
  }
}
