/* test-crl.c — revocation lists: form, signer, delta and hold (RFC 5280 sections 5 and 6.3) */
#include "cf-test-answer.h"

#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY
#define OTHER 99 /* a serial number that is not the signer's */

#define BEFORE (CF_S (CHAIN_FAILS) | CF_S (REVOKED_BEFORE_ARRIVAL))
#define COMPROMISED (CF_S (CHAIN_FAILS) | CF_S (KEY_COMPROMISED))
#define IDP "issuingDistributionPoint=critical,"

/* --- one list --- */

static const struct {
  const char *says;
  CfTestList list;
  CfEvidence wanted;
} lists[] = {
  { "empty", { 0 }, CF_TEST_NOT_REVOKED },
  { "another certificate", { .entries = { { .serial = OTHER, .at = NOW - 9 * DAY } } }, CF_TEST_NOT_REVOKED },
  { "ours", { .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } }, BEFORE },
  { "ours beside others",
    { .entries = { { .serial = OTHER, .at = NOW - 9 * DAY }, { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY },
                   { .serial = OTHER + 1, .at = NOW } } },
    BEFORE },
  { "ours twice: the worse counts",
    { .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY, .reason = CF_CERT_REASON_SUPERSEDED },
                   { .serial = CF_TEST_SERIAL, .at = NOW - 8 * DAY, .reason = CF_CERT_REASON_KEY_COMPROMISE } } },
    COMPROMISED },
  { "stale and empty", { .until = NOW - 301 }, CF_TEST_UNKNOWN },
  { "the last second", { .until = NOW - 300 }, CF_TEST_NOT_REVOKED },
  { "stale, and ours", { .until = NOW - 301, .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } }, BEFORE },
  { "from the future", { .known_at = NOW + 301, .until = NOW + DAY }, CF_TEST_UNKNOWN },
  { "from the future, and ours",
    { .known_at = NOW + 301, .until = NOW + DAY, .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } },
    BEFORE },
  { "ends before it begins", { .known_at = NOW - DAY, .until = NOW - DAY - 1 }, CF_TEST_UNKNOWN },
  { "without an end, a week old", { .known_at = NOW - 7 * DAY, .until = CF_TEST_NONE }, CF_TEST_NOT_REVOKED },
  { "without an end, older", { .known_at = NOW - 8 * DAY, .until = CF_TEST_NONE }, CF_TEST_UNKNOWN },
  { "something critical that nobody knows", { .extensions = { CF_TEST_ODD_CRITICAL } }, CF_TEST_UNKNOWN },
  { "the same, and ours",
    { .extensions = { CF_TEST_ODD_CRITICAL }, .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } },
    CF_TEST_UNKNOWN },
  { "something else that nobody knows", { .extensions = { "1.3.6.1.4.1.55555.1.1=DER:0500" } }, CF_TEST_NOT_REVOKED },
  { "an entry with something critical",
    { .entries = { { .serial = OTHER, .at = NOW - 9 * DAY, .odd = TRUE } } }, CF_TEST_UNKNOWN },
  { "a delta alone, empty", { .number = 6, .base = 5 }, CF_TEST_UNKNOWN },
  { "a delta alone, ours",
    { .number = 6, .base = 5, .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } }, BEFORE },
  { "\"removed\" in a complete list",
    { .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY, .reason = CF_CERT_REASON_REMOVED } } },
    CF_TEST_UNKNOWN },
  { "its own place", { .extensions = { IDP "fullname:URI:" CF_TEST_CRL_URL } }, CF_TEST_NOT_REVOKED },
  { "another place", { .extensions = { IDP "fullname:URI:http://crl.example/b.crl" } }, CF_TEST_UNKNOWN },
  { "people only", { .extensions = { IDP "onlyuser:TRUE" } }, CF_TEST_NOT_REVOKED },
  { "authorities only", { .extensions = { IDP "onlyCA:TRUE" } }, CF_TEST_UNKNOWN },
  { "attributes only", { .extensions = { IDP "onlyAA:TRUE" } }, CF_TEST_UNKNOWN },
  { "two contradicting kinds", { .extensions = { IDP "onlyuser:TRUE,onlyCA:TRUE" } }, CF_TEST_UNKNOWN },
  { "a place that cannot be read", { .extensions = { "2.5.29.28=critical,DER:0500" } }, CF_TEST_UNKNOWN },
  { "a place twice", { .extensions = { IDP "onlyuser:TRUE", IDP "onlyuser:TRUE" } }, CF_TEST_UNKNOWN },
  { "some reasons only", { .extensions = { IDP "onlysomereasons:keyCompromise" } }, CF_TEST_UNKNOWN },
  { "a number that cannot be read", { .extensions = { "2.5.29.20=DER:0500" } }, CF_TEST_UNKNOWN },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);

    g_test_message ("%s", lists[i].says);
    cf_test_case_list (test, &lists[i].list);
    cf_test_case_expect (test, lists[i].wanted);
    g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 0);
  }
}

