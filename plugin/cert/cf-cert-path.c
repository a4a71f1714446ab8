/* cf-cert-path.c — one complete path: whether it stands, for what, and when
 *
 * OpenSSL verifies signatures, constraints and extensions (RFC 5280 section 6);
 * times are judged here, because "expired" means several things (MEANING
 * section 5), and so are usage and strength (section 10).
 */
#include "cf-cert-internal.h"

#include <openssl/err.h>

#include "cf-cert-key.h"

/* 112 bits: RSA below 2048 and SHA-1 fail in OpenSSL as well as in our own check. */
#define AUTH_LEVEL 2

#define REFUSED(problem, detail)                                                                             \
  {                                                                                                          \
    CF_CHAIN_PROBLEM_##problem, CF_S (CHAIN_REFUSED), detail                                                 \
  }

static const CfCertRefusal accepted = { CF_CHAIN_PROBLEM_NONE, 0, NULL };

/* What OpenSSL says, in the words of CF219. */
static const struct {
  int code;
  CfCertRefusal refusal;
} errors[] = {
  { X509_V_ERR_CERT_SIGNATURE_FAILURE, REFUSED (BAD_SIGNATURE, "chain signature") },
  { X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE, REFUSED (BAD_SIGNATURE, "chain signature") },
  { X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, REFUSED (BAD_SIGNATURE, "chain signature") },
  { X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH, REFUSED (BAD_SIGNATURE, "chain signature") },
  { X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM, REFUSED (BAD_SIGNATURE, "chain signature") },
  { X509_V_ERR_NO_ISSUER_PUBLIC_KEY, REFUSED (BAD_SIGNATURE, "chain signature") },
  { X509_V_ERR_KEYUSAGE_NO_CERTSIGN, REFUSED (BAD_USAGE, "key usage") },
  { X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION, REFUSED (BAD_CONSTRAINT, "critical extension") },
  { X509_V_ERR_PERMITTED_VIOLATION, REFUSED (BAD_CONSTRAINT, "name constraint") },
  { X509_V_ERR_EXCLUDED_VIOLATION, REFUSED (BAD_CONSTRAINT, "name constraint") },
  { X509_V_ERR_SUBTREE_MINMAX, REFUSED (BAD_CONSTRAINT, "name constraint") },
  { X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE, REFUSED (BAD_CONSTRAINT, "name constraint") },
  { X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX, REFUSED (BAD_CONSTRAINT, "name constraint") },
  { X509_V_ERR_UNSUPPORTED_NAME_SYNTAX, REFUSED (BAD_CONSTRAINT, "name constraint") },
  { X509_V_ERR_PATH_LENGTH_EXCEEDED, REFUSED (BAD_CONSTRAINT, "path length") },
  { X509_V_ERR_CERT_CHAIN_TOO_LONG, REFUSED (BAD_CONSTRAINT, "path length") },
  { X509_V_ERR_INVALID_CA, REFUSED (BAD_CONSTRAINT, "basic constraints") },
  { X509_V_ERR_INVALID_NON_CA, REFUSED (BAD_CONSTRAINT, "basic constraints") },
  { X509_V_ERR_INVALID_POLICY_EXTENSION, REFUSED (POLICY, "policy") },
  { X509_V_ERR_NO_EXPLICIT_POLICY, REFUSED (POLICY, "policy") },
  { X509_V_ERR_CA_MD_TOO_WEAK, REFUSED (WEAK, "chain digest") },
  { X509_V_ERR_CA_KEY_TOO_SMALL, REFUSED (WEAK, "chain key") },
  { X509_V_ERR_EC_KEY_EXPLICIT_PARAMS, REFUSED (WEAK, "chain key") },
  { X509_V_ERR_CERT_REJECTED, REFUSED (DISTRUSTED, "distrusted") },
  { X509_V_ERR_CERT_UNTRUSTED, REFUSED (DISTRUSTED, "distrusted") },
  { X509_V_OK, REFUSED (BAD_CONSTRAINT, "chain") }, /* all others */
};

