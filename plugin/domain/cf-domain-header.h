/* cf-domain-header.h — all fields of one header, found by name
 *
 * Inside domain only.  Reads hostile bytes.
 */
#pragma once

#include "cf-domain-field.h"

G_BEGIN_DECLS

/* Borrows the bytes of the message. */
typedef struct _CfDomainHeader CfDomainHeader;

/* Reads the fields of @header.  (transfer full) */
CfDomainHeader *cf_domain_header_new (CfSpan header);

/* How many fields. */
guint cf_domain_header_get_n (const CfDomainHeader *self);

/* The field at @index, the first of the message first.  (transfer none) */
const CfDomainField *cf_domain_header_get (const CfDomainHeader *self, guint index);

/* How many fields of that name, ASCII case apart. */
guint cf_domain_header_count (const CfDomainHeader *self, CfSpan name);

/* The indexes of the fields of that name, the first of the message first; %NULL when there
 * is none.  (transfer none) (element-type guint) */
const GArray *cf_domain_header_find (const CfDomainHeader *self, CfSpan name);

/* Accepts %NULL. */
void cf_domain_header_free (CfDomainHeader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfDomainHeader, cf_domain_header_free)

G_END_DECLS
