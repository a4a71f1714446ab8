/* cf-cli-tally-show.c — counts -> JSON, and text for people */
#include "cf-cli-tally.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* What a person reads of a long list; the whole is in the JSON. */
#define SHOWN_ROWS 20u

static double
per_thousand (const CfCliTally *self, guint64 n)
{
  return self->n_mails == 0 ? 0 : 1000.0 * (double) n / (double) self->n_mails;
}

/* "2026-03-01"; "–" for no day.  (transfer full) */
static char *
dup_day (CfTime time)
{
  g_autofree char *text = cf_time_format (time);

  return text == NULL ? g_strdup ("–") : g_strndup (text, 10);
}

/* --- JSON --- */

static void
add_text (JsonBuilder *json, const char *name, const char *text)
{
  json_builder_set_member_name (json, name);
  if (text == NULL)
    json_builder_add_null_value (json);
  else
    json_builder_add_string_value (json, text);
}

static void
add_count (JsonBuilder *json, const char *name, guint64 count)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, (gint64) count);
}

static void
add_day (JsonBuilder *json, const char *name, CfTime time)
{
  g_autofree char *day = dup_day (time);

  add_text (json, name, time == CF_TIME_UNKNOWN ? NULL : day);
}

static void
add_severities (JsonBuilder *json, const char *name, const guint64 *counts)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  for (guint i = CF_CLI_N_SEVERITIES; i > 0; i--)
    add_count (json, cf_severity_get_name ((CfSeverity) (i - 1)), counts[i - 1]);
  json_builder_end_object (json);
}

static void
add_rates (JsonBuilder *json, const CfCliTally *self)
{
  json_builder_set_member_name (json, "per_1000");
  json_builder_begin_object (json);
  for (guint i = CF_CLI_N_SEVERITIES; i > 0; i--) {
    json_builder_set_member_name (json, cf_severity_get_name ((CfSeverity) (i - 1)));
    json_builder_add_double_value (json, per_thousand (self, self->severities[i - 1]));
  }
  json_builder_end_object (json);
}

static void
add_verdicts (JsonBuilder *json, const CfCliTally *self)
{
  json_builder_set_member_name (json, "verdicts");
  json_builder_begin_object (json);
  for (guint i = 0; i < CF_CLI_N_VERDICTS; i++)
    add_count (json, cf_verdict_kind_get_name ((CfVerdictKind) i), self->verdicts[i]);
  json_builder_end_object (json);
}

