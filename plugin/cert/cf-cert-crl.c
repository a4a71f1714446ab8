/* cf-cert-crl.c — what revocation lists say about one certificate (RFC 5280 section 6.3): answers -> facts
 *
 * A list counts when it knows of the certificate (cf-cert-crl-scope.c), holds
 * nothing critical that is not understood, and is signed by the authority
 * itself or by one that the certificates above on the same path made.
 */
#include "cf-cert-revocation.h"

#define EXPIRED_CERTS_ON_CRL "2.5.29.60"

/* RFC 5280 section 5.2: what may be critical, and is understood. */
static const int known_extensions[] = {
  NID_authority_key_identifier,
  NID_crl_number,
  NID_delta_crl,
  NID_issuing_distribution_point,
};

/**
 * List:
 *
 * One list that counts for the certificate.
 * @signer: borrowed
 * @base: of a delta: what it adds to; NULL for a complete one
 * @entries: (element-type CfCertStatement): about the certificate
 * @says: its times, and the reasons that it knows of
 */
typedef struct {
  X509_CRL *crl;
  X509 *signer;
  ASN1_INTEGER *number;
  ASN1_INTEGER *base;
  GArray *entries;
  CfCertStatement says;
} List;

static void
list_free (List *self)
{
  X509_CRL_free (self->crl);
  ASN1_INTEGER_free (self->number);
  ASN1_INTEGER_free (self->base);
  g_array_unref (self->entries);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (List, list_free)

/* --- what it holds --- */

/* FALSE when it is there and cannot be read, or is there twice. */
static gboolean
read_extension (const X509_CRL *crl, int nid, void *out_value)
{
  int critical;
  void *value = X509_CRL_get_ext_d2i (crl, nid, &critical, NULL);

  *(void **) out_value = value;
  return value != NULL || critical == -1;
}

static gboolean
has_known_extensions (const X509_CRL *crl)
{
  for (int i = 0; i < X509_CRL_get_ext_count (crl); i++) {
    X509_EXTENSION *extension = X509_CRL_get_ext (crl, i);
    gboolean known = X509_EXTENSION_get_critical (extension) == 0;

    for (guint k = 0; k < G_N_ELEMENTS (known_extensions); k++)
      known = known || OBJ_obj2nid (X509_EXTENSION_get_object (extension)) == known_extensions[k];
    if (!known)
      return FALSE;
  }

  return TRUE;
}

/* When certificates that ended are still listed (X.509, expiredCertsOnCRL); OpenSSL does not know it. */
static CfTime
read_reaches_back (const X509_CRL *crl)
{
  g_autoptr (ASN1_OBJECT) id = OBJ_txt2obj (EXPIRED_CERTS_ON_CRL, 1);
  int place = X509_CRL_get_ext_by_OBJ (crl, id, -1);
  const ASN1_OCTET_STRING *value = place < 0 ? NULL : X509_EXTENSION_get_data (X509_CRL_get_ext (crl, place));
  const unsigned char *p = value == NULL ? NULL : ASN1_STRING_get0_data (value);
  g_autoptr (ASN1_GENERALIZEDTIME) time = NULL;

  if (value == NULL)
    return CF_TIME_UNKNOWN;

  time = d2i_ASN1_GENERALIZEDTIME (NULL, &p, ASN1_STRING_length (value));
  return time == NULL ? CF_TIME_UNKNOWN : cf_time_from_asn1 (time);
}

static gboolean
read_times (List *self)
{
  const ASN1_TIME *next_update = X509_CRL_get0_nextUpdate (self->crl);

  self->says.known_at = cf_time_from_asn1 (X509_CRL_get0_lastUpdate (self->crl));
  self->says.reaches_back = read_reaches_back (self->crl);
  if (self->says.known_at == CF_TIME_UNKNOWN)
    return FALSE;
  if (next_update == NULL)
    return TRUE;

  self->says.until = cf_time_from_asn1 (next_update);
  return self->says.until != CF_TIME_UNKNOWN && self->says.until >= self->says.known_at;
}

/* --- who signed it --- */

static gboolean
is_signed_by (const CfCertLook *look, X509_CRL *crl, X509 *signer)
{
  EVP_PKEY *key = X509_get0_pubkey (signer);

  return cf_cert_may_sign_answers (look, key) && X509_CRL_verify (crl, key) == 1;
}

static gboolean
has_name (X509 *certificate, const X509_NAME *name)
{
  return X509_NAME_cmp (X509_get_subject_name (certificate), name) == 0;
}

/* Step f: with a key usage it must say cRLSign. */
static X509 *
find_signer_on_path (CfCertLook *look, const CfCertSubject *subject, List *list)
{
  for (guint i = subject->issuer; i < look->path->certificates->len; i++) {
    X509 *authority = cf_cert_path_get (look->path, i);

    if (!has_name (authority, X509_CRL_get_issuer (list->crl)) ||
        (X509_get_key_usage (authority) & KU_CRL_SIGN) == 0 || !is_signed_by (look, list->crl, authority))
      continue;

    list->says.signer_end = cf_cert_find_signer_end (look, authority, i);
    return authority;
  }

  return NULL;
}

/* Where on the path the authority stands that made @candidate.  For the issuer's own name only the issuer itself and
 * the one above it, who knows it, are asked: anybody below an anchor may choose names. */
static gboolean
find_maker (CfCertLook *look, const CfCertSubject *subject, X509 *candidate, guint *out_place)
{
  const X509_ALGOR *algorithm = NULL;
  guint end = look->path->certificates->len;

  X509_get0_signature (NULL, &algorithm, candidate);
  if (!cf_cert_is_algorithm_strong (algorithm))
    return FALSE;
  if (has_name (candidate, X509_get_issuer_name (subject->certificate)))
    end = MIN (end, subject->issuer + 2);

  for (guint i = subject->issuer; i < end; i++) {
    X509 *authority = cf_cert_path_get (look->path, i);

    if (!has_name (authority, X509_get_issuer_name (candidate)) ||
        X509_verify (candidate, X509_get0_pubkey (authority)) != 1)
      continue;

    *out_place = i;
    return TRUE;
  }

  return FALSE;
}

/* A certificate beside the path: made for signing lists, at that time, and itself not revoked. */
static gboolean
may_sign (CfCertLook *look, const CfCertSubject *subject, X509 *candidate, const List *list)
{
  CfCertSubject signer = { candidate, 0, subject->depth + 1 };
  guint32 flags = X509_get_extension_flags (candidate);
  CfCertFinding finding;

  /* Signers of answers are vouched for by the path. */
  if (subject->depth > 0 || cf_cert_has_same_key (candidate, subject->certificate))
    return FALSE;
  if ((flags & (EXFLAG_INVALID | EXFLAG_CRITICAL)) != 0 || (flags & EXFLAG_KUSAGE) == 0 ||
      (X509_get_key_usage (candidate) & KU_CRL_SIGN) == 0)
    return FALSE;
  if (list->says.known_at + CF_CERT_SKEW < cf_time_from_asn1 (X509_get0_notBefore (candidate)) ||
      list->says.known_at > cf_time_from_asn1 (X509_get0_notAfter (candidate)))
    return FALSE;
  if (!find_maker (look, subject, candidate, &signer.issuer) || !is_signed_by (look, list->crl, candidate))
    return FALSE;

  finding = cf_cert_look_at (look, &signer);
  return finding.standing == CF_CERT_STANDING_GOOD || finding.standing == CF_CERT_STANDING_NOBODY_TO_ASK;
}

static X509 *
find_signer_beside (CfCertLook *look, const CfCertSubject *subject, List *list, STACK_OF (X509) *candidates)
{
  guint n_tried = 0;

  for (int i = 0; i < sk_X509_num (candidates) && n_tried < CF_LIMIT_ANSWER_SIGNERS; i++) {
    X509 *candidate = sk_X509_value (candidates, i);

    if (!has_name (candidate, X509_CRL_get_issuer (list->crl)))
      continue;
    n_tried++;
    if (!may_sign (look, subject, candidate, list))
      continue;

    list->says.signer_end = cf_time_from_asn1 (X509_get0_notAfter (candidate));
    return candidate;
  }

  return NULL;
}

static X509 *
find_signer (CfCertLook *look, const CfCertSubject *subject, List *list)
{
  X509 *signer = find_signer_on_path (look, subject, list);

  if (signer == NULL)
    signer = find_signer_beside (look, subject, list, look->context->bag);
  if (signer == NULL)
    signer = find_signer_beside (look, subject, list, look->context->rules->extra);
  return signer;
}

/* --- one list --- */

static gboolean
check_form (List *self)
{
  const X509_ALGOR *algorithm = NULL;

  X509_CRL_get0_signature (self->crl, NULL, &algorithm);
  return cf_cert_is_algorithm_strong (algorithm) && has_known_extensions (self->crl) && read_times (self) &&
         read_extension (self->crl, NID_crl_number, &self->number) &&
         read_extension (self->crl, NID_delta_crl, &self->base);
}

/* The cheap questions first.  NULL when @crl says nothing about the certificate. */
static List *
open_list (CfCertLook *look, const CfCertSubject *subject, X509_CRL *crl)
{
  g_autoptr (List) self = g_new0 (List, 1);
  g_autoptr (ISSUING_DIST_POINT) point = NULL;

  X509_CRL_up_ref (crl);
  self->crl = crl;
  self->entries = g_array_new (FALSE, FALSE, sizeof (CfCertStatement));
  self->says = cf_cert_statement_new ("crl");

  if (!read_extension (crl, NID_issuing_distribution_point, &point))
    return NULL;
  self->says.reasons = cf_cert_crl_find_scope (crl, point, subject->certificate);
  if (self->says.reasons == 0 || !check_form (self))
    return NULL;

  self->signer = find_signer (look, subject, self);
  if (self->signer == NULL || !cf_cert_crl_find_entries (crl, point, subject->certificate, self->entries))
    return NULL;

  return g_steal_pointer (&self);
}

/* --- what lists say together --- */

static gboolean
is_removed (const List *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, CfCertStatement, i).reason == CF_CERT_REASON_REMOVED)
      return TRUE;

  return FALSE;
}

