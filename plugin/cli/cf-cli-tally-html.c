/* cf-cli-tally-html.c — counts -> one page with charts: no scripts, nothing fetched, no links
 *
 * Charts are inline SVG; beside each bar stand its numbers, so that colour is
 * never all there is.  Every text goes through cf_cli_html_add(), which escapes it.
 */
#include "cf-cli-tally.h"

#include <glib/gi18n-lib.h>

#include "cf-cli-html.h"
#include "cf-ribbon-explain.h"

/* What a person reads of a long list; the whole is in the JSON. */
#define SHOWN_ROWS 25u

/* Of a chart, in its own units: the bars, all of a row, and a row's height. */
#define BAR_WIDTH 300.0
#define ROW_HEIGHT 22

static const char chart_style[] =
  "svg{display:block;width:100%;max-width:20rem;height:1.1rem}rect{shape-rendering:crispEdges}"
  ".b{fill:var(--line)}.g{fill:var(--good)}.c{fill:var(--caution)}.d{fill:var(--danger)}.n{fill:var(--soft)}"
  "td.num,th.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.wide th{width:auto;color:var(--fg)}"
  "th.short{white-space:nowrap}"
  "body{max-width:60rem}thead th{color:var(--soft)!important;font-size:.85em}td.chart{width:20rem;vertical-align:middle}\n";

/* --- one bar --- */

/* Parts of a bar; the rest of its length is neutral. */
typedef struct {
  guint64 n, danger, caution, good;
} Bar;

static double
add_part (GString *html, const char *class, guint64 n, double from, double unit)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE], width[G_ASCII_DTOSTR_BUF_SIZE];

  if (n == 0)
    return from;

  /* Numbers of SVG have a point in every locale. */
  cf_cli_html_add (html, "<rect class=\"%s\" x=\"%s\" y=\"3\" width=\"%s\" height=\"16\"/>", class,
                   g_ascii_formatd (x, sizeof x, "%.2f", from), g_ascii_formatd (width, sizeof width, "%.2f", MAX ((double) n * unit, 1.0)));
  return from + (double) n * unit;
}

