/* cf-cli-history.c — "certfirst history": what was seen before, shown, carried over and erased */
#include "cf-cli.h"

#include <errno.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cf-ledger.h"
#include "cf-text.h"

/* What the command line said. */
typedef struct {
  char *history, *format, *at;
  int days;
  char **words; /* the action and its argument */

  gboolean as_json;
  CfTime now;
} HistoryOptions;

typedef struct {
  const char *name;
  const char *argument; /* (nullable): what it needs, for complaints */
  gboolean makes_file;
  gboolean (*run) (CfLedger *ledger, const HistoryOptions *options, const char *argument, GError **error);
} Action;

/* --- show --- */

static void
print_line (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
print_line (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("  %s\n", text);
}

/* Never NULL: "–" for a moment that is not known. */
static char *
dup_moment (CfTime time)
{
  char *text = cf_time_format (time);

  return text != NULL ? text : g_strdup ("–");
}

/* Names in a certificate are a stranger's text, and an imported file may hold anything. */
static char *
dup_shown (const char *text)
{
  return text == NULL ? g_strdup ("–") : cf_text_make_visible (text, -1);
}

static void
print_certificate (const CfLedgerCertificate *certificate)
{
  g_autofree char *issuer = dup_shown (certificate->issuer);
  g_autofree char *names = dup_shown (certificate->names);
  g_autofree char *not_before = dup_moment (certificate->not_before);
  g_autofree char *not_after = dup_moment (certificate->not_after);
  g_autofree char *first_seen = dup_moment (certificate->first_seen);
  g_autofree char *last_seen = dup_moment (certificate->last_seen);

  /* TRANSLATORS: the following are lines of "certfirst history show", about one certificate */
  print_line (_("Certificate of %s"), names);
  print_line (_("  issued by %s"), issuer);
  print_line (_("  valid from %s to %s"), not_before, not_after);
  print_line (_("  seen from %s to %s"), first_seen, last_seen);
  print_line ("  SHA-256 %s", certificate->sha256);
}

static gboolean
is_expected (const CfLedgerSender *sender, const HistoryOptions *options)
{
  static const CfHistoryRules rules = CF_HISTORY_RULES_INIT;

  return cf_history_is_expected (&sender->history, &rules, options->now);
}

static void
print_counts (const CfLedgerSender *sender)
{
  const CfHistorySender *history = &sender->history;
  g_autofree char *last = dup_moment (history->last_signed_at);

  /* TRANSLATORS: the following are lines of "certfirst history show", about one sender */
  print_line (_("Signed mail: %u, on %u different days, last %s"), history->n_signed, history->signed_days, last);
  print_line (_("Unsigned mail from its proved domain: %u, since the last signed one %u"), history->n_unsigned,
              history->unsigned_in_row);
  print_line (_("Other mail, which counts for nothing: %u"), sender->n_shown);
  print_line (_("Of the last %u that count, %u were signed"), history->last_counted, history->last_signed);
}

static void
show_text (const char *address, const CfLedgerSender *sender, const HistoryOptions *options)
{
  g_print ("%s\n", address);
  if (!sender->known) {
    print_line ("%s", _("No mail of this sender is on record."));
    return;
  }

  print_counts (sender);
  print_line ("%s", is_expected (sender, options) ? _("A signature is expected of this sender.")
                                                  : _("A signature is not expected from this record."));
  for (guint i = 0; i < sender->certificates->len; i++)
    print_certificate (g_ptr_array_index (sender->certificates, i));
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

static void
add_moment (JsonBuilder *builder, const char *name, CfTime time)
{
  g_autofree char *text = cf_time_format (time);

  add_text (builder, name, text);
}

static void
add_number (JsonBuilder *builder, const char *name, guint number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

static void
add_certificate (JsonBuilder *builder, const CfLedgerCertificate *certificate)
{
  json_builder_begin_object (builder);
  add_text (builder, "sha256", certificate->sha256);
  add_text (builder, "issuer", certificate->issuer);
  add_text (builder, "names", certificate->names);
  add_text (builder, "assurance", certificate->assurance);
  add_moment (builder, "not_before", certificate->not_before);
  add_moment (builder, "not_after", certificate->not_after);
  add_moment (builder, "first_seen", certificate->first_seen);
  add_moment (builder, "last_seen", certificate->last_seen);
  json_builder_end_object (builder);
}

static void
add_sender (JsonBuilder *builder, const CfLedgerSender *sender, const HistoryOptions *options)
{
  const CfHistorySender *history = &sender->history;

  add_flag (builder, "known", sender->known);
  add_flag (builder, "expected", is_expected (sender, options));
  add_number (builder, "signed", history->n_signed);
  add_number (builder, "signed_days", history->signed_days);
  add_moment (builder, "last_signed_at", history->last_signed_at);
  add_number (builder, "unsigned", history->n_unsigned);
  add_number (builder, "unsigned_in_row", history->unsigned_in_row);
  add_number (builder, "not_counted", sender->n_shown);
  add_number (builder, "last_counted", history->last_counted);
  add_number (builder, "last_signed", history->last_signed);
  json_builder_set_member_name (builder, "certificates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sender->certificates->len; i++)
    add_certificate (builder, g_ptr_array_index (sender->certificates, i));
  json_builder_end_array (builder);
}

static void
show_json (const char *address, const CfLedgerSender *sender, const HistoryOptions *options)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "address", address);
  add_sender (builder, sender, options);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = json_to_string (node, FALSE);
  g_print ("%s\n", text);
}

static gboolean
show (CfLedger *ledger, const HistoryOptions *options, const char *address, GError **error)
{
  g_auto (CfLedgerSender) sender = { 0 };
  g_autofree char *folded = cf_history_fold_address (address);

  if (!cf_ledger_find_sender (ledger, address, &sender, error))
    return FALSE;

  if (options->as_json)
    show_json (folded, &sender, options);
  else
    show_text (folded, &sender, options);
  return TRUE;
}

/* --- the other actions --- */

static gboolean
export (CfLedger *ledger, const HistoryOptions *options, const char *argument, GError **error)
{
  return cf_ledger_export (ledger, stdout, error);
}

static gboolean
import (CfLedger *ledger, const HistoryOptions *options, const char *name, GError **error)
{
  gboolean is_input = g_str_equal (name, "-");
  g_autofree char *shown = g_filename_display_name (name);
  FILE *in = is_input ? stdin : fopen (name, "re");
  gboolean done;

  if (in == NULL) {
    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s: %s", shown, g_strerror (errno));
    return FALSE;
  }

  done = cf_ledger_import (ledger, is_input ? "<stdin>" : shown, in, error);
  if (!is_input)
    fclose (in);
  return done;
}

static gboolean
forget (CfLedger *ledger, const HistoryOptions *options, const char *address, GError **error)
{
  gboolean known = FALSE;

  if (!cf_ledger_forget (ledger, address, &known, error))
    return FALSE;
  if (!known)
    cf_cli_complain (_("%s: nothing was known of this sender"), address);

  return TRUE;
}

static gboolean
prune (CfLedger *ledger, const HistoryOptions *options, const char *argument, GError **error)
{
  if (options->days < 0) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _("how many days are kept? Give --days=NUMBER; 0 erases everything"));
    return FALSE;
  }

  /* Today is not over: with 0 it goes as well. */
  return cf_ledger_prune (ledger, options->now + (options->days == 0 ? CF_TIME_DAY : -options->days * CF_TIME_DAY), error);
}

