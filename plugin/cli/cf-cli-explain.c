/* cf-cli-explain.c — "certfirst explain": what a reason means, what can be done, what to tell the caller */
#include "cf-cli-explain.h"

#include <string.h>

#include "cf-cli-desk.h"
#include "cf-cli-launch.h"
#include "cf-ribbon-explain.h"
#include "cf-text.h"

/* What a name of rules is written with. */
#define VERSION_LETTERS "0123456789abcdef-"

/* What the command line said; @n_explained: of several things a blank line stands between two. */
typedef struct {
  char *lang, *lookups;
  char **names;
  gboolean list, html, judge, table, letter, others;

  guint n_explained;
  CfCliStatus status; /* the worst so far */
} ExplainOptions;

static gboolean
parse_arguments (ExplainOptions *o, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "lang", 0, 0, G_OPTION_ARG_STRING, &o->lang, N_("language of the words"), "TAG" },
    { "list", 0, 0, G_OPTION_ARG_NONE, &o->list, N_("every code with its name and headline"), NULL },
    { "html", 0, 0, G_OPTION_ARG_NONE, &o->html, N_("every code on one page to print, in both languages"), NULL },
    { "judge", 0, 0, G_OPTION_ARG_NONE, &o->judge, N_("judge a report's evidence again, and say whether all is the same"), NULL },
    { "lookups", 0, 0, G_OPTION_ARG_FILENAME, &o->lookups, N_("where answers about a message come from; a file replays recorded ones"), "live|offline|FILE" },
    { "letter", 0, 0, G_OPTION_ARG_NONE, &o->letter, N_("of reports and messages: a letter to the sender, in both languages"), NULL },
    { "others", 0, 0, G_OPTION_ARG_NONE, &o->others, N_("of reports and messages: what other mail programs show, and why"), NULL },
    { "table", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &o->table, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->names, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("CODE | REPORT.json | FILE…"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, &argc, &argv, error);
}

/* A name as it may be printed: a caller's file can be called anything. */
static char *
dup_shown (const char *name)
{
  g_autofree char *display = g_filename_display_name (name);

  return cf_text_make_visible (display, -1);
}

static void
complain_about (ExplainOptions *o, const char *name, const char *problem)
{
  g_autofree char *shown = dup_shown (name);

  cf_cli_complain ("%s: %s", shown, problem);
  o->status = cf_cli_status_worse (o->status, CF_CLI_FAILED);
}

static void
begin_next (ExplainOptions *o)
{
  if (o->n_explained++ > 0)
    g_print ("\n");
}

static void
explain_code (ExplainOptions *o, CfReason reason)
{
  g_autoptr (CfRibbon) ribbon = cf_ribbon_new ();
  const CfRibbonReason *words = cf_ribbon_explain (ribbon, reason, o->lang);
  g_autofree char *text = cf_report_format_reason (words, TRUE, o->lang, cf_cli_get_columns ());

  begin_next (o);
  g_print ("%s", text);
}

static void
list_codes (const ExplainOptions *o)
{
  for (guint i = 0; i < CF_N_REASONS; i++) {
    g_autoptr (CfRibbon) ribbon = cf_ribbon_new ();
    const CfRibbonReason *words = cf_ribbon_explain (ribbon, (CfReason) i, o->lang);

    g_print ("%s  %-24s %s\n", words->code, words->name, words->headline);
  }
}

/* --- a report --- */

static void
print_judged_again (ExplainOptions *o, const CfReport *report)
{
  const char *lang = report->ribbon->lang;
  g_autoptr (GPtrArray) differences = cf_report_judge_again (report, lang);

  if (differences->len == 0) {
    /* TRANSLATORS: "certfirst explain --judge": the rules of this version come to what the report says. */
    g_print ("%s\n", cf_ribbon_translate (lang, N_("Judged again: the same verdict and the same codes.")));
    return;
  }

  /* TRANSLATORS: "certfirst explain --judge": the differences follow, a line each. */
  g_print ("%s\n", cf_ribbon_translate (lang, N_("Judged again: something differs. Another version or other rules made "
                                                 "this report, or it was changed.")));
  for (guint i = 0; i < differences->len; i++)
    g_print ("  %s\n", (const char *) g_ptr_array_index (differences, i));
  o->status = cf_cli_status_worse (o->status, CF_CLI_WARNED);
}

/* A saved report may have been made by anybody: what is no name of rules is not repeated. */
static void
print_version (const CfReport *report)
{
  const char *version = report->facts->policy.version;
  const char *words;

  if (version == NULL || *version == '\0' || strspn (version, VERSION_LETTERS) != strlen (version))
    return;

  /* TRANSLATORS: the last line of an explained report, for help desks: two machines with the same rules say the same
   * here. A word such as "b7-3f2a9c0145de" follows, on the same line. */
  words = cf_ribbon_translate (report->ribbon->lang, N_("Version of the rules: "));
  g_print ("\n%s%s\n", words, version);
}

/* Each cause by itself: most calls mix up who signed, who issued and who sent. */
static void
print_causes (const CfReport *report)
{
  const char *lang = report->ribbon->lang;
  g_autoptr (GPtrArray) causes = cf_cli_desk_list_causes (report->facts, lang);

  /* TRANSLATORS: "certfirst explain REPORT.json": a list of causes follows, with how sure each is in brackets. */
  g_print ("\n%s\n", cf_ribbon_translate (lang, N_("Each cause by itself, and how sure it is:")));
  for (guint i = 0; i < causes->len; i++) {
    const CfCliCause *cause = g_ptr_array_index (causes, i);

    /* TRANSLATORS: a cause, what was found, how sure: "Signature: There is none. (certain)" */
    g_print (cf_ribbon_translate (lang, N_("  %s: %s (%s)\n")), cause->name, cause->found, cause->sure);
  }
}

