/* cf-cli-scan.c — "certfirst scan": whole mailboxes and archives -> a line of JSON for each message, and a summary
 *
 * It teaches the record of earlier mail nothing, and where nobody is asked a
 * checking process reads several messages (DESIGN).  Here is what the command
 * line says and what is done with each report; engines are in cf-cli-crew.
 */
#include "cf-cli.h"

#include <stdio.h>
#include <string.h>

#include "cf-cli-crew.h"
#include "cf-cli-launch.h"
#include "cf-cli-lines.h"
#include "cf-cli-mailbox.h"
#include "cf-cli-progress.h"
#include "cf-cli-tally.h"

#define DEFAULT_WORST 20
#define MAX_WORST 1000

/* What the command line said. */
typedef struct {
  char *lang, *trust_anchors, *extra_certs, *at, *revocation, *lookups, *account, *resolver, *root_key, *output, *files_from, *format,
      *known;
  char **policy, **user_policy, **crls, **authserv_ids, **paths;
  gboolean redact, trace, ordered, resume, null, summary, reports;
  int jobs, worst;

  CfTime judged_at; /* CF_TIME_UNKNOWN: each message at its own now */
  CfCliSeen *known_authorities;
} Options;

/* While it works. */
typedef struct {
  const Options *options;
  CfCliTally *tally;
  CfCliProgress *progress;
  CfCliLines *lines; /* (nullable): where nobody wants them */
  CfCliStatus status;
  guint64 n_passed;
  GError *error;
} Run;

/* --- options --- */

