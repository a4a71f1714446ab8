/* cf-claws-arrival.c — mail that arrives -> checked in the background, told, marked */
#include "cf-claws-arrival.h"

#include "cf-claws-bytes.h"
#include "cf-claws-mark.h"
#include "cf-danger-notice.h"
#include "cf-limits.h"

/* One mail between its arrival and its verdict, and a dangerous POP mail until its folder is known. */
struct _CfClawsArrival {
  CfReport *report; /* (nullable): while it is not judged */
  char *folder;     /* (nullable): while a POP mail is in no folder */
  guint number;
};

/* One open check of an arrival. */
typedef struct {
  CfClawsHost *host;
  CfClawsMessage *message;
  char *key; /* in the host's arrivals */
} Job;

void
cf_claws_arrival_free (CfClawsArrival *self)
{
  g_clear_pointer (&self->report, cf_report_free);
  g_free (self->folder);
  g_free (self);
}

static void
job_free (Job *job)
{
  cf_claws_host_unref (job->host);
  cf_claws_message_free (job->message);
  g_free (job->key);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

CfTime
cf_claws_arrival_get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Once its verdict and its folder are known, the mail is marked and no longer on its way. */
static void
settle (CfClawsHost *host, const char *key, const char *hash)
{
  CfClawsArrival *arrival = g_hash_table_lookup (host->arrivals, key);
  g_autofree char *owned = NULL;

  if (arrival == NULL || arrival->report == NULL)
    return;
  if (arrival->folder == NULL && arrival->report->severity == CF_SEVERITY_DANGER)
    return;

  /* Marking may call our hooks. */
  g_hash_table_steal_extended (host->arrivals, key, (gpointer *) &owned, NULL);
  if (arrival->folder != NULL)
    cf_claws_mark_show (host, arrival->folder, arrival->number, hash, arrival->report);
  cf_claws_arrival_free (arrival);
}

static void
on_arrived (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CfReport) report = cf_client_arrived_finish (CF_CLIENT (client), result, &error);
  CfClientOptions options = cf_client_options_load (NULL);
  g_autofree char *hash = NULL;
  CfClawsArrival *arrival;

  if (job->host->is_closed)
    return;
  arrival = g_hash_table_lookup (job->host->arrivals, job->key);
  /* An engine that ended read nothing: it waits for the next occasion. */
  if (report == NULL || report->facts->canonical_sha256 == NULL) {
    g_hash_table_remove (job->host->arrivals, job->key);
    return;
  }

  cf_danger_notice_tell (report, &options);
  if (job->message->validity != 0) {
    CfClientInboxMail mail = cf_claws_message_get_mail (job->message);

    cf_client_inbox_forget (job->host->inbox, &mail);
  }
  if (arrival == NULL)
    return;
  g_clear_pointer (&arrival->report, cf_report_free);
  arrival->report = g_steal_pointer (&report);
  hash = cf_claws_bytes_hash (job->message->bytes);
  settle (job->host, job->key, hash);
}

gboolean
cf_claws_arrival_is_asked (CfClawsHost *host, const char *key)
{
  return g_hash_table_contains (host->arrivals, key);
}

void
cf_claws_arrival_ask (CfClawsHost *host, CfClawsMessage *message, const char *key, CfTime when)
{
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  CfClientOptions options = cf_client_options_load (NULL);
  CfClawsArrival *arrival = g_new0 (CfClawsArrival, 1);
  Job *job = g_new0 (Job, 1);

  /* Mails that a rule of the person deletes never reach a folder. */
  if (g_hash_table_size (host->arrivals) >= CF_LIMIT_INBOX_WAITING)
    g_hash_table_remove_all (host->arrivals);
  /* A POP mail is in no folder yet. */
  arrival->folder = g_strdup (message->folder);
  arrival->number = message->number;
  g_hash_table_replace (host->arrivals, g_strdup (key), arrival);

  job->host = cf_claws_host_ref (host);
  job->message = message;
  job->key = g_strdup (key);
  cf_claws_message_fill (message, &options, &request);
  request.received = when;
  cf_client_arrived_async (host->client, &request, NULL, on_arrived, job);
}

void
cf_claws_arrival_place (CfClawsHost *host, const char *hash, const char *folder, guint number)
{
  CfClawsArrival *arrival = g_hash_table_lookup (host->arrivals, hash);

  if (arrival == NULL)
    return;

  g_free (arrival->folder);
  arrival->folder = g_strdup (folder);
  arrival->number = number;
  settle (host, hash, hash);
}
