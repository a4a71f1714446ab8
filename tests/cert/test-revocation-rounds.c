/* test-revocation-rounds.c — what is asked in which round, and of which certificates (MEANING sections 6 and 13) */
#include "cf-test-answer.h"

#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY
#define OCSP "authorityInfoAccess=OCSP;URI:" CF_TEST_OCSP_URL
#define LIST "crlDistributionPoints=URI:" CF_TEST_CRL_URL
#define LDAP "crlDistributionPoints=URI:ldap://ldap.example/cn=a?certificateRevocationList"

/* The open questions as "ocsp crl", in order.  (transfer full) */
static char *
dup_questions (const CfTestCase *test)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cf_questions_get_n (test->check->questions); i++) {
    const CfQuestion *question = cf_questions_get (test->check->questions, i);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", cf_question_kind_get_name (question->kind));
  }

  return g_string_free (text, FALSE);
}

static void
expect_questions (CfTestCase *test, const char *wanted)
{
  g_autofree char *found = NULL;

  cf_test_case_run (test);
  found = dup_questions (test);
  g_assert_cmpstr (found, ==, wanted);
}

typedef enum { NO_ANSWER, FAILED, UNAUTHORIZED, RUBBISH, SAYS_UNKNOWN, SAYS_STALE, SAYS_GOOD, SAYS_REVOKED } Answer;

static void
respond (CfTestCase *test, Answer answer)
{
  g_autoptr (GPtrArray) keys = cf_cert_dup_responders (test->chain->signer, test->chain->ca);
  CfTestResponse response = { .signer = test->chain->ca, .key = test->chain->ca_key };

  response.singles[0] = (CfTestSingle) { .certificate = test->chain->signer, .issuer = test->chain->ca, .at = NOW - 5 * DAY };
  switch (answer) {
  case NO_ANSWER:
    return;
  case FAILED:
  case RUBBISH:
    cf_test_case_answer (test, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0), answer == FAILED ? NULL : g_bytes_new ("x", 1));
    return;
  case UNAUTHORIZED:
    response.state = OCSP_RESPONSE_STATUS_UNAUTHORIZED;
    break;
  case SAYS_UNKNOWN:
    response.singles[0].status = V_OCSP_CERTSTATUS_UNKNOWN;
    break;
  case SAYS_STALE:
    response.singles[0].until = NOW - 301;
    break;
  case SAYS_GOOD:
    break;
  case SAYS_REVOKED:
    response.singles[0].status = V_OCSP_CERTSTATUS_REVOKED;
    break;
  }
  cf_test_case_respond (test, &response);
}

/* What is asked of the signer after each answer. */
static const struct {
  const char *says;
  const char *sources[2];
  Answer answer;
  const char *wanted;
} rounds[] = {
  { "a list only", { LIST }, NO_ANSWER, "crl" },
  { "a responder only", { OCSP }, NO_ANSWER, "ocsp" },
  { "both: the responder first", { OCSP, LIST }, NO_ANSWER, "ocsp" },
  { "both, the responder failed", { OCSP, LIST }, FAILED, "crl" },
  { "both, unauthorized", { OCSP, LIST }, UNAUTHORIZED, "crl" },
  { "both, rubbish", { OCSP, LIST }, RUBBISH, "crl" },
  { "both, unknown", { OCSP, LIST }, SAYS_UNKNOWN, "crl" },
  { "both, stale", { OCSP, LIST }, SAYS_STALE, "crl" },
  { "both, good", { OCSP, LIST }, SAYS_GOOD, "" },
  { "both, revoked", { OCSP, LIST }, SAYS_REVOKED, "" },
  { "a responder only, failed", { OCSP }, FAILED, "" },
  { "a directory only", { LDAP }, NO_ANSWER, "" },
  { "a responder and a directory, failed", { OCSP, LDAP }, FAILED, "" },
};

static void
test_rounds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++) {
    CfTestCaseSpec spec = { .signer_sources = { rounds[i].sources[0], rounds[i].sources[1] } };
    g_autoptr (CfTestCase) test = cf_test_case (&spec);

    g_test_message ("%s", rounds[i].says);
    respond (test, rounds[i].answer);
    expect_questions (test, rounds[i].wanted);
  }
}

