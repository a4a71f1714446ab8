/* cf-preferences-row.c — the pieces that the preferences are built of */
#include "cf-preferences-row.h"

#define GROUP_MARGIN_PX 12
#define TEXT_WIDTH_CHARS 60

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_WIDTH_CHARS);
  return label;
}

GtkWidget *
cf_preferences_add_group (GtkWidget *page, const char *title)
{
  GtkWidget *heading = new_text (title);
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (heading), attributes);
  pango_attr_list_unref (attributes);
  gtk_widget_set_margin_start (group, GROUP_MARGIN_PX);
  gtk_widget_set_margin_bottom (group, GROUP_MARGIN_PX);
  gtk_box_pack_start (GTK_BOX (page), heading, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (page), group, FALSE, FALSE, 0);
  return group;
}

/* The wheel moves the page: over a choice it would change it, and nobody would notice. */
static gboolean
leave_to_page (GtkWidget *control)
{
  g_signal_stop_emission_by_name (control, "scroll-event");
  return GDK_EVENT_PROPAGATE;
}

void
cf_preferences_add_labelled (GtkWidget *group, const char *label, GtkWidget *control)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = new_text (label);

  gtk_label_set_mnemonic_widget (GTK_LABEL (name), control);
  g_signal_connect (control, "scroll-event", G_CALLBACK (leave_to_page), NULL);
  gtk_box_pack_start (GTK_BOX (row), name, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), control, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (group), row, FALSE, FALSE, 0);
}

GtkWidget *
cf_preferences_add_check (GtkWidget *group, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_label_set_line_wrap (GTK_LABEL (gtk_bin_get_child (GTK_BIN (check))), TRUE);
  gtk_box_pack_start (GTK_BOX (group), check, FALSE, FALSE, 0);
  return check;
}

GtkWidget *
cf_preferences_new_choice (const char *const *words, guint n_words)
{
  GtkWidget *choice = gtk_combo_box_text_new ();

  for (guint i = 0; i < n_words; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (choice), words[i]);
  return choice;
}

GtkWidget *
cf_preferences_add_text (GtkWidget *group, const char *text, gboolean dim)
{
  GtkWidget *label = new_text (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (dim)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), "name");
  gtk_box_pack_start (GTK_BOX (group), label, FALSE, FALSE, 0);
  return label;
}
