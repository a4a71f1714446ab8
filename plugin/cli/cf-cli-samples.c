/* cf-cli-samples.c — "certfirst samples": mails for training, one for each state, with all that makes them show it
 *
 * They are made of the test PKI when the program is built, and installed
 * beside it; here they are only copied.
 */
#include "cf-cli.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

/* What there is to copy; "mail" is the folder with the messages. */
static const char *const files[] = { "README.md", "anchors.pem", "samples.policy", "answers.jsonl", "manifest.tsv" };

/* Where they are installed; tests and an uninstalled program have them elsewhere. */
static const char *
get_source (void)
{
  const char *folder = g_getenv ("CERTFIRST_SAMPLES");

  return folder != NULL ? folder : CF_SAMPLESDIR;
}

static gboolean
copy_file (const char *from, const char *to, const char *name, GError **error)
{
  g_autoptr (GFile) source = g_file_new_build_filename (from, name, NULL);
  g_autoptr (GFile) copy = g_file_new_build_filename (to, name, NULL);

  /* What is there already is somebody's: it stays. */
  return g_file_copy (source, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
}

static gboolean
copy_mails (const char *from, const char *to, GError **error)
{
  g_autofree char *source = g_build_filename (from, "mail", NULL);
  g_autofree char *copy = g_build_filename (to, "mail", NULL);
  g_autoptr (GDir) dir = g_dir_open (source, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  if (g_mkdir_with_parents (copy, 0777) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s: cannot be made (%s)"), copy, g_strerror (errno));
    return FALSE;
  }

  while ((name = g_dir_read_name (dir)) != NULL)
    if (!copy_file (source, copy, name, error))
      return FALSE;

  return TRUE;
}

static gboolean
copy_all (const char *to, GError **error)
{
  if (!copy_mails (get_source (), to, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (!copy_file (get_source (), to, files[i], error))
      return FALSE;

  return TRUE;
}

static void
print_next_step (const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);

  /* TRANSLATORS: after "certfirst samples DIR": the folder is there now; a command follows on its own line. */
  g_print (_("The mails are in %s/mail; README.md there says what each one is. To see them:\n"), shown);
  g_print ("  cd %s && certfirst check --policy=samples.policy --trust-anchors=anchors.pem --lookups=answers.jsonl"
           " --at=2026-06-15T09:00:00Z mail/*.eml\n", shown);
}

CfCliStatus
cf_cli_samples (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_("DIR"));
  g_autoptr (GError) error = NULL;
  gboolean parsed = g_option_context_parse (context, &argc, &argv, &error);

  if (parsed && argc != 2)
    g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("which folder? Name a new one, such as \"samples\""));
  if (error != NULL || !copy_all (argv[1], &error)) {
    cf_cli_complain ("samples: %s", error->message);
    return CF_CLI_FAILED;
  }

  print_next_step (argv[1]);
  return CF_CLI_NOTHING_WARNED;
}
