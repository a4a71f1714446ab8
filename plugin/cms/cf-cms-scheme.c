/* cf-cms-scheme.c — digests and signature methods: which count, and the check itself
 *
 * MEANING section 4: an allow-list.  What is not in a table here is
 * unsupported, whatever OpenSSL could do with it.
 */
#include "cf-cms-internal.h"

#include <openssl/err.h>
#include <openssl/rsa.h>

#include "cf-text.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RSA_PSS_PARAMS, RSA_PSS_PARAMS_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)

/* The longest salt that any key of CF_LIMIT_RSA_BITS could have room for. */
#define MAX_SALT_BYTES 1024
#define DEFAULT_SALT_BYTES 20

static const struct {
  int nid;
  const char *name;
  const char *weak; /* as CF106 says it */
  CfDigestKind kind;
  const EVP_MD *(*get) (void);
} digests[] = {
  { NID_sha256, "sha256", NULL, CF_DIGEST_SHA256, EVP_sha256 },
  { NID_sha384, "sha384", NULL, CF_DIGEST_SHA384, EVP_sha384 },
  { NID_sha512, "sha512", NULL, CF_DIGEST_SHA512, EVP_sha512 },
  { NID_sha1, "sha1", "SHA-1", CF_DIGEST_NONE, NULL },
  { NID_md5, "md5", "MD5", CF_DIGEST_NONE, NULL },
};

/* digest: the one that the method names itself; NONE where the digest algorithm alone does. */
static const struct {
  int nid;
  CfCmsMethod method;
  CfDigestKind digest;
  const char *weak;
} methods[] = {
  { NID_rsaEncryption, CF_CMS_METHOD_RSA_PKCS1, CF_DIGEST_NONE, NULL },
  { NID_sha256WithRSAEncryption, CF_CMS_METHOD_RSA_PKCS1, CF_DIGEST_SHA256, NULL },
  { NID_sha384WithRSAEncryption, CF_CMS_METHOD_RSA_PKCS1, CF_DIGEST_SHA384, NULL },
  { NID_sha512WithRSAEncryption, CF_CMS_METHOD_RSA_PKCS1, CF_DIGEST_SHA512, NULL },
  { NID_rsassaPss, CF_CMS_METHOD_RSA_PSS, CF_DIGEST_NONE, NULL },
  { NID_ecdsa_with_SHA256, CF_CMS_METHOD_ECDSA, CF_DIGEST_SHA256, NULL },
  { NID_ecdsa_with_SHA384, CF_CMS_METHOD_ECDSA, CF_DIGEST_SHA384, NULL },
  { NID_ecdsa_with_SHA512, CF_CMS_METHOD_ECDSA, CF_DIGEST_SHA512, NULL },
  /* RFC 8419 section 3.1: with signed attributes the digest is SHA-512. */
  { NID_ED25519, CF_CMS_METHOD_ED25519, CF_DIGEST_SHA512, NULL },
  { NID_sha1WithRSAEncryption, CF_CMS_METHOD_NONE, CF_DIGEST_NONE, "SHA-1" },
  { NID_sha1WithRSA, CF_CMS_METHOD_NONE, CF_DIGEST_NONE, "SHA-1" },
  { NID_ecdsa_with_SHA1, CF_CMS_METHOD_NONE, CF_DIGEST_NONE, "SHA-1" },
  { NID_md5WithRSAEncryption, CF_CMS_METHOD_NONE, CF_DIGEST_NONE, "MD5" },
};

/* Which keys a method works with, and what that is called in reports. */
static const struct {
  CfCmsMethod method;
  CfCertKeyKind key;
  const char *name;
} fits[] = {
  { CF_CMS_METHOD_RSA_PKCS1, CF_CERT_KEY_RSA, "rsa-pkcs1" },
  { CF_CMS_METHOD_RSA_PSS, CF_CERT_KEY_RSA, "rsa-pss" },
  { CF_CMS_METHOD_RSA_PSS, CF_CERT_KEY_RSA_PSS, "rsa-pss" },
  { CF_CMS_METHOD_ECDSA, CF_CERT_KEY_P256, "ecdsa-p256" },
  { CF_CMS_METHOD_ECDSA, CF_CERT_KEY_P384, "ecdsa-p384" },
  { CF_CMS_METHOD_ECDSA, CF_CERT_KEY_P521, "ecdsa-p521" },
  { CF_CMS_METHOD_ED25519, CF_CERT_KEY_ED25519, "ed25519" },
};

