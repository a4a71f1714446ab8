/* cf-client-settings.c — questions about the rules, and their answers: JSON of the engine -> structs */
#include "cf-client-settings.h"

#include "cf-client-call.h"
#include "cf-client-private.h"
#include "cf-text.h"

/* --- reading --- */

static JsonNode *
get_node (JsonObject *object, const char *key, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *key)
{
  JsonNode *node = get_node (object, key, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *key)
{
  JsonNode *node = get_node (object, key, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

static char *
dup_text (JsonObject *object, const char *key)
{
  JsonNode *node = get_node (object, key, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? g_strdup (json_node_get_string (node)) : NULL;
}

static gboolean
get_boolean (JsonObject *object, const char *key)
{
  JsonNode *node = get_node (object, key, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static guint64
get_number (JsonObject *object, const char *key)
{
  JsonNode *node = get_node (object, key, JSON_NODE_VALUE);
  gint64 number = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

  return (guint64) MAX (number, 0);
}

static char **
dup_words (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_node_get_string (node));
  }

  return g_strv_builder_end (builder);
}

static void
setting_free (gpointer data)
{
  CfClientSetting *setting = data;

  g_free (setting->section);
  g_free (setting->key);
  g_free (setting->range);
  g_strfreev (setting->choices);
  g_free (setting->value);
  g_free (setting->fallback);
  g_free (setting->source);
  g_free (setting->owner);
  g_free (setting->lock);
  g_free (setting);
}

static gpointer
read_setting (JsonObject *object)
{
  CfClientSetting *setting = g_new0 (CfClientSetting, 1);

  setting->section = dup_text (object, "section");
  setting->key = dup_text (object, "key");
  setting->range = dup_text (object, "range");
  setting->choices = dup_words (get_array (object, "choices"));
  setting->value = dup_text (object, "value");
  setting->fallback = dup_text (object, "default");
  setting->source = dup_text (object, "source");
  setting->owner = dup_text (object, "owner");
  setting->lock = dup_text (object, "lock");
  setting->is_writable = get_boolean (object, "writable");
  return setting;
}

static void
file_free (gpointer data)
{
  CfClientPolicyFile *file = data;

  g_free (file->name);
  g_free (file->owner);
  g_free (file);
}

static gpointer
read_file (JsonObject *object)
{
  CfClientPolicyFile *file = g_new0 (CfClientPolicyFile, 1);

  file->name = dup_text (object, "file");
  file->owner = dup_text (object, "owner");
  file->bundle = get_number (object, "bundle");
  return file;
}

static void
read_each (JsonArray *array, gpointer (*read) (JsonObject *object), GPtrArray *out)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      g_ptr_array_add (out, read (json_node_get_object (node)));
  }
}

static void
read_roots (JsonObject *roots, CfClientSettings *self)
{
  g_autofree char *day = dup_text (roots, "date");

  self->n_roots = (guint) get_number (roots, "number");
  self->n_own_roots = (guint) get_number (roots, "own");
  self->roots_problem = dup_text (roots, "problem");
  self->roots_date = CF_TIME_UNKNOWN;
  if (day != NULL && !cf_time_parse (day, &self->roots_date))
    self->roots_date = CF_TIME_UNKNOWN;
}

static gpointer
read_settings (JsonObject *reply)
{
  JsonObject *object = get_object (reply, "settings");
  JsonObject *policy = get_object (object, "policy");
  JsonObject *history = get_object (object, "history");
  JsonObject *sandbox = get_object (object, "sandbox");
  CfClientSettings *self;

  if (policy == NULL || history == NULL)
    return NULL;

  self = g_new0 (CfClientSettings, 1);
  self->program = dup_text (object, "program");
  self->values = g_ptr_array_new_with_free_func (setting_free);
  read_each (get_array (object, "values"), read_setting, self->values);
  self->policy_version = dup_text (policy, "version");
  self->policy_bundle = get_number (policy, "bundle");
  self->policy_files = g_ptr_array_new_with_free_func (file_free);
  read_each (get_array (policy, "files"), read_file, self->policy_files);
  self->policy_problem = dup_text (policy, "problem");
  self->own_file = dup_text (policy, "own_file");
  self->history_file = dup_text (history, "file");
  self->keeps_history = get_boolean (history, "kept");
  self->history_problem = dup_text (history, "problem");
  self->network = dup_text (object, "network");
  read_roots (get_object (object, "roots"), self);
  self->is_confined = get_boolean (sandbox, "seccomp") && get_number (sandbox, "landlock") > 0;
  return self;
}

void
cf_client_settings_free (CfClientSettings *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->policy_files);
  g_free (self->program);
  g_free (self->policy_version);
  g_free (self->policy_problem);
  g_free (self->own_file);
  g_free (self->history_file);
  g_free (self->history_problem);
  g_free (self->network);
  g_free (self->roots_problem);
  g_free (self);
}

const CfClientSetting *
cf_client_settings_find (const CfClientSettings *self, const char *section, const char *key)
{
  for (guint i = 0; i < self->values->len; i++) {
    const CfClientSetting *setting = g_ptr_array_index (self->values, i);

    if (g_strcmp0 (setting->section, section) == 0 && g_strcmp0 (setting->key, key) == 0)
      return setting;
  }

  return NULL;
}

/* --- asking --- */

static JsonObject *
new_question (const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  return object;
}

/* Takes @question. */
static void
ask (CfClient *self, JsonObject *question, GTask *task)
{
  cf_client_call (self, question, read_settings, (GDestroyNotify) cf_client_settings_free, task);
}

void
cf_client_get_settings_async (CfClient *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (CF_IS_CLIENT (self));

  ask (self, new_question ("settings"), g_task_new (self, cancellable, callback, user_data));
}

void
cf_client_set_setting_async (CfClient *self, const CfClientChange *change, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  JsonObject *question = NULL;

  g_return_if_fail (CF_IS_CLIENT (self));
  g_return_if_fail (change->section != NULL && change->key != NULL);

  question = new_question ("set");
  json_object_set_string_member (question, "section", change->section);
  json_object_set_string_member (question, "key", change->key);
  json_object_set_string_member (question, "value", change->value);
  ask (self, question, g_task_new (self, cancellable, callback, user_data));
}

void
cf_client_expect_async (CfClient *self, const char *address, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  JsonObject *question = NULL;

  g_return_if_fail (CF_IS_CLIENT (self));

  if (!cf_client_can_expect (address)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "the address is not plain ASCII");
    return;
  }

  question = new_question ("expect");
  json_object_set_string_member (question, "address", address);
  ask (self, question, g_steal_pointer (&task));
}

CfClientSettings *
cf_client_settings_finish (CfClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
cf_client_can_expect (const char *address)
{
  return address != NULL && cf_text_is_strict_address (address);
}
