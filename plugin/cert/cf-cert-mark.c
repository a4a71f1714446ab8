/* cf-cert-mark.c — a mark certificate (VMC, CMC): PEM, roots, answers → whose logo it is
 *
 * The picture inside is not even looked for: only who was confirmed, by whom,
 * and whether as a registered trademark.  Signed certificate timestamps are
 * not checked; whom to trust is the administrator's list of mark roots.
 */
#include "cf-cert-revocation.h"

#include <openssl/err.h>
#include <openssl/pem.h>

/* id-kp-BrandIndicatorforMessageIdentification, id-pe-logotype (RFC 3709), and what kind of mark it is. */
#define MARK_PURPOSE "1.3.6.1.5.5.7.3.31"
#define LOGOTYPE "1.3.6.1.5.5.7.1.12"
#define MARK_TYPE "1.3.6.1.4.1.53087.1.13"

/* Those that an office registered; all others only prove use. */
static const char *const registered_marks[] = { "Registered Mark", "Government Mark", NULL };

void
cf_cert_mark_clear (CfCertMark *mark)
{
  g_clear_pointer (&mark->organization, g_free);
  g_clear_pointer (&mark->issuer, g_free);
}

/* A certificate is not secret: nobody is asked for a passphrase. */
static int
refuse_passphrase (char *buffer, int size, int writing, void *data)
{
  return -1;
}

/* The mark certificate first, then what leads to its root.  (transfer full): empty when there is none */
static STACK_OF (X509) *
read_chain (CfSpan pem)
{
  STACK_OF (X509) *certificates = sk_X509_new_null ();
  g_autoptr (BIO) bytes = NULL;
  X509 *certificate;

  if (pem.length > CF_LIMIT_MARK_BYTES)
    return certificates;

  bytes = BIO_new_mem_buf (pem.data, (int) pem.length);
  while (sk_X509_num (certificates) < (int) CF_LIMIT_CHAIN_LENGTH &&
         (certificate = PEM_read_bio_X509 (bytes, NULL, refuse_passphrase, NULL)) != NULL)
    sk_X509_push (certificates, certificate);

  ERR_clear_error ();
  return certificates;
}

static gboolean
has_logotype (X509 *certificate)
{
  g_autoptr (ASN1_OBJECT) logotype = OBJ_txt2obj (LOGOTYPE, 1);

  return X509_get_ext_by_OBJ (certificate, logotype, -1) >= 0;
}

/* What an authority without the extension may issue is not bound. */
static gboolean
has_purpose (X509 *certificate, gboolean required)
{
  EXTENDED_KEY_USAGE *purposes = X509_get_ext_d2i (certificate, NID_ext_key_usage, NULL, NULL);
  gboolean found = FALSE;
  char oid[80];

  if (purposes == NULL)
    return !required && X509_get_ext_by_NID (certificate, NID_ext_key_usage, -1) < 0;

  for (int i = 0; i < sk_ASN1_OBJECT_num (purposes); i++)
    if (OBJ_obj2txt (oid, sizeof oid, sk_ASN1_OBJECT_value (purposes, i), 1) > 0 && g_str_equal (oid, MARK_PURPOSE))
      found = TRUE;

  EXTENDED_KEY_USAGE_free (purposes);
  return found;
}

static gboolean
is_one_of (const ASN1_IA5STRING *text, const char *const *names)
{
  CfSpan span = cf_span (ASN1_STRING_get0_data (text), (gsize) ASN1_STRING_length (text));

  for (; *names != NULL; names++)
    if (cf_span_is_nocase (span, *names))
      return TRUE;

  return FALSE;
}

