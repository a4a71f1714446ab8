/* cf-engine.h — the engine: a monitor and its checking process
 *
 * The monitor relays by a table of allowed messages and reads no hostile
 * byte; the checking process reads one message after the other and answers
 * with evidence; the monitor judges and words it.
 * Stands on: base, gather, report, verdict, ribbon, question, policy.
 */
#pragma once

#include "cf-gather.h"

G_BEGIN_DECLS

/* Version of the protocol; a client of another one is refused in words. */
#define CF_ENGINE_PROTOCOL 1

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
int cf_engine_run (const CfGatherOptions *options, int in_fd, int out_fd);

G_END_DECLS
