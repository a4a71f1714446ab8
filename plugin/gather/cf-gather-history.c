/* cf-gather-history.c — what the ledger knows of this sender, message and signature: MEANING sections 5 and 12 */
#include "cf-gather-private.h"

#include "cf-limits.h"

void
cf_gather_history_clear (CfGatherHistory *history)
{
  cf_history_sender_clear (&history->sender);
  cf_history_message_clear (&history->message);
  g_clear_pointer (&history->domains, g_strfreev);
}

/* The answer to a question of the ledger; NULL when it is open or the ledger failed, which is noted. */
static const CfAnswer *
find_answer (CfGatherCheck *check, const char *key)
{
  const CfAnswer *answer = cf_answers_find (check->request->answers, CF_QUESTION_HISTORY, key);

  if (answer == NULL) {
    cf_questions_ask (check->certificates.questions, CF_QUESTION_HISTORY, key);
    check->history.settled = FALSE;
    return NULL;
  }
  if (answer->status == CF_ANSWER_FAILED) {
    check->history.unreadable = TRUE;
    check->history.settled = FALSE;
  }

  return answer->status == CF_ANSWER_FOUND ? answer : NULL;
}

static void
note_unreadable (CfGatherCheck *check)
{
  check->history.unreadable = TRUE;
  check->history.settled = FALSE;
}

static void
read_sender (CfGatherCheck *check)
{
  CfGatherHistory *history = &check->history;
  CfHistoryFacts *facts = &check->facts->history;
  g_autofree char *key = NULL;
  const CfAnswer *answer;

  if (check->facts->sender.address == NULL)
    return;

  key = cf_question_dup_sender_key (check->facts->sender.address);
  answer = find_answer (check, key);
  if (answer == NULL)
    return;

  history->has_sender = cf_history_sender_from_record (cf_answer_get_record (answer, 0), &history->sender);
  if (!history->has_sender) {
    note_unreadable (check);
    return;
  }

  facts->signed_before = history->sender.n_signed;
  facts->unsigned_before = history->sender.n_unsigned;
  facts->last_counted = history->sender.last_counted;
  facts->last_signed = history->sender.last_signed;
}

static void
read_message (CfGatherCheck *check)
{
  CfGatherHistory *history = &check->history;
  g_autofree char *key = NULL;
  const CfAnswer *answer;

  if (check->facts->canonical_sha256 == NULL)
    return;

  key = g_strconcat (CF_HISTORY_MESSAGE, check->facts->canonical_sha256, NULL);
  answer = find_answer (check, key);
  if (answer == NULL)
    return;

  history->has_message = cf_history_message_from_record (cf_answer_get_record (answer, 0), &history->message);
  if (!history->has_message)
    note_unreadable (check);
}

static void
read_domains (CfGatherCheck *check)
{
  const CfAnswer *answer = find_answer (check, CF_HISTORY_DOMAINS);

  if (answer != NULL && !cf_history_domains_from_record (cf_answer_get_record (answer, 0), &check->history.domains))
    note_unreadable (check);
}

void
cf_gather_history_read (CfGatherCheck *check)
{
  check->history.settled = TRUE;
  /* No ledger is kept: there is no record that could contradict. */
  if (!check->prepared->has_history || !check->prepared->history.keep)
    return;

  read_sender (check);
  read_message (check);
  read_domains (check);
}

gboolean
cf_gather_history_knows (CfGatherCheck *check, const char *domain)
{
  const CfPolicyHistory *settings = &check->prepared->history;
  CfHistoryRules rules = { settings->signed_min, settings->signed_days, settings->share, settings->forget_after };
  g_autofree char *key = NULL;
  const CfAnswer *answer;
  CfHistoryDomain found;

  if (!check->prepared->has_history || !settings->keep)
    return FALSE;

  key = g_strconcat (CF_HISTORY_DOMAIN, domain, NULL);
  answer = find_answer (check, key);
  if (answer == NULL)
    return FALSE;
  if (!cf_history_domain_from_record (cf_answer_get_record (answer, 0), &found)) {
    note_unreadable (check);
    return FALSE;
  }

  return cf_history_is_known (&found, &rules, check->facts->judged_at);
}

