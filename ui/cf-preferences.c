/* cf-preferences.c — what a person may choose -> one page for every mail client */
#include "cf-preferences.h"

#include <glib/gi18n-lib.h>

#include "cf-client-options.h"
#include "cf-preferences-policy.h"
#include "cf-preferences-row.h"
#include "cf-ribbon-actions.h"
#include "cf-ribbon-style.h"

#define MARK_PX 20

struct _CfPreferences {
  GtkBox parent_instance;

  CfClient *client;
  CfPreferencesFlags flags;
  CfClientOptions options; /* as they are kept */
  const char *lang;

  GtkWidget *language;
  GtkWidget *mark; /* the tile … */
  GtkWidget *mark_name;
  GtkWidget *mark_dangers;
  GtkWidget *mark_colour;
  GtkWidget *notify;
  GtkWidget *download;
  GtkWidget *policy;
  GtkWidget *problem;
};

G_DEFINE_TYPE (CfPreferences, cf_preferences, GTK_TYPE_BOX)

static const char *
translate (CfPreferences *self, const char *msgid)
{
  return cf_ribbon_translate (self->lang, msgid);
}

/* --- what is chosen --- */

static void
show_options (CfPreferences *self)
{
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->language), (int) self->options.language);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->mark_colour), (int) self->options.mark_colour);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mark_dangers), self->options.mark_dangers);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->notify), self->options.notify);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->download), self->options.download);
}

static CfClientOptions
read_options (CfPreferences *self)
{
  return (CfClientOptions) {
    .language = (CfClientLanguage) gtk_combo_box_get_active (GTK_COMBO_BOX (self->language)),
    .mark_colour = (CfClientMark) gtk_combo_box_get_active (GTK_COMBO_BOX (self->mark_colour)),
    .mark_dangers = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mark_dangers)),
    .notify = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->notify)),
    .download = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->download)),
  };
}

static void
say_problem (CfPreferences *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->problem), text);
  gtk_widget_set_visible (self->problem, *text != '\0');
}

void
cf_preferences_save (CfPreferences *self)
{
  CfClientOptions chosen;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  g_return_if_fail (CF_IS_PREFERENCES (self));

  cf_preferences_policy_save (CF_PREFERENCES_POLICY (self->policy));
  chosen = read_options (self);
  if (cf_client_options_save (NULL, &chosen, &error)) {
    self->options = chosen;
    say_problem (self, "");
    return;
  }

  /* TRANSLATORS: at the end of the preferences; stands above what the system says about it. */
  problem = g_strconcat (translate (self, N_ ("Your choice was not saved.")), "\n", error->message, NULL);
  say_problem (self, problem);
}

static void
update_sensitivity (CfPreferences *self)
{
  gtk_widget_set_sensitive (self->mark_colour, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mark_dangers)));
}

static void
on_choice (CfPreferences *self)
{
  update_sensitivity (self);
  if (self->flags & CF_PREFERENCES_AT_ONCE)
    cf_preferences_save (self);
}

static void
watch_choices (CfPreferences *self)
{
  g_signal_connect_swapped (self->language, "changed", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->mark_colour, "changed", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->mark_dangers, "toggled", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->notify, "toggled", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->download, "toggled", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->policy, "changed", G_CALLBACK (on_choice), self);
}

/* --- the mark and the meanings --- */

static void
show_mark (CfPreferences *self)
{
  CfRibbonMark mark = cf_ribbon_mark_get ();
  g_autofree char *name = cf_ribbon_mark_describe (mark, self->lang);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), cf_ribbon_mark_get_icon (mark), GTK_ICON_SIZE_BUTTON);
  gtk_image_set_pixel_size (GTK_IMAGE (self->mark), MARK_PX);
  cf_ribbon_style_set_mark (self->mark, mark);
  gtk_widget_set_visible (self->mark, *mark.word == '\0');
  gtk_label_set_text (GTK_LABEL (self->mark_name), name);
}

static void
run_action (CfPreferences *self, CfRibbonAction action)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  CfRibbonActionContext context = { .parent = GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL,
                                    .client = self->client };

  cf_ribbon_action_run (action, &context);
}

static void
on_choose_mark (CfPreferences *self)
{
  run_action (self, CF_RIBBON_ACTION_CHOOSE_MARK);
}

static void
on_meanings (CfPreferences *self)
{
  run_action (self, CF_RIBBON_ACTION_MEANINGS);
}

/* The window of the mark stands before ours: whoever comes back may have chosen. */
static gboolean
on_drawn_again (CfPreferences *self)
{
  show_mark (self);
  return GDK_EVENT_PROPAGATE;
}

static void
add_mark (CfPreferences *self, GtkWidget *group)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  /* TRANSLATORS: buttons of the preferences. */
  GtkWidget *choose = gtk_button_new_with_label (translate (self, N_ ("Choose Your Mark…")));
  GtkWidget *meanings = gtk_button_new_with_label (translate (self, N_ ("What Each Ribbon Means…")));

  self->mark = gtk_image_new ();
  self->mark_name = gtk_label_new (NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (self->mark), "mark");
  gtk_widget_set_no_show_all (self->mark, TRUE);
  gtk_box_pack_start (GTK_BOX (row), self->mark, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), self->mark_name, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (buttons), choose, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (buttons), meanings, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (group), row, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (group), buttons, FALSE, FALSE, 0);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (on_choose_mark), self);
  g_signal_connect_swapped (meanings, "clicked", G_CALLBACK (on_meanings), self);
}

