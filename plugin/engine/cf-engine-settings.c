/* cf-engine-settings.c — what counts for this person, and what this person may change */
#include "cf-engine-settings.h"

#include <glib/gi18n-lib.h>

#include "cf-engine-version.h"
#include "cf-gather-policy.h"
#include "cf-policy-explain.h"
#include "cf-policy-settings.h"
#include "cf-policy-version.h"
#include "cf-policy-write.h"

/* Sorts behind the names that people give: of one key the last file counts. */
#define OWN_FILE "zz-preferences.policy"

/* What "expect" may write: nothing that makes less of a missing signature than no rule would. */
static const char *const expectations[] = { "required", "expected", "usual", NULL };

/* --- what counts --- */

static void
set_text (JsonObject *object, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, key, text);
  else
    json_object_set_null_member (object, key);
}

/* The user's file that is written; %NULL where the engine was started with the administrator's rules only. */
static char *
dup_own_file (const CfGatherOptions *options)
{
  guint n = options->user_policy != NULL ? g_strv_length (options->user_policy) : 0;
  CfPolicyFolders folders;

  if (n > 0)
    return g_strdup (options->user_policy[n - 1]);
  if (options->policy != NULL)
    return NULL;

  cf_policy_get_installed_folders (&folders);
  return g_build_filename (folders.user, OWN_FILE, NULL);
}

static JsonNode *
write_choices (char **choices)
{
  g_autoptr (JsonArray) array = json_array_new ();
  JsonNode *node = json_node_new (choices != NULL ? JSON_NODE_ARRAY : JSON_NODE_NULL);

  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    json_array_add_string_element (array, choices[i]);
  if (choices != NULL)
    json_node_set_array (node, array);
  return node;
}

static JsonObject *
write_value (const CfPolicySetting *setting)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "section", setting->section);
  json_object_set_string_member (object, "key", setting->key);
  json_object_set_string_member (object, "value", setting->value);
  json_object_set_string_member (object, "default", setting->fallback);
  json_object_set_member (object, "choices", write_choices (setting->choices));
  set_text (object, "range", setting->range);
  set_text (object, "source", setting->source);
  set_text (object, "owner", setting->source != NULL ? cf_policy_origin_get_name (setting->origin) : NULL);
  json_object_set_boolean_member (object, "writable", setting->is_writable);
  set_text (object, "lock", setting->lock);
  return object;
}

static JsonArray *
write_values (const CfPolicy *policy)
{
  g_autoptr (GPtrArray) settings = cf_policy_list_settings (policy);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < settings->len; i++)
    json_array_add_object_element (array, write_value (g_ptr_array_index (settings, i)));

  return array;
}

static JsonArray *
write_files (const CfPolicy *policy)
{
  const GPtrArray *files = cf_policy_get_files (policy);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < files->len; i++) {
    const CfPolicyFile *file = g_ptr_array_index (files, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "file", file->name);
    json_object_set_string_member (object, "owner", cf_policy_origin_get_name (file->origin));
    json_object_set_int_member (object, "bundle", (gint64) file->bundle);
    json_array_add_object_element (array, object);
  }

  return array;
}

static JsonObject *
write_policy (const CfPolicy *policy, const CfGatherOptions *options)
{
  g_autofree char *version = cf_policy_dup_version (policy);
  g_autofree char *own = dup_own_file (options);
  g_autofree char *shown = own != NULL ? g_filename_display_name (own) : NULL;
  JsonObject *object = json_object_new ();

  set_text (object, "version", version);
  json_object_set_int_member (object, "bundle", (gint64) cf_policy_get_bundle (policy));
  json_object_set_array_member (object, "files", write_files (policy));
  set_text (object, "problem", cf_policy_get_problem (policy));
  set_text (object, "own_file", shown);
  return object;
}

static JsonObject *
write_history (const CfEngineOptions *options, const CfEngineDesk *desk, const CfPolicy *policy)
{
  gboolean may_keep = g_strcmp0 (cf_policy_get (policy, "history", "keep"), "false") != 0;
  g_autofree char *shown = options->history != NULL ? g_filename_display_name (options->history) : NULL;
  JsonObject *object = json_object_new ();

  set_text (object, "file", shown);
  json_object_set_boolean_member (object, "kept", may_keep && cf_engine_desk_has_ledger (desk));
  set_text (object, "problem", cf_engine_desk_get_ledger_problem (desk));
  return object;
}

