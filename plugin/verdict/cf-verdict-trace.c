/* cf-verdict-trace.c — every rule, whether it fired, what it lacked, and what lowered it */
#include "cf-verdict.h"

#include "cf-verdict-private.h"

static const char *const derived_names[] = {
  "signer-good", "none-good", "would-be-good", "unmet", "some-altered", "all-altered", "several-good",
  "none-meets", "one-signer",
};

static void
step_free (CfTraceStep *step)
{
  g_free (step->what);
  g_free (step->instead);
  g_ptr_array_unref (step->names);
  g_free (step);
}

/* Takes @what. */
static CfTraceStep *
add_step (GPtrArray *steps, CfTraceKind kind, char *what)
{
  CfTraceStep *step = g_new0 (CfTraceStep, 1);

  step->kind = kind;
  step->what = what;
  step->signer = -1;
  step->names = g_ptr_array_new ();
  g_ptr_array_add (steps, step);
  return step;
}

static void
add_names (CfTraceStep *step, CfEvidence evidence, const char *(*get_name) (guint bit))
{
  for (guint bit = 0; bit < 64; bit++)
    if (evidence & (G_GUINT64_CONSTANT (1) << bit))
      g_ptr_array_add (step->names, (gpointer) get_name (bit));
}

static void
add_derived (CfTraceStep *step, guint derived)
{
  for (guint bit = 0; bit < G_N_ELEMENTS (derived_names); bit++)
    if (derived & (1u << bit))
      g_ptr_array_add (step->names, (gpointer) derived_names[bit]);
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
name_reason (CfReason reason, CfSeverity severity)
{
  const CfReasonInfo *info = cf_reason_get_info (reason);

  return g_strdup_printf ("CF%u %s %s", info->code, info->name, cf_severity_get_name (severity));
}

/* What the rule's reason became, if anything lowered it. */
static void
trace_lowering (CfTraceStep *step, CfGiven given, const CfFacts *facts, guint derived)
{
  const CfLoweringRule *rule = cf_verdict_find_lowering (&given, facts, derived);
  CfGiven softened = given;

  cf_verdict_soften (&softened, rule, CF_POLICY_MODE_ENFORCE);
  if (rule != NULL) {
    step->instead = name_reason (softened.reason, softened.severity);
    add_names (step, rule->message, cf_evidence_get_message_name);
    add_derived (step, rule->derived);
  }

  given = softened;
  cf_verdict_soften (&given, NULL, facts->policy.mode);
  if (given.severity != softened.severity) {
    g_free (step->instead);
    step->instead = g_strdup_printf ("%s (mode=%s)", cf_severity_get_name (given.severity),
                                     cf_policy_mode_get_name (facts->policy.mode));
  }
}

static void
trace_rule (GPtrArray *steps, const CfReasonRule *rule, const CfFacts *facts, guint derived)
{
  CfTraceStep *step = add_step (steps, CF_TRACE_LACKS, name_reason (rule->reason, rule->severity));
  CfGiven given = { rule->reason, rule->severity, -1, 0, rule->decides, FALSE };

  if (cf_verdict_rule_fires (rule, facts, derived, &step->signer)) {
    step->kind = CF_TRACE_FIRED;
    trace_lowering (step, given, facts, derived);
    return;
  }

  add_names (step, rule->signer & ~nearest_signer (rule, facts), cf_evidence_get_signer_name);
  add_names (step, rule->domain & ~facts->domain.evidence, cf_evidence_get_domain_name);
  add_names (step, rule->message & ~facts->evidence, cf_evidence_get_message_name);
  add_derived (step, rule->derived & ~derived);
}

static void
trace_standing (GPtrArray *steps, const CfSignerFacts *signer, guint index)
{
  const CfSignerRule *rule = cf_verdict_find_signer_rule (signer->evidence);
  CfTraceStep *step = add_step (steps, CF_TRACE_STANDS,
                                g_strdup_printf ("signer %u stands %s", index + 1, cf_standing_get_name (rule->standing)));

  step->signer = (int) index;
  add_names (step, rule->needs, cf_evidence_get_signer_name);
}

static void
trace_approval (GPtrArray *steps, const CfApprovalRule *rule, const CfFacts *facts, guint derived)
{
  CfTraceStep *step = add_step (steps, CF_TRACE_LACKS, g_strdup (cf_verdict_kind_get_name (rule->verdict)));

  add_names (step, rule->domain & ~facts->domain.evidence, cf_evidence_get_domain_name);
  add_names (step, rule->message & ~facts->evidence, cf_evidence_get_message_name);
  add_derived (step, rule->derived & ~derived);
  if (step->names->len == 0)
    step->kind = CF_TRACE_HAS_ALL;
}

GPtrArray *
cf_verdict_trace (const CfFacts *facts)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  guint derived = cf_verdict_derive (facts);

  for (guint i = 0; i < facts->smime.signers->len; i++)
    trace_standing (steps, g_ptr_array_index (facts->smime.signers, i), i);
  for (guint i = 0; i < cf_n_reason_rules; i++)
    trace_rule (steps, &cf_reason_rules[i], facts, derived);
  for (guint i = 0; i < cf_n_approval_rules; i++)
    trace_approval (steps, &cf_approval_rules[i], facts, derived);

  return steps;
}

char *
cf_verdict_trace_format (const CfTraceStep *step)
{
  static const char *const words[] = {
    [CF_TRACE_STANDS] = " by", [CF_TRACE_FIRED] = ": fired", [CF_TRACE_LACKS] = ": lacks",
    [CF_TRACE_HAS_ALL] = ": has all it needs",
  };
  GString *out = g_string_new (step->what);

  g_string_append (out, words[step->kind]);
  if (step->kind == CF_TRACE_FIRED && step->signer >= 0)
    g_string_append_printf (out, " for signer %d", step->signer + 1);
  if (step->instead != NULL)
    g_string_append_printf (out, ", given as %s%s", step->instead, step->names->len > 0 ? " by" : "");
  if (step->kind == CF_TRACE_STANDS && step->names->len == 0)
    g_string_append (out, " nothing that decides");
  for (guint i = 0; i < step->names->len; i++)
    g_string_append_printf (out, " %s", (const char *) g_ptr_array_index (step->names, i));

  return g_string_free (out, FALSE);
}
