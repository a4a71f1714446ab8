/* test-ending.c — the client when something ends early: a question, the engine, itself; and what is left then */
#include <signal.h>

#include "cf-test-client.h"

static void
test_cancel (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CfTestAnswer) cancelled = NULL;
  g_autoptr (CfTestAnswer) kept = NULL;
  g_autoptr (CfTestAnswer) too_late = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  cancelled = cf_test_ask (client, MAIL, cancellable);
  kept = cf_test_ask (client, MAIL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (cancelled->n_calls, ==, 0);
  too_late = cf_test_ask (client, MAIL, cancellable);
  cf_test_wait (cancelled);
  g_assert_error (cancelled->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cf_test_wait (too_late);
  g_assert_error (too_late->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cf_test_expect (kept, "CF105");

  /* The answer to the question that was cancelled, if it comes, is for nobody. */
  cf_test_run_for (50);
  g_assert_cmpuint (cancelled->n_calls, ==, 1);
  cf_test_stop (client);
}

/* What a mail client does when its user runs through a folder. */
static void
test_cancel_all_but_last (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_test_answer_free);
  g_autoptr (CfTestAnswer) last = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  for (guint i = 0; i < 300; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();

    g_ptr_array_add (answers, cf_test_ask (client, MAIL, cancellable));
    if (i % 10 == 0)
      cf_test_run_for (1);
    g_cancellable_cancel (cancellable);
  }
  last = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (last, "CF105");
  for (guint i = 0; i < answers->len; i++)
    cf_test_wait (g_ptr_array_index (answers, i));
  cf_test_stop (client);
}

static void
test_killed (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (CfTestAnswer) warm = NULL;
  g_autoptr (CfTestAnswer) head = NULL;
  g_autoptr (CfTestAnswer) second = NULL;
  g_autoptr (CfTestAnswer) third = NULL;
  int pid;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  warm = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (warm, "CF105");
  pid = cf_client_get_engine_pid (client);
  kill (pid, SIGSTOP);
  head = cf_test_ask (client, MAIL, NULL);
  second = cf_test_ask (client, MAIL, NULL);
  third = cf_test_ask (client, MAIL, NULL);
  kill (pid, SIGKILL);

  /* The head of the line may be what killed it; the others are asked again. */
  cf_test_expect (head, "CF904");
  cf_test_expect (second, "CF105");
  cf_test_expect (third, "CF105");
  g_assert_cmpint (cf_client_get_engine_pid (client), !=, pid);
  cf_test_wait_reaped (pid);
  cf_test_stop (client);
}

static void
test_killed_while_idle (void)
{
  g_autoptr (CfClient) client = NULL;
  int pid;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  for (guint i = 0; i < 5; i++) {
    g_autoptr (CfTestAnswer) answer = cf_test_ask (client, MAIL, NULL);

    /* An answer in between: these deaths are not in a row. */
    cf_test_expect (answer, "CF105");
    pid = cf_client_get_engine_pid (client);
    kill (pid, SIGKILL);
    cf_test_wait_reaped (pid);
    cf_test_run_for (10);
    g_assert_cmpint (cf_client_get_engine_pid (client), ==, 0);
  }
}

static void
test_stop (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (CfTestAnswer) open = NULL;
  g_autoptr (CfTestAnswer) later = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  open = cf_test_ask (client, MAIL, NULL);
  cf_test_stop (client);
  cf_test_wait (open);
  g_assert_error (open->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* A new question starts a new engine. */
  later = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (later, "CF105");
  cf_test_stop (client);
  cf_test_stop (client);
}

/* An engine that does not hear that its client went is not left behind. */
static void
test_stop_hanging (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (CfTestAnswer) answer = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  answer = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (answer, "CF105");
  kill (cf_client_get_engine_pid (client), SIGSTOP);
  cf_test_stop (client);
}

static void
test_hanging (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (CfTestAnswer) warm = NULL;
  g_autoptr (CfTestAnswer) head = NULL;
  g_autoptr (CfTestAnswer) other = NULL;
  int pid;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  warm = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (warm, "CF105");
  cf_client_set_wait_seconds (client, 1);
  pid = cf_client_get_engine_pid (client);
  kill (pid, SIGSTOP);
  head = cf_test_ask (client, MAIL, NULL);
  other = cf_test_ask (client, MAIL, NULL);
  cf_test_wait (head);
  g_assert_cmpstr (cf_test_get_code (head->report), ==, "CF903");
  g_assert_cmpuint (head->report->facts->limit, ==, 1);
  g_assert_nonnull (cf_client_get_problem (client));
  cf_client_set_wait_seconds (client, 60);
  cf_test_wait (other);
  cf_test_wait_reaped (pid);
  cf_test_stop (client);
}

static void
use_once (void)
{
  g_autoptr (CfClient) client = cf_test_client_new ();
  g_autoptr (CfTestAnswer) last = NULL;

  for (guint i = 0; i < 20; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (CfTestAnswer) answer = cf_test_ask (client, MAIL, cancellable);

    if (i % 3 == 0)
      g_cancellable_cancel (cancellable);
    cf_test_wait (answer);
  }
  last = cf_test_ask (client, MAIL, NULL);
  cf_test_stop (client);
  cf_test_wait (last);
}

static void
test_leaks (void)
{
  guint before;

  if (cf_test_skip_without_program ())
    return;

  /* GLib opens some for itself the first time. */
  use_once ();
  before = cf_test_count_descriptors ();
  for (guint i = 0; i < 5; i++)
    use_once ();

  /* GLib closes some of a child's in a thread of its own. */
  for (guint i = 0; i < 200 && cf_test_count_descriptors () != before; i++)
    g_usleep (10 * 1000);
  g_assert_cmpuint (cf_test_count_descriptors (), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/cancel", test_cancel);
  g_test_add_func ("/client/cancel-all-but-last", test_cancel_all_but_last);
  g_test_add_func ("/client/killed", test_killed);
  g_test_add_func ("/client/killed-while-idle", test_killed_while_idle);
  g_test_add_func ("/client/stop", test_stop);
  g_test_add_func ("/client/stop-hanging", test_stop_hanging);
  g_test_add_func ("/client/hanging", test_hanging);
  g_test_add_func ("/client/leaks", test_leaks);
  return g_test_run ();
}
