/* test-time.c — the table of MEANING section 5, to the second */
#include "cf-test-pki.h"

#define SIGNER_BEGIN (CF_TEST_NOW - 50)
#define SIGNER_END (CF_TEST_NOW + 50)
#define CA_END (CF_TEST_NOW + 1000)
#define UNKNOWN CF_TIME_UNKNOWN

#define STANDS (CF_S (CHAIN_STANDS) | CF_S (STOOD_AT_TIME))
#define BEFORE (CF_S (CHAIN_FAILS) | CF_S (EXPIRED_BEFORE_ARRIVAL))
#define NOT_YET (CF_S (CHAIN_FAILS) | CF_S (NOT_YET_VALID))
#define ARRIVAL_UNKNOWN (CF_S (CHAIN_STANDS) | CF_S (EXPIRED_ARRIVAL_UNKNOWN))
#define SINCE (CF_S (CHAIN_STANDS) | CF_S (STOOD_AT_TIME) | CF_S (EXPIRED_SINCE))
#define PAST (CF_S (CHAIN_STANDS) | CF_S (EXPIRED_SINCE) | CF_S (REVOCATION_PAST))

/* Every bit that the clock decides. */
#define TIMES                                                                                                \
  (CF_S (CHAIN_STANDS) | CF_S (CHAIN_FAILS) | CF_S (STOOD_AT_TIME) | CF_S (NOT_YET_VALID) |                  \
   CF_S (EXPIRED_BEFORE_ARRIVAL) | CF_S (EXPIRED_ARRIVAL_UNKNOWN) | CF_S (EXPIRED_SINCE) |                   \
   CF_S (REVOCATION_PAST))

/* @arrived UNKNOWN is judged at @now, as gather does. */
static const struct {
  const char *says;
  CfTime arrived;
  CfTime now;
  CfEvidence wanted;
  CfChainProblem problem;
  gboolean trusted;
} rows[] = {
  { "now, one second too early", UNKNOWN, SIGNER_BEGIN - 1, NOT_YET, CF_CHAIN_PROBLEM_NOT_YET_VALID, FALSE },
  { "now, first second", UNKNOWN, SIGNER_BEGIN, STANDS, CF_CHAIN_PROBLEM_NONE, TRUE },
  { "now, last second", UNKNOWN, SIGNER_END, STANDS, CF_CHAIN_PROBLEM_NONE, TRUE },
  { "now, one second too late", UNKNOWN, SIGNER_END + 1, ARRIVAL_UNKNOWN, CF_CHAIN_PROBLEM_EXPIRED, FALSE },
  { "arrived one second too early", SIGNER_BEGIN - 1, CF_TEST_NOW, NOT_YET, CF_CHAIN_PROBLEM_NOT_YET_VALID,
    FALSE },
  { "arrived in the first second", SIGNER_BEGIN, CF_TEST_NOW, STANDS, CF_CHAIN_PROBLEM_NONE, TRUE },
  { "arrived in the last second, now too", SIGNER_END, SIGNER_END, STANDS, CF_CHAIN_PROBLEM_NONE, TRUE },
  { "arrived in the last second, expired now", SIGNER_END, SIGNER_END + 1, SINCE, CF_CHAIN_PROBLEM_NONE,
    TRUE },
  { "arrived one second too late", SIGNER_END + 1, SIGNER_END + 1, BEFORE, CF_CHAIN_PROBLEM_EXPIRED, FALSE },
  { "arrived in time, years ago", CF_TEST_NOW, CF_TEST_NOW + 5000 * CF_TIME_DAY, SINCE, CF_CHAIN_PROBLEM_NONE,
    TRUE },
  { "arrived after the authority ended too", CA_END + 1, CA_END + 9, BEFORE, CF_CHAIN_PROBLEM_EXPIRED,
    FALSE },
  { "a clock that runs behind the arrival", CF_TEST_NOW, SIGNER_BEGIN - 9, STANDS, CF_CHAIN_PROBLEM_NONE,
    TRUE },
};

static CfTestChain *
make_chain (const char *extension)
{
  CfTestChainSpec spec = { 0 };

  spec.ca.ends = CA_END;
  spec.signer.begins = SIGNER_BEGIN;
  spec.signer.ends = SIGNER_END;
  spec.signer.extensions[0] = "extendedKeyUsage=emailProtection";
  spec.signer.extensions[1] = "subjectAltName=email:alice@example.com";
  spec.signer.extensions[2] = extension;
  return cf_test_chain (&spec);
}

static const CfSignerFacts *
check_at (CfTestCheck *check, X509 *signer, CfTime arrived, CfTime now)
{
  check->rules.now = now;
  check->rules.arrived = arrived;
  check->rules.judged_at = arrived == UNKNOWN ? now : arrived;
  return cf_test_check_run (check, signer);
}

static void
test_table (void)
{
  g_autoptr (CfTestChain) chain = make_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CfSignerFacts *facts = check_at (check, chain->signer, rows[i].arrived, rows[i].now);

    g_test_message ("%s", rows[i].says);
    cf_test_assert_evidence (facts->evidence & TIMES, rows[i].wanted);
    g_assert_cmpstr (cf_chain_problem_get_name (facts->chain.problem), ==,
                     cf_chain_problem_get_name (rows[i].problem));
    g_assert_cmpint (facts->chain.trusted, ==, rows[i].trusted);
    g_assert_true ((facts->evidence & CF_S (USAGE_FITS)) != 0);
    g_assert_cmpuint (facts->chain.certificates->len, ==, 3);
  }
}

