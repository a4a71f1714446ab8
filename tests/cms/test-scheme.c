/* test-scheme.c — digests and signature methods that count, and those that do not (MEANING section 4) */
#include "cf-test-cms.h"

#define INTACT CF_SIGNER_INTACT
#define UNSUPPORTED CF_SIGNER_UNSUPPORTED

static const struct {
  const char *says;
  CfTestKey key;
  int digest;
  int method;
  gboolean without_attributes;
  CfSignerStatus status;
  CfEvidence wanted; /* 0 for a flawless one */
  const char *digest_name;
  const char *method_name;
  const char *detail;
} rows[] = {
  { "RSA, SHA-256", CF_TEST_RSA_2048, 0, 0, FALSE, INTACT, 0, "sha256", "rsa-pkcs1", NULL },
  { "RSA, SHA-384", CF_TEST_RSA_2048, NID_sha384, 0, FALSE, INTACT, 0, "sha384", "rsa-pkcs1", NULL },
  { "RSA, SHA-512", CF_TEST_RSA_2048, NID_sha512, 0, FALSE, INTACT, 0, "sha512", "rsa-pkcs1", NULL },
  { "RSA with the digest in its name", CF_TEST_RSA_2048, 0, NID_sha256WithRSAEncryption, FALSE, INTACT, 0,
    "sha256", "rsa-pkcs1", NULL },
  { "RSA without attributes", CF_TEST_RSA_2048, NID_sha512, 0, TRUE, INTACT, 0, "sha512", "rsa-pkcs1", NULL },
  { "PSS", CF_TEST_RSA_2048, 0, NID_rsassaPss, FALSE, INTACT, 0, "sha256", "rsa-pss", NULL },
  { "PSS, SHA-512", CF_TEST_RSA_2048, NID_sha512, NID_rsassaPss, FALSE, INTACT, 0, "sha512", "rsa-pss",
    NULL },
  { "PSS without attributes", CF_TEST_RSA_2048, NID_sha384, NID_rsassaPss, TRUE, INTACT, 0, "sha384",
    "rsa-pss", NULL },
  { "PSS with a key for PSS", CF_TEST_RSA_PSS, 0, 0, FALSE, INTACT, 0, "sha256", "rsa-pss", NULL },
  { "P-256", CF_TEST_P256, 0, 0, FALSE, INTACT, 0, "sha256", "ecdsa-p256", NULL },
  { "P-256, SHA-512", CF_TEST_P256, NID_sha512, 0, FALSE, INTACT, 0, "sha512", "ecdsa-p256", NULL },
  { "P-384, SHA-384", CF_TEST_P384, NID_sha384, 0, FALSE, INTACT, 0, "sha384", "ecdsa-p384", NULL },
  { "P-521, SHA-512", CF_TEST_P521, NID_sha512, 0, FALSE, INTACT, 0, "sha512", "ecdsa-p521", NULL },
  { "P-256 without attributes", CF_TEST_P256, 0, 0, TRUE, INTACT, 0, "sha256", "ecdsa-p256", NULL },
  { "Ed25519", CF_TEST_ED25519, NID_sha512, 0, FALSE, INTACT, 0, "sha512", "ed25519", NULL },
  { "Ed25519 with SHA-256", CF_TEST_ED25519, NID_sha256, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED), "sha256",
    "ED25519", NULL },
  { "Ed25519 without attributes", CF_TEST_ED25519, NID_sha512, 0, TRUE, UNSUPPORTED, CF_S (UNSUPPORTED),
    "sha512", "ed25519", NULL },
  { "Ed448", CF_TEST_ED448, NID_sha512, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED), "sha512", "ED448", NULL },
  { "SHA-1", CF_TEST_RSA_2048, NID_sha1, 0, FALSE, UNSUPPORTED, CF_S (WEAK_DIGEST), "sha1", "rsaEncryption",
    "SHA-1" },
  { "MD5", CF_TEST_RSA_2048, NID_md5, 0, FALSE, UNSUPPORTED, CF_S (WEAK_DIGEST), "md5", "rsaEncryption",
    "MD5" },
  { "SHA-1 with ECDSA", CF_TEST_P256, NID_sha1, 0, FALSE, UNSUPPORTED, CF_S (WEAK_DIGEST), "sha1",
    "ecdsa-with-SHA1", "SHA-1" },
  { "SHA-1 named by the method only", CF_TEST_RSA_2048, NID_sha256, NID_sha1WithRSAEncryption, FALSE,
    UNSUPPORTED, CF_S (WEAK_DIGEST), "sha256", "sha1WithRSAEncryption", "SHA-1" },
  { "SHA-224", CF_TEST_RSA_2048, NID_sha224, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED), "sha224",
    "rsaEncryption", NULL },
  { "SHA3-256", CF_TEST_RSA_2048, NID_sha3_256, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED), "sha3-256",
    "rsaEncryption", NULL },
  { "two digests", CF_TEST_RSA_2048, NID_sha256, NID_sha512WithRSAEncryption, FALSE, UNSUPPORTED,
    CF_S (UNSUPPORTED), "sha256", "sha512WithRSAEncryption", NULL },
  { "the method of another key", CF_TEST_P256, NID_sha256, NID_rsaEncryption, FALSE, UNSUPPORTED,
    CF_S (UNSUPPORTED), "sha256", "rsaEncryption", NULL },
  { "PKCS #1 with a key for PSS", CF_TEST_RSA_PSS, NID_sha256, NID_sha256WithRSAEncryption, FALSE,
    UNSUPPORTED, CF_S (UNSUPPORTED), "sha256", "sha256WithRSAEncryption", NULL },
  { "a method of no kind", CF_TEST_P256, NID_sha256, NID_dsa_with_SHA256, FALSE, UNSUPPORTED,
    CF_S (UNSUPPORTED), "sha256", "dsa_with_SHA256", NULL },
  { "secp256k1", CF_TEST_SECP256K1, 0, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED), "sha256",
    "ecdsa-with-SHA256", NULL },
  { "a curve spelt out", CF_TEST_P256_EXPLICIT, 0, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED), "sha256",
    "ecdsa-with-SHA256", NULL },
  { "P-224", CF_TEST_P224, 0, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED) | CF_S (WEAK_KEY), "sha256",
    "ecdsa-with-SHA256", NULL },
  { "DSA", CF_TEST_DSA_1024, 0, 0, FALSE, UNSUPPORTED, CF_S (UNSUPPORTED) | CF_S (WEAK_KEY), "sha256",
    "dsa_with_SHA256", NULL },
  { "RSA 1024", CF_TEST_RSA_1024, 0, 0, FALSE, INTACT,
    CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (WEAK_KEY) | CF_S (CHAIN_FAILS), "sha256", "rsa-pkcs1",
    "signer key" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (rows[i].key);
    const CfSignerFacts *facts;

    message->spec.signers[0].digest = rows[i].digest;
    message->spec.signers[0].method = rows[i].method;
    message->spec.signers[0].without_attributes = rows[i].without_attributes;
    facts = cf_test_message_run (message);

    g_test_message ("%s", rows[i].says);
    cf_test_assert_status (facts, rows[i].status, rows[i].wanted == 0 ? cf_test_good : rows[i].wanted);
    g_assert_cmpstr (facts->digest, ==, rows[i].digest_name);
    g_assert_cmpstr (facts->signature_algorithm, ==, rows[i].method_name);
    g_assert_cmpstr (facts->problem_detail, ==, rows[i].detail);
    g_assert_nonnull (facts->certificate);
  }
}

