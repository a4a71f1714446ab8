/* cf-cli-main.c — finds the command and runs it */
#include "cf-cli.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const char *name;
  CfCliStatus (*run) (int argc, char **argv);
  const char *says;
} Command;

static const Command commands[] = {
  /* TRANSLATORS: one line of "certfirst --help" each */
  { "check", cf_cli_check, N_("check messages: one report for each") },
  { "scan", cf_cli_scan, N_("check mailboxes and archives: a line of JSON for each message, or a summary") },
  { "explain", cf_cli_explain, N_("what a code, or a report's reasons, mean and what to do; for help desks") },
  { "samples", cf_cli_samples, N_("a folder of mails for training, one for each state") },
  { "policy", cf_cli_policy, N_("policy files: lint, show, dry-run, observed, import, bundle, verify") },
  { "engine", cf_cli_engine, N_("the engine on standard input and output (mail clients start this)") },
  { "doctor", cf_cli_doctor, N_("what is installed, and whether it works") },
  { "history", cf_cli_history, N_("what was seen of senders before: show, export, import, forget, prune") },
};

CfCliStatus
cf_cli_status_worse (CfCliStatus a, CfCliStatus b)
{
  static const guint importance[] = {
    [CF_CLI_NOTHING_WARNED] = 0, [CF_CLI_UNDETERMINED] = 1, [CF_CLI_WARNED] = 2, [CF_CLI_FAILED] = 3,
  };

  return importance[a] >= importance[b] ? a : b;
}

void
cf_cli_complain (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("certfirst: %s\n", text);
}

gboolean
cf_cli_refuse_option (const char *name, const char *value, gpointer data, GError **error)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("%s is not supported by this version; leave it out"), name);
  return FALSE;
}

/* gettext obeys LANGUAGE in any locale but "C"; setlocale() makes it look again. */
void
cf_cli_take_language (const char *lang)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);
  gboolean plain = locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX");
  g_autofree char *language = NULL;

  if (lang == NULL)
    return;

  language = g_strdelimit (g_strdup (lang), "-", '_');
  g_setenv ("LANGUAGE", language, TRUE);
  setlocale (plain ? LC_ALL : LC_MESSAGES, plain ? "C.UTF-8" : "");
}

static void
print_help (void)
{
  g_print (_("Usage: certfirst COMMAND [options]\n\nCheck the certificate first.\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-8s %s\n", commands[i].name, _(commands[i].says));
  g_print (_("\n\"certfirst COMMAND --help\" lists the options of a command, \"certfirst --version\" says which version this is.\n"));
}

static CfCliStatus
complain_about_command (const char *name)
{
  cf_cli_complain (_("%s: no such command; see \"certfirst --help\""), name);
  return CF_CLI_FAILED;
}

static void
set_language (void)
{
  const char *folder = g_getenv ("CERTFIRST_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : CF_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

int
main (int argc, char **argv)
{
  set_language ();
  if (argc < 2) {
    cf_cli_complain (_("which command? See \"certfirst --help\""));
    return CF_CLI_FAILED;
  }
  if (g_str_equal (argv[1], "--version")) {
    g_print ("certfirst %s\n", CF_VERSION);
    return CF_CLI_NOTHING_WARNED;
  }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")) {
    print_help ();
    return CF_CLI_NOTHING_WARNED;
  }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name)) {
      g_autofree char *name = g_strconcat ("certfirst ", commands[i].name, NULL);

      g_set_prgname (name); /* as "--help" of the command shows it */
      return (int) commands[i].run (argc - 1, argv + 1);
    }

  return (int) complain_about_command (argv[1]);
}
