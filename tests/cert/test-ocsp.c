/* test-ocsp.c — answers of responders: whose word counts, about what, and for how long (RFC 6960) */
#include "cf-test-answer.h"

#define OCSP "authorityInfoAccess=OCSP;URI:" CF_TEST_OCSP_URL
#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY

#define BEFORE (CF_S (CHAIN_FAILS) | CF_S (REVOKED_BEFORE_ARRIVAL))

/* A response about the signer by the authority itself, unless a test changes it. */
typedef struct {
  CfTestCase *test;
  CfTestResponse response;
} Ocsp;

static Ocsp
begin (void)
{
  Ocsp self = { cf_test_case (&(CfTestCaseSpec) { .signer_sources = { OCSP } }), { 0 } };
  const CfTestChain *chain = self.test->chain;

  self.response.signer = chain->ca;
  self.response.key = chain->ca_key;
  self.response.singles[0] = (CfTestSingle) { .certificate = chain->signer, .issuer = chain->ca };
  return self;
}

static const CfSignerFacts *
end (Ocsp *self, CfEvidence wanted)
{
  cf_test_case_respond (self->test, &self->response);
  return cf_test_case_expect (self->test, wanted);
}

static void
test_good (void)
{
  Ocsp self = begin ();
  const CfSignerFacts *facts = end (&self, CF_TEST_NOT_REVOKED);
  const CfCertFacts *first = g_ptr_array_index (facts->chain.certificates, 0);
  const CfCertFacts *second = g_ptr_array_index (facts->chain.certificates, 1);

  g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_GOOD);
  g_assert_cmpstr (facts->revocation.source, ==, "ocsp");
  g_assert_cmpint (facts->revocation.asked, ==, NOW - DAY);
  g_assert_cmpint (first->revocation.status, ==, CF_REVOCATION_GOOD);
  g_assert_cmpint (facts->certificate->revocation.status, ==, CF_REVOCATION_GOOD);
  g_assert_cmpstr (second->revocation.source, ==, "crl");
  g_assert_cmpuint (cf_questions_get_n (self.test->check->questions), ==, 0);
  cf_test_case_free (self.test);
}

static void
test_revoked (void)
{
  Ocsp self = begin ();
  const CfSignerFacts *facts;

  self.response.singles[0].status = V_OCSP_CERTSTATUS_REVOKED;
  self.response.singles[0].reason = 1 + CF_CERT_REASON_PRIVILEGE;
  self.response.singles[0].at = NOW - 5 * DAY;
  facts = end (&self, BEFORE);
  g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_REVOKED);
  g_assert_cmpstr (facts->revocation.reason, ==, "privilege-withdrawn");
  g_assert_cmpint (facts->revocation.at, ==, NOW - 5 * DAY);
  g_assert_false (facts->chain.trusted);
  cf_test_case_free (self.test);
}

/* --- the words of one response --- */

static const struct {
  const char *says;
  int status;
  CfTime known_at, until, archive_cutoff;
  gboolean odd;
  CfEvidence wanted;
} words[] = {
  { "unknown to the responder", V_OCSP_CERTSTATUS_UNKNOWN, 0, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "from the future, within the clocks", 0, NOW + 300, NOW + DAY, 0, FALSE, CF_TEST_NOT_REVOKED },
  { "from the future", 0, NOW + 301, NOW + DAY, 0, FALSE, CF_TEST_UNKNOWN },
  { "the last second", 0, NOW - DAY, NOW - 300, 0, FALSE, CF_TEST_NOT_REVOKED },
  { "a second too old", 0, NOW - DAY, NOW - 301, 0, FALSE, CF_TEST_UNKNOWN },
  { "no end, a week old", 0, NOW - 7 * DAY, CF_TEST_NONE, 0, FALSE, CF_TEST_NOT_REVOKED },
  { "no end, older", 0, NOW - 7 * DAY - 301, CF_TEST_NONE, 0, FALSE, CF_TEST_UNKNOWN },
  { "ends before it begins", 0, NOW + 200, NOW + 100, 0, FALSE, CF_TEST_UNKNOWN },
  { "something critical that nobody knows", 0, 0, 0, 0, TRUE, CF_TEST_UNKNOWN },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    Ocsp self = begin ();
    CfTestSingle *single = &self.response.singles[0];

    g_test_message ("%s", words[i].says);
    single->status = words[i].status;
    single->known_at = words[i].known_at;
    single->until = words[i].until;
    single->odd = words[i].odd;
    end (&self, words[i].wanted);
    cf_test_case_free (self.test);
  }
}

