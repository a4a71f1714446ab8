/* cf-policy-section.c — our own files → rules: text to checked sections */
#include "cf-policy-section.h"

#include <string.h>

#include "cf-policy-lines.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Where reading a file stands. */
typedef struct {
  CfPolicyPlace place;
  char *base_name;
  GKeyFile *keys;
  GHashTable *headings; /* canonical heading → line, to find what stands twice */
  GPtrArray *sections;
} Reader;

static void
reader_clear (Reader *self)
{
  g_free (self->base_name);
  g_key_file_free (self->keys);
  g_hash_table_unref (self->headings);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
cf_policy_value_free (CfPolicyValue *value)
{
  g_free (value->text);
  g_strfreev (value->names);
  g_free (value->source);
  g_free (value);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfPolicyValue, cf_policy_value_free)

static CfPolicySection *
cf_policy_section_new (CfPolicySectionId id, CfPolicyScope scope, const char *name, const char *heading)
{
  CfPolicySection *self = g_new0 (CfPolicySection, 1);

  self->id = id;
  self->scope = scope;
  self->name = g_strdup (name);
  self->heading = g_strdup (heading);
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_policy_value_free);
  return self;
}

void
cf_policy_section_free (CfPolicySection *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->heading);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static gboolean
find_index (const CfPolicySection *self, CfPolicyKeyId key, guint *out_index)
{
  for (guint i = 0; i < self->values->len; i++) {
    const CfPolicyValue *value = g_ptr_array_index (self->values, i);

    if (value->key == key) {
      *out_index = i;
      return TRUE;
    }
  }

  return FALSE;
}

const CfPolicyValue *
cf_policy_section_find (const CfPolicySection *self, CfPolicyKeyId key)
{
  guint i;

  return self != NULL && find_index (self, key, &i) ? g_ptr_array_index (self->values, i) : NULL;
}

static void
drop (CfPolicySection *self, CfPolicyKeyId key)
{
  guint i;

  if (find_index (self, key, &i))
    g_ptr_array_remove_index_fast (self->values, i);
}

void
cf_policy_section_merge (CfPolicySection *self, CfPolicySection *later)
{
  /* The days belong to the certificate= they stand with: an expectation that
   * is set anew must not end on the day that an older file gave its own. */
  if (cf_policy_section_find (later, CF_POLICY_KEY_SENDER_CERTIFICATE) != NULL) {
    drop (self, CF_POLICY_KEY_SENDER_SINCE);
    drop (self, CF_POLICY_KEY_SENDER_UNTIL);
  }

  while (later->values->len > 0) {
    CfPolicyValue *value = g_ptr_array_steal_index (later->values, later->values->len - 1);

    drop (self, value->key);
    g_ptr_array_add (self->values, value);
  }
}

/* Splits "sender X" into its first word and the rest, "" when there is none. */
static void
split_heading (const char *heading, char **out_word, char **out_rest)
{
  g_autofree char *stripped = g_strstrip (g_strdup (heading));
  gsize n = strcspn (stripped, " \t");

  *out_word = g_strndup (stripped, n);
  *out_rest = g_strchug (g_strdup (stripped + n));
}

/* The name that a heading stands for; NULL with an error. */
static char *
read_heading_name (const CfPolicySectionRow *row, const char *rest, const CfPolicyPlace *place,
                   CfPolicyScope *out_scope, GError **error)
{
  g_autofree char *name = NULL;

  *out_scope = CF_POLICY_SCOPE_ALONE;
  if (!row->named && *rest == '\0')
    return g_strdup (row->name);
  if (!row->named) {
    cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, place, "takes no name; write [%s]", row->name);
    return NULL;
  }

  name = cf_policy_parse_name (rest, out_scope);
  if (name == NULL)
    cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, place,
                         g_str_has_prefix (rest, "*@")
                           ? "is no address; for every address of a domain write the domain alone"
                           : "needs one address, domain or *.domain, such as [sender info@example.org]");
  return g_steal_pointer (&name);
}

static gboolean
open_section (Reader *reader, const char *heading, GError **error)
{
  g_autofree char *word = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *name = NULL;
  g_autofree char *canonical = NULL;
  CfPolicySectionId id;
  CfPolicyScope scope;
  guint earlier;

  split_heading (heading, &word, &rest);
  if (!cf_policy_find_section (word, &reader->place, &id, error))
    return FALSE;
  name = read_heading_name (cf_policy_get_section_row (id), rest, &reader->place, &scope, error);
  if (name == NULL)
    return FALSE;

  canonical = g_strdup_printf ("%u %u %s", id, scope, name);
  earlier = GPOINTER_TO_UINT (g_hash_table_lookup (reader->headings, canonical));
  if (earlier != 0) {
    cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, &reader->place,
                         "is there already in line %u; put its keys together", earlier);
    return FALSE;
  }

  g_hash_table_insert (reader->headings, g_steal_pointer (&canonical), GUINT_TO_POINTER (reader->place.line));
  g_ptr_array_add (reader->sections, cf_policy_section_new (id, scope, name, heading));
  return TRUE;
}

