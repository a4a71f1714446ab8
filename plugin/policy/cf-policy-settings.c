/* cf-policy-settings.c — rules → what a person may change: keys that are not about one sender */
#include "cf-policy-settings.h"

#include "cf-policy-explain.h"
#include "cf-policy-look.h"
#include "cf-policy-write.h"

/* As errors name what the person chose. */
#define CHOSEN "your choice"

/* What counts where no file says anything; "none" of certificate= is no word of the table. */
static const struct {
  CfPolicyKeyId key;
  const char *fallback;
} rows[] = {
  { CF_POLICY_KEY_DEFAULT_MODE, "enforce" },
  { CF_POLICY_KEY_DEFAULT_CERTIFICATE, "none" },
  { CF_POLICY_KEY_DEFAULT_USER_MAY_LOOSEN, "true" },
  { CF_POLICY_KEY_CERTIFICATE_SUBJECT_ADDRESS, "refuse" },
  { CF_POLICY_KEY_CERTIFICATE_PURPOSE, "email" },
  { CF_POLICY_KEY_NETWORK_MODE, "all" },
  { CF_POLICY_KEY_NETWORK_REVOCATION, "hard" },
  { CF_POLICY_KEY_NETWORK_AIA, "known-hosts" },
  { CF_POLICY_KEY_NETWORK_AT_OPENING, "allow" },
  { CF_POLICY_KEY_NETWORK_ALLOW_PRIVATE, "false" },
  { CF_POLICY_KEY_NETWORK_PROXY, "" },
  { CF_POLICY_KEY_HISTORY_KEEP, "true" },
  { CF_POLICY_KEY_HISTORY_DAYS, "3650" },
  { CF_POLICY_KEY_HISTORY_SIGNED_MIN, "5" },
  { CF_POLICY_KEY_HISTORY_SIGNED_DAYS, "3" },
  { CF_POLICY_KEY_HISTORY_SHARE, "80" },
  { CF_POLICY_KEY_HISTORY_FORGET_AFTER, "10" },
};

static const CfPolicySection *
find_section (const CfPolicy *self, CfPolicySectionId id)
{
  return g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_ALONE], cf_policy_get_section_row (id)->name);
}

/* The last value of a key in others' files than the user's; (nullable). */
static const CfPolicyValue *
find_theirs (const CfPolicy *self, CfPolicyKeyId key)
{
  const CfPolicySection *section = find_section (self, cf_policy_get_key_row (key)->section);
  const CfPolicyValue *found = NULL;

  for (guint i = 0; section != NULL && i < section->values->len; i++) {
    const CfPolicyValue *value = g_ptr_array_index (section->values, i);

    if (value->key == key && value->origin != CF_POLICY_ORIGIN_USER)
      found = value;
  }

  return found;
}

/* (nullable): the line that says that the user may not loosen. */
static const char *
find_lock (const CfPolicy *self)
{
  const CfPolicyValue *value = self->user_may_loosen ? NULL : find_theirs (self, CF_POLICY_KEY_DEFAULT_USER_MAY_LOOSEN);

  return value != NULL ? value->source : NULL;
}

/* How many of the words, the strictest first, a user's file may have. */
static guint
count_allowed (const CfPolicy *self, CfPolicyKeyId key, guint n_words)
{
  CfPolicyUser user = cf_policy_get_key_row (key)->user;

  if (key == CF_POLICY_KEY_DEFAULT_USER_MAY_LOOSEN)
    return 0;
  if (self->user_may_loosen || user == CF_POLICY_FREE)
    return n_words;

  return user == CF_POLICY_STRICTER ? MIN (cf_policy_rank (key, find_theirs (self, key)), n_words) : 0;
}

static void
set_choices (CfPolicySetting *setting, const CfPolicy *self, CfPolicyKeyId key)
{
  guint n_words, n_allowed;

  setting->choices = g_strsplit (cf_policy_get_key_row (key)->range, "|", -1);
  n_words = g_strv_length (setting->choices);
  n_allowed = count_allowed (self, key, n_words);
  for (guint i = n_allowed; i < n_words; i++)
    g_clear_pointer (&setting->choices[i], g_free);
  setting->is_writable = n_allowed > 0;
  setting->lock = n_allowed < n_words ? find_lock (self) : NULL;
}

