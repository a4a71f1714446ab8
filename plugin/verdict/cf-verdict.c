/* cf-verdict.c — evidence -> standings -> verdict and reasons
 *
 * The rules are in cf-verdict-rules.c; this file only walks them.  It is the
 * one place that decides verdict and severity.
 */
#include "cf-verdict.h"

#include "cf-verdict-private.h"

const CfSignerRule *
cf_verdict_find_signer_rule (CfEvidence evidence)
{
  const CfSignerRule *rule = cf_signer_rules;

  while ((evidence & rule->needs) != rule->needs)
    rule++; /* the last row needs nothing */

  return rule;
}

/* What the signers together come to, beside the question whether they meet an expectation. */
static guint
count_derived (const CfFacts *facts, gboolean *out_met)
{
  guint n_signers = facts->smime.signers->len;
  guint n_good = 0, n_altered = 0, n_would_be = 0, n_meets = 0;

  for (guint i = 0; i < n_signers; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);
    const CfSignerRule *rule = cf_verdict_find_signer_rule (signer->evidence);

    n_good += rule->standing == CF_STANDING_GOOD;
    n_meets += rule->meets;
    n_altered += (signer->evidence & CF_S (ALTERED)) != 0;
    n_would_be += (signer->evidence & cf_signer_would_be_good) == cf_signer_would_be_good;
  }

  *out_met = n_meets > 0;
  return (n_good > 0 ? CF_DERIVED_SIGNER_GOOD : CF_DERIVED_NONE_GOOD) |
         (n_signers == 1 ? CF_DERIVED_ONE_SIGNER : 0) | (n_meets == 0 ? CF_DERIVED_NONE_MEETS : 0) |
         (n_would_be > 0 ? CF_DERIVED_WOULD_BE_GOOD : 0) |
         (n_good > 1 && n_good == n_signers ? CF_DERIVED_SEVERAL_GOOD : 0) |
         (n_altered > 0 && n_altered == n_signers ? CF_DERIVED_ALL_ALTERED : 0) |
         (n_altered > 0 && n_altered < n_signers ? CF_DERIVED_SOME_ALTERED : 0);
}

guint
cf_verdict_derive (const CfFacts *facts)
{
  /* Encrypted and not opened, or not checked at all: nobody can say that it is unmet; these are undetermined. */
  const CfEvidence unjudged = CF_M (ENCRYPTED) | CF_M (TOO_LARGE) | CF_M (TOO_MANY_PARTS) | CF_M (TIMEOUT) |
                              CF_M (ENGINE_STOPPED);
  gboolean met;
  guint derived = count_derived (facts, &met);
  gboolean whole = (facts->evidence & CF_M (COVERAGE_WHOLE)) != 0;
  gboolean by_domain = (facts->evidence & CF_M (EXPECT_MET_BY_DOMAIN)) != 0;

  if ((facts->evidence & CF_M (EXPECT_ANY)) && !(facts->evidence & unjudged) && !(met && whole) && !by_domain)
    derived |= CF_DERIVED_UNMET;

  return derived;
}

gboolean
cf_verdict_rule_fires (const CfReasonRule *rule, const CfFacts *facts, guint derived, int *out_signer)
{
  if ((facts->evidence & rule->message) != rule->message || (facts->domain.evidence & rule->domain) != rule->domain ||
      (derived & rule->derived) != rule->derived)
    return FALSE;

  *out_signer = -1;
  if (rule->signer == 0)
    return TRUE;

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if ((signer->evidence & rule->signer) == rule->signer) {
      *out_signer = (int) i;
      return TRUE;
    }
  }

  return FALSE;
}

/* Borrowed; NULL where nothing gave it. */
static CfGiven *
find_given (GArray *given, CfReason reason)
{
  for (guint i = 0; i < given->len; i++)
    if (g_array_index (given, CfGiven, i).reason == reason)
      return &g_array_index (given, CfGiven, i);

  return NULL;
}

/* The first signer that @rule is for and @earlier, a row before it, is not; -1 for none. */
static int
find_other_signer (const CfReasonRule *rule, const CfReasonRule *earlier, const CfFacts *facts)
{
  for (guint i = 0; rule->signer != 0 && i < facts->smime.signers->len; i++) {
    CfEvidence evidence = ((const CfSignerFacts *) g_ptr_array_index (facts->smime.signers, i))->evidence;

    if ((evidence & rule->signer) == rule->signer && (evidence & earlier->signer) != earlier->signer)
      return (int) i;
  }

  return -1;
}

/* A reason is given once.  The first row that fits says it of a signer, and what excuses one of them excuses no other:
 * of several signers the worst is given. */
static void
give (GArray *given, const CfGiven *one, const CfFacts *facts)
{
  CfGiven *earlier = find_given (given, one->reason);
  int signer;

  if (earlier == NULL) {
    g_array_append_val (given, *one);
    return;
  }
  if (one->severity <= earlier->severity)
    return;

  signer = find_other_signer (&cf_reason_rules[one->rule], &cf_reason_rules[earlier->rule], facts);
  if (signer < 0)
    return;
  *earlier = *one;
  earlier->signer = signer;
}

