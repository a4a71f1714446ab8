/* test-settings.c — the client with the real engine: mail that arrives, and what a person may change of the rules */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "cf-client-settings.h"
#include "cf-test-client.h"

#define PATIENCE_US (60 * G_USEC_PER_SEC)
#define ARRIVED ((CfTime) 1780000000) /* 2026-05-28 */

typedef struct {
  char *folder;
  char *administrator;
  char *own;
  char *history;
  CfClient *client;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer rules)
{
  g_autofree char *policy = NULL, *user = NULL, *history = NULL;

  fixture->folder = g_dir_make_tmp ("certfirst-settings-XXXXXX", NULL);
  fixture->administrator = g_build_filename (fixture->folder, "office.policy", NULL);
  fixture->own = g_build_filename (fixture->folder, "own.policy", NULL);
  fixture->history = g_build_filename (fixture->folder, "ledger.db", NULL);
  g_assert_true (g_file_set_contents (fixture->administrator, rules != NULL ? rules : "", -1, NULL));
  g_assert_true (g_file_set_contents (fixture->own, "# mine\n", -1, NULL));
  policy = g_strconcat ("--policy=", fixture->administrator, NULL);
  user = g_strconcat ("--user-policy=", fixture->own, NULL);
  history = g_strconcat ("--history=", fixture->history, NULL);
  fixture->client = cf_client_new ((const char *const[]) { "--offline", policy, user, history, NULL });
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_remove (path);
  }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer rules)
{
  cf_test_stop (fixture->client);
  g_object_unref (fixture->client);
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->administrator);
  g_free (fixture->own);
  g_free (fixture->history);
}

static void
on_done (GObject *client, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* (transfer full): NULL with @error */
static CfClientSettings *
wait_for (Fixture *fixture, GAsyncResult **result, GError **error)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;
  g_autoptr (GAsyncResult) owned = NULL;

  while (*result == NULL && g_get_monotonic_time () < until)
    cf_test_run_for (1);
  g_assert_nonnull (*result);
  owned = *result;
  return cf_client_settings_finish (fixture->client, owned, error);
}

static CfClientSettings *
set (Fixture *fixture, const char *section, const char *key, const char *value, GError **error)
{
  const CfClientChange change = { section, key, value };
  GAsyncResult *result = NULL;

  cf_client_set_setting_async (fixture->client, &change, NULL, on_done, &result);
  return wait_for (fixture, &result, error);
}

static CfClientSettings *
expect (Fixture *fixture, const char *address, GError **error)
{
  GAsyncResult *result = NULL;

  cf_client_expect_async (fixture->client, address, NULL, on_done, &result);
  return wait_for (fixture, &result, error);
}

static CfReport *
check (Fixture *fixture, const char *text)
{
  g_autoptr (CfTestAnswer) answer = cf_test_ask (fixture->client, text, NULL);

  cf_test_wait (answer);
  g_assert_no_error (answer->error);
  return g_steal_pointer (&answer->report);
}

static void
on_arrived (GObject *client, GAsyncResult *result, gpointer data)
{
  *(CfReport **) data = cf_client_arrived_finish (CF_CLIENT (client), result, NULL);
}

/* What a host saw arrive is remembered with its moment; opening it later says so. */
static void
test_arrived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (CfReport) report = NULL;
  g_autoptr (CfReport) opened = NULL;

  if (cf_test_skip_without_program ())
    return;

  request.message = message;
  request.received = ARRIVED;
  request.place = CF_PLACE_SERVER_FOLDER;
  cf_client_arrived_async (fixture->client, &request, NULL, on_arrived, &report);
  g_assert_null (report);
  while (report == NULL)
    cf_test_run_for (1);
  g_assert_cmpint (report->facts->arrived, ==, ARRIVED);

  opened = check (fixture, MAIL);
  g_assert_cmpint (opened->facts->arrived, ==, ARRIVED);
  g_assert_cmpint (opened->facts->judged_source, ==, CF_JUDGED_LEDGER);
}

/* Who looks at a mail does not wait for those that arrive. */
static void
test_arrived_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  CfReport *arrived[40] = { NULL };
  g_autoptr (CfTestAnswer) looked_at = NULL;
  guint n_before = 0;

  if (cf_test_skip_without_program ())
    return;

  request.message = message;
  for (guint i = 0; i < G_N_ELEMENTS (arrived); i++)
    cf_client_arrived_async (fixture->client, &request, NULL, on_arrived, &arrived[i]);
  looked_at = cf_test_ask (fixture->client, "From: b@example.org\r\n\r\n", NULL);
  cf_test_wait (looked_at);
  for (guint i = 0; i < G_N_ELEMENTS (arrived); i++)
    n_before += arrived[i] != NULL;
  g_assert_cmpuint (n_before, <, G_N_ELEMENTS (arrived) / 2);

  for (guint i = 0; i < G_N_ELEMENTS (arrived); i++) {
    while (arrived[i] == NULL)
      cf_test_run_for (1);
    cf_report_free (arrived[i]);
  }
}

