/* cf-cli-tally-show.c — counts -> text for people */
#include "cf-cli-tally.h"

#include <glib/gi18n-lib.h>

/* What a person reads of a long list; the whole is in the JSON. */
#define SHOWN_ROWS 20u

char *
cf_cli_tally_dup_day (CfTime time)
{
  g_autofree char *text = cf_time_format (time);

  return text == NULL ? g_strdup ("–") : g_strndup (text, 10);
}

const char *
cf_cli_tally_word_severity (CfSeverity severity)
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
  g_print ("  %9" G_GUINT64_FORMAT " %9.2f  %s\n", n, cf_cli_tally_get_per_thousand (self, n), words);
}

static void
print_severities (const CfCliTally *self)
{
  /* TRANSLATORS: first line of "certfirst policy dry-run": how many mails, and how many files that could not be read */
  g_print (_("%u mails; could not be read: %u\n"), (guint) self->n_mails, (guint) self->n_unreadable);
  /* TRANSLATORS: heading in "certfirst policy dry-run": two columns of numbers, then words */
  g_print ("\n%s\n", _("Mails, and of 1,000:"));
  for (guint i = CF_CLI_N_SEVERITIES; i > 0; i--)
    print_count (self, self->severities[i - 1], cf_cli_tally_word_severity ((CfSeverity) (i - 1)));
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
print_domains (const CfCliTally *self)
{
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->domains, FALSE);

  if (rows->len == 0)
    return;

  /* TRANSLATORS: heading in "certfirst scan --summary": four columns of numbers, then a domain */
  g_print ("\n%s\n", _("Domains of senders (danger, caution, good, mails):"));
  for (guint i = 0; i < MIN (rows->len, SHOWN_ROWS); i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);

    g_print ("  %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT "  %s\n",
             row->n_danger, row->n_caution, row->n_good, row->n, row->key);
  }
  print_more (rows->len, self->domains.n_left_out);
}

/* A list that an administrator goes through and copies lines of: whole, unlike the others. */
static void
print_new_authorities (const CfCliTally *self, const CfCliTallyHead *head)
{
  g_autoptr (GPtrArray) rows = head->known == NULL ? NULL : cf_cli_tally_list_new (self, head);

  if (rows == NULL || rows->len == 0)
    return;

  /* TRANSLATORS: heading in "certfirst scan --summary": two numbers, a day, a domain, then fingerprint and name */
  g_print ("\n%s\n", _("Authorities that are not on the list of known ones (signatures, of these trusted, first day, domain):"));
  for (guint i = 0; i < rows->len; i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);
    g_autofree char *first = cf_cli_tally_dup_day (row->first);

    g_print ("  %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT "  %s  %s\n    %s\n", row->n, row->n_good, first,
             row->note != NULL ? row->note : "–", row->key);
  }
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
    g_autofree char *first = cf_cli_tally_dup_day (row->first);
    g_autofree char *last = cf_cli_tally_dup_day (row->last);

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

    g_print ("  CF%03u %s  %s  %s\n", cf_reason_get_info (one->reason)->code, cf_cli_tally_word_severity (one->severity),
             one->domain != NULL ? one->domain : "–", one->name);
  }
}

void
cf_cli_tally_print (const CfCliTally *self, const CfCliTallyHead *head)
{
  print_severities (self);
  print_reasons (self);
  print_rules (self);
  if (head->is_scan)
    print_domains (self);
  print_issuers (self);
  if (head->is_scan)
    print_new_authorities (self, head);
  print_senders (self);
  print_worst (self);
}
