/* cf-ledger-answer.c — what the record says: to a check, to people, to an administrator */
#include "cf-ledger-private.h"

#include "cf-limits.h"

/* Newest first by arrival; of the same second by hash, so that the order is the same on every machine. */
#define NEWEST_FIRST " ORDER BY arrived DESC, sha256 DESC"

static const char sender_sql[] =
  "WITH counts AS (SELECT counted, arrived, sha256 FROM messages WHERE sender = ?1 AND counted <> 'shown'),"
  " recent AS (SELECT counted FROM counts" NEWEST_FIRST " LIMIT ?2),"
  " newest AS (SELECT arrived, sha256 FROM counts WHERE counted = 'signed'" NEWEST_FIRST " LIMIT 1) "
  "SELECT"
  " (SELECT COUNT(*) FROM counts WHERE counted = 'signed'),"
  " (SELECT COUNT(*) FROM counts WHERE counted = 'unsigned'),"
  " (SELECT COUNT(*) FROM recent),"
  " (SELECT COUNT(*) FROM recent WHERE counted = 'signed'),"
  " (SELECT COUNT(DISTINCT date (arrived, 'unixepoch')) FROM counts WHERE counted = 'signed'),"
  " (SELECT COUNT(*) FROM counts WHERE NOT EXISTS (SELECT 1 FROM newest"
  "   WHERE (newest.arrived, newest.sha256) >= (counts.arrived, counts.sha256))),"
  " (SELECT arrived FROM newest),"
  " (SELECT COUNT(*) FROM messages WHERE sender = ?1 AND counted = 'shown')";

static const char certificates_sql[] =
  "SELECT sha256, issuer, names, assurance, not_before, not_after, first_seen, last_seen FROM certificates"
  " WHERE sender = ? ORDER BY last_seen DESC, sha256";

/* --- one sender --- */

/* 1 when the sender is known, 0 when not, -1 with @error. */
static int
find_sender (CfLedger *self, const char *folded, gint64 *out_sender, GError **error)
{
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, "SELECT id FROM senders WHERE address = ?", "s", folded);
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);

  if (more == 1)
    *out_sender = sqlite3_column_int64 (statement, 0);
  return more;
}

static gboolean
read_counts (CfLedger *self, gint64 id, CfLedgerSender *sender, GError **error)
{
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, sender_sql, "ii", id, (gint64) CF_HISTORY_LAST);
  CfHistorySender *history = &sender->history;

  if (statement == NULL || cf_ledger_step (self, statement, error) != 1)
    return FALSE;

  history->n_signed = (guint) sqlite3_column_int (statement, 0);
  history->n_unsigned = (guint) sqlite3_column_int (statement, 1);
  history->last_counted = (guint) sqlite3_column_int (statement, 2);
  history->last_signed = (guint) sqlite3_column_int (statement, 3);
  history->signed_days = (guint) sqlite3_column_int (statement, 4);
  history->unsigned_in_row = (guint) sqlite3_column_int (statement, 5);
  history->last_signed_at = cf_ledger_get_time (statement, 6);
  sender->n_shown = (guint) sqlite3_column_int (statement, 7);
  return TRUE;
}

static void
certificate_free (CfLedgerCertificate *certificate)
{
  g_free (certificate->sha256);
  g_free (certificate->issuer);
  g_free (certificate->names);
  g_free (certificate->assurance);
  g_free (certificate);
}

static CfLedgerCertificate *
read_certificate (CfLedgerStatement *statement)
{
  CfLedgerCertificate *certificate = g_new0 (CfLedgerCertificate, 1);

  certificate->sha256 = cf_ledger_dup_column (statement, 0);
  certificate->issuer = cf_ledger_dup_column (statement, 1);
  certificate->names = cf_ledger_dup_column (statement, 2);
  certificate->assurance = cf_ledger_dup_column (statement, 3);
  certificate->not_before = cf_ledger_get_time (statement, 4);
  certificate->not_after = cf_ledger_get_time (statement, 5);
  certificate->first_seen = cf_ledger_get_time (statement, 6);
  certificate->last_seen = cf_ledger_get_time (statement, 7);
  return certificate;
}

static gboolean
read_certificates (CfLedger *self, gint64 id, GPtrArray *certificates, GError **error)
{
  g_autoptr (CfLedgerStatement) statement = cf_ledger_prepare (self, error, certificates_sql, "i", id);
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);

  for (; more == 1; more = cf_ledger_step (self, statement, error))
    g_ptr_array_add (certificates, read_certificate (statement));

  return more == 0;
}