static const CfCertRefusal distrusted = REFUSED (DISTRUSTED, "distrusted");
static const CfCertRefusal bad_dates = REFUSED (BAD_CONSTRAINT, "validity");
static const CfCertRefusal bad_extension = REFUSED (BAD_CONSTRAINT, "extension");
static const CfCertRefusal too_many_policies = REFUSED (POLICY, "policy");
static const CfCertRefusal bad_mailbox = REFUSED (BAD_CONSTRAINT, "name constraint");
static const CfCertRefusal weak_authority = REFUSED (WEAK, "chain key");
static const CfCertRefusal weak_digest = REFUSED (WEAK, "chain digest");
static const CfCertRefusal odd_signer_key = REFUSED (WEAK, "signer key");
static const CfCertRefusal weak_signer_key = { CF_CHAIN_PROBLEM_WEAK, CF_S (WEAK_KEY), "signer key" };

static CfCertRefusal
find_error (int code)
{
  guint i = 0;

  while (errors[i].code != code && errors[i].code != X509_V_OK)
    i++;

  return errors[i].refusal;
}

gboolean
cf_cert_path_is_own (const CfCertPath *self)
{
  return self->anchor != NULL && self->anchor->own;
}

guint
cf_cert_path_get_n_judged (const CfCertPath *self)
{
  return MAX (1, self->certificates->len - 1);
}

/* --- strength --- */

static gboolean
is_digest_strong (CfCertPath *self, X509 *certificate)
{
  int digest = NID_undef;
  int key = NID_undef;

  if (X509_get_signature_info (certificate, &digest, &key, NULL, NULL) != 1)
    return FALSE;

  switch (digest) {
  case NID_sha256:
  case NID_sha384:
  case NID_sha512:
    return TRUE;
  case NID_sha1:
    if (!cf_cert_accepts_digest (self->anchor->accept, digest))
      return FALSE;
    self->accepted |= CF_CERT_ACCEPT_SHA1_CERTIFICATES;
    return TRUE;
  default:
    return key == NID_ED25519 || key == NID_ED448;
  }
}

static gboolean
is_key_long (CfCertPath *self, EVP_PKEY *key)
{
  if (!cf_cert_key_read (key).weak)
    return TRUE;
  if (!cf_cert_accepts_key (self->anchor->accept, key))
    return FALSE;

  self->accepted |= CF_CERT_ACCEPT_RSA1024_KEYS;
  return TRUE;
}

/* Keys of all, the anchor's too; digests of all but the anchor, whose own signature means nothing. */
static CfCertRefusal
find_weakness (CfCertPath *self)
{
  EVP_PKEY *signer = X509_get0_pubkey (cf_cert_path_get (self, 0));

  if (!is_key_long (self, signer))
    return weak_signer_key;
  if (cf_cert_key_read (signer).kind == CF_CERT_KEY_OTHER)
    return odd_signer_key;

  for (guint i = 1; i < self->certificates->len; i++) {
    EVP_PKEY *key = X509_get0_pubkey (cf_cert_path_get (self, i));

    if (!is_key_long (self, key) || cf_cert_key_read (key).kind == CF_CERT_KEY_OTHER)
      return weak_authority;
    if (!is_digest_strong (self, cf_cert_path_get (self, i - 1)))
      return weak_digest;
  }

  return accepted;
}

/* --- what OpenSSL verifies --- */

/* Extensions that OpenSSL could not read, and issuers that may not issue: it would look for others and not
 * say so. */
static CfCertRefusal
find_bad_link (const CfCertPath *self)
{
  for (guint i = 0; i < self->certificates->len; i++)
    if (X509_get_extension_flags (cf_cert_path_get (self, i)) & EXFLAG_INVALID)
      return bad_extension;

  for (guint i = 1; i < self->certificates->len; i++) {
    int code = X509_check_issued (cf_cert_path_get (self, i), cf_cert_path_get (self, i - 1));

    if (code != X509_V_OK)
      return find_error (code);
  }

  return accepted;
}

static gsize
get_extension_size (X509 *certificate, int nid)
{
  int index = X509_get_ext_by_NID (certificate, nid, -1);

  return index < 0 ? 0
                   : (gsize) ASN1_STRING_length (X509_EXTENSION_get_data (X509_get_ext (certificate, index)));
}

