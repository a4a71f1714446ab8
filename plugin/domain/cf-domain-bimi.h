/* cf-domain-bimi.h — the brand that a domain shows, in words
 *
 * Inside domain only.  Reads hostile bytes (draft-brand-indicators-for-message-
 * identification).  No picture is fetched, read or shown.
 */
#pragma once

#include "cf-cert.h"

G_BEGIN_DECLS

/* What the records of one name say. */
typedef enum {
  CF_DOMAIN_BIMI_NONE,    /* no record, or several */
  CF_DOMAIN_BIMI_DECLINED, /* a record that wants no logo, or one that nobody confirms */
  CF_DOMAIN_BIMI_WRONG,   /* its certificate is not to be had by https */
  CF_DOMAIN_BIMI_EVIDENCE,
} CfDomainBimiKind;

/**
 * cf_domain_read_bimi:
 * @text: the data of a TXT record, its strings joined
 * @out_url: (out) (nullable): a= of CF_DOMAIN_BIMI_EVIDENCE: https, printable ASCII
 *
 * Returns: NONE when it is no BIMI record
 */
CfDomainBimiKind cf_domain_read_bimi (CfSpan text, char **out_url);

/**
 * cf_domain_read_bimi_selector:
 * @value: of the BIMI-Selector field, folded as it came
 *
 * Returns: (transfer full) (nullable): the selector, lower case; %NULL when it is malformed
 */
char *cf_domain_read_bimi_selector (CfSpan value);

/**
 * CfDomainBimi:
 *
 * What is asked for: all of it is known before the first question.
 * @selector: "default", or what a proved seal covers
 * @domain: of From; A-labels
 * @organizational: (nullable): by DMARC's tree walk
 * @roots: [mark-anchor]
 */
typedef struct {
  const char *selector;
  const char *domain;
  const char *organizational;
  const CfCertRoots *roots;
  CfTime now;
  const CfAnswers *answers;
  CfQuestions *questions;
} CfDomainBimi;

/**
 * cf_domain_bimi_state:
 * @facts: (inout): gains bimi and its evidence
 *
 * Only for a mail whose domain is proved and whose DMARC passes at enforcement:
 * the caller looks.
 */
void cf_domain_bimi_state (const CfDomainBimi *bimi, CfFacts *facts);

G_END_DECLS
