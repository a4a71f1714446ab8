/* cf-test-answer.c — revocation lists and responders' answers for tests */
#include "cf-test-answer.h"

#define USUAL(time, usual) ((time) != 0 ? (time) : (usual))

static GBytes *
take_der (unsigned char *der, int length)
{
  GBytes *bytes;

  g_assert_cmpint (length, >, 0);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

/* --- lists --- */

static void
add_general_time (X509_REVOKED *entry, int nid, CfTime time)
{
  g_autoptr (ASN1_GENERALIZEDTIME) value = ASN1_GENERALIZEDTIME_set (NULL, time);

  g_assert_cmpint (X509_REVOKED_add1_ext_i2d (entry, nid, value, 0, 0), ==, 1);
}

static void
add_issuer (X509_REVOKED *entry, X509 *issuer)
{
  g_autoptr (GENERAL_NAMES) names = GENERAL_NAMES_new ();
  GENERAL_NAME *name = GENERAL_NAME_new ();

  GENERAL_NAME_set0_value (name, GEN_DIRNAME, X509_NAME_dup (X509_get_subject_name (issuer)));
  sk_GENERAL_NAME_push (names, name);
  g_assert_cmpint (X509_REVOKED_add1_ext_i2d (entry, NID_certificate_issuer, names, 1, 0), ==, 1);
}

static void
add_odd (X509_REVOKED *entry)
{
  X509_EXTENSION *odd = X509V3_EXT_conf (NULL, NULL, "1.3.6.1.4.1.55555.1.1", "critical,DER:0500");

  X509_REVOKED_add_ext (entry, odd, -1);
  X509_EXTENSION_free (odd);
}

static void
add_entry (X509_CRL *crl, const CfTestEntry *spec)
{
  X509_REVOKED *entry = X509_REVOKED_new ();
  g_autoptr (ASN1_INTEGER) serial = ASN1_INTEGER_new ();
  g_autoptr (ASN1_GENERALIZEDTIME) at = ASN1_GENERALIZEDTIME_set (NULL, spec->at);

  ASN1_INTEGER_set (serial, spec->serial);
  X509_REVOKED_set_serialNumber (entry, serial);
  X509_REVOKED_set_revocationDate (entry, at);
  if (spec->reason != 0) {
    g_autoptr (ASN1_ENUMERATED) reason = ASN1_ENUMERATED_new ();

    ASN1_ENUMERATED_set (reason, spec->reason);
    X509_REVOKED_add1_ext_i2d (entry, NID_crl_reason, reason, 0, 0);
  }
  if (spec->invalid_since != 0)
    add_general_time (entry, NID_invalidity_date, spec->invalid_since);
  if (spec->issuer != NULL)
    add_issuer (entry, spec->issuer);
  if (spec->odd)
    add_odd (entry);
  X509_CRL_add0_revoked (crl, entry);
}

static void
add_number (X509_CRL *crl, int nid, guint value, gboolean critical)
{
  g_autoptr (ASN1_INTEGER) number = ASN1_INTEGER_new ();

  ASN1_INTEGER_set (number, value);
  g_assert_cmpint (X509_CRL_add1_ext_i2d (crl, nid, number, critical, 0), ==, 1);
}

static void
add_list_extension (X509_CRL *crl, const CfTestList *spec, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  CONF *config = cf_test_config (spec->config);
  X509_EXTENSION *extension;
  X509V3_CTX context;

  X509V3_set_ctx (&context, spec->issuer, NULL, NULL, crl, 0);
  X509V3_set_nconf (&context, config);
  extension = X509V3_EXT_nconf (config, &context, parts[0], parts[1]);
  NCONF_free (config);
  if (extension == NULL)
    g_error ("extension %s", text);
  X509_CRL_add_ext (crl, extension, -1);
  X509_EXTENSION_free (extension);
}

static void
set_list_times (X509_CRL *crl, const CfTestList *spec)
{
  g_autoptr (ASN1_GENERALIZEDTIME) at =
      (ASN1_GENERALIZEDTIME *) ASN1_TIME_set (NULL, USUAL (spec->known_at, CF_TEST_NOW - CF_TIME_DAY));
  g_autoptr (ASN1_GENERALIZEDTIME) until =
      (ASN1_GENERALIZEDTIME *) ASN1_TIME_set (NULL, spec->until == CF_TEST_NONE ? 0 : USUAL (spec->until, CF_TEST_NOW + CF_TIME_DAY));

  X509_CRL_set1_lastUpdate (crl, at);
  if (spec->until != CF_TEST_NONE)
    X509_CRL_set1_nextUpdate (crl, until);
}

GBytes *
cf_test_list (const CfTestList *spec)
{
  g_autoptr (X509_CRL) crl = X509_CRL_new ();
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  unsigned char *der = NULL;
  int length;

  X509_CRL_set_version (crl, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name (crl, X509_get_subject_name (spec->issuer));
  set_list_times (crl, spec);
  for (guint i = 0; i < G_N_ELEMENTS (spec->entries) && spec->entries[i].serial != 0; i++)
    add_entry (crl, &spec->entries[i]);
  if (spec->number != 0)
    add_number (crl, NID_crl_number, spec->number, FALSE);
  if (spec->base != 0)
    add_number (crl, NID_delta_crl, spec->base, TRUE);
  for (guint i = 0; i < CF_TEST_MAX_EXTENSIONS && spec->extensions[i] != NULL; i++)
    add_list_extension (crl, spec, spec->extensions[i]);

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, spec->digest != NULL ? spec->digest : EVP_sha256 (), NULL, spec->key), ==, 1);
  g_assert_cmpint (X509_CRL_sign_ctx (crl, context), >, 0);
  length = i2d_X509_CRL (crl, &der);
  return take_der (der, length);
}

