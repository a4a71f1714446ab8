/* test-preferences.c — the page: what is shown is what counts, and what is chosen is kept */
#include <string.h>

#include "cf-client-options.h"
#include "cf-preferences.h"
#include "cf-test-pixels.h"
#include "cf-test-ui.h"

/* A page in a window. */
typedef struct {
  GtkWidget *window;
  GtkWidget *page;
  CfClient *client;
} Page;

static Page
open_page (CfPreferencesFlags flags)
{
  Page page = { .window = gtk_window_new (GTK_WINDOW_TOPLEVEL), .client = cf_client_new (NULL) };

  page.page = cf_preferences_new (page.client, flags);
  gtk_container_add (GTK_CONTAINER (page.window), page.page);
  gtk_widget_show (page.window);
  cf_test_ui_settle ();
  return page;
}

static void
close_page (Page *page)
{
  gtk_widget_destroy (page->window);
  cf_client_stop (page->client);
  g_object_unref (page->client);
  cf_test_ui_settle ();
}

/* The control that is labelled, or that carries, these words; where there is none, the words themselves. */
typedef struct {
  const char *words;
  GtkWidget *found;
} Search;

static void
search (GtkWidget *widget, gpointer data)
{
  Search *self = data;

  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), self->words)) {
    GtkWidget *named = gtk_label_get_mnemonic_widget (GTK_LABEL (widget));

    if (named == NULL)
      named = gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);
    self->found = named != NULL ? named : widget;
  }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search, self);
}

static GtkWidget *
find_or_nothing (Page *page, const char *words)
{
  Search self = { .words = words };

  search (page->page, &self);
  return self.found;
}

static GtkWidget *
find (Page *page, const char *words)
{
  GtkWidget *found = find_or_nothing (page, words);

  if (found == NULL)
    g_error ("nothing on the page has the words \"%s\"", words);
  return found;
}

static void
forget_options (void)
{
  g_autofree char *path = cf_client_options_dup_path ();

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_no_errno (g_remove (path));
}

static void
test_waits_for_save (void)
{
  Page page;
  CfClientOptions options;

  forget_options ();
  page = open_page (0);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find (&page, "Mark dangerous"))));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (&page, "Tell me on the desktop")), FALSE);
  gtk_combo_box_set_active (GTK_COMBO_BOX (find (&page, "Colour of the mark:")), CF_CLIENT_MARK_PINK);
  gtk_combo_box_set_active (GTK_COMBO_BOX (find (&page, "Language:")), CF_CLIENT_LANGUAGE_JA);
  options = cf_client_options_load (NULL);
  g_assert_true (options.notify);

  cf_preferences_save (CF_PREFERENCES (page.page));
  options = cf_client_options_load (NULL);
  g_assert_false (options.notify);
  g_assert_cmpuint (options.mark_colour, ==, CF_CLIENT_MARK_PINK);
  g_assert_cmpstr (cf_client_options_get_lang (&options), ==, "ja");
  g_assert_true (options.mark_dangers);
  close_page (&page);

  /* The next page shows it, in the language that was chosen. */
  page = open_page (0);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find (&page, "危険なメールが届いたら"))));
  g_assert_cmpint (gtk_combo_box_get_active (GTK_COMBO_BOX (find (&page, "言語："))), ==, CF_CLIENT_LANGUAGE_JA);
  close_page (&page);
}

static void
test_at_once (void)
{
  Page page;
  CfClientOptions options;

  forget_options ();
  page = open_page (CF_PREFERENCES_AT_ONCE | CF_PREFERENCES_DOWNLOAD);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (&page, "Mark dangerous")), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (&page, "Download new mail")), TRUE);
  options = cf_client_options_load (NULL);
  g_assert_false (options.mark_dangers);
  g_assert_true (options.download);
  g_assert_false (gtk_widget_get_sensitive (find (&page, "Colour of the mark:")));
  close_page (&page);
}

