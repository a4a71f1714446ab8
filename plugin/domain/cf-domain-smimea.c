/* cf-domain-smimea.c — records of DNS and a signer → whether its domain knows its certificate */
#include "cf-domain-smimea.h"

#include <openssl/sha.h>

#include "cf-digest.h"
#include "cf-domain-name.h"
#include "cf-text.h"

/* RFC 8162 section 3: the leftmost octets of SHA-256. */
#define HASH_BYTES 28

/* Nobody else vouches for such a certificate. */
#define ISSUER_IS_UNKNOWN (CF_S (ISSUER_UNKNOWN) | CF_S (PRIVATE_ROOT_UNKNOWN) | CF_S (CHAIN_INCOMPLETE))

/* What is hashed: without the quotes and backslashes that the syntax of a header needs (RFC 8162 section 3). */
static char *
dup_local_part (const char *address)
{
  const char *at = strrchr (address, '@');
  gsize length = at == NULL ? 0 : (gsize) (at - address);
  g_autoptr (GString) text = g_string_new (NULL);

  if (length < 2 || address[0] != '"' || at[-1] != '"')
    return g_strndup (address, length);

  for (gsize i = 1; i + 1 < length; i++) {
    if (address[i] == '\\' && i + 2 < length)
      i++;
    g_string_append_c (text, address[i]);
  }

  return g_strdup (text->str);
}

char *
cf_domain_dup_smimea_key (const char *address, const char *domain)
{
  g_autofree char *written = dup_local_part (address);
  g_autofree char *local = cf_text_normalize (written, G_NORMALIZE_NFC);
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;
  guint8 digest[SHA256_DIGEST_LENGTH];

  if (local == NULL || *local == '\0')
    return NULL;

  SHA256 ((const guint8 *) local, strlen (local), digest);
  hash = cf_digest_to_hex (cf_span (digest, HASH_BYTES));
  name = g_strconcat (hash, "._smimecert.", domain, NULL);
  return strlen (name) > CF_DOMAIN_MAX_BYTES ? NULL : g_strconcat ("SMIMEA ", name, NULL);
}

/* Of several signers a certificate that differs is said first. */
static void
state_result (CfSmimeaResult result, CfDomainFacts *domain)
{
  if (domain->smimea != CF_SMIMEA_MISMATCH)
    domain->smimea = result == CF_SMIMEA_MISMATCH ? result : MAX (domain->smimea, result);
}

/* Usages 0 and 1 count only where the chain stands anyway; 2 and 3 stand alone,
 * and make no certificate good whose issuer is unknown (MEANING section 7). */
static CfEvidence
find_match (guint8 usage, CfEvidence chain)
{
  if (usage <= 1)
    return (chain & CF_S (CHAIN_STANDS)) != 0 ? CF_S (SMIMEA_MATCH) : 0;
  if ((chain & ISSUER_IS_UNKNOWN) != 0)
    return CF_S (SMIMEA_MATCH) | CF_S (SMIMEA_VOUCHES);

  return CF_S (SMIMEA_MATCH);
}

static void
judge_records (const CfDomainSmimeaRecord *records, guint n_records, CfDomainFacts *domain, CfSignerFacts *signer)
{
  gboolean usable = FALSE, matches = FALSE;
  CfEvidence found = 0;

  for (guint i = 0; i < n_records; i++) {
    usable = usable || records[i].kind != CF_DOMAIN_SMIMEA_UNUSABLE;
    if (records[i].kind != CF_DOMAIN_SMIMEA_MATCHES)
      continue;
    matches = TRUE;
    found |= find_match (records[i].usage, signer->evidence);
  }

  if (found == 0 && usable && !matches)
    found = CF_S (SMIMEA_MISMATCH);
  signer->evidence |= found;

  if (!usable)
    state_result (CF_SMIMEA_NONE, domain);
  else if ((found & CF_S (SMIMEA_MISMATCH)) != 0)
    state_result (CF_SMIMEA_MISMATCH, domain);
  else if (found != 0)
    state_result (CF_SMIMEA_MATCH, domain);
}

void
cf_domain_smimea_judge (const CfAnswer *answer, const CfDomainSmimeaRecord *records, guint n_records,
                        CfDomainFacts *domain, CfSignerFacts *signer)
{
  if (answer->dnssec == CF_DNSSEC_BOGUS) {
    state_result (CF_SMIMEA_BOGUS, domain);
  } else if (answer->status == CF_ANSWER_EMPTY || answer->status == CF_ANSWER_NO_NAME) {
    state_result (CF_SMIMEA_NONE, domain);
  } else if (answer->status == CF_ANSWER_FOUND && answer->dnssec == CF_DNSSEC_SECURE) {
    judge_records (records, n_records, domain, signer);
  } else if (answer->status == CF_ANSWER_FOUND) {
    /* RFC 8162 section 4: anybody could have put it there. */
    state_result (CF_SMIMEA_INSECURE, domain);
    signer->evidence |= CF_S (SMIMEA_INSECURE);
  }
}
