/* cf-cli-desk-letter.c — evidence -> a letter to the sender
 *
 * A row is a published check that failed, what it means for the sender, and
 * what to ask the authority.
 */
#include "cf-cli-desk.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CfCliFault fault;
  const char *source;
  const char *failed;
  const char *ask;
} Check;

/* TRANSLATORS: sentences of a letter to a sender, one for each check that failed: first what failed, then what to do. */
static const Check checks[] = {
  { CF_CLI_FAULT_BROKEN, "RFC 5652", N_("The signature cannot be read: its data is damaged or not complete."),
    N_("Please look whether a gateway, a disclaimer or an archive rewrites outgoing mail after it was signed.") },
  { CF_CLI_FAULT_ALTERED, "RFC 5652 5.4, RFC 8551 3.5", N_("The text does not match the signature: the mail was changed after it was signed."),
    N_("Please look whether a gateway, a disclaimer or a mailing list changes mail after it was signed; sign last, at the edge.") },
  { CF_CLI_FAULT_WEAK, "RFC 8551 2.1, 2.2", N_("The signature uses a method that is no longer accepted, such as SHA-1 or a short key."),
    N_("Please set your mail program or gateway to SHA-256 with an RSA key of 2048 bits or more, or P-256.") },
  { CF_CLI_FAULT_PARTIAL, "RFC 8551 3.1", N_("The signature covers only a part of the mail."),
    N_("Please have footers and attachments added before the mail is signed.") },
  { CF_CLI_FAULT_CHAIN, "RFC 5280 6, RFC 8550 4", N_("The certificate cannot be traced to an authority that receivers know."),
    N_("Please ask your authority: which root does the certificate lead to, is that root in the e-mail lists of Mozilla, Microsoft and "
       "Apple, and which intermediate certificates have to be sent with each mail?") },
  { CF_CLI_FAULT_EXPIRED, "RFC 5280 4.1.2.5", N_("The certificate was not valid at the time: it had expired, or had not begun."),
    N_("Please ask your authority for a new certificate, and put it into every program that signs; renew from three months before the end.") },
  { CF_CLI_FAULT_USAGE, "RFC 8550 4.4, RFC 5280 4.2.1.12", N_("The certificate is not made for signing mail."),
    N_("Please ask your authority for a certificate for e-mail (S/MIME, emailProtection).") },
  { CF_CLI_FAULT_ADDRESS, "RFC 8550 3", N_("The certificate names another address than the sender line."),
    N_("Please ask your authority for a certificate with the address that you send from, or send from the address that it names.") },
  { CF_CLI_FAULT_REVOKED, "RFC 5280 6.3, RFC 6960", N_("The certificate was cancelled."),
    N_("Please stop using it at once. Ask your authority why it was cancelled and, if a key may have leaked, tell your receivers.") },
};

static guint
find_chain_faults (const CfSignerFacts *signer)
{
  if (signer->certificate == NULL)
    return CF_CLI_FAULT_CHAIN;

  switch (signer->chain.problem) {
  case CF_CHAIN_PROBLEM_NONE:
    return cf_cli_desk_is_chained (signer) ? 0 : CF_CLI_FAULT_CHAIN;
  case CF_CHAIN_PROBLEM_EXPIRED:
  case CF_CHAIN_PROBLEM_NOT_YET_VALID:
    return CF_CLI_FAULT_EXPIRED;
  case CF_CHAIN_PROBLEM_BAD_USAGE:
    return CF_CLI_FAULT_USAGE;
  case CF_CHAIN_PROBLEM_WEAK:
    return CF_CLI_FAULT_WEAK;
  default:
    return CF_CLI_FAULT_CHAIN;
  }
}

