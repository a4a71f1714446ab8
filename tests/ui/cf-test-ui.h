/* cf-test-ui.h — what the tests of the widget share */
#pragma once

#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "cf-gallery-look.h"
#include "cf-gallery-samples.h"
#include "cf-ribbon-bar.h"

/* A bar in a window that is drawn, and the window. */
typedef struct {
  GtkWidget *window;
  CfRibbonBar *bar;
} CfTestUi;

static char *cf_test_ui_folder;

/* A folder of its own for settings and mark, and no language of the machine. */
static inline void
cf_test_ui_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  cf_test_ui_folder = g_dir_make_tmp ("certfirst-test-XXXXXX", NULL);
  g_assert_nonnull (cf_test_ui_folder);
  g_setenv ("XDG_CONFIG_HOME", cf_test_ui_folder, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("NO_AT_BRIDGE", "1", TRUE); /* names and roles are read in this process */
  g_unsetenv ("GTK_THEME");
  gtk_disable_setlocale ();
  gtk_init (argc, argv);
}

static inline void
cf_test_ui_remove (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inside = g_build_filename (path, name, NULL);

    cf_test_ui_remove (inside);
  }
  g_clear_pointer (&folder, g_dir_close);
  g_assert_no_errno (g_remove (path));
}

static inline int
cf_test_ui_finish (void)
{
  int status = g_test_run ();

  cf_test_ui_remove (cf_test_ui_folder);
  g_free (cf_test_ui_folder);
  return status;
}

static gboolean
cf_test_ui_quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Lets everything happen that happens within some milliseconds. */
static inline void
cf_test_ui_run (guint milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (milliseconds, cf_test_ui_quit, loop);
  g_main_loop_run (loop);
}

/* Lets everything happen that is due now. */
static inline void
cf_test_ui_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Lets a frame's time pass and, on a busy machine, the frame itself come. */
static inline void
cf_test_ui_frame (CfTestUi *ui)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (ui->window);
  gint64 before = clock == NULL ? 0 : gdk_frame_clock_get_frame_counter (clock);

  if (clock != NULL)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
  cf_test_ui_run (18);
  for (guint i = 0; clock != NULL && i < 100 && gdk_frame_clock_get_frame_counter (clock) == before; i++)
    cf_test_ui_run (10);
}

/* Sizes are given in the next frame, and narrow labels wrap in the one after: waits until nothing moves, and says
 * where everything is.  (transfer full) */
static inline char *
cf_test_ui_rest (CfTestUi *ui)
{
  char *before = NULL;
  char *layout = cf_gallery_describe_layout (GTK_WIDGET (ui->bar));

  for (guint frame = 0; frame < 20 && (frame < 2 || !g_str_equal (before, layout)); frame++) {
    g_free (before);
    before = layout;
    cf_test_ui_frame (ui);
    layout = cf_gallery_describe_layout (GTK_WIDGET (ui->bar));
  }
  g_free (before);
  return layout;
}

static inline CfTestUi
cf_test_ui_new (int width)
{
  CfTestUi ui = { gtk_window_new (GTK_WINDOW_TOPLEVEL), CF_RIBBON_BAR (cf_ribbon_bar_new ()) };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (box, width, 300);
  gtk_box_pack_start (GTK_BOX (box), GTK_WIDGET (ui.bar), FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (ui.window), box);
  gtk_widget_show_all (ui.window);
  return ui;
}

static inline void
cf_test_ui_free (CfTestUi *ui)
{
  gtk_widget_destroy (ui->window);
  cf_test_ui_settle ();
}

/* A part of the bar by its name in cf-ribbon-bar.ui. */
static inline GtkWidget *
cf_test_ui_get (CfTestUi *ui, const char *name)
{
  GObject *part = gtk_widget_get_template_child (GTK_WIDGET (ui->bar), CF_TYPE_RIBBON_BAR, name);

  g_assert_nonnull (part);
  return GTK_WIDGET (part);
}

static inline const char *
cf_test_ui_get_text (CfTestUi *ui, const char *name)
{
  return gtk_label_get_text (GTK_LABEL (cf_test_ui_get (ui, name)));
}

static inline const char *
cf_test_ui_get_name (CfTestUi *ui)
{
  return atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (ui->bar)));
}

static inline const char *
cf_test_ui_get_description (CfTestUi *ui)
{
  return atk_object_get_description (gtk_widget_get_accessible (GTK_WIDGET (ui->bar)));
}

/* The icon of a name can be drawn. */
static inline void
cf_test_ui_assert_icon (const char *name)
{
  g_autoptr (GtkIconInfo) info = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_default (), name, 24, 0);
  g_autoptr (GdkPixbuf) picture = info == NULL ? NULL : gtk_icon_info_load_icon (info, NULL);

  if (picture == NULL)
    g_error ("there is no icon %s", name);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 24);
}

/* The first example with a look; every look has one. */
static inline CfReport *
cf_test_ui_make_report (CfRibbonLook look)
{
  for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
    CfReport *report = cf_gallery_make_report (row, "en");

    if (report->ribbon->look == look)
      return report;
    cf_report_free (report);
  }
  g_assert_not_reached ();
}

/* Calls a function for each label below a widget. */
static inline void
cf_test_ui_for_each_label (GtkWidget *widget, GtkCallback callback, gpointer data)
{
  if (GTK_IS_LABEL (widget))
    callback (widget, data);
  if (GTK_IS_CONTAINER (widget)) {
    g_autoptr (GList) children = NULL;

    children = gtk_container_get_children (GTK_CONTAINER (widget));
    for (GList *item = children; item != NULL; item = item->next)
      cf_test_ui_for_each_label (item->data, callback, data);
  }
}
