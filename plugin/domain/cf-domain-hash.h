/* cf-domain-hash.h — header fields in the form in which they are signed
 *
 * Inside domain only (RFC 6376 sections 3.4.1, 3.4.2, 3.7).
 */
#pragma once

#include "cf-domain-signature.h"

G_BEGIN_DECLS

/* Appends the field with its line end. */
void cf_domain_append_field (GString *out, const CfDomainField *field, gboolean relaxed);

/* Appends the field of @signature itself: with an empty b=, without a line end. */
void cf_domain_append_signature (GString *out, const CfDomainSignature *signature, gboolean relaxed);

/* Appends the fields that h= names, from the last one up, and the signature's own. */
void cf_domain_append_covered (GString *out, const CfDomainSignature *signature, const CfDomainHeader *header);

G_END_DECLS
