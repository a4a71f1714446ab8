/* test-actions.c — what a client's menu offers beside the ribbon: when, and what it opens */
#include <string.h>

#include "cf-meanings-window.h"
#include "cf-ribbon-actions.h"
#include "cf-test-ui.h"

/* A window beside the test's own: the newest one that is seen. */
static GtkWidget *
find_window (CfTestUi *ui)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next) {
    if (item->data != ui->window && gtk_widget_get_visible (item->data) && GTK_IS_DIALOG (item->data))
      return item->data;
  }

  return NULL;
}

static void
collect_texts (GtkWidget *widget, gpointer text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), collect_texts, text);
}

/* Every text of the window that an action opens, which is then closed.  (transfer full) */
static char *
read_window (CfTestUi *ui)
{
  GtkWidget *window = find_window (ui);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (window);
  g_assert_false (gtk_window_get_modal (GTK_WINDOW (window)));
  collect_texts (window, text);
  gtk_widget_destroy (window);
  cf_test_ui_settle ();
  return g_string_free (text, FALSE);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in:\n%s", part, text);
}

static CfReport *
make_danger (const char *lang)
{
  for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
    if (g_str_equal (cf_gallery_get_caption (row), "missing-certificate"))
      return cf_gallery_make_report (row, lang);
  }

  g_assert_not_reached ();
}

/* Names and keys are a host's: unique, and keys that GTK can read. */
static void
test_table (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  CfRibbonAction found;

  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++) {
    const char *key = cf_ribbon_action_get_key (action);
    GdkModifierType modifiers;
    guint letter;

    g_assert_true (g_hash_table_add (seen, (char *) cf_ribbon_action_get_name (action)));
    g_assert_cmpstr (cf_ribbon_action_get_label (action), !=, "");
    g_assert_true (cf_ribbon_action_find (cf_ribbon_action_get_name (action), &found));
    g_assert_cmpuint (found, ==, action);
    if (*key == '\0')
      continue;
    gtk_accelerator_parse (key, &letter, &modifiers);
    g_assert_cmpuint (letter, !=, 0);
    g_assert_true (g_hash_table_add (seen, (char *) key));
  }
  g_assert_false (cf_ribbon_action_find ("CertfirstDoEverything", &found));
}

/* Without a mail only what is about no mail can be done. */
static void
test_possible (void)
{
  CfTestUi ui = cf_test_ui_new (600);

  for (guint with_bar = 0; with_bar < 2; with_bar++) {
    CfRibbonBar *bar = with_bar ? ui.bar : NULL;

    g_assert_false (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_CHECK_AGAIN, bar));
    g_assert_false (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_DETAILS, bar));
    g_assert_false (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_EXPLAIN, bar));
    g_assert_false (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_SAVE_REPORT, bar));
    g_assert_false (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_ALWAYS_EXPECT, bar));
    g_assert_true (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_MEANINGS, bar));
    g_assert_true (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_CHOOSE_MARK, bar));
  }

  cf_ribbon_bar_set_report (ui.bar, make_danger ("en"));
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++)
    g_assert_true (cf_ribbon_action_is_possible (action, ui.bar));
  cf_ribbon_bar_set_loading (ui.bar);
  g_assert_false (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_DETAILS, ui.bar));
  cf_test_ui_free (&ui);
}

