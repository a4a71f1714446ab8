/* cf-question.c — the open questions of one check */
#include "cf-question.h"

#include <string.h>

#include "cf-limits.h"
#include "cf-text.h"

struct _CfQuestions {
  GPtrArray *questions;
};

static void
cf_question_free (CfQuestion *question)
{
  g_free (question->key);
  g_free (question);
}

CfQuestions *
cf_questions_new (void)
{
  CfQuestions *self = g_new0 (CfQuestions, 1);

  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_question_free);
  return self;
}

void
cf_questions_free (CfQuestions *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->questions);
  g_free (self);
}

static gboolean
is_asked (const CfQuestions *self, CfQuestionKind kind, const char *key)
{
  for (guint i = 0; i < self->questions->len; i++) {
    const CfQuestion *question = g_ptr_array_index (self->questions, i);

    if (question->kind == kind && g_str_equal (question->key, key))
      return TRUE;
  }

  return FALSE;
}

void
cf_questions_ask (CfQuestions *self, CfQuestionKind kind, const char *key)
{
  CfQuestion *question;

  if (!cf_text_is_ascii (key) || strlen (key) > CF_LIMIT_QUESTION_BYTES || self->questions->len >= CF_LIMIT_QUESTIONS || is_asked (self, kind, key))
    return;

  question = g_new0 (CfQuestion, 1);
  question->kind = kind;
  question->key = g_strdup (key);
  g_ptr_array_add (self->questions, question);
}

guint
cf_questions_get_n (const CfQuestions *self)
{
  return self->questions->len;
}

const CfQuestion *
cf_questions_get (const CfQuestions *self, guint index)
{
  g_assert (index < self->questions->len);
  return g_ptr_array_index (self->questions, index);
}

static const char *const kind_names[CF_QUESTION_N_KINDS] = {
#define CF_QUESTION_KIND(kind, name, record_bytes, seconds, keep) [CF_QUESTION_##kind] = name,
#include "cf-question-table.h"
};

const char *
cf_question_kind_get_name (CfQuestionKind kind)
{
  g_assert ((guint) kind < CF_QUESTION_N_KINDS);
  return kind_names[kind];
}

gboolean
cf_question_kind_find (const char *name, CfQuestionKind *out_kind)
{
  for (guint kind = 0; kind < CF_QUESTION_N_KINDS; kind++)
    if (g_str_equal (name, kind_names[kind])) {
      *out_kind = kind;
      return TRUE;
    }

  return FALSE;
}
