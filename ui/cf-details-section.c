/* cf-details-section.c — ribbon -> pixels: the pieces that the details are built of
 */
#include "cf-details-section.h"

/* Stops one long word of a stranger from widening the window. */
#define TEXT_WIDTH_CHARS 56

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_WIDTH_CHARS);
  if (css_class != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), css_class);
  return label;
}

GtkWidget *
cf_details_add_section (GtkWidget *parent, const char *title, gboolean open)
{
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_box_pack_start (GTK_BOX (parent), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), FALSE, FALSE, 0);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), new_label (title, "section"));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), open);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_top (box, 4);
  gtk_container_add (GTK_CONTAINER (expander), box);
  gtk_box_pack_start (GTK_BOX (parent), expander, FALSE, FALSE, 0);
  return box;
}

GtkWidget *
cf_details_add_text (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = new_label (text, css_class);

  gtk_box_pack_start (GTK_BOX (box), label, FALSE, FALSE, 0);
  return label;
}

GtkWidget *
cf_details_add_table (GtkWidget *box)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_box_pack_start (GTK_BOX (box), grid, FALSE, FALSE, 0);
  return grid;
}

void
cf_details_add_row (GtkWidget *table, const char *name, const char *value)
{
  GtkWidget *left;
  GtkWidget *right;

  if (value == NULL)
    return;

  left = new_label (name, "name");
  right = new_label (value, NULL);
  gtk_label_set_line_wrap (GTK_LABEL (left), FALSE);
  gtk_label_set_yalign (GTK_LABEL (left), 0);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_grid_attach_next_to (GTK_GRID (table), left, NULL, GTK_POS_BOTTOM, 1, 1);
  gtk_grid_attach_next_to (GTK_GRID (table), right, left, GTK_POS_RIGHT, 1, 1);
}

GtkWidget *
cf_details_add_buttons (GtkWidget *box)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_margin_top (row, 2);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
  return row;
}

GtkWidget *
cf_details_add_button (GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);
  return button;
}
