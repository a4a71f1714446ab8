/* cf-mime-content.c — header fields -> media type, parameters, transfer encoding
 *
 * Reads what can be read, and says whether everybody reads the same
 * (RFC 2045 section 5.1 without comments, RFC 2231).
 */
#include "cf-mime-field.h"

/* RFC 2046 section 5.1.1. */
#define MAX_BOUNDARY_BYTES 70u

/* Which parameters are kept.  A continued or encoded form (RFC 2231) is read
 * only where nothing but a name depends on it: of the others some programs
 * take the plain form and some the other. */
static const struct {
  const char *name;
  gboolean lower;
  gboolean extended;
} parameters[CF_MIME_N_PARAMETERS] = {
  [CF_MIME_PARAMETER_BOUNDARY] = { "boundary", FALSE, FALSE },
  [CF_MIME_PARAMETER_PROTOCOL] = { "protocol", TRUE, FALSE },
  [CF_MIME_PARAMETER_SMIME_TYPE] = { "smime-type", TRUE, FALSE },
  [CF_MIME_PARAMETER_HP] = { "hp", TRUE, FALSE },
  [CF_MIME_PARAMETER_FORWARDED] = { "forwarded", TRUE, FALSE },
  [CF_MIME_PARAMETER_NAME] = { "name", FALSE, TRUE },
  [CF_MIME_PARAMETER_FILENAME] = { "filename", FALSE, TRUE },
  [CF_MIME_PARAMETER_START] = { "start", FALSE, TRUE },
  [CF_MIME_PARAMETER_CHARSET] = { "charset", TRUE, FALSE },
};

static const struct {
  const char *name;
  CfMimeEncoding encoding;
} encodings[] = {
  { "7bit", CF_MIME_ENCODING_IDENTITY },
  { "8bit", CF_MIME_ENCODING_IDENTITY },
  { "binary", CF_MIME_ENCODING_IDENTITY },
  { "base64", CF_MIME_ENCODING_BASE64 },
  { "quoted-printable", CF_MIME_ENCODING_QUOTED_PRINTABLE },
};

static gboolean
is_token_char (char c)
{
  return c > 32 && c < 127 && strchr ("()<>@,;:\\\"/[]?=", c) == NULL;
}

static gboolean
is_token (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!is_token_char (*p))
      return FALSE;

  return *text != '\0';
}

static const char *
skip_blank (const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;

  return p;
}

/* What stands before the first ";" or white space. */
static char *
take_value (const char **p)
{
  const char *start = *p;
  g_autofree char *value = NULL;

  *p += strcspn (start, "; \t");
  value = g_strndup (start, *p - start);
  return g_ascii_strdown (value, -1);
}

/* Between quotes, without the backslashes (RFC 822 quoted-string): some programs
 * take a quote behind one for the end. */
static char *
take_quoted (const char **p, gboolean *strict)
{
  GString *out = g_string_new (NULL);
  const char *c = *p + 1;

  while (*c != '\0' && *c != '"') {
    if (*c == '\\')
      *strict = FALSE;
    if (*c == '\\' && c[1] != '\0')
      c++;
    if ((guint8) *c < 32 && *c != '\t')
      *strict = FALSE;
    g_string_append_c (out, *c++);
  }

  if (*c == '"')
    c++;
  else
    *strict = FALSE;
  *p = c;
  return g_string_free (out, FALSE);
}

static char *
take_parameter_value (const char **p, gboolean *strict)
{
  const char *start = *p;
  char *token = NULL;

  if (*start == '"')
    return take_quoted (p, strict);

  *p += strcspn (start, "; \t");
  token = g_strndup (start, *p - start);
  if (!is_token (token))
    *strict = FALSE;

  return token;
}

/* RFC 2231: charset'language'text with percent signs; only text is wanted. */
static char *
decode_extended (const char *value)
{
  const char *text = strchr (value, '\'');
  GString *out = g_string_new (NULL);

  text = text == NULL ? NULL : strchr (text + 1, '\'');
  text = text == NULL ? value : text + 1;
  for (; *text != '\0'; text++)
    if (*text == '%' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2])) {
      g_string_append_c (out, (char) (g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2])));
      text += 2;
    } else {
      g_string_append_c (out, *text);
    }

  return g_string_free (out, FALSE);
}

