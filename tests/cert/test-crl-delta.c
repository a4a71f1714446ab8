/* test-crl-delta.c — delta lists, and certificates on hold (RFC 5280 sections 5.2.4 and 5.3.1) */
#include "cf-test-answer.h"

#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY

#define BEFORE (CF_S (CHAIN_FAILS) | CF_S (REVOKED_BEFORE_ARRIVAL))
#define COMPROMISED (CF_S (CHAIN_FAILS) | CF_S (KEY_COMPROMISED))
#define IDP "issuingDistributionPoint=critical,"

#define ENTRY(reason_) { { .serial = CF_TEST_SERIAL, .at = NOW - 3 * DAY, .reason = reason_ } }
#define HOLD CF_CERT_REASON_HOLD
#define REMOVED CF_CERT_REASON_REMOVED
#define KEY CF_CERT_REASON_KEY_COMPROMISE

/* The complete list is two days old, the delta one day. */
static const struct {
  const char *says;
  CfTestList base, delta;
  CfTime arrived;
  CfEvidence wanted;
} deltas[] = {
  { "nothing in both", { .number = 5 }, { .number = 6, .base = 5 }, 0, CF_TEST_NOT_REVOKED },
  { "an old complete one, a fresh delta", { .number = 5, .until = NOW - DAY }, { .number = 6, .base = 5 }, 0, CF_TEST_NOT_REVOKED },
  { "an old complete one, an old delta", { .number = 5, .until = NOW - DAY }, { .number = 6, .base = 5, .until = NOW - 301 }, 0,
    CF_TEST_UNKNOWN },
  { "a fresh complete one, an old delta", { .number = 5 }, { .number = 6, .base = 5, .until = NOW - 301 }, 0, CF_TEST_NOT_REVOKED },
  { "revoked since", { .number = 5 }, { .number = 6, .base = 5, .entries = ENTRY (KEY) }, 0, COMPROMISED },
  { "revoked before", { .number = 5, .entries = ENTRY (KEY) }, { .number = 6, .base = 5 }, 0, COMPROMISED },
  { "a gap", { .number = 4, .until = NOW - DAY }, { .number = 6, .base = 5 }, 0, CF_TEST_UNKNOWN },
  { "a newer complete one", { .number = 6, .until = NOW - DAY }, { .number = 6, .base = 5 }, 0, CF_TEST_UNKNOWN },
  { "a delta from before", { .number = 5, .until = NOW - DAY }, { .number = 6, .base = 5, .known_at = NOW - 3 * DAY }, 0,
    CF_TEST_UNKNOWN },
  { "no number", { .until = NOW - DAY }, { .number = 6, .base = 5 }, 0, CF_TEST_UNKNOWN },
  { "another scope", { .number = 5, .until = NOW - DAY }, { .number = 6, .base = 5, .extensions = { IDP "onlyuser:TRUE" } }, 0,
    CF_TEST_UNKNOWN },
  { "the same scope", { .number = 5, .until = NOW - DAY, .extensions = { IDP "onlyuser:TRUE" } },
    { .number = 6, .base = 5, .extensions = { IDP "onlyuser:TRUE" } }, 0, CF_TEST_NOT_REVOKED },
  { "on hold", { .number = 5, .entries = ENTRY (HOLD) }, { .number = 6, .base = 5 }, 0, BEFORE },
  { "on hold, let go", { .number = 5, .entries = ENTRY (HOLD) }, { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, 0,
    CF_TEST_NOT_REVOKED },
  { "the same, arrived before", { .number = 5, .entries = ENTRY (HOLD) },
    { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, NOW - 3 * DAY - 1, CF_TEST_NOT_REVOKED },
  { "the same, arrived at that moment", { .number = 5, .entries = ENTRY (HOLD) },
    { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, NOW - 3 * DAY, CF_TEST_UNKNOWN },
  { "the same, arrived a second before it was let go", { .number = 5, .entries = ENTRY (HOLD) },
    { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, NOW - DAY - 1, CF_TEST_UNKNOWN },
  { "the same, arrived then", { .number = 5, .entries = ENTRY (HOLD) },
    { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, NOW - DAY, CF_TEST_NOT_REVOKED },
  { "held and let go in between", { .number = 5 }, { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, NOW - DAY - 1,
    CF_TEST_UNKNOWN },
  { "the same, arrived before both", { .number = 5 }, { .number = 6, .base = 5, .entries = ENTRY (REMOVED) },
    NOW - 2 * DAY - 1, CF_TEST_NOT_REVOKED },
  { "a key does not come back", { .number = 5, .entries = ENTRY (KEY) },
    { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, 0, COMPROMISED },
  { "let go by a delta of another list", { .number = 4, .entries = ENTRY (HOLD) },
    { .number = 6, .base = 5, .entries = ENTRY (REMOVED) }, 0, BEFORE },
  { "let go by an old delta", { .number = 5, .entries = ENTRY (HOLD) },
    { .number = 6, .base = 5, .until = NOW - 301, .entries = ENTRY (REMOVED) }, 0, BEFORE },
};

static void
test_deltas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (deltas); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);
    CfTestList base = deltas[i].base;

    g_test_message ("%s", deltas[i].says);
    base.known_at = NOW - 2 * DAY;
    if (deltas[i].arrived != 0)
      test->check->rules.arrived = deltas[i].arrived;
    cf_test_case_give (test, &base);
    cf_test_case_give (test, &deltas[i].delta);
    cf_test_case_expect (test, deltas[i].wanted);
  }
}

/* On hold once, a younger complete list does not know of it any more. */
static void
test_hold_in_complete_lists (void)
{
  static const struct {
    const char *says;
    int reason;
    CfTime held_at, free_at; /* thisUpdate of the list with and without it */
    CfTime arrived;
    CfEvidence wanted;
  } rows[] = {
    { "let go", HOLD, NOW - 2 * DAY, NOW - DAY, 0, CF_TEST_NOT_REVOKED },
    { "put on hold", HOLD, NOW - DAY, NOW - 2 * DAY, 0, BEFORE },
    { "at the same moment", HOLD, NOW - DAY, NOW - DAY, 0, BEFORE },
    { "let go, arrived meanwhile", HOLD, NOW - 2 * DAY, NOW - DAY, NOW - 2 * DAY, CF_TEST_UNKNOWN },
    { "for another reason", KEY, NOW - 2 * DAY, NOW - DAY, 0, COMPROMISED },
    { "for no reason", 0, NOW - 2 * DAY, NOW - DAY, 0, BEFORE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);

    g_test_message ("%s", rows[i].says);
    if (rows[i].arrived != 0)
      test->check->rules.arrived = rows[i].arrived;
    cf_test_case_give (test, &(CfTestList) { .known_at = rows[i].held_at, .entries = ENTRY (rows[i].reason) });
    cf_test_case_give (test, &(CfTestList) { .known_at = rows[i].free_at });
    cf_test_case_expect (test, rows[i].wanted);

    /* Policy forgives a missing answer, not a doubt. */
    test->check->rules.revocation = CF_REVOCATION_SOFT;
    cf_test_case_expect (test, rows[i].wanted);
  }
}

/* Nobody to ask is not the same as a doubt. */
static void
test_hold_without_source (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_sources = { "keyUsage=digitalSignature" } });

  cf_test_case_expect (test, CF_TEST_STOOD | CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED));
  cf_test_case_give (test, &(CfTestList) { .known_at = NOW - 2 * DAY, .entries = ENTRY (HOLD) });
  cf_test_case_give (test, &(CfTestList) { .known_at = NOW - DAY });
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
  test->check->rules.arrived = NOW - 2 * DAY;
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

/* Where a list names a delta, that one is asked for as well. */
static void
test_freshest (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);
  const char *url = "http://crl.example/delta.crl";

  cf_test_case_list (test, &(CfTestList) { .number = 5, .extensions = { "freshestCRL=URI:http://crl.example/delta.crl" } });
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 1);
  g_assert_cmpstr (cf_questions_get (test->check->questions, 0)->key, ==, url);

  cf_test_case_answer (test, CF_QUESTION_CRL, url,
                       cf_test_list (&(CfTestList) { .issuer = test->chain->ca, .key = test->chain->ca_key, .number = 6,
                                                     .base = 5, .entries = ENTRY (KEY) }));
  cf_test_case_expect (test, COMPROMISED);
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 0);

  cf_test_case_answer (test, CF_QUESTION_CRL, url, NULL);
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/crl-delta/deltas", test_deltas);
  g_test_add_func ("/cert/crl-delta/hold-in-complete-lists", test_hold_in_complete_lists);
  g_test_add_func ("/cert/crl-delta/hold-without-source", test_hold_without_source);
  g_test_add_func ("/cert/crl-delta/freshest", test_freshest);
  return g_test_run ();
}
