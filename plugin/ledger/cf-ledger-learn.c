/* cf-ledger-learn.c — one mail into the record, once
 *
 * What counts (MEANING section 12) is decided here and nowhere else: a live
 * arrival that is verified by a signature value that has not counted, or
 * without any signature from a proved domain.  All else is shown.
 */
#include "cf-ledger-private.h"

#include "cf-limits.h"

/* A verdict that a later check may still bring. */
#define OPEN_VERDICT "undetermined"

/* What is known of a mail before it is learned. */
typedef enum { SIGHT_FIRST, SIGHT_OPEN, SIGHT_AGAIN, SIGHT_FAILED } Sight;

/* --- what cannot be --- */

static gboolean
is_short (const char *text)
{
  return text == NULL || (strlen (text) <= CF_LIMIT_HISTORY_TEXT_BYTES && g_utf8_validate (text, -1, NULL));
}

static gboolean
is_time (CfTime time)
{
  g_autofree char *text = cf_time_format (time);

  return text != NULL;
}

static gboolean
are_signatures (const CfLedgerSeen *seen)
{
  guint n = 0;

  for (; seen->signatures != NULL && seen->signatures[n] != NULL; n++)
    if (!cf_ledger_is_sha256 (seen->signatures[n]))
      return FALSE;

  return n <= CF_LIMIT_SIGNERS && (n == 0 || seen->has_signature) && (n > 0 || !seen->verified);
}

static gboolean
is_possible (const CfLedgerSeen *seen)
{
  const char *const texts[] = {
    seen->address, seen->message_id, seen->verdict, seen->issuer, seen->names, seen->assurance, seen->observed_rule,
    seen->observed_severity,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!is_short (texts[i]))
      return FALSE;
  if (seen->certificate != NULL && !cf_ledger_is_sha256 (seen->certificate))
    return FALSE;
  if (seen->verified && (seen->certificate == NULL || seen->address == NULL))
    return FALSE;

  return cf_ledger_is_sha256 (seen->canonical_sha256) && seen->verdict != NULL && is_time (seen->checked) &&
         (seen->arrived == CF_TIME_UNKNOWN || is_time (seen->arrived)) && are_signatures (seen) &&
         (seen->observed_rule == NULL) == (seen->observed_severity == NULL);
}

/* --- what counts --- */

/* Whether the row is there, and its arrival: the first sight says when a mail came. */
static Sight
find_sight (CfLedger *self, const char *sha256, CfTime *out_arrived, GError **error)
{
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, "SELECT arrived, verdict = '" OPEN_VERDICT "' FROM messages WHERE sha256 = ?",
                       "s", sha256);
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);

  if (more != 1)
    return more == 0 ? SIGHT_FIRST : SIGHT_FAILED;

  *out_arrived = cf_ledger_get_time (statement, 0);
  return sqlite3_column_int (statement, 1) != 0 ? SIGHT_OPEN : SIGHT_AGAIN;
}

/* 1 when a mail with this signature value has counted: this one is a replay of it. */
static int
has_counted (CfLedger *self, const char *value, GError **error)
{
  g_autoptr (CfLedgerStatement) statement =
    cf_ledger_prepare (self, error, "SELECT 1 FROM signatures JOIN messages ON sha256 = message"
                       " WHERE value = ? AND counted = 'signed'", "s", value);

  return statement == NULL ? -1 : cf_ledger_step (self, statement, error);
}

/* One signature value that has counted is enough: a replay may bring another one beside it. */
static int
is_replay (CfLedger *self, const CfLedgerSeen *seen, GError **error)
{
  int found = 0;

  for (guint i = 0; found == 0 && seen->signatures != NULL && seen->signatures[i] != NULL; i++)
    found = has_counted (self, seen->signatures[i], error);

  return found;
}

/* NULL with @error. */
static const char *
find_count (CfLedger *self, const CfLedgerSeen *seen, CfTime arrived, GError **error)
{
  int replay;

  if (arrived == CF_TIME_UNKNOWN || seen->address == NULL)
    return "shown";
  if (!seen->verified)
    return !seen->has_signature && seen->domain_proved ? "unsigned" : "shown";

  replay = is_replay (self, seen, error);
  if (replay < 0)
    return NULL;

  return replay == 0 ? "signed" : "shown";
}

/* --- rows --- */

static const char *
find_domain (const char *folded)
{
  const char *at = strrchr (folded, '@');

  return at == NULL ? "" : at + 1;
}

gint64
cf_ledger_get_sender (CfLedger *self, const char *folded, GError **error)
{
  g_autoptr (CfLedgerStatement) make =
    cf_ledger_prepare (self, error, "INSERT INTO senders (address, domain) VALUES (?, ?) ON CONFLICT DO NOTHING",
                       "ss", folded, find_domain (folded));
  g_autoptr (CfLedgerStatement) find =
    make == NULL || !cf_ledger_finish (self, make, error)
      ? NULL : cf_ledger_prepare (self, error, "SELECT id FROM senders WHERE address = ?", "s", folded);

  if (find == NULL || cf_ledger_step (self, find, error) != 1)
    return 0;

  return sqlite3_column_int64 (find, 0);
}

