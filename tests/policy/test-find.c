/* test-find.c — which rule applies to an address */
#include <locale.h>

#include "cf-policy.h"

/* 2026-06-15T12:00:00Z */
#define JUDGED_AT 1781524800

static CfPolicy *
policy_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  CfPolicy *policy = cf_policy_new ();

  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t.policy", text, &error));
  g_assert_no_error (error);
  return policy;
}

static CfPolicyRule
rule_of (const char *text, const char *address, CfTime judged_at)
{
  g_autoptr (CfPolicy) policy = policy_of (text);
  CfPolicyRule rule;

  cf_policy_find (policy, address, judged_at, &rule);
  /* Strings belong to the policy, which ends here. */
  rule.certificate = g_intern_string (rule.certificate);
  rule.mode = g_intern_string (rule.mode);
  rule.source = g_intern_string (rule.source);
  rule.organization = g_intern_string (rule.organization);
  return rule;
}

static const char bank[] =
  "# The bank's mail\n"
  "[default]\n"
  "mode=warn\n"
  "certificate=optional\n"
  "[sender *.example]\n"
  "certificate=usual\n"
  "display-names=Anything Ltd.\n"
  "[sender *.bank.example]\n"
  "certificate=expected\n"
  "mode=observe\n"
  "[sender bank.example]\n"
  "certificate=required\n"
  "display-names=Example Bank;例示銀行\n"
  "[sender info@bank.example]\n"
  "certificate=exempt\n"
  "[sender mode@bank.example]\n"
  "mode=enforce\n"
  "[sender name@bank.example]\n"
  "display-names=Example Bank Cards\n";

