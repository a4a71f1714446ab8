/* fuzz-answers.c — recorded answers, and records of the history
 *
 * Claims: what was read is written as a text that reads the same; an error says where; limits on records and keys.
 */
#include "cf-fuzz.h"
#include "cf-limits.h"
#include "cf-question-answer.h"
#include "cf-question-history.h"

static void
read_records (CfSpan bytes)
{
  g_autoptr (GBytes) record = g_bytes_new (bytes.data, bytes.length);
  g_auto (CfHistorySender) sender = { 0 };
  g_auto (CfHistoryMessage) message = { 0 };
  g_auto (CfHistorySignature) signature = { 0 };
  g_auto (GStrv) domains = NULL;
  CfHistoryDomain domain;

  if (cf_history_sender_from_record (record, &sender)) {
    g_autoptr (GBytes) again = cf_history_sender_to_record (&sender);
    g_auto (CfHistorySender) second = { 0 };

    CF_CLAIM (cf_history_sender_from_record (again, &second) && second.n_signed == sender.n_signed);
  }
  (void) cf_history_domain_from_record (record, &domain);
  if (cf_history_domains_from_record (record, &domains))
    CF_CLAIM (g_strv_length (domains) <= CF_LIMIT_HISTORY_DOMAINS);
  if (cf_history_message_from_record (record, &message))
    CF_CLAIM (message.verdict != NULL);
  (void) cf_history_signature_from_record (record, &signature);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = cf_fuzz_dup_text (cf_span (data, size));
  g_autoptr (GError) error = NULL;
  g_autoptr (CfAnswers) answers = cf_answers_from_text ("a.jsonl", text, &error);

  read_records (cf_span (data, size));
  CF_CLAIM ((answers == NULL) == (error != NULL));
  if (answers != NULL) {
    g_autofree char *written = cf_answers_to_text (answers);
    g_autoptr (CfAnswers) again = cf_answers_from_text ("b.jsonl", written, NULL);
    g_autofree char *second = again != NULL ? cf_answers_to_text (again) : NULL;

    CF_CLAIM (second != NULL && cf_answers_get_n (again) == cf_answers_get_n (answers));
    if (strstr (written, "\"detail\":\"") == NULL) /* made safe to show again each time */
      CF_CLAIM (g_str_equal (written, second));
  } else {
    CF_CLAIM (g_str_has_prefix (error->message, "a.jsonl:"));
  }

  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  return 0;
}
