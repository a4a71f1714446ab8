/* test-questions.c — what a check may ask */
#include "cf-limits.h"
#include "cf-question.h"

static void
test_once (void)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();

  g_assert_cmpuint (cf_questions_get_n (questions), ==, 0);
  for (guint i = 0; i < 3; i++) {
    cf_questions_ask (questions, CF_QUESTION_DNS, "TXT a.example");
    cf_questions_ask (questions, CF_QUESTION_DNS, "TXT b.example");
    cf_questions_ask (questions, CF_QUESTION_CRL, "TXT a.example");
  }

  /* In the order of asking; the kind is part of the question. */
  g_assert_cmpuint (cf_questions_get_n (questions), ==, 3);
  g_assert_cmpstr (cf_questions_get (questions, 0)->key, ==, "TXT a.example");
  g_assert_cmpint (cf_questions_get (questions, 0)->kind, ==, CF_QUESTION_DNS);
  g_assert_cmpstr (cf_questions_get (questions, 1)->key, ==, "TXT b.example");
  g_assert_cmpint (cf_questions_get (questions, 2)->kind, ==, CF_QUESTION_CRL);
}

/* The key is copied: the caller's text may change. */
static void
test_copy (void)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  char key[] = "TXT a.example";

  cf_questions_ask (questions, CF_QUESTION_DNS, key);
  key[4] = 'x';
  g_assert_cmpstr (cf_questions_get (questions, 0)->key, ==, "TXT a.example");
}

static void
test_not_asked (void)
{
  static const char *const keys[] = { "a\nb", "a\tb", "\x7f", "例え.jp", "\xff", "a\r", "\x1b" };
  g_autoptr (CfQuestions) questions = cf_questions_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    cf_questions_ask (questions, CF_QUESTION_DNS, keys[i]);
  g_assert_cmpuint (cf_questions_get_n (questions), ==, 0);
}

/* CF_LIMIT_QUESTIONS: the last one that is asked, and none after it. */
static void
test_limit (void)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();

  for (guint i = 0; i < CF_LIMIT_QUESTIONS + 10; i++) {
    g_autofree char *key = g_strdup_printf ("TXT %u.example", i);

    cf_questions_ask (questions, CF_QUESTION_DNS, key);
    g_assert_cmpuint (cf_questions_get_n (questions), ==, MIN (i + 1, CF_LIMIT_QUESTIONS));
  }

  /* What was asked stays asked. */
  for (guint i = 0; i < CF_LIMIT_QUESTIONS; i++) {
    g_autofree char *key = g_strdup_printf ("TXT %u.example", i);

    g_assert_cmpstr (cf_questions_get (questions, i)->key, ==, key);
  }
}

/* The names of recorded lookups. */
static void
test_kinds (void)
{
  g_assert_cmpstr (cf_question_kind_get_name (CF_QUESTION_DNS), ==, "dns");
  g_assert_cmpstr (cf_question_kind_get_name (CF_QUESTION_OCSP), ==, "ocsp");
  g_assert_cmpstr (cf_question_kind_get_name (CF_QUESTION_CRL), ==, "crl");
  g_assert_cmpstr (cf_question_kind_get_name (CF_QUESTION_ISSUER), ==, "issuer");
  g_assert_cmpstr (cf_question_kind_get_name (CF_QUESTION_HISTORY), ==, "history");
  cf_questions_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/question/once", test_once);
  g_test_add_func ("/question/copy", test_copy);
  g_test_add_func ("/question/not-asked", test_not_asked);
  g_test_add_func ("/question/limit", test_limit);
  g_test_add_func ("/question/kinds", test_kinds);
  return g_test_run ();
}