static gboolean
has_too_many_policies (const CfCertPath *self)
{
  for (guint i = 0; i < self->certificates->len; i++)
    if (get_extension_size (cf_cert_path_get (self, i), NID_certificate_policies) >
            CF_LIMIT_CERT_POLICY_BYTES ||
        get_extension_size (cf_cert_path_get (self, i), NID_policy_mappings) > CF_LIMIT_CERT_POLICY_BYTES)
      return TRUE;

  return FALSE;
}

static void
set_parameters (X509_STORE_CTX *context, const CfCertPath *self)
{
  X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param (context);
  gulong flags = X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_POLICY_CHECK;

  /* An administrator's anchor may be an intermediate; a public one is a root. */
  if (cf_cert_path_is_own (self))
    flags |= X509_V_FLAG_PARTIAL_CHAIN;

  X509_VERIFY_PARAM_set_flags (parameters, flags);
  /* RFC 5280 section 6.1.1 (c): we ask for none in particular.  OpenSSL takes an empty set for "none will do"
   * as soon as an authority requires one. */
  X509_VERIFY_PARAM_add0_policy (parameters, OBJ_nid2obj (NID_any_policy));
  X509_VERIFY_PARAM_set_depth (parameters, CF_LIMIT_CHAIN_LENGTH);
  /* OpenSSL knows no level that takes SHA-1 and nothing else; our own check has looked at every key and digest. */
  X509_VERIFY_PARAM_set_auth_level (parameters, self->accepted == 0 ? AUTH_LEVEL : 0);
}

/* Mailboxes are checked afterwards, and better (cf-cert-constraint.c). */
static int
decide (int ok, X509_STORE_CTX *context)
{
  const CfCertPath *path = X509_STORE_CTX_get_app_data (context);

  switch (X509_STORE_CTX_get_error (context)) {
  case X509_V_ERR_PERMITTED_VIOLATION:
  case X509_V_ERR_EXCLUDED_VIOLATION:
  case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
  case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
    return ok || cf_cert_path_is_only_mailbox (path, X509_STORE_CTX_get_current_cert (context));
  default:
    return ok;
  }
}

/* Lets OpenSSL verify exactly this path: nothing else is at hand, and only its anchor is trusted. */
static CfCertRefusal
verify (const CfCertPath *self)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  g_autoptr (CfX509Stack) trusted = sk_X509_new_null ();
  g_autoptr (CfX509Stack) between = sk_X509_new_null ();
  int code = X509_V_ERR_UNSPECIFIED;

  X509_add_cert (trusted, cf_cert_path_get (self, self->certificates->len - 1), X509_ADD_FLAG_UP_REF);
  for (guint i = 1; i + 1 < self->certificates->len; i++)
    X509_add_cert (between, cf_cert_path_get (self, i), X509_ADD_FLAG_UP_REF);

  if (X509_STORE_CTX_init (context, NULL, cf_cert_path_get (self, 0), between) == 1) {
    X509_STORE_CTX_set0_trusted_stack (context, trusted);
    set_parameters (context, self);
    X509_STORE_CTX_set_app_data (context, (void *) self);
    X509_STORE_CTX_set_verify_cb (context, decide);
    if (X509_verify_cert (context) == 1)
      return accepted;
    code = X509_STORE_CTX_get_error (context);
  }

  ERR_clear_error ();
  return find_error (code);
}

static gboolean
has_dates (const CfCertPath *self)
{
  for (guint i = 0; i < cf_cert_path_get_n_judged (self); i++)
    if (cf_time_from_asn1 (X509_get0_notBefore (cf_cert_path_get (self, i))) == CF_TIME_UNKNOWN ||
        cf_time_from_asn1 (X509_get0_notAfter (cf_cert_path_get (self, i))) == CF_TIME_UNKNOWN)
      return FALSE;

  return TRUE;
}

/* What NSS distrusts by name may stand anywhere, also under an anchor of the administrator's own. */
static gboolean
is_distrusted (const CfCertPath *self, const CfCertRules *rules)
{
  CfTime begins = cf_time_from_asn1 (X509_get0_notBefore (cf_cert_path_get (self, 0)));

  for (guint i = 0; i < self->certificates->len; i++)
    if (cf_cert_roots_is_distrusted (rules->roots, cf_cert_path_get (self, i)))
      return TRUE;

  return self->anchor->distrust_after != CF_TIME_UNKNOWN && begins > self->anchor->distrust_after;
}

