/* test-auth-check.c — whole checks: what is asked when, and what is stated of a mail that is really sealed */
#include <glib/gstdio.h>
#include <openssl/pem.h>

#include "cf-domain-private.h"
#include "cf-test-dkim.h"

#define MAIL "From: a@example.com\r\nTo: b@example.org\r\nSubject: x\r\nDate: Sun, 1 Mar 2026 09:00:00 +0000\r\n"
#define BODY "\r\ntext\r\n"
#define COVERED "from:to:subject:date"
#define DMARC "_dmarc.example.com"
#define BIMI "TXT default._bimi.example.com"

/* Roots that confirm nothing here: they only say that an administrator gave some. */
static CfCertRoots *
make_roots (void)
{
  g_autoptr (X509) root = X509_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("certfirst-roots-XXXXXX.pem", &path, NULL);
  g_autoptr (BIO) file = NULL;
  CfCertRoots *roots;

  X509_set_version (root, X509_VERSION_3);
  X509_NAME_add_entry_by_txt (X509_get_subject_name (root), "CN", MBSTRING_ASC, (const guint8 *) "Root", -1, -1, 0);
  X509_set_issuer_name (root, X509_get_subject_name (root));
  X509_set_pubkey (root, key);
  ASN1_TIME_set (X509_getm_notBefore (root), CF_TEST_NOW - 1000);
  ASN1_TIME_set (X509_getm_notAfter (root), CF_TEST_NOW + 1000);
  g_assert_cmpint (X509_sign (root, key, EVP_sha256 ()), >, 0);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  file = BIO_new_file (path, "w");
  g_assert_cmpint (PEM_write_bio_X509 (file, root), ==, 1);
  BIO_flush (file);
  roots = cf_cert_roots_load_file (path, NULL);
  g_assert_nonnull (roots);
  g_unlink (path);
  return roots;
}

/* One round; the keys asked for, parted by commas. */
static char *
check (const char *message, const CfDomainRules *rules, const CfAnswers *answers, CfFacts *facts)
{
  g_autoptr (CfMime) mime = cf_mime_read (cf_span_str (message), facts);
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (GString) keys = g_string_new (NULL);
  CfDomainContext context = { mime, rules, answers, CF_TEST_NOW, CF_TEST_NOW, questions };
  g_autoptr (CfDomainCheck) self = cf_domain_begin (&context, pass, facts);

  cf_mime_pass_run (pass);
  cf_domain_end (self, pass, facts);
  for (guint i = 0; i < cf_questions_get_n (questions); i++)
    g_string_append_printf (keys, "%s%s", i == 0 ? "" : ",", cf_questions_get (questions, i)->key);

  return g_strdup (keys->str);
}

static void
answer_key (CfAnswers *answers)
{
  g_autofree char *key = cf_test_key_record (CF_TEST_RSA_2048, "");

  cf_test_answer (answers, CF_TEST_KEY_NAME, key);
}

/* The first round asks for the key and the whole walk, so that four rounds are enough for all. */
static void
test_rounds (void)
{
  g_autoptr (CfCertRoots) roots = make_roots ();
  g_autofree char *message = cf_test_seal (&(CfTestSeal) { .h = COVERED }, MAIL BODY);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfFacts) first = cf_facts_new ();
  g_autoptr (CfFacts) second = cf_facts_new ();
  g_autoptr (CfFacts) third = cf_facts_new ();
  CfDomainRules rules = { .mark_roots = roots };
  g_autofree char *one = check (message, &rules, answers, first);
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;

  g_assert_cmpstr (one, ==, "TXT " CF_TEST_KEY_NAME ",TXT " DMARC ",TXT _dmarc.com");
  g_assert_cmpint (first->domain.dmarc.result, ==, CF_DMARC_UNKNOWN);

  answer_key (answers);
  cf_test_answer (answers, DMARC, "v=DMARC1; p=reject");
  cf_test_answer_none (answers, "_dmarc.com", CF_ANSWER_NO_NAME, CF_DNSSEC_INSECURE);
  two = check (message, &rules, answers, second);
  g_assert_cmpstr (two, ==, BIMI);
  g_assert_cmpint (second->domain.dmarc.result, ==, CF_DMARC_PASS);
  g_assert_true (second->domain.evidence & CF_D (DMARC_PASS));
  g_assert_false (second->domain.evidence & CF_D (ASKS_REFUSAL));

  cf_test_answer (answers, "default._bimi.example.com", "v=BIMI1; l=; a=https://example.com/mark.pem");
  three = check (message, &rules, answers, third);
  g_assert_cmpstr (three, ==, "https://example.com/mark.pem");
  g_assert_cmpint (third->domain.bimi.result, ==, CF_BIMI_NOT_CHECKED);
}