const CfLoweringRule *
cf_verdict_find_lowering (const CfGiven *given, const CfFacts *facts, guint derived)
{
  for (guint i = 0; i < cf_n_lowering_rules; i++) {
    const CfLoweringRule *rule = &cf_lowering_rules[i];

    if (rule->reason == given->reason && given->severity <= rule->at_most &&
        (facts->evidence & rule->message) == rule->message && (derived & rule->derived) == rule->derived)
      return rule;
  }

  return NULL;
}

static void
apply_mode (CfGiven *given, CfPolicyMode mode)
{
  if (!cf_verdict_is_governed (given->reason))
    return;

  if (mode == CF_POLICY_MODE_WARN && given->severity == CF_SEVERITY_DANGER)
    given->severity = CF_SEVERITY_CAUTION;

  if (mode == CF_POLICY_MODE_OBSERVE && given->severity > CF_SEVERITY_NEUTRAL) {
    given->severity = CF_SEVERITY_NEUTRAL;
    given->decides = CF_DECIDES_NOTHING;
    given->on_trial = TRUE;
  }
}

void
cf_verdict_soften (CfGiven *given, const CfLoweringRule *rule, CfPolicyMode mode)
{
  if (rule != NULL) {
    given->reason = rule->instead;
    given->severity = rule->severity;
    given->decides = rule->decides;
  }
  apply_mode (given, mode);
}

/* All reasons that fire, in the order of the rules. */
static GArray *
give_reasons (const CfFacts *facts, CfPolicyMode mode)
{
  GArray *given = g_array_new (FALSE, FALSE, sizeof (CfGiven));
  guint derived = cf_verdict_derive (facts);

  for (guint i = 0; i < cf_n_reason_rules; i++) {
    const CfReasonRule *rule = &cf_reason_rules[i];
    CfGiven one = { rule->reason, rule->severity, -1, i, rule->decides, FALSE };

    if (!cf_verdict_rule_fires (rule, facts, derived, &one.signer))
      continue;
    cf_verdict_soften (&one, cf_verdict_find_lowering (&one, facts, derived), mode);
    give (given, &one, facts);
  }

  return given;
}

/* Severity first; among neutral ones those that leave the message undetermined, and what is on trial behind the rest,
 * so that headline and code are those of a mail without the rule; then class, then the rules' order. */
static int
compare_given (gconstpointer a, gconstpointer b)
{
  const CfGiven *left = a, *right = b;
  gboolean left_open = left->decides == CF_DECIDES_UNDETERMINED && left->severity == CF_SEVERITY_NEUTRAL;
  gboolean right_open = right->decides == CF_DECIDES_UNDETERMINED && right->severity == CF_SEVERITY_NEUTRAL;
  CfReasonClass left_class = cf_reason_get_info (left->reason)->rank;
  CfReasonClass right_class = cf_reason_get_info (right->reason)->rank;

  if (left->severity != right->severity)
    return (int) right->severity - (int) left->severity;
  if (left_open != right_open)
    return right_open - left_open;
  if (left->on_trial != right->on_trial)
    return left->on_trial - right->on_trial;
  if (left_class != right_class)
    return (int) left_class - (int) right_class;
  return (int) left->rule - (int) right->rule;
}

static CfSeverity
worst_of (const GArray *given)
{
  CfSeverity worst = CF_SEVERITY_GOOD;

  for (guint i = 0; i < given->len; i++)
    worst = MAX (worst, g_array_index (given, CfGiven, i).severity);

  return worst;
}

/* The verdict when a caution or danger decides (RIBBON section 4, rule 7). */
static CfVerdictKind
verdict_of (CfDecides decides, gboolean is_signed)
{
  switch (decides) {
  case CF_DECIDES_INVALID:
    return CF_VERDICT_INVALID;
  case CF_DECIDES_MISSING:
    return CF_VERDICT_MISSING_CERTIFICATE;
  case CF_DECIDES_CLAIM:
    return is_signed ? CF_VERDICT_UNTRUSTED : CF_VERDICT_MISSING_CERTIFICATE;
  case CF_DECIDES_TRUST:
    return is_signed ? CF_VERDICT_UNTRUSTED : CF_VERDICT_UNSIGNED;
  case CF_DECIDES_UNSIGNED:
    return CF_VERDICT_UNSIGNED;
  case CF_DECIDES_NOTHING:
  case CF_DECIDES_UNDETERMINED:
    return CF_VERDICT_UNDETERMINED;
  }

  g_assert_not_reached ();
}

/* The row that approves the message; NULL when none does. */
static const CfApprovalRule *
find_approval (const CfFacts *facts, CfSeverity worst)
{
  guint derived = cf_verdict_derive (facts);

  for (guint i = 0; i < cf_n_approval_rules && worst <= CF_SEVERITY_NEUTRAL; i++) {
    const CfApprovalRule *rule = &cf_approval_rules[i];

    if ((facts->evidence & rule->message) == rule->message &&
        (facts->domain.evidence & rule->domain) == rule->domain && (derived & rule->derived) == rule->derived)
      return rule;
  }

  return NULL;
}