static void
add_reasons (JsonBuilder *json, const CfCliTally *self)
{
  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  for (guint i = 0; i < CF_N_REASONS; i++) {
    const CfReasonInfo *info = cf_reason_get_info ((CfReason) i);
    g_autofree char *code = g_strdup_printf ("CF%03u", info->code);

    if (self->reasons[i].n == 0)
      continue;
    json_builder_begin_object (json);
    add_text (json, "code", code);
    add_text (json, "name", info->name);
    add_count (json, "mails", self->reasons[i].n);
    add_count (json, "caution", self->reasons[i].n_caution);
    add_count (json, "danger", self->reasons[i].n_danger);
    add_count (json, "deciding", self->reasons[i].n_deciding);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_rules (JsonBuilder *json, const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->rules, FALSE);

  json_builder_set_member_name (json, "rules");
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    json_builder_begin_object (json);
    add_text (json, "source", row->key);
    add_text (json, "expectation", row->note);
    add_count (json, "mails", row->n);
    add_count (json, "good", row->n_good);
    add_count (json, "caution", row->n_caution);
    add_count (json, "danger", row->n_danger);
    add_count (json, "observed", row->n_observed);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_issuers (JsonBuilder *json, const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->issuers, FALSE);

  json_builder_set_member_name (json, "issuers");
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    json_builder_begin_object (json);
    add_text (json, "issuer", row->key);
    add_text (json, "anchor", row->note);
    add_count (json, "signatures", row->n);
    add_count (json, "trusted", row->n_good);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_senders (JsonBuilder *json, const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->senders, TRUE);

  json_builder_set_member_name (json, "signing_senders");
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    json_builder_begin_object (json);
    add_text (json, "address", row->key);
    add_count (json, "signed", row->n);
    add_count (json, "verified", row->n_good);
    add_day (json, "first_day", row->first);
    add_day (json, "last_day", row->last);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_worst (JsonBuilder *json, const CfCliTally *self)
{
  json_builder_set_member_name (json, "worst");
  json_builder_begin_array (json);
  for (guint i = 0; i < self->worst->len; i++) {
    const CfCliTallyCase *one = g_ptr_array_index (self->worst, i);
    g_autofree char *code = g_strdup_printf ("CF%03u", cf_reason_get_info (one->reason)->code);

    json_builder_begin_object (json);
    add_text (json, "severity", cf_severity_get_name (one->severity));
    add_text (json, "code", code);
    add_text (json, "domain", one->domain);
    add_text (json, "file", one->name);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

char *
cf_cli_tally_to_json (const CfCliTally *self, const char *lookups, CfTime at)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *judged_at = cf_time_format (at);

  json_builder_begin_object (json);
  add_count (json, "certfirst_dry_run", 1);
  add_text (json, "judged_at", judged_at);
  add_text (json, "lookups", lookups);
  add_count (json, "mails", self->n_mails);
  add_count (json, "bytes", self->n_bytes);
  add_count (json, "unreadable", self->n_unreadable);
  add_count (json, "undecided", self->n_undecided);
  add_severities (json, "severities", self->severities);
  add_rates (json, self);
  add_severities (json, "observed", self->observed);
  add_verdicts (json, self);
  add_reasons (json, self);
  add_rules (json, self);
  add_issuers (json, self);
  add_senders (json, self);
  add_worst (json, self);
  add_count (json, "left_out", self->rules.n_left_out + self->issuers.n_left_out + self->senders.n_left_out);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/* --- text --- */

static const char *
word_for (CfSeverity severity)
{
  /* TRANSLATORS: after a number of mails, in "certfirst policy dry-run" */
  static const char *const words[] = {
    [CF_SEVERITY_GOOD] = N_("good"),
    [CF_SEVERITY_NEUTRAL] = N_("nothing to say"),
    [CF_SEVERITY_CAUTION] = N_("caution"),
    [CF_SEVERITY_DANGER] = N_("danger"),
  };

  return _(words[severity]);
}

/* Numbers first: words of two languages do not align. */
static void
print_count (const CfCliTally *self, guint64 n, const char *words)
{
  g_print ("  %9" G_GUINT64_FORMAT " %9.2f  %s\n", n, per_thousand (self, n), words);
}

static void
print_severities (const CfCliTally *self)
{
  /* TRANSLATORS: first line of "certfirst policy dry-run": how many mails, and how many files that could not be read */
  g_print (_("%u mails; could not be read: %u\n"), (guint) self->n_mails, (guint) self->n_unreadable);
  /* TRANSLATORS: heading in "certfirst policy dry-run": two columns of numbers, then words */
  g_print ("\n%s\n", _("Mails, and of 1,000:"));
  for (guint i = CF_CLI_N_SEVERITIES; i > 0; i--)
    print_count (self, self->severities[i - 1], word_for ((CfSeverity) (i - 1)));
  if (self->observed[CF_SEVERITY_DANGER] + self->observed[CF_SEVERITY_CAUTION] > 0)
    print_count (self, self->observed[CF_SEVERITY_DANGER] + self->observed[CF_SEVERITY_CAUTION],
                 _("more, if no rule were in mode observe"));
  if (self->n_undecided > 0)
    print_count (self, self->n_undecided, _("of all may turn out otherwise with look-ups"));

  g_print ("\n%s\n", _("Verdicts, and of 1,000:"));
  for (guint i = 0; i < CF_CLI_N_VERDICTS; i++)
    if (self->verdicts[i] > 0)
      print_count (self, self->verdicts[i], cf_verdict_kind_get_name ((CfVerdictKind) i));
}

static void
print_reasons (const CfCliTally *self)
{
  g_print ("\n%s\n", _("Reasons of warnings (danger, caution):"));
  for (guint i = 0; i < CF_N_REASONS; i++) {
    const CfCliTallyReason *reason = &self->reasons[i];
    const CfReasonInfo *info = cf_reason_get_info ((CfReason) i);

    if (reason->n_danger + reason->n_caution > 0)
      g_print ("  %9" G_GUINT64_FORMAT " %9" G_GUINT64_FORMAT "  CF%03u %s\n", reason->n_danger, reason->n_caution, info->code,
               info->name);
  }
}

static void
print_more (guint n, guint64 n_left_out)
{
  if (n + n_left_out > SHOWN_ROWS)
    g_print (_("  … and %u more (--format=json)\n"), (guint) (n + n_left_out - SHOWN_ROWS));
}

static void
print_rules (const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->rules, FALSE);

  if (rows->len == 0)
    return;

  g_print ("\n%s\n", _("Rules (danger, caution, only observed, mails):"));
  for (guint i = 0; i < MIN (rows->len, SHOWN_ROWS); i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    g_print ("  %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT "  %s (%s)\n",
             row->n_danger, row->n_caution, row->n_observed, row->n, row->key, row->note);
  }
  print_more (rows->len, self->rules.n_left_out);
}

static void
print_issuers (const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->issuers, FALSE);

  if (rows->len == 0)
    return;

  g_print ("\n%s\n", _("Who issued the certificates (signatures, of these with a trusted root):"));
  for (guint i = 0; i < MIN (rows->len, SHOWN_ROWS); i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    g_print ("  %9" G_GUINT64_FORMAT " %9" G_GUINT64_FORMAT "  %s\n", row->n, row->n_good, row->key);
  }
  print_more (rows->len, self->issuers.n_left_out);
}

static void
print_senders (const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->senders, TRUE);

  if (rows->len == 0)
    return;

  g_print ("\n%s\n", _("Who signs (signed, verified, first and last day by the sender's clock):"));
  for (guint i = 0; i < MIN (rows->len, SHOWN_ROWS); i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);
    g_autofree char *first = dup_day (row->first);
    g_autofree char *last = dup_day (row->last);

    g_print ("  %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT "  %s  %s  %s\n", row->n, row->n_good, first, last, row->key);
  }
  print_more (rows->len, self->senders.n_left_out);
}

static void
print_worst (const CfCliTally *self)
{
  if (self->worst->len == 0)
    return;

  g_print ("\n%s\n", _("The worst:"));
  for (guint i = 0; i < self->worst->len; i++) {
    const CfCliTallyCase *one = g_ptr_array_index (self->worst, i);

    g_print ("  CF%03u %s  %s  %s\n", cf_reason_get_info (one->reason)->code, word_for (one->severity),
             one->domain != NULL ? one->domain : "–", one->name);
  }
}

void
cf_cli_tally_print (const CfCliTally *self)
{
  print_severities (self);
  print_reasons (self);
  print_rules (self);
  print_issuers (self);
  print_senders (self);
  print_worst (self);
}
