/* test-hostile.h — facts with one text of a stranger in every field, for the tests of whatever shows them */
#pragma once

#include "test-facts.h"

/* Markup of Pango and HTML, terminal controls, texts that turn around or hide, line ends, bytes that are no text. */
static const char *const test_hostile_texts[] = {
  "<script>alert(1)</script>",
  "\"><img src=x onerror=alert(1)>",
  "'; DROP TABLE &amp; &lt;b&gt;",
  "</title></style><b>",
  "<span foreground='red' size='xx-large'>x</span><a href='https://evil.example'>y</a>",
  "</bdi></td></tr></table><h1>x",
  "\033]0;title\007\033[2J",
  "\xc2\x9b" "31m",
  "\xe2\x80\xae" "moc.knab\xe2\x80\xac",
  "\xe2\x81\xa6\xe2\x80\x8f\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\xe2\x81\xa9",
  "a\r\nb\n\nc",
  "a\xe2\x80\xa8" "b\xe2\x80\xa9" "c\xc2\x85" "d\v\f",
  "a\xe2\x80\x8b" "b\xef\xbb\xbf",
  "\xff\xfe",
  "{a}{o}{x}%s%n",
};

static inline void
test_fill_hostile_domain (CfDomainFacts *domain, const char *text)
{
  CfDkimFacts *seal = cf_domain_facts_add_dkim (domain);
  CfAuthResults *field = cf_domain_facts_add_auth_results (domain);
  CfAuthMethod *method = cf_auth_results_add_method (field);
  char **texts[] = {
    &seal->domain, &seal->selector, &seal->algorithm, &seal->dnssec, &seal->detail, &field->authserv_id,
    &method->method, &method->result, &method->reason, &domain->dmarc.policy, &domain->dmarc.domain,
    &domain->bimi.organization, &domain->bimi.issuer, &domain->bimi.mark, &domain->badge, &domain->list,
    &domain->custodian, &domain->other_seal, &domain->server, &domain->server_says,
  };

  domain->proved = TRUE;
  domain->arc.result = CF_ARC_PASS;
  domain->bimi.result = CF_BIMI_PASS;
  g_ptr_array_add (domain->arc.sealers, g_strdup (text));
  cf_auth_method_add_property (method, text, text);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    test_set (texts[i], text);
}

static inline void
test_fill_hostile_certificate (CfCertFacts *certificate, const char *text)
{
  char **texts[] = {
    &certificate->subject, &certificate->subject_name, &certificate->issuer, &certificate->issuer_name,
    &certificate->names, &certificate->issuer_organization, &certificate->serial, &certificate->sha256, &certificate->der,
    &certificate->key, &certificate->signature_algorithm, &certificate->revocation.source,
    &certificate->revocation.reason,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    test_set (texts[i], text);
}

static inline void
test_fill_hostile_signer (CfSignerFacts *signer, const char *text)
{
  char **texts[] = {
    &signer->registration, &signer->person, &signer->signature_sha256, &signer->digest,
    &signer->signature_algorithm, &signer->problem_detail, &signer->chain.anchor, &signer->chain.registry,
    &signer->chain.accepted, &signer->revocation.source, &signer->revocation.reason,
  };

  signer->revocation.asked = test_day (2026, 11, 19);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    test_set (texts[i], text);
  test_fill_hostile_certificate (signer->certificate, text);
  for (guint i = 0; i < signer->chain.certificates->len; i++)
    test_fill_hostile_certificate (g_ptr_array_index (signer->chain.certificates, i), text);
}

/* @text wherever a text may stand. */
static inline CfFacts *
test_make_hostile_facts (const char *text)
{
  CfFacts *facts = test_facts_new ();
  CfAttachedSignature *attached = cf_facts_add_attached (facts);
  char **texts[] = {
    &facts->source, &facts->message_id, &facts->subject, &facts->sha256, &facts->canonical_sha256,
    &facts->sender.address, &facts->sender.display_name, &facts->sender.domain,
    &facts->sender.organizational_domain, &facts->sender.sender, &facts->sender.reply_to,
    &facts->smime.protected_field, &facts->policy.source, &facts->policy.organization, &facts->policy.problem,
    &facts->policy.exempt, &facts->policy.issuers, &facts->policy.registry, &facts->claim.organization,
    &facts->claim.address, &facts->claim.domain, &facts->claim.real_form, &facts->ambiguous_field,
    &attached->part, &attached->summary,
  };

  test_fill_hostile_signer (test_add_signer (facts, text, text), text);
  test_fill_hostile_domain (&facts->domain, text);
  g_ptr_array_add (facts->sender.from_addresses, g_strdup (text));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    test_set (texts[i], text);
  return facts;
}
