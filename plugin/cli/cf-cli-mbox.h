/* cf-cli-mbox.h — the messages of an mbox file (RFC 4155), one after the other
 *
 * Reads as it goes: a file of any size takes a buffer and one message.  The
 * bytes stay as they are, LF or CRLF.  Inside cli only.
 * Stands on: base.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CfCliMbox CfCliMbox;

/* Whether a file that begins with @data is an mbox. */
gboolean cf_cli_mbox_is_one (const guint8 *data, gsize length);

/* Takes @fd.  Messages that another program appends from now on are not read.  (transfer full) */
CfCliMbox *cf_cli_mbox_new (int fd);

/**
 * cf_cli_mbox_next:
 * @out_exact: FALSE where a ">From " may have been the sender's own: the bytes are perhaps not those that arrived
 *
 * The next message without its "From " line; of one that is too large the
 * beginning, one byte more than CF_LIMIT_MESSAGE_BYTES.
 *
 * Returns: (transfer full) (nullable): %NULL at the end, or with @error when the file cannot be read on
 */
GBytes *cf_cli_mbox_next (CfCliMbox *self, gboolean *out_exact, GError **error);

/* Accepts %NULL. */
void cf_cli_mbox_free (CfCliMbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliMbox, cf_cli_mbox_free)

G_END_DECLS
