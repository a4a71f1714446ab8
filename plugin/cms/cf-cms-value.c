/* cf-cms-value.c — bytes of a signature -> its value, of which replays are known (CF112)
 *
 * Whoever has an ECDSA signature (r, s) can write down (r, -s), which is as
 * good as the first: both have to be one value, or the same signature could
 * come again unnoticed.  Values of RSA and Ed25519 have no twin.
 */
#include "cf-cms-internal.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>

#include "cf-digest.h"

/* The order of the key's group; NULL when it has none.  (transfer full) */
static BIGNUM *
dup_order (EVP_PKEY *key)
{
  BIGNUM *order = NULL;

  if (key == NULL || EVP_PKEY_get_base_id (key) != EVP_PKEY_EC ||
      EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_EC_ORDER, &order) != 1)
    return NULL;

  return order;
}

/* The twin of @signature, where its s is the smaller one; NULL when there is none.  (transfer full) */
static ECDSA_SIG *
dup_smaller_twin (const ECDSA_SIG *signature, const BIGNUM *order)
{
  BIGNUM *r = BN_dup (ECDSA_SIG_get0_r (signature));
  BIGNUM *s = BN_new ();
  ECDSA_SIG *twin = NULL;

  if (r != NULL && s != NULL && BN_sub (s, order, ECDSA_SIG_get0_s (signature)) == 1 && !BN_is_negative (s) &&
      BN_cmp (s, ECDSA_SIG_get0_s (signature)) < 0)
    twin = ECDSA_SIG_new ();
  if (twin != NULL && ECDSA_SIG_set0 (twin, r, s) == 1)
    return twin;

  ECDSA_SIG_free (twin);
  BN_free (r);
  BN_free (s);
  return NULL;
}

/* NULL where @bytes themselves are the value.  (transfer full) */
static GBytes *
dup_twin_bytes (CfSpan bytes, const BIGNUM *order)
{
  const guint8 *end = bytes.data;
  ECDSA_SIG *signature = d2i_ECDSA_SIG (NULL, &end, (long) bytes.length);
  ECDSA_SIG *twin = signature == NULL ? NULL : dup_smaller_twin (signature, order);
  guint8 *der = NULL;
  int length = twin == NULL ? 0 : i2d_ECDSA_SIG (twin, &der);
  GBytes *found = length > 0 ? g_bytes_new (der, (gsize) length) : NULL;

  OPENSSL_free (der);
  ECDSA_SIG_free (twin);
  ECDSA_SIG_free (signature);
  return found;
}

char *
cf_cms_value_dup_sha256 (CfSpan bytes, EVP_PKEY *key)
{
  BIGNUM *order = dup_order (key);
  g_autoptr (GBytes) twin = order == NULL ? NULL : dup_twin_bytes (bytes, order);
  g_autoptr (CfDigester) digester = cf_digester_new (CF_DIGEST_SHA256);
  CfSpan value = twin == NULL ? bytes : cf_span (g_bytes_get_data (twin, NULL), g_bytes_get_size (twin));
  CfDigestSet digests;

  BN_free (order);
  cf_digester_update (digester, value);
  cf_digester_finish (digester, &digests);
  return cf_digest_to_hex (cf_digest_set_get (&digests, CF_DIGEST_SHA256));
}
