/* cf-domain-key.c — TXT record → key → whether it made a signature */
#include "cf-domain-key.h"

#include <openssl/rsa.h>

#include "cf-domain-private.h"
#include "cf-domain-tags.h"

/* RFC 8301 section 3.2: below is never valid. */
#define MIN_RSA_BITS 1024u

/* Public exponents of real keys have 17 bits at most; a long one only costs time. */
#define MAX_EXPONENT_BITS 64

#define ED25519_BYTES 32u

/* What a key record is found to be, beside unusable for what it says. */
static const char short_key[] = "the key is too short";

void
cf_domain_key_clear (CfDomainKey *key)
{
  g_clear_pointer (&key->key, EVP_PKEY_free);
}

/* --- the record --- */

/* RFC 6376 section 3.6.1: v=DKIM1 stands first, or not at all. */
static gboolean
is_key_version (const CfDomainTags *tags)
{
  CfSpan value;

  if (!cf_domain_find_tag (tags, "v", &value))
    return TRUE;

  return cf_span_is (value, "DKIM1") && cf_span_is (tags->tags[0].name, "v");
}

static gboolean
is_key_type (const CfDomainTags *tags, CfDomainAlgorithm algorithm)
{
  CfSpan value = cf_span_str ("rsa");

  cf_domain_find_tag (tags, "k", &value);
  return cf_span_is (value, algorithm == CF_DOMAIN_RSA_SHA256 ? "rsa" : "ed25519");
}

static gboolean
is_for_mail (const CfDomainTags *tags)
{
  CfSpan value;

  return !cf_domain_find_tag (tags, "s", &value) || cf_domain_has_word (value, "*") || cf_domain_has_word (value, "email");
}

static gboolean
allows_sha256 (const CfDomainTags *tags)
{
  CfSpan value;

  return !cf_domain_find_tag (tags, "h", &value) || cf_domain_has_word (value, "sha256");
}

static void
read_flags (const CfDomainTags *tags, CfDomainKey *key)
{
  CfSpan value;

  if (!cf_domain_find_tag (tags, "t", &value))
    return;

  key->testing = cf_domain_has_word (value, "y");
  key->strict = cf_domain_has_word (value, "s");
}

/* --- the key --- */

/* Exponents of 1 and even ones make everybody a signer. */
static gboolean
is_rsa_usable (EVP_PKEY *key)
{
  const BIGNUM *exponent = RSA_get0_e (EVP_PKEY_get0_RSA (key));

  return BN_is_odd (exponent) && !BN_is_one (exponent) && !BN_is_negative (exponent) &&
         BN_num_bits (exponent) <= MAX_EXPONENT_BITS;
}

/* Takes one DER value of that tag off @rest. */
static gboolean
take_value (CfSpan *rest, int wanted, CfSpan *out_value)
{
  const unsigned char *at = rest->data;
  long length = 0;
  int tag = 0;
  int kind = 0;
  int form = ASN1_get_object (&at, &length, &tag, &kind, (long) rest->length);

  /* 0x80: it reaches beyond the end; 1: without a length. */
  if ((form & 0x81) != 0 || tag != wanted || kind != V_ASN1_UNIVERSAL)
    return FALSE;

  *out_value = cf_span (at, (gsize) length);
  *rest = cf_span_from (*rest, (gsize) (at - rest->data) + (gsize) length);
  return TRUE;
}

/* The RSAPublicKey inside a SubjectPublicKeyInfo, as RFC 6376 wants it, else @bytes themselves, which may be one as
 * its grammar says.  (OpenSSL's own reading of the outer structure takes longer than all the rest of a check.) */
static CfSpan
peel_rsa (CfSpan bytes)
{
  static const guint8 rsa_encryption[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01 };
  CfSpan rest = bytes;
  CfSpan whole;
  CfSpan algorithm;
  CfSpan bits;

  if (!take_value (&rest, V_ASN1_SEQUENCE, &whole) || rest.length > 0 || !take_value (&whole, V_ASN1_SEQUENCE, &algorithm) ||
      !take_value (&whole, V_ASN1_BIT_STRING, &bits) || whole.length > 0)
    return bytes;
  if (algorithm.length < sizeof rsa_encryption || memcmp (algorithm.data, rsa_encryption, sizeof rsa_encryption) != 0 ||
      bits.length == 0 || bits.data[0] != 0)
    return bytes;

  return cf_span_from (bits, 1);
}

