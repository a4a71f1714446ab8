/* cf-engine-process.h — a process of ours: started with one socket, ended and reaped by the monitor
 *
 * Stands on: base, Linux (clone, prctl).
 */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* The descriptor of a process's socket inside it; standard input and output are /dev/null there. */
#define CF_ENGINE_SOCKET 3

/**
 * CfEngineProcess:
 * @pid: 0 for none
 * @socket: our end; -1 for none
 */
typedef struct {
  pid_t pid;
  int socket;
} CfEngineProcess;

#define CF_ENGINE_PROCESS_NONE { 0, -1 }

/* What a process does.  Returns: its exit status */
typedef int (*CfEngineMain) (gconstpointer data, int socket);

/* A pair of connected sockets: ours, which waits no longer than some seconds to send, and another process's. */
gboolean cf_engine_process_connect (int *out_ours, int *out_theirs);

/**
 * cf_engine_process_fork:
 *
 * A fork whose parent is the parent of the caller: it is the monitor's to
 * reap, whoever made it, so that no process id is ever used after its end.
 * Only for a process with one thread.
 *
 * Returns: as fork()
 */
pid_t cf_engine_process_fork (void);

/**
 * cf_engine_process_enter:
 * @parent: who it dies with
 * @socket: its end, which becomes CF_ENGINE_SOCKET; no other descriptor
 *   beside standard error survives
 *
 * The first act of a new process.  Ends the process when it fails.
 */
void cf_engine_process_enter (pid_t parent, int socket);

/* Forks a child of the caller that runs @main on the other end of a socket pair; FALSE when the system has no more. */
gboolean cf_engine_process_start (CfEngineProcess *self, CfEngineMain main, gconstpointer data);

/* Kills it, reaps it, closes the socket.  Returns: its wait status, 0 when there was none */
int cf_engine_process_end (CfEngineProcess *self);

G_END_DECLS
