/* test-mark.c — the reader's mark: random until chosen, chosen by the person, and on our ribbon */
#include "cf-mark-chooser.h"
#include "cf-ribbon-mark.h"
#include "cf-test-ui.h"

/* A file name that is not there yet. */
static char *
make_path (void)
{
  static guint n = 0;

  return g_strdup_printf ("%s/%u/mark", g_get_user_config_dir (), n++);
}

/* 72 marks: after 400 persons nearly every one has come. */
static void
test_random (void)
{
  guint seen[12][6] = { 0 };
  guint different = 0;

  for (guint person = 0; person < 400; person++) {
    g_autofree char *path = make_path ();
    CfRibbonMark mark = cf_ribbon_mark_load (path);

    g_assert_cmpstr (mark.word, ==, "");
    different += seen[mark.sign][mark.colour]++ == 0;
  }
  g_assert_cmpuint (different, >, 50);
}

static void
test_words (void)
{
  static const struct {
    const char *word;
    gboolean good;
  } rows[] = {
    { "ひまわり", TRUE },   { "メモ1", TRUE },       { "Ginkgo12", TRUE },   { "ﾋﾏﾜﾘ", TRUE },
    { "ひまわりさん", FALSE }, { "Ginkgo123", FALSE }, { "", FALSE },          { "two words", FALSE },
    { "危険", FALSE },      { "Danger", FALSE },     { "ＤＡＮＧＥＲ", FALSE }, { "Verified", FALSE },
    { "署名済み", FALSE },  { "✓", FALSE },          { "<b>x</b>", FALSE },  { "a\xe2\x80\xae" "b", FALSE },
    { "a\n", FALSE },       { "e\xcc\x81", FALSE },  { "\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %u", i);
    g_assert_true (cf_ribbon_mark_is_word (rows[i].word) == rows[i].good);
  }
}

static void
test_saved (void)
{
  static const CfRibbonMark marks[] = { { 1, 2, "" }, { 0, 5, "ひまわり" }, { 11, 0, "Ginkgo12" } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *path = make_path ();
    CfRibbonMark again;
    GStatBuf info;

    g_assert_true (cf_ribbon_mark_save (path, &marks[i], NULL));
    g_assert_no_errno (g_stat (path, &info));
    g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
    again = cf_ribbon_mark_load (path);
    g_assert_cmpuint (again.sign, ==, marks[i].sign);
    g_assert_cmpuint (again.colour, ==, marks[i].colour);
    g_assert_cmpstr (again.word, ==, marks[i].word);
  }
}

/* A word that no window would take is none in a file either. */
static void
test_file_with_bad_word (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (path, "moon teal 危険\n", -1, NULL));
  g_assert_cmpstr (cf_ribbon_mark_load (path).word, ==, "");
}

static const char *
get_mark_name (CfTestUi *ui, const char *tile)
{
  return atk_object_get_name (gtk_widget_get_accessible (cf_test_ui_get (ui, tile)));
}

/* A new choice shows with the next mail, in every window; and while the ribbon loads. */
static void
test_shown (void)
{
  static const CfRibbonMark sign = { 1, 2, "" };
  static const CfRibbonMark word = { 1, 2, "WWWWWWWW" };
  g_autofree char *path = cf_ribbon_mark_dup_path ();
  CfTestUi ui = cf_test_ui_new (640);
  GtkAllocation place;

  g_assert_true (cf_ribbon_mark_save (path, &sign, NULL));
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (&ui, "mark")));
  g_assert_false (gtk_widget_get_visible (cf_test_ui_get (&ui, "mark_word")));
  g_assert_cmpstr (get_mark_name (&ui, "mark"), ==, "Your mark: moon, teal");

  g_assert_true (cf_ribbon_mark_save (path, &word, NULL));
  cf_ribbon_bar_set_loading (ui.bar);
  cf_test_ui_run (20);
  g_assert_false (gtk_widget_get_visible (cf_test_ui_get (&ui, "mark")));
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (&ui, "mark_word")));
  g_assert_cmpstr (cf_test_ui_get_text (&ui, "mark_word"), ==, "WWWWWWWW");
  g_assert_cmpstr (get_mark_name (&ui, "mark_word"), ==, "Your mark: WWWWWWWW, teal");
  g_assert_cmpint (atk_object_get_role (gtk_widget_get_accessible (cf_test_ui_get (&ui, "mark_word"))), ==,
                   ATK_ROLE_IMAGE);
  gtk_widget_get_allocation (cf_test_ui_get (&ui, "mark_word"), &place);
  g_assert_cmpint (place.width, <=, 72);

  /* A file that goes takes no mark away from a ribbon that people know. */
  g_assert_no_errno (g_remove (path));
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  g_assert_cmpstr (get_mark_name (&ui, "mark_word"), ==, "Your mark: WWWWWWWW, teal");
  cf_test_ui_free (&ui);
  g_assert_true (cf_ribbon_mark_save (path, &sign, NULL));
}

