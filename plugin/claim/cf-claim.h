/* cf-claim.h — whom a message claims to be beside its address (MEANING section 9)
 *
 * Compares the display name and the domain of From with every registered
 * organisation (policy, directory) and with the domains that the user knows.
 * Reads hostile text; no clock, no network, no files after prepare.
 * Stands on: base, fact, policy, ICU, libpsl.
 */
#pragma once

#include "cf-fact.h"
#include "cf-policy.h"

G_BEGIN_DECLS

/* All registered names and domains, folded once. */
typedef struct _CfClaimIndex CfClaimIndex;

/* Folds what @policy registers; opens ICU's data, which is opened late otherwise.  (transfer full) */
CfClaimIndex *cf_claim_index_new (const CfPolicy *policy);

/* Accepts %NULL. */
void cf_claim_index_free (CfClaimIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClaimIndex, cf_claim_index_free)

/**
 * cf_claim_check:
 * @known: (nullable) (array zero-terminated=1): domains in A-labels that this person had signed mail from
 * @facts: (inout): sender, judged_at, domain.proved and policy are read; gains claim and the evidence
 *   NAME_HOLDS_ADDRESS, NAME_IS_ORGANISATION, NAME_HOLDS_ORGANISATION, LOOKALIKE_DOMAIN, LOOKALIKE_EDIT,
 *   MIXED_LETTERS, and CLAIM_LOOKED always
 */
void cf_claim_check (const CfClaimIndex *index, const char *const *known, CfFacts *facts);

G_END_DECLS
