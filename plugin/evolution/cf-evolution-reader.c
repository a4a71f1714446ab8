/* cf-evolution-reader.c — bytes -> client -> ribbon: one ribbon for each pane and window that shows a mail
 *
 * message-selected takes the old words away, message-loaded asks, and the list
 * of parts, which comes last, says when nothing is shown any more.
 */
#include "cf-evolution-reader.h"

#include <libebackend/libebackend.h>

#include <mail/e-mail-backend.h>
#include <mail/e-mail-browser.h>
#include <mail/e-mail-paned-view.h>
#include <mail/e-mail-reader.h>
#include <mail/message-list.h>

#include "cf-evolution-arrival.h"
#include "cf-evolution-compat.h"
#include "cf-evolution-decrypted.h"
#include "cf-evolution-mark.h"
#include "cf-evolution-menu.h"
#include "cf-evolution-module.h"
#include "cf-evolution-write.h"
#include "cf-ribbon-check.h"

/**
 * CfEvolutionReader:
 * @bar: (nullable): owned; none for readers that only lend their pane
 * @folder, @uid: (nullable): of the mail that is shown, as the list names it
 * @loading: (nullable): of the bytes that are on their way
 * @message: (nullable): of the mail that is shown, with its bytes
 * @decrypted: (nullable): what the host decrypted of it
 * @waits_for_parts: the mail looks encrypted, and the host has not said yet what is in it
 */
typedef struct {
  EExtension parent;

  GtkWidget *bar;
  CfRibbonCheck *check;
  CamelFolder *folder;
  char *uid;
  GCancellable *loading;
  CfEvolutionMessage *message;
  GBytes *decrypted;
  gboolean waits_for_parts;
} CfEvolutionReader;

typedef EExtensionClass CfEvolutionReaderClass;

GType cf_evolution_reader_get_type (void);
#define CF_EVOLUTION_READER(object) \
  G_TYPE_CHECK_INSTANCE_CAST ((object), cf_evolution_reader_get_type (), CfEvolutionReader)

G_DEFINE_DYNAMIC_TYPE (CfEvolutionReader, cf_evolution_reader, E_TYPE_EXTENSION)

static EMailReader *
get_reader (CfEvolutionReader *self)
{
  return E_MAIL_READER (e_extension_get_extensible (E_EXTENSION (self)));
}

/* No answer about the mail before reaches the ribbon after this. */
static void
forget (CfEvolutionReader *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->folder);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->message, cf_evolution_message_free);
  g_clear_pointer (&self->decrypted, g_bytes_unref);
  self->waits_for_parts = FALSE;
  if (self->check != NULL)
    cf_ribbon_check_clear (self->check);
}

/* Once the bytes are here and, for an encrypted mail, what the host found inside. */
static void
ask (CfEvolutionReader *self)
{
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  CfTime arrived;

  if (self->message == NULL || self->waits_for_parts)
    return;

  cf_evolution_message_describe (self->message, &request);
  request.decrypted = self->decrypted;
  arrived = cf_evolution_arrival_get_time (self->message);
  request.live = arrived != CF_TIME_UNKNOWN;
  if (request.live)
    request.received = arrived;
  cf_ribbon_check_ask (self->check, &request);
}

static void
on_checked (CfEvolutionReader *self, const CfReport *report)
{
  cf_evolution_arrival_done (self->message);
  cf_evolution_mark_update (self->message->folder, self->message->uid, report);
}

