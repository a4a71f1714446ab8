/* cf-mime-pass.h — several digests of one message's bytes in one pass
 *
 * S/MIME, DKIM and ARC hash the same body in different forms.  Each says what
 * it needs first; then the bytes are read once, in blocks that stay in the
 * processor's cache.
 * Stands on: base, mime.
 */
#pragma once

#include "cf-mime.h"

G_BEGIN_DECLS

/* In which form bytes are hashed. */
typedef enum {
  CF_MIME_FORM_CANONICAL,    /* every LF or CRLF as CRLF; bare CR stays: S/MIME */
  CF_MIME_FORM_MESSAGE,      /* the same, and a missing line end at the end is added: a whole message (DESIGN) */
  CF_MIME_FORM_AS_IS,
  CF_MIME_FORM_DKIM_SIMPLE,  /* RFC 6376 section 3.4.3, over the canonical form */
  CF_MIME_FORM_DKIM_RELAXED, /* RFC 6376 section 3.4.4, over the canonical form */
} CfMimeForm;

#define CF_MIME_PASS_WHOLE G_MAXUINT64

typedef struct _CfMimePass CfMimePass;

/* Nothing to hash yet.  (transfer full) */
CfMimePass *cf_mime_pass_new (void);

/**
 * cf_mime_pass_add:
 * @span: what to hash; must outlive the pass; spans may overlap
 * @mask: #CfDigestKind bits
 * @limit: how many bytes of the hashed form count (l= of DKIM); CF_MIME_PASS_WHOLE for all
 *
 * What is hashed anyway costs nothing more: needs that differ only in @mask share one place.
 *
 * Returns: the place of the result
 */
guint cf_mime_pass_add (CfMimePass *self, CfSpan span, CfMimeForm form, guint mask, guint64 limit);

/* Gets the bytes of a span, a block after the other. */
typedef void (*CfMimePassReader) (gpointer user_data, CfSpan bytes);

/**
 * cf_mime_pass_add_reader:
 * @span: what to read; must outlive the pass
 * @reader: gets it as it stands while the pass runs, with @user_data
 *
 * For what else is made of bytes that are hashed, while they are in the processor's cache.
 */
void cf_mime_pass_add_reader (CfMimePass *self, CfSpan span, CfMimePassReader reader, gpointer user_data);

/**
 * cf_mime_pass_reuse:
 * @before: a pass that ran over the same bytes, which are still where they were
 *
 * Takes over the results of @before: what it hashed is not read again.  After
 * all needs are added, before the pass runs.
 */
void cf_mime_pass_reuse (CfMimePass *self, const CfMimePass *before);

/* Reads the bytes.  Once, after all needs are added. */
void cf_mime_pass_run (CfMimePass *self);

/* The digests of a place; at least those of its mask.  (transfer none) */
const CfDigestSet *cf_mime_pass_get (const CfMimePass *self, guint place);

/* How many bytes the hashed form of a place has altogether, beyond any limit. */
guint64 cf_mime_pass_get_length (const CfMimePass *self, guint place);

/* Accepts %NULL. */
void cf_mime_pass_free (CfMimePass *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfMimePass, cf_mime_pass_free)

G_END_DECLS
