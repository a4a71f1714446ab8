/* cf-policy-bundle.c — our own files → rules: the container of a bundle, and loading one */
#include "cf-policy-bundle.h"

#include <string.h>

#include "cf-limits.h"
#include "cf-policy-bundle-private.h"
#include "cf-policy-internal.h"

#define MAGIC "certfirst-policy-bundle 1\n"
#define MAX_NAME_BYTES 100

gboolean
cf_policy_bundle_fail (GError **error, const char *path, const char *what)
{
  g_autofree char *name = g_filename_display_name (path);
  CfPolicyPlace place = { .file = name };

  cf_policy_set_error (error, CF_POLICY_ERROR_FILE, &place, "%s", _(what));
  return FALSE;
}

CfPolicyBundle *
cf_policy_bundle_new (guint64 version)
{
  CfPolicyBundle *self = g_new0 (CfPolicyBundle, 1);

  self->version = version;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  return self;
}

void
cf_policy_bundle_free (CfPolicyBundle *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->files);
  g_free (self);
}

/* A name that is one plain file wherever it is unpacked. */
static gboolean
is_name (const char *name)
{
  gsize length = strlen (name);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("._-", name[i]) == NULL)
      return FALSE;

  return length <= MAX_NAME_BYTES && *name != '.' && *name != '-' &&
         (g_str_has_suffix (name, ".policy") || g_str_has_suffix (name, ".pem"));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Takes @bytes over. */
static void
take_file (CfPolicyBundle *self, const char *name, GBytes *bytes)
{
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_sort (self->names, compare_names);
  g_hash_table_insert (self->files, g_strdup (name), bytes);
}

gboolean
cf_policy_bundle_add (CfPolicyBundle *self, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GByteArray) bytes = NULL;

  if (!is_name (name))
    return cf_policy_bundle_fail (error, path,
                                  N_("cannot be in a bundle; name it with letters, digits, . _ - and .policy or .pem"));
  if (g_hash_table_contains (self->files, name))
    return cf_policy_bundle_fail (error, path, N_("another file has this name; rename one"));
  if (self->names->len >= CF_LIMIT_BUNDLE_FILES)
    return cf_policy_bundle_fail (error, path, N_("too many files for one bundle; put rules together"));

  bytes = cf_policy_load_bytes (path, CF_LIMIT_POLICY_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  if (bytes->len - 1 > CF_LIMIT_POLICY_BYTES)
    return cf_policy_bundle_fail (error, path, N_("too large for a bundle; split it"));

  take_file (self, name, g_bytes_new (bytes->data, bytes->len - 1));
  return TRUE;
}

