/* cf-domain-dmarc.h — what the domain of From asks for, and whether a seal of it passes
 *
 * Inside domain only (RFC 9989).
 */
#pragma once

#include "cf-domain-dmarc-record.h"
#include "cf-fact.h"
#include "cf-question-answer.h"

G_BEGIN_DECLS

/**
 * CfDomainDmarc:
 * @has_policy: a record applies; the next two say what
 * @policy: after t=
 * @policy_domain: (nullable): where the record was found
 * @organizational: (nullable): by the tree walk; %NULL while DNS has not said
 * @enforced: all mail of the domain and its organisation is to be refused or set apart: what BIMI asks for
 */
typedef struct {
  CfDmarcResult result;
  gboolean has_policy;
  CfDomainPolicy policy;
  char *policy_domain;
  char *organizational;
  gboolean enforced;
} CfDomainDmarc;

/**
 * cf_domain_dmarc_evaluate:
 * @domain: of one From; A-labels, lower case
 * @dkim: (element-type CfDkimFacts): results of our own checks
 * @answers: (nullable)
 * @questions: (inout): gains what is open: at most eight names for each domain that is walked up
 *
 * SPF is not computed: a mail client does not know who delivered the mail.
 * So without an aligned seal the result is unknown, not fail; fail is only
 * where SPF cannot help either.
 */
void cf_domain_dmarc_evaluate (const char *domain, const GPtrArray *dkim, const CfAnswers *answers,
                               CfQuestions *questions, CfDomainDmarc *out_dmarc);

/* Frees what @dmarc owns, not @dmarc. */
void cf_domain_dmarc_clear (CfDomainDmarc *dmarc);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfDomainDmarc, cf_domain_dmarc_clear)

/**
 * cf_domain_dmarc_state:
 * @facts: (inout): reads the sender and the DKIM results; gains dmarc and its evidence
 *
 * All domains of From together: pass only where each of them passes, and the
 * strictest policy of those that do not (RFC 9989 section 11.5).
 */
void cf_domain_dmarc_state (const CfAnswers *answers, CfQuestions *questions, CfFacts *facts);

G_END_DECLS
