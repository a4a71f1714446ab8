/* cf-claws-imap.h — a mail that an IMAP server lists -> an arrival, once its text is here
 *
 * The moment and the number are noted when the mail is listed.  Claws Mail
 * cannot fetch a text in the background without a main loop of its own inside
 * ours, so it is checked when the text comes: because the person opens it, or
 * because a rule or "Download messages" had it fetched.
 * Stands on: client, Claws Mail 4.
 */
#pragma once

#include "cf-claws-host.h"

G_BEGIN_DECLS

/* Hooks of Claws Mail.  @source: what it says of the event; @host: a CfClawsHost.  Each returns FALSE: others go on. */

/* MAIL_FILTERING_HOOKLIST: a mail that is listed for the first time, before the person's rules. */
gboolean cf_claws_imap_on_filtering (gpointer source, gpointer host);

/* FOLDER_ITEM_UPDATE_HOOKLIST: a folder's list changed. */
gboolean cf_claws_imap_on_folder (gpointer source, gpointer host);

G_END_DECLS
