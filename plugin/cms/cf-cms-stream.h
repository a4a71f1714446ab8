/* cf-cms-stream.h — signed data that comes in pieces, with its content hashed on the way
 *
 * Reads hostile bytes, so it runs only in the checking process.  Of a large
 * opaque mail the content is there once: it stays in the buffer that the
 * transfer encoding was decoded into.  Stands on: base, cms.
 */
#pragma once

#include "cf-cms.h"

G_BEGIN_DECLS

typedef struct _CfCmsStream CfCmsStream;

/**
 * cf_cms_stream_new:
 * @capacity: bytes that the ContentInfo has at most, CF_LIMIT_CMS_BYTES or fewer
 * @hashes: whether the content is hashed on the way, by the digest algorithms that the signed data names before it
 *
 * Returns: (transfer full)
 */
CfCmsStream *cf_cms_stream_new (gsize capacity, gboolean hashes) G_GNUC_WARN_UNUSED_RESULT;

/* Where the bytes are written, @capacity of them.  What was written and told must not be touched any more.  (transfer none) */
guint8 *cf_cms_stream_get_buffer (CfCmsStream *self);

/* The first @length bytes are written by now; not fewer than before.  Goes on as far as these allow. */
void cf_cms_stream_advance (CfCmsStream *self, gsize length);

/**
 * cf_cms_stream_end:
 * @self: (transfer full)
 *
 * No more bytes follow.  What comes of it is what cf_cms_read() makes of the same bytes, CF_CMS_UNREADABLE included.
 *
 * Returns: (transfer full): never %NULL
 */
CfCms *cf_cms_stream_end (CfCmsStream *self) G_GNUC_WARN_UNUSED_RESULT;

/* Accepts %NULL. */
void cf_cms_stream_free (CfCmsStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCmsStream, cf_cms_stream_free)

G_END_DECLS
