/* test-class.c — what the issuer vouches for, and when an organisation is named (MEANING section 10) */
#include "cf-test-pki.h"

#define ORGANISATION CF_S (ORGANISATION_VOUCHED)
#define ADDRESS CF_S (ADDRESS_VOUCHED)
#define BITS (ORGANISATION | ADDRESS)

static const struct {
  const char *says;
  const char *subject;
  const char *policies; /* of the signer */
  const char *ca;       /* of the authority */
  CfAssurance assurance;
  const char *organization;
  CfEvidence wanted;
} rows[] = {
  { "mailbox", "O=Example Bank/CN=a", "2.23.140.1.5.1.1", NULL, CF_ASSURANCE_MAILBOX, NULL, ADDRESS },
  { "organization, legacy", "O=Example Bank/CN=a", "2.23.140.1.5.2.1", NULL, CF_ASSURANCE_ORGANIZATION,
    "Example Bank", ORGANISATION },
  { "organization, multipurpose", "O=Example Bank/CN=a", "2.23.140.1.5.2.2", NULL, CF_ASSURANCE_ORGANIZATION,
    "Example Bank", ORGANISATION },
  { "organization, strict", "O=Example Bank/CN=a", "2.23.140.1.5.2.3", NULL, CF_ASSURANCE_ORGANIZATION,
    "Example Bank", ORGANISATION },
  { "sponsor", "O=例示銀行株式会社/CN=a", "2.23.140.1.5.3.3", NULL, CF_ASSURANCE_SPONSOR, "例示銀行株式会社",
    ORGANISATION },
  { "individual", "O=Example Bank/CN=a", "2.23.140.1.5.4.2", NULL, CF_ASSURANCE_INDIVIDUAL, NULL, 0 },
  { "no policy", "O=Example Bank/CN=a", NULL, NULL, CF_ASSURANCE_UNKNOWN, NULL, 0 },
  { "an unknown policy", "O=Example Bank/CN=a", "1.2.3.4", NULL, CF_ASSURANCE_UNKNOWN, NULL, 0 },
  { "a generation that does not exist", "O=Example Bank/CN=a", "2.23.140.1.5.2.4", NULL, CF_ASSURANCE_UNKNOWN,
    NULL, 0 },
  { "one number more", "O=Example Bank/CN=a", "2.23.140.1.5.2.1.1", NULL, CF_ASSURANCE_UNKNOWN, NULL, 0 },
  { "two classes: the lesser", "O=Example Bank/CN=a", "2.23.140.1.5.2.1,2.23.140.1.5.1.1", NULL,
    CF_ASSURANCE_MAILBOX, NULL, ADDRESS },
  { "organization without a name", "CN=a", "2.23.140.1.5.2.1", NULL, CF_ASSURANCE_ORGANIZATION, NULL, 0 },
  { "organization with two names", "O=Example Bank/O=Other/CN=a", "2.23.140.1.5.2.1", NULL,
    CF_ASSURANCE_ORGANIZATION, NULL, 0 },
  { "the authority has the policy", "O=Example Bank/CN=a", "2.23.140.1.5.2.1", "2.23.140.1.5.2.1",
    CF_ASSURANCE_ORGANIZATION, "Example Bank", ORGANISATION },
  { "the authority has any policy", "O=Example Bank/CN=a", "2.23.140.1.5.2.1", "2.5.29.32.0",
    CF_ASSURANCE_ORGANIZATION, "Example Bank", ORGANISATION },
  /* Of authorities before the requirements. */
  { "class 1", "O=Example Bank/CN=a", "2.16.840.1.113733.1.7.23.1", NULL, CF_ASSURANCE_MAILBOX, NULL, ADDRESS },
  { "class 2", "O=Example Bank/CN=a", "2.16.840.1.113733.1.7.23.2", NULL, CF_ASSURANCE_INDIVIDUAL, NULL, 0 },
  { "class 3", "O=Example Bank/CN=a", "2.16.840.1.113733.1.7.23.3", NULL, CF_ASSURANCE_ORGANIZATION, "Example Bank",
    ORGANISATION },
  { "class 3 for servers", "O=Example Bank/CN=a", "2.16.840.1.113733.1.7.23.6", NULL, CF_ASSURANCE_UNKNOWN, NULL, 0 },
  { "JCAN", "O=A registrar/OU=CN-7010001008844/CN=a", "1.2.392.200063.30.5300", NULL, CF_ASSURANCE_MAILBOX, NULL, ADDRESS },
  { "an older one beside the requirements'", "O=Example Bank/CN=a", "2.16.840.1.114412.4.1.1,2.23.140.1.5.3.2", NULL,
    CF_ASSURANCE_SPONSOR, "Example Bank", ORGANISATION },
  { "a better older one beside the requirements'", "O=Example Bank/CN=a", "2.16.840.1.113733.1.7.23.3,2.23.140.1.5.1.2", NULL,
    CF_ASSURANCE_MAILBOX, NULL, ADDRESS },
  { "the authority has another one", "O=Example Bank/CN=a", "2.23.140.1.5.2.1", "2.23.140.1.5.1.1",
    CF_ASSURANCE_UNKNOWN, NULL, 0 },
};

