/* cf-claws-pop.c — a mail that comes from a POP server -> an arrival; its final folder -> its mark
 */
#include "cf-claws-pop.h"

#include "folder.h"
#include "pop.h"

#include "cf-claws-arrival.h"

/* A line that begins with a dot has one more on its way (RFC 1939 section 3). */
static GBytes *
undo_dots (const char *data, gsize length)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) length);
  gsize begin = 0;

  for (gsize i = 0; i + 1 < length; i++) {
    gboolean starts_line = i == 0 || (i >= 2 && data[i - 2] == '\r' && data[i - 1] == '\n');

    if (!starts_line || data[i] != '.' || data[i + 1] != '.')
      continue;
    g_byte_array_append (bytes, (const guint8 *) data + begin, (guint) (i - begin));
    begin = i + 1;
  }
  g_byte_array_append (bytes, (const guint8 *) data + begin, (guint) (length - begin));
  return g_byte_array_free_to_bytes (bytes);
}

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
  message->bytes = undo_dots (received->data, received->data_len);
  message->account = cf_claws_message_dup_account (received->session->ac_prefs);
  message->place = CF_PLACE_FOLDER;
  message->exact = TRUE;
  message->arrived = CF_TIME_UNKNOWN;
  hash = cf_claws_message_hash (message->bytes);
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

  hash = cf_claws_message_hash (message->bytes);
  cf_claws_arrival_place (host, hash, message->folder, message->number);
  return FALSE;
}