static const Action actions[] = {
  { "show", N_("ADDRESS"), FALSE, show },
  { "export", NULL, FALSE, export },
  { "import", N_("FILE"), TRUE, import },
  { "forget", N_("ADDRESS"), FALSE, forget },
  { "prune", NULL, FALSE, prune },
};

/* --- the command line --- */

static gboolean
parse_arguments (HistoryOptions *o, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &o->history, N_("the record of earlier mail"), "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &o->format, N_("how \"show\" writes"), "text|json" },
    { "days", 0, 0, G_OPTION_ARG_INT, &o->days, N_("how long \"prune\" keeps a mail"), "NUMBER" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &o->at, N_("what time it is"), "RFC3339" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->words, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context =
    g_option_context_new (_("show ADDRESS | export | import FILE | forget ADDRESS | prune"));

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
take_options (HistoryOptions *o, GError **error)
{
  o->now = g_get_real_time () / G_USEC_PER_SEC;
  o->as_json = g_strcmp0 (o->format, "json") == 0;
  if (o->format != NULL && !o->as_json && !g_str_equal (o->format, "text"))
    return refuse (error, "--format", o->format, _("give text or json"));
  if (o->at != NULL && !cf_time_parse (o->at, &o->now))
    return refuse (error, "--at", o->at, _("give a time such as 2026-03-01T09:00:00Z"));

  if (o->history == NULL)
    o->history = cf_ledger_dup_default_path ();
  return TRUE;
}

static const Action *
find_action (const HistoryOptions *o, GError **error)
{
  guint n_words = o->words == NULL ? 0 : g_strv_length (o->words);
  const Action *found = NULL;

  for (guint i = 0; n_words > 0 && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, o->words[0]))
      found = &actions[i];

  if (found == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _("give show, export, import, forget or prune"));
  else if (n_words == 1 && found->argument != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("%s needs %s"), found->name, _(found->argument));
  else if (n_words > (found->argument != NULL ? 2u : 1u))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("%s: one argument too many"), o->words[n_words - 1]);
  else
    return found;

  return NULL;
}

static gboolean
run_action (const HistoryOptions *o, const Action *action, GError **error)
{
  g_autoptr (CfLedger) ledger = NULL;

  /* To ask or to erase makes no file. */
  if (!action->makes_file && !g_file_test (o->history, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("%s: there is no record of earlier mail"), o->history);
    return FALSE;
  }

  ledger = cf_ledger_open (o->history, error);
  if (ledger == NULL)
    return FALSE;
  if (cf_ledger_get_problem (ledger) != NULL)
    cf_cli_complain ("history: %s", cf_ledger_get_problem (ledger));

  return action->run (ledger, o, action->argument == NULL ? NULL : o->words[1], error);
}

static void
clear_options (HistoryOptions *o)
{
  g_free (o->history);
  g_free (o->format);
  g_free (o->at);
  g_strfreev (o->words);
}

CfCliStatus
cf_cli_history (int argc, char **argv)
{
  HistoryOptions options = { .days = -1 };
  const Action *action = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (parse_arguments (&options, argc, argv, &error) && take_options (&options, &error))
    action = find_action (&options, &error);
  done = action != NULL && run_action (&options, action, &error);
  if (!done)
    cf_cli_complain ("history: %s", error->message);

  clear_options (&options);
  return done ? CF_CLI_NOTHING_WARNED : CF_CLI_FAILED;
}
