/* cf-client-process.h — an engine's process: started with one socket, as a program or as a fork of this one
 *
 * Stands on: GLib, Linux.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/**
 * cf_client_process_spawn:
 * @arguments: (nullable): beside "engine"
 * @socket: its standard input and output; taken
 *
 * Starts the program, which the caller reaps.
 *
 * Returns: its process id; 0 with @error
 */
GPid cf_client_process_spawn (char **arguments, int socket, GError **error);

/* Forks this process, which has one thread; in it @run has the same arguments and the same socket, and nothing else
 * that is open.  Takes @socket.  Returns: its process id; 0 when the system has no more */
GPid cf_client_process_fork (CfClientEngineFunc run, char **arguments, int socket);

/* Whether the engine would be this very program, and a fork would be whole: no other thread runs. */
gboolean cf_client_process_can_fork (void);

G_END_DECLS
