/* cf-cert-renewal.c — whether another certificate of a sender is the next one or a stranger's: facts -> facts
 *
 * MEANING sections 10 and 12.  A Japanese certificate lives 12 to 15 months to
 * the end of a quarter and is renewed from three months before; the key changes
 * with it, so names and issuer tell.
 */
#include "cf-cert-internal.h"

#include "cf-text.h"

/* Three months, with the days that a quarter may have more. */
#define BEFORE_END (93 * CF_TIME_DAY)

/* A certificate is often bought anew after a gap; beyond half a year nobody would call it a renewal. */
#define AFTER_END (183 * CF_TIME_DAY)

char *
cf_cert_dup_names (X509 *certificate)
{
  X509_NAME *name = X509_NAME_dup (X509_get_subject_name (certificate));
  char *text;
  int i;

  /* It numbers the contract, not the person, and changes with each. */
  while ((i = X509_NAME_get_index_by_NID (name, NID_serialNumber, -1)) >= 0)
    X509_NAME_ENTRY_free (X509_NAME_delete_entry (name, i));

  text = cf_cert_dup_name (name);
  X509_NAME_free (name);
  return text;
}

char *
cf_cert_dup_issuer_organization (X509 *certificate)
{
  const X509_NAME *issuer = X509_get_issuer_name (certificate);
  char *text = cf_cert_dup_name_entry (issuer, NID_organizationName);

  return text != NULL ? text : cf_cert_dup_name_entry (issuer, NID_commonName);
}

/* One that begins near the end of the other, whichever was seen first: mail is not always read in its order.
 */
static gboolean
is_near_end (CfTime begins, CfTime ends)
{
  return begins >= ends - BEFORE_END && begins <= ends + AFTER_END;
}

static gboolean
follows (const CfCertHistory *before, CfTime begins, CfTime ends)
{
  if (before->not_before == CF_TIME_UNKNOWN || before->not_after == CF_TIME_UNKNOWN)
    return FALSE;

  return begins >= before->not_before ? is_near_end (begins, before->not_after)
                                      : is_near_end (before->not_before, ends);
}

CfHistoryCertificate
cf_cert_compare_renewal (const CfCertHistory *before, X509 *now, CfTime now_time)
{
  g_autofree char *fingerprint = cf_cert_dup_fingerprint (now);
  g_autofree char *names = cf_cert_dup_names (now);
  g_autofree char *issuer = cf_cert_dup_issuer_organization (now);
  CfTime begins = cf_time_from_asn1 (X509_get0_notBefore (now));
  CfTime ends = cf_time_from_asn1 (X509_get0_notAfter (now));

  if (before->sha256 == NULL)
    return CF_HISTORY_CERTIFICATE_FIRST;
  if (g_ascii_strcasecmp (before->sha256, fingerprint) == 0)
    return CF_HISTORY_CERTIFICATE_SAME;

  if (*names == '\0' || issuer == NULL || !cf_text_equal (before->names, names) ||
      !cf_text_equal (before->issuer, issuer) || begins == CF_TIME_UNKNOWN || ends == CF_TIME_UNKNOWN ||
      begins > now_time || !follows (before, begins, ends))
    return CF_HISTORY_CERTIFICATE_CHANGED;

  return CF_HISTORY_CERTIFICATE_RENEWED;
}

gboolean
cf_cert_is_class_dropped (CfAssurance before, CfAssurance now)
{
  /* What each class lets us say: nothing, the address, a person, an organisation. */
  static const guint worth[] = {
    [CF_ASSURANCE_UNKNOWN] = 0, [CF_ASSURANCE_MAILBOX] = 1,      [CF_ASSURANCE_INDIVIDUAL] = 2,
    [CF_ASSURANCE_SPONSOR] = 3, [CF_ASSURANCE_ORGANIZATION] = 3,
  };

  return worth[now] < worth[before];
}
