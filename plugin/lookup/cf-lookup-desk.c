/* cf-lookup-desk.c — who asked what, and what they are told */
#include "cf-lookup-desk.h"

#include <string.h>

#include "cf-limits.h"
#include "cf-lookup-record.h"
#include "cf-text.h"

/* Integers that every JSON reader keeps exactly. */
#define MAX_ID ((G_GINT64_CONSTANT (1) << 53) - 1)

/* Where an answer may come from: {"fresh": true} and {"kept": true} of a frame. */
typedef enum { SOURCE_ANY, SOURCE_NET, SOURCE_CACHE } Source;

/* A question that is open, and all who wait for it. */
typedef struct {
  CfLookupDesk *desk;
  CfQuestionKind kind;
  char *key;
  char *place;
  GArray *ids; /* (element-type gint64) */
  gint64 due_us;
  CfLookupDnsQuery *query;    /* one of these two */
  CfLookupTransfer *transfer;
} Job;

struct _CfLookupDesk {
  const CfLookupOptions *options;
  CfLookupDns *dns;
  CfLookupHttp *http;
  CfFrameWriter *writer;
  CfLookupCache *cache;
  GHashTable *jobs;  /* "kind key" -> Job */
  GHashTable *by_id; /* gint64 -> Job */
  CfLookupDnssec told;
};

static void
job_free (Job *job)
{
  if (job->query != NULL)
    cf_lookup_dns_cancel (job->desk->dns, job->query);
  if (job->transfer != NULL)
    cf_lookup_http_cancel (job->desk->http, job->transfer);
  for (guint i = 0; i < job->ids->len; i++)
    g_hash_table_remove (job->desk->by_id, &g_array_index (job->ids, gint64, i));
  g_array_unref (job->ids);
  g_free (job->place);
  g_free (job->key);
  g_free (job);
}

CfLookupDesk *
cf_lookup_desk_new (const CfLookupOptions *options, CfLookupDns *dns, CfLookupHttp *http, CfFrameWriter *writer)
{
  CfLookupDesk *self = g_new0 (CfLookupDesk, 1);

  self->options = options;
  self->dns = dns;
  self->http = http;
  self->writer = writer;
  self->cache = cf_lookup_cache_new (options->mode == CF_LOOKUP_NONE ? NULL : options->cache);
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) job_free);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/* --- telling --- */

static void
send_object (CfLookupDesk *self, JsonObject *object)
{
  g_autoptr (JsonObject) owned = object;
  g_autoptr (GBytes) frame = cf_frame_write (owned);

  cf_frame_writer_add (self->writer, frame);
}

static void
send_line (CfLookupDesk *self, gint64 id, const char *line)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", id);
  json_object_set_member (object, "answer", json_from_string (line, NULL));
  send_object (self, object);
}

static void
send_answer (CfLookupDesk *self, gint64 id, const CfAnswer *answer)
{
  g_autofree char *line = cf_answer_to_line (answer);

  send_line (self, id, line);
}

static void
answer_job (Job *job, const CfAnswer *answer)
{
  CfLookupDesk *self = job->desk;
  g_autofree char *line = cf_answer_to_line (answer);

  cf_lookup_cache_add (self->cache, answer);
  for (guint i = 0; i < job->ids->len; i++)
    send_line (self, g_array_index (job->ids, gint64, i), line);
  g_hash_table_remove (self->jobs, job->place);
}

/* Why nothing was asked, or nothing came: never kept. */
static CfAnswer *
new_refusal (CfQuestionKind kind, const char *key, const char *detail)
{
  CfAnswer *answer = cf_answer_new (kind, key);

  answer->fetched = g_get_real_time () / G_USEC_PER_SEC;
  answer->detail = g_strdup (detail);
  return answer;
}

static void
hear_dns (gpointer data, CfAnswer *taken)
{
  g_autoptr (CfAnswer) answer = taken;
  Job *job = data;

  job->query = NULL;
  /* Without a way out libunbound says SERVFAIL; the network may come back any moment. */
  if (answer->status == CF_ANSWER_FAILED && answer->dnssec != CF_DNSSEC_BOGUS && cf_lookup_dns_is_offline (job->desk->dns)) {
    g_free (answer->detail);
    answer->detail = g_strdup ("offline");
    answer->expires = CF_TIME_UNKNOWN;
  }
  answer_job (job, answer);
}

