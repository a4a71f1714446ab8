/* lookup-process.c — the lookup process by itself, for tests: frames on standard input and output
 *
 *   lookup-process [--resolver=…] [--root-key=…] [--cache=…] [--proxy=…] [--mode=all|dns-only|none] [--allow-private]
 *   lookup-process … --check-dnssec      prints what cf_lookup_check_dnssec() says
 */
#include <stdio.h>
#include <string.h>

#include "cf-lookup.h"

static const char *const modes[] = { "all", "dns-only", "none" };
static const char *const dnssec_names[] = { "unknown", "works", "stripped", "no-anchor" };

int
main (int argc, char **argv)
{
  g_auto (CfLookupOptions) options = { 0 };
  g_autofree char *mode = NULL;
  gboolean is_check = FALSE;
  const GOptionEntry entries[] = {
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &options.resolver, NULL, NULL },
    { "root-key", 0, 0, G_OPTION_ARG_STRING, &options.root_key, NULL, NULL },
    { "cache", 0, 0, G_OPTION_ARG_STRING, &options.cache, NULL, NULL },
    { "proxy", 0, 0, G_OPTION_ARG_STRING, &options.proxy, NULL, NULL },
    { "mode", 0, 0, G_OPTION_ARG_STRING, &mode, NULL, NULL },
    { "allow-private", 0, 0, G_OPTION_ARG_NONE, &options.allow_private, NULL, NULL },
    { "check-dnssec", 0, 0, G_OPTION_ARG_NONE, &is_check, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;

  for (guint i = 0; mode != NULL && i < G_N_ELEMENTS (modes); i++)
    if (g_str_equal (mode, modes[i]))
      options.mode = (CfLookupMode) i;

  if (!is_check)
    return cf_lookup_main (&options, 0);

  puts (dnssec_names[cf_lookup_check_dnssec (&options)]);
  return 0;
}
