/* test-path.c — one path: constraints, extensions, signatures, strength */
#include "cf-test-pki.h"

#define CA_BASICS                                                                                            \
  "basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid"
#define SIGNER_BASICS "extendedKeyUsage=emailProtection", "subjectAltName=email:alice@example.com"

/* Which certificate of the chain a row spoils. */
typedef enum { ROOT, CA, SIGNER } Who;

static void
set_extensions (CfTestCert *spec, const char *const *extensions)
{
  for (guint i = 0; i < CF_TEST_MAX_EXTENSIONS && extensions[i] != NULL; i++)
    spec->extensions[i] = extensions[i];
}

static CfTestCert *
get_spec (CfTestChainSpec *spec, Who who)
{
  return who == ROOT ? &spec->root : who == CA ? &spec->ca : &spec->signer;
}

static const CfSignerFacts *
run (CfTestCheck **check, const CfTestChainSpec *spec, gboolean own)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (spec);

  *check = cf_test_check_of (chain, own);
  return cf_test_check_run (*check, chain->signer);
}

static void
assert_refused (const CfSignerFacts *facts, CfChainProblem problem, const char *detail)
{
  g_assert_cmpstr (cf_chain_problem_get_name (facts->chain.problem), ==, cf_chain_problem_get_name (problem));
  g_assert_cmpstr (facts->problem_detail, ==, detail);
  g_assert_false (facts->chain.trusted);
  g_assert_cmpuint (facts->evidence &
                        (CF_S (CHAIN_STANDS) | CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED) |
                         CF_S (ORGANISATION_VOUCHED) | CF_S (ADDRESS_VOUCHED)),
                    ==, 0);
  g_assert_true ((facts->evidence & CF_S (CHAIN_FAILS)) != 0);
  g_assert_null (facts->organization);
}

static void
test_good (void)
{
  g_autoptr (CfTestCheck) check = NULL;
  const CfSignerFacts *facts = run (&check, NULL, TRUE);

  cf_test_assert_evidence (facts->evidence, CF_S (ADDRESS_MATCH) | CF_S (CHAIN_STANDS) | CF_S (USAGE_FITS) |
                                                CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED) |
                                                CF_S (REVOCATION_UNASKED) | CF_S (ORGANISATION_VOUCHED) |
                                                CF_S (OWN_ANCHOR));
  g_assert_true (facts->chain.trusted);
  g_assert_cmpstr (facts->chain.anchor, ==, "CN=Example Root,O=Example Trust");
  g_assert_cmpstr (facts->organization, ==, "Example Bank Ltd.");
  g_assert_cmpstr (((CfCertFacts *) g_ptr_array_index (facts->chain.certificates, 0))->subject_name, ==,
                   "Alice Sato");
  g_assert_cmpstr (((CfCertFacts *) g_ptr_array_index (facts->chain.certificates, 2))->subject_name, ==,
                   "Example Root");
  g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_NOT_CHECKED);
}