static gboolean
read_day (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  g_autofree char *moment = g_strdup_printf ("%sT00:00:00Z", value->text);

  if (strlen (value->text) == strlen ("2026-04-01") && cf_time_parse (moment, &value->day))
    return TRUE;

  cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, "is no day; write %s",
                       cf_policy_get_key_row (value->key)->range);
  return FALSE;
}

/* Takes the blanks around each name away; an empty one is a slip. */
static gboolean
strip_names (char **names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (*g_strstrip (names[i]) == '\0')
      return FALSE;

  return names[0] != NULL;
}

static gboolean
read_names (Reader *reader, const char *heading, CfPolicyValue *value, GError **error)
{
  value->names = g_key_file_get_string_list (reader->keys, heading, reader->place.key, NULL, NULL);

  if (value->names == NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, &reader->place,
                         "holds a \\ that means nothing; write \\\\ for one");
    return FALSE;
  }
  if (!strip_names (value->names)) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, &reader->place, "lacks a name; write %s",
                         cf_policy_get_key_row (value->key)->range);
    return FALSE;
  }

  return TRUE;
}

static gboolean
read_value (Reader *reader, const char *heading, CfPolicyValue *value, GError **error)
{
  value->text = g_strchomp (g_key_file_get_value (reader->keys, heading, reader->place.key, NULL));

  switch (cf_policy_get_key_row (value->key)->type) {
  case CF_POLICY_CHOICE:
    return cf_policy_check_choice (value->key, value->text, &reader->place, error);
  case CF_POLICY_DAY:
    return read_day (value, &reader->place, error);
  case CF_POLICY_NAMES:
    return read_names (reader, heading, value, error);
  case CF_POLICY_TEXT:
    return TRUE;
  }

  g_assert_not_reached ();
}

/* Notes the key; its value is read when the whole file is known to be a key file. */
static gboolean
add_key (Reader *reader, const CfPolicyLine *line, GError **error)
{
  CfPolicySection *section = g_ptr_array_index (reader->sections, reader->sections->len - 1);
  g_autoptr (CfPolicyValue) value = g_new0 (CfPolicyValue, 1);
  const CfPolicyValue *earlier;

  if (!cf_policy_find_key (section->id, &reader->place, &value->key, error))
    return FALSE;
  earlier = cf_policy_section_find (section, value->key);
  if (earlier != NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_KEY, &reader->place, "is set already in line %u; keep one",
                         earlier->line);
    return FALSE;
  }

  value->line = line->number;
  value->source = g_strdup_printf ("%s:%u [%s]", reader->base_name, line->number, line->section);
  g_ptr_array_add (section->values, g_steal_pointer (&value));
  return TRUE;
}

static gboolean
read_lines (Reader *reader, const GPtrArray *lines, GError **error)
{
  for (guint i = 0; i < lines->len; i++) {
    const CfPolicyLine *line = g_ptr_array_index (lines, i);

    reader->place.line = line->number;
    reader->place.section = line->section;
    reader->place.key = line->key;
    if (line->key == NULL ? !open_section (reader, line->section, error) : !add_key (reader, line, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_values (Reader *reader, const CfPolicySection *section, GError **error)
{
  reader->place.section = section->heading;
  for (guint i = 0; i < section->values->len; i++) {
    CfPolicyValue *value = g_ptr_array_index (section->values, i);

    reader->place.line = value->line;
    reader->place.key = cf_policy_get_key_row (value->key)->name;
    if (!read_value (reader, section->heading, value, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
load_keys (Reader *reader, const char *text, gsize length, GError **error)
{
  CfPolicyPlace place = { .file = reader->place.file };
  g_autoptr (GError) problem = NULL;

  /* KEEP_TRANSLATIONS: the locale of the machine must not matter. */
  if (g_key_file_load_from_data (reader->keys, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &problem))
    return TRUE;

  cf_policy_set_error (error, CF_POLICY_ERROR_SYNTAX, &place, "not a key file (%s)", problem->message);
  return FALSE;
}

GPtrArray *
cf_policy_read_sections (const char *file, const char *text, gsize length, GError **error)
{
  g_auto (Reader) reader = { .place = { .file = file } };
  g_autoptr (GPtrArray) lines = NULL;

  reader.base_name = g_path_get_basename (file);
  reader.keys = g_key_file_new ();
  reader.headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.sections = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_policy_section_free);

  /* Editors on Windows write a byte order mark, and GKeyFile refuses it. */
  if (g_str_has_prefix (text, BYTE_ORDER_MARK)) {
    text += strlen (BYTE_ORDER_MARK);
    length -= strlen (BYTE_ORDER_MARK);
  }

  lines = cf_policy_read_lines (file, text, length, error);
  if (lines == NULL || !read_lines (&reader, lines, error) || !load_keys (&reader, text, length, error))
    return NULL;
  for (guint i = 0; i < reader.sections->len; i++)
    if (!read_values (&reader, g_ptr_array_index (reader.sections, i), error))
      return NULL;

  return g_steal_pointer (&reader.sections);
}
