/* year-judge.c — a mailbox judged in one process: what "certfirst policy dry-run" does, without a process for each mail
 *
 * For year.py, whose mails are our own.  Usage: year-judge MBOX ANSWERS ANCHORS AT POLICY…
 */
#include <stdio.h>

#include "../../plugin/cli/cf-cli-mailbox.h"
#include "../../plugin/cli/cf-cli-tally.h"
#include "cf-gather.h"
#include "cf-limits.h"

#define ALL_CASES 100000

/* The clock of this process stands still: what is opened once is made for "now", and would be made again for every mail
 * of another day. */
static gint64 the_time;

gint64
g_get_real_time (void)
{
  return the_time * G_USEC_PER_SEC;
}

typedef struct {
  CfGatherPrepared *prepared;
  CfAnswers *answers;
  CfTime now;
} Judge;

/* What was not recorded fails, as it does in the engine. */
static void
fail_open (Judge *self, const CfQuestions *questions)
{
  for (guint i = 0; i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);
    CfAnswer *answer = cf_answer_new (question->kind, question->key);

    answer->fetched = self->now;
    cf_answers_take (self->answers, answer);
  }
}

static CfFacts *
gather (Judge *self, const CfCliMail *mail)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (mail->bytes, &size);
  CfGatherRequest request = { .message = cf_span (data, size), .source = mail->name, .now = self->now, .at_given = TRUE,
                              .received = CF_TIME_UNKNOWN, .place = CF_PLACE_FOLDER, .exact = mail->exact,
                              .answers = self->answers };

  for (guint round = 0;; round++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    CfFacts *facts = cf_gather (self->prepared, &request, questions);

    if (cf_questions_get_n (questions) == 0 || round == CF_LIMIT_ROUNDS)
      return facts;
    cf_facts_free (facts);
    fail_open (self, questions);
  }
}

static void
judge_all (Judge *self, CfCliMailbox *mailbox, CfCliTally *tally)
{
  for (;;) {
    g_auto (CfCliMail) mail = { 0 };
    g_autoptr (CfFacts) facts = NULL;
    g_autoptr (CfJudgement) judgement = NULL;

    if (!cf_cli_mailbox_next (mailbox, &mail))
      return;
    g_assert_no_error (mail.error);
    facts = gather (self, &mail);
    judgement = cf_verdict_judge (facts);
    cf_cli_tally_add (tally, mail.name, facts, judgement);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autoptr (CfCliTally) tally = cf_cli_tally_new (ALL_CASES);
  g_autoptr (CfCliMailbox) mailbox = NULL;
  CfGatherOptions options = { 0 };
  Judge judge = { 0 };

  g_assert_cmpint (argc, >=, 6);
  options.policy = argv + 5;
  options.trust_anchors = argv[3];
  g_assert_true (cf_time_parse (argv[4], &judge.now));
  the_time = judge.now;
  mailbox = cf_cli_mailbox_open (argv[1], &error);
  g_assert_no_error (error);
  g_file_get_contents (argv[2], &text, NULL, &error);
  g_assert_no_error (error);
  judge.answers = cf_answers_from_text (argv[2], text, &error);
  g_assert_no_error (error);
  judge.prepared = cf_gather_prepare (&options, &error);
  g_assert_no_error (error);

  judge_all (&judge, mailbox, tally);
  json = cf_cli_tally_to_json (tally, &(CfCliTallyHead) { "certfirst_dry_run", "recorded", judge.now, NULL, FALSE });
  puts (json);
  cf_answers_free (judge.answers);
  cf_gather_prepared_free (judge.prepared);
  return 0;
}
