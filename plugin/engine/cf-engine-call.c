/* cf-engine-call.c — what a client may ask */
#include "cf-engine-call.h"

#include "cf-engine.h"
#include "cf-engine-memfd.h"
#include "cf-engine-reply.h"
#include "cf-engine-settings.h"
#include "cf-limits.h"

/* Integers that every JSON reader keeps exactly. */
#define MAX_ID ((G_GINT64_CONSTANT (1) << 53) - 1)

static gboolean
break_off (CfEngineMonitor *monitor, GBytes *reply, int status)
{
  cf_engine_monitor_send (monitor, reply);
  monitor->is_ended = TRUE;
  monitor->status = status;
  return TRUE;
}

static gboolean
call_hello (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  g_autofree char *message = NULL;
  const char *client;
  gint64 version;

  if (!cf_frame_get_int (frame->object, "version", &version, error) ||
      !cf_frame_get_string (frame->object, "client", &client, error))
    return FALSE;

  if (version != CF_ENGINE_PROTOCOL) {
    message = g_strdup_printf ("This engine speaks version %d of the protocol, the client version %" G_GINT64_FORMAT
                               ". Restart the mail program, or install both from one release.",
                               CF_ENGINE_PROTOCOL, version);
    return break_off (monitor, cf_engine_reply_error (id, "version", message, TRUE), 1);
  }
  if (monitor->refusal != NULL)
    return break_off (monitor, cf_engine_reply_error (id, "options", monitor->refusal, TRUE), 2);

  monitor->state = CF_ENGINE_STATE_READY;
  cf_engine_monitor_send (monitor, cf_engine_reply_hello (id, cf_engine_nursery_get_pid (monitor->nursery),
                                                          cf_engine_nursery_get_member (monitor->nursery, "sandbox")));
  return TRUE;
}

static gboolean
refuse (CfEngineMonitor *monitor, gint64 id, const char *code, const char *message)
{
  cf_engine_monitor_send (monitor, cf_engine_reply_error (id, code, message, FALSE));
  return TRUE;
}

static gboolean
is_sealed (int fd)
{
  return fd >= 0 && cf_engine_memfd_is_sealed (fd);
}

static gboolean
check_descriptor (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, CfEngineRequest *request)
{
  g_autoptr (CfEngineRequest) owned = request;
  CfEngineJob *job;

  if (!is_sealed (frame->fd) || (request->decrypted && !is_sealed (frame->second)))
    return refuse (monitor, id, "descriptor",
                   "The message, and with \"decrypted\" the decrypted part after it, must be a memfd sealed against "
                   "writing, shrinking, growing and sealing.");

  job = cf_engine_job_new (id, g_steal_pointer (&owned));
  cf_engine_job_take_message (job, g_steal_fd (&frame->fd));
  if (job->request->decrypted)
    cf_engine_job_take_decrypted (job, g_steal_fd (&frame->second));
  g_ptr_array_add (monitor->jobs, job);
  return TRUE;
}

static gboolean
check_chunks (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, CfEngineRequest *request)
{
  CfEngineJob *job = cf_engine_job_new (id, request);

  g_ptr_array_add (monitor->jobs, job);
  if (!cf_engine_job_begin_chunks (job))
    cf_engine_monitor_fail (monitor, job, CF_M (ENGINE_STOPPED), 0);
  return TRUE;
}

/* Where the bytes of a message come from. */
static const struct {
  const char *from;
  gboolean (*begin) (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, CfEngineRequest *request);
} origins[] = {
  { "fd", check_descriptor },
  { "data", check_chunks },
};

static gboolean
call_check (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  g_autoptr (CfEngineRequest) request = cf_engine_request_read (frame->object, error);
  const char *from;

  if (request == NULL || !cf_frame_get_string (frame->object, "from", &from, error))
    return FALSE;
  if (frame->second >= 0 && !request->decrypted) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "a second descriptor without \"decrypted\"");
    return FALSE;
  }
  if (cf_engine_monitor_find_job (monitor, id) != NULL) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "a second check with the id of one that is open");
    return FALSE;
  }
  if (monitor->jobs->len >= CF_LIMIT_OPEN_CHECKS)
    return refuse (monitor, id, "too-many", "Too many checks are open; wait for replies.");

  for (gsize i = 0; i < G_N_ELEMENTS (origins); i++)
    if (g_str_equal (from, origins[i].from))
      return origins[i].begin (monitor, frame, id, g_steal_pointer (&request));

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"from\" is neither \"fd\" nor \"data\"");
  return FALSE;
}

