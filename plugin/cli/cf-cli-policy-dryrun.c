/* cf-cli-policy-dryrun.c — "certfirst policy dry-run": what a policy would have warned about in a mailbox
 *
 * The messages are checked by engines as a mail client's are; here is only
 * what feeds them and counts.
 */
#include "cf-cli-policy.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cf-cli-launch.h"
#include "cf-cli-mailbox.h"
#include "cf-cli-tally.h"
#include "cf-limits.h"

#define DEFAULT_WORST 20
#define MAX_WORST 1000
#define PROGRESS_US (G_USEC_PER_SEC / 4)

/* What the command line said. */
typedef struct {
  char **policy, **user_policy, **paths;
  char *trust_anchors, *lookups, *at, *format;
  int jobs, worst;

  CfTime judged_at;
  gboolean as_json;
} Options;

/**
 * Run:
 * @clients: (element-type CfClient): engines; each works on CF_LIMIT_WORKING_CHILDREN messages at a time
 * @next_path: what is opened when @mailbox is at its end
 * @n_open, @open_bytes: of messages that engines have
 * @problem: (nullable): an engine that cannot work: the run ends
 */
typedef struct {
  const Options *options;
  GPtrArray *clients;
  CfCliTally *tally;
  CfCliMailbox *mailbox;
  char **next_path;
  CfCliStatus status;
  guint64 n_fed;
  guint n_open;
  gsize open_bytes;
  char *problem;
  gint64 began_us, shown_us;
  gboolean shows_progress;
} Run;

/* A message until its report. */
typedef struct {
  Run *run;
  char *name;
  gsize size;
} Open;

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

/* --- engines --- */

static GPtrArray *
start_clients (const Options *o)
{
  g_autoptr (GPtrArray) words = cf_cli_words_new ();
  guint n = ((guint) o->jobs + CF_LIMIT_WORKING_CHILDREN - 1) / CF_LIMIT_WORKING_CHILDREN;
  GPtrArray *clients = g_ptr_array_new_with_free_func (g_object_unref);

  cf_cli_words_add_all (words, "--policy", o->policy);
  cf_cli_words_add_all (words, "--user-policy", o->user_policy);
  cf_cli_words_add (words, "--trust-anchors", o->trust_anchors);
  cf_cli_words_add (words, "--lookups", get_lookups (o));
  /* A trial teaches the record of earlier mail nothing. */
  cf_cli_words_add (words, "--history", "none");
  if (!g_str_equal (get_lookups (o), "live"))
    g_ptr_array_add (words, g_strdup ("--bulk"));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (clients, cf_cli_launch_first (words));
  return clients;
}

/* --- feeding and counting --- */

static void
show_progress (Run *run)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - run->began_us) / G_USEC_PER_SEC;
  const CfCliTally *tally = run->tally;

  if (!run->shows_progress || now - run->shown_us < PROGRESS_US)
    return;

  run->shown_us = now;
  /* TRANSLATORS: a line that changes while "certfirst policy dry-run" works */
  g_printerr (_("\r%u mails, %.0f a second; danger %u, caution %u "), (guint) tally->n_mails,
              (double) tally->n_mails / MAX (seconds, 0.001), (guint) tally->severities[CF_SEVERITY_DANGER],
              (guint) tally->severities[CF_SEVERITY_CAUTION]);
}

static void
end_progress (const Run *run)
{
  if (run->shown_us != 0)
    g_printerr ("\r\033[K");
}

static void
on_report (GObject *client, GAsyncResult *result, gpointer data)
{
  Open *open = data;
  Run *run = open->run;
  g_autoptr (GError) error = NULL;
  g_autoptr (CfReport) report = cf_client_check_finish (CF_CLIENT (client), result, &error);
  g_autoptr (CfJudgement) judgement = report == NULL ? NULL : cf_verdict_judge (report->facts);

  run->n_open--;
  run->open_bytes -= open->size;
  if (report == NULL && run->problem == NULL)
    run->problem = g_strdup (error->message);
  if (report != NULL)
    cf_cli_tally_add (run->tally, open->name, report->facts, judgement);

  show_progress (run);
  g_free (open->name);
  g_free (open);
}

