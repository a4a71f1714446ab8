/* cf-ledger-erase.c — forgets a sender, or what is too old, so that no byte of it stays */
#include "cf-ledger-private.h"

#include <glib/gi18n-lib.h>

/* Erased pages are overwritten (secure_delete), the file written anew, and the
 * log, which still holds old pages, emptied. */
gboolean
cf_ledger_compact (CfLedger *self, GError **error)
{
  g_autoptr (CfLedgerStatement) checkpoint = NULL;

  if (self->path == NULL)
    return TRUE;
  if (!cf_ledger_exec (self, "VACUUM", error))
    return FALSE;

  checkpoint = cf_ledger_prepare (self, error, "PRAGMA wal_checkpoint(TRUNCATE)", "");
  if (checkpoint == NULL || cf_ledger_step (self, checkpoint, error) != 1)
    return FALSE;
  if (sqlite3_column_int (checkpoint, 0) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("%s: erased, but another program keeps old bytes in use; "
               "close your mail clients and do it again"), self->path);
  return FALSE;
}

static gboolean
erase_sender (CfLedger *self, const char *folded, gboolean *out_known, GError **error)
{
  g_autoptr (CfLedgerStatement) sender =
    cf_ledger_prepare (self, error, "DELETE FROM senders WHERE address = ?", "s", folded);
  g_autoptr (CfLedgerStatement) observed = NULL;

  if (!cf_ledger_finish (self, sender, error))
    return FALSE;
  *out_known = sqlite3_changes (self->db) > 0;

  /* The source of a rule names the section, which may be this very address. */
  observed = cf_ledger_prepare (self, error, "DELETE FROM observed WHERE instr (lower (rule), ?) > 0", "s", folded);
  return cf_ledger_finish (self, observed, error);
}

gboolean
cf_ledger_forget (CfLedger *self, const char *address, gboolean *out_known, GError **error)
{
  g_autofree char *folded = cf_history_fold_address (address);
  gboolean known = FALSE;

  if (!cf_ledger_exec (self, "BEGIN IMMEDIATE", error) ||
      !cf_ledger_end (self, erase_sender (self, folded, &known, error), error))
    return FALSE;

  *out_known = known;
  return cf_ledger_compact (self, error);
}

/* Rows without a parent last. */
static const char *const prune_steps[] = {
  "DELETE FROM messages WHERE coalesce (arrived, checked) < ?",
  "DELETE FROM certificates WHERE last_seen < ?",
  "DELETE FROM observed WHERE day < date (?, 'unixepoch')",
  "DELETE FROM senders WHERE ? IS NOT NULL AND id NOT IN (SELECT sender FROM messages WHERE sender IS NOT NULL)"
  " AND id NOT IN (SELECT sender FROM certificates)",
};

static gboolean
erase_old (CfLedger *self, CfTime before, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (prune_steps); i++) {
    g_autoptr (CfLedgerStatement) step = cf_ledger_prepare (self, error, prune_steps[i], "t", before);

    if (!cf_ledger_finish (self, step, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
cf_ledger_prune (CfLedger *self, CfTime before, GError **error)
{
  int changes = sqlite3_total_changes (self->db);

  if (!cf_ledger_exec (self, "BEGIN IMMEDIATE", error) ||
      !cf_ledger_end (self, erase_old (self, before, error), error))
    return FALSE;

  return sqlite3_total_changes (self->db) == changes || cf_ledger_compact (self, error);
}
