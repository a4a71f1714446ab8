/* test-ribbon-check.c — the question behind a ribbon: only the answer about the shown mail is shown */
#include "cf-test-ui.h"

#include "cf-ribbon-check.h"

#define PLAIN "From: A <a@example.org>\r\nTo: b@example.net\r\nSubject: one\r\n\r\nplain\r\n"
#define BROKEN \
  "From: A <a@example.org>\r\nTo: b@example.net\r\nSubject: two\r\nMIME-Version: 1.0\r\n" \
  "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
#define WAIT_US (60 * G_USEC_PER_SEC)

typedef struct {
  CfTestUi ui;
  CfClient *client;
  CfRibbonCheck *check;
} Fixture;

static Fixture
set_up (void)
{
  const char *arguments[] = { "--offline", "--history=none", NULL };
  Fixture fixture = { cf_test_ui_new (800), cf_client_new (arguments), NULL };

  fixture.check = cf_ribbon_check_new (fixture.ui.bar, fixture.client);
  return fixture;
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->check);
  cf_client_stop (fixture->client);
  cf_test_ui_free (&fixture->ui);
  g_object_unref (fixture->client);
}

static void
ask (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;

  request.message = message;
  request.lang = "en";
  request.place = CF_PLACE_FOLDER;
  cf_ribbon_check_ask (fixture->check, &request);
}

/* Until the ribbon says @headline. */
static void
wait_for (Fixture *fixture, const char *headline)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  while (!g_str_equal (cf_test_ui_get_text (&fixture->ui, "headline"), headline)) {
    if (g_get_monotonic_time () > end)
      g_error ("the ribbon says “%s”, never “%s”", cf_test_ui_get_text (&fixture->ui, "headline"), headline);
    cf_test_ui_run (10);
  }
}

static void
test_last_one_counts (void)
{
  Fixture fixture = set_up ();

  ask (&fixture, BROKEN);
  ask (&fixture, PLAIN);
  wait_for (&fixture, "Not signed");
  cf_test_ui_run (300);
  g_assert_cmpstr (cf_test_ui_get_text (&fixture.ui, "headline"), ==, "Not signed");

  /* Nothing comes back once it was cleared, nor by "Check again". */
  ask (&fixture, PLAIN);
  cf_ribbon_check_clear (fixture.check);
  cf_ribbon_check_again (fixture.check, TRUE);
  cf_test_ui_run (1000);
  g_assert_cmpstr (cf_test_ui_get_text (&fixture.ui, "headline"), ==, "");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture.ui.bar)));

  /* Bytes that never come leave the words of loading, not those of the mail before. */
  ask (&fixture, PLAIN);
  wait_for (&fixture, "Not signed");
  cf_ribbon_check_set_loading (fixture.check);
  g_assert_cmpstr (cf_test_ui_get_text (&fixture.ui, "headline"), ==, "");
  cf_ribbon_check_again (fixture.check, FALSE);
  cf_test_ui_run (600);
  g_assert_cmpstr (cf_test_ui_get_text (&fixture.ui, "headline"), !=, "Not signed");
  tear_down (&fixture);
}

static void
count (CfRibbonCheck *check, const CfReport *report, guint *n_checked)
{
  g_assert_cmpint (report->verdict, ==, CF_VERDICT_INVALID);
  ++*n_checked;
}

static void
test_again (void)
{
  Fixture fixture = set_up ();
  guint n_checked = 0;

  g_signal_connect (fixture.check, "checked", G_CALLBACK (count), &n_checked);
  ask (&fixture, BROKEN);
  wait_for (&fixture, "The signature is broken");
  g_assert_cmpuint (n_checked, ==, 1);
  g_signal_emit_by_name (fixture.ui.bar, "check-again", TRUE);
  g_assert_cmpstr (cf_test_ui_get_text (&fixture.ui, "headline"), ==, "The signature is broken");
  while (n_checked < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (cf_test_ui_get_text (&fixture.ui, "headline"), ==, "The signature is broken");
  tear_down (&fixture);
}

/* A window is closed while the engine works. */
static void
test_bar_goes_first (void)
{
  Fixture fixture = set_up ();

  ask (&fixture, PLAIN);
  gtk_widget_destroy (fixture.ui.window);
  cf_test_ui_run (500);
  ask (&fixture, PLAIN);
  cf_ribbon_check_clear (fixture.check);
  g_clear_object (&fixture.check);
  cf_test_ui_settle ();
  cf_client_stop (fixture.client);
  g_object_unref (fixture.client);
}

/* The object goes while the engine works. */
static void
test_check_goes_first (void)
{
  Fixture fixture = set_up ();

  ask (&fixture, PLAIN);
  g_clear_object (&fixture.check);
  cf_test_ui_run (500);
  g_assert_cmpstr (cf_test_ui_get_text (&fixture.ui, "headline"), !=, "Not signed");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/check/last-one-counts", test_last_one_counts);
  g_test_add_func ("/ui/check/again", test_again);
  g_test_add_func ("/ui/check/bar-goes-first", test_bar_goes_first);
  g_test_add_func ("/ui/check/check-goes-first", test_check_goes_first);
  return cf_test_ui_finish ();
}