static void
add_bar (GString *html, const Bar *bar, guint64 most)
{
  double unit = BAR_WIDTH / (double) MAX (most, 1);
  double at = 0;

  cf_cli_html_add (html, "<td class=\"chart\"><svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">", (int) BAR_WIDTH, ROW_HEIGHT);
  at = add_part (html, "d", bar->danger, at, unit);
  at = add_part (html, "c", bar->caution, at, unit);
  at = add_part (html, "g", bar->good, at, unit);
  add_part (html, "n", bar->n - MIN (bar->n, bar->danger + bar->caution + bar->good), at, unit);
  cf_cli_html_add (html, "</svg></td>");
}

/* @n_texts: how many columns come before those of numbers */
static void
begin_table (GString *html, const char *title, const char *const *columns, guint n_texts)
{
  cf_cli_html_add (html, "<section>\n<h2>%s</h2>\n<table class=\"wide\">\n<thead><tr>", title);
  for (guint i = 0; columns[i] != NULL; i++)
    cf_cli_html_add (html, i < n_texts ? "<th scope=\"col\" class=\"short\">%s</th>" : "<th scope=\"col\" class=\"num\">%s</th>", columns[i]);
  cf_cli_html_add (html, "</tr></thead>\n<tbody>\n");
}

static void
end_table (GString *html, guint64 n_more)
{
  cf_cli_html_add (html, "</tbody>\n</table>\n");
  if (n_more > 0) {
    cf_cli_html_add (html, "<p>");
    /* TRANSLATORS: under a table that shows the first rows of a long list */
    cf_cli_html_add (html, _("… and %u more (--format=json)"), (guint) n_more);
    cf_cli_html_add (html, "</p>\n");
  }
  cf_cli_html_add (html, "</section>\n");
}

static void
add_number (GString *html, guint64 n)
{
  cf_cli_html_add (html, "<td class=\"num\">%" G_GUINT64_FORMAT "</td>", n);
}

/* --- the parts of the page --- */

/* What a person calls a verdict (RIBBON): the same words in both languages' ribbons are longer. */
static const char *
word_verdict (CfVerdictKind verdict)
{
  /* TRANSLATORS: verdicts in the table of "certfirst scan --summary --format=html" */
  static const char *const words[CF_CLI_N_VERDICTS] = {
    [CF_VERDICT_VERIFIED] = N_("signature confirmed"),
    [CF_VERDICT_VERIFIED_DOMAIN] = N_("domain confirmed"),
    [CF_VERDICT_UNSIGNED] = N_("ordinary mail, not signed"),
    [CF_VERDICT_MISSING_CERTIFICATE] = N_("expected signature is missing"),
    [CF_VERDICT_UNTRUSTED] = N_("signed, but not to be relied on"),
    [CF_VERDICT_INVALID] = N_("changed or broken"),
    [CF_VERDICT_UNDETERMINED] = N_("could not be determined"),
  };

  return words[verdict] != NULL ? _(words[verdict]) : cf_verdict_kind_get_name (verdict);
}

static Bar
make_verdict_bar (CfVerdictKind verdict, guint64 n)
{
  gboolean is_good = verdict == CF_VERDICT_VERIFIED || verdict == CF_VERDICT_VERIFIED_DOMAIN;
  gboolean is_bad = verdict == CF_VERDICT_INVALID || verdict == CF_VERDICT_MISSING_CERTIFICATE || verdict == CF_VERDICT_UNTRUSTED;

  return (Bar) { .n = n, .good = is_good ? n : 0, .caution = is_bad ? n : 0 };
}

static void
add_severities (GString *html, const CfCliTally *self)
{
  const char *const columns[] = { _("Result"), _("Mails"), _("of 1,000"), "", NULL };

  begin_table (html, _("How serious"), columns, 1);
  for (guint i = CF_CLI_N_SEVERITIES; i > 0; i--) {
    guint64 n = self->severities[i - 1];
    Bar bar = { .n = n };

    bar.good = i - 1 == CF_SEVERITY_GOOD ? n : 0;
    bar.caution = i - 1 == CF_SEVERITY_CAUTION ? n : 0;
    bar.danger = i - 1 == CF_SEVERITY_DANGER ? n : 0;
    cf_cli_html_add (html, "<tr><th scope=\"row\">%s</th>", cf_cli_tally_word_severity ((CfSeverity) (i - 1)));
    add_number (html, n);
    cf_cli_html_add (html, "<td class=\"num\">%.1f</td>", cf_cli_tally_get_per_thousand (self, n));
    add_bar (html, &bar, self->n_mails);
    cf_cli_html_add (html, "</tr>\n");
  }
  end_table (html, 0);
}

static void
add_verdicts (GString *html, const CfCliTally *self)
{
  const char *const columns[] = { _("Verdict"), _("Mails"), _("of 1,000"), "", NULL };

  begin_table (html, _("Verdicts"), columns, 1);
  for (guint i = 0; i < CF_CLI_N_VERDICTS; i++) {
    Bar bar = make_verdict_bar ((CfVerdictKind) i, self->verdicts[i]);

    if (bar.n == 0)
      continue;
    cf_cli_html_add (html, "<tr><th scope=\"row\">%s</th>", word_verdict ((CfVerdictKind) i));
    add_number (html, bar.n);
    cf_cli_html_add (html, "<td class=\"num\">%.1f</td>", cf_cli_tally_get_per_thousand (self, bar.n));
    add_bar (html, &bar, self->n_mails);
    cf_cli_html_add (html, "</tr>\n");
  }
  end_table (html, 0);
}

static guint64
find_most_reason (const CfCliTally *self)
{
  guint64 most = 0;

  for (guint i = 0; i < CF_N_REASONS; i++)
    most = MAX (most, self->reasons[i].n);

  return most;
}

static void
add_reasons (GString *html, const CfCliTally *self)
{
  const char *const columns[] = { _("Code"), _("What was found"), _("Danger"), _("Caution"), _("Mails"), "", NULL };
  guint64 most = find_most_reason (self);

  begin_table (html, _("Reasons"), columns, 2);
  for (guint i = 0; i < CF_N_REASONS; i++) {
    const CfCliTallyReason *reason = &self->reasons[i];
    g_autoptr (CfRibbon) ribbon = cf_ribbon_new ();
    const CfRibbonReason *words = cf_ribbon_explain (ribbon, (CfReason) i, NULL);
    Bar bar = { .n = reason->n, .danger = reason->n_danger, .caution = reason->n_caution };

    if (reason->n == 0)
      continue;
    cf_cli_html_add (html, "<tr><th scope=\"row\" class=\"short\">%s</th><td>%s</td>", words->code, words->found);
    add_number (html, reason->n_danger);
    add_number (html, reason->n_caution);
    add_number (html, reason->n);
    add_bar (html, &bar, most);
    cf_cli_html_add (html, "</tr>\n");
  }
  end_table (html, 0);
}

static guint64
find_most_row (const GPtrArray *rows)
{
  guint64 most = 0;

  for (guint i = 0; i < MIN (rows->len, SHOWN_ROWS); i++)
    most = MAX (most, ((const CfCliTallyRow *) g_ptr_array_index (rows, i))->n);

  return most;
}

static void
add_domains (GString *html, const CfCliTally *self)
{
  const char *const columns[] = { _("Domain"), _("Danger"), _("Caution"), _("Good"), _("Mails"), "", NULL };
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->domains, FALSE);

  begin_table (html, _("Domains of senders"), columns, 1);
  for (guint i = 0; i < MIN (rows->len, SHOWN_ROWS); i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);
    Bar bar = { row->n, row->n_danger, row->n_caution, row->n_good };

    cf_cli_html_add (html, "<tr><th scope=\"row\"><bdi>%s</bdi></th>", row->key);
    add_number (html, row->n_danger);
    add_number (html, row->n_caution);
    add_number (html, row->n_good);
    add_number (html, row->n);
    add_bar (html, &bar, find_most_row (rows));
    cf_cli_html_add (html, "</tr>\n");
  }
  end_table (html, rows->len - MIN (rows->len, SHOWN_ROWS) + self->domains.n_left_out);
}

