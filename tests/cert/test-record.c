/* test-record.c — mail that stood when it arrived, and whose root is listed no longer (MEANING section 10) */
#include "cf-test-answer.h"

#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY
#define ARRIVED (NOW - 3 * DAY)
#define END (NOW + 10 * DAY)

#define ABOUT (CF_TEST_REVOCATION_BITS | CF_S (ON_RECORD) | CF_S (USAGE_FITS) | CF_S (CHAIN_INCOMPLETE) | CF_S (ISSUER_UNKNOWN))
#define KEPT (CF_S (CHAIN_STANDS) | CF_S (USAGE_FITS) | CF_S (ON_RECORD) | CF_S (REVOCATION_SETTLED))
#define GONE (CF_S (CHAIN_FAILS) | CF_S (CHAIN_INCOMPLETE))
#define NOT_KEPT (CF_S (USAGE_FITS) | CF_S (ON_RECORD) | CF_S (CHAIN_FAILS))

typedef enum { DISTRUST_NONE, DISTRUST_SIGNER, DISTRUST_CA, DISTRUST_ROOT, DISTRUST_STRANGER } Distrust;
typedef enum { LIST_NONE, LIST_GOOD, LIST_BEFORE, LIST_AFTER, LIST_KEY, LIST_FORGED } ListKind;

typedef struct {
  const char *says;
  CfTime stored_at; /* 0 for the arrival */
  CfTime now;       /* 0 for NOW */
  gboolean unverified, unsettled, other_certificate, with_root, no_roots;
  Distrust distrust;
  ListKind list;
  CfEvidence wanted;
} Row;

static const Row rows[] = {
  { .says = "on record", .wanted = KEPT },
  { .says = "the root came along", .with_root = TRUE, .wanted = KEPT },
  { .says = "expired since", .now = END + DAY, .wanted = KEPT | CF_S (EXPIRED_SINCE) },
  { .says = "not verified then", .unverified = TRUE, .wanted = GONE },
  { .says = "without an answer then", .unsettled = TRUE, .wanted = GONE },
  { .says = "another certificate", .other_certificate = TRUE, .wanted = GONE },
  { .says = "the same with its root", .other_certificate = TRUE, .with_root = TRUE, .wanted = CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN) },
  { .says = "of a time before the arrival", .stored_at = ARRIVED - 1, .wanted = GONE },
  { .says = "of no time", .stored_at = CF_TIME_UNKNOWN, .wanted = GONE },
  { .says = "no list of roots", .no_roots = TRUE, .wanted = CF_S (CHAIN_FAILS) },
  { .says = "the list distrusts the signer", .distrust = DISTRUST_SIGNER, .wanted = GONE },
  { .says = "the list distrusts the authority", .distrust = DISTRUST_CA, .wanted = GONE },
  { .says = "the list distrusts the root, which is not at hand", .distrust = DISTRUST_ROOT, .wanted = GONE },
  { .says = "the list distrusts the root, which is", .distrust = DISTRUST_ROOT, .with_root = TRUE,
    .wanted = CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN) },
  { .says = "the list distrusts somebody else", .distrust = DISTRUST_STRANGER, .wanted = KEPT },
  { .says = "good now, but who knows of the authority", .list = LIST_GOOD, .wanted = KEPT },
  { .says = "revoked before", .list = LIST_BEFORE, .wanted = NOT_KEPT | CF_S (REVOKED_BEFORE_ARRIVAL) },
  { .says = "revoked after", .list = LIST_AFTER, .wanted = KEPT | CF_S (REVOKED_AFTER_ARRIVAL) },
  { .says = "its key leaked", .list = LIST_KEY, .wanted = (KEPT & ~CF_S (REVOCATION_SETTLED)) | CF_S (KEY_COMPROMISED_SINCE) },
  { .says = "revoked by a stranger", .list = LIST_FORGED, .wanted = KEPT },
};

static void
distrust (CfCertRoots *roots, X509 *certificate)
{
  unsigned char *issuer = NULL, *serial = NULL;
  int issuer_length = i2d_X509_NAME (X509_get_issuer_name (certificate), &issuer);
  int serial_length = i2d_ASN1_INTEGER (X509_get0_serialNumber (certificate), &serial);

  g_hash_table_add (roots->distrusted, cf_cert_dup_issuer_and_serial (cf_span (issuer, (gsize) issuer_length),
                                                                      cf_span (serial, (gsize) serial_length)));
  OPENSSL_free (issuer);
  OPENSSL_free (serial);
}

static void
put_distrust (CfTestCase *test, Distrust kind)
{
  g_autoptr (CfTestChain) stranger = cf_test_chain (&(CfTestChainSpec) { .root.subject = "CN=Stranger" });
  X509 *const whom[] = {
    [DISTRUST_SIGNER] = test->chain->signer,
    [DISTRUST_CA] = test->chain->ca,
    [DISTRUST_ROOT] = test->chain->root,
    [DISTRUST_STRANGER] = stranger->root,
  };

  if (kind != DISTRUST_NONE)
    distrust (test->check->roots, whom[kind]);
}

