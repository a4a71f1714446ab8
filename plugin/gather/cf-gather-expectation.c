/* cf-gather-expectation.c — what was expected of the claimed sender
 *
 * Looked up for every address of every From field; the strictest counts
 * (MEANING section 2).
 */
#include "cf-gather-private.h"

static const CfEvidence evidence_of[] = {
  [CF_EXPECTATION_NONE] = 0,
  [CF_EXPECTATION_EXEMPT] = CF_M (EXEMPT),
  [CF_EXPECTATION_OPTIONAL] = 0,
  [CF_EXPECTATION_HISTORY] = CF_M (EXPECT_HISTORY) | CF_M (EXPECT_ANY),
  [CF_EXPECTATION_USUAL] = CF_M (EXPECT_USUAL) | CF_M (EXPECT_ANY),
  [CF_EXPECTATION_EXPECTED] = CF_M (EXPECT_EXPECTED) | CF_M (EXPECT_ANY),
  [CF_EXPECTATION_REQUIRED] = CF_M (EXPECT_REQUIRED) | CF_M (EXPECT_ANY),
};

/* MEANING section 8: a domain-wide rule does not make these danger. */
static gboolean
is_bounce_address (const char *address)
{
  return g_str_equal (address, "") || g_ascii_strncasecmp (address, "mailer-daemon@", 14) == 0 ||
         g_ascii_strncasecmp (address, "postmaster@", 11) == 0;
}

/* What the looked-up rule would come to at worst; of several the strictest counts (MEANING section 2). */
typedef struct {
  CfExpectation expectation;
  CfPolicyMode mode;
  gboolean bounce;
} Weight;

static CfSeverity
worst_severity (const Weight *weight)
{
  gboolean strong = weight->expectation >= CF_EXPECTATION_EXPECTED && !weight->bounce;

  if (weight->expectation < CF_EXPECTATION_HISTORY)
    return CF_SEVERITY_GOOD;
  if (weight->mode == CF_POLICY_MODE_OBSERVE)
    return CF_SEVERITY_NEUTRAL;

  return strong && weight->mode == CF_POLICY_MODE_ENFORCE ? CF_SEVERITY_DANGER : CF_SEVERITY_CAUTION;
}

static gboolean
is_stricter (const Weight *left, const Weight *right)
{
  if (worst_severity (left) != worst_severity (right))
    return worst_severity (left) > worst_severity (right);
  if (left->expectation != right->expectation)
    return left->expectation > right->expectation;

  return left->mode < right->mode; /* enforce, warn, observe */
}

static Weight
weigh (const CfPolicyRule *rule, const char *address)
{
  Weight weight = { CF_EXPECTATION_REQUIRED, CF_POLICY_MODE_ENFORCE, FALSE };
  gboolean known = cf_expectation_find (rule->certificate, &weight.expectation) &&
                   cf_policy_mode_find (rule->mode, &weight.mode);

  g_assert (known);
  weight.bounce = is_bounce_address (address) && !rule->exact;
  return weight;
}

static void
take_rule (CfFacts *facts, const char *address, const CfPolicyRule *rule, gboolean is_first)
{
  Weight now = { facts->policy.expectation, facts->policy.mode, (facts->evidence & CF_M (EXPECT_BOUNCE)) != 0 };
  Weight weight = weigh (rule, address);
  const char *at = strrchr (address, '@');

  if (!is_first && !is_stricter (&weight, &now))
    return;

  g_free (facts->policy.source);
  g_free (facts->policy.organization);
  g_free (facts->policy.exempt);
  facts->policy.exempt = weight.expectation == CF_EXPECTATION_EXEMPT ? g_strdup (rule->section) : NULL;
  facts->policy.since = rule->since;
  facts->policy.exempt_until = rule->exempt_until;
  facts->policy.expectation = weight.expectation;
  facts->policy.mode = weight.mode;
  facts->policy.source = g_strdup (rule->source);
  facts->policy.organization = g_strdup (rule->organization != NULL ? rule->organization : at != NULL ? at + 1 : NULL);
  facts->evidence &= ~(CF_M (EXPECT_BOUNCE) | CF_M (PUBLISHED_EXCEPTION));
  if (weight.bounce)
    facts->evidence |= CF_M (EXPECT_BOUNCE);
  if (rule->published_exception)
    facts->evidence |= CF_M (PUBLISHED_EXCEPTION);
}

static void
look_up (const CfPolicy *policy, const char *address, CfFacts *facts, gboolean is_first)
{
  CfPolicyRule rule;

  cf_policy_find (policy, address, facts->judged_at, &rule);
  take_rule (facts, address, &rule, is_first);
}

/* Nobody made a rule, but this sender has signed before (MEANING section 12). */
static void
look_back (const CfGatherPrepared *prepared, const CfGatherHistory *history, CfFacts *facts)
{
  const CfPolicyHistory *settings = &prepared->history;
  CfHistoryRules rules = { settings->signed_min, settings->signed_days, settings->share, settings->forget_after };

  if (facts->policy.expectation != CF_EXPECTATION_NONE || history == NULL || !history->has_sender ||
      !cf_history_is_expected (&history->sender, &rules, facts->judged_at))
    return;

  facts->policy.expectation = CF_EXPECTATION_HISTORY;
  g_free (facts->policy.source);
  facts->policy.source = g_strdup ("history");
}

void
cf_gather_expectation (const CfGatherPrepared *prepared, const CfGatherHistory *history, CfFacts *facts)
{
  const char *problem = cf_policy_get_problem (prepared->policy);

  if (problem == NULL)
    problem = prepared->trust_problem;
  for (guint i = 0; i < facts->sender.from_addresses->len; i++)
    look_up (prepared->policy, g_ptr_array_index (facts->sender.from_addresses, i), facts, i == 0);
  if (facts->sender.from_addresses->len == 0)
    look_up (prepared->policy, "", facts, TRUE);
  look_back (prepared, history, facts);

  facts->evidence |= evidence_of[facts->policy.expectation];
  /* What the publisher says of itself is no exemption by the administrator: it lowers nothing (MEANING section 8). */
  if (facts->evidence & CF_M (PUBLISHED_EXCEPTION))
    facts->evidence &= ~CF_M (EXEMPT);
  facts->evidence |= problem == NULL ? CF_M (POLICY_READ) : CF_M (POLICY_UNREADABLE);
  facts->policy.problem = g_strdup (problem);
}

void
cf_gather_expectation_by_domain (CfGatherCheck *check)
{
  if (check->rule.or_dkim && (check->facts->evidence & CF_M (DOMAIN_PROVED)))
    check->facts->evidence |= CF_M (EXPECT_MET_BY_DOMAIN);
}
