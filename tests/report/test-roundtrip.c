/* test-roundtrip.c — facts -> JSON -> text -> JSON -> facts loses nothing, for facts at random */
#include "test-random-facts.h"

#include "cf-limits.h"
#include "cf-report.h"
#include "cf-text.h"

#define N_RUNS 300

static void
assert_texts (const GPtrArray *a, const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpstr (g_ptr_array_index (a, i), ==, g_ptr_array_index (b, i));
}

static void
assert_revocation (const CfRevocationFacts *a, const CfRevocationFacts *b)
{
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpstr (a->source, ==, b->source);
  g_assert_cmpstr (a->reason, ==, b->reason);
  g_assert_cmpint (a->at, ==, b->at);
}

static void
assert_certificate (const CfCertFacts *a, const CfCertFacts *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;

  g_assert_cmpstr (a->subject, ==, b->subject);
  g_assert_cmpstr (a->subject_name, ==, b->subject_name);
  g_assert_cmpstr (a->issuer, ==, b->issuer);
  g_assert_cmpstr (a->issuer_name, ==, b->issuer_name);
  g_assert_cmpstr (a->serial, ==, b->serial);
  g_assert_cmpint (a->not_before, ==, b->not_before);
  g_assert_cmpint (a->not_after, ==, b->not_after);
  g_assert_cmpstr (a->sha256, ==, b->sha256);
  g_assert_cmpstr (a->key, ==, b->key);
  g_assert_cmpstr (a->signature_algorithm, ==, b->signature_algorithm);
  assert_revocation (&a->revocation, &b->revocation);
}

static void
assert_signer (const CfSignerFacts *a, const CfSignerFacts *b)
{
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpint (a->address_match, ==, b->address_match);
  assert_texts (a->addresses, b->addresses);
  g_assert_cmpstr (a->organization, ==, b->organization);
  g_assert_cmpint (a->assurance, ==, b->assurance);
  assert_certificate (a->certificate, b->certificate);
  g_assert_cmpint (a->chain.trusted, ==, b->chain.trusted);
  g_assert_cmpint (a->chain.problem, ==, b->chain.problem);
  g_assert_cmpstr (a->chain.anchor, ==, b->chain.anchor);
  g_assert_cmpuint (a->chain.certificates->len, ==, b->chain.certificates->len);
  for (guint i = 0; i < a->chain.certificates->len; i++)
    assert_certificate (g_ptr_array_index (a->chain.certificates, i),
                        g_ptr_array_index (b->chain.certificates, i));
  assert_revocation (&a->revocation, &b->revocation);
  g_assert_cmpint (a->signing_time, ==, b->signing_time);
  g_assert_cmpstr (a->digest, ==, b->digest);
  g_assert_cmpstr (a->signature_algorithm, ==, b->signature_algorithm);
  g_assert_cmpstr (a->problem_detail, ==, b->problem_detail);
  g_assert_cmphex (a->evidence, ==, b->evidence);
}

static void
assert_sender (const CfSenderFacts *a, const CfSenderFacts *b)
{
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpstr (a->display_name, ==, b->display_name);
  g_assert_cmpstr (a->domain, ==, b->domain);
  g_assert_cmpstr (a->organizational_domain, ==, b->organizational_domain);
  g_assert_cmpuint (a->from_count, ==, b->from_count);
  assert_texts (a->from_addresses, b->from_addresses);
  g_assert_cmpstr (a->sender, ==, b->sender);
  g_assert_cmpstr (a->reply_to, ==, b->reply_to);
  g_assert_cmpint (a->date, ==, b->date);
}

static void
assert_lists (const CfFacts *a, const CfFacts *b)
{
  g_assert_cmpuint (a->smime.signers->len, ==, b->smime.signers->len);
  for (guint i = 0; i < a->smime.signers->len; i++)
    assert_signer (g_ptr_array_index (a->smime.signers, i), g_ptr_array_index (b->smime.signers, i));

  g_assert_cmpuint (a->attached_signatures->len, ==, b->attached_signatures->len);
  for (guint i = 0; i < a->attached_signatures->len; i++) {
    const CfAttachedSignature *left = g_ptr_array_index (a->attached_signatures, i);
    const CfAttachedSignature *right = g_ptr_array_index (b->attached_signatures, i);

    g_assert_cmpstr (left->part, ==, right->part);
    g_assert_cmpint (left->form, ==, right->form);
    g_assert_cmpstr (left->summary, ==, right->summary);
  }
}

