/* cf-lookup.c — the lookup process: questions -> answers */
#include "cf-lookup.h"

void
cf_lookup_options_clear (CfLookupOptions *options)
{
  g_clear_pointer (&options->resolver, g_free);
  g_clear_pointer (&options->root_key, g_free);
  g_clear_pointer (&options->cache, g_free);
  g_clear_pointer (&options->proxy, g_free);
}
