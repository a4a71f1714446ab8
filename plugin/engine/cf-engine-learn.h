/* cf-engine-learn.h — what of a judged message goes into the ledger
 *
 * The monitor's side: a child's evidence is judged here before anything is
 * learned from it.  Which message it is about was said before the child read
 * it; docs/protocol.md tells what a child that was taken over can still do.
 * Stands on: base, fact, verdict, ledger.
 */
#pragma once

#include "cf-engine-request.h"
#include "cf-ledger.h"

G_BEGIN_DECLS

/**
 * cf_engine_learn:
 * @now: what time it is for this check
 *
 * Notes the message once (MEANING section 12).  As long as DNS has not
 * answered, an unsigned mail is not noted: whether it counts depends on it.
 *
 * Returns: FALSE with @error when it cannot be written
 */
gboolean cf_engine_learn (CfLedger *ledger, const CfEngineRequest *request, CfTime now, const CfFacts *facts,
                          GError **error);

G_END_DECLS
