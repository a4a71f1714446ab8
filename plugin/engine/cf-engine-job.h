/* cf-engine-job.h — one check of the queue: its request, its bytes, its time
 *
 * The monitor collects, counts and hashes the bytes of a message; it never
 * looks at what they say.
 * Stands on: base, fact, report, the checkers, the desk.
 */
#pragma once

#include "cf-digest.h"
#include "cf-engine-checker.h"
#include "cf-engine-desk.h"

G_BEGIN_DECLS

typedef enum {
  CF_ENGINE_JOB_COLLECTING, /* chunks are still coming */
  CF_ENGINE_JOB_WAITING,
  CF_ENGINE_JOB_RUNNING, /* its child works */
  CF_ENGINE_JOB_ASKING,  /* its child waits for answers */
} CfEngineJobState;

/* What comes with a check; the numbers are bits of CfEngineJob.open_parts. */
typedef enum {
  CF_ENGINE_PART_MESSAGE = 1 << 0,
  CF_ENGINE_PART_DECRYPTED = 1 << 1, /* what the host decrypted of it */
} CfEnginePart;

/**
 * CfEngineJob:
 * @now: what time it is for this check
 * @began_us: when the request came (monotonic)
 * @deadline_us: when a running check is given up (monotonic)
 * @left_us: how long the child may still work, after this turn
 * @message: memfd, sealed once the job waits
 * @size: bytes of the message; more than @message holds when it is too large
 * @decrypted: what the host decrypted of it: a memfd like @message; -1 for nothing
 * @decrypted_size: bytes of that, in the same way
 * @open_parts: of which chunks are still coming
 * @digester: (nullable): while chunks are coming
 * @sha256: (nullable): once it is known: of all chunks, or because somebody needed it
 * @is_alone: its child may have read no other message
 * @checker: (nullable): its child, while it runs or asks
 * @inquiry: what it asked
 * @preview: (nullable): evidence of who the message claims to be from
 * @facts: (nullable): the child's latest
 */
typedef struct {
  gint64 id;
  CfEngineJobState state;
  CfEngineRequest *request;
  CfTime now;
  gint64 began_us;
  gint64 deadline_us;
  gint64 left_us;
  int message;
  guint64 size;
  int decrypted;
  guint64 decrypted_size;
  guint open_parts;
  CfDigester *digester;
  char *sha256;
  gboolean is_alone;
  CfEngineChecker *checker;
  CfEngineInquiry *inquiry;
  JsonObject *preview;
  CfFacts *facts;
} CfEngineJob;

/* A job without bytes; takes @request.  (transfer full) */
CfEngineJob *cf_engine_job_new (gint64 id, CfEngineRequest *request);

/* Takes the sealed @message: the job waits. */
void cf_engine_job_take_message (CfEngineJob *self, int message);

/* Takes the sealed @decrypted, before the job is given to anybody. */
void cf_engine_job_take_decrypted (CfEngineJob *self, int decrypted);

/* Begins a message that comes in chunks, and what the host decrypted of it where its request says so.  FALSE when
 * memory is used up. */
gboolean cf_engine_job_begin_chunks (CfEngineJob *self);

/* The next chunk of a part that is open: all of it is counted, and of the message hashed; kept is one byte over
 * CF_LIMIT_MESSAGE_BYTES at most.  FALSE when memory is used up. */
gboolean cf_engine_job_take_chunk (CfEngineJob *self, CfEnginePart part, CfSpan bytes);

/* After the last chunk of a part: seals it, and when all have come the job waits.  FALSE when it cannot be sealed. */
gboolean cf_engine_job_end_chunks (CfEngineJob *self, CfEnginePart part);

/* Bytes of all that came with the check. */
guint64 cf_engine_job_get_bytes (const CfEngineJob *self);

/* How long the child of this check may work. */
guint cf_engine_job_get_seconds (const CfEngineJob *self);

/* How much address space the child may have that begins with @bytes; 0 for any when @bytes is 0. */
guint64 cf_engine_job_get_space (const CfEngineJob *self, guint64 bytes);

/* Hexadecimal SHA-256 of the whole message; NULL when it is too large.  (transfer none) */
const char *cf_engine_job_get_sha256 (CfEngineJob *self);

/* The facts when nothing is known but @why it is not known, and who the message claims to be from if the
 * child had come so far.  (transfer full) */
CfFacts *cf_engine_job_dup_failure (CfEngineJob *self, CfEvidence why, guint limit);

/* Puts right what the child could not know: it saw the beginning of a message that is too large. */
void cf_engine_job_complete_facts (const CfEngineJob *self, CfFacts *facts);

/* Waits anew, for a child of its own: nothing that the last child said counts.  That child has been ended, and the
 * desk has forgotten what it asked. */
void cf_engine_job_begin_again (CfEngineJob *self);

/* Ends its child.  Returns: its wait status */
int cf_engine_job_end_child (CfEngineJob *self);

/* Accepts %NULL.  The desk has forgotten its inquiry before. */
void cf_engine_job_free (CfEngineJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineJob, cf_engine_job_free)

G_END_DECLS
