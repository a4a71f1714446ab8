/* cf-domain-field.c — bytes → header fields and the items of a list */
#include "cf-domain-field.h"

gboolean
cf_domain_is_blank (guint8 byte)
{
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

CfSpan
cf_domain_strip (CfSpan text)
{
  while (text.length > 0 && cf_domain_is_blank (text.data[0]))
    text = cf_span_from (text, 1);
  while (text.length > 0 && cf_domain_is_blank (text.data[text.length - 1]))
    text.length--;

  return text;
}

/* The next line with its end. */
static CfSpan
peek_line (CfSpan rest)
{
  const guint8 *lf = rest.length > 0 ? memchr (rest.data, '\n', rest.length) : NULL;

  return lf != NULL ? cf_span_sub (rest, 0, lf - rest.data + 1) : rest;
}

/* The next line together with its continuation lines. */
static CfSpan
peek_field (CfSpan rest)
{
  gsize length = peek_line (rest).length;

  while (length < rest.length && (rest.data[length] == ' ' || rest.data[length] == '\t'))
    length += peek_line (cf_span_from (rest, length)).length;

  return cf_span_sub (rest, 0, length);
}

/* RFC 5322 section 3.6.8. */
static gboolean
is_field_name (CfSpan name)
{
  for (gsize i = 0; i < name.length; i++)
    if (name.data[i] <= ' ' || name.data[i] > '~')
      return FALSE;

  return name.length > 0;
}

static gboolean
split_field (CfSpan text, CfDomainField *out_field)
{
  const guint8 *colon = memchr (text.data, ':', text.length);
  CfSpan name;

  if (colon == NULL)
    return FALSE;

  /* Blanks before the colon are malformed, and a client may still take the
   * field: it counts as there. */
  name = cf_span_sub (text, 0, colon - text.data);
  while (name.length > 0 && (name.data[name.length - 1] == ' ' || name.data[name.length - 1] == '\t'))
    name.length--;
  if (!is_field_name (name))
    return FALSE;

  out_field->whole = text;
  while (text.length > 0 && (text.data[text.length - 1] == '\n' || text.data[text.length - 1] == '\r'))
    text.length--;
  out_field->name = name;
  out_field->value = cf_span_from (text, colon - text.data + 1);
  return TRUE;
}

gboolean
cf_domain_next_field (CfSpan *rest, CfDomainField *out_field)
{
  while (rest->length > 0) {
    CfSpan field = peek_field (*rest);

    if (cf_span_is (field, "\n") || cf_span_is (field, "\r\n"))
      return FALSE;
    *rest = cf_span_from (*rest, field.length);
    if (split_field (field, out_field))
      return TRUE;
  }

  return FALSE;
}

gboolean
cf_domain_next_item (CfSpan *rest, char separator, CfSpan *out_item)
{
  const guint8 *end;

  if (rest->data == NULL)
    return FALSE;

  end = rest->length > 0 ? memchr (rest->data, separator, rest->length) : NULL;
  if (end == NULL) {
    *out_item = *rest;
    *rest = cf_span (NULL, 0);
    return TRUE;
  }

  *out_item = cf_span_sub (*rest, 0, end - rest->data);
  *rest = cf_span_from (*rest, end - rest->data + 1);
  return TRUE;
}