/* "Always expect a certificate" is about one plain address and nothing else. */
static void
test_sender (void)
{
  static const struct {
    const char *address;
    const char *more; /* (nullable): a second address */
    guint from_count;
    gboolean possible;
  } rows[] = {
    { "info@bank.example", NULL, 1, TRUE },
    { "info@bank.example", NULL, 2, FALSE },
    { "info@bank.example", "mallory@evil.example", 1, FALSE },
    { "info@bank.example]", NULL, 1, FALSE },
    { "info=x@bank.example", NULL, 1, FALSE },
    { "info@bank.example\n[default]", NULL, 1, FALSE },
    { "\"info\"@bank.example", NULL, 1, FALSE },
    { "info@b\xd0\xb0nk.example", NULL, 1, FALSE },
    { "in\\u{200B}fo@bank.example", NULL, 1, FALSE },
    { "info", NULL, 1, FALSE },
    { NULL, NULL, 1, FALSE },
    { NULL, NULL, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTestUi ui = cf_test_ui_new (600);
    CfReport *report = make_danger ("en");
    CfSenderFacts *sender = &report->facts->sender;

    g_test_message ("row %u", i);
    g_free (sender->address);
    sender->address = g_strdup (rows[i].address);
    g_ptr_array_set_size (sender->from_addresses, 0);
    if (rows[i].address != NULL)
      g_ptr_array_add (sender->from_addresses, g_strdup (rows[i].address));
    if (rows[i].more != NULL)
      g_ptr_array_add (sender->from_addresses, g_strdup (rows[i].more));
    sender->from_count = rows[i].from_count;
    cf_ribbon_bar_set_report (ui.bar, report);
    g_assert_true (cf_ribbon_action_is_possible (CF_RIBBON_ACTION_ALWAYS_EXPECT, ui.bar) == rows[i].possible);
    cf_test_ui_free (&ui);
  }
}

static void
on_check_again (CfRibbonBar *bar, gboolean asked, gpointer n_asked)
{
  g_assert_true (asked);
  ++*(guint *) n_asked;
}

static void
test_check_again (void)
{
  CfTestUi ui = cf_test_ui_new (600);
  CfRibbonActionContext context = { .bar = ui.bar, .parent = GTK_WINDOW (ui.window) };
  guint n_asked = 0;

  g_signal_connect (ui.bar, "check-again", G_CALLBACK (on_check_again), &n_asked);
  cf_ribbon_action_run (CF_RIBBON_ACTION_CHECK_AGAIN, &context);
  g_assert_cmpuint (n_asked, ==, 0);
  cf_ribbon_bar_set_report (ui.bar, make_danger ("en"));
  cf_ribbon_action_run (CF_RIBBON_ACTION_CHECK_AGAIN, &context);
  g_assert_cmpuint (n_asked, ==, 1);
  cf_test_ui_free (&ui);
}

static void
test_windows (gconstpointer data)
{
  const char *lang = data;
  CfTestUi ui = cf_test_ui_new (600);
  CfRibbonActionContext context = { .bar = ui.bar, .parent = GTK_WINDOW (ui.window) };
  g_autoptr (CfReport) report = make_danger (lang);
  g_autofree char *explained = NULL;
  g_autofree char *details = NULL;
  g_autofree char *saved = NULL;

  cf_ribbon_bar_set_report (ui.bar, make_danger (lang));
  cf_ribbon_action_run (CF_RIBBON_ACTION_EXPLAIN, &context);
  explained = read_window (&ui);
  for (guint i = 0; i < report->ribbon->reasons->len; i++) {
    const CfRibbonReason *reason = g_ptr_array_index (report->ribbon->reasons, i);

    assert_has (explained, reason->code);
    assert_has (explained, reason->spoken);
    assert_has (explained, reason->found);
    assert_has (explained, reason->meaning);
    assert_has (explained, reason->advice);
  }

  cf_ribbon_action_run (CF_RIBBON_ACTION_DETAILS, &context);
  details = read_window (&ui);
  assert_has (details, report->ribbon->headline);

  cf_ribbon_action_run (CF_RIBBON_ACTION_SAVE_REPORT, &context);
  saved = read_window (&ui);
  assert_has (saved, cf_ribbon_translate (lang, "Save report…"));
  g_assert_null (strstr (saved, ((CfRibbonReason *) g_ptr_array_index (report->ribbon->reasons, 0))->advice));
  cf_test_ui_free (&ui);
}

/* What the report says is read out of the ribbon that is shown, and the mail may go meanwhile. */
static void
test_explained_mail_goes (void)
{
  CfTestUi ui = cf_test_ui_new (600);
  CfRibbonActionContext context = { .bar = ui.bar };
  g_autofree char *text = NULL;

  cf_ribbon_bar_set_report (ui.bar, make_danger ("en"));
  cf_ribbon_action_run (CF_RIBBON_ACTION_EXPLAIN, &context);
  cf_ribbon_bar_clear (ui.bar);
  cf_test_ui_run (250);
  text = read_window (&ui);
  assert_has (text, "CF502");
  cf_test_ui_free (&ui);
}

static void
count_bars (GtkWidget *widget, gpointer count)
{
  if (CF_IS_RIBBON_BAR (widget)) {
    g_assert_true (gtk_widget_get_visible (widget));
    g_assert_nonnull (cf_ribbon_bar_get_report (CF_RIBBON_BAR (widget)));
    ++*(guint *) count;
  } else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), count_bars, count);
}

/* One example of every verdict. */
static void
test_meanings (gconstpointer lang)
{
  GtkWidget *window = cf_meanings_window_new (NULL, lang);
  guint n_bars = 0;

  gtk_window_present (GTK_WINDOW (window));
  cf_test_ui_settle ();
  count_bars (window, &n_bars);
  g_assert_cmpuint (n_bars, >=, 7);
  gtk_widget_destroy (window);
}

static void
test_mark (void)
{
  CfTestUi ui = cf_test_ui_new (600);
  CfRibbonActionContext context = { .parent = GTK_WINDOW (ui.window) };
  GtkWidget *chooser;

  cf_ribbon_action_run (CF_RIBBON_ACTION_CHOOSE_MARK, &context);
  chooser = find_window (&ui);
  g_assert_nonnull (chooser);
  g_object_add_weak_pointer (G_OBJECT (chooser), (gpointer *) &chooser);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_OK);
  cf_test_ui_settle ();
  g_assert_null (chooser);
  cf_test_ui_free (&ui);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/actions/table", test_table);
  g_test_add_func ("/ui/actions/possible", test_possible);
  g_test_add_func ("/ui/actions/sender", test_sender);
  g_test_add_func ("/ui/actions/check-again", test_check_again);
  g_test_add_data_func ("/ui/actions/windows/en", "en", test_windows);
  g_test_add_data_func ("/ui/actions/windows/ja", "ja", test_windows);
  g_test_add_func ("/ui/actions/explained-mail-goes", test_explained_mail_goes);
  g_test_add_data_func ("/ui/actions/meanings/en", "en", test_meanings);
  g_test_add_data_func ("/ui/actions/meanings/ja", "ja", test_meanings);
  g_test_add_func ("/ui/actions/mark", test_mark);
  return cf_test_ui_finish ();
}
