/* cf-client-engine.c — the engine's life, and what it says, as the client sees it */
#include "cf-client-call.h"
#include "cf-client-private.h"

#include "cf-client-process.h"
#include "cf-limits.h"

/* The version of docs/protocol.md that is spoken here. */
#define PROTOCOL_VERSION 1

void
cf_client_set_problem (CfClient *self, const char *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
}

void
cf_client_end_all (CfClient *self, GIOErrorEnum code, const char *message)
{
  g_autoptr (GPtrArray) ended = g_steal_pointer (&self->queue);

  self->queue = cf_client_queue_new ();
  cf_client_call_end_all (self, code, message);
  while (ended->len > 0)
    cf_client_job_end (g_ptr_array_steal_index (ended, 0), code, message);
}

void
cf_client_forget_reaped (CfClient *self)
{
  for (guint i = self->leaving->len; i > 0; i--)
    if (cf_client_link_is_over (g_ptr_array_index (self->leaving, i - 1)))
      g_ptr_array_remove_index_fast (self->leaving, i - 1);
}

void
cf_client_end_engine (CfClient *self, gboolean kill)
{
  cf_client_forget_reaped (self);
  if (self->link != NULL) {
    cf_client_link_close (self->link, kill);
    g_ptr_array_add (self->leaving, g_steal_pointer (&self->link));
  }
  cf_client_watch_engine (self);
}

static void
note_death (CfClient *self)
{
  if (++self->deaths < CF_LIMIT_DEATHS)
    return;

  self->deaths = 0;
  self->rests_until = g_get_monotonic_time () + CF_LIMIT_REST_SECONDS * G_USEC_PER_SEC;
}

/* How long a sign of the engine may take: a check of the largest message, and starting. */
static guint
get_seconds (CfClient *self)
{
  return self->wait_seconds +
         (guint) (cf_client_queue_get_largest_sent (self->queue) / CF_MIB) * CF_LIMIT_CHECK_SECONDS_PER_MIB;
}

/* The engine is dead, or as good as dead.  @culprit (the head of the line when
 * nobody knows) gets no other engine; what else it had gets one. */
static void
bury_engine (CfClient *self, CfClientJob *culprit, CfEvidence why, const char *problem)
{
  guint limit = why == CF_M (TIMEOUT) ? get_seconds (self) : 0;
  g_autoptr (GPtrArray) lost = NULL;

  if (culprit == NULL)
    culprit = cf_client_queue_find_oldest_sent (self->queue);
  lost = cf_client_queue_steal_lost (self->queue, culprit, CF_CLIENT_MAX_ENGINES);
  cf_client_end_engine (self, TRUE);
  cf_client_set_problem (self, problem);
  note_death (self);
  cf_client_call_lose_all (self, problem);

  if (culprit != NULL)
    cf_client_job_fail (g_ptr_array_steal_index (lost, 0), why, limit);
  while (lost->len > 0)
    cf_client_job_fail (g_ptr_array_steal_index (lost, 0), CF_M (ENGINE_STOPPED), 0);
  cf_client_pump (self);
}

static gboolean
on_watchdog (gpointer data)
{
  g_autoptr (CfClient) self = g_object_ref (data);

  bury_engine (self, NULL, CF_M (TIMEOUT), "the checking program does not answer");
  return G_SOURCE_REMOVE;
}

void
cf_client_watch_engine (CfClient *self)
{
  gint64 due = self->sign_us + get_seconds (self) * G_USEC_PER_SEC;
  gint64 left = MAX (due - g_get_monotonic_time (), 0);

  if (self->watchdog != NULL)
    g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
  if (self->link == NULL || (cf_client_queue_find_oldest_sent (self->queue) == NULL && self->calls->len == 0))
    return;

  self->watchdog = g_timeout_source_new ((guint) (left / 1000) + 1);
  g_source_set_callback (self->watchdog, on_watchdog, self, NULL);
  g_source_attach (self->watchdog, self->context);
}

