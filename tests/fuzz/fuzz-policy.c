/* fuzz-policy.c — a policy file, read after one that expects much
 *
 * Claims: a file with an error changes nothing for anybody; a user's file never loosens what is locked; the same file
 * read again gives the same rule; every error says where.
 */
#include "cf-fuzz.h"
#include "cf-policy-trust.h"
#include "cf-policy.h"

#define NOW ((CfTime) 1781514000)

static const char locked[] = "[default]\nuser-may-loosen=false\n[sender info@bank.example]\ncertificate=required\nlocked=*\n";
static const char *const addresses[] = { "info@bank.example", "a@sub.bank.example", "x@example.com", "info@xn--bnk-rla.example", "" };

static char *
dup_rules (const CfPolicy *policy)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    CfPolicyRule rule;

    cf_policy_find (policy, addresses[i], NOW, &rule);
    g_string_append_printf (text, "%s %s %s %s\n", rule.certificate, rule.mode, rule.source != NULL ? rule.source : "-",
                            rule.badge != NULL ? rule.badge : "-");
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
read_trust (const CfPolicy *policy)
{
  g_autoptr (GArray) anchors = cf_policy_dup_anchors (policy);
  g_autoptr (GArray) marks = cf_policy_dup_mark_anchors (policy);
  g_autoptr (GArray) lists = cf_policy_dup_lists (policy);
  g_auto (GStrv) names = cf_policy_dup_names (policy, "trusted-sealers", "a@b.example");
  g_auto (GStrv) registered = cf_policy_dup_registered (policy, NOW);
  CfPolicyHistory history;

  CF_CLAIM (anchors != NULL && marks != NULL && lists != NULL);
  CF_CLAIM (names == NULL || g_strv_length (names) < 100000);
  cf_policy_get_history (policy, &history);
  for (char **name = registered; name != NULL && *name != NULL; name++)
    CF_CLAIM (g_utf8_validate (*name, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = cf_fuzz_dup_text (cf_span (data, size));
  CfPolicyOrigin origin = size % 2 == 0 ? CF_POLICY_ORIGIN_USER : CF_POLICY_ORIGIN_ADMINISTRATOR;
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autoptr (CfPolicy) again = cf_policy_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *second = NULL;
  CfPolicyRule rule;

  CF_CLAIM (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "first.policy", locked, NULL));
  CF_CLAIM (cf_policy_parse (again, CF_POLICY_ORIGIN_ADMINISTRATOR, "first.policy", locked, NULL));
  before = dup_rules (policy);
  if (!cf_policy_parse (policy, origin, "next.policy", text, &error))
    CF_CLAIM (error != NULL && g_str_has_prefix (error->message, "next.policy") && cf_policy_get_problem (policy) != NULL);
  (void) cf_policy_parse (again, origin, "next.policy", text, NULL);
  after = dup_rules (policy);
  second = dup_rules (again);
  CF_CLAIM (g_str_equal (after, second));
  CF_CLAIM (error == NULL || g_str_equal (before, after));
  cf_policy_find (policy, addresses[0], NOW, &rule);
  CF_CLAIM (origin != CF_POLICY_ORIGIN_USER || g_str_equal (rule.certificate, "required"));
  read_trust (policy);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  return 0;
}
