/* fuzz-cms.c — one ContentInfo, as a signature of the content that all seeds sign
 *
 * Claims: a signer is intact only with a certificate and a content of the seeds; limits on signers, certificates and
 * what is inflated; the same bytes give the same facts.
 */
#include <openssl/core_names.h>

#include "cf-cms-ber.h"
#include "cf-cms.h"
#include "cf-fuzz-cert.h"
#include "cf-limits.h"

#define ALL_DIGESTS (CF_DIGEST_SHA256 | CF_DIGEST_SHA384 | CF_DIGEST_SHA512)

static GBytes *detached;

static void
digest (CfSpan bytes, CfDigestSet *out)
{
  g_autoptr (CfDigester) digester = cf_digester_new (ALL_DIGESTS);

  cf_digester_update (digester, bytes);
  cf_digester_finish (digester, out);
}

/* Of its public key: the rest of a certificate is no part of the signature, and its chain is judged apart.  By its
 * numbers, since one key can be written in many ways: bits that do not count, points in other forms. */
static char *
dup_key_digest (X509 *certificate)
{
  static const char *const numbers[] = { OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_EC_PUB_X, OSSL_PKEY_PARAM_EC_PUB_Y };
  EVP_PKEY *key = X509_get0_pubkey (certificate);
  g_autoptr (GString) text = g_string_new (EVP_PKEY_get0_type_name (key));
  unsigned char octets[64];
  size_t length = sizeof octets;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    BIGNUM *number = NULL;
    char *hex = EVP_PKEY_get_bn_param (key, numbers[i], &number) == 1 ? BN_bn2hex (number) : NULL;

    g_string_append_printf (text, " %s", hex != NULL ? hex : "-");
    OPENSSL_free (hex);
    BN_free (number);
  }
  /* Of Ed25519. */
  if (EVP_PKEY_get_raw_public_key (key, octets, &length) == 1)
    g_string_append_len (text, (const char *) octets, (gssize) length);
  return cf_fuzz_dup_digest (cf_span (text->str, text->len));
}

static void
hold_against_seeds (const CfCms *cms, const CfFacts *facts, CfSpan content)
{
  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if ((signer->evidence & CF_S (INTACT)) != 0) {
      g_autofree char *of_content = cf_fuzz_dup_digest (content);
      g_autofree char *of_key = dup_key_digest (cf_cms_get_signer_certificate (cms, i));
      g_autofree char *what = g_strdup_printf ("intact %s %s", of_key, of_content);

      CF_CLAIM (signer->status == CF_SIGNER_INTACT && (signer->evidence & CF_S (ALTERED)) == 0);
      cf_fuzz_genuine (what);
    }
  }
}

static char *
dup_summary (const CfFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    g_string_append_printf (text, "%d %" G_GINT64_MODIFIER "x %s %s\n", signer->status, signer->evidence,
                            signer->signature_sha256 != NULL ? signer->signature_sha256 : "-",
                            signer->problem_detail != NULL ? signer->problem_detail : "-");
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns what was found, in words. */
static char *
check (CfSpan der)
{
  g_autoptr (CfCms) cms = cf_cms_read (der);
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfFacts) facts = cf_facts_new ();
  GBytes *carried = cf_cms_has_content (cms) ? cf_cms_get_content (cms) : detached;
  CfSpan content = carried != NULL ? cf_fuzz_span (carried) : cf_span (NULL, 0);
  CfDigestSet digests;
  const CfCmsContent what = { .canonical = &digests, .begins_as_mail = content.length > 0 && content.data[0] != 0x31 };
  CfFuzzCert set;

  digest (content, &digests);
  CF_CLAIM (cf_cms_get_n_signers (cms) <= CF_LIMIT_SIGNERS);
  CF_CLAIM (content.length <= MAX (der.length, g_bytes_get_size (detached)));
  if (cf_cms_get_kind (cms) == CF_CMS_COMPRESSED) {
    g_autoptr (GBytes) inflated = cf_cms_inflate (cms);

    CF_CLAIM (inflated == NULL || g_bytes_get_size (inflated) <= (gsize) CF_LIMIT_INFLATE_FACTOR * der.length);
  }

  if (cf_cms_get_kind (cms) != CF_CMS_SIGNED)
    return g_strdup_printf ("kind %d", cf_cms_get_kind (cms));

  cf_fuzz_cert_init (&set, questions);
  cf_cms_check_signers (cms, &what, &set.context, &facts->smime);
  CF_CLAIM (facts->smime.signers->len == cf_cms_get_n_signers (cms));
  CF_CLAIM (cf_questions_get_n (questions) <= CF_LIMIT_QUESTIONS);
  hold_against_seeds (cms, facts, content);
  return dup_summary (facts);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CfSpan der = cf_span (data, size);
  gsize length = cf_cms_ber_measure (der);
  g_autofree char *first = check (der);

  CF_CLAIM (length <= size);
  if (size % 4 == 0) {
    g_autofree char *second = check (der);

    CF_CLAIM (g_str_equal (first, second));
  }

  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  cf_fuzz_cert_begin ();
  detached = cf_fuzz_load ("content.bin");
  return 0;
}
