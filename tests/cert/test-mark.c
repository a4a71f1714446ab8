/* test-mark.c — mark certificates: what confirms one, and what does not */
#include "cf-test-mark.h"

static const char *const names[] = { "example.com", "default._bimi.example.com", NULL };

static CfCertMarkResult
check (const char *pem, const CfCertRoots *roots, const CfAnswers *answers, CfQuestions *questions, CfCertMark *mark)
{
  CfSenderFacts sender = { .address = (char *) "a@example.com", .domain = (char *) "example.com" };
  CfCertMarkRequest request = {
    .pem = cf_span_str (pem),
    .names = names,
    .roots = roots,
    .sender = &sender,
    .now = CF_TEST_NOW,
    .answers = answers,
    .questions = questions,
  };

  return cf_cert_check_mark (&request, mark);
}

/* Draft-fetch-validation-vmc-wchuang; all but the first rows lack one thing. */
static void
test_rows (void)
{
  static const struct { const char *says; CfTestMarkSpec spec; CfCertMarkResult want; } rows[] = {
    { "good", { 0 }, CF_CERT_MARK_CONFIRMED },
    { "for the selector's name", { .names = "subjectAltName=DNS:DEFAULT._bimi.example.com" }, CF_CERT_MARK_CONFIRMED },
    { "among others", { .names = "subjectAltName=DNS:a.example,email:x@y,DNS:Example.com" }, CF_CERT_MARK_CONFIRMED },
    { "an authority without purposes", { .authority_purpose = "" }, CF_CERT_MARK_CONFIRMED },
    { "beside other purposes", { .purpose = CF_TEST_MARK_PURPOSE ",emailProtection" }, CF_CERT_MARK_CONFIRMED },
    { "another domain", { .names = "subjectAltName=DNS:example.org" }, CF_CERT_MARK_REFUSED },
    { "a domain above", { .names = "subjectAltName=DNS:com" }, CF_CERT_MARK_REFUSED },
    { "a domain below", { .names = "subjectAltName=DNS:x.example.com" }, CF_CERT_MARK_REFUSED },
    { "a wildcard", { .names = "subjectAltName=DNS:*.example.com" }, CF_CERT_MARK_REFUSED },
    { "an address instead of a name", { .names = "subjectAltName=email:example.com" }, CF_CERT_MARK_REFUSED },
    { "no names", { .names = "" }, CF_CERT_MARK_REFUSED },
    { "for mail", { .purpose = "extendedKeyUsage=emailProtection" }, CF_CERT_MARK_REFUSED },
    { "for anything", { .purpose = "extendedKeyUsage=anyExtendedKeyUsage" }, CF_CERT_MARK_REFUSED },
    { "no purpose", { .purpose = "" }, CF_CERT_MARK_REFUSED },
    { "no logotype", { .logotype = "" }, CF_CERT_MARK_REFUSED },
    { "an authority itself", { .basic = "basicConstraints=critical,CA:TRUE" }, CF_CERT_MARK_REFUSED },
    { "an authority for servers", { .authority_purpose = "extendedKeyUsage=serverAuth" }, CF_CERT_MARK_REFUSED },
    { "expired", { .ends = CF_TEST_NOW - 1 }, CF_CERT_MARK_REFUSED },
    { "not yet valid", { .begins = CF_TEST_NOW + 1 }, CF_CERT_MARK_REFUSED },
    { "something critical that nobody knows", { .basic = CF_TEST_ODD_CRITICAL }, CF_CERT_MARK_REFUSED },
    { "nobody can revoke it", { .source = "" }, CF_CERT_MARK_CONFIRMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMark) test = cf_test_mark (&rows[i].spec);
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_auto (CfCertMark) mark = { 0 };
    CfCertMarkResult want = rows[i].want;

    g_test_message ("%s", rows[i].says);
    /* Without a source no list can be asked for, and unknown is not confirmed. */
    if (rows[i].spec.source != NULL)
      want = CF_CERT_MARK_UNKNOWN;
    cf_test_mark_answer (test, answers, 0);
    g_assert_cmpint (check (test->pem, test->roots, answers, questions, &mark), ==, want);
    g_assert_cmpstr (mark.organization, ==, want == CF_CERT_MARK_CONFIRMED ? "Example Bank" : NULL);
    g_assert_cmpuint (cf_questions_get_n (questions), ==, 0);
  }
}

