/* cf-engine-network-start.h — the look-up process, a program of its own
 *
 * Stands on: base, lookup's options, Linux.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The descriptor of the look-up process's socket. */
#define CF_ENGINE_NETWORK_SOCKET 3

/* Words that its program understands: the versions of its libraries, with a blank between them; the CfLookupDnssec
 * that it finds, as a number; "." when the address that follows can be fetched, else why not.  Without a word it serves
 * its socket. */
#define CF_ENGINE_NETWORK_VERSIONS "versions"
#define CF_ENGINE_NETWORK_DNSSEC "dnssec"
#define CF_ENGINE_NETWORK_FETCH "fetch"

/* The program of the look-up process, which may be missing: beside this one, or where it is installed.  (transfer full) */
char *cf_engine_network_dup_program (void);

/**
 * cf_engine_network_look_up:
 * @options: (type CfLookupOptions): what the engine was started with
 * @settings: (nullable): the object above, as text
 * @socket: CF_ENGINE_NETWORK_SOCKET
 *
 * Becomes the look-up process.
 *
 * Returns: exit status, when there is no such program
 */
int cf_engine_network_look_up (gconstpointer options, const char *settings, int socket);

G_END_DECLS
