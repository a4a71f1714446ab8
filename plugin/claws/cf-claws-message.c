/* cf-claws-message.c — the host's mail -> what the client is asked: bytes, place, account, when it arrived */
#include "cf-claws-message.h"

#include "common/utils.h"
#include "folder.h"
#include "prefs_account.h"

#include "cf-claws-bytes.h"

#define DECRYPTED_NAME "plaintext."

/* Whether the file holds the bytes that arrived (hosts differ by folder type).
 * A partial download is announced by a field of the message itself, which a
 * sender can write: it makes the bytes doubtful and never stops the check. */
static gboolean
is_exact (const MsgInfo *info, GBytes *message)
{
  if (info->extradata != NULL && info->extradata->partial_recv != NULL)
    return FALSE;
  if (info->folder == NULL || info->folder->folder == NULL)
    return TRUE;

  switch (FOLDER_TYPE (info->folder->folder)) {
  case F_MH:
  case F_MAILDIR:
  case F_NEWS:
    return TRUE;
  case F_IMAP:
    return cf_claws_bytes_have_size (message, info->size);
  default: /* mbox quotes lines; of others nothing is known */
    return FALSE;
  }
}

char *
cf_claws_message_dup_account (const PrefsAccount *account)
{
  if (account == NULL || account->userid == NULL || account->recv_server == NULL)
    return NULL;
  return g_strconcat (account->userid, "@", account->recv_server, NULL);
}

/* Of mail on a server the account is known, and of a POP mail that was seen to
 * arrive.  The account that a folder or a header names is no proof. */
static void
read_folder (CfClawsMessage *self, CfClawsHost *host, FolderItem *item)
{
  self->folder = folder_item_get_identifier (item);
  if (FOLDER_TYPE (item->folder) != F_IMAP) {
    g_autofree char *hash = cf_claws_bytes_hash (self->bytes);

    self->account = g_strdup (cf_client_origins_get (host->origins, hash));
    return;
  }

  self->place = CF_PLACE_SERVER_FOLDER;
  self->account = cf_claws_message_dup_account (item->folder->account);
  self->validity = (guint32) item->mtime; /* of an IMAP folder it is no time */
  if (self->folder != NULL) {
    CfClientInboxMail mail = cf_claws_message_get_mail (self);

    self->arrived = cf_client_inbox_get_arrival (host->inbox, &mail);
  }
}

CfClawsMessage *
cf_claws_message_read (CfClawsHost *host, const MsgInfo *info, const char *path)
{
  g_autoptr (CfClawsMessage) self = g_new0 (CfClawsMessage, 1);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error)) {
    g_warning ("%s", error->message);
    return NULL;
  }

  self->bytes = g_bytes_new_take (contents, length);
  self->exact = is_exact (info, self->bytes);
  self->number = info->msgnum;
  self->place = CF_PLACE_FOLDER;
  self->arrived = CF_TIME_UNKNOWN;
  if (info->folder != NULL && info->folder->folder != NULL)
    read_folder (self, host, info->folder);
  return g_steal_pointer (&self);
}

/* The host puts what it decrypted where the encrypted part was.  Only that of
 * the root counts: an encrypted attachment is not the mail. */
static const MimeInfo *
find_decrypted (const MimeInfo *root)
{
  GNode *first = root != NULL && root->node != NULL ? g_node_first_child (root->node) : NULL;
  const MimeInfo *part = first != NULL ? first->data : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;

  if (part == NULL || !part->tmp || part->content != MIMECONTENT_FILE || part->data.filename == NULL)
    return NULL;

  folder = g_path_get_dirname (part->data.filename);
  name = g_path_get_basename (part->data.filename);
  return g_strcmp0 (folder, get_mime_tmp_dir ()) == 0 && g_str_has_prefix (name, DECRYPTED_NAME) ? part : NULL;
}

void
cf_claws_message_take_decrypted (CfClawsMessage *self, MimeView *mimeview)
{
  const MimeInfo *part = find_decrypted (mimeview->mimeinfo);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  if (part == NULL)
    return;
  if (!g_file_get_contents (part->data.filename, &contents, &length, &error)) {
    g_warning ("%s", error->message);
    return;
  }

  whole = g_bytes_new_take (contents, length);
  self->decrypted = cf_claws_bytes_cut_prefix (whole);
}

void
cf_claws_message_fill (const CfClawsMessage *self, const CfClientOptions *options, CfClientRequest *request)
{
  request->message = self->bytes;
  request->decrypted = self->decrypted;
  request->account = self->account;
  request->place = self->place;
  request->exact = self->exact;
  request->lang = cf_client_options_get_lang (options);
}

CfClientInboxMail
cf_claws_message_get_mail (const CfClawsMessage *self)
{
  return (CfClientInboxMail) { self->folder, self->validity, self->number };
}

gboolean
cf_claws_message_is_at (FolderItem *item, guint number, const char *hash)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = g_strdup_printf ("%u", number);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) now = NULL;
  g_autofree char *found = NULL;
  char *contents;
  gsize length;

  if (FOLDER_TYPE (item->folder) != F_MH)
    return FOLDER_TYPE (item->folder) == F_IMAP;

  folder = folder_item_get_path (item);
  path = g_build_filename (folder, name, NULL);
  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;

  now = g_bytes_new_take (contents, length);
  found = cf_claws_bytes_hash (now);
  return g_str_equal (found, hash);
}

void
cf_claws_message_free (CfClawsMessage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->decrypted, g_bytes_unref);
  g_free (self->account);
  g_free (self->folder);
  g_free (self);
}
