/* test-settings.c — what a person may change of the rules: which words, why not, and which rules these are */
#include <string.h>

#include "cf-policy-settings.h"
#include "cf-policy-version.h"

static CfPolicy *
load (const char *administrator, const char *user)
{
  CfPolicy *policy = cf_policy_new ();

  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "/etc/office.policy", administrator, NULL));
  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_USER, "/home/own.policy", user, NULL));
  return policy;
}

static const CfPolicySetting *
find (GPtrArray *settings, const char *section, const char *key)
{
  for (guint i = 0; i < settings->len; i++) {
    const CfPolicySetting *setting = g_ptr_array_index (settings, i);

    if (g_str_equal (setting->section, section) && g_str_equal (setting->key, key))
      return setting;
  }

  g_assert_not_reached ();
}

/* What each key offers, with and without the administrator's user-may-loosen=false. */
static void
test_choices (void)
{
  static const struct {
    const char *rules, *section, *key, *value, *choices, *lock;
    gboolean is_writable;
  } rows[] = {
    { "", "network", "mode", "all", "all dns-only none", NULL, TRUE },
    { "", "network", "revocation", "hard", "hard soft", NULL, TRUE },
    { "[default]\nuser-may-loosen=false\n", "network", "mode", "all", "all dns-only none", NULL, TRUE },
    { "[default]\nuser-may-loosen=false\n", "network", "revocation", "hard", "", "office.policy:2 [default]", FALSE },
    { "[default]\nuser-may-loosen=false\nmode=warn\n", "default", "mode", "warn", "enforce", "office.policy:2 [default]", TRUE },
    { "[certificate]\npurpose=any\n", "certificate", "purpose", "any", "email any", NULL, TRUE },
    { "", "default", "user-may-loosen", "true", "", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = load (rows[i].rules, "");
    g_autoptr (GPtrArray) settings = cf_policy_list_settings (policy);
    const CfPolicySetting *setting = find (settings, rows[i].section, rows[i].key);
    g_autofree char *choices = g_strjoinv (" ", setting->choices);

    g_assert_cmpstr (setting->value, ==, rows[i].value);
    g_assert_cmpstr (choices, ==, rows[i].choices);
    g_assert_cmpstr (setting->lock, ==, rows[i].lock);
    g_assert_cmpint (setting->is_writable, ==, rows[i].is_writable);
  }
}

static void
test_source (void)
{
  g_autoptr (CfPolicy) policy = load ("[network]\nmode=dns-only\n", "[history]\ndays=30\n");
  g_autoptr (GPtrArray) settings = cf_policy_list_settings (policy);
  const CfPolicySetting *mode = find (settings, "network", "mode");
  const CfPolicySetting *days = find (settings, "history", "days");

  g_assert_cmpstr (mode->source, ==, "office.policy:2 [network]");
  g_assert_cmpint (mode->origin, ==, CF_POLICY_ORIGIN_ADMINISTRATOR);
  g_assert_cmpstr (days->value, ==, "30");
  g_assert_cmpstr (days->fallback, ==, "3650");
  g_assert_cmpstr (days->range, ==, "1..36500");
  g_assert_null (days->choices);
  g_assert_cmpint (days->origin, ==, CF_POLICY_ORIGIN_USER);
}

/* A sender that the administrator locked stays as it is, and the refusal names the line. */
static void
test_try_sender (void)
{
  static const char locked[] = "[sender bank.example]\ncertificate=optional\nlocked=certificate\n";
  g_autoptr (CfPolicy) free = load ("", "");
  g_autoptr (CfPolicy) bound = load (locked, "");
  g_autoptr (GError) error = NULL;

  g_assert_true (cf_policy_try_sender (free, "info@bank.example", "expected", 1780000000, &error));
  g_assert_no_error (error);
  g_assert_false (cf_policy_try_sender (bound, "info@bank.example", "expected", 1780000000, &error));
  g_assert_nonnull (strstr (error->message, "office.policy:3"));
}

/* The same rules have the same name wherever they lie; others, or in another order, have another one. */
static void
test_version (void)
{
  static const struct {
    const char *first, *one, *second, *two;
    gboolean is_same;
  } rows[] = {
    { "/etc/a.policy", "[network]\nmode=none\n", "/etc/b.policy", "", TRUE },
    { "/opt/a.policy", "[network]\nmode=none\n", "/opt/b.policy", "", TRUE },
    { "/etc/a.policy", "[network]\nmode=all\n", "/etc/b.policy", "", FALSE },
    { "/etc/b.policy", "", "/etc/a.policy", "[network]\nmode=none\n", FALSE },
    { "/etc/a.policy", "", "/etc/b.policy", "[network]\nmode=none\n", FALSE },
  };
  g_autoptr (CfPolicy) none = cf_policy_new ();
  g_autofree char *wanted = NULL;

  g_assert_null (cf_policy_dup_version (none));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autofree char *version = NULL;

    g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, rows[i].first, rows[i].one, NULL));
    g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, rows[i].second, rows[i].two, NULL));
    version = cf_policy_dup_version (policy);
    g_assert_cmpuint (strlen (version), ==, 12);
    g_assert_cmpuint (cf_policy_get_files (policy)->len, ==, 2);
    if (wanted == NULL)
      wanted = g_strdup (version);
    g_assert_cmpint (g_str_equal (version, wanted), ==, rows[i].is_same);
  }

  /* What does not count has no part in it. */
  g_assert_false (cf_policy_parse (none, CF_POLICY_ORIGIN_USER, "/x.policy", "[nonsense]\n", NULL));
  g_assert_null (cf_policy_dup_version (none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/settings/choices", test_choices);
  g_test_add_func ("/policy/settings/source", test_source);
  g_test_add_func ("/policy/settings/try-sender", test_try_sender);
  g_test_add_func ("/policy/settings/version", test_version);
  return g_test_run ();
}
