/* cf-policy-find.c — rules → expectation: what applies to one address */
#include "cf-policy-look.h"

static const char *
text_of (const CfPolicyLook *look, CfPolicyKeyId key)
{
  const CfPolicyValue *value = cf_policy_look_resolve (look, key);

  return value != NULL ? value->text : NULL;
}

static const char *const *
names_of (const CfPolicyLook *look, CfPolicyKeyId key)
{
  const CfPolicyValue *value = cf_policy_look_resolve (look, key);

  return value != NULL ? (const char *const *) value->names : NULL;
}

/* Noon, so that every time zone shows the day that was written. */
static CfTime
find_since (const CfPolicyLook *look, const CfPolicyValue *certificate)
{
  const CfPolicyValue *since = cf_policy_look_find_with (look, certificate, CF_POLICY_KEY_SENDER_SINCE);

  return since != NULL ? since->day + CF_TIME_DAY / 2 : CF_TIME_UNKNOWN;
}

static CfTime
find_exempt_until (const CfPolicyLook *look, const CfPolicyValue *certificate)
{
  const CfPolicyValue *until = cf_policy_look_find_with (look, certificate, CF_POLICY_KEY_SENDER_UNTIL);

  return until != NULL ? until->day + CF_TIME_DAY / 2 : CF_TIME_UNKNOWN;
}

static void
take_certificate (CfPolicyRule *rule, const CfPolicyLook *look, const CfPolicyValue *value)
{
  const CfPolicySection *section = cf_policy_look_find_home (look, value);
  gboolean sender = section->id == CF_POLICY_SECTION_SENDER;
  gboolean free = g_str_equal (value->text, "exempt") || g_str_equal (value->text, "optional");

  rule->certificate = value->text;
  rule->source = value->source;
  rule->origin = value->origin;
  rule->exact = section->scope == CF_POLICY_SCOPE_ADDRESS;
  rule->section = sender ? section->label : NULL;
  rule->or_dkim = sender && cf_policy_look_find_with (look, value, CF_POLICY_KEY_SENDER_OR) != NULL;
  rule->published_exception = free && sender && value->origin == CF_POLICY_ORIGIN_SHIPPED;
  if (free && sender)
    rule->exempt_until = find_exempt_until (look, value);
  if (!free && sender)
    rule->since = find_since (look, value);
}

void
cf_policy_find (const CfPolicy *self, const char *address, CfTime judged_at, CfPolicyRule *out_rule)
{
  g_autofree char *name = cf_policy_fold_address (address);
  g_auto (CfPolicyLook) look = { 0 };
  CfPolicyRule rule = { .certificate = "none", .origin = CF_POLICY_ORIGIN_ADMINISTRATOR,
                        .since = CF_TIME_UNKNOWN, .exempt_until = CF_TIME_UNKNOWN };
  const CfPolicyValue *certificate;
  const char *const *names;

  cf_policy_look_init (&look, self, CF_POLICY_SCOPE_ADDRESS, name, judged_at);
  certificate = cf_policy_look_resolve (&look, CF_POLICY_KEY_SENDER_CERTIFICATE);
  if (certificate != NULL)
    take_certificate (&rule, &look, certificate);

  rule.mode = text_of (&look, CF_POLICY_KEY_SENDER_MODE);
  if (rule.mode == NULL)
    rule.mode = "enforce";
  names = names_of (&look, CF_POLICY_KEY_SENDER_DISPLAY_NAMES);
  rule.organization = names != NULL ? names[0] : NULL;
  rule.issuers = names_of (&look, CF_POLICY_KEY_SENDER_ISSUERS);
  rule.issuers_strict = g_strcmp0 (text_of (&look, CF_POLICY_KEY_SENDER_ISSUERS_STRICT), "true") == 0;
  rule.assurance = text_of (&look, CF_POLICY_KEY_SENDER_ASSURANCE);
  rule.badge = text_of (&look, CF_POLICY_KEY_SENDER_DOMAIN_BADGE);
  rule.registry = text_of (&look, CF_POLICY_KEY_SENDER_REGISTRY);
  *out_rule = rule;
}
