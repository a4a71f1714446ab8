/* cf-fact.c — making and freeing facts */
#include "cf-fact.h"

static void
cf_revocation_facts_clear (CfRevocationFacts *facts)
{
  g_free (facts->source);
  g_free (facts->reason);
}

CfCertFacts *
cf_cert_facts_new (void)
{
  CfCertFacts *facts = g_new0 (CfCertFacts, 1);

  facts->not_before = CF_TIME_UNKNOWN;
  facts->not_after = CF_TIME_UNKNOWN;
  facts->revocation.at = CF_TIME_UNKNOWN;
  facts->revocation.asked = CF_TIME_UNKNOWN;
  return facts;
}

CfCertFacts *
cf_cert_facts_copy (const CfCertFacts *facts)
{
  CfCertFacts *copy = g_memdup2 (facts, sizeof *facts);

  copy->subject = g_strdup (facts->subject);
  copy->subject_name = g_strdup (facts->subject_name);
  copy->issuer = g_strdup (facts->issuer);
  copy->issuer_name = g_strdup (facts->issuer_name);
  copy->names = g_strdup (facts->names);
  copy->issuer_organization = g_strdup (facts->issuer_organization);
  copy->serial = g_strdup (facts->serial);
  copy->sha256 = g_strdup (facts->sha256);
  copy->der = g_strdup (facts->der);
  copy->key = g_strdup (facts->key);
  copy->signature_algorithm = g_strdup (facts->signature_algorithm);
  copy->revocation.source = g_strdup (facts->revocation.source);
  copy->revocation.reason = g_strdup (facts->revocation.reason);
  return copy;
}

void
cf_cert_facts_free (CfCertFacts *facts)
{
  if (facts == NULL)
    return;

  g_free (facts->subject);
  g_free (facts->subject_name);
  g_free (facts->issuer);
  g_free (facts->issuer_name);
  g_free (facts->names);
  g_free (facts->issuer_organization);
  g_free (facts->serial);
  g_free (facts->sha256);
  g_free (facts->der);
  g_free (facts->key);
  g_free (facts->signature_algorithm);
  cf_revocation_facts_clear (&facts->revocation);
  g_free (facts);
}

static void
cf_signer_facts_free (CfSignerFacts *facts)
{
  g_ptr_array_unref (facts->addresses);
  g_free (facts->organization);
  g_free (facts->registration);
  g_free (facts->person);
  cf_cert_facts_free (facts->certificate);
  g_free (facts->chain.anchor);
  g_free (facts->chain.registry);
  g_free (facts->chain.accepted);
  g_ptr_array_unref (facts->chain.certificates);
  cf_revocation_facts_clear (&facts->revocation);
  g_free (facts->digest);
  g_free (facts->signature_algorithm);
  g_free (facts->signature_sha256);
  g_free (facts->problem_detail);
  g_free (facts);
}

CfSignerFacts *
cf_facts_add_signer (CfSmimeFacts *smime)
{
  CfSignerFacts *signer = g_new0 (CfSignerFacts, 1);

  signer->addresses = g_ptr_array_new_with_free_func (g_free);
  signer->chain.certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_cert_facts_free);
  signer->signing_time = CF_TIME_UNKNOWN;
  signer->revocation.at = CF_TIME_UNKNOWN;
  signer->revocation.asked = CF_TIME_UNKNOWN;
  g_ptr_array_add (smime->signers, signer);
  return signer;
}

static void
cf_attached_signature_free (CfAttachedSignature *attached)
{
  g_free (attached->part);
  g_free (attached->summary);
  g_free (attached);
}

CfAttachedSignature *
cf_facts_add_attached (CfFacts *facts)
{
  CfAttachedSignature *attached = g_new0 (CfAttachedSignature, 1);

  g_ptr_array_add (facts->attached_signatures, attached);
  return attached;
}

CfFacts *
cf_facts_new (void)
{
  CfFacts *facts = g_new0 (CfFacts, 1);

  facts->checked_at = CF_TIME_UNKNOWN;
  facts->judged_at = CF_TIME_UNKNOWN;
  facts->arrived = CF_TIME_UNKNOWN;
  facts->sender.date = CF_TIME_UNKNOWN;
  facts->policy.since = CF_TIME_UNKNOWN;
  facts->policy.exempt_until = CF_TIME_UNKNOWN;
  facts->history.replayed = CF_TIME_UNKNOWN;
  cf_domain_facts_init (&facts->domain);
  facts->sender.from_addresses = g_ptr_array_new_with_free_func (g_free);
  facts->smime.signers = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_signer_facts_free);
  facts->attached_signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_attached_signature_free);
  return facts;
}

static void
cf_sender_facts_clear (CfSenderFacts *facts)
{
  g_free (facts->address);
  g_free (facts->display_name);
  g_free (facts->domain);
  g_free (facts->organizational_domain);
  g_free (facts->sender);
  g_free (facts->reply_to);
  g_ptr_array_unref (facts->from_addresses);
}

void
cf_facts_free (CfFacts *facts)
{
  if (facts == NULL)
    return;

  g_free (facts->source);
  g_free (facts->message_id);
  g_free (facts->subject);
  g_free (facts->sha256);
  g_free (facts->canonical_sha256);
  cf_sender_facts_clear (&facts->sender);
  g_free (facts->smime.protected_field);
  g_ptr_array_unref (facts->smime.signers);
  g_ptr_array_unref (facts->attached_signatures);
  g_free (facts->policy.source);
  g_free (facts->policy.organization);
  g_free (facts->policy.problem);
  g_free (facts->policy.exempt);
  g_free (facts->policy.issuers);
  g_free (facts->policy.registry);
  g_free (facts->policy.version);
  g_free (facts->claim.organization);
  g_free (facts->claim.address);
  g_free (facts->claim.domain);
  g_free (facts->claim.real_form);
  cf_domain_facts_clear (&facts->domain);
  g_free (facts->ambiguous_field);
  g_free (facts);
}
