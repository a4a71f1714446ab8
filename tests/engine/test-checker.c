/* test-checker.c — the template and its children: start, ask, answer, death, rest */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-limits.h"
#include "cf-test-roles.h"

#define MAIL "From: a@example.org\r\nSubject: hello\r\nMessage-ID: <1@example.org>\r\n\r\ntext\r\n"

/* Each message has a child of its own, and the next one waits already. */
static void
test_evidence (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  int last = 0;

  for (guint i = 0; i < 3; i++) {
    CfEngineChecker *checker = cf_engine_nursery_take (nursery);
    g_auto (CfEngineAnswer) answer = { 0 };

    g_assert_nonnull (checker);
    g_assert_true (cf_engine_nursery_fill (nursery));
    g_assert_cmpint (cf_engine_checker_get_pid (checker), !=, last);
    last = cf_engine_checker_get_pid (checker);
    g_assert_true (cf_test_ask (checker, MAIL));
    cf_test_hear_evidence (checker, &answer);
    g_assert_cmpstr (answer.facts->source, ==, "a.eml");
    g_assert_cmpstr (answer.facts->sender.address, ==, "a@example.org");
    g_assert_cmpint (answer.facts->checked_at, ==, NOW);
    g_assert_cmpint (answer.facts->judged_source, ==, CF_JUDGED_NOW);
    g_assert_cmpuint (answer.facts->size, ==, strlen (MAIL));
    cf_engine_checker_free (checker);
    g_assert_cmpint (waitpid (last, NULL, WNOHANG), ==, -1);
  }
}

static void
test_empty_message (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  CfEngineChecker *checker = cf_engine_nursery_take (nursery);
  g_auto (CfEngineAnswer) answer = { 0 };

  g_assert_true (cf_test_ask (checker, ""));
  cf_test_hear_evidence (checker, &answer);
  g_assert_cmpuint (answer.facts->size, ==, 0);
  cf_engine_checker_free (checker);
}

/* Answers, as many as there are, and evidence again. */
static void
test_answers (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  CfEngineChecker *checker = cf_engine_nursery_take (nursery);
  g_autoptr (CfAnswer) large = cf_answer_new (CF_QUESTION_CRL, "http://crl.example/a.crl");
  g_autofree char *bytes = g_malloc0 (CF_LIMIT_ANSWER_BYTES);
  g_autofree char *line = NULL;
  g_autofree char *lines = NULL;
  g_auto (CfEngineAnswer) first = { 0 };
  g_auto (CfEngineAnswer) second = { 0 };
  g_auto (CfEngineAnswer) third = { 0 };

  large->status = CF_ANSWER_FOUND;
  cf_answer_add_record (large, bytes, CF_LIMIT_ANSWER_BYTES);
  line = cf_answer_to_line (large);
  lines = g_strconcat (line, "\n", NULL);

  g_assert_true (cf_test_ask (checker, MAIL));
  cf_test_hear_evidence (checker, &first);
  g_assert_true (cf_engine_checker_answer (checker, lines, strlen (lines)));
  cf_test_hear_evidence (checker, &second);
  g_assert_true (cf_engine_checker_answer (checker, "", 0));
  cf_test_hear_evidence (checker, &third);
  g_assert_cmpuint (second.facts->evidence, ==, first.facts->evidence);
  g_assert_cmpstr (third.facts->sha256, ==, first.facts->sha256);
  cf_engine_checker_free (checker);
}

/* What is no answer ends the child: the monitor checked it, so something is broken. */
static void
test_bad_answers (void)
{
  static const char *const rows[] = { "garbage\n", "{}\n", "{\"kind\":\"dns\"}\n" };
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfEngineChecker *checker = cf_engine_nursery_take (nursery);
    g_auto (CfEngineAnswer) answer = { 0 };
    g_auto (CfEngineAnswer) end = { 0 };

    g_assert_true (cf_test_ask (checker, MAIL));
    cf_test_hear_evidence (checker, &answer);
    g_assert_true (cf_engine_checker_answer (checker, rows[i], strlen (rows[i])));
    cf_test_hear (checker, &end);
    g_assert_cmpint (end.event, ==, CF_ENGINE_CHECKER_DEAD);
    cf_engine_checker_free (checker);
  }
}

