/* test-style.c — the reader's mark, and colours that can be read */
#include <glib/gstdio.h>
#include <math.h>

#include "cf-ribbon-mark.h"
#include "cf-ribbon-style.h"
#include "cf-test-ui.h"

static char *
make_path (void)
{
  static guint n = 0;
  g_autofree char *folder = g_strdup_printf ("%s/%u", g_get_user_config_dir (), n++);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  return g_build_filename (folder, "certfirst", "mark", NULL);
}

static guint
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_no_errno (g_stat (path, &info));
  return info.st_mode & 0777;
}

static void
test_mark_is_kept (void)
{
  g_autofree char *path = make_path ();
  CfRibbonMark first = cf_ribbon_mark_load (path);
  CfRibbonMark second = cf_ribbon_mark_load (path);

  g_assert_cmpuint (first.sign, ==, second.sign);
  g_assert_cmpuint (first.colour, ==, second.colour);
  g_assert_cmpuint (get_mode (path), ==, 0600);
}

static void
test_mark_files (void)
{
  static const struct {
    const char *says;
    const char *text;
    gboolean read; /* as "moon teal" */
  } rows[] = {
    { "plain", "moon teal\n", TRUE },
    { "no line end", "moon teal", TRUE },
    { "more lines", "moon teal\n# mine\n", TRUE },
    { "empty", "", FALSE },
    { "one word", "moon", FALSE },
    { "unknown sign", "rosette teal", FALSE },
    { "unknown colour", "moon green", FALSE },
    { "other order", "teal moon", FALSE },
    { "four words", "moon teal star moon", FALSE },
    { "path", "../../etc/passwd teal", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = make_path ();
    g_autofree char *folder = g_path_get_dirname (path);
    g_autofree char *words = NULL;
    CfRibbonMark mark, again;

    g_assert_no_errno (g_mkdir (folder, 0700));
    g_assert_true (g_file_set_contents (path, rows[i].text, -1, NULL));
    mark = cf_ribbon_mark_load (path);
    words = cf_ribbon_mark_describe (mark, "en");
    g_test_message ("%s: %s", rows[i].says, words);
    if (rows[i].read)
      g_assert_cmpstr (words, ==, "Your mark: moon, teal");
    g_assert_cmpuint (get_mode (path), ==, 0600);

    /* What was no mark has been replaced by one that stays. */
    again = cf_ribbon_mark_load (path);
    g_assert_cmpuint (mark.sign, ==, again.sign);
    g_assert_cmpuint (mark.colour, ==, again.colour);
  }
}

/* No place to keep it: still a mark. */
static void
test_mark_without_folder (void)
{
  CfRibbonMark mark = cf_ribbon_mark_load ("/proc/certfirst/mark");

  g_assert_cmpuint (mark.sign, <, cf_ribbon_mark_get_n_signs ());
  g_assert_cmpuint (mark.colour, <, cf_ribbon_mark_get_n_colours ());
}

static void
test_mark_pictures (void)
{
  g_assert_cmpuint (cf_ribbon_mark_get_n_signs (), ==, 12);
  g_assert_cmpuint (cf_ribbon_mark_get_n_colours (), ==, 6);
  cf_ribbon_style_prepare ();
  for (guint sign = 0; sign < cf_ribbon_mark_get_n_signs (); sign++) {
    const char *icon = cf_ribbon_mark_get_icon ((CfRibbonMark){ .sign = sign });

    g_test_message ("%s", icon);
    cf_test_ui_assert_icon (icon);
  }
}

static double
get_luminance (const GdkRGBA *colour)
{
  double channels[] = { colour->red, colour->green, colour->blue };
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] *
           (channels[i] <= 0.04045 ? channels[i] / 12.92 : pow ((channels[i] + 0.055) / 1.055, 2.4));
  return sum;
}

/* WCAG 2, 1.4.3 */
static double
get_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double one = get_luminance (a) + 0.05;
  double other = get_luminance (b) + 0.05;

  return MAX (one, other) / MIN (one, other);
}

