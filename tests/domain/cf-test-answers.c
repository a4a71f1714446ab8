/* cf-test-answers.c — answers of DNS in one line each */
#include "cf-test-answers.h"

#include <string.h>

#include "cf-limits.h"

static CfAnswer *
make_answer (const char *line)
{
  CfDnssec dnssec = *line == '*' ? CF_DNSSEC_SECURE : *line == '-' ? CF_DNSSEC_BOGUS : CF_DNSSEC_INSECURE;
  CfQuestionKind kind = CF_QUESTION_DNS;
  g_auto (GStrv) parts = NULL;
  CfAnswer *answer;
  gsize length;

  if (*line == '*' || *line == '-')
    line++;
  if (g_str_has_prefix (line, "issuer:")) {
    kind = CF_QUESTION_ISSUER;
    dnssec = CF_DNSSEC_UNKNOWN;
    line += strlen ("issuer:");
  }

  parts = g_strsplit (line, "|", -1);
  length = strlen (parts[0]);
  g_assert_cmpuint (length, >, 0);
  if (parts[1] == NULL) {
    answer = cf_answer_new (kind, "");
    answer->status = parts[0][length - 1] == '!' ? CF_ANSWER_NO_NAME : CF_ANSWER_FAILED;
    parts[0][length - 1] = '\0';
  } else {
    answer = cf_answer_new (kind, "");
    answer->status = parts[1][0] == '\0' ? CF_ANSWER_EMPTY : CF_ANSWER_FOUND;
    for (char **record = parts + 1; answer->status == CF_ANSWER_FOUND && *record != NULL; record++)
      cf_answer_add_record (answer, *record, strlen (*record));
  }
  g_free (answer->key);
  answer->key = g_strdup (parts[0]);
  answer->dnssec = dnssec;
  return answer;
}

CfAnswers *
cf_test_answers (const char *text)
{
  CfAnswers *answers = cf_answers_new ();
  g_auto (GStrv) lines = g_strsplit (text == NULL ? "" : text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      cf_answers_take (answers, make_answer (*line));

  return answers;
}

char *
cf_test_questions (const CfQuestions *questions)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < cf_questions_get_n (questions); i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : ",", cf_questions_get (questions, i)->key);

  return g_strdup (text->str);
}

guint
cf_test_rounds (const char *text, CfTestRound check, gpointer data)
{
  g_autoptr (CfAnswers) all = cf_test_answers (text);
  g_autoptr (GString) known = g_string_new (NULL);
  guint round = 0;

  for (;;) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfAnswers) answers = cf_test_answers (known->str);
    g_auto (GStrv) lines = g_strsplit (text == NULL ? "" : text, "\n", -1);

    check (answers, questions, data);
    if (cf_questions_get_n (questions) == 0 || round == CF_LIMIT_ROUNDS + 1)
      return round;

    round++;
    for (guint i = 0; i < cf_questions_get_n (questions); i++) {
      const CfQuestion *question = cf_questions_get (questions, i);
      const CfAnswer *answer = cf_answers_find (all, question->kind, question->key);

      if (answer == NULL)
        g_string_append_printf (known, "%s%s!\n", question->kind == CF_QUESTION_ISSUER ? "issuer:" : "", question->key);
      for (char **line = lines; answer != NULL && *line != NULL; line++)
        if (strstr (*line, question->key) != NULL && strcspn (strstr (*line, question->key), "|?!") == strlen (question->key))
          g_string_append_printf (known, "%s\n", *line);
    }
  }
}
