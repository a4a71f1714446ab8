/* cf-domain-auth-received.h — who added a Received field, and when
 *
 * Inside domain only.  Reads hostile bytes (RFC 5321 section 4.4).
 */
#pragma once

#include "cf-span.h"
#include "cf-time.h"

G_BEGIN_DECLS

/**
 * cf_domain_read_received:
 * @value: of the field, folded as it came
 * @out_date: (out): CF_TIME_UNKNOWN when it is not exactly a date of RFC 5322
 *
 * Only "[from ONE-WORD] by HOST …" without another "by" is read: a sender
 * chooses what stands behind "from", and whoever reads loosely finds a "by" in
 * it.  A server that takes blanks in a greeting writes two of them.
 *
 * Returns: (transfer full) (nullable): the host after "by", in lower case
 */
char *cf_domain_read_received (CfSpan value, CfTime *out_date);

/**
 * cf_domain_read_date:
 * @text: a date-time, with comments and blanks around its words
 *
 * RFC 5322 section 3.3 with the obsolete zones of section 4.3; no other
 * obsolete form, and a day's name has to be that day's.
 *
 * Returns: %CF_TIME_UNKNOWN when it is none
 */
CfTime cf_domain_read_date (CfSpan text);

/* Whether @host is in the list; accepts %NULL as either. */
gboolean cf_domain_is_listed (const char *host, char **list);

G_END_DECLS
