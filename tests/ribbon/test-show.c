/* test-show.c — what a ribbon shows: the examples of RIBBON section 4, looks, second lines, buttons */
#include "test-facts.h"

/* Example 1: verified, the organisation vouched for. */
static void
test_organisation (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 202, 0);
  g_autoptr (CfRibbon) ribbon = NULL;
  g_autoptr (CfRibbon) japanese = NULL;

  test_add_signer (facts, "info@bank.example", "Example Bank Ltd.");
  ribbon = cf_ribbon_show (facts, judgement, "en");
  g_assert_cmpint (ribbon->look, ==, CF_RIBBON_LOOK_GOOD);
  g_assert_cmpstr (ribbon->icon, ==, "certfirst-verified");
  g_assert_null (ribbon->pill);
  g_assert_null (ribbon->code);
  g_assert_null (ribbon->tooltip);
  g_assert_cmpstr (ribbon->headline, ==, "Signed by Example Bank Ltd.");
  g_assert_cmpstr (ribbon->detail, ==, "Signer info@bank.example; Example CA confirmed the organisation.");
  g_assert_false (ribbon->what_to_do);
  g_assert_false (ribbon->check_again);
  g_assert_cmpstr (ribbon->accessible_name, ==, ribbon->headline);
  g_assert_cmpstr (ribbon->accessible_description, ==, ribbon->detail);

  japanese = cf_ribbon_show (facts, judgement, "ja");
  g_assert_cmpstr (japanese->headline, ==, "Example Bank Ltd. の電子署名を確認しました");
  g_assert_cmpstr (japanese->detail, ==, "署名者は info@bank.example です（組織は Example CA が確認）。");
}

/* Example 3: the certificate that was expected is not there. */
static void
test_missing (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement =
      test_judge (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 502, -1);
  g_autoptr (CfRibbon) ribbon = NULL;
  g_autoptr (CfRibbon) japanese = NULL;

  test_set (&facts->policy.organization, "Example Bank");
  test_give (judgement, 403, CF_SEVERITY_NEUTRAL, -1);
  ribbon = cf_ribbon_show (facts, judgement, "en");
  g_assert_cmpint (ribbon->look, ==, CF_RIBBON_LOOK_DANGER);
  g_assert_cmpstr (ribbon->icon, ==, "certfirst-missing-certificate");
  g_assert_cmpstr (ribbon->pill, ==, "Danger");
  g_assert_cmpstr (ribbon->headline, ==, "No valid certificate from Example Bank: treat this mail as fraud");
  g_assert_cmpstr (ribbon->detail, ==, "Example Bank says it signs every mail from info@bank.example.");
  g_assert_cmpstr (ribbon->code, ==, "CF502");
  g_assert_true (ribbon->what_to_do);
  g_assert_cmpstr (ribbon->accessible_name, ==,
                   "Danger: No valid certificate from Example Bank: treat this mail as fraud");
  g_assert_cmpstr (ribbon->accessible_description, ==,
                   "Example Bank says it signs every mail from info@bank.example. Code C F five zero two.");
  g_assert_cmpuint (ribbon->reasons->len, ==, 2);
  g_assert_cmpstr (test_get_reason (ribbon, 0)->advice, ==,
                   "Do not open links or attachments, and do not reply. Ask through a phone number or site you already know.");

  japanese = cf_ribbon_show (facts, judgement, "ja_JP.UTF-8");
  g_assert_cmpstr (japanese->lang, ==, "ja");
  g_assert_cmpstr (japanese->pill, ==, "危険");
  g_assert_cmpstr (japanese->headline, ==, "Example Bankの有効な電子証明書がありません。不正なメールとして扱ってください");
  g_assert_cmpstr (test_get_reason (japanese, 0)->advice, ==,
                   "リンクや添付ファイルを開かず、返信もしないでください。以前からご存じの電話番号や公式サイトで確認してください。");
  g_assert_cmpstr (japanese->accessible_name, ==, "危険：Example Bankの有効な電子証明書がありません。不正なメールとして扱ってください");
}

/* Without a name in the rule the domain stands for the sender. */
static void
test_missing_without_name (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement =
      test_judge (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 501, -1);
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");

  g_assert_cmpstr (ribbon->headline, ==, "No valid certificate from bank.example: treat this mail as fraud");
  g_assert_cmpstr (ribbon->detail, ==, "Your organisation requires a certificate from bank.example.");
}

