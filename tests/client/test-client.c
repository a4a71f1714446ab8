/* test-client.c — the client with the real engine: answers, what a host does in them, a host that stays quick */
#include <signal.h>

#include "cf-test-client.h"

#define N_PARALLEL 100
#define LARGE_BYTES (25 * 1000 * 1000)

/* The longest that a host's main loop may stand still for a large message.
 * Copying 25 MB takes some 10 ms; a busy machine takes a multiple. */
#define STILL_US (250 * 1000)

static void
test_async (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (CfTestAnswer) first = NULL;
  g_autoptr (CfTestAnswer) second = NULL;
  int pid;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  g_assert_cmpint (cf_client_get_engine_pid (client), ==, 0);
  first = cf_test_ask (client, MAIL, NULL);
  /* Never from inside the question. */
  g_assert_cmpuint (first->n_calls, ==, 0);
  pid = cf_client_get_engine_pid (client);
  g_assert_cmpint (pid, >, 0);
  cf_test_expect (first, "CF105");
  g_assert_cmpstr (first->report->facts->sender.address, ==, "a@example.org");
  g_assert_cmpstr (first->report->facts->source, ==, "a.eml");
  g_assert_null (cf_client_get_problem (client));

  /* One engine for all. */
  second = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (second, "CF105");
  g_assert_cmpint (cf_client_get_engine_pid (client), ==, pid);
  cf_test_stop (client);
}

static CfReport *
check (CfClient *client, const char *text)
{
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (GError) error = NULL;
  CfReport *report;

  request.message = message;
  request.lang = "en";
  request.place = CF_PLACE_FOLDER;
  report = cf_client_check (client, &request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

static void
test_sync (void)
{
  g_autoptr (CfClient) client = NULL;
  int pid = 0;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  for (guint i = 0; i < 3; i++) {
    g_autoptr (CfReport) report = check (client, MAIL);

    g_assert_cmpstr (cf_test_get_code (report), ==, "CF105");
    g_assert_true (pid == 0 || pid == cf_client_get_engine_pid (client));
    pid = cf_client_get_engine_pid (client);
  }

  /* Nobody runs a main loop here: it is gone when stop returns. */
  cf_client_stop (client);
  g_assert_cmpint (kill (pid, 0), ==, -1);
}

/* A question that waits while others are open: each gets its own answer. */
static void
test_sync_among_async (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (CfTestAnswer) before = NULL;
  g_autoptr (CfReport) report = NULL;
  g_autoptr (CfTestAnswer) after = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  before = cf_test_ask (client, "From: b@example.org\r\n\r\n", NULL);
  report = check (client, MAIL);
  g_assert_cmpstr (report->facts->sender.address, ==, "a@example.org");
  /* The callback of another context was not called from here. */
  g_assert_cmpuint (before->n_calls, ==, 0);
  after = cf_test_ask (client, "From: c@example.org\r\n\r\n", NULL);
  cf_test_wait (before);
  cf_test_wait (after);
  g_assert_cmpstr (before->report->facts->sender.address, ==, "b@example.org");
  g_assert_cmpstr (after->report->facts->sender.address, ==, "c@example.org");
  cf_test_stop (client);
}

static void
test_parallel (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_test_answer_free);

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  for (guint i = 0; i < N_PARALLEL; i++) {
    g_autofree char *text = g_strdup_printf ("From: u%u@example.org\r\nSubject: x\r\n\r\ntext\r\n", i);

    g_ptr_array_add (answers, cf_test_ask (client, text, NULL));
  }

  for (guint i = 0; i < N_PARALLEL; i++) {
    CfTestAnswer *answer = g_ptr_array_index (answers, i);
    g_autofree char *address = g_strdup_printf ("u%u@example.org", i);

    cf_test_expect (answer, "CF105");
    g_assert_cmpstr (answer->report->facts->sender.address, ==, address);
  }

  /* Once, and not again. */
  cf_test_run_for (50);
  for (guint i = 0; i < N_PARALLEL; i++)
    g_assert_cmpuint (((CfTestAnswer *) g_ptr_array_index (answers, i))->n_calls, ==, 1);
  cf_test_stop (client);
}

static void
on_answer_unref (GObject *source, GAsyncResult *result, gpointer data)
{
  CfClient **client = data;
  g_autoptr (CfReport) report = cf_client_check_finish (*client, result, NULL);

  g_assert_nonnull (report);
  g_clear_object (client);
}

/* A host may let go of the client in the answer. */
static void
test_unref_in_answer (void)
{
  CfClient *client;
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  int pid;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  request.message = message;
  cf_client_check_async (client, &request, NULL, on_answer_unref, &client);
  pid = cf_client_get_engine_pid (client);
  while (client != NULL)
    cf_test_run_for (1);
  cf_test_wait_reaped (pid);
}

static void
on_answer_stop (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *n_calls = data;
  g_autoptr (CfReport) report = cf_client_check_finish (CF_CLIENT (source), result, NULL);

  *n_calls += 1;
  cf_client_stop (CF_CLIENT (source));
}

/* … or stop it while others are open. */
static void
test_stop_in_answer (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  guint n_calls = 0;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  request.message = message;
  for (guint i = 0; i < 10; i++)
    cf_client_check_async (client, &request, NULL, on_answer_stop, &n_calls);
  while (n_calls < 10)
    cf_test_run_for (1);
  cf_test_run_for (20);
  g_assert_cmpuint (n_calls, ==, 10);
}

/* The head of the line has its answer's callback run the main loop while the others wait for theirs. */
static void
on_answer_nested (GObject *source, GAsyncResult *result, gpointer data)
{
  GCancellable *cancellable = data;
  g_autoptr (CfReport) report = cf_client_check_finish (CF_CLIENT (source), result, NULL);

  g_assert_cmpstr (cf_test_get_code (report), ==, "CF904");
  g_cancellable_cancel (cancellable);
  cf_test_run_for (20);
}

static void
test_nested_loop (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CfTestAnswer) second = NULL;
  g_autoptr (CfTestAnswer) third = NULL;
  g_autoptr (CfReport) waited = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  request.message = message;
  cf_client_check_async (client, &request, NULL, on_answer_nested, cancellable);
  second = cf_test_ask (client, MAIL, cancellable);
  third = cf_test_ask (client, MAIL, NULL);
  /* Every job has had its engines: all are lost at once. */
  for (guint i = 0; i < 3; i++)
    ((CfClientJob *) g_ptr_array_index (client->queue, i))->n_sent = 2;
  kill (cf_client_get_engine_pid (client), SIGKILL);
  cf_test_wait (second);
  g_assert_error (second->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cf_test_expect (third, "CF904");
  waited = check (client, MAIL);
  g_assert_cmpstr (cf_test_get_code (waited), ==, "CF105");
  cf_test_stop (client);
}

static CfReport *check_in_answer;

static void
on_answer_check (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfReport) report = cf_client_check_finish (CF_CLIENT (source), result, NULL);

  check_in_answer = check (CF_CLIENT (source), "From: z@example.org\r\n\r\n");
}

