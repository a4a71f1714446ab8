/* cf-engine-learn.c — a judged message -> what the ledger keeps of it */
#include "cf-engine-learn.h"

#include "cf-verdict.h"

/* The first signer that stands for From, good before others. */
static const CfSignerFacts *
find_signer (const CfFacts *facts, const CfJudgement *judgement)
{
  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if (g_array_index (judgement->standings, CfStanding, i) == CF_STANDING_GOOD && signer->certificate != NULL)
      return signer;
  }

  return NULL;
}

static void
set_certificate (CfLedgerSeen *seen, const CfSignerFacts *signer)
{
  seen->certificate = signer->certificate->sha256;
  seen->issuer = signer->certificate->issuer_organization;
  seen->names = signer->certificate->names;
  seen->not_before = signer->certificate->not_before;
  seen->not_after = signer->certificate->not_after;
  seen->assurance = cf_assurance_get_name (signer->assurance);
  seen->revocation_known = (signer->evidence & CF_S (NOT_REVOKED)) != 0;
}

/* The values of all intact signatures; the strings stay the facts'.  (transfer container) */
static GPtrArray *
list_values (const CfFacts *facts)
{
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if (signer->status == CF_SIGNER_INTACT && signer->signature_sha256 != NULL)
      g_ptr_array_add (values, signer->signature_sha256);
  }

  g_ptr_array_add (values, NULL);
  return values;
}

/* Whether a missing signature is one: under an encryption there may be one (MEANING section 12 counts what is unsigned). */
static gboolean
lies_open (const CfFacts *facts)
{
  return (facts->evidence & (CF_M (ENCRYPTED) | CF_M (UNOPENED))) == 0;
}

/* Nothing is known of a message that was not read, and nothing final of one whose domain may yet be proved. */
static gboolean
is_ripe (const CfFacts *facts, const CfJudgement *judgement)
{
  const CfEvidence unread = CF_M (TOO_LARGE) | CF_M (TOO_MANY_PARTS) | CF_M (TIMEOUT) | CF_M (ENGINE_STOPPED);

  if (facts->canonical_sha256 == NULL || (facts->evidence & unread))
    return FALSE;

  return judgement->verdict == CF_VERDICT_VERIFIED || !(facts->evidence & CF_M (DOMAIN_PENDING));
}

gboolean
cf_engine_learn (CfLedger *ledger, const CfEngineRequest *request, CfTime now, const CfFacts *facts, GError **error)
{
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autoptr (GPtrArray) values = list_values (facts);
  const CfSignerFacts *signer = find_signer (facts, judgement);
  CfLedgerSeen seen = CF_LEDGER_SEEN_INIT;

  if (!is_ripe (facts, judgement))
    return TRUE;

  seen.address = facts->sender.from_count == 1 ? facts->sender.address : NULL;
  seen.canonical_sha256 = facts->canonical_sha256;
  seen.message_id = facts->message_id;
  seen.checked = now;
  if (request->live)
    seen.arrived = request->received != CF_TIME_UNKNOWN ? request->received : now;
  seen.verdict = cf_verdict_kind_get_name (judgement->verdict);
  seen.verified = judgement->verdict == CF_VERDICT_VERIFIED;
  seen.domain_proved = (facts->evidence & CF_M (DOMAIN_PROVED)) != 0 && lies_open (facts);
  seen.has_signature = (facts->evidence & CF_M (SIGNED)) != 0;
  seen.signatures = (const char *const *) values->pdata;
  if (seen.verified && signer != NULL)
    set_certificate (&seen, signer);
  if (judgement->has_would_be) {
    seen.observed_rule = facts->policy.source;
    seen.observed_severity = cf_severity_get_name (judgement->would_be_severity);
  }

  return cf_ledger_learn (ledger, &seen, error);
}
