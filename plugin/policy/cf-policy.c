/* cf-policy.c — our own files → rules: merging */
#include <string.h>

#include "cf-limits.h"
#include "cf-policy-internal.h"

CfPolicy *
cf_policy_new (void)
{
  CfPolicy *self = g_new0 (CfPolicy, 1);

  for (guint i = 0; i < CF_POLICY_N_SCOPES; i++)
    self->sections[i] = g_hash_table_new (g_str_hash, g_str_equal);
  self->order = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_policy_section_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_policy_file_free);
  self->digest = g_checksum_new (G_CHECKSUM_SHA256);
  self->user_may_loosen = TRUE;
  return self;
}

void
cf_policy_free (CfPolicy *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < CF_POLICY_N_SCOPES; i++)
    g_hash_table_unref (self->sections[i]);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->files);
  g_checksum_free (self->digest);
  g_free (self->problem);
  g_free (self);
}

const char *
cf_policy_get_problem (const CfPolicy *self)
{
  return self->problem;
}

gboolean
cf_policy_fail (CfPolicy *self, GError *problem, GError **error)
{
  if (self->problem == NULL)
    self->problem = g_strdup (problem->message);
  g_propagate_error (error, problem);
  return FALSE;
}

static CfPolicySection *
find_same (const CfPolicy *self, const CfPolicySection *section)
{
  return g_hash_table_lookup (self->sections[section->scope], section->name);
}

/* What the section will say about @key once @section is merged into @earlier. */
static const CfPolicyValue *
find_merged (const CfPolicySection *earlier, const CfPolicySection *section, CfPolicyKeyId key)
{
  const CfPolicyValue *value = cf_policy_section_find (section, key);
  gboolean anew = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_CERTIFICATE) != NULL;

  return value != NULL || anew ? value : cf_policy_section_find (earlier, key);
}

/* The key that is about a certificate= of the section, if there is one. */
static const CfPolicyValue *
find_dependent (const CfPolicySection *section)
{
  static const CfPolicyKeyId keys[] = { CF_POLICY_KEY_SENDER_UNTIL, CF_POLICY_KEY_SENDER_SINCE,
                                        CF_POLICY_KEY_SENDER_OR };
  const CfPolicyValue *found = NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (keys); i++)
    found = cf_policy_section_find (section, keys[i]);
  return found;
}

/* Days that mean nothing, or that leave no day at all, are mistakes that
 * would take an expectation away without a word. */
static gboolean
check_days (const CfPolicy *self, const CfPolicySection *section, CfPolicyPlace *place, GError **error)
{
  const CfPolicySection *earlier = find_same (self, section);
  const CfPolicyValue *written = find_dependent (section);
  const CfPolicyValue *since, *until;

  if (written == NULL)
    return TRUE;

  place->line = written->line;
  place->section = section->heading;
  place->key = cf_policy_get_key_row (written->key)->name;
  if (find_merged (earlier, section, CF_POLICY_KEY_SENDER_CERTIFICATE) == NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place,
                         written->key == CF_POLICY_KEY_SENDER_OR ? N_("says how, but not what; add certificate= to this section")
                                                              : N_("says when, but not what; add certificate= to this section"));
    return FALSE;
  }

  since = find_merged (earlier, section, CF_POLICY_KEY_SENDER_SINCE);
  until = find_merged (earlier, section, CF_POLICY_KEY_SENDER_UNTIL);
  if (since != NULL && until != NULL && until->day < since->day) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("until= %s lies before since= %s; correct one"),
                         until->text, since->text);
    return FALSE;
  }

  return TRUE;
}

/* An anchor without domains would vouch for everybody, one without a file for nobody. */
static gboolean
check_needs (const CfPolicy *self, const CfPolicySection *section, CfPolicyPlace *place, GError **error)
{
  static const CfPolicyKeyId needs[] = { CF_POLICY_KEY_ANCHOR_FILE, CF_POLICY_KEY_ANCHOR_DOMAINS,
                                         CF_POLICY_KEY_MARK_ANCHOR_FILE, CF_POLICY_KEY_LIST_LIST_ID };

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++) {
    const CfPolicyKeyRow *row = cf_policy_get_key_row (needs[i]);

    if (row->section != section->id || cf_policy_section_find (section, needs[i]) != NULL ||
        cf_policy_section_find (find_same (self, section), needs[i]) != NULL)
      continue;
    place->line = 0;
    place->section = section->heading;
    place->key = NULL;
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("lacks %s=; write %s"), row->name, _(row->range));
    return FALSE;
  }

  return TRUE;
}