/* What it says of others is nothing to us; two words about ours must agree. */
static void
test_several (void)
{
  static const struct {
    const char *says;
    int first, second;
    gboolean second_is_ours;
    CfEvidence wanted;
  } rows[] = {
    { "another one is revoked", V_OCSP_CERTSTATUS_GOOD, V_OCSP_CERTSTATUS_REVOKED, FALSE, CF_TEST_NOT_REVOKED },
    { "good and revoked", V_OCSP_CERTSTATUS_GOOD, V_OCSP_CERTSTATUS_REVOKED, TRUE, BEFORE },
    { "good and unknown", V_OCSP_CERTSTATUS_GOOD, V_OCSP_CERTSTATUS_UNKNOWN, TRUE, CF_TEST_UNKNOWN },
    { "unknown and revoked", V_OCSP_CERTSTATUS_UNKNOWN, V_OCSP_CERTSTATUS_REVOKED, TRUE, BEFORE },
    { "unknown, another one is good", V_OCSP_CERTSTATUS_UNKNOWN, V_OCSP_CERTSTATUS_GOOD, FALSE, CF_TEST_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    Ocsp self = begin ();
    g_autoptr (X509) other = cf_test_cert (&(CfTestCert) { .key = cf_test_key (CF_TEST_P256, 3), .serial = 44 });

    g_test_message ("%s", rows[i].says);
    self.response.singles[0].status = rows[i].first;
    self.response.singles[1] = self.response.singles[0];
    self.response.singles[1].status = rows[i].second;
    self.response.singles[1].at = NOW - 5 * DAY;
    if (!rows[i].second_is_ours)
      self.response.singles[1].certificate = other;
    end (&self, rows[i].wanted);
    cf_test_case_free (self.test);
  }
}

/* An answer of or about somebody else is none: same serial number, same name, other key. */
static void
test_about_another (void)
{
  Ocsp self = begin ();
  const CfTestChain *chain = self.test->chain;
  g_autoptr (X509) twin = cf_test_cert (&(CfTestCert) {
      .subject = "O=Example Trust/CN=Example CA", .key = cf_test_key (CF_TEST_P256, 3), .issuer = chain->root,
      .issuer_key = chain->root_key, .extensions = { "basicConstraints=critical,CA:TRUE" } });
  g_autoptr (X509) next = cf_test_cert (&(CfTestCert) { .key = cf_test_key (CF_TEST_P256, 3), .issuer = chain->ca,
                                                        .issuer_key = chain->ca_key, .serial = CF_TEST_SERIAL + 1 });

  g_test_message ("another certificate of the same issuer");
  self.response.singles[0].certificate = next;
  end (&self, CF_TEST_UNKNOWN);

  g_test_message ("the same serial number of an authority with the same name");
  self.response.singles[0] = (CfTestSingle) { .certificate = chain->signer, .issuer = twin };
  end (&self, CF_TEST_UNKNOWN);

  g_test_message ("the same, signed by that authority");
  self.response.signer = twin;
  self.response.key = cf_test_key (CF_TEST_P256, 3);
  end (&self, CF_TEST_UNKNOWN);

  g_test_message ("about the right one, signed by that authority");
  self.response.singles[0].issuer = chain->ca;
  end (&self, CF_TEST_UNKNOWN);

  g_test_message ("about the authority instead of the signer");
  self = (Ocsp) { self.test, { .signer = chain->root, .key = chain->root_key } };
  self.response.singles[0] = (CfTestSingle) { .certificate = chain->ca, .issuer = chain->root };
  end (&self, CF_TEST_UNKNOWN);

  g_test_message ("signed by the root");
  self.response.singles[0] = (CfTestSingle) { .certificate = chain->signer, .issuer = chain->ca };
  end (&self, CF_TEST_UNKNOWN);

  g_test_message ("signed by the one that it is about");
  self.response.signer = chain->signer;
  self.response.key = chain->key;
  end (&self, CF_TEST_UNKNOWN);
  cf_test_case_free (self.test);
}

static void
test_forms (void)
{
  static const int states[] = { OCSP_RESPONSE_STATUS_MALFORMEDREQUEST, OCSP_RESPONSE_STATUS_INTERNALERROR,
                                OCSP_RESPONSE_STATUS_TRYLATER, OCSP_RESPONSE_STATUS_SIGREQUIRED,
                                OCSP_RESPONSE_STATUS_UNAUTHORIZED };
  Ocsp self = begin ();

  self.response.by_key = TRUE;
  end (&self, CF_TEST_NOT_REVOKED);
  self.response.singles[0].digest = EVP_sha256 ();
  end (&self, CF_TEST_NOT_REVOKED);
  self.response.digest = EVP_sha384 ();
  end (&self, CF_TEST_NOT_REVOKED);
  self.response.bare = TRUE;
  end (&self, CF_TEST_NOT_REVOKED);

  g_test_message ("names by SHA-384 are not compared");
  self.response.singles[0].digest = EVP_sha384 ();
  end (&self, CF_TEST_UNKNOWN);
  self.response.singles[0].digest = NULL;

  g_test_message ("signed with SHA-1");
  self.response.digest = EVP_sha1 ();
  end (&self, CF_TEST_UNKNOWN);
  self.response.digest = EVP_sha224 ();
  end (&self, CF_TEST_UNKNOWN);
  self.response.digest = NULL;

  g_test_message ("something critical that nobody knows");
  self.response.odd = TRUE;
  end (&self, CF_TEST_UNKNOWN);
  self.response.odd = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    const CfSignerFacts *facts;

    self.response.state = states[i];
    facts = end (&self, CF_TEST_UNKNOWN);
    g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_UNKNOWN);
  }
  cf_test_case_free (self.test);
}

