/* cf-evolution-module.h — bytes -> client -> ribbon: what the module's parts share: one engine for the process
 *
 * Stands on: client.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/* (transfer none): the one client of this process; its engine starts with the first question. */
CfClient *cf_evolution_module_get_client (void);

/* The host ends: the engine goes now, since nothing runs later. */
void cf_evolution_module_stop (void);

/* For what comes later and may find that @object is gone.  Returns: (transfer full) */
GWeakRef *cf_evolution_module_new_weak (gpointer object);

/* A GDestroyNotify. */
void cf_evolution_module_free_weak (gpointer weak);

G_END_DECLS