/* --- responders --- */

static void
add_single (OCSP_BASICRESP *basic, const CfTestSingle *spec)
{
  g_autoptr (OCSP_CERTID) id =
      OCSP_cert_to_id (spec->digest != NULL ? spec->digest : EVP_sha1 (), spec->certificate, spec->issuer);
  g_autoptr (ASN1_GENERALIZEDTIME) at = ASN1_GENERALIZEDTIME_set (NULL, spec->at);
  g_autoptr (ASN1_GENERALIZEDTIME) known_at =
      ASN1_GENERALIZEDTIME_set (NULL, USUAL (spec->known_at, CF_TEST_NOW - CF_TIME_DAY));
  g_autoptr (ASN1_GENERALIZEDTIME) until =
      spec->until == CF_TEST_NONE ? NULL : ASN1_GENERALIZEDTIME_set (NULL, USUAL (spec->until, CF_TEST_NOW + CF_TIME_DAY));
  OCSP_SINGLERESP *single = OCSP_basic_add1_status (basic, id, spec->status, spec->reason - 1, at, known_at, until);

  g_assert_nonnull (single);
  if (spec->archive_cutoff != 0) {
    g_autoptr (ASN1_GENERALIZEDTIME) cutoff = ASN1_GENERALIZEDTIME_set (NULL, spec->archive_cutoff);

    OCSP_SINGLERESP_add1_ext_i2d (single, NID_id_pkix_OCSP_archiveCutoff, cutoff, 0, 0);
  }
  if (spec->odd) {
    X509_EXTENSION *odd = X509V3_EXT_conf (NULL, NULL, "1.3.6.1.4.1.55555.1.1", "critical,DER:0500");

    OCSP_SINGLERESP_add_ext (single, odd, -1);
    X509_EXTENSION_free (odd);
  }
}

/* OpenSSL writes the present moment as producedAt, which the tests' clock does not know. */
static void
sign_response (OCSP_BASICRESP *basic, const CfTestResponse *spec)
{
  unsigned long flags = (spec->by_key ? OCSP_RESPID_KEY : 0) | (spec->bare ? OCSP_NOCERTS : 0) | OCSP_NOTIME;
  const ASN1_GENERALIZEDTIME *produced_at = OCSP_resp_get0_produced_at (basic);
  EVP_MD_CTX *context = EVP_MD_CTX_new ();

  ASN1_GENERALIZEDTIME_set ((ASN1_GENERALIZEDTIME *) produced_at, CF_TEST_NOW - CF_TIME_DAY);
  g_assert_cmpint (EVP_DigestSignInit (context, NULL, spec->digest != NULL ? spec->digest : EVP_sha256 (), NULL, spec->key), ==, 1);
  g_assert_cmpint (OCSP_basic_sign_ctx (basic, spec->signer, context, NULL, flags), ==, 1);
  EVP_MD_CTX_free (context);
}

GBytes *
cf_test_response (const CfTestResponse *spec)
{
  g_autoptr (OCSP_BASICRESP) basic = OCSP_BASICRESP_new ();
  g_autoptr (OCSP_RESPONSE) response = NULL;
  unsigned char *der = NULL;
  int length;

  for (guint i = 0; i < G_N_ELEMENTS (spec->singles) && spec->singles[i].certificate != NULL; i++)
    add_single (basic, &spec->singles[i]);
  if (spec->odd) {
    X509_EXTENSION *odd = X509V3_EXT_conf (NULL, NULL, "1.3.6.1.4.1.55555.1.1", "critical,DER:0500");

    OCSP_BASICRESP_add_ext (basic, odd, -1);
    X509_EXTENSION_free (odd);
  }
  sign_response (basic, spec);

  response = OCSP_response_create (spec->state, spec->state == OCSP_RESPONSE_STATUS_SUCCESSFUL ? basic : NULL);
  length = i2d_OCSP_RESPONSE (response, &der);
  return take_der (der, length);
}

/* --- cases --- */

