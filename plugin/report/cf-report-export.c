/* cf-report-export.c — a report as its reader copies or saves it: redacted, unless everything is asked for */
#include "cf-report-export.h"

#include "cf-report-private.h"

/* In the order of CfReportFormat.  TRANSLATORS: forms in which a report is copied or saved; a choice, short.
 */
static const struct {
  const char *form; /* as clients know it */
  const char *suffix;
  const char *name;
} formats[] = {
  [CF_REPORT_FORMAT_PLAIN] = { "text", "txt", N_ ("Text") },
  [CF_REPORT_FORMAT_HTML] = { "html", "html", N_ ("Web page (HTML)") },
  [CF_REPORT_FORMAT_JSON] = { "json", "json", N_ ("Data for the help desk (JSON)") },
};

/* What is left out where all of it is too large, least missed first. */
static const struct {
  CfReportFormat format;
  const char *member;
} cuts[] = {
  { CF_REPORT_FORMAT_HTML, "everything" },  { CF_REPORT_FORMAT_JSON, "everything" },
  { CF_REPORT_FORMAT_PLAIN, "everything" }, { CF_REPORT_FORMAT_HTML, "redacted" },
  { CF_REPORT_FORMAT_JSON, "redacted" },    { CF_REPORT_FORMAT_PLAIN, "redacted" },
};

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

/* What cannot be redacted, which is @shown as none, is given to nobody.  (transfer full) (nullable) */
static char *
write_as (const CfReport *shown, CfReportFormat format)
{
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

char *
cf_report_export (const CfReport *report, CfReportFormat format, gboolean redact)
{
  g_autoptr (CfReport) redacted = redact ? make_redacted (report) : NULL;

  return write_as (redact ? redacted : report, format);
}

const char *
cf_report_get_format_name (CfReportFormat format)
{
  g_return_val_if_fail (format < G_N_ELEMENTS (formats), NULL);

  return formats[format].name;
}

char *
cf_report_dup_file_name (const char *number, CfReportFormat format)
{
  g_return_val_if_fail (format < G_N_ELEMENTS (formats), NULL);

  return g_strdup_printf ("certfirst-%s.%s", number != NULL ? number : "report", formats[format].suffix);
}

/* May have line ends, which are ours. */
static void
set_text (JsonObject *object, const char *name, const CfReport *shown, CfReportFormat format)
{
  g_autofree char *text = write_as (shown, format);

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
write_form (const CfReport *report, const CfReport *redacted, const char *number, CfReportFormat format)
{
  g_autofree char *file = cf_report_dup_file_name (number, format);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "form", formats[format].form);
  json_object_set_string_member (object, "name",
                                 cf_ribbon_translate (report->ribbon->lang, formats[format].name));
  json_object_set_string_member (object, "file", file);
  set_text (object, "redacted", redacted, format);
  set_text (object, "everything", report, format);
  return object;
}

static gsize
get_text_size (JsonArray *array)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_set_array (node, array);
  text = json_to_string (node, FALSE);
  return strlen (text);
}

JsonArray *
cf_report_write_export (const CfReport *report, gsize max_bytes)
{
  g_autofree char *number = cf_report_dup_check_number (report->facts);
  g_autoptr (CfReport) redacted = make_redacted (report);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    json_array_add_object_element (array, write_form (report, redacted, number, (CfReportFormat) i));
  for (guint i = 0; i < G_N_ELEMENTS (cuts) && get_text_size (array) > max_bytes; i++)
    json_object_set_null_member (json_array_get_object_element (array, cuts[i].format), cuts[i].member);
  return array;
}
