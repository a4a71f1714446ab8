/* cf-domain-smimea-check.c — a signer and answers → the comparison with its domain's records */
#include "cf-domain-smimea.h"

#include "cf-domain.h"
#include "cf-limits.h"

/* Of an authority's record without the chain nothing is known, and above all not
 * that the certificate differs. */
static CfDomainSmimeaRecord
compare (GBytes *record, const GPtrArray *chain)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (record, &length);
  CfSmimeaMatch match = cf_cert_match_smimea (cf_span (data, length), g_ptr_array_index (chain, 0), chain);
  CfDomainSmimeaRecord result = { CF_DOMAIN_SMIMEA_DIFFERS, match.usage };

  gboolean is_of_authority = match.usage == 0 || match.usage == 2;

  if (match.result == CF_CERT_SMIMEA_UNUSABLE || (is_of_authority && chain->len < 2))
    result.kind = CF_DOMAIN_SMIMEA_UNUSABLE;
  else if (match.result == CF_CERT_SMIMEA_MATCH)
    result.kind = CF_DOMAIN_SMIMEA_MATCHES;
  return result;
}

/* Only for the sender's own, intact: nobody else's mail makes us ask. */
static gboolean
is_wanted (const GPtrArray *chain, const CfFacts *facts, const CfSignerFacts *signer)
{
  return chain != NULL && chain->len > 0 && facts->sender.address != NULL && facts->sender.domain != NULL &&
         signer->status == CF_SIGNER_INTACT && signer->address_match;
}

void
cf_domain_check_smimea (const CfDomainContext *context, const GPtrArray *chain, CfFacts *facts, CfSignerFacts *signer)
{
  CfDomainSmimeaRecord records[CF_LIMIT_ANSWER_RECORDS];
  g_autofree char *key = NULL;
  const CfAnswer *answer;
  guint n_records;

  if (!is_wanted (chain, facts, signer))
    return;
  key = cf_domain_dup_smimea_key (facts->sender.address, facts->sender.domain);
  if (key == NULL)
    return;

  answer = cf_answers_find (context->answers, CF_QUESTION_DNS, key);
  if (answer == NULL) {
    cf_questions_ask (context->questions, CF_QUESTION_DNS, key);
    return;
  }

  n_records = MIN (answer->records->len, CF_LIMIT_ANSWER_RECORDS);
  for (guint i = 0; i < n_records; i++)
    records[i] = compare (cf_answer_get_record (answer, i), chain);
  cf_domain_smimea_judge (answer, records, n_records, &facts->domain, signer);
}
