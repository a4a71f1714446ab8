/* cf-cli-lookup.c — the program certfirst-lookup: answers questions by DNS and HTTP
 *
 * The engine starts it with a socket; "certfirst doctor" asks it what it
 * stands on, what the DNS server lets through, and whether an address can be fetched.  Nobody else starts it.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <unbound.h>
#include <unistd.h>

#include "cf-engine-network-start.h"
#include "cf-engine-sandbox.h"
#include "cf-lookup.h"

static int
print_versions (const CfLookupOptions *options, const char *argument)
{
  printf ("%s %s\n", ub_version (), curl_version_info (CURLVERSION_NOW)->version);
  return 0;
}

static int
print_dnssec (const CfLookupOptions *options, const char *argument)
{
  printf ("%d\n", (int) cf_lookup_check_dnssec (options));
  return 0;
}

/* What comes is anybody's: the same confinement as below. */
static int
print_fetched (const CfLookupOptions *options, const char *argument)
{
  g_autofree char *problem = NULL;

  if (argument == NULL)
    return 2;

  cf_engine_sandbox_enter_lookup (NULL, options->root_key);
  curl_global_init (CURL_GLOBAL_ALL);
  problem = cf_lookup_try_fetch (options, argument);
  printf ("%s\n", problem != NULL ? problem : ".");
  fflush (stdout);
  /* What looks for leaks at the end may not look at a confined process, and would make that a failure. */
  _exit (0);
}

/* The look-up process.  Its whole job: questions in, answers out, by DNS and
 * HTTP.  It is a program of its own, started from the origin, so that nothing
 * of a message was ever in its memory.  What it may still open: system files,
 * its cache, the net. */
static int
serve (const CfLookupOptions *options)
{
  CfLookupOptions own = *options;

  if (own.cache != NULL && g_mkdir_with_parents (own.cache, 0700) != 0)
    own.cache = NULL;
  cf_engine_sandbox_enter_lookup (own.cache, own.root_key);
  return cf_lookup_main (&own, CF_ENGINE_NETWORK_SOCKET);
}

static const struct {
  const char *word;
  int (*run) (const CfLookupOptions *options, const char *argument); /* @argument: (nullable): what follows the word */
} words[] = {
  { CF_ENGINE_NETWORK_VERSIONS, print_versions },
  { CF_ENGINE_NETWORK_DNSSEC, print_dnssec },
  { CF_ENGINE_NETWORK_FETCH, print_fetched },
};

int
main (int argc, char **argv)
{
  g_auto (CfLookupOptions) options = { 0 };

  cf_lookup_options_read (&options);
  if (argc == 1)
    return serve (&options);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (argv[1], words[i].word))
      return words[i].run (&options, argc > 2 ? argv[2] : NULL);

  return 2;
}
