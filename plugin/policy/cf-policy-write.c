/* cf-policy-write.c — our own files: one rule written */
#include "cf-policy-write.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cf-limits.h"
#include "cf-policy-internal.h"
#include "cf-policy-lines.h"
#include "cf-text.h"

gboolean
cf_policy_is_strict_address (const char *address)
{
  CfPolicyScope scope;
  g_autofree char *name = NULL;

  if (!cf_text_is_strict_address (address))
    return FALSE;

  name = cf_policy_parse_name (address, &scope);
  return name != NULL && scope == CF_POLICY_SCOPE_ADDRESS;
}

static gboolean
fail (GError **error, CfPolicyError code, const char *path, const char *what)
{
  g_autofree char *name = g_filename_display_name (path);
  CfPolicyPlace place = { .file = name };

  cf_policy_set_error (error, code, &place, "%s", what);
  return FALSE;
}

static gboolean
check_rule (const char *address, const char *certificate, GError **error)
{
  if (!cf_policy_is_strict_address (address))
    return fail (error, CF_POLICY_ERROR_SECTION, "rule",
                 "the address is not plain ASCII; write the rule by hand for its domain");
  if (cf_policy_rank_choice (CF_POLICY_KEY_SENDER_CERTIFICATE, certificate) == G_MAXUINT)
    return fail (error, CF_POLICY_ERROR_VALUE, "rule",
                 "certificate= takes required, expected, usual, optional or exempt");

  return TRUE;
}

char *
cf_policy_format_rule (const char *address, const char *certificate, GError **error)
{
  if (!check_rule (address, certificate, error))
    return NULL;

  return g_strdup_printf ("[sender %s]\ncertificate=%s\n", address, certificate);
}

/* The lines of the section for the address: its own and those up to the next. */
static gboolean
find_section_lines (const GPtrArray *lines, const char *name, guint *out_first, guint *out_last)
{
  gboolean inside = FALSE;

  *out_first = 0;
  for (guint i = 0; i < lines->len; i++) {
    const CfPolicyLine *line = g_ptr_array_index (lines, i);
    g_autofree char *heading = g_strstrip (g_strdup (line->section));
    g_autofree char *own = NULL;
    CfPolicyScope scope;

    if (line->key == NULL) {
      own = g_str_has_prefix (heading, "sender") ? cf_policy_parse_name (g_strchug (heading + 6), &scope) : NULL;
      inside = own != NULL && scope == CF_POLICY_SCOPE_ADDRESS && g_str_equal (own, name);
      if (inside)
        *out_first = line->number;
    }
    if (inside)
      *out_last = line->number;
  }

  return *out_first != 0;
}

static gboolean
is_replaced (const char *line)
{
  static const char *const keys[] = { "certificate", "since", "until", "or" };
  g_autofree char *copy = g_strdup (line);
  char *equals = strchr (copy, '=');

  if (equals == NULL)
    return FALSE;

  *equals = '\0';
  g_strstrip (copy);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (copy, keys[i]))
      return TRUE;

  return FALSE;
}

/* The text with certificate= set in the section of these lines. */
static char *
replace (const char *text, guint first, guint last, const char *certificate)
{
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; rows[i] != NULL; i++) {
    gboolean inside = i + 1 > first && i + 1 <= last;

    if (!inside || !is_replaced (rows[i]))
      g_string_append_printf (out, "%s%s", rows[i], rows[i + 1] != NULL ? "\n" : "");
    if (i + 1 == first)
      g_string_append_printf (out, "%scertificate=%s\n", rows[i + 1] != NULL ? "" : "\n", certificate);
  }

  return g_string_free (out, FALSE);
}

static char *
append (const char *text, const char *rule)
{
  gsize length = strlen (text);

  return g_strconcat (text, length > 0 && text[length - 1] != '\n' ? "\n" : "", length > 0 ? "\n" : "", rule, NULL);
}

/* The file's text, "" where there is none; NULL with an error where it is no sound policy. */
static char *
load_sound (const char *path, GError **error)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autoptr (GByteArray) bytes = NULL;

  if (g_access (path, F_OK) != 0 && errno == ENOENT)
    return g_strdup ("");
  if (!cf_policy_load (policy, CF_POLICY_ORIGIN_USER, path, error))
    return NULL;

  bytes = cf_policy_load_bytes (path, CF_LIMIT_POLICY_BYTES, error);
  return bytes != NULL ? g_strdup ((const char *) bytes->data) : NULL;
}

static char *
edit (const char *path, const char *text, const char *address, const char *certificate)
{
  gsize mark = g_str_has_prefix (text, "\xEF\xBB\xBF") ? 3 : 0;
  g_autoptr (GPtrArray) lines = cf_policy_read_lines (path, text + mark, strlen (text + mark), NULL);
  CfPolicyScope scope;
  g_autofree char *name = cf_policy_parse_name (address, &scope);
  g_autofree char *rule = cf_policy_format_rule (address, certificate, NULL);
  guint first, last = 0;

  if (lines != NULL && find_section_lines (lines, name, &first, &last))
    return replace (text, first, last, certificate);

  return append (text, rule);
}

gboolean
cf_policy_write_sender (const char *path, const char *address, const char *certificate, GError **error)
{
  g_autofree char *text = check_rule (address, certificate, error) ? load_sound (path, error) : NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *edited = text != NULL ? edit (path, text, address, certificate) : NULL;
  g_autoptr (CfPolicy) after = cf_policy_new ();

  if (edited == NULL || !cf_policy_parse (after, CF_POLICY_ORIGIN_USER, path, edited, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, CF_POLICY_ERROR_FILE, path, "its folder cannot be made; check the rights");
  if (!g_file_set_contents_full (path, edited, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 NULL))
    return fail (error, CF_POLICY_ERROR_FILE, path, "cannot be written; check the rights and the disk");

  return TRUE;
}
