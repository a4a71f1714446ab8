/* test-witness.c — signed data that OpenSSL itself writes, and changes to any bit of it */
#include "cf-test-cms.h"

#define HELLO "Content-Type: text/plain\r\n\r\nHello\r\n"

static GBytes *
write_by_openssl (const CfTestChain *chain, const EVP_MD *md, guint flags)
{
  g_autoptr (CMS_ContentInfo) info = NULL;
  g_autoptr (BIO) data = BIO_new_mem_buf (HELLO, -1);
  unsigned char *der = NULL;
  GBytes *bytes;
  int length;

  info = CMS_sign (NULL, NULL, NULL, data, CMS_PARTIAL | CMS_BINARY | flags);
  g_assert_nonnull (info);
  g_assert_nonnull (CMS_add1_signer (info, chain->signer, chain->key, md, flags));
  g_assert_cmpint (CMS_add1_cert (info, chain->ca), ==, 1);
  g_assert_cmpint (CMS_final (info, data, NULL, CMS_BINARY | flags), ==, 1);
  length = i2d_CMS_ContentInfo (info, &der);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

static void
test_openssl (void)
{
  static const struct {
    const char *says;
    CfTestKey key;
    guint flags;
  } rows[] = {
    { "RSA", CF_TEST_RSA_2048, CMS_DETACHED },
    { "RSA, opaque", CF_TEST_RSA_2048, 0 },
    { "RSA without attributes", CF_TEST_RSA_2048, CMS_DETACHED | CMS_NOATTR },
    { "P-256", CF_TEST_P256, CMS_DETACHED },
    { "P-256 by key identifier", CF_TEST_P256, CMS_DETACHED | CMS_USE_KEYID },
    { "P-256, CAdES", CF_TEST_P256, CMS_DETACHED | CMS_CADES },
    { "P-384 without attributes", CF_TEST_P384, CMS_DETACHED | CMS_NOATTR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (rows[i].key);
    g_autoptr (GBytes) cms = write_by_openssl (message->chain, EVP_sha256 (), rows[i].flags);
    const CfSignerFacts *facts = cf_test_cms_run (message->check, cms, HELLO);

    g_test_message ("%s", rows[i].says);
    cf_test_assert_status (facts, CF_SIGNER_INTACT, cf_test_good);
    g_assert_cmpint (facts->signing_time == CF_TIME_UNKNOWN, ==, (rows[i].flags & CMS_NOATTR) != 0);
    if (rows[i].flags & CMS_DETACHED)
      g_assert_cmpint (cf_test_cms_run (message->check, cms, HELLO "x")->status, ==, CF_SIGNER_ALTERED);
  }
}

/* --- any bit --- */

/* All that a report says of a signer, but for OpenSSL's own wording of names in other letters. */
static char *
describe (const CfSignerFacts *facts)
{
  return g_strdup_printf ("%s %s %s %s %" G_GINT64_FORMAT " %s", facts->certificate->sha256,
                          facts->organization, facts->digest, facts->signature_algorithm, facts->signing_time,
                          facts->chain.anchor);
}

static gboolean
is_green (const CfSignerFacts *facts)
{
  return facts != NULL && facts->status == CF_SIGNER_INTACT &&
         (facts->evidence & cf_test_green) == cf_test_green;
}

/* Whether the bytes at @at stand in @part, which is found in @whole once. */
static gboolean
is_inside (GBytes *whole, CfSpan part, gsize at)
{
  CfSpan bytes = cf_test_span (whole);
  const guint8 *found = memmem (bytes.data, bytes.length, part.data, part.length);

  g_assert_nonnull (found);
  return at >= (gsize) (found - bytes.data) && at < (gsize) (found - bytes.data) + part.length;
}

/* The attributes as they stand in the message, with their tag [0]. */
static GBytes *
encode_attributes (CMS_SignerInfo *signer)
{
  GBytes *all = g_bytes_new (NULL, 0);

  for (int i = 0; i < CMS_signed_get_attr_count (signer); i++) {
    unsigned char *der = NULL;
    int length = i2d_X509_ATTRIBUTE (CMS_signed_get_attr (signer, i), &der);

    all = cf_test_join (all, g_bytes_new (der, (gsize) length), NULL);
    OPENSSL_free (der);
  }

  return cf_test_der (0xa0, all, NULL);
}

/* What the signature or the issuer's signature covers, and the signatures themselves: no bit of it is
 * superfluous. */
static GPtrArray *
list_covered (GBytes *cms, const CfTestMessage *message)
{
  GPtrArray *covered = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (CMS_ContentInfo) info = NULL;
  const unsigned char *p = g_bytes_get_data (cms, NULL);
  CMS_SignerInfo *signer;
  const ASN1_OCTET_STRING *signature;
  X509 *chain[] = { message->chain->signer, message->chain->ca };

  info = d2i_CMS_ContentInfo (NULL, &p, (long) g_bytes_get_size (cms));
  signer = sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (info), 0);
  signature = CMS_SignerInfo_get0_signature (signer);
  g_ptr_array_add (covered,
                   g_bytes_new (ASN1_STRING_get0_data (signature), (gsize) ASN1_STRING_length (signature)));
  if (*CMS_get0_content (info) != NULL)
    g_ptr_array_add (covered, g_bytes_new (HELLO, strlen (HELLO)));
  if (CMS_signed_get_attr_count (signer) >= 0)
    g_ptr_array_add (covered, encode_attributes (signer));
  for (guint i = 0; i < G_N_ELEMENTS (chain); i++) {
    unsigned char *der = NULL;
    int length = i2d_X509 (chain[i], &der);

    g_ptr_array_add (covered, g_bytes_new (der, (gsize) length));
    OPENSSL_free (der);
  }
  return covered;
}

/* Every bit of @cms, or every @stride-th, once turned over.  Where the signer is still good, the report says
 * the same of it, and the bit is one that no signature covers: versions, lists of digests, spelling of names
 * and of absent parameters. */
static guint
turn_every_bit (CfTestMessage *message, GBytes *cms, guint stride)
{
  g_autoptr (GPtrArray) covered = list_covered (cms, message);
  g_autofree char *wanted = describe (cf_test_cms_run (message->check, cms, HELLO));
  gsize length = g_bytes_get_size (cms);
  guint n_superfluous = 0;

  for (gsize bit = 0; bit < 8 * length; bit += stride) {
    g_autoptr (CfFacts) facts = message->check->facts;
    guint8 *changed = g_memdup2 (g_bytes_get_data (cms, NULL), length);
    g_autoptr (GBytes) bytes = NULL;
    const CfSignerFacts *signer;
    g_autofree char *found = NULL;

    message->check->facts = cf_facts_new ();
    changed[bit / 8] ^= (guint8) (1 << bit % 8);
    bytes = g_bytes_new_take (changed, length);
    signer = cf_test_cms_run (message->check, bytes, HELLO);
    if (!is_green (signer))
      continue;

    found = describe (signer);
    g_assert_cmpstr (found, ==, wanted);
    for (guint i = 0; i < covered->len; i++)
      g_assert_false (is_inside (cms, cf_test_span (g_ptr_array_index (covered, i)), bit / 8));
    n_superfluous++;
  }

  return n_superfluous;
}

static void
test_every_bit (void)
{
  static const struct {
    const char *says;
    guint flags;
    guint stride; /* odd, so that all positions in a byte have their turn */
  } rows[] = {
    { "detached", CMS_DETACHED | CMS_NOSMIMECAP, 1 },
    { "detached, without attributes", CMS_DETACHED | CMS_NOATTR, 5 },
    { "opaque", CMS_NOSMIMECAP, 5 },
    { "opaque, without attributes", CMS_NOATTR, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    g_autoptr (GBytes) cms = write_by_openssl (message->chain, EVP_sha256 (), rows[i].flags);
    guint n_bits = 8 * (guint) g_bytes_get_size (cms);
    guint n = turn_every_bit (message, cms, rows[i].stride);

    g_test_message ("%s: %u of %u bits are superfluous", rows[i].says, n, n_bits);
    g_assert_cmpuint (n, <, n_bits / 40);
  }
}

/* The same for an anchor's and a stranger's certificates in the bag: they change nothing at all. */
static void
test_strangers_in_the_bag (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  CfTestCert spec = { .subject = "CN=Stranger", .key = cf_test_key (CF_TEST_P256, 3) };
  g_autoptr (X509) stranger = cf_test_cert (&spec);

  message->spec.certificates[2] = message->chain->root;
  message->spec.certificates[3] = stranger;
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, cf_test_good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/witness/openssl", test_openssl);
  g_test_add_func ("/cms/witness/every-bit", test_every_bit);
  g_test_add_func ("/cms/witness/strangers-in-the-bag", test_strangers_in_the_bag);
  return g_test_run ();
}