static void
assert_facts (const CfFacts *a, const CfFacts *b)
{
  g_assert_cmpstr (a->source, ==, b->source);
  g_assert_cmpstr (a->message_id, ==, b->message_id);
  g_assert_cmpstr (a->subject, ==, b->subject);
  g_assert_cmpstr (a->sha256, ==, b->sha256);
  g_assert_cmpstr (a->canonical_sha256, ==, b->canonical_sha256);
  g_assert_cmpuint (a->size, ==, b->size);
  g_assert_cmpint (a->checked_at, ==, b->checked_at);
  g_assert_cmpint (a->judged_at, ==, b->judged_at);
  g_assert_cmpint (a->judged_source, ==, b->judged_source);
  g_assert_cmpint (a->arrived, ==, b->arrived);
  assert_sender (&a->sender, &b->sender);
  g_assert_cmpint (a->smime.form, ==, b->smime.form);
  g_assert_cmpint (a->smime.coverage, ==, b->smime.coverage);
  g_assert_cmpint (a->smime.header_protection, ==, b->smime.header_protection);
  g_assert_cmpstr (a->smime.protected_field, ==, b->smime.protected_field);
  g_assert_cmpint (a->smime.decrypted_by_host, ==, b->smime.decrypted_by_host);
  assert_lists (a, b);
  g_assert_cmpint (a->policy.expectation, ==, b->policy.expectation);
  g_assert_cmpstr (a->policy.source, ==, b->policy.source);
  g_assert_cmpstr (a->policy.organization, ==, b->policy.organization);
  g_assert_cmpint (a->policy.mode, ==, b->policy.mode);
  g_assert_cmpstr (a->policy.problem, ==, b->policy.problem);
  g_assert_cmpstr (a->ambiguous_field, ==, b->ambiguous_field);
  g_assert_cmpuint (a->limit, ==, b->limit);
  g_assert_cmpuint (a->open_questions, ==, b->open_questions);
  g_assert_cmphex (a->evidence, ==, b->evidence);
}

/* What the other process makes of it. */
static CfFacts *
send_and_receive (JsonObject *object)
{
  g_autofree char *text = cf_report_to_text (object);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  CfFacts *facts;

  g_assert_null (strchr (text, '\n'));
  g_assert_nonnull (node);
  facts = cf_report_read_facts (json_node_get_object (node), &error);
  g_assert_no_error (error);
  return facts;
}

static void
test_facts (void)
{
  for (guint run = 0; run < N_RUNS; run++) {
    g_autoptr (CfFacts) facts = test_random_facts ();
    g_autoptr (JsonObject) object = cf_report_write_facts (facts);
    g_autoptr (CfFacts) again = send_and_receive (object);
    g_autoptr (JsonObject) second = cf_report_write_facts (again);
    g_autofree char *text = cf_report_to_text (object);
    g_autofree char *second_text = cf_report_to_text (second);

    /* Every field comes back: what is written again is the same. */
    g_assert_cmpstr (text, ==, second_text);
    g_assert_cmpuint (facts->domain.dkim->len, ==, again->domain.dkim->len);
    g_assert_cmphex (facts->domain.evidence, ==, again->domain.evidence);
    g_assert_false (json_object_get_boolean_member (object, "truncated"));
    assert_facts (facts, again);
  }
}

/* A whole report carries the same evidence, and is judged and worded the same from it. */
static void
test_report (void)
{
  for (guint run = 0; run < N_RUNS / 3; run++) {
    g_autoptr (CfFacts) facts = test_random_facts ();
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
    g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, run % 2 == 0 ? "en" : "ja");
    CfReportInput input = { .facts = facts, .judgement = judgement, .ribbon = ribbon };
    g_autoptr (JsonObject) object = cf_report_write (&input);
    g_autoptr (CfFacts) again = send_and_receive (object);
    g_autoptr (CfJudgement) judged_again = cf_verdict_judge (again);
    g_autoptr (CfRibbon) shown_again = cf_ribbon_show (again, judged_again, ribbon->lang);
    CfReportInput input_again = { .facts = again, .judgement = judged_again, .ribbon = shown_again };
    g_autoptr (JsonObject) object_again = cf_report_write (&input_again);
    g_autofree char *first = cf_report_to_text (object);
    g_autofree char *second = cf_report_to_text (object_again);

    assert_facts (facts, again);
    g_assert_cmpstr (first, ==, second);
  }
}

