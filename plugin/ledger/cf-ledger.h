/* cf-ledger.h — what was seen before: senders, certificates, first verdicts (MEANING section 12)
 *
 * SQLite, local, owned by the monitor; no content of messages is kept.
 * Stands on: base, question, SQLite.
 */
#pragma once

#include "cf-question-history.h"

G_BEGIN_DECLS

typedef struct _CfLedger CfLedger;

/**
 * cf_ledger_open:
 * @path: the file, made if missing; NULL for one in memory
 *
 * Opens it for several processes at once (WAL).  A file that is damaged is set
 * aside beside its name and a new one begun; cf_ledger_get_problem() says so.
 *
 * Returns: (transfer full): NULL with @error when neither works (CF906)
 */
CfLedger *cf_ledger_open (const char *path, GError **error);

/* What was wrong when it was opened, in words; NULL for nothing. */
const char *cf_ledger_get_problem (const CfLedger *self);

/**
 * cf_ledger_answer:
 * @question: of kind history
 *
 * Returns: (transfer full): failed when the file cannot be read
 */
CfAnswer *cf_ledger_answer (CfLedger *self, const CfQuestion *question);

/* Accepts %NULL. */
void cf_ledger_free (CfLedger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLedger, cf_ledger_free)

G_END_DECLS
