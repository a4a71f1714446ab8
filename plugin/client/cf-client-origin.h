/* cf-client-origin.h — which account a local mail came through
 *
 * A mail that was fetched from a POP server lies in a local folder afterwards,
 * where nothing that a sender cannot write tells its account.  It is noted on
 * arrival, by the hash of its bytes, so that the mail is judged by the same
 * lists of names when it is opened.  What is not noted has no account, which
 * is never greener.
 *
 * Kept over restarts in $XDG_DATA_HOME/certfirst/accounts-CLIENT.json.
 * Stands on: GIO, json-glib.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CfClientOrigins CfClientOrigins;

/* @client: "claws", "evolution".  (transfer full): with what was noted before */
CfClientOrigins *cf_client_origins_open (const char *client);

/**
 * cf_client_origins_note:
 * @mail: hash of its bytes, in whatever form the client has them at arrival and later
 * @account: "user@incoming-host"
 *
 * The latest account of a mail that came through several counts.
 */
void cf_client_origins_note (CfClientOrigins *self, const char *mail, const char *account);

/* The account that a mail came through; %NULL where none was noted.  Valid until the next note. */
const char *cf_client_origins_get (CfClientOrigins *self, const char *mail);

/* Writes what changed.  Accepts %NULL. */
void cf_client_origins_free (CfClientOrigins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClientOrigins, cf_client_origins_free)

G_END_DECLS
