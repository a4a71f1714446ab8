/* cf-claws-pop.h — a mail that comes from a POP server -> an arrival; its final folder -> its mark
 *
 * The bytes of the wire, their account and the moment.  Claws Mail writes the
 * mail, lets the person's rules move it, and tells then where it lies.
 * Stands on: client, Claws Mail 4.
 */
#pragma once

#include "cf-claws-host.h"

G_BEGIN_DECLS

/* Hooks of Claws Mail.  @source: what it says of the event; @host: a CfClawsHost.  Each returns FALSE: others go on. */

/* MAIL_RECEIVE_HOOKLIST: a whole mail, before it is written. */
gboolean cf_claws_pop_on_receive (gpointer source, gpointer host);

/* MAIL_POSTFILTERING_HOOKLIST: a mail in its final folder. */
gboolean cf_claws_pop_on_filtered (gpointer source, gpointer host);

G_END_DECLS
