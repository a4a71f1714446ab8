/* test-checker.c — the monitor's hand on the checking process: start, ask, death, rest */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-checker.h"
#include "cf-engine-memfd.h"
#include "cf-limits.h"

#define NOW ((CfTime) 1767225600) /* 2026-01-01T00:00:00Z */
#define MAIL "From: a@example.org\r\nSubject: hello\r\nMessage-ID: <1@example.org>\r\n\r\ntext\r\n"

/* Nothing of this machine's policy plays a part. */
static char *no_files[] = { NULL };
static const CfGatherOptions plain = { .policy = no_files, .offline = TRUE };

static void
hear (CfEngineChecker *checker, CfEngineAnswer *out_answer)
{
  struct pollfd entry = { cf_engine_checker_get_fd (checker), POLLIN, 0 };

  do {
    g_assert_cmpint (poll (&entry, 1, 60000), ==, 1);
    cf_engine_checker_read (checker, out_answer);
  } while (out_answer->event == CF_ENGINE_CHECKER_NOTHING);
}

static void
expect (CfEngineChecker *checker, CfEngineCheckerEvent event)
{
  g_auto (CfEngineAnswer) answer = { 0 };

  hear (checker, &answer);
  g_assert_cmpint (answer.event, ==, event);
}

static CfEngineChecker *
start (const CfGatherOptions *options)
{
  CfEngineChecker *checker = cf_engine_checker_new (options);

  g_assert_cmpint (cf_engine_checker_get_state (checker), ==, CF_ENGINE_CHECKER_ABSENT);
  g_assert_cmpint (cf_engine_checker_get_pid (checker), ==, 0);
  g_assert_cmpint (cf_engine_checker_get_fd (checker), ==, -1);
  cf_engine_checker_start (checker, 0);
  g_assert_cmpint (cf_engine_checker_get_state (checker), ==, CF_ENGINE_CHECKER_STARTING);
  g_assert_cmpint (cf_engine_checker_get_due (checker), ==, CF_LIMIT_PREPARE_SECONDS * G_USEC_PER_SEC);
  return checker;
}

static gboolean
ask (CfEngineChecker *checker, const char *text)
{
  CfEngineRequest request = { .source = (char *) "a.eml", .at = CF_TIME_UNKNOWN, .received = CF_TIME_UNKNOWN,
                              .place = CF_PLACE_FOLDER, .exact = TRUE };
  int message = cf_engine_memfd_new ();
  gboolean sent;

  g_assert_true (cf_engine_memfd_append (message, cf_span_str (text)) && cf_engine_memfd_seal (message));
  sent = cf_engine_checker_ask (checker, &request, message, NOW);
  close (message);
  return sent;
}

static void
test_evidence (void)
{
  g_autoptr (CfEngineChecker) checker = start (&plain);

  expect (checker, CF_ENGINE_CHECKER_READY);
  g_assert_cmpint (cf_engine_checker_get_due (checker), ==, G_MAXINT64);
  for (guint i = 0; i < 3; i++) {
    g_auto (CfEngineAnswer) answer = { 0 };

    g_assert_cmpint (cf_engine_checker_get_state (checker), ==, CF_ENGINE_CHECKER_IDLE);
    g_assert_true (ask (checker, MAIL));
    g_assert_cmpint (cf_engine_checker_get_state (checker), ==, CF_ENGINE_CHECKER_BUSY);
    hear (checker, &answer);
    g_assert_cmpint (answer.event, ==, CF_ENGINE_CHECKER_DONE);
    g_assert_cmpstr (answer.facts->source, ==, "a.eml");
    g_assert_cmpstr (answer.facts->sender.address, ==, "a@example.org");
    g_assert_cmpint (answer.facts->checked_at, ==, NOW);
    g_assert_cmpint (answer.facts->judged_source, ==, CF_JUDGED_NOW);
    g_assert_cmpuint (answer.facts->size, ==, strlen (MAIL));
  }
}

static void
test_empty_message (void)
{
  g_autoptr (CfEngineChecker) checker = start (&plain);
  g_auto (CfEngineAnswer) answer = { 0 };

  expect (checker, CF_ENGINE_CHECKER_READY);
  g_assert_true (ask (checker, ""));
  hear (checker, &answer);
  g_assert_cmpint (answer.event, ==, CF_ENGINE_CHECKER_DONE);
  g_assert_cmpuint (answer.facts->size, ==, 0);
}

static void
test_refused (void)
{
  char *missing[] = { (char *) "/nowhere/at/all.policy", NULL };
  const CfGatherOptions options = { .policy = missing };
  g_autoptr (CfEngineChecker) checker = start (&options);
  g_auto (CfEngineAnswer) answer = { 0 };

  hear (checker, &answer);
  g_assert_cmpint (answer.event, ==, CF_ENGINE_CHECKER_REFUSED);
  g_assert_nonnull (strstr (answer.refusal, "/nowhere/at/all.policy"));
  g_assert_cmpint (cf_engine_checker_get_state (checker), ==, CF_ENGINE_CHECKER_ABSENT);
}