/* A list from a file counts like a fetched one, and spares the question. */
static void
test_given (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);

  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 1);
  cf_test_case_give (test, &(CfTestList) { 0 });
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 0);
  cf_test_case_list (test, &(CfTestList) { .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } });
  cf_test_case_expect (test, BEFORE);
}

static void
test_facts (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);
  const CfSignerFacts *facts;

  cf_test_case_list (test, &(CfTestList) { .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY,
                                                          .reason = CF_CERT_REASON_AA_COMPROMISE } } });
  facts = cf_test_case_expect (test, COMPROMISED);
  g_assert_cmpstr (facts->revocation.source, ==, "crl");
  g_assert_cmpstr (facts->revocation.reason, ==, "aa-compromise");
  g_assert_cmpint (facts->revocation.at, ==, NOW - 9 * DAY);
  g_assert_cmpint (facts->revocation.asked, ==, NOW - DAY);
}

/* --- who signed it --- */

#define CRL_SIGN "keyUsage=critical,cRLSign"
#define ISSUER "O=Example Trust/CN=Example CA"

typedef enum { BY_ROOT, BY_CA, BY_ITSELF, BY_SIGNER, BY_STRANGER } Maker;

static const struct {
  const char *says;
  const char *subject;
  Maker maker;
  const char *extensions[2];
  CfTime begins, ends;
  const EVP_MD *(*digest) (void);
  CfEvidence wanted;
} signers[] = {
  { "another certificate of the authority", ISSUER, BY_ROOT, { CRL_SIGN }, 0, 0, NULL, CF_TEST_NOT_REVOKED },
  { "made by the authority itself", ISSUER, BY_CA, { CRL_SIGN }, 0, 0, NULL, CF_TEST_NOT_REVOKED },
  { "for signing certificates", ISSUER, BY_ROOT, { "keyUsage=critical,keyCertSign" }, 0, 0, NULL, CF_TEST_UNKNOWN },
  { "for nothing in particular", ISSUER, BY_ROOT, { NULL }, 0, 0, NULL, CF_TEST_UNKNOWN },
  { "made by itself", ISSUER, BY_ITSELF, { CRL_SIGN }, 0, 0, NULL, CF_TEST_UNKNOWN },
  { "made by the one that it is about", ISSUER, BY_SIGNER, { CRL_SIGN }, 0, 0, NULL, CF_TEST_UNKNOWN },
  { "made by a sister under the same root", ISSUER, BY_STRANGER, { CRL_SIGN }, 0, 0, NULL, CF_TEST_UNKNOWN },
  { "another name", "CN=Other", BY_ROOT, { CRL_SIGN }, 0, 0, NULL, CF_TEST_UNKNOWN },
  { "ended before", ISSUER, BY_ROOT, { CRL_SIGN }, 0, NOW - DAY - 1, NULL, CF_TEST_UNKNOWN },
  { "ended since", ISSUER, BY_ROOT, { CRL_SIGN }, 0, NOW - 301, NULL, CF_TEST_UNKNOWN },
  { "begins later", ISSUER, BY_ROOT, { CRL_SIGN }, NOW - DAY + 301, 0, NULL, CF_TEST_UNKNOWN },
  { "something critical that nobody knows", ISSUER, BY_ROOT, { CRL_SIGN, CF_TEST_ODD_CRITICAL }, 0, 0, NULL, CF_TEST_UNKNOWN },
  { "made with SHA-1", ISSUER, BY_ROOT, { CRL_SIGN }, 0, 0, EVP_sha1, CF_TEST_UNKNOWN },
};

