/* cf-mime-header.c — bytes -> header fields, as they stand */
#include "cf-mime-field.h"

gsize
cf_mime_line_next (CfSpan span, gsize offset)
{
  const guint8 *line_feed = NULL;

  if (offset < span.length)
    line_feed = memchr (span.data + offset, '\n', span.length - offset);

  return line_feed == NULL ? span.length : (gsize) (line_feed - span.data) + 1;
}

/* Most bodies have few hyphens, base64 none: the first one is looked for, and only then the beginning of its line. */
gsize
cf_mime_line_find_dashes (CfSpan span, gsize start)
{
  while (start < span.length) {
    const guint8 *dash = memchr (span.data + start, '-', span.length - start);
    gsize at = dash == NULL ? span.length : (gsize) (dash - span.data);

    if (at == span.length)
      break;
    if ((at == start || span.data[at - 1] == '\n') && span.length - at >= 2 && span.data[at + 1] == '-')
      return at;
    start = cf_mime_line_next (span, at);
  }

  return span.length;
}

gboolean
cf_mime_line_is_empty (CfSpan span, gsize start, gsize next)
{
  if (next == start + 1)
    return span.data[start] == '\n';

  return next == start + 2 && span.data[start] == '\r' && span.data[start + 1] == '\n';
}

/* RFC 5322 section 2.1.1, without the line end: programs with a buffer read the rest as a line of its own. */
#define MAX_LINE_BYTES 998u

static gboolean
is_blank (guint8 c)
{
  return c == ' ' || c == '\t';
}

/* NUL and CR without LF: programs end the line, the field or the text there, or not. */
static gboolean
has_unsafe_bytes (CfSpan span)
{
  const guint8 *cr = span.data;
  const guint8 *end = span.data + span.length;

  if (memchr (span.data, '\0', span.length) != NULL)
    return TRUE;

  while (cr < end && (cr = memchr (cr, '\r', end - cr)) != NULL) {
    if (cr + 1 == end || cr[1] != '\n')
      return TRUE;
    cr++;
  }

  return FALSE;
}

/* A line of white space only: RFC 5322 calls it obsolete, and some programs end the header there. */
static gboolean
is_blank_line (CfSpan line)
{
  for (gsize i = 0; i < line.length; i++)
    if (!is_blank (line.data[i]) && line.data[i] != '\r' && line.data[i] != '\n')
      return FALSE;

  return TRUE;
}

static CfSpan
without_line_end (CfSpan span)
{
  if (span.length > 0 && span.data[span.length - 1] == '\n')
    span.length--;
  if (span.length > 0 && span.data[span.length - 1] == '\r')
    span.length--;

  return span;
}

static gboolean
has_long_line (CfSpan span)
{
  for (gsize start = 0, next = 0; start < span.length; start = next) {
    next = cf_mime_line_next (span, start);
    if (without_line_end (cf_span_sub (span, start, next - start)).length > MAX_LINE_BYTES)
      return TRUE;
  }

  return FALSE;
}

/* RFC 5322 section 2.2: printable ASCII except the colon. */
static gboolean
is_field_name (CfSpan name)
{
  for (gsize i = 0; i < name.length; i++)
    if (name.data[i] < 33 || name.data[i] > 126)
      return FALSE;

  return name.length > 0;
}

static void
split_field (CfSpan first_line, CfMimeField *field)
{
  const guint8 *colon = memchr (first_line.data, ':', first_line.length);
  gsize length = colon == NULL ? without_line_end (first_line).length : (gsize) (colon - first_line.data);

  field->name = cf_span_sub (field->whole, 0, length);
  field->value = colon == NULL ? cf_span_sub (field->whole, length, 0)
                               : without_line_end (cf_span_from (field->whole, length + 1));
  if (colon == NULL || !is_field_name (field->name))
    field->well_formed = FALSE;
  while (field->name.length > 0 && is_blank (field->name.data[field->name.length - 1]))
    field->name.length--;
}

gboolean
cf_mime_header_next (CfSpan *rest, CfMimeField *out_field)
{
  gsize first = cf_mime_line_next (*rest, 0);
  gsize end = first;

  if (rest->length == 0)
    return FALSE;

  out_field->well_formed = TRUE;
  while (end < rest->length && is_blank (rest->data[end])) {
    gsize next = cf_mime_line_next (*rest, end);

    if (is_blank_line (cf_span_sub (*rest, end, next - end)))
      out_field->well_formed = FALSE;
    end = next;
  }

  out_field->whole = cf_span_sub (*rest, 0, end);
  if (has_unsafe_bytes (out_field->whole) || has_long_line (out_field->whole))
    out_field->well_formed = FALSE;
  split_field (cf_span_sub (*rest, 0, first), out_field);
  *rest = cf_span_from (*rest, end);
  return TRUE;
}

gboolean
cf_mime_header_find (CfSpan header, const char *name, CfMimeField *out_field)
{
  CfMimeField field;

  while (cf_mime_header_next (&header, &field))
    if (cf_span_is_nocase (field.name, name)) {
      *out_field = field;
      return TRUE;
    }

  return FALSE;
}

void
cf_mime_header_split (CfSpan entity, CfSpan *out_header, CfSpan *out_body)
{
  gsize start = 0;

  while (start < entity.length) {
    gsize next = cf_mime_line_next (entity, start);

    if (cf_mime_line_is_empty (entity, start, next)) {
      *out_header = cf_span_sub (entity, 0, start);
      *out_body = cf_span_from (entity, next);
      return;
    }
    start = next;
  }

  *out_header = entity;
  *out_body = cf_span_from (entity, entity.length);
}

char *
cf_mime_field_unfold (const CfMimeField *field)
{
  GString *out = g_string_sized_new (field->value.length);

  for (gsize i = 0; i < field->value.length; i++) {
    char c = (char) field->value.data[i];

    /* A CR alone ends the line for some programs: what is behind it is not joined. */
    if (c == '\r' && i + 1 < field->value.length && field->value.data[i + 1] != '\n')
      c = ' ';
    if (c != '\r' && c != '\n')
      g_string_append_c (out, c == '\0' ? '?' : c);
  }

  g_strstrip (out->str);
  return g_string_free (out, FALSE);
}

char *
cf_mime_field_dup_safe_name (const CfMimeField *field)
{
  gsize length = 0;

  while (length < MIN (field->name.length, 40) &&
         (g_ascii_isalnum (field->name.data[length]) || field->name.data[length] == '-'))
    length++;

  return length == 0 ? g_strdup ("?") : cf_span_dup (cf_span_sub (field->name, 0, length));
}