/* --- delegated responders --- */

#define EKU "extendedKeyUsage=OCSPSigning"
#define NOCHECK "noCheck=ignored"
#define LIST "crlDistributionPoints=URI:" CF_TEST_CRL_URL

typedef enum { BY_CA, BY_ROOT, BY_SIGNER, BY_OTHER_KEY, BY_OTHER_NAME } Maker;

static const struct {
  const char *says;
  Maker maker;
  const char *extensions[3];
  CfTime begins, ends;
  gboolean weak;
  CfEvidence wanted;
} responders[] = {
  { "as it should be", BY_CA, { EKU, NOCHECK }, 0, 0, FALSE, CF_TEST_NOT_REVOKED },
  { "with a key usage", BY_CA, { EKU, NOCHECK, "keyUsage=digitalSignature" }, 0, 0, FALSE, CF_TEST_NOT_REVOKED },
  { "a key that is for something else", BY_CA, { EKU, NOCHECK, "keyUsage=keyEncipherment" }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "no source, own anchor", BY_CA, { EKU }, 0, 0, FALSE, CF_TEST_NOT_REVOKED },
  { "may be asked about, nobody answered", BY_CA, { EKU, LIST }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "need not be asked about", BY_CA, { EKU, NOCHECK, LIST }, 0, 0, FALSE, CF_TEST_NOT_REVOKED },
  { "for anything at all", BY_CA, { "extendedKeyUsage=anyExtendedKeyUsage", NOCHECK }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "for mail", BY_CA, { "extendedKeyUsage=emailProtection", NOCHECK }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "for nothing in particular", BY_CA, { NOCHECK }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "of the root", BY_ROOT, { EKU, NOCHECK }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "of the one that it is about", BY_SIGNER, { EKU, NOCHECK }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "of another key under the issuer's name", BY_OTHER_KEY, { EKU, NOCHECK }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "of the issuer's key under another name", BY_OTHER_NAME, { EKU, NOCHECK }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "ended just after", BY_CA, { EKU, NOCHECK }, 0, NOW - 300, FALSE, CF_TEST_NOT_REVOKED },
  { "ended since", BY_CA, { EKU, NOCHECK }, 0, NOW - 301, FALSE, CF_TEST_UNKNOWN },
  { "ended before", BY_CA, { EKU, NOCHECK }, 0, NOW - DAY - 1, FALSE, CF_TEST_UNKNOWN },
  { "begins later", BY_CA, { EKU, NOCHECK }, NOW - DAY + 301, 0, FALSE, CF_TEST_UNKNOWN },
  { "something critical that nobody knows", BY_CA, { EKU, NOCHECK, CF_TEST_ODD_CRITICAL }, 0, 0, FALSE, CF_TEST_UNKNOWN },
  { "a short key", BY_CA, { EKU, NOCHECK }, 0, 0, TRUE, CF_TEST_UNKNOWN },
};