static void
set_maker (CfTestCert *spec, const CfTestChain *chain, Maker maker, X509 *stranger)
{
  switch (maker) {
  case BY_ROOT:
    spec->issuer = chain->root;
    spec->issuer_key = chain->root_key;
    break;
  case BY_CA:
    break;
  case BY_ITSELF:
    spec->issuer = chain->root;
    spec->signed_with = spec->key;
    break;
  case BY_SIGNER:
    spec->issuer = chain->signer;
    spec->issuer_key = chain->key;
    break;
  case BY_STRANGER:
    spec->issuer = stranger;
    spec->issuer_key = cf_test_key (CF_TEST_P384, 1);
    break;
  }
}

static void
test_signers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (signers); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);
    const CfTestChain *chain = test->chain;
    X509 *stranger = cf_test_case_put (test, &(CfTestCert) {
        .subject = "CN=Sister", .key = cf_test_key (CF_TEST_P384, 1), .issuer = chain->root, .issuer_key = chain->root_key,
        .serial = 55, .extensions = { "basicConstraints=critical,CA:TRUE" } });
    CfTestCert spec = { .subject = signers[i].subject, .key = cf_test_key (CF_TEST_P256, 3), .serial = 50,
                        .begins = signers[i].begins, .ends = signers[i].ends };

    g_test_message ("%s", signers[i].says);
    memcpy (spec.extensions, signers[i].extensions, sizeof signers[i].extensions);
    spec.digest = signers[i].digest == NULL ? NULL : signers[i].digest ();
    set_maker (&spec, chain, signers[i].maker, stranger);
    cf_test_case_list (test, &(CfTestList) { .key = spec.key });
    cf_test_case_expect (test, CF_TEST_UNKNOWN);
    cf_test_case_put (test, &spec);
    cf_test_case_expect (test, signers[i].wanted);
  }
}

/* Keys and digests that MEANING section 3 does not take, and an authority that may not sign lists. */
static void
test_strength (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);

  cf_test_case_list (test, &(CfTestList) { .digest = EVP_sha1 () });
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  cf_test_case_list (test, &(CfTestList) { .digest = EVP_sha1 (),
                                           .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } });
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  cf_test_case_list (test, &(CfTestList) { .digest = EVP_sha224 () });
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  cf_test_case_list (test, &(CfTestList) { .digest = EVP_sha512 () });
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);

  g_test_message ("signed by the one that it is about, the root, another");
  cf_test_case_list (test, &(CfTestList) { .key = test->chain->key });
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  cf_test_case_list (test, &(CfTestList) { .key = test->chain->root_key });
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  cf_test_case_list (test, &(CfTestList) { .issuer = test->chain->root, .key = test->chain->root_key });
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

/* By every kind of key; RSA-PSS says its digest in parameters, and SHA-1 by saying nothing (RFC 4055 section 3.1). */
static void
test_algorithms (void)
{
  static const CfTestKey kinds[] = { CF_TEST_P256, CF_TEST_P521, CF_TEST_RSA_2048, CF_TEST_RSA_PSS };
  const struct {
    const EVP_MD *digest;
    gboolean strong;
  } digests[] = { { EVP_sha1 (), FALSE }, { EVP_sha224 (), FALSE }, { EVP_sha256 (), TRUE },
                  { EVP_sha384 (), TRUE }, { EVP_sha512 (), TRUE } };
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) * G_N_ELEMENTS (digests); i++) {
    guint d = i % G_N_ELEMENTS (digests);
    g_autoptr (GBytes) bytes = cf_test_list (&(CfTestList) {
        .issuer = chain->ca, .key = cf_test_key (kinds[i / G_N_ELEMENTS (digests)], 1), .digest = digests[d].digest });
    g_autoptr (X509_CRL) crl = cf_cert_crl_read (cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
    const X509_ALGOR *algorithm = NULL;

    X509_CRL_get0_signature (crl, NULL, &algorithm);
    g_assert_cmpint (cf_cert_is_algorithm_strong (algorithm), ==, digests[d].strong);
  }
}

