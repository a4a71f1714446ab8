/* cf-preferences-policy.c — the rules -> the part of the preferences that the engine answers for */
#include "cf-preferences-policy.h"

#include <glib/gi18n-lib.h>

#include "cf-client-settings.h"
#include "cf-preferences-row.h"
#include "cf-ribbon.h"

#define MAX_WORDS 3
#define MAX_DAYS 36500

/* One row for each key that a person may choose here: its words on the page.  Without words it is a number. */
static const struct {
  const char *section;
  const char *key;
  const char *label;
  struct {
    const char *value;
    const char *word;
  } words[MAX_WORDS];
} rows[] = {
  /* TRANSLATORS: choices of the preferences; the first of each is the label before it. */
  { "network",
    "mode",
    N_ ("What may be looked up:"),
    { { "all", N_ ("sender's domain and certificate authorities") },
      { "dns-only", N_ ("sender's domain only") },
      { "none", N_ ("nothing") } } },
  { "network",
    "at-opening",
    N_ ("When a mail is opened:"),
    { { "allow", N_ ("look up what is missing") }, { "never", N_ ("look up nothing") } } },
  { "network",
    "revocation",
    N_ ("If nobody tells about revocation:"),
    { { "hard", N_ ("the signature is not confirmed") }, { "soft", N_ ("the signature counts, with a note") } } },
  { "history", "keep", N_ ("Record of earlier mail:"), { { "true", N_ ("keep it on this computer") }, { "false", N_ ("keep none") } } },
  { "history", "days", N_ ("Days that it goes back:"), { { NULL } } },
};

struct _CfPreferencesPolicy {
  GtkBox parent_instance;

  CfClient *client;
  const char *lang;
  CfClientSettings *settings; /* (nullable): as the engine last said */
  gboolean filling;           /* what changes is no choice of a person */
  GtkWidget *controls[G_N_ELEMENTS (rows)];
  GtkWidget *locks[G_N_ELEMENTS (rows)];
  GtkWidget *choices; /* the group of these */
  GtkWidget *origin;
  GtkWidget *state;
  GtkWidget *problem;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (CfPreferencesPolicy, cf_preferences_policy, GTK_TYPE_BOX)

static const char *
translate (CfPreferencesPolicy *self, const char *msgid)
{
  return cf_ribbon_translate (self->lang, msgid);
}

static gboolean
is_number (guint row)
{
  return rows[row].words[0].value == NULL;
}

/* The words for a value; what a later version may say stands as it is. */
static const char *
word (CfPreferencesPolicy *self, guint row, const char *value)
{
  for (guint i = 0; i < MAX_WORDS && rows[row].words[i].value != NULL; i++) {
    if (g_str_equal (rows[row].words[i].value, value))
      return translate (self, rows[row].words[i].word);
  }

  return value;
}

/* {x} in a sentence.  (transfer full) */
static char *
fill (const char *sentence, const char *value)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "{x}", value, 1);
  return g_strdup (text->str);
}

/* --- what the engine says --- */

static void
show_choice (CfPreferencesPolicy *self, guint row, const CfClientSetting *setting)
{
  GtkComboBox *box = GTK_COMBO_BOX (self->controls[row]);

  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (box));
  for (char **choice = setting->choices; choice != NULL && *choice != NULL; choice++)
    gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (box), *choice, word (self, row, *choice));
  if (!gtk_combo_box_set_active_id (box, setting->value)) {
    gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (box), setting->value, word (self, row, setting->value));
    gtk_combo_box_set_active_id (box, setting->value);
  }
}

static void
show_setting (CfPreferencesPolicy *self, guint row)
{
  const CfClientSetting *setting = cf_client_settings_find (self->settings, rows[row].section, rows[row].key);
  g_autofree char *lock = NULL;

  if (setting == NULL || setting->value == NULL) {
    gtk_widget_set_sensitive (self->controls[row], FALSE);
    return;
  }

  if (is_number (row))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->controls[row]), g_ascii_strtod (setting->value, NULL));
  else
    show_choice (self, row, setting);
  gtk_widget_set_sensitive (self->controls[row], setting->is_writable && self->settings->own_file != NULL);
  gtk_widget_set_visible (self->locks[row], setting->lock != NULL);
  if (setting->lock == NULL)
    return;

  /* TRANSLATORS: below a choice that cannot be made; {x} is file, line and section. */
  lock = fill (translate (self, N_ ("🔒 Set by your administrator: {x}")), setting->lock);
  gtk_label_set_text (GTK_LABEL (self->locks[row]), lock);
}

/* One line for each file, then what of them cannot be read. */
static void
show_origin (CfPreferencesPolicy *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->settings->policy_files->len; i++) {
    const CfClientPolicyFile *file = g_ptr_array_index (self->settings->policy_files, i);

    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", file->name);
    if (g_strcmp0 (file->owner, "administrator") == 0)
      /* TRANSLATORS: behind the name of a file of rules: whose it is. */
      g_string_append_printf (text, " — %s", translate (self, N_ ("your administrator's")));
    else if (g_strcmp0 (file->owner, "user") == 0)
      g_string_append_printf (text, " — %s", translate (self, N_ ("your own")));
  }
  if (text->len == 0)
    g_string_append (text, translate (self, N_ ("There are no files of rules; what is built in counts.")));
  if (self->settings->policy_problem != NULL)
    g_string_append_printf (text, "\n%s", self->settings->policy_problem);
  gtk_label_set_text (GTK_LABEL (self->origin), text->str);
}