/* With a source that could know of a revocation, an expired certificate stays unknown for ever (CF309). */
static void
test_table_with_source (void)
{
  g_autoptr (CfTestChain) chain = make_chain ("crlDistributionPoints=URI:http://crl.example/a.crl");
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CfSignerFacts *facts = check_at (check, chain->signer, rows[i].arrived, rows[i].now);
    CfEvidence wanted = rows[i].wanted == SINCE ? PAST : rows[i].wanted;

    g_test_message ("%s", rows[i].says);
    cf_test_assert_evidence (facts->evidence & TIMES, wanted);
    if (wanted == PAST)
      g_assert_cmpuint (facts->evidence & CF_S (REVOCATION_SETTLED), ==, 0);
  }
}

/* The same under public roots: there an answer is always wanted. */
static void
test_since_under_public_root (void)
{
  g_autoptr (CfTestChain) chain = make_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, FALSE);
  const CfSignerFacts *facts = check_at (check, chain->signer, SIGNER_END, SIGNER_END + 1);

  cf_test_assert_evidence (facts->evidence & TIMES, PAST);
}

static void
test_soft_does_not_revive (void)
{
  g_autoptr (CfTestChain) chain = make_chain ("crlDistributionPoints=URI:http://crl.example/a.crl");
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);
  const CfSignerFacts *facts;

  check->rules.revocation = CF_REVOCATION_SOFT;
  facts = check_at (check, chain->signer, SIGNER_END, SIGNER_END + 1);
  cf_test_assert_evidence (facts->evidence & TIMES, PAST);
}

/* Any certificate below the anchor counts, the anchor itself never. */
static void
test_each_certificate (void)
{
  static const struct {
    const char *says;
    CfTime root_end, ca_begin, ca_end;
    CfTime arrived;
    CfEvidence wanted;
  } each[] = {
    { "the anchor ended long ago", CF_TEST_BEGIN + 1, 0, 0, CF_TEST_NOW, STANDS },
    { "the authority ended before the arrival", 0, 0, CF_TEST_NOW - 1, CF_TEST_NOW, BEFORE },
    { "the authority ended, arrival unknown", 0, 0, CF_TEST_NOW - 1, UNKNOWN, ARRIVAL_UNKNOWN },
    { "the authority ended after the arrival", 0, 0, CF_TEST_NOW - 1, CF_TEST_NOW - 1, SINCE },
    { "the authority begins later", 0, CF_TEST_NOW + 1, 0, CF_TEST_NOW, NOT_YET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (each); i++) {
    CfTestChainSpec spec = { 0 };
    g_autoptr (CfTestChain) chain = NULL;
    g_autoptr (CfTestCheck) check = NULL;
    const CfSignerFacts *facts;

    spec.root.ends = each[i].root_end;
    spec.ca.begins = each[i].ca_begin;
    spec.ca.ends = each[i].ca_end;
    chain = cf_test_chain (&spec);
    check = cf_test_check_of (chain, TRUE);
    facts = check_at (check, chain->signer, each[i].arrived, CF_TEST_NOW);

    g_test_message ("%s", each[i].says);
    cf_test_assert_evidence (facts->evidence & TIMES, each[i].wanted);
  }
}

/* A caller that judges at another time than the arrival gains nothing by it. */
static void
test_judged_elsewhere (void)
{
  static const struct {
    CfTime arrived, judged_at, now;
    CfEvidence wanted;
  } elsewhere[] = {
    { SIGNER_BEGIN - 1, CF_TEST_NOW, CF_TEST_NOW, NOT_YET },
    { CF_TEST_NOW, SIGNER_BEGIN - 1, CF_TEST_NOW, NOT_YET },
    { SIGNER_END + 1, CF_TEST_NOW, CF_TEST_NOW, BEFORE },
    { CF_TEST_NOW, SIGNER_END + 1, CF_TEST_NOW, SINCE },
    { UNKNOWN, SIGNER_END + 1, CF_TEST_NOW, ARRIVAL_UNKNOWN },
    { UNKNOWN, CF_TEST_NOW, SIGNER_END + 1, ARRIVAL_UNKNOWN },
  };
  g_autoptr (CfTestChain) chain = make_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++) {
    check->rules.arrived = elsewhere[i].arrived;
    check->rules.judged_at = elsewhere[i].judged_at;
    check->rules.now = elsewhere[i].now;
    cf_test_assert_evidence (cf_test_check_run (check, chain->signer)->evidence & TIMES, elsewhere[i].wanted);
  }
}

/* The signer given as an anchor has nobody above, but a time of its own. */
static void
test_signer_as_anchor (void)
{
  g_autoptr (CfTestChain) chain = make_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  const CfSignerFacts *facts;

  cf_test_check_trust (check, chain->signer);
  facts = check_at (check, chain->signer, UNKNOWN, SIGNER_END);
  cf_test_assert_evidence (facts->evidence & TIMES, STANDS);
  facts = check_at (check, chain->signer, SIGNER_END + 1, SIGNER_END + 1);
  cf_test_assert_evidence (facts->evidence & TIMES, BEFORE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/time/table", test_table);
  g_test_add_func ("/cert/time/table-with-source", test_table_with_source);
  g_test_add_func ("/cert/time/since-under-public-root", test_since_under_public_root);
  g_test_add_func ("/cert/time/soft-does-not-revive", test_soft_does_not_revive);
  g_test_add_func ("/cert/time/each-certificate", test_each_certificate);
  g_test_add_func ("/cert/time/judged-elsewhere", test_judged_elsewhere);
  g_test_add_func ("/cert/time/signer-as-anchor", test_signer_as_anchor);
  return g_test_run ();
}