/* No wildcards: a mark is a brand's, name by name. */
static gboolean
names_domain (X509 *certificate, const char *const *names)
{
  g_autoptr (GENERAL_NAMES) list = X509_get_ext_d2i (certificate, NID_subject_alt_name, NULL, NULL);

  for (int i = 0; i < sk_GENERAL_NAME_num (list); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value (list, i);

    if (name->type == GEN_DNS && is_one_of (name->d.dNSName, names))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_mark_certificate (X509 *certificate, const char *const *names)
{
  return (X509_get_extension_flags (certificate) & (EXFLAG_CA | EXFLAG_INVALID)) == 0 && has_logotype (certificate) &&
         has_purpose (certificate, TRUE) && names_domain (certificate, names);
}

static gboolean
is_path_for_marks (const CfCertPath *path)
{
  for (guint i = 1; i < cf_cert_path_get_n_judged (path); i++)
    if (!has_purpose (cf_cert_path_get (path, i), FALSE))
      return FALSE;

  return TRUE;
}

/* Nobody knows is never good, and neither is a certificate that nobody can revoke. */
static CfCertMarkResult
check_revocation (const CfCertPath *path, const CfCertContext *context)
{
  g_autoptr (GHashTable) lists =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) X509_CRL_free);
  CfCertLook look = { .context = context, .path = path, .ask = TRUE, .lists = lists };
  CfCertMarkResult worst = CF_CERT_MARK_CONFIRMED;

  for (guint i = 0; i < cf_cert_path_get_n_judged (path); i++) {
    CfCertSubject subject = { .certificate = cf_cert_path_get (path, i), .issuer = i + 1 };
    CfCertStanding standing = cf_cert_look_at (&look, &subject).standing;

    if (standing == CF_CERT_STANDING_UNKNOWN || standing == CF_CERT_STANDING_NOBODY_TO_ASK)
      worst = MIN (worst, CF_CERT_MARK_UNKNOWN);
    else if (standing != CF_CERT_STANDING_GOOD)
      return CF_CERT_MARK_REFUSED;
  }

  return worst;
}

static CfCertMarkResult
check_path (X509 *certificate, const CfCertContext *context)
{
  g_autoptr (CfCertPath) path = cf_cert_find_path (certificate, context);

  if (path->anchor == NULL || path->certificates->len < 2 || path->refusal.detail != NULL ||
      path->time != CF_CERT_TIME_STANDS || !is_path_for_marks (path))
    return CF_CERT_MARK_REFUSED;

  return check_revocation (path, context);
}

static gboolean
is_registered (X509 *certificate)
{
  g_autoptr (ASN1_OBJECT) type = OBJ_txt2obj (MARK_TYPE, 1);
  const X509_NAME *subject = X509_get_subject_name (certificate);
  int place = X509_NAME_get_index_by_OBJ (subject, type, -1);
  g_autofree char *mark = NULL;
  const ASN1_STRING *value;

  /* Nobody can tell which of several is meant. */
  if (place < 0 || X509_NAME_get_index_by_OBJ (subject, type, place) >= 0)
    return FALSE;

  value = X509_NAME_ENTRY_get_data (X509_NAME_get_entry (subject, place));
  mark = g_strndup ((const char *) ASN1_STRING_get0_data (value), (gsize) ASN1_STRING_length (value));
  return g_strv_contains (registered_marks, mark);
}

static void
describe (X509 *certificate, CfCertMark *out_mark)
{
  const X509_NAME *issuer = X509_get_issuer_name (certificate);

  out_mark->registered = is_registered (certificate);
  out_mark->organization = cf_cert_dup_organization (certificate);
  out_mark->issuer = cf_cert_dup_name_entry (issuer, NID_organizationName);
  if (out_mark->issuer == NULL)
    out_mark->issuer = cf_cert_dup_name_entry (issuer, NID_commonName);
}

CfCertMarkResult
cf_cert_check_mark (const CfCertMarkRequest *request, CfCertMark *out_mark)
{
  g_autoptr (CfX509Stack) certificates = read_chain (request->pem);
  /* A mark is looked at as it is now: the domain serves today's certificate whatever the mail's age. */
  CfCertRules rules = {
    .roots = request->roots,
    .aia = CF_CERT_AIA_OFF,
    .now = request->now,
    .judged_at = request->now,
    .arrived = CF_TIME_UNKNOWN,
    .any_purpose = TRUE,
  };
  CfCertContext context = {
    .rules = &rules,
    .sender = request->sender,
    .bag = certificates,
    .answers = request->answers,
    .questions = request->questions,
  };
  CfCertMarkResult result;
  X509 *mark;

  if (request->roots == NULL)
    return CF_CERT_MARK_UNKNOWN;
  if (sk_X509_num (certificates) == 0)
    return CF_CERT_MARK_REFUSED;

  mark = sk_X509_value (certificates, 0);
  if (!is_mark_certificate (mark, request->names))
    return CF_CERT_MARK_REFUSED;

  result = check_path (mark, &context);
  if (result == CF_CERT_MARK_CONFIRMED)
    describe (mark, out_mark);
  return result;
}
