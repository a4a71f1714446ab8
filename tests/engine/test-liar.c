/* test-liar.c — a checking process that was taken over: what it sends is not believed
 *
 * The checking process's main function is this file's own, so that it can say anything.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "cf-engine-child.h"
#include "cf-engine-memfd.h"
#include "cf-engine-monitor.h"
#include "cf-limits.h"
#include "cf-report.h"

#define READY "{\"type\":\"ready\"}"

/* What the next checking process says: before it is asked, and when it is. */
static const char *first_words;
static const char *answer_words;
static gsize answer_length;

static void
say (int socket, const char *text, gsize length)
{
  guint32 header = (guint32) length;

  if (write (socket, &header, sizeof header) != sizeof header || write (socket, text, length) != (gssize) length)
    _exit (1);
}

int
cf_engine_child_main (const CfGatherOptions *options, int socket)
{
  char byte;

  if (first_words != NULL)
    say (socket, first_words, strlen (first_words));
  if (read (socket, &byte, 1) != 1 || answer_words == NULL)
    return 0;

  say (socket, answer_words, answer_length);
  pause ();
  return 0;
}

static void
set_words (const char *first, const char *answer)
{
  first_words = first;
  answer_words = answer;
  answer_length = answer != NULL ? strlen (answer) : 0;
}

static CfEngineCheckerEvent
hear (CfEngineChecker *checker)
{
  g_auto (CfEngineAnswer) answer = { 0 };

  do {
    struct pollfd entry = { cf_engine_checker_get_fd (checker), POLLIN, 0 };

    g_assert_cmpint (poll (&entry, 1, 60000), ==, 1);
    cf_engine_checker_read (checker, &answer);
  } while (answer.event == CF_ENGINE_CHECKER_NOTHING);

  g_assert_cmpint (answer.facts != NULL, ==, answer.event == CF_ENGINE_CHECKER_DONE);
  g_assert_cmpint (answer.refusal != NULL, ==, answer.event == CF_ENGINE_CHECKER_REFUSED);
  return answer.event;
}

static int
new_message (void)
{
  int message = cf_engine_memfd_new ();

  g_assert_true (cf_engine_memfd_append (message, cf_span_str ("From: a@example.org\r\n\r\n")));
  g_assert_true (cf_engine_memfd_seal (message));
  return message;
}

static CfEngineCheckerEvent
ask_and_hear (CfEngineChecker *checker)
{
  CfEngineRequest request = { .at = CF_TIME_UNKNOWN, .received = CF_TIME_UNKNOWN, .exact = TRUE };
  int message = new_message ();
  gboolean sent = cf_engine_checker_ask (checker, &request, message, 0);

  close (message);
  return sent ? hear (checker) : CF_ENGINE_CHECKER_DEAD;
}

static void
test_first_words (void)
{
  static const struct {
    const char *says;
    const char *words;
    CfEngineCheckerEvent want;
  } rows[] = {
    { "ready", READY, CF_ENGINE_CHECKER_READY },
    { "refused", "{\"type\":\"refused\",\"message\":\"x\"}", CF_ENGINE_CHECKER_REFUSED },
    { "refused without words", "{\"type\":\"refused\"}", CF_ENGINE_CHECKER_DEAD },
    { "evidence that nobody asked for", "{\"type\":\"evidence\",\"evidence\":{}}", CF_ENGINE_CHECKER_DEAD },
    { "a call for the monitor", "{\"type\":\"check\",\"id\":1}", CF_ENGINE_CHECKER_DEAD },
    { "no type", "{}", CF_ENGINE_CHECKER_DEAD },
    { "no JSON", "ready", CF_ENGINE_CHECKER_DEAD },
    { "nothing", "", CF_ENGINE_CHECKER_DEAD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfEngineChecker) checker = cf_engine_checker_new (NULL);
    int pid;

    g_test_message ("%s", rows[i].says);
    set_words (rows[i].words, NULL);
    cf_engine_checker_start (checker, 0);
    pid = cf_engine_checker_get_pid (checker);
    g_assert_cmpint (hear (checker), ==, rows[i].want);
    g_assert_cmpint (kill (pid, 0), ==, rows[i].want == CF_ENGINE_CHECKER_READY ? 0 : -1);
  }
}

/* Evidence of an unsigned mail as the real process writes it. */
static char *
true_evidence (const char *envelope)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;

  facts->checked_at = facts->judged_at = 0;
  facts->evidence = CF_M (NO_SIGNATURE);
  object = cf_report_write_facts (facts);
  text = cf_report_to_text (object);
  return g_strdup_printf (envelope, text);
}

