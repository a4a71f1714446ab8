/* cf-details-section.h — ribbon -> pixels: the pieces that the details are built of
 *
 * Everything is a plain label: text of a stranger is never read as markup.
 * Texts can be selected, with the keyboard too.
 * Stands on: report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-report-details.h"

G_BEGIN_DECLS

/* A title that opens and closes what is below it, appended to @parent.
 * Returns: (transfer none): the box for its contents */
GtkWidget *cf_details_add_section (GtkWidget *parent, const char *title, gboolean open);

/* A wrapping text.  @css_class: (nullable).  Returns: (transfer none): the label */
GtkWidget *cf_details_add_text (GtkWidget *box, const char *text, const char *css_class);

/* A row for buttons.  Returns: (transfer none) */
GtkWidget *cf_details_add_buttons (GtkWidget *box);

/* A button of such a row; its words wrap where the window is narrow.  Returns: (transfer none) */
GtkWidget *cf_details_add_button (GtkWidget *row, const char *label);

/**
 * cf_details_add_part:
 * @lang: language of the buttons
 *
 * One part of a report, whole, in a section of its own.
 *
 * Returns: (transfer none): the box for its contents
 */
GtkWidget *cf_details_add_part (GtkWidget *parent, const CfDetailPart *part, gboolean open, const char *lang);

G_END_DECLS
