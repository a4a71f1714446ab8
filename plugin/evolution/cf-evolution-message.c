/* cf-evolution-message.c — bytes -> client: one mail of Evolution, where it really is and which bytes it has */
#include "cf-evolution-message.h"

#include <string.h>

#include <libemail-engine/libemail-engine.h>

#include "cf-evolution-compat.h"

/* A search folder shows mail of folders that may be search folders again. */
#define MAX_SEARCH_FOLDERS 8

/* What Evolution writes into a mail that it stores anew; a sender can write it too, and gains nothing. */
static const char *const rewritten_fields[] = { "X-Evolution-Source:", "X-Evolution-POP3-UID:", "X-Evolution:" };

typedef enum {
  NEVER_EXACT,    /* bytes of a file that the host or its server rewrites, or no file */
  EXACT_IF_PLAIN, /* bytes of a file, unless Evolution itself stored it */
  EXACT,          /* bytes of a file as the server sent it */
} Exactness;

/* One row for each kind of account that is known.
 * @has_file: whether the host names a file that holds this mail and nothing else
 * @has_time: whether date_received comes from the server and not from a field of the mail */
typedef struct {
  const char *protocol;
  CfPlace place;
  gboolean has_file;
  Exactness exactness;
  gboolean has_time;
} Provider;

static const Provider providers[] = {
  { "imapx", CF_PLACE_SERVER_FOLDER, TRUE, EXACT, FALSE },
  { "maildir", CF_PLACE_FOLDER, TRUE, EXACT_IF_PLAIN, FALSE },
  { "mh", CF_PLACE_FOLDER, TRUE, EXACT_IF_PLAIN, FALSE },
  /* Exchange makes the text anew of what it keeps, and the add-on changes invitations. */
  { "ews", CF_PLACE_SERVER_FOLDER, TRUE, NEVER_EXACT, TRUE },
  /* mbox quotes lines, and all else is not known. */
  { NULL, CF_PLACE_FOLDER, FALSE, NEVER_EXACT, FALSE },
};

static const Provider *
find_provider (CamelStore *store)
{
  const CamelProvider *of_store = camel_service_get_provider (CAMEL_SERVICE (store));
  const Provider *row = providers;

  while (row->protocol != NULL && (of_store == NULL || !g_str_equal (row->protocol, of_store->protocol)))
    row++;
  return row;
}

/* Local stores have no user and no host. */
static char *
dup_account (CamelStore *store)
{
  g_autoptr (CamelSettings) settings = camel_service_ref_settings (CAMEL_SERVICE (store));
  g_autofree char *user = NULL;
  g_autofree char *host = NULL;

  if (!CAMEL_IS_NETWORK_SETTINGS (settings))
    return NULL;

  user = camel_network_settings_dup_user (CAMEL_NETWORK_SETTINGS (settings));
  host = camel_network_settings_dup_host (CAMEL_NETWORK_SETTINGS (settings));
  return user == NULL || host == NULL || *user == '\0' || *host == '\0' ? NULL : g_strconcat (user, "@", host, NULL);
}

/* Steps behind one search folder; FALSE when the mail is no longer in it. */
static gboolean
step_behind (CamelFolder **folder, char **uid)
{
  g_autoptr (CamelMessageInfo) info = camel_folder_get_message_info (*folder, *uid);
  char *real_uid = NULL;
  CamelFolder *real;

  if (info == NULL)
    return FALSE;
  real = camel_vee_folder_get_location (CAMEL_VEE_FOLDER (*folder), CAMEL_VEE_MESSAGE_INFO (info), &real_uid);
  if (real == NULL || real_uid == NULL) {
    g_free (real_uid);
    return FALSE;
  }

  g_object_ref (real);
  g_object_unref (*folder);
  g_free (*uid);
  *folder = real;
  *uid = real_uid;
  return TRUE;
}

static CfTime
get_server_time (CamelFolder *folder, const char *uid)
{
  g_autoptr (CamelMessageInfo) info = camel_folder_get_message_info (folder, uid);
  gint64 time = info == NULL ? 0 : camel_message_info_get_date_received (info);

  return time > 0 ? (CfTime) time : CF_TIME_UNKNOWN;
}

CfEvolutionMessage *
cf_evolution_message_new (CamelFolder *folder, const char *uid)
{
  g_autoptr (CfEvolutionMessage) self = g_new0 (CfEvolutionMessage, 1);
  CamelStore *store;
  const Provider *provider;

  self->folder = g_object_ref (folder);
  self->uid = g_strdup (uid);
  for (guint i = 0; CAMEL_IS_VEE_FOLDER (self->folder); i++) {
    if (i == MAX_SEARCH_FOLDERS || !step_behind (&self->folder, &self->uid))
      return NULL;
  }

  store = camel_folder_get_parent_store (self->folder);
  if (store == NULL)
    return NULL;

  provider = find_provider (store);
  self->place = provider->place;
  self->account = dup_account (store);
  self->received = provider->has_time ? get_server_time (self->folder, self->uid) : CF_TIME_UNKNOWN;
  return g_steal_pointer (&self);
}

