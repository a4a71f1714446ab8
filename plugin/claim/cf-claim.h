/* cf-claim.h — whom a message claims to be beside its address (MEANING section 9)
 *
 * Compares the display name and the domain of From with every registered
 * organisation and with the domains that this person knows.  Reads hostile
 * text; no clock, no network, no files after the index is made.
 * Stands on: base, fact, ICU, libpsl.
 */
#pragma once

#include "cf-fact.h"

G_BEGIN_DECLS

/* All registered names and domains, folded once. */
typedef struct _CfClaimIndex CfClaimIndex;

/* An empty index; opens ICU's data, which would be opened late otherwise.  (transfer full) */
CfClaimIndex *cf_claim_index_new (void);

/**
 * cf_claim_index_add:
 * @names: (array zero-terminated=1): what the organisation is called; the first stands in sentences
 * @patterns: (array zero-terminated=1): whom it sends as: addresses, domains or *.domains
 *
 * Registers an organisation.  Entries with a name in common are one organisation.
 */
void cf_claim_index_add (CfClaimIndex *self, const char *const *names, const char *const *patterns);

/* Accepts %NULL. */
void cf_claim_index_free (CfClaimIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClaimIndex, cf_claim_index_free)

/**
 * cf_claim_check:
 * @known: (nullable) (array zero-terminated=1): domains in A-labels that this person had signed mail from
 * @facts: (inout): the sender, its organisational domain and DOMAIN_PROVED are read; gains claim and the
 *   evidence NAME_HOLDS_ADDRESS, NAME_IS_ORGANISATION, NAME_HOLDS_ORGANISATION, LOOKALIKE_DOMAIN,
 *   LOOKALIKE_EDIT and MIXED_LETTERS, and CLAIM_LOOKED always
 */
void cf_claim_check (const CfClaimIndex *index, const char *const *known, CfFacts *facts);

G_END_DECLS
