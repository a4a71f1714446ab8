/* cf-cli-desk-letter.c — evidence -> a letter to the sender, and what other mail programs show
 *
 * A row is a published check that failed, what it means for the sender, and
 * what to ask the authority.  Rules of other programs come from their makers'
 * documentation, where that says nothing from published descriptions; whoever
 * changes a row changes its source and the day.
 */
#include "cf-cli-desk.h"

#include <glib/gi18n-lib.h>

/* What a sender can mend; bits, because a mail may fail several checks. */
typedef enum {
  FAULT_BROKEN = 1 << 0,
  FAULT_ALTERED = 1 << 1,
  FAULT_WEAK = 1 << 2,
  FAULT_PARTIAL = 1 << 3,
  FAULT_CHAIN = 1 << 4,
  FAULT_EXPIRED = 1 << 5,
  FAULT_USAGE = 1 << 6,
  FAULT_ADDRESS = 1 << 7,
  FAULT_REVOKED = 1 << 8,
} Fault;

typedef struct {
  Fault fault;
  const char *source;
  const char *failed;
  const char *ask;
} Check;

/* TRANSLATORS: sentences of a letter to a sender, one for each check that failed: first what failed, then what to do. */
static const Check checks[] = {
  { FAULT_BROKEN, "RFC 5652", N_("The signature cannot be read: its data is damaged or not complete."),
    N_("Please look whether a gateway, a disclaimer or an archive rewrites outgoing mail after it was signed.") },
  { FAULT_ALTERED, "RFC 5652 5.4, RFC 8551 3.5", N_("The text does not match the signature: the mail was changed after it was signed."),
    N_("Please look whether a gateway, a disclaimer or a mailing list changes mail after it was signed; sign last, at the edge.") },
  { FAULT_WEAK, "RFC 8551 2.1, 2.2", N_("The signature uses a method that is no longer accepted, such as SHA-1 or a short key."),
    N_("Please set your mail program or gateway to SHA-256 with an RSA key of 2048 bits or more, or P-256.") },
  { FAULT_PARTIAL, "RFC 8551 3.1", N_("The signature covers only a part of the mail."),
    N_("Please have footers and attachments added before the mail is signed.") },
  { FAULT_CHAIN, "RFC 5280 6, RFC 8550 4", N_("The certificate cannot be traced to an authority that receivers know."),
    N_("Please ask your authority: which root does the certificate lead to, is that root in the e-mail lists of Mozilla, Microsoft and "
       "Apple, and which intermediate certificates have to be sent with each mail?") },
  { FAULT_EXPIRED, "RFC 5280 4.1.2.5", N_("The certificate was not valid at the time: it had expired, or had not begun."),
    N_("Please ask your authority for a new certificate, and put it into every program that signs; renew from three months before the end.") },
  { FAULT_USAGE, "RFC 8550 4.4, RFC 5280 4.2.1.12", N_("The certificate is not made for signing mail."),
    N_("Please ask your authority for a certificate for e-mail (S/MIME, emailProtection).") },
  { FAULT_ADDRESS, "RFC 8550 3", N_("The certificate names another address than the sender line."),
    N_("Please ask your authority for a certificate with the address that you send from, or send from the address that it names.") },
  { FAULT_REVOKED, "RFC 5280 6.3, RFC 6960", N_("The certificate was cancelled."),
    N_("Please stop using it at once. Ask your authority why it was cancelled and, if a key may have leaked, tell your receivers.") },
};

static guint
find_chain_faults (const CfSignerFacts *signer)
{
  if (signer->certificate == NULL)
    return FAULT_CHAIN;

  switch (signer->chain.problem) {
  case CF_CHAIN_PROBLEM_NONE:
    return signer->chain.trusted ? 0 : FAULT_CHAIN;
  case CF_CHAIN_PROBLEM_EXPIRED:
  case CF_CHAIN_PROBLEM_NOT_YET_VALID:
    return FAULT_EXPIRED;
  case CF_CHAIN_PROBLEM_BAD_USAGE:
    return FAULT_USAGE;
  case CF_CHAIN_PROBLEM_WEAK:
    return FAULT_WEAK;
  default:
    return FAULT_CHAIN;
  }
}

static guint
find_signer_faults (const CfSignerFacts *signer)
{
  static const guint of_status[] = {
    [CF_SIGNER_MALFORMED] = FAULT_BROKEN,
    [CF_SIGNER_UNSUPPORTED] = FAULT_WEAK,
    [CF_SIGNER_ALTERED] = FAULT_ALTERED,
    [CF_SIGNER_INTACT] = 0,
  };
  guint faults = of_status[signer->status];

  /* Of a signature that cannot be read nothing else is known. */
  if (signer->status == CF_SIGNER_MALFORMED)
    return faults;

  faults |= find_chain_faults (signer);
  if (signer->certificate != NULL && !signer->address_match)
    faults |= FAULT_ADDRESS;
  if (signer->revocation.status == CF_REVOCATION_REVOKED)
    faults |= FAULT_REVOKED;

  return faults;
}

