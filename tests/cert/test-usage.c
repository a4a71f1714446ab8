/* test-usage.c — who may sign mail (RFC 8550 section 4.4, MEANING section 10) */
#include "cf-test-pki.h"

#define SAN "subjectAltName=email:alice@example.com"

static const struct {
  const char *says;
  const char *signer[3];
  const char *ca;
  gboolean own;    /* fits under an administrator's anchor */
  gboolean public; /* fits under a public root */
  gboolean any;    /* fits with purpose=any */
} rows[] = {
  { "mail", { "extendedKeyUsage=emailProtection" }, NULL, TRUE, TRUE, TRUE },
  { "mail and servers", { "extendedKeyUsage=serverAuth,emailProtection" }, NULL, TRUE, TRUE, TRUE },
  { "no purpose", { NULL }, NULL, TRUE, FALSE, TRUE },
  { "any purpose", { "extendedKeyUsage=anyExtendedKeyUsage" }, NULL, TRUE, FALSE, TRUE },
  { "servers", { "extendedKeyUsage=serverAuth" }, NULL, FALSE, FALSE, TRUE },
  { "an unknown purpose", { "extendedKeyUsage=1.2.3.4" }, NULL, FALSE, FALSE, TRUE },
  { "signatures",
    { "extendedKeyUsage=emailProtection", "keyUsage=digitalSignature" },
    NULL,
    TRUE,
    TRUE,
    TRUE },
  { "commitment", { "extendedKeyUsage=emailProtection", "keyUsage=nonRepudiation" }, NULL, TRUE, TRUE, TRUE },
  { "encryption",
    { "extendedKeyUsage=emailProtection", "keyUsage=keyEncipherment" },
    NULL,
    FALSE,
    FALSE,
    FALSE },
  { "an authority",
    { "extendedKeyUsage=emailProtection", "basicConstraints=CA:TRUE" },
    NULL,
    FALSE,
    FALSE,
    FALSE },
  { "not an authority",
    { "extendedKeyUsage=emailProtection", "basicConstraints=CA:FALSE" },
    NULL,
    TRUE,
    TRUE,
    TRUE },
  { "an authority for mail",
    { "extendedKeyUsage=emailProtection" },
    "extendedKeyUsage=emailProtection",
    TRUE,
    TRUE,
    TRUE },
  { "an authority for all",
    { "extendedKeyUsage=emailProtection" },
    "extendedKeyUsage=anyExtendedKeyUsage",
    TRUE,
    FALSE,
    TRUE },
  { "an authority for servers",
    { "extendedKeyUsage=emailProtection" },
    "extendedKeyUsage=serverAuth",
    FALSE,
    FALSE,
    TRUE },
};

static void
check_row (guint i, gboolean own, gboolean any_purpose, gboolean fits)
{
  CfTestChainSpec spec = { 0 };
  g_autoptr (CfTestChain) chain = NULL;
  g_autoptr (CfTestCheck) check = NULL;
  const CfSignerFacts *facts;

  spec.signer.extensions[0] = SAN;
  for (guint e = 0; e < G_N_ELEMENTS (rows[i].signer); e++)
    spec.signer.extensions[e + 1] = rows[i].signer[e];
  if (rows[i].ca != NULL) {
    spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
    spec.ca.extensions[1] = rows[i].ca;
  }

  chain = cf_test_chain (&spec);
  check = cf_test_check_of (chain, own);
  check->rules.any_purpose = any_purpose;
  facts = cf_test_check_run (check, chain->signer);

  g_assert_cmpint ((facts->evidence & CF_S (USAGE_FITS)) != 0, ==, fits);
  g_assert_cmpint ((facts->evidence & CF_S (WRONG_USAGE)) != 0, ==, !fits);
  g_assert_cmpint ((facts->evidence & CF_S (CHAIN_STANDS)) != 0, ==, fits);
  g_assert_cmpint ((facts->evidence & CF_S (CHAIN_FAILS)) != 0, ==, !fits);
  g_assert_cmpint (facts->chain.trusted, ==, fits);
  g_assert_cmpstr (cf_chain_problem_get_name (facts->chain.problem), ==, fits ? "" : "bad-usage");
  if (!fits)
    g_assert_cmpuint (facts->evidence &
                          (CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED) | CF_S (REVOCATION_UNKNOWN)),
                      ==, 0);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].says);
    check_row (i, TRUE, FALSE, rows[i].own);
    check_row (i, FALSE, FALSE, rows[i].public);
    check_row (i, FALSE, TRUE, rows[i].any);
  }
}

/* A root that signs mail itself is still an authority. */
static void
test_anchor_as_signer (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);
  const CfSignerFacts *facts = cf_test_check_run (check, chain->root);

  g_assert_true ((facts->evidence & CF_S (WRONG_USAGE)) != 0);
  g_assert_false (facts->chain.trusted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/usage/table", test_table);
  g_test_add_func ("/cert/usage/anchor-as-signer", test_anchor_as_signer);
  return g_test_run ();
}