static int
get_nid (const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object = NULL;

  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  return OBJ_obj2nid (object);
}

/* Parameters of digests and of RSA are absent or NULL, all others' are absent (RFC 5754, RFC 8419). */
static gboolean
has_no_parameters (const X509_ALGOR *algorithm)
{
  int type = V_ASN1_UNDEF;

  X509_ALGOR_get0 (NULL, &type, NULL, algorithm);
  return type == V_ASN1_UNDEF || type == V_ASN1_NULL;
}

/* Row of the table, G_N_ELEMENTS when there is none. */
static guint
find_digest (const X509_ALGOR *algorithm)
{
  int nid = algorithm != NULL && has_no_parameters (algorithm) ? get_nid (algorithm) : NID_undef;
  guint i = 0;

  while (i < G_N_ELEMENTS (digests) && digests[i].nid != nid)
    i++;

  return i;
}

static guint
find_method (const X509_ALGOR *algorithm)
{
  int nid = get_nid (algorithm);
  guint i = 0;

  while (i < G_N_ELEMENTS (methods) && methods[i].nid != nid)
    i++;

  return i;
}

static const EVP_MD *
get_md (CfDigestKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    if (digests[i].kind == kind && digests[i].get != NULL)
      return digests[i].get ();

  g_assert_not_reached ();
}

CfDigestKind
cf_cms_scheme_find_digest (int nid)
{
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    if (digests[i].nid == nid)
      return digests[i].kind;

  return CF_DIGEST_NONE;
}

CfDigestKind
cf_cms_scheme_read_digest (CMS_SignerInfo *info)
{
  X509_ALGOR *digest = NULL;
  guint i;

  CMS_SignerInfo_get0_algs (info, NULL, NULL, &digest, NULL);
  i = find_digest (digest);
  return i < G_N_ELEMENTS (digests) ? digests[i].kind : CF_DIGEST_NONE;
}

/* --- RSA-PSS parameters (RFC 4055 section 3.1) --- */

static X509_ALGOR *
unpack_mask_digest (const X509_ALGOR *mask)
{
  const ASN1_OBJECT *object = NULL;
  const void *value = NULL;
  int type = V_ASN1_UNDEF;

  X509_ALGOR_get0 (&object, &type, &value, mask);
  if (OBJ_obj2nid (object) != NID_mgf1 || type != V_ASN1_SEQUENCE)
    return NULL;

  return ASN1_item_unpack (value, ASN1_ITEM_rptr (X509_ALGOR));
}

/* What is left out means SHA-1, which is weak for the digest and no match for the mask. */
static gboolean
check_pss (const RSA_PSS_PARAMS *parameters, CfCmsScheme *scheme)
{
  g_autoptr (X509_ALGOR) mask = NULL;
  guint i = find_digest (parameters->hashAlgorithm);
  long salt = parameters->saltLength == NULL ? DEFAULT_SALT_BYTES : ASN1_INTEGER_get (parameters->saltLength);

  if (parameters->hashAlgorithm == NULL || (i < G_N_ELEMENTS (digests) && digests[i].weak != NULL)) {
    scheme->weak = i < G_N_ELEMENTS (digests) ? digests[i].weak : "SHA-1";
    return FALSE;
  }
  if (i == G_N_ELEMENTS (digests) || digests[i].kind != scheme->digest ||
      parameters->maskGenAlgorithm == NULL)
    return FALSE;

  mask = unpack_mask_digest (parameters->maskGenAlgorithm);
  if (mask == NULL || find_digest (mask) != i)
    return FALSE;

  if (salt < 0 || salt > MAX_SALT_BYTES)
    return FALSE;

  scheme->salt_length = (int) salt;
  return parameters->trailerField == NULL || ASN1_INTEGER_get (parameters->trailerField) == 1;
}

static gboolean
read_pss (const X509_ALGOR *algorithm, CfCmsScheme *scheme)
{
  g_autoptr (RSA_PSS_PARAMS) parameters = NULL;
  const void *value = NULL;
  int type = V_ASN1_UNDEF;

  X509_ALGOR_get0 (NULL, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE)
    return FALSE;

  parameters = ASN1_item_unpack (value, ASN1_ITEM_rptr (RSA_PSS_PARAMS));
  return parameters != NULL && check_pss (parameters, scheme);
}

/* --- reading --- */

static char *
dup_algorithm_name (const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object = NULL;
  char text[80];

  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  return OBJ_obj2txt (text, sizeof text, object, 0) > 0 ? cf_text_make_visible (text, -1) : NULL;
}

