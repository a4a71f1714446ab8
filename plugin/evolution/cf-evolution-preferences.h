/* cf-evolution-preferences.h — what a person may choose: our page in Evolution's own window, and the end of the host
 *
 * Stands on: client, ui, Evolution's shell.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Registers the extension with the module. */
void cf_evolution_preferences_register (GTypeModule *module);

G_END_DECLS