/* The keys are the same each time: what was answered once is found again. */
static void
test_settled_by_list (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_sources = { OCSP, LIST } });

  respond (test, FAILED);
  expect_questions (test, "crl");
  cf_test_case_list (test, &(CfTestList) { 0 });
  expect_questions (test, "");
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
  g_assert_cmpstr (cf_test_case_run (test)->certificate->revocation.source, ==, "crl");
}

/* One of two answers is enough to be revoked, whatever the other says. */
static void
test_revoked_wins (void)
{
  CfEvidence revoked = CF_S (CHAIN_FAILS) | CF_S (REVOKED_BEFORE_ARRIVAL);
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_sources = { OCSP, LIST } });

  respond (test, SAYS_GOOD);
  cf_test_case_list (test, &(CfTestList) { .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 5 * DAY } } });
  cf_test_case_expect (test, revoked);
  respond (test, SAYS_REVOKED);
  cf_test_case_list (test, &(CfTestList) { 0 });
  cf_test_case_expect (test, revoked);
}

/* Each certificate below the anchor is asked about, and each alone. */
static void
test_each_certificate (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_sources = { OCSP, LIST }, .no_root_list = TRUE });

  expect_questions (test, "ocsp crl");
  respond (test, SAYS_GOOD);
  expect_questions (test, "crl");
  g_assert_cmpstr (cf_questions_get (test->check->questions, 0)->key, ==, CF_TEST_ROOT_CRL_URL);
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_ROOT_CRL_URL, NULL);
  expect_questions (test, "");
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

/* --- whether at all --- */

typedef enum { STANDS, TOO_LATE, TOO_EARLY, ARRIVAL_UNKNOWN, SINCE, WRONG_USE } Chain;

static const struct {
  const char *says;
  Chain chain;
  const char *wanted;
} chains[] = {
  { "it stands", STANDS, "crl" },
  { "expired since", SINCE, "crl" },
  { "arrived too late", TOO_LATE, "" },
  { "arrived too early", TOO_EARLY, "" },
  { "expired, arrival unknown", ARRIVAL_UNKNOWN, "" },
  { "not for mail", WRONG_USE, "" },
};

static void
set_chain (CfTestCase *test, Chain chain)
{
  CfCertRules *rules = &test->check->rules;
  CfTime end = cf_time_from_asn1 (X509_get0_notAfter (test->chain->signer));

  if (chain == TOO_LATE || chain == ARRIVAL_UNKNOWN || chain == SINCE)
    rules->now = rules->judged_at = end + DAY;
  if (chain == TOO_LATE)
    rules->arrived = end + 1;
  if (chain == SINCE)
    rules->arrived = rules->judged_at = end;
  if (chain == TOO_EARLY)
    rules->arrived = CF_TEST_BEGIN - 1;
}

/* Nothing is fetched for what does not stand anyway; a revocation that is at hand counts. */
static void
test_chains (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (chains); i++) {
    CfTestChainSpec spec = { 0 };
    g_autoptr (CfTestCase) test = cf_test_case (NULL);

    g_test_message ("%s", chains[i].says);
    if (chains[i].chain == WRONG_USE) {
      spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
      spec.signer.extensions[0] = "extendedKeyUsage=serverAuth";
      spec.signer.extensions[1] = LIST;
      cf_test_chain_free (test->chain);
      cf_test_check_free (test->check);
      test->chain = cf_test_chain (&spec);
      test->check = cf_test_check_of (test->chain, TRUE);
      test->check->context.answers = test->answers;
    }
    set_chain (test, chains[i].chain);
    expect_questions (test, chains[i].wanted);

    cf_test_case_list (test, &(CfTestList) { .entries = { { .serial = CF_TEST_SERIAL, .at = CF_TEST_BEGIN - 9 * DAY } } });
    g_assert_cmpuint (cf_test_case_run (test)->evidence & CF_S (REVOKED_BEFORE_ARRIVAL), !=, 0);
  }
}

/* --- policy --- */

