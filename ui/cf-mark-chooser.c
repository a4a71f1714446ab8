/* cf-mark-chooser.c — a person's choice -> the mark of the ribbon
 *
 * Every sign and colour is a radio button: one stop of the Tab key for each
 * group, arrows within it, and a name for who does not see the picture.
 */
#include "cf-mark-chooser.h"

#include <glib/gi18n-lib.h>

#include "cf-ribbon-style.h"
#include "cf-ribbon.h"

#define SIGN_PX 24
#define PREVIEW_PX 32
#define COLUMNS 6

struct _CfMarkChooser {
  GtkDialog parent_instance;

  char *path;
  const char *lang;
  CfRibbonMark mark;
  GtkWidget *preview;      /* the sign … */
  GtkWidget *preview_word; /* … or the word instead */
  GtkWidget *name;
  GtkWidget *word;
  GtkWidget *complaint;
};

G_DEFINE_TYPE (CfMarkChooser, cf_mark_chooser, GTK_TYPE_DIALOG)

static const char *
translate (CfMarkChooser *self, const char *msgid)
{
  return cf_ribbon_translate (self->lang, msgid);
}

static void
show_choice (CfMarkChooser *self)
{
  g_autofree char *name = cf_ribbon_mark_describe (self->mark, self->lang);
  gboolean has_word = *self->mark.word != '\0';

  gtk_image_set_from_icon_name (GTK_IMAGE (self->preview), cf_ribbon_mark_get_icon (self->mark),
                                GTK_ICON_SIZE_DND);
  gtk_image_set_pixel_size (GTK_IMAGE (self->preview), PREVIEW_PX);
  gtk_label_set_text (GTK_LABEL (self->preview_word), self->mark.word);
  cf_ribbon_style_set_mark (self->preview, self->mark);
  cf_ribbon_style_set_mark (self->preview_word, self->mark);
  gtk_widget_set_visible (self->preview, !has_word);
  gtk_widget_set_visible (self->preview_word, has_word);
  gtk_label_set_text (GTK_LABEL (self->name), name);
}

static guint
get_row (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "row"));
}

static void
on_sign (CfMarkChooser *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  self->mark.sign = get_row (GTK_WIDGET (button));
  gtk_entry_set_text (GTK_ENTRY (self->word), "");
  show_choice (self);
}

static void
on_colour (CfMarkChooser *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  self->mark.colour = get_row (GTK_WIDGET (button));
  show_choice (self);
}

static void
on_word (CfMarkChooser *self, GtkEntry *entry)
{
  const char *word = gtk_entry_get_text (entry);
  gboolean good = *word == '\0' || cf_ribbon_mark_is_word (word);

  g_strlcpy (self->mark.word, good ? word : "", sizeof self->mark.word);
  gtk_label_set_text (GTK_LABEL (self->complaint),
                      good ? ""
                           /* TRANSLATORS: below the entry for a word as mark. */
                           : translate (self, N_ ("Use letters and digits only, and no word that a ribbon uses, "
                                                  "such as “Danger”.")));
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK, good);
  show_choice (self);
}

static void
on_response (CfMarkChooser *self, int response)
{
  g_autoptr (GError) error = NULL;

  if (response != GTK_RESPONSE_OK || cf_ribbon_mark_save (self->path, &self->mark, &error)) {
    gtk_widget_hide (GTK_WIDGET (self));
    return;
  }

  /* Stays open, and whoever waits for an answer waits on. */
  g_signal_stop_emission_by_name (self, "response");
  gtk_label_set_text (GTK_LABEL (self->complaint), error->message);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  return label;
}

static GtkWidget *
new_choice (GtkWidget *grid, guint row, const char *name, GtkWidget *picture)
{
  GtkWidget *first = gtk_grid_get_child_at (GTK_GRID (grid), 0, 0);
  GtkWidget *button = gtk_radio_button_new_from_widget (first == NULL ? NULL : GTK_RADIO_BUTTON (first));

  gtk_toggle_button_set_mode (GTK_TOGGLE_BUTTON (button), FALSE);
  gtk_container_add (GTK_CONTAINER (button), picture);
  gtk_widget_set_tooltip_text (button, name);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  atk_object_set_role (gtk_widget_get_accessible (picture), ATK_ROLE_FILLER);
  g_object_set_data (G_OBJECT (button), "row", GUINT_TO_POINTER (row));
  gtk_grid_attach (GTK_GRID (grid), button, (int) row % COLUMNS, (int) row / COLUMNS, 1, 1);
  return button;
}

static GtkWidget *
new_picture (CfRibbonMark mark)
{
  GtkWidget *picture = gtk_image_new_from_icon_name (cf_ribbon_mark_get_icon (mark), GTK_ICON_SIZE_BUTTON);

  gtk_image_set_pixel_size (GTK_IMAGE (picture), SIGN_PX);
  return picture;
}

static GtkWidget *
new_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  return grid;
}

static GtkWidget *
new_signs (CfMarkChooser *self)
{
  GtkWidget *grid = new_grid ();

  for (guint sign = 0; sign < cf_ribbon_mark_get_n_signs (); sign++) {
    CfRibbonMark mark = { .sign = sign };
    GtkWidget *button =
        new_choice (grid, sign, cf_ribbon_mark_name_sign (mark, self->lang), new_picture (mark));

    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), sign == self->mark.sign);
    g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_sign), self);
    /* Choosing the sign again takes a word away. */
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_sign), self);
  }
  return grid;
}

