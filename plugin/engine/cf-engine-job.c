/* cf-engine-job.c — one check of the queue: its request, its bytes, its time */
#include "cf-engine-job.h"

#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-limits.h"
#include "cf-report.h"

/* Nothing was asked yet; whether a person only opens the mail is the request's. */
static CfEngineInquiry *
new_inquiry (const CfEngineRequest *request)
{
  CfEngineInquiry *inquiry = cf_engine_inquiry_new ();

  inquiry->is_opening = !request->asked && !request->background && !request->live;
  return inquiry;
}

CfEngineJob *
cf_engine_job_new (gint64 id, CfEngineRequest *request)
{
  CfEngineJob *self = g_new0 (CfEngineJob, 1);

  self->id = id;
  self->request = request;
  self->began_us = g_get_monotonic_time ();
  self->now = request->at != CF_TIME_UNKNOWN ? request->at : g_get_real_time () / G_USEC_PER_SEC;
  self->message = -1;
  self->decrypted = -1;
  self->inquiry = new_inquiry (request);
  return self;
}

void
cf_engine_job_take_message (CfEngineJob *self, int message)
{
  self->message = message;
  self->size = cf_engine_memfd_get_size (message);
  self->state = CF_ENGINE_JOB_WAITING;
}

void
cf_engine_job_take_decrypted (CfEngineJob *self, int decrypted)
{
  self->decrypted = decrypted;
  self->decrypted_size = cf_engine_memfd_get_size (decrypted);
}

gboolean
cf_engine_job_begin_chunks (CfEngineJob *self)
{
  self->state = CF_ENGINE_JOB_COLLECTING;
  self->open_parts = CF_ENGINE_PART_MESSAGE | (self->request->decrypted ? CF_ENGINE_PART_DECRYPTED : 0);
  self->digester = cf_digester_new (CF_DIGEST_SHA256);
  self->message = cf_engine_memfd_new ();
  if (self->request->decrypted)
    self->decrypted = cf_engine_memfd_new ();
  return self->message >= 0 && (self->decrypted >= 0 || !self->request->decrypted);
}

/* One byte over the limit is kept, so that the checking process sees that it
 * is over; the rest is counted and hashed only. */
gboolean
cf_engine_job_take_chunk (CfEngineJob *self, CfEnginePart part, CfSpan bytes)
{
  gboolean is_message = part == CF_ENGINE_PART_MESSAGE;
  guint64 *size = is_message ? &self->size : &self->decrypted_size;
  guint64 room = *size > CF_LIMIT_MESSAGE_BYTES ? 0 : CF_LIMIT_MESSAGE_BYTES + 1 - *size;

  if (is_message)
    cf_digester_update (self->digester, bytes);
  *size += bytes.length;
  return cf_engine_memfd_append (is_message ? self->message : self->decrypted,
                                 cf_span_sub (bytes, 0, MIN (bytes.length, room)));
}

static void
finish_digest (CfEngineJob *self)
{
  CfDigestSet digests;

  cf_digester_finish (self->digester, &digests);
  g_clear_pointer (&self->digester, cf_digester_free);
  self->sha256 = cf_digest_to_hex (cf_digest_set_get (&digests, CF_DIGEST_SHA256));
}

gboolean
cf_engine_job_end_chunks (CfEngineJob *self, CfEnginePart part)
{
  gboolean is_message = part == CF_ENGINE_PART_MESSAGE;

  if (is_message)
    finish_digest (self);
  self->open_parts &= ~(guint) part;
  if (self->open_parts == 0)
    self->state = CF_ENGINE_JOB_WAITING;
  return cf_engine_memfd_seal (is_message ? self->message : self->decrypted);
}

guint64
cf_engine_job_get_bytes (const CfEngineJob *self)
{
  return self->size + self->decrypted_size;
}

guint
cf_engine_job_get_seconds (const CfEngineJob *self)
{
  guint64 bytes = MIN (cf_engine_job_get_bytes (self), CF_LIMIT_MESSAGE_BYTES);

  return CF_LIMIT_CHECK_SECONDS + (guint) (bytes / CF_MIB) * CF_LIMIT_CHECK_SECONDS_PER_MIB;
}