static void
test_precedence (void)
{
  static const struct {
    const char *address, *certificate, *mode, *source, *organization;
    gboolean exact;
  } rows[] = {
    { "info@bank.example", "exempt", "warn", "t.policy:15 [sender info@bank.example]", "Example Bank", TRUE },
    { "other@bank.example", "required", "warn", "t.policy:12 [sender bank.example]", "Example Bank", FALSE },
    { "mode@bank.example", "required", "enforce", "t.policy:12 [sender bank.example]", "Example Bank", FALSE },
    { "name@bank.example", "required", "warn", "t.policy:12 [sender bank.example]", "Example Bank Cards", FALSE },
    { "info@mail.bank.example", "expected", "observe", "t.policy:9 [sender *.bank.example]", "Anything Ltd.", FALSE },
    { "a@x.y.z.bank.example", "expected", "observe", "t.policy:9 [sender *.bank.example]", "Anything Ltd.", FALSE },
    { "a@notbank.example", "usual", "warn", "t.policy:6 [sender *.example]", "Anything Ltd.", FALSE },
    { "a@xbank.example", "usual", "warn", "t.policy:6 [sender *.example]", "Anything Ltd.", FALSE },
    { "a@example", "optional", "warn", "t.policy:4 [default]", NULL, FALSE },
    { "a@bank.example.org", "optional", "warn", "t.policy:4 [default]", NULL, FALSE },
    { "", "optional", "warn", "t.policy:4 [default]", NULL, FALSE },
    { "@", "optional", "warn", "t.policy:4 [default]", NULL, FALSE },
    { "bank.example", "optional", "warn", "t.policy:4 [default]", NULL, FALSE },
    { "info@bank.example@evil.org", "optional", "warn", "t.policy:4 [default]", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfPolicyRule rule = rule_of (bank, rows[i].address, JUDGED_AT);

    g_test_message ("%s", rows[i].address);
    g_assert_cmpstr (rule.certificate, ==, rows[i].certificate);
    g_assert_cmpstr (rule.mode, ==, rows[i].mode);
    g_assert_cmpstr (rule.source, ==, rows[i].source);
    g_assert_cmpstr (rule.organization, ==, rows[i].organization);
    g_assert_cmpint (rule.exact, ==, rows[i].exact);
  }
}

/* What a forger may write to look like the address of a rule falls under it. */
static void
test_spellings (void)
{
  static const struct { const char *section, *address; gboolean falls_under; } rows[] = {
    { "info@bank.example", "info@bank.example", TRUE },
    { "info@bank.example", "info@BANK.Example", TRUE },
    { "info@bank.example", "INFO@bank.example", TRUE },
    { "Info@Bank.Example", "info@bank.example", TRUE },
    { "info@bank.example", "\"info\"@bank.example", TRUE },
    { "info@bank.example", "\"in\\fo\"@bank.example", TRUE },
    { "info@bank.example", "info@bank.example.", TRUE },
    { "info@bank.example", "infos@bank.example", FALSE },
    { "info@bank.example", "\"info@bank.example\"@evil.example", FALSE },
    { "info@bank.example", "info@mail.bank.example", FALSE },
    { "info@bank.example", "\"@bank.example", FALSE },
    { "info@bank.example", "\xff@bank.example", FALSE },
    { "a..b.@docomo.example", "a..b.@docomo.example", TRUE },
    { "o'hara+x@bank.example", "O'Hara+x@bank.example", TRUE },
    { "bank.example", "any@bank.example", TRUE },
    { "bank.example", "any@BANK.EXAMPLE.", TRUE },
    { "bank.example", "any@sub.bank.example", FALSE },
    { "*.bank.example", "any@sub.bank.example", TRUE },
    { "*.bank.example", "any@bank.example", FALSE },
    { "*.bank.example", "any@.bank.example", TRUE },
    { "*.jp", "a@b.co.jp", TRUE },
    { "例え.jp", "a@例え.jp", TRUE },
    { "例え.jp", "a@xn--r8jz45g.jp", TRUE },
    { "例え.jp", "a@XN--R8JZ45G.JP", TRUE },
    { "xn--r8jz45g.jp", "a@例え.jp", TRUE },
    { "xn--r8jz45g.jp", "a@例え。jp", TRUE },
    { "XN--R8JZ45G.jp", "a@xn--r8jz45g.jp", TRUE },
    { "*.例え.jp", "a@sub.xn--r8jz45g.jp", TRUE },
    { "*.xn--r8jz45g.jp", "a@部.例え.jp", TRUE },
    { "bank.example", "a@ｂａｎｋ.example", TRUE },
    { "BÜCHER.example", "a@bücher.example", TRUE },
    { "例え@bank.example", "例え@bank.example", TRUE },
    { "例え@bank.example", "例@bank.example", FALSE },
    { "caf\xc3\xa9@bank.example", "cafe\xcc\x81@bank.example", TRUE },
    { "bank.example", "a@b\xff.bank.example", FALSE },
    { "*.bank.example", "a@b\xff.bank.example", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("[sender %s]\ncertificate=required\n", rows[i].section);
    CfPolicyRule rule = rule_of (text, rows[i].address, JUDGED_AT);

    g_test_message ("[sender %s] and %s", rows[i].section, rows[i].address);
    g_assert_cmpstr (rule.certificate, ==, rows[i].falls_under ? "required" : "none");
    g_assert_cmpint (rule.exact, ==, rows[i].falls_under && strchr (rows[i].section, '@') != NULL);
  }
}

/* No domain is too long, or too odd in one label, to fall under *.domain. */
static void
test_long_domains (void)
{
  static const char text[] = "[sender *.例え.jp]\ncertificate=required\n[sender 例え.jp]\ncertificate=usual\n";
  static const guint lengths[] = { 1, 63, 64, 200, 253, 1000, 1012, 1013, 5000, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autofree char *label = g_strnfill (lengths[i], 'a');
    g_autofree char *one = g_strconcat ("x@", label, ".例え.jp", NULL);
    g_autofree char *none = g_strconcat ("x@", label, "例え.jp", NULL);
    GString *many = g_string_new ("x@");

    while (many->len < lengths[i])
      g_string_append (many, "a.");
    g_string_append (many, "a.例え.jp");

    g_assert_cmpstr (rule_of (text, one, JUDGED_AT).certificate, ==, "required");
    g_assert_cmpstr (rule_of (text, many->str, JUDGED_AT).certificate, ==, "required");
    g_assert_cmpstr (rule_of (text, none, JUDGED_AT).certificate, ==, "none");
    g_string_free (many, TRUE);
  }
}

static void
test_days (void)
{
  static const char text[] =
    "[sender *.example]\ncertificate=usual\n"
    "[sender bank.example]\ncertificate=required\nmode=warn\nsince=2026-04-01\nuntil=2027-03-31\n";
  static const struct { const char *moment, *certificate; } rows[] = {
    { "2026-03-31T23:59:59Z", "usual" },    { "2026-04-01T00:00:00Z", "required" },
    { "2026-04-01T08:59:59+09:00", "usual" }, { "2026-04-01T09:00:00+09:00", "required" },
    { "2027-03-31T23:59:59Z", "required" }, { "2027-04-01T00:00:00Z", "usual" },
    { "2020-01-01T00:00:00Z", "usual" },    { "2040-01-01T00:00:00Z", "usual" },
  };
  CfTime moment;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfPolicyRule rule;

    g_assert_true (cf_time_parse (rows[i].moment, &moment));
    rule = rule_of (text, "a@bank.example", moment);
    /* bank.example is below "example": the wider section speaks outside the days. */
    g_assert_cmpstr (rule.certificate, ==, rows[i].certificate);
    g_assert_cmpstr (rule.mode, ==, "warn");
  }

  g_assert_cmpstr (rule_of (text, "a@bank.example", CF_TIME_UNKNOWN).certificate, ==, "required");
}

static void
test_days_alone (void)
{
  static const char since[] = "[sender a.example]\ncertificate=required\nsince=2030-01-01\n";
  static const char until[] = "[sender a.example]\ncertificate=required\nuntil=2020-01-01\n";
  static const char one_day[] = "[sender a.example]\ncertificate=required\nsince=2026-06-15\nuntil=2026-06-15\n";
  CfPolicyRule rule = rule_of (since, "x@a.example", JUDGED_AT);

  g_assert_cmpstr (rule.certificate, ==, "none");
  g_assert_null (rule.source);
  g_assert_false (rule.exact);
  g_assert_cmpstr (rule_of (until, "x@a.example", JUDGED_AT).certificate, ==, "none");
  g_assert_cmpstr (rule_of (one_day, "x@a.example", JUDGED_AT).certificate, ==, "required");
}

static void
test_nothing_set (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  CfPolicyRule rule;

  cf_policy_find (policy, "a@bank.example", JUDGED_AT, &rule);
  g_assert_cmpstr (rule.certificate, ==, "none");
  g_assert_cmpstr (rule.mode, ==, "enforce");
  g_assert_null (rule.source);
  g_assert_null (rule.organization);
  g_assert_null (cf_policy_get (policy, "network", "revocation"));
  g_assert_null (cf_policy_get_problem (policy));
}

static void
test_plain_keys (void)
{
  g_autoptr (CfPolicy) policy = policy_of ("[network]\nrevocation = soft\n[certificate]\nsubject-address=allow\n"
                                           "[default]\nmode=observe\n[sender network]\ncertificate=usual\n");

  g_assert_cmpstr (cf_policy_get (policy, "network", "revocation"), ==, "soft");
  g_assert_cmpstr (cf_policy_get (policy, "certificate", "subject-address"), ==, "allow");
  g_assert_null (cf_policy_get (policy, "certificate", "purpose"));
  g_assert_cmpstr (cf_policy_get (policy, "default", "mode"), ==, "observe");
  g_assert_null (cf_policy_get (policy, "default", "certificate"));
  g_assert_null (cf_policy_get (policy, "no-such-section", "mode"));
}

/* Every word of the table is taken where it stands. */
static void
test_every_value (void)
{
  static const struct { const char *section, *key, *values; } rows[] = {
    { "default", "certificate", "required|expected|usual|optional|exempt" },
    { "default", "mode", "enforce|warn|observe" },
    { "certificate", "subject-address", "refuse|allow" },
    { "certificate", "purpose", "email|any" },
    { "network", "revocation", "hard|soft" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) values = g_strsplit (rows[i].values, "|", -1);

    for (char **value = values; *value != NULL; value++) {
      g_autofree char *text = g_strdup_printf ("[%s]\n%s=%s\n", rows[i].section, rows[i].key, *value);
      g_autoptr (CfPolicy) policy = policy_of (text);

      g_assert_cmpstr (cf_policy_get (policy, rows[i].section, rows[i].key), ==, *value);
    }
  }
}

/* Later files win key by key; a certificate= set anew brings its own days. */
static void
test_merge (void)
{
  static const struct { const char *says, *first, *second, *certificate, *mode, *organization, *source; } rows[] = {
    { "the later value wins", "certificate=usual\nmode=warn\n", "certificate=required\n", "required", "warn", NULL,
      "2.policy:2 [sender Bank.example]" },
    { "what the later does not set stays", "certificate=usual\ndisplay-names=A\n", "mode=observe\n", "usual",
      "observe", "A", "1.policy:2 [sender bank.example]" },
    { "an old end does not end the new rule", "certificate=usual\nuntil=2020-01-01\n", "certificate=required\n",
      "required", "enforce", NULL, "2.policy:2 [sender Bank.example]" },
    { "an old start does not delay the new rule", "certificate=usual\nsince=2040-01-01\n", "certificate=expected\n",
      "expected", "enforce", NULL, "2.policy:2 [sender Bank.example]" },
    { "the end alone can be moved", "certificate=usual\nuntil=2020-01-01\n", "until=2030-01-01\n", "usual",
      "enforce", NULL, "1.policy:2 [sender bank.example]" },
    { "names are replaced, not added", "certificate=usual\ndisplay-names=A;B\n", "display-names=C\n", "usual",
      "enforce", "C", "1.policy:2 [sender bank.example]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autofree char *first = g_strconcat ("[sender bank.example]\n", rows[i].first, NULL);
    g_autofree char *second = g_strconcat ("[sender Bank.example]\n", rows[i].second, NULL);
    CfPolicyRule rule;

    g_test_message ("%s", rows[i].says);
    g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "1.policy", first, NULL));
    g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "2.policy", second, NULL));
    cf_policy_find (policy, "a@bank.example", JUDGED_AT, &rule);
    g_assert_cmpstr (rule.certificate, ==, rows[i].certificate);
    g_assert_cmpstr (rule.mode, ==, rows[i].mode);
    g_assert_cmpstr (rule.organization, ==, rows[i].organization);
    g_assert_cmpstr (rule.source, ==, rows[i].source);
  }
}

