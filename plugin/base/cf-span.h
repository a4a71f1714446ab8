/* cf-span.h — a borrowed run of bytes
 *
 * Everything that is read from a message is a span of the bytes as received:
 * nothing is copied and nothing that a parser printed again is ever hashed.
 * Stands on: GLib.
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * CfSpan:
 * @data: (nullable): first byte, owned by whoever holds the message
 * @length: bytes; 0 for an empty span
 */
typedef struct {
  const guint8 *data;
  gsize length;
} CfSpan;

/* The span of @length bytes at @data. */
static inline CfSpan
cf_span (const void *data, gsize length)
{
  return (CfSpan) { data, length };
}

/* The span of a NUL-terminated string, without its NUL. */
static inline CfSpan
cf_span_str (const char *text)
{
  return (CfSpan) { (const guint8 *) text, strlen (text) };
}

/* @length bytes of @span from @offset.  Reaching outside is a bug of the caller. */
static inline CfSpan
cf_span_sub (CfSpan span, gsize offset, gsize length)
{
  g_assert (offset <= span.length && length <= span.length - offset);
  /* Nothing has no address, and C allows no arithmetic with that, not even of 0. */
  return (CfSpan) { offset > 0 ? span.data + offset : span.data, length };
}

/* All of @span from @offset on. */
static inline CfSpan
cf_span_from (CfSpan span, gsize offset)
{
  return cf_span_sub (span, offset, span.length - offset);
}

/* Whether the bytes are exactly those of @text. */
static inline gboolean
cf_span_is (CfSpan span, const char *text)
{
  return span.length == strlen (text) && (span.length == 0 || memcmp (span.data, text, span.length) == 0);
}

/* Whether the bytes are those of @text, ASCII case apart. */
static inline gboolean
cf_span_is_nocase (CfSpan span, const char *text)
{
  return span.length == strlen (text) &&
         (span.length == 0 || g_ascii_strncasecmp ((const char *) span.data, text, span.length) == 0);
}

/* A copy as a string, cut at the first NUL byte.  (transfer full) */
static inline char *
cf_span_dup (CfSpan span)
{
  return g_strndup (span.data != NULL ? (const char *) span.data : "", span.length);
}

G_END_DECLS
