/* cf-engine-reply.h — what the monitor says to its client
 *
 * Stands on: base, fact, verdict, ribbon, report.
 */
#pragma once

#include "cf-engine-job.h"
#include "cf-report.h"

G_BEGIN_DECLS

/* The greeting: version, limits, the process that the checking processes come from, and how they
 * are confined (nullable).  (transfer full) */
GBytes *cf_engine_reply_hello (gint64 id, int checker_pid, JsonObject *sandbox);

/* Judges and words the facts; the frame has at most CF_LIMIT_REPLY_BYTES.  (transfer full) */
GBytes *cf_engine_reply_report (CfEngineJob *job, const CfFacts *facts);

/* The check ended because the client asked for that.  (transfer full) */
GBytes *cf_engine_reply_cancelled (gint64 id);

/* What counts for this person; takes @settings.  (transfer full) */
GBytes *cf_engine_reply_settings (gint64 id, JsonObject *settings);

/* Every form in which a reader copies or saves a report; the frame has at most CF_LIMIT_REPLY_BYTES.  (transfer full) */
GBytes *cf_engine_reply_export (gint64 id, const CfReport *report);

/**
 * cf_engine_reply_error:
 * @code: one of docs/protocol.md
 * @message: for people
 * @fatal: whether the engine ends now
 *
 * Returns: (transfer full)
 */
GBytes *cf_engine_reply_error (gint64 id, const char *code, const char *message, gboolean fatal);

/* Shortens the lists of @report step by step until it has at most @max_bytes
 * of text; then "truncated" is true.  FALSE when nothing is left to shorten. */
gboolean cf_engine_reply_cut (JsonObject *report, gsize max_bytes);

G_END_DECLS
