/* cf-gather-carried.c — the part that holds the CMS -> what it is and carries, decoded and hashed in one reading
 *
 * Coordinates mime and cms: base64 goes block by block into the buffer of the
 * signed data, which hashes its content from there.
 */
#include "cf-gather-private.h"

#include "cf-cms-stream.h"
#include "cf-limits.h"
#include "cf-mime-base64.h"

/* What was decoded is hashed while it is in the processor's cache. */
#define BLOCK_BYTES (32u * CF_KIB)

struct _CfGatherCarried {
  CfMimeBase64 base64;
  CfMimeBase64Room room;
  CfCmsStream *stream;
  gboolean broken;
};

void
cf_gather_carried_free (CfGatherCarried *self)
{
  if (self == NULL)
    return;

  cf_cms_stream_free (self->stream);
  g_free (self);
}

static CfGatherCarried *
carried_new (CfSpan text, gboolean hashes)
{
  CfGatherCarried *self = g_new0 (CfGatherCarried, 1);

  self->room.limit = MIN (CF_LIMIT_CMS_BYTES, text.length / 4 * 3);
  self->stream = cf_cms_stream_new (self->room.limit, hashes);
  self->room.data = cf_cms_stream_get_buffer (self->stream);
  return self;
}

static void
take_block (gpointer user_data, CfSpan bytes)
{
  CfGatherCarried *self = user_data;

  if (self->broken)
    return;

  self->broken = !cf_mime_base64_feed (&self->base64, bytes, &self->room);
  if (!self->broken)
    cf_cms_stream_advance (self->stream, self->room.length);
}

CfGatherCarried *
cf_gather_carried_begin (const CfMimePart *part, CfMimePass *pass)
{
  CfGatherCarried *self;

  if (part->encoding != CF_MIME_ENCODING_BASE64)
    return NULL;

  self = carried_new (part->body, TRUE);
  cf_mime_pass_add_reader (pass, part->body, take_block, self);
  return self;
}

CfCms *
cf_gather_carried_end (CfGatherCarried *self)
{
  g_autoptr (CfGatherCarried) owned = self;

  if (self->broken || !cf_mime_base64_is_whole (&self->base64))
    return NULL;

  return cf_cms_stream_end (g_steal_pointer (&self->stream));
}

static CfCms *
read_base64 (CfSpan text)
{
  CfGatherCarried *carried = carried_new (text, FALSE);

  for (gsize at = 0; at < text.length; at += BLOCK_BYTES)
    take_block (carried, cf_span_sub (text, at, MIN (BLOCK_BYTES, text.length - at)));

  return cf_gather_carried_end (carried);
}

CfCms *
cf_gather_read_cms_whole (const CfMimePart *part)
{
  g_autoptr (GBytes) der = cf_mime_decode (part, CF_LIMIT_CMS_BYTES);

  return der == NULL ? NULL : cf_cms_read (cf_span (g_bytes_get_data (der, NULL), g_bytes_get_size (der)));
}

CfCms *
cf_gather_read_cms (const CfMimePart *part)
{
  return part->encoding == CF_MIME_ENCODING_BASE64 ? read_base64 (part->body) : cf_gather_read_cms_whole (part);
}
