/* cf-domain-arc.c — bytes and answers → who handled the mail, and whether the chain holds (RFC 8617 section 5.2)
 *
 * It says who had the mail in hand.  It never makes good (MEANING section 7).
 */
#include "cf-domain-hash.h"
#include "cf-domain-key.h"
#include "cf-domain-name.h"
#include "cf-domain-private.h"
#include "cf-text.h"

/* --- the sets --- */

/* i= stands first in ARC-Authentication-Results (RFC 8617 section 4.1.1); 0 when there is none. */
static guint
read_results_instance (const CfDomainField *field)
{
  CfSpan rest = field->value;
  CfSpan item;
  guint instance = 0;

  cf_domain_next_item (&rest, ';', &item);
  item = cf_domain_strip (item);
  if (item.length < 2 || item.data[0] != 'i')
    return 0;
  item = cf_domain_strip (cf_span_from (item, 1));
  if (item.length < 2 || item.data[0] != '=')
    return 0;

  item = cf_domain_strip (cf_span_from (item, 1));
  for (gsize i = 0; i < item.length; i++) {
    if (!g_ascii_isdigit (item.data[i]) || instance > CF_LIMIT_ARC_SETS)
      return 0;
    instance = 10 * instance + (guint) (item.data[i] - '0');
  }

  return instance <= CF_LIMIT_ARC_SETS ? instance : 0;
}

/* The set of an instance; %NULL when there is no such instance. */
static CfDomainArcSet *
get_set (CfDomainArc *arc, guint instance)
{
  if (instance == 0) {
    arc->broken = TRUE;
    return NULL;
  }

  arc->n_sets = MAX (arc->n_sets, instance);
  return &arc->sets[instance - 1];
}

static void
put_results (CfDomainArc *arc, const CfDomainField *field)
{
  CfDomainArcSet *set = get_set (arc, read_results_instance (field));

  if (set == NULL)
    return;
  arc->broken = arc->broken || set->results != NULL;
  set->results = field;
}

static void
put_signature (CfDomainArc *arc, CfDomainSignatureKind kind, const CfDomainField *field)
{
  CfDomainSignature *signature = cf_domain_signature_read (kind, field);
  CfDomainArcSet *set = get_set (arc, signature->instance);
  CfDomainSignature **place;

  g_ptr_array_add (arc->fields, signature);
  if (set == NULL)
    return;
  place = kind == CF_DOMAIN_ARC_SEAL ? &set->seal : &set->message;
  arc->broken = arc->broken || *place != NULL || (signature->settled && kind == CF_DOMAIN_ARC_SEAL);
  *place = signature;
}

/* Of every kind there may be as many as sets; more make the chain fail without being read. */
static void
collect (CfDomainCheck *check, const char *name, CfDomainSignatureKind kind)
{
  const GArray *indexes = cf_domain_header_find (check->header, cf_span_str (name));
  CfDomainArc *arc = &check->arc;

  if (indexes != NULL && indexes->len > CF_LIMIT_ARC_SETS)
    arc->broken = TRUE;
  for (guint i = 0; indexes != NULL && i < MIN (indexes->len, CF_LIMIT_ARC_SETS); i++) {
    const CfDomainField *field = cf_domain_header_get (check->header, g_array_index (indexes, guint, i));

    if (kind == CF_DOMAIN_DKIM_SIGNATURE)
      put_results (arc, field);
    else
      put_signature (arc, kind, field);
  }
}

/* RFC 8617 section 5.2, step 3: each set whole, the first says none and all others pass. */
static gboolean
is_set_right (const CfDomainArcSet *set, guint instance)
{
  if (set->results == NULL || set->message == NULL || set->seal == NULL || set->seal->settled)
    return FALSE;

  return g_strcmp0 (set->seal->cv, instance == 1 ? "none" : "pass") == 0;
}

static guint
count_keys (const CfDomainArc *arc)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < arc->fields->len; i++) {
    const CfDomainSignature *signature = g_ptr_array_index (arc->fields, i);

    if (signature->name != NULL)
      g_hash_table_add (names, signature->name);
  }

  return g_hash_table_size (names);
}