static void
add_entries (const List *self, GArray *statements)
{
  for (guint i = 0; i < self->entries->len; i++) {
    CfCertStatement statement = g_array_index (self->entries, CfCertStatement, i);

    if (statement.reason == CF_CERT_REASON_REMOVED)
      continue;
    statement.known_at = self->says.known_at;
    g_array_append_val (statements, statement);
  }
}

/* Until its signer ends: afterwards it could not have said otherwise. */
static void
add_good (const List *self, GArray *statements)
{
  CfCertStatement statement = self->says;
  CfTime until = statement.until != CF_TIME_UNKNOWN ? statement.until : statement.known_at + CF_CERT_FRESH_WITHOUT_END;

  if (statement.signer_end != CF_TIME_UNKNOWN)
    statement.until = MIN (until, statement.signer_end);
  g_array_append_val (statements, statement);
}

/* A complete list has no business with "removed": then it says nothing. */
static void
add_complete (const List *self, GArray *statements)
{
  add_entries (self, statements);
  if (self->entries->len == 0)
    add_good (self, statements);
}

/* Held and let go between two lists: from when, nobody says. */
static void
add_lost_hold (const List *base, GArray *statements)
{
  CfCertStatement statement = base->says;

  statement.revoked = TRUE;
  statement.reason = CF_CERT_REASON_HOLD;
  statement.revoked_at = base->says.known_at;
  g_array_append_val (statements, statement);
}

