/* cf-ribbon-face.c — ribbon -> pixels: words, icon and look of the widget
 */
#include "cf-ribbon-bar-private.h"

#include <glib/gi18n-lib.h>

#include "cf-ribbon-mark.h"
#include "cf-ribbon-row.h"
#include "cf-ribbon-style.h"

/* The ribbon's own padding, which the row in it has less. */
#define PADDING_PX 22
/* A mark that is a word: 72 px less padding and ring. */
#define WORD_PX 54

/* How each look differs beside its colours.
 * announce_ms: how long the message must rest before it is spoken; caution
 * waits until a screen reader is through with the headers; 0 is never.
 * A headline has one line; a second one only where a long address leaves no
 * place, because in Japanese the end of the sentence says what happened.
 * narrow_px: below which width of the pane lines wrap and actions go below;
 * danger needs more, or its two buttons cut off what it warns of. */
static const struct {
  AtkRole role;
  gboolean small;
  int headline_lines;
  int detail_lines;
  guint announce_ms;
  int narrow_px;
} looks[] = {
  /* role, small, headline_lines, detail_lines, announce_ms, narrow_px */
  [CF_RIBBON_LOOK_QUIET] = { ATK_ROLE_INFO_BAR, TRUE, 1, 1, 0, 480 },
  [CF_RIBBON_LOOK_GOOD] = { ATK_ROLE_INFO_BAR, FALSE, 2, 1, 0, 480 },
  [CF_RIBBON_LOOK_DOMAIN] = { ATK_ROLE_INFO_BAR, FALSE, 2, 1, 0, 480 },
  [CF_RIBBON_LOOK_CAUTION] = { ATK_ROLE_INFO_BAR, FALSE, 2, 1, 2500, 480 },
  [CF_RIBBON_LOOK_UNKNOWN] = { ATK_ROLE_INFO_BAR, FALSE, 2, 1, 0, 480 },
  [CF_RIBBON_LOOK_DANGER] = { ATK_ROLE_ALERT, FALSE, 2, 2, 250, 620 },
};

static const char *
get_lang (CfRibbonBar *self)
{
  return self->lang != NULL ? self->lang : cf_ribbon_choose_lang (NULL);
}

static void
set_class (CfRibbonBar *self, const char *css_class, gboolean wanted)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (wanted)
    gtk_style_context_add_class (context, css_class);
  else
    gtk_style_context_remove_class (context, css_class);
}

static void
set_label (GtkWidget *label, const char *text)
{
  cf_ribbon_style_set_text (label, text);
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

/* The labels always wrap, at times to one line: a label that stops wrapping
 * changes its request mode, and GTK goes on with the old one. */
static void
set_lines (GtkWidget *label, gboolean narrow, int lines)
{
  gtk_label_set_ellipsize (GTK_LABEL (label), narrow ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), narrow ? -1 : lines);
}

void
cf_ribbon_face_update_metrics (CfRibbonBar *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean small = looks[self->look].small;
  gboolean one_line = small && !gtk_widget_get_visible (self->detail);
  int gap = cf_ribbon_style_scale (widget, 10);

  gtk_image_set_pixel_size (GTK_IMAGE (self->mark), cf_ribbon_style_scale (widget, small ? 12 : 14));
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), cf_ribbon_style_scale (widget, small ? 16 : 24));
  gtk_box_set_spacing (GTK_BOX (self->lead), gap);
  gtk_box_set_spacing (GTK_BOX (self->head), cf_ribbon_style_scale (widget, 8));
  gtk_box_set_spacing (GTK_BOX (self->actions), cf_ribbon_style_scale (widget, 6));
  cf_ribbon_row_set_metrics (CF_RIBBON_ROW (self->row),
                             one_line ? 0 : cf_ribbon_style_scale (widget, looks[self->look].narrow_px - PADDING_PX), gap);
  set_lines (self->headline, self->narrow, looks[self->look].headline_lines);
  set_lines (self->detail, self->narrow, looks[self->look].detail_lines);
}

static void
set_look (CfRibbonBar *self, CfRibbonLook look)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    set_class (self, cf_ribbon_look_get_name ((CfRibbonLook) i), i == look);

  self->look = look;
  atk_object_set_role (gtk_widget_get_accessible (GTK_WIDGET (self)), looks[look].role);
  cf_ribbon_face_update_metrics (self);
}

static void
set_accessible (CfRibbonBar *self, const char *name, const char *description)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  atk_object_set_name (accessible, name != NULL ? name : "");
  atk_object_set_description (accessible, description != NULL ? description : "");
}

void
cf_ribbon_face_set_checking_again (CfRibbonBar *self, gboolean again)
{
  set_class (self, "again", again);
  gtk_widget_set_sensitive (self->actions, !again);
}

