/* test-smimea.c — one SMIMEA record against a signer (RFC 8162, RFC 6698, RFC 7671) */
#include "cf-test-pki.h"

/* Of whom the record speaks. */
typedef enum { SIGNER, CA, ROOT, STRANGER } Whom;

static GBytes *
make_record (X509 *certificate, guint8 usage, guint8 selector, guint8 matching)
{
  GByteArray *record = g_byte_array_new ();
  guint8 head[] = { usage, selector, matching };
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned char *der = NULL;
  guint n = 0;
  int length = selector == 1 ? i2d_PUBKEY (X509_get0_pubkey (certificate), &der) : i2d_X509 (certificate, &der);

  g_byte_array_append (record, head, sizeof head);
  if (matching == 0)
    g_byte_array_append (record, der, (guint) length);
  else {
    EVP_Digest (der, (gsize) length, digest, &n, matching == 2 ? EVP_sha512 () : EVP_sha256 (), NULL);
    g_byte_array_append (record, digest, n);
  }

  OPENSSL_free (der);
  return g_byte_array_free_to_bytes (record);
}

static CfSmimeaMatch
match (GBytes *record, const CfTestChain *chain)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();

  g_ptr_array_add (path, chain->signer);
  g_ptr_array_add (path, chain->ca);
  g_ptr_array_add (path, chain->root);
  return cf_cert_match_smimea (cf_span (g_bytes_get_data (record, NULL), g_bytes_get_size (record)), chain->signer, path);
}

/* Every usage, selector and matching type against everybody. */
static void
test_all (void)
{
  CfTestChainSpec other = { .signer = { .key = cf_test_key (CF_TEST_P256, 3) } };
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestChain) stranger = cf_test_chain (&other);
  X509 *const who[] = { chain->signer, chain->ca, chain->root, stranger->signer };

  for (guint8 usage = 0; usage <= 3; usage++)
    for (guint8 selector = 0; selector <= 1; selector++)
      for (guint8 matching = 0; matching <= 2; matching++)
        for (Whom whom = SIGNER; whom <= STRANGER; whom++) {
          g_autoptr (GBytes) record = make_record (who[whom], usage, selector, matching);
          gboolean names_signer = usage == 1 || usage == 3;
          gboolean wanted = names_signer ? whom == SIGNER : whom == CA || whom == ROOT;
          CfSmimeaMatch found = match (record, chain);

          g_test_message ("%u %u %u of %u", usage, selector, matching, whom);
          g_assert_cmpint (found.result, ==, wanted ? CF_CERT_SMIMEA_MATCH : CF_CERT_SMIMEA_NONE);
          g_assert_cmpuint (found.usage, ==, usage);
        }
}

/* The same key in a renewed certificate: selector 1 still matches, 0 does not. */
static void
test_renewed (void)
{
  CfTestChainSpec later = { .signer = { .serial = 99 } };
  g_autoptr (CfTestChain) before = cf_test_chain (NULL);
  g_autoptr (CfTestChain) after = cf_test_chain (&later);

  for (guint8 selector = 0; selector <= 1; selector++) {
    g_autoptr (GBytes) record = make_record (before->signer, 3, selector, 1);

    g_assert_cmpint (match (record, after).result, ==, selector == 1 ? CF_CERT_SMIMEA_MATCH : CF_CERT_SMIMEA_NONE);
  }
}

/* A digest worked out elsewhere: SHA-256 of "abc" is that of no certificate, and 32 zero bytes are of none. */
static void
test_unusable (void)
{
  static const struct {
    const char *says;
    guint8 head[3];
    guint length; /* of the rest */
    CfCertSmimeaResult wanted;
  } rows[] = {
    { "usage 4", { 4, 0, 1 }, 32, CF_CERT_SMIMEA_UNUSABLE },
    { "private usage", { 255, 0, 1 }, 32, CF_CERT_SMIMEA_UNUSABLE },
    { "selector 2", { 3, 2, 1 }, 32, CF_CERT_SMIMEA_UNUSABLE },
    { "matching type 3", { 3, 0, 3 }, 32, CF_CERT_SMIMEA_UNUSABLE },
    { "a digest too short", { 3, 0, 1 }, 31, CF_CERT_SMIMEA_UNUSABLE },
    { "a digest too long", { 3, 0, 1 }, 33, CF_CERT_SMIMEA_UNUSABLE },
    { "SHA-512 with 32 bytes", { 3, 0, 2 }, 32, CF_CERT_SMIMEA_UNUSABLE },
    { "no association data", { 3, 0, 0 }, 0, CF_CERT_SMIMEA_UNUSABLE },
    { "no digest", { 3, 1, 1 }, 0, CF_CERT_SMIMEA_UNUSABLE },
    { "a digest of something else", { 3, 0, 1 }, 32, CF_CERT_SMIMEA_NONE },
    { "one byte for a certificate", { 3, 0, 0 }, 1, CF_CERT_SMIMEA_NONE },
  };
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    guint8 record[3 + 64] = { rows[i].head[0], rows[i].head[1], rows[i].head[2] };

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_cert_match_smimea (cf_span (record, 3 + rows[i].length), chain->signer, NULL).result, ==,
                     rows[i].wanted);
  }
  for (gsize length = 0; length < 3; length++)
    g_assert_cmpint (cf_cert_match_smimea (cf_span ("\003\000\001", length), chain->signer, NULL).result, ==,
                     CF_CERT_SMIMEA_UNUSABLE);
}

/* Without a chain no authority is found; the signer still is. */
static void
test_without_chain (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (GBytes) of_ca = make_record (chain->ca, 2, 0, 1);
  g_autoptr (GBytes) of_signer = make_record (chain->signer, 3, 1, 2);

  g_assert_cmpint (cf_cert_match_smimea (cf_span (g_bytes_get_data (of_ca, NULL), g_bytes_get_size (of_ca)), chain->signer, NULL).result,
                   ==, CF_CERT_SMIMEA_NONE);
  g_assert_cmpint (cf_cert_match_smimea (cf_span (g_bytes_get_data (of_signer, NULL), g_bytes_get_size (of_signer)), chain->signer,
                                         NULL).result,
                   ==, CF_CERT_SMIMEA_MATCH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/smimea/all", test_all);
  g_test_add_func ("/cert/smimea/renewed", test_renewed);
  g_test_add_func ("/cert/smimea/unusable", test_unusable);
  g_test_add_func ("/cert/smimea/without-chain", test_without_chain);
  return g_test_run ();
}
