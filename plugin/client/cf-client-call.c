/* cf-client-call.c — one question that is not about a message, until its answer */
#include "cf-client-call.h"

#include "cf-client-private.h"

/* @n_sent: how many engines it went to; asked twice, it says the same */
typedef struct {
  JsonObject *question; /* with its id */
  gint64 id;
  guint n_sent;
  CfClientCallRead read;
  GDestroyNotify free;
  GTask *task;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  json_object_unref (call->question);
  g_object_unref (call->task);
  g_free (call);
}

GPtrArray *
cf_client_call_list_new (void)
{
  return g_ptr_array_new_with_free_func (call_free);
}

/* Takes @call. */
static void
send_call (CfClient *self, Call *call, const char *problem)
{
  if (call->n_sent == CF_CLIENT_MAX_ENGINES || !cf_client_ensure_engine (self)) {
    g_task_return_new_error (call->task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", problem);
    call_free (call);
    return;
  }

  g_ptr_array_add (self->calls, call);
  call->n_sent++;
  if (self->calls->len == 1)
    self->sign_us = g_get_monotonic_time ();
  cf_client_link_send (self->link, call->question, -1, -1);
  cf_client_watch_engine (self);
}

void
cf_client_call (CfClient *self, JsonObject *question, CfClientCallRead read, GDestroyNotify free, GTask *task)
{
  g_autoptr (JsonObject) owned = question;
  g_autoptr (GTask) kept = task;
  Call *call;

  if (g_task_return_error_if_cancelled (task))
    return;

  cf_client_attach (self, g_task_get_context (task));
  if (!cf_client_ensure_engine (self)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             self->problem != NULL ? self->problem : "the checking program cannot be started");
    return;
  }

  call = g_new0 (Call, 1);
  *call = (Call) { g_steal_pointer (&owned), ++self->last_id, 0, read, free, g_steal_pointer (&kept) };
  json_object_set_int_member (question, "id", call->id);
  send_call (self, call, NULL);
}

static void
return_answer (Call *call, JsonObject *reply)
{
  const char *message = json_object_get_string_member_with_default (reply, "message", NULL);
  gboolean is_error = g_strcmp0 (json_object_get_string_member_with_default (reply, "type", NULL), "error") == 0;
  gpointer answer = is_error ? NULL : call->read (reply);

  if (answer != NULL)
    g_task_return_pointer (call->task, answer, call->free);
  else
    g_task_return_new_error (call->task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             is_error && message != NULL ? message : "the checking program sent what is no answer");
}

gboolean
cf_client_call_answer (CfClient *self, gint64 id, JsonObject *reply)
{
  for (guint i = 0; i < self->calls->len; i++) {
    Call *call = g_ptr_array_index (self->calls, i);

    if (call->id != id)
      continue;
    g_ptr_array_steal_index (self->calls, i);
    return_answer (call, reply);
    call_free (call);
    return TRUE;
  }

  return FALSE;
}

void
cf_client_call_lose_all (CfClient *self, const char *problem)
{
  g_autoptr (GPtrArray) lost = g_steal_pointer (&self->calls);

  self->calls = cf_client_call_list_new ();
  while (lost->len > 0)
    send_call (self, g_ptr_array_steal_index (lost, 0), problem);
}

void
cf_client_call_end_all (CfClient *self, GIOErrorEnum code, const char *message)
{
  while (self->calls->len > 0) {
    Call *call = g_ptr_array_steal_index (self->calls, 0);

    g_task_return_new_error (call->task, G_IO_ERROR, (int) code, "%s", message);
    call_free (call);
  }
}
