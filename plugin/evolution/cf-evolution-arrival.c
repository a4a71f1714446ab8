/* cf-evolution-arrival.c — bytes -> client: mail that arrives now is checked in the background, one after the other */
#include "cf-evolution-arrival.h"

#include "cf-client-inbox.h"
#include "cf-client-options.h"
#include "cf-danger-notice.h"
#include "cf-evolution-compat.h"
#include "cf-evolution-mark.h"
#include "cf-evolution-module.h"
#include "cf-evolution-pop.h"

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

/* Of a local folder only what Evolution fetched by POP, which the text has to say. */
static CfTime
find_time (const CfEvolutionMessage *message)
{
  if (message == NULL || inbox == NULL)
    return CF_TIME_UNKNOWN;
  if (message->place == CF_PLACE_SERVER_FOLDER)
    return cf_evolution_arrival_get_time (message);
  return cf_evolution_pop_has_fetched (message) ? cf_evolution_pop_get_time (message->uid) : CF_TIME_UNKNOWN;
}

/* A mail that cannot be read keeps its time, and is checked when it is opened. */
static void
on_loaded (GObject *unused, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfEvolutionMessage) message = cf_evolution_message_load_finish (result, NULL);
  CfClientOptions options = cf_client_options_load (NULL);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  CfTime when = find_time (message);

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

static gboolean
is_unread (CamelFolder *folder, const char *uid)
{
  g_autoptr (CamelMessageInfo) info = camel_folder_get_message_info (folder, uid);

  return info != NULL && (camel_message_info_get_flags (info) & (CAMEL_MESSAGE_SEEN | CAMEL_MESSAGE_DELETED)) == 0;
}

void
cf_evolution_arrival_see (CamelFolder *folder, const char *uid)
{
  g_autofree char *name = NULL;
  CfClientInboxMail mail = describe_mail (folder, uid, &name);

  if (mail.uid != 0 && mail.validity != 0 &&
      cf_client_inbox_see (get_inbox (), &mail, is_unread (folder, uid), g_get_real_time () / G_USEC_PER_SEC))
    take_arrival (folder, uid);
}

void
cf_evolution_arrival_see_local (CamelFolder *folder, const char *uid)
{
  if (get_inbox () != NULL && cf_evolution_pop_get_time (uid) != CF_TIME_UNKNOWN && is_unread (folder, uid))
    take_arrival (folder, uid);
}

void
cf_evolution_arrival_list (CamelFolder *folder)
{
  g_autoptr (GPtrArray) uids = cf_evolution_compat_dup_uids (folder);
  g_autofree char *name = NULL;
  CfClientInboxMail highest = describe_mail (folder, NULL, &name);

  for (guint i = 0; i < uids->len; i++) {
    guint64 number;

    if (g_ascii_string_to_unsigned (uids->pdata[i], 10, 1, G_MAXUINT32, &number, NULL))
      highest.uid = MAX (highest.uid, (guint32) number);
  }
  /* Until the first listing has come, an empty folder is only one that is not known. */
  if (highest.validity != 0 && highest.uid != 0)
    cf_client_inbox_list (get_inbox (), &highest);
}
