/* cf-policy-write.c — our own files: one rule or one value written */
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

  cf_policy_set_error (error, code, &place, "%s", _(what));
  return FALSE;
}

static gboolean
check_rule (const char *address, const char *certificate, GError **error)
{
  if (!cf_policy_is_strict_address (address))
    return fail (error, CF_POLICY_ERROR_SECTION, "rule",
                 N_("the address is not plain ASCII; write the rule by hand for its domain"));
  if (cf_policy_rank_choice (CF_POLICY_KEY_SENDER_CERTIFICATE, certificate) == G_MAXUINT)
    return fail (error, CF_POLICY_ERROR_VALUE, "rule",
                 N_("certificate= takes required, expected, usual, optional or exempt"));

  return TRUE;
}

char *
cf_policy_format_rule (const char *address, const char *certificate, GError **error)
{
  if (!check_rule (address, certificate, error))
    return NULL;

  return g_strdup_printf ("[sender %s]\ncertificate=%s\n", address, certificate);
}

/**
 * Edit:
 * @sender: (nullable): X of [sender X], in the spelling that is compared
 * @section: (nullable): the section without a name, where there is no @sender
 * @replaced: (array zero-terminated=1): the keys that go
 * @line: (nullable): what comes in their place
 * @rule: what is appended where the file has no such section; "" for nothing
 */
typedef struct {
  const char *sender;
  const char *section;
  const char *const *replaced;
  const char *line;
  const char *rule;
} Edit;

static gboolean
is_heading (const Edit *edit, char *heading)
{
  g_autofree char *own = NULL;
  CfPolicyScope scope;

  if (edit->sender == NULL)
    return g_str_equal (heading, edit->section);

  own = g_str_has_prefix (heading, "sender") ? cf_policy_parse_name (g_strchug (heading + 6), &scope) : NULL;
  return own != NULL && scope == CF_POLICY_SCOPE_ADDRESS && g_str_equal (own, edit->sender);
}

/* The lines of the section: its own and those up to the next. */
static gboolean
find_section_lines (const GPtrArray *lines, const Edit *edit, guint *out_first, guint *out_last)
{
  gboolean inside = FALSE;

  *out_first = 0;
  for (guint i = 0; i < lines->len; i++) {
    const CfPolicyLine *line = g_ptr_array_index (lines, i);
    g_autofree char *heading = g_strstrip (g_strdup (line->section));

    if (line->key == NULL) {
      inside = is_heading (edit, heading);
      if (inside)
        *out_first = line->number;
    }
    if (inside)
      *out_last = line->number;
  }

  return *out_first != 0;
}

static gboolean
is_replaced (const Edit *edit, const char *line)
{
  g_autofree char *copy = g_strdup (line);
  char *equals = strchr (copy, '=');

  if (equals == NULL)
    return FALSE;

  *equals = '\0';
  g_strstrip (copy);
  return g_strv_contains (edit->replaced, copy);
}

/* The text with the new line in the section of these lines. */
static char *
replace (const char *text, guint first, guint last, const Edit *edit)
{
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; rows[i] != NULL; i++) {
    gboolean inside = i + 1 > first && i + 1 <= last;

    if (!inside || !is_replaced (edit, rows[i]))
      g_string_append_printf (out, "%s%s", rows[i], rows[i + 1] != NULL ? "\n" : "");
    if (i + 1 == first && edit->line != NULL)
      g_string_append_printf (out, "%s%s\n", rows[i + 1] != NULL ? "" : "\n", edit->line);
  }

  return g_string_free (out, FALSE);
}

static char *
append (const char *text, const char *rule)
{
  gsize length = strlen (text);

  if (*rule == '\0')
    return g_strdup (text);

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
apply (const Edit *edit, const char *path, const char *text)
{
  gsize mark = g_str_has_prefix (text, "\xEF\xBB\xBF") ? 3 : 0;
  g_autoptr (GPtrArray) lines = cf_policy_read_lines (path, text + mark, strlen (text + mark), NULL);
  guint first, last = 0;

  if (lines != NULL && find_section_lines (lines, edit, &first, &last))
    return replace (text, first, last, edit);

  return append (text, edit->rule);
}

static gboolean
write_edited (const char *path, const Edit *edit, GError **error)
{
  g_autofree char *text = load_sound (path, error);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *edited = text != NULL ? apply (edit, path, text) : NULL;
  g_autoptr (CfPolicy) after = cf_policy_new ();

  if (edited == NULL || !cf_policy_parse (after, CF_POLICY_ORIGIN_USER, path, edited, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, CF_POLICY_ERROR_FILE, path, N_("its folder cannot be made; check the rights"));
  if (!g_file_set_contents_full (path, edited, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 NULL))
    return fail (error, CF_POLICY_ERROR_FILE, path, N_("cannot be written; check the rights and the disk"));

  return TRUE;
}

gboolean
cf_policy_write_sender (const char *path, const char *address, const char *certificate, GError **error)
{
  static const char *const replaced[] = { "certificate", "since", "until", "or", NULL };
  g_autofree char *rule = cf_policy_format_rule (address, certificate, error);
  CfPolicyScope scope;
  g_autofree char *name = rule != NULL ? cf_policy_parse_name (address, &scope) : NULL;
  g_autofree char *line = g_strdup_printf ("certificate=%s", certificate);
  Edit edit = { .sender = name, .replaced = replaced, .line = line, .rule = rule };

  return rule != NULL && write_edited (path, &edit, error);
}

/* One line of plain text, so that nothing else comes into the file with it. */
static gboolean
is_plain (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && strpbrk (text, "[]=\r\n") == NULL;
}

static gboolean
is_one_line (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && strpbrk (text, "\r\n") == NULL;
}

char *
cf_policy_format_setting (const char *section, const char *key, const char *value, GError **error)
{
  if (is_plain (section) && is_plain (key) && is_one_line (value))
    return g_strdup_printf ("[%s]\n%s=%s\n", section, key, value);

  fail (error, CF_POLICY_ERROR_VALUE, "setting", N_("section, key and value are one line each"));
  return NULL;
}

gboolean
cf_policy_write_setting (const char *path, const char *section, const char *key, const char *value, GError **error)
{
  const char *const replaced[] = { key, NULL };
  g_autofree char *rule = cf_policy_format_setting (section, key, value != NULL ? value : "", error);
  g_autofree char *line = value != NULL ? g_strdup_printf ("%s=%s", key, value) : NULL;
  Edit edit = { .section = section, .replaced = replaced, .line = line, .rule = value != NULL ? rule : "" };

  return rule != NULL && write_edited (path, &edit, error);
}