static CfTestChain *
make_chain (const CfTestCaseSpec *spec)
{
  CfTestChainSpec chain = { 0 };
  guint n = 2;

  chain.root.extensions[0] = "basicConstraints=critical,CA:TRUE";
  chain.root.extensions[1] = "keyUsage=critical,keyCertSign,cRLSign";
  chain.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
  chain.ca.extensions[1] = "keyUsage=critical,keyCertSign,cRLSign";
  chain.ca.extensions[2] = "crlDistributionPoints=URI:" CF_TEST_ROOT_CRL_URL;
  chain.signer.begins = spec->signer_begins;
  chain.signer.ends = spec->signer_ends;
  chain.signer.config = spec->config;
  chain.signer.extensions[0] = "subjectAltName=email:alice@example.com";
  chain.signer.extensions[1] = "extendedKeyUsage=emailProtection";
  for (guint i = 0; i < G_N_ELEMENTS (spec->signer_sources) && spec->signer_sources[i] != NULL; i++)
    chain.signer.extensions[n++] = spec->signer_sources[i];
  if (n == 2)
    chain.signer.extensions[n] = "crlDistributionPoints=URI:" CF_TEST_CRL_URL;
  return cf_test_chain (&chain);
}

CfTestCase *
cf_test_case (const CfTestCaseSpec *spec)
{
  static const CfTestCaseSpec nothing;
  CfTestCase *self = g_new0 (CfTestCase, 1);
  const CfTestCaseSpec *wanted = spec != NULL ? spec : &nothing;

  self->chain = make_chain (wanted);
  self->check = cf_test_check_of (self->chain, !wanted->public);
  self->answers = cf_answers_new ();
  self->check->context.answers = self->answers;
  if (!wanted->no_root_list)
    cf_test_case_answer (self, CF_QUESTION_CRL, CF_TEST_ROOT_CRL_URL,
                         cf_test_list (&(CfTestList) { .issuer = self->chain->root,
                                                       .key = self->chain->root_key,
                                                       .known_at = CF_TEST_NOW - 2 * CF_TIME_DAY,
                                                       .until = CF_TEST_NOW + 900 * CF_TIME_DAY }));
  return self;
}

void
cf_test_case_free (CfTestCase *self)
{
  cf_test_chain_free (self->chain);
  cf_answers_free (self->answers);
  sk_X509_CRL_pop_free (self->check->rules.crls, X509_CRL_free);
  cf_test_check_free (self->check);
  g_free (self);
}

void
cf_test_case_answer (CfTestCase *self, CfQuestionKind kind, const char *key, GBytes *bytes)
{
  CfAnswer *answer = cf_answer_new (kind, key);

  if (bytes != NULL) {
    answer->status = CF_ANSWER_FOUND;
    cf_answer_add_record (answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_bytes_unref (bytes);
  }
  cf_answers_take (self->answers, answer);
}

void
cf_test_case_respond (CfTestCase *self, const CfTestResponse *spec)
{
  g_autoptr (GPtrArray) keys = cf_cert_dup_responders (self->chain->signer, self->chain->ca);

  g_assert_cmpuint (keys->len, ==, 1);
  cf_test_case_answer (self, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0), cf_test_response (spec));
}

static GBytes *
make_list (const CfTestCase *self, const CfTestList *spec)
{
  CfTestList filled = *spec;

  if (filled.issuer == NULL)
    filled.issuer = self->chain->ca;
  if (filled.key == NULL)
    filled.key = self->chain->ca_key;
  return cf_test_list (&filled);
}

void
cf_test_case_list (CfTestCase *self, const CfTestList *spec)
{
  cf_test_case_answer (self, CF_QUESTION_CRL, CF_TEST_CRL_URL, make_list (self, spec));
}

void
cf_test_case_give (CfTestCase *self, const CfTestList *spec)
{
  g_autoptr (GBytes) bytes = make_list (self, spec);
  X509_CRL *crl = cf_cert_crl_read (cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));

  g_assert_nonnull (crl);
  if (self->check->rules.crls == NULL)
    self->check->rules.crls = sk_X509_CRL_new_null ();
  sk_X509_CRL_push (self->check->rules.crls, crl);
}

X509 *
cf_test_case_put (CfTestCase *self, const CfTestCert *spec)
{
  CfTestCert filled = *spec;
  X509 *certificate;

  if (filled.issuer == NULL) {
    filled.issuer = self->chain->ca;
    filled.issuer_key = self->chain->ca_key;
  }
  certificate = cf_test_cert (&filled);
  sk_X509_push (self->check->bag, certificate);
  return certificate;
}

const CfSignerFacts *
cf_test_case_run (CfTestCase *self)
{
  cf_questions_free (self->check->questions);
  self->check->questions = cf_questions_new ();
  self->check->context.questions = self->check->questions;
  return cf_test_check_run (self->check, self->chain->signer);
}

const CfSignerFacts *
cf_test_case_expect (CfTestCase *self, CfEvidence wanted)
{
  const CfSignerFacts *facts = cf_test_case_run (self);

  cf_test_assert_evidence (facts->evidence & CF_TEST_REVOCATION_BITS, wanted);
  return facts;
}