/* Every good row turns bad with one other bit in the signature, or another content. */
static void
test_table_altered (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (rows[i].key);
    g_autoptr (GBytes) cms = NULL;

    if (rows[i].status != INTACT)
      continue;

    message->spec.signers[0].digest = rows[i].digest;
    message->spec.signers[0].method = rows[i].method;
    message->spec.signers[0].without_attributes = rows[i].without_attributes;
    cms = cf_test_signed (&message->spec);
    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_test_cms_run (message->check, cms, "Other\r\n")->status, ==, CF_SIGNER_ALTERED);

    message->spec.signers[0].spoiled = TRUE;
    g_assert_cmpint (cf_test_message_run (message)->status, ==, CF_SIGNER_ALTERED);
  }
}

static void
test_altered_says_nothing_else (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  const CfSignerFacts *facts;

  message->spec.signers[0].spoiled = TRUE;
  facts = cf_test_message_run (message);
  cf_test_assert_status (facts, CF_SIGNER_ALTERED, CF_S (ALTERED));
  /* For the details only: whom it claims to be from. */
  g_assert_cmpstr (facts->certificate->subject_name, ==, "Alice Sato");
  g_assert_cmpuint (facts->chain.certificates->len, ==, 3);
}

static GBytes *
make_pss_with_trailer (guint8 trailer)
{
  return cf_test_der (
      0x30, cf_test_der (0xa0, cf_test_algorithm (NID_sha256, NULL), NULL),
      cf_test_der (0xa1, cf_test_algorithm (NID_mgf1, cf_test_algorithm (NID_sha256, NULL)), NULL),
      cf_test_der (0xa2, cf_test_integer (32), NULL), cf_test_der (0xa3, cf_test_integer (trailer), NULL),
      NULL);
}

