/* cf-claws-bytes.h — what Claws Mail holds of a mail -> the bytes as they came, and a name for them
 *
 * Knows nothing of the host but how it keeps mails, so it is tested without it.
 * Reads hostile bytes: any bytes at all are allowed.
 * Stands on: GLib.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A mail without what POP adds to it on the wire: a line that begins with a dot has one more there (RFC 1939 section 3).
 * (transfer full) */
GBytes *cf_claws_bytes_undo_dots (const char *data, gsize length);

/* SHA-256 of the bytes with LF for every CRLF: the same for what a POP server sent and the file that is made of it.
 * (transfer full): hexadecimal */
char *cf_claws_bytes_hash (GBytes *bytes);

/**
 * cf_claws_bytes_have_size:
 * @bytes: a file of the host's IMAP cache, which has LF for every CRLF and loses what follows a NUL in its line
 * @size: what the server says of the mail (RFC822.SIZE); 0 or less where it is not known
 *
 * Returns: whether nothing was lost; one last line end that is missing, or was added, is no loss
 */
gboolean cf_claws_bytes_have_size (GBytes *bytes, gint64 size);

/* What the host decrypted, without the field that it wrote in front to have a header that it can read.  (transfer full) */
GBytes *cf_claws_bytes_cut_prefix (GBytes *decrypted);

G_END_DECLS
