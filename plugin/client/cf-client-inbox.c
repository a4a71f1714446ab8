/* cf-client-inbox.c — which mail of a server folder arrives now, and when one that waits for its text came */
#include "cf-client-inbox.h"

#include "cf-client-kept.h"
#include "cf-limits.h"

/* One folder as it was last listed. */
typedef struct {
  guint32 validity;
  guint32 highest;
  GHashTable *waiting; /* uid -> CfTime * */
} Folder;

struct _CfClientInbox {
  CfClientKept *kept;
  GHashTable *folders; /* name -> Folder */
};

static void
folder_free (Folder *folder)
{
  g_hash_table_unref (folder->waiting);
  g_free (folder);
}

static Folder *
add_folder (CfClientInbox *self, const char *name, guint32 validity, guint32 highest)
{
  Folder *folder = g_new0 (Folder, 1);

  folder->validity = validity;
  folder->highest = highest;
  folder->waiting = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_hash_table_replace (self->folders, g_strdup (name), folder);
  return folder;
}

static void
add_waiting (Folder *folder, guint32 uid, CfTime when)
{
  g_hash_table_insert (folder->waiting, GUINT_TO_POINTER (uid), g_memdup2 (&when, sizeof when));
}

/* The folder under the same UIDVALIDITY; under another one its UIDs mean other messages. */
static Folder *
find_folder (CfClientInbox *self, const char *name, guint32 validity)
{
  Folder *folder = g_hash_table_lookup (self->folders, name);

  return folder != NULL && folder->validity == validity ? folder : NULL;
}

static guint
count_waiting (CfClientInbox *self)
{
  GHashTableIter iter;
  gpointer folder;
  guint count = 0;

  g_hash_table_iter_init (&iter, self->folders);
  while (g_hash_table_iter_next (&iter, NULL, &folder))
    count += g_hash_table_size (((Folder *) folder)->waiting);
  return count;
}

static JsonObject *
write_waiting (const Folder *folder)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer uid, when;

  g_hash_table_iter_init (&iter, folder->waiting);
  while (g_hash_table_iter_next (&iter, &uid, &when)) {
    g_autofree char *name = g_strdup_printf ("%u", GPOINTER_TO_UINT (uid));

    json_object_set_int_member (object, name, *(const CfTime *) when);
  }
  return object;
}

static JsonObject *
write_inbox (gpointer data)
{
  CfClientInbox *self = data;
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->folders);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    const Folder *folder = value;
    JsonObject *written = json_object_new ();

    json_object_set_int_member (written, "validity", folder->validity);
    json_object_set_int_member (written, "highest", folder->highest);
    json_object_set_object_member (written, "waiting", write_waiting (folder));
    json_object_set_object_member (object, name, written);
  }
  return object;
}

static void
read_waiting (Folder *folder, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL)) {
    guint64 uid;
    gint64 when;

    if (g_ascii_string_to_unsigned (name, 10, 1, G_MAXUINT32, &uid, NULL) &&
        cf_client_kept_read_number (object, name, G_MAXINT64, &when))
      add_waiting (folder, (guint32) uid, when);
  }
}

static void
read_inbox (CfClientInbox *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL)) {
    JsonObject *written = cf_client_kept_get_object (object, name);
    JsonObject *waiting = written != NULL ? cf_client_kept_get_object (written, "waiting") : NULL;
    gint64 validity, highest;

    if (waiting != NULL && cf_client_kept_read_number (written, "validity", G_MAXUINT32, &validity) &&
        cf_client_kept_read_number (written, "highest", G_MAXUINT32, &highest))
      read_waiting (add_folder (self, name, (guint32) validity, (guint32) highest), waiting);
  }
}

CfClientInbox *
cf_client_inbox_open (const char *client)
{
  CfClientInbox *self = g_new0 (CfClientInbox, 1);
  g_autofree char *name = g_strconcat ("arrivals-", client, NULL);
  g_autoptr (JsonObject) object = NULL;

  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) folder_free);
  self->kept = cf_client_kept_open (name, write_inbox, self);
  object = cf_client_kept_load (self->kept);
  read_inbox (self, object);
  return self;
}

gboolean
cf_client_inbox_see (CfClientInbox *self, const CfClientInboxMail *mail, gboolean unread, CfTime now)
{
  Folder *folder = find_folder (self, mail->folder, mail->validity);

  if (folder == NULL || mail->uid == 0)
    return FALSE;
  if (g_hash_table_contains (folder->waiting, GUINT_TO_POINTER (mail->uid)))
    return TRUE;
  /* One too many is checked when it is opened, like mail of before. */
  if (!unread || mail->uid <= folder->highest || count_waiting (self) >= CF_LIMIT_INBOX_WAITING)
    return FALSE;

  add_waiting (folder, mail->uid, now);
  cf_client_kept_change (self->kept);
  return TRUE;
}

void
cf_client_inbox_list (CfClientInbox *self, const CfClientInboxMail *mail)
{
  Folder *folder = find_folder (self, mail->folder, mail->validity);

  if (folder != NULL && mail->uid <= folder->highest)
    return;

  if (folder == NULL)
    add_folder (self, mail->folder, mail->validity, mail->uid);
  else
    folder->highest = mail->uid;
  cf_client_kept_change (self->kept);
}

CfTime
cf_client_inbox_get_arrival (CfClientInbox *self, const CfClientInboxMail *mail)
{
  const Folder *folder = find_folder (self, mail->folder, mail->validity);
  const CfTime *when =
      folder == NULL ? NULL : g_hash_table_lookup (folder->waiting, GUINT_TO_POINTER (mail->uid));

  return when == NULL ? CF_TIME_UNKNOWN : *when;
}

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

GArray *
cf_client_inbox_list_waiting (CfClientInbox *self, const char *name, guint32 validity)
{
  const Folder *folder = find_folder (self, name, validity);
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer key;

  if (folder == NULL)
    return uids;

  g_hash_table_iter_init (&iter, folder->waiting);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    guint32 uid = GPOINTER_TO_UINT (key);

    g_array_append_val (uids, uid);
  }
  g_array_sort (uids, compare_uids);
  return uids;
}

void
cf_client_inbox_forget (CfClientInbox *self, const CfClientInboxMail *mail)
{
  Folder *folder = find_folder (self, mail->folder, mail->validity);

  if (folder != NULL && g_hash_table_remove (folder->waiting, GUINT_TO_POINTER (mail->uid)))
    cf_client_kept_change (self->kept);
}

void
cf_client_inbox_free (CfClientInbox *self)
{
  if (self == NULL)
    return;

  cf_client_kept_free (self->kept);
  g_hash_table_unref (self->folders);
  g_free (self);
}
