/* test-read.c — what a ContentInfo is, what it carries, where it is over a limit */
#include "cf-cms-internal.h"
#include "cf-limits.h"
#include "cf-test-cms.h"

static CfCms *
read_bytes (GBytes *bytes)
{
  return cf_cms_read (cf_test_span (bytes));
}

static void
assert_kind (const char *says, GBytes *bytes, CfCmsKind kind)
{
  g_autoptr (CfCms) cms = read_bytes (bytes);

  g_test_message ("%s", says);
  g_assert_cmpint (cf_cms_get_kind (cms), ==, kind);
  if (kind != CF_CMS_SIGNED) {
    g_assert_cmpuint (cf_cms_get_n_signers (cms), ==, 0);
    g_assert_cmpuint (cf_cms_get_digest_mask (cms), ==, 0);
    g_assert_false (cf_cms_has_content (cms));
    g_assert_null (cf_cms_get_content (cms));
  }
  g_bytes_unref (bytes);
}

static GBytes *
make_signed (gboolean with_signer, gboolean opaque, gboolean with_certificates)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

  message->spec.opaque = opaque;
  if (!with_signer)
    message->spec.signers[0].key = NULL;
  if (!with_certificates)
    message->spec.certificates[0] = NULL;
  return cf_test_signed (&message->spec);
}

static void
test_kinds (void)
{
  assert_kind ("detached", make_signed (TRUE, FALSE, TRUE), CF_CMS_SIGNED);
  assert_kind ("opaque", make_signed (TRUE, TRUE, TRUE), CF_CMS_SIGNED);
  assert_kind ("content without signers", make_signed (FALSE, TRUE, TRUE), CF_CMS_SIGNED);
  assert_kind ("certificates only", make_signed (FALSE, FALSE, TRUE), CF_CMS_CERTS_ONLY);
  assert_kind ("nothing in it", make_signed (FALSE, FALSE, FALSE), CF_CMS_CERTS_ONLY);
  assert_kind ("enveloped", cf_test_content_info (NID_pkcs7_enveloped, cf_test_hex ("3000")),
               CF_CMS_ENCRYPTED);
  assert_kind ("enveloped and authenticated",
               cf_test_content_info (NID_id_smime_ct_authEnvelopedData, cf_test_hex ("3000")),
               CF_CMS_ENCRYPTED);
  assert_kind ("encrypted with a key from elsewhere",
               cf_test_content_info (NID_pkcs7_encrypted, cf_test_hex ("3000")), CF_CMS_LOCKED);
  assert_kind ("data", cf_test_content_info (NID_pkcs7_data, cf_test_hex ("0400")), CF_CMS_UNREADABLE);
  assert_kind ("of another type", cf_test_content_info (NID_commonName, cf_test_hex ("3000")),
               CF_CMS_UNREADABLE);
  assert_kind ("signed, but empty", cf_test_content_info (NID_pkcs7_signed, cf_test_hex ("3000")),
               CF_CMS_UNREADABLE);
  assert_kind ("compressed, but empty",
               cf_test_content_info (NID_id_smime_ct_compressedData, cf_test_hex ("3000")),
               CF_CMS_UNREADABLE);
  assert_kind ("nothing", g_bytes_new (NULL, 0), CF_CMS_UNREADABLE);
  assert_kind ("text", cf_test_raw (cf_span_str ("Hello")), CF_CMS_UNREADABLE);
  assert_kind ("no content", cf_test_der (0x30, cf_test_oid (NID_pkcs7_signed), NULL), CF_CMS_UNREADABLE);
  assert_kind ("a number for its type", cf_test_hex ("3007020101a0023000"), CF_CMS_UNREADABLE);
}

static void
test_zero_signers (void)
{
  g_autoptr (GBytes) bytes = make_signed (FALSE, TRUE, TRUE);
  g_autoptr (CfCms) cms = read_bytes (bytes);

  g_assert_cmpuint (cf_cms_get_n_signers (cms), ==, 0);
  g_assert_true (cf_cms_has_content (cms));
}