static const struct {
  const char *says;
  gboolean public, soft, offline, no_root_list;
  CfEvidence wanted;
} policies[] = {
  { "public, good", TRUE, FALSE, FALSE, FALSE, CF_TEST_NOT_REVOKED },
  { "public, unknown of the authority", TRUE, FALSE, FALSE, TRUE, CF_TEST_UNKNOWN },
  { "offline, good", FALSE, FALSE, TRUE, FALSE, CF_TEST_NOT_REVOKED },
  { "offline, unknown", FALSE, FALSE, TRUE, TRUE, CF_TEST_STOOD | CF_S (REVOCATION_OFFLINE) },
  { "soft, good", FALSE, TRUE, FALSE, FALSE, CF_TEST_NOT_REVOKED },
  { "soft, unknown", FALSE, TRUE, FALSE, TRUE, CF_TEST_STOOD | CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED) },
  { "soft, offline", FALSE, TRUE, TRUE, TRUE, CF_TEST_STOOD | CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED_OFFLINE) },
};

static void
test_policies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .public = policies[i].public, .no_root_list = policies[i].no_root_list });

    g_test_message ("%s", policies[i].says);
    test->check->rules.revocation = policies[i].soft ? CF_REVOCATION_SOFT : CF_REVOCATION_HARD;
    test->check->rules.offline = policies[i].offline;
    cf_test_case_list (test, &(CfTestList) { 0 });
    cf_test_case_expect (test, policies[i].wanted);

    /* Nothing excuses a revocation. */
    cf_test_case_list (test, &(CfTestList) { .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } } });
    cf_test_case_expect (test, CF_S (CHAIN_FAILS) | CF_S (REVOKED_BEFORE_ARRIVAL));
  }
}

/* An authority that names nobody: enough under an anchor of the administrator, with a note. */
static void
test_authority_without_source (void)
{
  static const struct {
    gboolean own;
    CfEvidence wanted;
  } rows[] = {
    { TRUE, CF_TEST_STOOD | CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED) },
    { FALSE, CF_TEST_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTestChainSpec spec = { 0 };
    g_autoptr (CfTestChain) chain = NULL;
    g_autoptr (CfTestCheck) check = NULL;
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (GBytes) list = NULL;
    CfAnswer *answer = cf_answer_new (CF_QUESTION_CRL, CF_TEST_CRL_URL);

    spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
    spec.signer.extensions[0] = "subjectAltName=email:alice@example.com";
    spec.signer.extensions[1] = "extendedKeyUsage=emailProtection";
    spec.signer.extensions[2] = LIST;
    chain = cf_test_chain (&spec);
    check = cf_test_check_of (chain, rows[i].own);
    list = cf_test_list (&(CfTestList) { .issuer = chain->ca, .key = chain->ca_key });
    answer->status = CF_ANSWER_FOUND;
    cf_answer_add_record (answer, g_bytes_get_data (list, NULL), g_bytes_get_size (list));
    cf_answers_take (answers, answer);
    check->context.answers = answers;
    cf_test_assert_evidence (cf_test_check_run (check, chain->signer)->evidence & CF_TEST_REVOCATION_BITS, rows[i].wanted);
  }
}

/* An anchor has nobody above it: it is not asked about, even where it is the signer. */
static void
test_signer_as_anchor (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  CfEvidence evidence;

  cf_test_check_trust (check, test->chain->signer);
  evidence = cf_test_check_run (check, test->chain->signer)->evidence & CF_TEST_REVOCATION_BITS;
  cf_test_assert_evidence (evidence, CF_TEST_STOOD | CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED));
  g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/revocation-rounds/rounds", test_rounds);
  g_test_add_func ("/cert/revocation-rounds/settled-by-list", test_settled_by_list);
  g_test_add_func ("/cert/revocation-rounds/revoked-wins", test_revoked_wins);
  g_test_add_func ("/cert/revocation-rounds/each-certificate", test_each_certificate);
  g_test_add_func ("/cert/revocation-rounds/chains", test_chains);
  g_test_add_func ("/cert/revocation-rounds/policies", test_policies);
  g_test_add_func ("/cert/revocation-rounds/authority-without-source", test_authority_without_source);
  g_test_add_func ("/cert/revocation-rounds/signer-as-anchor", test_signer_as_anchor);
  return g_test_run ();
}
