/* test-pixels.c — measured from what is drawn: contrast in every theme, icons in grey, and a spinner at rest */
#include <string.h>

#include "cf-ribbon-mark.h"
#include "cf-ribbon-style.h"
#include "cf-test-pixels.h"

/* WCAG 2: 1.4.3 for text, 1.4.11 for pictures. */
static const struct {
  const char *part;
  double least;
} parts[] = {
  { "pill", 4.5 },       { "headline", 4.5 },    { "detail", 4.5 }, { "code", 4.5 },
  { "what_to_do", 4.5 }, { "check_again", 4.5 }, { "details", 4.5 }, { "icon", 3.0 },
  { "mark", 3.0 },
};

/* Letters only: a button's frame may be stronger than its word. */
static GtkWidget *
get_inner (GtkWidget *part)
{
  return GTK_IS_BUTTON (part) ? gtk_bin_get_child (GTK_BIN (part)) : part;
}

static void
check_contrast (guint row, const char *theme)
{
  CfTestUi ui = cf_test_ui_new (640);
  cairo_surface_t *picture;

  cf_ribbon_bar_set_report (ui.bar, cf_gallery_make_report (row, "en"));
  g_free (cf_test_ui_rest (&ui));
  picture = cf_test_pixels_draw (GTK_WIDGET (ui.bar));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    GtkWidget *part = get_inner (cf_test_ui_get (&ui, parts[i].part));
    GdkRectangle area = cf_test_pixels_get_area (GTK_WIDGET (ui.bar), part);
    double contrast;

    if (!gtk_widget_get_mapped (part))
      continue;
    contrast = cf_test_pixels_measure (picture, &area);
    g_test_message ("%s, %s: %s %.2f", theme, cf_gallery_get_caption (row), parts[i].part, contrast);
    g_assert_cmpfloat (contrast, >=, parts[i].least);
  }
  cairo_surface_destroy (picture);
  cf_test_ui_free (&ui);
}

static void
test_contrast (void)
{
  /* Colours at rest, not on their way from another theme's. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (const char *const *theme = cf_gallery_themes; *theme != NULL; theme++) {
    g_assert_true (cf_gallery_set_theme (*theme));
    for (guint row = 0; row < cf_gallery_get_n_samples (); row++)
      check_contrast (row, *theme);
  }
  g_assert_true (cf_gallery_set_theme ("light"));
}

/* An icon without its colours, on a ground: one luminance for each pixel. */
static double *
draw_grey (const char *name, int size, guint32 ground)
{
  g_autoptr (GtkIconInfo) info = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_default (), name, size, 0);
  GdkRGBA strokes = { 0.18, 0.2, 0.21, 1 };
  g_autoptr (GdkPixbuf) icon = gtk_icon_info_load_symbolic (info, &strokes, NULL, NULL, NULL, NULL, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cairo_t *cr = cairo_create (surface);
  double *grey = g_new (double, size * size);

  g_assert_nonnull (icon);
  cairo_set_source_rgb (cr, (ground >> 16) / 255.0, (ground >> 8 & 0xff) / 255.0, (ground & 0xff) / 255.0);
  cairo_paint (cr);
  gdk_cairo_set_source_pixbuf (cr, icon, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int i = 0; i < size * size; i++)
    grey[i] = cf_test_pixels_get_luminance (cf_test_pixels_get (surface, i % size, i / size));
  cairo_surface_destroy (surface);
  return grey;
}

static const char *const verdicts[] = {
  "certfirst-verified",  "certfirst-verified-domain", "certfirst-unsigned",     "certfirst-missing-certificate",
  "certfirst-untrusted", "certfirst-invalid",         "certfirst-undetermined",
};

/* How many pixels stand out from a ground by 3:1, in percent. */
static guint
count_ink (const double *grey, int size, double ground)
{
  guint n = 0;

  for (int i = 0; i < size * size; i++) {
    double one = MAX (grey[i], ground) + 0.05;

    n += one / (MIN (grey[i], ground) + 0.05) >= 3;
  }
  return n * 100 / (guint) (size * size);
}

/* How many pixels of two pictures differ by a quarter of the way from black to white, in percent. */
static guint
count_difference (const double *one, const double *other, int size)
{
  guint n = 0;

  for (int i = 0; i < size * size; i++)
    n += ABS (cbrt (one[i]) - cbrt (other[i])) > 0.25;
  return n * 100 / (guint) (size * size);
}

/* @suffix, @size: of the form that is looked at */
static void
check_grey (const char *suffix, int size, guint32 ground)
{
  double *pictures[G_N_ELEMENTS (verdicts)];

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++) {
    g_autofree char *name = g_strconcat (verdicts[i], suffix, NULL);
    guint ink;

    pictures[i] = draw_grey (name, size, ground);
    ink = count_ink (pictures[i], size, cf_test_pixels_get_luminance (ground));
    g_test_message ("%s at %d: %u %% stand out", name, size, ink);
    g_assert_cmpuint (ink, >=, 8);
    for (guint k = 0; k < i; k++) {
      guint difference = count_difference (pictures[i], pictures[k], size);

      g_test_message ("%s and %s: %u %%", name, verdicts[k], difference);
      g_assert_cmpuint (difference, >=, 8);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    g_free (pictures[i]);
}

/* Without colour each verdict has a shape that can be seen and is like no other. */
static void
test_grey (void)
{
  cf_ribbon_style_prepare ();
  check_grey ("-symbolic", 16, 0xf6f5f4);
  check_grey ("-symbolic", 24, 0xf6f5f4);
  check_grey ("", 48, 0xffffff);
  check_grey ("", 48, 0x353535);
}

/* Whether two pictures of the spinner, some time apart, are the same. */
static gboolean
is_at_rest (CfTestUi *ui)
{
  cairo_surface_t *first = cf_test_pixels_draw (cf_test_ui_get (ui, "spinner"));
  cairo_surface_t *second;
  gsize length = (gsize) (cairo_image_surface_get_stride (first) * cairo_image_surface_get_height (first));
  gboolean same;

  cf_test_ui_run (150);
  second = cf_test_pixels_draw (cf_test_ui_get (ui, "spinner"));
  same = memcmp (cairo_image_surface_get_data (first), cairo_image_surface_get_data (second), length) == 0;
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
  return same;
}

/* Who turned animations off sees a still picture and the same words. */
static void
test_motion (void)
{
  for (guint moves = 0; moves < 2; moves++) {
    CfTestUi ui = cf_test_ui_new (640);

    g_object_set (gtk_settings_get_default (), "gtk-enable-animations", moves == 1, NULL);
    cf_ribbon_bar_set_loading (ui.bar);
    cf_test_ui_run (300);
    g_assert_true (gtk_widget_get_mapped (cf_test_ui_get (&ui, "spinner")));
    g_assert_cmpstr (cf_test_ui_get_text (&ui, "headline"), !=, "");
    g_assert_true (is_at_rest (&ui) == (moves == 0));
    cf_test_ui_free (&ui);
  }
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/pixels/contrast", test_contrast);
  g_test_add_func ("/ui/pixels/grey", test_grey);
  g_test_add_func ("/ui/pixels/motion", test_motion);
  return cf_test_ui_finish ();
}
