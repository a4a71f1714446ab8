/* cf-domain-name.c — bytes → domain names, and who is responsible for one */
#include "cf-domain-name.h"

#include <libpsl.h>

#include "cf-domain.h"
#include "cf-text.h"

#define MAX_LABEL_BYTES 63

/* Written by cf_domain_prepare() only, before the first message. */
static const psl_ctx_t *suffixes;

void
cf_domain_prepare (void)
{
  if (suffixes == NULL)
    suffixes = psl_latest (NULL);
  if (suffixes == NULL)
    suffixes = psl_builtin ();
}

static gboolean
is_label (CfSpan label)
{
  for (gsize i = 0; i < label.length; i++)
    if (!g_ascii_isalnum (label.data[i]) && label.data[i] != '-' && label.data[i] != '_')
      return FALSE;

  return label.length >= 1 && label.length <= MAX_LABEL_BYTES;
}

static gboolean
is_name (const char *name)
{
  g_auto (GStrv) labels = NULL;

  if (*name == '\0' || strlen (name) > CF_DOMAIN_MAX_BYTES)
    return FALSE;

  labels = g_strsplit (name, ".", -1);
  for (char **label = labels; *label != NULL; label++)
    if (!is_label (cf_span_str (*label)))
      return FALSE;

  return TRUE;
}

char *
cf_domain_dup_name (CfSpan text)
{
  g_autofree char *written = NULL;
  g_autofree char *ascii = NULL;
  g_autofree char *name = NULL;

  /* In UTF-8 a name may be some times longer than in A-labels. */
  if (text.length == 0 || text.length > 4 * CF_DOMAIN_MAX_BYTES || memchr (text.data, '\0', text.length) != NULL)
    return NULL;

  written = cf_span_dup (text);
  ascii = cf_text_domain_to_ascii (written);
  if (ascii == NULL)
    return NULL;

  name = g_ascii_strdown (ascii, -1);
  return is_name (name) ? g_steal_pointer (&name) : NULL;
}

char *
cf_domain_dup_name_of_address (CfSpan address)
{
  for (gsize i = address.length; i > 0; i--)
    if (address.data[i - 1] == '@')
      return cf_domain_dup_name (cf_span_from (address, i));

  return NULL;
}

gboolean
cf_domain_is_at_or_below (const char *name, const char *domain)
{
  gsize n = strlen (name);
  gsize d = strlen (domain);

  return n >= d && g_str_equal (name + n - d, domain) && (n == d || name[n - d - 1] == '.');
}

/* 192.0.2.1 is no domain, although its bytes could be one. */
static gboolean
is_number (const char *name)
{
  const char *dot = strrchr (name, '.');
  const char *last = dot != NULL ? dot + 1 : name;

  return strspn (last, "0123456789") == strlen (last);
}

char *
cf_domain_dup_organizational (const char *domain)
{
  g_autofree char *name = cf_domain_dup_name (cf_span_str (domain));

  if (name == NULL || is_number (name) || suffixes == NULL)
    return NULL;

  return g_strdup (psl_registrable_domain (suffixes, name));
}

gboolean
cf_domain_is_aligned (const char *a, const char *b)
{
  g_autofree char *name_a = cf_domain_dup_name (cf_span_str (a));
  g_autofree char *name_b = cf_domain_dup_name (cf_span_str (b));
  g_autofree char *organization_a = cf_domain_dup_organizational (a);
  g_autofree char *organization_b = cf_domain_dup_organizational (b);

  if (name_a == NULL || name_b == NULL || is_number (name_a))
    return FALSE;
  /* Below one public suffix live strangers; the same name is the same domain. */
  if (organization_a == NULL || organization_b == NULL)
    return g_str_equal (name_a, name_b);

  return g_str_equal (organization_a, organization_b);
}
