/* cf-cert-ocsp.c — what responders say about one certificate (RFC 6960): answers -> facts
 *
 * A word counts when the issuer itself signed it, or a responder whom the
 * issuer's own key named for that, and when it is about exactly this
 * certificate of this issuer.  Everything else is no answer.
 */
#include "cf-cert-revocation.h"

/* What a response may hold that must be understood and that we do. */
static const int known_extensions[] = {
  NID_id_pkix_OCSP_Nonce,
  NID_id_pkix_OCSP_archiveCutoff,
  NID_id_pkix_OCSP_CrlID,
};

/* "Never issued" is said as a hold since then (RFC 6960 section 2.2). */
#define NEVER_ISSUED ((CfTime) 0)

/* --- asking --- */

GBytes *
cf_cert_ocsp_dup_request (X509 *certificate, X509 *issuer)
{
  g_autoptr (OCSP_REQUEST) request = OCSP_REQUEST_new ();
  OCSP_CERTID *id = OCSP_cert_to_id (EVP_sha1 (), certificate, issuer);
  unsigned char *der = NULL;
  int length;
  GBytes *bytes;

  if (id == NULL)
    return NULL;
  if (OCSP_request_add0_id (request, id) == NULL) {
    OCSP_CERTID_free (id);
    return NULL;
  }

  length = i2d_OCSP_REQUEST (request, &der);
  if (length <= 0)
    return NULL;

  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

/* --- reading --- */

/* Refused, "try later" and rubbish are all no answer. */
static OCSP_BASICRESP *
read_response (GBytes *bytes)
{
  g_autoptr (OCSP_RESPONSE) response = NULL;
  gsize length;
  const unsigned char *data = g_bytes_get_data (bytes, &length);
  const unsigned char *p = data;

  if (length == 0 || length > CF_LIMIT_OCSP_BYTES)
    return NULL;

  response = d2i_OCSP_RESPONSE (NULL, &p, (long) length);
  if (response == NULL || p != data + length || OCSP_response_status (response) != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return NULL;

  return OCSP_response_get1_basic (response);
}

static gboolean
is_known (X509_EXTENSION *extension)
{
  int id = OBJ_obj2nid (X509_EXTENSION_get_object (extension));

  for (guint i = 0; i < G_N_ELEMENTS (known_extensions); i++)
    if (known_extensions[i] == id)
      return TRUE;

  return X509_EXTENSION_get_critical (extension) == 0;
}

static gboolean
has_known_extensions (OCSP_BASICRESP *response)
{
  for (int i = 0; i < OCSP_BASICRESP_get_ext_count (response); i++)
    if (!is_known (OCSP_BASICRESP_get_ext (response, i)))
      return FALSE;

  return TRUE;
}

static gboolean
has_known_single_extensions (OCSP_SINGLERESP *single)
{
  for (int i = 0; i < OCSP_SINGLERESP_get_ext_count (single); i++) {
    X509_EXTENSION *extension = OCSP_SINGLERESP_get_ext (single, i);

    if (!is_known (extension) && OBJ_obj2nid (X509_EXTENSION_get_object (extension)) != NID_invalidity_date)
      return FALSE;
  }

  return TRUE;
}

/* --- who signed it --- */

/* Whether @signer is whom the response names and its key made the signature.  Whether it was allowed to is another
 * question, so OpenSSL's own idea of that stays out. */
static gboolean
is_signed_by (const CfCertLook *look, OCSP_BASICRESP *response, X509 *signer)
{
  STACK_OF (X509) *only = sk_X509_new_null ();
  gboolean good;

  sk_X509_push (only, signer);
  good = cf_cert_may_sign_answers (look, X509_get0_pubkey (signer)) &&
         OCSP_basic_verify (response, only, NULL, OCSP_NOVERIFY | OCSP_NOINTERN) == 1;
  sk_X509_free (only);
  return good;
}

/* A delegated responder (RFC 6960 section 4.2.2.2): named for that by the issuer's own key, and at that time. */
static gboolean
is_responder (X509 *certificate, X509 *issuer, CfTime produced_at)
{
  guint32 flags = X509_get_extension_flags (certificate);
  const X509_ALGOR *algorithm = NULL;

  X509_get0_signature (NULL, &algorithm, certificate);
  if ((flags & (EXFLAG_INVALID | EXFLAG_CRITICAL)) != 0 || (flags & EXFLAG_XKUSAGE) == 0)
    return FALSE;
  if ((X509_get_extended_key_usage (certificate) & XKU_OCSP_SIGN) == 0 ||
      (X509_get_key_usage (certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
    return FALSE;
  if (produced_at + CF_CERT_SKEW < cf_time_from_asn1 (X509_get0_notBefore (certificate)) ||
      produced_at > cf_time_from_asn1 (X509_get0_notAfter (certificate)))
    return FALSE;

  return X509_NAME_cmp (X509_get_issuer_name (certificate), X509_get_subject_name (issuer)) == 0 &&
         cf_cert_is_algorithm_strong (algorithm) && X509_verify (certificate, X509_get0_pubkey (issuer)) == 1;
}

/* The issuer may say that its responders are not to be asked about (RFC 6960 section 4.2.2.2.1); a revocation that is
 * at hand counts all the same. */
static gboolean
stands (CfCertLook *look, const CfCertSubject *subject, X509 *responder)
{
  CfCertSubject signer = { responder, subject->issuer, subject->depth + 1 };
  gboolean unasked = X509_get_ext_by_NID (responder, NID_id_pkix_OCSP_noCheck, -1) >= 0;
  gboolean may_ask = look->ask;
  CfCertFinding finding;

  /* Its own signers must be of the path: this ends here. */
  if (subject->depth > 0)
    return FALSE;

  look->ask = may_ask && !unasked;
  finding = cf_cert_look_at (look, &signer);
  look->ask = may_ask;

  return finding.standing == CF_CERT_STANDING_GOOD || finding.standing == CF_CERT_STANDING_NOBODY_TO_ASK ||
         (unasked && finding.standing == CF_CERT_STANDING_UNKNOWN);
}

/* Returns whether someone who may signed @response; until when that one may. */
static gboolean
find_signer (CfCertLook *look, const CfCertSubject *subject, OCSP_BASICRESP *response, CfTime *out_end)
{
  X509 *issuer = cf_cert_path_get (look->path, subject->issuer);
  const STACK_OF (X509) *certificates = OCSP_resp_get0_certs (response);
  CfTime produced_at = cf_time_from_asn1 (OCSP_resp_get0_produced_at (response));

  if (is_signed_by (look, response, issuer)) {
    *out_end = cf_cert_find_signer_end (look, issuer, subject->issuer);
    return TRUE;
  }

  for (int i = 0; i < MIN (sk_X509_num (certificates), (int) CF_LIMIT_ANSWER_SIGNERS); i++) {
    X509 *responder = sk_X509_value (certificates, i);

    if (cf_cert_has_same_key (responder, subject->certificate) || !is_responder (responder, issuer, produced_at) ||
        !is_signed_by (look, response, responder) || !stands (look, subject, responder))
      continue;

    *out_end = cf_time_from_asn1 (X509_get0_notAfter (responder));
    return TRUE;
  }

  return FALSE;
}

/* --- what it says --- */

/* By the digest that the responder took; others than these are not compared. */
static gboolean
is_about (OCSP_SINGLERESP *single, X509 *certificate, X509 *issuer)
{
  OCSP_CERTID *found = (OCSP_CERTID *) OCSP_SINGLERESP_get0_id (single);
  g_autoptr (OCSP_CERTID) wanted = NULL;
  ASN1_OBJECT *digest = NULL;
  int id;

  if (OCSP_id_get0_info (NULL, &digest, NULL, NULL, found) != 1)
    return FALSE;
  id = OBJ_obj2nid (digest);
  if (id != NID_sha1 && id != NID_sha256)
    return FALSE;

  wanted = OCSP_cert_to_id (id == NID_sha1 ? EVP_sha1 () : EVP_sha256 (), certificate, issuer);
  return wanted != NULL && OCSP_id_cmp (wanted, found) == 0;
}

static gboolean
read_archive_cutoff (OCSP_SINGLERESP *single, CfTime *out_time)
{
  int critical;
  g_autoptr (ASN1_GENERALIZEDTIME) time =
      OCSP_SINGLERESP_get1_ext_d2i (single, NID_id_pkix_OCSP_archiveCutoff, &critical, NULL);

  if (time != NULL)
    *out_time = cf_time_from_asn1 (time);
  return time != NULL || critical == -1;
}

/* Responders may say since when it was invalid, as lists do (RFC 6960 section 4.4.5); what cannot be read may be any
 * time.  A list that does not know of what was never issued does not end that hold. */
static void
read_revocation (OCSP_SINGLERESP *single, CfCertStatement *out)
{
  int critical;
  g_autoptr (ASN1_GENERALIZEDTIME) invalid =
      OCSP_SINGLERESP_get1_ext_d2i (single, NID_invalidity_date, &critical, NULL);

  out->revoked = TRUE;
  out->invalid_since = invalid == NULL ? CF_TIME_UNKNOWN : cf_time_from_asn1 (invalid);
  if (out->reason == CF_CERT_REASON_HOLD && out->revoked_at == NEVER_ISSUED)
    out->reason = CF_CERT_REASON_NONE;
  if (critical != -1 && out->invalid_since == CF_TIME_UNKNOWN)
    out->revoked_at = CF_TIME_UNKNOWN;
}

/* Returns whether the response says good or revoked: "unknown" is no statement. */
static gboolean
read_single (OCSP_SINGLERESP *single, CfCertStatement *out)
{
  ASN1_GENERALIZEDTIME *revoked_at = NULL, *this_update = NULL, *next_update = NULL;
  int reason = -1;
  int status = OCSP_single_get0_status (single, &reason, &revoked_at, &this_update, &next_update);

  out->known_at = this_update == NULL ? CF_TIME_UNKNOWN : cf_time_from_asn1 (this_update);
  if (out->known_at == CF_TIME_UNKNOWN || !has_known_single_extensions (single))
    return FALSE;

  if (status == V_OCSP_CERTSTATUS_REVOKED) {
    out->reason = reason;
    out->revoked_at = revoked_at == NULL ? CF_TIME_UNKNOWN : cf_time_from_asn1 (revoked_at);
    read_revocation (single, out);
    return TRUE;
  }
  if (status != V_OCSP_CERTSTATUS_GOOD || !read_archive_cutoff (single, &out->reaches_back))
    return FALSE;
  if (next_update == NULL)
    return TRUE;

  out->until = cf_time_from_asn1 (next_update);
  return out->until != CF_TIME_UNKNOWN && out->until >= out->known_at;
}

/* Adds what @response says.  One unknown among several words about the same certificate takes "good" away. */
static void
add_singles (OCSP_BASICRESP *response, X509 *certificate, X509 *issuer, CfTime signer_end, GArray *statements)
{
  guint first = statements->len;
  gboolean doubtful = OCSP_resp_count (response) > (int) CF_LIMIT_OCSP_SINGLES;

  for (int i = 0; i < MIN (OCSP_resp_count (response), (int) CF_LIMIT_OCSP_SINGLES); i++) {
    OCSP_SINGLERESP *single = OCSP_resp_get0 (response, i);
    CfCertStatement statement = cf_cert_statement_new ("ocsp");

    if (!is_about (single, certificate, issuer))
      continue;

    statement.signer_end = signer_end;
    if (!read_single (single, &statement))
      doubtful = TRUE;
    else
      g_array_append_val (statements, statement);
  }

  for (guint i = statements->len; doubtful && i > first; i--)
    if (!g_array_index (statements, CfCertStatement, i - 1).revoked)
      g_array_remove_index (statements, i - 1);
}

/* A responder that is over cannot have said anything since; what it says for later it cannot know. */
static void
end_with_signer (GArray *statements, guint first)
{
  for (guint i = first; i < statements->len; i++) {
    CfCertStatement *statement = &g_array_index (statements, CfCertStatement, i);
    CfTime until = statement->until != CF_TIME_UNKNOWN ? statement->until
                                                       : statement->known_at + CF_CERT_FRESH_WITHOUT_END;

    if (statement->signer_end != CF_TIME_UNKNOWN)
      statement->until = MIN (until, statement->signer_end);
  }
}

static void
read_answer (CfCertLook *look, const CfCertSubject *subject, GBytes *bytes, GArray *statements)
{
  g_autoptr (OCSP_BASICRESP) response = read_response (bytes);
  guint first = statements->len;
  CfTime signer_end = CF_TIME_UNKNOWN;

  if (response == NULL || !has_known_extensions (response) ||
      !cf_cert_is_algorithm_strong (OCSP_resp_get0_tbs_sigalg (response)) ||
      !find_signer (look, subject, response, &signer_end))
    return;

  add_singles (response, subject->certificate, cf_cert_path_get (look->path, subject->issuer), signer_end, statements);
  end_with_signer (statements, first);
}

gboolean
cf_cert_ocsp_collect (CfCertLook *look, const CfCertSubject *subject, GArray *statements)
{
  g_autoptr (GPtrArray) keys =
      cf_cert_dup_responders (subject->certificate, cf_cert_path_get (look->path, subject->issuer));
  gboolean answered = FALSE;

  for (guint i = 0; i < keys->len; i++) {
    const CfAnswer *answer = cf_cert_look_find (look, CF_QUESTION_OCSP, g_ptr_array_index (keys, i));

    if (answer == NULL)
      continue;

    answered = TRUE;
    if (answer->status == CF_ANSWER_FOUND)
      read_answer (look, subject, cf_answer_get_record (answer, 0), statements);
  }

  return answered;
}
