/* cf-bench-check.h — a whole check of one message in this process, with recorded answers and no engine around it
 *
 * For programs that measure.  Facts, verdict, words and report, as a child of the engine does it.
 */
#pragma once

#include "cf-gather.h"
#include "cf-verdict.h"

G_BEGIN_DECLS

/**
 * cf_bench_check:
 * @now: when the message is looked at, and when it arrived
 * @recorded: what look-ups answer; what is not among it failed
 * @out_judgement: (out) (transfer full) (optional): what it was judged to be
 *
 * Returns: bytes of the report, so that no compiler leaves its making out
 */
gsize cf_bench_check (const CfGatherPrepared *prepared, CfSpan message, CfTime now, const CfAnswers *recorded,
                      CfJudgement **out_judgement);

/* The answers of a file; none when @path is %NULL or holds none.  (transfer full) */
CfAnswers *cf_bench_read_answers (const char *path);

/* Microseconds of processor time of this process: other programs do not count. */
gint64 cf_bench_get_spent (void);

G_END_DECLS