/* The sender may not read the help desk's language. */
static void
print_letter (ExplainOptions *o, const CfReport *report)
{
  g_autofree char *english = cf_cli_desk_write_letter (report->facts, "en");
  g_autofree char *japanese = cf_cli_desk_write_letter (report->facts, "ja");

  if (english != NULL) {
    g_print ("%s\n----\n\n%s", japanese, english);
    return;
  }

  g_print ("%s\n", cf_ribbon_translate (report->ribbon->lang, N_("There is nothing that the sender could mend: no letter.")));
  o->status = cf_cli_status_worse (o->status, CF_CLI_WARNED);
}

static void
print_others (const CfReport *report)
{
  g_autofree char *text = cf_cli_desk_tell_others (report->facts, report->ribbon->lang);

  g_print ("%s", text);
}

/* What decides is explained as it is said on the telephone, all others as facts. */
static void
explain_report (ExplainOptions *o, CfReport *report)
{
  gboolean colour = cf_cli_has_colour ();
  guint columns = cf_cli_get_columns ();
  g_autofree char *ribbon = NULL;

  begin_next (o);
  cf_report_reword (report, o->lang);
  if (o->letter)
    print_letter (o, report);
  if (o->others)
    print_others (report);
  if (o->letter || o->others)
    return;

  ribbon = cf_report_format_terminal (report, colour, columns);
  g_print ("%s", ribbon);
  for (guint i = 0; i < report->ribbon->reasons->len; i++) {
    const CfRibbonReason *reason = g_ptr_array_index (report->ribbon->reasons, i);
    g_autofree char *text = cf_report_format_reason (reason, i == 0, report->ribbon->lang, columns);

    g_print ("\n%s", text);
  }
  print_causes (report);
  print_version (report);
  if (o->judge) {
    g_print ("\n");
    print_judged_again (o, report);
  }
}

static void
explain_reports (ExplainOptions *o, const char *name, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reports = cf_cli_explain_read_reports (bytes, &error);

  if (reports == NULL) {
    complain_about (o, name, error->message);
    return;
  }

  for (guint i = 0; i < reports->len; i++)
    explain_report (o, g_ptr_array_index (reports, i));
}

/* --- a message --- */

/* An engine of its own, as "check" starts it, with no record of earlier mail. */
static CfClient *
start_client (const ExplainOptions *o)
{
  g_autoptr (GPtrArray) words = cf_cli_words_new ();

  cf_cli_words_add (words, "--history", "none");
  cf_cli_words_add (words, "--lookups", o->lookups);
  return cf_cli_launch (words);
}

static void
explain_message (ExplainOptions *o, const char *name, GBytes *message)
{
  g_autoptr (CfClient) client = start_client (o);
  g_autofree char *shown = dup_shown (name);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (CfReport) report = NULL;

  request.message = message;
  request.source = shown;
  request.lang = o->lang;
  request.asked = TRUE;
  report = cf_client_check (client, &request, &error);
  if (report == NULL)
    complain_about (o, name, error->message);
  else {
    if (cf_client_get_problem (client) != NULL)
      complain_about (o, name, cf_client_get_problem (client));
    explain_report (o, report);
  }
  cf_client_stop (client);
}

/* --- arguments --- */

static void
explain_file (ExplainOptions *o, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cf_cli_read_message (name, &error);

  if (bytes == NULL)
    complain_about (o, name, error->message);
  else if (cf_cli_explain_is_json (bytes))
    explain_reports (o, name, bytes);
  else if (o->judge)
    complain_about (o, name, _("is a message, and --judge takes a report; give what \"certfirst check --format=json\" wrote"));
  else
    explain_message (o, name, bytes);
}

static void
explain (ExplainOptions *o, const char *name)
{
  g_autofree char *remedy = NULL;
  CfReason reason;

  switch (cf_cli_explain_find_code (name, &reason, &remedy)) {
  case CF_CLI_CODE_FOUND:
    if (o->judge)
      complain_about (o, name, _("is a code, and --judge takes a report; give what \"certfirst check --format=json\" wrote"));
    else
      explain_code (o, reason);
    break;
  case CF_CLI_CODE_UNKNOWN:
    complain_about (o, name, remedy);
    break;
  case CF_CLI_CODE_NONE:
    explain_file (o, name);
    break;
  }
}

static void
run (ExplainOptions *o)
{
  if (o->table)
    cf_cli_explain_print_table (o->lang);
  else if (o->list)
    list_codes (o);
  else if (o->html)
    cf_cli_explain_print_book (o->lang);
  else if (o->names == NULL) {
    cf_cli_complain ("explain: %s", _("which code? Give one such as CF502, a saved report, or a message; --list shows every code"));
    o->status = CF_CLI_FAILED;
  } else
    for (char **name = o->names; *name != NULL; name++)
      explain (o, *name);
}

CfCliStatus
cf_cli_explain (int argc, char **argv)
{
  ExplainOptions options = { .status = CF_CLI_NOTHING_WARNED };
  g_autoptr (GError) error = NULL;

  if (parse_arguments (&options, argc, argv, &error)) {
    cf_cli_take_language (options.lang);
    run (&options);
  } else {
    cf_cli_complain ("explain: %s", error->message);
    options.status = CF_CLI_FAILED;
  }

  g_free (options.lang);
  g_free (options.lookups);
  g_strfreev (options.names);
  return options.status;
}
