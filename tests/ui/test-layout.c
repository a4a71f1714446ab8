/* test-layout.c — every part of every example stands where it stood, and nothing is cut in large text
 *
 * layout.sha256 holds a hash of places and sizes for each example, theme,
 * width and language.  CERTFIRST_UPDATE=1 writes it anew; look at the gallery
 * before you do.
 */
#include <string.h>

#include "cf-test-ui.h"

static const char *const langs[] = { "en", "ja" };
static const int widths[] = { 642, 380 };

/* The places follow the letters: with other fonts or another GTK they are others, and no mistake. */
static char *
describe_fonts (void)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  int width, height;

  g_object_ref_sink (label);
  layout = gtk_widget_create_pango_layout (label, "Signed by sato@example.co.jp の電子署名を確認しました");
  pango_layout_get_pixel_size (layout, &width, &height);
  text = g_strdup_printf ("fonts %dx%d GTK %u.%u", width, height, gtk_get_major_version (), gtk_get_minor_version ());
  gtk_widget_destroy (label);
  g_object_unref (label);
  return g_steal_pointer (&text);
}

static void
set_text (const char *font, int dpi)
{
  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, "gtk-xft-dpi", dpi * 1024, NULL);
  cf_test_ui_settle ();
}

static CfReport *
make_report (guint row, const char *lang)
{
  return cf_gallery_make_report (row < cf_gallery_get_n_samples () ? row : 0, lang);
}

/* @row: one past the examples is the ribbon that loads. */
static char *
lay_out (guint row, const char *lang, int width)
{
  CfTestUi ui = cf_test_ui_new (width);
  char *layout;

  cf_ribbon_bar_set_report (ui.bar, make_report (row, lang));
  cf_test_ui_settle ();
  if (row == cf_gallery_get_n_samples ()) {
    cf_ribbon_bar_set_loading (ui.bar);
    cf_test_ui_run (230);
  }
  layout = cf_test_ui_rest (&ui);
  cf_test_ui_free (&ui);
  return layout;
}

static void
check_layout (GString *found, const char *stored, guint row, const char *lang, const char *theme, int width)
{
  g_autofree char *layout = lay_out (row, lang, width);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, layout, -1);
  const char *caption = row < cf_gallery_get_n_samples () ? cf_gallery_get_caption (row) : "loading";
  g_autofree char *line = g_strdup_printf ("%.16s %s %s %d %s\n", hash, theme, lang, width, caption);

  g_string_append (found, line);
  if (stored == NULL || strstr (stored, line) != NULL)
    return;
  g_test_message ("moved: %s%s", line, layout);
  g_test_fail ();
}

static void
test_places (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ui", "layout.sha256", NULL);
  g_autofree char *fonts = describe_fonts ();
  g_autoptr (GString) found = g_string_new (fonts);
  g_autofree char *stored = NULL;
  gboolean update = g_getenv ("CERTFIRST_UPDATE") != NULL;

  g_string_append_c (found, '\n');
  if (!update) {
    g_assert_true (g_file_get_contents (path, &stored, NULL, NULL));
    if (!g_str_has_prefix (stored, found->str)) {
      g_test_skip ("the places were stored with other fonts");
      return;
    }
  }

  for (const char *const *theme = cf_gallery_themes; *theme != NULL; theme++) {
    g_assert_true (cf_gallery_set_theme (*theme));
    for (guint i = 0; i < G_N_ELEMENTS (langs) * G_N_ELEMENTS (widths); i++)
      for (guint row = 0; row <= cf_gallery_get_n_samples (); row++)
        check_layout (found, stored, row, langs[i % 2], *theme, widths[i / 2]);
  }
  g_assert_true (cf_gallery_set_theme ("light"));
  if (update)
    g_assert_true (g_file_set_contents (path, found->str, -1, NULL));
  else
    g_assert_cmpuint (strlen (stored), ==, found->len); /* no line for an example that is gone */
}

static void
assert_whole (GtkWidget *label, gpointer bar)
{
  GtkAllocation outer, inner;

  if (!gtk_widget_get_mapped (label))
    return;

  gtk_widget_get_allocation (bar, &outer);
  gtk_widget_get_allocation (label, &inner);
  g_test_message ("%s", gtk_label_get_text (GTK_LABEL (label)));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  g_assert_cmpint (inner.x, >=, outer.x);
  g_assert_cmpint (inner.x + inner.width, <=, outer.x + outer.width);
  g_assert_cmpint (inner.y, >=, outer.y);
  g_assert_cmpint (inner.y + inner.height, <=, outer.y + outer.height);
}

/* WCAG 2, 1.4.4: at 200 % every word can be read, and no part lies outside. */
static void
test_large_text (void)
{
  set_text ("Noto Sans 10", 192);
  for (guint i = 0; i < G_N_ELEMENTS (langs); i++)
    for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
      CfTestUi ui = cf_test_ui_new (642);
      int icon;

      g_test_message ("%s: %s", langs[i], cf_gallery_get_caption (row));
      cf_ribbon_bar_set_report (ui.bar, cf_gallery_make_report (row, langs[i]));
      g_free (cf_test_ui_rest (&ui));
      cf_test_ui_for_each_label (GTK_WIDGET (ui.bar), assert_whole, ui.bar);
      icon = gtk_image_get_pixel_size (GTK_IMAGE (cf_test_ui_get (&ui, "icon")));
      g_assert_true (icon == 32 || icon == 48); /* the icon grows too */
      cf_test_ui_free (&ui);
    }
  set_text ("Noto Sans 10", 96);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  set_text ("Noto Sans 10", 96);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/ui/layout/places", test_places);
  g_test_add_func ("/ui/layout/large-text", test_large_text);
  return cf_test_ui_finish ();
}
