/* test-redact.c — a redacted report holds no secret, says the same codes and can be judged again */
#include "../ribbon/test-facts.h"

#include "cf-report-export.h"

/* Words that may stand nowhere in a redacted report: secrets are made of them. */
static const char *const secrets[] = {
  "sato", "Taro", "U2F0byBUYXJv", "hanako", "MESSAGEID", "SECRETSUBJECT", "inbox", "logged-in-user", "Yamada", "answer-desk", "sender-box", "colleague",
};

/* A private person's mail, with something private in every fact that may hold it. */
static CfFacts *
make_private_facts (void)
{
  CfFacts *facts = test_facts_new ();
  CfSignerFacts *signer = test_add_signer (facts, "sato@bank.example", NULL);
  CfCertFacts *leaf = g_ptr_array_index (signer->chain.certificates, 0);
  CfAttachedSignature *attached = cf_facts_add_attached (facts);

  test_set (&facts->source, "/home/logged-in-user/inbox/5.eml");
  test_set (&facts->message_id, "<MESSAGEID@bank.example>");
  test_set (&facts->subject, "SECRETSUBJECT");
  test_set (&facts->sender.address, "sato@bank.example");
  test_set (&facts->sender.display_name, "Yamada (colleague@bank.example)");
  test_set (&facts->sender.sender, "sender-box@example.org");
  test_set (&facts->sender.reply_to, "answer-desk@example.org");
  g_ptr_array_add (facts->sender.from_addresses, g_strdup ("hanako@example.net"));
  g_ptr_array_add (signer->addresses, g_strdup ("colleague@bank.example"));
  test_set (&signer->certificate->subject, "CN=Sato Taro,emailAddress=sato@bank.example");
  test_set (&signer->certificate->issuer, "CN=Sato Taro,emailAddress=sato@bank.example");
  test_set (&signer->certificate->issuer_name, "Sato Taro");
  test_set (&signer->certificate->der, "U2F0byBUYXJv"); /* "Sato Taro" */
  test_set (&leaf->subject, "1.2.840.113549.1.9.1=#16057361746f40,CN=Sato Taro");
  test_set (&leaf->issuer_name, "sato@bank.example");
  test_set (&signer->chain.anchor, "CN=Sato Taro,emailAddress=sato@bank.example");
  test_set (&facts->policy.source, "/home/logged-in-user/x [y]/bank.policy:3 [sender sato@bank.example]");
  test_set (&facts->policy.problem,
            "/home/logged-in-user/my files/bank.policy:4: sato@bank.example: no such key");
  test_set (&facts->ambiguous_field, "Subject SECRETSUBJECT");
  test_set (&facts->smime.protected_field, "sato@bank.example");
  attached->part = g_strdup ("2.1");
  attached->summary = g_strdup ("application/x; name=SECRETSUBJECT");
  return facts;
}

static JsonObject *
write_redacted (const CfFacts *facts, const CfJudgement *judgement, const char *lang)
{
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, lang);
  CfReportInput input = {
    .facts = facts, .judgement = judgement, .ribbon = ribbon, .redact = TRUE, .trace = TRUE
  };

  return cf_report_write (&input);
}

static void
assert_no_secret (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_autofree char *lower = g_ascii_strdown (text, -1);
    g_autofree char *secret = g_ascii_strdown (secrets[i], -1);

    if (strstr (lower, secret) != NULL)
      g_error ("%s leaks: %.200s", secrets[i], strstr (lower, secret));
  }
}

