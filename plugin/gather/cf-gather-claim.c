/* cf-gather-claim.c — the policy's names -> whom a sender claims to be; the policy's issuers -> who issued */
#include "cf-gather-private.h"

static void
add_name (const CfPolicyName *name, gpointer data)
{
  const char *const names[] = { name->name, NULL };

  cf_claim_index_add (data, names, name->senders);
}

CfClaimIndex *
cf_gather_index_claims (const CfPolicy *policy, CfTime now)
{
  CfClaimIndex *index = cf_claim_index_new ();
  g_auto (GStrv) registered = cf_policy_dup_registered (policy, now);

  cf_policy_foreach_name (policy, now, add_name, index);
  /* A rule need not say what its sender is called. */
  cf_claim_index_add (index, NULL, (const char *const *) registered);
  return index;
}

/* MEANING section 9: no plain edit for a proved domain that the person knows.  Signed mail before is known to claim;
 * of unsigned mail it takes more, and it excuses nothing else: one mail makes no acquaintance. */
static void
excuse_known (CfGatherCheck *check)
{
  CfFacts *facts = check->facts;
  const CfEvidence needed = CF_M (LOOKALIKE_EDIT) | CF_M (DOMAIN_PROVED);
  const char *domain = facts->sender.organizational_domain;

  if ((facts->evidence & needed) != needed || domain == NULL || !cf_gather_history_knows (check, domain))
    return;

  facts->evidence &= ~CF_M (LOOKALIKE_EDIT);
  g_clear_pointer (&facts->claim.domain, g_free);
}

void
cf_gather_claims (CfGatherCheck *check)
{
  const CfGatherPrepared *prepared = check->prepared;
  const char *const *known = (const char *const *) check->history.domains;
  CfTime now = check->facts->checked_at;
  g_autoptr (CfClaimIndex) fresh = NULL;

  /* Entries of the directory end: at another time other names are registered. */
  if (ABS (now - prepared->claims_at) > CF_TIME_DAY)
    fresh = cf_gather_index_claims (prepared->policy, now);

  cf_claim_check (fresh != NULL ? fresh : prepared->claims, known, check->facts);
  excuse_known (check);
}

/* --- issuers= and assurance= --- */

static gboolean
is_among (const char *const *issuers, const char *name)
{
  for (guint i = 0; issuers[i] != NULL; i++)
    if (g_str_equal (issuers[i], name))
      return TRUE;

  return FALSE;
}

static gboolean
is_digest_among (const char *const *issuers, const char *sha256)
{
  for (guint i = 0; issuers[i] != NULL; i++)
    if (g_ascii_strcasecmp (issuers[i], sha256) == 0)
      return TRUE;

  return FALSE;
}

/* Whether an authority of the chain is one of those that the rule names.  Of the signer's own certificate only its
 * issuer's name counts: whoever has one may be called like an authority. */
static gboolean
has_named_issuer (const char *const *issuers, const CfSignerFacts *signer)
{
  const GPtrArray *chain = signer->chain.certificates;

  for (guint i = 0; i < chain->len; i++) {
    const CfCertFacts *certificate = g_ptr_array_index (chain, i);

    if (is_among (issuers, certificate->issuer_name) || is_digest_among (issuers, certificate->sha256) ||
        (i > 0 && is_among (issuers, certificate->subject_name)))
      return TRUE;
  }

  return FALSE;
}

static void
check_issuer (CfGatherCheck *check, CfSignerFacts *signer)
{
  const CfPolicyRule *rule = &check->rule;
  CfAssurance least = CF_ASSURANCE_UNKNOWN;

  if (rule->issuers != NULL && !has_named_issuer (rule->issuers, signer)) {
    signer->evidence |= CF_S (ISSUER_DIFFERS) | (rule->issuers_strict ? CF_S (ISSUER_STRICT) : 0);
    g_free (check->facts->policy.issuers);
    check->facts->policy.issuers = g_strjoinv (", ", (char **) rule->issuers);
  }

  /* Less than the class that the rule asks for is a drop of class (MEANING section 10). */
  if (rule->assurance != NULL && cf_assurance_find (rule->assurance, &least) &&
      cf_cert_is_class_dropped (least, signer->assurance))
    signer->evidence |= CF_S (ISSUER_DIFFERS) | CF_S (ISSUER_STRICT);
}

void
cf_gather_issuers (CfGatherCheck *check)
{
  for (guint i = 0; i < check->facts->smime.signers->len; i++) {
    CfSignerFacts *signer = g_ptr_array_index (check->facts->smime.signers, i);

    if (signer->status == CF_SIGNER_INTACT && signer->address_match && (signer->evidence & CF_S (CHAIN_STANDS)))
      check_issuer (check, signer);
  }
}
