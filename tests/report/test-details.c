/* test-details.c — everything a report says, in words and in order: what each fact adds, and what it must not */
#include "../ribbon/test-facts.h"

#include "cf-limits.h"
#include "cf-report-details.h"
#include "cf-report-view.h"

typedef void (*Change) (CfFacts *facts, CfSignerFacts *signer);

static CfReport *
make_report (CfFacts *facts, const char *lang)
{
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 205, 0);
  g_autoptr (CfRibbon) ribbon = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  CfReportInput input = { .facts = facts, .judgement = judgement };
  CfReport *report;

  test_give (judgement, 105, CF_SEVERITY_NEUTRAL, -1);
  ribbon = cf_ribbon_show (facts, judgement, lang);
  input.ribbon = ribbon;
  object = cf_report_write (&input);
  report = cf_report_read (object, &error);
  g_assert_no_error (error);
  return report;
}

/* What a change of a usual mail makes of a part: "name: text" in lines, as the plain form has them. */
static char *
write_changed (Change change, const char *lang)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", "Example Bank Ltd.");
  g_autoptr (CfReport) report = NULL;

  if (change != NULL)
    change (facts, signer);
  report = make_report (facts, lang);
  return cf_report_format_plain (report);
}

static void
assert_has (const char *text, const char *part, gboolean has)
{
  if ((strstr (text, part) != NULL) != has)
    g_error ("\"%s\" is %sin:\n%s", part, has ? "not " : "", text);
}

static void
cancel (CfFacts *facts, CfSignerFacts *signer)
{
  signer->revocation.status = CF_REVOCATION_REVOKED;
  signer->revocation.at = test_day (2026, 10, 2);
  signer->revocation.asked = test_day (2026, 11, 19);
  test_set (&signer->revocation.source, "crl");
  test_set (&signer->revocation.reason, "key-compromise");
}

static void
cancel_later (CfFacts *facts, CfSignerFacts *signer)
{
  cancel (facts, signer);
  signer->revocation.at = test_day (2026, 11, 21);
  signer->evidence |= CF_S (REVOKED_AFTER_ARRIVAL);
}

static void
answer (CfFacts *facts, CfSignerFacts *signer)
{
  signer->revocation.status = CF_REVOCATION_GOOD;
  signer->revocation.asked = test_day (2026, 11, 19);
  test_set (&signer->revocation.source, "ocsp");
}

static void
alter (CfFacts *facts, CfSignerFacts *signer)
{
  signer->status = CF_SIGNER_ALTERED;
}

static void
distrust (CfFacts *facts, CfSignerFacts *signer)
{
  signer->chain.trusted = FALSE;
  signer->chain.problem = CF_CHAIN_PROBLEM_UNKNOWN_ISSUER;
  g_clear_pointer (&signer->chain.anchor, g_free);
}

static void
cancel_holder (CfFacts *facts, CfSignerFacts *signer)
{
  CfCertFacts *holder = g_ptr_array_index (signer->chain.certificates, 0);

  cancel (facts, signer);
  holder->revocation.status = CF_REVOCATION_REVOKED;
  signer->chain.trusted = FALSE;
}

static void
end_holder (CfFacts *facts, CfSignerFacts *signer)
{
  CfCertFacts *holder = g_ptr_array_index (signer->chain.certificates, 0);

  holder->not_after = facts->arrived - 1;
  signer->chain.trusted = FALSE;
  signer->chain.problem = CF_CHAIN_PROBLEM_EXPIRED;
}

static void
refuse_root (CfFacts *facts, CfSignerFacts *signer)
{
  signer->chain.trusted = FALSE;
  signer->chain.problem = CF_CHAIN_PROBLEM_DISTRUSTED;
}

static void
expect (CfFacts *facts, CfSignerFacts *signer)
{
  facts->policy.expectation = CF_EXPECTATION_REQUIRED;
  facts->policy.mode = CF_POLICY_MODE_OBSERVE;
  test_set (&facts->policy.source, "bank.policy:3 [sender bank.example]");
  test_set (&facts->policy.organization, "Example Bank");
  test_set (&facts->policy.version, "b7-3f2a9c0145de");
}

static void
remember (CfFacts *facts, CfSignerFacts *signer)
{
  facts->policy.expectation = CF_EXPECTATION_HISTORY;
  test_set (&facts->policy.source, "history");
  facts->history.signed_before = 18;
  facts->history.unsigned_before = 2;
  facts->history.certificate = CF_HISTORY_CERTIFICATE_RENEWED;
}

