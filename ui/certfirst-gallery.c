/* certfirst-gallery.c — ribbon -> pixels: shows every verdict, in both languages, or takes its picture
 */
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <stdlib.h>

#include "cf-details-dialog.h"
#include "cf-gallery-look.h"
#include "cf-gallery-samples.h"
#include "cf-ribbon-bar.h"

/* Long enough for fonts, style sheet and the spinner of the loading example. */
#define SETTLE_MS 400

typedef struct {
  char *screenshot;
  char *lang;
  char *theme;
  int scale;
  int width;
  gboolean report;
  gboolean turns;
  gboolean reasons; /* every reason of the catalogue instead of the examples */
  gboolean list;    /* what the reasons should look like, as text */
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

/* @report: (nullable) (transfer full): without one the ribbon loads, in a language it has learnt before */
static void
add_bar (GtkWidget *column, const char *caption, CfReport *report, const char *lang)
{
  GtkWidget *bar = cf_ribbon_bar_new ();

  gtk_box_pack_start (GTK_BOX (column), new_caption (caption), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (column), bar, FALSE, FALSE, 0);
  cf_ribbon_bar_set_report (CF_RIBBON_BAR (bar), report != NULL ? report : cf_gallery_make_report (0, lang));
  if (report == NULL)
    cf_ribbon_bar_set_loading (CF_RIBBON_BAR (bar));
}

static void
add_reasons (GtkWidget *column, const char *lang)
{
  for (guint reason = 0; reason < CF_N_REASONS; reason++)
    add_bar (column, cf_reason_get_info ((CfReason) reason)->name,
             cf_gallery_make_reason_report ((CfReason) reason, lang), lang);
}

static GtkWidget *
new_column (const Options *options, const char *lang)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_size_request (column, options->width, -1);
  if (options->reasons) {
    add_reasons (column, lang);
    return column;
  }

  for (guint row = 0; row < cf_gallery_get_n_samples (); row++)
    add_bar (column, cf_gallery_get_caption (row), cf_gallery_make_report (row, lang), lang);
  add_bar (column, "loading", NULL, lang);
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
    gtk_box_pack_start (GTK_BOX (columns), new_column (options, *lang), FALSE, FALSE, 0);
  return columns;
}

/* One line for each reason, fields parted by tabs: code, role, name, description, texts and buttons that are seen. */
static void
print_reason (CfReason reason, const char *lang)
{
  g_autoptr (CfReport) report = cf_gallery_make_reason_report (reason, lang);
  const CfRibbon *ribbon = report->ribbon;

  g_print ("%u\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d%d\n", cf_reason_get_info (reason)->code,
           ribbon->look == CF_RIBBON_LOOK_DANGER ? "alert" : "info bar", ribbon->accessible_name,
           ribbon->accessible_description, ribbon->pill != NULL ? ribbon->pill : "", ribbon->headline,
           ribbon->detail != NULL ? ribbon->detail : "", ribbon->code != NULL ? ribbon->code : "",
           ribbon->what_to_do, ribbon->check_again);
}

static gboolean
quit (gpointer unused)
{
  gtk_main_quit ();
  return G_SOURCE_REMOVE;
}

static gboolean
take_screenshot (GtkWidget *window, const char *path, int extra_scale)
{
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;
  int scale = gtk_widget_get_scale_factor (window) * extra_scale;

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
  CfDetailsReport *letter = cf_details_dialog_get_report (CF_DETAILS_DIALOG (dialog));
  GtkWidget *window = options->report && letter != NULL ? GTK_WIDGET (letter) : dialog;

  cf_details_dialog_set_abilities (CF_DETAILS_DIALOG (dialog), CF_HOST_CAN_MOVE_TO_JUNK | CF_HOST_CAN_WRITE_MAIL);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* One ribbon and the mails that it shows in turn, for those who listen: danger, the same checked again, and others. */
static const struct {
  guint row;
  gboolean again;
} turns[] = { { 6, FALSE }, { 6, TRUE }, { 4, FALSE }, { 9, FALSE }, { 0, FALSE }, { 10, FALSE } };

typedef struct {
  CfRibbonBar *bar;
  const char *lang;
  guint n_turns;
} Turns;

static gboolean
on_turn (gpointer data)
{
  Turns *self = data;
  guint turn = self->n_turns++ % G_N_ELEMENTS (turns);

  if (!turns[turn].again)
    cf_ribbon_bar_clear (self->bar);
  cf_ribbon_bar_set_report (self->bar, cf_gallery_make_report (turns[turn].row, self->lang));
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
new_turns (const Options *options)
{
  static Turns self; /* as long as the program */
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self.bar = CF_RIBBON_BAR (cf_ribbon_bar_new ());
  self.lang = options->lang;
  gtk_widget_set_size_request (column, options->width, -1);
  gtk_box_pack_start (GTK_BOX (column), GTK_WIDGET (self.bar), FALSE, FALSE, 0);
  g_unix_signal_add (SIGUSR1, on_turn, &self);
  return column;
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
    { "theme", 0, 0, G_OPTION_ARG_STRING, &options->theme, "How it is drawn",
      "light|dark|contrast|contrast-dark" },
    { "scale", 0, 0, G_OPTION_ARG_INT, &options->scale, "Pixels for each pixel of the design", "1|2" },
    { "width", 0, 0, G_OPTION_ARG_INT, &options->width, "Width of a ribbon", "PIXELS" },
    { "details", 0, 0, G_OPTION_ARG_INT, &options->details, "The details of one example, counted from 0",
      "ROW" },
    { "report", 0, 0, G_OPTION_ARG_NONE, &options->report, "With --details: what its help desk would get", NULL },
    { "turns", 0, 0, G_OPTION_ARG_NONE, &options->turns, "One ribbon, which shows the next mail at each SIGUSR1", NULL },
    { "reasons", 0, 0, G_OPTION_ARG_NONE, &options->reasons, "Every reason instead of the examples", NULL },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options->list, "Write down what every reason shows, and end", NULL },
    { NULL },
  };

  if (!gtk_init_with_args (argc, argv, NULL, entries, NULL, error))
    return FALSE;
  if (options->theme != NULL && !cf_gallery_set_theme (options->theme)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--theme: there is no theme %s",
                 options->theme);
    return FALSE;
  }
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
  Options options = { .scale = 1, .width = 642, .details = -1 };
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  if (!parse_options (&options, &argc, &argv, &error)) {
    g_printerr ("certfirst-gallery: %s\n", error->message);
    return EXIT_FAILURE;
  }

  /* Colours and spinner at rest: a picture would show them half way. */
  if (options.screenshot != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (options.list) {
    for (guint reason = 0; reason < CF_N_REASONS; reason++)
      print_reason ((CfReason) reason, options.lang);
    return EXIT_SUCCESS;
  }
  if (options.details >= 0)
    window = show_details (&options);
  else if (options.screenshot != NULL)
    window = show_offscreen (new_gallery (&options));
  else
    window = show_window (options.turns ? new_turns (&options) : new_gallery (&options));

  if (options.screenshot != NULL)
    return take_screenshot (window, options.screenshot, options.scale) ? EXIT_SUCCESS : EXIT_FAILURE;

  g_signal_connect (window, "destroy", G_CALLBACK (gtk_main_quit), NULL);
  gtk_main ();
  return EXIT_SUCCESS;
}
