/* cf-engine-network-policy.c — [network] of the policy, as the template read it */
#include "cf-engine-network.h"

#include "cf-gather-preview.h"

/* The keys; their values are names or text. */
static const char *const keys[] = { "mode", "aia", "allow-private", "at-opening", "proxy" };

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
  const char *keep;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *value = cf_gather_get_setting (prepared, "network", keys[i]);

    if (value != NULL)
      json_object_set_string_member (object, keys[i], value);
  }

  keep = cf_gather_get_setting (prepared, "history", "keep");
  json_object_set_boolean_member (object, "keep-history", g_strcmp0 (keep, "false") != 0);
  json_object_set_array_member (object, "hosts", write_hosts (prepared));
  return object;
}
