/* cf-test-ui-hostile.h — a report with one text of a stranger in every field, read like any other */
#pragma once

#include "../ribbon/test-hostile.h"
#include "cf-test-ui.h"

/* What is deciding names a person, two domains and an organisation. */
static inline CfReport *
cf_test_ui_make_hostile_report (const char *text)
{
  g_autoptr (CfFacts) facts = test_make_hostile_facts (text);
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 505, -1);
  g_autoptr (CfRibbon) ribbon = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  CfReportInput input = { .facts = facts, .judgement = judgement };
  CfReport *report;

  test_give (judgement, 212, CF_SEVERITY_CAUTION, 0);
  test_give (judgement, 507, CF_SEVERITY_CAUTION, -1);
  ribbon = cf_ribbon_show (facts, judgement, "en");
  input.ribbon = ribbon;
  object = cf_report_write (&input);
  report = cf_report_read (object, &error);
  g_assert_no_error (error);
  return report;
}