static void
attach (CfFacts *facts, CfSignerFacts *signer)
{
  CfAttachedSignature *attached = cf_facts_add_attached (facts);

  attached->part = g_strdup ("2.1");
  attached->summary = g_strdup ("application/pkcs7-mime");
}

static void
add_second (CfFacts *facts, CfSignerFacts *signer)
{
  CfSignerFacts *second = test_add_signer (facts, "sato@bank.example", NULL);

  g_clear_pointer (&second->certificate, cf_cert_facts_free);
}

/* Which words a fact adds, and which it must not. */
static const struct {
  const char *says;
  Change change;
  const char *wanted;
  const char *unwanted;
} rows[] = {
  { "usual", NULL, "  Class: the address and the organisation were confirmed\n", "Problem" },
  { "usual, names", NULL, "  Name in full: CN=Example Bank Ltd.,C=JP\n", "Signed attachment" },
  { "usual, key", NULL, "  Key: rsa-2048\n", "Why cancelled" },
  { "usual, method", NULL, "  Made with: rsa-pkcs1, sha256\n", "Answer from" },
  { "usual, fingerprint", NULL, "  Fingerprint (SHA-256): " TEST_SHA256 "\n", "Mode" },
  { "usual, root", NULL, "  Fingerprint of the root (SHA-256): " TEST_SHA256 "\n", "Earlier mail" },
  { "usual, chain", NULL,
    "  Chain:\n    ● Example Root (trusted here)\n    └ ○ Example CA (not checked)\n       └ ○ Example Bank Ltd. (not checked)\n",
    "▲" },
  { "cancelled", cancel, "  Cancelled on: 2 Oct 2026, 21:00 (UTC+09:00)\n  Why cancelled: its key was leaked\n"
                       "  Answer from: the issuer's list (CRL)\n  State of: 19 Nov 2026, 21:00 (UTC+09:00)\n",
    "organisation confirmed" },
  { "cancelled later", cancel_later, "Example Bank Ltd. (organisation confirmed)", "Nobody known" },
  { "answered", answer, "  Cancellation: not cancelled\n  Answer from: the issuer's server (OCSP)\n", "Cancelled on" },
  { "altered", alter, "  Signature: does not match the text\n", "organisation confirmed" },
  { "unknown issuer", distrust, "  Problem: the issuer is not registered as trusted\n", "  Class: " },
  { "holder cancelled", cancel_holder,
    "● Example Root (trusted here)\n    └ ○ Example CA (not checked)\n       └ ▲ Example Bank Ltd. (problem)\n", "▲ Example Root" },
  { "holder ended", end_holder, "● Example Root (trusted here)\n", "● Example Bank" },
  { "root refused", refuse_root, "▲ Example Root (problem)\n", "●" },
  { "rule", expect, "  Certificate expected: on every mail; without one it counts as fraud\n"
                    "  Who says so: bank.policy:3 [sender bank.example]\n  Organisation: Example Bank\n"
                    "  Mode: trial: nothing is shown on the ribbon\n", "Exempt" },
  { "rules", expect, "  Version of the rules: b7-3f2a9c0145de\n", "Version of the rules: None" },
  { "no rule", NULL, "  Certificate expected: no; there is no rule or record of this sender\n", "Who says so" },
  { "history", remember, "  Earlier mail: 20 before, 18 signed\n  Its certificate: renewed as usual\n", "Issuers named" },
  { "history says so", remember, "  Who says so: earlier mail from this sender\n", "Who says so: history" },
  { "enclosed", attach, "  Signed attachment: part 2.1: application/pkcs7-mime\n", "Problem" },
  { "one signature", NULL, "  Signature: intact\n", "Signature 1" },
  { "two signatures", add_second, "- Signature 2\n  Signature: intact\n  Made with: rsa-pkcs1, sha256\n  Certificate: None\n",
    "Problem" },
  { "each reason", NULL, "- CF205 · Caution\n  What we found: ", "- CF105 ·" },
  { "quiet reason", NULL, "- CF105\n  What we found: There is no electronic signature.\n  What it means: ", "Danger" },
  { "codes", NULL, "  All codes: CF205 CF105\n", "(null)" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = write_changed (rows[i].change, "en");

    g_test_message ("%s", rows[i].says);
    assert_has (text, rows[i].wanted, TRUE);
    assert_has (text, rows[i].unwanted, FALSE);
  }
}

