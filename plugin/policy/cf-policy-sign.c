/* cf-policy-sign.c — our own files → rules: the signature of a bundle
 *
 * Without signed attributes, so that the same files, version and RSA key give
 * the same bytes.  The container begins with a word that no signed attributes
 * begin with, so neither can be taken for the other.
 */
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "cf-limits.h"
#include "cf-openssl.h"
#include "cf-policy-bundle-private.h"
#include "cf-policy-internal.h"

#define SIGN_FLAGS (CMS_BINARY | CMS_NOATTR | CMS_NOCERTS)

static BIO *
open_pem (const char *path, GByteArray **out_bytes, GError **error)
{
  GByteArray *bytes = cf_policy_load_bytes (path, CF_LIMIT_POLICY_BYTES, error);

  *out_bytes = bytes;
  return bytes != NULL ? BIO_new_mem_buf (bytes->data, bytes->len - 1) : NULL;
}

static X509 *
load_certificate (const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (BIO) pem = open_pem (path, &bytes, error);
  X509 *certificate = pem != NULL ? PEM_read_bio_X509 (pem, NULL, NULL, NULL) : NULL;

  if (pem != NULL && certificate == NULL)
    cf_policy_bundle_fail (error, path, N_("holds no certificate; give one in PEM"));
  ERR_clear_error ();
  return certificate;
}

/* No password is asked for: a key for a machine has none, or is given by another way. */
static int
give_no_password (char *buffer, int size, int writing, void *data)
{
  return -1;
}

static EVP_PKEY *
load_key (const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (BIO) pem = open_pem (path, &bytes, error);
  EVP_PKEY *key = pem != NULL ? PEM_read_bio_PrivateKey (pem, NULL, give_no_password, NULL) : NULL;

  if (pem != NULL && key == NULL)
    cf_policy_bundle_fail (error, path, N_("holds no key that can be read; give one in PEM without a password"));
  if (bytes != NULL)
    OPENSSL_cleanse (bytes->data, bytes->len);
  ERR_clear_error ();
  return key;
}

static GBytes *
to_der (CMS_ContentInfo *cms)
{
  unsigned char *der = NULL;
  int length = i2d_CMS_ContentInfo (cms, &der);
  GBytes *bytes = length > 0 ? g_bytes_new (der, length) : NULL;

  OPENSSL_free (der);
  return bytes;
}

static CMS_ContentInfo *
sign (GBytes *container, EVP_PKEY *key, X509 *certificate)
{
  g_autoptr (BIO) content = BIO_new_mem_buf (g_bytes_get_data (container, NULL), g_bytes_get_size (container));
  g_autoptr (CMS_ContentInfo) cms = CMS_sign (NULL, NULL, NULL, NULL, CMS_BINARY | CMS_PARTIAL | CMS_NOCERTS);

  if (cms == NULL || CMS_add1_signer (cms, certificate, key, EVP_sha256 (), SIGN_FLAGS) == NULL ||
      CMS_final (cms, content, NULL, CMS_BINARY) != 1)
    return NULL;

  return g_steal_pointer (&cms);
}

GBytes *
cf_policy_bundle_sign (const CfPolicyBundle *self, const char *key_path, const char *certificate_path, GError **error)
{
  g_autoptr (X509) certificate = load_certificate (certificate_path, error);
  g_autoptr (EVP_PKEY) key = certificate != NULL ? load_key (key_path, error) : NULL;
  g_autoptr (GBytes) container = NULL;
  g_autoptr (CMS_ContentInfo) cms = NULL;
  GBytes *der;

  if (key == NULL)
    return NULL;
  if (X509_check_private_key (certificate, key) != 1) {
    ERR_clear_error ();
    cf_policy_bundle_fail (error, key_path, N_("is not the key of the certificate; give the two that belong together"));
    return NULL;
  }

  container = cf_policy_bundle_pack (self);
  cms = sign (container, key, certificate);
  der = cms != NULL ? to_der (cms) : NULL;
  ERR_clear_error ();
  if (der == NULL)
    cf_policy_bundle_fail (error, key_path, N_("cannot sign; give an RSA or ECDSA key"));
  else if (g_bytes_get_size (der) > CF_LIMIT_BUNDLE_BYTES) {
    g_clear_pointer (&der, g_bytes_unref);
    cf_policy_bundle_fail (error, certificate_path, N_("the bundle would be too large; leave files out"));
  }
  return der;
}

/* One signer, with a digest that nobody can collide. */
static gboolean
is_sound (CMS_ContentInfo *cms)
{
  STACK_OF (CMS_SignerInfo) *signers = CMS_get0_SignerInfos (cms);
  X509_ALGOR *digest = NULL;
  const ASN1_OBJECT *oid;
  int nid;

  if (signers == NULL || sk_CMS_SignerInfo_num (signers) != 1)
    return FALSE;

  CMS_SignerInfo_get0_algs (sk_CMS_SignerInfo_value (signers, 0), NULL, NULL, &digest, NULL);
  X509_ALGOR_get0 (&oid, NULL, NULL, digest);
  nid = OBJ_obj2nid (oid);
  return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512;
}

/* The container, when the signature over it is by @certificate and no other. */
static BIO *
check (const GByteArray *der, X509 *certificate)
{
  const unsigned char *p = der->data;
  g_autoptr (CMS_ContentInfo) cms = d2i_CMS_ContentInfo (NULL, &p, der->len - 1);
  STACK_OF (X509) *only = sk_X509_new_null ();
  g_autoptr (BIO) content = BIO_new (BIO_s_mem ());
  gboolean whole = cms != NULL && p == der->data + der->len - 1;
  gboolean stands;

  sk_X509_push (only, certificate);
  stands = whole && is_sound (cms) &&
           CMS_verify (cms, only, NULL, NULL, content, CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY) == 1;
  sk_X509_free (only);
  ERR_clear_error ();
  return stands ? g_steal_pointer (&content) : NULL;
}

CfPolicyBundle *
cf_policy_bundle_verify (const char *path, const char *certificate_path, GError **error)
{
  g_autoptr (X509) certificate = load_certificate (certificate_path, error);
  g_autoptr (GByteArray) der = certificate != NULL ? cf_policy_load_bytes (path, CF_LIMIT_BUNDLE_BYTES, error) : NULL;
  g_autoptr (BIO) content = NULL;
  CfPolicyBundle *bundle;
  char *data;
  long length;

  if (der == NULL)
    return NULL;
  if (der->len - 1 > CF_LIMIT_BUNDLE_BYTES) {
    cf_policy_bundle_fail (error, path, N_("is too large for a bundle; fetch it again"));
    return NULL;
  }

  content = check (der, certificate);
  if (content == NULL) {
    cf_policy_bundle_fail (error, path, N_("is not signed under the given certificate, or was changed; fetch it again"));
    return NULL;
  }

  length = BIO_get_mem_data (content, &data);
  bundle = cf_policy_bundle_unpack (data, length);
  if (bundle == NULL)
    cf_policy_bundle_fail (error, path, N_("is signed, but no bundle that this version reads; update certfirst"));
  return bundle;
}
