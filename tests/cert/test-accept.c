/* test-accept.c — accept= of an anchor: which weaknesses of which chains it lets pass, and what never */
#include "cf-test-pki.h"

#define SHA1 CF_CERT_ACCEPT_SHA1_CERTIFICATES
#define RSA1024 CF_CERT_ACCEPT_RSA1024_KEYS
#define BOTH (SHA1 | RSA1024)

typedef struct {
  const char *says;
  guint accept;
  CfTestKey root, ca, signer; /* CF_TEST_P256 unless said otherwise */
  const EVP_MD *(*ca_digest) (void);
  const EVP_MD *(*signer_digest) (void);
  const char *accepted; /* NULL for a chain that needs nothing, or does not stand */
  gboolean stands;
} Row;

static const Row rows[] = {
  { .says = "nothing weak", .accept = BOTH, .stands = TRUE },
  { .says = "SHA-1 in the signer's", .accept = SHA1, .signer_digest = EVP_sha1, .accepted = "sha1-certificates", .stands = TRUE },
  { .says = "SHA-1 in the authority's", .accept = SHA1, .ca_digest = EVP_sha1, .accepted = "sha1-certificates", .stands = TRUE },
  { .says = "SHA-1, nothing said", .signer_digest = EVP_sha1 },
  { .says = "SHA-1, only keys said", .accept = RSA1024, .signer_digest = EVP_sha1 },
  { .says = "MD5", .accept = BOTH, .ca = CF_TEST_RSA_2048, .signer_digest = EVP_md5 },
  { .says = "MD5 in the authority's", .accept = BOTH, .root = CF_TEST_RSA_2048, .ca_digest = EVP_md5 },
  { .says = "SHA-224", .accept = BOTH, .signer_digest = EVP_sha224 },
  { .says = "short key of the signer", .accept = RSA1024, .signer = CF_TEST_RSA_1024, .accepted = "rsa1024-keys", .stands = TRUE },
  { .says = "short key of the authority", .accept = RSA1024, .ca = CF_TEST_RSA_1024, .accepted = "rsa1024-keys", .stands = TRUE },
  { .says = "short key of the anchor", .accept = RSA1024, .root = CF_TEST_RSA_1024, .accepted = "rsa1024-keys", .stands = TRUE },
  { .says = "short key, nothing said", .signer = CF_TEST_RSA_1024 },
  { .says = "short key, only digests said", .accept = SHA1, .ca = CF_TEST_RSA_1024 },
  { .says = "short curve", .accept = BOTH, .signer = CF_TEST_P224 },
  { .says = "odd curve", .accept = BOTH, .ca = CF_TEST_SECP256K1 },
  { .says = "DSA", .accept = BOTH, .signer = CF_TEST_DSA_1024 },
  { .says = "both", .accept = BOTH, .ca = CF_TEST_RSA_1024, .signer_digest = EVP_sha1,
    .accepted = "sha1-certificates;rsa1024-keys", .stands = TRUE },
  { .says = "both, one said", .accept = SHA1, .ca = CF_TEST_RSA_1024, .signer_digest = EVP_sha1 },
};

static CfTestChain *
make_chain (const Row *row)
{
  CfTestChainSpec spec = { .root.key = cf_test_key (row->root, 0),
                           .ca = { .key = cf_test_key (row->ca, 1), .digest = row->ca_digest != NULL ? row->ca_digest () : NULL },
                           .signer = { .key = cf_test_key (row->signer, 2),
                                       .digest = row->signer_digest != NULL ? row->signer_digest () : NULL } };

  return cf_test_chain (&spec);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestChain) chain = make_chain (&rows[i]);
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
    const CfSignerFacts *facts;

    g_test_message ("%s", rows[i].says);
    cf_cert_roots_add_certificate (check->roots, chain->root, TRUE)->accept = rows[i].accept;
    cf_test_check_put (check, chain->ca);
    facts = cf_test_check_run (check, chain->signer);
    g_assert_cmpint (facts->chain.trusted, ==, rows[i].stands);
    g_assert_cmpstr (facts->chain.accepted, ==, rows[i].accepted);
    g_assert_cmpint ((facts->evidence & (CF_S (WEAK_KEY) | CF_S (CHAIN_REFUSED))) != 0, ==, !rows[i].stands);
  }
}

/* A root of the same name and key that accepts nothing is no way round, nor is one that does for the others. */
static void
test_other_anchor (void)
{
  g_autoptr (CfTestChain) weak = cf_test_chain (&(CfTestChainSpec) { .signer.digest = EVP_sha1 () });
  g_autoptr (CfTestChain) other = cf_test_chain (&(CfTestChainSpec) { .root.subject = "CN=Other", .ca.subject = "CN=Other CA" });
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  const CfSignerFacts *facts;

  cf_cert_roots_add_certificate (check->roots, other->root, TRUE)->accept = BOTH;
  cf_test_check_trust (check, weak->root);
  cf_test_check_put (check, weak->ca);
  facts = cf_test_check_run (check, weak->signer);
  g_assert_false (facts->chain.trusted);
  g_assert_cmpint (facts->chain.problem, ==, CF_CHAIN_PROBLEM_WEAK);
}

static void
test_words (void)
{
  static const struct {
    const char *words[3];
    guint accept;
  } kinds[] = {
    { { NULL }, 0 },
    { { "sha1-certificates" }, SHA1 },
    { { "rsa1024-keys", "sha1-certificates" }, BOTH },
    { { "sha1", "rsa1024" }, 0 },
    { { "md5-certificates" }, 0 },
  };

  g_assert_cmpuint (cf_cert_parse_accept (NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (cf_cert_parse_accept (kinds[i].words), ==, kinds[i].accept);
}

/* A short key of the signer counts as strong where it is accepted, and only then. */
static void
test_strength (void)
{
  for (guint accept = 0; accept <= RSA1024; accept += RSA1024) {
    g_autoptr (CfTestChain) chain = cf_test_chain (&(CfTestChainSpec) { .signer.key = cf_test_key (CF_TEST_RSA_1024, 2) });
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
    CfSignerFacts *facts = cf_facts_add_signer (&check->facts->smime);

    cf_cert_roots_add_certificate (check->roots, chain->root, TRUE)->accept = accept;
    cf_test_check_put (check, chain->ca);
    facts->evidence = CF_S (INTACT) | CF_S (WEAK_KEY);
    cf_cert_check_signer (chain->signer, &check->context, facts);
    g_assert_cmpint ((facts->evidence & CF_S (STRONG)) != 0, ==, accept != 0);
    g_assert_cmpint ((facts->evidence & CF_S (WEAK_KEY)) != 0, ==, accept == 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/accept/rows", test_rows);
  g_test_add_func ("/cert/accept/other-anchor", test_other_anchor);
  g_test_add_func ("/cert/accept/words", test_words);
  g_test_add_func ("/cert/accept/strength", test_strength);
  return g_test_run ();
}
