/* fuzz-records.c — what DNS answers: a DMARC, DKIM key, BIMI or SMIMEA record, a domain's name; the first byte says which
 *
 * Claims: what is read stays in its range; a key that is taken is one of the kinds that are allowed; a URL is https and
 * printable.
 */
#include "cf-cert.h"
#include "cf-domain-bimi.h"
#include "cf-domain-dmarc-record.h"
#include "cf-domain-key.h"
#include "cf-domain-name.h"
#include "cf-fuzz.h"
#include "cf-limits.h"

static GBytes *certificate;

static void
read_dmarc (CfSpan text)
{
  CfDomainDmarcRecord record, again;

  if (!cf_domain_read_dmarc (text, &record))
    return;

  CF_CLAIM (cf_domain_read_dmarc (text, &again) && again.applies == record.applies && again.own == record.own);
  CF_CLAIM (record.own <= CF_DOMAIN_POLICY_REJECT && record.existing <= CF_DOMAIN_POLICY_REJECT);
  CF_CLAIM (cf_domain_policy_get_name (record.missing) != NULL && cf_domain_policy_lower (record.own) <= record.own);
}

static void
read_key (CfSpan text)
{
  static const CfDomainAlgorithm algorithms[] = { CF_DOMAIN_RSA_SHA256, CF_DOMAIN_ED25519_SHA256 };

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++) {
    g_auto (CfDomainKey) key = { 0 };

    if (cf_domain_key_read (text, algorithms[i], &key) == NULL) {
      CF_CLAIM (key.key != NULL);
      CF_CLAIM (EVP_PKEY_get_base_id (key.key) == (algorithms[i] == CF_DOMAIN_RSA_SHA256 ? EVP_PKEY_RSA : EVP_PKEY_ED25519));
      CF_CLAIM (key.bits > 0 && key.bits <= CF_LIMIT_RSA_BITS);
    }
  }
}

static void
read_bimi (CfSpan text)
{
  g_autofree char *url = NULL;
  CfDomainBimiKind kind = cf_domain_read_bimi (text, &url);

  CF_CLAIM ((kind == CF_DOMAIN_BIMI_EVIDENCE) == (url != NULL));
  CF_CLAIM (url == NULL || (g_ascii_strncasecmp (url, "https://", 8) == 0 && g_str_is_ascii (url)));
}

/* What is given is A-labels in lower case already. */
static void
read_name (CfSpan text)
{
  g_autofree char *given = cf_fuzz_dup_text (text);
  const char *name = g_strcanon (given, "abcdefghijklmnopqrstuvwxyz0123456789-._", 'x');
  g_autofree char *domain = cf_domain_dup_organizational (name);

  CF_CLAIM (domain == NULL || g_str_has_suffix (name, domain));
  CF_CLAIM (domain == NULL || cf_domain_is_aligned (name, name));
}

static void
read_smimea (CfSpan record)
{
  const guint8 *at = g_bytes_get_data (certificate, NULL);
  g_autoptr (X509) signer = d2i_X509 (NULL, &at, (long) g_bytes_get_size (certificate));
  CfSmimeaMatch match = cf_cert_match_smimea (record, signer, NULL);

  CF_CLAIM (match.result == CF_CERT_SMIMEA_UNUSABLE || match.usage <= 3);
  CF_CLAIM (match.result != CF_CERT_SMIMEA_MATCH || record.length >= 3 + 32);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static void (*const readers[]) (CfSpan) = { read_dmarc, read_key, read_bimi, read_name, read_smimea };
  CfSpan rest = cf_span (data, size);
  guint which = cf_fuzz_take (&rest, G_N_ELEMENTS (readers));

  readers[which](rest);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  cf_domain_prepare ();
  certificate = cf_fuzz_load ("asked.der");
  return 0;
}
