/* test-revocation-random.c — properties: what must hold of any answers, times and damage */
#include "cf-test-answer.h"

#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY
#define N_ROUNDS 20000
#define MAX_STATEMENTS 4

/* --- statements --- */

/* A world of few moments, so that many things fall on the same. */
typedef struct {
  CfCertRules rules;
  CfCertContext context;
  CfCertLook look;
  X509 *certificate;
  CfCertStatement statements[MAX_STATEMENTS];
  guint n;
} World;

static X509 *certificates[4]; /* the later the longer */

static CfTime
random_time (GRand *rand)
{
  return NOW + g_rand_int_range (rand, -10, 11) * DAY;
}

static CfTime
random_or_unknown (GRand *rand)
{
  return g_rand_int_range (rand, 0, 3) == 0 ? CF_TIME_UNKNOWN : random_time (rand);
}

static CfCertStatement
random_statement (GRand *rand)
{
  static const guint scopes[] = { CF_CERT_ALL_REASONS, CF_CERT_ALL_REASONS, 0x2u, 0x1fcu };
  CfCertStatement statement = cf_cert_statement_new ("crl");

  statement.revoked = g_rand_int_range (rand, 0, 3) == 0;
  statement.reason = g_rand_int_range (rand, -1, 11);
  statement.revoked_at = random_or_unknown (rand);
  statement.invalid_since = random_or_unknown (rand);
  statement.known_at = random_time (rand);
  statement.until = random_or_unknown (rand);
  statement.reaches_back = random_or_unknown (rand);
  statement.signer_end = random_or_unknown (rand);
  statement.reasons = scopes[g_rand_int_range (rand, 0, G_N_ELEMENTS (scopes))];
  return statement;
}

static void
make_world (World *world, GRand *rand)
{
  *world = (World) { .rules = { .now = random_time (rand), .arrived = random_or_unknown (rand) } };
  world->rules.judged_at = world->rules.arrived != CF_TIME_UNKNOWN ? world->rules.arrived : world->rules.now;
  world->context.rules = &world->rules;
  world->look.context = &world->context;
  world->look.had_evidence = g_rand_boolean (rand);
  world->certificate = certificates[1 + g_rand_int_range (rand, 0, 3)];
  world->n = (guint) g_rand_int_range (rand, 0, MAX_STATEMENTS + 1);
  for (guint i = 0; i < world->n; i++)
    world->statements[i] = random_statement (rand);
}

/* Without the statement at @without; -1 for all. */
static CfCertStanding
judge (const World *world, int without)
{
  g_autoptr (GArray) statements = g_array_new (FALSE, FALSE, sizeof (CfCertStatement));
  CfCertStatement says;

  for (guint i = 0; i < world->n; i++)
    if ((int) i != without)
      g_array_append_val (statements, world->statements[i]);

  return cf_cert_statements_judge (statements, world->certificate, &world->look, &says);
}

/* "Revoked later" tells that it stood on arrival, which no answer at all does not: the one case where a revocation is
 * worth more than nothing. */
static gboolean
is_no_worse (CfCertStanding without, CfCertStanding with)
{
  return without <= with || (with == CF_CERT_STANDING_REVOKED_AFTER && without == CF_CERT_STANDING_UNKNOWN);
}

static void
check_removal (World *world)
{
  CfCertStanding all = judge (world, -1);

  for (guint i = 0; i < world->n; i++)
    if (world->statements[i].revoked)
      g_assert_true (is_no_worse (judge (world, (int) i), all));
}

static void
check_later (World *world)
{
  for (guint i = 0; i < world->n; i++) {
    CfCertStanding before = judge (world, -1);
    CfTime *at = &world->statements[i].revoked_at;

    if (!world->statements[i].revoked)
      continue;
    *at = *at == CF_TIME_UNKNOWN ? NOW - 10 * DAY : *at + DAY;
    g_assert_cmpint (judge (world, -1), <=, before);
  }
}

static void
check_expiry (World *world)
{
  CfCertStanding longer = judge (world, -1);

  for (guint i = 0; certificates[i] != world->certificate; i++) {
    World shorter = *world;

    shorter.certificate = certificates[i];
    /* Held meanwhile, or over: both unknown; nothing gets better. */
    if (longer == CF_CERT_STANDING_GOOD || longer == CF_CERT_STANDING_UNKNOWN)
      g_assert_cmpint (judge (&shorter, -1), >=, longer);
  }
}