/* An unmet expectation is said as loudly as it weighs: RIBBON section 4. */
static void
test_unmet_headline (void)
{
  static const guint codes[] = { 501, 502, 503, 514 };
  static const struct { CfSeverity severity; const char *headline; } rows[] = {
    { CF_SEVERITY_DANGER, "No valid certificate from bank.example: treat this mail as fraud" },
    { CF_SEVERITY_CAUTION, "The usual signature is missing" },
    { CF_SEVERITY_NEUTRAL, "Not signed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes) * G_N_ELEMENTS (rows); i++) {
    guint row = i % G_N_ELEMENTS (rows);
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement =
        test_judge (CF_VERDICT_MISSING_CERTIFICATE, rows[row].severity, codes[i / G_N_ELEMENTS (rows)], -1);
    g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");

    g_assert_cmpstr (test_get_reason (ribbon, 0)->headline, ==, rows[row].headline);
  }
}

typedef struct {
  CfVerdictKind verdict;
  CfSeverity severity;
  CfRibbonLook look;
  const char *icon;
} LookRow;

static void
test_looks (void)
{
  static const LookRow rows[] = {
    { CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, CF_RIBBON_LOOK_GOOD, "certfirst-verified" },
    { CF_VERDICT_VERIFIED_DOMAIN, CF_SEVERITY_GOOD, CF_RIBBON_LOOK_DOMAIN, "certfirst-verified-domain" },
    { CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL, CF_RIBBON_LOOK_QUIET, "certfirst-unsigned" },
    { CF_VERDICT_UNSIGNED, CF_SEVERITY_CAUTION, CF_RIBBON_LOOK_CAUTION, "certfirst-untrusted" },
    { CF_VERDICT_UNSIGNED, CF_SEVERITY_DANGER, CF_RIBBON_LOOK_DANGER, "certfirst-untrusted" },
    { CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_CAUTION, CF_RIBBON_LOOK_CAUTION, "certfirst-missing-certificate" },
    { CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, CF_RIBBON_LOOK_DANGER, "certfirst-missing-certificate" },
    { CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, CF_RIBBON_LOOK_CAUTION, "certfirst-untrusted" },
    { CF_VERDICT_INVALID, CF_SEVERITY_DANGER, CF_RIBBON_LOOK_DANGER, "certfirst-invalid" },
    { CF_VERDICT_INVALID, CF_SEVERITY_CAUTION, CF_RIBBON_LOOK_CAUTION, "certfirst-invalid" },
    { CF_VERDICT_UNDETERMINED, CF_SEVERITY_NEUTRAL, CF_RIBBON_LOOK_UNKNOWN, "certfirst-undetermined" },
    { CF_VERDICT_UNDETERMINED, CF_SEVERITY_CAUTION, CF_RIBBON_LOOK_CAUTION, "certfirst-undetermined" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpint (cf_ribbon_choose_look (rows[i].verdict, rows[i].severity), ==, rows[i].look);
    g_assert_cmpstr (cf_ribbon_choose_icon (rows[i].verdict, rows[i].severity), ==, rows[i].icon);
  }
}

/* Whatever comes: no good look or icon without a good verdict and severity. */
static void
test_good_is_never_given_away (void)
{
  for (CfVerdictKind verdict = 0; verdict <= CF_VERDICT_INVALID; verdict++)
    for (CfSeverity severity = 0; severity <= CF_SEVERITY_DANGER; severity++) {
      CfRibbonLook look = cf_ribbon_choose_look (verdict, severity);
      const char *icon = cf_ribbon_choose_icon (verdict, severity);
      gboolean is_good = severity == CF_SEVERITY_GOOD &&
                         (verdict == CF_VERDICT_VERIFIED || verdict == CF_VERDICT_VERIFIED_DOMAIN);

      g_assert_cmpint (look == CF_RIBBON_LOOK_GOOD || look == CF_RIBBON_LOOK_DOMAIN, ==, is_good);
      g_assert_cmpint (g_str_has_prefix (icon, "certfirst-verified"), ==, is_good);
    }
}

/* Ordinary mail: quiet, nothing else. */
static void
test_quiet (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL, 105, -1);
  g_autoptr (CfRibbon) ribbon = NULL;

  test_give (judgement, 403, CF_SEVERITY_NEUTRAL, -1);
  test_give (judgement, 611, CF_SEVERITY_NEUTRAL, -1);
  ribbon = cf_ribbon_show (facts, judgement, "en");
  g_assert_cmpint (ribbon->look, ==, CF_RIBBON_LOOK_QUIET);
  g_assert_cmpstr (ribbon->headline, ==, "Not signed");
  g_assert_null (ribbon->detail);
  g_assert_null (ribbon->code);
  g_assert_null (ribbon->pill);
  g_assert_null (ribbon->tooltip);
  g_assert_cmpstr (ribbon->accessible_name, ==, "Not signed");
  g_assert_cmpstr (ribbon->accessible_description, ==, "");
}

typedef struct {
  const char *says;
  guint codes[4];
  const char *headline;
  const char *detail;
  const char *tooltip;
} QuietRow;

/* The first of 514 503 423 603 615 is the second line, whatever the order of the judgement. */
static void
test_quiet_notes (void)
{
  static const QuietRow rows[] = {
    { "usual signer, domain proved", { 514, 407 }, "Not signed",
      "Example Bank signs most of its mail; this one has no valid signature.", NULL },
    { "514 before 615", { 105, 615, 514 }, "Not signed",
      "Example Bank signs most of its mail; this one has no valid signature.", "There is no electronic signature." },
    { "503 before 423", { 105, 423, 503 }, "Not signed",
      "several of the last several mails from info@bank.example were signed.", "There is no electronic signature." },
    { "423 alone", { 105, 423 }, "Not signed", "Nothing proves that it came from bank.example.",
      "There is no electronic signature." },
    { "603 has its own headline", { 603, 615 }, "Signed by someone other than the sender",
      "The list replaced the sender; signed by another address.", NULL },
    { "from a file", { 105, 615 }, "Not signed", "Opened from a file: when it arrived is not known.",
      "There is no electronic signature." },
    { "others never reach the ribbon", { 105, 609, 401, 906 }, "Not signed", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement = test_judgement_new (CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL);
    g_autoptr (CfRibbon) ribbon = NULL;

    g_test_message ("%s", rows[i].says);
    test_set (&facts->policy.organization, "Example Bank");
    for (guint c = 0; c < G_N_ELEMENTS (rows[i].codes) && rows[i].codes[c] != 0; c++)
      test_give (judgement, rows[i].codes[c], CF_SEVERITY_NEUTRAL, -1);
    ribbon = cf_ribbon_show (facts, judgement, "en");
    g_assert_cmpstr (ribbon->headline, ==, rows[i].headline);
    g_assert_cmpstr (ribbon->detail, ==, rows[i].detail);
    g_assert_cmpstr (ribbon->tooltip, ==, rows[i].tooltip);
    g_assert_null (ribbon->code);
  }
}

/* A warning that is only mentioned beside another is no note of a quiet ribbon. */
static void
test_quiet_note_is_neutral (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL, 105, -1);
  g_autoptr (CfRibbon) ribbon = NULL;

  test_give (judgement, 514, CF_SEVERITY_CAUTION, -1);
  ribbon = cf_ribbon_show (facts, judgement, "en");
  g_assert_null (ribbon->detail);
}

typedef struct {
  const char *says;
  guint codes[3];
  guint open_questions;
  const char *detail;
  const char *tooltip;
} GoodRow;

static void
test_good_notes (void)
{
  static const GoodRow rows[] = {
    { "its own reason", { 203 }, 0, "Example CA confirmed the address only.", NULL },
    { "from a file", { 203, 615 }, 0, "Opened from a file: when it arrived is not known.",
      "Example CA confirmed the address only." },
    { "nobody can be asked: stays in Details", { 203, 307 }, 0, "Example CA confirmed the address only.", NULL },
    { "soft: an answer is missing", { 203, 307 }, 1, "Cancellation has not been checked.",
      "Example CA confirmed the address only." },
    { "both notes", { 203, 307, 615 }, 2,
      "Cancellation has not been checked. Opened from a file: when it arrived is not known.",
      "Example CA confirmed the address only." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement =
        test_judge (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, rows[i].codes[0], 0);
    g_autoptr (CfRibbon) ribbon = NULL;

    g_test_message ("%s", rows[i].says);
    test_add_signer (facts, "info@bank.example", NULL);
    facts->open_questions = rows[i].open_questions;
    for (guint c = 1; c < G_N_ELEMENTS (rows[i].codes) && rows[i].codes[c] != 0; c++)
      test_give (judgement, rows[i].codes[c], CF_SEVERITY_NEUTRAL, -1);
    ribbon = cf_ribbon_show (facts, judgement, "en");
    g_assert_cmpstr (ribbon->headline, ==, "Signed by info@bank.example");
    g_assert_cmpstr (ribbon->detail, ==, rows[i].detail);
    g_assert_cmpstr (ribbon->tooltip, ==, rows[i].tooltip);
    g_assert_null (ribbon->code);
  }
}

/* Caution, danger and undetermined add where the mail was opened to their own reason. */
static void
test_banner_from_file (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_INVALID, CF_SEVERITY_DANGER, 104, 0);
  g_autoptr (CfRibbon) english = NULL;
  g_autoptr (CfRibbon) japanese = NULL;

  test_give (judgement, 615, CF_SEVERITY_NEUTRAL, -1);
  english = cf_ribbon_show (facts, judgement, "en");
  japanese = cf_ribbon_show (facts, judgement, "ja");
  g_assert_cmpstr (english->detail, ==,
                   "The text no longer matches its signature. Opened from a file: when it arrived is not known.");
  g_assert_cmpstr (japanese->detail, ==, "電子署名と本文が一致しません。ファイルから開いたため、受信日時は分かりません。");
  g_assert_null (english->tooltip);
}

/* Undetermined: its own look, a code and no pill; the button where a second look may help. */
static void
test_undetermined (void)
{
  static const struct { guint code; gboolean check_again;
  } rows[] = {
    { 307, TRUE },  { 308, TRUE },  { 612, TRUE },  { 903, TRUE },
    { 213, FALSE }, { 309, FALSE }, { 901, FALSE }, { 904, FALSE },
  };
  g_autoptr (CfFacts) facts = test_facts_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfJudgement) judgement =
        test_judge (CF_VERDICT_UNDETERMINED, CF_SEVERITY_NEUTRAL, rows[i].code, -1);
    g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");

    g_assert_cmpint (ribbon->look, ==, CF_RIBBON_LOOK_UNKNOWN);
    g_assert_null (ribbon->pill);
    g_assert_nonnull (ribbon->code);
    g_assert_cmpint (ribbon->check_again, ==, rows[i].check_again);
    g_assert_false (ribbon->what_to_do);
  }
}

