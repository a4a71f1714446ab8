/* cf-domain-key.h — the key of a signature, out of DNS (RFC 6376 section 3.6)
 *
 * Inside domain only.  Reads hostile bytes.
 */
#pragma once

#include "cf-openssl.h"
#include "cf-domain-signature.h"
#include "cf-domain.h"

G_BEGIN_DECLS

/**
 * CfDomainKey:
 * @bits: of the key
 * @testing: t=y
 * @strict: t=s: i= must be d= itself
 */
typedef struct {
  EVP_PKEY *key;
  guint bits;
  gboolean testing;
  gboolean strict;
} CfDomainKey;

/**
 * cf_domain_key_read:
 * @record: one TXT record
 * @out_key: written only on success
 *
 * Returns: (nullable): why it is no key for @algorithm, in English; %NULL on success.  Static
 */
const char *cf_domain_key_read (CfSpan record, CfDomainAlgorithm algorithm, CfDomainKey *out_key);

/* Frees what @key owns. */
void cf_domain_key_clear (CfDomainKey *key);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfDomainKey, cf_domain_key_clear)

/**
 * cf_domain_key_check:
 * @text: what was signed
 *
 * Asks for the key of @signature and, once it is there, settles the result.
 */
void cf_domain_key_check (const CfDomainContext *context, CfDomainSignature *signature, const GString *text);

G_END_DECLS
