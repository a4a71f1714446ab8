/* cf-domain-auth-results.h — one Authentication-Results field
 *
 * Inside domain only.  Reads hostile bytes (RFC 8601 section 2.2).
 */
#pragma once

#include "cf-fact-domain.h"
#include "cf-span.h"

G_BEGIN_DECLS

/**
 * cf_domain_read_auth_results:
 * @value: of the field, folded as it came
 * @domain: (inout): gains the field, not trusted
 *
 * Methods and properties that nobody knows are listed like all others.  A
 * result that is no result is passed over; so is all behind a quote or comment
 * without end.
 *
 * Returns: (transfer none) (nullable): %NULL when there is no authserv-id, or
 *   the version is not 1
 */
CfAuthResults *cf_domain_read_auth_results (CfSpan value, CfDomainFacts *domain);

G_END_DECLS
