/* cf-cli-mailbox.h — the messages below a path: Maildir, MH folder, mbox, .eml
 *
 * Goes through folders block by block (cf-cli-listing.h), so that a folder of
 * any size takes little memory; of a Maildir's messages some bytes each are
 * kept, because mail programs rename them meanwhile.  Symbolic links to folders are
 * not followed.  Inside cli only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CfCliMail:
 * @name: its file; "FILE#3" for the third of an mbox
 * @bytes: (nullable): %NULL when it cannot be read
 * @exact: FALSE where these may not be the bytes that arrived
 * @error: (nullable): why it cannot be read
 */
typedef struct {
  char *name;
  GBytes *bytes;
  gboolean exact;
  GError *error;
} CfCliMail;

/* Frees what @mail owns, not @mail. */
void cf_cli_mail_clear (CfCliMail *mail);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfCliMail, cf_cli_mail_clear)

typedef struct _CfCliMailbox CfCliMailbox;

/* (transfer full): NULL with @error when there is nothing at @path that can be read */
CfCliMailbox *cf_cli_mailbox_open (const char *path, GError **error);

/**
 * cf_cli_mailbox_next:
 * @out_mail: (out): empty before
 *
 * In a Maildir all of cur and new, in other folders files with a number or
 * .eml as their name, and mbox files of any name.  What is gone meanwhile is
 * passed over.  A message of a Maildir that mail programs move or mark
 * meanwhile comes exactly once.
 *
 * Returns: FALSE at the end
 */
gboolean cf_cli_mailbox_next (CfCliMailbox *self, CfCliMail *out_mail);

/* What stays of a message's @name when a mail program marks it as read: of one in a Maildir neither new nor the flags.
 * (transfer full) */
char *cf_cli_mailbox_dup_key (const char *name);

/* Accepts %NULL. */
void cf_cli_mailbox_free (CfCliMailbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliMailbox, cf_cli_mailbox_free)

G_END_DECLS