static void
test_authority_without_crl_sign (void)
{
  static const char *const usages[] = { "keyUsage=critical,keyCertSign", "keyUsage=critical,keyCertSign,cRLSign", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (usages); i++) {
    CfTestChainSpec spec = { 0 };
    g_autoptr (CfTestChain) chain = NULL;
    g_autoptr (CfTestCheck) check = NULL;
    g_autoptr (GBytes) bytes = NULL;
    gboolean may = usages[i] == NULL || strstr (usages[i], "cRLSign") != NULL;
    const CfSignerFacts *facts;

    spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
    spec.ca.extensions[1] = usages[i];
    chain = cf_test_chain (&spec);
    check = cf_test_check_of (chain, TRUE);
    bytes = cf_test_list (&(CfTestList) { .issuer = chain->ca, .key = chain->ca_key,
                                          .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - DAY } } });
    check->rules.crls = sk_X509_CRL_new_null ();
    sk_X509_CRL_push (check->rules.crls, cf_cert_crl_read (cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))));
    facts = cf_test_check_run (check, chain->signer);
    g_assert_cmpuint ((facts->evidence & CF_S (REVOKED_BEFORE_ARRIVAL)) != 0, ==, may);
    sk_X509_CRL_pop_free (check->rules.crls, X509_CRL_free);
  }
}

/* A signer of lists beside the path must itself be known to stand, where anybody can be asked. */
static void
test_signer_of_list_revoked (void)
{
  static const struct {
    const char *source;
    guint revoked; /* serial number on the root's list */
    CfEvidence wanted;
  } rows[] = {
    { NULL, 0, CF_TEST_NOT_REVOKED },
    { "crlDistributionPoints=URI:" CF_TEST_ROOT_CRL_URL, OTHER, CF_TEST_NOT_REVOKED },
    { "crlDistributionPoints=URI:" CF_TEST_ROOT_CRL_URL, 50, CF_TEST_UNKNOWN },
    { "crlDistributionPoints=URI:http://crl.example/elsewhere.crl", 50, CF_TEST_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);
    CfTestCert spec = { .subject = ISSUER, .key = cf_test_key (CF_TEST_P256, 3), .serial = 50, .issuer = test->chain->root,
                        .issuer_key = test->chain->root_key, .extensions = { CRL_SIGN, rows[i].source } };

    cf_test_case_put (test, &spec);
    cf_test_case_list (test, &(CfTestList) { .key = spec.key });
    cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_ROOT_CRL_URL,
                         cf_test_list (&(CfTestList) { .issuer = test->chain->root, .key = test->chain->root_key,
                                                       .entries = { { .serial = rows[i].revoked, .at = NOW - 9 * DAY } } }));
    cf_test_case_expect (test, rows[i].wanted);
  }
}

/* A key that nobody should use vouches for nothing, whoever certified it. */
static void
test_weak_signer (void)
{
  static const struct {
    CfTestKey key;
    CfEvidence wanted;
  } rows[] = {
    { CF_TEST_RSA_2048, CF_TEST_NOT_REVOKED },
    { CF_TEST_RSA_1024, CF_TEST_UNKNOWN },
    { CF_TEST_P224, CF_TEST_UNKNOWN },
    { CF_TEST_SECP256K1, CF_TEST_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);
    CfTestCert spec = { .subject = ISSUER, .key = cf_test_key (rows[i].key, 0), .serial = 50, .issuer = test->chain->root,
                        .issuer_key = test->chain->root_key, .extensions = { CRL_SIGN } };

    cf_test_case_put (test, &spec);
    cf_test_case_list (test, &(CfTestList) { .key = spec.key });
    cf_test_case_expect (test, rows[i].wanted);
  }
}