/* Takes a section over: the first of its name as it is, a later one behind it. */
static void
take_section (CfPolicy *self, CfPolicySection *section)
{
  CfPolicySection *earlier = find_same (self, section);

  self->has_locks |= cf_policy_section_find (section, CF_POLICY_KEY_SENDER_LOCKED) != NULL;
  if (earlier == NULL) {
    g_hash_table_insert (self->sections[section->scope], section->name, section);
    g_ptr_array_add (self->order, section);
    return;
  }

  cf_policy_section_merge (earlier, section);
  cf_policy_section_free (section);
}

/* What a user's file says about the user does not count. */
static void
note_user (CfPolicy *self)
{
  const CfPolicySection *section = g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_ALONE], "default");

  for (guint i = 0; section != NULL && i < section->values->len; i++) {
    const CfPolicyValue *value = g_ptr_array_index (section->values, i);

    if (value->key == CF_POLICY_KEY_DEFAULT_USER_MAY_LOOSEN && value->origin != CF_POLICY_ORIGIN_USER)
      self->user_may_loosen = g_str_equal (value->text, "true");
  }
}

static gboolean
check_sections (const CfPolicy *self, const char *name, const GPtrArray *sections, GError **error)
{
  CfPolicyPlace place = { .file = name };

  for (guint i = 0; i < sections->len; i++)
    if (!check_days (self, g_ptr_array_index (sections, i), &place, error) ||
        !check_needs (self, g_ptr_array_index (sections, i), &place, error))
      return FALSE;

  return TRUE;
}

static GPtrArray *
read_text (const CfPolicyText *text, GError **error)
{
  CfPolicyPlace place = { .file = text->name };

  if (text->length <= CF_LIMIT_POLICY_BYTES)
    return cf_policy_read_sections (text, NULL, error);

  cf_policy_set_error (error, CF_POLICY_ERROR_FILE, &place, N_("larger than %u MiB; split it"),
                       CF_LIMIT_POLICY_BYTES / CF_MIB);
  return NULL;
}

/* Takes all of @sections over. */
static void
take_sections (CfPolicy *self, GPtrArray *sections)
{
  self->n_files++;
  g_ptr_array_set_free_func (sections, NULL);
  for (guint i = 0; i < sections->len; i++)
    take_section (self, g_ptr_array_index (sections, i));
  note_user (self);
}

gboolean
cf_policy_take_text (CfPolicy *self, CfPolicyText *text, GError **error)
{
  g_autoptr (GPtrArray) sections = NULL;

  text->file = self->n_files;
  sections = read_text (text, error);
  if (sections == NULL || !check_sections (self, text->name, sections, error))
    return FALSE;

  take_sections (self, sections);
  cf_policy_note_file (self, text);
  return TRUE;
}

/* They are tried without the others: whether they fit together must not depend on the machine. */
gboolean
cf_policy_take_texts (CfPolicy *self, CfPolicyText *texts, guint n_texts, GError **error)
{
  g_autoptr (CfPolicy) alone = cf_policy_new ();

  for (guint i = 0; i < n_texts; i++)
    if (!cf_policy_take_text (alone, &texts[i], error))
      return FALSE;

  for (guint i = 0; i < n_texts; i++) {
    g_autoptr (GPtrArray) sections = NULL;

    texts[i].file = self->n_files;
    sections = read_text (&texts[i], error);
    g_assert (sections != NULL); /* it was sound a moment ago */
    take_sections (self, sections);
    cf_policy_note_file (self, &texts[i]);
  }

  return TRUE;
}

gboolean
cf_policy_parse (CfPolicy *self, CfPolicyOrigin origin, const char *name, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (name);
  CfPolicyText whole = { .name = name, .folder = folder, .text = text, .length = strlen (text), .origin = origin };
  GError *problem = NULL;

  return cf_policy_take_text (self, &whole, &problem) || cf_policy_fail (self, problem, error);
}
