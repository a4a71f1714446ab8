/* cf-mime-internal.h — what the files of mime share (bytes -> parts -> facts)
 *
 * Stands on: base, fact.  GMime is used only by the files that say so.
 */
#pragma once

#include "cf-mime-words.h"

G_BEGIN_DECLS

/**
 * CfMimeNode:
 * @message: it is an enclosed message; its one child is that message's root
 * @enclosed: it is somewhere inside an enclosed message
 * @boundary: (nullable): of a multipart that can be split
 * @preamble, @epilogue: of a multipart: before the first, after the last delimiter line
 */
typedef struct {
  CfMimePart part;
  gboolean message;
  gboolean enclosed;
  char *boundary;
  guint n_children;
  CfSpan preamble;
  CfSpan epilogue;
} CfMimeNode;

struct _CfMime {
  CfSpan message;
  GPtrArray *nodes; /* (element-type CfMimeNode) */
  gboolean is_inner; /* an entity, with no header of a message */
  CfMimeSignature signature;
  guint limit; /* the limit that was passed, 0 for none: MiB, parts, depth, fields or KiB of header */
  char *ambiguous; /* (nullable): the first field that is not strict, or that GMime reads otherwise */
};

/* Parts: cf-mime-node.c, cf-mime-scan.c, cf-mime-signature.c */

static inline CfMimeNode *
cf_mime_node (const CfMime *self, guint index)
{
  return g_ptr_array_index (self->nodes, index);
}

/* A node whose header, encoding, type and so on are read from @header.  (transfer full) */
CfMimeNode *cf_mime_node_new (CfSpan header, const char *default_type);
/* Accepts %NULL. */
void cf_mime_node_free (CfMimeNode *node);
/* Fills @self->nodes and @self->limit.  With @header_only the root is not taken apart. */
void cf_mime_scan (CfMime *self, gboolean header_only);
/* The index of the @nth child of @parent, -1 when there is none. */
int cf_mime_get_child (const CfMime *self, int parent, guint nth);
/* Whether a media type, in lower case, is that of CMS that is no signature beside its content (RFC 8551 section 3.2). */
gboolean cf_mime_is_cms_type (const char *type);
/* Fills @self->signature and states coverage and attached signatures. */
void cf_mime_find_signature (CfMime *self, CfFacts *facts);

/* Strict reading and the second opinion (GMime): cf-mime-strict.c, cf-mime-second.c */

/* The name of the first field that MEANING section 2 does not allow; NULL when all is strict.  (transfer full) */
char *cf_mime_check_strict (const CfMime *self);
/* The name of the first field that GMime reads otherwise; NULL when it agrees.  @kept: as of cf_mime_thin(); G_MAXSIZE for
 * all bytes.  (transfer full) */
char *cf_mime_check_second (const CfMime *self, gsize kept);

/* Several of the buffers that GMime reads lines through. */
#define CF_MIME_KEPT_BYTES (16 * CF_KIB)

/* The message without the middle of its long texts and attachments: of each, @kept bytes stay at both ends, and every line
 * that begins like a delimiter.  Header fields are all there.  NULL when that is not much shorter.  (transfer full) */
GBytes *cf_mime_thin (const CfMime *self, gsize kept);

/* Words of the message: cf-mime-sender.c */

/* Fills sender, subject, message id and the evidence about them. */
void cf_mime_read_sender (const CfMime *self, CfFacts *facts);

G_END_DECLS