/* The name of an authority is known to the one that made it; further up there may be another of that name. */
static void
test_signer_from_further_up (void)
{
  for (guint parent = 0; parent < 2; parent++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);
    EVP_PKEY *keys[] = { cf_test_key (CF_TEST_P384, 0), cf_test_key (CF_TEST_P384, 1), cf_test_key (CF_TEST_P384, 2) };
    X509 *above = cf_test_case_put (test, &(CfTestCert) {
        .subject = "CN=Above", .key = keys[0], .issuer = test->chain->root, .issuer_key = test->chain->root_key,
        .serial = 61, .extensions = { "basicConstraints=critical,CA:TRUE" } });
    X509 *ca = cf_test_case_put (test, &(CfTestCert) {
        .subject = "CN=Below", .key = keys[1], .issuer = above, .issuer_key = keys[0], .serial = 62,
        .extensions = { "basicConstraints=critical,CA:TRUE" } });
    X509 *signer = cf_test_case_put (test, &(CfTestCert) {
        .subject = "CN=Alice", .key = keys[2], .issuer = ca, .issuer_key = keys[1], .serial = 63,
        .extensions = { "subjectAltName=email:alice@example.com", "extendedKeyUsage=emailProtection" } });
    X509 *other = cf_test_case_put (test, &(CfTestCert) {
        .subject = "CN=Below", .key = cf_test_key (CF_TEST_P256, 3), .issuer = parent == 0 ? above : test->chain->root,
        .issuer_key = parent == 0 ? keys[0] : test->chain->root_key, .serial = 64, .extensions = { CRL_SIGN } });
    CfEvidence evidence;

    cf_test_case_give (test, &(CfTestList) { .issuer = other, .key = cf_test_key (CF_TEST_P256, 3),
                                             .entries = { { .serial = 63, .at = NOW - 9 * DAY } } });
    evidence = cf_test_check_run (test->check, signer)->evidence;
    g_assert_cmpuint ((evidence & CF_S (REVOKED_BEFORE_ARRIVAL)) != 0, ==, parent == 0);
  }
}

/* Each candidate costs a signature, so only the first few are tried. */
static void
test_candidates (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);
  CfTestCert spec = { .subject = ISSUER, .key = cf_test_key (CF_TEST_P256, 3), .issuer = test->chain->root,
                      .issuer_key = test->chain->root_key, .extensions = { CRL_SIGN } };
  STACK_OF (X509) *bag = test->check->bag;

  cf_test_case_list (test, &(CfTestList) { .key = spec.key });
  spec.serial = 50;
  cf_test_case_put (test, &spec);
  spec.key = cf_test_key (CF_TEST_P256, 0);
  /* The authority's own certificate has the name as well. */
  for (spec.serial = 51; spec.serial < 50 + CF_LIMIT_ANSWER_SIGNERS - 1; spec.serial++) {
    cf_test_case_put (test, &spec);
    sk_X509_unshift (bag, sk_X509_pop (bag));
  }
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);

  cf_test_case_put (test, &spec);
  sk_X509_unshift (bag, sk_X509_pop (bag));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

/* --- the authority's own state --- */

static void
test_authority (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .no_root_list = TRUE });
  const CfSignerFacts *facts;

  g_test_message ("good is not enough where nothing is known of the authority");
  cf_test_case_list (test, &(CfTestList) { 0 });
  facts = cf_test_case_expect (test, CF_TEST_UNKNOWN);
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 1);
  g_assert_cmpstr (cf_questions_get (test->check->questions, 0)->key, ==, CF_TEST_ROOT_CRL_URL);
  g_assert_cmpint (facts->certificate->revocation.status, ==, CF_REVOCATION_GOOD);
  g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_NOT_CHECKED);

  g_test_message ("an authority that was revoked takes everybody with it");
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_ROOT_CRL_URL,
                       cf_test_list (&(CfTestList) { .issuer = test->chain->root, .key = test->chain->root_key,
                                                     .entries = { { .serial = 2, .at = NOW - DAY, .reason = 2 } } }));
  facts = cf_test_case_expect (test, COMPROMISED);
  g_assert_cmpint (facts->certificate->revocation.status, ==, CF_REVOCATION_GOOD);
  g_assert_cmpstr (facts->revocation.reason, ==, "ca-compromise");

  g_test_message ("the root's list says nothing of the signer, whose number is the authority's");
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, NULL);
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_ROOT_CRL_URL,
                       cf_test_list (&(CfTestList) { .issuer = test->chain->root, .key = test->chain->root_key,
                                                     .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - DAY } } }));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