static void
test_answers (void)
{
  g_autofree char *right = true_evidence ("{\"type\":\"evidence\",\"evidence\":%s}");
  g_autofree char *bare = true_evidence ("%s");
  g_autofree char *other = true_evidence ("{\"type\":\"report\",\"report\":%s}");
  g_autofree char *cut = g_strndup (right, strlen (right) - 1);
  const struct {
    const char *says;
    const char *words;
    CfEngineCheckerEvent want;
  } rows[] = {
    { "evidence", right, CF_ENGINE_CHECKER_DONE },
    { "evidence without envelope", bare, CF_ENGINE_CHECKER_DEAD },
    { "a report", other, CF_ENGINE_CHECKER_DEAD },
    { "a bracket lacks", cut, CF_ENGINE_CHECKER_DEAD },
    { "ready again", READY, CF_ENGINE_CHECKER_DEAD },
    { "refused now", "{\"type\":\"refused\",\"message\":\"x\"}", CF_ENGINE_CHECKER_DEAD },
    { "no evidence", "{\"type\":\"evidence\"}", CF_ENGINE_CHECKER_DEAD },
    { "evidence that is text", "{\"type\":\"evidence\",\"evidence\":\"good\"}", CF_ENGINE_CHECKER_DEAD },
    { "empty evidence", "{\"type\":\"evidence\",\"evidence\":{}}", CF_ENGINE_CHECKER_DEAD },
    { "a verdict", "{\"type\":\"evidence\",\"evidence\":{\"certfirst\":1,\"verdict\":\"verified\"}}",
      CF_ENGINE_CHECKER_DEAD },
    { "its end", NULL, CF_ENGINE_CHECKER_DEAD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfEngineChecker) checker = cf_engine_checker_new (NULL);

    g_test_message ("%s", rows[i].says);
    set_words (READY, rows[i].words);
    cf_engine_checker_start (checker, 0);
    g_assert_cmpint (hear (checker), ==, CF_ENGINE_CHECKER_READY);
    g_assert_cmpint (ask_and_hear (checker), ==, rows[i].want);
    if (rows[i].want == CF_ENGINE_CHECKER_DEAD)
      g_assert_cmpint (cf_engine_checker_get_pid (checker), ==, 0);
  }
}

static void
test_flood (void)
{
  static const struct {
    const char *says;
    char fill;
    gsize length;
  } rows[] = {
    { "brackets without end", '[', CF_LIMIT_EVIDENCE_BYTES },
    { "objects without end", '{', CF_LIMIT_EVIDENCE_BYTES },
    { "more than is read", ' ', CF_LIMIT_EVIDENCE_BYTES + 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfEngineChecker) checker = cf_engine_checker_new (NULL);
    g_autofree char *words = g_strnfill (rows[i].length, rows[i].fill);

    g_test_message ("%s", rows[i].says);
    set_words (READY, words);
    cf_engine_checker_start (checker, 0);
    g_assert_cmpint (hear (checker), ==, CF_ENGINE_CHECKER_READY);
    g_assert_cmpint (ask_and_hear (checker), ==, CF_ENGINE_CHECKER_DEAD);
  }
}

/* The client gets an answer all the same, and it is never a good one. */
static void
test_monitor (void)
{
  int null = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  g_autoptr (CfEngineMonitor) monitor = cf_engine_monitor_new (NULL, null);
  CfEngineRequest *request = g_new0 (CfEngineRequest, 1);
  CfEngineJob *job;

  request->at = request->received = CF_TIME_UNKNOWN;
  job = cf_engine_job_new (5, request);
  cf_engine_job_take_message (job, new_message ());
  g_ptr_array_add (monitor->jobs, job);

  set_words (READY, "{\"type\":\"evidence\",\"evidence\":{\"certfirst\":1,\"verdict\":\"verified\"}}");
  for (guint i = 0; i < 100 && monitor->jobs->len > 0; i++) {
    cf_engine_monitor_dispatch (monitor);
    cf_engine_monitor_hear_checker (monitor);
  }
  g_assert_cmpuint (monitor->jobs->len, ==, 0);
  g_assert_null (monitor->running);
  g_assert_true (monitor->is_prepared);
  g_assert_cmpuint (cf_frame_writer_get_waiting (monitor->writer), >, 0);
  g_assert_cmpint (cf_engine_checker_get_state (monitor->checker), ==, CF_ENGINE_CHECKER_ABSENT);
  close (null);
}

/* One that never says that it is ready. */
static void
test_never_ready (void)
{
  int null = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  g_autoptr (CfEngineMonitor) monitor = cf_engine_monitor_new (NULL, null);
  gint64 due;

  set_words (NULL, NULL);
  cf_engine_monitor_dispatch (monitor);
  due = cf_engine_monitor_get_due (monitor) - g_get_monotonic_time ();
  g_assert_cmpint (due, >, 0);
  g_assert_cmpint (due, <=, CF_LIMIT_PREPARE_SECONDS * G_USEC_PER_SEC);
  cf_engine_monitor_check_deadline (monitor);
  g_assert_false (monitor->is_prepared);
  g_assert_cmpint (cf_engine_checker_get_state (monitor->checker), ==, CF_ENGINE_CHECKER_STARTING);
  close (null);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/liar/first-words", test_first_words);
  g_test_add_func ("/engine/liar/answers", test_answers);
  g_test_add_func ("/engine/liar/flood", test_flood);
  g_test_add_func ("/engine/liar/monitor", test_monitor);
  g_test_add_func ("/engine/liar/never-ready", test_never_ready);
  return g_test_run ();
}