static void
hear_http (gpointer data, CfAnswer *taken)
{
  g_autoptr (CfAnswer) answer = taken;
  Job *job = data;

  job->transfer = NULL;
  if (answer->status == CF_ANSWER_FAILED && cf_text_equal (answer->detail, "offline"))
    answer->expires = CF_TIME_UNKNOWN;
  answer_job (job, answer);
}

/* --- asking --- */

/* Why a question is not asked at all; NULL when it is. */
static const char *
refuse (CfLookupDesk *self, CfQuestionKind kind, const char *key)
{
  const char *name;
  int type;

  if (cf_lookup_kind_get_seconds (kind) == 0)
    return "no question for the network";
  if (self->options->mode == CF_LOOKUP_NONE)
    return "not allowed by [network] mode=none";
  if (kind != CF_QUESTION_DNS && self->options->mode == CF_LOOKUP_DNS_ONLY)
    return "not allowed by [network] mode=dns-only";
  if (kind == CF_QUESTION_DNS && !cf_lookup_record_parse_key (key, &type, &name))
    return "refused: not a type and name that are asked for";
  if (g_hash_table_size (self->by_id) >= CF_LIMIT_OPEN_QUESTIONS)
    return "too many questions at once";

  return NULL;
}

static Job *
begin_job (CfLookupDesk *self, CfQuestionKind kind, const char *key, const char *place)
{
  Job *job = g_new0 (Job, 1);

  job->desk = self;
  job->kind = kind;
  job->key = g_strdup (key);
  job->place = g_strdup (place);
  job->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->due_us = g_get_monotonic_time () + cf_lookup_kind_get_seconds (kind) * (gint64) G_USEC_PER_SEC;
  if (kind == CF_QUESTION_DNS)
    job->query = cf_lookup_dns_ask (self->dns, key, hear_dns, job);
  else
    job->transfer = cf_lookup_http_fetch (self->http, cf_lookup_kind_get (kind), key, hear_http, job);
  g_hash_table_insert (self->jobs, job->place, job);
  return job;
}

/* An answer that needs nobody outside; NULL when somebody is to be asked. */
static CfAnswer *
find_answer (CfLookupDesk *self, CfQuestionKind kind, const char *key, Source source)
{
  const char *refusal = refuse (self, kind, key);

  if (refusal != NULL)
    return new_refusal (kind, key, refusal);
  if (source == SOURCE_NET)
    return NULL;

  return cf_lookup_cache_find (self->cache, kind, key, g_get_real_time () / G_USEC_PER_SEC);
}

static void
ask (CfLookupDesk *self, gint64 id, CfQuestionKind kind, const char *key, Source source)
{
  g_autofree char *place = g_strdup_printf ("%s %s", cf_question_kind_get_name (kind), key);
  g_autoptr (CfAnswer) answer = find_answer (self, kind, key, source);
  Job *job = g_hash_table_lookup (self->jobs, place);

  if (answer == NULL && job == NULL && source == SOURCE_CACHE)
    answer = new_refusal (kind, key, "not asked yet");
  if (answer != NULL) {
    send_answer (self, id, answer);
    return;
  }

  if (job == NULL)
    job = begin_job (self, kind, key, place);
  g_array_append_val (job->ids, id);
  g_hash_table_insert (self->by_id, g_memdup2 (&id, sizeof id), job);
}

static void
cancel (CfLookupDesk *self, gint64 id)
{
  Job *job = g_hash_table_lookup (self->by_id, &id);

  /* The answer may already be on its way. */
  if (job == NULL)
    return;

  g_hash_table_remove (self->by_id, &id);
  for (guint i = 0; i < job->ids->len; i++)
    if (g_array_index (job->ids, gint64, i) == id) {
      g_array_remove_index (job->ids, i);
      break;
    }
  if (job->ids->len == 0)
    g_hash_table_remove (self->jobs, job->place);
}

static gboolean
read_id (JsonObject *frame, const char *member, gint64 *out_id, GError **error)
{
  if (!cf_frame_get_int (frame, member, out_id, error))
    return FALSE;
  if (*out_id >= 1 && *out_id <= MAX_ID)
    return TRUE;

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"%s\" is not between 1 and 2^53 - 1", member);
  return FALSE;
}