/* Whatever reason is given, in both languages and every form. */
static void
test_no_secret (void)
{
  static const char *const langs[] = { "en", "ja" };
  g_autoptr (CfFacts) facts = make_private_facts ();

  for (guint r = 0; r < CF_N_REASONS; r++)
    for (guint l = 0; l < G_N_ELEMENTS (langs); l++) {
      g_autoptr (CfJudgement) judgement =
          test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_DANGER, cf_reason_get_info (r)->code, 0);
      g_autoptr (JsonObject) object = write_redacted (facts, judgement, langs[l]);
      g_autoptr (CfReport) report = cf_report_read (object, NULL);
      g_autofree char *terminal = NULL;
      g_autofree char *html = NULL;
      g_autofree char *plain = NULL;

      g_assert_nonnull (report);
      terminal = cf_report_format_terminal (report, FALSE, 0);
      html = cf_report_format_html (report);
      plain = cf_report_format_plain (report);
      assert_no_secret (report->json);
      assert_no_secret (plain);
      assert_no_secret (terminal);
      assert_no_secret (html);
    }
}

/* One address is the same number everywhere, and domains stay. */
static void
test_numbers (void)
{
  g_autoptr (CfFacts) facts = make_private_facts ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 212, 0);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (CfFacts) redacted = NULL;
  const CfSignerFacts *signer;

  test_set (&facts->smime.protected_field, "Subject");
  test_set (&facts->ambiguous_field, "Content-Type");
  object = write_redacted (facts, judgement, "en");
  redacted = cf_report_read_facts (object, NULL);
  signer = g_ptr_array_index (redacted->smime.signers, 0);
  g_assert_null (redacted->source);
  g_assert_null (redacted->message_id);
  g_assert_null (redacted->subject);
  g_assert_null (redacted->sender.display_name);
  g_assert_cmpstr (redacted->sender.address, ==, "u1@bank.example");
  g_assert_cmpstr (g_ptr_array_index (redacted->sender.from_addresses, 0), ==, "u2@bank.example");
  g_assert_cmpstr (g_ptr_array_index (redacted->sender.from_addresses, 1), ==, "u3@example.net");
  g_assert_cmpstr (redacted->sender.sender, ==, "u4@example.org");
  g_assert_cmpstr (redacted->sender.reply_to, ==, "u5@example.org");
  g_assert_cmpstr (g_ptr_array_index (signer->addresses, 0), ==, "u1@bank.example");
  g_assert_cmpstr (redacted->policy.source, ==, "bank.policy:3 [sender u1@bank.example]");
  g_assert_cmpstr (redacted->policy.problem, ==, "bank.policy:4: u1@bank.example: no such key");
  g_assert_cmpstr (redacted->smime.protected_field, ==, "Subject");
  g_assert_cmpstr (redacted->ambiguous_field, ==, "Content-Type");
}

/* What the help desk needs stays: organisation, issuers, times, digests, evidence. */
static void
test_kept (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", "Example Bank Ltd.");
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 202, 0);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (CfFacts) redacted = NULL;
  const CfSignerFacts *kept;

  facts->evidence = CF_M (SIGNED) | CF_M (COVERAGE_WHOLE);
  object = write_redacted (facts, judgement, "en");
  redacted = cf_report_read_facts (object, NULL);
  kept = g_ptr_array_index (redacted->smime.signers, 0);
  g_assert_cmpstr (kept->organization, ==, "Example Bank Ltd.");
  g_assert_cmpstr (kept->certificate->subject, ==, signer->certificate->subject);
  g_assert_cmpstr (kept->certificate->issuer, ==, signer->certificate->issuer);
  g_assert_cmpstr (kept->certificate->sha256, ==, signer->certificate->sha256);
  g_assert_cmpint (kept->certificate->not_after, ==, signer->certificate->not_after);
  g_assert_cmpstr (redacted->canonical_sha256, ==, facts->canonical_sha256);
  g_assert_cmpstr (redacted->sender.domain, ==, "bank.example");
  g_assert_cmphex (redacted->evidence, ==, facts->evidence);
  g_assert_cmphex (kept->evidence, ==, signer->evidence);
  g_assert_cmpstr (json_object_get_string_member (object, "headline"), ==, "Signed by Example Bank Ltd.");
}

