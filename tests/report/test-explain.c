/* test-explain.c — saved reports: judged again they say the same, and their words can be had in either language */
#include "../ribbon/test-facts.h"

#include "cf-report.h"
#include "cf-ribbon-explain.h"

#define ROUNDS 2000

/* Few bits of many, so that some rules fire and others lack something. */
static CfEvidence
random_evidence (GRand *rand, guint n_bits)
{
  CfEvidence evidence = 0;

  for (guint i = g_rand_int_range (rand, 0, 12); i > 0; i--)
    evidence |= (CfEvidence) 1 << g_rand_int_range (rand, 0, (gint32) n_bits);

  return evidence;
}

static CfFacts *
random_facts (GRand *rand)
{
  CfFacts *facts = test_facts_new ();

  facts->evidence = random_evidence (rand, CF_MESSAGE_N_BITS);
  facts->domain.evidence = random_evidence (rand, CF_DOMAIN_N_BITS);
  facts->policy.mode = (CfPolicyMode) g_rand_int_range (rand, 0, 3);
  for (guint i = g_rand_int_range (rand, 0, 3); i > 0; i--)
    test_add_signer (facts, "info@bank.example", "Example Bank Ltd.")->evidence = random_evidence (rand, CF_SIGNER_N_BITS);

  return facts;
}

static CfReport *
save (const CfFacts *facts, const CfJudgement *judgement, gboolean redact)
{
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");
  CfReportInput input = { .facts = facts, .judgement = judgement, .ribbon = ribbon, .redact = redact };
  g_autoptr (JsonObject) object = cf_report_write (&input);
  g_autoptr (GError) error = NULL;
  CfReport *report = cf_report_read (object, &error);

  g_assert_no_error (error);
  return report;
}

static char *
list_codes (const CfReport *report)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < report->ribbon->reasons->len; i++) {
    const CfRibbonReason *reason = test_get_reason (report->ribbon, i);

    g_string_append_printf (codes, "%s %s;", reason->code, cf_severity_get_name (reason->severity));
  }

  return g_string_free (codes, FALSE);
}

/* REPORT.md: "A redacted report alone is judged again (same codes)". */
static void
test_judged_again (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (CfFacts) facts = random_facts (rand);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
    g_autoptr (CfReport) report = save (facts, judgement, i % 2 == 0);
    g_autoptr (GPtrArray) differences = cf_report_judge_again (report, "en");

    if (differences->len > 0)
      g_error ("round %u: %s: %s", i, report->json, (char *) differences->pdata[0]);
  }
}

/* In the other language, and back: the same codes, and the very words that it was saved with. */
static void
test_reworded (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint i = 0; i < ROUNDS / 4; i++) {
    g_autoptr (CfFacts) facts = random_facts (rand);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
    g_autoptr (CfReport) saved = save (facts, judgement, i % 2 == 0);
    g_autoptr (CfReport) report = save (facts, judgement, i % 2 == 0);
    g_autofree char *codes = list_codes (saved);
    g_autofree char *japanese = NULL;
    g_autofree char *english = NULL;

    cf_report_reword (report, "ja");
    japanese = list_codes (report);
    g_assert_cmpstr (japanese, ==, codes);
    g_assert_cmpstr (report->ribbon->lang, ==, "ja");
    cf_report_reword (report, "en");
    english = cf_report_format_terminal (report, FALSE, 0);
    g_free (codes);
    codes = cf_report_format_terminal (saved, FALSE, 0);
    g_assert_cmpstr (english, ==, codes);
  }
}

/* A report may claim any code with any severity, and hold none of the facts that belong to it. */
static void
test_any_code_without_facts (void)
{
  for (guint r = 0; r < CF_N_REASONS; r++)
    for (guint severity = 0; severity <= CF_SEVERITY_DANGER; severity++) {
      g_autoptr (CfFacts) bare = cf_facts_new ();
      g_autoptr (CfJudgement) judgement =
          test_judge (CF_VERDICT_UNTRUSTED, severity, cf_reason_get_info (r)->code, -1);
      g_autoptr (CfReport) report = save (bare, judgement, FALSE);
      g_autofree char *text = NULL;

      cf_report_reword (report, "ja");
      text = cf_report_format_reason (test_get_reason (report->ribbon, 0), TRUE, "ja", 80);
      g_assert_true (g_str_has_prefix (text, test_get_reason (report->ribbon, 0)->code));
    }
}

static void
test_format (void)
{
  g_autoptr (CfRibbon) ribbon = cf_ribbon_new ();
  CfReason reason;
  g_autofree char *english = NULL;
  g_autofree char *japanese = NULL;

  g_assert_true (cf_reason_find_name ("private-root-unknown", &reason));
  english = cf_report_format_reason (cf_ribbon_explain (ribbon, reason, "en"), TRUE, "en", 0);
  japanese = cf_report_format_reason (cf_ribbon_explain (ribbon, reason, "ja"), TRUE, "ja", 0);
  g_assert_cmpstr (english, ==,
                   "CF206 private-root-unknown [caution]\n"
                   "  We cannot confirm who signed this\n"
                   "  What was found: From <organisation>'s own authority, not registered here.\n"
                   "  What it means: It may be genuine, but there is no proof.\n"
                   "  What can be done: Ask through a phone number or site you already know. Tell your help desk the code.\n"
                   "  Ask first: \"Please do not open links or attachments. Have you opened any already?\"\n"
                   "  On the telephone: repeat the code, \"C F two zero six\", then read out what it means and what can be done, "
                   "word for word.\n"
                   "  Usual cause: A company's own authority that nobody registered here, or a certificate that somebody "
                   "made alone.\n"
                   "  Ask the caller: Do you know this sender, and was earlier mail signed?\n"
                   "  Pass it on to: the administrator\n");
  g_assert_cmpstr (japanese, ==,
                   "CF206 private-root-unknown [注意]\n"
                   "  署名した人を確認できません\n"
                   "  確認結果：〈組織名〉独自の認証局の発行で、ここには未登録です。\n"
                   "  意味：本物かもしれませんが、証拠がありません。\n"
                   "  対処方法：以前からご存じの電話番号や公式サイトで確認してください。コードを問い合わせ窓口にお伝えください。\n"
                   "  最初の確認：「リンクや添付ファイルは開かないでください。もう開かれましたか」\n"
                   "  電話での案内：「シーエフ ニ・マル・ロク」とコードを復唱し、「意味」と「対処方法」をそのまま読み上げてください。\n"
                   "  主な原因：ここに登録のない社内用の認証局か、自分で作成した電子証明書です。\n"
                   "  お尋ねすること：以前からやり取りのある送信者ですか。これまで電子署名は付いていましたか。\n"
                   "  連絡先：システム管理者\n");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/explain/judged-again", test_judged_again);
  g_test_add_func ("/report/explain/reworded", test_reworded);
  g_test_add_func ("/report/explain/any-code-without-facts", test_any_code_without_facts);
  g_test_add_func ("/report/explain/format", test_format);
  return g_test_run ();
}
