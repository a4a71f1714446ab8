/* cf-cms-ber.h — BER values as spans (X.690 section 8)
 *
 * Only as much as it takes to bound what OpenSSL is given, and to look into
 * the few values that OpenSSL keeps to itself.  Nothing is copied.
 * Stands on: base.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/* Identifier octets; all that are used here are a single byte. */
#define CF_CMS_BER_INTEGER 0x02
#define CF_CMS_BER_OCTET_STRING 0x04
#define CF_CMS_BER_OCTET_STRINGS 0x24
#define CF_CMS_BER_OBJECT 0x06
#define CF_CMS_BER_SEQUENCE 0x30
#define CF_CMS_BER_SET 0x31
#define CF_CMS_BER_CONTEXT_0 0xa0
#define CF_CMS_BER_CONTEXT_1 0xa1
#define CF_CMS_BER_PRIMITIVE_0 0x80
#define CF_CMS_BER_PRIMITIVE_1 0x81

/**
 * CfCmsBer:
 * @tag: the first identifier octet, with class and form
 * @whole: identifier, length and content
 * @content: without them, and without the end-of-contents octets
 */
typedef struct {
  guint8 tag;
  CfSpan whole;
  CfSpan content;
} CfCmsBer;

/* The most that identifier and length octets take here: one, and nine that say 8 octets of length. */
#define CF_CMS_BER_HEAD_BYTES 10

/**
 * CfCmsBerHead:
 * @tag: the first identifier octet, with class and form
 * @length: bytes of identifier and length octets
 * @content: bytes that follow; 0 where it is @indefinite
 */
typedef struct {
  guint8 tag;
  gsize length;
  gsize content;
  gboolean indefinite;
} CfCmsBerHead;

/* Reads the head of the first value of @bytes; whether the value is all there is not looked at. */
gboolean cf_cms_ber_read_head (CfSpan bytes, CfCmsBerHead *out_head) G_GNUC_WARN_UNUSED_RESULT;

/* Whether it is that of end-of-contents octets: exactly two zeros (X.690 section 8.1.5). */
gboolean cf_cms_ber_is_end (const CfCmsBerHead *head);

/**
 * cf_cms_ber_measure:
 *
 * Walks the first value of @bytes and all that is in it, iteratively, down to
 * CF_LIMIT_CMS_DEPTH levels.
 *
 * Returns: its length in bytes; 0 when it is broken, cut short or too deep
 */
gsize cf_cms_ber_measure (CfSpan bytes) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cf_cms_ber_next:
 * @rest: (inout): loses the value
 * @out_value: (out): written only on success
 *
 * Takes the first value off @rest.  Returns whether there was one.
 */
gboolean cf_cms_ber_next (CfSpan *rest, CfCmsBer *out_value) G_GNUC_WARN_UNUSED_RESULT;

/* The same, where the value must have @tag; otherwise nothing is taken. */
gboolean cf_cms_ber_next_tagged (CfSpan *rest, guint8 tag, CfCmsBer *out_value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
