/* cf-cli-tally-json.c — counts -> one line of JSON */
#include "cf-cli-tally.h"

#include <json-glib/json-glib.h>

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
  g_autofree char *day = cf_cli_tally_dup_day (time);

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
    json_builder_add_double_value (json, cf_cli_tally_get_per_thousand (self, self->severities[i - 1]));
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

static void
add_domains (JsonBuilder *json, const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->domains, FALSE);

  json_builder_set_member_name (json, "domains");
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    json_builder_begin_object (json);
    add_text (json, "domain", g_str_equal (row->key, "-") ? NULL : row->key);
    add_count (json, "mails", row->n);
    add_count (json, "good", row->n_good);
    add_count (json, "caution", row->n_caution);
    add_count (json, "danger", row->n_danger);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_new_authorities (JsonBuilder *json, const CfCliTally *self, const CfCliTallyHead *head)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_list_new (self, head);

  json_builder_set_member_name (json, "new_authorities");
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    json_builder_begin_object (json);
    add_text (json, "line", row->key);
    add_text (json, "domain", row->note);
    add_count (json, "signatures", row->n);
    add_count (json, "trusted", row->n_good);
    add_day (json, "first_day", row->first);
    add_day (json, "last_day", row->last);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static guint64
count_left_out (const CfCliTally *self, const CfCliTallyHead *head)
{
  guint64 n = self->rules.n_left_out + self->issuers.n_left_out + self->senders.n_left_out;

  return head->is_scan ? n + self->domains.n_left_out + self->authorities.n_left_out : n;
}

char *
cf_cli_tally_to_json (const CfCliTally *self, const CfCliTallyHead *head)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *judged_at = cf_time_format (head->at);

  json_builder_begin_object (json);
  add_count (json, head->kind, 1);
  add_text (json, "judged_at", judged_at);
  add_text (json, "lookups", head->lookups);
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
  if (head->is_scan) {
    add_domains (json, self);
    add_new_authorities (json, self, head);
  }
  add_count (json, "left_out", count_left_out (self, head));
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

