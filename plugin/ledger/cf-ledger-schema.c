/* cf-ledger-schema.c — the tables and their versions
 *
 * What may not be (a signed mail that was not verified, one that counts and
 * never arrived) the tables refuse themselves, whoever writes.
 */
#include "cf-ledger-private.h"

#include <glib/gi18n-lib.h>

/* "CfLg": what file(1) and other programs can tell a ledger by. */
#define APPLICATION_ID 0x43664c67

/* One step a version; a step that was published is never changed again. */
static const char *const steps[] = {
  "CREATE TABLE senders ("
  " id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, domain TEXT NOT NULL);"
  "CREATE TABLE messages ("
  " sha256 TEXT PRIMARY KEY, sender INTEGER REFERENCES senders ON DELETE CASCADE,"
  " arrived INTEGER, checked INTEGER NOT NULL, verdict TEXT NOT NULL,"
  " verified INTEGER NOT NULL CHECK (verified IN (0, 1)), certificate TEXT,"
  " revocation_known INTEGER NOT NULL CHECK (revocation_known IN (0, 1)),"
  " counted TEXT NOT NULL CHECK (counted IN ('signed', 'unsigned', 'shown')),"
  " CHECK (counted = 'shown' OR (arrived IS NOT NULL AND sender IS NOT NULL)),"
  " CHECK (counted <> 'signed' OR (verified AND certificate IS NOT NULL)),"
  " CHECK (counted <> 'unsigned' OR NOT verified)) WITHOUT ROWID;"
  "CREATE INDEX messages_of_sender ON messages (sender, counted, arrived, sha256);"
  "CREATE TABLE certificates ("
  " sender INTEGER NOT NULL REFERENCES senders ON DELETE CASCADE, sha256 TEXT NOT NULL,"
  " issuer TEXT, names TEXT, assurance TEXT, not_before INTEGER, not_after INTEGER,"
  " first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,"
  " PRIMARY KEY (sender, sha256)) WITHOUT ROWID;"
  "CREATE TABLE signatures ("
  " value TEXT NOT NULL, message TEXT NOT NULL REFERENCES messages ON DELETE CASCADE,"
  " message_id TEXT NOT NULL, PRIMARY KEY (value, message)) WITHOUT ROWID;"
  "CREATE INDEX signatures_of_message ON signatures (message);",

  "CREATE TABLE observed ("
  " rule TEXT NOT NULL, day TEXT NOT NULL, severity TEXT NOT NULL, count INTEGER NOT NULL CHECK (count > 0),"
  " PRIMARY KEY (rule, day, severity)) WITHOUT ROWID;",
};

static gboolean
read_number (CfLedger *self, const char *sql, gint64 *out_number, GError **error)
{
  g_autoptr (CfLedgerStatement) statement = cf_ledger_prepare (self, error, sql, "");

  if (statement == NULL || cf_ledger_step (self, statement, error) != 1)
    return FALSE;

  *out_number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
refuse (CfLedger *self, GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s: %s", self->path, _(what));
  return FALSE;
}

/* The version of the file; 0 for one without a table. */
static gboolean
read_version (CfLedger *self, gint64 *out_version, GError **error)
{
  gint64 application, n_tables;

  if (!read_number (self, "PRAGMA user_version", out_version, error) ||
      !read_number (self, "PRAGMA application_id", &application, error) ||
      !read_number (self, "SELECT COUNT(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;

  if (application != APPLICATION_ID && (application != 0 || n_tables > 0 || *out_version != 0))
    return refuse (self, error, N_("this is the file of another program; give another name"));
  if (*out_version < 0 || *out_version > (gint64) G_N_ELEMENTS (steps))
    return refuse (self, error, N_("a later version of Certfirst wrote this; use that one, or give another name"));

  return TRUE;
}

static gboolean
run_steps (CfLedger *self, gint64 version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%u;", APPLICATION_ID,
                                           (guint) G_N_ELEMENTS (steps));

  for (gint64 i = version; i < (gint64) G_N_ELEMENTS (steps); i++)
    if (!cf_ledger_exec (self, steps[i], error))
      return FALSE;

  return cf_ledger_exec (self, mark, error);
}

gboolean
cf_ledger_upgrade (CfLedger *self, GError **error)
{
  gint64 version;

  if (!read_version (self, &version, error))
    return FALSE;
  if (version == (gint64) G_N_ELEMENTS (steps))
    return TRUE;

  /* Read again inside: another process may have done it meanwhile. */
  if (!cf_ledger_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  return cf_ledger_end (self, read_version (self, &version, error) && run_steps (self, version, error), error);
}

gboolean
cf_ledger_check_version (CfLedger *self, GError **error)
{
  gint64 version;

  return read_version (self, &version, error);
}