static void
test_content (void)
{
  for (gboolean indefinite = FALSE; indefinite <= TRUE; indefinite++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GBytes) kept = NULL;
    g_autoptr (CfCms) cms = NULL;

    message->spec.opaque = TRUE;
    message->spec.indefinite = indefinite;
    bytes = cf_test_signed (&message->spec);
    cms = read_bytes (bytes);
    g_assert_true (cf_cms_has_content (cms));
    kept = g_bytes_ref (cf_cms_get_content (cms));
    cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, cf_test_good);

    /* The content outlives what it came from. */
    g_clear_pointer (&cms, cf_cms_free);
    g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), message->spec.content,
                     strlen (message->spec.content));
  }
}

static void
test_detached_has_none (void)
{
  g_autoptr (GBytes) bytes = make_signed (TRUE, FALSE, TRUE);
  g_autoptr (CfCms) cms = read_bytes (bytes);

  g_assert_false (cf_cms_has_content (cms));
  g_assert_null (cf_cms_get_content (cms));
  g_assert_cmpuint (cf_cms_get_n_signers (cms), ==, 1);
}

static void
test_after_the_end (void)
{
  static const struct {
    const char *tail;
    CfCmsKind kind;
  } rows[] = {
    { "\r\n", CF_CMS_SIGNED },
    { "\n\n\n", CF_CMS_SIGNED },
    { " \r\n", CF_CMS_SIGNED },
    { "x", CF_CMS_UNREADABLE },
    { "\r\nx", CF_CMS_UNREADABLE },
    { "\t", CF_CMS_UNREADABLE },
    { "0\x02\x01\x01", CF_CMS_UNREADABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_kind (
        "tail", cf_test_join (make_signed (TRUE, TRUE, TRUE), cf_test_raw (cf_span_str (rows[i].tail)), NULL),
        rows[i].kind);
  assert_kind ("a zero byte", cf_test_join (make_signed (TRUE, TRUE, TRUE), cf_test_hex ("00"), NULL),
               CF_CMS_UNREADABLE);
  assert_kind ("twice", cf_test_join (make_signed (TRUE, TRUE, TRUE), make_signed (TRUE, TRUE, TRUE), NULL),
               CF_CMS_UNREADABLE);
}

/* Cut anywhere, it is nothing. */
static void
test_cut_off (void)
{
  g_autoptr (GBytes) bytes = make_signed (TRUE, TRUE, TRUE);

  for (gsize length = 0; length < g_bytes_get_size (bytes); length++) {
    g_autoptr (CfCms) cms = cf_cms_read (cf_span_sub (cf_test_span (bytes), 0, length));

    g_assert_cmpint (cf_cms_get_kind (cms), ==, CF_CMS_UNREADABLE);
  }
}

/* What an earlier message of this process brought is not decoded again, and nothing else is taken for it. */
static void
test_known (void)
{
  g_autoptr (GBytes) bytes = make_signed (TRUE, TRUE, TRUE);
  g_autoptr (CfCms) first = NULL;
  g_autoptr (CfCms) second = NULL;
  g_autoptr (CfCms) whole = read_bytes (bytes);

  cf_cms_forget_known ();
  first = cf_cms_read_known (cf_test_span (bytes));
  second = cf_cms_read_known (cf_test_span (bytes));
  g_assert_cmpint (cf_cms_get_kind (first), ==, CF_CMS_SIGNED);
  g_assert_cmpint (sk_X509_num (first->certificates), ==, sk_X509_num (whole->certificates));
  for (int i = 0; i < sk_X509_num (first->certificates); i++) {
    g_assert_true (sk_X509_value (first->certificates, i) == sk_X509_value (second->certificates, i));
    g_assert_cmpint (X509_cmp (sk_X509_value (first->certificates, i), sk_X509_value (whole->certificates, i)), ==, 0);
  }
  cf_cms_forget_known ();
}

/* --- limits --- */

static CfCmsKind
read_many (guint n_signers, guint n_certificates)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CfCms) cms = NULL;

  for (guint i = 0; i < n_signers; i++)
    message->spec.signers[i] = message->spec.signers[0];
  for (guint i = 0; i < n_certificates; i++)
    message->spec.certificates[i] = message->chain->signer;
  bytes = cf_test_signed (&message->spec);
  cms = read_bytes (bytes);
  return cf_cms_get_kind (cms);
}