static void
test_bimi_wanted (void)
{
  static const struct { const char *says, *mail, *h, *dmarc; gboolean roots; const char *asks; } rows[] = {
    { "wanted", MAIL BODY, COVERED, "v=DMARC1; p=reject", TRUE, BIMI },
    { "quarantine", MAIL BODY, COVERED, "v=DMARC1; p=quarantine; pct=100", TRUE, BIMI },
    { "no mark roots", MAIL BODY, COVERED, "v=DMARC1; p=reject", FALSE, "" },
    { "asks for nothing", MAIL BODY, COVERED, "v=DMARC1; p=none", TRUE, "" },
    { "spares subdomains", MAIL BODY, COVERED, "v=DMARC1; p=reject; sp=none", TRUE, "" },
    { "in testing", MAIL BODY, COVERED, "v=DMARC1; p=reject; t=y", TRUE, "" },
    { "for a part", MAIL BODY, COVERED, "v=DMARC1; p=quarantine; pct=50", TRUE, "" },
    { "no seal", MAIL BODY, NULL, "v=DMARC1; p=reject", TRUE, "" },
    { "Subject not covered", MAIL BODY, "from:to:date", "v=DMARC1; p=reject", TRUE, "" },
    { "a selector", MAIL "BIMI-Selector: v=BIMI1; s=brand\r\n" BODY, COVERED ":bimi-selector", "v=DMARC1; p=reject",
      TRUE, "TXT brand._bimi.example.com" },
    { "a selector that is not covered", MAIL "BIMI-Selector: v=BIMI1; s=brand\r\n" BODY, COVERED,
      "v=DMARC1; p=reject", TRUE, BIMI },
    { "two selectors", MAIL "BIMI-Selector: v=BIMI1; s=a\r\nBIMI-Selector: v=BIMI1; s=b\r\n" BODY,
      COVERED ":bimi-selector:bimi-selector", "v=DMARC1; p=reject", TRUE, BIMI },
    { "a malformed selector", MAIL "BIMI-Selector: brand\r\n" BODY, COVERED ":bimi-selector", "v=DMARC1; p=reject",
      TRUE, BIMI },
  };
  g_autoptr (CfCertRoots) roots = make_roots ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *message =
        rows[i].h == NULL ? g_strdup (rows[i].mail) : cf_test_seal (&(CfTestSeal) { .h = rows[i].h }, rows[i].mail);
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    CfDomainRules rules = { .mark_roots = rows[i].roots ? roots : NULL };
    g_autofree char *keys = NULL;

    g_test_message ("%s", rows[i].says);
    answer_key (answers);
    cf_test_answer (answers, DMARC, rows[i].dmarc);
    cf_test_answer_none (answers, "_dmarc.com", CF_ANSWER_NO_NAME, CF_DNSSEC_INSECURE);
    keys = check (message, &rules, answers, facts);
    g_assert_cmpstr (keys, ==, rows[i].asks);
    g_assert_cmpint (facts->domain.bimi.result, ==, CF_BIMI_NOT_CHECKED);
  }
}

/* A domain that asks for refusal, and a mail that nothing proves. */
static void
test_not_proved (void)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autofree char *keys = NULL;

  cf_test_answer (answers, DMARC, "v=DMARC1; p=quarantine");
  cf_test_answer_none (answers, "_dmarc.com", CF_ANSWER_NO_NAME, CF_DNSSEC_INSECURE);
  keys = check (MAIL BODY, NULL, answers, facts);
  g_assert_cmpstr (keys, ==, "");
  g_assert_cmpstr (facts->domain.dmarc.policy, ==, "quarantine");
  g_assert_cmpstr (facts->domain.dmarc.domain, ==, "example.com");
  g_assert_cmpint (facts->domain.dmarc.result, ==, CF_DMARC_UNKNOWN);
  g_assert_true (facts->domain.evidence & CF_D (ASKS_REFUSAL));
}

/* What servers say never proves anything, and is heard only by rules. */
static void
test_server (void)
{
  static char *ids[] = { (char *) "mx.example.org", NULL };
  CfDomainRules rules = { .authserv_ids = ids };

  for (guint trusted = 0; trusted <= 1; trusted++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *keys = NULL;
    const CfAuthResults *field;

    keys = check ("Authentication-Results: mx.example.org; dkim=pass header.d=example.com; dmarc=fail\r\n" MAIL BODY,
                  trusted ? &rules : NULL, answers, facts);
    field = g_ptr_array_index (facts->domain.authentication_results, 0);
    g_assert_cmpint (field->trusted, ==, trusted);
    g_assert_cmpint ((facts->domain.evidence & CF_D (SERVER_SAYS_FAIL)) != 0, ==, trusted);
    g_assert_cmpstr (facts->domain.server, ==, trusted ? "mx.example.org" : NULL);
    g_assert_false (facts->domain.proved);
    g_assert_cmpstr (cf_test_get_proof (facts), ==, "not");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  cf_mime_prepare ();
  g_test_add_func ("/domain/auth-check/rounds", test_rounds);
  g_test_add_func ("/domain/auth-check/bimi-wanted", test_bimi_wanted);
  g_test_add_func ("/domain/auth-check/not-proved", test_not_proved);
  g_test_add_func ("/domain/auth-check/server", test_server);
  return g_test_run ();
}
