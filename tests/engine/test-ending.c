/* test-ending.c — the real program when an end of it hangs or dies: the checking process, the client */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "cf-limits.h"
#include "cf-test-engine.h"

/* A check that hangs does not hold up the next one when nobody waits for it. */
static void
test_cancel_hanging (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  gint64 began;
  int checker;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  checker = cf_test_engine_find_spare (engine);
  kill (checker, SIGSTOP);
  cf_test_engine_check (engine, 2, MAIL);
  cf_test_engine_settle (engine, 20);
  cf_test_engine_check (engine, 3, MAIL);
  cf_test_engine_cancel (engine, 2);
  began = g_get_monotonic_time ();
  cf_test_engine_expect_type (engine, 2, "cancelled");
  cf_test_engine_expect_report (engine, 3, "CF105");
  g_assert_cmpint (g_get_monotonic_time () - began, <, CF_LIMIT_CHECK_SECONDS / 2 * G_USEC_PER_SEC);
  g_assert_false (cf_test_is_running (checker));
}

static void
test_killed_checker (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int checker;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  checker = cf_test_engine_find_spare (engine);
  kill (checker, SIGSTOP);
  cf_test_engine_check (engine, 2, MAIL);
  cf_test_engine_settle (engine, 20);
  cf_test_engine_check (engine, 3, MAIL);
  cf_test_engine_settle (engine, 21);
  kill (checker, SIGKILL);

  /* One answer is lost, not the next one. */
  cf_test_engine_expect_report (engine, 2, "CF904");
  cf_test_engine_expect_report (engine, 3, "CF105");
  cf_test_engine_check (engine, 4, MAIL);
  cf_test_engine_expect_report (engine, 4, "CF105");
}

/* A message that costs every child its life is tried twice. */
static void
test_culprit (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int spare;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  for (int id = 2; id <= 3; id++) {
    int checker = cf_test_engine_find_spare (engine);

    kill (checker, SIGSTOP);
    cf_test_engine_check (engine, id, MAIL);
    cf_test_engine_settle (engine, 20 + id);
    kill (checker, SIGKILL);
    cf_test_engine_expect_report (engine, id, "CF904");
  }

  /* Now the child that waits goes on waiting. */
  spare = cf_test_engine_find_spare (engine);
  cf_test_engine_check (engine, 4, MAIL);
  cf_test_engine_expect_report (engine, 4, "CF904");
  g_assert_cmpint (cf_test_engine_find_spare (engine), ==, spare);
  cf_test_engine_check (engine, 5, MAIL "more");
  cf_test_engine_expect_report (engine, 5, "CF105");
}

/* A child that waits and dies harmed no message. */
static void
test_killed_spare (void)
{
  g_autoptr (CfTestEngine) engine = NULL;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  for (int id = 2; id <= 6; id++) {
    int spare = cf_test_engine_find_spare (engine);

    kill (spare, SIGKILL);
    while (cf_test_engine_find_spare (engine) == spare)
      g_usleep (1000);
    cf_test_engine_check (engine, id, MAIL);
    cf_test_engine_expect_report (engine, id, "CF105");
  }
}

/* Until it has nothing to do but wait: not in the middle of taking a child from its template. */
static void
wait_until_idle (CfTestEngine *engine)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/stat", engine->pid);
  gboolean sleeps = FALSE;

  cf_test_engine_find_spare (engine);
  cf_test_engine_settle (engine, 20);
  while (!sleeps) {
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (name, &text, NULL, NULL));
    sleeps = strstr (text, ") S ") != NULL;
  }
}

/* Without its origin an engine can start nothing: it says so for what is open, and ends. */
static void
test_killed_origin (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int pids[3];
  int status;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  wait_until_idle (engine);
  g_assert_cmpuint (cf_test_engine_list_children (engine, pids, 3), ==, 3);
  kill (engine->pid, SIGSTOP);
  g_assert_cmpint (waitpid (engine->pid, &status, WUNTRACED), ==, engine->pid);
  g_assert_true (WIFSTOPPED (status));
  for (guint i = 0; i < G_N_ELEMENTS (pids); i++) {
    kill (pids[i], SIGKILL);
    while (cf_test_is_running (pids[i]))
      g_usleep (1000);
  }
  /* The check is there before the engine sees what happened: afterwards nobody would read it. */
  cf_test_engine_check (engine, 2, MAIL);
  kill (engine->pid, SIGCONT);
  cf_test_engine_expect_report (engine, 2, "CF904");
  g_assert_cmpint (cf_test_engine_wait (engine, CF_TEST_ENGINE_END_SECONDS), ==, 1);
}