/* What may yet be answered is looked at once more; what is past is not. */
static void
test_second_look (void)
{
  static const struct { CfEvidence message; CfEvidence signer; gboolean want; } rows[] = {
    { 0, 0, FALSE },
    { CF_M (DOMAIN_PENDING), 0, TRUE },
    { CF_M (DOMAIN_NOT_PROVED), 0, FALSE },
    { 0, CF_S (REVOCATION_UNKNOWN), TRUE },
    { 0, CF_S (REVOCATION_OFFLINE), TRUE },
    { 0, CF_S (REVOCATION_PAST), FALSE },
    { 0, CF_S (REVOCATION_SETTLED) | CF_S (NOT_REVOKED), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfJudgement) judgement = NULL;
    g_autoptr (CfRibbon) ribbon = NULL;

    facts->evidence = rows[i].message;
    if (rows[i].signer != 0)
      cf_facts_add_signer (&facts->smime)->evidence = rows[i].signer;
    judgement = cf_verdict_judge (facts);
    ribbon = cf_ribbon_show (facts, judgement, "en");
    g_assert_cmpint (ribbon->second_look, ==, rows[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ribbon/show/organisation", test_organisation);
  g_test_add_func ("/ribbon/show/missing", test_missing);
  g_test_add_func ("/ribbon/show/missing-without-name", test_missing_without_name);
  g_test_add_func ("/ribbon/show/unmet-headline", test_unmet_headline);
  g_test_add_func ("/ribbon/show/looks", test_looks);
  g_test_add_func ("/ribbon/show/good-is-never-given-away", test_good_is_never_given_away);
  g_test_add_func ("/ribbon/show/quiet", test_quiet);
  g_test_add_func ("/ribbon/show/quiet-notes", test_quiet_notes);
  g_test_add_func ("/ribbon/show/quiet-note-is-neutral", test_quiet_note_is_neutral);
  g_test_add_func ("/ribbon/show/good-notes", test_good_notes);
  g_test_add_func ("/ribbon/show/banner-from-file", test_banner_from_file);
  g_test_add_func ("/ribbon/show/undetermined", test_undetermined);
  g_test_add_func ("/ribbon/show/second-look", test_second_look);
  return g_test_run ();
}
