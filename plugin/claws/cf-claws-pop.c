/* cf-claws-pop.c — a mail that comes from a POP server -> an arrival; its final folder -> its mark
 */
#include "cf-claws-pop.h"

#include "folder.h"
#include "pop.h"

#include "cf-claws-arrival.h"
#include "cf-claws-bytes.h"

gboolean
cf_claws_pop_on_receive (gpointer source, gpointer data)
{
  const MailReceiveData *received = source;
  CfClawsHost *host = data;
  CfClawsMessage *message;
  g_autofree char *hash = NULL;

  /* Its first lines only: the rest may come later, or never. */
  if (received->session->state != POP3_RETR_RECV || received->data == NULL)
    return FALSE;

  message = g_new0 (CfClawsMessage, 1);
  message->bytes = cf_claws_bytes_undo_dots (received->data, received->data_len);
  message->account = cf_claws_message_dup_account (received->session->ac_prefs);
  message->place = CF_PLACE_FOLDER;
  message->exact = TRUE;
  message->arrived = CF_TIME_UNKNOWN;
  hash = cf_claws_bytes_hash (message->bytes);
  if (message->account != NULL)
    cf_client_origins_note (host->origins, hash, message->account);
  cf_claws_arrival_ask (host, message, hash, cf_claws_arrival_get_now ());
  return FALSE;
}

gboolean
cf_claws_pop_on_filtered (gpointer source, gpointer data)
{
  CfClawsHost *host = data;
  MsgInfo *info = source; /* unlike that of the hook before filtering */
  g_autoptr (CfClawsMessage) message = NULL;
  g_autofree char *path = NULL;
  g_autofree char *hash = NULL;

  /* Nothing is on its way, or its file would have to be fetched. */
  if (g_hash_table_size (host->arrivals) == 0 || info == NULL || info->folder == NULL || info->folder->folder == NULL ||
      FOLDER_TYPE (info->folder->folder) == F_IMAP)
    return FALSE;
  path = procmsg_get_message_file_path (info);
  message = path == NULL ? NULL : cf_claws_message_read (host, info, path);
  if (message == NULL || message->folder == NULL)
    return FALSE;

  hash = cf_claws_bytes_hash (message->bytes);
  cf_claws_arrival_place (host, hash, message->folder, message->number);
  return FALSE;
}