static GBytes *
make_pss_with_salt (const char *hex)
{
  return cf_test_der (
      0x30, cf_test_der (0xa0, cf_test_algorithm (NID_sha256, NULL), NULL),
      cf_test_der (0xa1, cf_test_algorithm (NID_mgf1, cf_test_algorithm (NID_sha256, NULL)), NULL),
      cf_test_der (0xa2, cf_test_hex (hex), NULL), NULL);
}

static void
test_pss_parameters (void)
{
  const struct {
    const char *says;
    GBytes *parameters; /* taken; NULL for the usual ones */
    int salt;
    CfSignerStatus status;
    CfEvidence wanted;
  } pss[] = {
    { "salt of 32", NULL, 32, INTACT, 0 },
    { "salt of nothing", NULL, 0, INTACT, 0 },
    { "the longest salt for 2048 bits", NULL, 222, INTACT, 0 },
    { "salt left out: 20", cf_test_pss (NID_sha256, NID_sha256, -1), 20, INTACT, 0 },
    { "trailer 1", make_pss_with_trailer (1), 32, INTACT, 0 },
    { "trailer 2", make_pss_with_trailer (2), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
    { "another salt than signed with", cf_test_pss (NID_sha256, NID_sha256, 31), 32, CF_SIGNER_ALTERED,
      CF_S (ALTERED) },
    { "negative salt", make_pss_with_salt ("0201ff"), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
    { "salt of 2^32 + 32", make_pss_with_salt ("02050100000020"), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
    { "another digest", cf_test_pss (NID_sha512, NID_sha512, 32), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
    { "another mask", cf_test_pss (NID_sha256, NID_sha512, 32), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
    { "mask left out: SHA-1", cf_test_pss (NID_sha256, 0, 32), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
    { "digest left out: SHA-1", cf_test_pss (0, 0, 32), 32, UNSUPPORTED, CF_S (WEAK_DIGEST) },
    { "SHA-1 in words", cf_test_pss (NID_sha1, NID_sha1, 32), 32, UNSUPPORTED, CF_S (WEAK_DIGEST) },
    { "all left out", cf_test_hex ("3000"), 32, UNSUPPORTED, CF_S (WEAK_DIGEST) },
    { "no parameters", cf_test_null (), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
    { "not parameters", cf_test_hex ("30030101ff"), 32, UNSUPPORTED, CF_S (UNSUPPORTED) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pss); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_RSA_2048);

    message->spec.signers[0].method = NID_rsassaPss;
    message->spec.signers[0].parameters = pss[i].parameters;
    message->spec.signers[0].salt = pss[i].salt;
    g_test_message ("%s", pss[i].says);
    cf_test_assert_status (cf_test_message_run (message), pss[i].status,
                           pss[i].wanted == 0 ? cf_test_good : pss[i].wanted);
    if (pss[i].parameters != NULL)
      g_bytes_unref (pss[i].parameters);
  }
}

/* Parameters that do not belong there could be read by somebody else. */
static void
test_odd_parameters (void)
{
  static const struct {
    const char *says;
    CfTestKey key;
    int digest;
    const char *hex;
    CfSignerStatus status;
  } odd[] = {
    { "RSA with an octet string", CF_TEST_RSA_2048, 0, "0400", UNSUPPORTED },
    { "RSA with a sequence", CF_TEST_RSA_2048, 0, "3000", UNSUPPORTED },
    { "ECDSA with NULL", CF_TEST_P256, 0, "0500", INTACT },
    { "ECDSA with an integer", CF_TEST_P256, 0, "020101", UNSUPPORTED },
    { "Ed25519 with an integer", CF_TEST_ED25519, NID_sha512, "020101", UNSUPPORTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (odd[i].key);
    g_autoptr (GBytes) parameters = cf_test_hex (odd[i].hex);

    message->spec.signers[0].digest = odd[i].digest;
    message->spec.signers[0].parameters = parameters;
    g_test_message ("%s", odd[i].says);
    g_assert_cmpint (cf_test_message_run (message)->status, ==, odd[i].status);
  }
}

/* r = s = 0, and a signature of nothing, which careless code takes for good. */
static void
test_empty_signatures (void)
{
  static const char *const values[] = { "3006020100020100", "3006020101020101", "", "00", "3000" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    g_autoptr (GBytes) good = cf_test_signed (&message->spec);
    g_autoptr (GBytes) value = cf_test_hex (values[i]);
    g_autoptr (CMS_ContentInfo) info = NULL;
    const unsigned char *p = g_bytes_get_data (good, NULL);
    unsigned char *der = NULL;
    g_autoptr (GBytes) cms = NULL;
    int length;

    info = d2i_CMS_ContentInfo (NULL, &p, (long) g_bytes_get_size (good));
    ASN1_STRING_set (CMS_SignerInfo_get0_signature (sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (info), 0)),
                     g_bytes_get_data (value, NULL), (int) g_bytes_get_size (value));
    length = i2d_CMS_ContentInfo (info, &der);
    cms = g_bytes_new (der, (gsize) length);
    OPENSSL_free (der);
    g_assert_cmpint (cf_test_cms_run (message->check, cms, message->spec.content)->status, ==,
                     CF_SIGNER_ALTERED);
  }
}

static void
test_digest_mask (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CfCms) cms = NULL;

  message->spec.signers[1] = message->spec.signers[0];
  message->spec.signers[1].digest = NID_sha512;
  message->spec.signers[2] = message->spec.signers[0];
  message->spec.signers[2].digest = NID_sha1;
  bytes = cf_test_signed (&message->spec);
  cms = cf_cms_read (cf_test_span (bytes));
  g_assert_cmpuint (cf_cms_get_n_signers (cms), ==, 3);
  g_assert_cmpuint (cf_cms_get_digest_mask (cms), ==, CF_DIGEST_SHA256 | CF_DIGEST_SHA512);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/scheme/table", test_table);
  g_test_add_func ("/cms/scheme/table-altered", test_table_altered);
  g_test_add_func ("/cms/scheme/altered-says-nothing-else", test_altered_says_nothing_else);
  g_test_add_func ("/cms/scheme/pss-parameters", test_pss_parameters);
  g_test_add_func ("/cms/scheme/odd-parameters", test_odd_parameters);
  g_test_add_func ("/cms/scheme/empty-signatures", test_empty_signatures);
  g_test_add_func ("/cms/scheme/digest-mask", test_digest_mask);
  return g_test_run ();
}
