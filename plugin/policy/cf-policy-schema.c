/* cf-policy-schema.c — our own files → rules: which sections and keys there are */
#include "cf-policy-schema.h"

#include <stdarg.h>
#include <string.h>

#include "cf-policy-name.h"
#include "cf-policy-suggest.h"
#include "cf-text.h"

static const CfPolicySectionRow section_rows[] = {
#define CF_POLICY_SECTION(SECTION, name, kind) { name, CF_POLICY_##kind },
#include "cf-policy-table.h"
};

static const CfPolicyKeyRow key_rows[] = {
#define CF_POLICY_KEY(SECTION, KEY, name, type, range, user) \
  { CF_POLICY_SECTION_##SECTION, name, CF_POLICY_##type, range, CF_POLICY_##user },
#include "cf-policy-table.h"
};

/* Characters of the file that an error repeats: it is read on one line, or in a ribbon. */
#define MAX_SHOWN 60

G_DEFINE_QUARK (cf-policy-error-quark, cf_policy_error)

/* Text of the file as an error may repeat it. */
static char *
dup_shown (const char *text)
{
  g_autofree char *visible = cf_text_make_visible (text, -1);

  if (g_utf8_strlen (visible, -1) > MAX_SHOWN) {
    *g_utf8_offset_to_pointer (visible, MAX_SHOWN) = '\0';
    return g_strconcat (visible, "…", NULL);
  }

  return g_steal_pointer (&visible);
}

static void
append_shown (GString *out, const char *before, const char *text, const char *after)
{
  g_autofree char *shown = NULL;

  if (text == NULL)
    return;

  shown = dup_shown (text);
  g_string_append_printf (out, "%s%s%s", before, shown, after);
}

void
cf_policy_set_error (GError **error, CfPolicyError code, const CfPolicyPlace *place, const char *format, ...)
{
  GString *text = g_string_new (place->file);
  g_autofree char *message = NULL;
  va_list arguments;

  if (place->line > 0)
    g_string_append_printf (text, ":%u", place->line);
  g_string_append_c (text, ':');
  append_shown (text, " [", place->section, "]");
  append_shown (text, " ", place->key, "");
  if (place->section != NULL || place->key != NULL)
    g_string_append_c (text, ':');
  g_string_append_c (text, ' ');

  va_start (arguments, format);
  g_string_append_vprintf (text, _(format), arguments);
  va_end (arguments);

  message = g_string_free (text, FALSE);
  g_set_error_literal (error, CF_POLICY_ERROR, code, message);
}

const CfPolicySectionRow *
cf_policy_get_section_row (CfPolicySectionId id)
{
  g_assert ((guint) id < CF_POLICY_N_SECTIONS);
  return &section_rows[id];
}

const CfPolicyKeyRow *
cf_policy_get_key_row (CfPolicyKeyId id)
{
  g_assert ((guint) id < CF_POLICY_N_KEYS);
  return &key_rows[id];
}

/* "a, b or c". */
static char *
dup_list (const GPtrArray *words)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++) {
    if (i > 0)
      g_string_append (out, i + 1 < words->len ? _(", ") : _(" or "));
    g_string_append (out, g_ptr_array_index (words, i));
  }

  return g_string_free (out, FALSE);
}

/* "did you mean certificate?", or the words that would do. */
static char *
dup_remedy (const char *typed, const GPtrArray *words)
{
  const char *near = cf_policy_suggest (typed, words);
  g_autofree char *list = NULL;

  if (near != NULL)
    return g_strdup_printf (_("did you mean %s?"), near);

  list = dup_list (words);
  return g_strdup_printf (_("write %s"), list);
}

static void
set_unknown_section (const char *name, const CfPolicyPlace *place, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *remedy = NULL;

  for (guint i = 0; i < CF_POLICY_N_SECTIONS; i++)
    g_ptr_array_add (words, (gpointer) section_rows[i].name);

  remedy = dup_remedy (name, words);
  cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, place, N_("unknown section; %s"), remedy);
}

gboolean
cf_policy_find_section (const char *name, const CfPolicyPlace *place, CfPolicySectionId *out_id, GError **error)
{
  for (guint i = 0; i < CF_POLICY_N_SECTIONS; i++)
    if (g_str_equal (section_rows[i].name, name)) {
      *out_id = i;
      return TRUE;
    }

  set_unknown_section (name, place, error);
  return FALSE;
}

/* The key that stands for every account: its name is none that could be written. */
static gboolean
is_account_row (guint i)
{
  return strchr (key_rows[i].name, '@') != NULL;
}