static CfTestChain *
make_chain (guint i)
{
  CfTestChainSpec spec = { 0 };
  g_autofree char *signer = NULL;
  g_autofree char *ca = NULL;

  spec.signer.subject = rows[i].subject;
  spec.signer.extensions[0] = "subjectAltName=email:alice@example.com";
  spec.signer.extensions[1] = "extendedKeyUsage=emailProtection";
  if (rows[i].policies != NULL)
    spec.signer.extensions[2] = signer = g_strconcat ("certificatePolicies=", rows[i].policies, NULL);
  if (rows[i].ca != NULL) {
    spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
    spec.ca.extensions[1] = ca = g_strconcat ("certificatePolicies=", rows[i].ca, NULL);
  }
  return cf_test_chain (&spec);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestChain) chain = make_chain (i);

    for (gboolean own = FALSE; own <= TRUE; own++) {
      g_autoptr (CfTestCheck) check = cf_test_check_of (chain, own);
      const CfSignerFacts *facts = cf_test_check_run (check, chain->signer);

      g_test_message ("%s", rows[i].says);
      g_assert_true (facts->chain.trusted);
      g_assert_cmpstr (cf_assurance_get_name (facts->assurance), ==,
                       cf_assurance_get_name (rows[i].assurance));
      g_assert_cmpstr (facts->organization, ==, rows[i].organization);
      cf_test_assert_evidence (facts->evidence & BITS, rows[i].wanted);
      g_assert_cmpint ((facts->evidence & CF_S (OWN_ANCHOR)) != 0, ==, own);
    }
  }
}

/* Two authorities and the signer; what the upper and the lower say of policies beside their own. */
static void
test_authorities (void)
{
#define P "2.23.140.1.5.2.1"
#define ANY "2.5.29.32.0"
  static const struct {
    const char *says;
    const char *upper[2], *lower[2];
    CfAssurance wanted;
  } chains[] = {
    { "both have it", { "certificatePolicies=" P }, { "certificatePolicies=" P }, CF_ASSURANCE_ORGANIZATION },
    { "both say any", { "certificatePolicies=" ANY }, { "certificatePolicies=" ANY }, CF_ASSURANCE_ORGANIZATION },
    { "any is inhibited below the upper",
      { "certificatePolicies=" P, "inhibitAnyPolicy=critical,0" },
      { "certificatePolicies=" ANY },
      CF_ASSURANCE_UNKNOWN },
    { "any is inhibited one below",
      { "certificatePolicies=" P, "inhibitAnyPolicy=critical,1" },
      { "certificatePolicies=" ANY },
      CF_ASSURANCE_ORGANIZATION },
    { "any is inhibited, and it is named",
      { "certificatePolicies=" P, "inhibitAnyPolicy=critical,0" },
      { "certificatePolicies=" P },
      CF_ASSURANCE_ORGANIZATION },
    { "mapped away",
      { "certificatePolicies=" P, "policyMappings=" P ":1.2.3" },
      { "certificatePolicies=" P },
      CF_ASSURANCE_UNKNOWN },
    { "mapped to from another",
      { "certificatePolicies=1.2.3", "policyMappings=1.2.3:" P },
      { "certificatePolicies=" P },
      CF_ASSURANCE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (chains); i++) {
    CfTestChainSpec spec = { .ca = { .extensions = { "basicConstraints=critical,CA:TRUE", chains[i].upper[0], chains[i].upper[1] } } };
    g_autoptr (CfTestChain) chain = cf_test_chain (&spec);
    CfTestCert lower_spec = { .subject = "CN=Lower", .key = cf_test_key (CF_TEST_P384, 0), .issuer = chain->ca, .issuer_key = chain->ca_key,
                              .extensions = { "basicConstraints=critical,CA:TRUE", chains[i].lower[0], chains[i].lower[1] } };
    g_autoptr (X509) lower = cf_test_cert (&lower_spec);
    CfTestCert signer_spec = { .subject = "O=Example Bank/CN=a", .key = cf_test_key (CF_TEST_P384, 1), .issuer = lower,
                               .issuer_key = lower_spec.key,
                               .extensions = { "subjectAltName=email:alice@example.com", "certificatePolicies=" P } };
    g_autoptr (X509) signer = cf_test_cert (&signer_spec);
    g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);
    const CfSignerFacts *facts;

    cf_test_check_put (check, lower);
    facts = cf_test_check_run (check, signer);
    g_test_message ("%s", chains[i].says);
    g_assert_true (facts->chain.trusted);
    g_assert_cmpstr (cf_assurance_get_name (facts->assurance), ==, cf_assurance_get_name (chains[i].wanted));
  }
}

/* Whoever makes a certificate may write any class into it; without an anchor nobody vouches. */
static void
test_nobody_vouches (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  const CfSignerFacts *facts;

  cf_test_check_put (check, chain->ca);
  cf_test_check_put (check, chain->root);
  facts = cf_test_check_run (check, chain->signer);
  g_assert_null (facts->organization);
  g_assert_cmpint (facts->assurance, ==, CF_ASSURANCE_UNKNOWN);
  g_assert_cmpuint (facts->evidence & (BITS | CF_S (OWN_ANCHOR)), ==, 0);
}

/* A chain out of its time was vouched for once; that is no evidence now. */
static void
test_expired (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);
  const CfSignerFacts *facts;

  check->rules.now = check->rules.judged_at = check->rules.arrived = CF_TEST_END + 1;
  facts = cf_test_check_run (check, chain->signer);
  g_assert_cmpuint (facts->evidence & BITS, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/class/table", test_table);
  g_test_add_func ("/cert/class/authorities", test_authorities);
  g_test_add_func ("/cert/class/nobody-vouches", test_nobody_vouches);
  g_test_add_func ("/cert/class/expired", test_expired);
  return g_test_run ();
}
