/* cf-cli-check.c — "certfirst check": one report for each message */
#include "cf-cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cf-cli-batch.h"
#include "cf-cli-launch.h"

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_HTML } Format;

/* What the command line said. */
typedef struct {
  char *format, *lang, *trust_anchors, *extra_certs, *at, *received, *revocation, *lookups, *account, *match, *history,
      *record_lookups, *resolver, *root_key, *decrypted;
  char **policy, **user_policy, **crls, **authserv_ids, **files;
  gboolean redact, trace;
  int jobs;

  Format chosen_format;
  guint match_mask; /* bits of CfSeverity */
  CfClientRequest request;
  CfCliStatus status; /* the worst so far */
} CheckOptions;

static gboolean
parse_arguments (CheckOptions *o, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &o->format, N_("how the report is written"), "text|json|html" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &o->lang, N_("language of the words"), "TAG" },
    { "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->policy, N_("administrator's rules instead of the installed ones"), "FILE" },
    { "user-policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->user_policy, N_("user's rules"), "FILE" },
    { "trust-anchors", 0, 0, G_OPTION_ARG_FILENAME, &o->trust_anchors, N_("these roots only"), "FILE.pem" },
    { "extra-certs", 0, 0, G_OPTION_ARG_FILENAME, &o->extra_certs, N_("untrusted certificates to build paths with"), "FILE.pem" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &o->at, N_("what time it is"), "RFC3339" },
    { "received", 0, 0, G_OPTION_ARG_STRING, &o->received, N_("when the message arrived"), "RFC3339" },
    { "revocation", 0, 0, G_OPTION_ARG_STRING, &o->revocation, N_("what a missing answer about revocation means"), "hard|soft" },
    { "crl", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->crls, N_("revocation list, PEM or DER"), "FILE" },
    { "lookups", 0, 0, G_OPTION_ARG_FILENAME, &o->lookups, N_("where answers come from; a file replays recorded ones"), "live|offline|FILE" },
    { "record-lookups", 0, 0, G_OPTION_ARG_FILENAME, &o->record_lookups, N_("write the answers down, for replay elsewhere"), "FILE" },
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &o->resolver, N_("DNS server to ask"), "ADDR[@PORT]" },
    { "root-key", 0, 0, G_OPTION_ARG_FILENAME, &o->root_key, N_("DNSSEC trust anchor instead of the installed one"), "FILE" },
    { "authserv-id", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->authserv_ids, N_("server whose Authentication-Results count"), "NAME" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &o->account, N_("the file lies in this account's server folder"), "USER@HOST" },
    { "match", 0, 0, G_OPTION_ARG_STRING, &o->match, N_("no output; exit 0 if every severity is among these"), "SEVERITY,…" },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &o->history, N_("the record of earlier mail; made if missing"), "FILE|none" },
    { "redact", 0, 0, G_OPTION_ARG_NONE, &o->redact, N_("leave out message text, other addresses and subject"), NULL },
    { "trace", 0, 0, G_OPTION_ARG_NONE, &o->trace, N_("add the rules that fired, and what the others lacked"), NULL },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &o->jobs, N_("how many messages are checked at a time"), "NUMBER" },
    { "decrypted", 0, 0, G_OPTION_ARG_FILENAME, &o->decrypted, N_("what a mail program decrypted of the one message"), "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("FILE… | -"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
refuse (GError **error, const char *option, const char *value, const char *remedy)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s=%s: %s", option, value, remedy);
  return FALSE;
}

static gboolean
take_format (CheckOptions *o, GError **error)
{
  static const char *const names[] = { "text", "json", "html" };

  if (o->format == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (o->format, names[i])) {
      o->chosen_format = (Format) i;
      return TRUE;
    }

  return refuse (error, "--format", o->format, _("give text, json or html"));
}

static gboolean
take_time (const char *option, const char *text, CfTime *out_time, GError **error)
{
  if (text == NULL || cf_time_parse (text, out_time))
    return TRUE;

  return refuse (error, option, text, _("give a time such as 2026-03-01T09:00:00Z"));
}

static gboolean
take_match (CheckOptions *o, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (o->match == NULL)
    return TRUE;

  names = g_strsplit (o->match, ",", -1);
  for (guint i = 0; names[i] != NULL; i++) {
    CfSeverity severity;

    if (!cf_severity_find (names[i], &severity))
      return refuse (error, "--match", o->match, _("give good, neutral, caution or danger, with commas between them"));
    o->match_mask |= 1u << severity;
  }

  return TRUE;
}

static gboolean
take_choices (CheckOptions *o, GError **error)
{
  if (o->revocation != NULL && !g_str_equal (o->revocation, "hard") && !g_str_equal (o->revocation, "soft"))
    return refuse (error, "--revocation", o->revocation, _("give hard or soft"));
  if (o->account != NULL && strchr (o->account, '@') == NULL)
    return refuse (error, "--account", o->account, _("give USER@HOST, the incoming server's name"));
  if (o->jobs < 1 || o->jobs > CF_CLI_MAX_JOBS) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("--jobs takes a number from 1 to 256"));
    return FALSE;
  }
  if (o->files == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("no file given; \"-\" reads standard input"));
    return FALSE;
  }

  return TRUE;
}

/* A part belongs to one message. */
static gboolean
take_decrypted (CheckOptions *o, CfClientRequest *request, GError **error)
{
  if (o->decrypted == NULL)
    return TRUE;
  if (o->files[1] != NULL)
    return refuse (error, "--decrypted", o->decrypted, _("give one message with it"));

  request->decrypted = cf_cli_read_message (o->decrypted, error);
  g_prefix_error (error, "%s: ", o->decrypted);
  return request->decrypted != NULL;
}

