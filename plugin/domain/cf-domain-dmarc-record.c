/* cf-domain-dmarc-record.c — bytes → what a DMARC policy record says */
#include "cf-domain-dmarc-record.h"

#include "cf-domain-field.h"
#include "cf-limits.h"

static const char *const policy_names[] = {
  [CF_DOMAIN_POLICY_NONE] = "none",
  [CF_DOMAIN_POLICY_QUARANTINE] = "quarantine",
  [CF_DOMAIN_POLICY_REJECT] = "reject",
};

const char *
cf_domain_policy_get_name (CfDomainPolicy policy)
{
  g_assert ((guint) policy < G_N_ELEMENTS (policy_names));
  return policy_names[policy];
}

CfDomainPolicy
cf_domain_policy_lower (CfDomainPolicy policy)
{
  return policy == CF_DOMAIN_POLICY_NONE ? CF_DOMAIN_POLICY_NONE : policy - 1;
}

/* Takes the next "name = value" off @rest; an item without "=" has an empty name. */
static gboolean
next_tag (CfSpan *rest, CfSpan *out_name, CfSpan *out_value)
{
  const guint8 *equals;
  CfSpan item;

  if (!cf_domain_next_item (rest, ';', &item))
    return FALSE;

  equals = item.length > 0 ? memchr (item.data, '=', item.length) : NULL;
  *out_name = cf_span (NULL, 0);
  *out_value = cf_span (NULL, 0);
  if (equals != NULL) {
    *out_name = cf_domain_strip (cf_span_sub (item, 0, equals - item.data));
    *out_value = cf_domain_strip (cf_span_from (item, equals - item.data + 1));
  }

  return TRUE;
}

/* The first tag of that name; the grammar's letters have no case (RFC 5234 section 2.3). */
static gboolean
find_tag (CfSpan text, const char *name, CfSpan *out_value)
{
  CfSpan found;
  guint n = 0;

  while (n++ < CF_LIMIT_DMARC_TAGS && next_tag (&text, &found, out_value))
    if (cf_span_is_nocase (found, name))
      return TRUE;

  return FALSE;
}

static gboolean
is_tag (CfSpan text, const char *name, const char *value)
{
  CfSpan found;

  return find_tag (text, name, &found) && cf_span_is_nocase (found, value);
}

/* Leaves @out_policy alone where the tag is missing; FALSE where it is no policy. */
static gboolean
read_policy (CfSpan text, const char *name, CfDomainPolicy *out_policy)
{
  CfSpan value;

  if (!find_tag (text, name, &value))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (policy_names); i++)
    if (cf_span_is_nocase (value, policy_names[i])) {
      *out_policy = i;
      return TRUE;
    }

  return FALSE;
}

/* Whether rua= holds a URI: its owner at least listens (RFC 9989 section 4.10.1). */
static gboolean
asks_for_reports (CfSpan text)
{
  CfSpan list, item;

  if (!find_tag (text, "rua", &list) || list.length == 0)
    return FALSE;

  while (cf_domain_next_item (&list, ',', &item)) {
    g_autofree char *uri = cf_span_dup (cf_domain_strip (item));

    if (g_uri_peek_scheme (uri) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* np= stands in for by sp=, sp= by p=, p= by "none". */
static void
read_policies (CfSpan text, CfDomainDmarcRecord *record)
{
  gboolean valid = read_policy (text, "p", &record->own);

  record->existing = record->own;
  valid = read_policy (text, "sp", &record->existing) && valid;
  record->missing = record->existing;
  valid = read_policy (text, "np", &record->missing) && valid;

  record->applies = valid || asks_for_reports (text);
  if (!valid)
    record->own = record->existing = record->missing = CF_DOMAIN_POLICY_NONE;
}

/* pct= of RFC 7489; what is no number has the default, all. */
static gboolean
is_partly (CfSpan text)
{
  g_autofree char *number = NULL;
  guint64 percent;
  CfSpan value;

  if (!find_tag (text, "pct", &value))
    return FALSE;

  number = cf_span_dup (value);
  return g_ascii_string_to_unsigned (number, 10, 0, 100, &percent, NULL) && percent < 100;
}

/* "v" first, and its value exactly as written (RFC 9989 section 4.7). */
static gboolean
has_version (CfSpan text)
{
  CfSpan name, value;

  return text.length > 0 && !cf_domain_is_blank (text.data[0]) && next_tag (&text, &name, &value) &&
         cf_span_is_nocase (name, "v") && cf_span_is (value, "DMARC1");
}

gboolean
cf_domain_read_dmarc (CfSpan text, CfDomainDmarcRecord *out_record)
{
  if (!has_version (text))
    return FALSE;

  *out_record = (CfDomainDmarcRecord) { 0 };
  read_policies (text, out_record);
  if (is_tag (text, "psd", "y"))
    out_record->psd = CF_DOMAIN_PSD_YES;
  else if (is_tag (text, "psd", "n"))
    out_record->psd = CF_DOMAIN_PSD_NO;
  out_record->strict_dkim = is_tag (text, "adkim", "s");
  out_record->strict_spf = is_tag (text, "aspf", "s");
  out_record->testing = is_tag (text, "t", "y");
  out_record->partly = is_partly (text);
  return TRUE;
}
