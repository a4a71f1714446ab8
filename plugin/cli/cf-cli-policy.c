/* cf-cli-policy.c — "certfirst policy": finds the command and runs it; lint */
#include "cf-cli-policy.h"

#include "cf-policy-lint.h"
#include "cf-policy-trust.h"

typedef struct {
  const char *name;
  CfCliStatus (*run) (int argc, char **argv);
  const char *says;
} Command;

static CfCliStatus lint (int argc, char **argv);

static const Command commands[] = {
  /* TRANSLATORS: one line of "certfirst policy --help" each */
  { "lint", lint, N_("every mistake in policy files") },
  { "show", cf_cli_policy_show, N_("what applies to an address, and from where") },
  { "dry-run", cf_cli_policy_dry_run, N_("what the rules would have warned about in a mailbox") },
  { "observed", cf_cli_policy_observed, N_("what rules in mode observe would have warned about") },
  { "import", cf_cli_policy_import, N_("a table of senders (CSV) as a policy file") },
  { "bundle", cf_cli_policy_bundle, N_("a signed bundle of policy files for a fleet") },
  { "verify", cf_cli_policy_verify, N_("what is in a bundle, if its signature stands") },
};

gboolean
cf_cli_policy_parse_options (const GOptionEntry *entries, const char *usage, int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strconcat ("certfirst policy ", argv[0], NULL);

  g_set_prgname (program);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;

  cf_cli_complain ("policy %s: %s", argv[0], error->message);
  return FALSE;
}

CfCliStatus
cf_cli_policy_refuse (const char *command, const char *what)
{
  cf_cli_complain ("policy%s%s: %s", *command != '\0' ? " " : "", command, what);
  return CF_CLI_FAILED;
}

static CfCliStatus
lint_file (CfPolicy *earlier, const char *path)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!cf_policy_lint (earlier, path, problems, &error)) {
    cf_cli_complain ("%s", error->message);
    return CF_CLI_FAILED;
  }

  for (guint i = 0; i < problems->len; i++)
    g_print ("%s\n", (char *) g_ptr_array_index (problems, i));
  return problems->len > 0 ? CF_CLI_WARNED : CF_CLI_NOTHING_WARNED;
}

/* No mistake, but nobody should find it out later. */
static void
print_weak_anchors (const CfPolicy *policy)
{
  g_autoptr (GArray) anchors = cf_policy_dup_anchors (policy);

  for (guint i = 0; i < anchors->len; i++) {
    const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, i);
    g_autofree char *accept = anchor->accept == NULL ? NULL : g_strjoinv (";", (char **) anchor->accept);
    g_autofree char *domains = g_strjoinv (" ", (char **) anchor->domains);

    if (accept != NULL)
      /* TRANSLATORS: "certfirst policy lint": file and section, words of accept=, domains */
      g_print (_("%s: note: accepts %s for %s; others may be able to forge such certificates\n"), anchor->accept_source,
               accept, domains);
  }
}

static CfCliStatus
lint (int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  CfCliStatus status = CF_CLI_NOTHING_WARNED;

  if (!cf_cli_policy_parse_options (entries, _("FILE…"), argc, argv))
    return CF_CLI_FAILED;
  if (files == NULL)
    return cf_cli_policy_refuse ("lint", _("no file given; name policy files"));

  for (char **file = files; *file != NULL; file++)
    status = cf_cli_status_worse (status, lint_file (policy, *file));
  print_weak_anchors (policy);
  return status;
}

static void
print_help (void)
{
  g_print (_("Usage: certfirst policy COMMAND [options]\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-9s %s\n", commands[i].name, _(commands[i].says));
  g_print (_("\n\"certfirst policy COMMAND --help\" lists the options of a command.\n"));
}

CfCliStatus
cf_cli_policy (int argc, char **argv)
{
  if (argc < 2)
    return cf_cli_policy_refuse ("", _("which command? See \"certfirst policy --help\""));
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")) {
    print_help ();
    return CF_CLI_NOTHING_WARNED;
  }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (argc - 1, argv + 1);

  cf_cli_complain (_("policy %s: no such command; see \"certfirst policy --help\""), argv[1]);
  return CF_CLI_FAILED;
}