static gboolean
take_options (CheckOptions *o, GError **error)
{
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;

  if (!take_format (o, error) || !take_time ("--at", o->at, &request.at, error) ||
      !take_time ("--received", o->received, &request.received, error) || !take_match (o, error) ||
      !take_choices (o, error) || !take_decrypted (o, &request, error))
    return FALSE;

  request.lang = o->lang;
  request.account = o->account;
  request.place = o->account != NULL ? CF_PLACE_SERVER_FOLDER : CF_PLACE_FILE;
  request.redact = o->redact;
  request.trace = o->trace;
  /* REPORT.md: with a record of its own the command stands for a mailbox. */
  request.asked = TRUE;
  request.live = o->history != NULL && !g_str_equal (o->history, "none");
  /* What is learned of one message counts for the next. */
  if (request.live)
    o->jobs = 1;
  o->request = request;
  return TRUE;
}

/* The engine does what was asked: this very program, with the same options. */
static CfClient *
start_client (const CheckOptions *o)
{
  g_autoptr (GPtrArray) words = cf_cli_words_new ();

  cf_cli_words_add_all (words, "--policy", o->policy);
  cf_cli_words_add_all (words, "--user-policy", o->user_policy);
  cf_cli_words_add_all (words, "--crl", o->crls);
  cf_cli_words_add_all (words, "--authserv-id", o->authserv_ids);
  cf_cli_words_add (words, "--trust-anchors", o->trust_anchors);
  cf_cli_words_add (words, "--extra-certs", o->extra_certs);
  cf_cli_words_add (words, "--revocation", o->revocation);
  cf_cli_words_add (words, "--lookups", o->lookups);
  cf_cli_words_add (words, "--record-lookups", o->record_lookups);
  cf_cli_words_add (words, "--resolver", o->resolver);
  cf_cli_words_add (words, "--root-key", o->root_key);
  /* A mail client's engine keeps the user's record; the command keeps none unless told (REPORT.md). */
  cf_cli_words_add (words, "--history", o->history != NULL ? o->history : "none");
  return cf_cli_launch_first (words);
}

guint
cf_cli_get_columns (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;

  return 80;
}

static void
print_text (const CheckOptions *o, const CfReport *report, const char *name)
{
  g_autofree char *text = cf_report_format_terminal (report, cf_cli_has_colour (), cf_cli_get_columns ());
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *trace = o->trace ? cf_report_format_trace (report) : NULL;

  if (o->files[1] != NULL)
    g_print ("%s:\n", shown);
  g_print ("%s%s\n", text, trace == NULL ? "" : trace);
}

static void
print_report (const CheckOptions *o, const CfReport *report, const char *name)
{
  g_autofree char *page = NULL;

  if (o->match != NULL)
    return;

  switch (o->chosen_format) {
  case FORMAT_TEXT:
    print_text (o, report, name);
    break;
  case FORMAT_JSON:
    puts (report->json);
    break;
  case FORMAT_HTML:
    page = o->trace ? cf_report_format_html_trace (report) : cf_report_format_html (report);
    fputs (page, stdout);
    break;
  }

  /* Whoever reads a pipe gets each report when it is there. */
  fflush (stdout);
}

static CfCliStatus
status_of (const CheckOptions *o, const CfReport *report)
{
  if (o->match != NULL)
    return o->match_mask & (1u << report->severity) ? CF_CLI_NOTHING_WARNED : CF_CLI_WARNED;
  if (report->severity >= CF_SEVERITY_CAUTION)
    return CF_CLI_WARNED;

  return report->verdict == CF_VERDICT_UNDETERMINED ? CF_CLI_UNDETERMINED : CF_CLI_NOTHING_WARNED;
}

static void
tell (const char *name, const CfReport *report, const char *problem, gpointer data)
{
  CheckOptions *o = data;

  if (problem != NULL)
    cf_cli_complain ("%s: %s", name, problem);
  if (report != NULL)
    print_report (o, report, name);
  o->status = cf_cli_status_worse (o->status, report != NULL ? status_of (o, report) : CF_CLI_FAILED);
}

static void
check_files (CheckOptions *o)
{
  g_autoptr (CfClient) client = start_client (o);
  const CfCliBatch batch = { client, &o->request, o->files, (guint) o->jobs, tell, o };

  cf_cli_batch_run (&batch);
  cf_client_stop (client);
}

static void
clear_options (CheckOptions *o)
{
  char **texts[] = { &o->format, &o->lang, &o->trust_anchors, &o->extra_certs, &o->at, &o->received,
                     &o->revocation, &o->lookups, &o->account, &o->match, &o->history,
                     &o->record_lookups, &o->resolver, &o->root_key, &o->decrypted };
  char ***lists[] = { &o->policy, &o->user_policy, &o->crls, &o->authserv_ids, &o->files };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], g_strfreev);
  g_clear_pointer (&o->request.decrypted, g_bytes_unref);
}

CfCliStatus
cf_cli_check (int argc, char **argv)
{
  CheckOptions options = { .jobs = (int) MIN (g_get_num_processors (), CF_CLI_MAX_JOBS), .status = CF_CLI_NOTHING_WARNED };
  g_autoptr (GError) error = NULL;

  if (!parse_arguments (&options, argc, argv, &error) || !take_options (&options, &error)) {
    cf_cli_complain ("check: %s", error->message);
    options.status = CF_CLI_FAILED;
  } else {
    check_files (&options);
  }

  clear_options (&options);
  return options.status;
}