static void
append_line (GString *text, const char *sentence, const char *value)
{
  g_autofree char *line = fill (sentence, value);

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
show_state (CfPreferencesPolicy *self)
{
  const CfClientSettings *settings = self->settings;
  const char *problems[] = { settings->roots_problem, settings->history_problem };
  g_autofree char *roots = g_strdup_printf ("%u", settings->n_roots);
  g_autoptr (GString) text = g_string_new (NULL);

  /* TRANSLATORS: lines of the preferences about the program that checks; {x} is a version, a number, a problem in words. */
  append_line (text, translate (self, N_ ("It works: {x}")), settings->program);
  append_line (text, translate (self, N_ ("Trusted authorities: {x}")), roots);
  append_line (text,
               translate (self, settings->is_confined ? N_ ("Checks are closed off from your files and the network.")
                                                      : N_ ("Checks are not closed off on this system.")),
               "");
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++) {
    if (problems[i] != NULL)
      append_line (text, translate (self, N_ ("Problem: {x}")), problems[i]);
  }
  gtk_label_set_text (GTK_LABEL (self->state), text->str);
}

static void
say_problem (CfPreferencesPolicy *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->problem), text);
  gtk_widget_set_visible (self->problem, *text != '\0');
}

/* @settings: (transfer full) */
static void
take_settings (CfPreferencesPolicy *self, CfClientSettings *settings)
{
  g_clear_pointer (&self->settings, cf_client_settings_free);
  self->settings = settings;
  self->filling = TRUE;
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    show_setting (self, row);
  self->filling = FALSE;
  show_origin (self);
  show_state (self);
  gtk_widget_set_sensitive (self->choices, TRUE);
}

static void
on_settings (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfPreferencesPolicy) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CfClientSettings) settings = cf_client_settings_finish (CF_CLIENT (client), result, &error);

  if (self->state == NULL) /* the page is gone */
    return;

  if (settings != NULL)
    take_settings (self, g_steal_pointer (&settings));
  else if (self->settings == NULL) {
    g_autofree char *text = fill (translate (self, N_ ("Problem: {x}")), error->message);

    gtk_label_set_text (GTK_LABEL (self->state), text);
  } else
    say_problem (self, error->message);
}

/* --- what a person chooses --- */

/* (transfer full) */
static char *
dup_chosen (CfPreferencesPolicy *self, guint row)
{
  if (is_number (row))
    return g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->controls[row])));

  return g_strdup (gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->controls[row])));
}

void
cf_preferences_policy_save (CfPreferencesPolicy *self)
{
  char *chosen[G_N_ELEMENTS (rows)] = { NULL };

  g_return_if_fail (CF_IS_PREFERENCES_POLICY (self));

  if (self->settings == NULL)
    return;

  say_problem (self, "");
  /* All are read before any answer shows the page anew. */
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    chosen[row] = dup_chosen (self, row);
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++) {
    const CfClientSetting *setting = cf_client_settings_find (self->settings, rows[row].section, rows[row].key);
    const CfClientChange change = { rows[row].section, rows[row].key, chosen[row] };

    if (setting != NULL && setting->is_writable && chosen[row] != NULL && g_strcmp0 (chosen[row], setting->value) != 0)
      cf_client_set_setting_async (self->client, &change, NULL, on_settings, g_object_ref (self));
    g_free (chosen[row]);
  }
}

static void
on_choice (CfPreferencesPolicy *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* --- the page --- */

static GtkWidget *
new_control (guint row)
{
  if (is_number (row))
    return gtk_spin_button_new_with_range (1, MAX_DAYS, 1);

  return gtk_combo_box_text_new ();
}

static void
add_choices (CfPreferencesPolicy *self)
{
  /* TRANSLATORS: titles of groups in the preferences. */
  self->choices = cf_preferences_add_group (GTK_WIDGET (self), translate (self, N_ ("Look-ups and record of earlier mail")));
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++) {
    self->controls[row] = new_control (row);
    cf_preferences_add_labelled (self->choices, translate (self, rows[row].label), self->controls[row]);
    self->locks[row] = cf_preferences_add_text (self->choices, "", TRUE);
    gtk_widget_set_no_show_all (self->locks[row], TRUE);
    g_signal_connect_swapped (self->controls[row], is_number (row) ? "value-changed" : "changed", G_CALLBACK (on_choice), self);
  }
  self->problem = cf_preferences_add_text (self->choices, "", FALSE);
  gtk_widget_set_no_show_all (self->problem, TRUE);
  gtk_widget_set_sensitive (self->choices, FALSE);
}

static void
cf_preferences_policy_dispose (GObject *object)
{
  CfPreferencesPolicy *self = CF_PREFERENCES_POLICY (object);

  self->state = NULL; /* gone with the window; an answer may still come */
  g_clear_pointer (&self->settings, cf_client_settings_free);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (cf_preferences_policy_parent_class)->dispose (object);
}

static void
cf_preferences_policy_class_init (CfPreferencesPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cf_preferences_policy_dispose;
  signals[CHANGED] = g_signal_new ("changed", CF_TYPE_PREFERENCES_POLICY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cf_preferences_policy_init (CfPreferencesPolicy *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
cf_preferences_policy_new (CfClient *client, const char *lang)
{
  CfPreferencesPolicy *self = g_object_new (CF_TYPE_PREFERENCES_POLICY, NULL);

  self->client = g_object_ref (client);
  self->lang = cf_ribbon_choose_lang (lang);
  add_choices (self);
  self->origin = cf_preferences_add_text (
      cf_preferences_add_group (GTK_WIDGET (self), translate (self, N_ ("Where the rules come from"))), "…", FALSE);
  self->state = cf_preferences_add_text (
      cf_preferences_add_group (GTK_WIDGET (self), translate (self, N_ ("Checking program"))), "…", FALSE);
  cf_client_get_settings_async (client, NULL, on_settings, g_object_ref (self));
  return GTK_WIDGET (self);
}
