/* cf-cert-key.c — a public key, and what it is worth: parts -> facts */
#include "cf-cert-key.h"

#include <openssl/core_names.h>

#include "cf-limits.h"
#include "cf-text.h"

#define MIN_RSA_BITS 2048u
#define MIN_CURVE_BITS 256u

/* Public exponents of real keys have 17 bits at most; a long one only costs time. */
#define MAX_EXPONENT_BITS 64

static const struct {
  const char *group; /* OpenSSL's name */
  const char *name;
  CfCertKeyKind kind;
} curves[] = {
  { "prime256v1", "p-256", CF_CERT_KEY_P256 },
  { "secp384r1", "p-384", CF_CERT_KEY_P384 },
  { "secp521r1", "p-521", CF_CERT_KEY_P521 },
};

/* Exponents of 1 and even ones make everybody a signer. */
static gboolean
is_rsa_usable (EVP_PKEY *key, guint bits)
{
  BIGNUM *exponent = NULL;
  gboolean usable;

  if (bits > CF_LIMIT_RSA_BITS || EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1)
    return FALSE;

  usable = BN_is_odd (exponent) && !BN_is_one (exponent) && !BN_is_negative (exponent) &&
           BN_num_bits (exponent) <= MAX_EXPONENT_BITS;
  BN_free (exponent);
  return usable;
}

/* The name of the curve; FALSE when the key spells its curve out: it could be any (RFC 5480 section 2.1.1).
 */
static gboolean
read_group (EVP_PKEY *key, char *group, gsize size)
{
  int is_explicit = 0;
  gsize length = 0;

  if (EVP_PKEY_get_int_param (key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit) != 1)
    return FALSE;

  return !is_explicit && EVP_PKEY_get_group_name (key, group, size, &length) == 1;
}

static CfCertKeyKind
find_curve (EVP_PKEY *key)
{
  char group[80];

  if (!read_group (key, group, sizeof group))
    return CF_CERT_KEY_OTHER;

  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    if (g_str_equal (group, curves[i].group))
      return curves[i].kind;

  return CF_CERT_KEY_OTHER;
}

CfCertKey
cf_cert_key_read (EVP_PKEY *key)
{
  CfCertKey found = { CF_CERT_KEY_OTHER, 0, FALSE };

  if (key == NULL)
    return found;

  found.bits = (guint) MAX (0, EVP_PKEY_get_bits (key));
  switch (EVP_PKEY_get_base_id (key)) {
  case EVP_PKEY_RSA:
    found.kind = is_rsa_usable (key, found.bits) ? CF_CERT_KEY_RSA : CF_CERT_KEY_OTHER;
    found.weak = found.bits < MIN_RSA_BITS;
    break;
  case EVP_PKEY_RSA_PSS:
    found.kind = is_rsa_usable (key, found.bits) ? CF_CERT_KEY_RSA_PSS : CF_CERT_KEY_OTHER;
    found.weak = found.bits < MIN_RSA_BITS;
    break;
  case EVP_PKEY_DSA:
    found.weak = found.bits < MIN_RSA_BITS;
    break;
  case EVP_PKEY_EC:
    found.kind = find_curve (key);
    found.weak = found.bits < MIN_CURVE_BITS;
    break;
  case EVP_PKEY_ED25519:
    found.kind = CF_CERT_KEY_ED25519;
    break;
  case EVP_PKEY_ED448:
    found.kind = CF_CERT_KEY_ED448;
    break;
  default:
    break;
  }

  return found;
}

static char *
dup_curve_name (EVP_PKEY *key)
{
  char group[80];

  if (!read_group (key, group, sizeof group))
    return g_strdup_printf ("ec-%d", EVP_PKEY_get_bits (key));

  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    if (g_str_equal (group, curves[i].group))
      return g_strdup (curves[i].name);

  return cf_text_make_visible (group, -1);
}

char *
cf_cert_key_dup_name (EVP_PKEY *key)
{
  if (key == NULL)
    return g_strdup ("unknown");

  switch (EVP_PKEY_get_base_id (key)) {
  case EVP_PKEY_RSA:
  case EVP_PKEY_RSA_PSS:
    return g_strdup_printf ("rsa-%d", EVP_PKEY_get_bits (key));
  case EVP_PKEY_DSA:
    return g_strdup_printf ("dsa-%d", EVP_PKEY_get_bits (key));
  case EVP_PKEY_EC:
    return dup_curve_name (key);
  case EVP_PKEY_ED25519:
    return g_strdup ("ed25519");
  case EVP_PKEY_ED448:
    return g_strdup ("ed448");
  default:
    return g_strdup ("unknown");
  }
}
