/* cf-cli-crew.c — mailboxes -> engines -> reports */
#include "cf-cli-crew.h"

#include <string.h>

#include "cf-cli-launch.h"
#include "cf-cli-mailbox.h"
#include "cf-cli.h"
#include "cf-limits.h"
#include "cf-text.h"

/* Reports that wait for one that takes long, at most: memory. */
#define MAX_WAITING 256u

/**
 * Run:
 * @clients: (element-type CfClient): engines; each works on CF_LIMIT_WORKING_CHILDREN messages at a time
 * @slots: (element-type Slot): begun and not told yet, in the order of reading
 * @n_open, @open_bytes: of messages that engines have
 * @is_ended: whether whoever is told wants no more
 * @error: (nullable): why no more is begun
 */
typedef struct {
  const CfCliCrew *crew;
  GPtrArray *clients;
  CfCliMailbox *mailbox;
  GQueue slots;
  guint64 n_fed;
  guint n_open;
  gsize open_bytes;
  gboolean is_ended;
  GError *error;
} Run;

/* A message until it is told. */
typedef struct {
  Run *run;
  char *name;
  gsize size;
  gboolean is_done, is_path;
  CfReport *report;
  char *problem;
  GList *link;
} Slot;

/* --- engines --- */

static GPtrArray *
start_clients (const CfCliCrew *crew)
{
  guint n = (crew->jobs + CF_LIMIT_WORKING_CHILDREN - 1) / CF_LIMIT_WORKING_CHILDREN;
  GPtrArray *clients = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (clients, cf_cli_launch_first (crew->words));

  return clients;
}

/* An engine that died meanwhile says why; its messages were answered. */
static void
stop_clients (const Run *run)
{
  for (guint i = 0; i < run->clients->len; i++) {
    CfClient *client = g_ptr_array_index (run->clients, i);

    if (run->error == NULL && cf_client_get_problem (client) != NULL)
      cf_cli_complain ("%s", cf_client_get_problem (client));
    cf_client_stop (client);
  }
}

/* --- one message --- */

static void
slot_free (Slot *slot)
{
  g_clear_pointer (&slot->report, cf_report_free);
  g_free (slot->problem);
  g_free (slot->name);
  g_free (slot);
}

static void
tell (Slot *slot)
{
  const CfCliCrew *crew = slot->run->crew;
  const CfCliCrewMail mail = { slot->name, slot->size, slot->report, slot->problem, slot->is_path };

  if (!slot->run->is_ended)
    slot->run->is_ended = !crew->tell (&mail, crew->user_data);
}

static void
finish (Slot *slot)
{
  slot->is_done = TRUE;
  if (!slot->run->crew->ordered) {
    tell (slot);
    g_queue_delete_link (&slot->run->slots, slot->link);
    slot_free (slot);
  }
}

static void
tell_done (Run *run)
{
  Slot *slot;

  while ((slot = g_queue_peek_head (&run->slots)) != NULL && slot->is_done) {
    tell (slot);
    slot_free (g_queue_pop_head (&run->slots));
  }
}

/* What a report says of where the message was: a name that cannot be shown as it is has its bytes written out, one that
 * is too long its digest in front, so that no two are alike and each is known again. */
static char *
dup_shown (const char *name)
{
  g_autofree char *visible = cf_text_make_visible (name, -1);
  g_autofree char *escaped = NULL;
  g_autofree char *digest = NULL;

  if (g_str_equal (visible, name))
    return g_strdup (name);

  escaped = g_strescape (name, NULL);
  if (strlen (escaped) < CF_LIMIT_TEXT_CHARS)
    return g_steal_pointer (&escaped);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  return g_strconcat (digest, "…", escaped + strlen (escaped) - CF_LIMIT_TEXT_CHARS / 2, NULL);
}

static Slot *
begin_slot (Run *run, const char *name)
{
  Slot *slot = g_new0 (Slot, 1);

  slot->run = run;
  slot->name = dup_shown (name);
  g_queue_push_tail (&run->slots, slot);
  slot->link = run->slots.tail;
  return slot;
}

static void
fail (Run *run, const char *name, const GError *error, gboolean is_path)
{
  Slot *slot = begin_slot (run, name);

  slot->problem = g_strdup (error->message);
  slot->is_path = is_path;
  finish (slot);
}

