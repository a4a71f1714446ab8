/* test-facts.c — making, copying and freeing facts */
#include "cf-fact.h"

/* Nothing known: no time, no good evidence, no signer. */
static void
test_fresh (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();

  g_assert_cmpuint (facts->evidence, ==, 0);
  g_assert_cmpint (facts->checked_at, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (facts->judged_at, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (facts->arrived, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (facts->sender.date, ==, CF_TIME_UNKNOWN);
  g_assert_cmpuint (facts->sender.from_addresses->len, ==, 0);
  g_assert_cmpuint (facts->smime.signers->len, ==, 0);
  g_assert_cmpuint (facts->attached_signatures->len, ==, 0);
  g_assert_null (facts->sender.address);
  g_assert_null (facts->policy.source);
}

static void
test_signers (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();

  for (guint i = 0; i < 3; i++) {
    CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

    g_assert_true (g_ptr_array_index (facts->smime.signers, i) == signer);
    g_assert_cmpint (signer->status, ==, CF_SIGNER_MALFORMED);
    g_assert_false (signer->address_match);
    g_assert_false (signer->chain.trusted);
    g_assert_cmpuint (signer->evidence, ==, 0);
    g_assert_cmpint (signer->signing_time, ==, CF_TIME_UNKNOWN);
    g_assert_cmpint (signer->revocation.at, ==, CF_TIME_UNKNOWN);
    g_assert_cmpint (signer->revocation.status, ==, CF_REVOCATION_NOT_CHECKED);
    g_assert_null (signer->certificate);
    g_assert_cmpuint (signer->chain.certificates->len, ==, 0);
  }
}

static CfCertFacts *
make_certificate (void)
{
  CfCertFacts *facts = cf_cert_facts_new ();

  facts->subject = g_strdup ("CN=a");
  facts->subject_name = g_strdup ("a");
  facts->issuer = g_strdup ("CN=b");
  facts->issuer_name = g_strdup ("b");
  facts->serial = g_strdup ("01");
  facts->not_before = 1;
  facts->not_after = 2;
  facts->sha256 = g_strdup ("00");
  facts->key = g_strdup ("rsa-2048");
  facts->signature_algorithm = g_strdup ("sha256WithRSAEncryption");
  facts->revocation.status = CF_REVOCATION_REVOKED;
  facts->revocation.source = g_strdup ("crl");
  facts->revocation.reason = g_strdup ("key-compromise");
  facts->revocation.at = 3;
  return facts;
}

/* A copy shares nothing: it outlives what it was made from. */
static void
test_copy (void)
{
  CfCertFacts *facts = make_certificate ();
  g_autoptr (CfCertFacts) copy = cf_cert_facts_copy (facts);

  g_assert_true (copy->subject != facts->subject);
  cf_cert_facts_free (facts);

  g_assert_cmpstr (copy->subject, ==, "CN=a");
  g_assert_cmpstr (copy->subject_name, ==, "a");
  g_assert_cmpstr (copy->issuer, ==, "CN=b");
  g_assert_cmpstr (copy->issuer_name, ==, "b");
  g_assert_cmpstr (copy->serial, ==, "01");
  g_assert_cmpint (copy->not_before, ==, 1);
  g_assert_cmpint (copy->not_after, ==, 2);
  g_assert_cmpstr (copy->sha256, ==, "00");
  g_assert_cmpstr (copy->key, ==, "rsa-2048");
  g_assert_cmpstr (copy->signature_algorithm, ==, "sha256WithRSAEncryption");
  g_assert_cmpint (copy->revocation.status, ==, CF_REVOCATION_REVOKED);
  g_assert_cmpstr (copy->revocation.source, ==, "crl");
  g_assert_cmpstr (copy->revocation.reason, ==, "key-compromise");
  g_assert_cmpint (copy->revocation.at, ==, 3);
}

static void
test_copy_of_nothing (void)
{
  g_autoptr (CfCertFacts) facts = cf_cert_facts_new ();
  g_autoptr (CfCertFacts) copy = cf_cert_facts_copy (facts);

  g_assert_null (copy->subject);
  g_assert_cmpint (copy->not_before, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (copy->not_after, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (copy->revocation.at, ==, CF_TIME_UNKNOWN);
}

/* Everything that facts can hold is freed with them (the leak checker looks). */
static void
test_full (void)
{
  CfFacts *facts = cf_facts_new ();
  CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);
  CfAttachedSignature *attached = cf_facts_add_attached (facts);
  char **strings[] = {
    &facts->source, &facts->message_id, &facts->subject, &facts->sha256, &facts->canonical_sha256,
    &facts->sender.address, &facts->sender.display_name, &facts->sender.domain,
    &facts->sender.organizational_domain, &facts->sender.sender, &facts->sender.reply_to,
    &facts->smime.protected_field, &facts->policy.source, &facts->policy.organization, &facts->policy.problem,
    &facts->ambiguous_field, &signer->organization, &signer->chain.anchor, &signer->revocation.source,
    &signer->revocation.reason, &signer->digest, &signer->signature_algorithm, &signer->problem_detail,
    &attached->part, &attached->summary,
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++) {
    g_assert_null (*strings[i]);
    *strings[i] = g_strdup ("x");
  }
  g_ptr_array_add (facts->sender.from_addresses, g_strdup ("a@example.org"));
  g_ptr_array_add (signer->addresses, g_strdup ("a@example.org"));
  g_ptr_array_add (signer->chain.certificates, make_certificate ());
  signer->certificate = make_certificate ();
  cf_facts_free (facts);

  cf_facts_free (NULL);
  cf_cert_facts_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fact/facts/fresh", test_fresh);
  g_test_add_func ("/fact/facts/signers", test_signers);
  g_test_add_func ("/fact/facts/copy", test_copy);
  g_test_add_func ("/fact/facts/copy-of-nothing", test_copy_of_nothing);
  g_test_add_func ("/fact/facts/full", test_full);
  return g_test_run ();
}
