/* cf-mime-thin.c — a large message -> what is enough for the second opinion
 *
 * GMime is asked about header fields and structure.  In the middle of a long
 * text or attachment neither can be, but for lines that begin like a
 * delimiter: those stay, and all else of it is left out.
 */
#include "cf-mime-internal.h"

/* Thin bytes are a copy: where more than this share stays, nothing would be won. */
#define MAX_SHARE 4u

/* What holds a message or parts for somebody, whatever we see in it, stays whole. */
static gboolean
is_plain_leaf (const CfMimeNode *node)
{
  return node->n_children == 0 && !g_str_has_prefix (node->part.type, "message/") && !g_str_has_prefix (node->part.type, "multipart/");
}

/* The whole lines between the first and the last @kept bytes of a body; an empty span when there are none. */
static CfSpan
find_middle (CfSpan message, CfSpan body, gsize kept)
{
  gsize first = (gsize) (body.data - message.data);
  gsize start, end;

  if (body.length / 2 <= kept)
    return cf_span_sub (body, 0, 0);

  start = cf_mime_line_next (message, first + kept);
  end = cf_mime_line_next (message, first + body.length - kept);
  if (end > first + body.length || start >= end)
    return cf_span_sub (body, 0, 0);
  return cf_span_sub (message, start, end - start);
}

/* FALSE when it grows beyond @limit. */
static gboolean
add (GByteArray *out, CfSpan bytes, gsize limit)
{
  if (bytes.length > limit - out->len)
    return FALSE;

  g_byte_array_append (out, bytes.data, (guint) bytes.length);
  return TRUE;
}

static gboolean
add_delimiters (GByteArray *out, CfSpan middle, gsize limit)
{
  gsize next = 0;

  for (gsize at = cf_mime_line_find_dashes (middle, 0); at < middle.length; at = cf_mime_line_find_dashes (middle, next)) {
    next = cf_mime_line_next (middle, at);
    if (!add (out, cf_span_sub (middle, at, next - at), limit))
      return FALSE;
  }

  return TRUE;
}

GBytes *
cf_mime_thin (const CfMime *self, gsize kept)
{
  g_autoptr (GByteArray) out = NULL;
  CfSpan message = self->message;
  gsize limit = message.length / MAX_SHARE;
  gsize from = 0;

  if (limit <= kept)
    return NULL;

  out = g_byte_array_new ();
  for (guint i = 0; i < self->nodes->len; i++) {
    const CfMimeNode *node = cf_mime_node (self, i);
    CfSpan middle;
    gsize start;

    if (!is_plain_leaf (node))
      continue;
    middle = find_middle (message, node->part.body, kept);
    if (middle.length == 0)
      continue;

    start = (gsize) (middle.data - message.data);
    if (!add (out, cf_span_sub (message, from, start - from), limit) || !add_delimiters (out, middle, limit))
      return NULL;
    from = start + middle.length;
  }

  return add (out, cf_span_from (message, from), limit) ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}
