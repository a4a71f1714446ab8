/* test-format.c — the ribbon for a terminal and the page: words, widths, and nothing hostile */
#include "../ribbon/test-hostile.h"

#include <locale.h>

#include "test-page.h"

/* A report of one reason about a mail of the bank. */
static CfReport *
make_simple (CfVerdictKind verdict, CfSeverity severity, guint code, const char *lang)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (verdict, severity, code, 0);

  test_add_signer (facts, "info@bank.example", "Example Bank Ltd.");
  test_set (&facts->policy.organization, "Example Bank");
  return test_make_report (facts, judgement, lang);
}

static void
test_terminal_good (void)
{
  g_autoptr (CfReport) report = make_simple (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 202, "en");
  g_autofree char *text = cf_report_format_terminal (report, FALSE, 80);

  g_assert_cmpstr (text, ==,
                   "✔ Signed by Example Bank Ltd.\n"
                   "  Signer info@bank.example; Example CA confirmed the organisation.\n"
                   "  [verified · good · CF202 · K7JP]\n");
}

static void
test_terminal_danger (void)
{
  g_autoptr (CfReport) report = make_simple (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 502, "ja");
  g_autofree char *text = cf_report_format_terminal (report, FALSE, 60);

  g_assert_cmpstr (text, ==,
                   "✖ [危険] Example Bankの有効な電子証明書がありません。不正な\n"
                   "  メールとして扱ってください\n"
                   "  Example Bank は、info@bank.example のメールすべてに電子署\n"
                   "  名を付けると公表しています。\n"
                   "  なりすましのおそれがあります。\n"
                   "→ リンクや添付ファイルを開かず、返信もしないでください。以前\n"
                   "  からご存じの電話番号や公式サイトで確認してください。\n"
                   "  [missing-certificate · danger · CF502 · K7JP]\n");
}

/* What became of the rules, in words; nothing that did not happen is said to have. */
static void
test_trace (void)
{
  g_autoptr (CfReport) english = make_simple (CF_VERDICT_INVALID, CF_SEVERITY_DANGER, 104, "en");
  g_autoptr (CfReport) japanese = make_simple (CF_VERDICT_INVALID, CF_SEVERITY_DANGER, 104, "ja");
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  ((CfSignerFacts *) g_ptr_array_index (english->facts->smime.signers, 0))->evidence = CF_S (ALTERED);
  english->facts->evidence |= CF_M (SIGNED);
  text = cf_report_format_trace (english);
  words = cf_report_format_trace (japanese);
  g_assert_nonnull (strstr (text, "  signer 1 stands danger: the signed content was changed\n"));
  g_assert_nonnull (strstr (text, "Rules that fired:\n  CF104 content-altered danger (1)\n"));
  g_assert_nonnull (strstr (text, "  CF606 from-duplicate danger: there are several sender lines\n"));
  g_assert_null (strstr (text, "Approvals that have all they need"));
  g_assert_nonnull (strstr (words, "  CF606 from-duplicate danger: 差出人の行が複数ある\n"));
}

static void
test_terminal_quiet (void)
{
  g_autoptr (CfReport) report = make_simple (CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL, 105, "en");
  g_autofree char *text = cf_report_format_terminal (report, FALSE, 80);

  g_assert_cmpstr (text, ==, "· Not signed\n  [unsigned · neutral · CF105 · K7JP]\n");
}

/* Colour only where it is asked for, and switched off at each line's end. */
static void
test_terminal_colour (void)
{
  g_autoptr (CfReport) report = make_simple (CF_VERDICT_INVALID, CF_SEVERITY_DANGER, 104, "en");
  g_autofree char *plain = cf_report_format_terminal (report, FALSE, 30);
  g_autofree char *coloured = cf_report_format_terminal (report, TRUE, 30);
  g_auto (GStrv) lines = g_strsplit (coloured, "\n", -1);

  g_assert_null (strchr (plain, '\033'));
  g_assert_true (g_str_has_prefix (coloured, "\033[1;37;41m✖ [Danger] "));
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_true (strchr (lines[i], '\033') == NULL || g_str_has_suffix (lines[i], "\033[0m"));
}

static guint
get_columns (const char *line)
{
  guint columns = 0;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    columns += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return columns;
}

/* No line is wider than asked, no text is lost, no closing sign begins a line. */
static void
test_terminal_widths (void)
{
  static const char *const langs[] = { "en", "ja" };

  for (guint r = 0; r < CF_N_REASONS; r++)
    for (guint columns = 40; columns <= 104; columns += 16)
      for (guint l = 0; l < G_N_ELEMENTS (langs); l++) {
        g_autoptr (CfReport) report =
            make_simple (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, cf_reason_get_info (r)->code, langs[l]);
        g_autofree char *text = cf_report_format_terminal (report, FALSE, columns);
        g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

        for (guint i = 0; lines[i] != NULL; i++) {
          g_assert_cmpuint (get_columns (lines[i]), <=, columns);
          g_assert_false (g_str_has_prefix (lines[i], "  。") || g_str_has_prefix (lines[i], "  、"));
          g_assert_false (g_str_has_suffix (lines[i], " "));
        }
      }
}