/* --- the page --- */

static void
add_ribbon_group (CfPreferences *self)
{
  /* TRANSLATORS: titles of groups in the preferences. */
  GtkWidget *group = cf_preferences_add_group (GTK_WIDGET (self), translate (self, N_ ("Ribbon")));
  const char *languages[CF_CLIENT_N_LANGUAGES] = {
    /* TRANSLATORS: a language of the ribbon; English and Japanese stand beside it under their own names. */
    [CF_CLIENT_LANGUAGE_SYSTEM] = translate (self, N_ ("As the desktop")),
    [CF_CLIENT_LANGUAGE_EN] = "English",
    [CF_CLIENT_LANGUAGE_JA] = "日本語",
  };

  self->language = cf_preferences_new_choice (languages, G_N_ELEMENTS (languages));
  /* TRANSLATORS: before a choice of languages. */
  cf_preferences_add_labelled (group, translate (self, N_ ("Language:")), self->language);
  add_mark (self, group);
}

static void
add_arrival_group (CfPreferences *self)
{
  GtkWidget *group = cf_preferences_add_group (GTK_WIDGET (self), translate (self, N_ ("Dangerous mail")));
  const char *colours[CF_CLIENT_N_MARKS] = {
    /* TRANSLATORS: colours of the mark of a dangerous mail in a list; one word each. */
    [CF_CLIENT_MARK_RED] = translate (self, N_ ("red")),
    [CF_CLIENT_MARK_ORANGE] = translate (self, N_ ("orange")),
    [CF_CLIENT_MARK_PINK] = translate (self, N_ ("pink")),
    [CF_CLIENT_MARK_BROWN] = translate (self, N_ ("brown")),
  };

  self->mark_dangers = cf_preferences_add_check (
      group,
      /* TRANSLATORS: choices of the preferences, with a box to be ticked. */
      translate (self, N_ ("Mark dangerous mail in the list of messages. Other mail is never marked")));
  self->mark_colour = cf_preferences_new_choice (colours, G_N_ELEMENTS (colours));
  cf_preferences_add_labelled (group, translate (self, N_ ("Colour of the mark:")), self->mark_colour);
  self->notify = cf_preferences_add_check (
      group, translate (self, N_ ("Tell me on the desktop when a dangerous mail arrives")));
  self->download = cf_preferences_add_check (
      group, translate (self, N_ ("Download new mail whole, so that it is checked before I open it")));
  if (self->flags & CF_PREFERENCES_DOWNLOAD)
    return;

  /* The choice is another client's: it is kept as it is, and not offered here. */
  gtk_widget_set_no_show_all (self->download, TRUE);
  cf_preferences_add_text (
      group,
      /* TRANSLATORS: in the preferences of a client that cannot download mail in the background. */
      translate (self, N_ ("This mail program does not download mail of an IMAP server by itself. Such a mail is checked when you "
                           "open it, or when a filter rule has needed its text.")),
      TRUE);
}

static void
cf_preferences_style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cf_preferences_parent_class)->style_updated (widget);
  cf_ribbon_style_update (widget);
}

static void
cf_preferences_finalize (GObject *object)
{
  g_object_unref (CF_PREFERENCES (object)->client);
  G_OBJECT_CLASS (cf_preferences_parent_class)->finalize (object);
}

static void
cf_preferences_class_init (CfPreferencesClass *klass)
{
  cf_ribbon_style_prepare ();
  G_OBJECT_CLASS (klass)->finalize = cf_preferences_finalize;
  GTK_WIDGET_CLASS (klass)->style_updated = cf_preferences_style_updated;
}

static void
cf_preferences_init (CfPreferences *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  g_object_set (self, "margin", 12, NULL);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "certfirst-marks");
}

GtkWidget *
cf_preferences_new (CfClient *client, CfPreferencesFlags flags)
{
  CfPreferences *self = g_object_new (CF_TYPE_PREFERENCES, NULL);

  self->client = g_object_ref (client);
  self->flags = flags;
  self->options = cf_client_options_load (NULL);
  self->lang = cf_ribbon_choose_lang (cf_client_options_get_lang (&self->options));
  add_ribbon_group (self);
  add_arrival_group (self);
  self->policy = cf_preferences_policy_new (client, self->lang);
  gtk_box_pack_start (GTK_BOX (self), self->policy, FALSE, FALSE, 0);
  self->problem = cf_preferences_add_text (GTK_WIDGET (self), "", FALSE);
  gtk_widget_set_no_show_all (self->problem, TRUE);
  show_options (self);
  show_mark (self);
  watch_choices (self);
  update_sensitivity (self);
  g_signal_connect (self, "map", G_CALLBACK (on_drawn_again), NULL);
  gtk_widget_show_all (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
