/* cf-domain-dkim.c — bytes and answers → what the DKIM-Signature fields are worth (RFC 6376 section 6) */
#include "cf-domain-hash.h"
#include "cf-domain-key.h"
#include "cf-domain-name.h"
#include "cf-domain-private.h"
#include "cf-domain-proof.h"

/* A clock may be this wrong before a signature of the future is worth a word. */
#define CLOCK_SECONDS 300

static void
read_one (CfDomainCheck *check, const CfDomainField *field, CfMimePass *pass)
{
  CfDomainSignature *signature = cf_domain_signature_read (CF_DOMAIN_DKIM_SIGNATURE, field);

  g_ptr_array_add (check->signatures, signature);
  /* Clients show any of them (RFC 6376 section 8.15). */
  if (!cf_domain_signature_covers (signature, check->header, "From"))
    cf_domain_signature_settle (signature, CF_DKIM_FAIL, "a second From is not signed");
  cf_domain_signature_check_time (signature, cf_domain_get_moment (check->context));
  cf_domain_signature_add_to_pass (signature, pass, cf_mime_get_part (check->context->mime, 0)->body);
}

void
cf_domain_dkim_read (CfDomainCheck *check, CfMimePass *pass)
{
  const GArray *indexes = cf_domain_header_find (check->header, cf_span_str ("DKIM-Signature"));

  for (guint i = 0; indexes != NULL && i < MIN (indexes->len, CF_LIMIT_DKIM_SIGNATURES); i++)
    read_one (check, cf_domain_header_get (check->header, g_array_index (indexes, guint, i)), pass);
}

static void
check_one (CfDomainCheck *check, CfDomainSignature *signature, const CfMimePass *pass)
{
  g_autoptr (GString) text = NULL;

  cf_domain_signature_check_body (signature, pass);
  if (signature->settled)
    return;

  text = g_string_new (NULL);
  cf_domain_append_covered (text, signature, check->header);
  cf_domain_key_check (check->context, signature, text);
}

/* --- facts --- */

/* The set of an ARC chain that saw the body which was signed, none later: whoever came after it changed it. */
static const CfDomainSignature *
find_last_intact (const CfDomainCheck *check, const CfDomainSignature *signature)
{
  for (guint i = check->arc.n_sets; i > 0; i--) {
    const CfDomainSignature *message = check->arc.sets[i - 1].message;

    if (message != NULL && message->domain != NULL && message->body_form == signature->body_form &&
        message->limit == signature->limit &&
        memcmp (message->body_hash, signature->body_hash, sizeof signature->body_hash) == 0)
      return message;
  }

  return NULL;
}

static char *
dup_detail (const CfDomainCheck *check, const CfDomainSignature *signature)
{
  const CfDomainSignature *intact = signature->body_differs ? find_last_intact (check, signature) : NULL;
  CfTime moment = cf_domain_get_moment (check->context);

  if (intact != NULL)
    return g_strdup_printf ("%s; %s says that it had the signed body (ARC set %u)", signature->detail, intact->domain,
                            intact->instance);
  if (signature->detail != NULL)
    return g_strdup (signature->detail);
  if (!signature->whole_body)
    return g_strdup_printf ("only the first %" G_GUINT64_FORMAT " bytes of the body are signed (l=)", signature->limit);
  if (signature->signed_at != CF_TIME_UNKNOWN && moment != CF_TIME_UNKNOWN && signature->signed_at > moment + CLOCK_SECONDS)
    return g_strdup ("signed in the future");

  return NULL;
}

static void
state_one (const CfDomainCheck *check, const CfDomainSignature *signature, CfDomainFacts *facts)
{
  CfDkimFacts *dkim = cf_domain_facts_add_dkim (facts);

  dkim->domain = g_strdup (signature->domain);
  dkim->selector = g_strdup (signature->selector);
  dkim->result = signature->result;
  dkim->aligned = signature->aligned;
  dkim->algorithm = g_strdup (signature->algorithm_name);
  dkim->key_bits = signature->key_bits;
  g_free (dkim->dnssec);
  dkim->dnssec = g_strdup (cf_dnssec_get_name (signature->dnssec));
  dkim->detail = dup_detail (check, signature);
}

