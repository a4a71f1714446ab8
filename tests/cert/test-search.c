/* test-search.c — finding the best path: what is missing, twins, loops, limits */
#include "cf-test-pki.h"

/* A certificate authority @subject under @issuer with P-256 key @index. */
static X509 *
make_ca (const char *subject, guint index, X509 *issuer, guint issuer_index, CfTime ends)
{
  CfTestCert spec = { .subject = subject,
                      .key = cf_test_key (CF_TEST_P256, index),
                      .issuer = issuer,
                      .issuer_key = cf_test_key (CF_TEST_P256, issuer_index),
                      .serial = 7,
                      .ends = ends,
                      .extensions = { "basicConstraints=critical,CA:TRUE" } };

  return cf_test_cert (&spec);
}

static X509 *
make_signer (X509 *issuer, guint issuer_index, const char *more)
{
  CfTestCert spec = { .subject = "O=Example Bank Ltd./CN=Alice Sato",
                      .key = cf_test_key (CF_TEST_P256, 3),
                      .issuer = issuer,
                      .issuer_key = cf_test_key (CF_TEST_P256, issuer_index),
                      .serial = 9,
                      .extensions = { "extendedKeyUsage=emailProtection",
                                      "subjectAltName=email:alice@example.com", more } };

  return cf_test_cert (&spec);
}

static void
assert_ends (const CfSignerFacts *facts, CfEvidence wanted, CfChainProblem problem, guint n_certificates)
{
  cf_test_assert_evidence (facts->evidence, CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS) | wanted);
  g_assert_cmpstr (cf_chain_problem_get_name (facts->chain.problem), ==, cf_chain_problem_get_name (problem));
  g_assert_cmpuint (facts->chain.certificates->len, ==, n_certificates);
  g_assert_null (facts->chain.anchor);
  g_assert_false (facts->chain.trusted);
  g_assert_cmpint (facts->assurance, ==, CF_ASSURANCE_UNKNOWN);
}

/* Without a place to ask at there is nothing to ask. */
static void
test_incomplete (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

  cf_test_check_trust (check, chain->root);
  check->rules.aia = CF_CERT_AIA_ANY;
  assert_ends (cf_test_check_run (check, chain->signer), CF_S (CHAIN_INCOMPLETE), CF_CHAIN_PROBLEM_INCOMPLETE,
               1);
  g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 0);
}

static void
test_link_among_extra (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  g_autoptr (CfX509Stack) extra = sk_X509_new_null ();

  X509_up_ref (chain->ca);
  sk_X509_push (extra, chain->ca);
  check->rules.extra = extra;
  cf_test_check_trust (check, chain->root);
  g_assert_true (cf_test_check_run (check, chain->signer)->chain.trusted);
}

static void
test_unknown_root (void)
{
  static const struct {
    const char *says;
    const char *root;
    CfEvidence wanted;
  } rows[] = {
    { "a stranger's", "O=Elsewhere/CN=Root", CF_S (ISSUER_UNKNOWN) },
    { "the signer's own organisation", "O=Example Bank Ltd./CN=Root", CF_S (PRIVATE_ROOT_UNKNOWN) },
    { "without organisation", "CN=Root", CF_S (ISSUER_UNKNOWN) },
    { "of two organisations", "O=Example Bank Ltd./O=Elsewhere/CN=Root", CF_S (ISSUER_UNKNOWN) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestChain) other = cf_test_chain (NULL);
    g_autoptr (X509) root = make_ca (rows[i].root, 0, NULL, 0, 0);
    g_autoptr (X509) signer = make_signer (root, 0, NULL);
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

    cf_test_check_trust (check, other->root);
    cf_test_check_put (check, root);
    g_test_message ("%s", rows[i].says);
    assert_ends (cf_test_check_run (check, signer), rows[i].wanted, CF_CHAIN_PROBLEM_UNKNOWN_ISSUER, 2);
    g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 0);
  }
}