static void
test_numbers (void)
{
  g_assert_cmpint (read_many (CF_LIMIT_SIGNERS, 2), ==, CF_CMS_SIGNED);
  g_assert_cmpint (read_many (CF_LIMIT_SIGNERS + 1, 2), ==, CF_CMS_UNREADABLE);
  g_assert_cmpint (read_many (1, CF_LIMIT_CERTIFICATES), ==, CF_CMS_SIGNED);
  g_assert_cmpint (read_many (1, CF_LIMIT_CERTIFICATES + 1), ==, CF_CMS_UNREADABLE);
}

/* One certificate that is just within the size, and one that is not: an extension of zeros makes it so large.
 */
static void
test_certificate_size (void)
{
  for (guint more = 0; more < 2; more++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    gsize n = CF_LIMIT_CERTIFICATE_BYTES / 2;
    g_autoptr (X509) large = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (CfCms) cms = NULL;

    do {
      g_autofree char *zeros = g_strnfill (2 * n, '0');
      g_autofree char *extension = g_strconcat ("1.2.3.4=DER:", zeros, NULL);
      CfTestCert spec = { .key = cf_test_key (CF_TEST_P256, 3), .extensions = { extension } };
      gsize length;

      g_clear_pointer (&large, X509_free);
      large = cf_test_cert (&spec);
      length = (gsize) i2d_X509 (large, NULL);
      /* An ECDSA signature is a byte longer or shorter each time. */
      if (length == CF_LIMIT_CERTIFICATE_BYTES + more)
        break;
      n += CF_LIMIT_CERTIFICATE_BYTES + more - length;
    } while (TRUE);

    message->spec.certificates[2] = large;
    bytes = cf_test_signed (&message->spec);
    cms = read_bytes (bytes);
    g_assert_cmpint (cf_cms_get_kind (cms), ==, more == 0 ? CF_CMS_SIGNED : CF_CMS_UNREADABLE);
  }
}

/* Lists that only a lenient reader sees do not pass by the limits. */
static void
test_hidden_lists (void)
{
  static const struct {
    const char *says;
    guint8 tag; /* as it should be */
    const char *instead;
  } rows[] = {
    { "certificates that are not constructed", 0xa0, "80" },
    { "certificates with a long tag", 0xa0, "bf00" },
    { "signers that are not constructed", 0x31, "11" },
    { "signers with a long tag", 0x31, "3f11" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GBytes *empty = cf_test_join (cf_test_hex (rows[i].instead), cf_test_hex ("00"), NULL);
    GBytes *certificates = rows[i].tag == 0xa0 ? g_bytes_ref (empty) : g_bytes_new (NULL, 0);
    GBytes *signers = rows[i].tag == 0x31 ? g_bytes_ref (empty) : cf_test_der (0x31, NULL);

    assert_kind (rows[i].says,
                 cf_test_content_info (NID_pkcs7_signed,
                                       cf_test_der (0x30, cf_test_integer (1), cf_test_der (0x31, NULL),
                                                    cf_test_der (0x30, cf_test_oid (NID_pkcs7_data), NULL),
                                                    certificates, signers, NULL)),
                 CF_CMS_UNREADABLE);
    g_bytes_unref (empty);
  }
}

/* A signed data without signers whose list [1] of revocation lists is @n bytes long. */
static GBytes *
make_with_lists (gsize n)
{
  g_autofree guint8 *zeros = g_malloc0 (n);
  GBytes *other = cf_test_der (0xa1, cf_test_oid (NID_commonName), cf_test_octets (cf_span (zeros, n)), NULL);

  return cf_test_content_info (NID_pkcs7_signed,
                               cf_test_der (0x30, cf_test_integer (1), cf_test_der (0x31, NULL),
                                            cf_test_der (0x30, cf_test_oid (NID_pkcs7_data), NULL),
                                            cf_test_der (0xa1, other, NULL), cf_test_der (0x31, NULL), NULL));
}

static void
test_structure_size (void)
{
  assert_kind ("within", make_with_lists (CF_LIMIT_CMS_STRUCTURE_BYTES - 100), CF_CMS_CERTS_ONLY);
  assert_kind ("beyond", make_with_lists (CF_LIMIT_CMS_STRUCTURE_BYTES), CF_CMS_UNREADABLE);
}

/* The content does not count against the structure. */
static void
test_large_content (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autofree char *content = g_strnfill (CF_LIMIT_CMS_STRUCTURE_BYTES + 1, 'x');

  message->spec.content = content;
  message->spec.opaque = TRUE;
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, cf_test_good);
}

