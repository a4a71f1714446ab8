/* cf-claws-act.c — a press in the details -> Claws Mail's own commands */
#include "cf-claws-act.h"

#include "common/utils.h"
#include "compose.h"
#include "folder.h"

#include "cf-claws-bytes.h"

static void
move_to_junk (MsgInfo *info)
{
  FolderItem *junk = procmsg_spam_get_folder (info);

  if (junk == NULL)
    junk = folder_get_default_trash ();
  if (junk == NULL || junk == info->folder)
    return;

  if (procmsg_spam_can_learn ())
    procmsg_spam_learner_learn (info, NULL, TRUE);
  folder_item_move_msg (junk, info);
}

void
cf_claws_act_move_to_junk (const CfClawsMessage *message)
{
  FolderItem *item = message->folder == NULL ? NULL : folder_find_item_from_identifier (message->folder);
  g_autofree char *hash = cf_claws_bytes_hash (message->bytes);
  MsgInfo *info = NULL;

  if (item != NULL && cf_claws_message_is_at (item, message->number, hash))
    info = folder_item_get_msginfo (item, (gint) message->number);
  if (info == NULL)
    return;

  move_to_junk (info);
  procmsg_msginfo_free (&info);
}

void
cf_claws_act_write_report (const CfDetailsMail *mail)
{
  g_autofree char *path = g_build_filename (get_mime_tmp_dir (), mail->file_name, NULL);
  g_autofree char *subject = g_uri_escape_string (mail->subject, NULL, FALSE);
  g_autofree char *address = g_strconcat ("mailto:?subject=", subject, NULL); /* RFC 6068 */
  g_autoptr (GError) error = NULL;
  AttachInfo attachment = { .file = path, .content_type = (char *) "text/plain", .charset = (char *) "UTF-8" };
  GList files = { .data = &attachment };

  /* Read when the mail is sent; Claws Mail empties the folder when it ends. */
  if (!g_file_set_contents_full (path, mail->text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error)) {
    g_warning ("%s", error->message);
    return;
  }

  compose_new (NULL, address, &files);
}