void
cf_evolution_message_free (CfEvolutionMessage *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->folder);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->uid);
  g_free (self->account);
  g_free (self);
}

/* What follows a field's name and colon in the header; NULL without that field.  @out_length: to the end of its line */
static const char *
find_field (const char *text, gsize length, const char *field, gsize *out_length)
{
  const char *line = text;
  const char *end = text + length;
  gsize n = strlen (field);

  while (line < end && *line != '\n' && *line != '\r') {
    const char *next = memchr (line, '\n', (gsize) (end - line));

    if ((gsize) (end - line) >= n && g_ascii_strncasecmp (line, field, n) == 0) {
      *out_length = (gsize) ((next == NULL ? end : next) - line) - n;
      return line + n;
    }
    if (next == NULL)
      break;
    line = next + 1;
  }
  return NULL;
}

char *
cf_evolution_message_dup_field (const CfEvolutionMessage *self, const char *field)
{
  gsize length, n;
  const char *text = g_bytes_get_data (self->bytes, &length);
  const char *value = text == NULL ? NULL : find_field (text, length, field, &n);

  return value == NULL ? NULL : g_strstrip (g_strndup (value, n));
}

static gboolean
is_rewritten (const char *text, gsize length)
{
  gsize n;

  for (guint i = 0; i < G_N_ELEMENTS (rewritten_fields); i++) {
    if (find_field (text, length, rewritten_fields[i], &n) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* FALSE where there is no such file; it is renamed when a flag changes. */
static gboolean
read_file (CfEvolutionMessage *self, Exactness exactness)
{
  g_autofree char *path = cf_evolution_compat_dup_message_file (self->folder, self->uid);
  char *text;
  gsize length;

  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL))
    return FALSE;

  self->exact = exactness == EXACT || (exactness == EXACT_IF_PLAIN && !is_rewritten (text, length));
  self->bytes = g_bytes_new_take (text, length);
  return TRUE;
}

static gboolean
write_anew (CfEvolutionMessage *self, CamelMimeMessage *message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (camel_data_wrapper_write_to_output_stream_sync (CAMEL_DATA_WRAPPER (message), stream, cancellable, error) < 0 ||
      !g_output_stream_close (stream, cancellable, error))
    return FALSE;

  self->exact = FALSE;
  self->bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return TRUE;
}

/* In a thread: disk, locks, and perhaps the network. */
static void
load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CfEvolutionMessage *self = data;
  const Provider *provider = find_provider (camel_folder_get_parent_store (self->folder));
  g_autoptr (CamelMimeMessage) message = NULL;
  GError *error = NULL;

  if (provider->has_file && read_file (self, provider->exactness)) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  message = camel_folder_get_message_sync (self->folder, self->uid, cancellable, &error);
  if (message == NULL)
    g_task_return_error (task, error);
  else if ((provider->has_file && read_file (self, provider->exactness)) || write_anew (self, message, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cf_evolution_message_load_async (CfEvolutionMessage *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cf_evolution_message_load_async);
  g_task_set_task_data (task, self, (GDestroyNotify) cf_evolution_message_free);
  g_task_run_in_thread (task, load);
}

/* The thread has ended: nobody else looks at the task's data. */
static CfEvolutionMessage *
copy (const CfEvolutionMessage *self)
{
  CfEvolutionMessage *other = g_memdup2 (self, sizeof *self);

  g_object_ref (other->folder);
  g_bytes_ref (other->bytes);
  other->uid = g_strdup (self->uid);
  other->account = g_strdup (self->account);
  return other;
}

CfEvolutionMessage *
cf_evolution_message_load_finish (GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return copy (g_task_get_task_data (G_TASK (result)));
}

void
cf_evolution_message_describe (const CfEvolutionMessage *self, CfClientRequest *request)
{
  request->message = self->bytes;
  request->account = self->account;
  request->place = self->place;
  request->received = self->received;
  request->exact = self->exact;
}

/* Some people keep what they sent in the inbox: there every mail has a ribbon. */
gboolean
cf_evolution_message_is_own (const CfEvolutionMessage *self, ESourceRegistry *registry)
{
  if (g_ascii_strcasecmp (camel_folder_get_full_name (self->folder), "INBOX") == 0)
    return FALSE;

  return em_utils_folder_is_drafts (registry, self->folder) || em_utils_folder_is_templates (registry, self->folder) ||
         em_utils_folder_is_sent (registry, self->folder) || em_utils_folder_is_outbox (registry, self->folder);
}