/* --- the signers --- */

/* Whether @seen is this mail itself, or a copy of it.  Mails without a Message-ID are not all one mail. */
static gboolean
is_same_mail (const CfHistorySignature *seen, const CfFacts *facts)
{
  gboolean is_named = facts->message_id != NULL && *facts->message_id != '\0';

  return g_strcmp0 (seen->canonical_sha256, facts->canonical_sha256) == 0 ||
         (is_named && g_strcmp0 (seen->message_id, facts->message_id) == 0);
}

/* The same value under another Message-ID: an old mail that is sent again (CF112). */
static void
check_replay (CfGatherCheck *check, CfSignerFacts *signer)
{
  g_autofree char *key = NULL;
  const CfAnswer *answer;

  if (signer->status != CF_SIGNER_INTACT || signer->signature_sha256 == NULL)
    return;

  key = g_strconcat (CF_HISTORY_SIGNATURE, signer->signature_sha256, NULL);
  answer = find_answer (check, key);
  for (guint i = 0; answer != NULL && i < answer->records->len; i++) {
    g_auto (CfHistorySignature) seen = { 0 };

    if (!cf_history_signature_from_record (cf_answer_get_record (answer, i), &seen)) {
      note_unreadable (check);
      return;
    }
    if (is_same_mail (&seen, check->facts))
      continue;
    signer->evidence |= CF_S (REPLAYED);
    check->facts->history.replayed = seen.arrived;
  }
}

static const struct {
  CfHistoryCertificate found;
  CfEvidence evidence;
} changes[] = {
  { CF_HISTORY_CERTIFICATE_FIRST, CF_S (FIRST_SEEN) },
  { CF_HISTORY_CERTIFICATE_RENEWED, CF_S (RENEWED) },
  { CF_HISTORY_CERTIFICATE_CHANGED, CF_S (CHANGED) },
};

/* The certificate beside the one that this sender had last (MEANING section 10). */
static void
compare_certificate (CfGatherCheck *check, X509 *certificate, CfSignerFacts *signer)
{
  const CfHistorySender *sender = &check->history.sender;
  CfAssurance assurance = CF_ASSURANCE_UNKNOWN;
  gboolean is_known = check->history.has_sender && sender->assurance != NULL &&
                      cf_assurance_find (sender->assurance, &assurance);
  CfCertHistory before = { sender->certificate, sender->names, sender->issuer, assurance, sender->not_before,
                           sender->not_after };
  CfHistoryCertificate found = cf_cert_compare_renewal (&before, certificate, check->facts->judged_at);

  check->facts->history.certificate = found;
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (changes[i].found == found)
      signer->evidence |= changes[i].evidence;
  if (found == CF_HISTORY_CERTIFICATE_CHANGED &&
      (check->rule.issuers_strict || (is_known && cf_cert_is_class_dropped (assurance, signer->assurance))))
    signer->evidence |= CF_S (ISSUER_STRICT);
}

static void
check_signer (CfGatherCheck *check, guint index)
{
  CfSignerFacts *signer = g_ptr_array_index (check->facts->smime.signers, index);
  X509 *certificate = cf_cms_get_signer_certificate (check->smime.cms, index);

  check_replay (check, signer);
  if (check->history.settled && certificate != NULL && signer->status == CF_SIGNER_INTACT && signer->address_match &&
      (signer->evidence & CF_S (CHAIN_STANDS)))
    compare_certificate (check, certificate, signer);
}

void
cf_gather_history_state (CfGatherCheck *check)
{
  gboolean is_kept = check->prepared->has_history && check->prepared->history.keep;

  for (guint i = 0; is_kept && i < check->facts->smime.signers->len; i++)
    check_signer (check, i);

  if (check->history.settled)
    check->facts->evidence |= CF_M (HISTORY_SETTLED);
  if (check->history.unreadable)
    check->facts->evidence |= CF_M (HISTORY_UNREADABLE);
}
