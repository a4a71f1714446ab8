/* test-table.c — every row of the table of sections and keys does what it says */
#include <string.h>

#include "cf-policy-schema.h"

/* A heading and a value that fit the row. */
static char *
make_file (const CfPolicyKeyRow *row)
{
  const CfPolicySectionRow *section = cf_policy_get_section_row (row->section);
  const char *days = row->type == CF_POLICY_DAY ? "certificate=usual\n" : "";
  g_auto (GStrv) choices = g_strsplit (row->range, "|", -1);
  const char *value = row->type == CF_POLICY_CHOICE ? choices[0] : row->type == CF_POLICY_DAY ? "2026-04-01" : "a;b";

  return g_strdup_printf ("[%s%s]\n%s%s=%s\n", section->name, section->named ? " a.example" : "", days, row->name,
                          value);
}

/* What is obeyed or information is taken; the rest is refused by name. */
static void
test_keys (void)
{
  for (guint i = 0; i < CF_POLICY_N_KEYS; i++) {
    const CfPolicyKeyRow *row = cf_policy_get_key_row (i);
    g_autofree char *text = make_file (row);
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", text);
    if (row->treatment != CF_POLICY_UNSUPPORTED) {
      g_assert_true (cf_policy_parse (policy, "t", text, &error));
      continue;
    }
    g_assert_false (cf_policy_parse (policy, "t", text, &error));
    g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_KEY);
    g_assert_true (g_str_has_suffix (error->message, ": known, but not supported by this version; remove it"));
  }
}

static void
test_sections (void)
{
  for (guint i = 0; i < CF_POLICY_N_SECTIONS; i++) {
    const CfPolicySectionRow *row = cf_policy_get_section_row (i);
    g_autofree char *text = g_strdup_printf ("[%s%s]\n", row->name, row->named ? " a.example" : "");
    g_autoptr (CfPolicy) policy = cf_policy_new ();

    g_assert_cmpint (cf_policy_parse (policy, "t", text, NULL), ==, row->treatment != CF_POLICY_UNSUPPORTED);
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

    g_assert_true (is_plain (row->name));
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
  g_test_add_func ("/policy/table/sections", test_sections);
  g_test_add_func ("/policy/table/names", test_names);
  g_test_add_func ("/policy/table/choices", test_choices);
  return g_test_run ();
}
