/* cf-mime-words.h — header fields -> words and addresses, strictly by our own reading, leniently by GMime
 *
 * Stands on: base, cf-mime-field.h.
 */
#pragma once

#include "cf-mime-field.h"

G_BEGIN_DECLS

/**
 * CfMimeMailbox:
 * @phrase: (nullable): the display name as it is written
 * @address: local@domain as written, without needless quotes
 * @domain: A-labels, lower case
 * @reread: found only where words are decoded first, or where NUL ends the text:
 *   not one more address, but what another program may take for it
 */
typedef struct {
  char *phrase;
  char *address;
  char *domain;
  gboolean reread;
} CfMimeMailbox;

/* One address: cf-mime-mailbox.c */

/* One RFC 5322 mailbox as RFC 6532 extends it and nothing else; NULL otherwise.  (transfer full) */
CfMimeMailbox *cf_mime_mailbox_read (const char *text);
/* Accepts %NULL. */
void cf_mime_mailbox_free (CfMimeMailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfMimeMailbox, cf_mime_mailbox_free)
/* Whether local parts are the same and domains are the same in A-labels. */
gboolean cf_mime_mailbox_equal (const CfMimeMailbox *a, const CfMimeMailbox *b);
/* The quotes off a local part that needs none: "a..b"@x is a..b@x.  (transfer full) */
char *cf_mime_address_normalise (const char *address);
/* A-labels in lower case, without the root's dot; NULL when there are none.  (transfer full) */
char *cf_mime_domain_to_ascii (const char *domain);
/* Whether a domain as written is the one that its A-labels mean, letter by letter. */
gboolean cf_mime_domain_is_stable (const char *domain, const char *ascii);

/* Words: cf-mime-charset.c, cf-mime-jis.c, cf-mime-words.c */

/* Opens the converters of all character sets that are known. */
void cf_mime_charset_prepare (void);
/* @text with encoded words that GMime can read from opened converters only;
 * sets @unknown where a character set is none of ours, else leaves it.  (transfer full) */
char *cf_mime_charset_adapt (const char *text, gboolean *unknown);
/* The word's bytes; NULL when @word is not exactly one encoded word.  (transfer full) */
GByteArray *cf_mime_word_decode (CfSpan word);
/* The word's text in UTF-8; the bytes as they are where the character set is not
 * known; NULL when it is no whole word, or in UTF-7, or broken.  (transfer full) */
char *cf_mime_word_to_utf8 (CfSpan word);
/* Bytes of ISO-2022-JP as UTF-8, with the rows that Windows added; NULL when
 * they are something else.  (transfer full) */
char *cf_mime_jis_to_utf8 (CfSpan bytes);
/* A text field: decoded, white space collapsed, not made visible.  (transfer full) */
char *cf_mime_words_decode (const CfMimeField *field, gboolean *unknown);
/* The moment of a Date field; CF_TIME_UNKNOWN when it is none. */
CfTime cf_mime_words_read_date (const CfMimeField *field);
/* The addresses of one field, read leniently: what GMime finds, then whatever else
 * looks like an address, as it is written or decoded.  (transfer full) (element-type CfMimeMailbox) */
GPtrArray *cf_mime_words_read_addresses (const CfMimeField *field, gboolean *unknown);

G_END_DECLS
