/* cf-test-client.c — what the tests of the client share */
#include "cf-test-client.h"

#include <signal.h>

#define PATIENCE_US (60 * G_USEC_PER_SEC)

gboolean
cf_test_skip_without_program (void)
{
  if (g_getenv ("CERTFIRST_PROGRAM") != NULL)
    return FALSE;

  g_test_skip ("CERTFIRST_PROGRAM names no program");
  return TRUE;
}

CfClient *
cf_test_client_new (void)
{
  static const char *const offline[] = { "--offline", NULL };

  return cf_client_new (offline);
}

void
cf_test_stop (CfClient *client)
{
  int pid = cf_client_get_engine_pid (client);

  cf_client_stop (client);
  g_assert_cmpint (cf_client_get_engine_pid (client), ==, 0);
  if (pid > 0)
    cf_test_wait_reaped (pid);
}

static void
on_answer (GObject *client, GAsyncResult *result, gpointer data)
{
  CfTestAnswer *answer = data;

  answer->n_calls++;
  g_assert_cmpuint (answer->n_calls, ==, 1);
  answer->report = cf_client_check_finish (CF_CLIENT (client), result, &answer->error);
  g_assert_true ((answer->report != NULL) != (answer->error != NULL));
}

CfTestAnswer *
cf_test_ask_request (CfClient *client, const CfClientRequest *request, GCancellable *cancellable)
{
  CfTestAnswer *answer = g_new0 (CfTestAnswer, 1);

  cf_client_check_async (client, request, cancellable, on_answer, answer);
  return answer;
}

CfTestAnswer *
cf_test_ask_bytes (CfClient *client, GBytes *message, GCancellable *cancellable)
{
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;

  request.message = message;
  request.source = "a.eml";
  request.lang = "en";
  request.place = CF_PLACE_FOLDER;
  return cf_test_ask_request (client, &request, cancellable);
}

CfTestAnswer *
cf_test_ask (CfClient *client, const char *message, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = g_bytes_new (message, strlen (message));

  return cf_test_ask_bytes (client, bytes, cancellable);
}

void
cf_test_answer_free (CfTestAnswer *answer)
{
  cf_report_free (answer->report);
  g_clear_error (&answer->error);
  g_free (answer);
}

void
cf_test_wait (CfTestAnswer *answer)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (answer->n_calls == 0 && g_get_monotonic_time () < until)
    cf_test_run_for (1);
  g_assert_cmpuint (answer->n_calls, ==, 1);
}

const char *
cf_test_get_code (const CfReport *report)
{
  g_assert_nonnull (report);
  return ((CfRibbonReason *) g_ptr_array_index (report->ribbon->reasons, 0))->code;
}

void
cf_test_expect (CfTestAnswer *answer, const char *code)
{
  cf_test_wait (answer);
  g_assert_no_error (answer->error);
  g_assert_cmpstr (cf_test_get_code (answer->report), ==, code);
}

static gboolean
on_end (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
cf_test_run_for (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, on_end, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
cf_test_is_running (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (name, &text, NULL, NULL) && strstr (text, ") Z ") == NULL;
}

void
cf_test_wait_reaped (int pid)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (kill (pid, 0) == 0 && g_get_monotonic_time () < until)
    cf_test_run_for (2);
  g_assert_cmpint (kill (pid, 0), ==, -1);
}

guint
cf_test_count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}