/* A member that is text; %NULL otherwise. */
static const char *
get_text (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

/* Nothing will come of this engine: all questions end with its words. */
static void
take_refusal (CfClient *self, const char *message)
{
  cf_client_set_problem (self, message);
  cf_client_end_engine (self, FALSE);
  cf_client_end_all (self, G_IO_ERROR_FAILED, message);
}

static void
take_hello (CfClient *self, JsonObject *object, CfClientJob *job)
{
  if (json_object_get_int_member_with_default (object, "version", 0) != PROTOCOL_VERSION)
    take_refusal (self, "The checking program is of another release than this one; install both from one release.");
}

static void
take_report (CfClient *self, JsonObject *object, CfClientJob *job)
{
  JsonNode *node = json_object_get_member (object, "report");
  g_autoptr (CfReport) report = NULL;

  /* The answer to a question that was cancelled meanwhile. */
  if (job == NULL)
    return;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    report = cf_report_read (json_node_get_object (node), NULL);
  if (report == NULL) {
    bury_engine (self, job, CF_M (ENGINE_STOPPED), "the checking program sent what is no report");
    return;
  }

  self->deaths = 0;
  g_clear_pointer (&self->problem, g_free);
  cf_client_job_answer (cf_client_queue_steal (self->queue, job), g_steal_pointer (&report));
}

static void
take_error (CfClient *self, JsonObject *object, CfClientJob *job)
{
  const char *message = get_text (object, "message");

  if (message == NULL)
    message = "the checking program gives no reason";
  if (json_object_get_boolean_member_with_default (object, "fatal", FALSE)) {
    take_refusal (self, message);
    return;
  }

  cf_client_set_problem (self, message);
  if (job != NULL)
    cf_client_job_fail (cf_client_queue_steal (self->queue, job), CF_M (ENGINE_STOPPED), 0);
}

/* An answer to what nobody asks any more. */
static void
take_settings (CfClient *self, JsonObject *object, CfClientJob *job)
{
}

/* The cancelled job has been answered and forgotten here. */
static void
take_cancelled (CfClient *self, JsonObject *object, CfClientJob *job)
{
}

/* What an engine may say. */
static const struct {
  const char *type;
  void (*take) (CfClient *self, JsonObject *object, CfClientJob *job);
} replies[] = {
  { "hello", take_hello },
  { "report", take_report },
  { "error", take_error },
  { "cancelled", take_cancelled },
  { "settings", take_settings },
};

static void
on_frame (JsonObject *object, gpointer data)
{
  g_autoptr (CfClient) self = g_object_ref (data);
  gint64 id = json_object_get_int_member_with_default (object, "id", 0);
  CfClientJob *job = cf_client_queue_find_sent (self->queue, id);
  const char *type = get_text (object, "type");

  self->sign_us = g_get_monotonic_time ();
  if (cf_client_call_answer (self, id, object)) {
    cf_client_pump (self);
    return;
  }
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (replies); i++)
    if (g_str_equal (type, replies[i].type)) {
      replies[i].take (self, object, job);
      cf_client_pump (self);
      return;
    }

  bury_engine (self, NULL, CF_M (ENGINE_STOPPED), "the checking program sent a reply of an unknown kind");
}

static void
on_gone (const char *problem, gpointer data)
{
  g_autoptr (CfClient) self = g_object_ref (data);

  bury_engine (self, NULL, CF_M (ENGINE_STOPPED), problem);
}

static void
send_hello (CfClient *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "id", ++self->last_id);
  json_object_set_string_member (object, "type", "hello");
  json_object_set_int_member (object, "version", PROTOCOL_VERSION);
  json_object_set_string_member (object, "client", g_get_prgname () != NULL ? g_get_prgname () : "unknown");
  cf_client_link_send (self->link, object, -1, -1);
}

static gboolean
start_engine (CfClient *self, CfClientEngineFunc run, GError **error)
{
  static const CfClientLinkFuncs funcs = { on_frame, on_gone };

  self->link = cf_client_link_start (self->arguments, run, &funcs, self, error);
  if (self->link == NULL)
    return FALSE;

  if (self->context != NULL)
    cf_client_link_attach (self->link, self->context);
  self->sign_us = g_get_monotonic_time ();
  send_hello (self);
  return TRUE;
}

gboolean
cf_client_ensure_engine (CfClient *self)
{
  g_autoptr (GError) error = NULL;

  if (self->link != NULL)
    return TRUE;
  if (g_get_monotonic_time () < self->rests_until)
    return FALSE;
  if (start_engine (self, NULL, &error))
    return TRUE;

  cf_client_set_problem (self, error->message);
  note_death (self);
  return FALSE;
}

void
cf_client_fork_engine (CfClient *self, CfClientEngineFunc run)
{
  g_return_if_fail (CF_IS_CLIENT (self));

  if (self->link == NULL && cf_client_process_can_fork ())
    start_engine (self, run, NULL);
}
