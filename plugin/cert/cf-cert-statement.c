/* cf-cert-statement.c — what one signed word about a certificate is worth: answers -> facts
 *
 * Pure: times in, standing out.  A good word counts only for times that it can
 * know; a revocation always counts (MEANING sections 5 and 6).
 */
#include "cf-cert-revocation.h"

#include <openssl/rsa.h>

#include "cf-cert-key.h"

static const struct {
  CfCertReason reason;
  const char *name;
  CfCertStanding before; /* what it means before the arrival */
} reasons[] = {
  { CF_CERT_REASON_UNSPECIFIED, "unspecified", CF_CERT_STANDING_REVOKED_BEFORE },
  { CF_CERT_REASON_KEY_COMPROMISE, "key-compromise", CF_CERT_STANDING_COMPROMISED },
  { CF_CERT_REASON_CA_COMPROMISE, "ca-compromise", CF_CERT_STANDING_COMPROMISED },
  { CF_CERT_REASON_AFFILIATION_CHANGED, "affiliation-changed", CF_CERT_STANDING_CEASED },
  { CF_CERT_REASON_SUPERSEDED, "superseded", CF_CERT_STANDING_SUPERSEDED },
  { CF_CERT_REASON_CEASED, "cessation-of-operation", CF_CERT_STANDING_CEASED },
  { CF_CERT_REASON_HOLD, "certificate-hold", CF_CERT_STANDING_REVOKED_BEFORE },
  { CF_CERT_REASON_PRIVILEGE, "privilege-withdrawn", CF_CERT_STANDING_REVOKED_BEFORE },
  { CF_CERT_REASON_AA_COMPROMISE, "aa-compromise", CF_CERT_STANDING_COMPROMISED },
};

CfCertStatement
cf_cert_statement_new (const char *source)
{
  return (CfCertStatement) {
    .source = source,
    .reason = CF_CERT_REASON_NONE,
    .revoked_at = CF_TIME_UNKNOWN,
    .invalid_since = CF_TIME_UNKNOWN,
    .known_at = CF_TIME_UNKNOWN,
    .until = CF_TIME_UNKNOWN,
    .reaches_back = CF_TIME_UNKNOWN,
    .signer_end = CF_TIME_UNKNOWN,
    .reasons = CF_CERT_ALL_REASONS,
  };
}

const char *
cf_cert_reason_get_name (CfCertReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].reason == reason)
      return reasons[i].name;

  return NULL;
}

/* --- good --- */

/* Authorities forget certificates that have expired (RFC 5280 section 5, RFC 6960 section 4.4.4). */
static gboolean
can_know (const CfCertStatement *self, X509 *certificate)
{
  CfTime ends = cf_time_from_asn1 (X509_get0_notAfter (certificate));

  if (ends == CF_TIME_UNKNOWN || (self->signer_end != CF_TIME_UNKNOWN && self->known_at > self->signer_end))
    return FALSE;

  return self->known_at <= ends || (self->reaches_back != CF_TIME_UNKNOWN && self->reaches_back <= ends);
}

static gboolean
is_fresh (const CfCertStatement *self, CfTime now)
{
  CfTime until = self->until != CF_TIME_UNKNOWN ? self->until : self->known_at + CF_CERT_FRESH_WITHOUT_END;

  return now <= until + CF_CERT_SKEW;
}

gboolean
cf_cert_statement_counts (const CfCertStatement *self, X509 *certificate, const CfCertRules *rules)
{
  CfTime now = MAX (rules->now, rules->judged_at);

  if (self->revoked || self->known_at == CF_TIME_UNKNOWN || self->known_at > now + CF_CERT_SKEW)
    return FALSE;
  if (!can_know (self, certificate))
    return FALSE;

  return (rules->arrived != CF_TIME_UNKNOWN && self->known_at >= rules->arrived) || is_fresh (self, now);
}

/* --- revoked --- */

/* From when on it must not be relied on: an authority may say that it was invalid before it said so
 * (RFC 5280 section 5.3.2), and what is on a list already is not to come. */
static CfTime
find_moment (const CfCertStatement *self)
{
  CfTime moment = MIN (self->revoked_at, self->known_at);

  return self->invalid_since != CF_TIME_UNKNOWN ? MIN (moment, self->invalid_since) : moment;
}

CfCertStanding
cf_cert_statement_find_standing (const CfCertStatement *self, const CfCertRules *rules, gboolean had_evidence)
{
  gboolean before = rules->arrived == CF_TIME_UNKNOWN || find_moment (self) <= rules->arrived;
  CfCertStanding standing = CF_CERT_STANDING_REVOKED_BEFORE;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].reason == self->reason)
      standing = reasons[i].before;

  if (before)
    return standing;
  /* A key leaks before anybody knows, so the date alone is no comfort. */
  if (standing == CF_CERT_STANDING_COMPROMISED && self->invalid_since == CF_TIME_UNKNOWN)
    return had_evidence ? CF_CERT_STANDING_COMPROMISED_SINCE : CF_CERT_STANDING_COMPROMISED;

  return CF_CERT_STANDING_REVOKED_AFTER;
}