static gboolean
is_same_extension (const X509_CRL *a, const X509_CRL *b, int nid)
{
  int at_a = X509_CRL_get_ext_by_NID (a, nid, -1);
  int at_b = X509_CRL_get_ext_by_NID (b, nid, -1);

  if (at_a < 0 || at_b < 0)
    return at_a < 0 && at_b < 0;

  return ASN1_OCTET_STRING_cmp (X509_EXTENSION_get_data (X509_CRL_get_ext (a, at_a)),
                                X509_EXTENSION_get_data (X509_CRL_get_ext (b, at_b))) == 0;
}

/* RFC 5280 section 5.2.4: same issuer, key and scope, and no gap between them. */
static gboolean
adds_to (const List *delta, const List *base)
{
  return base->base == NULL && base->number != NULL && delta->number != NULL &&
         X509_cmp (delta->signer, base->signer) == 0 &&
         is_same_extension (delta->crl, base->crl, NID_issuing_distribution_point) &&
         ASN1_INTEGER_cmp (base->number, delta->base) >= 0 && ASN1_INTEGER_cmp (base->number, delta->number) < 0 &&
         base->says.known_at <= delta->says.known_at;
}

/* What @delta adds to @base; the revocations of both stand for themselves. */
static void
add_delta (const List *delta, const List *base, GArray *statements)
{
  if (delta->entries->len == 0 && base->entries->len == 0) {
    add_good (delta, statements);
  } else if (is_removed (delta)) {
    if (base->entries->len == 0)
      add_lost_hold (base, statements);
    add_good (delta, statements);
  }
}