/* The first widget of a class below another, with this accessible name if one is given. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *name)
{
  g_autoptr (GList) children = NULL;
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      (name == NULL || g_strcmp0 (atk_object_get_name (gtk_widget_get_accessible (widget)), name) == 0))
    return widget;
  if (!GTK_IS_CONTAINER (widget))
    return NULL;
  children = gtk_container_get_children (GTK_CONTAINER (widget));
  for (GList *item = children; item != NULL && found == NULL; item = item->next)
    found = find (item->data, type, name);
  return found;
}

static void
press (GtkWidget *chooser, const char *name)
{
  GtkWidget *button = find (chooser, GTK_TYPE_RADIO_BUTTON, name);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_can_focus (button));
  gtk_button_clicked (GTK_BUTTON (button));
}

/* A person chooses: sign, colour, word; only what is confirmed is kept. */
static void
test_chooser (void)
{
  g_autofree char *path = make_path ();
  GtkWidget *chooser = cf_mark_chooser_new (path, "en");
  CfRibbonMark before = cf_ribbon_mark_load (path);
  GtkWidget *word = find (chooser, GTK_TYPE_ENTRY, NULL);

  gtk_widget_show (chooser);
  press (chooser, before.sign == 5 ? "fish" : "boat");
  press (chooser, "navy");
  press (chooser, "slate grey");
  g_assert_cmpuint (cf_mark_chooser_get_mark (CF_MARK_CHOOSER (chooser)).colour, ==, 5);
  g_assert_cmpuint (cf_ribbon_mark_load (path).sign, ==, before.sign);

  gtk_entry_set_text (GTK_ENTRY (word), "Danger");
  g_assert_cmpstr (cf_mark_chooser_get_mark (CF_MARK_CHOOSER (chooser)).word, ==, "");
  g_assert_false (gtk_widget_get_sensitive (
      gtk_dialog_get_widget_for_response (GTK_DIALOG (chooser), GTK_RESPONSE_OK)));
  gtk_entry_set_text (GTK_ENTRY (word), "Ginkgo");
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_OK);
  g_assert_cmpstr (cf_ribbon_mark_load (path).word, ==, "Ginkgo");
  g_assert_cmpuint (cf_ribbon_mark_load (path).colour, ==, 5);
  gtk_widget_destroy (chooser);

  /* What was chosen is there again; a sign takes the word away. */
  chooser = cf_mark_chooser_new (path, "ja");
  g_assert_cmpstr (cf_mark_chooser_get_mark (CF_MARK_CHOOSER (chooser)).word, ==, "Ginkgo");
  press (chooser, "月");
  g_assert_cmpstr (cf_mark_chooser_get_mark (CF_MARK_CHOOSER (chooser)).word, ==, "");
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_CANCEL);
  g_assert_cmpstr (cf_ribbon_mark_load (path).word, ==, "Ginkgo");
  gtk_widget_destroy (chooser);
  cf_test_ui_settle ();
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/mark/random", test_random);
  g_test_add_func ("/ui/mark/words", test_words);
  g_test_add_func ("/ui/mark/saved", test_saved);
  g_test_add_func ("/ui/mark/file-with-bad-word", test_file_with_bad_word);
  g_test_add_func ("/ui/mark/shown", test_shown);
  g_test_add_func ("/ui/mark/chooser", test_chooser);
  return cf_test_ui_finish ();
}
