/* cf-cli-policy-observed.c — "certfirst policy observed": what rules in mode observe would have warned about */
#include "cf-cli-policy.h"

#include <stdio.h>

#include <json-glib/json-glib.h>

#include "cf-ledger.h"
#include "cf-name.h"

/* One rule, all its days. */
typedef struct {
  const char *rule;
  const char *first, *last;
  guint64 n_caution, n_danger;
} Sum;

static void
add_observed (Sum *sum, const CfLedgerObserved *observed)
{
  if (sum->first == NULL || g_strcmp0 (observed->day, sum->first) < 0)
    sum->first = observed->day;
  if (sum->last == NULL || g_strcmp0 (observed->day, sum->last) > 0)
    sum->last = observed->day;
  if (g_strcmp0 (observed->severity, cf_severity_get_name (CF_SEVERITY_DANGER)) == 0)
    sum->n_danger += observed->count;
  else
    sum->n_caution += observed->count;
}

/* The list is ordered by rule. */
static GArray *
sum_rules (const GPtrArray *list)
{
  GArray *sums = g_array_new (FALSE, TRUE, sizeof (Sum));

  for (guint i = 0; i < list->len; i++) {
    const CfLedgerObserved *observed = g_ptr_array_index (list, i);
    Sum *last = sums->len == 0 ? NULL : &g_array_index (sums, Sum, sums->len - 1);

    if (last == NULL || g_strcmp0 (last->rule, observed->rule) != 0) {
      g_array_set_size (sums, sums->len + 1);
      last = &g_array_index (sums, Sum, sums->len - 1);
      last->rule = observed->rule;
    }
    add_observed (last, observed);
  }

  return sums;
}

static void
print_text (const GPtrArray *list)
{
  g_autoptr (GArray) sums = sum_rules (list);

  if (sums->len == 0) {
    g_print ("%s\n", _("No rule in mode observe would have warned."));
    return;
  }

  /* TRANSLATORS: heading in "certfirst policy observed": two columns of numbers, two days, a rule */
  g_print ("%s\n", _("Rules in mode observe would have warned (danger, caution, first and last day):"));
  for (guint i = 0; i < sums->len; i++) {
    const Sum *sum = &g_array_index (sums, Sum, i);

    g_print ("  %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT "  %s  %s  %s\n", sum->n_danger, sum->n_caution, sum->first, sum->last,
             sum->rule);
  }
}

static void
add_text (JsonBuilder *json, const char *name, const char *text)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, text);
}

static void
print_json (const GPtrArray *list)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "observed");
  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++) {
    const CfLedgerObserved *observed = g_ptr_array_index (list, i);

    json_builder_begin_object (json);
    add_text (json, "rule", observed->rule);
    add_text (json, "day", observed->day);
    add_text (json, "severity", observed->severity);
    json_builder_set_member_name (json, "mails");
    json_builder_add_int_value (json, observed->count);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  text = json_to_string (root, FALSE);
  puts (text);
}

/* To ask makes no file. */
static GPtrArray *
load (const char *history, GError **error)
{
  g_autofree char *path = history != NULL ? g_strdup (history) : cf_ledger_dup_default_path ();
  g_autoptr (CfLedger) ledger = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("%s: there is no record of earlier mail"), path);
    return NULL;
  }

  ledger = cf_ledger_open (path, error);
  return ledger == NULL ? NULL : cf_ledger_list_observed (ledger, error);
}

CfCliStatus
cf_cli_policy_observed (int argc, char **argv)
{
  g_autofree char *history = NULL;
  g_autofree char *format = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &history, N_("the record of earlier mail"), "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("how the answer is written"), "text|json" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  if (!cf_cli_policy_parse_options (entries, NULL, argc, argv))
    return CF_CLI_FAILED;
  if (rest != NULL)
    return cf_cli_policy_refuse ("observed", _("takes no argument; name the record with --history=FILE"));
  if (format != NULL && !g_str_equal (format, "text") && !g_str_equal (format, "json"))
    return cf_cli_policy_refuse ("observed", _("--format takes text or json"));

  list = load (history, &error);
  if (list == NULL)
    return cf_cli_policy_refuse ("observed", error->message);

  if (g_strcmp0 (format, "json") == 0)
    print_json (list);
  else
    print_text (list);
  return CF_CLI_NOTHING_WARNED;
}
