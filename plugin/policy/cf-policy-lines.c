/* cf-policy-lines.c — our own files → rules: which line holds what */
#include "cf-policy-lines.h"

#include <string.h>

#include "cf-policy-schema.h"
#include "cf-text.h"

static void
cf_policy_line_free (CfPolicyLine *line)
{
  g_clear_pointer (&line->section, g_ref_string_release);
  g_free (line->key);
  g_free (line);
}

/* The number of the line that holds @end. */
static guint
count_lines (const char *text, const char *end)
{
  guint number = 1;

  for (const char *p = memchr (text, '\n', end - text); p != NULL; p = memchr (p + 1, '\n', end - p - 1))
    number++;

  return number;
}

static gboolean
check_encoding (const char *file, const char *text, gsize length, GError **error)
{
  const char *nul = memchr (text, '\0', length);
  const char *bad = NULL;
  CfPolicyPlace place = { .file = file };

  if (nul == NULL && g_utf8_validate_len (text, length, &bad))
    return TRUE;

  place.line = count_lines (text, nul != NULL ? nul : bad);
  cf_policy_set_error (error, CF_POLICY_ERROR_SYNTAX, &place,
                       nul != NULL ? N_("holds a NUL byte; save the file as plain text in UTF-8")
                                   : N_("is not UTF-8; save the file as plain text in UTF-8"));
  return FALSE;
}

/* What an editor does not show, or shows as a line end that is none here,
 * could hide a rule from whoever reviews the file. */
static gboolean
check_visible (const char *line, const CfPolicyPlace *place, GError **error)
{
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\t' || !cf_text_is_invisible (c))
      continue;
    cf_policy_set_error (error, CF_POLICY_ERROR_SYNTAX, place, N_("holds the invisible character U+%04X; %s"), c,
                         c == '\r' ? _("end lines with LF or CR LF") : _("remove it"));
    return FALSE;
  }

  return TRUE;
}

/* The name in "[name]", NULL when the line is not of that form (GKeyFile wants
 * no tab in it). */
static GRefString *
dup_heading (const char *line)
{
  gsize length = strlen (line);

  if (length < 3 || line[length - 1] != ']' || strcspn (line + 1, "[]\t") != length - 2)
    return NULL;

  return g_ref_string_new_len (line + 1, length - 2);
}

/* Reads one line, without its end and the blanks around it, into @out: a
 * comment says nothing, and @section is the one that the line stands in. */
static gboolean
read_line (const char *line, GRefString *section, const CfPolicyPlace *place, CfPolicyLine *out, GError **error)
{
  const char *equals = strchr (line, '=');

  if (*line == '[') {
    out->section = dup_heading (line);
    if (out->section == NULL)
      cf_policy_set_error (error, CF_POLICY_ERROR_SYNTAX, place, N_("not a section; write [name] alone on its line"));
    return out->section != NULL;
  }

  if (equals == NULL || equals == line) {
    cf_policy_set_error (error, CF_POLICY_ERROR_SYNTAX, place,
                         N_("neither [section] nor key=value; begin a comment with #"));
    return FALSE;
  }
  if (section == NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_SYNTAX, place,
                         N_("stands before the first section; put it below [default] or [sender X]"));
    return FALSE;
  }

  out->section = g_ref_string_acquire (section);
  out->key = g_strchomp (g_strndup (line, equals - line));
  return TRUE;
}

GPtrArray *
cf_policy_read_lines (const char *file, const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_policy_line_free);
  CfPolicyPlace place = { .file = file };
  GRefString *section = NULL;
  const char *next = NULL;

  if (!check_encoding (file, text, length, error))
    return NULL;

  for (const char *p = text; *p != '\0'; p = next) {
    gsize n = strcspn (p, "\n");
    gboolean windows = n > 0 && p[n] == '\n' && p[n - 1] == '\r';
    g_autofree char *line = g_strndup (p, windows ? n - 1 : n);
    CfPolicyLine *found;

    next = p[n] == '\n' ? p + n + 1 : p + n;
    place.line++;
    if (!check_visible (line, &place, error))
      return NULL;

    g_strstrip (line);
    if (*line == '\0' || *line == '#')
      continue;

    found = g_new0 (CfPolicyLine, 1);
    found->number = place.line;
    g_ptr_array_add (lines, found);
    if (!read_line (line, section, &place, found, error))
      return NULL;
    place.section = section = found->section;
  }

  return g_steal_pointer (&lines);
}
