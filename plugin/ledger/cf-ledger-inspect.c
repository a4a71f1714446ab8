/* cf-ledger-inspect.c — looks at the record of earlier mail and leaves it as it is */
#include "cf-ledger-private.h"

#include "cf-limits.h"

static gboolean
count_rows (CfLedger *self, const char *sql, guint *out_number, GError **error)
{
  g_autoptr (CfLedgerStatement) statement = cf_ledger_prepare (self, error, sql, "");

  if (statement == NULL || cf_ledger_step (self, statement, error) != 1)
    return FALSE;

  *out_number = (guint) sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* A file without a table is one whose first writer has not come that far. */
static gboolean
has_tables (CfLedger *self, gboolean *out_has, GError **error)
{
  guint n;

  if (!count_rows (self, "SELECT COUNT(*) FROM sqlite_schema", &n, error))
    return FALSE;

  *out_has = n > 0;
  return TRUE;
}

static gboolean
inspect (CfLedger *self, CfLedgerAbout *about, GError **error)
{
  gboolean has;

  if (!cf_ledger_check_version (self, error) || !cf_ledger_check_whole (self, error) ||
      !has_tables (self, &has, error))
    return FALSE;

  return !has || (count_rows (self, "SELECT COUNT(*) FROM senders", &about->n_senders, error) &&
                  count_rows (self, "SELECT COUNT(*) FROM messages", &about->n_messages, error));
}

/* A file that nobody has open has no log, and is read as it stands: else SQLite
 * would make a log for it, or fail where it may not.  (transfer full) (nullable) */
static char *
dup_uri (const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (whole, NULL, error);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  if (uri == NULL)
    return NULL;

  return g_strconcat (uri, g_file_test (log, G_FILE_TEST_EXISTS) ? "?mode=ro" : "?immutable=1", NULL);
}

gboolean
cf_ledger_inspect (const char *path, CfLedgerAbout *out_about, GError **error)
{
  g_autoptr (CfLedger) self = g_new0 (CfLedger, 1);
  g_autofree char *uri = dup_uri (path, error);
  CfLedgerAbout about = { 0 };

  if (uri == NULL)
    return FALSE;

  self->path = g_strdup (path);
  if (sqlite3_open_v2 (uri, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) != SQLITE_OK)
    return cf_ledger_fail (self, error);

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, CF_LIMIT_HISTORY_WAIT_MS);
  if (!inspect (self, &about, error))
    return FALSE;

  *out_about = about;
  return TRUE;
}