/* Good is only what a counted word says, and never beside a revocation other than a hold. */
static void
check_good (World *world)
{
  guint reasons = 0;

  if (judge (world, -1) != CF_CERT_STANDING_GOOD)
    return;
  for (guint i = 0; i < world->n; i++) {
    const CfCertStatement *statement = &world->statements[i];

    if (statement->revoked)
      g_assert_cmpint (statement->reason, ==, CF_CERT_REASON_HOLD);
    else if (cf_cert_statement_counts (statement, world->certificate, &world->rules))
      reasons |= statement->reasons;
  }
  g_assert_cmpuint (reasons, ==, CF_CERT_ALL_REASONS);
}

static void
test_statements (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260921);
  guint n_good = 0;

  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    certificates[i] = cf_test_cert (&(CfTestCert) { .key = cf_test_key (CF_TEST_P256, 0), .ends = NOW + (i * 5 - 7) * DAY });
  for (guint i = 0; i < N_ROUNDS; i++) {
    World world;

    make_world (&world, rand);
    n_good += judge (&world, -1) == CF_CERT_STANDING_GOOD;
    check_good (&world);
    check_removal (&world);
    check_expiry (&world);
    check_later (&world);
  }
  /* The worlds are not all alike. */
  g_assert_cmpuint (n_good, >, N_ROUNDS / 50);
  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    X509_free (certificates[i]);
}

/* Lists of some reasons let nobody go that the oldest of them does not know of. */
static void
test_partial_release (void)
{
  static const struct {
    CfTime first, second;
    CfCertStanding wanted;
  } rows[] = {
    { NOW - 5 * DAY, NOW - DAY, CF_CERT_STANDING_REVOKED_BEFORE },
    { NOW - DAY, NOW - 5 * DAY, CF_CERT_STANDING_REVOKED_BEFORE },
    { NOW - 2 * DAY, NOW - DAY, CF_CERT_STANDING_GOOD },
  };
  g_autoptr (X509) certificate = cf_test_cert (&(CfTestCert) { .key = cf_test_key (CF_TEST_P256, 0) });

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    World world = { .rules = { .now = NOW, .judged_at = NOW, .arrived = CF_TIME_UNKNOWN }, .certificate = certificate, .n = 3 };

    world.context.rules = &world.rules;
    world.look.context = &world.context;
    for (guint k = 0; k < world.n; k++)
      world.statements[k] = cf_cert_statement_new ("crl");
    world.statements[0].known_at = rows[i].first;
    world.statements[0].reasons = 0x2u;
    world.statements[1].known_at = rows[i].second;
    world.statements[1].reasons = 0x1fcu;
    world.statements[2].revoked = TRUE;
    world.statements[2].reason = CF_CERT_REASON_HOLD;
    world.statements[2].revoked_at = world.statements[2].known_at = NOW - 3 * DAY;
    g_assert_cmpint (judge (&world, -1), ==, rows[i].wanted);
  }
}

/* --- whole answers --- */

/* Whatever else is on the lists and whatever the times: ours on one of them is never "not revoked", unless it was let
 * go, which none of these is. */
static void
test_lists (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);
    CfTestList list = { .known_at = random_time (rand), .until = NOW + 11 * DAY, .number = 5 };
    guint ours = (guint) g_rand_int_range (rand, 0, 4);
    CfEvidence evidence;

    for (guint k = 0; k < 4; k++)
      list.entries[k] = (CfTestEntry) { .serial = 50 + k, .at = random_time (rand), .reason = g_rand_int_range (rand, 0, 6) };
    list.entries[ours].serial = CF_TEST_SERIAL;
    test->check->rules.arrived = random_or_unknown (rand);
    test->check->rules.revocation = g_rand_boolean (rand) ? CF_REVOCATION_HARD : CF_REVOCATION_SOFT;
    cf_test_case_list (test, &list);
    if (g_rand_boolean (rand))
      cf_test_case_give (test, &(CfTestList) { .known_at = random_time (rand), .until = NOW + 11 * DAY });

    evidence = cf_test_case_run (test)->evidence;
    g_assert_cmpuint (evidence & CF_S (NOT_REVOKED), ==, 0);
    if ((evidence & CF_S (REVOKED_AFTER_ARRIVAL)) == 0)
      g_assert_cmpuint (evidence & CF_S (REVOCATION_SETTLED), ==, 0);
  }
}

/* --- damage --- */

/* Whether OpenSSL reads @copy as what @whole says: it takes a responder's certificate, which stands outside
 * what is signed, whose SEQUENCE has lost the bit "constructed".  That is another spelling, not another
 * answer. */
