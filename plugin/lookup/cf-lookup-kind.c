/* cf-lookup-kind.c — question -> request, body -> how long it lasts */
#include "cf-lookup-kind.h"

#include "cf-limits.h"
#include "cf-openssl.h"

/* RFC 5019 section 5: what is shorter can be kept by caches on the way. */
#define MAX_GET_BYTES 255

static const struct {
  gsize bytes;
  guint seconds;
  CfTime keep;
} limits[CF_QUESTION_N_KINDS] = {
#define CF_QUESTION_KIND(kind, name, record_bytes, seconds, keep) [CF_QUESTION_##kind] = { record_bytes, seconds, keep },
#include "cf-question-table.h"
};

guint
cf_lookup_kind_get_seconds (CfQuestionKind kind)
{
  return limits[kind].seconds;
}

CfTime
cf_lookup_kind_get_keep (CfQuestionKind kind)
{
  return limits[kind].keep;
}

gsize
cf_lookup_kind_get_bytes (CfQuestionKind kind)
{
  return limits[kind].bytes;
}

void
cf_lookup_request_clear (CfLookupRequest *self)
{
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->header = NULL;
}

/* --- asking --- */

static gboolean
prepare_url (const char *key, CfLookupRequest *out_request)
{
  *out_request = (CfLookupRequest) { g_strdup (key), NULL, NULL };
  return TRUE;
}

/* The bytes of base64 that is nothing but base64; GLib would skip what it does not know. */
static GBytes *
decode_base64 (const char *text)
{
  g_autofree guchar *bytes = NULL;
  g_autofree char *again = NULL;
  gsize length;

  bytes = g_base64_decode (text, &length);
  again = g_base64_encode (bytes, length);
  if (length == 0 || !g_str_equal (text, again))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

/* URL "/" base64, the latter escaped (RFC 6960 appendix A.1). */
static char *
dup_get_url (const char *url, const char *base64)
{
  g_autofree char *escaped = g_uri_escape_string (base64, NULL, FALSE);

  if (strpbrk (url, "?#") != NULL)
    return NULL;

  return g_strconcat (url, g_str_has_suffix (url, "/") ? "" : "/", escaped, NULL);
}

gboolean
cf_lookup_kind_prepare_ocsp (const char *key, CfLookupRequest *out_request)
{
  const char *space = strchr (key, ' ');
  g_autofree char *url = NULL;
  g_autofree char *long_url = NULL;
  g_autoptr (GBytes) body = NULL;

  if (space == NULL)
    return FALSE;

  url = g_strndup (key, (gsize) (space - key));
  body = decode_base64 (space + 1);
  if (body == NULL)
    return FALSE;

  long_url = dup_get_url (url, space + 1);
  if (long_url != NULL && strlen (long_url) < MAX_GET_BYTES)
    *out_request = (CfLookupRequest) { g_steal_pointer (&long_url), NULL, NULL };
  else
    *out_request = (CfLookupRequest) { g_steal_pointer (&url), g_steal_pointer (&body),
                                       "Content-Type: application/ocsp-request" };
  return TRUE;
}

/* --- what came --- */

/* From @next, if it is a time at all, and never for ever. */
static CfTime
bound (CfTime next, CfTime now, CfQuestionKind kind)
{
  if (next == CF_TIME_UNKNOWN)
    next = now + CF_LIMIT_KEEP_UNDATED_SECONDS;

  return CLAMP (next, now + CF_LIMIT_KEEP_LEAST_SECONDS, now + limits[kind].keep);
}

static CfTime
get_earliest_update (OCSP_BASICRESP *basic)
{
  CfTime earliest = CF_TIME_UNKNOWN;

  for (int i = 0; i < OCSP_resp_count (basic); i++) {
    ASN1_GENERALIZEDTIME *next = NULL;
    CfTime time;

    OCSP_single_get0_status (OCSP_resp_get0 (basic, i), NULL, NULL, NULL, &next);
    time = cf_time_from_asn1 (next);
    if (time != CF_TIME_UNKNOWN && (earliest == CF_TIME_UNKNOWN || time < earliest))
      earliest = time;
  }

  return earliest;
}

gboolean
cf_lookup_kind_read_ocsp (CfSpan body, CfTime now, CfTime *out_expires)
{
  const guint8 *end = body.data;
  g_autoptr (OCSP_RESPONSE) response = d2i_OCSP_RESPONSE (NULL, &end, (long) body.length);
  g_autoptr (OCSP_BASICRESP) basic = NULL;

  if (response == NULL || end != body.data + body.length)
    return FALSE;

  /* "Try later" and its like are answers without anything in them. */
  *out_expires = now + CF_LIMIT_KEEP_FAILED_SECONDS;
  if (OCSP_response_status (response) != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return TRUE;

  basic = OCSP_response_get1_basic (response);
  if (basic == NULL)
    return FALSE;

  *out_expires = bound (get_earliest_update (basic), now, CF_QUESTION_OCSP);
  return TRUE;
}

gboolean
cf_lookup_kind_read_crl (CfSpan body, CfTime now, CfTime *out_expires)
{
  const guint8 *end = body.data;
  g_autoptr (X509_CRL) crl = d2i_X509_CRL (NULL, &end, (long) body.length);

  if (crl == NULL || end != body.data + body.length)
    return FALSE;

  *out_expires = bound (cf_time_from_asn1 (X509_CRL_get0_nextUpdate (crl)), now, CF_QUESTION_CRL);
  return TRUE;
}

gboolean
cf_lookup_kind_read_issuer (CfSpan body, CfTime now, CfTime *out_expires)
{
  static const char *const beginnings[] = { "0", "-----BEGIN CERTIFICATE-----", "-----BEGIN PKCS7-----" };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++) {
    gsize length = strlen (beginnings[i]);

    if (body.length > length && cf_span_is (cf_span_sub (body, 0, length), beginnings[i])) {
      *out_expires = now + limits[CF_QUESTION_ISSUER].keep;
      return TRUE;
    }
  }

  return FALSE;
}

static const CfLookupKind kinds[] = {
  { CF_QUESTION_OCSP, cf_lookup_kind_prepare_ocsp, cf_lookup_kind_read_ocsp, "no OCSP response" },
  { CF_QUESTION_CRL, prepare_url, cf_lookup_kind_read_crl, "no revocation list" },
  { CF_QUESTION_ISSUER, prepare_url, cf_lookup_kind_read_issuer, "no certificate" },
};

const CfLookupKind *
cf_lookup_kind_get (CfQuestionKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return &kinds[i];

  return NULL;
}
