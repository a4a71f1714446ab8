/* cf-evolution-arrival.c — bytes -> client: mail that arrives now is checked in the background
 *
 * Each folder of a mail server that Evolution keeps open is watched.  A folder
 * counts as listed once nothing new was said of it for a while: the first
 * listing comes in pieces.  Arrivals are checked one after the other.
 */
#include "cf-evolution-arrival.h"

#include <libebackend/libebackend.h>
#include <libemail-engine/libemail-engine.h>

#include "cf-client-inbox.h"
#include "cf-client-options.h"
#include "cf-danger-notice.h"
#include "cf-evolution-compat.h"
#include "cf-evolution-mark.h"
#include "cf-evolution-module.h"

/* Pieces of one listing follow each other faster. */
#define LISTED_AFTER_S 5

/* One folder; owned by it. */
typedef struct {
  CamelFolder *folder; /* not owned */
  guint timer_id;
} Watch;

typedef struct {
  EExtension parent;

  ESourceRegistry *registry;
} CfEvolutionArrival;

typedef EExtensionClass CfEvolutionArrivalClass;

GType cf_evolution_arrival_get_type (void);

G_DEFINE_DYNAMIC_TYPE (CfEvolutionArrival, cf_evolution_arrival, E_TYPE_EXTENSION)

static CfClientInbox *inbox;
/* (element-type CfEvolutionMessage): not yet loaded; @working while one is under way */
static GQueue waiting = G_QUEUE_INIT;
static gboolean working;

static CfClientInbox *
get_inbox (void)
{
  if (inbox == NULL)
    inbox = cf_client_inbox_open ("evolution");
  return inbox;
}

/* The folder as this account names it; UID 0 where it has no number. */
static CfClientInboxMail
describe_mail (CamelFolder *folder, const char *uid, char **out_name)
{
  guint64 number = 0;

  *out_name = g_strconcat (camel_service_get_uid (CAMEL_SERVICE (camel_folder_get_parent_store (folder))), "/",
                           camel_folder_get_full_name (folder), NULL);
  if (uid == NULL || !g_ascii_string_to_unsigned (uid, 10, 1, G_MAXUINT32, &number, NULL))
    number = 0;
  return (CfClientInboxMail){ *out_name, cf_evolution_compat_read_validity (folder), (guint32) number };
}

CfTime
cf_evolution_arrival_get_time (const CfEvolutionMessage *message)
{
  g_autofree char *name = NULL;
  CfClientInboxMail mail;

  if (message->place != CF_PLACE_SERVER_FOLDER)
    return CF_TIME_UNKNOWN;
  mail = describe_mail (message->folder, message->uid, &name);
  return mail.uid == 0 ? CF_TIME_UNKNOWN : cf_client_inbox_get_arrival (get_inbox (), &mail);
}

void
cf_evolution_arrival_done (const CfEvolutionMessage *message)
{
  g_autofree char *name = NULL;
  CfClientInboxMail mail;

  if (message->place != CF_PLACE_SERVER_FOLDER)
    return;
  mail = describe_mail (message->folder, message->uid, &name);
  cf_client_inbox_forget (get_inbox (), &mail);
}

void
cf_evolution_arrival_finish (void)
{
  g_queue_clear_full (&waiting, (GDestroyNotify) cf_evolution_message_free);
  g_clear_pointer (&inbox, cf_client_inbox_free);
}

static void work (void);

static void
on_checked (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfEvolutionMessage) message = data;
  g_autoptr (CfReport) report = cf_client_arrived_finish (CF_CLIENT (client), result, NULL);

  working = FALSE;
  if (report != NULL && inbox != NULL) {
    CfClientOptions options = cf_client_options_load (NULL);

    cf_evolution_arrival_done (message);
    cf_evolution_mark_update (message->folder, message->uid, report);
    cf_danger_notice_tell (report, &options);
  }
  work ();
}

/* A mail that cannot be read keeps its time, and is checked when it is opened. */
static void
on_loaded (GObject *unused, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfEvolutionMessage) message = cf_evolution_message_load_finish (result, NULL);
  CfClientOptions options = cf_client_options_load (NULL);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  CfTime when = message == NULL || inbox == NULL ? CF_TIME_UNKNOWN : cf_evolution_arrival_get_time (message);

  if (when == CF_TIME_UNKNOWN) {
    working = FALSE;
    work ();
    return;
  }

  cf_evolution_message_describe (message, &request);
  request.received = when;
  request.lang = cf_client_options_get_lang (&options);
  cf_client_arrived_async (cf_evolution_module_get_client (), &request, NULL, on_checked, g_steal_pointer (&message));
}

static void
work (void)
{
  CfEvolutionMessage *message = working ? NULL : g_queue_pop_head (&waiting);

  if (message == NULL)
    return;
  working = TRUE;
  cf_evolution_message_load_async (message, NULL, on_loaded, NULL);
}

/* Text that is not here is fetched only if the person wants that: else the time is kept until the mail is opened. */
static void
take_arrival (CamelFolder *folder, const char *uid)
{
  CfClientOptions options = cf_client_options_load (NULL);
  g_autofree char *path = cf_evolution_compat_dup_message_file (folder, uid);
  CfEvolutionMessage *message = NULL;

  if (path != NULL || options.download)
    message = cf_evolution_message_new (folder, uid);
  if (message == NULL)
    return;
  g_queue_push_tail (&waiting, message);
  work ();
}

