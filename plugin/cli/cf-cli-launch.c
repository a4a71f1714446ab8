/* cf-cli-launch.c — the engine of a command, and what commands that check have in common */
#include "cf-cli-launch.h"

#include <unistd.h>

#include "cf-cli.h"

GPtrArray *
cf_cli_words_new (void)
{
  return g_ptr_array_new_null_terminated (8, g_free, TRUE);
}

void
cf_cli_words_add (GPtrArray *self, const char *option, const char *value)
{
  if (value != NULL)
    g_ptr_array_add (self, g_strdup_printf ("%s=%s", option, value));
}

void
cf_cli_words_add_all (GPtrArray *self, const char *option, char **values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    cf_cli_words_add (self, option, values[i]);
}

CfClient *
cf_cli_launch (const GPtrArray *words)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (self != NULL)
    g_setenv ("CERTFIRST_PROGRAM", self, FALSE);

  return cf_client_new ((const char *const *) words->pdata);
}

static int
run_engine (int argc, char **argv)
{
  return (int) cf_cli_engine (argc, argv);
}

CfClient *
cf_cli_launch_first (const GPtrArray *words)
{
  CfClient *client = cf_cli_launch (words);

  cf_client_fork_engine (client, run_engine);
  return client;
}

gboolean
cf_cli_has_colour (void)
{
  return isatty (STDOUT_FILENO) && g_getenv ("NO_COLOR") == NULL;
}