GBytes *
cf_engine_decode_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize n_letters = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  gsize n_pads = strspn (text + n_letters, "=");
  gsize n_bytes;
  guchar *bytes;

  /* GLib would skip what it does not know. */
  if (length % 4 != 0 || n_letters + n_pads != length || n_pads > 2)
    return NULL;

  bytes = g_base64_decode (text, &n_bytes);
  return g_bytes_new_take (bytes, n_bytes);
}

/* Which part a chunk belongs to; left out, it is the message. */
static const struct {
  const char *name;
  CfEnginePart part;
} parts[] = {
  { "message", CF_ENGINE_PART_MESSAGE },
  { "decrypted", CF_ENGINE_PART_DECRYPTED },
};

static gboolean
read_part (JsonObject *object, CfEnginePart *out_part, GError **error)
{
  const char *name = "message";

  if (json_object_has_member (object, "part") && !cf_frame_get_string (object, "part", &name, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (name, parts[i].name)) {
      *out_part = parts[i].part;
      return TRUE;
    }

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"part\" is neither \"message\" nor \"decrypted\"");
  return FALSE;
}

static gboolean
take_chunk (CfEngineJob *job, CfEnginePart part, GBytes *bytes, gboolean is_last)
{
  CfSpan span = cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return cf_engine_job_take_chunk (job, part, span) && (!is_last || cf_engine_job_end_chunks (job, part));
}

static gboolean
call_data (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  CfEngineJob *job = cf_engine_monitor_find_job (monitor, id);
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gboolean is_last;
  CfEnginePart part;

  if (!cf_frame_get_string (frame->object, "bytes", &text, error) ||
      !cf_frame_get_boolean (frame->object, "last", &is_last, error) || !read_part (frame->object, &part, error))
    return FALSE;
  /* Chunks of a check that was refused or cancelled may still be on their way. */
  if (job == NULL)
    return TRUE;

  bytes = cf_engine_decode_base64 (text);
  if (bytes == NULL || (job->open_parts & part) == 0) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL,
                 bytes == NULL ? "a chunk is not base64" : "a chunk for a part that is complete or was not announced");
    return FALSE;
  }

  if (!take_chunk (job, part, bytes, is_last))
    cf_engine_monitor_fail (monitor, job, CF_M (ENGINE_STOPPED), 0);
  return TRUE;
}

static gboolean
call_cancel (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  CfEngineJob *job = cf_engine_monitor_find_job (monitor, id);

  /* The report may already be on its way. */
  if (job == NULL)
    return TRUE;

  cf_engine_monitor_send (monitor, cf_engine_reply_cancelled (id));
  cf_engine_monitor_drop (monitor, job);
  return TRUE;
}

/* What counts now, or why it cannot be said: a broken file is no fault of the client's. */
static gboolean
answer_settings (CfEngineMonitor *monitor, gint64 id)
{
  g_autoptr (GError) problem = NULL;
  JsonObject *settings = cf_engine_settings_write (monitor->options, monitor->desk, monitor->nursery, &problem);

  if (settings == NULL)
    return refuse (monitor, id, "settings", problem->message);

  cf_engine_monitor_send (monitor, cf_engine_reply_settings (id, settings));
  return TRUE;
}

static gboolean
call_settings (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  return answer_settings (monitor, id);
}

static gboolean
answer_written (CfEngineMonitor *monitor, gint64 id, gboolean is_written, const GError *problem)
{
  if (!is_written)
    return refuse (monitor, id, "settings", problem->message);

  cf_engine_monitor_read_rules (monitor);
  return answer_settings (monitor, id);
}