static void
see (CamelFolder *folder, const char *uid)
{
  g_autoptr (CamelMessageInfo) info = camel_folder_get_message_info (folder, uid);
  g_autofree char *name = NULL;
  CfClientInboxMail mail = describe_mail (folder, uid, &name);
  gboolean unread;

  if (info == NULL || mail.uid == 0 || mail.validity == 0)
    return;
  unread = (camel_message_info_get_flags (info) & (CAMEL_MESSAGE_SEEN | CAMEL_MESSAGE_DELETED)) == 0;
  if (cf_client_inbox_see (get_inbox (), &mail, unread, g_get_real_time () / G_USEC_PER_SEC))
    take_arrival (folder, uid);
}

static gboolean
on_listed (gpointer data)
{
  Watch *watch = data;
  g_autoptr (GPtrArray) uids = NULL;
  g_autofree char *name = NULL;
  CfClientInboxMail highest = describe_mail (watch->folder, NULL, &name);

  watch->timer_id = 0;
  uids = cf_evolution_compat_dup_uids (watch->folder);
  for (guint i = 0; i < uids->len; i++) {
    guint64 number;

    if (g_ascii_string_to_unsigned (uids->pdata[i], 10, 1, G_MAXUINT32, &number, NULL))
      highest.uid = MAX (highest.uid, (guint32) number);
  }
  /* Until the first listing has come, an empty folder is only one that is not known. */
  if (highest.validity != 0 && highest.uid != 0)
    cf_client_inbox_list (get_inbox (), &highest);
  return G_SOURCE_REMOVE;
}

static void
wait_for_rest (Watch *watch)
{
  g_clear_handle_id (&watch->timer_id, g_source_remove);
  watch->timer_id = g_timeout_add_seconds (LISTED_AFTER_S, on_listed, watch);
}

static void
on_changed (CamelFolder *folder, CamelFolderChangeInfo *changes, Watch *watch)
{
  for (guint i = 0; changes->uid_recent != NULL && i < changes->uid_recent->len; i++)
    see (folder, changes->uid_recent->pdata[i]);
  wait_for_rest (watch);
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->timer_id, g_source_remove);
  g_free (watch);
}

/* Not known until somebody opens it; what the person wrote or threw away does not arrive. */
static void
on_folder (CfEvolutionArrival *self, CamelStore *store, const char *name, MailFolderCache *cache)
{
  g_autoptr (CamelFolder) folder = mail_folder_cache_ref_folder (cache, store, name);
  g_autoptr (CfEvolutionMessage) any = NULL;
  Watch *watch;

  if (folder == NULL || CAMEL_IS_VEE_FOLDER (folder) || g_object_get_data (G_OBJECT (folder), "certfirst-watch") != NULL)
    return;
  any = cf_evolution_message_new (folder, "");
  if (any == NULL || any->place != CF_PLACE_SERVER_FOLDER || cf_evolution_message_is_own (any, self->registry))
    return;

  watch = g_new0 (Watch, 1);
  watch->folder = folder;
  g_object_set_data_full (G_OBJECT (folder), "certfirst-watch", watch, watch_free);
  g_signal_connect (folder, "changed", G_CALLBACK (on_changed), watch);
  wait_for_rest (watch);
}

static void
on_folder_available (CfEvolutionArrival *self, CamelStore *store, const char *name, MailFolderCache *cache)
{
  on_folder (self, store, name, cache);
}

static void
on_folder_unread (CfEvolutionArrival *self, CamelStore *store, const char *name, int unread, MailFolderCache *cache)
{
  on_folder (self, store, name, cache);
}

static void
cf_evolution_arrival_constructed (GObject *object)
{
  CfEvolutionArrival *self = (CfEvolutionArrival *) object;
  EMailSession *session = E_MAIL_SESSION (e_extension_get_extensible (E_EXTENSION (object)));
  MailFolderCache *cache = e_mail_session_get_folder_cache (session);

  G_OBJECT_CLASS (cf_evolution_arrival_parent_class)->constructed (object);
  self->registry = g_object_ref (e_mail_session_get_registry (session));
  g_signal_connect_object (cache, "folder-available", G_CALLBACK (on_folder_available), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cache, "folder-unread-updated", G_CALLBACK (on_folder_unread), self, G_CONNECT_SWAPPED);
}

static void
cf_evolution_arrival_dispose (GObject *object)
{
  CfEvolutionArrival *self = (CfEvolutionArrival *) object;

  g_clear_object (&self->registry);
  G_OBJECT_CLASS (cf_evolution_arrival_parent_class)->dispose (object);
}

static void
cf_evolution_arrival_class_init (CfEvolutionArrivalClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = cf_evolution_arrival_constructed;
  G_OBJECT_CLASS (klass)->dispose = cf_evolution_arrival_dispose;
  klass->extensible_type = E_TYPE_MAIL_SESSION;
}

static void
cf_evolution_arrival_class_finalize (CfEvolutionArrivalClass *klass)
{
}

static void
cf_evolution_arrival_init (CfEvolutionArrival *self)
{
}

void
cf_evolution_arrival_register (GTypeModule *module)
{
  cf_evolution_arrival_register_type (module);
}
