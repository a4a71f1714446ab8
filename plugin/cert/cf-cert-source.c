/* cf-cert-source.c — where a certificate says one may ask: parts -> questions
 *
 * Called only for certificates on a path to an anchor, or to find a missing
 * issuer, so that a self-made certificate cannot make anybody fetch anything
 * else (MEANING section 13).
 */
#include "cf-cert-revocation.h"

/* A URL that can be asked for as it stands: http, printable, no spaces.  (transfer full) (nullable) */
static char *
dup_url (const GENERAL_NAME *name)
{
  g_autofree char *url = NULL;
  gsize length;

  if (name->type != GEN_URI)
    return NULL;

  length = (gsize) ASN1_STRING_length (name->d.uniformResourceIdentifier);
  if (length > CF_LIMIT_URL_BYTES)
    return NULL;

  url = g_strndup ((const char *) ASN1_STRING_get0_data (name->d.uniformResourceIdentifier), length);
  if (strlen (url) != length)
    return NULL;
  for (const char *p = url; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return NULL;

  if (g_ascii_strncasecmp (url, "http://", 7) != 0 && g_ascii_strncasecmp (url, "https://", 8) != 0)
    return NULL;

  return g_steal_pointer (&url);
}

static void
add_url (GPtrArray *urls, const GENERAL_NAME *name)
{
  char *url = urls->len < CF_LIMIT_CERT_URLS ? dup_url (name) : NULL;

  if (url != NULL)
    g_ptr_array_add (urls, url);
}

/* RFC 5280 section 4.2.2.1. */
GPtrArray *
cf_cert_dup_access (X509 *certificate, int method)
{
  g_autoptr (AUTHORITY_INFO_ACCESS) list = X509_get_ext_d2i (certificate, NID_info_access, NULL, NULL);
  GPtrArray *urls = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num (list); i++) {
    const ACCESS_DESCRIPTION *access = sk_ACCESS_DESCRIPTION_value (list, i);

    if (OBJ_obj2nid (access->method) == method)
      add_url (urls, access->location);
  }

  return urls;
}

static void
add_point (GPtrArray *urls, const DIST_POINT *point)
{
  if (point->distpoint == NULL || point->distpoint->type != 0)
    return;

  for (int i = 0; i < sk_GENERAL_NAME_num (point->distpoint->name.fullname); i++)
    add_url (urls, sk_GENERAL_NAME_value (point->distpoint->name.fullname, i));
}

GPtrArray *
cf_cert_dup_point_urls (const CRL_DIST_POINTS *points)
{
  GPtrArray *urls = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < sk_DIST_POINT_num (points); i++)
    add_point (urls, sk_DIST_POINT_value (points, i));

  return urls;
}

GPtrArray *
cf_cert_dup_list_urls (X509 *certificate, int nid)
{
  g_autoptr (CRL_DIST_POINTS) points = X509_get_ext_d2i (certificate, nid, NULL, NULL);

  return cf_cert_dup_point_urls (points);
}

GPtrArray *
cf_cert_dup_responders (X509 *certificate, X509 *issuer)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) urls = cf_cert_dup_access (certificate, NID_ad_OCSP);
  g_autoptr (GBytes) request = urls->len > 0 ? cf_cert_ocsp_dup_request (certificate, issuer) : NULL;
  g_autofree char *text = NULL;

  if (request == NULL)
    return keys;

  text = g_base64_encode (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  for (guint i = 0; i < urls->len; i++)
    g_ptr_array_add (keys, g_strdup_printf ("%s %s", (char *) g_ptr_array_index (urls, i), text));

  return keys;
}

/* Whether authorityInfoAccess names an OCSP responder; one that cannot be read may do so. */
static gboolean
names_responder (X509 *certificate)
{
  g_autoptr (AUTHORITY_INFO_ACCESS) list = X509_get_ext_d2i (certificate, NID_info_access, NULL, NULL);

  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num (list); i++)
    if (OBJ_obj2nid (sk_ACCESS_DESCRIPTION_value (list, i)->method) == NID_ad_OCSP)
      return TRUE;

  return list == NULL && X509_get_ext_by_NID (certificate, NID_info_access, -1) >= 0;
}

gboolean
cf_cert_names_source (X509 *certificate)
{
  return X509_get_ext_by_NID (certificate, NID_crl_distribution_points, -1) >= 0 ||
         names_responder (certificate);
}
