/* cf-cert-check.c — everything about the certificate of one signer: parts -> facts
 *
 * States what the path, its times and the revocation answers are; judges nothing.
 */
#include "cf-cert-revocation.h"

#include <openssl/err.h>

#include "cf-text.h"

/* --- paths that end nowhere --- */

static void
state_incomplete (CfSignerFacts *signer)
{
  signer->evidence |= CF_S (CHAIN_FAILS) | CF_S (CHAIN_INCOMPLETE);
  signer->chain.problem = CF_CHAIN_PROBLEM_INCOMPLETE;
}

/* An organisation's own authority is worth another sentence than a stranger's. */
static gboolean
is_private_root (const CfCertPath *path)
{
  g_autofree char *of_signer = cf_cert_dup_organization (cf_cert_path_get (path, 0));
  g_autofree char *of_root = cf_cert_dup_organization (cf_cert_path_get (path, path->certificates->len - 1));

  return path->certificates->len > 1 && of_signer != NULL && cf_text_equal (of_signer, of_root);
}

static void
state_without_anchor (const CfCertPath *path, const CfCertContext *context, CfSignerFacts *signer)
{
  X509 *last = cf_cert_path_get (path, path->certificates->len - 1);

  signer->chain.problem = CF_CHAIN_PROBLEM_UNKNOWN_ISSUER;
  signer->evidence |= CF_S (CHAIN_FAILS);
  /* That the roots could not be read is said of the message, by gather. */
  if (context->rules->roots == NULL)
    return;

  if ((X509_get_extension_flags (last) & EXFLAG_SS) == 0)
    state_incomplete (signer);
  else
    signer->evidence |= is_private_root (path) ? CF_S (PRIVATE_ROOT_UNKNOWN) : CF_S (ISSUER_UNKNOWN);
}

/* --- paths to an anchor --- */

static void
state_refusal (const CfCertRefusal *refusal, CfSignerFacts *signer)
{
  signer->evidence |= CF_S (CHAIN_FAILS) | refusal->evidence;
  signer->chain.problem = refusal->problem;
  if (signer->problem_detail == NULL)
    signer->problem_detail = g_strdup (refusal->detail);
}

/* What each outcome of the clock is called.  An unknown arrival does not make the
 * chain fail: nobody knows whether it stood (MEANING section 8). */
static const struct {
  CfEvidence evidence;
  CfChainProblem problem;
  gboolean stands;
} times[] = {
  [CF_CERT_TIME_STANDS] = { CF_S (STOOD_AT_TIME), CF_CHAIN_PROBLEM_NONE, TRUE },
  [CF_CERT_TIME_EXPIRED_SINCE] = { CF_S (EXPIRED_SINCE), CF_CHAIN_PROBLEM_NONE, TRUE },
  [CF_CERT_TIME_ARRIVAL_UNKNOWN] = { CF_S (EXPIRED_ARRIVAL_UNKNOWN), CF_CHAIN_PROBLEM_EXPIRED, TRUE },
  [CF_CERT_TIME_EXPIRED_BEFORE] = { CF_S (EXPIRED_BEFORE_ARRIVAL), CF_CHAIN_PROBLEM_EXPIRED, FALSE },
  [CF_CERT_TIME_NOT_YET] = { CF_S (NOT_YET_VALID), CF_CHAIN_PROBLEM_NOT_YET_VALID, FALSE },
};

static void
state_use_and_time (const CfCertPath *path, CfSignerFacts *signer)
{
  gboolean stands = path->usage_fits && times[path->time].stands;

  signer->evidence |= path->usage_fits ? CF_S (USAGE_FITS) : CF_S (WRONG_USAGE);
  signer->evidence |= times[path->time].evidence;
  signer->evidence |= stands ? CF_S (CHAIN_STANDS) : CF_S (CHAIN_FAILS);
  signer->chain.problem = path->usage_fits ? times[path->time].problem : CF_CHAIN_PROBLEM_BAD_USAGE;
  signer->chain.trusted = stands && signer->chain.problem == CF_CHAIN_PROBLEM_NONE;
}

