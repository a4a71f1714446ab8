/* cf-cert-crl-scope.c — of which certificates and reasons a list knows (RFC 5280 section 6.3.3) */
#include "cf-cert-revocation.h"

static guint
read_reasons (const ASN1_BIT_STRING *bits)
{
  guint reasons = 0;

  if (bits == NULL)
    return CF_CERT_ALL_REASONS;
  for (int bit = 1; bit <= 8; bit++)
    if (ASN1_BIT_STRING_get_bit (bits, bit))
      reasons |= 1u << bit;

  return reasons;
}

/* A list of some kind of certificates knows of no other kind. */
static gboolean
is_for_kind (const ISSUING_DIST_POINT *point, X509 *certificate)
{
  gboolean is_authority = (X509_get_extension_flags (certificate) & EXFLAG_CA) != 0;

  if (point == NULL)
    return TRUE;

  return point->onlyattr <= 0 && !(point->onlyuser > 0 && is_authority) && !(point->onlyCA > 0 && !is_authority);
}

/* --- names --- */

static gboolean
has_directory_name (const GENERAL_NAMES *names, const X509_NAME *wanted)
{
  for (int i = 0; i < sk_GENERAL_NAME_num (names); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value (names, i);

    if (name->type == GEN_DIRNAME && X509_NAME_cmp (name->d.directoryName, wanted) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
have_common_name (const GENERAL_NAMES *a, const GENERAL_NAMES *b)
{
  for (int i = 0; i < sk_GENERAL_NAME_num (a); i++)
    for (int j = 0; j < sk_GENERAL_NAME_num (b); j++)
      if (GENERAL_NAME_cmp (sk_GENERAL_NAME_value (a, i), sk_GENERAL_NAME_value (b, j)) == 0)
        return TRUE;

  return FALSE;
}

/* A name relative to @issuer, spelled out. */
static DIST_POINT_NAME *
spell_out (const DIST_POINT_NAME *name, const X509_NAME *issuer)
{
  DIST_POINT_NAME *copy = ASN1_item_dup (ASN1_ITEM_rptr (DIST_POINT_NAME), name);

  if (copy == NULL || DIST_POINT_set_dpname (copy, (X509_NAME *) issuer) != 1) {
    DIST_POINT_NAME_free (copy);
    return NULL;
  }

  return copy;
}

/* Names relative to an issuer (type 1) and full ones (type 0) may be the same. */
static gboolean
is_same_point (const DIST_POINT_NAME *a, const DIST_POINT_NAME *b, const X509_NAME *issuer)
{
  g_autoptr (DIST_POINT_NAME) one = NULL;
  g_autoptr (DIST_POINT_NAME) other = NULL;

  if (a->type == 0 && b->type == 0)
    return have_common_name (a->name.fullname, b->name.fullname);

  one = spell_out (a, issuer);
  other = spell_out (b, issuer);
  if (one == NULL || other == NULL)
    return FALSE;
  if (one->type == 0)
    return has_directory_name (one->name.fullname, other->dpname);
  if (other->type == 0)
    return has_directory_name (other->name.fullname, one->dpname);

  return X509_NAME_cmp (one->dpname, other->dpname) == 0;
}

/* --- one distribution point --- */

static gboolean
is_from_issuer (X509_CRL *crl, X509 *certificate)
{
  return X509_NAME_cmp (X509_CRL_get_issuer (crl), X509_get_issuer_name (certificate)) == 0;
}

gboolean
cf_cert_crl_is_indirect (const ISSUING_DIST_POINT *point)
{
  return point != NULL && point->indirectCRL > 0;
}

/* Step b 1: another authority than the issuer only where the certificate names it and the list says so. */
static gboolean
is_from_named (X509_CRL *crl, const ISSUING_DIST_POINT *point, X509 *certificate, const DIST_POINT *at)
{
  if (at->CRLissuer == NULL)
    return is_from_issuer (crl, certificate);

  return cf_cert_crl_is_indirect (point) && has_directory_name (at->CRLissuer, X509_CRL_get_issuer (crl));
}

/* Step b 2 i. */
static gboolean
is_at (X509_CRL *crl, const ISSUING_DIST_POINT *point, const DIST_POINT *at)
{
  if (point == NULL || point->distpoint == NULL)
    return TRUE;
  if (at->distpoint != NULL)
    return is_same_point (point->distpoint, at->distpoint, X509_CRL_get_issuer (crl));

  return at->CRLissuer != NULL && point->distpoint->type == 0 &&
         have_common_name (point->distpoint->name.fullname, at->CRLissuer);
}

guint
cf_cert_crl_find_scope (X509_CRL *crl, const ISSUING_DIST_POINT *point, X509 *certificate)
{
  int critical;
  g_autoptr (CRL_DIST_POINTS) points = X509_get_ext_d2i (certificate, NID_crl_distribution_points, &critical, NULL);
  guint listed = point == NULL ? CF_CERT_ALL_REASONS : read_reasons (point->onlysomereasons);
  guint reasons = 0;

  if (!is_for_kind (point, certificate) || (points == NULL && critical != -1))
    return 0;

  /* One of the issuer about everything needs nobody to name it. */
  if (is_from_issuer (crl, certificate) && (point == NULL || point->distpoint == NULL))
    return listed;

  for (int i = 0; i < sk_DIST_POINT_num (points); i++) {
    const DIST_POINT *at = sk_DIST_POINT_value (points, i);

    if (is_from_named (crl, point, certificate, at) && is_at (crl, point, at))
      reasons |= read_reasons (at->reasons) & listed;
  }

  return reasons;
}
