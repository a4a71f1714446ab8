/* cf-domain-field.h — the fields of a header, one after the other
 *
 * Inside domain only.  Reads hostile bytes.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/**
 * CfDomainField:
 * @name: without the blanks before the colon
 * @value: all after the colon, folded as it came, without the last line ends
 * @whole: the field with its line end, if it has one
 */
typedef struct {
  CfSpan name;
  CfSpan value;
  CfSpan whole;
} CfDomainField;

/**
 * cf_domain_next_field:
 * @rest: (inout): what is left of the header
 *
 * Lines that are no field (mbox's "From ", a stray continuation) are passed
 * over; an empty line ends the header.  LF and CR LF.
 *
 * Returns: whether there was one more field
 */
gboolean cf_domain_next_field (CfSpan *rest, CfDomainField *out_field);

/* Space, tab and the line ends of folding (RFC 5322 section 3.2.2). */
gboolean cf_domain_is_blank (guint8 byte);

/* @text without the blanks at its ends. */
CfSpan cf_domain_strip (CfSpan text);

/**
 * cf_domain_next_item:
 * @rest: (inout): what is left of the list; empty data ends it
 * @separator: what parts the items
 *
 * Returns: whether there was one more item; a list always has one, maybe empty
 */
gboolean cf_domain_next_item (CfSpan *rest, char separator, CfSpan *out_item);

G_END_DECLS
