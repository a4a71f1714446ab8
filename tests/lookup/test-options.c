/* test-options.c — what the look-up process is started with goes through the environment as it was */
#include "cf-lookup.h"

/* As the started program sees it: in its own environment. */
static void
put (char **environment)
{
  g_auto (GStrv) names = g_listenv ();

  for (char **name = names; *name != NULL; name++)
    g_unsetenv (*name);
  for (char **entry = environment; *entry != NULL; entry++) {
    g_auto (GStrv) pair = g_strsplit (*entry, "=", 2);

    g_setenv (pair[0], pair[1], TRUE);
  }
}

static void
check (const CfLookupOptions *want)
{
  g_auto (GStrv) before = g_strsplit ("HOME=/root\nCERTFIRST_LOOKUP_PROXY=http://other:1\nCERTFIRST_LOOKUP_MODE=all", "\n", -1);
  g_auto (GStrv) environment = cf_lookup_options_write (want, g_steal_pointer (&before));
  g_auto (CfLookupOptions) got = { 0 };

  put (environment);
  cf_lookup_options_read (&got);
  g_assert_cmpint (got.mode, ==, want->mode);
  g_assert_cmpint (got.allow_private, ==, want->allow_private);
  g_assert_cmpstr (got.resolver, ==, want->resolver);
  g_assert_cmpstr (got.root_key, ==, want->root_key);
  g_assert_cmpstr (got.cache, ==, want->cache);
  g_assert_cmpstr (got.proxy, ==, want->proxy);
  g_assert_cmpstr (g_getenv ("HOME"), ==, "/root");
}

static void
test_there_and_back (void)
{
  static const CfLookupOptions rows[] = {
    { .mode = CF_LOOKUP_ALL },
    { .mode = CF_LOOKUP_NONE, .allow_private = TRUE },
    { CF_LOOKUP_DNS_ONLY, (char *) "127.0.0.1@53", (char *) "/a b/\xff=.key", (char *) "", (char *) "http://me:secret@proxy:8080", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check (&rows[i]);
}

/* A program that nobody told anything, or something strange, asks nobody. */
static void
test_asks_nobody_by_itself (void)
{
  static const char *const words[] = { NULL, "", "ALL", "most" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_auto (CfLookupOptions) got = { 0 };

    g_unsetenv ("CERTFIRST_LOOKUP_MODE");
    if (words[i] != NULL)
      g_setenv ("CERTFIRST_LOOKUP_MODE", words[i], TRUE);
    cf_lookup_options_read (&got);
    g_assert_cmpint (got.mode, ==, CF_LOOKUP_NONE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lookup/options/there-and-back", test_there_and_back);
  g_test_add_func ("/lookup/options/asks-nobody-by-itself", test_asks_nobody_by_itself);
  return g_test_run ();
}
