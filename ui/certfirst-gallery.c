/* certfirst-gallery.c — ribbon -> pixels: shows every verdict, in both languages, or takes its picture
 */
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <stdlib.h>

#include "cf-details-dialog.h"
#include "cf-gallery-samples.h"
#include "cf-ribbon-bar.h"

/* Long enough for fonts, style sheet and the spinner of the loading example. */
#define SETTLE_MS 400

typedef struct {
  char *screenshot;
  char *lang;
  gboolean dark;
  int width;
  int details; /* row whose details are shown instead; -1 for none */
} Options;

static GtkWidget *
new_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.8));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_top (label, 6);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), GTK_STYLE_CLASS_DIM_LABEL);
  return label;
}

static void
add_bar (GtkWidget *column, const char *caption, CfReport *report)
{
  GtkWidget *bar = cf_ribbon_bar_new ();

  gtk_box_pack_start (GTK_BOX (column), new_caption (caption), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (column), bar, FALSE, FALSE, 0);
  if (report != NULL)
    cf_ribbon_bar_set_report (CF_RIBBON_BAR (bar), report);
  else
    cf_ribbon_bar_set_loading (CF_RIBBON_BAR (bar));
}

static GtkWidget *
new_column (const char *lang, int width)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_size_request (column, width, -1);
  for (guint row = 0; row < cf_gallery_get_n_samples (); row++)
    add_bar (column, cf_gallery_get_caption (row), cf_gallery_make_report (row, lang));
  add_bar (column, "loading", NULL);
  return column;
}

static GtkWidget *
new_gallery (const Options *options)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  const char *both[] = { "ja", "en", NULL };
  const char *one[] = { options->lang, NULL };

  g_object_set (columns, "margin", 12, NULL);
  for (const char **lang = options->lang != NULL ? one : both; *lang != NULL; lang++)
    gtk_box_pack_start (GTK_BOX (columns), new_column (*lang, options->width), FALSE, FALSE, 0);
  return columns;
}

static gboolean
quit (gpointer unused)
{
  gtk_main_quit ();
  return G_SOURCE_REMOVE;
}

static gboolean
take_screenshot (GtkWidget *window, const char *path)
{
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;
  int scale = gtk_widget_get_scale_factor (window);

  g_timeout_add (SETTLE_MS, quit, NULL);
  gtk_main ();

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, gtk_widget_get_allocated_width (window) * scale,
                                        gtk_widget_get_allocated_height (window) * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  gtk_widget_draw (window, cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_printerr ("certfirst-gallery: %s: %s\n", path, cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

static GtkWidget *
show_details (const Options *options)
{
  g_autoptr (CfReport) report = cf_gallery_make_report ((guint) options->details, options->lang);
  GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static GtkWidget *
show_offscreen (GtkWidget *content)
{
  GtkWidget *window = gtk_offscreen_window_new ();

  gtk_container_add (GTK_CONTAINER (window), content);
  gtk_widget_show_all (window);
  return window;
}

static GtkWidget *
show_window (GtkWidget *content)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);

  gtk_window_set_title (GTK_WINDOW (window), "Certfirst");
  gtk_window_set_default_size (GTK_WINDOW (window), 1340, 900);
  gtk_container_add (GTK_CONTAINER (scroller), content);
  gtk_container_add (GTK_CONTAINER (window), scroller);
  gtk_widget_show_all (window);
  return window;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  GOptionEntry entries[] = {
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &options->screenshot, "Write a picture and end",
      "FILE.png" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, "One language instead of both", "en|ja" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options->dark, "The dark form of the theme", NULL },
    { "width", 0, 0, G_OPTION_ARG_INT, &options->width, "Width of a ribbon", "PIXELS" },
    { "details", 0, 0, G_OPTION_ARG_INT, &options->details, "The details of one example, counted from 0",
      "ROW" },
    { NULL },
  };

  if (!gtk_init_with_args (argc, argv, NULL, entries, NULL, error))
    return FALSE;
  if (options->details >= (int) cf_gallery_get_n_samples ()) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--details: there are %u examples",
                 cf_gallery_get_n_samples ());
    return FALSE;
  }
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = { .width = 642, .details = -1 };
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  if (!parse_options (&options, &argc, &argv, &error)) {
    g_printerr ("certfirst-gallery: %s\n", error->message);
    return EXIT_FAILURE;
  }

  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", options.dark, NULL);
  if (options.details >= 0)
    window = show_details (&options);
  else if (options.screenshot != NULL)
    window = show_offscreen (new_gallery (&options));
  else
    window = show_window (new_gallery (&options));

  if (options.screenshot != NULL)
    return take_screenshot (window, options.screenshot) ? EXIT_SUCCESS : EXIT_FAILURE;

  g_signal_connect (window, "destroy", G_CALLBACK (gtk_main_quit), NULL);
  gtk_main ();
  return EXIT_SUCCESS;
}
