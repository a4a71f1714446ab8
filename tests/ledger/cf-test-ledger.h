/* cf-test-ledger.h — a ledger in a folder of its own, and mail to show it */
#pragma once

#include "cf-ledger.h"

G_BEGIN_DECLS

#define CF_TEST_START ((CfTime) 1772355600) /* 2026-03-01T09:00:00Z */
#define CF_TEST_ALICE "alice@bank.example"

/* Hex of SHA-256 by a number: nothing here needs real mail.  One of 16 static strings. */
const char *cf_test_hash (const char *what, guint number);

/* A verified mail of alice, a live arrival on day @number, with a signature value of its own. */
void cf_test_make_signed (CfLedgerSeen *seen, guint number);

/* An unsigned one, live, without a proved domain. */
void cf_test_make_unsigned (CfLedgerSeen *seen, guint number);

/* Learns it; anything but TRUE ends the test. */
void cf_test_learn (CfLedger *ledger, const CfLedgerSeen *seen);

/* Shows and learns @n signed mails of alice, one a day. */
void cf_test_learn_signed (CfLedger *ledger, guint n);

/* What a check would get to know of @address. */
CfHistorySender cf_test_ask_sender (CfLedger *ledger, const char *address);

/* The answer to "what value".  (transfer full) */
CfAnswer *cf_test_ask (CfLedger *ledger, const char *key);

CfLedger *cf_test_open (const char *path);

/* A path in a new folder, and what removes the folder.  (transfer full) */
char *cf_test_make_path (void);
void cf_test_remove (const char *path);

/* Whether a file beside @path, or it itself, holds @text.  */
gboolean cf_test_holds (const char *path, const char *text);

/* The whole of it as lines.  (transfer full) */
char *cf_test_export (CfLedger *ledger);

/* Imports @text; FALSE with @error. */
gboolean cf_test_import (CfLedger *ledger, const char *text, GError **error);

/* How many signed mails of alice it knows. */
guint cf_test_count_signed (CfLedger *ledger);

/* Runs it in a process of its own; anything but 0 ends the test. */
void cf_test_run_apart (int (*run) (const char *path), const char *path);

G_END_DECLS
