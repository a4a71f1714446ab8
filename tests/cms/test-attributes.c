/* test-attributes.c — signed attributes, right and wrong; attribute confusion (MEANING section 4) */
#include "cf-test-cms.h"

#define MALFORMED CF_SIGNER_MALFORMED
#define INTACT CF_SIGNER_INTACT

#define HELLO "Content-Type: text/plain\r\n\r\nHello\r\n"

static GBytes *
type_of (int nid)
{
  return cf_test_attribute (NID_pkcs9_contentType, cf_test_oid (nid));
}

static GBytes *
digest_value (const char *content)
{
  guint8 digest[32];

  EVP_Digest (content, strlen (content), digest, NULL, EVP_sha256 (), NULL);
  return cf_test_octets (cf_span (digest, sizeof digest));
}

static GBytes *
digest_of (const char *content)
{
  return cf_test_attribute (NID_pkcs9_messageDigest, digest_value (content));
}

/* An attribute with two values. */
static GBytes *
two_values (int nid, GBytes *first, GBytes *second)
{
  return cf_test_der (0x30, cf_test_oid (nid), cf_test_der (0x31, first, second, NULL), NULL);
}

static GBytes *
no_value (int nid)
{
  return cf_test_der (0x30, cf_test_oid (nid), cf_test_der (0x31, NULL), NULL);
}

static GBytes *
time_of (const char *text)
{
  return cf_test_attribute (NID_pkcs9_signingTime,
                            cf_test_der (0x17, cf_test_raw (cf_span_str (text)), NULL));
}

/* The first half of the right digest. */
static GBytes *
half_digest_of (const char *content)
{
  guint8 digest[32];

  EVP_Digest (content, strlen (content), digest, NULL, EVP_sha256 (), NULL);
  return cf_test_attribute (NID_pkcs9_messageDigest, cf_test_octets (cf_span (digest, sizeof digest / 2)));
}

static void
check_attributes (const char *says, GBytes *attributes, CfSignerStatus status)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  const CfSignerFacts *facts;

  message->spec.signers[0].attributes = attributes;
  facts = cf_test_message_run (message);
  g_test_message ("%s", says);
  cf_test_assert_status (facts, status,
                         status == INTACT      ? cf_test_good
                         : status == MALFORMED ? CF_S (MALFORMED)
                                               : CF_S (ALTERED));
  g_bytes_unref (attributes);
}

