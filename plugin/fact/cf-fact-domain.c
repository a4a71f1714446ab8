/* cf-fact-domain.c — making and freeing what a domain says */
#include "cf-fact-domain.h"

static void
cf_dkim_facts_free (CfDkimFacts *facts)
{
  g_free (facts->domain);
  g_free (facts->selector);
  g_free (facts->algorithm);
  g_free (facts->dnssec);
  g_free (facts->detail);
  g_free (facts);
}

static void
cf_auth_property_free (CfAuthProperty *property)
{
  g_free (property->name);
  g_free (property->value);
  g_free (property);
}

static void
cf_auth_method_free (CfAuthMethod *method)
{
  g_free (method->method);
  g_free (method->result);
  g_free (method->reason);
  g_ptr_array_unref (method->properties);
  g_free (method);
}

static void
cf_auth_results_free (CfAuthResults *field)
{
  g_free (field->authserv_id);
  g_ptr_array_unref (field->methods);
  g_free (field);
}

void
cf_domain_facts_init (CfDomainFacts *facts)
{
  facts->dkim = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_dkim_facts_free);
  facts->arc.sealers = g_ptr_array_new_with_free_func (g_free);
  facts->authentication_results = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_auth_results_free);
}

void
cf_domain_facts_clear (CfDomainFacts *facts)
{
  char *texts[] = {
    facts->dmarc.policy, facts->dmarc.domain, facts->bimi.organization, facts->bimi.issuer, facts->bimi.mark, facts->badge,
    facts->list, facts->custodian, facts->other_seal, facts->server, facts->server_says,
  };

  g_ptr_array_unref (facts->dkim);
  g_ptr_array_unref (facts->arc.sealers);
  g_ptr_array_unref (facts->authentication_results);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

CfDkimFacts *
cf_domain_facts_add_dkim (CfDomainFacts *facts)
{
  CfDkimFacts *dkim = g_new0 (CfDkimFacts, 1);

  dkim->dnssec = g_strdup ("unknown");
  g_ptr_array_add (facts->dkim, dkim);
  return dkim;
}

CfAuthResults *
cf_domain_facts_add_auth_results (CfDomainFacts *facts)
{
  CfAuthResults *field = g_new0 (CfAuthResults, 1);

  field->methods = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_auth_method_free);
  g_ptr_array_add (facts->authentication_results, field);
  return field;
}

CfAuthMethod *
cf_auth_results_add_method (CfAuthResults *field)
{
  CfAuthMethod *method = g_new0 (CfAuthMethod, 1);

  method->properties = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_auth_property_free);
  g_ptr_array_add (field->methods, method);
  return method;
}

void
cf_auth_method_add_property (CfAuthMethod *method, const char *name, const char *value)
{
  CfAuthProperty *property = g_new0 (CfAuthProperty, 1);

  property->name = g_strdup (name);
  property->value = g_strdup (value);
  g_ptr_array_add (method->properties, property);
}
