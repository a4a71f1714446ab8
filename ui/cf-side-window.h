/* cf-side-window.h — a window beside the mail client's own, which blocks nothing
 *
 * Stands on: GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * cf_side_window_new:
 * @parent: (nullable): the window that it stands before and goes with
 * @width, @height: pixels of the design; less where the screen is smaller
 * @out_box: (out) (transfer none): a box for the contents, which scrolls
 *
 * Esc closes it.  Nothing waits for it.
 *
 * Returns: (transfer none): a hidden dialog without buttons
 */
GtkWidget *cf_side_window_new (GtkWindow *parent, const char *title, int width, int height, GtkWidget **out_box);

/* A wrapping plain text at the end of @box.  @css_class: (nullable).  (transfer none) */
GtkWidget *cf_side_window_add_text (GtkWidget *box, const char *text, const char *css_class);

G_END_DECLS
