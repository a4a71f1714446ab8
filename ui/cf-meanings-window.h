/* cf-meanings-window.h — ribbon -> pixels: one example of each ribbon, and what it means
 *
 * Stands on: ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @parent: (nullable).  @lang: (nullable): %NULL is the locale's.  Returns: (transfer none): a hidden window */
GtkWidget *cf_meanings_window_new (GtkWindow *parent, const char *lang);

G_END_DECLS
