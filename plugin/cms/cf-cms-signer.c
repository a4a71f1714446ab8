/* cf-cms-signer.c — each signer on its own: parts -> facts
 *
 * CMS_verify() is not used: it fails as a whole when one signer fails, takes
 * any digest, and reads the content once more (MEANING section 4).
 */
#include "cf-cms-internal.h"

#include <openssl/err.h>

#include "cf-limits.h"

/* RFC 5652 section 5.4: a SET; S/MIME content never begins so. */
#define SET_TAG 0x31

/* CF111. */
#define LONG_BEFORE (7 * CF_TIME_DAY)

typedef struct {
  CfCms *cms;
  const CfCmsContent *content;
  const CfCertContext *context; /* with the certificates of the signed data */
  CMS_SignerInfo *info;
  CfCmsScheme scheme;
  CfCmsAttributes attributes;
  X509 *certificate; /* (nullable): borrowed */
} Signer;

static const struct {
  CfSignerStatus status;
  CfEvidence evidence;
} outcomes[] = {
  [CF_CMS_FOUND_MISSING] = { CF_SIGNER_UNSUPPORTED, CF_S (CERTIFICATE_MISSING) },
  [CF_CMS_FOUND_UNSUPPORTED] = { CF_SIGNER_UNSUPPORTED, CF_S (UNSUPPORTED) },
  [CF_CMS_FOUND_WEAK] = { CF_SIGNER_UNSUPPORTED, CF_S (WEAK_DIGEST) },
  [CF_CMS_FOUND_ALTERED] = { CF_SIGNER_ALTERED, CF_S (ALTERED) },
  [CF_CMS_FOUND_MALFORMED] = { CF_SIGNER_MALFORMED, CF_S (MALFORMED) },
  [CF_CMS_FOUND_INTACT] = { CF_SIGNER_INTACT, CF_S (INTACT) },
};

/* --- the content --- */

static CfSpan
get_digest (const Signer *self, gboolean as_is)
{
  const CfDigestSet *set = as_is ? self->content->as_is : self->content->canonical;

  return set == NULL ? cf_span (NULL, 0) : cf_digest_set_get (set, self->scheme.digest);
}

/* Whether the content could not be the attributes of another signature, which
 * would make its signature good for this one (attribute confusion). */
static gboolean
is_content_unlike_attributes (const Signer *self)
{
  gsize length = 0;
  const guint8 *data;

  if (self->cms->content == NULL)
    return self->content->begins_as_mail;

  data = g_bytes_get_data (self->cms->content, &length);
  return length == 0 || data[0] != SET_TAG;
}

static gboolean
is_digest_of_content (const Signer *self, gboolean as_is)
{
  CfSpan digest = get_digest (self, as_is);

  return digest.length > 0 && digest.length == self->attributes.digest.length &&
         memcmp (digest.data, self->attributes.digest.data, digest.length) == 0;
}

/* --- one certificate --- */

static gboolean
is_signed_with (const Signer *self, EVP_PKEY *key)
{
  const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature (self->info);
  CfSpan signature = cf_span (ASN1_STRING_get0_data (value), (gsize) ASN1_STRING_length (value));

  if (self->attributes.der != NULL)
    return cf_cms_scheme_verify (&self->scheme, key, signature,
                                 cf_span (self->attributes.der->data, self->attributes.der->len));

  return cf_cms_scheme_verify_digest (&self->scheme, key, signature, get_digest (self, FALSE)) ||
         cf_cms_scheme_verify_digest (&self->scheme, key, signature, get_digest (self, TRUE));
}

static CfCmsFound
check_certificate (const Signer *self, X509 *certificate)
{
  EVP_PKEY *key = X509_get0_pubkey (certificate);

  if (key == NULL || cf_cms_scheme_find_name (&self->scheme, cf_cert_key_read (key)) == NULL)
    return CF_CMS_FOUND_UNSUPPORTED;
  if (!is_signed_with (self, key))
    return CF_CMS_FOUND_ALTERED;
  if (!cf_cms_attributes_allow (&self->attributes, certificate))
    return CF_CMS_FOUND_MALFORMED;

  return CF_CMS_FOUND_INTACT;
}

/* --- which certificate --- */

static void
add_candidates (const Signer *self, STACK_OF (X509) * from, GPtrArray *candidates)
{
  for (int i = 0; i < sk_X509_num (from) && candidates->len < CF_LIMIT_SIGNER_CANDIDATES; i++)
    if (CMS_SignerInfo_cert_cmp (self->info, sk_X509_value (from, i)) == 0)
      g_ptr_array_add (candidates, sk_X509_value (from, i));
}

static gboolean
is_valid_at (X509 *certificate, CfTime time)
{
  return cf_time_from_asn1 (X509_get0_notBefore (certificate)) <= time &&
         time <= cf_time_from_asn1 (X509_get0_notAfter (certificate));
}

/* Several may share a name and number or a key; the one that made the signature
 * counts, and of a renewed certificate with its old key the one of the time. */
static CfCmsFound
choose_certificate (Signer *self)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  CfCmsFound best = CF_CMS_FOUND_MISSING;

  add_candidates (self, self->cms->certificates, candidates);
  add_candidates (self, self->context->rules->extra, candidates);

  for (guint i = 0; i < candidates->len; i++) {
    X509 *candidate = g_ptr_array_index (candidates, i);
    CfCmsFound found = self->scheme.method == CF_CMS_METHOD_NONE ? CF_CMS_FOUND_UNSUPPORTED
                                                                 : check_certificate (self, candidate);

    if (found > best || (found == best && !is_valid_at (self->certificate, self->context->rules->judged_at) &&
                         is_valid_at (candidate, self->context->rules->judged_at))) {
      best = found;
      self->certificate = candidate;
    }
  }

  return best;
}

