/* cf-domain-dmarc-record.h — one DMARC policy record
 *
 * Inside domain only.  Reads hostile bytes (RFC 9989 sections 4.7 and 4.8).
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/* What a domain asks for with mail that does not pass, the mildest first. */
typedef enum {
  CF_DOMAIN_POLICY_NONE,
  CF_DOMAIN_POLICY_QUARANTINE,
  CF_DOMAIN_POLICY_REJECT,
} CfDomainPolicy;

/* psd=: whether others than its owner live below the domain. */
typedef enum {
  CF_DOMAIN_PSD_UNKNOWN,
  CF_DOMAIN_PSD_NO,
  CF_DOMAIN_PSD_YES,
} CfDomainPsd;

/**
 * CfDomainDmarcRecord:
 * @applies: %FALSE where a policy is malformed and nobody asked for reports: such a record is found and means nothing
 * @own, @existing, @missing: p=, sp= and np=, each with what stands in for it
 * @strict_dkim, @strict_spf: adkim=s, aspf=s
 * @testing: t=y
 * @partly: pct= below 100, which RFC 7489 had: no policy reads it any more, but BIMI does
 */
typedef struct {
  gboolean applies;
  CfDomainPolicy own;
  CfDomainPolicy existing;
  CfDomainPolicy missing;
  CfDomainPsd psd;
  gboolean strict_dkim;
  gboolean strict_spf;
  gboolean testing;
  gboolean partly;
} CfDomainDmarcRecord;

/**
 * cf_domain_read_dmarc:
 * @text: the data of a TXT record, its strings joined
 *
 * Returns: whether it is a DMARC policy record; what is malformed behind
 *   "v=DMARC1" has its default
 */
gboolean cf_domain_read_dmarc (CfSpan text, CfDomainDmarcRecord *out_record);

/* "none", "quarantine", "reject".  Static. */
const char *cf_domain_policy_get_name (CfDomainPolicy policy);

/* What is left of a policy in test mode: one level less (RFC 9989 section 4.7, t=). */
CfDomainPolicy cf_domain_policy_lower (CfDomainPolicy policy);

G_END_DECLS