/* Ten thousand senders: one look-up must not walk them. */
static void
test_many_senders (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (CfPolicy) policy = NULL;
  gint64 start;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "[sender %s%u.example]\ncertificate=usual\nnote=row\n",
                            i % 3 == 0 ? "a@d" : i % 3 == 1 ? "d" : "*.d", i);
  policy = policy_of (text->str);
  g_string_free (text, TRUE);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < 10000; i++) {
    g_autofree char *address = g_strdup_printf (i % 3 == 2 ? "a@sub.d%u.example" : "a@d%u.example", i);
    CfPolicyRule rule;

    cf_policy_find (policy, address, JUDGED_AT, &rule);
    g_assert_cmpstr (rule.certificate, ==, "usual");
  }
  g_test_message ("10,000 look-ups: %" G_GINT64_FORMAT " us", g_get_monotonic_time () - start);
  /* A walk would need 10^8 comparisons, some seconds even without a sanitizer. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 1500000);
}

static void
test_locale (void)
{
  static const char *const locales[] = { "C", "C.UTF-8", "ja_JP.UTF-8", "tr_TR.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++) {
    if (setlocale (LC_ALL, locales[i]) == NULL)
      continue;
    g_assert_cmpstr (rule_of ("[sender INFO@BANK.例え.jp]\ncertificate=required\n", "info@bank.例え.JP",
                              JUDGED_AT).certificate, ==, "required");
  }
  setlocale (LC_ALL, "");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/find/precedence", test_precedence);
  g_test_add_func ("/policy/find/spellings", test_spellings);
  g_test_add_func ("/policy/find/long-domains", test_long_domains);
  g_test_add_func ("/policy/find/days", test_days);
  g_test_add_func ("/policy/find/days-alone", test_days_alone);
  g_test_add_func ("/policy/find/nothing-set", test_nothing_set);
  g_test_add_func ("/policy/find/plain-keys", test_plain_keys);
  g_test_add_func ("/policy/find/every-value", test_every_value);
  g_test_add_func ("/policy/find/merge", test_merge);
  g_test_add_func ("/policy/find/many-senders", test_many_senders);
  g_test_add_func ("/policy/find/locale", test_locale);
  return g_test_run ();
}
