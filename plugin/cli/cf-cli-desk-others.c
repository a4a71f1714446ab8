/* cf-cli-desk-others.c — evidence -> what other mail programs show for such a mail, and why
 *
 * Evolution and Thunderbird: what their own windows show, which the tests
 * "evolution-beside" and "thunderbird-beside" look at.  The others: by their
 * makers' documentation, where that says nothing by published descriptions.
 * Whoever changes a row changes its source and the day.
 */
#include "cf-cli-desk.h"

#include <glib/gi18n-lib.h>

typedef enum {
  CASE_UNSIGNED,
  CASE_GOOD,
  CASE_ALTERED,
  CASE_PARTIAL,
  CASE_SEVERAL,
  CASE_UNTRUSTED,
  CASE_REVOKED,
  CASE_EXPIRED,
  CASE_ADDRESS,
  N_CASES
} Case;

typedef struct {
  const char *name;
  const char *why;
  const char *shows[N_CASES];
  const char *known;            /* how we know it; NULL: published, in source */
  const char *source;
} Program;

#define NOTHING N_("Nothing: it does not know who should have signed.")
#define NOT_KNOWN N_("Not known to us: no published description says it.")
#define GMAIL_NOT_KNOWN N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it not known to us.")
#define OUTLOOK_CAUSES N_("That the signature is not valid, where it learns of it: an expired or a cancelled certificate is named as a cause.")

/* TRANSLATORS: what another mail program shows for the mail that is explained, and by which rule; help desks read it out. */
static const Program programs[] = {
  { "Evolution", N_("It trusts the authorities of its own store, and asks nobody whether a certificate was cancelled."),
    { [CASE_UNSIGNED] = NOTHING,
      [CASE_GOOD] = N_("A green line “Valid signature”, where its own store has the authority; else a red one."),
      [CASE_ALTERED] = N_("A red line “Invalid signature”, the same as for an unknown authority."),
      [CASE_PARTIAL] = N_("A green line “Valid signature”; only “partially S/MIME signed” below it tells."),
      [CASE_SEVERAL] = N_("A red line “Invalid signature”: one that is bad spoils all."),
      [CASE_UNTRUSTED] = N_("A red line “Invalid signature”, the same as for a changed text."),
      [CASE_REVOKED] = N_("A green line “Valid signature”: nobody is asked."),
      [CASE_EXPIRED] = N_("A green line “Valid signature”, where the signing time, which the signer writes, lies in the certificate's life."),
      [CASE_ADDRESS] = N_("A yellow line: “Valid signature, but sender address and signer address do not match”.") },
    N_("seen with such mails in version 3.46, November 2026"), NULL },
  { "Thunderbird", N_("It trusts Mozilla's authorities, and compares the sender's address with the certificate."),
    { [CASE_UNSIGNED] = NOTHING,
      [CASE_GOOD] = N_("“S/MIME” with the icon of a good signature, where its own list has the authority and the certificate has not "
                       "expired since; else without an icon."),
      [CASE_ALTERED] = N_("“S/MIME” without an icon, the same as for an unknown authority."),
      [CASE_PARTIAL] = N_("Nothing: it does not mention a signature on a part."),
      [CASE_SEVERAL] = N_("What the first of the signatures is: the icon of a good signature, or “S/MIME” without an icon."),
      [CASE_UNTRUSTED] = N_("“S/MIME” without an icon, the same as for a changed text."),
      [CASE_REVOKED] = N_("“S/MIME” with the icon of a good signature, unless OCSP is turned on and answers; it reads no lists."),
      [CASE_EXPIRED] = N_("“S/MIME” without an icon: it judges by today, also mail that was in order when it came."),
      [CASE_ADDRESS] = N_("“S/MIME” without an icon, and a note when it is clicked.") },
    N_("seen with such mails in version 153, November 2026"), NULL },
  { "Outlook", N_("It trusts the authorities of Windows, and leaves it to the reader to compare the signer with the sender."),
    { [CASE_UNSIGNED] = NOTHING,
      [CASE_GOOD] = N_("“Signed By” with the signer's address, where Windows trusts the authority."),
      [CASE_ALTERED] = N_("A red line under “Signed By” and an exclamation mark."),
      [CASE_PARTIAL] = NOT_KNOWN,
      [CASE_SEVERAL] = NOT_KNOWN,
      [CASE_UNTRUSTED] = N_("A red line under “Signed By”: invalid or not trusted."),
      [CASE_REVOKED] = OUTLOOK_CAUSES,
      [CASE_EXPIRED] = OUTLOOK_CAUSES,
      [CASE_ADDRESS] = N_("“Signed By” with the signer's address; that it is another one the reader has to see.") },
    NULL, "http://office.microsoft.com/en-us/outlook/HP012305441033.aspx, https://www.troy.rollo.name/outlook-signature-messages" },
  { "Apple Mail", N_("It trusts the authorities of the keychain."),
    { [CASE_UNSIGNED] = NOTHING,
      [CASE_GOOD] = N_("A note in the header that it is signed, where the keychain trusts the authority."),
      [CASE_ALTERED] = N_("“Unable to verify message signature” above the mail."),
      [CASE_PARTIAL] = NOT_KNOWN,
      [CASE_SEVERAL] = NOT_KNOWN,
      [CASE_UNTRUSTED] = N_("That the signature cannot be verified or is not trusted, until the reader trusts the certificate."),
      [CASE_REVOKED] = NOT_KNOWN,
      [CASE_EXPIRED] = NOT_KNOWN,
      [CASE_ADDRESS] = NOT_KNOWN },
    NULL, "https://apple.stackexchange.com/questions/343251, https://siber-sonic.com/mac/MailSMIME/" },
  { "Gmail", N_("Its servers check the domain (DKIM, SPF); signatures only where an organisation has turned on hosted S/MIME."),
    { [CASE_UNSIGNED] = N_("A question mark beside the sender where the domain was not confirmed; else nothing."),
      [CASE_GOOD] = N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it the signature in the message's details."),
      [CASE_ALTERED] = N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it a note in the message's details."),
      [CASE_PARTIAL] = GMAIL_NOT_KNOWN,
      [CASE_SEVERAL] = GMAIL_NOT_KNOWN,
      [CASE_UNTRUSTED] = N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it a note, unless an administrator added the root."),
      [CASE_REVOKED] = GMAIL_NOT_KNOWN,
      [CASE_EXPIRED] = GMAIL_NOT_KNOWN,
      [CASE_ADDRESS] = N_("Without hosted S/MIME nothing but an attachment, smime.p7s; with it a note, unless an administrator allowed "
                          "certificates of other addresses.") },
    NULL, "https://support.google.com/mail/answer/180707, https://support.google.com/a/answer/13297070" },
};

