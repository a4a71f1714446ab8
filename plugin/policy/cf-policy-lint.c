/* cf-policy-lint.c — our own files → errors: all of them at once */
#include "cf-policy-lint.h"

#include <string.h>

#include "cf-limits.h"
#include "cf-policy-internal.h"

static void
add_problem (GPtrArray *problems, GError *problem)
{
  g_ptr_array_add (problems, g_strdup (problem->message));
  g_error_free (problem);
}

/* What is missing hurts later, on the machine that opens it. */
static void
look_for_file (const CfPolicyText *text, const CfPolicySection *section, const CfPolicyValue *value,
               GPtrArray *problems)
{
  CfPolicyPlace place = { text->name, value->line, section->heading, cf_policy_get_key_row (value->key)->name };
  GError *problem = NULL;

  if (cf_policy_get_key_row (value->key)->type != CF_POLICY_FILENAME ||
      g_file_test (value->names[0], G_FILE_TEST_EXISTS))
    return;

  cf_policy_set_error (&problem, CF_POLICY_ERROR_VALUE, &place, N_("there is no file %s; give its path from this folder"),
                       value->names[0]);
  add_problem (problems, problem);
}

static void
look_for_files (const CfPolicyText *text, const GPtrArray *sections, GPtrArray *problems)
{
  for (guint i = 0; i < sections->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (sections, i);

    for (guint j = 0; j < section->values->len; j++)
      look_for_file (text, section, g_ptr_array_index (section->values, j), problems);
  }
}

/* The number in "file:line: …"; 0 for the whole file. */
static guint64
line_of (const char *problem, const char *file)
{
  gsize n = strlen (file);

  return strlen (problem) > n ? g_ascii_strtoull (problem + n + 1, NULL, 10) : 0;
}

static int
compare_lines (gconstpointer a, gconstpointer b, gpointer file)
{
  guint64 left = line_of (*(char *const *) a, file), right = line_of (*(char *const *) b, file);

  return left < right ? -1 : left > right;
}

gboolean
cf_policy_lint (CfPolicy *earlier, const char *path, GPtrArray *problems, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GByteArray) bytes = cf_policy_load_bytes (path, CF_LIMIT_POLICY_BYTES, error);
  CfPolicyText text = { .name = name, .folder = folder, .origin = CF_POLICY_ORIGIN_ADMINISTRATOR };
  g_autoptr (GPtrArray) sections = NULL;
  GError *problem = NULL;

  if (bytes == NULL)
    return FALSE;

  text.text = (const char *) bytes->data;
  text.length = bytes->len - 1;
  if (text.length <= CF_LIMIT_POLICY_BYTES)
    sections = cf_policy_read_sections (&text, problems, NULL);
  if (sections != NULL)
    look_for_files (&text, sections, problems);
  /* What is wrong between keys is seen when the rest is right. */
  if (problems->len == 0 && !cf_policy_take_text (earlier, &text, &problem))
    add_problem (problems, problem);
  g_ptr_array_sort_with_data (problems, compare_lines, name);
  return TRUE;
}
