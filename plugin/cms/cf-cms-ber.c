/* cf-cms-ber.c — BER values as spans: bytes -> parts */
#include "cf-cms-ber.h"

#include "cf-limits.h"

#define CONSTRUCTED 0x20
#define HIGH_TAG 0x1f
#define INDEFINITE 0x80

/* X.690 sections 8.9.1 and 8.11.1: never right. */
#define PRIMITIVE_SEQUENCE 0x10
#define PRIMITIVE_SET 0x11

/* A constructed value that is being walked. */
typedef struct {
  gsize end; /* no byte of it lies behind */
  gboolean indefinite;
} Frame;

/* Length octets (X.690 section 8.1.3): any number of leading zeros, up to 8 octets. */
static gboolean
read_length (CfSpan bytes, gsize *pos, CfCmsBerHead *header)
{
  guint8 first;
  guint n;

  if (*pos >= bytes.length)
    return FALSE;

  first = bytes.data[(*pos)++];
  header->indefinite = first == INDEFINITE;
  header->content = first < INDEFINITE ? first : 0;
  if (first <= INDEFINITE)
    return TRUE;

  n = first & 0x7f;
  if (n > sizeof (gsize) || bytes.length - *pos < n)
    return FALSE;

  while (n-- > 0)
    header->content = header->content << 8 | bytes.data[(*pos)++];

  return TRUE;
}

/* Whether no honest writer begins a value so.  OpenSSL takes sequences and sets without the bit that says
 * constructed, and low tags in the long form: both would pass by the limits. */
static gboolean
is_odd_tag (guint8 tag)
{
  return tag == PRIMITIVE_SEQUENCE || tag == PRIMITIVE_SET || (tag & HIGH_TAG) == HIGH_TAG;
}

gboolean
cf_cms_ber_read_head (CfSpan bytes, CfCmsBerHead *out_head)
{
  CfCmsBerHead head;
  gsize pos = 1;

  if (bytes.length < 2 || is_odd_tag (bytes.data[0]) || !read_length (bytes, &pos, &head))
    return FALSE;

  head.tag = bytes.data[0];
  head.length = pos;
  if (head.indefinite && (head.tag & CONSTRUCTED) == 0)
    return FALSE;

  *out_head = head;
  return TRUE;
}

/* The head of a value that is all there. */
static gboolean
read_header (CfSpan bytes, CfCmsBerHead *header)
{
  return cf_cms_ber_read_head (bytes, header) && header->content <= bytes.length - header->length;
}

gboolean
cf_cms_ber_is_end (const CfCmsBerHead *head)
{
  return head->tag == 0 && head->length == 2 && head->content == 0;
}

/* Leaves the values that end at @pos. */
static guint
leave_ended (const Frame *frames, guint depth, gsize pos)
{
  while (depth > 0 && !frames[depth - 1].indefinite && frames[depth - 1].end == pos)
    depth--;

  return depth;
}

gsize
cf_cms_ber_measure (CfSpan bytes)
{
  Frame frames[CF_LIMIT_CMS_DEPTH];
  guint depth = 0;
  gsize pos = 0;

  do {
    gsize end = depth > 0 ? frames[depth - 1].end : bytes.length;
    CfCmsBerHead header;

    if (!read_header (cf_span_sub (bytes, pos, end - pos), &header))
      return 0;
    pos += header.length;

    if (cf_cms_ber_is_end (&header)) {
      if (depth == 0 || !frames[depth - 1].indefinite)
        return 0;
      depth--;
    } else if ((header.tag & CONSTRUCTED) == 0) {
      pos += header.content;
    } else if (depth == CF_LIMIT_CMS_DEPTH) {
      return 0;
    } else {
      frames[depth++] = (Frame){ header.indefinite ? end : pos + header.content, header.indefinite };
    }

    depth = leave_ended (frames, depth, pos);
  } while (depth > 0);

  return pos;
}

gboolean
cf_cms_ber_next (CfSpan *rest, CfCmsBer *out_value)
{
  CfCmsBerHead header;
  gsize total;

  if (!read_header (*rest, &header) || cf_cms_ber_is_end (&header))
    return FALSE;

  total = header.indefinite ? cf_cms_ber_measure (*rest) : header.length + header.content;
  if (total == 0)
    return FALSE;

  out_value->tag = header.tag;
  out_value->whole = cf_span_sub (*rest, 0, total);
  out_value->content = header.indefinite ? cf_span_sub (*rest, header.length, total - header.length - 2)
                                         : cf_span_sub (*rest, header.length, header.content);
  *rest = cf_span_from (*rest, total);
  return TRUE;
}

gboolean
cf_cms_ber_next_tagged (CfSpan *rest, guint8 tag, CfCmsBer *out_value)
{
  CfSpan after = *rest;
  CfCmsBer value;

  if (!cf_cms_ber_next (&after, &value) || value.tag != tag)
    return FALSE;

  *rest = after;
  *out_value = value;
  return TRUE;
}
