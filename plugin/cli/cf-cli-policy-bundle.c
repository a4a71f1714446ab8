/* cf-cli-policy-bundle.c — "certfirst policy import, bundle, verify": rules made, signed and looked into */
#include "cf-cli-policy.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cf-limits.h"
#include "cf-policy-bundle.h"
#include "cf-policy-csv.h"

/* Writes a result to a file, or to standard output where none is named. */
static CfCliStatus
write_result (const char *path, const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    fwrite (data, 1, length, stdout);
    return CF_CLI_NOTHING_WARNED;
  }
  if (g_file_set_contents (path, data, length, &error))
    return CF_CLI_NOTHING_WARNED;

  cf_cli_complain ("%s", error->message);
  return CF_CLI_FAILED;
}

static CfCliStatus
convert (const char *path, const char *output)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *text = NULL;
  g_autofree char *rules = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error)) {
    cf_cli_complain ("%s", error->message);
    return CF_CLI_FAILED;
  }

  rules = cf_policy_convert_csv (name, text, length, problems);
  for (guint i = 0; i < problems->len; i++)
    cf_cli_complain ("%s", (char *) g_ptr_array_index (problems, i));
  return rules != NULL ? write_result (output, rules, strlen (rules)) : CF_CLI_WARNED;
}

CfCliStatus
cf_cli_policy_import (int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("the policy file to write; without, standard output"), "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };

  if (!cf_cli_policy_parse_options (entries, _("CSV"), argc, argv))
    return CF_CLI_FAILED;
  if (files == NULL || files[1] != NULL)
    return cf_cli_policy_refuse ("import", _("give one table with the columns name, domain, since and class"));

  return convert (files[0], output);
}

typedef struct {
  char *key, *certificate, *output;
  char **files;
  gint64 version;
} BundleOptions;

static void
bundle_options_clear (BundleOptions *self)
{
  g_free (self->key);
  g_free (self->certificate);
  g_free (self->output);
  g_strfreev (self->files);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BundleOptions, bundle_options_clear)

static CfCliStatus
make_bundle (const BundleOptions *o)
{
  g_autoptr (CfPolicyBundle) bundle = cf_policy_bundle_new (o->version);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) der = NULL;
  gboolean added = TRUE;

  for (char **file = o->files; added && *file != NULL; file++)
    added = cf_policy_bundle_add (bundle, *file, &error);
  if (!added) {
    cf_cli_complain ("%s", error->message);
    return CF_CLI_FAILED;
  }
  if (!cf_policy_bundle_check (bundle, &error)) {
    cf_cli_complain ("%s", error->message);
    return CF_CLI_WARNED;
  }

  der = cf_policy_bundle_sign (bundle, o->key, o->certificate, &error);
  if (der == NULL) {
    cf_cli_complain ("%s", error->message);
    return CF_CLI_FAILED;
  }
  return write_result (o->output, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
}

CfCliStatus
cf_cli_policy_bundle (int argc, char **argv)
{
  g_auto (BundleOptions) o = { 0 };
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &o.key, N_("key to sign with"), "KEY.pem" },
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &o.certificate, N_("certificate of the key"), "CERT.pem" },
    { "version", 0, 0, G_OPTION_ARG_INT64, &o.version, N_("a number that grows with every bundle"), "N" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, N_("the bundle to write"), "OUT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o.files, NULL, NULL },
    { NULL },
  };

  if (!cf_cli_policy_parse_options (entries, _("FILE…"), argc, argv))
    return CF_CLI_FAILED;
  if (o.key == NULL || o.certificate == NULL || o.output == NULL || o.version < 1 || o.files == NULL)
    return cf_cli_policy_refuse ("bundle", _("give --key, --cert, --version from 1 on, --output and the files"));

  return make_bundle (&o);
}

/* Nothing that is there already is written over. */
static gboolean
unpack (const CfPolicyBundle *bundle, const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0755) != 0) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("%s: cannot be made; check the rights"), folder);
    return FALSE;
  }

  for (guint i = 0; i < bundle->names->len; i++) {
    const char *name = g_ptr_array_index (bundle->names, i);
    GBytes *bytes = g_hash_table_lookup (bundle->files, name);
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_access (path, F_OK) == 0) {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _("%s: is there already; name an empty folder"), path);
      return FALSE;
    }
    if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0644, error))
      return FALSE;
  }

  return TRUE;
}

static CfCliStatus
look_into (const char *path, const char *certificate, const char *folder)
{
  g_autoptr (GError) error = NULL;
  gboolean readable = g_access (path, R_OK) == 0 && g_access (certificate, R_OK) == 0;
  g_autoptr (CfPolicyBundle) bundle = cf_policy_bundle_verify (path, certificate, &error);
  g_autofree char *version = NULL;

  if (bundle == NULL || !cf_policy_bundle_check (bundle, &error)) {
    cf_cli_complain ("%s", error->message);
    return readable ? CF_CLI_WARNED : CF_CLI_FAILED;
  }
  if (folder != NULL && !unpack (bundle, folder, &error)) {
    cf_cli_complain ("%s", error->message);
    return CF_CLI_FAILED;
  }

  version = g_strdup_printf ("%" G_GUINT64_FORMAT, bundle->version);
  g_print (_("version %s\n"), version);
  for (guint i = 0; i < bundle->names->len; i++)
    g_print ("%s\n", (char *) g_ptr_array_index (bundle->names, i));
  return CF_CLI_NOTHING_WARNED;
}

CfCliStatus
cf_cli_policy_verify (int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *folder = NULL;
  const GOptionEntry entries[] = {
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &certificate, N_("certificate that it must be signed under"), "CERT.pem" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &folder, N_("folder to unpack it into"), "DIR" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };

  if (!cf_cli_policy_parse_options (entries, _("BUNDLE"), argc, argv))
    return CF_CLI_FAILED;
  if (files == NULL || files[1] != NULL || certificate == NULL)
    return cf_cli_policy_refuse ("verify", _("give one bundle and --cert"));

  return look_into (files[0], certificate, folder);
}
