/* cf-cert-key.h — a public key, and what it is worth
 *
 * One table says which keys may stand for a person or an authority (MEANING
 * section 10).  Stands on: base, OpenSSL.
 */
#pragma once

#include "cf-openssl.h"

G_BEGIN_DECLS

/* Keys that a signature may be checked with; all others are OTHER. */
typedef enum {
  CF_CERT_KEY_OTHER,
  CF_CERT_KEY_RSA,
  CF_CERT_KEY_RSA_PSS, /* RSA that may only sign by PSS (RFC 4055 section 1.2) */
  CF_CERT_KEY_P256,
  CF_CERT_KEY_P384,
  CF_CERT_KEY_P521,
  CF_CERT_KEY_ED25519,
  CF_CERT_KEY_ED448,
} CfCertKeyKind;

/**
 * CfCertKey:
 * @bits: as people name the size: 2048, 256
 * @weak: below RSA 2048 or a curve of 256 bits: too short, whatever else it is
 */
typedef struct {
  CfCertKeyKind kind;
  guint bits;
  gboolean weak;
} CfCertKey;

/* What @key is; OTHER for %NULL, for keys that nobody should use and for those that cost too much time. */
CfCertKey cf_cert_key_read (EVP_PKEY *key);

/* "rsa-2048", "p-256", "ed25519", "dsa-1024" …; "unknown" for what OpenSSL cannot read.  (transfer full) */
char *cf_cert_key_dup_name (EVP_PKEY *key);

G_END_DECLS
