/* test-table.c — every row of the table of sections and keys does what it says */
#include <string.h>

#include "cf-policy-schema.h"

/* A value that fits the row. */
static const char *
value_of (const CfPolicyKeyRow *row)
{
  static const char *const values[] = {
    [CF_POLICY_DAY] = "2026-04-01",     [CF_POLICY_NUMBER] = "7",           [CF_POLICY_NAMES] = "a;b",
    [CF_POLICY_DOMAIN] = "a.example",   [CF_POLICY_DOMAINS] = "*.a.example", [CF_POLICY_HOSTS] = "mx_1.a.example;b",
    [CF_POLICY_KEYS] = "certificate;mode", [CF_POLICY_FILENAME] = "ca.pem", [CF_POLICY_LIST_ID] = "dev.a.example",
    [CF_POLICY_PROXY] = "http://a.example:80", [CF_POLICY_TEXT] = "a;b",
    [CF_POLICY_WORDS] = "sha1-certificates; rsa1024-keys;",
  };

  return values[row->type];
}

static const char *
behind (const CfPolicySectionRow *section)
{
  return section->kind == CF_POLICY_SENDER ? " a.example" : section->kind == CF_POLICY_LABEL ? " main" : "";
}

/* Keys without which the section, or the key, is refused. */
static const char *
company_of (const CfPolicyKeyRow *row)
{
  if (row->section == CF_POLICY_SECTION_SENDER && !g_str_equal (row->name, "certificate"))
    return "certificate=usual\n";
  if (row->section == CF_POLICY_SECTION_ANCHOR)
    return g_str_equal (row->name, "file") ? "domains=a.example\n"
           : g_str_equal (row->name, "domains") ? "file=ca.pem\n" : "file=ca.pem\ndomains=a.example\n";
  if (row->section == CF_POLICY_SECTION_LIST && !g_str_equal (row->name, "list-id"))
    return "list-id=dev.a.example\n";

  return "";
}

static char *
make_file (const CfPolicyKeyRow *row, const char *value)
{
  const CfPolicySectionRow *section = cf_policy_get_section_row (row->section);

  return g_strdup_printf ("[%s%s]\n%s%s=%s\n", section->name, behind (section), company_of (row), row->name, value);
}

/* Every key takes a value that fits it; one of a choice every word. */
static void
test_keys (void)
{
  for (guint i = 0; i < CF_POLICY_N_KEYS; i++) {
    const CfPolicyKeyRow *row = cf_policy_get_key_row (i);
    g_auto (GStrv) choices = g_strsplit (row->type == CF_POLICY_CHOICE ? row->range : value_of (row), "|", -1);

    for (char **choice = choices; *choice != NULL; choice++) {
      g_autofree char *text = make_file (row, *choice);
      g_autoptr (CfPolicy) policy = cf_policy_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", text);
      cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", text, &error);
      g_assert_no_error (error);
    }
  }
}

/* None but free text takes nothing, or a thing that fits no key. */
static void
test_bad_values (void)
{
  static const char *const bad[] = { "", "\\x;", "a b c/=[" };

  for (guint i = 0; i < CF_POLICY_N_KEYS; i++) {
    const CfPolicyKeyRow *row = cf_policy_get_key_row (i);

    for (guint j = 0; j < G_N_ELEMENTS (bad); j++) {
      g_autofree char *text = make_file (row, bad[j]);
      g_autoptr (CfPolicy) policy = cf_policy_new ();
      g_autoptr (GError) error = NULL;
      gboolean free = row->type == CF_POLICY_TEXT || (row->type == CF_POLICY_FILENAME && j > 0) ||
                      (row->type == CF_POLICY_NAMES && j == 2);

      g_test_message ("%s", text);
      g_assert_cmpint (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", text, &error), ==, free);
      if (!free)
        g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_VALUE);
    }
  }
}

/* A section without keys is taken where it needs none. */
static void
test_sections (void)
{
  for (guint i = 0; i < CF_POLICY_N_SECTIONS; i++) {
    const CfPolicySectionRow *row = cf_policy_get_section_row (i);
    g_autofree char *text = g_strdup_printf ("[%s%s]\n", row->name, behind (row));
    g_autofree char *other = g_strdup_printf ("[%s%s]\n", row->name, *behind (row) == '\0' ? " x" : "");
    g_autoptr (CfPolicy) policy = cf_policy_new ();

    g_assert_cmpint (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", text, NULL), ==,
                     row->kind != CF_POLICY_LABEL);
    g_assert_false (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", other, NULL));
  }
}

static gboolean
is_plain (const char *name)
{
  return *name != '\0' && strspn (name, "abcdefghijklmnopqrstuvwxyz-") == strlen (name);
}

/* Names are typed by hand: lower case, and each stands once where it belongs. */
static void
test_names (void)
{
  for (guint i = 0; i < CF_POLICY_N_SECTIONS; i++) {
    g_assert_true (is_plain (cf_policy_get_section_row (i)->name));
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (cf_policy_get_section_row (i)->name, !=, cf_policy_get_section_row (j)->name);
  }

  for (guint i = 0; i < CF_POLICY_N_KEYS; i++) {
    const CfPolicyKeyRow *row = cf_policy_get_key_row (i);

    g_assert_true (is_plain (row->name) || g_str_equal (row->name, "user@host"));
    g_assert_cmpstr (row->range, !=, "");
    for (guint j = 0; j < i; j++)
      g_assert_false (cf_policy_get_key_row (j)->section == row->section &&
                      g_str_equal (cf_policy_get_key_row (j)->name, row->name));
  }
}

/* Nothing but a word of the row is taken for a CHOICE, not even nearly. */
static void
test_choices (void)
{
  static const char *const spoils[] = { "%sx", "x%s", "%s %s", "%s;", "\"%s\"" };

  for (guint i = 0; i < CF_POLICY_N_KEYS; i++) {
    const CfPolicyKeyRow *row = cf_policy_get_key_row (i);
    g_auto (GStrv) choices = g_strsplit (row->range, "|", -1);
    CfPolicyPlace place = { .file = "t", .line = 1, .key = row->name };

    for (guint j = 0; row->type == CF_POLICY_CHOICE && choices[j] != NULL; j++) {
      g_autofree char *upper = g_ascii_strup (choices[j], -1);

      g_assert_true (cf_policy_check_choice (i, choices[j], &place, NULL));
      g_assert_false (cf_policy_check_choice (i, upper, &place, NULL));
      for (guint k = 0; k < G_N_ELEMENTS (spoils); k++) {
        g_auto (GStrv) parts = g_strsplit (spoils[k], "%s", -1);
        g_autofree char *spoilt = g_strjoinv (choices[j], parts);

        g_assert_false (cf_policy_check_choice (i, spoilt, &place, NULL));
      }
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/table/keys", test_keys);
  g_test_add_func ("/policy/table/bad-values", test_bad_values);
  g_test_add_func ("/policy/table/sections", test_sections);
  g_test_add_func ("/policy/table/names", test_names);
  g_test_add_func ("/policy/table/choices", test_choices);
  return g_test_run ();
}