static void
add_all (const GPtrArray *lists, GArray *statements)
{
  for (guint i = 0; i < lists->len; i++) {
    const List *list = g_ptr_array_index (lists, i);

    if (list->base == NULL)
      add_complete (list, statements);
    else
      add_entries (list, statements);

    for (guint k = 0; list->base != NULL && k < lists->len; k++)
      if (adds_to (list, g_ptr_array_index (lists, k)))
        add_delta (list, g_ptr_array_index (lists, k), statements);
  }
}

/* --- which lists --- */

/* The list that was fetched from @url, decoded once for a look; NULL for none. */
static X509_CRL *
find_list (CfCertLook *look, const char *url, gboolean *out_answered)
{
  const CfAnswer *answer = cf_cert_look_find (look, CF_QUESTION_CRL, url);
  gpointer crl = NULL;
  gsize length;
  const guint8 *data;

  *out_answered = *out_answered || answer != NULL;
  if (answer == NULL || answer->status != CF_ANSWER_FOUND)
    return NULL;
  if (g_hash_table_lookup_extended (look->lists, url, NULL, &crl))
    return crl;

  data = g_bytes_get_data (cf_answer_get_record (answer, 0), &length);
  crl = cf_cert_crl_read (cf_span (data, length));
  g_hash_table_insert (look->lists, g_strdup (url), crl);
  return crl;
}

static void
add_list (CfCertLook *look, const CfCertSubject *subject, X509_CRL *crl, GPtrArray *lists)
{
  List *list = crl == NULL ? NULL : open_list (look, subject, crl);

  if (list != NULL)
    g_ptr_array_add (lists, list);
}

static gboolean
add_fetched (CfCertLook *look, const CfCertSubject *subject, const GPtrArray *urls, GPtrArray *lists)
{
  gboolean answered = FALSE;

  for (guint i = 0; i < urls->len; i++)
    add_list (look, subject, find_list (look, g_ptr_array_index (urls, i), &answered), lists);

  return answered;
}

/* Where a list names a newer, shorter one beside it (RFC 5280 section 5.2.6), that one is wanted too. */
static void
add_freshest (CfCertLook *look, const CfCertSubject *subject, GPtrArray *lists)
{
  guint n = lists->len;

  for (guint i = 0; i < n; i++) {
    const List *list = g_ptr_array_index (lists, i);
    g_autoptr (CRL_DIST_POINTS) points = X509_CRL_get_ext_d2i (list->crl, NID_freshest_crl, NULL, NULL);
    g_autoptr (GPtrArray) of_list = cf_cert_dup_point_urls (points);
    g_autoptr (GPtrArray) of_certificate = cf_cert_dup_list_urls (subject->certificate, NID_freshest_crl);
    const GPtrArray *both[] = { of_list, of_certificate };

    for (guint k = 0; k < G_N_ELEMENTS (both) && list->base == NULL; k++) {
      add_fetched (look, subject, both[k], lists);
      cf_cert_look_ask_lists (look, both[k]);
    }
  }
}

gboolean
cf_cert_crl_collect (CfCertLook *look, const CfCertSubject *subject, GArray *statements)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) list_free);
  g_autoptr (GPtrArray) urls = cf_cert_dup_list_urls (subject->certificate, NID_crl_distribution_points);
  STACK_OF (X509_CRL) *given = look->context->rules->crls;
  gboolean answered;

  for (int i = 0; i < sk_X509_CRL_num (given); i++)
    add_list (look, subject, sk_X509_CRL_value (given, i), lists);
  answered = lists->len > 0;
  answered = add_fetched (look, subject, urls, lists) || answered;

  add_freshest (look, subject, lists);
  add_all (lists, statements);
  return answered;
}