/* A word is as wide as its letters, up to 72 px with the tile's own padding. */
static void
fit_word (CfRibbonBar *self)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (self->mark_word, gtk_label_get_text (GTK_LABEL (self->mark_word)));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int most = cf_ribbon_style_scale (GTK_WIDGET (self), WORD_PX);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width > most)
    pango_attr_list_insert (attributes, pango_attr_scale_new ((double) most / width));
  gtk_label_set_attributes (GTK_LABEL (self->mark_word), attributes);
}

static void
set_mark_tile (CfRibbonBar *self, GtkWidget *tile, CfRibbonMark mark)
{
  g_autofree char *name = cf_ribbon_mark_describe (mark, get_lang (self));

  cf_ribbon_style_set_mark (tile, mark);
  atk_object_set_name (gtk_widget_get_accessible (tile), name);
  /* TRANSLATORS: tooltip of the small tile at the left end of the ribbon. */
  gtk_widget_set_tooltip_text (
      tile, cf_ribbon_translate (get_lang (self), N_ ("A ribbon without this mark is not ours")));
}

static void
set_mark (CfRibbonBar *self)
{
  CfRibbonMark mark = cf_ribbon_mark_get ();

  set_mark_tile (self, self->mark, mark);
  set_mark_tile (self, self->mark_word, mark);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), cf_ribbon_mark_get_icon (mark), GTK_ICON_SIZE_MENU);
  set_label (self->mark_word, mark.word);
  gtk_widget_set_visible (self->mark, *mark.word == '\0');
  fit_word (self);
}

void
cf_ribbon_face_clear (CfRibbonBar *self)
{
  set_label (self->pill, NULL);
  gtk_label_set_text (GTK_LABEL (self->headline), "");
  set_label (self->detail, NULL);
  set_label (self->code, NULL);
  gtk_widget_set_tooltip_text (self->text, NULL);
  gtk_image_clear (GTK_IMAGE (self->icon));
  gtk_widget_hide (self->icon);
  gtk_widget_hide (self->actions);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_hide (self->spinner);
  cf_ribbon_face_set_checking_again (self, FALSE);
  set_class (self, "two-lines", FALSE);
  set_mark (self);
  set_accessible (self, NULL, NULL);
  set_look (self, CF_RIBBON_LOOK_QUIET);
}

void
cf_ribbon_face_show_loading (CfRibbonBar *self)
{
  /* TRANSLATORS: in the ribbon while the engine works. */
  const char *words = cf_ribbon_translate (get_lang (self), N_ ("Checking the certificate…"));

  gtk_label_set_text (GTK_LABEL (self->headline), words);
  gtk_widget_show (self->spinner);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  set_accessible (self, words, NULL);
}

/* Everything that a line may have had to cut. */
static void
set_tooltip (CfRibbonBar *self, const CfRibbon *ribbon)
{
  g_autoptr (GString) text = g_string_new (ribbon->headline);
  g_autofree char *isolated = NULL;

  if (ribbon->tooltip != NULL)
    g_string_append_printf (text, "\n%s", ribbon->tooltip);
  if (ribbon->detail != NULL)
    g_string_append_printf (text, "\n%s", ribbon->detail);
  isolated = cf_ribbon_style_isolate (text->str);
  gtk_widget_set_tooltip_text (self->text, isolated);
}

static void
set_actions (CfRibbonBar *self, const CfRibbon *ribbon)
{
  const char *lang = ribbon->lang;

  set_label (self->code, ribbon->code);
  /* TRANSLATORS: buttons of the ribbon; as short as can be. */
  gtk_button_set_label (GTK_BUTTON (self->what_to_do), cf_ribbon_translate (lang, N_ ("What to do")));
  gtk_button_set_label (GTK_BUTTON (self->check_again), cf_ribbon_translate (lang, N_ ("Check again")));
  gtk_button_set_label (GTK_BUTTON (self->details), cf_ribbon_translate (lang, N_ ("Details")));
  gtk_widget_set_visible (self->what_to_do, ribbon->what_to_do);
  gtk_widget_set_visible (self->check_again, ribbon->check_again);
  gtk_widget_show (self->actions);
}

void
cf_ribbon_face_show (CfRibbonBar *self, const CfRibbon *ribbon)
{
  g_autofree char *icon = g_strconcat (ribbon->icon, "-symbolic", NULL);

  self->lang = cf_ribbon_choose_lang (ribbon->lang);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon, GTK_ICON_SIZE_LARGE_TOOLBAR);
  gtk_widget_show (self->icon);
  set_label (self->pill, ribbon->pill);
  cf_ribbon_style_set_text (self->headline, ribbon->headline);
  set_label (self->detail, ribbon->detail);
  set_class (self, "two-lines", ribbon->detail != NULL);
  set_tooltip (self, ribbon);
  set_actions (self, ribbon);
  set_mark (self);
  set_look (self, ribbon->look);
  set_accessible (self, ribbon->accessible_name, ribbon->accessible_description);
}

guint
cf_ribbon_face_get_announce_ms (CfRibbonBar *self)
{
  return looks[self->look].announce_ms;
}
