/* cf-policy-load.c — our own files → rules: files and folders */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cf-limits.h"
#include "cf-policy-bundle.h"
#include "cf-policy-internal.h"

#define ADMINISTRATOR_FOLDER "/etc/certfirst/policy.d"
#define BUNDLE_FOLDER "/etc/certfirst/bundle"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FILE, fclose)

/* (Not GFile: it may start threads, and the process that loads policy forks.) */
GByteArray *
cf_policy_load_bytes (const char *path, gsize limit, GError **error)
{
  g_autoptr (FILE) file = fopen (path, "rbe");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[16 * CF_KIB];
  gsize n;

  while (file != NULL && bytes->len <= limit && (n = fread (block, 1, sizeof block, file)) > 0)
    g_byte_array_append (bytes, block, n);
  if (file == NULL || ferror (file)) {
    const char *reason = g_strerror (errno);
    g_autofree char *name = g_filename_display_name (path);
    CfPolicyPlace place = { .file = name };

    cf_policy_set_error (error, CF_POLICY_ERROR_FILE, &place, N_("cannot be read (%s); check the name and its rights"),
                         reason);
    return NULL;
  }

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return g_steal_pointer (&bytes);
}

gboolean
cf_policy_load (CfPolicy *self, CfPolicyOrigin origin, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (path);
  GError *problem = NULL;
  g_autoptr (GByteArray) bytes = cf_policy_load_bytes (path, CF_LIMIT_POLICY_BYTES, &problem);
  CfPolicyText text = { .name = name, .folder = folder, .origin = origin };

  if (bytes != NULL) {
    text.text = (const char *) bytes->data;
    text.length = bytes->len - 1;
    if (cf_policy_take_text (self, &text, &problem))
      return TRUE;
  }

  return cf_policy_fail (self, problem, error);
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
  g_autoptr (GPtrArray) names = NULL;
  const char *name;

  if (dir == NULL)
    return NULL;

  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && g_str_has_suffix (name, ".policy"))
      g_ptr_array_add (names, g_strdup (name));

  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* Whether the administrator's folder has a sound file of that name, which then
 * stands for the shipped one.  A broken one must not take it away. */
static gboolean
is_masked (const char *folder, const char *name)
{
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autoptr (CfPolicy) alone = cf_policy_new ();

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) &&
         cf_policy_load (alone, CF_POLICY_ORIGIN_ADMINISTRATOR, path, NULL);
}

static gboolean
load_unmasked (CfPolicy *self, CfPolicyOrigin origin, const char *folder, const char *mask, GError **error)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) names = list_folder (folder, &reason);
  CfPolicyPlace place = { .file = shown };
  GError *problem = NULL;

  if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (names == NULL)
    cf_policy_set_error (&problem, CF_POLICY_ERROR_FILE, &place, N_("%s; check the folder's rights"), reason->message);

  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

    if (!is_masked (mask, g_ptr_array_index (names, i)))
      cf_policy_load (self, origin, path, problem == NULL ? &problem : NULL);
  }

  return problem == NULL || cf_policy_fail (self, problem, error);
}

gboolean
cf_policy_load_folder (CfPolicy *self, CfPolicyOrigin origin, const char *folder, GError **error)
{
  return load_unmasked (self, origin, folder, NULL, error);
}

/* The bundle of a folder, when it has one. */
static gboolean
load_bundle (CfPolicy *self, const CfPolicyFolders *folders, GError **error)
{
  g_autofree char *bundle = g_build_filename (folders->bundle, "policy.cfbundle", NULL);
  g_autofree char *signer = g_build_filename (folders->bundle, "signer.pem", NULL);

  return !g_file_test (bundle, G_FILE_TEST_EXISTS) ||
         cf_policy_load_bundle (self, bundle, signer, folders->state, error);
}

static gboolean
load_folders (CfPolicy *self, const CfPolicyFolders *folders, GError **error)
{
  GError *problem = NULL;

  /* Each is read whatever became of the one before. */
  if (folders->shipped != NULL)
    load_unmasked (self, CF_POLICY_ORIGIN_SHIPPED, folders->shipped, folders->administrator, &problem);
  if (folders->bundle != NULL)
    load_bundle (self, folders, problem == NULL ? &problem : NULL);
  if (folders->administrator != NULL)
    cf_policy_load_folder (self, CF_POLICY_ORIGIN_ADMINISTRATOR, folders->administrator,
                           problem == NULL ? &problem : NULL);
  if (folders->user != NULL)
    cf_policy_load_folder (self, CF_POLICY_ORIGIN_USER, folders->user, problem == NULL ? &problem : NULL);

  return problem == NULL || cf_policy_fail (self, problem, error);
}

void
cf_policy_get_installed_folders (CfPolicyFolders *out_folders)
{
  g_autofree char *user = g_build_filename (g_get_user_config_dir (), "certfirst", "policy.d", NULL);
  g_autofree char *state = g_build_filename (g_get_user_state_dir (), "certfirst", "bundle", NULL);

  *out_folders = (CfPolicyFolders) { CF_SHIPPED_POLICY, BUNDLE_FOLDER, g_intern_string (state), ADMINISTRATOR_FOLDER,
                                     g_intern_string (user) };
}

gboolean
cf_policy_load_installed (CfPolicy *self, const CfPolicyFolders *folders, GError **error)
{
  CfPolicyFolders usual;

  cf_policy_get_installed_folders (&usual);
  return load_folders (self, folders != NULL ? folders : &usual, error);
}