static gboolean
parse_arguments (Options *o, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, N_("write the lines there instead of on standard output"), "FILE" },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &o->resume, N_("go on with the file of --output after an interruption"), NULL },
    { "ordered", 0, 0, G_OPTION_ARG_NONE, &o->ordered, N_("lines in the order in which the messages were read"), NULL },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &o->jobs, N_("how many messages are checked at a time"), "NUMBER" },
    { "files-from", 0, 0, G_OPTION_ARG_FILENAME, &o->files_from, N_("more paths, one a line; - reads standard input"), "FILE" },
    { "null", '0', 0, G_OPTION_ARG_NONE, &o->null, N_("a NUL ends each path of --files-from"), NULL },
    { "summary", 0, 0, G_OPTION_ARG_NONE, &o->summary, N_("write counts by verdict, reason, domain and authority"), NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &o->format, N_("how the summary is written"), "text|json|html" },
    { "known-authorities", 0, 0, G_OPTION_ARG_FILENAME, &o->known, N_("tell only authorities that this list does not have"), "FILE" },
    { "reports", 0, 0, G_OPTION_ARG_NONE, &o->reports, N_("the paths hold lines of an earlier scan: sum these up"), NULL },
    { "worst", 0, 0, G_OPTION_ARG_INT, &o->worst, N_("how many of the worst mails are named"), "NUMBER" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &o->lang, N_("language of the words"), "TAG" },
    { "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->policy, N_("administrator's rules instead of the installed ones"), "FILE" },
    { "user-policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->user_policy, N_("user's rules"), "FILE" },
    { "trust-anchors", 0, 0, G_OPTION_ARG_FILENAME, &o->trust_anchors, N_("these roots only"), "FILE.pem" },
    { "extra-certs", 0, 0, G_OPTION_ARG_FILENAME, &o->extra_certs, N_("untrusted certificates to build paths with"), "FILE.pem" },
    { "crl", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->crls, N_("revocation list, PEM or DER"), "FILE" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &o->at, N_("what time it is"), "RFC3339" },
    { "revocation", 0, 0, G_OPTION_ARG_STRING, &o->revocation, N_("what a missing answer about revocation means"), "hard|soft" },
    { "lookups", 0, 0, G_OPTION_ARG_FILENAME, &o->lookups, N_("where answers come from; a file replays recorded ones"), "live|offline|FILE" },
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &o->resolver, N_("DNS server to ask"), "ADDR[@PORT]" },
    { "root-key", 0, 0, G_OPTION_ARG_FILENAME, &o->root_key, N_("DNSSEC trust anchor instead of the installed one"), "FILE" },
    { "authserv-id", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->authserv_ids, N_("server whose Authentication-Results count"), "NAME" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &o->account, N_("the messages lie in this account's server folder"), "USER@HOST" },
    { "redact", 0, 0, G_OPTION_ARG_NONE, &o->redact, N_("leave out message text, other addresses and subject"), NULL },
    { "trace", 0, 0, G_OPTION_ARG_NONE, &o->trace, N_("add the rules that fired, and what the others lacked"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->paths, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("PATH…"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
is_one_of (const char *text, const char *const *words)
{
  return text == NULL || g_strv_contains (words, text);
}

/* What goes together; NULL, or what is wrong. */
static const char *
check_combination (const Options *o)
{
  if (o->paths == NULL && o->files_from == NULL)
    return _("no mailbox given; name a Maildir, an mbox, an MH folder or files, or give --files-from");
  if (o->null && o->files_from == NULL)
    return _("--null goes with --files-from");
  if (o->resume && o->output == NULL)
    return _("--resume goes with --output");
  if (o->resume && o->redact)
    return _("a redacted report does not say which message it is about: --resume and --redact do not go together");
  if ((o->format != NULL || o->known != NULL) && !o->summary)
    return _("--format and --known-authorities go with --summary");
  if (o->reports && (!o->summary || o->output != NULL))
    return _("--reports goes with --summary, and without --output");

  return NULL;
}

/* NULL, or what is wrong with the options. */
static const char *
check_options (Options *o)
{
  static const char *const formats[] = { "text", "json", "html", NULL }, *const revocations[] = { "hard", "soft", NULL };

  if (!is_one_of (o->format, formats))
    return _("--format takes text, json or html");
  if (!is_one_of (o->revocation, revocations))
    return _("--revocation takes hard or soft");
  if (o->account != NULL && strchr (o->account, '@') == NULL)
    return _("--account takes USER@HOST, the incoming server's name");
  if (o->jobs < 1 || o->jobs > CF_CLI_MAX_JOBS)
    return _("--jobs takes a number from 1 to 256");
  if (o->worst < 0 || o->worst > MAX_WORST)
    return _("--worst takes a number from 0 to 1000");
  if (o->at != NULL && !cf_time_parse (o->at, &o->judged_at))
    return _("--at takes a time such as 2026-03-01T09:00:00Z");

  return check_combination (o);
}

/* A list that an administrator keeps: lines as the summary has them, and comments. */
static gboolean
load_known (Options *o, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (o->known == NULL)
    return TRUE;
  if (!g_file_get_contents (o->known, &text, NULL, error))
    return FALSE;

  o->known_authorities = cf_cli_seen_new ();
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && lines[i][0] != '#')
      cf_cli_seen_add (o->known_authorities, lines[i]);

  return TRUE;
}

static void
options_clear (Options *o)
{
  char **texts[] = { &o->lang, &o->trust_anchors, &o->extra_certs, &o->at, &o->revocation, &o->lookups, &o->account, &o->resolver,
                     &o->root_key, &o->output, &o->files_from, &o->format, &o->known };
  char ***lists[] = { &o->policy, &o->user_policy, &o->crls, &o->authserv_ids, &o->paths };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], g_strfreev);
  cf_cli_seen_free (o->known_authorities);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
get_lookups (const Options *o)
{
  return o->lookups != NULL ? o->lookups : "live";
}

/* --- engines --- */

static GPtrArray *
list_arguments (const Options *o)
{
  GPtrArray *words = cf_cli_words_new ();

  cf_cli_words_add_all (words, "--policy", o->policy);
  cf_cli_words_add_all (words, "--user-policy", o->user_policy);
  cf_cli_words_add_all (words, "--crl", o->crls);
  cf_cli_words_add_all (words, "--authserv-id", o->authserv_ids);
  cf_cli_words_add (words, "--trust-anchors", o->trust_anchors);
  cf_cli_words_add (words, "--extra-certs", o->extra_certs);
  cf_cli_words_add (words, "--revocation", o->revocation);
  cf_cli_words_add (words, "--lookups", get_lookups (o));
  cf_cli_words_add (words, "--resolver", o->resolver);
  cf_cli_words_add (words, "--root-key", o->root_key);
  cf_cli_words_add (words, "--history", "none");
  /* The engine refuses it with live look-ups: a process that a message took over would ask for those after it. */
  if (!g_str_equal (get_lookups (o), "live"))
    g_ptr_array_add (words, g_strdup ("--bulk"));
  return words;
}

/* --- each report --- */

static void
count (const CfReport *report, gpointer data)
{
  Run *run = data;
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (report->facts);
  const char *source = report->facts->source;

  cf_cli_tally_add (run->tally, source != NULL ? source : "–", report->facts, judgement);
}

static void
complain (const char *problem, gpointer data)
{
  Run *run = data;

  cf_cli_progress_end (run->progress);
  cf_cli_complain ("%s", problem);
  run->tally->n_unreadable++;
  run->status = CF_CLI_FAILED;
}

static gboolean
passes (const char *name, gpointer data)
{
  const Run *run = data;

  return run->lines != NULL && cf_cli_lines_has (run->lines, name);
}

static gboolean
tell (const CfCliCrewMail *mail, gpointer data)
{
  Run *run = data;
  g_autofree char *problem = mail->problem == NULL ? NULL : g_strdup_printf ("%s: %s", mail->name, mail->problem);

  if (problem != NULL)
    complain (problem, run);
  else if (mail->report == NULL)
    run->n_passed++;
  else {
    count (mail->report, run);
    if (run->lines != NULL && !cf_cli_lines_write (run->lines, mail->report->json, &run->error))
      return FALSE;
  }

  cf_cli_progress_add (run->progress, mail->size, mail->report != NULL, run->tally);
  return TRUE;
}

/* --- the command --- */

/* A file for the lines, or standard output where no summary stands there. */
static gboolean
begin (gpointer data, GError **error)
{
  Run *run = data;
  const Options *o = run->options;

  if (o->output != NULL)
    run->lines = cf_cli_lines_open (o->output, o->resume, count, run, error);
  else if (!o->summary)
    run->lines = cf_cli_lines_new ();

  return run->lines != NULL || o->output == NULL;
}

static gboolean
check_all (Run *run, GError **error)
{
  const Options *o = run->options;
  g_autoptr (CfCliNames) names = cf_cli_names_new (o->paths, o->files_from, o->null, error);
  g_autoptr (GPtrArray) words = list_arguments (o);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  const CfCliCrew crew = { words, &request, names, (guint) o->jobs, o->ordered, begin, passes, tell, run };

  if (names == NULL)
    return FALSE;

  request.lang = o->lang;
  request.account = o->account;
  request.place = o->account != NULL ? CF_PLACE_SERVER_FOLDER : CF_PLACE_FOLDER;
  request.at = o->judged_at;
  request.redact = o->redact;
  request.trace = o->trace;
  request.asked = TRUE;
  if (!cf_cli_crew_run (&crew, error))
    return FALSE;
  if (run->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&run->error));
  return FALSE;
}

static gboolean
read_all (Run *run, GError **error)
{
  const Options *o = run->options;
  g_autoptr (CfCliNames) names = cf_cli_names_new (o->paths, o->files_from, o->null, error);
  g_autofree char *path = NULL;

  while (names != NULL && (path = cf_cli_names_next (names, error)) != NULL) {
    g_autoptr (GError) problem = NULL;

    if (!cf_cli_lines_read (path, count, complain, run, &problem))
      complain (problem->message, run);
    g_clear_pointer (&path, g_free);
  }

  return names != NULL && (error == NULL || *error == NULL);
}

static void
print_summary (const Run *run)
{
  const Options *o = run->options;
  CfTime at = o->judged_at != CF_TIME_UNKNOWN ? o->judged_at : g_get_real_time () / G_USEC_PER_SEC;
  const CfCliTallyHead head = { "certfirst_scan", o->reports ? NULL : get_lookups (o), o->reports ? CF_TIME_UNKNOWN : at,
                                o->known_authorities, TRUE };
  g_autofree char *text = NULL;

  if (g_strcmp0 (o->format, "json") == 0)
    text = cf_cli_tally_to_json (run->tally, &head);
  else if (g_strcmp0 (o->format, "html") == 0)
    text = cf_cli_tally_to_html (run->tally, &head);
  else
    cf_cli_tally_print (run->tally, &head);
  if (text != NULL)
    puts (text);
}

static CfCliStatus
get_status (const Run *run)
{
  const CfCliTally *tally = run->tally;

  if (run->status == CF_CLI_FAILED)
    return CF_CLI_FAILED;
  if (tally->severities[CF_SEVERITY_CAUTION] + tally->severities[CF_SEVERITY_DANGER] > 0)
    return CF_CLI_WARNED;

  return tally->verdicts[CF_VERDICT_UNDETERMINED] > 0 ? CF_CLI_UNDETERMINED : CF_CLI_NOTHING_WARNED;
}

static CfCliStatus
run_all (const Options *options)
{
  g_autoptr (CfCliTally) tally = cf_cli_tally_new ((guint) options->worst);
  g_autoptr (CfCliProgress) progress = cf_cli_progress_new (options->paths, options->files_from == NULL);
  Run run = { .options = options, .tally = tally, .progress = progress };
  g_autoptr (GError) error = NULL;
  gboolean worked = options->reports ? read_all (&run, &error) : check_all (&run, &error);

  cf_cli_progress_end (progress);
  g_clear_pointer (&run.lines, cf_cli_lines_free);
  if (!worked) {
    cf_cli_complain ("scan: %s", error->message);
    return CF_CLI_FAILED;
  }

  if (options->resume)
    /* TRANSLATORS: "certfirst scan --resume", at its end, on standard error */
    g_printerr (_("%u messages had their report already\n"), (guint) run.n_passed);
  if (options->summary)
    print_summary (&run);
  return get_status (&run);
}

CfCliStatus
cf_cli_scan (int argc, char **argv)
{
  g_auto (Options) options = { .jobs = (int) MIN (g_get_num_processors (), CF_CLI_MAX_JOBS), .worst = DEFAULT_WORST,
                               .judged_at = CF_TIME_UNKNOWN };
  g_autoptr (GError) error = NULL;
  const char *wrong;

  if (!parse_arguments (&options, argc, argv, &error)) {
    cf_cli_complain ("scan: %s", error->message);
    return CF_CLI_FAILED;
  }

  cf_cli_take_language (options.lang);
  wrong = check_options (&options);
  if (wrong == NULL && !load_known (&options, &error))
    wrong = error->message;
  if (wrong != NULL) {
    cf_cli_complain ("scan: %s", wrong);
    return CF_CLI_FAILED;
  }

  return run_all (&options);
}
