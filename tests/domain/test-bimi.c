/* test-bimi.c — a domain's brand: records, selectors, mark certificates */
#include "../cert/cf-test-mark.h"

#include <glib/gstdio.h>

#include "cf-domain-bimi.h"
#include "cf-domain.h"
#include "cf-test-answers.h"

#define URL "https://example.com/mark.pem"
#define RECORD "v=BIMI1; l=https://example.com/l.svg; a=" URL

static void
test_record (void)
{
  static const struct { const char *text; CfDomainBimiKind kind; const char *url; } rows[] = {
    { RECORD, CF_DOMAIN_BIMI_EVIDENCE, URL },
    { "v=BIMI1;a=" URL, CF_DOMAIN_BIMI_EVIDENCE, URL },
    { " v = BIMI1 ; a = " URL " ;", CF_DOMAIN_BIMI_EVIDENCE, URL },
    { "v=BIMI1; x=y; a=" URL "; avp=brand", CF_DOMAIN_BIMI_EVIDENCE, URL },
    { "v=BIMI1; a=https://example.com:443/x?y=z", CF_DOMAIN_BIMI_EVIDENCE, "https://example.com:443/x?y=z" },
    { "v=BIMI1; l=https://example.com/l.svg", CF_DOMAIN_BIMI_DECLINED, NULL },
    { "v=BIMI1; l=; a=;", CF_DOMAIN_BIMI_DECLINED, NULL },
    { "v=BIMI1", CF_DOMAIN_BIMI_DECLINED, NULL },
    { "v=BIMI1; a=self", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=BIMI1; a=http://example.com/mark.pem", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=BIMI1; a=file:///etc/passwd", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=BIMI1; a=https://user@example.com/x", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=BIMI1; a=https://example.com:8443/x", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=BIMI1; a=https:///x", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=BIMI1; a=https://example.com/a b", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=BIMI1; a=https://example.com/\xc3\xa9", CF_DOMAIN_BIMI_WRONG, NULL },
    { "v=bimi1; a=" URL, CF_DOMAIN_BIMI_NONE, NULL },
    { "V=BIMI1; a=" URL, CF_DOMAIN_BIMI_NONE, NULL },
    { "v=BIMI2; a=" URL, CF_DOMAIN_BIMI_NONE, NULL },
    { "a=" URL "; v=BIMI1", CF_DOMAIN_BIMI_NONE, NULL },
    { "v=BIMI1 a=" URL, CF_DOMAIN_BIMI_NONE, NULL },
    { "", CF_DOMAIN_BIMI_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *url = NULL;

    g_test_message ("row %u", i);
    g_assert_cmpint (cf_domain_read_bimi (cf_span_str (rows[i].text), &url), ==, rows[i].kind);
    g_assert_cmpstr (url, ==, rows[i].url);
  }
}

/* CF_LIMIT_URL_BYTES: the longest URL, and one byte more. */
static void
test_url_limit (void)
{
  for (guint more = 0; more <= 1; more++) {
    g_autoptr (GString) text = g_string_new ("v=BIMI1; a=");
    g_autofree char *url = NULL;
    gsize start = text->len;

    g_string_append (text, "https://example.com/");
    while (text->len - start < CF_LIMIT_URL_BYTES + more)
      g_string_append_c (text, 'x');
    g_assert_cmpint (cf_domain_read_bimi (cf_span (text->str, text->len), &url), ==,
                     more ? CF_DOMAIN_BIMI_WRONG : CF_DOMAIN_BIMI_EVIDENCE);
  }
}

/* CF_LIMIT_DMARC_TAGS behind the version: what stands further back is not looked at. */
static void
test_tags_limit (void)
{
  for (guint more = 0; more <= 1; more++) {
    g_autoptr (GString) text = g_string_new ("v=BIMI1");
    g_autofree char *url = NULL;

    for (guint i = 1; i < CF_LIMIT_DMARC_TAGS + more; i++)
      g_string_append (text, ";x=1");
    g_string_append (text, ";a=" URL);
    g_assert_cmpint (cf_domain_read_bimi (cf_span (text->str, text->len), &url), ==,
                     more ? CF_DOMAIN_BIMI_DECLINED : CF_DOMAIN_BIMI_EVIDENCE);
  }
}

static void
test_selector (void)
{
  static const struct { const char *value, *want; } rows[] = {
    { " v=BIMI1; s=brand", "brand" },
    { " v=BIMI1; s=Brand;", "brand" },
    { "\r\n v=BIMI1;\r\n s=a.b", "a.b" },
    { " v=BIMI1; s=", NULL },
    { " v=BIMI1; s=a b", NULL },
    { " v=BIMI1", NULL },
    { " s=brand", NULL },
    { " s=brand; v=BIMI1", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *selector = cf_domain_read_bimi_selector (cf_span_str (rows[i].value));

    g_assert_cmpstr (selector, ==, rows[i].want);
  }
}

/* --- states --- */

static void
state (const CfDomainBimi *bimi, CfFacts *facts, CfQuestions *questions, const CfAnswers *answers)
{
  CfDomainBimi full = *bimi;

  full.selector = full.selector != NULL ? full.selector : "default";
  full.now = CF_TEST_NOW;
  full.answers = answers;
  full.questions = questions;
  cf_domain_bimi_state (&full, facts);
}

static void
test_questions (void)
{
  static const struct {
    const char *says, *selector, *domain, *organizational, *answers;
    CfBimiResult result;
    const char *questions;
  } rows[] = {
    { "nothing is known", NULL, "example.com", "example.com", NULL, CF_BIMI_NOT_CHECKED,
      "TXT default._bimi.example.com" },
    { "with its organisation at once", NULL, "a.example.com", "example.com", NULL, CF_BIMI_NOT_CHECKED,
      "TXT default._bimi.a.example.com,TXT default._bimi.example.com" },
    { "a selector", "brand", "example.com", NULL, NULL, CF_BIMI_NOT_CHECKED, "TXT brand._bimi.example.com" },
    { "no record", NULL, "example.com", NULL, "TXT default._bimi.example.com!", CF_BIMI_NONE, "" },
    { "several", NULL, "example.com", NULL, "TXT default._bimi.example.com|" RECORD "|" RECORD, CF_BIMI_NONE, "" },
    { "one of ours among others", NULL, "example.com", NULL, "TXT default._bimi.example.com|v=spf1|" RECORD,
      CF_BIMI_NOT_CHECKED, URL },
    { "declined", NULL, "a.example.com", "example.com",
      "TXT default._bimi.a.example.com|v=BIMI1; l=; a=\nTXT default._bimi.example.com|" RECORD, CF_BIMI_NONE, "" },
    { "its organisation's", NULL, "a.example.com", "example.com",
      "TXT default._bimi.a.example.com!\nTXT default._bimi.example.com|" RECORD, CF_BIMI_NOT_CHECKED, URL },
    { "its own first", NULL, "a.example.com", "example.com",
      "TXT default._bimi.a.example.com|v=BIMI1; a=https://a.example.com/x\nTXT default._bimi.example.com|" RECORD,
      CF_BIMI_NOT_CHECKED, "https://a.example.com/x" },
    { "timeout", NULL, "a.example.com", "example.com",
      "TXT default._bimi.a.example.com?\nTXT default._bimi.example.com|" RECORD, CF_BIMI_NOT_CHECKED, "" },
    { "not to be had by https", NULL, "example.com", NULL, "TXT default._bimi.example.com|v=BIMI1; a=http://x/y",
      CF_BIMI_FAIL, "" },
    { "no certificate there", NULL, "example.com", NULL,
      "TXT default._bimi.example.com|" RECORD "\nissuer:" URL "|", CF_BIMI_FAIL, "" },
    { "nobody answers", NULL, "example.com", NULL, "TXT default._bimi.example.com|" RECORD "\nissuer:" URL "?",
      CF_BIMI_NOT_CHECKED, "" },
    { "a picture instead", NULL, "example.com", NULL,
      "TXT default._bimi.example.com|" RECORD "\nissuer:" URL "|<svg/>", CF_BIMI_FAIL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMark) mark = cf_test_mark (NULL);
    g_autoptr (CfAnswers) answers = cf_test_answers (rows[i].answers);
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *keys = NULL;
    CfDomainBimi bimi = { .selector = rows[i].selector, .domain = rows[i].domain,
                          .organizational = rows[i].organizational, .roots = mark->roots };

    g_test_message ("%s", rows[i].says);
    state (&bimi, facts, questions, answers);
    keys = cf_test_questions (questions);
    g_assert_cmpstr (keys, ==, rows[i].questions);
    g_assert_cmpint (facts->domain.bimi.result, ==, rows[i].result);
    g_assert_cmpuint (facts->domain.evidence, ==, 0);
  }
}

/* A name that DNS cannot hold is not asked for; "default._bimi." takes 14. */
static void
test_long_name (void)
{
  for (guint length = 239; length <= 240; length++) {
    g_autofree char *domain = g_strnfill (length, 'a');
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    CfDomainBimi bimi = { .domain = domain };

    state (&bimi, facts, questions, NULL);
    g_assert_cmpuint (cf_questions_get_n (questions), ==, length == 239);
    g_assert_cmpint (facts->domain.bimi.result, ==, length == 239 ? CF_BIMI_NOT_CHECKED : CF_BIMI_NONE);
  }
}

static void
put_pem (CfAnswers *answers, const char *pem)
{
  CfAnswer *answer = cf_answer_new (CF_QUESTION_ISSUER, URL);

  answer->status = CF_ANSWER_FOUND;
  cf_answer_add_record (answer, pem, strlen (pem));
  cf_answers_take (answers, answer);
}

/* The whole way: asked for the certificate, then for what revokes it, then confirmed or not. */
static void
test_mark (void)
{
#define MARK(kind) "O=Example Bank/" CF_TEST_MARK_TYPE "=" kind
  static const struct {
    const char *says;
    CfTestMarkSpec spec;
    const char *domain;
    guint revoked;
    CfBimiResult result;
    const char *mark;
  } rows[] = {
    { "a trademark", { .subject = MARK ("Registered Mark") }, "example.com", 0, CF_BIMI_PASS, "vmc" },
    { "in use", { .subject = MARK ("Prior Use Mark") }, "example.com", 0, CF_BIMI_PASS, "cmc" },
    { "of the organisation", { .subject = MARK ("Registered Mark") }, "a.example.com", 0, CF_BIMI_PASS, "vmc" },
    { "of the selector's name", { .names = "subjectAltName=DNS:default._bimi.example.com" }, "example.com", 0,
      CF_BIMI_PASS, "vmc" },
    { "of another selector", { .names = "subjectAltName=DNS:x._bimi.example.com" }, "example.com", 0, CF_BIMI_FAIL,
      NULL },
    { "of a stranger", { .names = "subjectAltName=DNS:example.org" }, "example.com", 0, CF_BIMI_FAIL, NULL },
    { "revoked", { 0 }, "example.com", CF_TEST_SERIAL, CF_BIMI_FAIL, NULL },
    { "expired", { .ends = CF_TEST_NOW - 1 }, "example.com", 0, CF_BIMI_FAIL, NULL },
    { "nobody can revoke it", { .source = "" }, "example.com", 0, CF_BIMI_NOT_CHECKED, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestMark) mark = cf_test_mark (&rows[i].spec);
    g_autoptr (CfAnswers) answers = cf_test_answers ("TXT default._bimi.example.com|" RECORD
                                                     "\nTXT default._bimi.a.example.com!");
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    const CfBimiFacts *bimi = &facts->domain.bimi;
    CfEvidence want = CF_D (MARK_ANCHORED);
    CfDomainBimi asked = { .domain = rows[i].domain, .organizational = "example.com", .roots = mark->roots };

    g_test_message ("%s", rows[i].says);
    put_pem (answers, mark->pem);
    state (&asked, facts, questions, answers);
    g_assert_cmpint (bimi->result, !=, CF_BIMI_PASS);

    cf_test_mark_answer (mark, answers, rows[i].revoked);
    state (&asked, facts, questions, answers);
    g_assert_cmpint (bimi->result, ==, rows[i].result);
    g_assert_cmpstr (bimi->mark, ==, rows[i].mark);
    g_assert_cmpstr (bimi->organization, ==, rows[i].mark == NULL ? NULL : "Example Bank");
    g_assert_cmpstr (bimi->issuer, ==, rows[i].mark == NULL ? NULL : "Mark Trust");
    want |= g_strcmp0 (rows[i].mark, "vmc") == 0 ? CF_D (LOGO_TRADEMARK) : CF_D (LOGO_IN_USE);
    g_assert_cmpuint (facts->domain.evidence, ==, rows[i].mark == NULL ? 0 : want);
  }
}

/* Another administrator's root confirms nothing, and makes nobody ask anything. */
static void
test_other_root (void)
{
  g_autoptr (CfTestMark) mark = cf_test_mark (NULL);
  g_autoptr (CfAnswers) answers = cf_test_answers ("TXT default._bimi.example.com|" RECORD);
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (X509) root = cf_test_cert (&(CfTestCert) { .subject = "O=Mark Trust/CN=Mark Root",
                                                        .key = cf_test_key (CF_TEST_P256, 3) });
  g_autofree char *pem = cf_test_mark_pem (root);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "certfirst-other-root.pem", NULL);
  g_autoptr (CfCertRoots) roots = NULL;
  CfDomainBimi asked = { .domain = "example.com" };

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  roots = cf_cert_roots_load_file (path, NULL);
  g_unlink (path);
  asked.roots = roots;
  put_pem (answers, mark->pem);
  state (&asked, facts, questions, answers);
  g_assert_cmpint (facts->domain.bimi.result, ==, CF_BIMI_FAIL);
  g_assert_cmpuint (cf_questions_get_n (questions), ==, 0);
  g_assert_cmpuint (facts->domain.evidence, ==, 0);
}

/* What a record may make us ask for is one URL of https, whatever its bytes. */
static void
test_garbage (void)
{
  static const char seed[] = RECORD "; avp=brand";

  for (guint i = 0; i < 20000; i++) {
    gsize length = g_test_rand_int_range (0, sizeof seed);
    g_autofree guint8 *bytes = g_malloc (length + 1);
    g_autofree char *url = NULL;
    g_autofree char *selector = NULL;

    memcpy (bytes, seed, length);
    for (gint n = g_test_rand_int_range (0, 5); n > 0 && length > 0; n--)
      bytes[g_test_rand_int_range (0, length)] = g_test_rand_int_range (0, 256);
    bytes = g_realloc (bytes, MAX (length, 1));
    if (cf_domain_read_bimi (cf_span (bytes, length), &url) == CF_DOMAIN_BIMI_EVIDENCE)
      g_assert_true (g_ascii_strncasecmp (url, "https://", 8) == 0);
    else
      g_assert_null (url);
    selector = cf_domain_read_bimi_selector (cf_span (bytes, length));
    g_assert_true (selector == NULL || strspn (selector, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen (selector));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  g_test_add_func ("/domain/bimi/record", test_record);
  g_test_add_func ("/domain/bimi/url-limit", test_url_limit);
  g_test_add_func ("/domain/bimi/tags-limit", test_tags_limit);
  g_test_add_func ("/domain/bimi/selector", test_selector);
  g_test_add_func ("/domain/bimi/questions", test_questions);
  g_test_add_func ("/domain/bimi/long-name", test_long_name);
  g_test_add_func ("/domain/bimi/mark", test_mark);
  g_test_add_func ("/domain/bimi/other-root", test_other_root);
  g_test_add_func ("/domain/bimi/garbage", test_garbage);
  return g_test_run ();
}