CfCertRefusal
cf_cert_path_find_refusal (CfCertPath *self, const CfCertRules *rules)
{
  CfCertRefusal refusal;

  if (!has_dates (self))
    return bad_dates;
  if (is_distrusted (self, rules))
    return distrusted;
  if (has_too_many_policies (self))
    return too_many_policies;

  /* Cheap checks first: a hostile key may cost much time to verify with. */
  refusal = find_weakness (self);
  if (refusal.detail == NULL)
    refusal = find_bad_link (self);
  if (refusal.detail == NULL)
    refusal = verify (self);
  /* Last: a stranger's certificates may constrain as much as they like, for they do not come as far as this. */
  if (refusal.detail == NULL && !cf_cert_path_check_mailboxes (self))
    refusal = bad_mailbox;

  return refusal;
}

/* --- usage --- */

/* RFC 8550 section 4.4.4; without the extension any use is meant, but public roots must say e-mail. */
static gboolean
is_signer_for_email (const CfCertPath *self, const CfCertRules *rules)
{
  X509 *signer = cf_cert_path_get (self, 0);
  gboolean own = cf_cert_path_is_own (self);
  guint32 purposes = X509_get_extended_key_usage (signer);

  if (rules->any_purpose)
    return TRUE;
  if (purposes == UINT32_MAX)
    return own;

  return (purposes & XKU_SMIME) != 0 || (own && (purposes & XKU_ANYEKU) != 0);
}

static gboolean
may_sign (X509 *signer)
{
  /* UINT32_MAX, all uses, without the extension. */
  guint32 uses = X509_get_key_usage (signer);

  return (X509_get_extension_flags (signer) & EXFLAG_CA) == 0 &&
         (uses & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

/* As Mozilla does: the purposes of an authority bound what is below it, and under a public root "any" is not
 * enough (its root store policy section 5.3 forbids it in an intermediate). */
static gboolean
is_authority_for_email (X509 *authority, gboolean own, const CfCertRules *rules)
{
  guint32 purposes = X509_get_extended_key_usage (authority);

  if (rules->any_purpose || purposes == UINT32_MAX)
    return TRUE;

  return (purposes & XKU_SMIME) != 0 || (own && (purposes & XKU_ANYEKU) != 0);
}

gboolean
cf_cert_path_check_usage (const CfCertPath *self, const CfCertRules *rules)
{
  if (!may_sign (cf_cert_path_get (self, 0)) || !is_signer_for_email (self, rules))
    return FALSE;

  for (guint i = 1; i < cf_cert_path_get_n_judged (self); i++)
    if (!is_authority_for_email (cf_cert_path_get (self, i), cf_cert_path_is_own (self), rules))
      return FALSE;

  return TRUE;
}

/* --- times --- */

/* Both ends belong to the validity (RFC 5280 section 4.1.2.5). */
CfCertTime
cf_cert_check_time (X509 *certificate, const CfCertRules *rules)
{
  CfTime begins = cf_time_from_asn1 (X509_get0_notBefore (certificate));
  CfTime ends = cf_time_from_asn1 (X509_get0_notAfter (certificate));
  gboolean knows_arrival = rules->arrived != CF_TIME_UNKNOWN;

  if (rules->judged_at < begins || (knows_arrival && rules->arrived < begins))
    return CF_CERT_TIME_NOT_YET;
  if (knows_arrival && rules->arrived > ends)
    return CF_CERT_TIME_EXPIRED_BEFORE;
  if (MAX (rules->now, rules->judged_at) <= ends)
    return CF_CERT_TIME_STANDS;

  return knows_arrival ? CF_CERT_TIME_EXPIRED_SINCE : CF_CERT_TIME_ARRIVAL_UNKNOWN;
}

CfCertTime
cf_cert_path_check_time (const CfCertPath *self, const CfCertRules *rules)
{
  CfCertTime worst = CF_CERT_TIME_STANDS;

  for (guint i = 0; i < cf_cert_path_get_n_judged (self); i++)
    worst = MAX (worst, cf_cert_check_time (cf_cert_path_get (self, i), rules));

  return worst;
}