/* The earliest first, in local time with its zone; what is a claim is said to be one. */
static void
test_times (void)
{
  g_autofree char *text = NULL;
  g_autoptr (CfFacts) facts = test_facts_new ();
  CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", NULL);
  g_autoptr (CfReport) report = NULL;

  cancel (facts, signer);
  facts->sender.date = test_day (2026, 11, 18);
  report = make_report (facts, "en");
  text = cf_report_format_plain (report);
  assert_has (text,
              "\nIn order of time\n"
              "  Certificate valid from: 1 Apr 2026, 21:00 (UTC+09:00)\n"
              "  Certificate cancelled: 2 Oct 2026, 21:00 (UTC+09:00)\n"
              "  Dated (the sender's claim): 18 Nov 2026, 21:00 (UTC+09:00)\n"
              "  Answer on cancellation: 19 Nov 2026, 21:00 (UTC+09:00)\n"
              "  Signed (the signer's claim): 20 Nov 2026, 21:00 (UTC+09:00)\n"
              "  Arrived: 20 Nov 2026, 21:00 (UTC+09:00)\n"
              "  Checked: 22 Nov 2026, 21:00 (UTC+09:00)\n"
              "  Certificate will expire: 30 Jun 2027, 21:00 (UTC+09:00)\n\n", TRUE);
}

/* A certificate that is over, and a mail of which nobody knows when it arrived. */
static void
test_times_past (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfReport) report = NULL;
  g_autofree char *text = NULL;

  test_add_signer (facts, "info@bank.example", NULL);
  facts->checked_at = test_day (2028, 1, 1);
  facts->arrived = CF_TIME_UNKNOWN;
  report = make_report (facts, "ja");
  text = cf_report_format_plain (report);
  assert_has (text, "  電子証明書の有効期限切れ：2027年6月30日 21:00（UTC+09:00）\n", TRUE);
  assert_has (text, "  判定の基準：2026年11月20日 21:00（UTC+09:00）\n", TRUE);
  assert_has (text, "  受信：不明\n", TRUE);
}

/* The parts stand in the order of RIBBON section 2 and have something in them. */
static void
test_parts (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfReport) report = make_report (facts, "ja");
  g_autoptr (GPtrArray) parts = cf_report_list_details (report);
  int before = -1;

  for (guint i = 0; i < parts->len; i++) {
    const CfDetailPart *part = g_ptr_array_index (parts, i);

    g_assert_cmpint ((int) part->kind, >, before);
    g_assert_cmpuint (part->details->len, >, 0);
    before = (int) part->kind;
  }
  g_assert_cmpint (before, ==, CF_DETAIL_PART_HELP_DESK);
}

/* The page has every word of the list, in its order. */
static void
test_page_says_the_same (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *html = NULL;
  const char *place;

  test_add_signer (facts, "info@bank.example", NULL);
  report = make_report (facts, "ja");
  parts = cf_report_list_details (report);
  html = cf_report_format_html (report);
  place = html;
  for (guint i = 0; i < parts->len; i++) {
    const CfDetailPart *part = g_ptr_array_index (parts, i);

    for (guint k = 0; k < part->details->len; k++) {
      const CfDetail *detail = g_ptr_array_index (part->details, k);
      g_autofree char *escaped = g_markup_escape_text (detail->text, -1);

      place = strstr (place, escaped);
      g_assert_nonnull (place);
    }
  }
}

static const char *
get_text (JsonObject *object, const char *key)
{
  return json_object_get_null_member (object, key) ? NULL : json_object_get_string_member (object, key);
}

