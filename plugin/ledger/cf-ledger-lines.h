/* cf-ledger-lines.h — the kinds of lines of an exported history: one table for writing and reading
 *
 * Stands on: base, SQLite.
 */
#pragma once

#include "cf-ledger-private.h"

G_BEGIN_DECLS

/* The first line, so that another file is not taken for a history. */
#define CF_LEDGER_LINES_MARK "certfirst-history"
#define CF_LEDGER_LINES_VERSION 1

typedef enum {
  CF_LEDGER_COLUMN_ADDRESS,
  CF_LEDGER_COLUMN_ADDRESS_OR_NULL,
  CF_LEDGER_COLUMN_SHA256,
  CF_LEDGER_COLUMN_SHA256_OR_NULL,
  CF_LEDGER_COLUMN_TEXT,
  CF_LEDGER_COLUMN_TEXT_OR_NULL,
  CF_LEDGER_COLUMN_TIME,
  CF_LEDGER_COLUMN_TIME_OR_NULL,
  CF_LEDGER_COLUMN_FLAG,
  CF_LEDGER_COLUMN_COUNT,
  CF_LEDGER_COLUMN_DAY,
} CfLedgerColumnType;

typedef struct {
  const char *name; /* of the member */
  CfLedgerColumnType type;
} CfLedgerColumn;

#define CF_LEDGER_MAX_COLUMNS 10

/**
 * CfLedgerLine:
 * @kind: its name in a line
 * @columns: of @select, in its order, and of @insert as ?1, ?2 …; an address is
 *   the sender's row there.  Ends at a column without a name
 */
typedef struct {
  const char *kind;
  CfLedgerColumn columns[CF_LEDGER_MAX_COLUMNS + 1];
  const char *select;
  const char *insert;
} CfLedgerLine;

extern const CfLedgerLine cf_ledger_lines[];
extern const guint cf_ledger_n_lines;

G_END_DECLS