/* --- all together --- */

/* What the answers that count cover, and the oldest of them. */
typedef struct {
  guint reasons;
  CfCertStatement oldest;
} Good;

static Good
find_good (const GArray *statements, X509 *certificate, const CfCertRules *rules)
{
  Good good = { 0, { 0 } };

  for (guint i = 0; i < statements->len; i++) {
    const CfCertStatement *statement = &g_array_index (statements, CfCertStatement, i);

    if (!cf_cert_statement_counts (statement, certificate, rules))
      continue;
    /* A list for some reasons only adds to others; one for all stands alone, the youngest best. */
    if (good.reasons == 0 || (statement->reasons == CF_CERT_ALL_REASONS &&
                              (good.reasons != CF_CERT_ALL_REASONS || statement->known_at > good.oldest.known_at)))
      good.oldest = *statement;
    else if (good.reasons != CF_CERT_ALL_REASONS && statement->known_at < good.oldest.known_at)
      good.oldest = *statement;
    good.reasons |= statement->reasons;
  }

  return good;
}

/* What is on hold may come back: a younger answer that covers everything and does not know of it says so. */
static gboolean
is_released (const CfCertStatement *statement, const Good *good)
{
  return statement->reason == CF_CERT_REASON_HOLD && good->reasons == CF_CERT_ALL_REASONS &&
         good->oldest.known_at > statement->known_at;
}

/* Nobody says whether a mail came before, during or after a hold that ended at some time up to @good. */
static gboolean
may_have_been_held (const CfCertStatement *statement, const Good *good, const CfCertRules *rules)
{
  return rules->arrived != CF_TIME_UNKNOWN && rules->arrived >= find_moment (statement) &&
         rules->arrived < good->oldest.known_at;
}

CfCertStanding
cf_cert_statements_judge (const GArray *statements, X509 *certificate, const CfCertLook *look, CfCertStatement *out_says)
{
  const CfCertRules *rules = look->context->rules;
  Good good = find_good (statements, certificate, rules);
  CfCertStanding worst = good.reasons == CF_CERT_ALL_REASONS ? CF_CERT_STANDING_GOOD : CF_CERT_STANDING_UNKNOWN;
  CfCertStanding revoked = CF_CERT_STANDING_GOOD;

  if (worst == CF_CERT_STANDING_GOOD)
    *out_says = good.oldest;

  for (guint i = 0; i < statements->len; i++) {
    const CfCertStatement *statement = &g_array_index (statements, CfCertStatement, i);
    CfCertStanding standing;

    if (!statement->revoked)
      continue;
    if (is_released (statement, &good)) {
      if (may_have_been_held (statement, &good, rules))
        worst = CF_CERT_STANDING_UNKNOWN;
      continue;
    }

    standing = cf_cert_statement_find_standing (statement, rules, look->had_evidence);
    if (standing > revoked) {
      revoked = standing;
      *out_says = *statement;
    }
  }

  return revoked != CF_CERT_STANDING_GOOD ? revoked : worst;
}

/* --- signatures of answers --- */

/* Of PSS the digest stands in the parameters, SHA-1 when they do not say (RFC 4055 section 3.1). */
static int
find_pss_digest (const X509_ALGOR *algorithm)
{
  const void *value = NULL;
  int type = V_ASN1_UNDEF;
  int digest = NID_sha1;
  RSA_PSS_PARAMS *parameters;

  X509_ALGOR_get0 (NULL, &type, &value, algorithm);
  parameters = type == V_ASN1_SEQUENCE ? ASN1_item_unpack (value, ASN1_ITEM_rptr (RSA_PSS_PARAMS)) : NULL;
  if (parameters != NULL && parameters->hashAlgorithm != NULL)
    digest = OBJ_obj2nid (parameters->hashAlgorithm->algorithm);

  RSA_PSS_PARAMS_free (parameters);
  return digest;
}

gboolean
cf_cert_is_algorithm_strong (const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object = NULL;
  int digest = NID_undef;
  int id;

  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  id = OBJ_obj2nid (object);
  if (id == NID_ED25519 || id == NID_ED448)
    return TRUE;
  if (id == NID_rsassaPss)
    digest = find_pss_digest (algorithm);
  else
    OBJ_find_sigid_algs (id, &digest, NULL);

  return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
}

gboolean
cf_cert_may_sign_answers (const CfCertLook *look, EVP_PKEY *key)
{
  CfCertKey found = cf_cert_key_read (key);

  return found.kind != CF_CERT_KEY_OTHER && (!found.weak || cf_cert_accepts_key (look->path->accepted, key));
}

gboolean
cf_cert_has_same_key (X509 *signer, X509 *certificate)
{
  EVP_PKEY *one = X509_get0_pubkey (signer);
  EVP_PKEY *other = X509_get0_pubkey (certificate);

  return one != NULL && other != NULL && EVP_PKEY_eq (one, other) == 1;
}