static void
test_table (void)
{
  const struct {
    const char *says;
    GBytes *attributes;
    CfSignerStatus status;
  } rows[] = {
    { "as they should be", cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO), NULL), INTACT },
    { "in another order", cf_test_join (digest_of (HELLO), type_of (NID_pkcs7_data), NULL), INTACT },
    { "with a time",
      cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO), time_of ("260921130000Z"), NULL), INTACT },
    { "with one that nobody knows",
      cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO),
                    cf_test_attribute (NID_commonName, cf_test_null ()), NULL),
      INTACT },
    { "none at all", g_bytes_new (NULL, 0), MALFORMED },
    { "no content-type", digest_of (HELLO), MALFORMED },
    { "no message-digest", type_of (NID_pkcs7_data), MALFORMED },
    { "content-type twice",
      cf_test_join (type_of (NID_pkcs7_data), type_of (NID_pkcs7_data), digest_of (HELLO), NULL), MALFORMED },
    { "content-type of another kind", cf_test_join (type_of (NID_pkcs7_enveloped), digest_of (HELLO), NULL),
      MALFORMED },
    { "content-type as text",
      cf_test_join (cf_test_attribute (NID_pkcs9_contentType, cf_test_octets (cf_span_str ("data"))),
                    digest_of (HELLO), NULL),
      MALFORMED },
    { "content-type with two values",
      cf_test_join (
          two_values (NID_pkcs9_contentType, cf_test_oid (NID_pkcs7_data), cf_test_oid (NID_pkcs7_data)),
          digest_of (HELLO), NULL),
      MALFORMED },
    { "message-digest twice, both right",
      cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO), digest_of (HELLO), NULL), MALFORMED },
    { "message-digest twice, the first right",
      cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO), digest_of ("Other"), NULL), MALFORMED },
    { "message-digest twice, the second right",
      cf_test_join (type_of (NID_pkcs7_data), digest_of ("Other"), digest_of (HELLO), NULL), MALFORMED },
    { "message-digest with two values",
      cf_test_join (type_of (NID_pkcs7_data),
                    two_values (NID_pkcs9_messageDigest, digest_value (HELLO), digest_value ("Other")), NULL),
      MALFORMED },
    { "message-digest with no value",
      cf_test_join (type_of (NID_pkcs7_data), no_value (NID_pkcs9_messageDigest), NULL), MALFORMED },
    { "message-digest of another type",
      cf_test_join (type_of (NID_pkcs7_data),
                    cf_test_attribute (NID_pkcs9_messageDigest, cf_test_integer (1)), NULL),
      MALFORMED },
    { "message-digest of something else", cf_test_join (type_of (NID_pkcs7_data), digest_of ("Other"), NULL),
      CF_SIGNER_ALTERED },
    { "message-digest cut short", cf_test_join (type_of (NID_pkcs7_data), half_digest_of (HELLO), NULL),
      CF_SIGNER_ALTERED },
    { "empty message-digest",
      cf_test_join (type_of (NID_pkcs7_data),
                    cf_test_attribute (NID_pkcs9_messageDigest, cf_test_hex ("0400")), NULL),
      CF_SIGNER_ALTERED },
    { "time twice",
      cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO), time_of ("260921130000Z"),
                    time_of ("260921130000Z"), NULL),
      MALFORMED },
    { "time that is none",
      cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO), time_of ("yesterday"), NULL), MALFORMED },
    { "time as a number",
      cf_test_join (type_of (NID_pkcs7_data), digest_of (HELLO),
                    cf_test_attribute (NID_pkcs9_signingTime, cf_test_integer (7)), NULL),
      MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_attributes (rows[i].says, rows[i].attributes, rows[i].status);
}

/* --- the certificate that the attributes name --- */

static GBytes *
hash_of (X509 *certificate, const EVP_MD *md)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  guint length = 0;

  g_assert_cmpint (X509_digest (certificate, md, digest, &length), ==, 1);
  return cf_test_octets (cf_span (digest, length));
}

static GBytes *
half_hash_of (X509 *certificate)
{
  guint8 digest[32];

  g_assert_cmpint (X509_digest (certificate, EVP_sha256 (), digest, NULL), ==, 1);
  return cf_test_octets (cf_span (digest, sizeof digest / 2));
}

/* SigningCertificate(V2) with one identifier around @inside. */
static GBytes *
name_certificate (int nid, GBytes *inside)
{
  return cf_test_attribute (
      nid, cf_test_der (0x30, cf_test_der (0x30, cf_test_der (0x30, inside, NULL), NULL), NULL));
}

#define V1 NID_id_smime_aa_signingCertificate
#define V2 NID_id_smime_aa_signingCertificateV2