static void
take_latest (CfLedgerSender *sender)
{
  const CfLedgerCertificate *latest = sender->certificates->len > 0 ? g_ptr_array_index (sender->certificates, 0) : NULL;

  if (latest == NULL)
    return;

  sender->history.certificate = g_strdup (latest->sha256);
  sender->history.issuer = g_strdup (latest->issuer);
  sender->history.names = g_strdup (latest->names);
  sender->history.assurance = g_strdup (latest->assurance);
  sender->history.not_before = latest->not_before;
  sender->history.not_after = latest->not_after;
}

static gboolean
read_sender (CfLedger *self, const char *folded, CfLedgerSender *sender, GError **error)
{
  gint64 id = 0;
  int found = find_sender (self, folded, &id, error);

  sender->known = found == 1;
  if (found != 1)
    return found == 0;
  if (!read_counts (self, id, sender, error) || !read_certificates (self, id, sender->certificates, error))
    return FALSE;

  take_latest (sender);
  return TRUE;
}

/* In one transaction: another program may write between two statements. */
static gboolean
read_folded (CfLedger *self, const char *folded, CfLedgerSender *out_sender, GError **error)
{
  g_auto (CfLedgerSender) sender = {
    .history = { .last_signed_at = CF_TIME_UNKNOWN, .not_before = CF_TIME_UNKNOWN, .not_after = CF_TIME_UNKNOWN },
    .certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) certificate_free),
  };

  if (!cf_ledger_exec (self, "BEGIN", error))
    return FALSE;
  if (!cf_ledger_end (self, read_sender (self, folded, &sender, error), error))
    return FALSE;

  *out_sender = sender;
  memset (&sender, 0, sizeof sender);
  return TRUE;
}

gboolean
cf_ledger_find_sender (CfLedger *self, const char *address, CfLedgerSender *out_sender, GError **error)
{
  g_autofree char *folded = cf_history_fold_address (address);

  return read_folded (self, folded, out_sender, error);
}

void
cf_ledger_sender_clear (CfLedgerSender *self)
{
  cf_history_sender_clear (&self->history);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
}

/* --- answers --- */

/* Each adds its records, none for "nothing known"; FALSE with @error when the file cannot be read. */

static void
take_record (CfAnswer *answer, GBytes *record)
{
  g_ptr_array_add (answer->records, record);
}

static gboolean
answer_sender (CfLedger *self, const char *address, CfAnswer *answer, GError **error)
{
  g_auto (CfLedgerSender) sender = { 0 };

  if (!read_folded (self, address, &sender, error))
    return FALSE;
  if (sender.known)
    take_record (answer, cf_history_sender_to_record (&sender.history));

  return TRUE;
}

static gboolean
answer_message (CfLedger *self, const char *sha256, CfAnswer *answer, GError **error)
{
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, "SELECT arrived, checked, verdict, certificate, verified, revocation_known"
                       " FROM messages WHERE sha256 = ?", "s", sha256);
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);
  g_auto (CfHistoryMessage) message = { 0 };

  if (more != 1)
    return more == 0;

  message.arrived = cf_ledger_get_time (statement, 0);
  message.checked = cf_ledger_get_time (statement, 1);
  message.verdict = cf_ledger_dup_column (statement, 2);
  message.certificate = cf_ledger_dup_column (statement, 3);
  message.verified = sqlite3_column_int (statement, 4) != 0;
  message.revocation_known = sqlite3_column_int (statement, 5) != 0;
  take_record (answer, cf_history_message_to_record (&message));
  return TRUE;
}

/* The one that counted first, then by arrival. */
static gboolean
answer_signature (CfLedger *self, const char *value, CfAnswer *answer, GError **error)
{
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, "SELECT message_id, message, arrived FROM signatures JOIN messages ON sha256 = message"
                       " WHERE value = ? ORDER BY counted <> 'signed', arrived IS NULL, arrived, message LIMIT ?",
                       "si", value, (gint64) CF_LIMIT_ANSWER_RECORDS);
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);

  for (; more == 1; more = cf_ledger_step (self, statement, error)) {
    g_auto (CfHistorySignature) signature = {
      cf_ledger_dup_column (statement, 0), cf_ledger_dup_column (statement, 1), cf_ledger_get_time (statement, 2),
    };

    take_record (answer, cf_history_signature_to_record (&signature));
  }

  return more == 0;
}

