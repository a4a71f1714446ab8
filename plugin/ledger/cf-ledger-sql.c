/* cf-ledger-sql.c — SQLite's calls with GError */
#include "cf-ledger-private.h"

#include <stdarg.h>

static GIOErrorEnum
get_error_code (int code)
{
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return G_IO_ERROR_BUSY;
    case SQLITE_FULL:
      return G_IO_ERROR_NO_SPACE;
    case SQLITE_READONLY:
      return G_IO_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
      return G_IO_ERROR_INVALID_DATA;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return G_IO_ERROR_PERMISSION_DENIED;
    default:
      return G_IO_ERROR_FAILED;
  }
}

gboolean
cf_ledger_fail (CfLedger *self, GError **error)
{
  g_set_error (error, G_IO_ERROR, (int) get_error_code (sqlite3_errcode (self->db)), "%s: %s",
               self->path == NULL ? "history in memory" : self->path, sqlite3_errmsg (self->db));
  return FALSE;
}

gboolean
cf_ledger_exec (CfLedger *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK || cf_ledger_fail (self, error);
}

static int
bind_time (CfLedgerStatement *statement, int index, CfTime time)
{
  return time == CF_TIME_UNKNOWN ? sqlite3_bind_null (statement, index) : sqlite3_bind_int64 (statement, index, time);
}

static int
bind_all (CfLedgerStatement *statement, const char *types, va_list values)
{
  int code = SQLITE_OK;

  for (int i = 1; types[i - 1] != '\0' && code == SQLITE_OK; i++)
    if (types[i - 1] == 's')
      code = sqlite3_bind_text (statement, i, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
    else if (types[i - 1] == 't')
      code = bind_time (statement, i, va_arg (values, CfTime));
    else
      code = sqlite3_bind_int64 (statement, i, va_arg (values, gint64));

  return code;
}

CfLedgerStatement *
cf_ledger_prepare (CfLedger *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (CfLedgerStatement) statement = NULL;
  va_list values;
  int code;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK) {
    cf_ledger_fail (self, error);
    return NULL;
  }

  va_start (values, types);
  code = bind_all (statement, types, values);
  va_end (values);
  if (code != SQLITE_OK) {
    cf_ledger_fail (self, error);
    return NULL;
  }

  return g_steal_pointer (&statement);
}

int
cf_ledger_step (CfLedger *self, CfLedgerStatement *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return 1;
  if (code == SQLITE_DONE)
    return 0;

  cf_ledger_fail (self, error);
  return -1;
}

gboolean
cf_ledger_finish (CfLedger *self, CfLedgerStatement *statement, GError **error)
{
  int more = 1;

  while (statement != NULL && more == 1)
    more = cf_ledger_step (self, statement, error);

  return statement != NULL && more == 0;
}

char *
cf_ledger_dup_column (CfLedgerStatement *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

CfTime
cf_ledger_get_time (CfLedgerStatement *statement, int column)
{
  gboolean known = sqlite3_column_type (statement, column) != SQLITE_NULL;

  return known ? sqlite3_column_int64 (statement, column) : CF_TIME_UNKNOWN;
}

gboolean
cf_ledger_end (CfLedger *self, gboolean works, GError **error)
{
  if (works && cf_ledger_exec (self, "COMMIT", error))
    return TRUE;

  /* After a full disk SQLite may have undone it already. */
  if (!sqlite3_get_autocommit (self->db))
    cf_ledger_exec (self, "ROLLBACK", NULL);
  return FALSE;
}

gboolean
cf_ledger_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}