static void
test_named_certificate (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  X509 *signer = chain->signer;
  X509 *other = chain->ca;
  const struct {
    const char *says;
    GBytes *attribute;
    CfSignerStatus status;
  } rows[] = {
    { "version 2, SHA-256", name_certificate (V2, hash_of (signer, EVP_sha256 ())), INTACT },
    { "version 2, SHA-512",
      name_certificate (
          V2, cf_test_join (cf_test_algorithm (NID_sha512, NULL), hash_of (signer, EVP_sha512 ()), NULL)),
      INTACT },
    { "version 1", name_certificate (V1, hash_of (signer, EVP_sha1 ())), INTACT },
    { "both",
      cf_test_join (name_certificate (V1, hash_of (signer, EVP_sha1 ())),
                    name_certificate (V2, hash_of (signer, EVP_sha256 ())), NULL),
      INTACT },
    { "version 2 of another", name_certificate (V2, hash_of (other, EVP_sha256 ())), MALFORMED },
    { "version 1 of another", name_certificate (V1, hash_of (other, EVP_sha1 ())), MALFORMED },
    { "one of two is another's",
      cf_test_join (name_certificate (V1, hash_of (other, EVP_sha1 ())),
                    name_certificate (V2, hash_of (signer, EVP_sha256 ())), NULL),
      MALFORMED },
    { "the digest of another name",
      name_certificate (
          V2, cf_test_join (cf_test_algorithm (NID_sha512, NULL), hash_of (signer, EVP_sha256 ()), NULL)),
      MALFORMED },
    { "a digest that nobody knows",
      name_certificate (
          V2, cf_test_join (cf_test_algorithm (NID_commonName, NULL), hash_of (signer, EVP_sha256 ()), NULL)),
      MALFORMED },
    { "the digest cut short", name_certificate (V2, half_hash_of (signer)), MALFORMED },
    { "an empty digest", name_certificate (V2, cf_test_hex ("0400")), MALFORMED },
    { "no identifier", cf_test_attribute (V2, cf_test_hex ("30023000")), MALFORMED },
    { "not a sequence", cf_test_attribute (V2, cf_test_integer (1)), MALFORMED },
    { "twice",
      cf_test_join (name_certificate (V2, hash_of (signer, EVP_sha256 ())),
                    name_certificate (V2, hash_of (signer, EVP_sha256 ())), NULL),
      MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

    message->spec.certificates[0] = signer;
    message->spec.signers[0].certificate = signer;
    message->spec.signers[0].more = rows[i].attribute;
    g_test_message ("%s", rows[i].says);
    cf_test_assert_status (cf_test_message_run (message), rows[i].status,
                           rows[i].status == INTACT ? cf_test_good : CF_S (MALFORMED));
    g_bytes_unref (rows[i].attribute);
  }
}

/* --- signing time --- */

static void
test_signing_time (void)
{
  static const struct {
    const char *says;
    CfTime signed_before_arrival;
    gboolean known;
    gboolean long_before;
  } rows[] = {
    { "at once", 0, TRUE, FALSE },
    { "seven days before", 7 * CF_TIME_DAY, TRUE, FALSE },
    { "seven days and a second before", 7 * CF_TIME_DAY + 1, TRUE, TRUE },
    { "a year before, arrival unknown", 365 * CF_TIME_DAY, FALSE, FALSE },
    { "after the arrival", -CF_TIME_DAY, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    CfTime moment = CF_TEST_NOW - rows[i].signed_before_arrival;
    ASN1_UTCTIME *time = ASN1_UTCTIME_set (NULL, moment);
    g_autoptr (GBytes) attribute = time_of ((const char *) ASN1_STRING_get0_data (time));
    const CfSignerFacts *facts;

    ASN1_STRING_free (time);
    message->spec.signers[0].more = attribute;
    message->check->rules.arrived = rows[i].known ? CF_TEST_NOW : CF_TIME_UNKNOWN;
    facts = cf_test_message_run (message);
    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (facts->signing_time, ==, moment);
    g_assert_cmpint ((facts->evidence & CF_S (SIGNED_LONG_BEFORE)) != 0, ==, rows[i].long_before);
    g_assert_cmpint (facts->status, ==, CF_SIGNER_INTACT);
  }
}

static void
test_no_signing_time (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

  g_assert_cmpint (cf_test_message_run (message)->signing_time, ==, CF_TIME_UNKNOWN);
}

/* --- attribute confusion --- */

/* The attributes of a good mail, shown as the content of one without attributes: the signature fits. */
static void
test_attributes_as_content (void)
{
  g_autoptr (GBytes) set = cf_test_attributes (HELLO, NULL);
  g_autofree char *content = cf_span_dup (cf_test_span (set));

  g_assert_cmpuint (strlen (content), ==, g_bytes_get_size (set));
  for (gboolean opaque = FALSE; opaque <= TRUE; opaque++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

    message->spec.content = content;
    message->spec.opaque = opaque;
    message->spec.signers[0].without_attributes = TRUE;
    cf_test_assert_status (cf_test_message_run (message), MALFORMED, CF_S (MALFORMED));
  }
}

/* Any content that begins so, not only real attributes. */
static void
test_content_like_a_set (void)
{
  static const char *const contents[] = { "1", "1\r\n", "1: x\r\n\r\ntext\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

    message->spec.content = contents[i];
    message->spec.signers[0].without_attributes = TRUE;
    cf_test_assert_status (cf_test_message_run (message), MALFORMED, CF_S (MALFORMED));

    /* With attributes there is nothing to confuse. */
    message->spec.signers[0].without_attributes = FALSE;
    cf_test_assert_status (cf_test_message_run (message), INTACT, cf_test_good);
  }
}

/* Detached: without a word from the caller about the first byte nothing is known, and so nothing is intact.
 */
static void
test_unknown_first_byte (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CfCms) cms = NULL;
  CfDigester *digester = cf_digester_new (CF_DIGEST_SHA256);
  CfDigestSet digests;
  CfCmsContent content = { &digests, NULL, FALSE };

  cf_digester_update (digester, cf_span_str (message->spec.content));
  cf_digester_finish (digester, &digests);
  cf_digester_free (digester);
  message->spec.signers[0].without_attributes = TRUE;
  bytes = cf_test_signed (&message->spec);
  cms = cf_cms_read (cf_test_span (bytes));

  for (guint i = 0; i < 2; i++) {
    CfSmimeFacts *smime = &message->check->facts->smime;

    content.begins_as_mail = i == 1;
    cf_cms_check_signers (cms, &content, &message->check->context, smime);
    g_assert_cmpint (((CfSignerFacts *) g_ptr_array_index (smime->signers, i))->status, ==,
                     i == 1 ? CF_SIGNER_INTACT : CF_SIGNER_MALFORMED);
  }
}

/* A signature over another content, with the attributes taken away. */
static void
test_attributes_removed (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

  message->spec.signers[0].without_attributes = TRUE;
  message->spec.signers[0].as_content = "Other\r\n";
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_ALTERED, CF_S (ALTERED));
}

