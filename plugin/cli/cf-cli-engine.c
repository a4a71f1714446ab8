/* cf-cli-engine.c — "certfirst engine": what mail clients start */
#include "cf-cli.h"

#include <unistd.h>

#include "cf-engine.h"

/* What the command line said beside what is the engine's own. */
typedef struct {
  CfEngineOptions engine;
  char *lookups;
  char *history;
} Options;

static gboolean
parse_arguments (Options *o, int argc, char **argv, GError **error)
{
  CfGatherOptions *gather = &o->engine.gather;
  const GOptionEntry entries[] = {
    { "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &gather->policy, N_("administrator's rules instead of the installed ones"), "FILE" },
    { "user-policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &gather->user_policy, N_("user's rules"), "FILE" },
    { "trust-anchors", 0, 0, G_OPTION_ARG_FILENAME, &gather->trust_anchors, N_("these roots only"), "FILE.pem" },
    { "extra-certs", 0, 0, G_OPTION_ARG_FILENAME, &gather->extra_certs, N_("untrusted certificates to build paths with"), "FILE.pem" },
    { "crl", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &gather->crls, N_("revocation lists"), "FILE" },
    { "authserv-id", 0, 0, G_OPTION_ARG_STRING_ARRAY, &gather->authserv_ids, N_("server whose Authentication-Results are trusted"), "NAME" },
    { "roots-module", 0, 0, G_OPTION_ARG_FILENAME, &gather->roots_module, N_("NSS module with the e-mail roots"), "FILE" },
    { "revocation", 0, 0, G_OPTION_ARG_STRING, &gather->revocation, N_("what a missing answer about revocation means"), "hard|soft" },
    { "lookups", 0, 0, G_OPTION_ARG_FILENAME, &o->lookups, N_("where answers come from"), "live|offline|FILE" },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &gather->offline, N_("ask nobody"), NULL },
    { "record-lookups", 0, 0, G_OPTION_ARG_FILENAME, &o->engine.record, N_("write down the answers that were used"), "FILE" },
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &o->engine.lookup.resolver, N_("DNS server to ask"), "ADDR[@PORT]" },
    { "root-key", 0, 0, G_OPTION_ARG_FILENAME, &o->engine.lookup.root_key, N_("DNSSEC trust anchor"), "FILE" },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &o->history, N_("the record of earlier mail"), "FILE|none" },
    { "bulk", 0, 0, G_OPTION_ARG_NONE, &o->engine.bulk, N_("a process may read several messages: for trials, with no record and no look-ups"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, &argc, &argv, error);
}

/* live, offline, or a file of recorded answers. */
static void
take_lookups (Options *o)
{
  if (g_strcmp0 (o->lookups, "offline") == 0)
    o->engine.gather.offline = TRUE;
  else if (o->lookups != NULL && !g_str_equal (o->lookups, "live"))
    o->engine.lookups = g_strdup (o->lookups);
  if (!o->engine.gather.offline && o->engine.lookups == NULL)
    o->engine.lookup.cache = g_build_filename (g_get_user_cache_dir (), "certfirst", NULL);
}

/* A mail client says nothing: then it is the user's own (REPORT.md). */
static void
take_history (Options *o)
{
  if (o->history == NULL)
    o->engine.history = g_build_filename (g_get_user_data_dir (), "certfirst", "ledger.db", NULL);
  else if (!g_str_equal (o->history, "none"))
    o->engine.history = g_strdup (o->history);
  o->engine.gather.history = o->engine.history != NULL;
}

/* A process that a message took over would speak for those after it: that may teach nobody, and tell nobody. */
static gboolean
check_bulk (const Options *o, GError **error)
{
  const CfEngineOptions *engine = &o->engine;

  if (!engine->bulk || (engine->history == NULL && (engine->gather.offline || engine->lookups != NULL)))
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("--bulk goes only with --history=none, and with --lookups=offline or a file"));
  return FALSE;
}

static void
clear_options (Options *o)
{
  CfGatherOptions *gather = &o->engine.gather;
  char **texts[] = { &gather->trust_anchors, &gather->extra_certs, &gather->roots_module, &gather->revocation,
                     &o->engine.lookups, &o->engine.record, &o->engine.history, &o->lookups, &o->history };
  char ***lists[] = { &gather->policy, &gather->user_policy, &gather->crls, &gather->authserv_ids };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], g_strfreev);
  cf_lookup_options_clear (&o->engine.lookup);
}

CfCliStatus
cf_cli_engine (int argc, char **argv)
{
  Options options = { 0 };
  g_autoptr (GError) error = NULL;
  int status = CF_CLI_FAILED;

  if (parse_arguments (&options, argc, argv, &error)) {
    take_lookups (&options);
    take_history (&options);
  }
  if (error == NULL && check_bulk (&options, &error))
    status = cf_engine_run (&options.engine, STDIN_FILENO, STDOUT_FILENO);
  else
    cf_cli_complain ("engine: %s", error->message);

  clear_options (&options);
  return (CfCliStatus) status;
}
