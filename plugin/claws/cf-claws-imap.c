/* cf-claws-imap.c — a mail that an IMAP server lists -> an arrival, once its text is here
 */
#include "cf-claws-imap.h"

#include "folder.h"

#include "cf-claws-arrival.h"

/* The host changes a folder's list in many small steps. */
#define SETTLE_MS 300

static gboolean
is_on_server (const FolderItem *item)
{
  return item != NULL && item->folder != NULL && FOLDER_TYPE (item->folder) == F_IMAP;
}

/* One message that a server lists. */
static gboolean
see (CfClawsHost *host, const MsgInfo *info, const char *folder)
{
  const CfClientInboxMail mail = { folder, (guint32) info->folder->mtime, info->msgnum };

  return cf_client_inbox_see (host->inbox, &mail, MSG_IS_UNREAD (info->flags), cf_claws_arrival_get_now ());
}

gboolean
cf_claws_imap_on_filtering (gpointer source, gpointer data)
{
  const MailFilteringData *filtering = source;
  const MsgInfo *info = filtering->msginfo;
  g_autofree char *folder = NULL;

  if (info == NULL || !is_on_server (info->folder))
    return FALSE;

  folder = folder_item_get_identifier (info->folder);
  if (folder != NULL)
    see (data, info, folder);
  return FALSE;
}

/* A mail whose text is here is checked; the host's own copy is read, nothing is fetched. */
static void
ask_if_here (CfClawsHost *host, const MsgInfo *info, const char *folder)
{
  const CfClientInboxMail mail = { folder, (guint32) info->folder->mtime, info->msgnum };
  CfTime when = cf_client_inbox_get_arrival (host->inbox, &mail);
  g_autofree char *key = g_strdup_printf ("%s %u", folder, info->msgnum);
  g_autofree char *cache = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  CfClawsMessage *message;

  if (when == CF_TIME_UNKNOWN || !MSG_IS_FULLY_CACHED (info->flags) || cf_claws_arrival_is_asked (host, key))
    return;

  cache = folder_item_get_path (info->folder);
  name = g_strdup_printf ("%u", info->msgnum);
  path = g_build_filename (cache, name, NULL);
  message = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? cf_claws_message_read (host, info, path) : NULL;
  if (message != NULL)
    cf_claws_arrival_ask (host, message, key, when);
}

/* What waits and is no longer listed was moved or deleted. */
static void
forget_gone (CfClawsHost *host, FolderItem *item, const char *folder)
{
  g_autoptr (GArray) waiting = cf_client_inbox_list_waiting (host->inbox, folder, (guint32) item->mtime);

  for (guint i = 0; i < waiting->len; i++) {
    guint32 uid = g_array_index (waiting, guint32, i);
    MsgInfo *info = folder_item_get_msginfo (item, (gint) uid);

    if (info == NULL)
      cf_client_inbox_forget (host->inbox, &(CfClientInboxMail) { folder, (guint32) item->mtime, uid });
    else
      procmsg_msginfo_free (&info);
  }
}

/* An empty list may be one that could not be got: it is no base for what comes next. */
static void
look_through (CfClawsHost *host, FolderItem *item, const char *folder)
{
  CfClientInboxMail last = { folder, (guint32) item->mtime, 0 };
  GSList *list = folder_item_get_msg_list (item);

  for (GSList *entry = list; entry != NULL; entry = entry->next) {
    const MsgInfo *info = entry->data;

    last.uid = MAX (last.uid, info->msgnum);
    if (see (host, info, folder))
      ask_if_here (host, info, folder);
  }
  procmsg_msg_list_free (list);
  if (last.validity == 0 || last.uid == 0)
    return;

  cf_client_inbox_list (host->inbox, &last);
  forget_gone (host, item, folder);
}

static gboolean
on_settled (gpointer data)
{
  CfClawsHost *host = data;
  /* Looking through one may have the host say that another one changed. */
  g_autoptr (GHashTable) folders = g_steal_pointer (&host->folders);
  GHashTableIter iter;
  gpointer folder;

  host->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, folders);
  while (g_hash_table_iter_next (&iter, &folder, NULL)) {
    FolderItem *item = folder_find_item_from_identifier (folder);

    if (item != NULL && item->scanning != 0)
      g_hash_table_add (host->folders, g_strdup (folder));
    else if (is_on_server (item))
      look_through (host, item, folder);
  }

  if (g_hash_table_size (host->folders) > 0)
    return G_SOURCE_CONTINUE;
  host->folders_id = 0;
  return G_SOURCE_REMOVE;
}

gboolean
cf_claws_imap_on_folder (gpointer source, gpointer data)
{
  CfClawsHost *host = data;
  const FolderItemUpdateData *update = source;
  char *folder;

  if (!is_on_server (update->item) || (update->update_flags & (F_ITEM_UPDATE_MSGCNT | F_ITEM_UPDATE_CONTENT)) == 0)
    return FALSE;

  folder = folder_item_get_identifier (update->item);
  if (folder == NULL)
    return FALSE;
  g_hash_table_add (host->folders, folder);
  if (host->folders_id == 0)
    host->folders_id = g_timeout_add (SETTLE_MS, on_settled, host);
  return FALSE;
}
