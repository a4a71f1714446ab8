/* cf-claws-view.c — bytes -> client -> ribbon: one ribbon for each message view of Claws Mail
 */
#include "cf-claws-view.h"

#include "folder.h"
#include "mimeview.h"
#include "prefs_account.h"

#include "cf-ribbon-check.h"

#define VIEW_KEY "certfirst-view"

/* What belongs to one message view; owned by its vbox. */
typedef struct {
  GtkWidget *bar;
  CfRibbonCheck *check;
  GtkTreeModel *parts; /* the host empties it whenever a message goes */
  gulong row_deleted_id;
} View;

/* What is known of the message shown. */
typedef struct {
  GBytes *bytes;
  char *account; /* (nullable) */
  CfPlace place;
  gboolean exact;
} Message;

static void
message_clear (Message *message)
{
  g_clear_pointer (&message->bytes, g_bytes_unref);
  g_clear_pointer (&message->account, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Message, message_clear)

static void
view_free (View *view)
{
  g_signal_handler_disconnect (view->parts, view->row_deleted_id);
  g_object_unref (view->parts);
  g_object_unref (view->check);
  gtk_widget_destroy (view->bar);
  g_object_unref (view->bar);
  g_free (view);
}

/* Length once every line ends with CRLF. */
static gsize
get_crlf_length (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize added = 0;

  for (gsize i = 0; i < length; i++)
    added += text[i] == '\n' && (i == 0 || text[i - 1] != '\r');
  return length + added;
}

/* The IMAP cache loses what follows a NUL in its line; the server's size
 * tells.  A last line end that is missing is no loss. */
static gboolean
has_server_size (GBytes *message, goffset size)
{
  gint64 difference = (gint64) get_crlf_length (message) - (gint64) size;

  return size <= 0 || ABS (difference) <= 2;
}

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
    return has_server_size (message, info->size);
  default: /* mbox quotes lines; of others nothing is known */
    return FALSE;
  }
}

/* "user@incoming-host" for mail on a server; where local mail came from is not known here. */
static char *
dup_account (const Folder *folder)
{
  const PrefsAccount *account = folder->account;

  if (FOLDER_TYPE (folder) != F_IMAP || account == NULL || account->userid == NULL ||
      account->recv_server == NULL)
    return NULL;
  return g_strconcat (account->userid, "@", account->recv_server, NULL);
}

/* Copies everything that is needed: the host frees its record at the next selection. */
static gboolean
take_message (Message *message, const MessageView *mv)
{
  const MsgInfo *info = mv->msginfo;
  const Folder *folder = info->folder != NULL ? info->folder->folder : NULL;
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  if (mv->mimeview->file == NULL)
    return FALSE;
  if (!g_file_get_contents (mv->mimeview->file, &contents, &length, &error)) {
    g_warning ("%s", error->message);
    return FALSE;
  }

  message->bytes = g_bytes_new_take (contents, length);
  message->exact = is_exact (info, message->bytes);
  message->place = folder != NULL && FOLDER_TYPE (folder) == F_IMAP ? CF_PLACE_SERVER_FOLDER : CF_PLACE_FOLDER;
  message->account = folder != NULL ? dup_account (folder) : NULL;
  return TRUE;
}

/* Child 0 of the view's box: above headers and body, where no message can paint. */
static View *
add_view (MessageView *mv, CfClient *client)
{
  View *view = g_new0 (View, 1);

  view->bar = g_object_ref_sink (cf_ribbon_bar_new ());
  view->check = cf_ribbon_check_new (CF_RIBBON_BAR (view->bar), client);
  view->parts = g_object_ref (gtk_tree_view_get_model (GTK_TREE_VIEW (mv->mimeview->ctree)));
  view->row_deleted_id = g_signal_connect_swapped (view->parts, "row-deleted", G_CALLBACK (cf_ribbon_check_clear), view->check);
  gtk_box_pack_start (GTK_BOX (mv->vbox), view->bar, FALSE, FALSE, 0);
  gtk_box_reorder_child (GTK_BOX (mv->vbox), view->bar, 0);
  g_object_set_data_full (G_OBJECT (mv->vbox), VIEW_KEY, view, (GDestroyNotify) view_free);
  return view;
}

/* Mail that is not sent yet begins with lines of Claws Mail's own. */
static gboolean
is_unsent (const MsgInfo *info)
{
  return info->folder != NULL && (folder_has_parent_of_type (info->folder, F_QUEUE) ||
                                  folder_has_parent_of_type (info->folder, F_DRAFT));
}

void
cf_claws_view_show (MessageView *mv, CfClient *client)
{
  View *view = g_object_get_data (G_OBJECT (mv->vbox), VIEW_KEY);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_auto (Message) message = { NULL };

  if (mv->msginfo == NULL || mv->mimeview == NULL)
    return;

  if (view == NULL)
    view = add_view (mv, client);
  cf_ribbon_check_clear (view->check);
  if (is_unsent (mv->msginfo) || !take_message (&message, mv))
    return;

  request.message = message.bytes;
  request.account = message.account;
  request.place = message.place;
  request.exact = message.exact;
  cf_ribbon_check_ask (view->check, &request);
}

void
cf_claws_view_remove (MessageView *mv)
{
  g_object_set_data (G_OBJECT (mv->vbox), VIEW_KEY, NULL); /* frees the view */
}
