/* test-show.c — what a ribbon shows: the examples of RIBBON section 4, looks, second lines, buttons */
#include "test-facts.h"

static const CfRibbonReason *
get_reason (const CfRibbon *ribbon, guint index)
{
  return g_ptr_array_index (ribbon->reasons, index);
}

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
  g_assert_cmpstr (get_reason (ribbon, 0)->advice, ==,
                   "Do not open links or attachments, and do not reply. Ask through a phone number or site you already know.");

  japanese = cf_ribbon_show (facts, judgement, "ja_JP.UTF-8");
  g_assert_cmpstr (japanese->lang, ==, "ja");
  g_assert_cmpstr (japanese->pill, ==, "危険");
  g_assert_cmpstr (japanese->headline, ==, "Example Bankの有効な電子証明書がありません。不正なメールとして扱ってください");
  g_assert_cmpstr (get_reason (japanese, 0)->advice, ==,
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

    g_assert_cmpstr (get_reason (ribbon, 0)->headline, ==, rows[row].headline);
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

/* A certificate of a bank that only lies beside the signature names nobody. */
static void
test_borrowed_certificate (void)
{
  static const struct { const char *says; CfSignerStatus status; gboolean match; } rows[] = {
    { "another address", CF_SIGNER_INTACT, FALSE },
    { "a method that nobody checked", CF_SIGNER_UNSUPPORTED, TRUE },
    { "altered", CF_SIGNER_ALTERED, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 202, 0);
    CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", "Great Bank");
    g_autoptr (CfRibbon) ribbon = NULL;

    signer->status = rows[i].status;
    signer->address_match = rows[i].match;
    ribbon = cf_ribbon_show (facts, judgement, "en");
    g_assert_cmpstr (ribbon->headline, ==, "Signed by bank.example");
  }
}

typedef struct {
  guint code;
  const char *found;
} FoundRow;

/* Where the places of the sentences come from. */
static void
test_places (void)
{
  static const FoundRow rows[] = {
    { 103, "One of 2 signatures does not match." },
    { 106, "Signed with an old, weak method (SHA-1)." },
    { 111, "Signing and arrival times differ by 19 days." },
    { 201, "Issued by Example CA, a trusted authority." },
    { 204, "From Example Bank Ltd.'s own authority, registered here." },
    { 205, "The issuer Example Root is not registered as trusted." },
    { 208, "Valid when it arrived (20 Nov 2026). It has expired since." },
    { 209, "It had expired (30 Jun 2027) before this mail arrived." },
    { 211, "It is valid only from 5 May 2026." },
    { 213, "Expired on 30 Jun 2027; when the mail arrived is not known." },
    { 214, "The key is too short (1024 bits)." },
    { 222, "Only capital letters differ: info@bank.example, Info@bank.example." },
    { 302, "Cancelled on 2 Oct 2026, before this mail arrived." },
    { 511, "Trial period; later this will show Danger." },
    { 605, "The sender shown differs from the signed one." },
    { 606, "There are 2 sender lines." },
    { 609, "agent@example.org sent it on behalf of info@bank.example." },
    { 611, "Replies go to reply@example.org, not info@bank.example." },
    { 614, "The header Subject is malformed; programs read it differently." },
    { 901, "Larger than the limit (64 MB)." },
    { 905, "Your administrator's rules cannot be read (a.policy:3: no such key)." },
  };
  g_autoptr (CfFacts) facts = test_facts_new ();
  CfSignerFacts *signer = test_add_signer (facts, "Info@bank.example", "Example Bank Ltd.");
  CfCertFacts *link = g_ptr_array_index (signer->chain.certificates, 1);

  test_add_signer (facts, "other@example.org", NULL);
  test_set (&signer->problem_detail, "SHA-1");
  signer->signing_time = test_day (2026, 11, 1);
  signer->revocation.at = test_day (2026, 10, 2);
  link->not_before = test_day (2026, 5, 5);
  test_set (&link->key, "rsa-1024");
  test_set (&facts->sender.sender, "agent@example.org");
  test_set (&facts->sender.reply_to, "reply@example.org");
  facts->sender.from_count = 2;
  test_set (&facts->smime.protected_field, "From");
  test_set (&facts->ambiguous_field, "Subject");
  test_set (&facts->policy.problem, "a.policy:3: no such key");
  facts->limit = 64 * 1024 * 1024;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfJudgement) judgement =
        test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, rows[i].code, 0);
    g_autoptr (CfRibbon) ribbon = NULL;

    judgement->has_would_be = TRUE;
    judgement->would_be_severity = CF_SEVERITY_DANGER;
    ribbon = cf_ribbon_show (facts, judgement, "en");
    g_assert_cmpstr (get_reason (ribbon, 0)->found, ==, rows[i].found);
  }
}

