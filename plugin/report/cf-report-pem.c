/* cf-report-pem.c — a report -> the certificate of a signer as other programs read it */
#include "cf-report.h"

#include <string.h>

#include "cf-limits.h"

/* RFC 7468 section 2: lines of exactly 64 characters. */
#define LINE_CHARS 64

char *
cf_report_dup_pem (const CfCertFacts *certificate)
{
  g_autofree guchar *der = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *base64 = NULL;
  gsize length = 0;
  GString *pem;

  if (certificate == NULL || certificate->der == NULL)
    return NULL;

  /* Reports come from files too: what is offered is the certificate that the report speaks of. */
  der = g_base64_decode (certificate->der, &length);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, length);
  if (length == 0 || length > CF_LIMIT_REPORT_CERTIFICATE_BYTES || g_strcmp0 (digest, certificate->sha256) != 0)
    return NULL;

  base64 = g_base64_encode (der, length);
  pem = g_string_new ("-----BEGIN CERTIFICATE-----\n");
  for (const char *line = base64; *line != '\0'; line += MIN (strlen (line), LINE_CHARS))
    g_string_append_printf (pem, "%.*s\n", LINE_CHARS, line);
  g_string_append (pem, "-----END CERTIFICATE-----\n");
  return g_string_free (pem, FALSE);
}