/* A name is only given where its class says that somebody checked it. */
static void
state_names (X509 *certificate, CfSignerFacts *signer)
{
  gboolean organization =
      signer->assurance == CF_ASSURANCE_ORGANIZATION || signer->assurance == CF_ASSURANCE_SPONSOR;
  gboolean person = signer->assurance == CF_ASSURANCE_INDIVIDUAL || signer->assurance == CF_ASSURANCE_SPONSOR;

  if (organization)
    signer->organization = cf_cert_dup_organization (certificate);
  if (signer->organization != NULL)
    signer->registration = cf_cert_dup_registration (certificate);
  if (person)
    signer->person = cf_cert_dup_person (certificate, &signer->person_is_pseudonym);
}

/* What the issuer vouches for. */
static void
state_class (const CfCertPath *path, CfSignerFacts *signer)
{
  signer->assurance = cf_cert_find_class (path->certificates);
  state_names (cf_cert_path_get (path, 0), signer);
  if (cf_cert_path_is_own (path))
    signer->evidence |= CF_S (OWN_ANCHOR);
  if ((signer->evidence & CF_S (CHAIN_STANDS)) == 0)
    return;

  /* [anchor] with its domains: one that was registered for this sender. */
  if (path->anchor->domains != NULL)
    signer->evidence |= CF_S (ANCHOR_REGISTERED);
  if (signer->organization != NULL)
    signer->evidence |= CF_S (ORGANISATION_VOUCHED);
  else if (signer->assurance == CF_ASSURANCE_MAILBOX)
    signer->evidence |= CF_S (ADDRESS_VOUCHED);
}

/* What only the rule of this anchor lets pass is said, and a short key that it takes counts as any other. */
static void
state_accepted (const CfCertPath *path, CfSignerFacts *signer)
{
  signer->chain.accepted = cf_cert_dup_accepted (path->accepted);
  if (cf_cert_accepts_key (path->accepted, X509_get0_pubkey (cf_cert_path_get (path, 0))) &&
      (signer->evidence & CF_S (WEAK_KEY))) {
    signer->evidence &= ~CF_S (WEAK_KEY);
    signer->evidence |= (signer->evidence & CF_S (INTACT)) ? CF_S (STRONG) : 0;
  }
}

static void
state_anchored (const CfCertPath *path, const CfCertContext *context, CfSignerFacts *signer)
{
  X509 *root = cf_cert_path_get (path, path->certificates->len - 1);

  signer->chain.anchor = cf_cert_dup_name (X509_get_subject_name (root));
  signer->chain.registry = g_strdup (path->anchor->registry);
  if (path->refusal.detail != NULL) {
    state_refusal (&path->refusal, signer);
    return;
  }

  state_accepted (path, signer);
  state_use_and_time (path, signer);
  state_class (path, signer);
  cf_cert_state_revocation (path, context, cf_cert_path_is_own (path), signer);
}

void
cf_cert_check_signer (X509 *certificate, const CfCertContext *context, CfSignerFacts *signer)
{
  g_autoptr (CfCertPath) path = NULL;
  gboolean on_record;

  signer->certificate = cf_cert_describe (certificate);
  cf_cert_check_address (certificate, context, signer);

  path = cf_cert_find_path (certificate, context);
  on_record = path->anchor == NULL && cf_cert_path_keep_on_record (path, context, signer);
  for (guint i = 0; context->chain != NULL && i < path->certificates->len; i++) {
    X509_up_ref (cf_cert_path_get (path, i));
    g_ptr_array_add (context->chain, cf_cert_path_get (path, i));
  }
  g_ptr_array_add (signer->chain.certificates, cf_cert_facts_copy (signer->certificate));
  for (guint i = 1; i < path->certificates->len; i++)
    g_ptr_array_add (signer->chain.certificates, cf_cert_describe (cf_cert_path_get (path, i)));
  signer->certificate->der = cf_cert_dup_base64 (certificate);

  if (path->anchor != NULL)
    state_anchored (path, context, signer);
  else if (on_record)
    cf_cert_state_on_record (path, context, signer);
  else
    state_without_anchor (path, context, signer);

  ERR_clear_error ();
}
