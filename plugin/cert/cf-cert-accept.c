/* cf-cert-accept.c — what an administrator lets pass below one anchor although it is weak: rules -> bits
 *
 * For named old authorities only, and never what breaks by itself: MD5 and RSA
 * below 1024 bits have no word here (MEANING section 10 is the rule for all
 * others).
 */
#include "cf-cert-internal.h"

#include "cf-cert-key.h"

#define MIN_ACCEPTED_RSA_BITS 1024u

static const struct {
  const char *word; /* as in accept= of [anchor NAME] */
  CfCertAccept accept;
} words[] = {
  { "sha1-certificates", CF_CERT_ACCEPT_SHA1_CERTIFICATES },
  { "rsa1024-keys", CF_CERT_ACCEPT_RSA1024_KEYS },
};

guint
cf_cert_parse_accept (const char *const *accept)
{
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (accept != NULL && g_strv_contains (accept, words[i].word))
      found |= words[i].accept;

  return found;
}

char *
cf_cert_dup_accepted (guint accepted)
{
  GString *out = accepted == 0 ? NULL : g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (accepted & words[i].accept)
      g_string_append_printf (out, "%s%s", out->len > 0 ? ";" : "", words[i].word);

  return out == NULL ? NULL : g_string_free (out, FALSE);
}

gboolean
cf_cert_accepts_key (guint accept, EVP_PKEY *key)
{
  CfCertKey found = cf_cert_key_read (key);

  return (accept & CF_CERT_ACCEPT_RSA1024_KEYS) != 0 && found.bits >= MIN_ACCEPTED_RSA_BITS &&
         (found.kind == CF_CERT_KEY_RSA || found.kind == CF_CERT_KEY_RSA_PSS);
}

gboolean
cf_cert_accepts_digest (guint accept, int digest)
{
  return (accept & CF_CERT_ACCEPT_SHA1_CERTIFICATES) != 0 && digest == NID_sha1;
}