static void
test_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClientSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  const CfClientSetting *mode, *loosen;
  GAsyncResult *result = NULL;

  if (cf_test_skip_without_program ())
    return;

  cf_client_get_settings_async (fixture->client, NULL, on_done, &result);
  g_assert_null (result);
  settings = wait_for (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (settings->program, "certfirst "));
  g_assert_cmpuint (settings->policy_files->len, ==, 2);
  g_assert_nonnull (settings->policy_version);
  g_assert_cmpstr (settings->own_file, ==, fixture->own);
  g_assert_cmpstr (settings->history_file, ==, fixture->history);
  g_assert_true (settings->keeps_history);
  g_assert_cmpstr (settings->network, ==, "offline");
  g_assert_cmpuint (settings->n_roots, >, 0);
  g_assert_null (settings->policy_problem);

  mode = cf_client_settings_find (settings, "network", "mode");
  g_assert_cmpstr (mode->value, ==, "all");
  g_assert_null (mode->source);
  g_assert_true (mode->is_writable);
  g_assert_cmpuint (g_strv_length (mode->choices), ==, 3);
  loosen = cf_client_settings_find (settings, "default", "user-may-loosen");
  g_assert_false (loosen->is_writable);
}

/* What is written counts for the next check, in the same engine. */
static void
test_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClientSettings) settings = NULL;
  g_autoptr (CfClientSettings) without = NULL;
  g_autoptr (CfReport) before = NULL;
  g_autoptr (CfReport) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const CfClientSetting *certificate;
  int pid;

  if (cf_test_skip_without_program ())
    return;

  before = check (fixture, MAIL);
  g_assert_cmpint (before->severity, ==, CF_SEVERITY_NEUTRAL);
  pid = cf_client_get_engine_pid (fixture->client);
  settings = set (fixture, "default", "certificate", "required", &error);
  g_assert_no_error (error);
  certificate = cf_client_settings_find (settings, "default", "certificate");
  g_assert_cmpstr (certificate->value, ==, "required");
  g_assert_cmpstr (certificate->owner, ==, "user");
  g_assert_nonnull (strstr (certificate->source, "own.policy"));
  after = check (fixture, MAIL);
  g_assert_cmpint (after->severity, ==, CF_SEVERITY_DANGER);
  g_assert_cmpint (cf_client_get_engine_pid (fixture->client), ==, pid);
  g_assert_cmpstr (before->facts->policy.version, !=, after->facts->policy.version);
  g_assert_cmpstr (after->facts->policy.version, ==, settings->policy_version);

  without = set (fixture, "default", "certificate", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cf_client_settings_find (without, "default", "certificate")->value, ==, "none");
  g_assert_true (g_file_get_contents (fixture->own, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "# mine\n"));
  g_assert_null (strstr (text, "required"));
}

/* Nothing is written that an administrator forbids, that no key takes, or that would bring more into the file. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *section, *key, *value, *words;
  } rows[] = {
    { "network", "revocation", "soft", "office.policy:2 [default]" },
    { "certificate", "purpose", "any", "office.policy:2 [default]" },
    { "default", "user-may-loosen", "true", "office.policy:2 [default]" },
    { "network", "mode", "sometimes", "all, dns-only or none" },
    { "network", "nothing", "x", "nothing" },
    { "nowhere", "mode", "none", "nowhere" },
    { "history", "days", "0", "1" },
    { "network", "mode", "none\n[anchor x]", "one line" },
    { "network]\n[anchor", "mode", "none", "one line" },
    { "network", "mode=all\nmode", "none", "one line" },
  };
  g_autoptr (GError) locked = NULL;

  if (cf_test_skip_without_program ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;

    g_assert_null (set (fixture, rows[i].section, rows[i].key, rows[i].value, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    if (strstr (error->message, rows[i].words) == NULL)
      g_error ("row %u: %s", i, error->message);
    g_assert_true (g_file_get_contents (fixture->own, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, "# mine\n");
  }

  /* A locked sender as well; what is stricter than the administrator's may be had. */
  g_assert_null (expect (fixture, "a@locked.example", &locked));
  g_assert_nonnull (strstr (locked->message, "office.policy:"));
  g_clear_error (&locked);
}