static gboolean
read_method (const X509_ALGOR *signature, CfCmsScheme *scheme)
{
  guint i = find_method (signature);

  if (i == G_N_ELEMENTS (methods))
    return FALSE;
  if (methods[i].weak != NULL)
    scheme->weak = methods[i].weak;

  /* Both name a digest: one of the two would be ignored if they could differ. */
  if (methods[i].digest != CF_DIGEST_NONE && methods[i].digest != scheme->digest)
    return FALSE;

  scheme->method = methods[i].method;
  return methods[i].method == CF_CMS_METHOD_RSA_PSS ? read_pss (signature, scheme)
                                                    : has_no_parameters (signature);
}

void
cf_cms_scheme_read (CMS_SignerInfo *info, CfCmsScheme *out_scheme, CfSignerFacts *signer)
{
  CfCmsScheme scheme = { 0 };
  X509_ALGOR *digest = NULL;
  X509_ALGOR *signature = NULL;
  guint i;

  CMS_SignerInfo_get0_algs (info, NULL, NULL, &digest, &signature);
  i = find_digest (digest);
  if (i < G_N_ELEMENTS (digests)) {
    scheme.digest = digests[i].kind;
    scheme.weak = digests[i].weak;
    signer->digest = g_strdup (digests[i].name);
  } else {
    signer->digest = dup_algorithm_name (digest);
  }
  signer->signature_algorithm = dup_algorithm_name (signature);

  if (!read_method (signature, &scheme) || scheme.digest == CF_DIGEST_NONE)
    scheme.method = CF_CMS_METHOD_NONE;

  *out_scheme = scheme;
}

const char *
cf_cms_scheme_find_name (const CfCmsScheme *self, CfCertKey key)
{
  for (guint i = 0; i < G_N_ELEMENTS (fits); i++)
    if (fits[i].method == self->method && fits[i].key == key.kind)
      return fits[i].name;

  return NULL;
}

/* --- checking --- */

static gboolean
set_padding (const CfCmsScheme *self, EVP_PKEY_CTX *context)
{
  switch (self->method) {
  case CF_CMS_METHOD_RSA_PKCS1:
    return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) == 1;
  case CF_CMS_METHOD_RSA_PSS:
    return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md (context, get_md (self->digest)) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen (context, self->salt_length) == 1;
  case CF_CMS_METHOD_ECDSA:
  case CF_CMS_METHOD_ED25519:
    return TRUE;
  case CF_CMS_METHOD_NONE:
    break;
  }

  return FALSE;
}

/* RFC 8017 sections 8.1.2 and 8.2.2, step 1: as long as the modulus.  OpenSSL takes a shorter one for PSS, and a
 * signature whose first octet is zero would have two values, one of them unknown as a replay (CF112). */
static gboolean
is_length_right (const CfCmsScheme *self, EVP_PKEY *key, CfSpan signature)
{
  gboolean rsa = self->method == CF_CMS_METHOD_RSA_PKCS1 || self->method == CF_CMS_METHOD_RSA_PSS;

  return !rsa || (int) signature.length == EVP_PKEY_get_size (key);
}

gboolean
cf_cms_scheme_verify (const CfCmsScheme *self, EVP_PKEY *key, CfSpan signature, CfSpan signed_bytes)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *key_context = NULL;
  /* Ed25519 takes the bytes in one piece and no digest (RFC 8419 section 3.1). */
  const EVP_MD *md = self->method == CF_CMS_METHOD_ED25519 ? NULL : get_md (self->digest);
  gboolean verified;

  verified =
      is_length_right (self, key, signature) &&
      EVP_DigestVerifyInit (context, &key_context, md, NULL, key) == 1 && set_padding (self, key_context) &&
      EVP_DigestVerify (context, signature.data, signature.length, signed_bytes.data, signed_bytes.length) ==
          1;
  ERR_clear_error ();
  return verified;
}

gboolean
cf_cms_scheme_verify_digest (const CfCmsScheme *self, EVP_PKEY *key, CfSpan signature, CfSpan digest)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);
  gboolean verified;

  verified = context != NULL && digest.length > 0 && is_length_right (self, key, signature) &&
             EVP_PKEY_verify_init (context) == 1 &&
             set_padding (self, context) &&
             EVP_PKEY_CTX_set_signature_md (context, get_md (self->digest)) == 1 &&
             EVP_PKEY_verify (context, signature.data, signature.length, digest.data, digest.length) == 1;
  ERR_clear_error ();
  return verified;
}
