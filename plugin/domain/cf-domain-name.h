/* cf-domain-name.h — domain names out of hostile bytes
 *
 * Inside domain only.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/* RFC 1035 section 2.3.4, without the root's dot. */
#define CF_DOMAIN_MAX_BYTES 253

/**
 * cf_domain_dup_name:
 * @text: a domain or a selector, in A-labels or UTF-8
 *
 * Returns: (transfer full) (nullable): lower case A-labels of letters, digits,
 *   "-" and "_"; %NULL when it is no such name
 */
char *cf_domain_dup_name (CfSpan text);

/* The domain after the last "@" of an address; %NULL as above.  (transfer full) */
char *cf_domain_dup_name_of_address (CfSpan address);

/* Whether @name is @domain or lies below it; both in lower case A-labels. */
gboolean cf_domain_is_at_or_below (const char *name, const char *domain);

G_END_DECLS