static X509 *
make_responder (const CfTestChain *chain, guint row, EVP_PKEY *key)
{
  CfTestCert spec = { .subject = "CN=Responder", .key = key, .issuer = chain->ca, .issuer_key = chain->ca_key,
                      .serial = 77, .begins = responders[row].begins, .ends = responders[row].ends };

  if (responders[row].maker == BY_ROOT) {
    spec.issuer = chain->root;
    spec.issuer_key = chain->root_key;
  } else if (responders[row].maker == BY_SIGNER) {
    spec.issuer = chain->signer;
    spec.issuer_key = chain->key;
  } else if (responders[row].maker == BY_OTHER_NAME) {
    spec.issuer = chain->root;
  } else if (responders[row].maker == BY_OTHER_KEY) {
    spec.signed_with = cf_test_key (CF_TEST_P256, 3);
  }
  memcpy (spec.extensions, responders[row].extensions, sizeof responders[row].extensions);
  return cf_test_cert (&spec);
}

static void
test_responders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (responders); i++) {
    Ocsp self = begin ();
    EVP_PKEY *key = cf_test_key (responders[i].weak ? CF_TEST_RSA_1024 : CF_TEST_P256, 3);
    g_autoptr (X509) responder = make_responder (self.test->chain, i, key);

    g_test_message ("%s", responders[i].says);
    self.response.signer = responder;
    self.response.key = key;
    end (&self, responders[i].wanted);

    /* Nothing is known of a responder that is not there. */
    self.response.bare = TRUE;
    end (&self, CF_TEST_UNKNOWN);
    cf_test_case_free (self.test);
  }
}

