/* cf-engine-child.h — a checking process: one message -> evidence and questions
 *
 * Reads hostile bytes.  Stands on: base, gather, report, question.
 */
#pragma once

#include "cf-gather.h"

G_BEGIN_DECLS

/**
 * cf_engine_child_main:
 * @socket: to the monitor; the only descriptor that is open beside standard
 *   input, output (both /dev/null) and error
 *
 * Works confined.
 *
 * Returns: exit status of the process
 */
int cf_engine_child_main (const CfGatherPrepared *prepared, int socket);

G_END_DECLS
