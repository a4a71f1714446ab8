/* cf-test-facts.h — facts for the judge's tests, made from evidence alone */
#pragma once

#include "cf-verdict.h"

#define GOOD_SIGNER                                                                                          \
  (CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (STRONG) | CF_S (CHAIN_STANDS) | CF_S (USAGE_FITS) |          \
   CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED))

/* Whose root has gone since: our own record says that it stood. */
#define RECORDED_SIGNER ((GOOD_SIGNER & ~CF_S (STOOD_AT_TIME)) | CF_S (ON_RECORD))

#define GOOD_MESSAGE                                                                                         \
  (CF_M (COVERAGE_WHOLE) | CF_M (CONTENT_OPEN) | CF_M (HEADERS_STRICT) | CF_M (ONE_FROM) | CF_M (CHARSETS_READ) |                  \
   CF_M (WITHIN_LIMITS) | CF_M (POLICY_READ) | CF_M (ROOTS_READ) | CF_M (HISTORY_SETTLED) |                   \
   CF_M (CLAIM_LOOKED) | CF_M (SIGNED))

#define PLAIN_MESSAGE                                                                                        \
  (CF_M (HEADERS_STRICT) | CF_M (ONE_FROM) | CF_M (CHARSETS_READ) | CF_M (WITHIN_LIMITS) |                   \
   CF_M (POLICY_READ) | CF_M (ROOTS_READ) | CF_M (HISTORY_SETTLED) | CF_M (CLAIM_LOOKED) |                   \
   CF_M (NO_SIGNATURE) |    CF_M (DOMAIN_NOT_PROVED))

/* Facts with this evidence and one signer for each that is not 0. */
static inline CfFacts *
facts_with (CfEvidence message, CfEvidence first, CfEvidence second)
{
  CfFacts *facts = cf_facts_new ();

  facts->evidence = message;
  if (first != 0)
    cf_facts_add_signer (&facts->smime)->evidence = first;
  if (second != 0)
    cf_facts_add_signer (&facts->smime)->evidence = second;
  return facts;
}