static EVP_PKEY *
read_rsa (GBytes *bytes)
{
  CfSpan der = peel_rsa (cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
  const guint8 *end = der.data;
  g_autoptr (EVP_PKEY) key = d2i_PublicKey (EVP_PKEY_RSA, NULL, &end, (long) der.length);

  return key != NULL && end == der.data + der.length ? g_steal_pointer (&key) : NULL;
}

static const char *
take_rsa (GBytes *bytes, CfDomainKey *key)
{
  key->key = read_rsa (bytes);
  if (key->key == NULL)
    return "p= holds no RSA key";

  key->bits = (guint) EVP_PKEY_get_bits (key->key);
  if (key->bits < MIN_RSA_BITS)
    return short_key;
  if (key->bits > CF_LIMIT_RSA_BITS || !is_rsa_usable (key->key))
    return "the RSA key is not usable";

  return NULL;
}

/* RFC 8463 section 4: the bytes of the key alone. */
static const char *
take_ed25519 (GBytes *bytes, CfDomainKey *key)
{
  if (g_bytes_get_size (bytes) != ED25519_BYTES)
    return "p= holds no Ed25519 key";

  key->key = EVP_PKEY_new_raw_public_key (EVP_PKEY_ED25519, NULL, g_bytes_get_data (bytes, NULL), ED25519_BYTES);
  key->bits = 8 * ED25519_BYTES;
  return key->key == NULL ? "p= holds no Ed25519 key" : NULL;
}

static const char *
read_record (const CfDomainTags *tags, CfDomainAlgorithm algorithm, CfDomainKey *key)
{
  g_autoptr (GBytes) bytes = NULL;
  CfSpan value;

  if (!is_key_version (tags) || !cf_domain_find_tag (tags, "p", &value))
    return "the record holds no key";
  if (value.length == 0)
    return "the key was revoked";
  if (!is_key_type (tags, algorithm))
    return "the key is for another algorithm";
  if (!allows_sha256 (tags))
    return "the key does not allow SHA-256";
  if (!is_for_mail (tags))
    return "the key is not for mail";

  bytes = cf_domain_decode_base64 (value);
  if (bytes == NULL)
    return "p= is no base64";

  read_flags (tags, key);
  return algorithm == CF_DOMAIN_RSA_SHA256 ? take_rsa (bytes, key) : take_ed25519 (bytes, key);
}

const char *
cf_domain_key_read (CfSpan record, CfDomainAlgorithm algorithm, CfDomainKey *out_key)
{
  CfDomainKey key = { 0 };
  CfDomainTags tags;
  const char *problem = "the record holds no key";

  if (cf_domain_read_tags (record, &tags))
    problem = read_record (&tags, algorithm, &key);
  if (problem == NULL)
    *out_key = key;
  else
    cf_domain_key_clear (&key);

  return problem;
}

/* --- the signature --- */

static gboolean
is_rsa_signature (EVP_PKEY *key, CfSpan signature, CfSpan hash)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);

  return context != NULL && EVP_PKEY_verify_init (context) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) == 1 &&
         EVP_PKEY_CTX_set_signature_md (context, EVP_sha256 ()) == 1 &&
         EVP_PKEY_verify (context, signature.data, signature.length, hash.data, hash.length) == 1;
}

/* RFC 8463 section 3: the SHA-256 is what Ed25519 signs. */
static gboolean
is_ed25519_signature (EVP_PKEY *key, CfSpan signature, CfSpan hash)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();

  return context != NULL && EVP_DigestVerifyInit (context, NULL, NULL, NULL, key) == 1 &&
         EVP_DigestVerify (context, signature.data, signature.length, hash.data, hash.length) == 1;
}

