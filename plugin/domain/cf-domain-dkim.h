/* cf-domain-dkim.h — whether a DKIM-Signature could prove the sender's domain
 *
 * Inside domain only.  Reads hostile bytes.  Nothing is verified here: what
 * could not prove the domain, whatever its key says, is told apart.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/* How often each field stands in the header that a proof has to cover (MEANING section 7). */
typedef enum {
  CF_DOMAIN_COVERED_FROM,
  CF_DOMAIN_COVERED_SUBJECT,
  CF_DOMAIN_COVERED_DATE,
  CF_DOMAIN_COVERED_TO,
  CF_DOMAIN_COVERED_REPLY_TO,
  CF_DOMAIN_COVERED_CONTENT_TYPE,
  CF_DOMAIN_N_COVERED
} CfDomainCovered;

typedef struct {
  guint n[CF_DOMAIN_N_COVERED];
} CfDomainCounts;

/* Counts one more field of that name. */
void cf_domain_count_field (CfSpan name, CfDomainCounts *counts);

/**
 * cf_domain_read_signature:
 * @value: the DKIM-Signature field, folded as it came
 * @fields: what stands in the header
 * @from_domain: A-labels, lower case
 *
 * Returns: (transfer full) (nullable): the question for its key,
 *   "TXT selector._domainkey.example.org"; %NULL when it cannot prove @from_domain
 */
char *cf_domain_read_signature (CfSpan value, const CfDomainCounts *fields, const char *from_domain);

G_END_DECLS
