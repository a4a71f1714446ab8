/* cf-engine-job.h — one check of the queue: its request, its bytes, its time
 *
 * The monitor collects, counts and hashes the bytes of a message; it never
 * looks at what they say.
 * Stands on: base, fact, report.
 */
#pragma once

#include "cf-digest.h"
#include "cf-engine-request.h"

G_BEGIN_DECLS

typedef enum {
  CF_ENGINE_JOB_COLLECTING, /* chunks are still coming */
  CF_ENGINE_JOB_WAITING,
  CF_ENGINE_JOB_RUNNING,
  CF_ENGINE_JOB_DROPPED, /* runs, but was cancelled: its result goes to nobody */
} CfEngineJobState;

/**
 * CfEngineJob:
 * @now: what time it is for this check
 * @began_us: when the request came (monotonic)
 * @deadline_us: when a running check is given up (monotonic)
 * @message: memfd, sealed once the job waits
 * @size: bytes of the message; more than @message holds when it is too large
 * @digester: (nullable): while chunks are coming
 * @sha256: (nullable): of all chunks
 */
typedef struct {
  gint64 id;
  CfEngineJobState state;
  CfEngineRequest *request;
  CfTime now;
  gint64 began_us;
  gint64 deadline_us;
  int message;
  guint64 size;
  CfDigester *digester;
  char *sha256;
} CfEngineJob;

/* A job without bytes; takes @request.  (transfer full) */
CfEngineJob *cf_engine_job_new (gint64 id, CfEngineRequest *request);

/* Takes the sealed @message: the job waits. */
void cf_engine_job_take_message (CfEngineJob *self, int message);

/* Begins a message that comes in chunks.  FALSE when memory is used up. */
gboolean cf_engine_job_begin_chunks (CfEngineJob *self);

/* The next chunk: all of it is counted and hashed, kept is one byte over
 * CF_LIMIT_MESSAGE_BYTES at most.  FALSE when memory is used up. */
gboolean cf_engine_job_take_chunk (CfEngineJob *self, CfSpan bytes);

/* After the last chunk: seals the message, and the job waits.  FALSE when it cannot be sealed. */
gboolean cf_engine_job_end_chunks (CfEngineJob *self);

/* How long this check may run. */
guint cf_engine_job_get_seconds (const CfEngineJob *self);

/* The facts when nothing is known but @why it is not known.  (transfer full) */
CfFacts *cf_engine_job_dup_failure (const CfEngineJob *self, CfEvidence why, guint limit);

/* Puts right what the checking process could not know: it saw the beginning of a message that is too large. */
void cf_engine_job_complete_facts (const CfEngineJob *self, CfFacts *facts);

/* Accepts %NULL. */
void cf_engine_job_free (CfEngineJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineJob, cf_engine_job_free)

G_END_DECLS
