/* cf-cert-crl-entry.c — the entries of one list about one certificate (RFC 5280 section 5.3)
 *
 * Goes through all entries once, in their order: in an indirect list an entry
 * belongs to the issuer that it or the last one before it names, so OpenSSL's
 * look-up, which sorts them, is of no use.
 */
#include "cf-cert-revocation.h"

static const int known_extensions[] = {
  NID_crl_reason,
  NID_invalidity_date,
  NID_certificate_issuer,
};

/* Looks at each extension once: a large list has hundreds of thousands. */
static gboolean
has_known_extensions (const X509_REVOKED *entry, gboolean *out_names_issuer)
{
  *out_names_issuer = FALSE;
  for (int i = 0; i < X509_REVOKED_get_ext_count (entry); i++) {
    X509_EXTENSION *extension = X509_REVOKED_get_ext (entry, i);
    int id = OBJ_obj2nid (X509_EXTENSION_get_object (extension));
    gboolean known = X509_EXTENSION_get_critical (extension) == 0;

    for (guint k = 0; k < G_N_ELEMENTS (known_extensions); k++)
      known = known || known_extensions[k] == id;
    if (!known)
      return FALSE;
    *out_names_issuer = *out_names_issuer || id == NID_certificate_issuer;
  }

  return TRUE;
}

/* @names stays as it was where the entry names nobody. */
static gboolean
read_issuer (const X509_REVOKED *entry, GENERAL_NAMES **names)
{
  gboolean names_issuer;
  GENERAL_NAMES *found;

  if (!has_known_extensions (entry, &names_issuer))
    return FALSE;
  if (!names_issuer)
    return TRUE;

  found = X509_REVOKED_get_ext_d2i (entry, NID_certificate_issuer, NULL, NULL);
  if (found == NULL)
    return FALSE;

  GENERAL_NAMES_free (*names);
  *names = found;
  return TRUE;
}

static gboolean
is_issuer (X509_CRL *crl, const GENERAL_NAMES *names, const X509_NAME *issuer)
{
  if (names == NULL)
    return X509_NAME_cmp (X509_CRL_get_issuer (crl), issuer) == 0;

  for (int i = 0; i < sk_GENERAL_NAME_num (names); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value (names, i);

    if (name->type == GEN_DIRNAME && X509_NAME_cmp (name->d.directoryName, issuer) == 0)
      return TRUE;
  }

  return FALSE;
}

/* What stands there twice or cannot be read may be any reason and any time: then it was revoked all along. */
static CfCertStatement
read_entry (const X509_REVOKED *entry)
{
  CfCertStatement statement = cf_cert_statement_new ("crl");
  int has_reason, has_date;
  g_autoptr (ASN1_ENUMERATED) reason = X509_REVOKED_get_ext_d2i (entry, NID_crl_reason, &has_reason, NULL);
  g_autoptr (ASN1_GENERALIZEDTIME) invalid = X509_REVOKED_get_ext_d2i (entry, NID_invalidity_date, &has_date, NULL);

  statement.revoked = TRUE;
  statement.revoked_at = cf_time_from_asn1 (X509_REVOKED_get0_revocationDate (entry));
  if (reason != NULL)
    statement.reason = (CfCertReason) ASN1_ENUMERATED_get (reason);
  if (invalid != NULL)
    statement.invalid_since = cf_time_from_asn1 (invalid);
  if ((reason == NULL && has_reason != -1) || (statement.invalid_since == CF_TIME_UNKNOWN && has_date != -1))
    statement.revoked_at = CF_TIME_UNKNOWN;
  return statement;
}

gboolean
cf_cert_crl_find_entries (X509_CRL *crl, const ISSUING_DIST_POINT *point, X509 *certificate, GArray *entries)
{
  STACK_OF (X509_REVOKED) *all = X509_CRL_get_REVOKED (crl);
  const ASN1_INTEGER *serial = X509_get0_serialNumber (certificate);
  g_autoptr (GENERAL_NAMES) names = NULL;

  if (sk_X509_REVOKED_num (all) > (int) CF_LIMIT_CRL_ENTRIES)
    return FALSE;

  for (int i = 0; i < sk_X509_REVOKED_num (all); i++) {
    const X509_REVOKED *entry = sk_X509_REVOKED_value (all, i);
    CfCertStatement statement;

    if (X509_REVOKED_get0_extensions (entry) != NULL && !read_issuer (entry, &names))
      return FALSE;
    /* Only such a list may name other authorities (RFC 5280 section 5.3.3). */
    if (names != NULL && !cf_cert_crl_is_indirect (point))
      return FALSE;
    if (ASN1_INTEGER_cmp (X509_REVOKED_get0_serialNumber (entry), serial) != 0 ||
        !is_issuer (crl, names, X509_get_issuer_name (certificate)))
      continue;

    statement = read_entry (entry);
    g_array_append_val (entries, statement);
  }

  return TRUE;
}
