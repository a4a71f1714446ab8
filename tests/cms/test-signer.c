/* test-signer.c — signers alone and together, and which certificate is theirs */
#include "cf-test-cms.h"

#define MISSING CF_S (CERTIFICATE_MISSING)

/* A certificate for alice with P-256 key @index under the chain's authority. */
static X509 *
make_signer (const CfTestChain *chain, guint index, guint serial, CfTime ends)
{
  CfTestCert spec = { .subject = "O=Example Bank Ltd./CN=Alice Sato",
                      .key = cf_test_key (CF_TEST_P256, index),
                      .issuer = chain->ca,
                      .issuer_key = chain->ca_key,
                      .serial = serial,
                      .ends = ends,
                      .extensions = { "extendedKeyUsage=emailProtection",
                                      "subjectAltName=email:alice@example.com",
                                      "certificatePolicies=2.23.140.1.5.2.1", "subjectKeyIdentifier=hash",
                                      "authorityKeyIdentifier=keyid" } };

  return cf_test_cert (&spec);
}

static void
test_found_by (void)
{
  for (gboolean by_key_id = FALSE; by_key_id <= TRUE; by_key_id++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

    message->spec.signers[0].by_key_id = by_key_id;
    cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, cf_test_good);
  }
}

static void
test_missing (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  const CfSignerFacts *facts;

  message->spec.certificates[0] = message->chain->ca;
  message->spec.certificates[1] = NULL;
  facts = cf_test_message_run (message);
  cf_test_assert_status (facts, CF_SIGNER_UNSUPPORTED, MISSING);
  g_assert_null (facts->certificate);

  message->spec.signers[0].by_key_id = TRUE;
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_UNSUPPORTED, MISSING);
}

static void
test_among_extra (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autoptr (CfX509Stack) extra = sk_X509_new_null ();

  X509_add_cert (extra, message->chain->ca, X509_ADD_FLAG_UP_REF);
  X509_add_cert (extra, message->chain->signer, X509_ADD_FLAG_UP_REF);
  message->check->rules.extra = extra;
  message->spec.certificates[0] = NULL;
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, cf_test_good);
}

/* One issuer and serial number, several certificates: the one whose key made the signature counts. */
static void
test_collision (void)
{
  for (guint order = 0; order < 2; order++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    g_autoptr (X509) twin = make_signer (message->chain, 3, 3, 0);

    message->spec.certificates[order] = message->chain->signer;
    message->spec.certificates[1 - order] = twin;
    message->spec.certificates[2] = message->chain->ca;
    cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, cf_test_good);

    message->spec.certificates[order] = twin;
    cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_ALTERED, CF_S (ALTERED));
  }
}

/* A renewed certificate with its old key: the one of the time. */
static void
test_renewed (void)
{
  for (guint order = 0; order < 2; order++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    g_autoptr (X509) old = make_signer (message->chain, 2, 77, CF_TEST_NOW - 1);
    const CfSignerFacts *facts;

    message->spec.certificates[order] = message->chain->signer;
    message->spec.certificates[1 - order] = old;
    message->spec.certificates[2] = message->chain->ca;
    message->spec.signers[0].by_key_id = TRUE;
    facts = cf_test_message_run (message);
    cf_test_assert_status (facts, CF_SIGNER_INTACT, cf_test_good);
    g_assert_cmpstr (facts->certificate->serial, ==, "03");
  }
}

/* However many decoys there are, few are tried. */
static void
test_many_decoys (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  X509 *decoys[CF_LIMIT_SIGNER_CANDIDATES];

  for (guint i = 0; i < G_N_ELEMENTS (decoys); i++) {
    decoys[i] = make_signer (message->chain, 3, 3, CF_TEST_END - i);
    message->spec.certificates[i] = decoys[i];
  }
  message->spec.certificates[G_N_ELEMENTS (decoys)] = message->chain->signer;
  message->spec.certificates[G_N_ELEMENTS (decoys) + 1] = message->chain->ca;
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_ALTERED, CF_S (ALTERED));

  /* One decoy fewer. */
  message->spec.certificates[0] = message->chain->ca;
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, cf_test_good);
  for (guint i = 0; i < G_N_ELEMENTS (decoys); i++)
    X509_free (decoys[i]);
}

static const CfSignerFacts *
get_signer (const CfTestMessage *message, guint index)
{
  return g_ptr_array_index (message->check->facts->smime.signers, index);
}