/* The other section that has the key, for one that was put under the wrong heading. */
static const CfPolicySectionRow *
find_home (const char *key)
{
  for (guint i = 0; i < CF_POLICY_N_KEYS; i++)
    if (g_str_equal (key_rows[i].name, key))
      return &section_rows[key_rows[i].section];

  return NULL;
}

static void
set_unknown_key (CfPolicySectionId section, const CfPolicyPlace *place, GError **error)
{
  static const char *const behind[] = { [CF_POLICY_SENDER] = " X", [CF_POLICY_LABEL] = " NAME", [CF_POLICY_ALONE] = "",
                                        [CF_POLICY_ACCOUNTS] = "" };
  const CfPolicySectionRow *home = find_home (place->key);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *remedy = NULL;

  for (guint i = 0; i < CF_POLICY_N_KEYS; i++)
    if (key_rows[i].section == section)
      g_ptr_array_add (words, (gpointer) key_rows[i].name);

  if (section_rows[section].kind == CF_POLICY_ACCOUNTS)
    remedy = g_strdup (_("write default, or an account such as taro@imap.example.org"));
  else if (home != NULL)
    remedy = g_strdup_printf (_("it belongs to [%s%s]"), home->name, behind[home->kind]);
  else
    remedy = dup_remedy (place->key, words);
  cf_policy_set_error (error, CF_POLICY_ERROR_KEY, place, N_("unknown key here; %s"), remedy);
}

CfPolicyKeyId
cf_policy_lookup_key (CfPolicySectionId section, const char *name)
{
  guint i = 0;

  while (i < CF_POLICY_N_KEYS && (key_rows[i].section != section || is_account_row (i) ||
                                  !g_str_equal (key_rows[i].name, name)))
    i++;

  return i;
}

static CfPolicyKeyId
lookup_account_key (CfPolicySectionId section)
{
  guint i = 0;

  while (i < CF_POLICY_N_KEYS && (key_rows[i].section != section || !is_account_row (i)))
    i++;

  return i;
}

gboolean
cf_policy_find_key (CfPolicySectionId section, const CfPolicyPlace *place, CfPolicyKeyId *out_id, GError **error)
{
  g_autofree char *account = cf_policy_fold_account (place->key);
  CfPolicyKeyId id = cf_policy_lookup_key (section, place->key);

  if (id == CF_POLICY_N_KEYS && account != NULL)
    id = lookup_account_key (section);
  if (id == CF_POLICY_N_KEYS) {
    set_unknown_key (section, place, error);
    return FALSE;
  }

  *out_id = id;
  return TRUE;
}

gboolean
cf_policy_check_lockable (const char *text, const CfPolicyPlace *place, GError **error)
{
  CfPolicyKeyId id = cf_policy_lookup_key (CF_POLICY_SECTION_SENDER, text);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *remedy = NULL;
  g_autofree char *shown = NULL;

  if (g_str_equal (text, "*") || (id != CF_POLICY_N_KEYS && id != CF_POLICY_KEY_SENDER_LOCKED))
    return TRUE;

  for (guint i = 0; i < CF_POLICY_N_KEYS; i++)
    if (key_rows[i].section == CF_POLICY_SECTION_SENDER && i != CF_POLICY_KEY_SENDER_LOCKED)
      g_ptr_array_add (words, (gpointer) key_rows[i].name);
  g_ptr_array_add (words, (gpointer) "*");

  remedy = dup_remedy (text, words);
  shown = dup_shown (text);
  cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("\"%s\" is no key that can be locked; %s"), shown, remedy);
  return FALSE;
}

guint
cf_policy_rank_choice (CfPolicyKeyId key, const char *text)
{
  g_auto (GStrv) choices = g_strsplit (key_rows[key].range, "|", -1);

  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], text))
      return i;

  return G_MAXUINT;
}

gboolean
cf_policy_check_choice (CfPolicyKeyId key, const char *text, const CfPolicyPlace *place, GError **error)
{
  g_auto (GStrv) choices = g_strsplit (key_rows[key].range, "|", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *remedy = NULL;
  g_autofree char *shown = NULL;

  if (g_strv_contains ((const char *const *) choices, text))
    return TRUE;

  for (char **choice = choices; *choice != NULL; choice++)
    g_ptr_array_add (words, *choice);

  remedy = dup_remedy (text, words);
  shown = dup_shown (text);
  cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("\"%s\" is not one of its values; %s"), shown, remedy);
  return FALSE;
}