static void
test_stricter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClientSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  const CfClientSetting *private, *certificate;

  if (cf_test_skip_without_program ())
    return;

  settings = set (fixture, "network", "mode", "none", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cf_client_settings_find (settings, "network", "mode")->value, ==, "none");
  /* Nothing is stricter than what counts already. */
  private = cf_client_settings_find (settings, "network", "allow-private");
  g_assert_false (private->is_writable);
  g_assert_cmpstr (private->lock, ==, "office.policy:2 [default]");
  certificate = cf_client_settings_find (settings, "default", "certificate");
  g_assert_true (certificate->is_writable);
  g_assert_true (g_strv_contains ((const char *const *) certificate->choices, "required"));
  g_assert_false (g_strv_contains ((const char *const *) certificate->choices, "exempt"));
  g_assert_nonnull (certificate->lock);
  g_assert_false (cf_client_settings_find (settings, "network", "revocation")->is_writable);
}

static void
test_expect (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "a b@example.org", "a@example.org]\n[anchor x", "田中@example.org", "a=b@example.org",
                                     "a@example.org\ncertificate=exempt", "", "@", "*.example.org" };
  g_autoptr (CfClientSettings) settings = NULL;
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (cf_test_skip_without_program ())
    return;

  g_assert_false (cf_client_can_expect (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) refused = NULL;

    g_assert_false (cf_client_can_expect (bad[i]));
    g_assert_null (expect (fixture, bad[i], &refused));
    g_assert_nonnull (refused);
  }

  g_assert_true (cf_client_can_expect ("a@example.org"));
  settings = expect (fixture, "a@example.org", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->own, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "# mine\n\n[sender a@example.org]\ncertificate=expected\n");
  report = check (fixture, MAIL);
  g_assert_cmpstr (cf_test_get_code (report), ==, "CF502");
}

/* keep=false: nothing is written down from then on. */
static void
test_keep_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClientSettings) settings = NULL;
  g_autoptr (CfReport) first = NULL;
  g_autoptr (CfReport) again = NULL;
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (GError) error = NULL;

  if (cf_test_skip_without_program ())
    return;

  settings = set (fixture, "history", "keep", "false", &error);
  g_assert_no_error (error);
  request.message = message;
  request.received = ARRIVED;
  cf_client_arrived_async (fixture->client, &request, NULL, on_arrived, &first);
  while (first == NULL)
    cf_test_run_for (1);
  g_clear_pointer (&settings, cf_client_settings_free);
  settings = set (fixture, "history", "keep", "true", &error);
  g_assert_no_error (error);
  g_assert_true (settings->keeps_history);
  again = check (fixture, MAIL);
  g_assert_cmpint (again->facts->arrived, ==, CF_TIME_UNKNOWN);
}

/* One whose death was seen already is none any more. */
static void
kill_engine (Fixture *fixture)
{
  int pid = cf_client_get_engine_pid (fixture->client);

  if (pid > 0)
    g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
}

/* An engine that dies takes no question with it: the next engine answers. */
static void
test_dead_engine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClientSettings) settings = NULL;
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  if (cf_test_skip_without_program ())
    return;

  report = check (fixture, MAIL);
  cf_client_get_settings_async (fixture->client, NULL, on_done, &result);
  kill_engine (fixture);
  settings = wait_for (fixture, &result, &error);
  g_assert_no_error (error);
  g_clear_pointer (&settings, cf_client_settings_free);

  kill_engine (fixture);
  result = NULL;
  cf_client_get_settings_async (fixture->client, NULL, on_done, &result);
  settings = wait_for (fixture, &result, &error);
  g_assert_no_error (error);
}

/* Engines that die of it all: an error, not one after the other for ever. */
static void
test_dying_engines (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = g_strdup (g_getenv ("CERTFIRST_PROGRAM"));
  g_autoptr (CfClientSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  if (cf_test_skip_without_program ())
    return;

  g_setenv ("CERTFIRST_PROGRAM", "/bin/true", TRUE);
  cf_client_get_settings_async (fixture->client, NULL, on_done, &result);
  settings = wait_for (fixture, &result, &error);
  g_setenv ("CERTFIRST_PROGRAM", program, TRUE);
  g_assert_null (settings);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "the checking program ended");
}

#define OFFICE "[default]\nuser-may-loosen=false\n[sender locked.example]\ncertificate=optional\nlocked=*\n"
#define ADD(path, rules, test) g_test_add ("/client/settings/" path, Fixture, rules, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("arrived", NULL, test_arrived);
  ADD ("arrived-order", NULL, test_arrived_order);
  ADD ("get", NULL, test_get);
  ADD ("set", NULL, test_set);
  ADD ("refused", OFFICE, test_refused);
  ADD ("stricter", OFFICE, test_stricter);
  ADD ("expect", NULL, test_expect);
  ADD ("keep-nothing", NULL, test_keep_nothing);
  ADD ("dead-engine", NULL, test_dead_engine);
  ADD ("dying-engines", NULL, test_dying_engines);
  return g_test_run ();
}
