/* test-facts.h — facts and judgements for the tests of ribbon and report */
#pragma once

#include <string.h>

#include "cf-ribbon.h"

#define TEST_SHA256 "57d2f0a4b1c3e5968877665544332211ffeeddccbbaa99887766554433221100"
#define TEST_DAY(y, m, d) test_day (y, m, d)

static inline CfTime
test_day (int year, int month, int day)
{
  g_autoptr (GDateTime) moment = g_date_time_new_utc (year, month, day, 12, 0, 0);

  return g_date_time_to_unix (moment);
}

static inline void
test_set (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static inline void
test_fill_certificate (CfCertFacts *certificate, const char *name, const char *issuer)
{
  certificate->subject = g_strdup_printf ("CN=%s,C=JP", name);
  certificate->subject_name = g_strdup (name);
  certificate->issuer = g_strdup_printf ("CN=%s,C=JP", issuer);
  certificate->issuer_name = g_strdup (issuer);
  certificate->serial = g_strdup ("1f");
  certificate->not_before = test_day (2026, 4, 1);
  certificate->not_after = test_day (2027, 6, 30);
  certificate->sha256 = g_strdup (TEST_SHA256);
  certificate->key = g_strdup ("rsa-2048");
  certificate->signature_algorithm = g_strdup ("sha256WithRSAEncryption");
}

static inline CfCertFacts *
test_add_link (CfSignerFacts *signer, const char *name, const char *issuer)
{
  CfCertFacts *certificate = cf_cert_facts_new ();

  test_fill_certificate (certificate, name, issuer);
  g_ptr_array_add (signer->chain.certificates, certificate);
  return certificate;
}

/* A signer whose certificate names @address, under Example CA. */
static inline CfSignerFacts *
test_add_signer (CfFacts *facts, const char *address, const char *organization)
{
  CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);
  const char *name = organization != NULL ? organization : "Sato Taro";

  signer->status = CF_SIGNER_INTACT;
  signer->address_match = TRUE;
  g_ptr_array_add (signer->addresses, g_strdup (address));
  signer->organization = g_strdup (organization);
  signer->assurance = organization != NULL ? CF_ASSURANCE_ORGANIZATION : CF_ASSURANCE_MAILBOX;
  signer->certificate = cf_cert_facts_new ();
  test_fill_certificate (signer->certificate, name, "Example CA");
  test_add_link (signer, name, "Example CA");
  test_add_link (signer, "Example CA", "Example Root");
  test_add_link (signer, "Example Root", "Example Root");
  signer->chain.trusted = TRUE;
  signer->chain.anchor = g_strdup ("CN=Example Root,C=JP");
  signer->digest = g_strdup ("sha256");
  signer->signature_algorithm = g_strdup ("rsa-pkcs1");
  signer->signing_time = test_day (2026, 11, 20);
  signer->evidence = CF_S (INTACT) | CF_S (ADDRESS_MATCH);
  return signer;
}

/* A mail from info@bank.example, not signed. */
static inline CfFacts *
test_facts_new (void)
{
  CfFacts *facts = cf_facts_new ();

  facts->source = g_strdup ("inbox/5.eml");
  facts->message_id = g_strdup ("<1@bank.example>");
  facts->subject = g_strdup ("Your transaction");
  facts->sha256 = g_strdup (TEST_SHA256);
  facts->canonical_sha256 = g_strdup (TEST_SHA256);
  facts->size = 12345;
  facts->checked_at = test_day (2026, 11, 22);
  facts->judged_at = test_day (2026, 11, 20);
  facts->judged_source = CF_JUDGED_RECEIVED;
  facts->arrived = test_day (2026, 11, 20);
  facts->sender.address = g_strdup ("info@bank.example");
  facts->sender.display_name = g_strdup ("Example Bank");
  facts->sender.domain = g_strdup ("bank.example");
  facts->sender.organizational_domain = g_strdup ("bank.example");
  facts->sender.from_count = 1;
  g_ptr_array_add (facts->sender.from_addresses, g_strdup ("info@bank.example"));
  return facts;
}

static inline CfJudgement *
test_judgement_new (CfVerdictKind verdict, CfSeverity severity)
{
  CfJudgement *judgement = g_new0 (CfJudgement, 1);

  judgement->verdict = verdict;
  judgement->severity = severity;
  judgement->standings = g_array_new (FALSE, FALSE, sizeof (CfStanding));
  judgement->reasons = g_array_new (FALSE, FALSE, sizeof (CfReasonGiven));
  return judgement;
}

/* Adds the reason of a code; @signer is -1 for the message. */
static inline void
test_give (CfJudgement *judgement, guint code, CfSeverity severity, int signer)
{
  CfReasonGiven given = { 0, severity, signer };

  if (!cf_reason_find (code, &given.reason))
    g_error ("no reason %u", code);
  g_array_append_val (judgement->reasons, given);
}

/* A judgement of one reason, with the severity given. */
static inline CfJudgement *
test_judge (CfVerdictKind verdict, CfSeverity severity, guint code, int signer)
{
  CfJudgement *judgement = test_judgement_new (verdict, severity);

  test_give (judgement, code, severity, signer);
  return judgement;
}

static inline const CfRibbonReason *
test_get_reason (const CfRibbon *ribbon, guint index)
{
  return g_ptr_array_index (ribbon->reasons, index);
}
