/* cf-domain-auth.h — what servers wrote into a header, and whom to believe
 *
 * Inside domain only (RFC 8601 section 5, MEANING section 7).
 */
#pragma once

#include "cf-domain.h"

G_BEGIN_DECLS

/**
 * cf_domain_auth_state:
 * @header: the message's header fields
 * @facts: (inout): gains authentication_results, and of trusted ones server,
 *   server_says and evidence that lowers or explains; nothing good
 *
 * Trusted is a field of an administrator's authserv-id with no Received field
 * above it other than from [received-by] hosts: what a sender put in lies
 * below the Received field of the server that took the mail.
 */
void cf_domain_auth_state (CfSpan header, const CfDomainRules *rules, CfFacts *facts);

G_END_DECLS