/* Opening a page is no choice. */
static void
test_opening_writes_nothing (void)
{
  g_autofree char *path = cf_client_options_dup_path ();
  Page page;

  forget_options ();
  page = open_page (CF_PREFERENCES_AT_ONCE);
  close_page (&page);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_download_where_possible (void)
{
  Page page;

  forget_options ();
  page = open_page (0);
  g_assert_false (gtk_widget_get_visible (find (&page, "Download new mail")));
  g_assert_true (gtk_widget_get_visible (find (&page, "This mail program does not download")));
  close_page (&page);
  page = open_page (CF_PREFERENCES_DOWNLOAD);
  g_assert_true (gtk_widget_get_visible (find (&page, "Download new mail")));
  g_assert_null (find_or_nothing (&page, "This mail program does not download"));
  close_page (&page);
}

/* Where nothing can be written, the page says so. */
static void
test_not_saved (void)
{
  g_autofree char *path = cf_client_options_dup_path ();
  Page page;

  forget_options ();
  g_assert_no_errno (g_mkdir_with_parents (path, 0700)); /* a folder where the file should be */
  page = open_page (0);
  cf_preferences_save (CF_PREFERENCES (page.page));
  g_assert_true (gtk_widget_get_visible (find (&page, "Your choice was not saved.")));
  close_page (&page);
  g_assert_no_errno (g_rmdir (path));
}

/* Over a choice the wheel moves the page, and the choice stays. */
static void
test_wheel_changes_nothing (void)
{
  static const char *const choices[] = { "Language:", "Colour of the mark:", "Days that it goes back:" };
  static const GdkScrollDirection ways[] = { GDK_SCROLL_UP, GDK_SCROLL_DOWN };
  Page page;

  forget_options ();
  page = open_page (0);
  gtk_combo_box_set_active (GTK_COMBO_BOX (find (&page, "Language:")), CF_CLIENT_LANGUAGE_EN);
  gtk_combo_box_set_active (GTK_COMBO_BOX (find (&page, "Colour of the mark:")), CF_CLIENT_MARK_ORANGE);
  for (gsize i = 0; i < G_N_ELEMENTS (choices) * G_N_ELEMENTS (ways); i++) {
    GtkWidget *choice = find (&page, choices[i / G_N_ELEMENTS (ways)]);
    g_autoptr (GdkEvent) event = gdk_event_new (GDK_SCROLL);
    double days = GTK_IS_SPIN_BUTTON (choice) ? gtk_spin_button_get_value (GTK_SPIN_BUTTON (choice)) : 0;

    event->scroll.window = g_object_ref (gtk_widget_get_window (choice));
    event->scroll.direction = ways[i % G_N_ELEMENTS (ways)];
    gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (gdk_display_get_default ())));
    g_assert_false (gtk_widget_event (choice, event));
    if (GTK_IS_SPIN_BUTTON (choice))
      g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (choice)), ==, days);
  }
  g_assert_cmpint (gtk_combo_box_get_active (GTK_COMBO_BOX (find (&page, "Language:"))), ==, CF_CLIENT_LANGUAGE_EN);
  g_assert_cmpint (gtk_combo_box_get_active (GTK_COMBO_BOX (find (&page, "Colour of the mark:"))), ==, CF_CLIENT_MARK_ORANGE);
  close_page (&page);
}

/* The page as it is drawn. */
typedef struct {
  GtkWidget *page;
  cairo_surface_t *picture;
  guint texts;
} Drawn;

/* WCAG 2, 1.4.3; what cannot be chosen now may be weaker. */
static void
check_contrast (GtkWidget *widget, gpointer data)
{
  Drawn *self = data;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget)) {
    GdkRectangle area = cf_test_pixels_get_area (self->page, widget);
    double contrast = cf_test_pixels_measure (self->picture, &area);

    g_test_message ("%.2f: %s", contrast, gtk_label_get_text (GTK_LABEL (widget)));
    g_assert_cmpfloat (contrast, >=, 4.5);
    self->texts++;
  }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), check_contrast, self);
}

/* Until the engine said how it is; then everything has its place, without a frame of the display. */
static void
rest (Page *page)
{
  gint64 end = g_get_monotonic_time () + 120 * G_TIME_SPAN_SECOND;
  GtkAllocation place;

  while (find_or_nothing (page, "It works") == NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    cf_test_ui_run (20);
  }
  gtk_widget_get_allocation (page->page, &place);
  gtk_widget_get_preferred_height_for_width (page->page, place.width, NULL, &place.height);
  gtk_widget_size_allocate (page->page, &place);
}

static void
test_texts_can_be_read (void)
{
  for (guint dark = 0; dark < 2; dark++) {
    Drawn drawn = { NULL, NULL, 0 };
    Page page;

    g_object_set (gtk_settings_get_default (), "gtk-theme-name", "Adwaita", "gtk-application-prefer-dark-theme", dark == 1, NULL);
    page = open_page (0);
    rest (&page);
    drawn.page = page.page;
    drawn.picture = cf_test_pixels_draw (page.page);
    check_contrast (page.page, &drawn);
    g_assert_cmpuint (drawn.texts, >, 8);
    cairo_surface_destroy (drawn.picture);
    close_page (&page);
  }
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", FALSE, NULL);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/preferences/waits-for-save", test_waits_for_save);
  g_test_add_func ("/ui/preferences/at-once", test_at_once);
  g_test_add_func ("/ui/preferences/opening-writes-nothing", test_opening_writes_nothing);
  g_test_add_func ("/ui/preferences/download-where-possible", test_download_where_possible);
  g_test_add_func ("/ui/preferences/not-saved", test_not_saved);
  g_test_add_func ("/ui/preferences/wheel-changes-nothing", test_wheel_changes_nothing);
  g_test_add_func ("/ui/preferences/texts-can-be-read", test_texts_can_be_read);
  return cf_test_ui_finish ();
}
