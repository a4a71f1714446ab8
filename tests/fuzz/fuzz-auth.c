/* fuzz-auth.c — header fields that others write: Authentication-Results, Received, List-Id, BIMI-Selector
 *
 * Claims: nothing of it is good evidence; a field is trusted only where its authserv-id is on the list; limits on fields,
 * methods and properties; all words are UTF-8.
 */
#include "cf-domain-auth-received.h"
#include "cf-domain-auth.h"
#include "cf-domain-bimi.h"
#include "cf-domain-field.h"
#include "cf-domain-list.h"
#include "cf-fuzz.h"
#include "cf-limits.h"

static const char *ours[] = { "mx.example.com", NULL };

static void
claim_field (const CfAuthResults *field)
{
  CF_CLAIM (g_utf8_validate (field->authserv_id, -1, NULL));
  CF_CLAIM (field->trusted <= (g_ascii_strcasecmp (field->authserv_id, ours[0]) == 0));
  CF_CLAIM (field->methods->len <= CF_LIMIT_AUTH_METHODS);
  for (guint i = 0; i < field->methods->len; i++) {
    const CfAuthMethod *method = g_ptr_array_index (field->methods, i);

    CF_CLAIM (g_utf8_validate (method->method, -1, NULL) && g_utf8_validate (method->result, -1, NULL));
    CF_CLAIM (method->properties->len <= CF_LIMIT_AUTH_PROPERTIES);
  }
}

static void
read_alone (CfSpan header)
{
  CfDomainField field;

  while (cf_domain_next_field (&header, &field)) {
    CfTime date;
    g_autofree char *host = cf_domain_read_received (field.value, &date);
    g_autofree char *selector = cf_domain_read_bimi_selector (field.value);

    CF_CLAIM (host == NULL || strlen (host) <= field.value.length);
    CF_CLAIM (selector == NULL || g_str_is_ascii (selector));
    (void) cf_domain_read_date (field.value);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CfSpan header = cf_span (data, size);
  const CfDomainRules rules = { .authserv_ids = (char **) ours, .received_by = (char **) ours };
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autofree char *list = cf_domain_dup_list_id (header);

  facts->sender.domain = g_strdup ("bank.example");
  cf_domain_auth_state (header, &rules, facts);
  CF_CLAIM ((facts->evidence & CF_M (DOMAIN_PROVED)) == 0 && !facts->domain.proved);
  CF_CLAIM (facts->domain.authentication_results->len <= CF_LIMIT_AUTH_FIELDS);
  CF_CLAIM ((facts->domain.evidence & cf_evidence_get_domain_mask (CF_EVIDENCE_GOOD)) == 0);
  CF_CLAIM ((facts->evidence & cf_evidence_get_message_mask (CF_EVIDENCE_GOOD)) == 0);
  for (guint i = 0; i < facts->domain.authentication_results->len; i++)
    claim_field (g_ptr_array_index (facts->domain.authentication_results, i));
  CF_CLAIM (list == NULL || strlen (list) < size); /* compared only, as the host of Received is, and never shown */
  read_alone (header);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  return 0;
}
