/* test-danger-notice.c — what the desktop is told of a mail that arrives: danger alone, once, and no word of the mail's own */
#include <gio/gio.h>
#include <string.h>

#include "cf-danger-notice.h"
#include "cf-gallery-samples.h"

#define DAEMON "org.freedesktop.Notifications"

/* The desktop's side: what it was told. */
typedef struct {
  GMainLoop *loop;
  guint n_told;
  guint32 replaced;
  char *summary;
  char *body;
} Desktop;

static Desktop desktop;

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *arguments, GDBusMethodInvocation *call, gpointer unused)
{
  g_autofree char *program = NULL;

  g_assert_cmpstr (method, ==, "Notify");
  g_clear_pointer (&desktop.summary, g_free);
  g_clear_pointer (&desktop.body, g_free);
  g_variant_get_child (arguments, 0, "s", &program);
  g_variant_get_child (arguments, 1, "u", &desktop.replaced);
  g_variant_get_child (arguments, 3, "s", &desktop.summary);
  g_variant_get_child (arguments, 4, "s", &desktop.body);
  g_assert_cmpstr (program, ==, "Certfirst");
  g_dbus_method_invocation_return_value (call, g_variant_new ("(u)", 7));
  desktop.n_told++;
  g_main_loop_quit (desktop.loop);
}

static const GDBusInterfaceVTable calls = { .method_call = on_call };

static gboolean
give_up (gpointer unused)
{
  g_error ("the desktop was told nothing");
  return G_SOURCE_REMOVE;
}

/* Until the desktop has been told once more, and its answer has come back. */
static void
wait_until_told (void)
{
  guint timer = g_timeout_add_seconds (60, give_up, NULL);

  g_main_loop_run (desktop.loop);
  g_source_remove (timer);
  for (guint i = 0; i < 20; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (10000);
  }
}

static CfReport *
make_report (const char *caption, const char *lang)
{
  guint row = 0;

  while (!g_str_equal (cf_gallery_get_caption (row), caption))
    row++;
  return cf_gallery_make_report (row, lang);
}

static const CfClientOptions wanted = { .notify = TRUE };

/* Good news and cautions are nobody's notification. */
static void
test_danger_alone (void)
{
  const CfClientOptions unwanted = { .notify = FALSE };

  for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
    g_autoptr (CfReport) report = cf_gallery_make_report (row, "en");

    if (report->severity != CF_SEVERITY_DANGER)
      g_assert_false (cf_danger_notice_tell (report, &wanted));
    g_assert_false (cf_danger_notice_tell (report, &unwanted));
  }
  g_assert_cmpuint (desktop.n_told, ==, 0);
}

static void
test_one_then_more (void)
{
  g_autoptr (CfReport) english = make_report ("missing-certificate", "en");
  g_autoptr (CfReport) japanese = make_report ("missing-certificate", "ja");

  g_assert_true (cf_danger_notice_tell (english, &wanted));
  wait_until_told ();
  g_assert_cmpuint (desktop.n_told, ==, 1);
  g_assert_cmpuint (desktop.replaced, ==, 0);
  g_assert_nonnull (strstr (desktop.summary, "Danger"));
  g_assert_nonnull (strstr (desktop.summary, english->ribbon->headline));
  g_assert_nonnull (strstr (desktop.body, "CF502"));
  g_assert_null (strchr (desktop.body, '@'));

  /* The next one soon after takes its place. */
  g_assert_true (cf_danger_notice_tell (japanese, &wanted));
  wait_until_told ();
  g_assert_cmpuint (desktop.replaced, ==, 7);
  g_assert_cmpstr (desktop.summary, ==, "危険なメールが2通届きました");
}

/* Several before the desktop answered: it is told of the first, then of all of them in its place. */
static void
test_burst (void)
{
  g_autoptr (CfReport) report = make_report ("missing-certificate", "en");
  guint before = desktop.n_told;

  for (guint i = 0; i < 5; i++)
    g_assert_true (cf_danger_notice_tell (report, &wanted));
  for (guint i = 0; desktop.n_told < before + 2 && i < 6000; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (10000);
  }
  g_assert_cmpuint (desktop.n_told, ==, before + 2);
  g_assert_cmpuint (desktop.replaced, ==, 7);
  g_assert_cmpstr (desktop.summary, ==, "7 dangerous mails have arrived");
}

/* Daemons read markup in the body: it holds only our own sentences, whatever the mail says. */
static void
test_hostile_words (void)
{
  g_autoptr (CfReport) report = make_report ("missing-certificate", "en");
  CfRibbonReason *reason = g_ptr_array_index (report->ribbon->reasons, 0);

  g_free (reason->found);
  reason->found = g_strdup ("<a href=\"https://evil.example\">press</a>");
  g_assert_true (cf_danger_notice_tell (report, &wanted));
  wait_until_told ();
  g_assert_null (strstr (desktop.body, "evil"));
  g_assert_null (strchr (desktop.body, '<'));
}

int
main (int argc, char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='" DAEMON "'><method name='Notify'>"
      "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
      "<arg type='i' direction='in'/><arg type='u' direction='out'/></method></interface></node>",
      NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  /* The desktop has a connection of its own, as a daemon has. */
  connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  g_assert_nonnull (connection);
  g_assert_cmpuint (g_dbus_connection_register_object (connection, "/org/freedesktop/Notifications", node->interfaces[0], &calls,
                                                       NULL, NULL, NULL),
                    !=, 0);
  g_bus_own_name_on_connection (connection, DAEMON, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  desktop.loop = g_main_loop_new (NULL, FALSE);

  g_test_add_func ("/ui/danger-notice/danger-alone", test_danger_alone);
  g_test_add_func ("/ui/danger-notice/one-then-more", test_one_then_more);
  g_test_add_func ("/ui/danger-notice/burst", test_burst);
  g_test_add_func ("/ui/danger-notice/hostile-words", test_hostile_words);
  status = g_test_run ();
  g_main_loop_unref (desktop.loop);
  g_clear_object (&connection);
  g_test_dbus_stop (bus);
  return status;
}
