/* cf-claws-prefs.h — preferences -> client: our page in Claws Mail's preferences
 *
 * Stands on: client, ui, Claws Mail 4.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/* Adds the page "Plugins > Certfirst".
 * @on_saved: called after a choice was kept: words may have another language now */
void cf_claws_prefs_add (CfClient *client, void (*on_saved) (void));

/* Takes the page away again. */
void cf_claws_prefs_remove (void);

G_END_DECLS