static gboolean
answer_domains (CfLedger *self, const char *value, CfAnswer *answer, GError **error)
{
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, "SELECT domain FROM certificates JOIN senders ON id = sender WHERE domain <> ''"
                       " GROUP BY domain ORDER BY MAX(last_seen) DESC, domain LIMIT ?",
                       "i", (gint64) CF_LIMIT_HISTORY_DOMAINS);
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) domains = NULL;

  for (; more == 1; more = cf_ledger_step (self, statement, error))
    g_strv_builder_add (builder, (const char *) sqlite3_column_text (statement, 0));

  domains = g_strv_builder_end (builder);
  if (more == 0 && domains[0] != NULL)
    take_record (answer, cf_history_domains_to_record ((const char *const *) domains));
  return more == 0;
}

/* Of unsigned mail only what was shown as ordinary: mail that was taken for another's makes nobody known. */
static const char domain_sql[] =
  "SELECT COUNT(*), COUNT(DISTINCT date (arrived, 'unixepoch')), MAX(arrived) FROM messages JOIN senders ON id = sender"
  " WHERE (domain = ?1 OR substr (domain, -length (?1) - 1) = '.' || ?1)"
  " AND (counted = 'signed' OR (counted = 'unsigned' AND verdict IN ('unsigned', 'verified-domain')))";

static gboolean
answer_domain (CfLedger *self, const char *value, CfAnswer *answer, GError **error)
{
  g_autoptr (CfLedgerStatement) statement = cf_ledger_prepare (self, error, domain_sql, "s", value);
  CfHistoryDomain domain;

  if (statement == NULL || cf_ledger_step (self, statement, error) != 1)
    return FALSE;

  domain.n_counted = (guint) sqlite3_column_int (statement, 0);
  domain.n_days = (guint) sqlite3_column_int (statement, 1);
  domain.last_at = cf_ledger_get_time (statement, 2);
  if (domain.n_counted > 0)
    take_record (answer, cf_history_domain_to_record (&domain));
  return TRUE;
}

static const struct {
  const char *prefix;
  gboolean (*answer) (CfLedger *self, const char *value, CfAnswer *answer, GError **error);
} readers[] = {
  { CF_HISTORY_SENDER, answer_sender },
  { CF_HISTORY_MESSAGE, answer_message },
  { CF_HISTORY_SIGNATURE, answer_signature },
  { CF_HISTORY_DOMAINS, answer_domains },
  { CF_HISTORY_DOMAIN, answer_domain },
};

static gboolean
read_answer (CfLedger *self, const CfQuestion *question, CfAnswer *answer, GError **error)
{
  for (guint i = 0; question->kind == CF_QUESTION_HISTORY && i < G_N_ELEMENTS (readers); i++)
    if (g_str_has_prefix (question->key, readers[i].prefix))
      return readers[i].answer (self, question->key + strlen (readers[i].prefix), answer, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no question for the history");
  return FALSE;
}

CfAnswer *
cf_ledger_answer (CfLedger *self, const CfQuestion *question)
{
  CfAnswer *answer = cf_answer_new (question->kind, question->key);
  g_autoptr (GError) error = NULL;

  if (read_answer (self, question, answer, &error)) {
    answer->status = answer->records->len > 0 ? CF_ANSWER_FOUND : CF_ANSWER_EMPTY;
    return answer;
  }

  /* Half of the records would be no answer. */
  g_ptr_array_set_size (answer->records, 0);
  answer->detail = g_strdup (error->message);
  return answer;
}

/* --- what was observed --- */

static void
observed_free (CfLedgerObserved *observed)
{
  g_free (observed->rule);
  g_free (observed->day);
  g_free (observed->severity);
  g_free (observed);
}

GPtrArray *
cf_ledger_list_observed (CfLedger *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) observed_free);
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, "SELECT rule, day, severity, count FROM observed ORDER BY rule, day, severity", "");
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);

  for (; more == 1; more = cf_ledger_step (self, statement, error)) {
    CfLedgerObserved *observed = g_new0 (CfLedgerObserved, 1);

    observed->rule = cf_ledger_dup_column (statement, 0);
    observed->day = cf_ledger_dup_column (statement, 1);
    observed->severity = cf_ledger_dup_column (statement, 2);
    observed->count = (guint) sqlite3_column_int64 (statement, 3);
    g_ptr_array_add (list, observed);
  }

  return more == 0 ? g_steal_pointer (&list) : NULL;
}
