/* cf-claws-view.c — bytes -> client -> ribbon: one ribbon for each message view of Claws Mail
 */
#include "cf-claws-view.h"

#include "folder.h"
#include "mainwindow.h"
#include "mimeview.h"

#include "cf-claws-act.h"
#include "cf-claws-bytes.h"
#include "cf-claws-mark.h"
#include "cf-claws-menu.h"
#include "cf-ribbon-check.h"

#define VIEW_KEY "certfirst-view"

/* What belongs to one message view; owned by its vbox. */
typedef struct {
  GtkWidget *bar;
  CfRibbonCheck *check;
  GtkTreeModel *parts; /* the host empties it whenever a message goes */
  gulong row_deleted_id;
  CfClawsMenu *menu; /* (nullable): of the window */
  CfClawsHost *host;
  CfClawsMessage *message; /* (nullable): that is shown */
} View;

static void
view_free (View *view)
{
  g_signal_handler_disconnect (view->parts, view->row_deleted_id);
  g_object_unref (view->parts);
  cf_claws_menu_free (view->menu);
  g_signal_handlers_disconnect_by_data (view->bar, view);
  /* Its answer may be what is being shown. */
  g_signal_handlers_disconnect_by_data (view->check, view);
  g_object_unref (view->check);
  gtk_widget_destroy (view->bar);
  g_object_unref (view->bar);
  cf_claws_message_free (view->message);
  cf_claws_host_unref (view->host);
  g_free (view);
}

/* The mail's mark follows its verdict; one that waited for its text has been checked as an arrival now. */
static void
on_answered (View *view, const CfReport *report)
{
  const CfClawsMessage *message = view->message;
  g_autofree char *hash = NULL;

  if (view->host->is_closed || message == NULL || message->folder == NULL || report->facts->canonical_sha256 == NULL)
    return;

  if (message->arrived != CF_TIME_UNKNOWN) {
    CfClientInboxMail mail = cf_claws_message_get_mail (message);

    cf_client_inbox_forget (view->host->inbox, &mail);
  }
  hash = cf_claws_bytes_hash (message->bytes);
  cf_claws_mark_show (view->host, message->folder, message->number, hash, report);
}

/* Moving empties the view, so its record is kept until it is done. */
static void
on_move_to_junk (View *view)
{
  g_autoptr (CfClawsMessage) message = g_steal_pointer (&view->message);

  if (message != NULL)
    cf_claws_act_move_to_junk (message);
}

static void
on_write_report (View *view, const CfDetailsMail *mail)
{
  cf_claws_act_write_report (mail);
}

/* The message is gone from the view. */
static void
clear (View *view)
{
  g_clear_pointer (&view->message, cf_claws_message_free);
  cf_ribbon_check_clear (view->check);
}

/* Child 0 of the view's box: above headers and body, where no message can paint. */
static View *
add_view (MessageView *mv, CfClawsHost *host)
{
  GtkUIManager *menus = mv->new_window ? mv->ui_manager : mv->mainwin->ui_manager;
  View *view = g_new0 (View, 1);

  view->bar = g_object_ref_sink (cf_ribbon_bar_new ());
  cf_ribbon_bar_set_abilities (CF_RIBBON_BAR (view->bar), CF_HOST_CAN_MOVE_TO_JUNK | CF_HOST_CAN_WRITE_MAIL);
  g_signal_connect_swapped (view->bar, "move-to-junk", G_CALLBACK (on_move_to_junk), view);
  g_signal_connect_swapped (view->bar, "write-report", G_CALLBACK (on_write_report), view);
  view->host = cf_claws_host_ref (host);
  view->check = cf_ribbon_check_new (CF_RIBBON_BAR (view->bar), host->client);
  g_signal_connect_swapped (view->check, "checked", G_CALLBACK (on_answered), view);
  view->parts = g_object_ref (gtk_tree_view_get_model (GTK_TREE_VIEW (mv->mimeview->ctree)));
  view->row_deleted_id = g_signal_connect_swapped (view->parts, "row-deleted", G_CALLBACK (clear), view);
  gtk_box_pack_start (GTK_BOX (mv->vbox), view->bar, FALSE, FALSE, 0);
  gtk_box_reorder_child (GTK_BOX (mv->vbox), view->bar, 0);
  if (menus != NULL)
    view->menu = cf_claws_menu_new (menus, CF_RIBBON_BAR (view->bar), host->client);
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
cf_claws_view_add (MessageView *mv, CfClawsHost *host)
{
  if (mv->mimeview != NULL && g_object_get_data (G_OBJECT (mv->vbox), VIEW_KEY) == NULL)
    add_view (mv, host);
}

void
cf_claws_view_reword (MessageView *mv)
{
  View *view = g_object_get_data (G_OBJECT (mv->vbox), VIEW_KEY);

  if (view == NULL)
    return;

  cf_ribbon_check_again (view->check, FALSE);
  if (view->menu != NULL)
    cf_claws_menu_reword (view->menu);
}

void
cf_claws_view_show (MessageView *mv, CfClawsHost *host)
{
  View *view = g_object_get_data (G_OBJECT (mv->vbox), VIEW_KEY);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  CfClientOptions options = cf_client_options_load (NULL);

  if (mv->msginfo == NULL || mv->mimeview == NULL)
    return;

  if (view == NULL)
    view = add_view (mv, host);
  clear (view);
  if (is_unsent (mv->msginfo) || mv->mimeview->file == NULL)
    return;
  view->message = cf_claws_message_read (host, mv->msginfo, mv->mimeview->file);
  if (view->message == NULL)
    return;

  cf_claws_message_take_decrypted (view->message, mv->mimeview);
  cf_claws_message_fill (view->message, &options, &request);
  request.lang = NULL; /* as it is chosen when the mail is asked about, now and again */
  request.received = view->message->arrived;
  request.live = view->message->arrived != CF_TIME_UNKNOWN;
  cf_ribbon_check_ask (view->check, &request);
}

void
cf_claws_view_remove (MessageView *mv)
{
  g_object_set_data (G_OBJECT (mv->vbox), VIEW_KEY, NULL); /* frees the view */
}
