/* cf-domain-auth-results.c — bytes → what an Authentication-Results field claims */
#include "cf-domain-auth-results.h"

#include "cf-domain-auth-lex.h"
#include "cf-limits.h"
#include "cf-text.h"

static char *
dup_lower (CfSpan word)
{
  return g_ascii_strdown ((const char *) word.data, word.length);
}

static char *
read_visible (CfSpan *rest, const char *stop)
{
  g_autofree char *value = cf_domain_lex_value (rest, stop);

  return value == NULL ? NULL : cf_text_make_visible (value, -1);
}

/* authserv-id [ CFWS authres-version ] */
static char *
read_id (CfSpan *rest)
{
  g_autofree char *id = NULL;
  CfSpan version;

  if (!cf_domain_lex_skip (rest))
    return NULL;
  id = read_visible (rest, ";=");
  if (id == NULL || *id == '\0' || !cf_domain_lex_skip (rest))
    return NULL;
  /* What another version means, nobody knows (section 2.2). */
  if (cf_domain_lex_keyword (rest, &version) && !cf_span_is (version, "1"))
    return NULL;
  if (!cf_domain_lex_skip (rest) || (rest->length > 0 && rest->data[0] != ';'))
    return NULL;

  return g_steal_pointer (&id);
}

/* method [ "/" version ] "=" result.  A method of another version is another method. */
static gboolean
read_method (CfSpan *rest, char **out_method, char **out_result)
{
  g_autofree char *method = NULL;
  CfSpan word, version = cf_span_str ("1");

  if (!cf_domain_lex_skip (rest) || !cf_domain_lex_keyword (rest, &word) || !cf_domain_lex_skip (rest))
    return FALSE;
  if (cf_domain_lex_take (rest, '/') && (!cf_domain_lex_skip (rest) || !cf_domain_lex_keyword (rest, &version)))
    return FALSE;

  method = dup_lower (word);
  if (!cf_span_is (version, "1")) {
    g_autofree char *name = g_steal_pointer (&method);
    g_autofree char *number = dup_lower (version);

    method = g_strconcat (name, "/", number, NULL);
  }

  if (!cf_domain_lex_skip (rest) || !cf_domain_lex_take (rest, '=') || !cf_domain_lex_skip (rest) ||
      !cf_domain_lex_keyword (rest, &word))
    return FALSE;
  *out_method = g_steal_pointer (&method);
  *out_result = dup_lower (word);
  return TRUE;
}

/* One "reason=value" or "ptype.property=value"; FALSE when it is neither. */
static gboolean
read_property (CfSpan *rest, CfAuthMethod *method)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  CfSpan type, property = { 0 };

  if (!cf_domain_lex_keyword (rest, &type) || !cf_domain_lex_skip (rest))
    return FALSE;
  if (cf_domain_lex_take (rest, '.') &&
      (!cf_domain_lex_skip (rest) || !cf_domain_lex_keyword (rest, &property) || !cf_domain_lex_skip (rest)))
    return FALSE;
  if (!cf_domain_lex_take (rest, '=') || !cf_domain_lex_skip (rest))
    return FALSE;

  value = read_visible (rest, ";");
  if (value == NULL)
    return FALSE;
  if (property.length > 0) {
    g_autofree char *left = dup_lower (type);
    g_autofree char *right = dup_lower (property);

    name = g_strconcat (left, ".", right, NULL);
    if (method->properties->len < CF_LIMIT_AUTH_PROPERTIES)
      cf_auth_method_add_property (method, name, value);
  } else if (!cf_span_is_nocase (type, "reason") || method->reason != NULL) {
    return FALSE;
  } else {
    method->reason = g_steal_pointer (&value);
  }

  return TRUE;
}

/* What stands between two ";".  Properties that were read stay, whatever follows them. */
static void
read_result (CfSpan item, CfAuthResults *field)
{
  g_autofree char *name = NULL;
  g_autofree char *result = NULL;
  CfAuthMethod *method;

  if (!read_method (&item, &name, &result))
    return;

  method = cf_auth_results_add_method (field);
  method->method = g_steal_pointer (&name);
  method->result = g_steal_pointer (&result);
  while (cf_domain_lex_skip (&item) && item.length > 0)
    if (!read_property (&item, method))
      return;
}

CfAuthResults *
cf_domain_read_auth_results (CfSpan value, CfDomainFacts *domain)
{
  g_autofree char *id = NULL;
  CfAuthResults *field;

  value.length = MIN (value.length, CF_LIMIT_AUTH_FIELD_BYTES);
  id = read_id (&value);
  if (id == NULL)
    return NULL;

  field = cf_domain_facts_add_auth_results (domain);
  field->authserv_id = g_steal_pointer (&id);
  while (field->methods->len < CF_LIMIT_AUTH_METHODS && cf_domain_lex_take (&value, ';')) {
    CfSpan item = value;

    if (!cf_domain_lex_seek (&value, ';'))
      break;
    item.length -= value.length;
    read_result (item, field);
  }

  return field;
}
