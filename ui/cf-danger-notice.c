/* cf-danger-notice.c — ribbon -> the desktop: a notification for a dangerous mail that arrived */
#include "cf-danger-notice.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define DAEMON_NAME "org.freedesktop.Notifications"
#define DAEMON_PATH "/org/freedesktop/Notifications"
#define DESKTOP_FILE "org.certfirst.Certfirst"
#define DAEMON_MS 10000

/* Dangers that come closer together than this share one notification. */
#define TOGETHER_US (60 * G_USEC_PER_SEC)

/* What the desktop was last told, and when (monotonic). */
typedef struct {
  guint32 id; /* of the daemon; 0 for none */
  guint n_mails;
  gint64 told_us;
} LastNotice;

static LastNotice last;

/* What the desktop is being told, one at a time: which notification to replace is known only from its answer to the
 * one before.  Of what comes meanwhile the newest words say it all. */
static gboolean is_telling;
static GVariant *next_words; /* (nullable): (summary, body) */

static void tell (GVariant *words);

/* What was told is through, or cannot be. */
static void
tell_next (void)
{
  g_autoptr (GVariant) words = g_steal_pointer (&next_words);

  is_telling = FALSE;
  if (words != NULL)
    tell (words);
}

static void
on_told (GObject *connection, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (connection), result, &error);

  if (answer != NULL)
    g_variant_get (answer, "(u)", &last.id);
  else
    g_info ("the desktop shows no notifications: %s", error->message);
  tell_next ();
}

/* @data: (transfer full): what Notify takes after the number of the notification that it replaces */
static void
on_bus (GObject *unused, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) words = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  const char *summary, *body;
  GVariantBuilder hints;

  if (bus == NULL) {
    g_info ("the desktop shows no notifications: %s", error->message);
    tell_next ();
    return;
  }

  g_variant_get (words, "(&s&s)", &summary, &body);
  g_variant_builder_init (&hints, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string (DESKTOP_FILE));
  g_variant_builder_add (&hints, "{sv}", "category", g_variant_new_string ("email"));
  g_dbus_connection_call (bus, DAEMON_NAME, DAEMON_PATH, DAEMON_NAME, "Notify",
                          g_variant_new ("(susss@asa{sv}i)", "Certfirst", last.id, DESKTOP_FILE, summary, body,
                                         g_variant_new_strv (NULL, 0), &hints, -1),
                          G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, DAEMON_MS, NULL, on_told, NULL);
}

static void
tell (GVariant *words)
{
  is_telling = TRUE;
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_variant_ref (words));
}

/* "Danger: …" of one mail, or how many there are.  Names in a headline were made safe to show; a summary has no markup. */
static char *
dup_summary (const CfRibbon *ribbon)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *number = g_strdup_printf ("%u", last.n_mails);

  if (last.n_mails < 2)
    return ribbon->pill == NULL ? g_strdup (ribbon->headline) : g_strdup_printf ("[%s] %s", ribbon->pill, ribbon->headline);

  /* TRANSLATORS: title of a notification of the desktop; keep {n}, a number above 1. */
  text = g_string_new (cf_ribbon_translate (ribbon->lang, N_ ("{n} dangerous mails have arrived")));
  g_string_replace (text, "{n}", number, 1);
  return g_strdup (text->str);
}

/* Our own sentences alone: daemons read markup here, and nothing of the mail may become a link. */
static char *
dup_body (const CfRibbon *ribbon)
{
  const CfRibbonReason *reason = ribbon->reasons->len > 0 ? g_ptr_array_index (ribbon->reasons, 0) : NULL;

  if (reason == NULL)
    return g_strdup ("");
  if (last.n_mails > 1)
    return g_strdup (reason->advice);
  return g_strdup_printf ("%s (%s)", reason->advice, reason->code);
}

gboolean
cf_danger_notice_tell (const CfReport *report, const CfClientOptions *options)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *summary = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GVariant) words = NULL;

  if (report->severity != CF_SEVERITY_DANGER || !options->notify)
    return FALSE;

  if (last.n_mails > 0 && now - last.told_us < TOGETHER_US)
    last.n_mails++;
  else
    last = (LastNotice) { .n_mails = 1 };
  last.told_us = now;
  summary = dup_summary (report->ribbon);
  body = dup_body (report->ribbon);
  words = g_variant_ref_sink (g_variant_new ("(ss)", summary, body));
  if (!is_telling) {
    tell (words);
  } else {
    g_clear_pointer (&next_words, g_variant_unref);
    next_words = g_steal_pointer (&words);
  }
  return TRUE;
}
