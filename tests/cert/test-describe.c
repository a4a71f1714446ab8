/* test-describe.c — what one certificate says of itself, and its key */
#include "cf-test-pki.h"

#include "cf-cert-key.h"
#include "cf-digest.h"

static const struct {
  const char *subject;
  const char *name;
  const char *short_name;
} names[] = {
  { "C=JP/O=Example Bank/CN=Alice", "CN=Alice,O=Example Bank,C=JP", "Alice" },
  { "O=Example Bank", "O=Example Bank", "Example Bank" },
  { "C=JP", "C=JP", "C=JP" },
  { "O=例示銀行/CN=佐藤", "CN=佐藤,O=例示銀行", "佐藤" },
  { "CN=first/CN=last", "CN=last,CN=first", "last" },
  { "CN=a,b+c\"d", "CN=a\\,b\\+c\\\"d", "a,b+c\"d" },
  { "CN=a\u202eb", "CN=a\\u{202E}b", "a\\u{202E}b" },
  { "CN=a\nb", "CN=a\\0Ab", "a b" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    CfTestCert spec = { .subject = names[i].subject, .key = cf_test_key (CF_TEST_P256, 0) };
    g_autoptr (X509) certificate = cf_test_cert (&spec);
    g_autoptr (CfCertFacts) facts = cf_cert_describe (certificate);

    g_assert_cmpstr (facts->subject, ==, names[i].name);
    g_assert_cmpstr (facts->subject_name, ==, names[i].short_name);
    g_assert_cmpstr (facts->issuer, ==, names[i].name);
    g_assert_cmpstr (facts->issuer_name, ==, names[i].short_name);
  }
}

static void
test_facts (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfCertFacts) facts = cf_cert_describe (chain->signer);
  unsigned char *der = NULL;
  int length = i2d_X509 (chain->signer, &der);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, (gsize) length);

  OPENSSL_free (der);
  g_assert_cmpstr (facts->sha256, ==, sha256);
  g_assert_cmpstr (facts->serial, ==, "03");
  g_assert_cmpint (facts->not_before, ==, CF_TEST_BEGIN);
  g_assert_cmpint (facts->not_after, ==, CF_TEST_END);
  g_assert_cmpstr (facts->key, ==, "p-256");
  g_assert_cmpstr (facts->signature_algorithm, ==, "ecdsa-with-SHA256");
  g_assert_cmpstr (facts->issuer_name, ==, "Example CA");
  g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_NOT_CHECKED);
}

/* Serial numbers of 20 bytes are usual; negative and endless ones are not. */
static void
test_serial (void)
{
  static const struct {
    const char *decimal;
    const char *hex;
  } rows[] = {
    { "0", "00" },
    { "255", "ff" },
    { "256", "0100" },
    { "-1", "-01" },
    { "1461501637330902918203684832716283019655932542975", "ffffffffffffffffffffffffffffffffffffffff" },
  };
  g_autofree char *long_hex = g_strnfill (2 * 100, 'a');
  g_autoptr (X509) certificate = X509_new ();
  BIGNUM *number = NULL;

  for (guint i = 0; i <= G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfCertFacts) facts = NULL;

    if (i < G_N_ELEMENTS (rows))
      BN_dec2bn (&number, rows[i].decimal);
    else
      BN_hex2bn (&number, long_hex);
    BN_to_ASN1_INTEGER (number, X509_get_serialNumber (certificate));
    facts = cf_cert_describe (certificate);

    if (i < G_N_ELEMENTS (rows))
      g_assert_cmpstr (facts->serial, ==, rows[i].hex);
    else
      g_assert_cmpuint (strlen (facts->serial), ==, 2 * 64 + strlen ("…"));
  }

  BN_free (number);
}

/* Nothing in it at all: still facts, and no times. */
static void
test_empty (void)
{
  g_autoptr (X509) certificate = X509_new ();
  g_autoptr (CfCertFacts) facts = cf_cert_describe (certificate);

  g_assert_cmpstr (facts->subject, ==, "");
  g_assert_cmpstr (facts->subject_name, ==, "");
  g_assert_cmpstr (facts->key, ==, "unknown");
  g_assert_cmpint (facts->not_before, ==, CF_TIME_UNKNOWN);
}

