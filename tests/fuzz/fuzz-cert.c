/* fuzz-cert.c — certificates: the signer's first, then those that came with it
 *
 * Claims: a chain stands only for a certificate of the seeds, whose signed bytes are the same; what is described is
 * described alike each time; limits on what a report holds.
 */
#include "cf-fuzz-cert.h"
#include "cf-limits.h"

static void
describe (X509 *certificate)
{
  g_autoptr (CfCertFacts) first = cf_cert_describe (certificate);
  g_autoptr (CfCertFacts) second = cf_cert_describe (certificate);
  g_autofree char *names = cf_cert_dup_names (certificate);
  g_autofree char *issuer = cf_cert_dup_issuer_organization (certificate);
  g_autofree char *base64 = cf_cert_dup_base64 (certificate);

  CF_CLAIM (g_strcmp0 (first->sha256, second->sha256) == 0 && g_strcmp0 (first->subject, second->subject) == 0);
  CF_CLAIM (first->subject == NULL || g_utf8_validate (first->subject, -1, NULL));
  CF_CLAIM (names == NULL || g_utf8_validate (names, -1, NULL));
  CF_CLAIM (issuer == NULL || g_utf8_validate (issuer, -1, NULL));
  CF_CLAIM (base64 == NULL || strlen (base64) <= (CF_LIMIT_REPORT_CERTIFICATE_BYTES + 2) / 3 * 4);
}

static void
check (CfX509Stack *certificates, CfSpan bytes)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfFacts) facts = cf_facts_new ();
  CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);
  CfFuzzCert set;

  cf_fuzz_cert_init (&set, questions);
  set.context.bag = certificates;
  cf_cert_check_signer (sk_X509_value (certificates, 0), &set.context, signer);
  CF_CLAIM (cf_questions_get_n (questions) <= CF_LIMIT_QUESTIONS);
  CF_CLAIM (signer->addresses->len <= CF_LIMIT_CERT_ADDRESSES);
  CF_CLAIM (signer->chain.certificates->len <= CF_LIMIT_CHAIN_LENGTH);
  for (guint i = 0; i < signer->addresses->len; i++)
    CF_CLAIM (g_utf8_validate (g_ptr_array_index (signer->addresses, i), -1, NULL));
  if (signer->chain.trusted) {
    g_autofree char *digest = cf_fuzz_cert_dup_digest (sk_X509_value (certificates, 0));
    g_autofree char *what = g_strdup_printf ("chain %s", digest);

    cf_fuzz_genuine (what);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CfSpan bytes = cf_span (data, size);
  g_autoptr (CfX509Stack) certificates = cf_fuzz_cert_read (bytes);
  static const guint8 record[] = { 3, 0, 1 };
  guint8 smimea[sizeof record + 32] = { 3, 0, 1 };

  if (sk_X509_num (certificates) == 0)
    return 0;

  describe (sk_X509_value (certificates, 0));
  check (certificates, bytes);
  CF_CLAIM (cf_cert_match_smimea (cf_span (smimea, sizeof smimea), sk_X509_value (certificates, 0), NULL).result != CF_CERT_SMIMEA_MATCH);
  (void) cf_cert_match_smimea (cf_span (record, sizeof record), sk_X509_value (certificates, 0), NULL);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  cf_fuzz_cert_begin ();
  return 0;
}