static void
test_total_size (void)
{
  g_autofree guint8 *zeros = g_malloc0 ((gsize) CF_LIMIT_CMS_BYTES + 1);
  GBytes *bytes = cf_test_content_info (
      NID_pkcs7_enveloped,
      cf_test_der (0x30, cf_test_octets (cf_span (zeros, CF_LIMIT_CMS_BYTES - 100)), NULL));

  assert_kind ("within", bytes, CF_CMS_ENCRYPTED);
  bytes = cf_test_content_info (
      NID_pkcs7_enveloped, cf_test_der (0x30, cf_test_octets (cf_span (zeros, CF_LIMIT_CMS_BYTES)), NULL));
  assert_kind ("beyond", bytes, CF_CMS_UNREADABLE);
}

/* Seeds of other people's fuzzing: no crash, and nothing of them is intact. */
static void
test_seeds (void)
{
  static const char *const folders[] = { "cms", "asn1", "x509", "crl", "acert" };
  const char *corpora = g_getenv ("CERTFIRST_CORPORA");

  if (corpora == NULL) {
    g_test_skip ("CERTFIRST_CORPORA does not name the public test data");
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (corpora, "fuzz-seeds", folders[i], NULL);
    g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
    const char *name;

    g_assert_nonnull (folder);
    while ((name = g_dir_read_name (folder)) != NULL) {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
      g_autofree char *data = NULL;
      gsize length = 0;
      g_autoptr (GBytes) bytes = NULL;
      const CfSignerFacts *facts;

      g_assert_true (g_file_get_contents (file, &data, &length, NULL));
      bytes = g_bytes_new (data, length);
      facts = cf_test_cms_run (check, bytes, "Hello");
      g_assert_true (facts == NULL || facts->status != CF_SIGNER_INTACT);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/read/kinds", test_kinds);
  g_test_add_func ("/cms/read/zero-signers", test_zero_signers);
  g_test_add_func ("/cms/read/content", test_content);
  g_test_add_func ("/cms/read/detached-has-none", test_detached_has_none);
  g_test_add_func ("/cms/read/after-the-end", test_after_the_end);
  g_test_add_func ("/cms/read/known", test_known);
  g_test_add_func ("/cms/read/cut-off", test_cut_off);
  g_test_add_func ("/cms/read/numbers", test_numbers);
  g_test_add_func ("/cms/read/certificate-size", test_certificate_size);
  g_test_add_func ("/cms/read/hidden-lists", test_hidden_lists);
  g_test_add_func ("/cms/read/structure-size", test_structure_size);
  g_test_add_func ("/cms/read/large-content", test_large_content);
  g_test_add_func ("/cms/read/total-size", test_total_size);
  g_test_add_func ("/cms/read/seeds", test_seeds);
  return g_test_run ();
}