/* A client reads back exactly the ribbon that was written. */
static void
test_ribbon (void)
{
  for (guint run = 0; run < N_RUNS / 3; run++) {
    g_autoptr (CfFacts) facts = test_random_facts ();
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
    g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "ja");
    CfReportInput input = { .facts = facts, .judgement = judgement, .ribbon = ribbon };
    g_autoptr (JsonObject) object = cf_report_write (&input);
    g_autoptr (GError) error = NULL;
    g_autoptr (CfReport) report = cf_report_read (object, &error);

    g_assert_no_error (error);
    g_assert_cmpint (report->verdict, ==, judgement->verdict);
    g_assert_cmpint (report->severity, ==, judgement->severity);
    g_assert_cmpint (report->ribbon->look, ==, ribbon->look);
    g_assert_cmpstr (report->ribbon->icon, ==, ribbon->icon);
    g_assert_cmpstr (report->ribbon->pill, ==, ribbon->pill);
    g_assert_cmpstr (report->ribbon->headline, ==, ribbon->headline);
    g_assert_cmpstr (report->ribbon->detail, ==, ribbon->detail);
    g_assert_cmpstr (report->ribbon->tooltip, ==, ribbon->tooltip);
    g_assert_cmpstr (report->ribbon->code, ==, ribbon->code);
    g_assert_cmpint (report->ribbon->what_to_do, ==, ribbon->what_to_do);
    g_assert_cmpint (report->ribbon->check_again, ==, ribbon->check_again);
    g_assert_cmpint (report->ribbon->second_look, ==, ribbon->second_look);
    g_assert_cmpstr (report->ribbon->accessible_name, ==, ribbon->accessible_name);
    g_assert_cmpstr (report->ribbon->accessible_description, ==, ribbon->accessible_description);
    g_assert_cmpuint (report->ribbon->reasons->len, ==, judgement->reasons->len);
    g_assert_cmpstr (report->ribbon->lang, ==, "ja");
  }
}

/* One hostile mail fills no frame: texts are cut, what is judged is not. */
static void
test_room (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autofree char *huge = g_strnfill (10000, 'x');
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (CfFacts) again = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < CF_LIMIT_FROM_ADDRESSES; i++)
    g_ptr_array_add (facts->sender.from_addresses, g_strdup (huge));
  for (guint s = 0; s < CF_LIMIT_SIGNERS; s++) {
    CfSignerFacts *signer = test_add_signer (facts, huge, huge);

    test_set (&signer->certificate->subject, huge);
    test_set (&signer->certificate->issuer, huge);
    for (guint i = 3; i < CF_LIMIT_CHAIN_LENGTH; i++)
      test_add_link (signer, huge, huge);
    for (guint i = 1; i < CF_LIMIT_CERT_ADDRESSES; i++)
      g_ptr_array_add (signer->addresses, g_strdup (huge));
    signer->evidence = s + 1 == CF_LIMIT_SIGNERS ? CF_S (ALTERED) : CF_S (INTACT);
  }

  object = cf_report_write_facts (facts);
  text = cf_report_to_text (object);
  again = send_and_receive (object);
  g_assert_cmpuint (strlen (text), <, CF_LIMIT_REPLY_BYTES);
  g_assert_true (json_object_get_boolean_member (object, "truncated"));
  g_assert_cmpuint (again->smime.signers->len, ==, CF_LIMIT_SIGNERS);
  for (guint s = 0; s < CF_LIMIT_SIGNERS; s++)
    g_assert_cmphex (((CfSignerFacts *) g_ptr_array_index (again->smime.signers, s))->evidence, ==,
                     ((CfSignerFacts *) g_ptr_array_index (facts->smime.signers, s))->evidence);
}

/* A year that RFC 3339 has no digits for is not known; it breaks nothing. */
static void
test_odd_times (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", NULL);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (CfFacts) again = NULL;

  signer->certificate->not_before = test_day (1, 1, 1);
  signer->certificate->not_after = test_day (9999, 12, 31);
  signer->signing_time = G_MAXINT64;
  object = cf_report_write_facts (facts);
  again = send_and_receive (object);
  signer = g_ptr_array_index (again->smime.signers, 0);
  g_assert_cmpint (signer->certificate->not_after, ==, test_day (9999, 12, 31));
  g_assert_cmpint (signer->signing_time, ==, CF_TIME_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/roundtrip/facts", test_facts);
  g_test_add_func ("/report/roundtrip/report", test_report);
  g_test_add_func ("/report/roundtrip/ribbon", test_ribbon);
  g_test_add_func ("/report/roundtrip/room", test_room);
  g_test_add_func ("/report/roundtrip/odd-times", test_odd_times);
  return g_test_run ();
}
