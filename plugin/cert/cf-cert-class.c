/* cf-cert-class.c — what an issuer checked before it signed: parts -> facts
 *
 * The policies of the CA/Browser Forum's S/MIME Baseline Requirements, section
 * 7.1.6.1: by class (mailbox, organization, sponsor, individual) and by
 * generation (legacy, multipurpose, strict), which is all the same to us; and
 * those of authorities before them (cf-cert-class-table.h).
 */
#include "cf-cert-internal.h"

typedef struct {
  const char *oid;
  CfAssurance assurance;
} Class;

static const Class classes[] = {
  { "2.23.140.1.5.1.1", CF_ASSURANCE_MAILBOX },      { "2.23.140.1.5.1.2", CF_ASSURANCE_MAILBOX },
  { "2.23.140.1.5.1.3", CF_ASSURANCE_MAILBOX },      { "2.23.140.1.5.2.1", CF_ASSURANCE_ORGANIZATION },
  { "2.23.140.1.5.2.2", CF_ASSURANCE_ORGANIZATION }, { "2.23.140.1.5.2.3", CF_ASSURANCE_ORGANIZATION },
  { "2.23.140.1.5.3.1", CF_ASSURANCE_SPONSOR },      { "2.23.140.1.5.3.2", CF_ASSURANCE_SPONSOR },
  { "2.23.140.1.5.3.3", CF_ASSURANCE_SPONSOR },      { "2.23.140.1.5.4.1", CF_ASSURANCE_INDIVIDUAL },
  { "2.23.140.1.5.4.2", CF_ASSURANCE_INDIVIDUAL },   { "2.23.140.1.5.4.3", CF_ASSURANCE_INDIVIDUAL },
};

static const Class old_classes[] = {
#define CF_CERT_OLD_CLASS(oid, assurance) { oid, CF_ASSURANCE_##assurance },
#include "cf-cert-class-table.h"
};

static CfAssurance
find_assurance (const ASN1_OBJECT *policy, const Class *table, guint n)
{
  char oid[80];

  if (OBJ_obj2txt (oid, sizeof oid, policy, 1) <= 0)
    return CF_ASSURANCE_UNKNOWN;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (oid, table[i].oid))
      return table[i].assurance;

  return CF_ASSURANCE_UNKNOWN;
}

/* Whether an authority with policies of its own has this one, or any where that is allowed (RFC 5280 section
 * 6.1.3 d). */
static gboolean
allows_policy (X509 *authority, const ASN1_OBJECT *policy, gboolean any_allowed)
{
  g_autoptr (CERTIFICATEPOLICIES) list = NULL;

  if (X509_get_ext_by_NID (authority, NID_certificate_policies, -1) < 0)
    return TRUE;

  list = X509_get_ext_d2i (authority, NID_certificate_policies, NULL, NULL);
  for (int i = 0; i < sk_POLICYINFO_num (list); i++) {
    const ASN1_OBJECT *own = sk_POLICYINFO_value (list, i)->policyid;

    if ((any_allowed && OBJ_obj2nid (own) == NID_any_policy) || OBJ_cmp (own, policy) == 0)
      return TRUE;
  }

  return FALSE;
}

/* A policy that an authority maps to another one is not its own below it (RFC 5280 section 6.1.4 b); what
 * maps to ours gives no class, for its name says another thing. */
static gboolean
maps_away (X509 *authority, const ASN1_OBJECT *policy)
{
  POLICY_MAPPINGS *list = X509_get_ext_d2i (authority, NID_policy_mappings, NULL, NULL);
  gboolean found = FALSE;

  for (int i = 0; i < sk_POLICY_MAPPING_num (list); i++)
    found = found || OBJ_cmp (sk_POLICY_MAPPING_value (list, i)->issuerDomainPolicy, policy) == 0;

  sk_POLICY_MAPPING_pop_free (list, POLICY_MAPPING_free);
  return found;
}

/* How many authorities below @authority may still say "any" (RFC 5280 section 4.2.1.14). */
static long
read_inhibit_any (X509 *authority)
{
  ASN1_INTEGER *skip = X509_get_ext_d2i (authority, NID_inhibit_any_policy, NULL, NULL);
  long n = skip == NULL ? G_MAXLONG : MAX (0, ASN1_INTEGER_get (skip));

  ASN1_INTEGER_free (skip);
  return n;
}

/* From the top down.  The anchor is left out: what a root says of itself binds nobody. */
static gboolean
is_allowed_on (const GPtrArray *path, const ASN1_OBJECT *policy)
{
  long any_left = G_MAXLONG;

  for (guint i = path->len - 1; i-- > 1;) {
    X509 *authority = g_ptr_array_index (path, i);
    gboolean self_issued = (X509_get_extension_flags (authority) & EXFLAG_SI) != 0;

    if (!allows_policy (authority, policy, any_left > 0 || self_issued) || maps_away (authority, policy))
      return FALSE;
    if (!self_issued && any_left > 0)
      any_left--;
    any_left = MIN (any_left, read_inhibit_any (authority));
  }

  return TRUE;
}

static CfAssurance
find_least (const GPtrArray *path, const Class *table, guint n)
{
  X509 *signer = g_ptr_array_index (path, 0);
  g_autoptr (CERTIFICATEPOLICIES) list = X509_get_ext_d2i (signer, NID_certificate_policies, NULL, NULL);
  CfAssurance least = CF_ASSURANCE_UNKNOWN;

  for (int i = 0; i < sk_POLICYINFO_num (list); i++) {
    const ASN1_OBJECT *policy = sk_POLICYINFO_value (list, i)->policyid;
    CfAssurance assurance = find_assurance (policy, table, n);

    if (assurance == CF_ASSURANCE_UNKNOWN || !is_allowed_on (path, policy))
      continue;
    least = least == CF_ASSURANCE_UNKNOWN ? assurance : MIN (least, assurance);
  }

  return least;
}

CfAssurance
cf_cert_find_class (const GPtrArray *path)
{
  CfAssurance found = find_least (path, classes, G_N_ELEMENTS (classes));

  /* Where both stand the requirements' own says more: the older one is kept for old readers. */
  return found != CF_ASSURANCE_UNKNOWN ? found : find_least (path, old_classes, G_N_ELEMENTS (old_classes));
}