static GtkWidget *
new_colours (CfMarkChooser *self)
{
  GtkWidget *grid = new_grid ();

  for (guint colour = 0; colour < cf_ribbon_mark_get_n_colours (); colour++) {
    CfRibbonMark mark = { .sign = self->mark.sign, .colour = colour };
    GtkWidget *picture = new_picture (mark);
    GtkWidget *button = new_choice (grid, colour, cf_ribbon_mark_name_colour (mark, self->lang), picture);

    gtk_style_context_add_class (gtk_widget_get_style_context (picture), "mark");
    cf_ribbon_style_set_mark (picture, mark);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), colour == self->mark.colour);
    g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_colour), self);
  }
  return grid;
}

static GtkWidget *
new_preview (CfMarkChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->preview = gtk_image_new ();
  self->preview_word = gtk_label_new (NULL);
  self->name = new_label (NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (self->preview), "mark");
  gtk_style_context_add_class (gtk_widget_get_style_context (self->preview_word), "mark");
  gtk_widget_set_valign (self->preview_word, GTK_ALIGN_CENTER);
  gtk_container_add (GTK_CONTAINER (box), self->preview);
  gtk_container_add (GTK_CONTAINER (box), self->preview_word);
  gtk_container_add (GTK_CONTAINER (box), self->name);
  return box;
}

static GtkWidget *
new_word (CfMarkChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  /* TRANSLATORS: label of the entry for a word as mark. */
  GtkWidget *label = new_label (translate (self, N_ ("A word instead of a picture, up to 8 letters (optional):")));

  self->word = gtk_entry_new ();
  gtk_entry_set_text (GTK_ENTRY (self->word), self->mark.word);
  gtk_entry_set_max_length (GTK_ENTRY (self->word), CF_RIBBON_MARK_WORD_COLUMNS);
  gtk_entry_set_activates_default (GTK_ENTRY (self->word), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->word);
  g_signal_connect_swapped (self->word, "changed", G_CALLBACK (on_word), self);
  gtk_container_add (GTK_CONTAINER (box), label);
  gtk_container_add (GTK_CONTAINER (box), self->word);
  return box;
}

static void
fill (CfMarkChooser *self)
{
  GtkWidget *area = gtk_dialog_get_content_area (GTK_DIALOG (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->complaint = new_label (NULL);
  g_object_set (box, "margin", 18, NULL);
  gtk_container_add (GTK_CONTAINER (box), new_preview (self));
  /* TRANSLATORS: what the mark is for, above its signs and colours. */
  gtk_container_add (GTK_CONTAINER (box),
                     new_label (translate (self, N_ ("Every ribbon of ours carries your mark. A ribbon without it is "
                                                     "false. Tell nobody: no help desk asks for it."))));
  gtk_container_add (GTK_CONTAINER (box), new_signs (self));
  gtk_container_add (GTK_CONTAINER (box), new_colours (self));
  gtk_container_add (GTK_CONTAINER (box), new_word (self));
  gtk_container_add (GTK_CONTAINER (box), self->complaint);
  gtk_container_add (GTK_CONTAINER (area), box);
  gtk_widget_show_all (area);
  show_choice (self);
}

static void
cf_mark_chooser_style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cf_mark_chooser_parent_class)->style_updated (widget);
  cf_ribbon_style_update (widget);
}

static void
cf_mark_chooser_finalize (GObject *object)
{
  g_free (CF_MARK_CHOOSER (object)->path);
  G_OBJECT_CLASS (cf_mark_chooser_parent_class)->finalize (object);
}

static void
cf_mark_chooser_class_init (CfMarkChooserClass *klass)
{
  cf_ribbon_style_prepare ();
  G_OBJECT_CLASS (klass)->finalize = cf_mark_chooser_finalize;
  GTK_WIDGET_CLASS (klass)->style_updated = cf_mark_chooser_style_updated;
}

static void
cf_mark_chooser_init (CfMarkChooser *self)
{
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "certfirst-marks");
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
}

GtkWidget *
cf_mark_chooser_new (const char *path, const char *lang)
{
  CfMarkChooser *self = g_object_new (CF_TYPE_MARK_CHOOSER, NULL);

  self->path = g_strdup (path);
  self->lang = cf_ribbon_choose_lang (lang);
  self->mark = cf_ribbon_mark_load (path);
  /* TRANSLATORS: title of the window, and its buttons. */
  gtk_window_set_title (GTK_WINDOW (self), translate (self, N_ ("Your mark")));
  gtk_dialog_add_button (GTK_DIALOG (self), translate (self, N_ ("Cancel")), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (GTK_DIALOG (self), translate (self, N_ ("Use this mark")), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
  fill (self);
  g_signal_connect (self, "response", G_CALLBACK (on_response), NULL);
  return GTK_WIDGET (self);
}

CfRibbonMark
cf_mark_chooser_get_mark (CfMarkChooser *self)
{
  return self->mark;
}