static void
put_list (CfTestCase *test, ListKind kind)
{
  CfTestList list = { .key = kind == LIST_FORGED ? cf_test_key (CF_TEST_RSA_2048, 3) : NULL };

  if (kind == LIST_NONE)
    return;
  if (kind != LIST_GOOD)
    list.entries[0] = (CfTestEntry) { .serial = CF_TEST_SERIAL, .reason = kind == LIST_KEY ? 1 : 0,
                                      .at = kind == LIST_BEFORE || kind == LIST_FORGED ? ARRIVED - DAY : ARRIVED + DAY };
  cf_test_case_list (test, &list);
}

/* A chain that ends at no anchor. */
static CfTestCase *
make_case (const Row *row)
{
  CfTestCase *test = cf_test_case (&(CfTestCaseSpec) { .signer_ends = END, .public = TRUE });

  g_ptr_array_set_size (test->check->roots->anchors, 0);
  if (row->with_root)
    cf_test_check_put (test->check, test->chain->root);
  if (row->no_roots)
    test->check->rules.roots = NULL;
  test->check->rules.arrived = ARRIVED;
  test->check->rules.judged_at = ARRIVED;
  test->check->rules.now = row->now != 0 ? row->now : NOW;
  put_distrust (test, row->distrust);
  put_list (test, row->list);
  return test;
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCase) test = make_case (&rows[i]);
    g_autofree char *sha256 = cf_cert_dup_fingerprint (rows[i].other_certificate ? test->chain->ca : test->chain->signer);
    CfCertStored record = { rows[i].stored_at != 0 ? rows[i].stored_at : ARRIVED, sha256, !rows[i].unverified, !rows[i].unsettled };
    const CfSignerFacts *facts;

    g_test_message ("%s", rows[i].says);
    test->check->context.stored = &record;
    facts = cf_test_case_run (test);
    cf_test_assert_evidence (facts->evidence & ABOUT, rows[i].wanted);
    /* Whatever it was: nobody vouches for it now, and its addresses in the certificate are not fetched. */
    g_assert_false (facts->chain.trusted);
    g_assert_cmpint (facts->chain.problem, !=, CF_CHAIN_PROBLEM_NONE);
    g_assert_null (facts->chain.anchor);
    g_assert_null (facts->organization);
    for (guint q = 0; q < cf_questions_get_n (test->check->questions); q++)
      g_assert_cmpint (cf_questions_get (test->check->questions, q)->kind, ==, CF_QUESTION_ISSUER);
  }
}

/* An anchor that is still listed is asked as ever: the record takes nobody's place. */
static void
test_listed (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_ends = END });
  g_autofree char *sha256 = cf_cert_dup_fingerprint (test->chain->signer);
  CfCertStored record = { ARRIVED, sha256, TRUE, TRUE };
  const CfSignerFacts *facts;

  test->check->rules.arrived = ARRIVED;
  test->check->rules.judged_at = ARRIVED;
  test->check->context.stored = &record;
  facts = cf_test_case_run (test);
  g_assert_true (facts->chain.trusted);
  g_assert_cmpuint (facts->evidence & CF_S (ON_RECORD), ==, 0);
}

/* What has the name of an issuer and did not sign is no part of the chain, and revokes nothing. */
static void
test_impostor (void)
{
  g_autoptr (CfTestCase) test = make_case (&(Row) { .list = LIST_BEFORE });
  /* Without a key identifier, which would tell them apart. */
  g_autoptr (CfTestChain) impostor =
      cf_test_chain (&(CfTestChainSpec) { .ca = { .key = cf_test_key (CF_TEST_RSA_2048, 3),
                                                  .extensions = { "basicConstraints=critical,CA:TRUE" } } });
  g_autofree char *sha256 = cf_cert_dup_fingerprint (test->chain->signer);
  CfCertStored record = { ARRIVED, sha256, TRUE, TRUE };
  const CfSignerFacts *facts;

  sk_X509_pop_free (test->check->bag, X509_free);
  test->check->bag = sk_X509_new_null ();
  test->check->context.bag = test->check->bag;
  cf_test_check_put (test->check, impostor->ca);
  test->check->context.stored = &record;
  cf_test_case_list (test, &(CfTestList) { .key = cf_test_key (CF_TEST_RSA_2048, 3),
                                           .entries = { { .serial = CF_TEST_SERIAL, .at = ARRIVED - DAY } } });
  facts = cf_test_case_run (test);
  cf_test_assert_evidence (facts->evidence & ABOUT, KEPT);
  g_assert_cmpuint (facts->chain.certificates->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/record/rows", test_rows);
  g_test_add_func ("/cert/record/listed", test_listed);
  g_test_add_func ("/cert/record/impostor", test_impostor);
  return g_test_run ();
}
