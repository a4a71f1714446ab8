/* cf-claws-view.h — bytes -> client -> ribbon: one ribbon for each message view of Claws Mail
 *
 * Translates between the host's views and the client; has no "if" about a
 * verdict.  No job keeps a pointer of the host: views come and go while an
 * answer is under way.
 * Stands on: client, ui, Claws Mail 4.
 */
#pragma once

#include "claws-features.h"

#include "messageview.h"

#include "cf-claws-host.h"

G_BEGIN_DECLS

/* Asks about the message that @mv shows now and gives it a ribbon, if it has none yet. */
void cf_claws_view_show (MessageView *mv, CfClawsHost *host);

/* Gives @mv an empty ribbon and its menu, if it has none yet. */
void cf_claws_view_add (MessageView *mv, CfClawsHost *host);

/* The person chose another language: asks again, and rewords the menu. */
void cf_claws_view_reword (MessageView *mv);

/* Takes ribbon and menu away; nothing if there is none. */
void cf_claws_view_remove (MessageView *mv);

G_END_DECLS
