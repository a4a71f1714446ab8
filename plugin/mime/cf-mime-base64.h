/* cf-mime-base64.h — base64 that comes in pieces
 *
 * For what is hashed while it is decoded.  Stands on: base.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/**
 * CfMimeBase64:
 * @letters, @pads, @bits: the group that has begun
 * @ended: there was padding
 *
 * Where in the text it is; begins as zeros.
 */
typedef struct {
  guint letters;
  guint pads;
  guint32 bits;
  gboolean ended;
} CfMimeBase64;

/**
 * CfMimeBase64Room:
 * @length: how many bytes of @data are written
 * @limit: how many there may be
 */
typedef struct {
  guint8 *data;
  gsize length;
  gsize limit;
} CfMimeBase64Room;

/**
 * cf_mime_base64_feed:
 * @text: the next piece
 * @room: (inout): gains the bytes
 *
 * Returns: %FALSE when this is no base64 (RFC 2045 section 6.8), or its bytes are more than there is room for; then
 *   nothing more may be fed
 */
gboolean cf_mime_base64_feed (CfMimeBase64 *self, CfSpan text, CfMimeBase64Room *room) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the text may end here: no group is half read. */
gboolean cf_mime_base64_is_whole (const CfMimeBase64 *self);

G_END_DECLS