/* First row whose faults the mail has: what changes the text comes before what is said of the signer. */
static const struct {
  guint faults;
  Case is;
} cases[] = {
  { CF_CLI_FAULT_PARTIAL, CASE_PARTIAL },
  { CF_CLI_FAULT_BROKEN | CF_CLI_FAULT_ALTERED, CASE_ALTERED },
  { CF_CLI_FAULT_CHAIN | CF_CLI_FAULT_USAGE | CF_CLI_FAULT_WEAK, CASE_UNTRUSTED },
  { CF_CLI_FAULT_ADDRESS, CASE_ADDRESS },
  { CF_CLI_FAULT_EXPIRED, CASE_EXPIRED },
  { CF_CLI_FAULT_REVOKED, CASE_REVOKED },
};

static Case
choose_case (const CfFacts *facts)
{
  guint faults = cf_cli_desk_find_faults (facts);

  if (facts->smime.form != CF_SMIME_FORM_DETACHED && facts->smime.form != CF_SMIME_FORM_OPAQUE)
    return CASE_UNSIGNED;
  if (faults != 0 && facts->smime.signers->len > 1 && facts->smime.coverage == CF_COVERAGE_WHOLE)
    return CASE_SEVERAL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (faults & cases[i].faults)
      return cases[i].is;

  return CASE_GOOD;
}

char *
cf_cli_desk_tell_others (const CfFacts *facts, const char *lang)
{
  GString *text = g_string_new (NULL);
  Case which = choose_case (facts);

  /* TRANSLATORS: title of a list of mail programs; a sentence of caution follows it. */
  g_string_append_printf (text, "%s\n", cf_ribbon_translate (lang, N_("What other mail programs show for such a mail, and why")));
  g_string_append_printf (text, "%s\n", cf_ribbon_translate (lang, N_("Not tried with this mail; versions and settings differ. In brackets: how we know it.")));
  if (facts->smime.form == CF_SMIME_FORM_ENCRYPTED) {
    g_string_append_printf (text, "\n%s\n", cf_ribbon_translate (lang, N_("The mail is encrypted: what a program shows depends on what it finds "
                                                                          "inside, and on its key.")));
    return g_string_free (text, FALSE);
  }

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++) {
    const Program *program = &programs[i];
    g_autofree char *published = NULL;

    if (program->known == NULL)
      published = g_strdup_printf ("%s%s%s", cf_ribbon_translate (lang, N_("published descriptions, read in November 2026")),
                                   cf_ribbon_translate (lang, N_(": ")), program->source);
    g_string_append_printf (text, "\n%s\n  %s\n  %s\n  [%s]\n", program->name, cf_ribbon_translate (lang, program->shows[which]),
                            cf_ribbon_translate (lang, program->why),
                            published != NULL ? published : cf_ribbon_translate (lang, program->known));
  }

  return g_string_free (text, FALSE);
}
