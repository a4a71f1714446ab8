/* cf-engine-network.c — [network] of the policy: read by the template, obeyed by the monitor and the look-ups */
#include "cf-engine-network.h"

#include "cf-engine-sandbox.h"
#include "cf-gather-preview.h"

/* The keys; their values are names or text. */
static const char *const keys[] = { "mode", "aia", "allow-private", "at-opening", "proxy" };

/* In the order of the enums; the last is what asks least. */
static const char *const mode_names[] = { "all", "dns-only", "none" };
static const char *const aia_names[] = { "known-hosts", "any", "off" };

static JsonArray *
write_hosts (const CfGatherPrepared *prepared)
{
  g_auto (GStrv) hosts = cf_gather_dup_hosts (prepared);
  JsonArray *array = json_array_new ();

  for (guint i = 0; hosts[i] != NULL; i++)
    json_array_add_string_element (array, hosts[i]);

  return array;
}

JsonObject *
cf_engine_network_write_policy (const CfGatherPrepared *prepared)
{
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *value = cf_gather_get_setting (prepared, "network", keys[i]);

    if (value != NULL)
      json_object_set_string_member (object, keys[i], value);
  }

  json_object_set_array_member (object, "hosts", write_hosts (prepared));
  return object;
}

static guint
find_name (const char *name, const char *const *names, guint n_names)
{
  guint i = 0;

  if (name == NULL)
    return 0;

  while (i < n_names - 1 && !g_str_equal (name, names[i]))
    i++;
  return i;
}

static GHashTable *
read_hosts (JsonObject *object)
{
  GHashTable *hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *node = json_object_get_member (object, "hosts");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *item = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
      g_hash_table_add (hosts, g_strdup (json_node_get_string (item)));
  }

  return hosts;
}

void
cf_engine_network_read (JsonObject *object, CfEngineNetwork *out_network)
{
  const char *private = json_object_get_string_member_with_default (object, "allow-private", NULL);
  const char *mode = json_object_get_string_member_with_default (object, "mode", NULL);
  const char *opening = json_object_get_string_member_with_default (object, "at-opening", "allow");
  const char *aia = json_object_get_string_member_with_default (object, "aia", NULL);

  out_network->mode = (CfLookupMode) find_name (mode, mode_names, G_N_ELEMENTS (mode_names));
  out_network->aia = (CfEngineAia) find_name (aia, aia_names, G_N_ELEMENTS (aia_names));
  out_network->allow_private = g_strcmp0 (private, "true") == 0;
  out_network->at_opening_never = !g_str_equal (opening, "allow");
  out_network->hosts = read_hosts (object);
  out_network->proxy = g_strdup (json_object_get_string_member_with_default (object, "proxy", NULL));
}

void
cf_engine_network_clear (CfEngineNetwork *network)
{
  g_clear_pointer (&network->proxy, g_free);
  g_clear_pointer (&network->hosts, g_hash_table_unref);
}

/* The look-up process.  Its whole job: questions in, answers out, by DNS and
 * HTTP.  It is started from the origin, so that nothing of a message was ever
 * in its memory.  What it may still open: system files, its cache, the net. */
int
cf_engine_network_look_up (gconstpointer options, const char *settings, int socket)
{
  CfLookupOptions own = *(const CfLookupOptions *) options;
  g_autoptr (JsonNode) node = settings != NULL ? json_from_string (settings, NULL) : NULL;
  g_auto (CfEngineNetwork) network = { 0 };

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    cf_engine_network_read (json_node_get_object (node), &network);
  own.mode = MAX (own.mode, network.mode);
  own.allow_private = own.allow_private || network.allow_private;
  if (own.proxy == NULL)
    own.proxy = network.proxy;

  if (own.cache != NULL && g_mkdir_with_parents (own.cache, 0700) != 0)
    own.cache = NULL;
  cf_engine_sandbox_enter_lookup (own.cache, own.root_key);
  return cf_lookup_main (&own, socket);
}
