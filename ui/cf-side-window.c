/* cf-side-window.c — a window beside the mail client's own, which blocks nothing */
#include "cf-side-window.h"

#include "cf-ribbon-style.h"

/* Of the screen. */
#define MAX_SHARE 0.85

/* Stops one long word from widening the window. */
#define TEXT_WIDTH_CHARS 60

static int
fit (GtkWidget *widget, int pixels, gboolean vertical)
{
  GdkMonitor *monitor = gdk_display_get_monitor (gtk_widget_get_display (widget), 0);
  int scaled = cf_ribbon_style_scale (widget, pixels);
  GdkRectangle area;

  if (monitor == NULL)
    return scaled;

  gdk_monitor_get_workarea (monitor, &area);
  return MIN (scaled, (int) ((vertical ? area.height : area.width) * MAX_SHARE));
}

GtkWidget *
cf_side_window_new (GtkWindow *parent, const char *title, int width, int height, GtkWidget **out_box)
{
  GtkWidget *window, *scroller, *box;

  cf_ribbon_style_prepare ();
  window = g_object_new (GTK_TYPE_DIALOG, "use-header-bar", 0, NULL);
  scroller = gtk_scrolled_window_new (NULL, NULL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), fit (window, width, FALSE), -1);
  g_signal_connect (window, "response", G_CALLBACK (gtk_widget_destroy), NULL);

  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", fit (window, height, TRUE), NULL);
  g_object_set (box, "margin", 18, NULL);
  gtk_container_add (GTK_CONTAINER (scroller), box);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window))), scroller, TRUE, TRUE, 0);
  gtk_widget_show_all (scroller);
  *out_box = box;
  return window;
}

GtkWidget *
cf_side_window_add_text (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_WIDTH_CHARS);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), css_class);
  gtk_box_pack_start (GTK_BOX (box), label, FALSE, FALSE, 0);
  gtk_widget_show (label);
  return label;
}
