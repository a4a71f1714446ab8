/* cf-domain.h — what the sender's domain proves
 *
 * Reads hostile bytes.  No clock, no files after prepare, no network.  In this
 * version no DKIM signature is checked; what could prove the domain is told
 * apart from what could not (MEANING section 8).
 * Stands on: base, fact, mime, question, cert, libpsl.
 */
#pragma once

#include "cf-fact.h"
#include "cf-mime.h"
#include "cf-question.h"

G_BEGIN_DECLS

/* Loads the public suffix list.  Call once before the first message. */
void cf_domain_prepare (void);

/**
 * cf_domain_dup_organizational:
 * @domain: A-labels, lower case
 *
 * Returns: (transfer full) (nullable): the organisational domain; %NULL when
 *   @domain is itself a public suffix
 */
char *cf_domain_dup_organizational (const char *domain);

/* Whether two domains have the same organisational domain. */
gboolean cf_domain_is_aligned (const char *a, const char *b);

/**
 * cf_domain_check:
 * @header: the message's header fields
 * @facts: (inout): gains the organisational domain and DOMAIN_NOT_PROVED, or
 *   DOMAIN_PENDING where a DKIM-Signature could prove it
 * @questions: (inout): gains the keys to ask for
 */
void cf_domain_check (CfSpan header, CfFacts *facts, CfQuestions *questions);

G_END_DECLS
