/* cf-engine.h — the engine: a monitor and its processes
 *
 * The monitor relays by a table of allowed messages and reads no hostile
 * byte; a fresh child reads each message and answers with evidence and
 * questions; the look-up process and the ledger answer the questions; the
 * monitor judges and words the evidence.
 * Stands on: base, gather, report, verdict, ribbon, question, policy, ledger, lookup.
 */
#pragma once

#include "cf-gather.h"
#include "cf-lookup.h"

G_BEGIN_DECLS

/* Version of the protocol; a client of another one is refused in words. */
#define CF_ENGINE_PROTOCOL 1

/**
 * CfEngineOptions:
 *
 * What one engine is started with; texts are nullable.
 * @lookups: file of recorded answers: nobody outside is asked, and what is not in it is not known
 * @record: file that all answers are written to that were used
 * @history: file of the ledger; NULL keeps none
 * @bulk: a child may read several messages, one after the other: for trials, which keep no ledger and ask nobody
 */
typedef struct {
  CfGatherOptions gather;
  CfLookupOptions lookup;
  char *lookups;
  char *record;
  char *history;
  gboolean bulk;
} CfEngineOptions;

/**
 * cf_engine_run:
 * @options: what the engine was started with
 * @in_fd, @out_fd: frames from and to the client; the same socket twice, or two pipes
 *
 * Serves one client until it goes.
 *
 * Returns: exit status: 0 the client went, 1 the client broke the protocol,
 *   2 the options cannot be used (the reason went to the client and to
 *   standard error)
 */
int cf_engine_run (const CfEngineOptions *options, int in_fd, int out_fd);

G_END_DECLS