GBytes *
cf_policy_bundle_pack (const CfPolicyBundle *self)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf (MAGIC "version %" G_GUINT64_FORMAT "\n", self->version);

  g_byte_array_append (out, (const guint8 *) head, strlen (head));
  for (guint i = 0; i < self->names->len; i++) {
    const char *name = g_ptr_array_index (self->names, i);
    GBytes *bytes = g_hash_table_lookup (self->files, name);
    g_autofree char *line = g_strdup_printf ("file %s %" G_GSIZE_FORMAT "\n", name, g_bytes_get_size (bytes));

    g_byte_array_append (out, (const guint8 *) line, strlen (line));
    g_byte_array_append (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* The rest of the next line when it begins with @word; moves @p behind it. */
static char *
read_line (const char **p, const char *end, const char *word)
{
  const char *newline = memchr (*p, '\n', end - *p);
  gsize n = strlen (word);
  char *rest;

  if (newline == NULL || (gsize) (newline - *p) < n || memcmp (*p, word, n) != 0)
    return NULL;

  rest = g_strndup (*p + n, newline - *p - n);
  *p = newline + 1;
  return rest;
}

/* A number as it was packed: digits only, no zero before it. */
static gboolean
read_number (const char *text, guint64 *out_number)
{
  if (text[0] == '0' && text[1] != '\0')
    return FALSE;

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, out_number, NULL);
}

static gboolean
unpack_file (CfPolicyBundle *self, const char **p, const char *end)
{
  g_autofree char *line = read_line (p, end, "file ");
  char *blank = line != NULL ? strrchr (line, ' ') : NULL;
  const char *last = self->names->len > 0 ? g_ptr_array_index (self->names, self->names->len - 1) : "";
  guint64 size;

  if (blank == NULL)
    return FALSE;
  *blank = '\0';
  /* In order, so that there is one container for the same files, and no name twice. */
  if (!is_name (line) || strcmp (last, line) >= 0 || !read_number (blank + 1, &size) || size > (guint64) (end - *p) ||
      self->names->len >= CF_LIMIT_BUNDLE_FILES)
    return FALSE;

  take_file (self, line, g_bytes_new (*p, size));
  *p += size;
  return TRUE;
}

CfPolicyBundle *
cf_policy_bundle_unpack (const char *data, gsize length)
{
  const char *p = data;
  const char *end = data + length;
  g_autofree char *magic = read_line (&p, end, "certfirst-policy-bundle ");
  g_autofree char *version = magic != NULL ? read_line (&p, end, "version ") : NULL;
  g_autoptr (CfPolicyBundle) self = cf_policy_bundle_new (0);

  if (g_strcmp0 (magic, "1") != 0 || version == NULL || !read_number (version, &self->version) || self->version == 0)
    return NULL;
  while (p < end)
    if (!unpack_file (self, &p, end))
      return NULL;

  return g_steal_pointer (&self);
}

/* Takes the policy files of a bundle: all of them or none. */
static gboolean
take_bundle (CfPolicy *self, const CfPolicyBundle *bundle, GError **error)
{
  g_autofree CfPolicyText *texts = g_new0 (CfPolicyText, bundle->names->len + 1);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;

  for (guint i = 0; i < bundle->names->len; i++) {
    const char *name = g_ptr_array_index (bundle->names, i);
    GBytes *bytes = g_hash_table_lookup (bundle->files, name);
    gsize length = g_bytes_get_size (bytes);
    char *copy;

    if (!g_str_has_suffix (name, ".policy"))
      continue;
    copy = g_malloc0 (length + 1); /* not g_strndup(): a NUL is to be found */
    if (length > 0)
      memcpy (copy, g_bytes_get_data (bytes, NULL), length);
    g_ptr_array_add (copies, copy);
    texts[n++] = (CfPolicyText){ .name = name, .text = copy, .length = length, .attached = bundle->files,
                                 .origin = CF_POLICY_ORIGIN_ADMINISTRATOR, .bundle = bundle->version };
  }

  return cf_policy_take_texts (self, texts, n, error);
}

gboolean
cf_policy_bundle_check (const CfPolicyBundle *self, GError **error)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();

  return take_bundle (policy, self, error);
}

/* The highest version seen; 0 when there is no such file yet. */
static gboolean
read_state (const char *path, guint64 *out_version, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;

  *out_version = 0;
  if (!g_file_get_contents (path, &text, NULL, &reason))
    return g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
           cf_policy_bundle_fail (error, path, N_("cannot be read; check its rights"));
  if (read_number (g_strchomp (text), out_version))
    return TRUE;

  return cf_policy_bundle_fail (error, path, N_("holds no version; remove the file"));
}

static gboolean
write_state (const char *path, guint64 version, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT "\n", version);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0 && g_file_set_contents (path, text, -1, NULL))
    return TRUE;

  return cf_policy_bundle_fail (error, path, N_("cannot be written; an older bundle would not be noticed"));
}

gboolean
cf_policy_load_bundle (CfPolicy *self, const char *path, const char *certificate, const char *state, GError **error)
{
  GError *problem = NULL;
  g_autoptr (GError) forgotten = NULL;
  g_autoptr (CfPolicyBundle) bundle = cf_policy_bundle_verify (path, certificate, &problem);
  guint64 seen = 0;
  gboolean known = state == NULL || read_state (state, &seen, &forgotten);

  if (bundle == NULL)
    return cf_policy_fail (self, problem, error);
  if (bundle->version < seen) {
    cf_policy_bundle_fail (&problem, path, N_("is older than the bundle before it; fetch it again"));
    return cf_policy_fail (self, problem, error);
  }
  if (!take_bundle (self, bundle, &problem))
    return cf_policy_fail (self, problem, error);

  if (state != NULL && known && bundle->version > seen)
    write_state (state, bundle->version, &forgotten);
  if (forgotten != NULL)
    cf_policy_fail (self, g_steal_pointer (&forgotten), NULL);
  return TRUE;
}
