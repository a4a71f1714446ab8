/* cf-evolution-arrival.h — bytes -> client: mail that arrives now is checked in the background
 *
 * Which mail of a server's folder is an arrival is decided by the client
 * library.  Loads, asks, marks and tells, one mail after the other.
 * Stands on: client, ui, Camel.
 */
#pragma once

#include <gio/gio.h>

#include "cf-evolution-message.h"

G_BEGIN_DECLS

/* The host lists @uid of a folder of a mail server, and did not before.  Main thread. */
void cf_evolution_arrival_see (CamelFolder *folder, const char *uid);

/* @uid is new in a local folder: an arrival if the host has just fetched it by POP.  Main thread. */
void cf_evolution_arrival_see_local (CamelFolder *folder, const char *uid);

/* The listing of a server's folder is complete: what it holds is known from now on. */
void cf_evolution_arrival_list (CamelFolder *folder);

/* When a mail that is opened now arrived, if it was never checked since; else %CF_TIME_UNKNOWN.  Main thread. */
CfTime cf_evolution_arrival_get_time (const CfEvolutionMessage *message);

/* The engine had it as an arrival. */
void cf_evolution_arrival_done (const CfEvolutionMessage *message);

/* Keeps what is known of the folders; for the end of the process. */
void cf_evolution_arrival_finish (void);

G_END_DECLS