static const struct {
  const char *says;
  Who who;
  const char *extensions[CF_TEST_MAX_EXTENSIONS];
  CfChainProblem problem;
  const char *detail; /* NULL: the chain stands */
} constraint_rows[] = {
  { "unknown critical extension of the signer",
    SIGNER,
    { SIGNER_BASICS, "1.2.3.4.5=critical,DER:0500" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "critical extension" },
  { "unknown extension of the signer", SIGNER, { SIGNER_BASICS, "1.2.3.4.5=DER:0500" }, 0, NULL },
  { "unknown critical extension of the authority",
    CA,
    { CA_BASICS, "1.2.3.4.5=critical,DER:0500" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "critical extension" },
  { "names of another domain only",
    CA,
    { CA_BASICS, "nameConstraints=critical,permitted;email:example.org" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "name constraint" },
  { "names of our domain only",
    CA,
    { CA_BASICS, "nameConstraints=critical,permitted;email:example.com" },
    0,
    NULL },
  { "our domain excluded",
    CA,
    { CA_BASICS, "nameConstraints=critical,excluded;email:example.com" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "name constraint" },
  { "the same in the anchor",
    ROOT,
    { "basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=hash",
      "nameConstraints=critical,excluded;email:example.com" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "name constraint" },
  { "no authority below the anchor",
    ROOT,
    { "basicConstraints=critical,CA:TRUE,pathlen:0", "subjectKeyIdentifier=hash" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "path length" },
  { "one authority below the anchor",
    ROOT,
    { "basicConstraints=critical,CA:TRUE,pathlen:1", "subjectKeyIdentifier=hash" },
    0,
    NULL },
  { "no basic constraints",
    CA,
    { "subjectKeyIdentifier=hash" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "basic constraints" },
  { "a person as authority",
    CA,
    { "basicConstraints=CA:FALSE" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "basic constraints" },
  { "an authority that may sign lists only",
    CA,
    { CA_BASICS, "keyUsage=cRLSign" },
    CF_CHAIN_PROBLEM_BAD_USAGE,
    "key usage" },
  { "a policy is required and there is none",
    CA,
    { CA_BASICS, "policyConstraints=critical,requireExplicitPolicy:0" },
    CF_CHAIN_PROBLEM_POLICY,
    "policy" },
  { "key usage that cannot be read",
    CA,
    { CA_BASICS, "keyUsage=DER:0500" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "extension" },
  { "the same of the signer",
    SIGNER,
    { SIGNER_BASICS, "keyUsage=DER:0500" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "extension" },
  { "purposes twice",
    SIGNER,
    { SIGNER_BASICS, "extendedKeyUsage=serverAuth" },
    CF_CHAIN_PROBLEM_BAD_CONSTRAINT,
    "extension" },
};

static void
test_constraints (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (constraint_rows); i++) {
    CfTestChainSpec spec = { 0 };
    g_autoptr (CfTestCheck) check = NULL;
    const CfSignerFacts *facts;

    set_extensions (get_spec (&spec, constraint_rows[i].who), constraint_rows[i].extensions);
    facts = run (&check, &spec, TRUE);

    g_test_message ("%s", constraint_rows[i].says);
    if (constraint_rows[i].detail == NULL) {
      g_assert_true (facts->chain.trusted);
      continue;
    }
    assert_refused (facts, constraint_rows[i].problem, constraint_rows[i].detail);
    g_assert_true ((facts->evidence & CF_S (CHAIN_REFUSED)) != 0);
    g_assert_nonnull (facts->chain.anchor);
  }
}

/* Policies are bounded before OpenSSL sees them. */
static void
test_policy_limit (void)
{
  static const struct {
    guint n;
    gboolean trusted;
  } rows[] = { { 100, TRUE }, { 5000, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) text = g_string_new ("certificatePolicies=1.2.3");
    CfTestChainSpec spec = { .ca = { .extensions = { CA_BASICS } },
                             .signer = { .extensions = { SIGNER_BASICS } } };
    g_autoptr (CfTestCheck) check = NULL;
    const CfSignerFacts *facts;

    for (guint oid = 0; oid < rows[i].n; oid++)
      g_string_append_printf (text, ",1.2.3.%u", oid);
    spec.ca.extensions[3] = text->str;
    spec.signer.extensions[2] = text->str;
    facts = run (&check, &spec, TRUE);
    if (rows[i].trusted)
      g_assert_true (facts->chain.trusted);
    else
      assert_refused (facts, CF_CHAIN_PROBLEM_POLICY, "policy");
  }
}

/* A chain of keys; the evidence and the detail that follow. */
static const struct {
  const char *says;
  CfTestKey root, ca, signer;
  const EVP_MD *(*root_digest) (void), *(*ca_digest) (void), *(*signer_digest) (void);
  CfEvidence wanted; /* 0: the chain stands */
  const char *detail;
} strength_rows[] = {
  { "P-256 all the way", CF_TEST_P256, CF_TEST_P256, CF_TEST_P256, NULL, NULL, NULL, 0, NULL },
  { "P-384, P-521", CF_TEST_P384, CF_TEST_P521, CF_TEST_P384, EVP_sha384, EVP_sha512, EVP_sha384, 0, NULL },
  { "RSA 2048", CF_TEST_RSA_2048, CF_TEST_RSA_2048, CF_TEST_RSA_2048, NULL, NULL, NULL, 0, NULL },
  { "Ed25519 and Ed448", CF_TEST_ED25519, CF_TEST_ED448, CF_TEST_ED25519, NULL, NULL, NULL, 0, NULL },
  { "RSA-PSS authority", CF_TEST_RSA_PSS, CF_TEST_RSA_PSS, CF_TEST_P256, NULL, NULL, NULL, 0, NULL },
  { "SHA-1 on the anchor itself", CF_TEST_P256, CF_TEST_P256, CF_TEST_P256, EVP_sha1, NULL, NULL, 0, NULL },
  { "SHA-1 on the authority", CF_TEST_P256, CF_TEST_P256, CF_TEST_P256, NULL, EVP_sha1, NULL,
    CF_S (CHAIN_REFUSED), "chain digest" },
  { "SHA-1 on the signer", CF_TEST_P256, CF_TEST_P256, CF_TEST_P256, NULL, NULL, EVP_sha1,
    CF_S (CHAIN_REFUSED), "chain digest" },
  { "MD5 on the signer", CF_TEST_P256, CF_TEST_RSA_2048, CF_TEST_P256, NULL, NULL, EVP_md5,
    CF_S (CHAIN_REFUSED), "chain digest" },
  { "SHA-224 on the signer", CF_TEST_P256, CF_TEST_P256, CF_TEST_P256, NULL, NULL, EVP_sha224,
    CF_S (CHAIN_REFUSED), "chain digest" },
  { "RSA 1024 as anchor", CF_TEST_RSA_1024, CF_TEST_P256, CF_TEST_P256, NULL, NULL, NULL,
    CF_S (CHAIN_REFUSED), "chain key" },
  { "RSA 1024 as authority", CF_TEST_P256, CF_TEST_RSA_1024, CF_TEST_P256, NULL, NULL, NULL,
    CF_S (CHAIN_REFUSED), "chain key" },
  { "P-224 as authority", CF_TEST_P256, CF_TEST_P224, CF_TEST_P256, NULL, NULL, NULL, CF_S (CHAIN_REFUSED),
    "chain key" },
  { "secp256k1 as authority", CF_TEST_P256, CF_TEST_SECP256K1, CF_TEST_P256, NULL, NULL, NULL,
    CF_S (CHAIN_REFUSED), "chain key" },
  { "a curve spelt out as authority", CF_TEST_P256, CF_TEST_P256_EXPLICIT, CF_TEST_P256, NULL, NULL, NULL,
    CF_S (CHAIN_REFUSED), "chain key" },
  { "DSA as authority", CF_TEST_P256, CF_TEST_DSA_1024, CF_TEST_P256, NULL, NULL, NULL, CF_S (CHAIN_REFUSED),
    "chain key" },
  { "RSA 1024 as signer", CF_TEST_P256, CF_TEST_P256, CF_TEST_RSA_1024, NULL, NULL, NULL, CF_S (WEAK_KEY),
    "signer key" },
  { "P-224 as signer", CF_TEST_P256, CF_TEST_P256, CF_TEST_P224, NULL, NULL, NULL, CF_S (WEAK_KEY),
    "signer key" },
  { "DSA 1024 as signer", CF_TEST_P256, CF_TEST_P256, CF_TEST_DSA_1024, NULL, NULL, NULL, CF_S (WEAK_KEY),
    "signer key" },
  { "secp256k1 as signer", CF_TEST_P256, CF_TEST_P256, CF_TEST_SECP256K1, NULL, NULL, NULL,
    CF_S (CHAIN_REFUSED), "signer key" },
};

static void
test_strength (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strength_rows); i++) {
    CfTestChainSpec spec = { 0 };
    g_autoptr (CfTestCheck) check = NULL;
    const CfSignerFacts *facts;

    spec.root.key = cf_test_key (strength_rows[i].root, 0);
    spec.ca.key = cf_test_key (strength_rows[i].ca, 1);
    spec.signer.key = cf_test_key (strength_rows[i].signer, 2);
    spec.root.digest = strength_rows[i].root_digest != NULL ? strength_rows[i].root_digest () : NULL;
    spec.ca.digest = strength_rows[i].ca_digest != NULL ? strength_rows[i].ca_digest () : NULL;
    spec.signer.digest = strength_rows[i].signer_digest != NULL ? strength_rows[i].signer_digest () : NULL;
    facts = run (&check, &spec, TRUE);

    g_test_message ("%s", strength_rows[i].says);
    if (strength_rows[i].wanted == 0) {
      g_assert_true (facts->chain.trusted);
      continue;
    }
    assert_refused (facts, CF_CHAIN_PROBLEM_WEAK, strength_rows[i].detail);
    cf_test_assert_evidence (facts->evidence,
                             CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS) | strength_rows[i].wanted);
  }
}

static void
test_bad_signature (void)
{
  for (Who who = CA; who <= SIGNER; who++) {
    CfTestChainSpec spec = { 0 };
    g_autoptr (CfTestCheck) check = NULL;
    const CfSignerFacts *facts;

    get_spec (&spec, who)->signed_with = cf_test_key (CF_TEST_P256, 3);
    facts = run (&check, &spec, TRUE);
    assert_refused (facts, CF_CHAIN_PROBLEM_BAD_SIGNATURE, "chain signature");
  }
}

/* The name of an authority is not enough to be it. */
static void
test_impostor_root (void)
{
  CfTestChainSpec spec = { .root = { .key = cf_test_key (CF_TEST_P256, 3) } };
  g_autoptr (CfTestChain) genuine = cf_test_chain (NULL);
  g_autoptr (CfTestChain) false_one = cf_test_chain (&spec);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  const CfSignerFacts *facts;

  cf_test_check_trust (check, genuine->root);
  cf_test_check_put (check, false_one->ca);
  cf_test_check_put (check, false_one->root);
  facts = cf_test_check_run (check, false_one->signer);
  g_assert_true ((facts->evidence & CF_S (CHAIN_FAILS)) != 0);
  g_assert_false (facts->chain.trusted);
}

static void
test_distrust_after (void)
{
  static const struct {
    const char *says;
    CfTime distrust_after;
    gboolean trusted;
  } rows[] = {
    { "never", CF_TIME_UNKNOWN, TRUE },
    { "begins before", CF_TEST_BEGIN + 1, TRUE },
    { "begins in the same second", CF_TEST_BEGIN, TRUE },
    { "begins a second later", CF_TEST_BEGIN - 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
    g_autoptr (CfTestCheck) check = cf_test_check (FALSE);
    const CfSignerFacts *facts;

    cf_cert_roots_add_certificate (check->roots, chain->root, FALSE)->distrust_after = rows[i].distrust_after;
    cf_test_check_put (check, chain->ca);
    facts = cf_test_check_run (check, chain->signer);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (facts->chain.trusted, ==, rows[i].trusted);
    if (!rows[i].trusted)
      assert_refused (facts, CF_CHAIN_PROBLEM_DISTRUSTED, "distrusted");
  }
}

/* Public roots are whole chains; an intermediate among them is no anchor. */
static void
test_intermediate_as_anchor (void)
{
  for (gboolean own = FALSE; own <= TRUE; own++) {
    g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
    g_autoptr (CfTestCheck) check = cf_test_check (own);
    const CfSignerFacts *facts;

    cf_test_check_trust (check, chain->ca);
    facts = cf_test_check_run (check, chain->signer);
    g_assert_cmpint (facts->chain.trusted, ==, own);
    g_assert_cmpint ((facts->evidence & CF_S (CHAIN_STANDS)) != 0, ==, own);
  }
}

static void
test_without_roots (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (FALSE);
  const CfSignerFacts *facts;

  check->rules.roots = NULL;
  cf_test_check_put (check, chain->ca);
  facts = cf_test_check_run (check, chain->signer);
  cf_test_assert_evidence (facts->evidence, CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS));
  g_assert_cmpint (facts->chain.problem, ==, CF_CHAIN_PROBLEM_UNKNOWN_ISSUER);
  g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/path/good", test_good);
  g_test_add_func ("/cert/path/constraints", test_constraints);
  g_test_add_func ("/cert/path/policy-limit", test_policy_limit);
  g_test_add_func ("/cert/path/strength", test_strength);
  g_test_add_func ("/cert/path/bad-signature", test_bad_signature);
  g_test_add_func ("/cert/path/impostor-root", test_impostor_root);
  g_test_add_func ("/cert/path/distrust-after", test_distrust_after);
  g_test_add_func ("/cert/path/intermediate-as-anchor", test_intermediate_as_anchor);
  g_test_add_func ("/cert/path/without-roots", test_without_roots);
  return g_test_run ();
}
