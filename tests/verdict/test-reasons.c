/* test-reasons.c — the reason catalogue is a contract */
#include <string.h>

#include "cf-reason.h"

static void
test_codes_are_unique (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < CF_N_REASONS; i++) {
    const CfReasonInfo *info = cf_reason_get_info (i);

    g_assert_true (g_hash_table_add (codes, GUINT_TO_POINTER (info->code)));
    g_assert_true (g_hash_table_add (names, (gpointer) info->name));
  }
}

/* Said on the telephone, two codes must not differ by swapped neighbours; x10 and x20 stay unused. */
static void
test_codes_can_be_spoken (void)
{
  CfReason reason;

  for (guint i = 0; i < CF_N_REASONS; i++) {
    guint code = cf_reason_get_info (i)->code;
    guint a = code / 100, b = code / 10 % 10, c = code % 10;

    g_assert_cmpuint (code % 100, !=, 10);
    g_assert_cmpuint (code % 100, !=, 20);
    if (a != b)
      g_assert_false (cf_reason_find (b * 100 + a * 10 + c, &reason));
    if (b != c)
      g_assert_false (cf_reason_find (a * 100 + c * 10 + b, &reason));
  }
}

static void
test_find (void)
{
  CfReason reason;

  g_assert_true (cf_reason_find (104, &reason));
  g_assert_cmpint (reason, ==, CF_REASON_CONTENT_ALTERED);
  g_assert_cmpstr (cf_reason_get_info (reason)->name, ==, "content-altered");
  g_assert_cmpint (cf_reason_get_info (reason)->severity, ==, CF_SEVERITY_DANGER);
  g_assert_false (cf_reason_find (100, &reason));
  g_assert_false (cf_reason_find (0, &reason));
}

/* Every row is whole: a headline, a meaning, one to three pieces of advice and a text. */
static void
test_rows_are_whole (void)
{
  for (guint i = 0; i < CF_N_REASONS; i++) {
    const CfReasonInfo *info = cf_reason_get_info (i);

    g_assert_true (g_ascii_isalnum (info->headline));
    g_assert_true (g_ascii_isalnum (info->meaning));
    g_assert_cmpuint (strlen (info->advice), >=, 1);
    g_assert_cmpuint (strlen (info->advice), <=, 3);
    g_assert_true (g_str_has_suffix (info->found, "."));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/reasons/unique", test_codes_are_unique);
  g_test_add_func ("/verdict/reasons/spoken", test_codes_can_be_spoken);
  g_test_add_func ("/verdict/reasons/find", test_find);
  g_test_add_func ("/verdict/reasons/whole", test_rows_are_whole);
  return g_test_run ();
}