/* --- bytes --- */

static void
test_bytes (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);
  g_autoptr (GBytes) whole = cf_test_list (&(CfTestList) { .issuer = test->chain->ca, .key = test->chain->ca_key });
  gsize length = g_bytes_get_size (whole);
  g_autofree guint8 *longer = g_malloc0 (length + 1);
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (whole, NULL), length);
  g_autofree char *pem = g_strdup_printf ("-----BEGIN X509 CRL-----\n%s\n-----END X509 CRL-----\n", base64);
  g_autofree char *twice = g_strconcat (pem, pem, NULL);

  memcpy (longer, g_bytes_get_data (whole, NULL), length);
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, g_bytes_new (longer, length + 1));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, g_bytes_new (pem, strlen (pem)));
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, g_bytes_new (twice, strlen (twice)));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, g_bytes_new ("<html>", 6));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
  g_assert_cmpint (cf_test_case_run (test)->revocation.status, ==, CF_REVOCATION_UNKNOWN);
}

/* The shortest entries there are, all of other certificates. */
static GBytes *
make_large_list (const CfTestChain *chain, guint n)
{
  g_autoptr (X509_CRL) crl = X509_CRL_new ();
  g_autoptr (ASN1_INTEGER) serial = ASN1_INTEGER_new ();
  ASN1_TIME *at = ASN1_TIME_set (NULL, NOW - DAY);
  unsigned char *der = NULL;
  GBytes *bytes;
  int length;

  ASN1_INTEGER_set (serial, OTHER);
  X509_CRL_set_issuer_name (crl, X509_get_subject_name (chain->ca));
  X509_CRL_set1_lastUpdate (crl, at);
  for (guint i = 0; i < n; i++) {
    X509_REVOKED *entry = X509_REVOKED_new ();

    X509_REVOKED_set_serialNumber (entry, serial);
    X509_REVOKED_set_revocationDate (entry, at);
    X509_CRL_add0_revoked (crl, entry);
  }
  ASN1_TIME_free (at);
  g_assert_cmpint (X509_CRL_sign (crl, chain->ca_key, EVP_sha256 ()), >, 0);
  length = i2d_X509_CRL (crl, &der);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

static void
test_large (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);

  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, make_large_list (test->chain, CF_LIMIT_CRL_ENTRIES));
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, make_large_list (test->chain, CF_LIMIT_CRL_ENTRIES + 1));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/crl/lists", test_lists);
  g_test_add_func ("/cert/crl/given", test_given);
  g_test_add_func ("/cert/crl/facts", test_facts);
  g_test_add_func ("/cert/crl/signers", test_signers);
  g_test_add_func ("/cert/crl/strength", test_strength);
  g_test_add_func ("/cert/crl/algorithms", test_algorithms);
  g_test_add_func ("/cert/crl/authority-without-crl-sign", test_authority_without_crl_sign);
  g_test_add_func ("/cert/crl/signer-of-list-revoked", test_signer_of_list_revoked);
  g_test_add_func ("/cert/crl/weak-signer", test_weak_signer);
  g_test_add_func ("/cert/crl/signer-from-further-up", test_signer_from_further_up);
  g_test_add_func ("/cert/crl/candidates", test_candidates);
  g_test_add_func ("/cert/crl/large", test_large);
  g_test_add_func ("/cert/crl/authority", test_authority);
  g_test_add_func ("/cert/crl/bytes", test_bytes);
  return g_test_run ();
}