/* The holder is a person unless the class says that only an organisation was confirmed. */
static void
test_persons (void)
{
  static const struct { CfAssurance assurance; gboolean kept; } rows[] = {
    { CF_ASSURANCE_ORGANIZATION, TRUE },
    { CF_ASSURANCE_SPONSOR, FALSE },
    { CF_ASSURANCE_INDIVIDUAL, FALSE },
    { CF_ASSURANCE_MAILBOX, FALSE },
    { CF_ASSURANCE_UNKNOWN, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", NULL);
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 203, 0);
    g_autoptr (JsonObject) object = NULL;
    g_autoptr (CfFacts) redacted = NULL;
    const CfSignerFacts *kept;

    signer->assurance = rows[i].assurance;
    object = write_redacted (facts, judgement, "en");
    redacted = cf_report_read_facts (object, NULL);
    kept = g_ptr_array_index (redacted->smime.signers, 0);
    g_assert_cmpint (strstr (kept->certificate->subject, "Sato") != NULL, ==, rows[i].kept);
    g_assert_cmpint (strstr (kept->certificate->subject_name, "Sato") != NULL, ==, rows[i].kept);
    g_assert_cmpstr (kept->certificate->issuer_name, ==, "Example CA");
    g_assert_cmpstr (((CfCertFacts *) g_ptr_array_index (kept->chain.certificates, 1))->subject_name, ==,
                     "Example CA");
  }
}

/* A redacted report alone leads to the same codes. */
static void
test_judged_again (void)
{
  static const CfEvidence evidence[] = {
    CF_M (NO_SIGNATURE),
    CF_M (SIGNED) | CF_M (COVERAGE_WHOLE),
    CF_M (SIGNED) | CF_M (COVERAGE_PARTIAL) | CF_M (EXPECT_ANY),
    CF_M (FROM_DUPLICATE) | CF_M (EXPECT_REQUIRED) | CF_M (EXPECT_ANY),
    CF_M (ENCRYPTED),
  };

  for (guint i = 0; i < G_N_ELEMENTS (evidence); i++) {
    g_autoptr (CfFacts) facts = make_private_facts ();
    g_autoptr (CfJudgement) first = NULL;
    g_autoptr (CfJudgement) second = NULL;
    g_autoptr (JsonObject) object = NULL;
    g_autoptr (CfFacts) redacted = NULL;

    facts->evidence = evidence[i];
    first = cf_verdict_judge (facts);
    object = write_redacted (facts, first, "en");
    redacted = cf_report_read_facts (object, NULL);
    second = cf_verdict_judge (redacted);
    g_assert_cmpint (first->verdict, ==, second->verdict);
    g_assert_cmpint (first->severity, ==, second->severity);
    g_assert_cmpmem (first->reasons->data, first->reasons->len * sizeof (CfReasonGiven),
                     second->reasons->data, second->reasons->len * sizeof (CfReasonGiven));
  }
}

/* The facts that were given are not touched. */
static void
test_original_stays (void)
{
  g_autoptr (CfFacts) facts = make_private_facts ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 205, 0);
  g_autoptr (JsonObject) before = cf_report_write_facts (facts);
  g_autoptr (JsonObject) redacted = write_redacted (facts, judgement, "en");
  g_autoptr (JsonObject) after = cf_report_write_facts (facts);
  g_autofree char *text_before = cf_report_to_text (before);
  g_autofree char *text_after = cf_report_to_text (after);

  g_assert_nonnull (redacted);
  g_assert_cmpstr (text_before, ==, text_after);
}

/* A local part that was cut off may reach behind its last "@". */
static void
test_cut_address (void)
{
  g_autoptr (CfFacts) facts = make_private_facts ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, 212, 0);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;

  test_set (&facts->sender.address, "\"x@hanako-and-more…");
  object = write_redacted (facts, judgement, "en");
  text = cf_report_to_text (object);
  assert_no_secret (text);
}

static CfReport *
make_private_report (const char *lang)
{
  g_autoptr (CfFacts) facts = make_private_facts ();
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, lang);
  CfReportInput input = { .facts = facts, .judgement = judgement, .ribbon = ribbon };
  g_autoptr (JsonObject) object = cf_report_write (&input);

  return cf_report_read (object, NULL);
}

