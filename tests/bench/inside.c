/* inside.c — the same check with no engine around it: what processes, sandbox and frames cost
 *
 * For bench.py.  Usage: inside ANCHORS.pem EMPTY.policy MESSAGE RUNS [ANSWERS].  Checks one message again and again in
 * this one process, with recorded answers: facts, verdict, words, report.  Prints milliseconds of CPU time: median, and the 99th hundredth; then how many blocks
 * of memory one check asked for.
 * It is not installed, and no program that is can do so.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cf-gather.h"
#include "cf-limits.h"
#include "cf-report.h"
#include "cf-ribbon.h"
#include "cf-verdict.h"

/* The C library's own, behind what stands here in their place. */
void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *block, size_t size);

static guint64 n_allocations;

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *block, size_t size)
{
  n_allocations++;
  return __libc_realloc (block, size);
}

#define NOW ((CfTime) 1772355600) /* 2026-03-01T09:00:00Z */

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
gather (const CfGatherPrepared *prepared, CfSpan message, const CfAnswers *recorded)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfGatherMemo) memo = cf_gather_memo_new ();
  const CfGatherRequest request = { .message = message, .now = NOW, .received = NOW, .place = CF_PLACE_FILE,
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

/* Bytes of the report, so that nothing is left out as unused. */
static gsize
check (const CfGatherPrepared *prepared, CfSpan message, const CfAnswers *recorded)
{
  g_autoptr (CfFacts) facts = gather (prepared, message, recorded);
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");
  const CfReportInput input = { facts, judgement, ribbon, { 0 }, FALSE, FALSE };
  g_autoptr (JsonObject) object = cf_report_write (&input);
  g_autofree char *text = cf_report_to_text (object);

  return strlen (text);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static CfAnswers *
read_recorded (const char *path)
{
  g_autofree char *text = NULL;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return cf_answers_new ();

  return cf_answers_from_text (path, text, NULL);
}

/* Microseconds of this process: other programs do not count. */
static gint64
get_spent (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
run (const CfGatherPrepared *prepared, CfSpan message, const CfAnswers *recorded, guint n)
{
  g_autofree gint64 *spent = g_new0 (gint64, n);
  guint64 before = 0;

  for (guint i = 0; i < n; i++) {
    gint64 began = get_spent ();

    /* The last: the first ones open what stays open. */
    before = n_allocations;
    g_assert (check (prepared, message, recorded) > 0);
    spent[i] = get_spent () - began;
  }

  before = n_allocations - before;
  qsort (spent, n, sizeof *spent, compare);
  printf ("%.3f %.3f %" G_GUINT64_FORMAT "\n", (double) spent[n / 2] / 1000, (double) spent[MIN (n - 1, n * 99 / 100)] / 1000, before);
}

int
main (int argc, char **argv)
{
  char *policy[] = { argc > 2 ? argv[2] : NULL, NULL };
  const CfGatherOptions options = { .trust_anchors = argc > 1 ? argv[1] : NULL, .policy = policy };
  guint n = argc > 4 ? (guint) atoi (argv[4]) : 0;
  g_autoptr (CfGatherPrepared) prepared = n > 0 ? cf_gather_prepare (&options, NULL) : NULL;
  g_autoptr (CfAnswers) recorded = read_recorded (argc > 5 ? argv[5] : NULL);
  g_autofree char *message = NULL;
  gsize size;

  if (prepared == NULL || recorded == NULL || !g_file_get_contents (argv[3], &message, &size, NULL)) {
    fprintf (stderr, "usage: inside ANCHORS.pem EMPTY.policy MESSAGE RUNS [ANSWERS]\n");
    return 2;
  }

  cf_ribbon_prepare ();
  run (prepared, cf_span (message, size), recorded, n);
  return 0;
}
