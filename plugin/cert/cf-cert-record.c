/* cf-cert-record.c — mail that stood when it arrived, under a root that is listed no longer: record -> facts
 *
 * The record is of one message, by the hash of all its bytes, and of one
 * certificate; it was written when a listed root vouched for both.  So nothing
 * that anybody else sends can profit from it, and it says nothing of the root
 * (MEANING sections 5 and 10).
 */
#include "cf-cert-revocation.h"

#include "cf-cert-key.h"
#include "cf-text.h"

gboolean
cf_cert_has_record (const CfCertContext *context, const CfSignerFacts *signer)
{
  const CfCertStored *stored = context->stored;
  CfTime arrived = context->rules->arrived;

  return stored != NULL && stored->verified && stored->revocation_known && arrived != CF_TIME_UNKNOWN &&
         stored->arrived != CF_TIME_UNKNOWN && stored->arrived >= arrived && stored->certificate != NULL &&
         cf_text_equal (stored->certificate, signer->certificate->sha256);
}

/* By name, also of a root that did not come along: then its name is that of the last issuer. */
static gboolean
is_distrusted (const CfCertPath *path, const CfCertRoots *roots)
{
  for (guint i = 0; i < path->certificates->len; i++)
    if (cf_cert_roots_is_distrusted (roots, cf_cert_path_get (path, i)))
      return TRUE;

  return cf_cert_roots_is_issuer_distrusted (roots, cf_cert_path_get (path, path->certificates->len - 1));
}

/* Odd keys may cost much time. */
static gboolean
is_signed_by (X509 *certificate, X509 *issuer)
{
  EVP_PKEY *key = X509_get0_pubkey (issuer);

  return cf_cert_key_read (key).kind != CF_CERT_KEY_OTHER && X509_verify (certificate, key) == 1;
}

/* While a path is searched only names are compared; an issuer that is none must not revoke anything. */
static void
cut (CfCertPath *path)
{
  guint n = 1;

  while (n < path->certificates->len &&
         is_signed_by (cf_cert_path_get (path, n - 1), cf_cert_path_get (path, n)))
    n++;
  g_ptr_array_set_size (path->certificates, (int) n);
}

gboolean
cf_cert_path_keep_on_record (CfCertPath *self, const CfCertContext *context, const CfSignerFacts *signer)
{
  /* Without the list nobody knows what it distrusts. */
  if (context->rules->roots == NULL || !cf_cert_has_record (context, signer) ||
      is_distrusted (self, context->rules->roots))
    return FALSE;

  self->time = cf_cert_check_time (cf_cert_path_get (self, 0), context->rules);
  if (self->time != CF_CERT_TIME_STANDS && self->time != CF_CERT_TIME_EXPIRED_SINCE)
    return FALSE;

  cut (self);
  return TRUE;
}

void
cf_cert_state_on_record (const CfCertPath *path, const CfCertContext *context, CfSignerFacts *signer)
{
  X509 *last = cf_cert_path_get (path, path->certificates->len - 1);
  gboolean is_whole = (X509_get_extension_flags (last) & EXFLAG_SS) != 0;

  /* Nobody vouches for it now, and whoever looks at the chain reads that. */
  signer->chain.problem = is_whole ? CF_CHAIN_PROBLEM_UNKNOWN_ISSUER : CF_CHAIN_PROBLEM_INCOMPLETE;
  signer->evidence |= CF_S (CHAIN_STANDS) | CF_S (USAGE_FITS) | CF_S (ON_RECORD);
  if (path->time == CF_CERT_TIME_EXPIRED_SINCE)
    signer->evidence |= CF_S (EXPIRED_SINCE);

  /* The class is compared with what was seen before; names are not given, for nobody vouches for them now. */
  signer->assurance = cf_cert_find_class (path->certificates);
  cf_cert_state_revocation (path, context, FALSE, signer);
}
