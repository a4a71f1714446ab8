/* cf-policy-section.c — our own files → rules: text to checked sections */
#include "cf-policy-section.h"

#include <string.h>

#include "cf-policy-lines.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Where reading a file stands. */
typedef struct {
  const CfPolicyText *text;
  CfPolicyPlace place;
  char *base_name;
  GKeyFile *keys;
  GHashTable *headings; /* canonical heading → line, to find what stands twice */
  GPtrArray *sections;
  CfPolicySection *current; /* (nullable): none after a heading with an error */
  GPtrArray *problems;      /* (nullable): where every error goes */
  GError *first;
} Reader;

static void
reader_clear (Reader *self)
{
  g_free (self->base_name);
  g_key_file_free (self->keys);
  g_hash_table_unref (self->headings);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_error (&self->first);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
cf_policy_value_free (CfPolicyValue *value)
{
  g_free (value->account);
  g_free (value->text);
  g_strfreev (value->names);
  g_clear_pointer (&value->data, g_bytes_unref);
  g_free (value->source);
  g_free (value);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfPolicyValue, cf_policy_value_free)

static CfPolicySection *
cf_policy_section_new (CfPolicySectionId id, CfPolicyScope scope)
{
  CfPolicySection *self = g_new0 (CfPolicySection, 1);

  self->id = id;
  self->scope = scope;
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_policy_value_free);
  return self;
}

void
cf_policy_section_free (CfPolicySection *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->label);
  g_free (self->heading);
  g_ptr_array_unref (self->values);
  g_free (self);
}

const CfPolicyValue *
cf_policy_section_find (const CfPolicySection *self, CfPolicyKeyId key)
{
  for (guint i = self != NULL ? self->values->len : 0; i-- > 0;) {
    const CfPolicyValue *value = g_ptr_array_index (self->values, i);

    if (value->key == key)
      return value;
  }

  return NULL;
}

void
cf_policy_section_merge (CfPolicySection *self, CfPolicySection *later)
{
  g_ptr_array_extend_and_steal (self->values, g_steal_pointer (&later->values));
  later->values = g_ptr_array_new ();
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

/* X of [sender X]; NULL with an error. */
static char *
read_sender (const char *rest, const CfPolicyPlace *place, CfPolicyScope *out_scope, GError **error)
{
  char *name = cf_policy_parse_name (rest, out_scope);

  if (name == NULL)
    cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, place,
                         g_str_has_prefix (rest, "*@")
                           ? N_("is no address; for every address of a domain write the domain alone")
                           : N_("needs one address, domain or *.domain, such as [sender info@example.org]"));
  return name;
}

/* The name that a heading stands for; NULL with an error. */
static char *
read_heading_name (const CfPolicySectionRow *row, const char *rest, const CfPolicyPlace *place,
                   CfPolicyScope *out_scope, GError **error)
{
  gboolean named = row->kind == CF_POLICY_LABEL;

  *out_scope = CF_POLICY_SCOPE_ALONE;
  if (row->kind == CF_POLICY_SENDER)
    return read_sender (rest, place, out_scope, error);
  if (named == (*rest != '\0'))
    return named ? g_strdup_printf ("%s %s", row->name, rest) : g_strdup (row->name);

  if (named)
    cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, place, N_("needs a name of your own, such as [%s main]"),
                         row->name);
  else
    cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, place, N_("takes no name; write [%s]"), row->name);
  return NULL;
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

  canonical = g_strdup_printf ("%u %u %s", (guint) id, (guint) scope, name);
  earlier = GPOINTER_TO_UINT (g_hash_table_lookup (reader->headings, canonical));
  if (earlier != 0) {
    cf_policy_set_error (error, CF_POLICY_ERROR_SECTION, &reader->place,
                         N_("is there already in line %u; put its keys together"), earlier);
    return FALSE;
  }

  g_hash_table_insert (reader->headings, g_steal_pointer (&canonical), GUINT_TO_POINTER (reader->place.line));
  reader->current = cf_policy_section_new (id, scope);
  reader->current->name = g_steal_pointer (&name);
  reader->current->label = g_steal_pointer (&rest);
  reader->current->heading = g_strdup (heading);
  g_ptr_array_add (reader->sections, reader->current);
  return TRUE;
}

/* The value of the same key and account, for one that stands twice. */
static const CfPolicyValue *
find_twin (const CfPolicySection *section, const CfPolicyValue *value)
{
  for (guint i = 0; i < section->values->len; i++) {
    const CfPolicyValue *other = g_ptr_array_index (section->values, i);

    if (other->key == value->key && g_strcmp0 (other->account, value->account) == 0)
      return other;
  }

  return NULL;
}

