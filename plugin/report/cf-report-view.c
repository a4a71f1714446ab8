/* cf-report-view.c — a report -> what a client that has no C shows beside the ribbon
 *
 * Nothing is worded here but the buttons; the rest is the list of cf-report-details.h.
 */
#include "cf-report-view.h"

#include "cf-report-details.h"
#include "cf-report-private.h"

/* As clients know them; the order is that of the enumerations. */
static const char *const kinds[] = { "row", "fingerprint", "heading", "code", "text" };
static const char *const parts[] = { "advice", "sender", "certificate", "domain", "rules", "times", "reasons", "help-desk" };

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == CF_DETAIL_TEXT + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == CF_DETAIL_PART_HELP_DESK + 1);

/* The same words as the dialog of the other clients has. */
static const struct {
  const char *key;
  const char *text;
} words[] = {
  { "title", N_("About this mail — Certfirst") },
  { "details", N_("Details") },
  { "what_to_do", N_("What to do") },
  { "check_again", N_("Check again") },
  { "copy_report", N_("Copy report") },
  { "copied", N_("Copied. It is sent nowhere by itself.") },
  { "left_out", N_("Subject, names of persons and the part of addresses before the @ are left out.") },
  { "everything", N_("Include everything: names, addresses and subject") },
  { "everything_means", N_("Everything about this mail is included. Give it only to people who may read the mail.") },
  { "preview", N_("Report as it is copied or saved") },
  /* TRANSLATORS: button that closes the details. */
  { "close", N_("Close") },
  { "move_to_junk", N_("Move to junk") },
  { "not_moved", N_("The mail was not moved. Choose a folder for junk in the settings of the account.") },
  { "report", N_("Report…") },
  { "view_certificate", N_("View certificate…") },
  { "save_report", N_("Save report…") },
  { "write_report", N_("Write a mail with this report…") },
  { "saved", N_("Saved.") },
  { "not_saved", N_("The report was not saved. Choose another folder or name.") },
  { "expect", N_("Always Expect a Certificate from This Sender…") },
  { "expect_yes", N_("Always expect one") },
  { "not_written", N_("The rule was not written.") },
  { "cancel", N_("Cancel") },
};

static JsonArray *
write_summary (const CfReport *report)
{
  g_autoptr (GPtrArray) summary = cf_report_list_summary (report);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < summary->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (summary, i));
  return array;
}

static JsonObject *
write_part (const CfDetailPart *part)
{
  JsonObject *object = json_object_new ();
  JsonArray *details = json_array_new ();

  for (guint i = 0; i < part->details->len; i++) {
    const CfDetail *detail = g_ptr_array_index (part->details, i);
    JsonObject *entry = json_object_new ();

    cf_report_set_text (entry, "kind", kinds[detail->kind]);
    cf_report_set_text (entry, "name", detail->name);
    /* May have line ends, which are ours. */
    json_object_set_string_member (entry, "text", detail->text);
    json_array_add_object_element (details, entry);
  }

  cf_report_set_text (object, "part", parts[part->kind]);
  cf_report_set_text (object, "title", part->title);
  json_object_set_array_member (object, "details", details);
  return object;
}

static JsonArray *
write_parts (const CfReport *report)
{
  g_autoptr (GPtrArray) list = cf_report_list_details (report);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (array, write_part (g_ptr_array_index (list, i)));
  return array;
}

static JsonObject *
write_words (const char *lang)
{
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    cf_report_set_text (object, words[i].key, cf_ribbon_translate (lang, words[i].text));
  return object;
}

/* What each signer's certificate is shown from: DER in base64. */
static JsonArray *
write_certificates (const CfReport *report)
{
  const GPtrArray *signers = report->facts->smime.signers;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < signers->len; i++) {
    const CfCertFacts *certificate = ((const CfSignerFacts *) g_ptr_array_index (signers, i))->certificate;
    g_autofree char *pem = cf_report_dup_pem (certificate); /* holds it against its fingerprint */

    if (pem != NULL)
      json_array_add_string_element (array, certificate->der);
  }
  return array;
}

/* NULL where no rule can be written of the sender. */
static JsonObject *
write_expect (const CfReport *report)
{
  const char *sender = cf_report_get_sender (report);
  g_autofree char *question = NULL;
  JsonObject *object;

  if (sender == NULL)
    return NULL;

  question = cf_report_dup_expect_question (sender, report->ribbon->lang);
  object = json_object_new ();
  cf_report_set_text (object, "address", sender);
  cf_report_set_text (object, "question", question);
  return object;
}

static void
set_object (JsonObject *parent, const char *name, JsonObject *object)
{
  if (object == NULL)
    json_object_set_null_member (parent, name);
  else
    json_object_set_object_member (parent, name, object);
}

char *
cf_report_dup_subject (const CfReport *report)
{
  g_autofree char *number = cf_report_dup_check_number (report->facts);
  const CfRibbonReason *deciding = g_ptr_array_index (report->ribbon->reasons, 0);

  return number == NULL ? g_strdup_printf ("Certfirst %s", deciding->code)
                        : g_strdup_printf ("Certfirst %s %s", deciding->code, number);
}

JsonObject *
cf_report_write_view (const CfReport *report)
{
  g_autofree char *redacted = cf_report_export (report, CF_REPORT_FORMAT_PLAIN, TRUE);
  g_autofree char *subject = cf_report_dup_subject (report);
  JsonObject *view = json_object_new ();

  json_object_set_array_member (view, "summary", write_summary (report));
  json_object_set_array_member (view, "parts", write_parts (report));
  json_object_set_object_member (view, "words", write_words (report->ribbon->lang));
  json_object_set_string_member (view, "redacted", redacted);
  json_object_set_string_member (view, "subject", subject);
  json_object_set_array_member (view, "certificates", write_certificates (report));
  set_object (view, "expect", write_expect (report));
  return view;
}
