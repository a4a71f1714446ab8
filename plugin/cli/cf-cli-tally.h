/* cf-cli-tally.h — many judgements -> what a policy comes to: counts, no content
 *
 * Keeps addresses and names of certificates, never subjects or text.  Takes
 * bounded memory, whatever it counts.  Inside cli only.
 * Stands on: base, fact, verdict.
 */
#pragma once

#include "cf-cli-seen.h"
#include "cf-verdict.h"

G_BEGIN_DECLS

#define CF_CLI_N_SEVERITIES (CF_SEVERITY_DANGER + 1)
#define CF_CLI_N_VERDICTS (CF_VERDICT_INVALID + 1)

/**
 * CfCliTallyRow:
 *
 * A rule, an authority that issued, one certificate of an authority, a sender
 * who signs, or a domain.
 * @key: source of the rule; subject of the authority; "SHA-256 subject" of its
 *   certificate, with "-" where that is not at hand; address; domain
 * @note: (nullable): what the rule expects; the root of the authority; the
 *   domain that its certificate was met with first
 * @n: mails; for an authority: signatures
 * @n_good: whose signature stands; for an authority: with a chain to a root that counts
 * @n_caution, @n_danger: that the rule warns of
 * @n_observed: that it would warn of, if it were more than an observer
 * @first, @last: days that the sender claims; CF_TIME_UNKNOWN for none
 */
typedef struct {
  char *key;
  char *note;
  guint64 n, n_good, n_caution, n_danger, n_observed;
  CfTime first, last;
} CfCliTallyRow;

/* Rows by key; what comes when there are CF_LIMIT_TALLY_ROWS is only counted. */
typedef struct {
  GHashTable *rows;
  guint64 n_left_out;
} CfCliTallyRows;

/* How often a reason was given, and how. */
typedef struct {
  guint64 n, n_caution, n_danger, n_deciding;
} CfCliTallyReason;

/* One of the worst mails. */
typedef struct {
  char *name;
  char *domain; /* (nullable) */
  CfReason reason;
  CfSeverity severity;
} CfCliTallyCase;

/**
 * CfCliTally:
 * @n_undecided: mails that a look-up may still decide otherwise
 * @observed: severities that observe mode keeps back
 * @worst: (element-type CfCliTallyCase): the worst first, @n_worst at most
 */
typedef struct {
  guint64 n_mails, n_bytes, n_unreadable, n_undecided;
  guint64 severities[CF_CLI_N_SEVERITIES];
  guint64 observed[CF_CLI_N_SEVERITIES];
  guint64 verdicts[CF_CLI_N_VERDICTS];
  CfCliTallyReason reasons[CF_N_REASONS];
  CfCliTallyRows rules, issuers, authorities, senders, domains;
  GPtrArray *worst;
  guint n_worst;
} CfCliTally;

/* Nothing was counted yet.  (transfer full) */
CfCliTally *cf_cli_tally_new (guint n_worst);

/* Counts one mail.  @name: its file */
void cf_cli_tally_add (CfCliTally *self, const char *name, const CfFacts *facts, const CfJudgement *judgement);

/* In the order to show: rules by what they warn of, authorities by number, senders by first day.
 * (transfer container) (element-type CfCliTallyRow) */
GPtrArray *cf_cli_tally_sort (const CfCliTallyRows *rows, gboolean by_day);

/**
 * CfCliTallyHead:
 *
 * What stands above the counts.
 * @kind: key of the JSON that says whose counts these are: "certfirst_scan"
 * @lookups: (nullable): what was judged with
 * @at: when it was judged; CF_TIME_UNKNOWN where reports say it, each its own
 * @known: (nullable): certificates of authorities that the administrator knows, as keys of rows
 * @is_scan: whether domains and certificates of authorities are told too
 */
typedef struct {
  const char *kind;
  const char *lookups;
  CfTime at;
  const CfCliSeen *known;
  gboolean is_scan;
} CfCliTallyHead;

/* Certificates of authorities that are not known, as cf_cli_tally_sort() has them; all without a list of known ones.
 * (transfer container) (element-type CfCliTallyRow) */
GPtrArray *cf_cli_tally_list_new (const CfCliTally *self, const CfCliTallyHead *head);

/* (transfer full): one line of JSON */
char *cf_cli_tally_to_json (const CfCliTally *self, const CfCliTallyHead *head);

/* For people, on standard output. */
void cf_cli_tally_print (const CfCliTally *self, const CfCliTallyHead *head);

/* (transfer full): one self-contained page with charts, without scripts, in the language of the locale */
char *cf_cli_tally_to_html (const CfCliTally *self, const CfCliTallyHead *head);

/* How many of 1,000 mails @n are; 0 when there are none. */
double cf_cli_tally_get_per_thousand (const CfCliTally *self, guint64 n);

/* "2026-03-01"; "–" for no day.  (transfer full) */
char *cf_cli_tally_dup_day (CfTime time);

/* What a severity is called after a number of mails, in the locale's language.  Static. */
const char *cf_cli_tally_word_severity (CfSeverity severity);

/* Accepts %NULL. */
void cf_cli_tally_free (CfCliTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliTally, cf_cli_tally_free)

G_END_DECLS