static void
test_terminal_unwrapped (void)
{
  g_autoptr (CfReport) report = make_simple (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 502, "en");
  g_autofree char *text = cf_report_format_terminal (report, FALSE, 0);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 6);
}

/* A terminal that knows no UTF-8 gets signs that it has. */
static void
test_terminal_ascii (void)
{
  g_autoptr (CfReport) report = NULL;
  g_autofree char *text = NULL;

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, 0);
    g_test_trap_assert_passed ();
    return;
  }

  g_setenv ("LC_ALL", "C", TRUE);
  g_unsetenv ("CHARSET");
  setlocale (LC_ALL, "");
  report = make_simple (CF_VERDICT_INVALID, CF_SEVERITY_DANGER, 104, "en");
  text = cf_report_format_terminal (report, FALSE, 80);
  g_assert_true (g_str_is_ascii (text));
  g_assert_true (g_str_has_prefix (text, "[!!] [Danger] This mail was changed after it was signed\n"));
}

static void
test_html (void)
{
  g_autoptr (CfReport) report = make_simple (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 202, "ja");
  g_autofree char *html = cf_report_format_html (report);
  static const char *const wanted[] = {
    "<!DOCTYPE html>\n<html lang=\"ja\">", "<meta charset=\"utf-8\">", "default-src 'none'; style-src 'unsafe-inline'",
    "<header class=\"good\">", "Example Bank Ltd. の電子署名を確認しました", "prefers-color-scheme:dark", "@media print",
    "シーエフ ニ・マル・ニ", "K7JP", "Example Root", "CF202", "</html>",
  };
  static const char *const unwanted[] = { "<script", "http:",   "https:", "href",  "src=",
                                          "url(",    "@import", "onload", "(null)" };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (html, wanted[i]) == NULL)
      g_error ("the page lacks %s", wanted[i]);
  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    if (strstr (html, unwanted[i]) != NULL)
      g_error ("the page has %s", unwanted[i]);
}

/* Which words the page has for a certificate, its holder and its chain. */
typedef struct {
  const char *says;
  gboolean trusted;
  CfSignerStatus status;
  const char *organization;
  CfRevocationStatus revocation;
  const char *wanted;
  const char *unwanted;
} CertificateRow;

static const CertificateRow certificate_rows[] = {
  { "organisation", TRUE, CF_SIGNER_INTACT, "Great Bank", CF_REVOCATION_GOOD, "Great Bank (organisation confirmed)",
    "Only the address" },
  { "address", TRUE, CF_SIGNER_INTACT, NULL, CF_REVOCATION_GOOD, "Only the address is confirmed",
    "organisation confirmed" },
  { "nobody", FALSE, CF_SIGNER_INTACT, "Great Bank", CF_REVOCATION_NOT_CHECKED,
    "Nobody known here confirms the holder", "organisation confirmed" },
  { "borrowed", TRUE, CF_SIGNER_UNSUPPORTED, "Great Bank", CF_REVOCATION_GOOD,
    "Nobody known here confirms the holder", "organisation confirmed" },
  { "root", TRUE, CF_SIGNER_INTACT, NULL, CF_REVOCATION_GOOD, "● Example Root (trusted here)", "▲" },
  { "no root", FALSE, CF_SIGNER_INTACT, NULL, CF_REVOCATION_NOT_CHECKED, "▲ Example Root (problem)", "●" },
  { "asked", TRUE, CF_SIGNER_INTACT, NULL, CF_REVOCATION_GOOD, "● Example CA (not cancelled)", "▲" },
  { "not asked", TRUE, CF_SIGNER_INTACT, NULL, CF_REVOCATION_UNKNOWN, "○ Example CA (not checked)", "▲" },
  { "cancelled", TRUE, CF_SIGNER_INTACT, NULL, CF_REVOCATION_REVOKED, "▲ Sato Taro (problem)", "○" },
};

static void
test_html_certificate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (certificate_rows); i++) {
    const CertificateRow *row = &certificate_rows[i];
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 205, 0);
    CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", row->organization);
    g_autoptr (CfReport) report = NULL;
    g_autofree char *html = NULL;

    g_test_message ("%s", row->says);
    signer->chain.trusted = row->trusted;
    if (!row->trusted)
      g_clear_pointer (&signer->chain.anchor, g_free);
    signer->status = row->status;
    for (guint c = 0; c + 1 < signer->chain.certificates->len; c++)
      ((CfCertFacts *) g_ptr_array_index (signer->chain.certificates, c))->revocation.status = row->revocation;
    report = test_make_report (facts, judgement, "en");
    html = cf_report_format_html (report);
    g_assert_nonnull (strstr (html, row->wanted));
    g_assert_null (strstr (html, row->unwanted));
  }
}