/* The next message that can be read; FALSE at the end of all mailboxes. */
static gboolean
next_mail (Run *run, CfCliMail *out_mail)
{
  for (;;) {
    g_autoptr (GError) error = NULL;

    if (run->mailbox != NULL && cf_cli_mailbox_next (run->mailbox, out_mail)) {
      if (out_mail->bytes != NULL)
        return TRUE;
      run->tally->n_unreadable++;
      cf_cli_complain ("%s: %s", out_mail->name, out_mail->error->message);
      cf_cli_mail_clear (out_mail);
      continue;
    }

    g_clear_pointer (&run->mailbox, cf_cli_mailbox_free);
    if (*run->next_path == NULL)
      return FALSE;
    run->mailbox = cf_cli_mailbox_open (*run->next_path, &error);
    if (run->mailbox == NULL) {
      cf_cli_complain ("%s: %s", *run->next_path, error->message);
      run->status = CF_CLI_FAILED;
    }
    run->next_path++;
  }
}

static void
feed (Run *run, CfCliMail *mail)
{
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  Open *open = g_new0 (Open, 1);

  open->run = run;
  open->name = g_steal_pointer (&mail->name);
  open->size = g_bytes_get_size (mail->bytes);
  run->n_open++;
  run->open_bytes += open->size;

  /* MEANING section 5: no header and no file says when it arrived. */
  request.message = mail->bytes;
  request.place = CF_PLACE_FOLDER;
  request.exact = mail->exact;
  request.at = run->options->judged_at;
  request.asked = TRUE;
  cf_client_check_async (g_ptr_array_index (run->clients, run->n_fed++ % run->clients->len), &request, NULL, on_report, open);
}

/* A few more than are worked on, so that no engine waits for the disk. */
static gboolean
has_room (const Run *run)
{
  guint most = run->options->jobs == 1 ? 1 : 2 * (guint) run->options->jobs;

  return run->n_open < most && (run->n_open == 0 || run->open_bytes < CF_LIMIT_IN_FLIGHT_BYTES);
}

static void
check_all (Run *run)
{
  gboolean is_more = TRUE;

  while ((is_more && run->problem == NULL) || run->n_open > 0) {
    g_auto (CfCliMail) mail = { 0 };

    if (is_more && run->problem == NULL && has_room (run)) {
      is_more = next_mail (run, &mail);
      if (is_more)
        feed (run, &mail);
      g_main_context_iteration (NULL, FALSE);
    } else {
      g_main_context_iteration (NULL, TRUE);
    }
  }
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

static void
stop_clients (Run *run)
{
  for (guint i = 0; i < run->clients->len; i++) {
    CfClient *client = g_ptr_array_index (run->clients, i);

    if (run->problem == NULL && cf_client_get_problem (client) != NULL)
      cf_cli_complain ("policy dry-run: %s", cf_client_get_problem (client));
    cf_client_stop (client);
  }
}

static CfCliStatus
run_all (const Options *options)
{
  g_autoptr (CfCliTally) tally = cf_cli_tally_new ((guint) options->worst);
  g_autoptr (GPtrArray) clients = start_clients (options);
  Run run = { .options = options, .clients = clients, .tally = tally, .next_path = options->paths,
              .began_us = g_get_monotonic_time () };
  g_autofree char *json = NULL;

  run.shows_progress = isatty (STDERR_FILENO);
  check_all (&run);
  end_progress (&run);
  stop_clients (&run);
  g_clear_pointer (&run.mailbox, cf_cli_mailbox_free);
  if (run.problem != NULL) {
    cf_cli_policy_refuse ("dry-run", run.problem);
    g_free (run.problem);
    return CF_CLI_FAILED;
  }

  if (options->as_json) {
    json = cf_cli_tally_to_json (tally, get_lookups (options), options->judged_at);
    puts (json);
  } else {
    cf_cli_tally_print (tally);
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
