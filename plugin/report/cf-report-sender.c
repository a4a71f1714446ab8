/* cf-report-sender.c — a report -> the sender of whom a person may always expect a certificate */
#include "cf-report-private.h"

#include "cf-text.h"

const char *
cf_report_get_sender (const CfReport *report)
{
  const CfSenderFacts *sender = &report->facts->sender;

  if (sender->from_count != 1 || sender->from_addresses->len != 1 || sender->address == NULL)
    return NULL;

  return cf_text_is_strict_address (sender->address) ? sender->address : NULL;
}

char *
cf_report_dup_expect_question (const char *sender, const char *lang)
{
  g_autofree char *address = cf_ribbon_format_address (sender);
  /* TRANSLATORS: keep {a}, an address. */
  const char *msgid = N_("From now on, a mail from {a} without a valid certificate is shown as dangerous, in every mail "
                         "program on this computer. Choose this only if the sender signs every mail.");
  GString *text = g_string_new (cf_ribbon_translate (lang, msgid));

  g_string_replace (text, "{a}", address, 1);
  return g_string_free (text, FALSE);
}