/* What cert states in English is said in the reader's language; what is not of ours stays as it is. */
static void
test_details (void)
{
  static const struct { guint code; const char *detail; const char *ja; } rows[] = {
    { 219, "name constraint", "電子証明書のつながりに、認められないものがあります（名前の制約）。" },
    { 219, "Not signed", "電子証明書のつながりに、認められないものがあります（Not signed）。" },
    { 219, NULL, "電子証明書のつながりに、認められないものがあります（詳細なし）。" },
    { 106, "MD5", "古く弱い方式（MD5）で署名されています。" },
    { 106, NULL, "古く弱い方式（SHA256）で署名されています。" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, rows[i].code, 0);
    g_autoptr (CfRibbon) ribbon = NULL;

    test_set (&test_add_signer (facts, "info@bank.example", NULL)->problem_detail, rows[i].detail);
    ribbon = cf_ribbon_show (facts, judgement, "ja");
    g_assert_cmpstr (ribbon->detail, ==, rows[i].ja);
  }
}

/* What observe mode keeps back, in the words of the pill. */
static void
test_would_be (void)
{
  static const struct { CfSeverity severity; const char *found; } rows[] = {
    { CF_SEVERITY_DANGER, "試行期間中です（本番での表示は 危険）。" },
    { CF_SEVERITY_CAUTION, "試行期間中です（本番での表示は 注意）。" },
    { CF_SEVERITY_NEUTRAL, "試行期間中です（本番での表示は 詳細なし）。" },
  };
  g_autoptr (CfFacts) facts = test_facts_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL, 511, -1);
    g_autoptr (CfRibbon) ribbon = NULL;

    judgement->has_would_be = TRUE;
    judgement->would_be_severity = rows[i].severity;
    ribbon = cf_ribbon_show (facts, judgement, "ja");
    g_assert_cmpstr (get_reason (ribbon, 0)->found, ==, rows[i].found);
  }
}

/* The reason of the second signer speaks of the second signer. */
static void
test_second_signer (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 212, 1);
  g_autoptr (CfRibbon) ribbon = NULL;

  test_add_signer (facts, "info@bank.example", NULL);
  test_add_signer (facts, "mallory@evil.example", NULL);
  ribbon = cf_ribbon_show (facts, judgement, "en");
  g_assert_cmpstr (ribbon->detail, ==, "Sender shown: info@bank.example. Signer: mallory@evil.example.");
}

/* An index that no signer has is our own slip, and costs words only. */
static void
test_signer_out_of_range (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 205, 7);
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");

  g_assert_cmpstr (ribbon->detail, ==, "The issuer (unknown) is not registered as trusted.");
}