static GdkRGBA
get_background (GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA *found;
  GdkRGBA colour;

  gtk_style_context_get (context, gtk_style_context_get_state (context), "background-color", &found, NULL);
  colour = *found;
  gdk_rgba_free (found);
  if (colour.alpha < 1)
    g_assert_true (gtk_style_context_lookup_color (context, "theme_bg_color", &colour));
  return colour;
}

static double
get_contrast_of (CfTestUi *ui, const char *part)
{
  GtkStyleContext *context = gtk_widget_get_style_context (cf_test_ui_get (ui, part));
  GdkRGBA background = get_background (GTK_WIDGET (ui->bar));
  GdkRGBA colour;

  gtk_style_context_get_color (context, gtk_style_context_get_state (context), &colour);
  return get_contrast (&colour, &background);
}

/* What the colours were chosen for; icons need 3:1 at least (WCAG 2, 1.4.11). */
static void
test_contrast (void)
{
  static const struct {
    CfRibbonLook look;
    double headline, detail, icon;
  } rows[] = {
    { CF_RIBBON_LOOK_QUIET, 5.9, 5.1, 4.9 },   { CF_RIBBON_LOOK_GOOD, 7.0, 5.1, 4.9 },
    { CF_RIBBON_LOOK_DOMAIN, 7.0, 5.1, 4.9 },  { CF_RIBBON_LOOK_CAUTION, 7.0, 5.1, 4.9 },
    { CF_RIBBON_LOOK_UNKNOWN, 7.0, 5.1, 4.9 }, { CF_RIBBON_LOOK_DANGER, 6.6, 6.6, 6.6 },
  };

  for (guint dark = 0; dark < 2; dark++) {
    g_object_set (gtk_settings_get_default (), "gtk-theme-name", "Adwaita",
                  "gtk-application-prefer-dark-theme", dark == 1, NULL);
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
      CfTestUi ui = cf_test_ui_new (640);

      cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (rows[i].look));
      cf_test_ui_settle ();
      g_test_message ("%s %s: headline %.2f detail %.2f icon %.2f", dark ? "dark" : "light",
                      cf_ribbon_look_get_name (rows[i].look), get_contrast_of (&ui, "headline"),
                      get_contrast_of (&ui, "detail"), get_contrast_of (&ui, "icon"));
      g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (GTK_WIDGET (ui.bar)),
                                                  "dark") == (dark == 1));
      g_assert_cmpfloat (get_contrast_of (&ui, "headline"), >=, rows[i].headline);
      g_assert_cmpfloat (get_contrast_of (&ui, "detail"), >=, rows[i].detail);
      g_assert_cmpfloat (get_contrast_of (&ui, "icon"), >=, rows[i].icon);
      cf_test_ui_free (&ui);
    }
  }
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", FALSE, NULL);
}

static void
test_dark (void)
{
  static const struct {
    const char *colour;
    gboolean dark;
  } rows[] = {
    { "#ffffff", FALSE }, { "#f6f5f4", FALSE }, { "#808080", FALSE },
    { "#353535", TRUE },  { "#000000", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GdkRGBA colour;

    g_assert_true (gdk_rgba_parse (&colour, rows[i].colour));
    g_assert_true (cf_ribbon_style_is_dark (&colour) == rows[i].dark);
  }
}

static void
test_high_contrast (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (ui.bar));

  g_assert_false (gtk_style_context_has_class (context, "hc"));
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", "HighContrast", NULL);
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  cf_test_ui_run (50);
  g_assert_true (gtk_style_context_has_class (context, "hc"));
  g_assert_cmpfloat (get_contrast_of (&ui, "headline"), >=, 7.0);
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", "Adwaita", NULL);
  cf_test_ui_run (50);
  g_assert_false (gtk_style_context_has_class (context, "hc"));
  cf_test_ui_free (&ui);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/mark/kept", test_mark_is_kept);
  g_test_add_func ("/ui/mark/files", test_mark_files);
  g_test_add_func ("/ui/mark/without-folder", test_mark_without_folder);
  g_test_add_func ("/ui/mark/pictures", test_mark_pictures);
  g_test_add_func ("/ui/style/dark", test_dark);
  g_test_add_func ("/ui/style/contrast", test_contrast);
  g_test_add_func ("/ui/style/high-contrast", test_high_contrast);
  return cf_test_ui_finish ();
}
