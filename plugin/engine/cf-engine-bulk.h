/* cf-engine-bulk.h — checking processes of a trial, between two messages
 *
 * A trial (policy dry-run) checks many small messages and neither learns nor
 * asks: so one process reads several of them, one after the other.
 * Stands on: base, the checkers.
 */
#pragma once

#include "cf-engine-checker.h"

G_BEGIN_DECLS

typedef struct _CfEngineBulk CfEngineBulk;

/* None is there yet.  (transfer full) */
CfEngineBulk *cf_engine_bulk_new (void);

/* Whether a message of @size bytes may be read by a process that reads others. */
gboolean cf_engine_bulk_suits (guint64 size);

/* One that waits for its next message.  (transfer full) (nullable): %NULL when none does */
CfEngineChecker *cf_engine_bulk_take (CfEngineBulk *self);

/* Takes @checker, which has read its message.  FALSE, and it stays the caller's, when that was its last. */
gboolean cf_engine_bulk_give (CfEngineBulk *self, CfEngineChecker *checker);

/* Ends them.  Accepts %NULL. */
void cf_engine_bulk_free (CfEngineBulk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineBulk, cf_engine_bulk_free)

G_END_DECLS