static gboolean
is_key (const char *key)
{
  return *key != '\0' && cf_text_is_ascii (key) && strlen (key) <= CF_LIMIT_QUESTION_BYTES;
}

static gboolean
read_source (JsonObject *frame, Source *out_source, GError **error)
{
  gboolean is_fresh = FALSE, is_kept = FALSE;

  if ((json_object_has_member (frame, "fresh") && !cf_frame_get_boolean (frame, "fresh", &is_fresh, error)) ||
      (json_object_has_member (frame, "kept") && !cf_frame_get_boolean (frame, "kept", &is_kept, error)))
    return FALSE;
  if (is_fresh && is_kept) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"fresh\" and \"kept\" at once");
    return FALSE;
  }

  *out_source = is_fresh ? SOURCE_NET : is_kept ? SOURCE_CACHE : SOURCE_ANY;
  return TRUE;
}

gboolean
cf_lookup_desk_take (CfLookupDesk *self, JsonObject *frame, GError **error)
{
  const char *kind_name, *key;
  CfQuestionKind kind;
  Source source;
  gint64 id;

  if (json_object_has_member (frame, "cancel")) {
    if (!read_id (frame, "cancel", &id, error))
      return FALSE;
    cancel (self, id);
    return TRUE;
  }

  if (!read_id (frame, "id", &id, error) || !cf_frame_get_string (frame, "kind", &kind_name, error) ||
      !cf_frame_get_string (frame, "question", &key, error) ||
      !read_source (frame, &source, error))
    return FALSE;
  if (!cf_question_kind_find (kind_name, &kind) || !is_key (key) || g_hash_table_contains (self->by_id, &id)) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "a kind, question or id that cannot be");
    return FALSE;
  }

  ask (self, id, kind, key, source);
  return TRUE;
}

/* --- in its own time --- */

static void
end_late (CfLookupDesk *self)
{
  g_autoptr (GList) jobs = g_hash_table_get_values (self->jobs);
  gint64 now_us = g_get_monotonic_time ();

  for (GList *item = jobs; item != NULL; item = item->next) {
    Job *job = item->data;
    g_autoptr (CfAnswer) answer = NULL;

    if (now_us < job->due_us)
      continue;
    if (cf_lookup_dns_is_offline (self->dns)) {
      answer = new_refusal (job->kind, job->key, "offline");
    } else {
      answer = new_refusal (job->kind, job->key, "timeout");
      answer->expires = answer->fetched + CF_LIMIT_KEEP_FAILED_SECONDS;
    }
    answer_job (job, answer);
  }
}

/* What a person or "doctor" should know of the resolver. */
static const char *
word_status (CfLookupDnssec dnssec)
{
  switch (dnssec) {
  case CF_LOOKUP_DNSSEC_STRIPPED:
    return "dnssec-stripped";
  case CF_LOOKUP_DNSSEC_NO_ANCHOR:
    return "dnssec-no-anchor";
  case CF_LOOKUP_DNSSEC_UNKNOWN:
  case CF_LOOKUP_DNSSEC_WORKS:
    return NULL;
  }

  return NULL;
}

static void
tell_status (CfLookupDesk *self)
{
  CfLookupDnssec dnssec = cf_lookup_dns_get_dnssec (self->dns);
  const char *status = word_status (dnssec);
  JsonObject *object;

  if (status == NULL || dnssec == self->told)
    return;

  self->told = dnssec;
  object = json_object_new ();
  json_object_set_string_member (object, "status", status);
  send_object (self, object);
}

void
cf_lookup_desk_work (CfLookupDesk *self)
{
  end_late (self);
  tell_status (self);
}

gint64
cf_lookup_desk_get_due (const CfLookupDesk *self)
{
  gint64 due = G_MAXINT64;
  GHashTableIter iter;
  gpointer job;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job))
    due = MIN (due, ((Job *) job)->due_us);

  return due;
}

void
cf_lookup_desk_free (CfLookupDesk *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->jobs);
  g_hash_table_unref (self->by_id);
  cf_lookup_cache_free (self->cache);
  g_free (self);
}
