/* cf-domain-auth-check.c — one check of a domain → the checks that stand on its seals
 *
 * Translates only: what is decided lies in the files that are called.
 */
#include "cf-domain-auth.h"
#include "cf-domain-bimi.h"
#include "cf-domain-dmarc.h"
#include "cf-domain-list.h"
#include "cf-domain-private.h"

static CfSpan
get_header (const CfDomainCheck *check)
{
  return cf_mime_get_part (check->context->mime, 0)->header;
}

/* Without rules nobody is trusted. */
static const CfDomainRules *
get_rules (const CfDomainCheck *check)
{
  static const CfDomainRules nobody;

  return check->context->rules != NULL ? check->context->rules : &nobody;
}

void
cf_domain_dmarc_check (CfDomainCheck *check, CfFacts *facts)
{
  cf_domain_dmarc_state (check->context->answers, check->context->questions, facts);
}

void
cf_domain_auth_results_check (CfDomainCheck *check, CfFacts *facts)
{
  cf_domain_auth_state (get_header (check), get_rules (check), facts);
}

/* --- BIMI --- */

/* Whether a passing seal of the sender's covers the one field of that name. */
static gboolean
is_sealed (const CfDomainCheck *check, const char *name)
{
  if (cf_domain_header_count (check->header, cf_span_str (name)) != 1)
    return FALSE;

  for (guint i = 0; i < check->signatures->len; i++) {
    const CfDomainSignature *seal = g_ptr_array_index (check->signatures, i);

    if (seal->result == CF_DKIM_PASS && seal->aligned &&
        cf_domain_signature_covers (seal, check->header, name))
      return TRUE;
  }

  return FALSE;
}

static char *
dup_selector (const CfDomainCheck *check)
{
  const GArray *places = cf_domain_header_find (check->header, cf_span_str ("BIMI-Selector"));
  char *selector = NULL;

  if (places != NULL && is_sealed (check, "BIMI-Selector"))
    selector = cf_domain_read_bimi_selector (
        cf_domain_header_get (check->header, g_array_index (places, guint, 0))->value);

  return selector != NULL ? selector : g_strdup ("default");
}

/* Without an administrator's mark roots nothing could come of it, so nobody is asked. */
static gboolean
is_bimi_wanted (const CfDomainCheck *check, const CfFacts *facts)
{
  return get_rules (check)->mark_roots != NULL && facts->domain.proved && facts->sender.domain != NULL &&
         facts->domain.dmarc.result == CF_DMARC_PASS;
}

void
cf_domain_bimi_check (CfDomainCheck *check, CfFacts *facts)
{
  const CfDomainContext *context = check->context;
  g_auto (CfDomainDmarc) dmarc = { 0 };
  g_autofree char *selector = NULL;
  CfDomainBimi bimi = { 0 };

  if (!is_bimi_wanted (check, facts))
    return;

  cf_domain_dmarc_evaluate (facts->sender.domain, facts->domain.dkim, context->answers, context->questions, &dmarc);
  if (dmarc.result != CF_DMARC_PASS || !dmarc.enforced)
    return;

  selector = dup_selector (check);
  bimi = (CfDomainBimi) { selector, facts->sender.domain, dmarc.organizational, get_rules (check)->mark_roots,
                          context->now, context->answers, context->questions };
  cf_domain_bimi_state (&bimi, facts);
}

/* --- lists and badges --- */

/* Whether nobody could have added a text since: under l= everybody can, and a domain that is testing its seal asks
 * to be treated as one that has none (RFC 6376 section 3.6.1). */
static gboolean
vouches_for_list (const CfDomainCheck *check, const CfDomainSignature *seal)
{
  return seal->result == CF_DKIM_PASS && seal->domain != NULL && seal->whole_body && !seal->testing &&
         cf_domain_signature_covers (seal, check->header, "List-Id");
}

/* d= of all passing seals over List-Id, whosever they are. */
static GPtrArray *
list_sealers (const CfDomainCheck *check)
{
  GPtrArray *domains = g_ptr_array_new ();

  for (guint i = 0; i < check->signatures->len; i++) {
    const CfDomainSignature *seal = g_ptr_array_index (check->signatures, i);

    if (vouches_for_list (check, seal))
      g_ptr_array_add (domains, seal->domain);
  }

  return domains;
}

static gboolean
has_custody (const CfDomainCheck *check)
{
  const CfDomainArc *arc = &check->arc;

  return arc->n_sets > 0 && cf_domain_arc_is_trusted (check) && arc->sets[arc->n_sets - 1].message != NULL &&
         vouches_for_list (check, arc->sets[arc->n_sets - 1].message);
}

/* The registry's word for the sender's domain counts only together with a proof (MEANING section 1). */
static void
state_badge (const CfDomainRules *rules, CfFacts *facts)
{
  if (rules->badge == NULL || facts->sender.domain == NULL)
    return;

  g_free (facts->domain.badge);
  facts->domain.badge = g_strdup (rules->badge);
  facts->domain.evidence |= CF_D (BADGE_REGISTERED);
}

void
cf_domain_list_check (CfDomainCheck *check, CfFacts *facts)
{
  const CfDomainRules *rules = get_rules (check);
  g_autofree char *list_id = cf_domain_dup_list_id (get_header (check));
  g_autoptr (GPtrArray) sealers = list_sealers (check);
  CfDomainListProof proof = { sealers, has_custody (check) };
  const CfDomainList *list = cf_domain_find_list (rules->lists, list_id, &proof);

  state_badge (rules, facts);
  cf_domain_list_explain (list_id != NULL, &facts->domain);
  /* A From with an expectation stays what it is (MEANING section 8). */
  if (list == NULL || (facts->evidence & CF_M (EXPECT_ANY)) != 0)
    return;

  facts->evidence |= CF_M (LIST_AUTHENTICATED);
  g_free (facts->domain.list);
  facts->domain.list = g_strdup (list->name);
}

void
cf_domain_check_list_rewrite (CfDomainCheck *self, CfFacts *facts)
{
  const GPtrArray *lists = get_rules (self)->lists;

  if ((facts->evidence & CF_M (LIST_AUTHENTICATED)) == 0 || (facts->evidence & CF_M (EXPECT_ANY)) != 0)
    return;

  for (guint i = 0; lists != NULL && i < lists->len; i++) {
    const CfDomainList *list = g_ptr_array_index (lists, i);

    if (g_strcmp0 (list->name, facts->domain.list) == 0 &&
        cf_domain_is_list_rewrite (list, get_header (self), facts))
      facts->evidence |= CF_M (LIST_REWROTE_FROM);
  }
}
