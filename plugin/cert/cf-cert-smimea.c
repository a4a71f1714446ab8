/* cf-cert-smimea.c — one SMIMEA record against a signer: answer -> match
 *
 * RFC 8162 section 2 takes the record of TLSA (RFC 6698 section 2.1).  Only
 * compares: whether DNS vouched for the record, and what the rest of the chain
 * is worth, is the caller's to know.
 */
#include "cf-cert-internal.h"

/* Usages: 0 and 2 name an authority of the chain, 1 and 3 the signer. */
enum { USAGE_MAX = 3 };
enum { SELECTOR_CERTIFICATE, SELECTOR_KEY };
enum { MATCHING_FULL, MATCHING_SHA256, MATCHING_SHA512 };

/* RFC 6698 section 2.1.2.  (transfer full) (nullable) */
static GBytes *
dup_selected (X509 *certificate, guint8 selector)
{
  unsigned char *der = NULL;
  int length = selector == SELECTOR_CERTIFICATE ? i2d_X509 (certificate, &der)
                                                : i2d_X509_PUBKEY (X509_get_X509_PUBKEY (certificate), &der);
  GBytes *bytes = length > 0 ? g_bytes_new (der, (gsize) length) : NULL;

  OPENSSL_free (der);
  return bytes;
}

/* RFC 6698 section 2.1.3. */
static gboolean
matches (X509 *certificate, CfSpan record)
{
  g_autoptr (GBytes) selected = dup_selected (certificate, record.data[1]);
  CfSpan wanted = cf_span_from (record, 3);
  guint8 digest[EVP_MAX_MD_SIZE];
  const guint8 *data;
  guint n = 0;
  gsize length;

  if (selected == NULL)
    return FALSE;

  data = g_bytes_get_data (selected, &length);
  if (record.data[2] == MATCHING_FULL)
    return length == wanted.length && memcmp (data, wanted.data, length) == 0;

  return EVP_Digest (data, length, digest, &n,
                     record.data[2] == MATCHING_SHA256 ? EVP_sha256 () : EVP_sha512 (), NULL) == 1 &&
         n == wanted.length && memcmp (digest, wanted.data, n) == 0;
}

/* A digest of another length can match nothing, and an unknown number means what nobody here knows (RFC 7671
 * section 10.2: such records are as if they were not there). */
static gboolean
is_usable (CfSpan record)
{
  if (record.length < 4 || record.data[0] > USAGE_MAX || record.data[1] > SELECTOR_KEY)
    return FALSE;

  switch (record.data[2]) {
  case MATCHING_FULL:
    return TRUE;
  case MATCHING_SHA256:
    return record.length == 3 + 32;
  case MATCHING_SHA512:
    return record.length == 3 + 64;
  default:
    return FALSE;
  }
}

CfSmimeaMatch
cf_cert_match_smimea (CfSpan record, X509 *signer, const GPtrArray *chain)
{
  CfSmimeaMatch match = { CF_CERT_SMIMEA_UNUSABLE, 0 };

  if (!is_usable (record))
    return match;

  match.usage = record.data[0];
  match.result = CF_CERT_SMIMEA_NONE;
  if (match.usage == 1 || match.usage == 3) {
    match.result = matches (signer, record) ? CF_CERT_SMIMEA_MATCH : CF_CERT_SMIMEA_NONE;
    return match;
  }

  /* An authority is never the signer itself (RFC 7671 section 5.2). */
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    if (X509_cmp (g_ptr_array_index (chain, i), signer) != 0 &&
        matches (g_ptr_array_index (chain, i), record))
      match.result = CF_CERT_SMIMEA_MATCH;

  return match;
}
