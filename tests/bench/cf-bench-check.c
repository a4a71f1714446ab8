/* cf-bench-check.c — a whole check of one message in this process, with recorded answers */
#include "cf-bench-check.h"

#include <time.h>

#include "cf-limits.h"
#include "cf-report.h"
#include "cf-ribbon.h"

/* What the engine's desk says of each question: what was recorded, or that nothing was. */
static void
answer_all (const CfAnswers *recorded, const CfQuestions *questions, CfAnswers *answers)
{
  for (guint i = 0; i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);
    const CfAnswer *found = cf_answers_find (recorded, question->kind, question->key);
    g_autofree char *line = found != NULL ? cf_answer_to_line (found) : NULL;
    CfAnswer *answer = line != NULL ? cf_answer_from_line (line, NULL) : cf_answer_new (question->kind, question->key);

    cf_answers_take (answers, answer);
  }
}

static CfFacts *
gather (const CfGatherPrepared *prepared, CfSpan message, CfTime now, const CfAnswers *recorded)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfGatherMemo) memo = cf_gather_memo_new ();
  const CfGatherRequest request = { .message = message, .now = now, .received = now, .place = CF_PLACE_FILE,
                                    .exact = TRUE, .answers = answers, .memo = memo };
  CfFacts *facts = NULL;

  for (guint round = 0; round <= CF_LIMIT_ROUNDS; round++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    guint had = cf_answers_get_n (answers);

    cf_facts_free (facts);
    facts = cf_gather (prepared, &request, questions);
    answer_all (recorded, questions, answers);
    if (cf_answers_get_n (answers) == had)
      break;
  }

  return facts;
}

gsize
cf_bench_check (const CfGatherPrepared *prepared, CfSpan message, CfTime now, const CfAnswers *recorded,
                CfJudgement **out_judgement)
{
  g_autoptr (CfFacts) facts = gather (prepared, message, now, recorded);
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");
  const CfReportInput input = { facts, judgement, ribbon, { 0 }, FALSE, FALSE };
  g_autoptr (JsonObject) object = cf_report_write (&input);
  g_autofree char *text = cf_report_to_text (object);

  if (out_judgement != NULL)
    *out_judgement = g_steal_pointer (&judgement);

  return strlen (text);
}

CfAnswers *
cf_bench_read_answers (const char *path)
{
  g_autofree char *text = NULL;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return cf_answers_new ();

  return cf_answers_from_text (path, text, NULL);
}

gint64
cf_bench_get_spent (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