void
cf_domain_arc_read (CfDomainCheck *check, CfMimePass *pass)
{
  CfDomainArc *arc = &check->arc;
  CfDomainSignature *last;

  arc->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_domain_signature_free);
  collect (check, "ARC-Authentication-Results", CF_DOMAIN_DKIM_SIGNATURE);
  collect (check, "ARC-Message-Signature", CF_DOMAIN_ARC_MESSAGE);
  collect (check, "ARC-Seal", CF_DOMAIN_ARC_SEAL);
  for (guint i = 0; i < arc->n_sets; i++)
    arc->broken = arc->broken || !is_set_right (&arc->sets[i], i + 1);
  arc->broken = arc->broken || count_keys (arc) > CF_LIMIT_ARC_KEYS;
  if (arc->broken || arc->n_sets == 0)
    return;

  /* Earlier ones may differ: whoever came later may have changed the mail, and vouched for what it was. */
  last = arc->sets[arc->n_sets - 1].message;
  cf_domain_signature_check_time (last, cf_domain_get_moment (check->context));
  cf_domain_signature_add_to_pass (last, pass, cf_mime_get_part (check->context->mime, 0)->body);
}

/* --- the signatures --- */

/* Whether the newest ARC-Message-Signature passes, or may once its key is there. */
static gboolean
check_message (CfDomainCheck *check, const CfMimePass *pass)
{
  CfDomainSignature *message = check->arc.sets[check->arc.n_sets - 1].message;
  g_autoptr (GString) text = NULL;

  cf_domain_signature_check_body (message, pass);
  if (message->settled)
    return FALSE;

  text = g_string_new (NULL);
  cf_domain_append_covered (text, message, check->header);
  cf_domain_key_check (check->context, message, text);
  return message->result == CF_DKIM_PASS || message->pending;
}

/* A seal covers all sets up to its own (RFC 8617 section 5.1.1), always relaxed. */
static void
check_seals (CfDomainCheck *check)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < check->arc.n_sets; i++) {
    CfDomainArcSet *set = &check->arc.sets[i];
    gsize before;

    cf_domain_append_field (text, set->results, TRUE);
    cf_domain_append_field (text, set->message->field, TRUE);
    before = text->len;
    cf_domain_append_signature (text, set->seal, TRUE);
    cf_domain_key_check (check->context, set->seal, text);
    g_string_truncate (text, before);
    cf_domain_append_field (text, set->seal->field, TRUE);
  }
}

/* One that fails settles it; else it waits for the last key. */
static void
conclude (CfDomainArc *arc)
{
  const CfDomainSignature *message = arc->sets[arc->n_sets - 1].message;
  gboolean pass = message->result == CF_DKIM_PASS;
  gboolean fail = !pass && !message->pending;

  for (guint i = 0; i < arc->n_sets; i++) {
    const CfDomainSignature *seal = arc->sets[i].seal;

    pass = pass && seal->result == CF_DKIM_PASS;
    fail = fail || (seal->result != CF_DKIM_PASS && !seal->pending);
  }

  arc->result = pass ? CF_ARC_PASS : CF_ARC_FAIL;
  arc->pending = !pass && !fail;
}

static void
state_sealers (const CfDomainArc *arc, CfDomainFacts *facts)
{
  for (guint i = 0; i < arc->n_sets; i++) {
    const CfDomainSignature *seal = arc->sets[i].seal;

    if (seal != NULL && seal->domain != NULL)
      g_ptr_array_add (facts->arc.sealers, cf_text_make_visible (seal->domain, -1));
  }
}

void
cf_domain_arc_check (CfDomainCheck *check, const CfMimePass *pass, CfFacts *facts)
{
  CfDomainArc *arc = &check->arc;

  if (arc->n_sets > 0 && !arc->broken) {
    /* No key is asked for where the newest signature fails without any. */
    if (check_message (check, pass))
      check_seals (check);
    conclude (arc);
  } else if (arc->broken) {
    arc->result = CF_ARC_FAIL;
  }

  facts->domain.arc.result = arc->result;
  state_sealers (arc, &facts->domain);
  if (arc->result != CF_ARC_PASS)
    return;

  facts->domain.evidence |= CF_D (ARC_CUSTODY);
  g_free (facts->domain.custodian);
  facts->domain.custodian = g_strdup (arc->sets[arc->n_sets - 1].seal->domain);
}

gboolean
cf_domain_arc_is_trusted (const CfDomainCheck *check)
{
  const CfDomainArc *arc = &check->arc;
  const CfDomainRules *rules = check->context->rules;

  if (arc->result != CF_ARC_PASS || rules == NULL || rules->sealers == NULL)
    return FALSE;

  return g_strv_contains ((const char *const *) rules->sealers, arc->sets[arc->n_sets - 1].seal->domain);
}
