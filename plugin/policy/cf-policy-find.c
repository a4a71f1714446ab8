/* cf-policy-find.c — rules → expectation: what applies to one address */
#include <string.h>

#include "cf-policy-internal.h"

/* Outside since= and until= the section expects nothing, as if its
 * certificate= were not there: the next wider section speaks.  A time that is
 * not known ends no expectation. */
static gboolean
is_in_force (const CfPolicySection *section, CfTime judged_at)
{
  const CfPolicyValue *since = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_SINCE);
  const CfPolicyValue *until = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_UNTIL);

  if (judged_at == CF_TIME_UNKNOWN)
    return TRUE;

  return (since == NULL || judged_at >= since->day) &&
         (until == NULL || judged_at < until->day + CF_TIME_DAY);
}

static void
take_certificate (CfPolicyRule *rule, const CfPolicySection *section, const CfPolicyValue *value)
{
  rule->certificate = value->text;
  rule->source = value->source;
  rule->exact = section->scope == CF_POLICY_SCOPE_ADDRESS;
}

/* Takes what no narrower section has set.  Accepts a NULL section. */
static void
take_sender (CfPolicyRule *rule, const CfPolicySection *section, CfTime judged_at)
{
  const CfPolicyValue *certificate = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_CERTIFICATE);
  const CfPolicyValue *mode = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_MODE);
  const CfPolicyValue *names = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_DISPLAY_NAMES);

  if (rule->certificate == NULL && certificate != NULL && is_in_force (section, judged_at))
    take_certificate (rule, section, certificate);
  if (rule->mode == NULL && mode != NULL)
    rule->mode = mode->text;
  if (rule->organization == NULL && names != NULL)
    rule->organization = names->names[0];
}

static void
take_default (CfPolicyRule *rule, const CfPolicySection *section)
{
  const CfPolicyValue *certificate = cf_policy_section_find (section, CF_POLICY_KEY_DEFAULT_CERTIFICATE);
  const CfPolicyValue *mode = cf_policy_section_find (section, CF_POLICY_KEY_DEFAULT_MODE);

  if (rule->certificate == NULL && certificate != NULL)
    take_certificate (rule, section, certificate);
  if (rule->mode == NULL && mode != NULL)
    rule->mode = mode->text;
}

void
cf_policy_find (const CfPolicy *self, const char *address, CfTime judged_at, CfPolicyRule *out_rule)
{
  g_autofree char *name = cf_policy_fold_address (address);
  const char *at = strrchr (name, '@');
  CfPolicyRule rule = { 0 };

  if (at != NULL) {
    take_sender (&rule, g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_ADDRESS], name), judged_at);
    take_sender (&rule, g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_DOMAIN], at + 1), judged_at);
    /* From the longest *.domain to the shortest. */
    for (const char *dot = strchr (at, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
      take_sender (&rule, g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_BELOW], dot + 1), judged_at);
  }
  take_default (&rule, g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_ALONE], "default"));

  if (rule.certificate == NULL)
    rule.certificate = "none";
  if (rule.mode == NULL)
    rule.mode = "enforce";
  *out_rule = rule;
}