static gboolean
is_signed_by (const CfDomainKey *key, const CfDomainSignature *signature, const GString *text)
{
  g_autoptr (CfDigester) digester = cf_digester_new (CF_DIGEST_SHA256);
  CfSpan bytes = cf_span (g_bytes_get_data (signature->signature, NULL), g_bytes_get_size (signature->signature));
  CfDigestSet set;
  CfSpan hash;

  cf_digester_update (digester, cf_span (text->str, text->len));
  cf_digester_finish (digester, &set);
  hash = cf_digest_set_get (&set, CF_DIGEST_SHA256);

  return signature->algorithm == CF_DOMAIN_RSA_SHA256 ? is_rsa_signature (key->key, bytes, hash)
                                                      : is_ed25519_signature (key->key, bytes, hash);
}

/* Whether this key made the signature, and if not, why not. */
static const char *
try_key (CfDomainSignature *signature, const CfDomainKey *key, const GString *text)
{
  signature->key_bits = key->bits;
  signature->testing = key->testing;
  if (key->strict && signature->kind == CF_DOMAIN_DKIM_SIGNATURE && g_strcmp0 (signature->agent, signature->domain) != 0)
    return "the key asks that i= is d= itself";

  return is_signed_by (key, signature, text) ? NULL : "signature does not match";
}

/* Several records at one name should not be; each may be the one (RFC 6376 section 3.6.2.2). */
static void
try_records (CfDomainSignature *signature, const CfAnswer *answer, const GString *text)
{
  const char *unusable = "no key is published";
  const char *failed = NULL;

  for (guint i = 0; i < MIN (answer->records->len, CF_LIMIT_DKIM_KEYS); i++) {
    GBytes *record = cf_answer_get_record (answer, i);
    g_auto (CfDomainKey) key = { 0 };
    const char *problem = cf_domain_key_read (cf_span (g_bytes_get_data (record, NULL), g_bytes_get_size (record)),
                                              signature->algorithm, &key);

    if (problem != NULL) {
      unusable = problem;
      continue;
    }
    failed = try_key (signature, &key, text);
    if (failed == NULL) {
      cf_domain_signature_settle (signature, CF_DKIM_PASS, NULL);
      return;
    }
  }

  signature->weak_key = unusable == short_key;
  signature->key_missing = failed == NULL && unusable != short_key;
  if (failed != NULL || unusable == short_key)
    cf_domain_signature_settle (signature, CF_DKIM_FAIL, failed != NULL ? failed : short_key);
  else
    cf_domain_signature_settle (signature, CF_DKIM_PERMERROR, unusable);
}

void
cf_domain_key_check (const CfDomainContext *context, CfDomainSignature *signature, const GString *text)
{
  const CfAnswer *answer;

  if (signature->settled)
    return;

  answer = cf_domain_ask (context, "TXT", signature->name);
  if (answer == NULL) {
    signature->pending = TRUE;
    cf_domain_signature_settle (signature, CF_DKIM_TEMPERROR, "the key is not known yet");
    return;
  }

  signature->dnssec = answer->dnssec;
  switch (answer->status) {
  case CF_ANSWER_FAILED:
    /* What is bogus was answered; without any answer nobody knows yet (MEANING sections 7 and 8). */
    signature->pending = answer->dnssec != CF_DNSSEC_BOGUS;
    cf_domain_signature_settle (signature, CF_DKIM_TEMPERROR, signature->pending ? "the key could not be asked for"
                                                                                 : "the answer about the key is bogus");
    return;
  case CF_ANSWER_EMPTY:
  case CF_ANSWER_NO_NAME:
    signature->key_missing = TRUE;
    cf_domain_signature_settle (signature, CF_DKIM_PERMERROR, "no key is published");
    return;
  case CF_ANSWER_FOUND:
    if (answer->dnssec == CF_DNSSEC_BOGUS)
      cf_domain_signature_settle (signature, CF_DKIM_TEMPERROR, "the answer about the key is bogus");
    else
      try_records (signature, answer, text);
    return;
  }
}
