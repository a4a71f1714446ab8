/* cf-cli-desk.c — evidence -> each cause by itself, and how sure it is */
#include "cf-cli-desk.h"

#include <glib/gi18n-lib.h>

/* --- how sure --- */

/* TRANSLATORS: "certfirst explain REPORT.json": how sure a finding is; behind it in brackets */
#define BY_MAIL N_("certain: it follows from the mail itself")
#define BY_ANSWER N_("as sure as the answer that was given")
#define BY_LISTS N_("as sure as the list of authorities here")
#define BY_RULE N_("as the rules here say")
#define NOT_KNOWN N_("not known: nobody has answered")

typedef struct {
  const char *found;
  const char *sure;
} Finding;

/* Of several signers the worst speaks: one bad one spoils all. */
static const CfSignerFacts *
find_worst_signer (const CfFacts *facts)
{
  const CfSignerFacts *worst = NULL;

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if (worst == NULL || signer->status < worst->status || (signer->status == worst->status && !signer->chain.trusted))
      worst = signer;
  }

  return worst;
}

static Finding
judge_signature (const CfFacts *facts, const CfSignerFacts *signer)
{
  static const Finding of_signer[] = {
    [CF_SIGNER_MALFORMED] = { N_("It is broken and cannot be read."), BY_MAIL },
    [CF_SIGNER_UNSUPPORTED] = { N_("Its method is too weak or not known here."), BY_MAIL },
    [CF_SIGNER_ALTERED] = { N_("It does not match the text: the mail was changed or damaged after it was signed."), BY_MAIL },
    [CF_SIGNER_INTACT] = { N_("It is intact and covers the whole mail."), BY_MAIL },
  };

  if (facts->smime.form == CF_SMIME_FORM_NONE)
    return (Finding) { N_("There is none."), BY_MAIL };
  if (facts->smime.form == CF_SMIME_FORM_ENCRYPTED)
    return (Finding) { N_("The mail is encrypted and was not opened."), NOT_KNOWN };
  if (facts->smime.form == CF_SMIME_FORM_CERTS_ONLY)
    return (Finding) { N_("Only certificates are enclosed; nothing is signed."), BY_MAIL };
  if (signer == NULL)
    return of_signer[CF_SIGNER_MALFORMED];
  if (signer->status == CF_SIGNER_INTACT && facts->smime.coverage != CF_COVERAGE_WHOLE)
    return (Finding) { N_("It is intact and covers only a part of what is shown."), BY_MAIL };

  return of_signer[signer->status];
}

gboolean
cf_cli_desk_is_chained (const CfSignerFacts *signer)
{
  const CfChainFacts *chain = &signer->chain;

  return chain->trusted ||
         (chain->problem == CF_CHAIN_PROBLEM_NONE && chain->anchor != NULL && signer->revocation.status == CF_REVOCATION_REVOKED);
}

static Finding
judge_certificate (const CfSignerFacts *signer)
{
  static const Finding of_problem[] = {
    [CF_CHAIN_PROBLEM_NONE] = { N_("It does not lead to an authority that is trusted here."), BY_LISTS },
    [CF_CHAIN_PROBLEM_UNKNOWN_ISSUER] = { N_("Its issuer is not known here."), BY_LISTS },
    [CF_CHAIN_PROBLEM_EXPIRED] = { N_("It had expired."), BY_MAIL },
    [CF_CHAIN_PROBLEM_NOT_YET_VALID] = { N_("It was not valid yet."), BY_MAIL },
    [CF_CHAIN_PROBLEM_BAD_USAGE] = { N_("It is not meant for signing mail."), BY_MAIL },
    [CF_CHAIN_PROBLEM_BAD_CONSTRAINT] = { N_("Its authority was not allowed to issue it."), BY_MAIL },
    [CF_CHAIN_PROBLEM_BAD_SIGNATURE] = { N_("The authority's signature on it is false."), BY_MAIL },
    [CF_CHAIN_PROBLEM_WEAK] = { N_("A key or method in its chain is too weak."), BY_MAIL },
    [CF_CHAIN_PROBLEM_DISTRUSTED] = { N_("Its authority is no longer trusted."), BY_LISTS },
    [CF_CHAIN_PROBLEM_POLICY] = { N_("A rule here does not accept it."), BY_RULE },
    [CF_CHAIN_PROBLEM_INCOMPLETE] = { N_("A certificate between it and its root is missing."), NOT_KNOWN },
  };

  if (signer == NULL || signer->certificate == NULL)
    return (Finding) { N_("There is none to look at."), BY_MAIL };
  if (cf_cli_desk_is_chained (signer))
    return (Finding) { N_("It leads to an authority that is trusted here."), BY_LISTS };

  return of_problem[signer->chain.problem];
}

