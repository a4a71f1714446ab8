/* cf-evolution-watch.c — Evolution's news about its folders -> arrivals
 *
 * Each folder that Evolution keeps open is watched.  One of a mail server
 * counts as listed once nothing new was said of it for a while: the first
 * listing comes in pieces.
 */
#include "cf-evolution-watch.h"

#include <libebackend/libebackend.h>
#include <libemail-engine/libemail-engine.h>

#include "cf-evolution-arrival.h"
#include "cf-evolution-message.h"

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
} CfEvolutionWatch;

typedef EExtensionClass CfEvolutionWatchClass;

GType cf_evolution_watch_get_type (void);

G_DEFINE_DYNAMIC_TYPE (CfEvolutionWatch, cf_evolution_watch, E_TYPE_EXTENSION)

static gboolean
on_listed (gpointer data)
{
  Watch *watch = data;

  watch->timer_id = 0;
  cf_evolution_arrival_list (watch->folder);
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
    cf_evolution_arrival_see (folder, changes->uid_recent->pdata[i]);
  /* That a mail was read, or went, is no piece of a listing. */
  if (changes->uid_added != NULL && changes->uid_added->len > 0)
    wait_for_rest (watch);
}

/* Here the host stores mail that it fetched elsewhere. */
static void
on_changed_local (CamelFolder *folder, CamelFolderChangeInfo *changes, gpointer unused)
{
  for (guint i = 0; changes->uid_added != NULL && i < changes->uid_added->len; i++)
    cf_evolution_arrival_see_local (folder, changes->uid_added->pdata[i]);
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
on_folder (CfEvolutionWatch *self, CamelStore *store, const char *name, MailFolderCache *cache)
{
  g_autoptr (CamelFolder) folder = mail_folder_cache_ref_folder (cache, store, name);
  g_autoptr (CfEvolutionMessage) any = NULL;
  Watch *watch;

  if (folder == NULL || CAMEL_IS_VEE_FOLDER (folder) || g_object_get_data (G_OBJECT (folder), "certfirst-watch") != NULL)
    return;
  any = cf_evolution_message_new (folder, "");
  if (any == NULL || cf_evolution_message_is_own (any, self->registry))
    return;

  watch = g_new0 (Watch, 1);
  watch->folder = folder;
  g_object_set_data_full (G_OBJECT (folder), "certfirst-watch", watch, watch_free);
  if (any->place == CF_PLACE_SERVER_FOLDER) {
    g_signal_connect (folder, "changed", G_CALLBACK (on_changed), watch);
    wait_for_rest (watch);
  } else
    g_signal_connect (folder, "changed", G_CALLBACK (on_changed_local), NULL);
}

static void
on_folder_available (CfEvolutionWatch *self, CamelStore *store, const char *name, MailFolderCache *cache)
{
  on_folder (self, store, name, cache);
}

static void
on_folder_unread (CfEvolutionWatch *self, CamelStore *store, const char *name, int unread, MailFolderCache *cache)
{
  on_folder (self, store, name, cache);
}

static void
cf_evolution_watch_constructed (GObject *object)
{
  CfEvolutionWatch *self = (CfEvolutionWatch *) object;
  EMailSession *session = E_MAIL_SESSION (e_extension_get_extensible (E_EXTENSION (object)));
  MailFolderCache *cache = e_mail_session_get_folder_cache (session);

  G_OBJECT_CLASS (cf_evolution_watch_parent_class)->constructed (object);
  self->registry = g_object_ref (e_mail_session_get_registry (session));
  g_signal_connect_object (cache, "folder-available", G_CALLBACK (on_folder_available), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cache, "folder-unread-updated", G_CALLBACK (on_folder_unread), self, G_CONNECT_SWAPPED);
}

static void
cf_evolution_watch_dispose (GObject *object)
{
  CfEvolutionWatch *self = (CfEvolutionWatch *) object;

  g_clear_object (&self->registry);
  G_OBJECT_CLASS (cf_evolution_watch_parent_class)->dispose (object);
}

static void
cf_evolution_watch_class_init (CfEvolutionWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = cf_evolution_watch_constructed;
  G_OBJECT_CLASS (klass)->dispose = cf_evolution_watch_dispose;
  klass->extensible_type = E_TYPE_MAIL_SESSION;
}

static void
cf_evolution_watch_class_finalize (CfEvolutionWatchClass *klass)
{
}

static void
cf_evolution_watch_init (CfEvolutionWatch *self)
{
}

void
cf_evolution_watch_register (GTypeModule *module)
{
  cf_evolution_watch_register_type (module);
}