/* Puts the good reasons of an approved message before its notes. */
static void
put_good_first (GArray *given)
{
  g_autoptr (GArray) good = g_array_new (FALSE, FALSE, sizeof (CfGiven));

  for (guint i = 0; i < given->len;) {
    CfGiven one = g_array_index (given, CfGiven, i);

    if (one.severity == CF_SEVERITY_GOOD) {
      g_array_append_val (good, one);
      g_array_remove_index (given, i);
    } else {
      i++;
    }
  }
  g_array_prepend_vals (given, good->data, good->len);
}

/* No verdict without a deciding reason: evidence that fits no rule is something we do not know how to judge. */
static void
give_fallback (GArray *given, gboolean is_signed)
{
  CfGiven one = { is_signed ? CF_REASON_METHOD_UNKNOWN : CF_REASON_NO_SIGNATURE, CF_SEVERITY_NEUTRAL, -1,
                  cf_n_reason_rules, is_signed ? CF_DECIDES_UNDETERMINED : CF_DECIDES_NOTHING, FALSE };

  if (find_given (given, one.reason) == NULL)
    g_array_append_val (given, one);
}

static gboolean
decides_any (const GArray *given, CfDecides decides)
{
  for (guint i = 0; i < given->len; i++)
    if (g_array_index (given, CfGiven, i).decides == decides)
      return TRUE;

  return FALSE;
}

/* The second stage: the message.  @given is sorted, the deciding reason first. */
static CfVerdictKind
judge_message (const CfFacts *facts, GArray *given, CfSeverity *out_severity)
{
  gboolean is_signed = (facts->evidence & CF_M (SIGNED)) != 0;
  CfSeverity worst = worst_of (given);
  const CfApprovalRule *approval = find_approval (facts, worst);
  gboolean is_open = decides_any (given, CF_DECIDES_UNDETERMINED);

  *out_severity = CF_SEVERITY_NEUTRAL;
  if (approval != NULL) {
    g_array_sort (given, compare_given);
    put_good_first (given);
    *out_severity = CF_SEVERITY_GOOD;
    return approval->verdict;
  }

  if (worst > CF_SEVERITY_NEUTRAL) {
    g_array_sort (given, compare_given);
    *out_severity = worst;
    return verdict_of (g_array_index (given, CfGiven, 0).decides, is_signed);
  }

  if (!is_open && !decides_any (given, CF_DECIDES_UNSIGNED))
    give_fallback (given, is_signed);
  g_array_sort (given, compare_given);
  return decides_any (given, CF_DECIDES_UNDETERMINED) ? CF_VERDICT_UNDETERMINED : CF_VERDICT_UNSIGNED;
}

static void
note_observed (CfJudgement *self, const CfFacts *facts)
{
  g_autoptr (GArray) enforced = give_reasons (facts, CF_POLICY_MODE_ENFORCE);
  CfReasonGiven note = { CF_REASON_OBSERVE_MODE, CF_SEVERITY_NEUTRAL, -1 };
  CfSeverity severity;
  CfVerdictKind verdict = judge_message (facts, enforced, &severity);

  if (verdict == self->verdict && severity == self->severity)
    return;

  self->has_would_be = TRUE;
  self->would_be_verdict = verdict;
  self->would_be_severity = severity;
  g_array_append_val (self->reasons, note);
}

static void
fill_standings (CfJudgement *self, const CfFacts *facts)
{
  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);
    CfStanding standing = cf_verdict_find_signer_rule (signer->evidence)->standing;

    g_array_append_val (self->standings, standing);
  }
}

CfJudgement *
cf_verdict_judge (const CfFacts *facts)
{
  g_autoptr (GArray) given = give_reasons (facts, facts->policy.mode);
  CfJudgement *self = g_new0 (CfJudgement, 1);

  self->standings = g_array_new (FALSE, FALSE, sizeof (CfStanding));
  self->reasons = g_array_new (FALSE, FALSE, sizeof (CfReasonGiven));
  fill_standings (self, facts);
  self->verdict = judge_message (facts, given, &self->severity);
  for (guint i = 0; i < given->len; i++) {
    const CfGiven *one = &g_array_index (given, CfGiven, i);
    CfReasonGiven reason = { one->reason, one->severity, one->signer };

    g_array_append_val (self->reasons, reason);
  }
  if (facts->policy.mode == CF_POLICY_MODE_OBSERVE)
    note_observed (self, facts);

  return self;
}

const CfReasonGiven *
cf_judgement_get_deciding (const CfJudgement *self)
{
  g_assert (self->reasons->len > 0);
  return &g_array_index (self->reasons, CfReasonGiven, 0);
}

void
cf_judgement_free (CfJudgement *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->standings);
  g_array_unref (self->reasons);
  g_free (self);
}
