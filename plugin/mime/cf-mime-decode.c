/* cf-mime-decode.c — the body of a part -> its bytes without transfer encoding
 *
 * Strict: what is not the encoding it says it is has no bytes.  A program that
 * skips rubbish and one that stops at it see different signatures.
 */
#include "cf-mime-field.h"

#define BASE64_BLANK 0x40
#define BASE64_PAD 0x41
#define BASE64_OTHER 0x80

/* One output buffer, which never grows over what was allocated. */
typedef struct {
  guint8 *data;
  gsize length;
  gsize limit;
} Output;

static const guint8 *
get_base64_table (void)
{
  static guint8 table[256];
  static gsize ready = 0;
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  if (g_once_init_enter (&ready)) {
    memset (table, BASE64_OTHER, sizeof table);
    for (guint i = 0; i < 64; i++)
      table[(guint8) alphabet[i]] = (guint8) i;
    table['\r'] = table['\n'] = table[' '] = table['\t'] = BASE64_BLANK;
    table['='] = BASE64_PAD;
    g_once_init_leave (&ready, 1);
  }

  return table;
}

/* Whole groups of four letters, as long as nothing else comes.  Returns how many bytes were read. */
static gsize
decode_groups (CfSpan body, gsize start, Output *out)
{
  const guint8 *table = get_base64_table ();
  const guint8 *p = body.data + start;
  const guint8 *end = body.data + body.length;
  guint8 *q = out->data + out->length;
  const guint8 *last = out->data + out->limit;

  while (end - p >= 4 && last - q >= 3) {
    guint a = table[p[0]], b = table[p[1]], c = table[p[2]], d = table[p[3]];

    if ((a | b | c | d) >= BASE64_BLANK)
      break;
    q[0] = (guint8) (a << 2 | b >> 4);
    q[1] = (guint8) (b << 4 | c >> 2);
    q[2] = (guint8) (c << 6 | d);
    p += 4;
    q += 3;
  }

  out->length = q - out->data;
  return (p - body.data) - start;
}

/* One group with whatever stands between its letters. */
typedef struct {
  guint letters;
  guint pads;
  guint32 bits;
} Group;

static gboolean
group_finish (Group *group, Output *out)
{
  guint n = group->letters - 1; /* bytes: 2 letters give 1, 3 give 2, 4 give 3 */

  if (group->letters + group->pads != 4 || group->letters < 2 || out->limit - out->length < n)
    return FALSE;

  group->bits <<= 6 * group->pads;
  for (guint i = 0; i < n; i++)
    out->data[out->length++] = (guint8) (group->bits >> (16 - 8 * i));
  if (group->pads == 0)
    *group = (Group) { 0 };

  return TRUE;
}

/* RFC 2045 section 6.8: padding ends the data; only white space may follow. */
static gboolean
decode_base64 (CfSpan body, Output *out)
{
  const guint8 *table = get_base64_table ();
  Group group = { 0 };
  gboolean ended = FALSE;

  for (gsize i = 0; i < body.length; i++) {
    guint8 value = 0;

    if (group.letters + group.pads == 0)
      i += decode_groups (body, i, out);
    if (i >= body.length)
      break;

    value = table[body.data[i]];
    if (value == BASE64_BLANK)
      continue;
    if (ended || value == BASE64_OTHER || (value != BASE64_PAD && group.pads > 0))
      return FALSE;
    if (value == BASE64_PAD) {
      group.pads++;
    } else {
      group.letters++;
      group.bits = group.bits << 6 | value;
    }
    if (group.letters + group.pads == 4) {
      ended = group.pads > 0;
      if (!group_finish (&group, out))
        return FALSE;
    }
  }

  return ended || group.letters + group.pads == 0;
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
