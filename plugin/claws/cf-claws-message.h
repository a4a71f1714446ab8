/* cf-claws-message.h — the host's mail -> what the client is asked: bytes, place, account, when it arrived
 *
 * What Claws Mail cannot give exactly is said to be not exact; no time of
 * arrival is ever taken from a Date, a file or a header.
 * Stands on: client, Claws Mail 4.
 */
#pragma once

#include "claws-features.h"

#include "mimeview.h"
#include "procmsg.h"

#include "cf-claws-host.h"

G_BEGIN_DECLS

/**
 * CfClawsMessage:
 *
 * A copy of everything that is needed: the host frees its record at the next
 * selection.
 * @bytes: (nullable): %NULL for no message
 * @decrypted: (nullable): what the host made of an encrypted mail
 * @account: (nullable): "user@incoming-host"
 * @folder: (nullable): identifier of the folder, for the list
 * @validity: UIDVALIDITY of an IMAP folder, else 0
 * @number: in the folder
 * @arrived: when the host first saw it, while it waits to be checked as an arrival
 */
typedef struct {
  GBytes *bytes;
  GBytes *decrypted;
  char *account;
  char *folder;
  guint32 validity;
  guint number;
  CfPlace place;
  gboolean exact;
  CfTime arrived;
} CfClawsMessage;

/**
 * cf_claws_message_read:
 * @info: borrowed from the host, read here and not kept
 * @path: the file that holds it
 *
 * Returns: (transfer full) (nullable): %NULL when the file cannot be read, which is warned of
 */
CfClawsMessage *cf_claws_message_read (CfClawsHost *host, const MsgInfo *info, const char *path);

/* What the viewer made of it, if its root was encrypted: the decrypted entity as it was inside. */
void cf_claws_message_take_decrypted (CfClawsMessage *self, MimeView *mimeview);

/* Fills a request; borrows from @self, @options give the language. */
void cf_claws_message_fill (const CfClawsMessage *self, const CfClientOptions *options, CfClientRequest *request);

/* The mail in the arrivals of IMAP.  Borrows from @self. */
CfClientInboxMail cf_claws_message_get_mail (const CfClawsMessage *self);

/* "user@incoming-host" of an account that receives mail.  (transfer full) (nullable) */
char *cf_claws_message_dup_account (const PrefsAccount *account);

/* Whether a folder still has the mail of this cf_claws_bytes_hash() under its number: that of a local mail goes to another one when the
 * folder is packed; that of an IMAP mail never does, and its file is not always there. */
gboolean cf_claws_message_is_at (FolderItem *item, guint number, const char *hash);

/* Accepts %NULL. */
void cf_claws_message_free (CfClawsMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClawsMessage, cf_claws_message_free)

G_END_DECLS
