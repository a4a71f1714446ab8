/* cf-lookup-options.c — what the look-up process is started with, as it goes from one program to the other
 *
 * In the environment, which other users cannot read (a proxy may have a
 * password) and which takes file names as they are.  Needs no library of the
 * network, so the program that starts it has none.
 */
#include "cf-lookup.h"

#define MODE "CERTFIRST_LOOKUP_MODE"
#define ALLOW_PRIVATE "CERTFIRST_LOOKUP_ALLOW_PRIVATE"

/* In the order of CfLookupMode; the last asks least. */
static const char *const modes[] = { "all", "dns-only", "none" };

static const struct {
  const char *name;
  gsize offset;
} texts[] = {
  { "CERTFIRST_LOOKUP_RESOLVER", G_STRUCT_OFFSET (CfLookupOptions, resolver) },
  { "CERTFIRST_LOOKUP_ROOT_KEY", G_STRUCT_OFFSET (CfLookupOptions, root_key) },
  { "CERTFIRST_LOOKUP_CACHE", G_STRUCT_OFFSET (CfLookupOptions, cache) },
  { "CERTFIRST_LOOKUP_PROXY", G_STRUCT_OFFSET (CfLookupOptions, proxy) },
};

char **
cf_lookup_options_write (const CfLookupOptions *options, char **environment)
{
  environment = g_environ_setenv (environment, MODE, modes[options->mode], TRUE);
  environment = g_environ_setenv (environment, ALLOW_PRIVATE, options->allow_private ? "true" : "false", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *value = G_STRUCT_MEMBER (const char *, options, texts[i].offset);

    environment = value != NULL ? g_environ_setenv (environment, texts[i].name, value, TRUE)
                                : g_environ_unsetenv (environment, texts[i].name);
  }

  return environment;
}

void
cf_lookup_options_read (CfLookupOptions *out_options)
{
  CfLookupOptions options = { .mode = CF_LOOKUP_ALL };
  const char *mode = g_getenv (MODE);

  /* A word that is not known asks nobody. */
  while (options.mode < CF_LOOKUP_NONE && g_strcmp0 (mode, modes[options.mode]) != 0)
    options.mode++;
  options.allow_private = g_strcmp0 (g_getenv (ALLOW_PRIVATE), "true") == 0;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, &options, texts[i].offset) = g_strdup (g_getenv (texts[i].name));

  *out_options = options;
}

void
cf_lookup_options_clear (CfLookupOptions *options)
{
  g_clear_pointer (&options->resolver, g_free);
  g_clear_pointer (&options->root_key, g_free);
  g_clear_pointer (&options->cache, g_free);
  g_clear_pointer (&options->proxy, g_free);
}
