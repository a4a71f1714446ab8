/* test-random-facts.c — facts at random: every field, also with what a hostile mail would put there */
#include "test-random-facts.h"

#include "cf-limits.h"

static const char *const pieces[] = {
  "a", "Z", "0", " ", "\"", "\\", "/", "<", "&", "'", "é", "漢", "かな", "😀", "\\u{202E}", "\xEF\xBF\xBD", "@", ".", "{a}", "%s",
};

static char *
random_text (void)
{
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 12);

  for (int i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static char *
random_nullable (void)
{
  return g_test_rand_bit () ? random_text () : NULL;
}

static CfTime
random_time (void)
{
  return g_test_rand_bit () ? CF_TIME_UNKNOWN : (CfTime) (g_test_rand_double () * 8e9) - 2000000000;
}

static int
random_value (int last)
{
  return g_test_rand_int_range (0, last + 1);
}

static void
fill_texts (GPtrArray *texts, int max)
{
  for (int n = g_test_rand_int_range (0, max); n > 0; n--)
    g_ptr_array_add (texts, random_text ());
}

static CfEvidence
random_evidence (guint n_bits)
{
  CfEvidence evidence = ((guint64) (guint32) g_test_rand_int () << 32) | (guint32) g_test_rand_int ();

  return evidence & ((G_GUINT64_CONSTANT (1) << n_bits) - 1);
}

static void
fill_revocation (CfRevocationFacts *revocation)
{
  revocation->status = random_value (CF_REVOCATION_REVOKED);
  revocation->source = random_nullable ();
  revocation->reason = random_nullable ();
  revocation->at = random_time ();
  revocation->asked = random_time ();
}

static CfCertFacts *
random_certificate (void)
{
  CfCertFacts *certificate = cf_cert_facts_new ();

  certificate->subject = random_text ();
  certificate->subject_name = random_text ();
  certificate->issuer = random_text ();
  certificate->issuer_name = random_text ();
  certificate->serial = random_text ();
  certificate->names = random_nullable ();
  certificate->issuer_organization = random_nullable ();
  certificate->der = random_nullable ();
  certificate->not_before = random_time ();
  certificate->not_after = random_time ();
  certificate->sha256 = random_text ();
  certificate->key = random_text ();
  certificate->signature_algorithm = random_text ();
  fill_revocation (&certificate->revocation);
  return certificate;
}

static void
fill_signer (CfSignerFacts *signer)
{
  signer->status = random_value (CF_SIGNER_INTACT);
  signer->address_match = g_test_rand_bit ();
  fill_texts (signer->addresses, 4);
  signer->organization = random_nullable ();
  signer->registration = random_nullable ();
  signer->person = random_nullable ();
  signer->person_is_pseudonym = g_test_rand_bit ();
  signer->assurance = random_value (CF_ASSURANCE_ORGANIZATION);
  signer->certificate = g_test_rand_bit () ? random_certificate () : NULL;
  signer->chain.trusted = g_test_rand_bit ();
  signer->chain.problem = random_value (CF_CHAIN_PROBLEM_INCOMPLETE);
  signer->chain.anchor = random_nullable ();
  signer->chain.registry = random_nullable ();
  signer->chain.accepted = random_nullable ();
  for (int n = g_test_rand_int_range (0, CF_LIMIT_CHAIN_LENGTH + 1); n > 0; n--)
    g_ptr_array_add (signer->chain.certificates, random_certificate ());
  fill_revocation (&signer->revocation);
  signer->signing_time = random_time ();
  signer->digest = random_nullable ();
  signer->signature_algorithm = random_nullable ();
  signer->signature_sha256 = random_nullable ();
  signer->problem_detail = random_nullable ();
  signer->evidence = random_evidence (CF_SIGNER_N_BITS);
}

static void
fill_sender (CfSenderFacts *sender)
{
  sender->address = random_nullable ();
  sender->display_name = random_nullable ();
  sender->domain = random_nullable ();
  sender->organizational_domain = random_nullable ();
  sender->from_count = (guint) g_test_rand_int_range (0, 5);
  fill_texts (sender->from_addresses, 5);
  sender->sender = random_nullable ();
  sender->reply_to = random_nullable ();
  sender->date = random_time ();
}

static void
fill_smime (CfSmimeFacts *smime)
{
  smime->form = random_value (CF_SMIME_FORM_CERTS_ONLY);
  smime->coverage = random_value (CF_COVERAGE_WHOLE);
  smime->header_protection = random_value (CF_HEADER_PROTECTION_MISMATCH);
  smime->protected_field = random_nullable ();
  smime->decrypted_by_host = g_test_rand_bit ();
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    fill_signer (cf_facts_add_signer (smime));
}

static void
fill_dkim (CfDkimFacts *dkim)
{
  dkim->domain = random_nullable ();
  dkim->selector = random_nullable ();
  dkim->result = random_value (CF_DKIM_PASS);
  dkim->aligned = g_test_rand_bit ();
  dkim->algorithm = random_nullable ();
  dkim->key_bits = (guint) g_test_rand_int_range (0, 8193);
  g_free (dkim->dnssec);
  dkim->dnssec = random_text ();
  dkim->detail = random_nullable ();
}

static void
fill_auth_results (CfAuthResults *field)
{
  field->authserv_id = random_text ();
  field->trusted = g_test_rand_bit ();
  for (int n = g_test_rand_int_range (0, 3); n > 0; n--) {
    CfAuthMethod *method = cf_auth_results_add_method (field);
    g_autofree char *value = random_text ();

    method->method = random_text ();
    method->result = random_text ();
    method->reason = random_nullable ();
    cf_auth_method_add_property (method, "header.d", value);
    if (g_test_rand_bit ())
      cf_auth_method_add_property (method, "smtp.mailfrom", value);
  }
}

static void
fill_domain (CfDomainFacts *domain)
{
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    fill_dkim (cf_domain_facts_add_dkim (domain));
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    fill_auth_results (cf_domain_facts_add_auth_results (domain));
  domain->proved = g_test_rand_bit ();
  domain->arc.result = random_value (CF_ARC_PASS);
  fill_texts (domain->arc.sealers, 4);
  domain->dmarc.result = random_value (CF_DMARC_PASS);
  domain->dmarc.policy = random_nullable ();
  domain->dmarc.domain = random_nullable ();
  domain->smimea = random_value (CF_SMIMEA_MATCH);
  domain->bimi.result = random_value (CF_BIMI_PASS);
  domain->bimi.organization = random_nullable ();
  domain->bimi.issuer = random_nullable ();
  domain->bimi.mark = random_nullable ();
  domain->badge = random_nullable ();
  domain->list = random_nullable ();
  domain->custodian = random_nullable ();
  domain->other_seal = random_nullable ();
  domain->server = random_nullable ();
  domain->server_says = random_nullable ();
  domain->evidence = random_evidence (CF_DOMAIN_N_BITS);
}

static void
fill_history (CfFacts *facts)
{
  facts->policy.since = random_time ();
  facts->policy.exempt = random_nullable ();
  facts->policy.exempt_until = random_time ();
  facts->policy.issuers = random_nullable ();
  facts->policy.registry = random_nullable ();
  facts->claim.organization = random_nullable ();
  facts->claim.address = random_nullable ();
  facts->claim.domain = random_nullable ();
  facts->claim.real_form = random_nullable ();
  facts->history.signed_before = (guint) g_test_rand_int_range (0, 1000);
  facts->history.unsigned_before = (guint) g_test_rand_int_range (0, 1000);
  facts->history.last_counted = (guint) g_test_rand_int_range (0, 21);
  facts->history.last_signed = (guint) g_test_rand_int_range (0, 21);
  facts->history.certificate = random_value (CF_HISTORY_CERTIFICATE_CHANGED);
  facts->history.replayed = random_time ();
}

CfFacts *
test_random_facts (void)
{
  CfFacts *facts = cf_facts_new ();

  facts->source = random_nullable ();
  facts->message_id = random_nullable ();
  facts->subject = random_nullable ();
  facts->sha256 = random_nullable ();
  facts->canonical_sha256 = random_nullable ();
  facts->size = (guint64) (guint32) g_test_rand_int () << g_test_rand_int_range (0, 31);
  facts->checked_at = random_time ();
  facts->judged_at = random_time ();
  facts->judged_source = random_value (CF_JUDGED_OPTION);
  facts->arrived = random_time ();
  fill_sender (&facts->sender);
  fill_smime (&facts->smime);
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--) {
    CfAttachedSignature *attached = cf_facts_add_attached (facts);

    attached->part = random_text ();
    attached->form = random_value (CF_SMIME_FORM_CERTS_ONLY);
    attached->summary = random_text ();
  }
  facts->policy.expectation = random_value (CF_EXPECTATION_REQUIRED);
  facts->policy.source = random_nullable ();
  facts->policy.organization = random_nullable ();
  facts->policy.mode = random_value (CF_POLICY_MODE_OBSERVE);
  facts->policy.problem = random_nullable ();
  fill_domain (&facts->domain);
  fill_history (facts);
  facts->ambiguous_field = random_nullable ();
  facts->limit = (guint) g_test_rand_int ();
  facts->open_questions = (guint) g_test_rand_int_range (0, 65);
  facts->evidence = random_evidence (CF_MESSAGE_N_BITS);
  return facts;
}