/* A report that is copied or saved is redacted, unless everything is asked for. */
static void
test_export (void)
{
  g_autoptr (CfReport) report = make_private_report ("en");

  for (guint format = CF_REPORT_FORMAT_PLAIN; format <= CF_REPORT_FORMAT_JSON; format++) {
    g_autofree char *redacted = cf_report_export (report, format, TRUE);
    g_autofree char *everything = cf_report_export (report, format, FALSE);

    assert_no_secret (redacted);
    g_assert_nonnull (strstr (redacted, "u1@bank.example"));
    g_assert_nonnull (strstr (everything, "sato@bank.example"));
    g_assert_nonnull (strstr (everything, "SECRETSUBJECT"));
  }
}

static const char *
get_member (JsonArray *forms, guint i, const char *name)
{
  JsonObject *form = json_array_get_object_element (forms, i);

  return json_object_get_null_member (form, name) ? NULL : json_object_get_string_member (form, name);
}

/* A client without C gets each form exactly as the others make it, by its name in the language of the ribbon. */
static void
test_forms (void)
{
  static const struct {
    const char *form, *name, *suffix;
  } rows[] = {
    { "text", "テキスト", ".txt" },
    { "html", "Web ページ（HTML）", ".html" },
    { "json", "窓口用データ（JSON）", ".json" },
  };
  g_autoptr (CfReport) report = make_private_report ("ja");
  g_autoptr (JsonArray) forms = cf_report_write_export (report, G_MAXSIZE);
  g_autofree char *number = cf_report_dup_check_number (report->facts);

  g_assert_cmpuint (json_array_get_length (forms), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *redacted = cf_report_export (report, (CfReportFormat) i, TRUE);
    g_autofree char *everything = cf_report_export (report, (CfReportFormat) i, FALSE);
    g_autofree char *file = g_strconcat ("certfirst-", number, rows[i].suffix, NULL);

    g_assert_cmpstr (get_member (forms, i, "form"), ==, rows[i].form);
    g_assert_cmpstr (get_member (forms, i, "name"), ==, rows[i].name);
    g_assert_cmpstr (get_member (forms, i, "file"), ==, file);
    g_assert_cmpstr (get_member (forms, i, "redacted"), ==, redacted);
    g_assert_cmpstr (get_member (forms, i, "everything"), ==, everything);
  }
}

/* What has no room goes, what names persons first; what is left is whole. */
static void
test_forms_that_are_too_large (void)
{
  g_autoptr (CfReport) report = make_private_report ("en");
  gsize sizes[] = { 32 * 1024, 20 * 1024, 4 * 1024, 100 };
  guint last = 6;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (JsonArray) forms = cf_report_write_export (report, sizes[i]);
    guint redacted = 0, everything = 0;

    for (guint k = 0; k < json_array_get_length (forms); k++) {
      redacted += get_member (forms, k, "redacted") != NULL;
      everything += get_member (forms, k, "everything") != NULL;
    }
    g_assert_cmpuint (redacted + everything, <=, last);
    g_assert_true (everything == 0 || redacted == 3);
    last = redacted + everything;
  }
  g_assert_cmpuint (last, ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/redact/no-secret", test_no_secret);
  g_test_add_func ("/report/redact/numbers", test_numbers);
  g_test_add_func ("/report/redact/kept", test_kept);
  g_test_add_func ("/report/redact/persons", test_persons);
  g_test_add_func ("/report/redact/judged-again", test_judged_again);
  g_test_add_func ("/report/redact/original-stays", test_original_stays);
  g_test_add_func ("/report/redact/cut-address", test_cut_address);
  g_test_add_func ("/report/redact/export", test_export);
  g_test_add_func ("/report/redact/forms", test_forms);
  g_test_add_func ("/report/redact/forms-that-are-too-large", test_forms_that_are_too_large);
  return g_test_run ();
}
