/* test-directory.c — the shipped directory of known signers keeps its own rules */
#include "cf-policy-internal.h"
#include "cf-policy-lint.h"
#include "cf-policy-trust.h"

static CfPolicy *
load (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "..", "plugin", "policy", "known-signers.policy", NULL);
  CfPolicy *policy = cf_policy_new ();
  g_autoptr (CfPolicy) alone = cf_policy_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  cf_policy_load (policy, CF_POLICY_ORIGIN_SHIPPED, path, &error);
  g_assert_no_error (error);
  g_assert_true (cf_policy_lint (alone, path, problems, NULL));
  g_assert_cmpuint (problems->len, ==, 0);
  return policy;
}

static const char *
text_of (const CfPolicySection *section, CfPolicyKeyId key)
{
  const CfPolicyValue *value = cf_policy_section_find (section, key);

  return value != NULL ? value->text : NULL;
}

/* Only these say that unsigned mail is false. */
static gboolean
may_be_expected (const char *sender)
{
  static const char *const names[] = { "atla.mod.go.jp", "cs.atla.mod.go.jp", "mail@debit.bk.mufg.jp", NULL };

  return g_strv_contains (names, sender);
}

static void
check_entry (const CfPolicySection *section)
{
  const char *certificate = text_of (section, CF_POLICY_KEY_SENDER_CERTIFICATE);
  const CfPolicyValue *read = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_READ);
  const CfPolicyValue *until = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_UNTIL);

  g_test_message ("%s", section->heading);
  g_assert_cmpint (section->id, ==, CF_POLICY_SECTION_SENDER);
  g_assert_nonnull (text_of (section, CF_POLICY_KEY_SENDER_SOURCE));
  g_assert_nonnull (text_of (section, CF_POLICY_KEY_SENDER_NOTE));
  g_assert_nonnull (text_of (section, CF_POLICY_KEY_SENDER_DISPLAY_NAMES));
  g_assert_true (read != NULL && until != NULL);
  g_assert_cmpint (until->day - read->day, ==, 365 * CF_TIME_DAY);
  if (may_be_expected (section->label))
    g_assert_cmpstr (certificate, ==, "expected");
  else
    g_assert_true (g_str_equal (certificate, "usual") || g_str_equal (certificate, "optional"));

  g_assert_null (text_of (section, CF_POLICY_KEY_SENDER_ISSUERS));
  g_assert_null (text_of (section, CF_POLICY_KEY_SENDER_MODE));
  g_assert_null (text_of (section, CF_POLICY_KEY_SENDER_LOCKED));
}

static void
test_entries (void)
{
  g_autoptr (CfPolicy) policy = load ();
  guint n_expected = 0;

  g_assert_cmpuint (policy->order->len, >, 20);
  for (guint i = 0; i < policy->order->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (policy->order, i);

    check_entry (section);
    n_expected += may_be_expected (section->label);
  }
  g_assert_cmpuint (n_expected, ==, 3);
}

static void
test_senders (void)
{
  static const struct { const char *address, *moment, *certificate; gboolean or_dkim, exception; } rows[] = {
    { "info@atla.mod.go.jp", "2026-12-01T00:00:00Z", "expected", FALSE, FALSE },
    { "info@atla.mod.go.jp", "2020-09-30T23:59:59Z", "none", FALSE, FALSE },
    { "info@cs.atla.mod.go.jp", "2026-12-01T00:00:00Z", "expected", FALSE, FALSE },
    { "mail@debit.bk.mufg.jp", "2026-12-01T00:00:00Z", "expected", FALSE, FALSE },
    { "other@debit.bk.mufg.jp", "2026-12-01T00:00:00Z", "none", FALSE, FALSE },
    { "news@ipa.go.jp", "2026-12-01T00:00:00Z", "usual", FALSE, FALSE },
    { "news@jitec.ipa.go.jp", "2026-12-01T00:00:00Z", "usual", FALSE, FALSE },
    { "a@dn.smbc.co.jp", "2026-12-01T00:00:00Z", "usual", FALSE, FALSE },
    { "a@dn.smbc.co.jp", "2006-05-21T23:59:59Z", "none", FALSE, FALSE },
    { "banking@sonybank.net", "2026-12-01T00:00:00Z", "usual", TRUE, FALSE },
    { "a@cloudsecurityalliance.jp", "2026-12-01T00:00:00Z", "usual", FALSE, FALSE },
    { "noreply@cloudsecurityalliance.jp", "2026-12-01T00:00:00Z", "optional", FALSE, TRUE },
    { "taro@okayama-u.ac.jp", "2026-12-01T00:00:00Z", "none", FALSE, FALSE },
    { "info@atla.mod.go.jp", "2027-11-22T23:59:59Z", "expected", FALSE, FALSE },
    { "info@atla.mod.go.jp", "2027-11-23T00:00:00Z", "none", FALSE, FALSE },
    { "noreply@cloudsecurityalliance.jp", "2027-11-23T00:00:00Z", "none", FALSE, FALSE },
  };
  g_autoptr (CfPolicy) policy = load ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfPolicyRule rule;
    CfTime moment;

    g_test_message ("%s %s", rows[i].address, rows[i].moment);
    g_assert_true (cf_time_parse (rows[i].moment, &moment));
    cf_policy_find (policy, rows[i].address, moment, &rule);
    g_assert_cmpstr (rule.certificate, ==, rows[i].certificate);
    g_assert_cmpint (rule.or_dkim, ==, rows[i].or_dkim);
    g_assert_cmpint (rule.published_exception, ==, rows[i].exception);
  }
}

static void
count_name (const CfPolicyName *name, gpointer data)
{
  (*(guint *) data)++;
}

/* An entry that nobody read again turns into nothing, its names too. */
static void
test_expired (void)
{
  g_autoptr (CfPolicy) policy = load ();
  guint before = 0, after = 0;
  CfTime moment;

  g_assert_true (cf_time_parse ("2027-11-22T00:00:00Z", &moment));
  cf_policy_foreach_name (policy, moment, count_name, &before);
  cf_policy_foreach_name (policy, moment + CF_TIME_DAY, count_name, &after);
  g_assert_cmpuint (before, >, 20);
  g_assert_cmpuint (after, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/directory/entries", test_entries);
  g_test_add_func ("/policy/directory/senders", test_senders);
  g_test_add_func ("/policy/directory/expired", test_expired);
  return g_test_run ();
}