/* A report, or none because the run ends: then nothing is told. */
static void
on_report (GObject *client, GAsyncResult *result, gpointer data)
{
  Slot *slot = data;
  Run *run = slot->run;
  g_autoptr (GError) error = NULL;

  slot->report = cf_client_check_finish (CF_CLIENT (client), result, &error);
  run->n_open--;
  run->open_bytes -= slot->size;
  if (slot->report == NULL && run->error == NULL)
    run->error = g_steal_pointer (&error);
  if (slot->report != NULL) {
    finish (slot);
    return;
  }

  g_queue_delete_link (&run->slots, slot->link);
  slot_free (slot);
}

static void
feed (Run *run, const CfCliMail *mail)
{
  CfClientRequest request = *run->crew->request;
  Slot *slot = begin_slot (run, mail->name);

  slot->size = g_bytes_get_size (mail->bytes);
  run->n_open++;
  run->open_bytes += slot->size;
  request.message = mail->bytes;
  request.source = slot->name;
  request.exact = mail->exact;
  cf_client_check_async (g_ptr_array_index (run->clients, run->n_fed++ % run->clients->len), &request, NULL, on_report, slot);
}

/* Told as one without a report: whoever counts bytes knows that they are done. */
static gboolean
pass_over (Run *run, const CfCliMail *mail)
{
  const CfCliCrew *crew = run->crew;
  g_autofree char *name = dup_shown (mail->name);
  CfCliCrewMail told = { .name = name };

  if (crew->passes == NULL || !crew->passes (name, crew->user_data))
    return FALSE;

  told.size = mail->bytes == NULL ? 0 : g_bytes_get_size (mail->bytes);
  run->is_ended = !crew->tell (&told, crew->user_data);
  return TRUE;
}

/* --- all of them --- */

/* The next path; FALSE at the end of the list. */
static gboolean
open_next (Run *run)
{
  g_autofree char *path = cf_cli_names_next (run->crew->names, &run->error);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return FALSE;

  run->mailbox = cf_cli_mailbox_open (path, &error);
  if (run->mailbox == NULL)
    fail (run, path, error, TRUE);
  return TRUE;
}

/* Begins with one message, or finds that one cannot be read; FALSE at the end of all mailboxes. */
static gboolean
begin_next (Run *run)
{
  g_auto (CfCliMail) mail = { 0 };

  if (run->mailbox == NULL)
    return open_next (run);
  if (!cf_cli_mailbox_next (run->mailbox, &mail)) {
    g_clear_pointer (&run->mailbox, cf_cli_mailbox_free);
    return TRUE;
  }

  if (pass_over (run, &mail))
    return TRUE;
  if (mail.bytes == NULL)
    fail (run, mail.name, mail.error, FALSE);
  else
    feed (run, &mail);
  return TRUE;
}

/* A few more than are worked on, so that no engine waits for the disk. */
static gboolean
has_room (const Run *run)
{
  guint most = run->crew->jobs == 1 ? 1 : 2 * run->crew->jobs;

  return run->n_open < most && run->slots.length < most + MAX_WAITING &&
         (run->n_open == 0 || run->open_bytes < CF_LIMIT_IN_FLIGHT_BYTES);
}

gboolean
cf_cli_crew_run (const CfCliCrew *self, GError **error)
{
  g_autoptr (GPtrArray) clients = start_clients (self);
  Run run = { .crew = self, .clients = clients, .slots = G_QUEUE_INIT };
  gboolean is_more = self->begin == NULL || self->begin (self->user_data, &run.error);

  while (is_more || run.n_open > 0) {
    gboolean begins = is_more && has_room (&run);

    if (begins)
      is_more = begin_next (&run);
    is_more = is_more && run.error == NULL && !run.is_ended;
    g_main_context_iteration (NULL, !begins && run.n_open > 0);
    tell_done (&run);
  }

  stop_clients (&run);
  g_clear_pointer (&run.mailbox, cf_cli_mailbox_free);
  g_queue_clear_full (&run.slots, (GDestroyNotify) slot_free);
  if (run.error == NULL)
    return TRUE;

  g_propagate_error (error, run.error);
  return FALSE;
}