/* What others wrote into the mail is a claim, and no markup of theirs is ours. */
static void
test_html_domain (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL, 105, 0);
  CfAuthResults *field = cf_domain_facts_add_auth_results (&facts->domain);
  CfAuthMethod *method = cf_auth_results_add_method (field);
  g_autoptr (CfReport) report = NULL;
  g_autofree char *html = NULL;

  test_set (&field->authserv_id, "evil.example");
  test_set (&method->method, "dkim");
  test_set (&method->result, "pass");
  test_set (&method->reason, "<b>really</b>");
  report = test_make_report (facts, judgement, "en");
  html = cf_report_format_html (report);
  g_assert_nonnull (strstr (html, "Sender domain"));
  g_assert_nonnull (strstr (html, "not proved"));
  g_assert_nonnull (strstr (html, "Unproven claim"));
  g_assert_nonnull (strstr (html, "evil.example: dkim=pass (&lt;b&gt;really&lt;/b&gt;)"));
}

/* What only an administrator's rule lets pass is said, and nothing where nothing was. */
static void
test_html_accepted (void)
{
  for (guint weak = 0; weak < 2; weak++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 204, 0);
    CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", NULL);
    g_autoptr (CfReport) report = NULL;
    g_autofree char *html = NULL;

    signer->chain.accepted = weak ? g_strdup ("sha1-certificates") : NULL;
    report = test_make_report (facts, judgement, "en");
    html = cf_report_format_html (report);
    g_assert_cmpint (strstr (html, "<th scope=\"row\">Accepted weakness</th><td><bdi>certificates signed with SHA-1</bdi>") != NULL,
                     ==, weak);
    g_assert_cmpint (strstr (html, "Accepted weakness") != NULL, ==, weak);
  }
}

/* A mail without signature, address and reply: every part of the page says so. */
static void
test_html_bare (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 608, -1);
  g_autoptr (CfReport) report = test_make_report (facts, judgement, "ja");
  g_autofree char *html = cf_report_format_html (report);
  g_autofree char *terminal = cf_report_format_terminal (report, FALSE, 80);

  g_assert_nonnull (strstr (html, "<h2>電子証明書</h2>\n<p>なし</p>"));
  g_assert_nonnull (strstr (html, "<th scope=\"row\">アドレス</th><td><bdi>なし</bdi>"));
  g_assert_null (strstr (html, "確認番号"));
  g_assert_null (strstr (html, "(null)"));
  g_assert_nonnull (strstr (terminal, "  [untrusted · caution · CF608]\n"));
}

/* The page folds away what became of the rules; without --trace it has nothing of it. */
static void
test_html_trace (void)
{
  g_autoptr (CfReport) report = make_simple (CF_VERDICT_INVALID, CF_SEVERITY_DANGER, 104, "ja");
  g_autofree char *html = cf_report_format_html (report);
  g_autofree char *traced = cf_report_format_html_trace (report);
  const char *folded = strstr (traced, "<details>\n<summary>規則による判定の過程</summary>\n<pre>");

  g_assert_null (strstr (html, "<details"));
  g_assert_nonnull (folded);
  g_assert_nonnull (strstr (folded, "CF606 from-duplicate"));
  g_assert_cmpuint (test_count_elements (traced), ==, test_count_elements (html) + 3);
}

/* What a certificate that was cancelled soon after its issue means stands in every form. */
static void
test_cancelled_soon (void)
{
  static const char words[] = "Some issuers soon cancel if receipt is not confirmed.";

  for (guint soon = 0; soon < 2; soon++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_DANGER, 302, 0);
    CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", NULL);
    g_autoptr (CfReport) report = NULL;
    g_autofree char *html = NULL;
    g_autofree char *plain = NULL;
    g_autofree char *terminal = NULL;

    signer->evidence |= soon ? CF_S (REVOKED_SOON) : 0;
    report = test_make_report (facts, judgement, "en");
    html = cf_report_format_html (report);
    plain = cf_report_format_plain (report);
    terminal = cf_report_format_terminal (report, FALSE, 0);
    g_assert_cmpint (strstr (html, words) != NULL, ==, soon);
    g_assert_cmpint (strstr (plain, words) != NULL, ==, soon);
    g_assert_cmpint (strstr (terminal, words) != NULL, ==, soon);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/format/terminal-good", test_terminal_good);
  g_test_add_func ("/report/format/terminal-danger", test_terminal_danger);
  g_test_add_func ("/report/format/terminal-quiet", test_terminal_quiet);
  g_test_add_func ("/report/format/terminal-colour", test_terminal_colour);
  g_test_add_func ("/report/format/terminal-widths", test_terminal_widths);
  g_test_add_func ("/report/format/terminal-unwrapped", test_terminal_unwrapped);
  g_test_add_func ("/report/format/terminal-ascii", test_terminal_ascii);
  g_test_add_func ("/report/format/html", test_html);
  g_test_add_func ("/report/format/html-certificate", test_html_certificate);
  g_test_add_func ("/report/format/trace", test_trace);
  g_test_add_func ("/report/format/html-domain", test_html_domain);
  g_test_add_func ("/report/format/html-accepted", test_html_accepted);
  g_test_add_func ("/report/format/html-bare", test_html_bare);
  g_test_add_func ("/report/format/html-trace", test_html_trace);
  g_test_add_func ("/report/format/cancelled-soon", test_cancelled_soon);
  return g_test_run ();
}
