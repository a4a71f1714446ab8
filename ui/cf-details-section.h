/* cf-details-section.h — ribbon -> pixels: the pieces that the details are built of
 *
 * Everything is a plain label: text of a stranger is never read as markup.
 * Stands on: GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-report.h"

G_BEGIN_DECLS

/* A title that opens and closes what is below it, appended to @parent.
 * Returns: (transfer none): the box for its contents */
GtkWidget *cf_details_add_section (GtkWidget *parent, const char *title, gboolean open);

/* A wrapping text.  @css_class: (nullable).  Returns: (transfer none): the label */
GtkWidget *cf_details_add_text (GtkWidget *box, const char *text, const char *css_class);

/* A table of names and values.  Returns: (transfer none) */
GtkWidget *cf_details_add_table (GtkWidget *box);

/* A row of a table; nothing for a @value of %NULL. */
void cf_details_add_row (GtkWidget *table, const char *name, const char *value);

/* A row for buttons.  Returns: (transfer none) */
GtkWidget *cf_details_add_buttons (GtkWidget *box);

/* A button of a row.  Returns: (transfer none) */
GtkWidget *cf_details_add_button (GtkWidget *row, const char *label);

/* --- the sections that tell the facts: cf-details-facts.c --- */

/* Who the mail says it is from, and where replies go. */
void cf_details_add_sender (GtkWidget *parent, const CfReport *report, gboolean open);

/* The certificate of each signer that has one; says so when there is none. */
void cf_details_add_certificate (GtkWidget *parent, const CfReport *report, gboolean open);

/* The sender's domain; nothing for a sender without one. */
void cf_details_add_domain (GtkWidget *parent, const CfReport *report);

G_END_DECLS