/* A responder that was revoked says nothing, even where its issuer wants nobody to ask. */
static void
test_responder_revoked (void)
{
  static const struct {
    const char *extensions[3];
    guint revoked; /* serial number on the list */
    CfEvidence wanted;
  } rows[] = {
    { { EKU, LIST }, 0, CF_TEST_NOT_REVOKED },
    { { EKU, LIST }, 77, CF_TEST_UNKNOWN },
    { { EKU, LIST, NOCHECK }, 77, CF_TEST_UNKNOWN },
    { { EKU, LIST, NOCHECK }, 78, CF_TEST_NOT_REVOKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    Ocsp self = begin ();
    CfTestCert spec = { .subject = "CN=Responder", .key = cf_test_key (CF_TEST_P256, 3), .issuer = self.test->chain->ca,
                        .issuer_key = self.test->chain->ca_key, .serial = 77 };
    g_autoptr (X509) responder = NULL;

    memcpy (spec.extensions, rows[i].extensions, sizeof rows[i].extensions);
    responder = cf_test_cert (&spec);
    self.response.signer = responder;
    self.response.key = spec.key;
    cf_test_case_list (self.test, &(CfTestList) {
        .extensions = { "issuingDistributionPoint=critical,fullname:URI:" CF_TEST_CRL_URL },
        .entries = { { .serial = rows[i].revoked, .at = NOW - 9 * DAY } } });
    end (&self, rows[i].wanted);
    cf_test_case_free (self.test);
  }
}

/* Where it can be asked about, it is: the mail's certificate alone would not settle it. */
static void
test_responder_asked (void)
{
  Ocsp self = begin ();
  g_autoptr (X509) responder =
      cf_test_cert (&(CfTestCert) { .subject = "CN=Responder", .key = cf_test_key (CF_TEST_P256, 3),
                                    .issuer = self.test->chain->ca, .issuer_key = self.test->chain->ca_key,
                                    .serial = 77, .extensions = { EKU, LIST } });

  self.response.signer = responder;
  self.response.key = cf_test_key (CF_TEST_P256, 3);
  end (&self, CF_TEST_UNKNOWN);
  g_assert_cmpuint (cf_questions_get_n (self.test->check->questions), ==, 1);
  g_assert_cmpstr (cf_questions_get (self.test->check->questions, 0)->key, ==, CF_TEST_CRL_URL);
  cf_test_case_free (self.test);
}

/* The responder among others; only the first few are tried. */
static void
test_candidates (void)
{
  Ocsp self = begin ();
  const CfTestChain *chain = self.test->chain;
  g_autoptr (GPtrArray) keys = cf_cert_dup_responders (chain->signer, chain->ca);
  CfTestCert spec = { .subject = "CN=Responder", .key = cf_test_key (CF_TEST_P256, 3), .issuer = chain->ca,
                      .issuer_key = chain->ca_key, .serial = 77, .extensions = { EKU, NOCHECK } };
  g_autoptr (X509) responder = cf_test_cert (&spec);

  for (guint n = CF_LIMIT_ANSWER_SIGNERS - 1; n <= CF_LIMIT_ANSWER_SIGNERS; n++) {
    g_autoptr (OCSP_BASICRESP) basic = OCSP_BASICRESP_new ();
    g_autoptr (OCSP_CERTID) id = OCSP_cert_to_id (EVP_sha1 (), chain->signer, chain->ca);
    g_autoptr (ASN1_GENERALIZEDTIME) at = ASN1_GENERALIZEDTIME_set (NULL, NOW);
    g_autoptr (OCSP_RESPONSE) response = NULL;
    unsigned char *der = NULL;
    int length;

    OCSP_basic_add1_status (basic, id, V_OCSP_CERTSTATUS_GOOD, 0, NULL, at, NULL);
    for (guint i = 0; i < n; i++)
      OCSP_basic_add1_cert (basic, chain->ca);
    OCSP_basic_add1_cert (basic, responder);
    ASN1_GENERALIZEDTIME_set ((ASN1_GENERALIZEDTIME *) OCSP_resp_get0_produced_at (basic), NOW);
    OCSP_basic_sign (basic, responder, spec.key, EVP_sha256 (), NULL, OCSP_NOCERTS | OCSP_NOTIME);
    response = OCSP_response_create (OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    length = i2d_OCSP_RESPONSE (response, &der);
    cf_test_case_answer (self.test, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0), g_bytes_new (der, (gsize) length));
    OPENSSL_free (der);
    cf_test_case_expect (self.test, n < CF_LIMIT_ANSWER_SIGNERS ? CF_TEST_NOT_REVOKED : CF_TEST_UNKNOWN);
  }
  cf_test_case_free (self.test);
}

/* --- bounds --- */

static void
test_bounds (void)
{
  Ocsp self = begin ();
  g_autoptr (GPtrArray) keys = cf_cert_dup_responders (self.test->chain->signer, self.test->chain->ca);
  g_autoptr (GBytes) whole = cf_test_response (&self.response);
  gsize length = g_bytes_get_size (whole);
  g_autofree guint8 *longer = g_malloc0 (CF_LIMIT_OCSP_BYTES + 1);
  const struct {
    const char *says;
    gsize length;
    CfEvidence wanted;
  } rows[] = {
    { "whole", length, CF_TEST_NOT_REVOKED }, { "a byte too many", length + 1, CF_TEST_UNKNOWN },
    { "a byte short", length - 1, CF_TEST_UNKNOWN }, { "half", length / 2, CF_TEST_UNKNOWN },
    { "nothing", 0, CF_TEST_UNKNOWN }, { "too large", CF_LIMIT_OCSP_BYTES + 1, CF_TEST_UNKNOWN },
  };

  memcpy (longer, g_bytes_get_data (whole, NULL), length);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].says);
    cf_test_case_answer (self.test, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0), g_bytes_new (longer, rows[i].length));
    cf_test_case_expect (self.test, rows[i].wanted);
  }
  cf_test_case_free (self.test);
}