/* Notes the key; its value is read when the whole file is known to be a key file. */
static gboolean
add_key (Reader *reader, const CfPolicyLine *line, GError **error)
{
  CfPolicySection *section = reader->current;
  g_autoptr (CfPolicyValue) value = g_new0 (CfPolicyValue, 1);
  const CfPolicyValue *earlier;

  if (!cf_policy_find_key (section->id, &reader->place, &value->key, error))
    return FALSE;
  if (strchr (cf_policy_get_key_row (value->key)->name, '@') != NULL)
    value->account = cf_policy_fold_account (line->key);
  earlier = find_twin (section, value);
  if (earlier != NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_KEY, &reader->place, N_("is set already in line %u; keep one"),
                         earlier->line);
    return FALSE;
  }

  value->line = line->number;
  value->file = reader->text->file;
  value->origin = reader->text->origin;
  value->source = g_strdup_printf ("%s:%u [%s]", reader->base_name, line->number, line->section);
  value->text = g_strdup (line->key); /* its name, until the value is read */
  g_ptr_array_add (section->values, g_steal_pointer (&value));
  return TRUE;
}

/* Whether reading goes on after @problem: where all are collected. */
static gboolean
go_on (Reader *reader, GError *problem)
{
  if (reader->problems != NULL)
    g_ptr_array_add (reader->problems, g_strdup (problem->message));
  if (reader->first == NULL)
    reader->first = problem;
  else
    g_error_free (problem);

  return reader->problems != NULL;
}

/* Keys below a heading with an error are passed over. */
static gboolean
take_line (Reader *reader, const CfPolicyLine *line, GError **error)
{
  if (line->key != NULL)
    return reader->current == NULL || add_key (reader, line, error);

  reader->current = NULL;
  return open_section (reader, line->section, error);
}

static gboolean
read_lines (Reader *reader, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    const CfPolicyLine *line = g_ptr_array_index (lines, i);
    GError *problem = NULL;

    reader->place.line = line->number;
    reader->place.section = line->section;
    reader->place.key = line->key;
    if (!take_line (reader, line, &problem) && !go_on (reader, problem))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_values (Reader *reader, const CfPolicySection *section)
{
  reader->place.section = section->heading;
  for (guint i = 0; i < section->values->len; i++) {
    CfPolicyValue *value = g_ptr_array_index (section->values, i);
    g_autofree char *key = g_steal_pointer (&value->text);
    GError *problem = NULL;

    reader->place.line = value->line;
    reader->place.key = key;
    value->text = g_strchomp (g_key_file_get_value (reader->keys, section->heading, key, NULL));
    if (!cf_policy_read_value (reader->text, value, &reader->place, &problem) && !go_on (reader, problem))
      return FALSE;
  }

  return TRUE;
}

static gboolean
load_keys (Reader *reader, const char *text, gsize length)
{
  CfPolicyPlace place = { .file = reader->place.file };
  g_autoptr (GError) reason = NULL;

  /* KEEP_TRANSLATIONS: the locale of the machine must not matter. */
  if (g_key_file_load_from_data (reader->keys, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &reason))
    return TRUE;

  if (reader->first == NULL)
    cf_policy_set_error (&reader->first, CF_POLICY_ERROR_SYNTAX, &place, N_("not a key file (%s)"), reason->message);
  return FALSE;
}

static gboolean
read_file (Reader *reader, const char *text, gsize length)
{
  g_autoptr (GPtrArray) lines = cf_policy_read_lines (reader->text->name, text, length, &reader->first);

  if (lines == NULL && reader->problems != NULL)
    g_ptr_array_add (reader->problems, g_strdup (reader->first->message));
  if (lines == NULL || !read_lines (reader, lines) || !load_keys (reader, text, length))
    return FALSE;

  for (guint i = 0; i < reader->sections->len; i++)
    if (!read_values (reader, g_ptr_array_index (reader->sections, i)))
      return FALSE;

  return reader->first == NULL;
}

GPtrArray *
cf_policy_read_sections (const CfPolicyText *text, GPtrArray *problems, GError **error)
{
  g_auto (Reader) reader = { .text = text, .place = { .file = text->name }, .problems = problems };
  /* Editors on Windows write a byte order mark, and GKeyFile refuses it. */
  gsize mark = g_str_has_prefix (text->text, BYTE_ORDER_MARK) ? strlen (BYTE_ORDER_MARK) : 0;

  reader.base_name = g_path_get_basename (text->name);
  reader.keys = g_key_file_new ();
  reader.headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.sections = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_policy_section_free);

  if (read_file (&reader, text->text + mark, text->length - mark))
    return g_steal_pointer (&reader.sections);

  g_propagate_error (error, g_steal_pointer (&reader.first));
  return NULL;
}
