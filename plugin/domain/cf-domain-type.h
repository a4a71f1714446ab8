/* cf-domain-type.h — a type that nobody sealed → whether all that was sealed is shown under it (MEANING section 7)
 *
 * Inside domain only.
 */
#pragma once

#include "cf-mime.h"

G_BEGIN_DECLS

/**
 * cf_domain_type_shows_all:
 *
 * Where a signature leaves Content-Type out, whoever sends the mail again chooses the type of the same bytes: an
 * alternative shows the last of several parts, a related one that its parameter names, a calendar what somebody quoted
 * in a text.
 *
 * Returns: whether the type is one under which a mail client shows all of the body, or what its writer made to be shown
 */
gboolean cf_domain_type_shows_all (const CfMime *mime);

G_END_DECLS
