/* cf-verdict.h — evidence -> standings -> verdict and reasons
 *
 * Two stages, each a table without negation: first every signer alone gets a
 * standing, then the message (MEANING).  Pure functions.
 * Stands on: base, fact.
 */
#pragma once

#include "cf-fact.h"
#include "cf-reason.h"

G_BEGIN_DECLS

/**
 * CfReasonGiven:
 * @signer: index of the signer that gave it, -1 for the message
 */
typedef struct {
  CfReason reason;
  CfSeverity severity;
  int signer;
} CfReasonGiven;

/**
 * CfJudgement:
 * @standings: (element-type CfStanding): one for each signer
 * @reasons: (element-type CfReasonGiven): the deciding one first; never empty
 * @would_be: (nullable): what observe mode keeps back
 */
typedef struct {
  CfVerdictKind verdict;
  CfSeverity severity;
  GArray *standings;
  GArray *reasons;
  gboolean has_would_be;
  CfVerdictKind would_be_verdict;
  CfSeverity would_be_severity;
} CfJudgement;

/* Judges the facts.  The only place that decides verdict and severity.  (transfer full) */
CfJudgement *cf_verdict_judge (const CfFacts *facts);

/* The deciding reason. */
const CfReasonGiven *cf_judgement_get_deciding (const CfJudgement *self);

/* What the names of a step are: what decided a signer's standing; why a rule that fired was lowered; what a rule that
 * did not fire, or an approval, lacked; of an approval that has all it needs none. */
typedef enum { CF_TRACE_STANDS, CF_TRACE_FIRED, CF_TRACE_LACKS, CF_TRACE_HAS_ALL } CfTraceKind;

/**
 * CfTraceStep:
 *
 * One rule and what became of it, for --trace.
 * @what: "signer 1 stands caution", "CF501 policy-requires danger", "verified"
 * @instead: (nullable): "CF602 list-altered caution", "neutral (mode=observe)": what it was lowered to
 * @signer: who gave the reason, from 0; -1: nobody
 * @names: (element-type utf8): evidence by its names in reports; static strings
 */
typedef struct {
  CfTraceKind kind;
  char *what;
  char *instead;
  int signer;
  GPtrArray *names;
} CfTraceStep;

/* Every signer, then every rule, then every way to an approval.  (transfer full) (element-type CfTraceStep) */
GPtrArray *cf_verdict_trace (const CfFacts *facts);

/* One step in one line, as it stands in a report.  (transfer full) */
char *cf_verdict_trace_format (const CfTraceStep *step);

/* Accepts %NULL. */
void cf_judgement_free (CfJudgement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfJudgement, cf_judgement_free)

G_END_DECLS
