/* cf-preferences-row.h — the pieces that the preferences are built of
 *
 * Stands on: GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bold title above a box, both appended to @page.  Returns: (transfer none): the box */
GtkWidget *cf_preferences_add_group (GtkWidget *page, const char *title);

/* @control with its words before it, which name it for screen readers; appended to @group.  The wheel does not change it. */
void cf_preferences_add_labelled (GtkWidget *group, const char *label, GtkWidget *control);

/* A choice of yes or no; its words wrap.  (transfer none) */
GtkWidget *cf_preferences_add_check (GtkWidget *group, const char *label);

/* A choice of one of several words, in the order of their numbers.  (transfer floating) */
GtkWidget *cf_preferences_new_choice (const char *const *words, guint n_words);

/* A wrapping text.  @dim: of less weight.  (transfer none) */
GtkWidget *cf_preferences_add_text (GtkWidget *group, const char *text, gboolean dim);

G_END_DECLS
