/* cf-expect-dialog.c — a person's wish -> the rules: "Always expect a certificate from this sender" */
#include "cf-expect-dialog.h"

#include <glib/gi18n-lib.h>

#include "cf-client-settings.h"
#include "cf-report.h"
#include "cf-side-window.h"

#define WIDTH_PX 460
#define HEIGHT_PX 300

/* What a question carries until its answer, counted by window and question: either may go first. */
typedef struct {
  GtkWidget *window; /* weak */
  GtkWidget *text;   /* goes with the window */
  CfRibbonBar *bar;  /* weak */
  CfClient *client;
  char *sender;
  const char *lang;
} Wish;

static void
wish_clear (Wish *self)
{
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->bar);
  g_object_unref (self->client);
  g_free (self->sender);
}

static void
wish_unref (Wish *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) wish_clear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_unref)

static const char *
translate (const Wish *self, const char *msgid)
{
  return cf_ribbon_translate (self->lang, msgid);
}

static void
say (Wish *self, const char *text)
{
  if (self->window != NULL)
    gtk_label_set_text (GTK_LABEL (self->text), text);
}

/* The mail that is shown may be another one by now: it is judged by the rules of now all the same. */
static void
on_written (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (Wish) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CfClientSettings) settings = cf_client_settings_finish (CF_CLIENT (client), result, &error);
  g_autofree char *problem = NULL;

  if (settings != NULL) {
    if (self->bar != NULL)
      cf_ribbon_bar_check_again (self->bar);
    if (self->window != NULL)
      gtk_widget_destroy (self->window);
  } else {
    /* TRANSLATORS: stands above what the system says about it. */
    problem = g_strconcat (translate (self, N_ ("The rule was not written.")), "\n", error->message, NULL);
    say (self, problem);
  }
}

static void
on_response (GtkDialog *window, int response, Wish *self)
{
  if (response != GTK_RESPONSE_OK) {
    gtk_widget_destroy (GTK_WIDGET (window));
    return;
  }

  gtk_dialog_set_response_sensitive (window, GTK_RESPONSE_OK, FALSE); /* it is written once */
  cf_client_expect_async (self->client, self->sender, NULL, on_written, g_rc_box_acquire (self));
}

GtkWidget *
cf_expect_dialog_new (GtkWindow *parent, CfRibbonBar *bar, CfClient *client, const char *sender, const char *lang)
{
  Wish *self = g_rc_box_new0 (Wish);
  g_autofree char *question = NULL;
  GtkWidget *box, *window;

  self->lang = cf_ribbon_choose_lang (lang);
  self->client = g_object_ref (client);
  self->sender = g_strdup (sender);
  g_set_weak_pointer (&self->bar, bar);
  question = cf_report_dup_expect_question (sender, self->lang);
  /* TRANSLATORS: title of the window that asks before a rule is written. */
  window = cf_side_window_new (parent, translate (self, N_ ("Always expect a certificate — Certfirst")), WIDTH_PX, HEIGHT_PX,
                               &box);
  g_signal_handlers_disconnect_by_func (window, gtk_widget_destroy, NULL);
  g_set_weak_pointer (&self->window, window);
  self->text = cf_side_window_add_text (box, question, NULL);
  gtk_dialog_add_button (GTK_DIALOG (window), translate (self, N_ ("Cancel")), GTK_RESPONSE_CANCEL);
  /* TRANSLATORS: the button that writes the rule; short. */
  gtk_dialog_add_button (GTK_DIALOG (window), translate (self, N_ ("Always expect one")), GTK_RESPONSE_OK);
  g_signal_connect (window, "response", G_CALLBACK (on_response), self);
  g_object_set_data_full (G_OBJECT (window), "certfirst-wish", self, (GDestroyNotify) wish_unref);
  return window;
}
