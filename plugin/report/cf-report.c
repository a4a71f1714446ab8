/* cf-report.c — evidence + verdict + words <-> the JSON object of REPORT.md */
#include "cf-report-private.h"

#include <string.h>

#define REPORT_VERSION 1

/* Of the 900 KiB of a reply, what texts of the message may fill; the rest is keys, words and evidence. */
#define REPORT_ROOM_BYTES (384u * CF_KIB)

GQuark
cf_report_error_quark (void)
{
  return g_quark_from_static_string ("cf-report-error-quark");
}

char *
cf_report_dup_check_number (const CfFacts *facts)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; /* RFC 4648 section 6 */
  const char *hex = facts->canonical_sha256;
  char number[5] = { 0 };
  guint bits = 0;

  /* Four letters of five bits: the first five hexadecimal digits. */
  for (guint i = 0; i < 5; i++) {
    if (hex == NULL || g_ascii_xdigit_value (hex[i]) < 0)
      return NULL;
    bits = bits << 4 | (guint) g_ascii_xdigit_value (hex[i]);
  }

  for (guint i = 0; i < 4; i++)
    number[i] = alphabet[bits >> (15 - 5 * i) & 31];
  return g_strdup (number);
}

static JsonObject *
write_facts (const CfFacts *facts, CfReportRoom *room)
{
  JsonObject *object = json_object_new ();

  cf_report_write_fields (object, cf_report_fact_fields, facts, room);
  json_object_set_int_member (object, "certfirst", REPORT_VERSION);
  json_object_set_boolean_member (object, "truncated", room->truncated);
  return object;
}

JsonObject *
cf_report_write_facts (const CfFacts *facts)
{
  CfReportRoom room = { .bytes_left = REPORT_ROOM_BYTES };

  return write_facts (facts, &room);
}

static void
write_standings (JsonObject *report, const CfJudgement *judgement)
{
  JsonArray *signers =
      json_object_get_array_member (json_object_get_object_member (report, "smime"), "signers");

  for (guint i = 0; i < MIN (judgement->standings->len, json_array_get_length (signers)); i++) {
    CfStanding standing = g_array_index (judgement->standings, CfStanding, i);

    cf_report_set_text (json_array_get_object_element (signers, i), "standing",
                        cf_standing_get_name (standing));
  }
}

static void
write_would_be (JsonObject *report, const CfJudgement *judgement)
{
  JsonObject *would_be;

  if (!judgement->has_would_be)
    return;

  would_be = json_object_new ();
  cf_report_set_text (would_be, "verdict", cf_verdict_kind_get_name (judgement->would_be_verdict));
  cf_report_set_text (would_be, "severity", cf_severity_get_name (judgement->would_be_severity));
  json_object_set_object_member (json_object_get_object_member (report, "policy"), "would_be", would_be);
}

static void
write_reasons (JsonObject *report, const CfJudgement *judgement, const CfRibbon *ribbon)
{
  JsonArray *reasons = json_array_new ();

  for (guint i = 0; i < MIN (ribbon->reasons->len, judgement->reasons->len); i++) {
    const CfReasonGiven *given = &g_array_index (judgement->reasons, CfReasonGiven, i);
    const CfRibbonReason *words = g_ptr_array_index (ribbon->reasons, i);
    JsonObject *reason = json_object_new ();

    cf_report_set_text (reason, "code", words->code);
    cf_report_set_text (reason, "name", words->name);
    cf_report_set_text (reason, "severity", cf_severity_get_name (words->severity));
    cf_report_set_text (reason, "text", words->found);
    if (given->signer < 0)
      json_object_set_null_member (reason, "signer");
    else
      json_object_set_int_member (reason, "signer", given->signer);
    json_array_add_object_element (reasons, reason);
  }

  json_object_set_array_member (report, "reasons", reasons);
}

static void
write_words (JsonObject *report, const CfJudgement *judgement, const CfRibbon *ribbon)
{
  CfReportRoom room = { .bytes_left = G_MAXSIZE };
  CfReportHead head = { judgement->verdict, judgement->severity, ribbon->headline, ribbon->detail,
                        ribbon->lang };
  JsonObject *object = json_object_new ();

  cf_report_write_fields (report, cf_report_head_fields, &head, &room);
  cf_report_write_fields (object, cf_report_ribbon_fields, ribbon, &room);
  cf_report_set_text (object, "icon", ribbon->icon);
  json_object_set_object_member (report, "ribbon", object);
}

static void
write_timing (JsonObject *report, const CfReportTiming *timing)
{
  CfReportRoom room = { .bytes_left = 0 };
  JsonObject *object = json_object_new ();

  cf_report_write_fields (object, cf_report_timing_fields, timing, &room);
  json_object_set_object_member (report, "timing", object);
}

