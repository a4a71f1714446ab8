/* cf-details-section.c — ribbon -> pixels: the pieces that the details are built of
 */
#include "cf-details-section.h"

#include <glib/gi18n-lib.h>

#include "cf-ribbon-style.h"

/* Stops one long word of a stranger from widening the window. */
#define TEXT_WIDTH_CHARS 56

/* So wide a name may be before it wraps: the values need the rest. */
#define NAME_WIDTH_CHARS 20

static GtkWidget *
new_label (const char *text, const char *css_class, int width_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  cf_ribbon_style_set_text (label, text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), width_chars);
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
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), new_label (title, "section", TEXT_WIDTH_CHARS));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), open);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_top (box, 4);
  gtk_container_add (GTK_CONTAINER (expander), box);
  gtk_box_pack_start (GTK_BOX (parent), expander, FALSE, FALSE, 0);

  /* Tab passes by what is closed. */
  gtk_widget_set_no_show_all (box, TRUE);
  g_object_bind_property (expander, "expanded", box, "visible", G_BINDING_SYNC_CREATE);
  return box;
}

GtkWidget *
cf_details_add_text (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = new_label (text, css_class, TEXT_WIDTH_CHARS);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_pack_start (GTK_BOX (box), label, FALSE, FALSE, 0);
  return label;
}

static GtkWidget *
add_table (GtkWidget *box)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_box_pack_start (GTK_BOX (box), grid, FALSE, FALSE, 0);
  return grid;
}

/* Whoever hears a value hears its name before it. */
static void
tell_name (GtkWidget *value, GtkWidget *name)
{
  AtkObject *value_object = gtk_widget_get_accessible (value);
  AtkObject *name_object = gtk_widget_get_accessible (name);

  atk_object_add_relationship (value_object, ATK_RELATION_LABELLED_BY, name_object);
  atk_object_add_relationship (name_object, ATK_RELATION_LABEL_FOR, value_object);
}

/* Returns: (transfer none): the value */
static GtkWidget *
add_row (GtkWidget *table, const CfDetail *detail)
{
  GtkWidget *name = new_label (detail->name, "name", NAME_WIDTH_CHARS);
  GtkWidget *value =
      new_label (detail->text, detail->kind == CF_DETAIL_FINGERPRINT ? "fingerprint" : NULL, TEXT_WIDTH_CHARS);

  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_label_set_yalign (GTK_LABEL (value), 0);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach_next_to (GTK_GRID (table), name, NULL, GTK_POS_BOTTOM, 1, 1);
  gtk_grid_attach_next_to (GTK_GRID (table), value, name, GTK_POS_RIGHT, 1, 1);
  tell_name (value, name);
  return value;
}

static void
copy_text (GtkButton *button, const char *text)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button), GDK_SELECTION_CLIPBOARD), text, -1);
}

static void
free_text (gpointer text, GClosure *closure)
{
  g_free (text);
}

static void
add_fingerprint (GtkWidget *table, const CfDetail *detail, const char *lang)
{
  GtkWidget *value = add_row (table, detail);
  GtkWidget *button = gtk_button_new_with_label (cf_ribbon_translate (lang, N_ ("Copy fingerprint")));

  atk_object_set_description (gtk_widget_get_accessible (button), detail->name);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_grid_attach_next_to (GTK_GRID (table), button, value, GTK_POS_BOTTOM, 1, 1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_text), g_strdup (detail->text), free_text, 0);
}

static void
add_code (GtkWidget *box, const CfDetail *detail)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  cf_details_add_text (row, detail->name, "code");
  cf_details_add_text (row, detail->text, "name");
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
}

static void
add_detail (GtkWidget *box, GtkWidget **table, const CfDetail *detail, const char *lang)
{
  gboolean in_table = detail->kind == CF_DETAIL_ROW || detail->kind == CF_DETAIL_FINGERPRINT;

  if (in_table && *table == NULL)
    *table = add_table (box);
  if (!in_table)
    *table = NULL;

  switch (detail->kind) {
  case CF_DETAIL_ROW:
    add_row (*table, detail);
    break;
  case CF_DETAIL_FINGERPRINT:
    add_fingerprint (*table, detail, lang);
    break;
  case CF_DETAIL_CODE:
    add_code (box, detail);
    break;
  case CF_DETAIL_HEADING:
    gtk_widget_set_margin_top (cf_details_add_text (box, detail->text, "section"), 6);
    break;
  case CF_DETAIL_TEXT:
    cf_details_add_text (box, detail->text, NULL);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
show_contents (GtkWidget *widget, gpointer unused)
{
  gtk_widget_show_all (widget);
}

GtkWidget *
cf_details_add_part (GtkWidget *parent, const CfDetailPart *part, gboolean open, const char *lang)
{
  GtkWidget *box = cf_details_add_section (parent, part->title, open);
  GtkWidget *table = NULL;

  for (guint i = 0; i < part->details->len; i++)
    add_detail (box, &table, g_ptr_array_index (part->details, i), lang);
  gtk_container_foreach (GTK_CONTAINER (box), show_contents, NULL);
  return box;
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

  gtk_label_set_line_wrap (GTK_LABEL (gtk_bin_get_child (GTK_BIN (button))), TRUE);
  gtk_box_pack_start (GTK_BOX (row), button, FALSE, FALSE, 0);
  return button;
}