/* Each signer is judged as if it were alone. */
static void
test_several (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

  message->spec.signers[1] = message->spec.signers[0];
  message->spec.signers[1].spoiled = TRUE;
  message->spec.signers[2] = message->spec.signers[0];
  message->spec.signers[2].digest = NID_sha1;
  message->spec.signers[3] = message->spec.signers[0];
  message->spec.signers[3].digest_of = "Other";
  message->spec.signers[4] = message->spec.signers[0];
  message->spec.signers[4].digest = NID_sha512;
  cf_test_message_run (message);

  g_assert_cmpuint (message->check->facts->smime.signers->len, ==, 5);
  cf_test_assert_status (get_signer (message, 0), CF_SIGNER_INTACT, cf_test_good);
  cf_test_assert_status (get_signer (message, 1), CF_SIGNER_ALTERED, CF_S (ALTERED));
  cf_test_assert_status (get_signer (message, 2), CF_SIGNER_UNSUPPORTED, CF_S (WEAK_DIGEST));
  cf_test_assert_status (get_signer (message, 3), CF_SIGNER_ALTERED, CF_S (ALTERED));
  cf_test_assert_status (get_signer (message, 4), CF_SIGNER_INTACT, cf_test_good);
}

static void
test_intact_by_another (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  CfEvidence wanted = (cf_test_good & ~CF_S (ADDRESS_MATCH)) | CF_S (OTHER_ADDRESS);

  g_free (message->check->sender.address);
  message->check->sender.address = g_strdup ("bob@example.com");
  cf_test_assert_status (cf_test_message_run (message), CF_SIGNER_INTACT, wanted);
}

/* An altered mail is no reason to ask anybody anything. */
static void
test_nothing_asked_for_altered (void)
{
  CfTestChainSpec spec = { .signer = { .extensions = { "authorityInfoAccess=caIssuers;URI:http://crl.globalsign.com/a",
                                                       "subjectAltName=email:alice@example.com" } } };
  g_autoptr (CfTestChain) chain = cf_test_chain (&spec);

  for (gboolean spoiled = FALSE; spoiled <= TRUE; spoiled++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);

    message->spec.certificates[0] = chain->signer;
    message->spec.certificates[1] = NULL;
    message->spec.signers[0].certificate = chain->signer;
    message->spec.signers[0].spoiled = spoiled;
    cf_test_message_run (message);
    g_assert_cmpuint (cf_questions_get_n (message->check->questions), ==, spoiled ? 0 : 1);
  }
}

/* The bytes as they are count where the canonical form does not match (MEANING section 4). */
static void
test_as_is (void)
{
  for (gboolean without_attributes = FALSE; without_attributes <= TRUE; without_attributes++) {
    g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (CfCms) cms = NULL;
    CfDigestSet canonical = { CF_DIGEST_SHA256, { { 0 } } };
    CfDigestSet as_is;
    CfDigester *digester = cf_digester_new (CF_DIGEST_SHA256);
    CfSmimeFacts *smime = &message->check->facts->smime;

    cf_digester_update (digester, cf_span_str (message->spec.content));
    cf_digester_finish (digester, &as_is);
    cf_digester_free (digester);
    message->spec.signers[0].without_attributes = without_attributes;
    bytes = cf_test_signed (&message->spec);
    cms = cf_cms_read (cf_test_span (bytes));

    cf_cms_check_signers (cms, &(CfCmsContent){ &canonical, &as_is, TRUE }, &message->check->context, smime);
    cf_cms_check_signers (cms, &(CfCmsContent){ &canonical, NULL, TRUE }, &message->check->context, smime);
    cf_test_assert_status (get_signer (message, 0), CF_SIGNER_INTACT, cf_test_good);
    cf_test_assert_status (get_signer (message, 1), CF_SIGNER_ALTERED, CF_S (ALTERED));
  }
}

/* A digest that the caller did not make is a digest that does not match. */
static void
test_digest_not_given (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autoptr (GBytes) bytes = cf_test_signed (&message->spec);
  g_autoptr (CfCms) cms = cf_cms_read (cf_test_span (bytes));
  CfDigestSet nothing = { 0, { { 0 } } };

  cf_cms_check_signers (cms, &(CfCmsContent){ &nothing, NULL, TRUE }, &message->check->context,
                        &message->check->facts->smime);
  cf_test_assert_status (get_signer (message, 0), CF_SIGNER_ALTERED, CF_S (ALTERED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/signer/found-by", test_found_by);
  g_test_add_func ("/cms/signer/missing", test_missing);
  g_test_add_func ("/cms/signer/among-extra", test_among_extra);
  g_test_add_func ("/cms/signer/collision", test_collision);
  g_test_add_func ("/cms/signer/renewed", test_renewed);
  g_test_add_func ("/cms/signer/many-decoys", test_many_decoys);
  g_test_add_func ("/cms/signer/several", test_several);
  g_test_add_func ("/cms/signer/intact-by-another", test_intact_by_another);
  g_test_add_func ("/cms/signer/nothing-asked-for-altered", test_nothing_asked_for_altered);
  g_test_add_func ("/cms/signer/as-is", test_as_is);
  g_test_add_func ("/cms/signer/digest-not-given", test_digest_not_given);
  return g_test_run ();
}
