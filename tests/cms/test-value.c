/* test-value.c — one signature is one value, whoever wrote it down (CF112) */
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include "cf-cms-internal.h"
#include "cf-test-cms.h"

#define HELLO "Hello\r\n"
#define N_SIGNATURES 16

static GBytes *
sign (EVP_PKEY *key)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  gboolean digests = EVP_PKEY_get_base_id (key) != EVP_PKEY_ED25519;
  guint8 bytes[1024];
  gsize length = sizeof bytes;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, digests ? EVP_sha256 () : NULL, NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, bytes, &length, (const guint8 *) HELLO, sizeof HELLO - 1), ==, 1);
  return g_bytes_new (bytes, length);
}

static gboolean
verify (EVP_PKEY *key, GBytes *signature)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();

  g_assert_cmpint (EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL, key), ==, 1);
  return EVP_DigestVerify (context, g_bytes_get_data (signature, NULL), g_bytes_get_size (signature),
                           (const guint8 *) HELLO, sizeof HELLO - 1) == 1;
}

/* (r, n - s): what anybody can make of (r, s). */
static GBytes *
dup_twin (EVP_PKEY *key, GBytes *bytes)
{
  const guint8 *p = g_bytes_get_data (bytes, NULL);
  ECDSA_SIG *signature = d2i_ECDSA_SIG (NULL, &p, (long) g_bytes_get_size (bytes));
  BIGNUM *order = NULL;
  BIGNUM *s = BN_new ();
  guint8 *der = NULL;
  GBytes *twin;
  int length;

  g_assert_nonnull (signature);
  g_assert_cmpint (EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_EC_ORDER, &order), ==, 1);
  g_assert_cmpint (BN_sub (s, order, ECDSA_SIG_get0_s (signature)), ==, 1);
  g_assert_cmpint (ECDSA_SIG_set0 (signature, BN_dup (ECDSA_SIG_get0_r (signature)), s), ==, 1);
  length = i2d_ECDSA_SIG (signature, &der);
  twin = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  BN_free (order);
  ECDSA_SIG_free (signature);
  return twin;
}

static char *
dup_value (GBytes *bytes, EVP_PKEY *key)
{
  return cf_cms_value_dup_sha256 (cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)), key);
}

/* Both are good signatures, and no other one has their value. */
static void
test_twins (gconstpointer data)
{
  EVP_PKEY *key = cf_test_key ((CfTestKey) GPOINTER_TO_UINT (data), 1);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < N_SIGNATURES; i++) {
    g_autoptr (GBytes) bytes = sign (key);
    g_autoptr (GBytes) twin = dup_twin (key, bytes);
    g_autofree char *value = dup_value (bytes, key);
    g_autofree char *other = dup_value (twin, key);

    g_assert_true (verify (key, bytes) && verify (key, twin));
    g_assert_false (g_bytes_equal (bytes, twin));
    g_assert_cmpstr (value, ==, other);
    g_assert_true (g_hash_table_add (values, g_steal_pointer (&value)));
  }
}

static GBytes *
sign_pss (EVP_PKEY *key, CfSpan digest)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);
  guint8 bytes[1024];
  gsize length = sizeof bytes;

  g_assert_cmpint (EVP_PKEY_sign_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_signature_md (context, EVP_sha256 ()), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_rsa_pss_saltlen (context, RSA_PSS_SALTLEN_DIGEST), ==, 1);
  g_assert_cmpint (EVP_PKEY_sign (context, bytes, &length, digest.data, digest.length), ==, 1);
  return g_bytes_new (bytes, length);
}

/* Without its first octet, a zero, a signature of RSA is the same number, and none: RFC 8017 section 8.1.2. */
static void
test_short (void)
{
  const CfCmsScheme scheme = { CF_DIGEST_SHA256, CF_CMS_METHOD_RSA_PSS, NULL, 32 };
  EVP_PKEY *key = cf_test_key (CF_TEST_RSA_2048, 1);
  CfSpan hello = cf_span_str (HELLO);
  guint8 hash[32];
  CfSpan digest = cf_span (hash, sizeof hash);
  guint n_short = 0;

  g_assert_cmpint (EVP_Digest (hello.data, hello.length, hash, NULL, EVP_sha256 (), NULL), ==, 1);
  for (guint i = 0; i < 4000 && n_short == 0; i++) {
    g_autoptr (GBytes) bytes = sign_pss (key, digest);
    CfSpan signature = cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

    if (signature.data[0] != 0)
      continue;
    n_short++;
    g_assert_true (cf_cms_scheme_verify (&scheme, key, signature, hello));
    g_assert_true (cf_cms_scheme_verify_digest (&scheme, key, signature, digest));
    g_assert_false (cf_cms_scheme_verify (&scheme, key, cf_span_from (signature, 1), hello));
    g_assert_false (cf_cms_scheme_verify_digest (&scheme, key, cf_span_from (signature, 1), digest));
  }
  g_assert_cmpuint (n_short, ==, 1);
}

/* The bytes themselves: of other keys, of no key, and of what is no signature. */
static void
test_bytes (void)
{
  static const char *const broken[] = { "", "0", "\x30\x06\x02\x01\x01\x02\x01", "\x30\x06\x02\x01\x01\x02\x01\xff" };
  EVP_PKEY *keys[] = { cf_test_key (CF_TEST_RSA_2048, 1), cf_test_key (CF_TEST_ED25519, 1), NULL };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GBytes) bytes = sign (keys[i] != NULL ? keys[i] : cf_test_key (CF_TEST_P256, 1));
    g_autofree char *value = dup_value (bytes, keys[i]);
    g_autofree char *wanted = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

    g_assert_cmpstr (value, ==, wanted);
  }
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (broken[i], strlen (broken[i]));
    g_autofree char *value = dup_value (bytes, cf_test_key (CF_TEST_P256, 1));
    g_autofree char *wanted = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

    if (i < G_N_ELEMENTS (broken) - 1)
      g_assert_cmpstr (value, ==, wanted);
    g_assert_cmpuint (strlen (value), ==, 64);
  }
}

/* What the facts of a signer hold. */
static void
test_facts (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  const CfSignerFacts *facts = cf_test_message_run (message);

  g_assert_cmpint (facts->status, ==, CF_SIGNER_INTACT);
  g_assert_cmpuint (strlen (facts->signature_sha256), ==, 64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/cms/value/twins/p-256", GUINT_TO_POINTER (CF_TEST_P256), test_twins);
  g_test_add_data_func ("/cms/value/twins/p-384", GUINT_TO_POINTER (CF_TEST_P384), test_twins);
  g_test_add_data_func ("/cms/value/twins/p-521", GUINT_TO_POINTER (CF_TEST_P521), test_twins);
  g_test_add_func ("/cms/value/bytes", test_bytes);
  g_test_add_func ("/cms/value/short", test_short);
  g_test_add_func ("/cms/value/facts", test_facts);
  return g_test_run ();
}
