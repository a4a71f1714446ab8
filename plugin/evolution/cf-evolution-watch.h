/* cf-evolution-watch.h — Evolution's news about its folders -> arrivals
 *
 * Stands on: Evolution's mail engine.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Registers the extension with the module. */
void cf_evolution_watch_register (GTypeModule *module);

G_END_DECLS
