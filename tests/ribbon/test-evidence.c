/* test-evidence.c — every piece of evidence has words in both languages */
#include "test-facts.h"

static void
expect_words (const char *name)
{
  const char *english = cf_ribbon_word_evidence (name, "en");
  const char *japanese = cf_ribbon_word_evidence (name, "ja");

  if (g_str_equal (english, name))
    g_error ("%s has no words", name);
  if (g_str_equal (japanese, english))
    g_error ("%s has no Japanese words", name);
  g_assert_false (g_str_has_suffix (english, ".") || g_str_has_suffix (japanese, "。"));
}

static void
test_bits (void)
{
  for (guint bit = 0; bit < CF_SIGNER_N_BITS; bit++)
    expect_words (cf_evidence_get_signer_name (bit));
  for (guint bit = 0; bit < CF_MESSAGE_N_BITS; bit++)
    expect_words (cf_evidence_get_message_name (bit));
  for (guint bit = 0; bit < CF_DOMAIN_N_BITS; bit++)
    expect_words (cf_evidence_get_domain_name (bit));
}

/* What the signers come to together has names in the trace only. */
static void
test_trace (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (GPtrArray) steps = cf_verdict_trace (facts);

  for (guint i = 0; i < steps->len; i++) {
    const CfTraceStep *step = g_ptr_array_index (steps, i);

    for (guint j = 0; j < step->names->len; j++)
      expect_words (g_ptr_array_index (step->names, j));
  }
}

static void
test_unknown (void)
{
  g_assert_cmpstr (cf_ribbon_word_evidence ("no-such-thing", "ja"), ==, "no-such-thing");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_ribbon_prepare ();
  g_test_add_func ("/ribbon/evidence/bits", test_bits);
  g_test_add_func ("/ribbon/evidence/trace", test_trace);
  g_test_add_func ("/ribbon/evidence/unknown", test_unknown);
  return g_test_run ();
}
