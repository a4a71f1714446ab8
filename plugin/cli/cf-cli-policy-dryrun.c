/* cf-cli-policy-dryrun.c — "certfirst policy dry-run": what a policy would have warned about in a mailbox
 *
 * The messages are checked by engines as a mail client's are; here is only
 * what feeds them and counts.
 */
#include "cf-cli-policy.h"

#include <stdio.h>
#include <string.h>

#include "cf-cli-crew.h"
#include "cf-cli-launch.h"
#include "cf-cli-progress.h"
#include "cf-cli-tally.h"

#define DEFAULT_WORST 20
#define MAX_WORST 1000

/* What the command line said. */
typedef struct {
  char **policy, **user_policy, **paths;
  char *trust_anchors, *lookups, *at, *format;
  int jobs, worst;

  CfTime judged_at;
  gboolean as_json;
} Options;

/* What is counted while the engines work. */
typedef struct {
  const Options *options;
  CfCliTally *tally;
  CfCliProgress *progress;
  CfCliStatus status;
} Run;

/* --- options --- */

static gboolean
read_options (Options *o, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->policy, N_("administrator's rules instead of the installed ones"), "FILE" },
    { "user-policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->user_policy, N_("user's rules"), "FILE" },
    { "trust-anchors", 0, 0, G_OPTION_ARG_FILENAME, &o->trust_anchors, N_("these roots only"), "FILE.pem" },
    { "lookups", 0, 0, G_OPTION_ARG_FILENAME, &o->lookups, N_("where answers come from; nobody is asked unless live is given"), "offline|FILE|live" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &o->at, N_("what time it is"), "RFC3339" },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &o->jobs, N_("how many messages are checked at a time"), "NUMBER" },
    { "worst", 0, 0, G_OPTION_ARG_INT, &o->worst, N_("how many of the worst mails are named"), "NUMBER" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &o->format, N_("how the answer is written"), "text|json" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->paths, NULL, NULL },
    { NULL },
  };

  return cf_cli_policy_parse_options (entries, _("PATH…"), argc, argv);
}

/* NULL, or what is wrong with the options. */
static const char *
check_options (Options *o)
{
  if (o->paths == NULL)
    return _("no mailbox given; name a Maildir, an mbox, an MH folder or files");
  if (o->format != NULL && !g_str_equal (o->format, "text") && !g_str_equal (o->format, "json"))
    return _("--format takes text or json");
  if (o->jobs < 1 || o->jobs > CF_CLI_MAX_JOBS)
    return _("--jobs takes a number from 1 to 256");
  if (o->worst < 0 || o->worst > MAX_WORST)
    return _("--worst takes a number from 0 to 1000");

  o->as_json = g_strcmp0 (o->format, "json") == 0;
  o->judged_at = g_get_real_time () / G_USEC_PER_SEC;
  if (o->at != NULL && !cf_time_parse (o->at, &o->judged_at))
    return _("--at takes a time such as 2026-03-01T09:00:00Z");
  return NULL;
}

static void
options_clear (Options *o)
{
  g_strfreev (o->policy);
  g_strfreev (o->user_policy);
  g_strfreev (o->paths);
  g_free (o->trust_anchors);
  g_free (o->lookups);
  g_free (o->at);
  g_free (o->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
get_lookups (const Options *o)
{
  return o->lookups != NULL ? o->lookups : "offline";
}

/* --- counting --- */

/* What the engines are started with.  (transfer full) */
static GPtrArray *
list_arguments (const Options *o)
{
  GPtrArray *words = cf_cli_words_new ();

  cf_cli_words_add_all (words, "--policy", o->policy);
  cf_cli_words_add_all (words, "--user-policy", o->user_policy);
  cf_cli_words_add (words, "--trust-anchors", o->trust_anchors);
  cf_cli_words_add (words, "--lookups", get_lookups (o));
  /* A trial teaches the record of earlier mail nothing. */
  cf_cli_words_add (words, "--history", "none");
  if (!g_str_equal (get_lookups (o), "live"))
    g_ptr_array_add (words, g_strdup ("--bulk"));
  return words;
}

static gboolean
count (const CfCliCrewMail *mail, gpointer data)
{
  Run *run = data;

  if (mail->report != NULL) {
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (mail->report->facts);

    cf_cli_tally_add (run->tally, mail->name, mail->report->facts, judgement);
  } else {
    cf_cli_progress_end (run->progress);
    cf_cli_complain ("%s: %s", mail->name, mail->problem);
    if (mail->is_path)
      run->status = CF_CLI_FAILED;
    else
      run->tally->n_unreadable++;
  }

  cf_cli_progress_add (run->progress, mail->size, mail->report != NULL, run->tally);
  return TRUE;
}

/* MEANING section 5: no header and no file says when a mail arrived. */
static gboolean
check_all (Run *run, GError **error)
{
  const Options *options = run->options;
  g_autoptr (GPtrArray) words = list_arguments (options);
  g_autoptr (CfCliNames) names = cf_cli_names_new (options->paths, NULL, FALSE, NULL);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  const CfCliCrew crew = { words, &request, names, (guint) options->jobs, FALSE, NULL, NULL, count, run };

  request.place = CF_PLACE_FOLDER;
  request.at = options->judged_at;
  request.asked = TRUE;
  return cf_cli_crew_run (&crew, error);
}

/* --- the command --- */

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
  g_autoptr (CfCliProgress) progress = cf_cli_progress_new (options->paths, TRUE);
  Run run = { .options = options, .tally = tally, .progress = progress };
  const CfCliTallyHead head = { "certfirst_dry_run", get_lookups (options), options->judged_at, NULL, FALSE };
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  gboolean worked;

  worked = check_all (&run, &error);
  cf_cli_progress_end (progress);
  if (!worked)
    return cf_cli_policy_refuse ("dry-run", error->message);

  if (options->as_json) {
    json = cf_cli_tally_to_json (tally, &head);
    puts (json);
  } else {
    cf_cli_tally_print (tally, &head);
  }
  return get_status (&run);
}

CfCliStatus
cf_cli_policy_dry_run (int argc, char **argv)
{
  g_auto (Options) options = { .jobs = (int) MIN (g_get_num_processors (), CF_CLI_MAX_JOBS), .worst = DEFAULT_WORST };
  const char *wrong;

  if (!read_options (&options, argc, argv))
    return CF_CLI_FAILED;
  wrong = check_options (&options);
  if (wrong != NULL)
    return cf_cli_policy_refuse ("dry-run", wrong);

  return run_all (&options);
}
