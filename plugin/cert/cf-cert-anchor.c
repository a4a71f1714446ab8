/* cf-cert-anchor.c — anchors of the administrator's own: policy -> anchors, and whom they vouch for */
#include "cf-cert-internal.h"

#include "cf-text.h"

/* A domain as a policy writes it: A-labels, with "*." before it for all below.  (transfer full) (nullable) */
static char *
dup_domain (const char *text, const CfCertAnchorSpec *spec, GError **error)
{
  const char *domain = g_str_has_prefix (text, "*.") ? text + 2 : text;

  if (*domain != '\0' && *domain != '.' &&
      strspn (domain, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                      "0123456789-.") == strlen (domain))
    return g_ascii_strdown (text, -1);

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
               "[anchor %s] domains: \"%s\" is no domain: write example.jp or *.example.jp", spec->name,
               text);
  return NULL;
}

/* (transfer full): NULL for no bound as well as for an @error */
static char **
dup_domains (const CfCertAnchorSpec *spec, GError **error)
{
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (g_free);

  if (spec->domains == NULL || spec->domains[0] == NULL)
    return NULL;

  for (guint i = 0; spec->domains[i] != NULL; i++) {
    char *domain = dup_domain (spec->domains[i], spec, error);

    if (domain == NULL)
      return NULL;
    g_ptr_array_add (domains, domain);
  }

  g_ptr_array_add (domains, NULL);
  return (char **) g_ptr_array_steal (domains, NULL);
}

gboolean
cf_cert_roots_add_anchor (CfCertRoots *self, const CfCertAnchorSpec *spec, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (CfX509Stack) certificates =
      spec->data != NULL ? cf_cert_load_data (spec->file, spec->data, error) : cf_cert_load_file (spec->file, error);
  g_auto (GStrv) domains = NULL;

  if (certificates == NULL)
    return FALSE;

  domains = dup_domains (spec, &problem);
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }

  for (int i = 0; i < sk_X509_num (certificates); i++) {
    CfCertAnchor *anchor = cf_cert_roots_add_certificate (self, sk_X509_value (certificates, i), TRUE);

    if (anchor == NULL)
      continue;
    anchor->domains = g_strdupv (domains);
    anchor->until = spec->until;
    anchor->registry = g_strdup (spec->registry);
    anchor->accept = spec->accept;
  }

  return TRUE;
}

static gboolean
is_in_domain (const char *domain, const char *bound)
{
  if (g_str_has_prefix (bound, "*."))
    /* With the dot, so that a name which only ends alike is outside. */
    return strlen (domain) > strlen (bound) - 1 && g_str_has_suffix (domain, bound + 1);

  return g_str_equal (domain, bound);
}

static gboolean
is_bound_to (const CfCertAnchor *anchor, const char *address)
{
  g_autofree char *domain = cf_cert_dup_address_domain (address);

  if (domain == NULL)
    return FALSE;

  for (guint i = 0; anchor->domains[i] != NULL; i++)
    if (is_in_domain (domain, anchor->domains[i]))
      return TRUE;

  return FALSE;
}

/* Whether @certificate is for any address in the anchor's domains. */
static gboolean
is_for_its_domains (const CfCertAnchor *anchor, X509 *certificate, const CfCertContext *context)
{
  g_autoptr (GPtrArray) addresses = cf_cert_dup_addresses (certificate, context->rules);

  for (guint i = 0; i < addresses->len; i++)
    if (is_bound_to (anchor, g_ptr_array_index (addresses, i)))
      return TRUE;

  return FALSE;
}

gboolean
cf_cert_anchor_counts (const CfCertAnchor *anchor, X509 *signer, const CfCertContext *context)
{
  if (anchor->until != CF_TIME_UNKNOWN && context->rules->judged_at > anchor->until)
    return FALSE;
  if (anchor->domains == NULL)
    return TRUE;

  /* Both: else it would vouch for a stranger's address beside a From of its own domain (CF212). */
  return context->sender->address != NULL && is_bound_to (anchor, context->sender->address) &&
         is_for_its_domains (anchor, signer, context);
}