static gboolean
call_set (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *section, *key, *value = NULL;
  gboolean is_taken_out = json_object_has_member (frame->object, "value") &&
                          json_object_get_null_member (frame->object, "value");
  gboolean is_written;

  if (!cf_frame_get_string (frame->object, "section", &section, error) ||
      !cf_frame_get_string (frame->object, "key", &key, error) ||
      (!is_taken_out && !cf_frame_get_string (frame->object, "value", &value, error)))
    return FALSE;

  is_written = cf_engine_settings_set (monitor->options, section, key, value, &problem);
  return answer_written (monitor, id, is_written, problem);
}

static gboolean
call_expect (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *address, *certificate = "expected";
  gboolean is_written;

  if (!cf_frame_get_string (frame->object, "address", &address, error) ||
      (json_object_has_member (frame->object, "certificate") &&
       !cf_frame_get_string (frame->object, "certificate", &certificate, error)))
    return FALSE;

  is_written = cf_engine_settings_expect (monitor->options, address, certificate, &problem);
  return answer_written (monitor, id, is_written, problem);
}

/* Nothing is looked at but the report that the client has: no mail, no rules, no record. */
static gboolean
call_export (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error)
{
  JsonNode *node = json_object_get_member (frame->object, "report");
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GError) problem = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"export\" without a report");
    return FALSE;
  }
  report = cf_report_read (json_node_get_object (node), &problem);
  if (report == NULL)
    return refuse (monitor, id, "report", problem->message);

  cf_engine_monitor_send (monitor, cf_engine_reply_export (id, report));
  return TRUE;
}

/* What a client may ask, when, and how large the request may be.  What is not
 * in the table is refused. */
static const CfEngineCall calls[] = {
  { "hello", CF_ENGINE_STATE_NEW, call_hello, 1 * CF_KIB, 0 },
  { "check", CF_ENGINE_STATE_READY, call_check, CF_LIMIT_REQUEST_BYTES, 2 },
  { "data", CF_ENGINE_STATE_READY, call_data, CF_LIMIT_DATA_FRAME_BYTES, 0 },
  { "cancel", CF_ENGINE_STATE_READY, call_cancel, 1 * CF_KIB, 0 },
  { "settings", CF_ENGINE_STATE_READY, call_settings, 1 * CF_KIB, 0 },
  { "set", CF_ENGINE_STATE_READY, call_set, CF_LIMIT_REQUEST_BYTES, 0 },
  { "expect", CF_ENGINE_STATE_READY, call_expect, 4 * CF_KIB, 0 },
  { "export", CF_ENGINE_STATE_READY, call_export, CF_LIMIT_DATA_FRAME_BYTES, 0 },
};

static const CfEngineCall *
find_row (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_equal (calls[i].type, type))
      return &calls[i];

  return NULL;
}

static guint
count_descriptors (const CfFrame *frame)
{
  return (frame->fd >= 0) + (frame->second >= 0);
}

const CfEngineCall *
cf_engine_call_find (CfEngineState state, const CfFrame *frame, GError **error)
{
  const CfEngineCall *row;
  const char *problem = NULL;
  const char *type;

  if (!cf_frame_get_string (frame->object, "type", &type, error))
    return NULL;

  row = find_row (type);
  if (row == NULL)
    problem = "is no call of this protocol";
  else if (row->state != state)
    problem = state == CF_ENGINE_STATE_NEW ? "came before \"hello\"" : "came a second time";
  else if (frame->size > row->max_bytes)
    problem = "is too long";
  else if (count_descriptors (frame) > row->max_descriptors)
    problem = "came with a descriptor";

  if (problem == NULL)
    return row;

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"%.20s\" %s", type, problem);
  return NULL;
}

gboolean
cf_engine_call (CfEngineMonitor *monitor, CfFrame *frame, GError **error)
{
  const CfEngineCall *row = cf_engine_call_find (monitor->state, frame, error);
  gint64 id;

  if (row == NULL || !cf_frame_get_int (frame->object, "id", &id, error))
    return FALSE;
  if (id < 1 || id > MAX_ID) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "an \"id\" that is not between 1 and 2^53 - 1");
    return FALSE;
  }

  return row->call (monitor, frame, id, error);
}