/* Mail is id-data (RFC 8551 section 2.4.1); everything else is not looked into. */
static void
test_other_types (void)
{
  static const int types[] = { NID_id_smime_ct_TSTInfo, NID_pkcs7_signed, NID_id_smime_ct_receipt };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    g_autoptr (GBytes) attributes = cf_test_join (type_of (types[i]), digest_of (HELLO), NULL);

    message->spec.type = types[i];
    message->spec.signers[0].attributes = attributes;
    cf_test_assert_status (cf_test_message_run (message), MALFORMED, CF_S (MALFORMED));
    message->spec.signers[0].without_attributes = TRUE;
    cf_test_assert_status (cf_test_message_run (message), MALFORMED, CF_S (MALFORMED));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/attributes/table", test_table);
  g_test_add_func ("/cms/attributes/named-certificate", test_named_certificate);
  g_test_add_func ("/cms/attributes/signing-time", test_signing_time);
  g_test_add_func ("/cms/attributes/no-signing-time", test_no_signing_time);
  g_test_add_func ("/cms/attributes/attributes-as-content", test_attributes_as_content);
  g_test_add_func ("/cms/attributes/content-like-a-set", test_content_like_a_set);
  g_test_add_func ("/cms/attributes/unknown-first-byte", test_unknown_first_byte);
  g_test_add_func ("/cms/attributes/attributes-removed", test_attributes_removed);
  g_test_add_func ("/cms/attributes/other-types", test_other_types);
  return g_test_run ();
}