/* What stands against a signature, in one bit. */
static CfEvidence
get_problem (const CfDomainSignature *signature)
{
  if (signature->result != CF_DKIM_PASS && signature->weak_key && signature->settled && signature->key_bits == 0)
    return CF_D (DKIM_WEAK_KEY);
  if (signature->result == CF_DKIM_FAIL)
    return CF_D (DKIM_FAIL);
  if (signature->key_missing)
    return CF_D (DKIM_KEY_MISSING);

  return 0;
}

static CfEvidence
get_notes (const CfDomainSignature *signature)
{
  return signature->testing ? CF_D (DKIM_TESTING) : 0;
}

/* Of several that pass the best speaks: one without notes, if there is one. */
static const CfDomainSignature *
find_passing (const GPtrArray *signatures, gboolean aligned)
{
  const CfDomainSignature *best = NULL;

  for (guint i = 0; i < signatures->len; i++) {
    const CfDomainSignature *signature = g_ptr_array_index (signatures, i);

    if (signature->result == CF_DKIM_PASS && signature->aligned == aligned &&
        (best == NULL || (get_notes (best) != 0 && get_notes (signature) == 0)))
      best = signature;
  }

  return best;
}

/* A signature that does not pass is like none (RFC 6376 section 6.1): it is mentioned where no other of the
 * sender's domain stands in for it.  Those of strangers are mentioned only where the domain has none. */
static CfEvidence
collect_problems (const GPtrArray *signatures)
{
  CfEvidence own = 0;
  CfEvidence others = 0;
  gboolean has_own = FALSE;

  for (guint i = 0; i < signatures->len; i++) {
    const CfDomainSignature *signature = g_ptr_array_index (signatures, i);

    if (signature->aligned)
      own |= get_problem (signature);
    else
      others |= get_problem (signature);
    has_own = has_own || signature->aligned;
  }

  return has_own ? own : others;
}

static void
state_evidence (const CfDomainCheck *check, CfDomainFacts *facts)
{
  const CfDomainSignature *own = find_passing (check->signatures, TRUE);
  const CfDomainSignature *other = find_passing (check->signatures, FALSE);

  if (own != NULL) {
    facts->evidence |= CF_D (DKIM_ALIGNED) | get_notes (own);
    return;
  }

  facts->evidence |= collect_problems (check->signatures);
  if (other != NULL) {
    facts->evidence |= CF_D (DKIM_NOT_ALIGNED);
    g_free (facts->other_seal);
    facts->other_seal = g_strdup (other->domain);
  }
}

static void
set_aligned (CfDomainCheck *check, const CfFacts *facts)
{
  for (guint i = 0; i < check->signatures->len; i++) {
    CfDomainSignature *signature = g_ptr_array_index (check->signatures, i);

    signature->aligned = signature->domain != NULL && facts->sender.domain != NULL &&
                         cf_domain_is_aligned (signature->domain, facts->sender.domain);
  }
}

/* What the host rewrote cannot match, and that says nothing about the sender (CF613). */
static void
excuse_rewritten (CfDomainSignature *signature, const CfFacts *facts)
{
  if (signature->result != CF_DKIM_FAIL || (facts->evidence & CF_M (BYTES_REWRITTEN)) == 0)
    return;

  signature->result = CF_DKIM_NEUTRAL;
  signature->detail = "the mail program rewrote the bytes";
}

void
cf_domain_dkim_check (CfDomainCheck *check, const CfMimePass *pass, CfFacts *facts)
{
  set_aligned (check, facts);
  for (guint i = 0; i < check->signatures->len; i++) {
    CfDomainSignature *signature = g_ptr_array_index (check->signatures, i);

    check_one (check, signature, pass);
    excuse_rewritten (signature, facts);
    state_one (check, signature, &facts->domain);
  }

  state_evidence (check, &facts->domain);
  cf_domain_proof_check (check, facts);
}
