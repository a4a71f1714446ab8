/* cf-domain-auth-lex.c — bytes → words of a structured field */
#include "cf-domain-auth-lex.h"

#include "cf-domain-field.h"

/* The length of the comment at the beginning of @text, parentheses included; 0 when it has no end. */
static gsize
measure_comment (CfSpan text)
{
  gsize depth = 0;

  for (gsize i = 0; i < text.length; i++) {
    if (text.data[i] == '\\')
      i++;
    else if (text.data[i] == '(')
      depth++;
    else if (text.data[i] == ')' && --depth == 0)
      return i + 1;
  }

  return 0;
}

/* The same of a quoted string. */
static gsize
measure_quoted (CfSpan text)
{
  for (gsize i = 1; i < text.length; i++) {
    if (text.data[i] == '\\')
      i++;
    else if (text.data[i] == '"')
      return i + 1;
  }

  return 0;
}

gboolean
cf_domain_lex_skip (CfSpan *rest)
{
  while (rest->length > 0) {
    if (cf_domain_is_blank (rest->data[0])) {
      *rest = cf_span_from (*rest, 1);
    } else if (rest->data[0] == '(') {
      gsize length = measure_comment (*rest);

      if (length == 0)
        return FALSE;
      *rest = cf_span_from (*rest, length);
    } else {
      return TRUE;
    }
  }

  return TRUE;
}

gboolean
cf_domain_lex_take (CfSpan *rest, char byte)
{
  if (rest->length == 0 || rest->data[0] != (guint8) byte)
    return FALSE;

  *rest = cf_span_from (*rest, 1);
  return TRUE;
}

gboolean
cf_domain_lex_keyword (CfSpan *rest, CfSpan *out_word)
{
  gsize length = 0;

  while (length < rest->length &&
         (g_ascii_isalnum (rest->data[length]) || rest->data[length] == '-' || rest->data[length] == '_'))
    length++;

  *out_word = cf_span_sub (*rest, 0, length);
  *rest = cf_span_from (*rest, length);
  return length > 0;
}

static gboolean
is_word_byte (guint8 byte, const char *stop)
{
  return byte > ' ' && byte != 0x7f && byte != '"' && byte != '(' && byte != ')' && strchr (stop, byte) == NULL;
}

static gsize
measure_word (CfSpan text, const char *stop)
{
  gsize length = 0;

  while (length < text.length && is_word_byte (text.data[length], stop))
    length++;

  return length;
}

/* What a quoted string means: without the quotes and the backslashes. */
static void
append_unquoted (GString *text, CfSpan quoted)
{
  for (gsize i = 1; i + 1 < quoted.length; i++) {
    if (quoted.data[i] == '\\')
      i++;
    g_string_append_c (text, quoted.data[i]);
  }
}

char *
cf_domain_lex_value (CfSpan *rest, const char *stop)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CfSpan left = *rest;

  while (left.length > 0) {
    gboolean quoted = left.data[0] == '"';
    gsize length = quoted ? measure_quoted (left) : measure_word (left, stop);

    if (length == 0 && quoted)
      return NULL;
    if (length == 0)
      break;
    g_string_append_len (text, (const char *) left.data, length);
    left = cf_span_from (left, length);
    /* A quoted string that stands alone is said without its quotes. */
    if (quoted && text->len == length && (left.length == 0 || !is_word_byte (left.data[0], stop))) {
      g_string_truncate (text, 0);
      append_unquoted (text, cf_span_sub (*rest, 0, length));
      break;
    }
  }

  if (left.length == rest->length)
    return NULL;
  *rest = left;
  return g_strndup (text->str, text->len);
}

gboolean
cf_domain_lex_seek (CfSpan *rest, char byte)
{
  while (rest->length > 0 && rest->data[0] != (guint8) byte) {
    gsize length = 1;

    if (rest->data[0] == '(')
      length = measure_comment (*rest);
    else if (rest->data[0] == '"')
      length = measure_quoted (*rest);
    if (length == 0)
      return FALSE;
    *rest = cf_span_from (*rest, length);
  }

  return TRUE;
}