guint64
cf_engine_job_get_space (const CfEngineJob *self, guint64 bytes)
{
  if (bytes == 0)
    return 0;

  return bytes + CF_LIMIT_CHILD_BYTES + CF_LIMIT_CHILD_ANSWERS_BYTES +
         MIN (cf_engine_job_get_bytes (self), CF_LIMIT_MESSAGE_BYTES) * CF_LIMIT_CHILD_FACTOR;
}

/* Hashing keeps the monitor from everything else, so what is too large is hashed on its way or not at all. */
const char *
cf_engine_job_get_sha256 (CfEngineJob *self)
{
  if (self->sha256 == NULL && self->size <= CF_LIMIT_MESSAGE_BYTES)
    self->sha256 = cf_engine_memfd_digest (self->message);

  return self->sha256;
}

/* What a preview may say; anything else in it is not believed. */
#define PREVIEWED (CF_M (EXPECT_REQUIRED) | CF_M (EXPECT_EXPECTED) | CF_M (EXPECT_USUAL) | CF_M (EXPECT_HISTORY) | \
                   CF_M (EXPECT_ANY) | CF_M (EXPECT_BOUNCE) | CF_M (POLICY_UNREADABLE))

/* Sender and expectation change places with those of @facts, which has none yet. */
static void
take_preview (CfFacts *facts, JsonObject *preview)
{
  g_autoptr (CfFacts) seen = preview != NULL ? cf_report_read_facts (preview, NULL) : NULL;
  CfSenderFacts sender = facts->sender;
  CfPolicyFacts policy = facts->policy;

  if (seen == NULL)
    return;

  facts->sender = seen->sender;
  facts->policy = seen->policy;
  facts->evidence |= seen->evidence & PREVIEWED;
  seen->sender = sender;
  seen->policy = policy;
}

CfFacts *
cf_engine_job_dup_failure (CfEngineJob *self, CfEvidence why, guint limit)
{
  CfFacts *facts = cf_facts_new ();
  const CfEngineRequest *request = self->request;

  take_preview (facts, self->preview);
  facts->source = g_strdup (request->source);
  facts->size = self->size;
  facts->sha256 = g_strdup (cf_engine_job_get_sha256 (self));
  facts->checked_at = self->now;
  facts->arrived = request->received;
  facts->judged_at = self->now;
  facts->judged_source = request->at != CF_TIME_UNKNOWN ? CF_JUDGED_OPTION : CF_JUDGED_NOW;
  facts->limit = limit;
  facts->evidence |= why;
  return facts;
}

void
cf_engine_job_complete_facts (const CfEngineJob *self, CfFacts *facts)
{
  facts->size = self->size;
  g_free (facts->source);
  facts->source = g_strdup (self->request->source);
  if (self->sha256 == NULL || self->size <= CF_LIMIT_MESSAGE_BYTES)
    return;

  g_free (facts->sha256);
  facts->sha256 = g_strdup (self->sha256);
  g_clear_pointer (&facts->canonical_sha256, g_free);
}

void
cf_engine_job_begin_again (CfEngineJob *self)
{
  g_assert (self->checker == NULL);

  cf_engine_inquiry_free (self->inquiry);
  self->inquiry = new_inquiry (self->request);
  g_clear_pointer (&self->preview, json_object_unref);
  g_clear_pointer (&self->facts, cf_facts_free);
  self->is_alone = TRUE;
  self->state = CF_ENGINE_JOB_WAITING;
}

int
cf_engine_job_end_child (CfEngineJob *self)
{
  return cf_engine_checker_free (g_steal_pointer (&self->checker));
}

void
cf_engine_job_free (CfEngineJob *self)
{
  if (self == NULL)
    return;

  cf_engine_job_end_child (self);
  if (self->message >= 0)
    close (self->message);
  if (self->decrypted >= 0)
    close (self->decrypted);
  cf_engine_inquiry_free (self->inquiry);
  g_clear_pointer (&self->preview, json_object_unref);
  cf_facts_free (self->facts);
  cf_engine_request_free (self->request);
  cf_digester_free (self->digester);
  g_free (self->sha256);
  g_free (self);
}
