/* cf-mime.h — one message: its parts as spans, what is displayed, what is covered
 *
 * Reads hostile bytes, so it runs only in the checking process.  No clock, no
 * files, no network.  All spans are of the bytes as received, LF or CRLF; the
 * canonical form (DESIGN) is made while hashing and never stored.
 * Stands on: base, fact, GMime (for words and as a second opinion only).
 */
#pragma once

#include "cf-digest.h"
#include "cf-fact.h"

G_BEGIN_DECLS

typedef enum {
  CF_MIME_ENCODING_IDENTITY, /* 7bit, 8bit, binary */
  CF_MIME_ENCODING_BASE64,
  CF_MIME_ENCODING_QUOTED_PRINTABLE,
  CF_MIME_ENCODING_OTHER,    /* uuencode and what nobody knows */
} CfMimeEncoding;

/**
 * CfMimePart:
 * @parent: index of the part around it, -1 for the root
 * @number: as IMAP numbers it: "1", "2.1"; the root multipart is ""
 * @type: media type in lower case, "text/plain" where none is said
 * @whole: header and body, without the line end before the next boundary
 * @header: the header fields, without the empty line
 * @body: what follows the empty line
 * @smime_type, @protocol, @charset, @filename: (nullable): parameters, lower case but for the file name
 * @start: (nullable): the Content-ID of the part that is shown, if it is named (RFC 2387 section 3.2)
 * @displayed: whether a client lists it: every leaf, attachments included
 */
typedef struct {
  int parent;
  guint depth;
  char *number;
  char *type;
  CfSpan whole;
  CfSpan header;
  CfSpan body;
  CfMimeEncoding encoding;
  char *smime_type;
  char *protocol;
  char *charset;
  char *start;
  char *filename;
  gboolean attachment;
  gboolean displayed;
} CfMimePart;

/* Where the mail's own signature is: indexes of parts, -1 for none. */
typedef struct {
  CfSmimeForm form;
  CfCoverage coverage;
  int entity;    /* detached: the signed entity */
  int signature; /* the part that holds the CMS */
} CfMimeSignature;

/* How the bytes of a span are read for a digest. */
typedef enum {
  CF_MIME_CANONICAL, /* every LF or CRLF as CRLF; bare CR stays */
  CF_MIME_AS_IS,
} CfMimeLines;

typedef struct _CfMime CfMime;

/**
 * cf_mime_prepare:
 *
 * Opens what GMime and the character set converters open late, so that
 * cf_mime_read() needs no file afterwards.  Call once before the first message.
 */
void cf_mime_prepare (void);

/**
 * cf_mime_state_digests:
 * @message: the message as received; any bytes at all, none too
 * @facts: (inout): gains size, sha256 and canonical_sha256, the last two where they are not there yet
 *
 * Reads the bytes in loops of our own and through SHA-256, with no parser of
 * anything: what it states is true of the bytes, whatever they do to those
 * who read them later.
 */
void cf_mime_state_digests (CfSpan message, CfFacts *facts);

/**
 * cf_mime_read:
 * @message: the message as received; must outlive the result
 * @facts: (inout): gains size, digests where they are not there from an earlier reading of the same bytes, message id, subject, sender,
 *   attached signatures, ambiguous field and the evidence that mime states
 *
 * Finds the parts by our own boundary scan and reads the header strictly
 * (MEANING section 2); GMime reads the same bytes leniently for the words, of a
 * large message without the middle of long texts and attachments, and where the
 * two disagree the evidence is HEADERS_AMBIGUOUS (CF614).  Never
 * fails: whatever the bytes are, facts say so.
 *
 * Returns: (transfer full)
 */
CfMime *cf_mime_read (CfSpan message, CfFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

/* The same of bytes that were read before, in less time; @before: (nullable): what came of the very same span. */
CfMime *cf_mime_read_again (CfSpan message, const CfMime *before, CfFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cf_mime_read_inner:
 * @entity: a MIME entity that stands in the place of a message's body: what a host decrypted; must outlive the result
 * @facts: (inout): as for cf_mime_read(), but of its header only the fields about its content are held to be strict:
 *   it names no sender, and need not
 *
 * Returns: (transfer full)
 */
CfMime *cf_mime_read_inner (CfSpan entity, CfFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

/* Only the parts of an entity, for what looks no further; it must outlive the result.  (transfer full) */
CfMime *cf_mime_read_parts (CfSpan entity) G_GNUC_WARN_UNUSED_RESULT;

/* Whether it was read to its end: no limit was passed. */
gboolean cf_mime_is_within_limits (const CfMime *self);

/* How many parts; at least the root. */
guint cf_mime_get_n_parts (const CfMime *self);

/* The part at @index in the order of the bytes; 0 is the root.  (transfer none) */
const CfMimePart *cf_mime_get_part (const CfMime *self, guint index);

/* The mail's own signature or encryption, the outermost only (MEANING section 3). */
void cf_mime_get_signature (const CfMime *self, CfMimeSignature *out_signature);

/* Whether no program takes the root for another file than CMS by its name: CMS has room for bytes that nobody signed. */
gboolean cf_mime_is_named_as_cms (const CfMime *self);

/* Whether the mail is a multipart with anything but line ends before its first or behind its last part. */
gboolean cf_mime_has_outer_text (const CfMime *self);

/**
 * cf_mime_decode:
 * @limit: bytes; a longer result is not made
 *
 * The body of a part without its transfer encoding.
 *
 * Returns: (transfer full) (nullable): %NULL when the encoding is unknown or
 *   broken, or the result is over @limit
 */
GBytes *cf_mime_decode (const CfMimePart *part, gsize limit) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cf_mime_digest:
 * @mask: #CfDigestKind bits
 *
 * Digests of a span in one pass.
 */
void cf_mime_digest (CfSpan span, CfMimeLines lines, guint mask, CfDigestSet *out_set);

/* Whether the span holds a LF without CR before it. */
gboolean cf_mime_has_bare_lf (CfSpan span);

/**
 * cf_mime_check_protected:
 * @entity: the signed entity: MIME header, empty line and body
 * @facts: (inout): gains header_protection, protected_field and evidence
 *
 * Compares header fields that the signature covers (RFC 9788 hp=, RFC 8551
 * message/rfc822 wrapping) with those of the message: MEANING section 3.
 */
void cf_mime_check_protected (const CfMime *self, CfSpan entity, CfFacts *facts);

/* Accepts %NULL. */
void cf_mime_free (CfMime *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfMime, cf_mime_free)

G_END_DECLS
