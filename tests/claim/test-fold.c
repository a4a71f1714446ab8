/* test-fold.c — folding of names, counting of edits */
#include "cf-claim-private.h"

static void
test_fold (void)
{
  static const struct { const char *name; const char *want; } rows[] = {
    { "Example Bank, Inc.", "example bank" },
    { "株式会社 例示銀行", "例示銀行" },
    { "例示銀行（株）", "例示銀行" },
    { "ＮＴＴ", "ntt" },
    { "ﾊﾝｶｸ", "ハンカク" },
    { "Costco", "costco" },           /* "co" inside a word is no legal form */
    { "Incheon Corp", "incheon" },
    { "  A  -  B  ", "a b" },
    { "カード・センター", "カード センター" },
    { "", "" },
    { "...", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *folded = cf_claim_fold (rows[i].name);

    g_assert_cmpstr (folded, ==, rows[i].want);
  }
}

static void
test_edits (void)
{
  static const struct { const char *a; const char *b; guint max; guint want; } rows[] = {
    { "bank", "bank", 2, 0 },
    { "bank", "bnak", 2, 1 },
    { "bank", "bak", 2, 1 },
    { "bank", "banks", 2, 1 },
    { "bank", "bunk", 2, 1 },
    { "bank", "brink", 2, 2 },
    { "bank", "tree", 2, 3 },
    { "bank", "bankbank", 2, 3 },
    { "", "", 1, 0 },
    { "", "a", 1, 1 },
    { "例示銀行", "例示根行", 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpuint (cf_claim_count_edits (rows[i].a, rows[i].b, rows[i].max), ==, rows[i].want);
    g_assert_cmpuint (cf_claim_count_edits (rows[i].b, rows[i].a, rows[i].max), ==, rows[i].want);
  }
}

/* Longer than any label: never counted, never outside its table. */
static void
test_edits_limit (void)
{
  g_autofree char *longest = g_strnfill (80, 'a');
  g_autofree char *longer = g_strnfill (81, 'a');

  g_assert_cmpuint (cf_claim_count_edits (longest, longest, 1), ==, 0);
  g_assert_cmpuint (cf_claim_count_edits (longer, longer, 1), ==, 2);
  g_assert_cmpuint (cf_claim_count_edits (longest, longer, 1), ==, 2);
}

/* Trade words stand alone or in a script without spaces. */
static void
test_trade_words (void)
{
  g_assert_true (cf_claim_has_trade_word ("ipa サポート"));
  g_assert_true (cf_claim_has_trade_word ("ipa support"));
  g_assert_true (cf_claim_has_trade_word ("ipaサポート窓口"));
  g_assert_false (cf_claim_has_trade_word ("ipa supporters"));
  g_assert_false (cf_claim_has_trade_word ("ipa"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim/fold/names", test_fold);
  g_test_add_func ("/claim/fold/edits", test_edits);
  g_test_add_func ("/claim/fold/edits-limit", test_edits_limit);
  g_test_add_func ("/claim/fold/trade-words", test_trade_words);
  return g_test_run ();
}