static Finding
judge_address (const CfSignerFacts *signer)
{
  if (signer == NULL || signer->certificate == NULL)
    return (Finding) { N_("No certificate names an address."), BY_MAIL };
  if (!signer->address_match)
    return (Finding) { N_("The certificate names another address than the sender's."), BY_MAIL };

  return (Finding) { N_("The certificate names the sender's address."), BY_MAIL };
}

static Finding
judge_revocation (const CfSignerFacts *signer)
{
  static const Finding of_status[] = {
    [CF_REVOCATION_NOT_CHECKED] = { N_("Whether it was cancelled was not asked."), NOT_KNOWN },
    [CF_REVOCATION_UNKNOWN] = { N_("Whether it was cancelled is not known."), NOT_KNOWN },
    [CF_REVOCATION_GOOD] = { N_("It was not cancelled."), BY_ANSWER },
    [CF_REVOCATION_REVOKED] = { N_("It was cancelled."), BY_ANSWER },
  };

  if (signer == NULL || signer->certificate == NULL)
    return (Finding) { N_("There is none to look at."), BY_MAIL };

  return of_status[signer->revocation.status];
}

static gboolean
has_failed_seal (const CfDomainFacts *domain)
{
  for (guint i = 0; i < domain->dkim->len; i++)
    if (((const CfDkimFacts *) g_ptr_array_index (domain->dkim, i))->result == CF_DKIM_FAIL)
      return TRUE;

  return FALSE;
}

static Finding
judge_domain (const CfFacts *facts)
{
  if (facts->domain.proved)
    return (Finding) { N_("A server seal proves the sender's domain."), BY_ANSWER };
  if (facts->evidence & CF_M (DOMAIN_PENDING))
    return (Finding) { N_("A server seal is there, and its key has not been looked up."), NOT_KNOWN };
  if (has_failed_seal (&facts->domain))
    return (Finding) { N_("A server seal is there and does not match the mail."), BY_ANSWER };
  if (facts->domain.dkim->len > 0)
    return (Finding) { N_("A server seal is there and does not prove the sender's domain."), BY_ANSWER };

  return (Finding) { N_("There is no server seal: nothing proves the domain."), BY_MAIL };
}

static Finding
judge_rules (const CfFacts *facts)
{
  static const char *const of_expectation[] = {
    [CF_EXPECTATION_NONE] = N_("No rule expects a signature of this sender."),
    [CF_EXPECTATION_EXEMPT] = N_("The administrator exempted this sender."),
    [CF_EXPECTATION_OPTIONAL] = N_("A rule says that this sender need not sign."),
    [CF_EXPECTATION_HISTORY] = N_("Earlier mail of this sender was signed."),
    [CF_EXPECTATION_USUAL] = N_("The sender usually signs its mail."),
    [CF_EXPECTATION_EXPECTED] = N_("The sender says that it signs every mail."),
    [CF_EXPECTATION_REQUIRED] = N_("The administrator requires a signature of this sender."),
  };

  return (Finding) { of_expectation[facts->policy.expectation], BY_RULE };
}

static void
add_cause (GPtrArray *causes, const char *lang, const char *name, Finding finding)
{
  CfCliCause *cause = g_new0 (CfCliCause, 1);

  cause->name = cf_ribbon_translate (lang, name);
  cause->found = cf_ribbon_translate (lang, finding.found);
  cause->sure = cf_ribbon_translate (lang, finding.sure);
  g_ptr_array_add (causes, cause);
}

GPtrArray *
cf_cli_desk_list_causes (const CfFacts *facts, const char *lang)
{
  GPtrArray *causes = g_ptr_array_new_with_free_func (g_free);
  const CfSignerFacts *signer = find_worst_signer (facts);

  add_cause (causes, lang, N_("Signature"), judge_signature (facts, signer));
  add_cause (causes, lang, N_("Certificate"), judge_certificate (signer));
  add_cause (causes, lang, N_("Address"), judge_address (signer));
  add_cause (causes, lang, N_("Cancellation"), judge_revocation (signer));
  add_cause (causes, lang, N_("Sender's domain"), judge_domain (facts));
  add_cause (causes, lang, N_("Rules"), judge_rules (facts));
  return causes;
}