static void
add_issuers (GString *html, const CfCliTally *self)
{
  const char *const columns[] = { _("Issued by"), _("Trusted"), _("Signatures"), "", NULL };
  g_autoptr (GPtrArray) rows = cf_cli_tally_sort (&self->issuers, FALSE);

  begin_table (html, _("Who issued the certificates"), columns, 1);
  for (guint i = 0; i < MIN (rows->len, SHOWN_ROWS); i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);
    Bar bar = { .n = row->n, .good = row->n_good };

    cf_cli_html_add (html, "<tr><th scope=\"row\"><bdi>%s</bdi></th>", row->key);
    add_number (html, row->n_good);
    add_number (html, row->n);
    add_bar (html, &bar, find_most_row (rows));
    cf_cli_html_add (html, "</tr>\n");
  }
  end_table (html, rows->len - MIN (rows->len, SHOWN_ROWS) + self->issuers.n_left_out);
}

static void
add_new_authorities (GString *html, const CfCliTally *self, const CfCliTallyHead *head)
{
  const char *const columns[] = { _("Fingerprint (SHA-256) and name"), _("First day"), _("Domain"), _("Trusted"), _("Signatures"), NULL };
  g_autoptr (GPtrArray) rows = cf_cli_tally_list_new (self, head);

  if (head->known == NULL || rows->len == 0)
    return;

  begin_table (html, _("Authorities that are not on the list of known ones"), columns, 3);
  for (guint i = 0; i < rows->len; i++) {
    const CfCliTallyRow *row = g_ptr_array_index (rows, i);
    g_autofree char *first = cf_cli_tally_dup_day (row->first);

    cf_cli_html_add (html, "<tr><td class=\"mono\"><bdi>%s</bdi></td><td class=\"num\">%s</td><td><bdi>%s</bdi></td>", row->key, first,
                     row->note != NULL ? row->note : "–");
    add_number (html, row->n_good);
    add_number (html, row->n);
    cf_cli_html_add (html, "</tr>\n");
  }
  end_table (html, 0);
}

static void
add_worst (GString *html, const CfCliTally *self)
{
  const char *const columns[] = { _("Code"), _("Result"), _("Domain"), _("File"), NULL };

  if (self->worst->len == 0)
    return;

  begin_table (html, _("The worst mails"), columns, 4);
  for (guint i = 0; i < self->worst->len; i++) {
    const CfCliTallyCase *one = g_ptr_array_index (self->worst, i);

    cf_cli_html_add (html, "<tr><th scope=\"row\" class=\"short\">CF%03u</th><td>%s</td><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td></tr>\n",
                     cf_reason_get_info (one->reason)->code, cf_cli_tally_word_severity (one->severity),
                     one->domain != NULL ? one->domain : "–", one->name);
  }
  end_table (html, 0);
}

static void
add_head (GString *html, const CfCliTally *self, const CfCliTallyHead *head)
{
  g_autofree char *at = cf_time_format (head->at);

  /* TRANSLATORS: the language tag of this catalogue: "ja" */
  cf_cli_html_begin (html, C_("language tag", "en"), _("Summary of a scan"), chart_style);
  cf_cli_html_add (html, "<h1>%s</h1>\n<p>", _("Summary of a scan"));
  /* TRANSLATORS: first line of the summary of a scan: how many mails, and how many files that could not be read */
  cf_cli_html_add (html, _("%u mails; could not be read: %u"), (guint) self->n_mails, (guint) self->n_unreadable);
  if (at != NULL)
    cf_cli_html_add (html, " · %s", at);
  cf_cli_html_add (html, "</p>\n");
}

char *
cf_cli_tally_to_html (const CfCliTally *self, const CfCliTallyHead *head)
{
  GString *html = g_string_new (NULL);

  add_head (html, self, head);
  add_severities (html, self);
  add_verdicts (html, self);
  add_reasons (html, self);
  add_domains (html, self);
  add_issuers (html, self);
  add_new_authorities (html, self, head);
  add_worst (html, self);
  cf_cli_html_add (html, "</body>\n</html>");
  return g_string_free (html, FALSE);
}