/* Who the message claims to be from comes first, with what was expected of them. */
static void
test_sender (void)
{
  char *policy[] = { NULL, NULL };
  const CfGatherOptions options = { .policy = policy, .offline = TRUE };
  g_autofree char *name = NULL;
  int file = g_file_open_tmp ("certfirst-XXXXXX", &name, NULL);
  g_autoptr (CfEngineOrigin) origin = NULL;
  g_autoptr (CfEngineNursery) nursery = NULL;
  CfEngineChecker *checker;
  g_auto (CfEngineAnswer) answer = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (name, "[sender example.org]\ncertificate=required\n", -1, NULL));
  policy[0] = name;
  origin = cf_test_origin_new (&options);
  nursery = cf_test_nursery_new (origin);
  checker = cf_engine_nursery_take (nursery);
  g_assert_true (cf_test_ask (checker, MAIL));
  cf_test_hear_evidence (checker, &answer);
  g_assert_nonnull (answer.evidence);
  node = json_node_init_object (json_node_alloc (), answer.evidence);
  text = json_to_string (node, FALSE);
  g_assert_nonnull (strstr (text, "a@example.org"));
  g_assert_nonnull (strstr (text, "expect-required"));
  g_assert_null (strstr (text, "no-signature"));
  cf_engine_checker_free (checker);
  unlink (name);
  close (file);
}

static void
test_refused (void)
{
  char *missing[] = { (char *) "/nowhere/at/all.policy", NULL };
  const CfGatherOptions options = { .policy = missing };
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&options);
  g_autoptr (CfEngineNursery) nursery = cf_engine_nursery_new (origin);
  g_autofree char *refusal = NULL;

  g_assert_cmpint (cf_engine_nursery_get_due (nursery), ==, G_MAXINT64);
  cf_engine_nursery_start (nursery, 0);
  g_assert_cmpint (cf_engine_nursery_get_state (nursery), ==, CF_ENGINE_NURSERY_STARTING);
  g_assert_cmpint (cf_engine_nursery_get_due (nursery), ==, CF_LIMIT_PREPARE_SECONDS * G_USEC_PER_SEC);
  g_assert_null (cf_engine_nursery_take (nursery));
  g_assert_cmpint (cf_test_hear_template (nursery, &refusal), ==, CF_ENGINE_NURSERY_REFUSED);
  g_assert_nonnull (strstr (refusal, "/nowhere/at/all.policy"));
  g_assert_cmpint (cf_engine_nursery_get_state (nursery), ==, CF_ENGINE_NURSERY_ABSENT);
  g_assert_cmpint (cf_engine_nursery_get_fd (nursery), ==, -1);
}

static void
test_killed (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  CfEngineChecker *checker = cf_engine_nursery_take (nursery);
  CfEngineChecker *next;
  g_auto (CfEngineAnswer) dead = { 0 };
  g_auto (CfEngineAnswer) answer = { 0 };
  int pid = cf_engine_checker_get_pid (checker);
  int status;

  g_assert_cmpint (kill (pid, SIGSTOP), ==, 0);
  g_assert_true (cf_test_ask (checker, MAIL));
  g_assert_cmpint (kill (pid, SIGSEGV), ==, 0);
  g_assert_cmpint (kill (pid, SIGCONT), ==, 0);
  cf_test_hear (checker, &dead);
  g_assert_cmpint (dead.event, ==, CF_ENGINE_CHECKER_DEAD);
  status = cf_engine_checker_free (checker);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (waitpid (pid, NULL, WNOHANG), ==, -1);

  /* The template did not notice. */
  next = cf_engine_nursery_take (nursery);
  g_assert_true (cf_test_ask (next, MAIL));
  cf_test_hear_evidence (next, &answer);
  cf_engine_checker_free (next);
}