static gboolean
write_message (CfLedger *self, const CfLedgerSeen *seen, CfTime arrived, const char *counted, GError **error)
{
  static const char sql[] =
    "INSERT INTO messages (sha256, sender, arrived, checked, verdict, verified, certificate, revocation_known, counted)"
    " VALUES (?1, nullif (?2, 0), ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (sha256) DO UPDATE SET"
    " checked = ?4, verdict = ?5, verified = ?6, certificate = ?7, revocation_known = ?8, counted = ?9";
  g_autofree char *folded = seen->address == NULL ? NULL : cf_history_fold_address (seen->address);
  gint64 sender = folded == NULL ? 0 : cf_ledger_get_sender (self, folded, error);
  g_autoptr (CfLedgerStatement) write = NULL;

  if (folded != NULL && sender == 0)
    return FALSE;

  write = cf_ledger_prepare (self, error, sql, "sittsisis", seen->canonical_sha256, sender, arrived, seen->checked,
                             seen->verdict, (gint64) seen->verified, seen->certificate,
                             (gint64) seen->revocation_known, counted);
  return cf_ledger_finish (self, write, error);
}

/* Those of a mail that counts are noted always: else whoever sends
 * CF_LIMIT_HISTORY_REPLAYS copies first could let replays count. */
static gboolean
write_signature (CfLedger *self, const CfLedgerSeen *seen, const char *value, gboolean always, GError **error)
{
  g_autoptr (CfLedgerStatement) write =
    cf_ledger_prepare (self, error, "INSERT INTO signatures (value, message, message_id) SELECT ?1, ?2, ?3"
                       " WHERE ?4 OR (SELECT COUNT(*) FROM signatures WHERE value = ?1) < ?5 ON CONFLICT DO NOTHING",
                       "sssii", value, seen->canonical_sha256, seen->message_id == NULL ? "" : seen->message_id,
                       (gint64) always, (gint64) CF_LIMIT_HISTORY_REPLAYS);

  return cf_ledger_finish (self, write, error);
}

static gboolean
write_certificate (CfLedger *self, const CfLedgerSeen *seen, CfTime arrived, GError **error)
{
  static const char sql[] =
    "INSERT INTO certificates SELECT sender, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8 FROM messages WHERE messages.sha256 = ?1"
    " ON CONFLICT (sender, sha256) DO UPDATE SET"
    " first_seen = min (first_seen, ?8), last_seen = max (last_seen, ?8)";
  g_autoptr (CfLedgerStatement) write =
    cf_ledger_prepare (self, error, sql, "sssssttt", seen->canonical_sha256, seen->certificate, seen->issuer,
                       seen->names, seen->assurance, seen->not_before, seen->not_after, arrived);

  return cf_ledger_finish (self, write, error);
}

static gboolean
write_observed (CfLedger *self, const CfLedgerSeen *seen, GError **error)
{
  g_autoptr (CfLedgerStatement) write =
    cf_ledger_prepare (self, error, "INSERT INTO observed VALUES (?, date (?, 'unixepoch'), ?, 1)"
                       " ON CONFLICT DO UPDATE SET count = count + 1", "sts", seen->observed_rule,
                       seen->arrived != CF_TIME_UNKNOWN ? seen->arrived : seen->checked, seen->observed_severity);

  return cf_ledger_finish (self, write, error);
}

static gboolean
write_all (CfLedger *self, const CfLedgerSeen *seen, CfTime arrived, GError **error)
{
  const char *counted = find_count (self, seen, arrived, error);
  gboolean is_signed = g_strcmp0 (counted, "signed") == 0;

  if (counted == NULL || !write_message (self, seen, arrived, counted, error))
    return FALSE;
  for (guint i = 0; seen->signatures != NULL && seen->signatures[i] != NULL; i++)
    if (!write_signature (self, seen, seen->signatures[i], is_signed, error))
      return FALSE;

  return !is_signed || write_certificate (self, seen, arrived, error);
}

static gboolean
learn_inside (CfLedger *self, const CfLedgerSeen *seen, GError **error)
{
  CfTime arrived = seen->arrived;
  Sight sight = find_sight (self, seen->canonical_sha256, &arrived, error);

  if (sight == SIGHT_FAILED)
    return FALSE;
  if (sight == SIGHT_AGAIN || (sight == SIGHT_OPEN && g_str_equal (seen->verdict, OPEN_VERDICT)))
    return TRUE;
  if (!write_all (self, seen, arrived, error))
    return FALSE;

  return sight == SIGHT_OPEN || seen->observed_rule == NULL || write_observed (self, seen, error);
}

gboolean
cf_ledger_learn (CfLedger *self, const CfLedgerSeen *seen, GError **error)
{
  CfTime arrived;

  if (!is_possible (seen)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "what was seen of a mail contradicts itself");
    return FALSE;
  }

  /* A mail that is opened again, which is most of them, waits for no writer. */
  if (find_sight (self, seen->canonical_sha256, &arrived, NULL) == SIGHT_AGAIN)
    return TRUE;
  if (!cf_ledger_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  return cf_ledger_end (self, learn_inside (self, seen, error), error);
}