static const struct {
  CfTestKey key;
  const char *name;
  CfCertKeyKind kind;
  guint bits;
  gboolean weak;
} key_rows[] = {
  { CF_TEST_P256, "p-256", CF_CERT_KEY_P256, 256, FALSE },
  { CF_TEST_P384, "p-384", CF_CERT_KEY_P384, 384, FALSE },
  { CF_TEST_P521, "p-521", CF_CERT_KEY_P521, 521, FALSE },
  { CF_TEST_P224, "secp224r1", CF_CERT_KEY_OTHER, 224, TRUE },
  { CF_TEST_SECP256K1, "secp256k1", CF_CERT_KEY_OTHER, 256, FALSE },
  { CF_TEST_P256_EXPLICIT, "ec-256", CF_CERT_KEY_OTHER, 256, FALSE },
  { CF_TEST_RSA_2048, "rsa-2048", CF_CERT_KEY_RSA, 2048, FALSE },
  { CF_TEST_RSA_1024, "rsa-1024", CF_CERT_KEY_RSA, 1024, TRUE },
  { CF_TEST_RSA_PSS, "rsa-2048", CF_CERT_KEY_RSA_PSS, 2048, FALSE },
  { CF_TEST_ED25519, "ed25519", CF_CERT_KEY_ED25519, 256, FALSE },
  { CF_TEST_ED448, "ed448", CF_CERT_KEY_ED448, 456, FALSE },
  { CF_TEST_DSA_1024, "dsa-1024", CF_CERT_KEY_OTHER, 1024, TRUE },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_rows); i++) {
    /* Through a certificate, as keys come: a curve that is spelt out shows only there. */
    CfTestCert spec = { .key = cf_test_key (key_rows[i].key, 0) };
    g_autoptr (X509) certificate = cf_test_cert (&spec);
    CfCertKey key = cf_cert_key_read (X509_get0_pubkey (certificate));
    g_autofree char *name = cf_cert_key_dup_name (X509_get0_pubkey (certificate));

    g_assert_cmpstr (name, ==, key_rows[i].name);
    g_assert_cmpint (key.kind, ==, key_rows[i].kind);
    g_assert_cmpuint (key.bits, ==, key_rows[i].bits);
    g_assert_cmpint (key.weak, ==, key_rows[i].weak);
  }
}

/* RSA keys of a modulus of @bits and an exponent, which need not be a working pair. */
static EVP_PKEY *
make_rsa (guint bits, const char *exponent_hex)
{
  BIGNUM *modulus = BN_new ();
  BIGNUM *exponent = NULL;
  RSA *rsa = RSA_new ();
  EVP_PKEY *key = EVP_PKEY_new ();

  BN_set_bit (modulus, (int) bits - 1);
  BN_set_bit (modulus, 0);
  BN_hex2bn (&exponent, exponent_hex);
  g_assert_cmpint (RSA_set0_key (rsa, modulus, exponent, NULL), ==, 1);
  g_assert_cmpint (EVP_PKEY_assign_RSA (key, rsa), ==, 1);
  return key;
}

static void
test_rsa_limits (void)
{
  static const struct {
    const char *says;
    guint bits;
    const char *exponent;
    CfCertKeyKind kind;
  } rows[] = {
    { "usual", 2048, "010001", CF_CERT_KEY_RSA },
    { "three", 2048, "03", CF_CERT_KEY_RSA },
    { "one", 2048, "01", CF_CERT_KEY_OTHER },
    { "even", 2048, "010000", CF_CERT_KEY_OTHER },
    { "zero", 2048, "00", CF_CERT_KEY_OTHER },
    { "64 bits", 2048, "8000000000000001", CF_CERT_KEY_RSA },
    { "65 bits", 2048, "010000000000000001", CF_CERT_KEY_OTHER },
    { "the longest", CF_LIMIT_RSA_BITS, "010001", CF_CERT_KEY_RSA },
    { "too long", CF_LIMIT_RSA_BITS + 1, "010001", CF_CERT_KEY_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (EVP_PKEY) key = make_rsa (rows[i].bits, rows[i].exponent);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_cert_key_read (key).kind, ==, rows[i].kind);
  }
  g_assert_cmpint (cf_cert_key_read (NULL).kind, ==, CF_CERT_KEY_OTHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/describe/names", test_names);
  g_test_add_func ("/cert/describe/facts", test_facts);
  g_test_add_func ("/cert/describe/serial", test_serial);
  g_test_add_func ("/cert/describe/empty", test_empty);
  g_test_add_func ("/cert/describe/keys", test_keys);
  g_test_add_func ("/cert/describe/rsa-limits", test_rsa_limits);
  return g_test_run ();
}
