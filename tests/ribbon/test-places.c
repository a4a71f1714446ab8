/* test-places.c — what the places in the words are filled with: facts of the right signer, and a stranger's text */
#include "test-facts.h"

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
    g_assert_cmpstr (test_get_reason (ribbon, 0)->found, ==, rows[i].found);
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
    g_assert_cmpstr (test_get_reason (ribbon, 0)->found, ==, rows[i].found);
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

/* Cancelled within 60 days of issue: many issuers do so when nobody confirms receipt.  The evidence says so; the day
 * may be that of an authority above. */
static void
test_fresh_cancellation (void)
{
  static const struct { guint code; int day; gboolean soon, fresh; } rows[] = {
    { 302, 59, TRUE, TRUE }, { 306, 60, TRUE, TRUE }, { 302, 59, FALSE, FALSE }, { 306, 10, FALSE, FALSE },
    { 302, 400, TRUE, TRUE }, { 305, 10, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (CfJudgement) judgement =
        test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_DANGER, rows[i].code, 0);
    CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", NULL);
    g_autoptr (CfRibbon) ribbon = NULL;

    signer->revocation.at = signer->certificate->not_before + rows[i].day * CF_TIME_DAY;
    if (rows[i].soon)
      signer->evidence |= CF_S (REVOKED_SOON);
    ribbon = cf_ribbon_show (facts, judgement, "en");
    g_assert_cmpint (strstr (test_get_reason (ribbon, 0)->meaning, "Some issuers soon cancel") != NULL, ==,
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
  g_test_add_func ("/ribbon/places/borrowed-certificate", test_borrowed_certificate);
  g_test_add_func ("/ribbon/places/sources", test_places);
  g_test_add_func ("/ribbon/places/details", test_details);
  g_test_add_func ("/ribbon/places/would-be", test_would_be);
  g_test_add_func ("/ribbon/places/second-signer", test_second_signer);
  g_test_add_func ("/ribbon/places/signer-out-of-range", test_signer_out_of_range);
  g_test_add_func ("/ribbon/places/fresh-cancellation", test_fresh_cancellation);
  g_test_add_func ("/ribbon/places/no-second-expansion", test_no_second_expansion);
  g_test_add_func ("/ribbon/places/hostile-facts", test_hostile_facts);
  return g_test_run ();
}