static guint
find_faults (const CfFacts *facts)
{
  const CfSmimeFacts *smime = &facts->smime;
  gboolean is_signed = smime->form == CF_SMIME_FORM_DETACHED || smime->form == CF_SMIME_FORM_OPAQUE;
  guint faults = 0;

  if (!is_signed)
    return 0;
  if (smime->signers->len == 0)
    return FAULT_BROKEN;

  for (guint i = 0; i < smime->signers->len; i++)
    faults |= find_signer_faults (g_ptr_array_index (smime->signers, i));
  if (smime->coverage != CF_COVERAGE_WHOLE)
    faults |= FAULT_PARTIAL;

  return faults;
}

static void
add_line (GString *text, const char *lang, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "  %s%s%s\n", cf_ribbon_translate (lang, label), cf_ribbon_translate (lang, N_(": ")), value);
}

/* What both sides can find the mail by. */
static void
add_mail (GString *text, const CfFacts *facts, const char *lang)
{
  const CfSignerFacts *signer = facts->smime.signers->len > 0 ? g_ptr_array_index (facts->smime.signers, 0) : NULL;
  g_autofree char *date = cf_time_format (facts->sender.date);
  g_autofree char *number = cf_report_dup_check_number (facts);

  add_line (text, lang, N_("Sender"), facts->sender.address);
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
  guint faults = find_faults (facts);
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

/* --- other mail programs --- */

typedef enum { CASE_UNSIGNED, CASE_GOOD, CASE_BAD, CASE_UNTRUSTED, N_CASES } Case;

typedef struct {
  const char *name;
  const char *why;
  const char *shows[N_CASES];
  const char *source;
} Program;

#define NOTHING N_("Nothing: it does not know who should have signed.")

/* TRANSLATORS: what another mail program shows for the mail that is explained, and by which rule; help desks read it out. */
static const Program programs[] = {
  { "Outlook", N_("It trusts the authorities of Windows, and leaves it to the reader to compare the signer with the sender."),
    { NOTHING, N_("“Signed By” with the signer's address, where Windows trusts the authority."),
      N_("A red line under “Signed By” and an exclamation mark."),
      N_("A red line under “Signed By”: invalid or not trusted. Of another signer it only shows the address.") },
    "http://office.microsoft.com/en-us/outlook/HP012305441033.aspx, https://www.troy.rollo.name/outlook-signature-messages" },
  { "Thunderbird", N_("It trusts Mozilla's authorities, and compares the sender's address with the certificate."),
    { NOTHING, N_("A seal beside “S/MIME”, where its own list has the authority."),
      N_("A seal with a red cross: the signature is not valid."),
      N_("A seal with a red cross or a warning, without saying what the sender could do.") },
    "https://www.ebas.ch/en/e-mail-signatur-thunderbird/, comm-central mailnews/extensions/smime" },
  { "Apple Mail", N_("It trusts the authorities of the keychain."),
    { NOTHING, N_("A note in the header that it is signed, where the keychain trusts the authority."),
      N_("“Unable to verify message signature” above the mail."),
      N_("That the signature cannot be verified or is not trusted, until the reader trusts the certificate.") },
    "https://apple.stackexchange.com/questions/343251, https://siber-sonic.com/mac/MailSMIME/" },
  { "Gmail", N_("Its servers check the domain (DKIM, SPF); signatures only where an organisation has turned on hosted S/MIME."),
    { N_("A question mark beside the sender where the domain was not confirmed; else nothing."),
      N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it the signature in the message's details."),
      N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it a note in the message's details."),
      N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it a note, unless an administrator added the root.") },
    "https://support.google.com/mail/answer/180707, https://support.google.com/a/answer/13297070" },
};

static Case
choose_case (const CfFacts *facts)
{
  const guint bad = FAULT_BROKEN | FAULT_ALTERED | FAULT_REVOKED | FAULT_PARTIAL;
  guint faults = find_faults (facts);

  if (facts->smime.form != CF_SMIME_FORM_DETACHED && facts->smime.form != CF_SMIME_FORM_OPAQUE)
    return CASE_UNSIGNED;
  if (faults & bad)
    return CASE_BAD;

  return faults == 0 ? CASE_GOOD : CASE_UNTRUSTED;
}

char *
cf_cli_desk_tell_others (const CfFacts *facts, const char *lang)
{
  GString *text = g_string_new (NULL);
  Case which = choose_case (facts);

  /* TRANSLATORS: title of a list of mail programs; a sentence of caution follows it. */
  g_string_append_printf (text, "%s\n", cf_ribbon_translate (lang, N_("What other mail programs show for such a mail, and why")));
  g_string_append_printf (text, "%s\n", cf_ribbon_translate (lang, N_("By published descriptions, read in November 2026; not tried with this "
                                                                     "mail. Versions and settings differ.")));
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    g_string_append_printf (text, "\n%s\n  %s\n  %s\n  [%s]\n", programs[i].name, cf_ribbon_translate (lang, programs[i].shows[which]),
                            cf_ribbon_translate (lang, programs[i].why), programs[i].source);

  return g_string_free (text, FALSE);
}
