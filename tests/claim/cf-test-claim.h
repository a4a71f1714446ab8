/* cf-test-claim.h — an index of registered organisations, and senders to hold against it */
#pragma once

#include "cf-claim.h"

/* A handful of organisations as a policy registers them. */
CfClaimIndex *cf_test_claim_new_index (void);

/* Facts of a sender whose domain is not proved.  @name: (nullable) */
CfFacts *cf_test_claim_new_facts (const char *name, const char *address);

/* All evidence of claims. */
#define CLAIMS                                                                                               \
  (CF_M (NAME_HOLDS_ADDRESS) | CF_M (NAME_IS_ORGANISATION) | CF_M (NAME_HOLDS_ORGANISATION) |                \
   CF_M (LOOKALIKE_DOMAIN) | CF_M (LOOKALIKE_EDIT) | CF_M (MIXED_LETTERS))
