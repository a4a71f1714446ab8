/* cf-verdict-private.h — what judging and tracing share
 *
 * Stands on: base, fact.
 */
#pragma once

#include "cf-verdict-rules.h"

G_BEGIN_DECLS

/* A reason while it is judged: @rule is its place among the rules. */
typedef struct {
  CfReason reason;
  CfSeverity severity;
  int signer;
  guint rule;
  CfDecides decides;
} CfGiven;

/* The row that judges a signer with this evidence; there is always one. */
const CfSignerRule *cf_verdict_find_signer_rule (CfEvidence evidence);

/* What the signers together come to: #CfDerived bits. */
guint cf_verdict_derive (const CfFacts *facts);

/* Whether a rule has all that it needs, and which signer gave it (-1: the message). */
gboolean cf_verdict_rule_fires (const CfReasonRule *rule, const CfFacts *facts, guint derived, int *out_signer);

G_END_DECLS
