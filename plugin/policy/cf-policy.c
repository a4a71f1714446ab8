/* cf-policy.c — our own files → rules: loading and merging */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cf-limits.h"
#include "cf-policy-internal.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FILE, fclose)

CfPolicy *
cf_policy_new (void)
{
  CfPolicy *self = g_new0 (CfPolicy, 1);

  for (guint i = 0; i < CF_POLICY_N_SCOPES; i++)
    self->sections[i] =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cf_policy_section_free);
  return self;
}

void
cf_policy_free (CfPolicy *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < CF_POLICY_N_SCOPES; i++)
    g_hash_table_unref (self->sections[i]);
  g_free (self->problem);
  g_free (self);
}

const char *
cf_policy_get_problem (const CfPolicy *self)
{
  return self->problem;
}

const char *
cf_policy_get (const CfPolicy *self, const char *section, const char *key)
{
  const CfPolicySection *found = g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_ALONE], section);

  for (guint i = 0; found != NULL && i < found->values->len; i++) {
    const CfPolicyValue *value = g_ptr_array_index (found->values, i);

    if (g_str_equal (cf_policy_get_key_row (value->key)->name, key))
      return value->text;
  }

  return NULL;
}

/* Hands an error on and keeps the first one for the reports. */
static gboolean
fail (CfPolicy *self, GError *problem, GError **error)
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

/* Days that mean nothing, or that leave no day at all, are mistakes that
 * would take an expectation away without a word. */
static gboolean
check_days (const CfPolicy *self, const CfPolicySection *section, CfPolicyPlace *place, GError **error)
{
  const CfPolicySection *earlier = find_same (self, section);
  const CfPolicyValue *since = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_SINCE);
  const CfPolicyValue *until = cf_policy_section_find (section, CF_POLICY_KEY_SENDER_UNTIL);
  const CfPolicyValue *written = until != NULL ? until : since;

  if (written == NULL)
    return TRUE;

  place->line = written->line;
  place->section = section->heading;
  place->key = cf_policy_get_key_row (written->key)->name;
  if (find_merged (earlier, section, CF_POLICY_KEY_SENDER_CERTIFICATE) == NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place,
                         "says when, but not what; add certificate= to this section");
    return FALSE;
  }

  since = find_merged (earlier, section, CF_POLICY_KEY_SENDER_SINCE);
  until = find_merged (earlier, section, CF_POLICY_KEY_SENDER_UNTIL);
  if (since != NULL && until != NULL && until->day < since->day) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, "until= %s lies before since= %s; correct one",
                         until->text, since->text);
    return FALSE;
  }

  return TRUE;
}

/* Takes a section over: the first of its name as it is, a later one key by key. */
static void
take_section (CfPolicy *self, CfPolicySection *section)
{
  CfPolicySection *earlier = find_same (self, section);

  if (earlier == NULL) {
    g_hash_table_insert (self->sections[section->scope], section->name, section);
    return;
  }

  cf_policy_section_merge (earlier, section);
  cf_policy_section_free (section);
}

/* All of the file or nothing of it. */
static gboolean
parse_bytes (CfPolicy *self, const char *name, const char *text, gsize length, GError **error)
{
  CfPolicyPlace place = { .file = name };
  g_autoptr (GPtrArray) sections = NULL;

  if (length > CF_LIMIT_POLICY_BYTES) {
    cf_policy_set_error (error, CF_POLICY_ERROR_FILE, &place, "larger than %u MiB; split it",
                         CF_LIMIT_POLICY_BYTES / CF_MIB);
    return FALSE;
  }

  sections = cf_policy_read_sections (name, text, length, error);
  if (sections == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    if (!check_days (self, g_ptr_array_index (sections, i), &place, error))
      return FALSE;

  while (sections->len > 0)
    take_section (self, g_ptr_array_steal_index (sections, sections->len - 1));
  return TRUE;
}

gboolean
cf_policy_parse (CfPolicy *self, const char *name, const char *text, GError **error)
{
  GError *problem = NULL;

  return parse_bytes (self, name, text, strlen (text), &problem) || fail (self, problem, error);
}

/* The bytes of a file and a NUL after them; more than the limit where the file
 * is over it; NULL with an errno.  (Not GFile: it may start threads, and the
 * process that loads policy forks.) */
static GByteArray *
load_bytes (const char *path, int *out_reason)
{
  g_autoptr (FILE) file = fopen (path, "rbe");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[16 * CF_KIB];
  gsize n;

  while (file != NULL && bytes->len <= CF_LIMIT_POLICY_BYTES && (n = fread (block, 1, sizeof block, file)) > 0)
    g_byte_array_append (bytes, block, n);
  if (file == NULL || ferror (file)) {
    *out_reason = errno;
    return NULL;
  }

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return g_steal_pointer (&bytes);
}

gboolean
cf_policy_load (CfPolicy *self, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  int reason = 0;
  g_autoptr (GByteArray) bytes = load_bytes (path, &reason);
  CfPolicyPlace place = { .file = name };
  GError *problem = NULL;

  if (bytes == NULL)
    cf_policy_set_error (&problem, CF_POLICY_ERROR_FILE, &place, "cannot be read (%s); check the name and its rights",
                         g_strerror (reason));
  else if (parse_bytes (self, name, (const char *) bytes->data, bytes->len - 1, &problem))
    return TRUE;

  return fail (self, problem, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The *.policy files in the order of their bytes, whatever the locale. */
static GPtrArray *
list_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr (GPtrArray) paths = NULL;
  const char *name;

  if (dir == NULL)
    return NULL;

  paths = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && g_str_has_suffix (name, ".policy"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));

  g_ptr_array_sort (paths, compare_names);
  return g_steal_pointer (&paths);
}

gboolean
cf_policy_load_folder (CfPolicy *self, const char *folder, GError **error)
{
  g_autofree char *name = g_filename_display_name (folder);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) paths = list_folder (folder, &reason);
  CfPolicyPlace place = { .file = name };
  GError *problem = NULL;

  if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (paths == NULL)
    cf_policy_set_error (&problem, CF_POLICY_ERROR_FILE, &place, "%s; check the folder's rights", reason->message);

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    cf_policy_load (self, g_ptr_array_index (paths, i), problem == NULL ? &problem : NULL);

  return problem == NULL || fail (self, problem, error);
}
