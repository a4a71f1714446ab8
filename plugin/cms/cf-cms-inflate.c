/* cf-cms-inflate.c — compressed data (RFC 3274): bytes -> parts
 *
 * By zlib itself: OpenSSL is built without it in Debian, and would not stop.
 */
#include "cf-cms-internal.h"

#include <zlib.h>

#include "cf-limits.h"

#define STEP (64 * CF_KIB)

/* Inflates one step; Z_OK asks for more. */
static int
inflate_step (z_stream *stream, GByteArray *out)
{
  guint start = out->len;
  int status;

  g_byte_array_set_size (out, start + STEP);
  stream->next_out = out->data + start;
  stream->avail_out = STEP;
  status = inflate (stream, Z_NO_FLUSH);
  g_byte_array_set_size (out, start + STEP - stream->avail_out);

  return status;
}

/* The whole of one zlib stream with nothing behind it, if it is within @limit. */
static GBytes *
inflate_all (CfSpan packed, gsize limit)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  z_stream stream = { .next_in = (Bytef *) packed.data, .avail_in = (uInt) packed.length };
  int status = Z_OK;

  if (inflateInit (&stream) != Z_OK)
    return NULL;

  while (status == Z_OK && out->len <= limit)
    status = inflate_step (&stream, out);
  inflateEnd (&stream);

  if (status != Z_STREAM_END || stream.avail_in != 0 || out->len > limit)
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
cf_cms_inflate (const CfCms *self)
{
  gsize length;
  gsize limit;

  if (self->kind != CF_CMS_COMPRESSED || self->content == NULL ||
      OBJ_obj2nid (CMS_get0_eContentType (*self->info)) != NID_pkcs7_data)
    return NULL;

  length = g_bytes_get_size (self->content);
  limit = MIN ((guint64) length * CF_LIMIT_INFLATE_FACTOR, CF_LIMIT_MESSAGE_BYTES);
  return inflate_all (cf_span (g_bytes_get_data (self->content, NULL), length), limit);
}
