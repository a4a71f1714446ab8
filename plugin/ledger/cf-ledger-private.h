/* cf-ledger-private.h — the open file, and the few things that are done with SQLite
 *
 * Stands on: base, SQLite.
 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "cf-ledger.h"

G_BEGIN_DECLS

struct _CfLedger {
  sqlite3 *db;
  char *path;    /* (nullable): NULL in memory */
  char *problem; /* (nullable) */
};

typedef sqlite3_stmt CfLedgerStatement;

static inline void
cf_ledger_statement_free (CfLedgerStatement *statement)
{
  sqlite3_finalize (statement);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLedgerStatement, cf_ledger_statement_free)

/* What SQLite says of the last call, in words with the file's name.  FALSE, always. */
gboolean cf_ledger_fail (CfLedger *self, GError **error);

/* Runs statements without parameters. */
gboolean cf_ledger_exec (CfLedger *self, const char *sql, GError **error);

/**
 * cf_ledger_prepare:
 * @types: one letter a parameter, in order: "s" a text (nullable), "i" a gint64, "t" a CfTime (unknown is NULL)
 *
 * Returns: (transfer full): texts are copied
 */
CfLedgerStatement *cf_ledger_prepare (CfLedger *self, GError **error, const char *sql, const char *types, ...);

/* The next row: 1 for one, 0 for the end, -1 with @error. */
int cf_ledger_step (CfLedger *self, CfLedgerStatement *statement, GError **error);

/* Steps to the end: for statements without rows. */
gboolean cf_ledger_finish (CfLedger *self, CfLedgerStatement *statement, GError **error);

/* The text of a column of the row; %NULL for none.  (transfer full) (nullable) */
char *cf_ledger_dup_column (CfLedgerStatement *statement, int column);

/* The moment of a column; CF_TIME_UNKNOWN for none. */
CfTime cf_ledger_get_time (CfLedgerStatement *statement, int column);

/* Ends a transaction: commits when @works, and undoes it when that fails or nothing @works. */
gboolean cf_ledger_end (CfLedger *self, gboolean works, GError **error);

/* Makes or upgrades the tables.  NOT_SUPPORTED with @error for what is no ledger of a version known here. */
gboolean cf_ledger_upgrade (CfLedger *self, GError **error);

/* Whether the file is whole; INVALID_DATA with @error when it is not. */
gboolean cf_ledger_check_whole (CfLedger *self, GError **error);

/* Whether the file is a ledger of a version known here, as cf_ledger_upgrade() says. */
gboolean cf_ledger_check_version (CfLedger *self, GError **error);

/* The row of a sender, made if missing; 0 with @error. */
gint64 cf_ledger_get_sender (CfLedger *self, const char *folded, GError **error);

/* Empties the log beside the file, so that what was erased is nowhere. */
gboolean cf_ledger_compact (CfLedger *self, GError **error);

/* Whether it is 64 hexadecimal digits in lower case. */
gboolean cf_ledger_is_sha256 (const char *text);

G_END_DECLS