static gboolean
reads_the_same (GBytes *whole, const guint8 *copy)
{
  gsize length = g_bytes_get_size (whole);
  const guint8 *p = copy;
  OCSP_RESPONSE *response = d2i_OCSP_RESPONSE (NULL, &p, (long) length);
  OCSP_BASICRESP *basic = response == NULL ? NULL : OCSP_response_get1_basic (response);
  g_autoptr (GBytes) again = NULL;
  unsigned char *der = NULL;
  int n = 0;

  if (basic != NULL)
    n = i2d_OCSP_BASICRESP (basic, &der);
  again = g_bytes_new (der, n > 0 ? (gsize) n : 0);
  OPENSSL_free (der);
  OCSP_BASICRESP_free (basic);
  OCSP_RESPONSE_free (response);

  return n > 0 && (gsize) n < length &&
         memcmp ((const guint8 *) g_bytes_get_data (whole, NULL) + length - n, g_bytes_get_data (again, NULL),
                 (gsize) n) == 0;
}

/* Every length, and every byte with one bit turned. */
static void
damage (CfTestCase *test, CfQuestionKind kind, const char *key, GBytes *whole)
{
  gsize length = g_bytes_get_size (whole);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), length);

  cf_test_case_answer (test, kind, key, g_bytes_ref (whole));
  cf_test_case_expect (test, CF_TEST_NOT_REVOKED);
  for (gsize i = 0; i < length; i++) {
    cf_test_case_answer (test, kind, key, g_bytes_new (copy, i));
    cf_test_case_expect (test, CF_TEST_UNKNOWN);

    copy[i] ^= (guint8) (1u << (i % 8));
    cf_test_case_answer (test, kind, key, g_bytes_new (copy, length));
    if (!reads_the_same (whole, copy))
      cf_test_case_expect (test, CF_TEST_UNKNOWN);
    copy[i] ^= (guint8) (1u << (i % 8));
  }
}

static void
test_damaged_list (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);
  g_autoptr (GBytes) whole = cf_test_list (&(CfTestList) {
      .issuer = test->chain->ca, .key = test->chain->ca_key, .number = 5,
      .extensions = { "issuingDistributionPoint=critical,onlyuser:TRUE" },
      .entries = { { .serial = 98, .at = NOW - DAY, .reason = 1 } } });

  damage (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, whole);
}

static void
test_damaged_response (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_sources = { "authorityInfoAccess=OCSP;URI:" CF_TEST_OCSP_URL } });
  g_autoptr (GPtrArray) keys = cf_cert_dup_responders (test->chain->signer, test->chain->ca);
  g_autoptr (X509) responder = cf_test_cert (&(CfTestCert) {
      .subject = "CN=Responder", .key = cf_test_key (CF_TEST_P256, 3), .issuer = test->chain->ca,
      .issuer_key = test->chain->ca_key, .extensions = { "extendedKeyUsage=OCSPSigning", "noCheck=ignored" } });
  CfTestResponse response = { .signer = responder, .key = cf_test_key (CF_TEST_P256, 3),
                              .singles = { { .certificate = test->chain->signer, .issuer = test->chain->ca } } };
  g_autoptr (GBytes) delegated = cf_test_response (&response);
  g_autoptr (GBytes) direct = NULL;

  damage (test, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0), delegated);

  response.signer = test->chain->ca;
  response.key = test->chain->ca_key;
  response.bare = TRUE;
  direct = cf_test_response (&response);
  damage (test, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0), direct);
}

/* Answers to one question given to another. */
static void
test_exchanged (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) {
      .signer_sources = { "authorityInfoAccess=OCSP;URI:" CF_TEST_OCSP_URL, "crlDistributionPoints=URI:" CF_TEST_CRL_URL } });
  g_autoptr (GPtrArray) keys = cf_cert_dup_responders (test->chain->signer, test->chain->ca);
  CfTestResponse response = { .signer = test->chain->ca, .key = test->chain->ca_key,
                              .singles = { { .certificate = test->chain->signer, .issuer = test->chain->ca } } };

  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL, cf_test_response (&response));
  cf_test_case_answer (test, CF_QUESTION_OCSP, g_ptr_array_index (keys, 0),
                       cf_test_list (&(CfTestList) { .issuer = test->chain->ca, .key = test->chain->ca_key }));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);

  g_test_message ("the root's list in place of the authority's");
  cf_test_case_answer (test, CF_QUESTION_CRL, CF_TEST_CRL_URL,
                       cf_test_list (&(CfTestList) { .issuer = test->chain->root, .key = test->chain->root_key }));
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/revocation-random/statements", test_statements);
  g_test_add_func ("/cert/revocation-random/partial-release", test_partial_release);
  g_test_add_func ("/cert/revocation-random/lists", test_lists);
  g_test_add_func ("/cert/revocation-random/damaged-list", test_damaged_list);
  g_test_add_func ("/cert/revocation-random/damaged-response", test_damaged_response);
  g_test_add_func ("/cert/revocation-random/exchanged", test_exchanged);
  return g_test_run ();
}
