/* cf-cli-engine.c — "certfirst engine": what mail clients start */
#include "cf-cli.h"

#include <unistd.h>

#include "cf-engine.h"

static void
clear_options (CfGatherOptions *options)
{
  g_strfreev (options->policy);
  g_strfreev (options->user_policy);
  g_free (options->trust_anchors);
  g_free (options->extra_certs);
  g_free (options->roots_module);
  g_free (options->revocation);
}

CfCliStatus
cf_cli_engine (int argc, char **argv)
{
  CfGatherOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.policy, N_("administrator's rules instead of the installed ones"), "FILE" },
    { "user-policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.user_policy, N_("user's rules"), "FILE" },
    { "trust-anchors", 0, 0, G_OPTION_ARG_FILENAME, &options.trust_anchors, N_("these roots only"), "FILE.pem" },
    { "extra-certs", 0, 0, G_OPTION_ARG_FILENAME, &options.extra_certs, N_("untrusted certificates to build paths with"), "FILE.pem" },
    { "roots-module", 0, 0, G_OPTION_ARG_FILENAME, &options.roots_module, N_("NSS module with the e-mail roots"), "FILE" },
    { "revocation", 0, 0, G_OPTION_ARG_STRING, &options.revocation, N_("what a missing answer about revocation means"), "hard|soft" },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &options.offline, N_("ask nobody"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    cf_cli_complain ("engine: %s", error->message);
    return CF_CLI_FAILED;
  }

  status = cf_engine_run (&options, STDIN_FILENO, STDOUT_FILENO);
  clear_options (&options);
  return (CfCliStatus) status;
}