static void
set_free_text (CfPolicySetting *setting, const CfPolicy *self, CfPolicyKeyId key)
{
  const CfPolicyKeyRow *row = cf_policy_get_key_row (key);

  setting->range = row->range;
  setting->is_writable = self->user_may_loosen || row->user == CF_POLICY_FREE;
  setting->lock = setting->is_writable ? NULL : find_lock (self);
}

static CfPolicySetting *
new_setting (const CfPolicy *self, CfPolicyKeyId key, const char *fallback)
{
  const CfPolicyKeyRow *row = cf_policy_get_key_row (key);
  CfPolicySetting *setting = g_new0 (CfPolicySetting, 1);
  const CfPolicyValue *value;

  setting->section = cf_policy_get_section_row (row->section)->name;
  setting->key = row->name;
  setting->fallback = fallback;
  setting->value = fallback;
  value = key == CF_POLICY_KEY_DEFAULT_USER_MAY_LOOSEN ? find_theirs (self, key)
                                                       : cf_policy_find_setting (self, setting->section, row->name);
  if (value != NULL) {
    setting->value = value->text;
    setting->source = value->source;
    setting->origin = value->origin;
  }

  if (row->type == CF_POLICY_CHOICE)
    set_choices (setting, self, key);
  else
    set_free_text (setting, self, key);
  return setting;
}

static void
setting_free (gpointer data)
{
  CfPolicySetting *setting = data;

  g_strfreev (setting->choices);
  g_free (setting);
}

GPtrArray *
cf_policy_list_settings (const CfPolicy *self)
{
  GPtrArray *settings = g_ptr_array_new_with_free_func (setting_free);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (settings, new_setting (self, rows[i].key, rows[i].fallback));

  return settings;
}

/* --- would it count? --- */

static gboolean
refuse (GError **error, const char *what, const char *lock)
{
  g_set_error (error, CF_POLICY_ERROR, CF_POLICY_ERROR_VALUE, _("%s: fixed by %s; ask your administrator"), what,
               lock != NULL ? lock : _("the administrator's rules"));
  return FALSE;
}

static gboolean
is_setting (const char *section, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CfPolicyKeyRow *row = cf_policy_get_key_row (rows[i].key);

    if (g_str_equal (row->name, key) && g_str_equal (cf_policy_get_section_row (row->section)->name, section))
      return rows[i].key != CF_POLICY_KEY_DEFAULT_USER_MAY_LOOSEN;
  }

  return FALSE;
}

gboolean
cf_policy_try_setting (CfPolicy *self, const char *section, const char *key, const char *value, GError **error)
{
  g_autofree char *text = cf_policy_format_setting (section, key, value, error);
  g_autofree char *what = NULL;

  if (text == NULL)
    return FALSE;
  what = g_strdup_printf ("[%s] %s", section, key);
  if (!is_setting (section, key))
    return refuse (error, what, find_lock (self));
  if (!cf_policy_parse (self, CF_POLICY_ORIGIN_USER, CHOSEN, text, error))
    return FALSE;

  return g_strcmp0 (cf_policy_get (self, section, key), value) == 0 || refuse (error, what, find_lock (self));
}

/* Why a value of the user's last file does not count: "file:line" of the lock, of what the user may not loosen, or of
 * what counts instead; (nullable). */
static const char *
find_obstacle (const CfPolicy *self, const char *address, CfTime now, const CfPolicyRule *rule)
{
  g_autoptr (GArray) entries = cf_policy_explain (self, address, now);

  for (guint i = 0; i < entries->len; i++) {
    const CfPolicyEntry *entry = &g_array_index (entries, CfPolicyEntry, i);

    if (entry->origin == CF_POLICY_ORIGIN_USER && entry->state == CF_POLICY_STATE_LOCKED && entry->lock != NULL)
      return entry->lock;
  }

  return rule->source != NULL ? rule->source : find_lock (self);
}

gboolean
cf_policy_try_sender (CfPolicy *self, const char *address, const char *certificate, CfTime now, GError **error)
{
  g_autofree char *text = cf_policy_format_rule (address, certificate, error);
  CfPolicyRule rule;

  if (text == NULL || !cf_policy_parse (self, CF_POLICY_ORIGIN_USER, CHOSEN, text, error))
    return FALSE;

  cf_policy_find (self, address, now, &rule);
  return g_str_equal (rule.certificate, certificate) || refuse (error, address, find_obstacle (self, address, now, &rule));
}
