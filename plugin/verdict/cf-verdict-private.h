/* cf-verdict-private.h — what judging and tracing share
 *
 * Stands on: base, fact.
 */
#pragma once

#include "cf-verdict-rules.h"

G_BEGIN_DECLS

/* A reason while it is judged: @rule is its place among the rules; @on_trial: policy only observes it. */
typedef struct {
  CfReason reason;
  CfSeverity severity;
  int signer;
  guint rule;
  CfDecides decides;
  gboolean on_trial;
} CfGiven;

/* The row that judges a signer with this evidence; there is always one. */
const CfSignerRule *cf_verdict_find_signer_rule (CfEvidence evidence);

/* What the signers together come to: #CfDerived bits. */
guint cf_verdict_derive (const CfFacts *facts);

/* Whether a rule has all that it needs, and which signer gave it (-1: the message). */
gboolean cf_verdict_rule_fires (const CfReasonRule *rule, const CfFacts *facts, guint derived, int *out_signer);

/* The first row that lowers this reason here; NULL when none does (MEANING sections 2, 3 and 8). */
const CfLoweringRule *cf_verdict_find_lowering (const CfGiven *given, const CfFacts *facts, guint derived);

/* Lowers a reason by @rule (nullable), then by the rule's mode (MEANING section 8). */
void cf_verdict_soften (CfGiven *given, const CfLoweringRule *rule, CfPolicyMode mode);

G_END_DECLS