/* --- the signer --- */

static gboolean
is_mail (const Signer *self)
{
  return OBJ_obj2nid (CMS_get0_eContentType (*self->cms->info)) == NID_pkcs7_data;
}

static CfCmsFound
judge_content (const Signer *self, CfCmsFound found)
{
  if (found != CF_CMS_FOUND_INTACT || self->attributes.der == NULL)
    return found;

  return is_digest_of_content (self, FALSE) || is_digest_of_content (self, TRUE) ? found
                                                                                 : CF_CMS_FOUND_ALTERED;
}

static CfCmsFound
check_signature (Signer *self)
{
  CfCmsFound found = choose_certificate (self);

  if (self->attributes.malformed || !is_mail (self))
    return CF_CMS_FOUND_MALFORMED;
  if (self->scheme.weak != NULL)
    return CF_CMS_FOUND_WEAK;
  if (found == CF_CMS_FOUND_MISSING)
    return found;
  if (self->scheme.method == CF_CMS_METHOD_NONE)
    return CF_CMS_FOUND_UNSUPPORTED;

  if (self->attributes.der == NULL && self->scheme.method == CF_CMS_METHOD_ED25519)
    return CF_CMS_FOUND_UNSUPPORTED;
  if (self->attributes.der == NULL && !is_content_unlike_attributes (self))
    return CF_CMS_FOUND_MALFORMED;

  return judge_content (self, found);
}

static void
state_key (const Signer *self, CfSignerFacts *signer)
{
  CfCertKey key = cf_cert_key_read (X509_get0_pubkey (self->certificate));
  const char *name = cf_cms_scheme_find_name (&self->scheme, key);

  if (name != NULL) {
    g_free (signer->signature_algorithm);
    signer->signature_algorithm = g_strdup (name);
  }
  if (key.weak)
    signer->evidence |= CF_S (WEAK_KEY);
  else if (signer->status == CF_SIGNER_INTACT)
    signer->evidence |= CF_S (STRONG);
}

static void
state_signing_time (const Signer *self, CfSignerFacts *signer)
{
  CfTime arrived = self->context->rules->arrived;

  signer->signing_time = self->attributes.signing_time;
  if (signer->signing_time != CF_TIME_UNKNOWN && arrived != CF_TIME_UNKNOWN &&
      arrived - signer->signing_time > LONG_BEFORE)
    signer->evidence |= CF_S (SIGNED_LONG_BEFORE);
}

/* What the certificate says counts for an intact signature only: of another one
 * nobody knows who made it, so its facts are shown and nothing is stated or asked. */
static void
check_owner (const Signer *self, CfSignerFacts *signer)
{
  CfCertContext context = *self->context;
  CfEvidence evidence = signer->evidence;
  g_autofree char *detail = NULL;

  if (signer->status == CF_SIGNER_INTACT) {
    cf_cert_check_signer (self->certificate, &context, signer);
    return;
  }

  detail = g_steal_pointer (&signer->problem_detail);
  context.questions = NULL;
  cf_cert_check_signer (self->certificate, &context, signer);
  signer->evidence = evidence;
  g_free (signer->problem_detail);
  signer->problem_detail = g_steal_pointer (&detail);
}

/* The value itself, not the certificate: what comes again under another mail is the same (CF112). */
static void
state_value (const Signer *self, CfSignerFacts *signer)
{
  const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature (self->info);
  EVP_PKEY *key = self->certificate == NULL ? NULL : X509_get0_pubkey (self->certificate);

  signer->signature_sha256 =
      cf_cms_value_dup_sha256 (cf_span (ASN1_STRING_get0_data (value), (gsize) ASN1_STRING_length (value)), key);
}

static void
check_signer (Signer *self, CfSignerFacts *signer)
{
  CfCmsFound found;

  cf_cms_scheme_read (self->info, &self->scheme, signer);
  cf_cms_attributes_read (self->info, CMS_get0_eContentType (*self->cms->info), &self->attributes);

  found = check_signature (self);
  signer->status = outcomes[found].status;
  signer->evidence |= outcomes[found].evidence;
  if (found == CF_CMS_FOUND_WEAK)
    signer->problem_detail = g_strdup (self->scheme.weak);
  state_signing_time (self, signer);
  state_value (self, signer);

  if (self->certificate != NULL) {
    state_key (self, signer);
    check_owner (self, signer);
  }

  cf_cms_attributes_clear (&self->attributes);
}

void
cf_cms_check_signers (CfCms *self, const CfCmsContent *content, const CfCertContext *context,
                      CfSmimeFacts *smime)
{
  CfCertContext own = *context;

  if (self->kind != CF_CMS_SIGNED)
    return;

  own.bag = self->certificates;
  g_clear_pointer (&self->chains, g_ptr_array_unref);
  self->chains = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < cf_cms_get_n_signers (self); i++) {
    Signer signer = { self,  content, &own, sk_CMS_SignerInfo_value (self->signers, (int) i),
                      { 0 }, { 0 },   NULL };

    own.chain = g_ptr_array_new_with_free_func ((GDestroyNotify) X509_free);
    g_ptr_array_add (self->chains, own.chain);
    check_signer (&signer, cf_facts_add_signer (smime));
  }

  ERR_clear_error ();
}

const GPtrArray *
cf_cms_get_signer_chain (const CfCms *self, guint index)
{
  return self->chains != NULL && index < self->chains->len ? g_ptr_array_index (self->chains, index) : NULL;
}

X509 *
cf_cms_get_signer_certificate (const CfCms *self, guint index)
{
  const GPtrArray *chain = cf_cms_get_signer_chain (self, index);

  return chain != NULL && chain->len > 0 ? g_ptr_array_index (chain, 0) : NULL;
}