/* Cancelled within 60 days of issue: many issuers do so when nobody confirms receipt. */
static void
test_fresh_cancellation (void)
{
  static const struct { guint code; int day; gboolean fresh; } rows[] = {
    { 302, 59, TRUE }, { 306, 60, TRUE }, { 302, 61, FALSE }, { 305, 10, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement =
        test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_DANGER, rows[i].code, 0);
    CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", NULL);
    g_autoptr (CfRibbon) ribbon = NULL;

    signer->revocation.at = signer->certificate->not_before + rows[i].day * CF_TIME_DAY;
    ribbon = cf_ribbon_show (facts, judgement, "en");
    g_assert_cmpint (strstr (get_reason (ribbon, 0)->meaning, "Some issuers soon cancel") != NULL, ==,
                     rows[i].fresh);
  }
}

/* What a stranger writes is filled in once: places in it stay as they are. */
static void
test_no_second_expansion (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement =
      test_judge (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 502, -1);
  g_autoptr (CfRibbon) ribbon = NULL;

  test_set (&facts->policy.organization, "{a}{o}{x}");
  ribbon = cf_ribbon_show (facts, judgement, "en");
  g_assert_cmpstr (ribbon->detail, ==, "{a}{o}{x} says it signs every mail from info@bank.example.");
}

/* Strings of a stranger in every fact: words stay short, valid and visible. */
static void
test_hostile_facts (void)
{
  g_autofree char *huge = g_strnfill (10000, 'x');
  const char *const hostile[] = {
    "<b>bold</b> & \"quoted\" <script>alert(1)</script>", "\033[31m\033]0;title\007", "\xe2\x80\xae" "drowssap \xe2\x80\x8b",
    "a\r\nb\tc", "\xff\xfe invalid", huge, "",
  };

  for (guint h = 0; h < G_N_ELEMENTS (hostile); h++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    CfSignerFacts *signer = test_add_signer (facts, hostile[h], hostile[h]);

    test_set (&facts->sender.address, hostile[h]);
    test_set (&facts->sender.display_name, hostile[h]);
    test_set (&facts->sender.domain, hostile[h]);
    test_set (&facts->sender.sender, hostile[h]);
    test_set (&facts->sender.reply_to, hostile[h]);
    test_set (&facts->policy.organization, hostile[h]);
    test_set (&facts->policy.problem, hostile[h]);
    test_set (&facts->smime.protected_field, hostile[h]);
    test_set (&facts->ambiguous_field, hostile[h]);
    test_set (&signer->problem_detail, hostile[h]);
    test_set (&signer->certificate->issuer_name, hostile[h]);
    test_set (&signer->certificate->key, hostile[h]);
    for (guint r = 0; r < CF_N_REASONS; r++) {
      g_autoptr (CfJudgement) judgement =
          test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_DANGER, cf_reason_get_info (r)->code, 0);
      g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "ja");
      const char *texts[] = { ribbon->headline, ribbon->detail, ribbon->accessible_name,
                              ribbon->accessible_description };

      for (guint t = 0; t < G_N_ELEMENTS (texts); t++) {
        g_assert_true (g_utf8_validate (texts[t], -1, NULL));
        g_assert_cmpint (g_utf8_strlen (texts[t], -1), <, 1200);
        for (const char *p = texts[t]; *p != '\0'; p = g_utf8_next_char (p))
          g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)) ||
                          g_unichar_type (g_utf8_get_char (p)) == G_UNICODE_FORMAT);
      }
    }
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
  g_test_add_func ("/ribbon/show/borrowed-certificate", test_borrowed_certificate);
  g_test_add_func ("/ribbon/show/places", test_places);
  g_test_add_func ("/ribbon/show/details", test_details);
  g_test_add_func ("/ribbon/show/would-be", test_would_be);
  g_test_add_func ("/ribbon/show/second-signer", test_second_signer);
  g_test_add_func ("/ribbon/show/signer-out-of-range", test_signer_out_of_range);
  g_test_add_func ("/ribbon/show/fresh-cancellation", test_fresh_cancellation);
  g_test_add_func ("/ribbon/show/no-second-expansion", test_no_second_expansion);
  g_test_add_func ("/ribbon/show/hostile-facts", test_hostile_facts);
  return g_test_run ();
}
