/* cf-client-origin.c — which account a local mail came through */
#include "cf-client-origin.h"

#include "cf-client-kept.h"
#include "cf-limits.h"

struct _CfClientOrigins {
  CfClientKept *kept;
  GHashTable *accounts; /* mail -> account, both owned */
  GQueue mails;         /* keys of the table, oldest first */
};

static JsonObject *
write_origins (gpointer data)
{
  CfClientOrigins *self = data;
  JsonObject *object = json_object_new ();

  for (GList *link = self->mails.head; link != NULL; link = link->next)
    json_object_set_string_member (object, link->data, g_hash_table_lookup (self->accounts, link->data));
  return object;
}

static void
add (CfClientOrigins *self, const char *mail, const char *account)
{
  char *key = g_strdup (mail);

  g_hash_table_replace (self->accounts, key, g_strdup (account));
  g_queue_push_tail (&self->mails, key);
  if (g_queue_get_length (&self->mails) > CF_LIMIT_ORIGINS)
    g_hash_table_remove (self->accounts, g_queue_pop_head (&self->mails));
}

CfClientOrigins *
cf_client_origins_open (const char *client)
{
  CfClientOrigins *self = g_new0 (CfClientOrigins, 1);
  g_autofree char *name = g_strconcat ("accounts-", client, NULL);
  g_autoptr (JsonObject) object = NULL;
  JsonObjectIter iter;
  const char *mail;
  JsonNode *account;

  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->mails);
  self->kept = cf_client_kept_open (name, write_origins, self);
  object = cf_client_kept_load (self->kept);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &mail, &account)) {
    if (JSON_NODE_HOLDS_VALUE (account) && json_node_get_value_type (account) == G_TYPE_STRING)
      add (self, mail, json_node_get_string (account));
  }
  return self;
}

void
cf_client_origins_note (CfClientOrigins *self, const char *mail, const char *account)
{
  const char *noted = g_hash_table_lookup (self->accounts, mail);
  gpointer key;

  if (g_strcmp0 (noted, account) == 0)
    return;

  if (g_hash_table_lookup_extended (self->accounts, mail, &key, NULL)) {
    g_queue_remove (&self->mails, key);
    g_hash_table_remove (self->accounts, key);
  }
  add (self, mail, account);
  cf_client_kept_change (self->kept);
}

const char *
cf_client_origins_get (CfClientOrigins *self, const char *mail)
{
  return g_hash_table_lookup (self->accounts, mail);
}

void
cf_client_origins_free (CfClientOrigins *self)
{
  if (self == NULL)
    return;

  cf_client_kept_free (self->kept);
  g_queue_clear (&self->mails);
  g_hash_table_unref (self->accounts);
  g_free (self);
}
