/* cf-client-job.c — one question of the host, until its answer */
#include "cf-client-job.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cf-digest.h"
#include "cf-limits.h"
#include "cf-ribbon.h"

#define ALL_SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL)

/* A name for a report; what is longer would not fit into a request frame. */
#define MAX_SOURCE_CHARS 4096

/* JSON is UTF-8; file names need not be. */
static char *
dup_source (const char *source)
{
  g_autofree char *valid = source != NULL ? g_utf8_make_valid (source, -1) : NULL;

  if (valid == NULL || g_utf8_strlen (valid, -1) <= MAX_SOURCE_CHARS)
    return g_steal_pointer (&valid);

  return g_utf8_substring (valid, 0, MAX_SOURCE_CHARS);
}

CfClientJob *
cf_client_job_new (gint64 id, const CfClientRequest *request, GTask *task)
{
  CfClientJob *self = g_new0 (CfClientJob, 1);

  self->id = id;
  self->task = task;
  self->request = *request;
  self->request.message = g_bytes_ref (request->message);
  if (request->decrypted != NULL)
    self->request.decrypted = g_bytes_ref (request->decrypted);
  self->request.source = dup_source (request->source);
  self->request.account = dup_source (request->account);
  self->request.lang = dup_source (request->lang);
  return self;
}

void
cf_client_job_free (CfClientJob *self)
{
  if (self == NULL)
    return;

  if (self->cancelling != NULL) {
    g_source_destroy (self->cancelling);
    g_source_unref (self->cancelling);
  }
  g_bytes_unref (self->request.message);
  g_clear_pointer (&self->request.decrypted, g_bytes_unref);
  g_free ((char *) self->request.source);
  g_free ((char *) self->request.account);
  g_free ((char *) self->request.lang);
  g_object_unref (self->task);
  g_free (self);
}

gsize
cf_client_job_get_size (const CfClientJob *self)
{
  gsize decrypted = self->request.decrypted != NULL ? g_bytes_get_size (self->request.decrypted) : 0;

  return g_bytes_get_size (self->request.message) + decrypted;
}

static void
set_time (JsonObject *object, const char *key, CfTime time)
{
  g_autofree char *text = cf_time_format (time);

  json_object_set_string_member (object, key, text);
}

JsonObject *
cf_client_job_write (const CfClientJob *self)
{
  const CfClientRequest *request = &self->request;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", self->id);
  json_object_set_string_member (object, "type", "check");
  json_object_set_string_member (object, "from", "fd");
  json_object_set_string_member (object, "source", request->source);
  json_object_set_string_member (object, "account", request->account);
  json_object_set_string_member (object, "lang", request->lang);
  set_time (object, "at", request->at);
  set_time (object, "received", request->received);
  json_object_set_string_member (object, "place", cf_place_get_name (request->place));
  json_object_set_boolean_member (object, "exact", request->exact);
  json_object_set_boolean_member (object, "redact", request->redact);
  json_object_set_boolean_member (object, "trace", request->trace);
  json_object_set_boolean_member (object, "background", request->background);
  json_object_set_boolean_member (object, "live", request->live);
  json_object_set_boolean_member (object, "asked", request->asked);
  json_object_set_boolean_member (object, "decrypted", request->decrypted != NULL);
  return object;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  CfSpan rest = cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  while (rest.length > 0) {
    gssize length = write (fd, rest.data, rest.length);

    if (length < 0 && errno != EINTR)
      return FALSE;
    rest = cf_span_from (rest, (gsize) MAX (length, 0));
  }

  return TRUE;
}

static int
dup_memfd (GBytes *bytes, GError **error)
{
  int fd = memfd_create ("certfirst-message", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  int code;

  if (fd >= 0 && write_all (fd, bytes) && fcntl (fd, F_ADD_SEALS, ALL_SEALS) == 0)
    return fd;

  code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "no memory for a message: %s", g_strerror (code));
  if (fd >= 0)
    close (fd);
  return -1;
}

gboolean
cf_client_job_dup_memfds (const CfClientJob *self, int *out_message, int *out_decrypted, GError **error)
{
  GBytes *decrypted = self->request.decrypted;
  int message = dup_memfd (self->request.message, error);
  int second = message >= 0 && decrypted != NULL ? dup_memfd (decrypted, error) : -1;

  if (message >= 0 && (second >= 0 || decrypted == NULL)) {
    *out_message = message;
    *out_decrypted = second;
    return TRUE;
  }

  if (message >= 0)
    close (message);
  return FALSE;
}

/* The host waits meanwhile: what is too large is not hashed. */
static char *
digest_message (const CfClientJob *self)
{
  g_autoptr (CfDigester) digester = cf_digester_new (CF_DIGEST_SHA256);
  GBytes *message = self->request.message;
  CfDigestSet digests;

  if (g_bytes_get_size (message) > CF_LIMIT_MESSAGE_BYTES)
    return NULL;

  cf_digester_update (digester, cf_span (g_bytes_get_data (message, NULL), g_bytes_get_size (message)));
  cf_digester_finish (digester, &digests);
  return cf_digest_to_hex (cf_digest_set_get (&digests, CF_DIGEST_SHA256));
}

static CfFacts *
dup_failure (const CfClientJob *self, CfEvidence why, guint limit)
{
  CfFacts *facts = cf_facts_new ();
  const CfClientRequest *request = &self->request;
  gboolean is_given = request->at != CF_TIME_UNKNOWN;

  facts->source = g_strdup (request->source);
  facts->size = g_bytes_get_size (request->message);
  facts->sha256 = digest_message (self);
  facts->checked_at = is_given ? request->at : g_get_real_time () / G_USEC_PER_SEC;
  facts->judged_at = facts->checked_at;
  facts->judged_source = is_given ? CF_JUDGED_OPTION : CF_JUDGED_NOW;
  facts->arrived = request->received;
  facts->limit = limit;
  facts->evidence = why;
  return facts;
}

static CfReport *
write_failure (const CfClientJob *self, CfEvidence why, guint limit)
{
  g_autoptr (CfFacts) facts = dup_failure (self, why, limit);
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, self->request.lang);
  CfReportInput input = { facts, judgement, ribbon, { 0 }, self->request.redact, self->request.trace };
  g_autoptr (JsonObject) object = cf_report_write (&input);
  CfReport *report = g_new0 (CfReport, 1);

  report->verdict = judgement->verdict;
  report->severity = judgement->severity;
  report->json = cf_report_to_text (object);
  report->facts = g_steal_pointer (&facts);
  report->ribbon = g_steal_pointer (&ribbon);
  return report;
}

void
cf_client_job_answer (CfClientJob *self, CfReport *report)
{
  g_autoptr (CfClientJob) owned = self;

  g_task_return_pointer (owned->task, report, (GDestroyNotify) cf_report_free);
}

void
cf_client_job_fail (CfClientJob *self, CfEvidence why, guint limit)
{
  cf_client_job_answer (self, write_failure (self, why, limit));
}

void
cf_client_job_end (CfClientJob *self, GIOErrorEnum code, const char *message)
{
  g_autoptr (CfClientJob) owned = self;

  g_task_return_new_error (owned->task, G_IO_ERROR, (int) code, "%s", message);
}