/* name*0=, name*1*= and so on, in the order they stand in. */
static void
append_extended (CfMimeContent *content, CfMimeParameter parameter, const char *full_name, const char *value)
{
  g_autofree char *before = content->parameter[parameter];
  g_autofree char *piece = g_str_has_suffix (full_name, "*") ? decode_extended (value) : g_strdup (value);

  content->parameter[parameter] = g_strconcat (before == NULL ? "" : before, piece, NULL);
}

/* @full_name is in lower case. */
static void
keep_parameter (CfMimeContent *content, const char *full_name, const char *value)
{
  gsize length = strcspn (full_name, "*");

  for (guint i = 0; i < CF_MIME_N_PARAMETERS; i++) {
    if (strlen (parameters[i].name) != length || strncmp (full_name, parameters[i].name, length) != 0)
      continue;
    if (full_name[length] == '*' && parameters[i].extended)
      append_extended (content, i, full_name, value);
    else if (full_name[length] == '*')
      content->strict = FALSE;
    else if (content->parameter[i] == NULL)
      content->parameter[i] = parameters[i].lower ? g_ascii_strdown (value, -1) : g_strdup (value);
  }
}

/* One "name=value"; @p is on its first byte. */
static void
read_parameter (CfMimeContent *content, GHashTable *seen, const char **p)
{
  g_autofree char *written = NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  const char *start = *p;

  *p += strcspn (start, "=; \t\"");
  written = g_strndup (start, *p - start);
  name = g_ascii_strdown (written, -1);
  if (!is_token (name))
    content->strict = FALSE;
  if (skip_blank (*p) != *p) {
    content->strict = FALSE;
    *p = skip_blank (*p);
  }
  if (**p != '=') {
    content->strict = FALSE;
    return;
  }

  (*p)++;
  if (skip_blank (*p) != *p) {
    content->strict = FALSE;
    *p = skip_blank (*p);
  }
  value = take_parameter_value (p, &content->strict);
  keep_parameter (content, name, value);
  if (!g_hash_table_add (seen, g_steal_pointer (&name)))
    content->strict = FALSE;
}

static void
read_parameters (CfMimeContent *content, const char *p)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint n = 0; *(p = skip_blank (p)) != '\0'; n++) {
    if (*p != ';' || n == CF_LIMIT_PARAMETERS) {
      content->strict = FALSE;
      p += strcspn (p, ";");
    }
    if (*p == '\0' || n == CF_LIMIT_PARAMETERS)
      return;
    p = skip_blank (p + 1);
    if (*p == ';')
      content->strict = FALSE;
    else if (*p != '\0')
      read_parameter (content, seen, &p);
  }
}

/* A boundary with a space, or longer than the RFC has it, is cut by some programs. */
static gboolean
is_strict_boundary (const char *boundary)
{
  gsize length = strlen (boundary);

  for (gsize i = 0; i < length; i++)
    if ((guint8) boundary[i] <= 32 || (guint8) boundary[i] >= 127 || boundary[i] == '"' || boundary[i] == '\\')
      return FALSE;

  return length > 0 && length <= MAX_BOUNDARY_BYTES;
}

CfMimeContent *
cf_mime_content_read (const CfMimeField *field)
{
  CfMimeContent *content = g_new0 (CfMimeContent, 1);
  g_autofree char *text = cf_mime_field_unfold (field);
  const char *p = text;
  const char *boundary = NULL;

  /* RFC 2047 section 5 forbids encoded words here; programs that decode them all
   * the same find other parameters. */
  content->strict = field->well_formed && g_utf8_validate (text, -1, NULL) && strstr (text, "=?") == NULL;
  content->value = take_value (&p);
  read_parameters (content, p);

  boundary = content->parameter[CF_MIME_PARAMETER_BOUNDARY];
  if (boundary != NULL && !is_strict_boundary (boundary))
    content->strict = FALSE;

  return content;
}

void
cf_mime_content_free (CfMimeContent *content)
{
  if (content == NULL)
    return;

  g_free (content->value);
  for (guint i = 0; i < CF_MIME_N_PARAMETERS; i++)
    g_free (content->parameter[i]);
  g_free (content);
}

gboolean
cf_mime_encoding_read (const CfMimeField *field, CfMimeEncoding *out_encoding)
{
  g_autofree char *text = cf_mime_field_unfold (field);

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_ascii_strcasecmp (text, encodings[i].name) == 0) {
      *out_encoding = encodings[i].encoding;
      return TRUE;
    }

  *out_encoding = CF_MIME_ENCODING_OTHER;
  return FALSE;
}
