/* cf-domain-list.h — registered mailing lists
 *
 * Inside domain only (RFC 2919, MEANING section 8).
 */
#pragma once

#include "cf-domain.h"

G_BEGIN_DECLS

/**
 * cf_domain_dup_list_id:
 * @header: the message's header fields
 *
 * Returns: (transfer full) (nullable): what the one List-Id field holds between
 *   "<" and ">", in lower case; %NULL without, or with several
 */
char *cf_domain_dup_list_id (CfSpan header);

/**
 * CfDomainListProof:
 *
 * What proves that a List-Id is the list's own.
 * @sealed_by: (element-type utf8): d= of seals that we checked, that pass and cover List-Id
 * @custody: an ARC chain passes, its last seal is a trusted sealer's, and its signature covers List-Id
 */
typedef struct {
  const GPtrArray *sealed_by;
  gboolean custody;
} CfDomainListProof;

/* The registered list of that id, when it is proved; NULL for none.  Accepts %NULL as either. */
const CfDomainList *cf_domain_find_list (const GPtrArray *lists, const char *list_id, const CfDomainListProof *proof);

/**
 * cf_domain_is_list_rewrite:
 * @header: the message's header fields
 *
 * Whether @list stands in From, and all intact signers in Reply-To or
 * X-Original-From; there has to be one.
 */
gboolean cf_domain_is_list_rewrite (const CfDomainList *list, CfSpan header, const CfFacts *facts);

/* Says of own seals whose body hash differs what the list may have to do with it. */
void cf_domain_list_explain (gboolean has_list_id, CfDomainFacts *domain);

G_END_DECLS
