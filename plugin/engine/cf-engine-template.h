/* cf-engine-template.h — the process that has everything open, and that checking processes are forked from
 *
 * Reads no hostile byte.  Stands on: base, gather, frame, the sandbox.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cf_engine_template_main:
 * @options: (type CfGatherOptions)
 * @settings: (nullable): not used
 * @socket: to the monitor
 *
 * Opens roots, policy and whatever else opens late, gives up all rights, and
 * forks a child for each request of the monitor.
 *
 * Returns: exit status of the process
 */
int cf_engine_template_main (gconstpointer options, const char *settings, int socket);

G_END_DECLS