/* What goes to a client without C is the same list, and the text that may be copied names nobody. */
static void
test_view_says_the_same (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (JsonObject) view = NULL;
  JsonArray *shown;

  test_add_signer (facts, "info@bank.example", NULL);
  report = make_report (facts, "ja");
  parts = cf_report_list_details (report);
  view = cf_report_write_view (report);
  shown = json_object_get_array_member (view, "parts");
  g_assert_cmpuint (json_array_get_length (shown), ==, parts->len);
  for (guint i = 0; i < parts->len; i++) {
    const CfDetailPart *part = g_ptr_array_index (parts, i);
    JsonObject *object = json_array_get_object_element (shown, i);
    JsonArray *details = json_object_get_array_member (object, "details");

    g_assert_cmpstr (get_text (object, "title"), ==, part->title);
    g_assert_cmpuint (json_array_get_length (details), ==, part->details->len);
    for (guint k = 0; k < part->details->len; k++) {
      const CfDetail *detail = g_ptr_array_index (part->details, k);

      g_assert_cmpstr (get_text (json_array_get_object_element (details, k), "name"), ==, detail->name);
      g_assert_cmpstr (get_text (json_array_get_object_element (details, k), "text"), ==, detail->text);
    }
  }
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (view, "summary")), >, 0);
  g_assert_null (strstr (get_text (view, "redacted"), "info@bank.example"));
  g_assert_nonnull (strstr (get_text (view, "redacted"), "bank.example")); /* judged again: its codes follow from the facts */
  g_assert_cmpstr (get_text (json_object_get_object_member (view, "words"), "details"), !=, "Details");
  g_assert_true (g_str_has_prefix (get_text (view, "subject"), "Certfirst CF"));
}

/* A rule may be asked for only of one plain address. */
static void
test_view_expects (void)
{
  static const struct { const char *address; gboolean expects; } addresses[] = {
    { "info@bank.example", TRUE }, { "a]b@bank.example", FALSE }, { "a=b@bank.example", FALSE },
    { "\xe3\x81\x82@bank.example", FALSE }, { "not an address", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfReport) report = NULL;
    g_autoptr (JsonObject) view = NULL;

    g_free (facts->sender.address);
    facts->sender.address = g_strdup (addresses[i].address);
    facts->sender.from_count = 1;
    g_ptr_array_set_size (facts->sender.from_addresses, 0);
    g_ptr_array_add (facts->sender.from_addresses, g_strdup (addresses[i].address));
    report = make_report (facts, "en");
    view = cf_report_write_view (report);
    if (addresses[i].expects)
      g_assert_nonnull (strstr (get_text (json_object_get_object_member (view, "expect"), "question"), addresses[i].address));
    else
      g_assert_true (json_object_get_null_member (view, "expect"));
  }
}

/* The bytes that have the fingerprint of the report, in lines of 64; nothing else is called the certificate. */
static void
test_pem (void)
{
  static const struct { const char *says; gsize n_bytes; gsize cut; gboolean other; gboolean there; } certs[] = {
    { "small", 100, 0, FALSE, TRUE },
    { "the largest", CF_LIMIT_REPORT_CERTIFICATE_BYTES, 0, FALSE, TRUE },
    { "too large", CF_LIMIT_REPORT_CERTIFICATE_BYTES + 1, 0, FALSE, FALSE },
    { "cut", 100, 4, FALSE, FALSE },
    { "empty", 0, 0, FALSE, FALSE },
    { "of another certificate", 100, 0, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (certs); i++) {
    g_autoptr (CfCertFacts) facts = cf_cert_facts_new ();
    g_autofree guchar *bytes = g_malloc (certs[i].n_bytes + 1);
    g_autofree char *pem = NULL;
    g_auto (GStrv) lines = NULL;

    memset (bytes, 'x', certs[i].n_bytes);
    facts->der = g_base64_encode (bytes, certs[i].n_bytes);
    facts->der[strlen (facts->der) - certs[i].cut] = '\0';
    bytes[0] = certs[i].other ? 'y' : bytes[0];
    facts->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, certs[i].n_bytes);
    pem = cf_report_dup_pem (facts);
    g_test_message ("%s", certs[i].says);
    g_assert_cmpint (pem != NULL, ==, certs[i].there);
    if (pem == NULL)
      continue;
    lines = g_strsplit (pem, "\n", -1);
    g_assert_cmpstr (lines[0], ==, "-----BEGIN CERTIFICATE-----");
    g_assert_cmpuint (strlen (lines[1]), ==, 64);
    g_assert_cmpstr (lines[g_strv_length (lines) - 2], ==, "-----END CERTIFICATE-----");
  }
  g_assert_null (cf_report_dup_pem (NULL));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "+09:00", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/details/rows", test_rows);
  g_test_add_func ("/report/details/times", test_times);
  g_test_add_func ("/report/details/times-past", test_times_past);
  g_test_add_func ("/report/details/parts", test_parts);
  g_test_add_func ("/report/details/page-says-the-same", test_page_says_the_same);
  g_test_add_func ("/report/details/view-says-the-same", test_view_says_the_same);
  g_test_add_func ("/report/details/view-expects", test_view_expects);
  g_test_add_func ("/report/details/pem", test_pem);
  return g_test_run ();
}