static void
test_self_made (void)
{
  g_autoptr (CfTestChain) other = cf_test_chain (NULL);
  g_autoptr (X509) signer = make_signer (NULL, 3, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

  cf_test_check_trust (check, other->root);
  assert_ends (cf_test_check_run (check, signer), CF_S (ISSUER_UNKNOWN), CF_CHAIN_PROBLEM_UNKNOWN_ISSUER, 1);
}

static void
test_self_made_as_anchor (void)
{
  g_autoptr (X509) signer = make_signer (NULL, 3, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  const CfSignerFacts *facts;

  cf_test_check_trust (check, signer);
  facts = cf_test_check_run (check, signer);
  g_assert_true (facts->chain.trusted);
  g_assert_cmpuint (facts->chain.certificates->len, ==, 1);
}

/* Of twins of the authority, the one that helps is found wherever it stands. */
static void
test_twins (void)
{
  static const struct {
    const char *says;
    gboolean under_stranger, forged, expired;
  } rows[] = {
    { "cross-signed by a stranger", TRUE, FALSE, FALSE },
    { "with a forged signature", FALSE, TRUE, FALSE },
    { "expired", FALSE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (X509) root = make_ca ("CN=Root", 0, NULL, 0, 0);
    g_autoptr (X509) stranger = make_ca ("CN=Stranger", 2, NULL, 2, 0);
    g_autoptr (X509) good = make_ca ("CN=CA", 1, root, 0, 0);
    g_autoptr (X509) twin =
        make_ca ("CN=CA", 1, rows[i].under_stranger ? stranger : root,
                 rows[i].under_stranger || rows[i].forged ? 2 : 0, rows[i].expired ? CF_TEST_NOW - 1 : 0);
    g_autoptr (X509) signer = make_signer (good, 1, NULL);

    for (guint order = 0; order < 2; order++) {
      g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

      cf_test_check_trust (check, root);
      cf_test_check_put (check, stranger);
      cf_test_check_put (check, order == 0 ? twin : good);
      cf_test_check_put (check, order == 0 ? good : twin);
      g_test_message ("%s, %s", rows[i].says, order == 0 ? "first" : "last");
      g_assert_true (cf_test_check_run (check, signer)->chain.trusted);
    }
  }
}

/* Whether the good authority is found behind @n others of its name, which @issuer made, or the root itself.
 */
static gboolean
is_found_behind (guint n, X509 *issuer)
{
  g_autoptr (X509) root = make_ca ("CN=Root", 0, NULL, 0, 0);
  g_autoptr (X509) good = make_ca ("CN=CA", 1, root, 0, 0);
  g_autoptr (X509) signer = make_signer (good, 1, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

  cf_test_check_trust (check, root);
  for (guint i = 0; i < n; i++) {
    g_autoptr (X509) other = make_ca ("CN=CA", 1, issuer != NULL ? issuer : root, 2, CF_TEST_END - i);

    cf_test_check_put (check, other);
  }
  cf_test_check_put (check, good);
  return cf_test_check_run (check, signer)->chain.trusted;
}

/* As many complete paths as the limit allows are tried, and not one more. */
static void
test_many_forged_twins (void)
{
  g_assert_true (is_found_behind (CF_LIMIT_PATHS - 1, NULL));
  g_assert_false (is_found_behind (CF_LIMIT_PATHS, NULL));
}

/* Authorities of the right name that lead nowhere: the good one and its root are the last two steps. */
static void
test_most_steps (void)
{
  g_autoptr (X509) nobody = make_ca ("CN=Nobody", 0, NULL, 0, 0);

  g_assert_true (is_found_behind (CF_LIMIT_PATH_STEPS - 2, nobody));
  g_assert_false (is_found_behind (CF_LIMIT_PATH_STEPS - 1, nobody));
}

/* An authority of the right name and another key is not the issuer: that one is still missing. */
static void
test_another_key (void)
{
  CfTestChainSpec spec = { .ca = { .key = cf_test_key (CF_TEST_P256, 3) } };
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestChain) other = cf_test_chain (&spec);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

  cf_test_check_trust (check, chain->root);
  cf_test_check_put (check, other->ca);
  assert_ends (cf_test_check_run (check, chain->signer), CF_S (CHAIN_INCOMPLETE), CF_CHAIN_PROBLEM_INCOMPLETE,
               1);
}

/* A chain of @n certificates in all, the anchor and the signer among them. */
static gboolean
is_chain_of_trusted (guint n)
{
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  g_autoptr (X509) last = make_ca ("CN=CA 0", 0, NULL, 0, 0);
  g_autoptr (X509) signer = NULL;

  cf_test_check_trust (check, last);
  for (guint i = 1; i + 1 < n; i++) {
    g_autofree char *subject = g_strdup_printf ("CN=CA %u", i);
    X509 *next = make_ca (subject, i % 3, last, (i - 1) % 3, 0);

    cf_test_check_put (check, next);
    X509_free (last);
    last = next;
  }

  signer = make_signer (last, (n - 2) % 3, NULL);
  return cf_test_check_run (check, signer)->chain.trusted;
}

static void
test_length (void)
{
  g_assert_true (is_chain_of_trusted (2));
  g_assert_true (is_chain_of_trusted (CF_LIMIT_CHAIN_LENGTH));
  g_assert_false (is_chain_of_trusted (CF_LIMIT_CHAIN_LENGTH + 1));
}

static void
test_loop (void)
{
  g_autoptr (CfTestChain) other = cf_test_chain (NULL);
  g_autoptr (X509) a = make_ca ("CN=A", 0, NULL, 0, 0);
  g_autoptr (X509) b = make_ca ("CN=B", 1, a, 0, 0);
  g_autoptr (X509) a_by_b = make_ca ("CN=A", 0, b, 1, 0);
  g_autoptr (X509) signer = make_signer (b, 1, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  const CfSignerFacts *facts;

  cf_test_check_trust (check, other->root);
  cf_test_check_put (check, b);
  cf_test_check_put (check, a_by_b);
  facts = cf_test_check_run (check, signer);
  assert_ends (facts, CF_S (CHAIN_INCOMPLETE), CF_CHAIN_PROBLEM_INCOMPLETE, 3);
}

/* Half of @n authorities seem to have issued the other half and the other way round; an
 * anchor called @anchor_name, if it is one of theirs, ends every path with a signature that does not match.
 */
static gint64
time_crossing (const char *anchor_name, guint n)
{
  g_autoptr (X509) even = make_ca ("CN=Even", 0, NULL, 0, 0);
  g_autoptr (X509) odd = make_ca ("CN=Odd", 0, NULL, 0, 0);
  g_autoptr (X509) anchor = make_ca (anchor_name, 1, NULL, 1, 0);
  g_autoptr (X509) signer = make_signer (even, 2, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  gint64 started;

  cf_test_check_trust (check, anchor);
  for (guint i = 0; i < n; i++) {
    CfTestCert spec = { .subject = i % 2 == 0 ? "CN=Even" : "CN=Odd",
                        .key = cf_test_key (CF_TEST_P256, i % 3),
                        .issuer = i % 2 == 0 ? odd : even,
                        .issuer_key = cf_test_key (CF_TEST_P256, 0),
                        .serial = 100 + i,
                        .extensions = { "basicConstraints=critical,CA:TRUE" } };
    g_autoptr (X509) authority = cf_test_cert (&spec);

    cf_test_check_put (check, authority);
  }

  started = g_get_monotonic_time ();
  g_assert_false (cf_test_check_run (check, signer)->chain.trusted);
  return g_get_monotonic_time () - started;
}

/* As many again take hardly longer: what costs is bounded by steps and paths, not by how many there are. */
static void
test_crossing_ends_quickly (void)
{
  static const char *const names[] = { "CN=Even", "CN=Nobody" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    gint64 few = time_crossing (names[i], 50);
    gint64 many = time_crossing (names[i], 200);

    g_test_message ("%s: 50 take %" G_GINT64_FORMAT " us, 200 take %" G_GINT64_FORMAT " us", names[i], few,
                    many);
    g_assert_cmpint (many, <, 2 * G_USEC_PER_SEC);
    g_assert_cmpint (many, <, 20 * few + 100000);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/search/incomplete", test_incomplete);
  g_test_add_func ("/cert/search/link-among-extra", test_link_among_extra);
  g_test_add_func ("/cert/search/unknown-root", test_unknown_root);
  g_test_add_func ("/cert/search/self-made", test_self_made);
  g_test_add_func ("/cert/search/self-made-as-anchor", test_self_made_as_anchor);
  g_test_add_func ("/cert/search/twins", test_twins);
  g_test_add_func ("/cert/search/many-forged-twins", test_many_forged_twins);
  g_test_add_func ("/cert/search/most-steps", test_most_steps);
  g_test_add_func ("/cert/search/another-key", test_another_key);
  g_test_add_func ("/cert/search/length", test_length);
  g_test_add_func ("/cert/search/loop", test_loop);
  g_test_add_func ("/cert/search/crossing-ends-quickly", test_crossing_ends_quickly);
  return g_test_run ();
}
