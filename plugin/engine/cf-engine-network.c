/* cf-engine-network.c — [network] of the policy: obeyed by the monitor and the look-ups */
#include "cf-engine-network.h"

/* In the order of the enums; the last is what asks least. */
static const char *const mode_names[] = { "all", "dns-only", "none" };
static const char *const aia_names[] = { "known-hosts", "any", "off" };

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
  out_network->drops_history = !json_object_get_boolean_member_with_default (object, "keep-history", TRUE);
  out_network->hosts = read_hosts (object);
  out_network->proxy = g_strdup (json_object_get_string_member_with_default (object, "proxy", NULL));
}

void
cf_engine_network_clear (CfEngineNetwork *network)
{
  g_clear_pointer (&network->proxy, g_free);
  g_clear_pointer (&network->hosts, g_hash_table_unref);
}