/* More words than anybody sends: the revocation among the first counts, "good" does not. */
static void
test_too_many_words (void)
{
  Ocsp self = begin ();
  g_autoptr (GPtrArray) keys = cf_cert_dup_responders (self.test->chain->signer, self.test->chain->ca);

  for (guint n = CF_LIMIT_OCSP_SINGLES; n <= CF_LIMIT_OCSP_SINGLES + 1; n++) {
    g_autoptr (OCSP_BASICRESP) basic = OCSP_BASICRESP_new ();
    g_autoptr (OCSP_CERTID) id = OCSP_cert_to_id (EVP_sha1 (), self.test->chain->signer, self.test->chain->ca);
    g_autoptr (ASN1_GENERALIZEDTIME) at = ASN1_GENERALIZEDTIME_set (NULL, NOW);
    g_autoptr (OCSP_RESPONSE) response = NULL;
    unsigned char *der = NULL;
    int length;

    for (guint i = 0; i < n; i++)
      OCSP_basic_add1_status (basic, id, V_OCSP_CERTSTATUS_GOOD, 0, NULL, at, NULL);
    OCSP_basic_sign (basic, self.test->chain->ca, self.test->chain->ca_key, EVP_sha256 (), NULL, OCSP_NOCERTS);
    response = OCSP_response_create (OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    length = i2d_OCSP_RESPONSE (response, &der);
    cf_test_case_answer (self.test, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0), g_bytes_new (der, (gsize) length));
    OPENSSL_free (der);
    cf_test_case_expect (self.test, n == CF_LIMIT_OCSP_SINGLES ? CF_TEST_NOT_REVOKED : CF_TEST_UNKNOWN);
  }
  cf_test_case_free (self.test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/ocsp/good", test_good);
  g_test_add_func ("/cert/ocsp/revoked", test_revoked);
  g_test_add_func ("/cert/ocsp/words", test_words);
  g_test_add_func ("/cert/ocsp/several", test_several);
  g_test_add_func ("/cert/ocsp/about-another", test_about_another);
  g_test_add_func ("/cert/ocsp/forms", test_forms);
  g_test_add_func ("/cert/ocsp/responders", test_responders);
  g_test_add_func ("/cert/ocsp/responder-revoked", test_responder_revoked);
  g_test_add_func ("/cert/ocsp/responder-asked", test_responder_asked);
  g_test_add_func ("/cert/ocsp/candidates", test_candidates);
  g_test_add_func ("/cert/ocsp/bounds", test_bounds);
  g_test_add_func ("/cert/ocsp/too-many-words", test_too_many_words);
  return g_test_run ();
}
