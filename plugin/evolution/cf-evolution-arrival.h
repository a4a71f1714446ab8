/* cf-evolution-arrival.h — bytes -> client: mail that arrives now is checked in the background
 *
 * Which mail of a folder is an arrival is decided by the client library; here
 * the host's news about its folders are translated.
 * Stands on: client, ui, Evolution's mail engine.
 */
#pragma once

#include <gio/gio.h>

#include "cf-evolution-message.h"

G_BEGIN_DECLS

/* Registers the extension with the module. */
void cf_evolution_arrival_register (GTypeModule *module);

/* When a mail that is opened now arrived, if it was never checked since; else %CF_TIME_UNKNOWN.  Main thread. */
CfTime cf_evolution_arrival_get_time (const CfEvolutionMessage *message);

/* The engine had it as an arrival. */
void cf_evolution_arrival_done (const CfEvolutionMessage *message);

/* Keeps what is known of the folders; for the end of the process. */
void cf_evolution_arrival_finish (void);

G_END_DECLS