static void
write_trace (JsonObject *report, const CfFacts *facts)
{
  g_autoptr (GPtrArray) steps = cf_verdict_trace (facts);
  JsonArray *trace = json_array_new ();

  for (guint i = 0; i < steps->len; i++) {
    g_autofree char *line = cf_verdict_trace_format (g_ptr_array_index (steps, i));

    json_array_add_string_element (trace, line);
  }

  json_object_set_array_member (report, "trace", trace);
}

JsonObject *
cf_report_write (const CfReportInput *input)
{
  g_autoptr (CfFacts) redacted = input->redact ? cf_report_redact (input->facts) : NULL;
  g_autoptr (CfRibbon) reworded =
      input->redact ? cf_ribbon_show (redacted, input->judgement, input->ribbon->lang) : NULL;
  const CfFacts *facts = input->redact ? redacted : input->facts;
  const CfRibbon *ribbon = input->redact ? reworded : input->ribbon;
  g_autofree char *check_number = cf_report_dup_check_number (facts);
  JsonObject *report = cf_report_write_facts (facts);

  cf_report_set_text (report, "check_number", check_number);
  write_standings (report, input->judgement);
  write_would_be (report, input->judgement);
  write_reasons (report, input->judgement, ribbon);
  write_timing (report, &input->timing);
  write_words (report, input->judgement, ribbon);
  if (input->trace)
    write_trace (report, facts);

  return report;
}

static gboolean
check_version (JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "certfirst");

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
      json_node_get_int (node) == REPORT_VERSION)
    return TRUE;

  g_set_error_literal (error, CF_REPORT_ERROR, CF_REPORT_ERROR_SCHEMA,
                       "certfirst: not version 1 of a report");
  return FALSE;
}

CfFacts *
cf_report_read_facts (JsonObject *object, GError **error)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();

  if (!check_version (object, error) || !cf_report_read_fields (object, cf_report_fact_fields, facts, error))
    return NULL;

  return g_steal_pointer (&facts);
}

/* What the table cannot say: words and looks that do not follow from the verdict are refused. */
static gboolean
check_ribbon (JsonObject *object, const CfReport *report, GError **error)
{
  const CfRibbon *ribbon = report->ribbon;
  JsonNode *icon = json_object_get_member (object, "icon");
  const char *wrong = NULL;

  if (ribbon->look != cf_ribbon_choose_look (report->verdict, report->severity))
    wrong = "ribbon.look: does not follow from the verdict";
  else if (icon == NULL || !JSON_NODE_HOLDS_VALUE (icon) ||
           !cf_text_equal (json_node_get_string (icon), ribbon->icon))
    wrong = "ribbon.icon: does not follow from the verdict";
  else if (ribbon->reasons->len == 0)
    wrong = "ribbon.reasons: empty";

  if (wrong != NULL)
    g_set_error_literal (error, CF_REPORT_ERROR, CF_REPORT_ERROR_SCHEMA, wrong);
  return wrong == NULL;
}

static gboolean
read_ribbon (JsonObject *object, CfReport *report, GError **error)
{
  JsonNode *node = json_object_get_member (object, "ribbon");
  CfReportHead head = { 0 };
  gboolean read = cf_report_read_fields (object, cf_report_head_fields, &head, error);

  report->ribbon = cf_ribbon_new ();
  report->ribbon->headline = head.headline;
  report->ribbon->detail = head.detail;
  report->ribbon->lang = head.lang;
  if (!read)
    return FALSE;

  report->verdict = head.verdict;
  report->severity = head.severity;
  report->ribbon->icon = cf_ribbon_choose_icon (head.verdict, head.severity);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, CF_REPORT_ERROR, CF_REPORT_ERROR_SCHEMA, "ribbon: not an object");
    return FALSE;
  }
  if (!cf_report_read_fields (json_node_get_object (node), cf_report_ribbon_fields, report->ribbon, error)) {
    g_prefix_error (error, "ribbon.");
    return FALSE;
  }

  return check_ribbon (json_node_get_object (node), report, error);
}

CfReport *
cf_report_read (JsonObject *object, GError **error)
{
  g_autoptr (CfReport) report = g_new0 (CfReport, 1);

  report->facts = cf_report_read_facts (object, error);
  if (report->facts == NULL || !read_ribbon (object, report, error))
    return NULL;

  report->json = cf_report_to_text (object);
  return g_steal_pointer (&report);
}

void
cf_report_free (CfReport *self)
{
  if (self == NULL)
    return;

  cf_facts_free (self->facts);
  cf_ribbon_free (self->ribbon);
  g_free (self->json);
  g_free (self);
}

char *
cf_report_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}
