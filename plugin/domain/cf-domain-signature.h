/* cf-domain-signature.h — one DKIM-Signature, ARC-Message-Signature or ARC-Seal
 *
 * Inside domain only.  Reads hostile bytes (RFC 6376 section 3.5, RFC 8617
 * section 4.1).
 */
#pragma once

#include "cf-domain-header.h"
#include "cf-fact.h"
#include "cf-mime-pass.h"
#include "cf-question-answer.h"

G_BEGIN_DECLS

typedef enum {
  CF_DOMAIN_DKIM_SIGNATURE,
  CF_DOMAIN_ARC_MESSAGE,
  CF_DOMAIN_ARC_SEAL, /* no h= and no bh= */
} CfDomainSignatureKind;

typedef enum {
  CF_DOMAIN_ALGORITHM_UNKNOWN,
  CF_DOMAIN_RSA_SHA256,
  CF_DOMAIN_ED25519_SHA256,
} CfDomainAlgorithm;

/**
 * CfDomainSignature:
 * @field: where it stands
 * @domain, @selector: (nullable): A-labels, lower case
 * @name: (nullable): where its key is: "selector._domainkey.domain"
 * @agent: (nullable): the domain of i=, A-labels; DKIM only
 * @instance: i= of ARC, 1 to CF_LIMIT_ARC_SETS
 * @cv: (nullable): of a seal, as it stands
 * @h: the names in h=, as they stand
 * @relaxed_header: c=
 * @body_form: how the body was hashed
 * @body_hash: bh=, SHA-256
 * @b: all between "b=" and the next ";", inside @field
 * @signature: (nullable): b=, decoded
 * @limit: l=; CF_MIME_PASS_WHOLE without
 * @signed_at, @expires: t= and x=; CF_TIME_UNKNOWN without
 * @place: of its body hash in the pass; -1 when the body need not be read
 *
 * What the check found:
 * @settled: @result is known without the key
 * @result: and @detail: (nullable): why, in English; static
 * @pending: its key has no answer yet, so @result is not the last word
 * @whole_body: no l= leaves the end of the body unsigned
 * @body_differs: the body hash is that of another body
 * @weak_key: a key below 1024 bits of RSA is published for it
 * @key_missing: there is no key that could be used
 * @aligned: @domain with the domain of From, relaxed
 * @key_bits: 0 when the key is not at hand
 * @testing: the key says t=y
 * @dnssec: of the key's answer
 */
typedef struct {
  CfDomainSignatureKind kind;
  const CfDomainField *field;
  char *domain;
  char *selector;
  char *name;
  char *agent;
  char *algorithm_name; /* (nullable): a=, safe to show */
  CfDomainAlgorithm algorithm;
  guint instance;
  char *cv;
  CfSpan h;
  gboolean relaxed_header;
  CfMimeForm body_form;
  guint8 body_hash[32];
  CfSpan b;
  GBytes *signature;
  guint64 limit;
  CfTime signed_at;
  CfTime expires;
  int place;

  gboolean settled;
  CfDkimResult result;
  const char *detail;
  gboolean pending;
  gboolean whole_body;
  gboolean body_differs;
  gboolean weak_key;
  gboolean key_missing;
  gboolean aligned;
  guint key_bits;
  gboolean testing;
  CfDnssec dnssec;
} CfDomainSignature;

/**
 * cf_domain_signature_read:
 * @field: must outlive the result
 *
 * Whatever the field holds: what cannot be checked is settled.
 *
 * Returns: (transfer full)
 */
CfDomainSignature *cf_domain_signature_read (CfDomainSignatureKind kind, const CfDomainField *field);

/* Ends the check of @self with a result; the first one stays. */
void cf_domain_signature_settle (CfDomainSignature *self, CfDkimResult result, const char *detail);

/* How often h= names a field. */
guint cf_domain_signature_count (const CfDomainSignature *self, const char *name);

/* Whether h= names a field as often as it is there; a field that is not there is covered. */
gboolean cf_domain_signature_covers (const CfDomainSignature *self, const CfDomainHeader *header, const char *name);

/* Ends the check of a signature that had expired at @moment; CF_TIME_UNKNOWN: nobody knows. */
void cf_domain_signature_check_time (CfDomainSignature *self, CfTime moment);

/* Asks @pass for the body hash; not when the result is settled. */
void cf_domain_signature_add_to_pass (CfDomainSignature *self, CfMimePass *pass, CfSpan body);

/* Compares the body hash, once @pass has run. */
void cf_domain_signature_check_body (CfDomainSignature *self, const CfMimePass *pass);

/* Accepts %NULL. */
void cf_domain_signature_free (CfDomainSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfDomainSignature, cf_domain_signature_free)

G_END_DECLS
