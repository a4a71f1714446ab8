/* cf-client-kept.c — what a mail client's adapter keeps over restarts */
#include "cf-client-kept.h"

#include <glib/gstdio.h>

#include "cf-limits.h"

#define FOLDER_MODE 0700
#define FILE_MODE 0600
#define WRITE_AFTER_MS 1000

struct _CfClientKept {
  char *path;
  CfClientKeptFunc write;
  gpointer owner;
  guint timeout_id; /* 0 while nothing changed */
};

CfClientKept *
cf_client_kept_open (const char *name, CfClientKeptFunc write, gpointer owner)
{
  CfClientKept *self = g_new0 (CfClientKept, 1);
  g_autofree char *file = g_strconcat (name, ".json", NULL);

  self->path = g_build_filename (g_get_user_data_dir (), "certfirst", file, NULL);
  self->write = write;
  self->owner = owner;
  return self;
}

/* Larger than anything that is written here: not our file. */
static gboolean
has_sane_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_size <= CF_LIMIT_KEPT_BYTES;
}

JsonObject *
cf_client_kept_load (CfClientKept *self)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonNode *root = NULL;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return json_object_new ();
  if (!has_sane_size (self->path))
    g_warning ("%s: no file of this program; it is begun anew", self->path);
  else if (!json_parser_load_from_file (parser, self->path, &error))
    g_warning ("%s; it is begun anew", error->message);
  else
    root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : json_object_new ();
}

gboolean
cf_client_kept_read_number (JsonObject *object, const char *key, gint64 highest, gint64 *out_number)
{
  JsonNode *node = json_object_get_member (object, key);
  gint64 number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  number = json_node_get_int (node);
  if (number < 0 || number > highest)
    return FALSE;

  *out_number = number;
  return TRUE;
}

JsonObject *
cf_client_kept_get_object (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
write_file (CfClientKept *self)
{
  g_autoptr (JsonObject) object = self->write (self->owner);
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (root, FALSE);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    g_warning ("%s: the folder cannot be made: %s", folder, g_strerror (errno));
  else if (!g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE, &error))
    g_warning ("%s", error->message);
}

static gboolean
on_timeout (gpointer data)
{
  CfClientKept *self = data;

  self->timeout_id = 0;
  write_file (self);
  return G_SOURCE_REMOVE;
}

void
cf_client_kept_change (CfClientKept *self)
{
  if (self->timeout_id == 0)
    self->timeout_id = g_timeout_add (WRITE_AFTER_MS, on_timeout, self);
}

void
cf_client_kept_flush (CfClientKept *self)
{
  if (self->timeout_id == 0)
    return;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  write_file (self);
}

void
cf_client_kept_free (CfClientKept *self)
{
  if (self == NULL)
    return;

  cf_client_kept_flush (self);
  g_free (self->path);
  g_free (self);
}
