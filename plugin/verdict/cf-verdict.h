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

/* Every rule, whether it fired and what it lacked: one line each, for --trace.  (transfer full) */
GPtrArray *cf_verdict_trace (const CfFacts *facts);

/* Accepts %NULL. */
void cf_judgement_free (CfJudgement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfJudgement, cf_judgement_free)

G_END_DECLS
