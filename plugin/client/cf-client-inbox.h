/* cf-client-inbox.h — which mail of a server folder arrives now, and when one that waits for its text came
 *
 * A mail client hears of every message that it did not list before: of old
 * ones too, when it first opens a folder.  Taken for arrivals, they would be
 * judged by today's clock and all turn "expired before it arrived".  So:
 * an arrival is unread, in a folder that was listed before under the same
 * UIDVALIDITY, with a UID above the highest that was known then.  Whatever is
 * lost here only makes a mail no arrival, which is never greener.
 *
 * Kept over restarts in $XDG_DATA_HOME/certfirst/arrivals-CLIENT.json.
 * Stands on: base, GIO, json-glib.
 */
#pragma once

#include <glib.h>

#include "cf-time.h"

G_BEGIN_DECLS

typedef struct _CfClientInbox CfClientInbox;

/**
 * CfClientInboxMail:
 *
 * One message of one folder; borrowed.
 * @folder: as the client names it, account included
 * @validity: the folder's UIDVALIDITY (RFC 9051 section 2.3.1.1)
 */
typedef struct {
  const char *folder;
  guint32 validity;
  guint32 uid;
} CfClientInboxMail;

/**
 * cf_client_inbox_open:
 * @client: "claws", "evolution": each has its own names of folders
 *
 * Returns: (transfer full): with what was known before; empty where nothing
 *   can be read
 */
CfClientInbox *cf_client_inbox_open (const char *client);

/**
 * cf_client_inbox_see:
 * @unread: as the server says; what was read elsewhere, or was copied after reading, is no arrival
 * @now: when the client saw it first
 *
 * Asks about one message that the client had not listed before, and remembers
 * when an arrival came.  A second call about the same message changes nothing.
 *
 * Returns: whether it arrives, or waits since an earlier call
 */
gboolean cf_client_inbox_see (CfClientInbox *self, const CfClientInboxMail *mail, gboolean unread, CfTime now);

/**
 * cf_client_inbox_list:
 * @mail: of the highest UID that the client has in the folder; 0 for an empty one
 *
 * The listing is complete: what is listed is known from now on.
 */
void cf_client_inbox_list (CfClientInbox *self, const CfClientInboxMail *mail);

/* When a message arrived whose text has not been checked since; %CF_TIME_UNKNOWN for every other. */
CfTime cf_client_inbox_get_arrival (CfClientInbox *self, const CfClientInboxMail *mail);

/* Messages of a folder that arrived and wait.  (transfer full) (element-type guint32): ascending */
GArray *cf_client_inbox_list_waiting (CfClientInbox *self, const char *folder, guint32 validity);

/* The engine had it as an arrival, or it is gone. */
void cf_client_inbox_forget (CfClientInbox *self, const CfClientInboxMail *mail);

/* Writes what changed.  Accepts %NULL. */
void cf_client_inbox_free (CfClientInbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClientInbox, cf_client_inbox_free)

G_END_DECLS