static void
test_deaths_in_a_row (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  gint64 began;
  int last = 0;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  for (guint i = 0; i < CF_LIMIT_DEATHS; i++) {
    int template = cf_test_engine_find_template (engine);

    for (; template == 0 || template == last; template = cf_test_engine_find_template (engine))
      g_usleep (1000);
    kill (template, SIGKILL);
    last = template;
  }
  while (cf_test_engine_find_template (engine) == last)
    g_usleep (1000);

  /* It rests: no process, and an answer at once. */
  g_assert_cmpint (cf_test_engine_find_template (engine), ==, 0);
  began = g_get_monotonic_time ();
  cf_test_engine_check (engine, 20, MAIL);
  cf_test_engine_expect_report (engine, 20, "CF904");
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
  g_assert_cmpint (cf_test_engine_find_template (engine), ==, 0);

  /* And not for ever. */
  g_usleep (CF_LIMIT_REST_SECONDS * G_USEC_PER_SEC);
  cf_test_engine_check (engine, 21, MAIL);
  cf_test_engine_expect_report (engine, 21, "CF105");
}

static void
test_deadline (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  g_autoptr (JsonObject) reply = NULL;
  JsonObject *report;
  gint64 began;
  int checker;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  checker = cf_test_engine_find_spare (engine);
  kill (checker, SIGSTOP);
  began = g_get_monotonic_time ();
  cf_test_engine_check (engine, 2, MAIL);
  reply = cf_test_engine_expect (engine, 2, "report");
  g_assert_cmpint (g_get_monotonic_time () - began, >=, CF_LIMIT_CHECK_SECONDS * G_USEC_PER_SEC);
  report = json_object_get_object_member (reply, "report");
  g_assert_cmpstr (json_object_get_string_member (report, "verdict"), ==, "undetermined");
  g_assert_cmpint (json_object_get_int_member (report, "limit"), ==, CF_LIMIT_CHECK_SECONDS);
  g_assert_cmpint (json_object_get_int_member (report, "size"), ==, strlen (MAIL));
  g_assert_false (cf_test_is_running (checker));
  cf_test_engine_check (engine, 3, MAIL);
  cf_test_engine_expect_report (engine, 3, "CF105");
}

static void
test_client_dies (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int checker;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  checker = cf_test_engine_find_spare (engine);
  /* In the middle of a check that would go on for long. */
  kill (checker, SIGSTOP);
  cf_test_engine_check (engine, 2, MAIL);
  cf_test_engine_check (engine, 3, MAIL);
  cf_test_engine_leave (engine);
  g_assert_cmpint (cf_test_engine_wait (engine, SOON_SECONDS), ==, 0);
  g_assert_false (cf_test_is_running (checker));
}

static void
test_client_dies_with_pipes (void)
{
  g_autoptr (CfTestEngine) engine = NULL;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (TRUE, NULL);
  cf_test_engine_greet (engine);
  cf_test_engine_leave (engine);
  g_assert_cmpint (cf_test_engine_wait (engine, SOON_SECONDS), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  cf_test_engine_use_one_processor ();
  g_test_add_func ("/engine/ending/cancel-hanging", test_cancel_hanging);
  g_test_add_func ("/engine/ending/killed-checker", test_killed_checker);
  g_test_add_func ("/engine/ending/culprit", test_culprit);
  g_test_add_func ("/engine/ending/killed-spare", test_killed_spare);
  g_test_add_func ("/engine/ending/killed-origin", test_killed_origin);
  g_test_add_func ("/engine/ending/deaths-in-a-row", test_deaths_in_a_row);
  g_test_add_func ("/engine/ending/deadline", test_deadline);
  g_test_add_func ("/engine/ending/client-dies", test_client_dies);
  g_test_add_func ("/engine/ending/client-dies-with-pipes", test_client_dies_with_pipes);
  return g_test_run ();
}