static guint
find_signer_faults (const CfSignerFacts *signer)
{
  static const guint of_status[] = {
    [CF_SIGNER_MALFORMED] = CF_CLI_FAULT_BROKEN,
    [CF_SIGNER_UNSUPPORTED] = CF_CLI_FAULT_WEAK,
    [CF_SIGNER_ALTERED] = CF_CLI_FAULT_ALTERED,
    [CF_SIGNER_INTACT] = 0,
  };
  guint faults = of_status[signer->status];

  /* Of a signature that cannot be read nothing else is known. */
  if (signer->status == CF_SIGNER_MALFORMED)
    return faults;

  faults |= find_chain_faults (signer);
  if (signer->certificate != NULL && !signer->address_match)
    faults |= CF_CLI_FAULT_ADDRESS;
  if (signer->revocation.status == CF_REVOCATION_REVOKED)
    faults |= CF_CLI_FAULT_REVOKED;

  return faults;
}

guint
cf_cli_desk_find_faults (const CfFacts *facts)
{
  const CfSmimeFacts *smime = &facts->smime;
  gboolean is_signed = smime->form == CF_SMIME_FORM_DETACHED || smime->form == CF_SMIME_FORM_OPAQUE;
  guint faults = 0;

  if (!is_signed)
    return 0;
  if (smime->signers->len == 0)
    return CF_CLI_FAULT_BROKEN;

  for (guint i = 0; i < smime->signers->len; i++)
    faults |= find_signer_faults (g_ptr_array_index (smime->signers, i));
  if (smime->coverage != CF_COVERAGE_WHOLE)
    faults |= CF_CLI_FAULT_PARTIAL;

  return faults;
}

static void
add_line (GString *text, const char *lang, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "  %s%s%s\n", cf_ribbon_translate (lang, label), cf_ribbon_translate (lang, N_(": ")), value);
}

/* A report without names has "u1" for what stands before the @: nobody's address, so somebody has to fill it in. */
static char *
dup_sender (const CfFacts *facts)
{
  const char *address = facts->sender.address;
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  if (at == NULL || facts->message_id != NULL || address[0] != 'u' || at == address + 1 ||
      strspn (address + 1, "0123456789") != (gsize) (at - address - 1))
    return g_strdup (address);

  return g_strdup_printf ("________%s", at);
}

/* What both sides can find the mail by. */
static void
add_mail (GString *text, const CfFacts *facts, const char *lang)
{
  const CfSignerFacts *signer = facts->smime.signers->len > 0 ? g_ptr_array_index (facts->smime.signers, 0) : NULL;
  g_autofree char *date = cf_time_format (facts->sender.date);
  g_autofree char *number = cf_report_dup_check_number (facts);
  g_autofree char *sender = dup_sender (facts);

  add_line (text, lang, N_("Sender"), sender);
  add_line (text, lang, N_("Date"), date);
  add_line (text, lang, N_("Message-ID"), facts->message_id);
  add_line (text, lang, N_("Check number"), number);
  if (signer != NULL && signer->certificate != NULL) {
    add_line (text, lang, N_("Issued by"), signer->certificate->issuer);
    add_line (text, lang, N_("Serial number"), signer->certificate->serial);
  }
}

char *
cf_cli_desk_write_letter (const CfFacts *facts, const char *lang)
{
  guint faults = cf_cli_desk_find_faults (facts);
  GString *text;

  if (faults == 0)
    return NULL;

  text = g_string_new (NULL);
  /* TRANSLATORS: the beginning of a letter to the sender of a mail; a list of facts about the mail follows. */
  g_string_append_printf (text, "%s\n\n", cf_ribbon_translate (lang, N_("Dear sender,\n\nwe received a mail with an electronic signature from "
                                                                       "you, and could not confirm the signature. It is about this mail:")));
  add_mail (text, facts, lang);
  g_string_append_printf (text, "\n%s\n", cf_ribbon_translate (lang, N_("These published checks failed:")));
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (faults & checks[i].fault)
      g_string_append_printf (text, "\n- %s [%s]\n  %s\n", cf_ribbon_translate (lang, checks[i].failed), checks[i].source,
                              cf_ribbon_translate (lang, checks[i].ask));
  /* TRANSLATORS: the end of the letter to a sender. */
  g_string_append_printf (text, "\n%s\n", cf_ribbon_translate (lang, N_("Until then receivers who check signatures see a warning on your mail. "
                                                                       "Thank you for looking into it.")));
  return g_string_free (text, FALSE);
}
