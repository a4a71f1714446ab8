/* cf-engine-reply.c — what the monitor says to its client */
#include "cf-engine-reply.h"

#include "cf-engine.h"
#include "cf-engine-version.h"
#include "cf-limits.h"
#include "cf-report-export.h"
#include "cf-report-view.h"

/* Type and id around a report. */
#define ENVELOPE_BYTES 200u

/* Of a reply, what a report may fill that has its details beside it, which say most of it again. */
#define SHARE_WITH_VIEW 3u

static const struct {
  const char *name;
  gint64 value;
} limits[] = {
  { "message_bytes", CF_LIMIT_MESSAGE_BYTES },
  { "request_bytes", CF_LIMIT_REQUEST_BYTES },
  { "data_frame_bytes", CF_LIMIT_DATA_FRAME_BYTES },
  { "reply_bytes", CF_LIMIT_REPLY_BYTES },
  { "open_checks", CF_LIMIT_OPEN_CHECKS },
};

/* Lists that may be shortened, least missed first.  What a verdict was decided
 * from (evidence, signers, the deciding reasons) stays. */
static const struct {
  const char *name;
  guint keep;
} cuts[] = {
  { "trace", 0 },
  { "attached_signatures", 20 },
  { "addresses", 3 },
  { "certificates", 0 },
  { "attached_signatures", 0 },
  { "reasons", 10 },
};

static JsonObject *
new_reply (gint64 id, const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "type", type);
  return object;
}

GBytes *
cf_engine_reply_hello (gint64 id, int checker_pid, JsonObject *sandbox)
{
  g_autoptr (JsonObject) object = new_reply (id, "hello");
  JsonObject *table = json_object_new ();

  json_object_set_int_member (object, "version", CF_ENGINE_PROTOCOL);
  json_object_set_string_member (object, "program", "certfirst " CF_ENGINE_VERSION);
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    json_object_set_int_member (table, limits[i].name, limits[i].value);
  json_object_set_object_member (object, "limits", table);
  json_object_set_int_member (object, "checker_pid", checker_pid);
  if (sandbox != NULL)
    json_object_set_object_member (object, "sandbox", json_object_ref (sandbox));
  return cf_frame_write (object);
}

GBytes *
cf_engine_reply_cancelled (gint64 id)
{
  g_autoptr (JsonObject) object = new_reply (id, "cancelled");

  return cf_frame_write (object);
}

GBytes *
cf_engine_reply_settings (gint64 id, JsonObject *settings)
{
  g_autoptr (JsonObject) object = new_reply (id, "settings");

  json_object_set_object_member (object, "settings", settings);
  return cf_frame_write (object);
}

GBytes *
cf_engine_reply_export (gint64 id, const CfReport *report)
{
  g_autoptr (JsonObject) object = new_reply (id, "export");

  json_object_set_array_member (object, "export", cf_report_write_export (report, CF_LIMIT_REPLY_BYTES - ENVELOPE_BYTES));
  return cf_frame_write (object);
}

GBytes *
cf_engine_reply_error (gint64 id, const char *code, const char *message, gboolean fatal)
{
  g_autoptr (JsonObject) object = new_reply (id, "error");

  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "message", message);
  json_object_set_boolean_member (object, "fatal", fatal);
  return cf_frame_write (object);
}

static gsize
get_text_size (JsonObject *object)
{
  g_autofree char *text = cf_report_to_text (object);

  return strlen (text);
}

static void
cut_array (JsonArray *array, guint keep)
{
  while (json_array_get_length (array) > keep)
    json_array_remove_element (array, json_array_get_length (array) - 1);
}

static void cut_node (JsonNode *node, gsize row);

static void
cut_member (JsonObject *object, const char *name, JsonNode *node, gpointer row)
{
  gsize i = GPOINTER_TO_SIZE (row);

  if (JSON_NODE_HOLDS_ARRAY (node) && g_str_equal (name, cuts[i].name))
    cut_array (json_node_get_array (node), cuts[i].keep);
  cut_node (node, i);
}

static void
cut_element (JsonArray *array, guint index, JsonNode *node, gpointer row)
{
  cut_node (node, GPOINTER_TO_SIZE (row));
}

static void
cut_node (JsonNode *node, gsize row)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), cut_member, GSIZE_TO_POINTER (row));
  if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), cut_element, GSIZE_TO_POINTER (row));
}

gboolean
cf_engine_reply_cut (JsonObject *report, gsize max_bytes)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  gsize size = get_text_size (report);

  json_node_init_object (node, report);
  for (gsize i = 0; i < G_N_ELEMENTS (cuts) && size > max_bytes; i++) {
    cut_node (node, i);
    json_object_set_boolean_member (report, "truncated", TRUE);
    size = get_text_size (report);
  }

  return size <= max_bytes;
}

static JsonObject *
write_report (const CfEngineJob *job, const CfFacts *facts)
{
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, job->request->lang);
  CfReportInput input = { facts, judgement, ribbon, { 0 }, job->request->redact, job->request->trace };

  input.timing.total_us = g_get_monotonic_time () - job->began_us;
  input.timing.lookups = job->inquiry->n_lookups;
  input.timing.lookup_us = job->inquiry->n_lookups > 0 ? job->inquiry->spent_us : 0;
  return cf_report_write (&input);
}

/* Beside the report; one that does not fit is left out, and the client says less. */
static void
add_view (JsonObject *reply, JsonObject *report, gsize max_bytes)
{
  g_autoptr (CfReport) read = cf_report_read (report, NULL);
  g_autoptr (JsonObject) view = read == NULL ? NULL : cf_report_write_view (read);

  if (view != NULL && get_text_size (view) <= max_bytes)
    json_object_set_object_member (reply, "view", g_steal_pointer (&view));
  else
    json_object_set_null_member (reply, "view");
}

GBytes *
cf_engine_reply_report (CfEngineJob *job, const CfFacts *facts)
{
  g_autoptr (JsonObject) object = new_reply (job->id, "report");
  gsize room = CF_LIMIT_REPLY_BYTES - ENVELOPE_BYTES;
  gsize share = job->request->view ? room / SHARE_WITH_VIEW : room;
  JsonObject *report = write_report (job, facts);

  if (!cf_engine_reply_cut (report, share) && get_text_size (report) > room) {
    /* Beyond all limits of the evidence: nobody can say what such a report means. */
    g_autoptr (CfFacts) failure = cf_engine_job_dup_failure (job, CF_M (ENGINE_STOPPED), 0);

    json_object_unref (report);
    report = write_report (job, failure);
  }

  json_object_set_object_member (object, "report", report);
  if (job->request->view)
    add_view (object, report, room - get_text_size (report));
  return cf_frame_write (object);
}
