/* cf-cli-batch.c — files -> reports, in the order of the files */
#include "cf-cli-batch.h"

#include "cf-cli.h"
#include "cf-limits.h"

/* Reports that wait for one that takes long, at most: memory. */
#define MAX_WAITING 256

/**
 * Run:
 * @next: the first file that was not begun
 * @slots: (element-type Slot): begun and not told yet, in the order of the files
 * @n_open, @open_bytes: of messages that the engine has
 */
typedef struct {
  const CfCliBatch *batch;
  char *const *next;
  GQueue slots;
  guint n_open;
  gsize open_bytes;
} Run;

/* A file until it is told. */
typedef struct {
  Run *run;
  char *name;
  gsize size;
  gboolean is_done;
  CfReport *report;
  char *problem;
} Slot;

static void
slot_free (Slot *slot)
{
  g_clear_pointer (&slot->report, cf_report_free);
  g_free (slot->problem);
  g_free (slot->name);
  g_free (slot);
}

static void
on_report (GObject *object, GAsyncResult *result, gpointer data)
{
  CfClient *client = CF_CLIENT (object);
  Slot *slot = data;
  g_autoptr (GError) error = NULL;

  slot->report = cf_client_check_finish (client, result, &error);
  slot->problem = g_strdup (slot->report != NULL ? cf_client_get_problem (client) : error->message);
  slot->is_done = TRUE;
  slot->run->n_open--;
  slot->run->open_bytes -= slot->size;
}

static void
begin (Run *run, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message = cf_cli_read_message (file, &error);
  CfClientRequest request = *run->batch->request;
  Slot *slot = g_new0 (Slot, 1);

  slot->run = run;
  slot->name = g_filename_display_name (file);
  g_queue_push_tail (&run->slots, slot);
  if (message == NULL) {
    slot->problem = g_strdup (error->message);
    slot->is_done = TRUE;
    return;
  }

  slot->size = g_bytes_get_size (message);
  run->n_open++;
  run->open_bytes += slot->size;
  request.message = message;
  request.source = slot->name;
  cf_client_check_async (run->batch->client, &request, NULL, on_report, slot);
}

/* One more than are worked on, so that no process waits for the disk.  Whoever types a message sees first what was
 * asked before. */
static gboolean
has_room (const Run *run)
{
  if (run->batch->jobs == 1 || g_str_equal (*run->next, "-"))
    return run->slots.length == 0;

  return run->n_open <= run->batch->jobs && run->slots.length < MAX_WAITING &&
         (run->n_open == 0 || run->open_bytes < CF_LIMIT_IN_FLIGHT_BYTES);
}

static void
tell_done (Run *run)
{
  Slot *slot;

  while ((slot = g_queue_peek_head (&run->slots)) != NULL && slot->is_done) {
    run->batch->tell (slot->name, slot->report, slot->problem, run->batch->user_data);
    slot_free (g_queue_pop_head (&run->slots));
  }
}

void
cf_cli_batch_run (const CfCliBatch *self)
{
  Run run = { .batch = self, .next = self->files, .slots = G_QUEUE_INIT };
  GMainContext *context = cf_client_get_own_context (self->client);

  g_main_context_push_thread_default (context);
  while (*run.next != NULL || run.slots.length > 0) {
    gboolean begins = *run.next != NULL && has_room (&run);

    if (begins)
      begin (&run, *run.next++);
    g_main_context_iteration (context, !begins && run.n_open > 0);
    tell_done (&run);
  }
  g_main_context_pop_thread_default (context);
}
