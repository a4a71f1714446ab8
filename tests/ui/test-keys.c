/* test-keys.c — everything that the ribbon offers is reached without a mouse */
#include "cf-details-dialog.h"
#include "cf-test-ui.h"

/* The keyboard goes to this window: there is no window manager to give it. */
static void
take_keyboard (CfTestUi *ui)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (!gtk_window_is_active (GTK_WINDOW (ui->window)) && g_get_monotonic_time () < end) {
    gdk_window_focus (gtk_widget_get_window (ui->window), GDK_CURRENT_TIME);
    cf_test_ui_run (20);
  }
  g_assert_true (gtk_window_is_active (GTK_WINDOW (ui->window)));
}

/* The names of the parts where the Tab key stops, in order. */
static char *
list_stops (CfTestUi *ui)
{
  static const char *const buttons[] = { "what_to_do", "check_again", "details" };
  GString *stops = g_string_new (NULL);

  gtk_window_set_focus (GTK_WINDOW (ui->window), NULL);
  for (guint step = 0; step < 6 && gtk_widget_child_focus (GTK_WIDGET (ui->bar), GTK_DIR_TAB_FORWARD); step++) {
    GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (ui->window));

    for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
      if (focus == cf_test_ui_get (ui, buttons[i]))
        g_string_append_printf (stops, "%s ", buttons[i]);
    }
  }
  return g_string_free (stops, FALSE);
}

static void
test_tab (void)
{
  CfTestUi ui = cf_test_ui_new (640);

  take_keyboard (&ui);
  for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
    CfReport *report = cf_gallery_make_report (row, "en");
    g_autofree char *wanted =
        g_strconcat (report->ribbon->what_to_do ? "what_to_do " : "",
                     report->ribbon->check_again ? "check_again " : "", "details ", NULL);
    g_autofree char *found = NULL;

    cf_ribbon_bar_set_report (ui.bar, report);
    g_free (cf_test_ui_rest (&ui)); /* the order follows the places */
    /* No focus is taken from whoever reads. */
    g_assert_null (gtk_window_get_focus (GTK_WINDOW (ui.window)));
    found = list_stops (&ui);
    g_test_message ("%s", cf_gallery_get_caption (row));
    g_assert_cmpstr (found, ==, wanted);
    gtk_window_set_focus (GTK_WINDOW (ui.window), NULL);
  }
  cf_test_ui_free (&ui);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next) {
    if (CF_IS_DETAILS_DIALOG (item->data))
      return item->data;
  }
  return NULL;
}

/* Alt+D and Alt+W open, Esc closes. */
static void
test_shortcuts (void)
{
  static const struct {
    guint key;
    CfRibbonLook look;
    gboolean opens;
  } rows[] = {
    { GDK_KEY_d, CF_RIBBON_LOOK_GOOD, TRUE },
    { GDK_KEY_d, CF_RIBBON_LOOK_QUIET, TRUE },
    { GDK_KEY_w, CF_RIBBON_LOOK_DANGER, TRUE },
    { GDK_KEY_w, CF_RIBBON_LOOK_GOOD, FALSE }, /* there is nothing to do */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTestUi ui = cf_test_ui_new (640);
    GtkWidget *dialog;

    cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (rows[i].look));
    cf_test_ui_settle ();
    gtk_window_mnemonic_activate (GTK_WINDOW (ui.window), rows[i].key, GDK_MOD1_MASK);
    cf_test_ui_run (400); /* GTK shows the button pressed for a moment */
    dialog = find_dialog ();
    g_assert_true ((dialog != NULL) == rows[i].opens);
    if (dialog != NULL) {
      gtk_bindings_activate (G_OBJECT (dialog), GDK_KEY_Escape, 0);
      cf_test_ui_settle ();
      g_assert_null (find_dialog ());
    }
    cf_test_ui_free (&ui);
  }
}

/* A dialog about one mail is gone before the next one is there. */
static void
test_dialog_goes (void)
{
  CfTestUi ui = cf_test_ui_new (640);

  for (guint i = 0; i < 3; i++) {
    cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
    cf_ribbon_bar_show_details (ui.bar);
    g_assert_nonnull (find_dialog ());
    if (i == 0)
      cf_ribbon_bar_clear (ui.bar);
    else if (i == 1)
      cf_ribbon_bar_set_loading (ui.bar);
    else
      cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
    g_assert_null (find_dialog ());
  }
  cf_test_ui_free (&ui);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/keys/tab", test_tab);
  g_test_add_func ("/ui/keys/shortcuts", test_shortcuts);
  g_test_add_func ("/ui/keys/dialog-goes", test_dialog_goes);
  return cf_test_ui_finish ();
}