static void
on_loaded (GObject *unused, GAsyncResult *result, gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (GObject) alive = g_weak_ref_get (weak);
  CfEvolutionReader *self = (CfEvolutionReader *) alive;
  g_autoptr (GError) error = NULL;
  g_autoptr (CfEvolutionMessage) message = cf_evolution_message_load_finish (result, &error);

  cf_evolution_module_free_weak (weak);
  /* A closed window or another mail cancelled it. */
  if (self == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  g_clear_object (&self->loading);
  if (message == NULL) {
    g_warning ("%s", error->message);
    cf_ribbon_check_clear (self->check);
    return;
  }
  self->message = g_steal_pointer (&message);
  ask (self);
}

static void
show (CfEvolutionReader *self, CamelFolder *folder, const char *uid, CamelMimeMessage *read)
{
  ESourceRegistry *registry;
  g_autoptr (CfEvolutionMessage) message = NULL;

  forget (self);
  if (folder == NULL || uid == NULL)
    return;

  self->folder = g_object_ref (folder);
  self->uid = g_strdup (uid);
  registry = e_mail_session_get_registry (e_mail_backend_get_session (e_mail_reader_get_backend (get_reader (self))));
  message = cf_evolution_message_new (folder, uid);
  if (message == NULL || cf_evolution_message_is_own (message, registry))
    return;

  cf_ribbon_check_set_loading (self->check);
  self->loading = g_cancellable_new ();
  self->waits_for_parts = cf_evolution_decrypted_may_come (read);
  cf_evolution_message_load_async (g_steal_pointer (&message), self->loading, on_loaded, cf_evolution_module_new_weak (self));
}

static gboolean
is_shown (CfEvolutionReader *self, CamelFolder *folder, const char *uid)
{
  return self->folder == folder && g_strcmp0 (self->uid, uid) == 0;
}

static void
take_parts (CfEvolutionReader *self)
{
  EMailPartList *parts = e_mail_display_get_part_list (e_mail_reader_get_mail_display (get_reader (self)));

  if (parts == NULL) {
    forget (self);
    return;
  }

  if (!is_shown (self, e_mail_part_list_get_folder (parts), e_mail_part_list_get_message_uid (parts)))
    show (self, e_mail_part_list_get_folder (parts), e_mail_part_list_get_message_uid (parts),
          e_mail_part_list_get_message (parts));
  if (self->waits_for_parts) {
    self->waits_for_parts = FALSE;
    self->decrypted = cf_evolution_decrypted_take (parts);
    ask (self);
  }
}

/* Of the mail that the host still draws: selected again after several others it is not loaded again. */
static gboolean
is_drawn (CfEvolutionReader *self, CamelFolder *folder, const char *uid)
{
  EMailPartList *parts = e_mail_display_get_part_list (e_mail_reader_get_mail_display (get_reader (self)));

  return parts != NULL && uid != NULL && e_mail_part_list_get_folder (parts) == folder &&
         g_strcmp0 (e_mail_part_list_get_message_uid (parts), uid) == 0;
}

/* Hiding and showing the pane selects the same mail again, and loads nothing. */
static void
on_selected (CfEvolutionReader *self, const char *uid)
{
  g_autoptr (CamelFolder) folder = e_mail_reader_ref_folder (get_reader (self));

  if (is_shown (self, folder, uid))
    return;
  forget (self);
  if (is_drawn (self, folder, uid))
    take_parts (self);
}

static void
on_message_loaded (CfEvolutionReader *self, const char *uid, CamelMimeMessage *message)
{
  g_autoptr (CamelFolder) folder = e_mail_reader_ref_folder (get_reader (self));

  show (self, folder, uid, message);
}

/* The details of a danger offer it; the host's own action moves what is selected. */
static void
on_move_to_junk (CfEvolutionReader *self)
{
  cf_evolution_compat_move_to_junk (get_reader (self));
}

static void
on_write_report (CfEvolutionReader *self, const CfDetailsMail *mail)
{
  EShell *shell = e_shell_backend_get_shell (E_SHELL_BACKEND (e_mail_reader_get_backend (get_reader (self))));

  cf_evolution_write_report (shell, self->folder, mail);
}

/* Child 0 of the pane: above the host's own notices, the headers and the web view. */
static void
add_ribbon (CfEvolutionReader *self, EMailReader *reader)
{
  EPreviewPane *pane = e_mail_reader_get_preview_pane (reader);

  self->bar = g_object_ref_sink (cf_ribbon_bar_new ());
  self->check = cf_ribbon_check_new (CF_RIBBON_BAR (self->bar), cf_evolution_module_get_client ());
  cf_ribbon_bar_set_abilities (CF_RIBBON_BAR (self->bar), CF_HOST_CAN_MOVE_TO_JUNK | CF_HOST_CAN_WRITE_MAIL);
  g_signal_connect_object (self->bar, "move-to-junk", G_CALLBACK (on_move_to_junk), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "write-report", G_CALLBACK (on_write_report), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check, "checked", G_CALLBACK (on_checked), self, G_CONNECT_SWAPPED);
  cf_evolution_menu_add (reader, CF_RIBBON_BAR (self->bar));
  gtk_box_pack_start (GTK_BOX (pane), self->bar, FALSE, FALSE, 0);
  gtk_box_reorder_child (GTK_BOX (pane), self->bar, 0);
  g_signal_connect_object (reader, "message-loaded", G_CALLBACK (on_message_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (e_mail_reader_get_message_list (reader), "message-selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (e_mail_reader_get_mail_display (reader), "notify::part-list", G_CALLBACK (take_parts), self,
                           G_CONNECT_SWAPPED);
}

/* The host makes one more reader, which only speaks for the pane of the main window. */
static void
cf_evolution_reader_constructed (GObject *object)
{
  CfEvolutionReader *self = CF_EVOLUTION_READER (object);
  EMailReader *reader = get_reader (self);

  G_OBJECT_CLASS (cf_evolution_reader_parent_class)->constructed (object);
  if (E_IS_MAIL_PANED_VIEW (reader) || E_IS_MAIL_BROWSER (reader))
    add_ribbon (self, reader);
}

static void
cf_evolution_reader_dispose (GObject *object)
{
  CfEvolutionReader *self = CF_EVOLUTION_READER (object);

  forget (self);
  g_clear_object (&self->check);
  g_clear_object (&self->bar);
  G_OBJECT_CLASS (cf_evolution_reader_parent_class)->dispose (object);
}

static void
cf_evolution_reader_class_init (CfEvolutionReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = cf_evolution_reader_constructed;
  G_OBJECT_CLASS (klass)->dispose = cf_evolution_reader_dispose;
  klass->extensible_type = E_TYPE_MAIL_READER;
}

static void
cf_evolution_reader_class_finalize (CfEvolutionReaderClass *klass)
{
}

static void
cf_evolution_reader_init (CfEvolutionReader *self)
{
}

void
cf_evolution_reader_register (GTypeModule *module)
{
  cf_evolution_reader_register_type (module);
}
