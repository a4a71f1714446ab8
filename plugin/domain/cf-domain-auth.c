/* cf-domain-auth.c — a header and an administrator's servers → what the mailbox's own server found */
#include "cf-domain-auth.h"

#include "cf-domain-auth-received.h"
#include "cf-domain-auth-results.h"
#include "cf-domain-field.h"
#include "cf-limits.h"
#include "cf-text.h"

/* Where a server says what the domain asks for of such mail: the registered property, and
 * the one of a widespread milter. */
static const char *const policy_properties[] = { "policy.dmarc", "policy.evaluated-disposition" };

static const char *const refusals[] = { "reject", "quarantine" };

static gboolean
is_one_of (const char *word, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
asks_refusal (const CfAuthMethod *method)
{
  for (guint i = 0; i < method->properties->len; i++) {
    const CfAuthProperty *property = g_ptr_array_index (method->properties, i);

    if (is_one_of (property->name, policy_properties, G_N_ELEMENTS (policy_properties)) &&
        is_one_of (property->value, refusals, G_N_ELEMENTS (refusals)))
      return TRUE;
  }

  return FALSE;
}

static CfEvidence
find_evidence (const CfAuthResults *field)
{
  CfEvidence evidence = field->methods->len > 0 ? CF_D (SERVER_REPORTS) : 0;

  for (guint i = 0; i < field->methods->len; i++) {
    const CfAuthMethod *method = g_ptr_array_index (field->methods, i);

    if (!g_str_equal (method->method, "dmarc") || !g_str_equal (method->result, "fail"))
      continue;
    evidence |= CF_D (SERVER_SAYS_FAIL);
    if (asks_refusal (method))
      evidence |= CF_D (SERVER_SAYS_REFUSE);
  }

  return evidence;
}

/* "dkim=pass, dmarc=fail" */
static char *
dup_short (const CfAuthResults *field)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < field->methods->len; i++) {
    const CfAuthMethod *method = g_ptr_array_index (field->methods, i);

    g_string_append_printf (text, "%s%s=%s", i == 0 ? "" : ", ", method->method, method->result);
  }

  return cf_text_make_visible (text->str, -1);
}

/* The topmost one is the last that was added, and gives the words. */
static void
state_trusted (CfAuthResults *field, CfDomainFacts *domain)
{
  CfEvidence evidence = find_evidence (field);

  field->trusted = TRUE;
  domain->evidence |= evidence;
  /* It saw a rule that is gone since: nobody is told both that there is none and what it asks for. */
  if ((evidence & CF_D (SERVER_SAYS_REFUSE)) != 0)
    domain->evidence &= ~CF_D (DMARC_NONE);
  if (evidence == 0 || domain->server != NULL)
    return;

  domain->server = g_strdup (field->authserv_id);
  domain->server_says = dup_short (field);
}

/* Whether a Received field was added by one of the administrator's hosts. */
static gboolean
is_ours (CfSpan received, char **received_by)
{
  CfTime date;
  g_autofree char *host = cf_domain_read_received (received, &date);

  return cf_domain_is_listed (host, received_by);
}

void
cf_domain_auth_state (CfSpan header, const CfDomainRules *rules, CfFacts *facts)
{
  CfDomainField field;
  gboolean ours = TRUE;
  guint n_fields = 0;

  while (n_fields < CF_LIMIT_AUTH_FIELDS && cf_domain_next_field (&header, &field)) {
    if (cf_span_is_nocase (field.name, "Received")) {
      ours = ours && is_ours (field.value, rules->received_by);
    } else if (cf_span_is_nocase (field.name, "Authentication-Results")) {
      CfAuthResults *results = cf_domain_read_auth_results (field.value, &facts->domain);

      n_fields++;
      if (results != NULL && ours && cf_domain_is_listed (results->authserv_id, rules->authserv_ids))
        state_trusted (results, &facts->domain);
    }
  }
}

CfTime
cf_domain_find_received (const CfMime *mime, char **received_by)
{
  CfSpan header = cf_mime_get_part (mime, 0)->header;
  CfDomainField field;

  while (cf_domain_next_field (&header, &field)) {
    CfTime date;
    g_autofree char *host = NULL;

    if (!cf_span_is_nocase (field.name, "Received"))
      continue;
    host = cf_domain_read_received (field.value, &date);
    return cf_domain_is_listed (host, received_by) ? date : CF_TIME_UNKNOWN;
  }

  return CF_TIME_UNKNOWN;
}
