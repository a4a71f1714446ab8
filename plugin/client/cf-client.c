/* cf-client.c — the object that a host talks to: questions in, answers out */
#include "cf-client-private.h"

#include "cf-limits.h"

G_DEFINE_FINAL_TYPE (CfClient, cf_client, G_TYPE_OBJECT)

static void
fail_waiting (CfClient *self)
{
  CfClientJob *job;

  while ((job = cf_client_queue_find_newest_waiting (self->queue)) != NULL)
    cf_client_job_fail (cf_client_queue_steal (self->queue, job), CF_M (ENGINE_STOPPED), 0);
}

static void
send_job (CfClient *self, CfClientJob *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  int message, decrypted;

  if (!cf_client_job_dup_memfds (job, &message, &decrypted, &error)) {
    cf_client_set_problem (self, error->message);
    cf_client_job_fail (cf_client_queue_steal (self->queue, job), CF_M (ENGINE_STOPPED), 0);
    return;
  }

  if (cf_client_queue_find_oldest_sent (self->queue) == NULL)
    self->sign_us = g_get_monotonic_time ();
  object = cf_client_job_write (job);
  job->is_sent = TRUE;
  job->n_sent++;
  cf_client_link_send (self->link, object, message, decrypted);
}

void
cf_client_pump (CfClient *self)
{
  CfClientJob *job;

  while ((job = cf_client_queue_find_newest_waiting (self->queue)) != NULL) {
    if (!cf_client_ensure_engine (self)) {
      fail_waiting (self);
      break;
    }
    if (!cf_client_queue_has_room (self->queue, cf_client_job_get_size (job)))
      break;
    send_job (self, job);
  }

  cf_client_watch_engine (self);
}

static void
send_cancel (CfClient *self, gint64 id)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "type", "cancel");
  cf_client_link_send (self->link, object, -1, -1);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  CfClientJob *job = data;
  g_autoptr (CfClient) self = g_object_ref (g_task_get_source_object (job->task));
  g_autoptr (CfClientJob) owned = NULL;

  /* About to be answered: another answer's callback runs the main loop meanwhile. */
  if (!g_ptr_array_find (self->queue, job, NULL))
    return G_SOURCE_REMOVE;

  owned = cf_client_queue_steal (self->queue, job);
  if (job->is_sent)
    send_cancel (self, job->id);
  g_task_return_error_if_cancelled (job->task);
  cf_client_pump (self);
  return G_SOURCE_REMOVE;
}

void
cf_client_attach (CfClient *self, GMainContext *context)
{
  if (self->context == context)
    return;

  g_clear_pointer (&self->context, g_main_context_unref);
  self->context = g_main_context_ref (context);
  if (self->link != NULL)
    cf_client_link_attach (self->link, context);
  cf_client_watch_engine (self);
}

void
cf_client_check_async (CfClient *self, const CfClientRequest *request, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CfClientJob *job;

  g_return_if_fail (CF_IS_CLIENT (self));
  g_return_if_fail (request != NULL && request->message != NULL);

  g_task_set_source_tag (task, cf_client_check_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  cf_client_attach (self, g_task_get_context (task));
  job = cf_client_job_new (++self->last_id, request, g_object_ref (task));
  g_ptr_array_add (self->queue, job);
  if (cancellable != NULL) {
    job->cancelling = g_cancellable_source_new (cancellable);
    g_source_set_callback (job->cancelling, G_SOURCE_FUNC (on_cancelled), job, NULL);
    g_source_attach (job->cancelling, self->context);
  }

  cf_client_pump (self);
}

CfReport *
cf_client_check_finish (CfClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cf_client_arrived_async (CfClient *self, const CfClientRequest *request, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  CfClientRequest arrived;

  g_return_if_fail (request != NULL);

  arrived = *request;
  arrived.live = TRUE;
  arrived.background = TRUE;
  arrived.asked = FALSE;
  cf_client_check_async (self, &arrived, cancellable, callback, user_data);
}

CfReport *
cf_client_arrived_finish (CfClient *self, GAsyncResult *result, GError **error)
{
  return cf_client_check_finish (self, result, error);
}

GMainContext *
cf_client_get_own_context (CfClient *self)
{
  if (self->own_context == NULL)
    self->own_context = g_main_context_new ();

  return self->own_context;
}

static void
on_answer (GObject *self, GAsyncResult *result, gpointer out_result)
{
  *(GAsyncResult **) out_result = g_object_ref (result);
}

CfReport *
cf_client_check (CfClient *self, const CfClientRequest *request, GError **error)
{
  g_autoptr (GMainContext) previous = self->context != NULL ? g_main_context_ref (self->context) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GMainContext *own = cf_client_get_own_context (self);

  g_main_context_push_thread_default (own);
  cf_client_check_async (self, request, NULL, on_answer, &result);
  while (result == NULL)
    g_main_context_iteration (own, TRUE);
  g_main_context_pop_thread_default (own);

  if (previous != NULL)
    cf_client_attach (self, previous);
  return cf_client_check_finish (self, result, error);
}

void
cf_client_stop (CfClient *self)
{
  g_return_if_fail (CF_IS_CLIENT (self));

  cf_client_end_engine (self, FALSE);
  cf_client_end_all (self, G_IO_ERROR_CANCELLED, "the client was stopped");

  /* Nobody else runs this context; hosts run theirs, and are not kept waiting. */
  while (self->context != NULL && self->context == self->own_context && self->leaving->len > 0) {
    g_main_context_iteration (self->own_context, TRUE);
    cf_client_forget_reaped (self);
  }
}

int
cf_client_get_engine_pid (CfClient *self)
{
  return self->link != NULL ? cf_client_link_get_pid (self->link) : 0;
}

const char *
cf_client_get_problem (CfClient *self)
{
  return self->problem;
}

void
cf_client_set_wait_seconds (CfClient *self, guint seconds)
{
  self->wait_seconds = seconds;
}

static void
cf_client_dispose (GObject *object)
{
  cf_client_stop (CF_CLIENT (object));

  G_OBJECT_CLASS (cf_client_parent_class)->dispose (object);
}

static void
cf_client_finalize (GObject *object)
{
  CfClient *self = CF_CLIENT (object);

  g_strfreev (self->arguments);
  g_ptr_array_unref (self->leaving);
  g_ptr_array_unref (self->queue);
  g_ptr_array_unref (self->calls);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->own_context, g_main_context_unref);
  g_free (self->problem);

  G_OBJECT_CLASS (cf_client_parent_class)->finalize (object);
}

static void
cf_client_class_init (CfClientClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = cf_client_dispose;
  object_class->finalize = cf_client_finalize;
}

static void
cf_client_init (CfClient *self)
{
  self->queue = cf_client_queue_new ();
  self->calls = cf_client_call_list_new ();
  self->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_client_link_unref);
  self->wait_seconds = CF_LIMIT_WAIT_SECONDS;
  /* The words of a report that is made here, when there is no engine. */
  cf_ribbon_prepare ();
}

CfClient *
cf_client_new (const char *const *arguments)
{
  CfClient *self = g_object_new (CF_TYPE_CLIENT, NULL);

  self->arguments = g_strdupv ((char **) arguments);
  return self;
}
