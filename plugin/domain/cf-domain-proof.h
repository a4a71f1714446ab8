/* cf-domain-proof.h — whether the sender's domain is proved (MEANING section 7)
 *
 * Inside domain only.
 */
#pragma once

#include "cf-domain-private.h"

G_BEGIN_DECLS

/* After the signatures have their results: states DOMAIN_PROVED, DOMAIN_PENDING or DOMAIN_NOT_PROVED. */
void cf_domain_proof_check (const CfDomainCheck *check, CfFacts *facts);

/* After it: whether a signature that proves the domain covers the fields of a name as well, as often as they are there. */
gboolean cf_domain_proof_covers (const CfDomainCheck *check, const char *name, const CfFacts *facts);

/**
 * cf_domain_proof_is_plain:
 *
 * Whether a body can have only the one reading that its transfer encoding
 * gives: base64 lines and nothing else, or quoted-printable that encodes only
 * what needs it.  Then a signature may leave the encoding out.
 */
gboolean cf_domain_proof_is_plain (CfMimeEncoding encoding, CfSpan body);

G_END_DECLS