static void
test_killed_template (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  CfEngineChecker *checker = cf_engine_nursery_take (nursery);
  g_autofree char *refusal = NULL;
  g_auto (CfEngineAnswer) answer = { 0 };

  g_assert_cmpint (kill (cf_engine_nursery_get_pid (nursery), SIGKILL), ==, 0);
  g_assert_cmpint (cf_test_hear_template (nursery, &refusal), ==, CF_ENGINE_NURSERY_DIED);
  cf_engine_nursery_bury (nursery, 0);
  g_assert_null (cf_engine_nursery_take (nursery));

  /* A message that a child had is not lost with it. */
  g_assert_true (cf_test_ask (checker, MAIL));
  cf_test_hear_evidence (checker, &answer);
  cf_engine_checker_free (checker);
  cf_engine_nursery_start (nursery, 0);
  g_assert_cmpint (cf_test_hear_template (nursery, &refusal), ==, CF_ENGINE_NURSERY_OPENED);
  g_assert_true (cf_engine_nursery_fill (nursery));
  g_assert_cmpint (cf_engine_nursery_get_spare_fd (nursery), >=, 0);
}

static void
test_rest (void)
{
  const gint64 rest = CF_LIMIT_REST_SECONDS * G_USEC_PER_SEC;
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_engine_nursery_new (origin);
  g_autofree char *refusal = NULL;
  gint64 now = 1000;

  for (guint i = 1; i < CF_LIMIT_DEATHS; i++) {
    cf_engine_nursery_bury (nursery, now);
    g_assert_false (cf_engine_nursery_is_resting (nursery, now));
  }
  cf_engine_nursery_bury (nursery, now);
  g_assert_true (cf_engine_nursery_is_resting (nursery, now));
  g_assert_true (cf_engine_nursery_is_resting (nursery, now + rest - 1));
  cf_engine_nursery_start (nursery, now + rest - 1);
  g_assert_cmpint (cf_engine_nursery_get_state (nursery), ==, CF_ENGINE_NURSERY_ABSENT);

  g_assert_false (cf_engine_nursery_is_resting (nursery, now + rest));
  cf_engine_nursery_start (nursery, now + rest);
  g_assert_cmpint (cf_test_hear_template (nursery, &refusal), ==, CF_ENGINE_NURSERY_OPENED);
}

/* The template answers before it closes its copy of the child's socket, and a child of a busy machine may not yet have closed what
 * it was given its own for. */
static void
assert_four_descriptors (int pid)
{
  for (guint i = 0; i < 60000 && cf_test_count_descriptors (pid) > 4; i++)
    g_usleep (1000);
  g_assert_cmpuint (cf_test_count_descriptors (pid), ==, 4);
}

/* The client's descriptors and other people's messages stay with the monitor. */
static void
test_inherits_nothing (void)
{
  g_autoptr (CfEngineOrigin) origin = NULL;
  g_autoptr (CfEngineNursery) nursery = NULL;
  g_autoptr (GPtrArray) opened = g_ptr_array_new ();
  CfEngineChecker *checker;

  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (opened, GINT_TO_POINTER (cf_engine_memfd_new ()));
  origin = cf_test_origin_new (&cf_test_plain);
  nursery = cf_test_nursery_new (origin);
  checker = cf_engine_nursery_take (nursery);
  g_assert_true (cf_engine_nursery_fill (nursery));

  /* Standard input, output and error, the monitor; roots, policy and lists are closed again. */
  if (geteuid () == 0) {
    assert_four_descriptors (cf_engine_nursery_get_pid (nursery));
    assert_four_descriptors (cf_engine_checker_get_pid (checker));
  }
  cf_engine_checker_free (checker);
  for (guint i = 0; i < opened->len; i++)
    close (GPOINTER_TO_INT (g_ptr_array_index (opened, i)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/checker/evidence", test_evidence);
  g_test_add_func ("/engine/checker/empty-message", test_empty_message);
  g_test_add_func ("/engine/checker/answers", test_answers);
  g_test_add_func ("/engine/checker/bad-answers", test_bad_answers);
  g_test_add_func ("/engine/checker/sender", test_sender);
  g_test_add_func ("/engine/checker/killed", test_killed);
  g_test_add_func ("/engine/nursery/refused", test_refused);
  g_test_add_func ("/engine/nursery/killed", test_killed_template);
  g_test_add_func ("/engine/nursery/rest", test_rest);
  g_test_add_func ("/engine/nursery/inherits-nothing", test_inherits_nothing);
  return g_test_run ();
}