/* Where answers come from now: a word of [network] mode=, or what the engine was started with. */
static const char *
get_network (const CfEngineOptions *options, const CfPolicy *policy)
{
  const char *mode = cf_policy_get (policy, "network", "mode");

  if (options->gather.offline)
    return "offline";
  if (options->lookups != NULL)
    return "recorded";

  return mode != NULL ? mode : "all";
}

static void
add_member (JsonObject *object, const char *name, const CfEngineNursery *nursery, const char *from)
{
  JsonObject *member = cf_engine_nursery_get_member (nursery, from);

  if (member != NULL)
    json_object_set_object_member (object, name, json_object_ref (member));
  else
    json_object_set_null_member (object, name);
}

JsonObject *
cf_engine_settings_write (const CfEngineOptions *options, const CfEngineDesk *desk, const CfEngineNursery *nursery,
                          GError **error)
{
  g_autoptr (CfPolicy) policy = cf_gather_load_policy (&options->gather, error);
  JsonObject *object;

  if (policy == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "program", "certfirst " CF_ENGINE_VERSION);
  json_object_set_array_member (object, "values", write_values (policy));
  json_object_set_object_member (object, "policy", write_policy (policy, &options->gather));
  json_object_set_object_member (object, "history", write_history (options, desk, policy));
  json_object_set_string_member (object, "network", get_network (options, policy));
  add_member (object, "roots", nursery, "roots");
  add_member (object, "sandbox", nursery, "sandbox");
  return object;
}

JsonObject *
cf_engine_settings_write_opened (const CfGatherPrepared *prepared)
{
  JsonObject *object = json_object_new ();
  guint number = 0, own = 0;
  CfTime date = CF_TIME_UNKNOWN;
  g_autofree char *day = NULL;

  cf_gather_describe_roots (prepared, &number, &own, &date);
  day = cf_time_format (date);
  json_object_set_int_member (object, "number", number);
  json_object_set_int_member (object, "own", own);
  set_text (object, "date", day);
  set_text (object, "problem", cf_gather_get_problem (prepared));
  return object;
}

/* --- what is changed --- */

/* The rules as a later file of the user's would find them, and the file itself; %NULL with @error. */
static CfPolicy *
begin (const CfEngineOptions *options, char **out_file, GError **error)
{
  *out_file = dup_own_file (&options->gather);
  if (*out_file != NULL)
    return cf_gather_load_policy (&options->gather, error);

  g_set_error_literal (error, CF_POLICY_ERROR, CF_POLICY_ERROR_FILE,
                       _("the engine was started with rules of its own (--policy); add --user-policy=FILE to it"));
  return NULL;
}

gboolean
cf_engine_settings_set (const CfEngineOptions *options, const char *section, const char *key, const char *value,
                        GError **error)
{
  g_autofree char *file = NULL;
  g_autoptr (CfPolicy) policy = begin (options, &file, error);

  if (policy == NULL || (value != NULL && !cf_policy_try_setting (policy, section, key, value, error)))
    return FALSE;

  return cf_policy_write_setting (file, section, key, value, error);
}

gboolean
cf_engine_settings_expect (const CfEngineOptions *options, const char *address, const char *certificate,
                           GError **error)
{
  g_autofree char *file = NULL;
  g_autoptr (CfPolicy) policy = NULL;
  CfTime now = g_get_real_time () / G_USEC_PER_SEC;

  if (!g_strv_contains (expectations, certificate)) {
    g_set_error_literal (error, CF_POLICY_ERROR, CF_POLICY_ERROR_VALUE, "certificate is required, expected or usual");
    return FALSE;
  }

  policy = begin (options, &file, error);
  return policy != NULL && cf_policy_try_sender (policy, address, certificate, now, error) &&
         cf_policy_write_sender (file, address, certificate, error);
}
