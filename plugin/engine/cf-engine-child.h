/* cf-engine-child.h — the checking process: one message after the other -> evidence
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
 * Returns: exit status of the process
 */
int cf_engine_child_main (const CfGatherOptions *options, int socket);

G_END_DECLS