static void
test_kind (void)
{
  static const struct { const char *subject; gboolean registered; const char *organization; } rows[] = {
    { "O=Bank/" CF_TEST_MARK_TYPE "=Registered Mark", TRUE, "Bank" },
    { "O=Bank/" CF_TEST_MARK_TYPE "=Government Mark", TRUE, "Bank" },
    { "O=Bank/" CF_TEST_MARK_TYPE "=Prior Use Mark", FALSE, "Bank" },
    { "O=Bank/" CF_TEST_MARK_TYPE "=Modified Registered Mark", FALSE, "Bank" },
    { "O=Bank/" CF_TEST_MARK_TYPE "=registered mark", FALSE, "Bank" },
    { "O=Bank/" CF_TEST_MARK_TYPE "=Registered Mark/" CF_TEST_MARK_TYPE "=Prior Use Mark", FALSE, "Bank" },
    { "O=Bank/" CF_TEST_MARK_TYPE "=Something New", FALSE, "Bank" },
    { CF_TEST_MARK_TYPE "=Registered Mark/O=Bank", TRUE, "Bank" },
    { "O=Bank", FALSE, "Bank" },
    { "O=Bank/O=Other/" CF_TEST_MARK_TYPE "=Registered Mark", TRUE, NULL },
    { "O=Ba\xe2\x80\xaenk/" CF_TEST_MARK_TYPE "=Registered Mark", TRUE, "Ba\\u{202E}nk" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMark) test = cf_test_mark (&(CfTestMarkSpec) { .subject = rows[i].subject });
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_auto (CfCertMark) mark = { 0 };

    cf_test_mark_answer (test, answers, 0);
    g_assert_cmpint (check (test->pem, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_CONFIRMED);
    g_assert_cmpint (mark.registered, ==, rows[i].registered);
    g_assert_cmpstr (mark.organization, ==, rows[i].organization);
    g_assert_cmpstr (mark.issuer, ==, "Mark Trust");
  }
}

/* Asked, answered, revoked: only a fresh "no" confirms. */
static void
test_revocation (void)
{
  g_autoptr (CfTestMark) test = cf_test_mark (NULL);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_auto (CfCertMark) mark = { 0 };

  g_assert_cmpint (check (test->pem, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_UNKNOWN);
  g_assert_cmpuint (cf_questions_get_n (questions), ==, 2);
  g_assert_cmpstr (cf_questions_get (questions, 0)->key, ==, CF_TEST_CRL_URL);

  cf_answers_take (answers, cf_answer_new (CF_QUESTION_CRL, CF_TEST_CRL_URL));
  cf_answers_take (answers, cf_answer_new (CF_QUESTION_CRL, CF_TEST_ROOT_CRL_URL));
  g_assert_cmpint (check (test->pem, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_UNKNOWN);

  cf_test_mark_answer (test, answers, CF_TEST_SERIAL);
  g_assert_cmpint (check (test->pem, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  cf_test_mark_answer (test, answers, 99);
  g_assert_cmpint (check (test->pem, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_CONFIRMED);
}

/* A responder is asked about the mark certificate, as one that its own authority issued. */
static void
test_responder (void)
{
  g_autoptr (CfTestMark) test =
      cf_test_mark (&(CfTestMarkSpec) { .source = "authorityInfoAccess=OCSP;URI:" CF_TEST_OCSP_URL });
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (GBytes) request = cf_cert_ocsp_dup_request (test->chain->signer, test->chain->ca);
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  g_autofree char *key = g_strconcat (CF_TEST_OCSP_URL " ", base64, NULL);
  g_auto (CfCertMark) mark = { 0 };

  cf_test_mark_answer (test, answers, 0);
  g_assert_cmpint (check (test->pem, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_UNKNOWN);
  g_assert_cmpuint (cf_questions_get_n (questions), ==, 1);
  g_assert_cmpint (cf_questions_get (questions, 0)->kind, ==, CF_QUESTION_OCSP);
  g_assert_cmpstr (cf_questions_get (questions, 0)->key, ==, key);
}

/* An anchor may be any authority above it, and never the mark certificate itself. */
static void
test_anchors (void)
{
  g_autoptr (CfTestMark) test = cf_test_mark (NULL);
  g_autoptr (CfCertRoots) authority = cf_test_mark_roots (test->chain->ca);
  g_autoptr (CfCertRoots) itself = cf_test_mark_roots (test->chain->signer);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_auto (CfCertMark) mark = { 0 };

  cf_test_mark_answer (test, answers, 0);
  g_assert_cmpint (check (test->pem, itself, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  g_assert_cmpint (check (test->pem, authority, answers, questions, &mark), ==, CF_CERT_MARK_CONFIRMED);
}

/* Other roots, missing links, and what is no PEM; nothing is asked for any of them. */
static void
test_chain (void)
{
  g_autoptr (CfTestMark) test = cf_test_mark (NULL);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autofree char *alone = cf_test_mark_pem (test->chain->signer);
  g_autofree char *authority = cf_test_mark_pem (test->chain->ca);
  g_autofree char *turned = g_strconcat (authority, alone, NULL);
  g_autofree char *with_text = g_strconcat ("a mark\n", test->pem, "the end\n", NULL);
  g_autofree char *cut = g_strndup (test->pem, strlen (alone) / 2);
  g_autofree char *locked = g_strconcat (
      "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n",
      "AAAA\n-----END CERTIFICATE-----\n", NULL);
  g_autoptr (GString) large = g_string_new (NULL);
  g_auto (CfCertMark) mark = { 0 };

  cf_test_mark_answer (test, answers, 0);
  g_assert_cmpint (check (test->pem, NULL, answers, questions, &mark), ==, CF_CERT_MARK_UNKNOWN);
  g_assert_cmpint (check (alone, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  g_assert_cmpint (check (turned, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  g_assert_cmpint (check (cut, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  g_assert_cmpint (check (locked, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  g_assert_cmpint (check ("", test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  g_assert_cmpint (check ("<svg/>", test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);
  g_assert_cmpint (check (with_text, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_CONFIRMED);
  cf_cert_mark_clear (&mark);

  /* CF_LIMIT_MARK_BYTES: the last byte that fits, and one more. */
  while (large->len + strlen (test->pem) < CF_LIMIT_MARK_BYTES)
    g_string_append_c (large, '\n');
  g_string_append (large, test->pem);
  g_assert_cmpint (check (large->str, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_CONFIRMED);
  cf_cert_mark_clear (&mark);
  g_string_prepend_c (large, '\n');
  g_assert_cmpint (check (large->str, test->roots, answers, questions, &mark), ==, CF_CERT_MARK_REFUSED);

  g_assert_cmpuint (cf_questions_get_n (questions), ==, 0);
  g_assert_null (mark.organization);
}

static void
test_garbage (void)
{
  g_autoptr (CfTestMark) test = cf_test_mark (NULL);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  gsize length = strlen (test->pem);

  cf_test_mark_answer (test, answers, 0);
  for (guint i = 0; i < 300; i++) {
    g_autofree char *pem = g_strdup (test->pem);
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_auto (CfCertMark) mark = { 0 };

    /* Within the mark certificate's own lines: whatever is changed, its signature or its form breaks. */
    for (guint n = 0; n < 2; n++)
      pem[60 + g_test_rand_int_range (0, 400)] = "ABab01+/=\n-"[g_test_rand_int_range (0, 11)];
    if (i % 4 == 0)
      pem[g_test_rand_int_range (60, (int) length / 2)] = '\0';
    if (!g_str_equal (pem, test->pem))
      g_assert_cmpint (check (pem, test->roots, answers, questions, &mark), !=, CF_CERT_MARK_UNKNOWN);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/mark/rows", test_rows);
  g_test_add_func ("/cert/mark/kind", test_kind);
  g_test_add_func ("/cert/mark/revocation", test_revocation);
  g_test_add_func ("/cert/mark/responder", test_responder);
  g_test_add_func ("/cert/mark/anchors", test_anchors);
  g_test_add_func ("/cert/mark/chain", test_chain);
  g_test_add_func ("/cert/mark/garbage", test_garbage);
  return g_test_run ();
}
