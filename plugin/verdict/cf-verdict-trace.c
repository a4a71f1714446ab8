/* cf-verdict-trace.c — every rule, whether it fired, and what it lacked */
#include "cf-verdict.h"

#include "cf-verdict-private.h"

static const char *const derived_names[] = {
  "signer-good", "none-good", "would-be-good", "unmet", "some-altered", "all-altered", "several-good",
  "none-meets", "one-signer",
};

static void
append_names (GString *out, CfEvidence evidence, const char *(*get_name) (guint bit))
{
  for (guint bit = 0; bit < 64; bit++)
    if (evidence & (G_GUINT64_CONSTANT (1) << bit))
      g_string_append_printf (out, " %s", get_name (bit));
}

static void
append_derived (GString *out, guint derived)
{
  for (guint bit = 0; bit < G_N_ELEMENTS (derived_names); bit++)
    if (derived & (1u << bit))
      g_string_append_printf (out, " %s", derived_names[bit]);
}

/* The evidence of the signer that comes nearest to the rule. */
static CfEvidence
nearest_signer (const CfReasonRule *rule, const CfFacts *facts)
{
  CfEvidence nearest = 0;

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    CfEvidence has = ((const CfSignerFacts *) g_ptr_array_index (facts->smime.signers, i))->evidence & rule->signer;

    if (__builtin_popcountll (has) > __builtin_popcountll (nearest))
      nearest = has;
  }

  return nearest;
}

static char *
trace_rule (const CfReasonRule *rule, const CfFacts *facts, guint derived)
{
  const CfReasonInfo *info = cf_reason_get_info (rule->reason);
  GString *out = g_string_new (NULL);
  int signer;

  g_string_append_printf (out, "CF%u %s %s", info->code, info->name, cf_severity_get_name (rule->severity));
  if (cf_verdict_rule_fires (rule, facts, derived, &signer)) {
    g_string_append (out, ": fired");
    if (signer >= 0)
      g_string_append_printf (out, " for signer %d", signer + 1);
    return g_string_free (out, FALSE);
  }

  g_string_append (out, ": lacks");
  append_names (out, rule->signer & ~nearest_signer (rule, facts), cf_evidence_get_signer_name);
  append_names (out, rule->domain & ~facts->domain.evidence, cf_evidence_get_domain_name);
  append_names (out, rule->message & ~facts->evidence, cf_evidence_get_message_name);
  append_derived (out, rule->derived & ~derived);
  return g_string_free (out, FALSE);
}

static char *
trace_standing (const CfSignerFacts *signer, guint index)
{
  const CfSignerRule *rule = cf_verdict_find_signer_rule (signer->evidence);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "signer %u stands %s by", index + 1, cf_standing_get_name (rule->standing));
  if (rule->needs == 0)
    g_string_append (out, " nothing that decides");
  append_names (out, rule->needs, cf_evidence_get_signer_name);
  return g_string_free (out, FALSE);
}

static char *
trace_approval (const CfApprovalRule *rule, const CfFacts *facts, guint derived)
{
  GString *out = g_string_new (cf_verdict_kind_get_name (rule->verdict));
  CfEvidence lacks = rule->message & ~facts->evidence;
  CfEvidence lacks_domain = rule->domain & ~facts->domain.evidence;
  guint lacks_derived = rule->derived & ~derived;

  g_string_append (out, lacks == 0 && lacks_domain == 0 && lacks_derived == 0 ? ": has all it needs" : ": lacks");
  append_names (out, lacks_domain, cf_evidence_get_domain_name);
  append_names (out, lacks, cf_evidence_get_message_name);
  append_derived (out, lacks_derived);
  return g_string_free (out, FALSE);
}

GPtrArray *
cf_verdict_trace (const CfFacts *facts)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  guint derived = cf_verdict_derive (facts);

  for (guint i = 0; i < facts->smime.signers->len; i++)
    g_ptr_array_add (lines, trace_standing (g_ptr_array_index (facts->smime.signers, i), i));
  for (guint i = 0; i < cf_n_reason_rules; i++)
    g_ptr_array_add (lines, trace_rule (&cf_reason_rules[i], facts, derived));
  for (guint i = 0; i < cf_n_approval_rules; i++)
    g_ptr_array_add (lines, trace_approval (&cf_approval_rules[i], facts, derived));

  return lines;
}
