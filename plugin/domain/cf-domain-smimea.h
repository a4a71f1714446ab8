/* cf-domain-smimea.h — what a domain publishes of its senders' certificates
 *
 * Inside domain only (RFC 8162).
 */
#pragma once

#include "cf-fact.h"
#include "cf-question-answer.h"

G_BEGIN_DECLS

typedef enum {
  CF_DOMAIN_SMIMEA_UNUSABLE, /* as if it were not there */
  CF_DOMAIN_SMIMEA_DIFFERS,
  CF_DOMAIN_SMIMEA_MATCHES,
} CfDomainSmimeaKind;

/* One record against one certificate; @usage as in RFC 6698 section 2.1.1. */
typedef struct {
  CfDomainSmimeaKind kind;
  guint8 usage;
} CfDomainSmimeaRecord;

/**
 * cf_domain_dup_smimea_key:
 * @address: an addr-spec as it is written, capitals and all
 * @domain: its domain in A-labels
 *
 * Returns: (transfer full) (nullable): the question, "SMIMEA HASH._smimecert.example.org";
 *   %NULL when there is no local part
 */
char *cf_domain_dup_smimea_key (const char *address, const char *domain);

/**
 * cf_domain_smimea_judge:
 * @answer: to the question
 * @records: one for each record of @answer, CF_LIMIT_ANSWER_RECORDS at most
 * @domain: (inout): gains smimea
 * @signer: (inout): gains evidence; reads what is known of its chain
 */
void cf_domain_smimea_judge (const CfAnswer *answer, const CfDomainSmimeaRecord *records, guint n_records,
                             CfDomainFacts *domain, CfSignerFacts *signer);

G_END_DECLS