static void
test_killed (void)
{
  g_autoptr (CfEngineChecker) checker = start (&plain);
  int pid;

  expect (checker, CF_ENGINE_CHECKER_READY);
  pid = cf_engine_checker_get_pid (checker);
  g_assert_cmpint (kill (pid, SIGSTOP), ==, 0);
  g_assert_true (ask (checker, MAIL));
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  expect (checker, CF_ENGINE_CHECKER_DEAD);

  /* Reaped, and it can start again. */
  g_assert_cmpint (waitpid (pid, NULL, WNOHANG), ==, -1);
  g_assert_cmpint (cf_engine_checker_get_state (checker), ==, CF_ENGINE_CHECKER_ABSENT);
  cf_engine_checker_start (checker, 0);
  expect (checker, CF_ENGINE_CHECKER_READY);
  g_assert_true (ask (checker, MAIL));
  expect (checker, CF_ENGINE_CHECKER_DONE);
}

static void
test_rest (void)
{
  const gint64 rest = CF_LIMIT_REST_SECONDS * G_USEC_PER_SEC;
  g_autoptr (CfEngineChecker) checker = cf_engine_checker_new (&plain);
  gint64 now = 1000;

  for (guint i = 1; i < CF_LIMIT_DEATHS; i++) {
    cf_engine_checker_note_death (checker, now);
    g_assert_false (cf_engine_checker_is_resting (checker, now));
  }
  cf_engine_checker_note_death (checker, now);
  g_assert_true (cf_engine_checker_is_resting (checker, now));
  g_assert_true (cf_engine_checker_is_resting (checker, now + rest - 1));
  cf_engine_checker_start (checker, now + rest - 1);
  g_assert_cmpint (cf_engine_checker_get_state (checker), ==, CF_ENGINE_CHECKER_ABSENT);

  g_assert_false (cf_engine_checker_is_resting (checker, now + rest));
  cf_engine_checker_start (checker, now + rest);
  expect (checker, CF_ENGINE_CHECKER_READY);
}

/* One answer in between, and they are not in a row. */
static void
test_no_rest (void)
{
  g_autoptr (CfEngineChecker) checker = start (&plain);

  expect (checker, CF_ENGINE_CHECKER_READY);
  for (guint i = 1; i < CF_LIMIT_DEATHS; i++)
    cf_engine_checker_note_death (checker, 0);
  g_assert_true (ask (checker, MAIL));
  expect (checker, CF_ENGINE_CHECKER_DONE);
  cf_engine_checker_note_death (checker, 0);
  cf_engine_checker_kill (checker);
  g_assert_false (cf_engine_checker_is_resting (checker, 1));
}

static guint
count_descriptors (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/fd", pid);
  g_autoptr (GDir) folder = g_dir_open (name, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The client's descriptors and other people's messages stay with the monitor. */
static void
test_inherits_nothing (void)
{
  g_autoptr (CfEngineChecker) checker = NULL;
  g_autoptr (GPtrArray) opened = g_ptr_array_new ();

  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (opened, GINT_TO_POINTER (cf_engine_memfd_new ()));
  checker = start (&plain);
  expect (checker, CF_ENGINE_CHECKER_READY);

  /* Standard input, output and error, the monitor; roots, policy and lists are closed again. */
  if (geteuid () == 0)
    g_assert_cmpuint (count_descriptors (cf_engine_checker_get_pid (checker)), ==, 4);
  for (guint i = 0; i < opened->len; i++)
    close (GPOINTER_TO_INT (g_ptr_array_index (opened, i)));
}

/* Gone, or a zombie that waits for somebody to reap it. */
static gboolean
is_running (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (name, &text, NULL, NULL) && strstr (text, ") Z ") == NULL;
}

static void
test_dies_with_monitor (void)
{
  int ends[2];
  pid_t monitor, child = 0;
  char byte;

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  monitor = fork ();
  if (monitor == 0) {
    g_autoptr (CfEngineChecker) checker = start (&plain);

    expect (checker, CF_ENGINE_CHECKER_READY);
    child = cf_engine_checker_get_pid (checker);
    if (write (ends[1], &child, sizeof child) == sizeof child)
      pause ();
    _exit (1);
  }

  close (ends[1]);
  g_assert_cmpint (read (ends[0], &child, sizeof child), ==, sizeof child);
  g_assert_true (is_running (child));
  kill (monitor, SIGKILL);
  waitpid (monitor, NULL, 0);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 0);
  for (guint i = 0; i < 1000 && is_running (child); i++)
    g_usleep (10000);
  g_assert_false (is_running (child));
  close (ends[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/checker/evidence", test_evidence);
  g_test_add_func ("/engine/checker/empty-message", test_empty_message);
  g_test_add_func ("/engine/checker/refused", test_refused);
  g_test_add_func ("/engine/checker/killed", test_killed);
  g_test_add_func ("/engine/checker/rest", test_rest);
  g_test_add_func ("/engine/checker/no-rest", test_no_rest);
  g_test_add_func ("/engine/checker/inherits-nothing", test_inherits_nothing);
  g_test_add_func ("/engine/checker/dies-with-monitor", test_dies_with_monitor);
  return g_test_run ();
}