/* … or asks, and waits for it, from there. */
static void
test_check_in_answer (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (CfTestAnswer) after = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  request.message = message;
  cf_client_check_async (client, &request, NULL, on_answer_check, NULL);
  after = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (after, "CF105");
  while (check_in_answer == NULL)
    cf_test_run_for (1);
  g_assert_cmpstr (check_in_answer->facts->sender.address, ==, "z@example.org");
  g_clear_pointer (&check_in_answer, cf_report_free);
  cf_test_stop (client);
}

typedef struct {
  gint64 last_us;
  gint64 longest_us;
} Pulse;

static gboolean
on_pulse (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time ();

  pulse->longest_us = MAX (pulse->longest_us, now - pulse->last_us);
  pulse->last_us = now;
  return G_SOURCE_CONTINUE;
}

/* A mail with lines as long as an attachment has them. */
static GBytes *
new_large_message (void)
{
  char *text = g_strnfill (LARGE_BYTES, 'x');

  for (gsize i = 0; i < LARGE_BYTES; i += 76)
    text[i] = '\n';
  memcpy (text, MAIL, strlen (MAIL));
  return g_bytes_new_take (text, LARGE_BYTES);
}

static void
test_large (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (CfTestAnswer) warm = NULL;
  g_autoptr (CfTestAnswer) answer = NULL;
  g_autoptr (GBytes) message = NULL;
  Pulse pulse = { 0, 0 };
  gint64 begin, whole;
  guint timer;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  warm = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (warm, "CF105");

  message = new_large_message ();
  timer = g_timeout_add (1, on_pulse, &pulse);
  pulse.last_us = begin = g_get_monotonic_time ();
  answer = cf_test_ask_bytes (client, message, NULL);
  cf_test_expect (answer, "CF105");
  on_pulse (&pulse);
  whole = g_get_monotonic_time () - begin;
  g_source_remove (timer);
  g_assert_cmpuint (answer->report->facts->size, ==, LARGE_BYTES);
  g_test_message ("the main loop stood still for %" G_GINT64_FORMAT " us at most, of %" G_GINT64_FORMAT,
                  pulse.longest_us, whole);
  /* On a busy machine everything takes longer, and this may take its part of it. */
  g_assert_cmpint (pulse.longest_us, <, MAX (STILL_US, whole / 2));
  cf_test_stop (client);
}

/* More than may be in memory twice at a time. */
static void
test_many_large (void)
{
  g_autoptr (CfClient) client = NULL;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_test_answer_free);
  g_autoptr (GBytes) message = NULL;

  if (cf_test_skip_without_program ())
    return;

  client = cf_test_client_new ();
  message = new_large_message ();
  for (guint i = 0; i < 6; i++)
    g_ptr_array_add (answers, cf_test_ask_bytes (client, message, NULL));
  for (guint i = 0; i < 6; i++)
    cf_test_expect (g_ptr_array_index (answers, i), "CF105");
  cf_test_stop (client);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/async", test_async);
  g_test_add_func ("/client/sync", test_sync);
  g_test_add_func ("/client/sync-among-async", test_sync_among_async);
  g_test_add_func ("/client/parallel", test_parallel);
  g_test_add_func ("/client/unref-in-answer", test_unref_in_answer);
  g_test_add_func ("/client/stop-in-answer", test_stop_in_answer);
  g_test_add_func ("/client/nested-loop", test_nested_loop);
  g_test_add_func ("/client/check-in-answer", test_check_in_answer);
  g_test_add_func ("/client/large", test_large);
  g_test_add_func ("/client/many-large", test_many_large);
  return g_test_run ();
}
