/* cf-mime-decode.c — the body of a part -> its bytes without transfer encoding
 *
 * Strict: what is not the encoding it says it is has no bytes.  A program that
 * skips rubbish and one that stops at it see different signatures.
 */
#include "cf-mime-base64.h"
#include "cf-mime-field.h"

/* One output buffer, which never grows over what was allocated. */
typedef CfMimeBase64Room Output;

static gboolean
decode_base64 (CfSpan body, Output *out)
{
  CfMimeBase64 state = { 0 };

  return cf_mime_base64_feed (&state, body, out) && cf_mime_base64_is_whole (&state);
}

static gboolean
output_add (Output *out, CfSpan bytes)
{
  if (bytes.length > out->limit - out->length)
    return FALSE;

  memcpy (out->data + out->length, bytes.data, bytes.length);
  out->length += bytes.length;
  return TRUE;
}

static gboolean
is_line_end (CfSpan body, gsize offset)
{
  return offset == body.length || body.data[offset] == '\n' ||
         (body.data[offset] == '\r' && offset + 1 < body.length && body.data[offset + 1] == '\n');
}

static gsize
skip_blank (CfSpan body, gsize offset)
{
  while (offset < body.length && (body.data[offset] == ' ' || body.data[offset] == '\t'))
    offset++;

  return offset;
}

/* @offset is on "=".  Returns how many bytes were read, 0 when they make no sense. */
static gsize
decode_escape (CfSpan body, gsize offset, Output *out)
{
  gsize end = skip_blank (body, offset + 1);
  guint8 byte = 0;

  /* RFC 2045 section 6.7 (5): a soft line break. */
  if (is_line_end (body, end))
    return MIN (cf_mime_line_next (body, end), body.length) - offset;
  if (body.length - offset < 3 || !g_ascii_isxdigit (body.data[offset + 1]) ||
      !g_ascii_isxdigit (body.data[offset + 2]))
    return 0;

  byte = (guint8) (g_ascii_xdigit_value (body.data[offset + 1]) * 16 +
                   g_ascii_xdigit_value (body.data[offset + 2]));
  return output_add (out, cf_span (&byte, 1)) ? 3 : 0;
}

static gboolean
decode_quoted_printable (CfSpan body, Output *out)
{
  gsize i = 0;

  while (i < body.length) {
    gsize end = skip_blank (body, i);
    gsize n = 1;

    /* RFC 2045 section 6.7 (3): white space at the end of a line was added on the way. */
    if (!is_line_end (body, end) && !output_add (out, cf_span_sub (body, i, end - i)))
      return FALSE;
    i = end;
    if (i == body.length)
      return TRUE;
    if (body.data[i] == '=')
      n = decode_escape (body, i, out);
    else if (!output_add (out, cf_span_sub (body, i, 1)))
      return FALSE;
    if (n == 0)
      return FALSE;
    i += n;
  }

  return TRUE;
}

GBytes *
cf_mime_decode (const CfMimePart *part, gsize limit)
{
  CfSpan body = part->body;
  g_autofree guint8 *data = NULL;
  Output out = { .limit = limit };
  gboolean good = FALSE;

  if (part->encoding == CF_MIME_ENCODING_OTHER)
    return NULL;
  if (part->encoding == CF_MIME_ENCODING_IDENTITY)
    return body.length > limit ? NULL : g_bytes_new (body.data, body.length);

  /* No encoding makes anything longer than it was, base64 makes it shorter. */
  if (part->encoding == CF_MIME_ENCODING_BASE64)
    out.limit = MIN (limit, body.length / 4 * 3);
  else
    out.limit = MIN (limit, body.length);
  data = g_malloc (out.limit + 1);
  out.data = data;
  good = part->encoding == CF_MIME_ENCODING_BASE64 ? decode_base64 (body, &out)
                                                   : decode_quoted_printable (body, &out);

  return good ? g_bytes_new_take (g_steal_pointer (&data), out.length) : NULL;
}
