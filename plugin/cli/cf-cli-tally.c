/* cf-cli-tally.c — one judgement after the other -> counts */
#include "cf-cli-tally.h"

#include "cf-limits.h"
#include "cf-verdict-rules.h"

/* --- rows --- */

static void
row_free (CfCliTallyRow *row)
{
  g_free (row->key);
  g_free (row->note);
  g_free (row);
}

static void
rows_init (CfCliTallyRows *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) row_free);
}

/* The row of @key with one more mail in it; %NULL when there are too many. */
static CfCliTallyRow *
count_row (CfCliTallyRows *self, const char *key, const char *note)
{
  CfCliTallyRow *row = g_hash_table_lookup (self->rows, key);

  if (row == NULL && g_hash_table_size (self->rows) >= CF_LIMIT_TALLY_ROWS) {
    self->n_left_out++;
    return NULL;
  }
  if (row == NULL) {
    row = g_new0 (CfCliTallyRow, 1);
    row->key = g_strdup (key);
    row->note = g_strdup (note);
    row->first = row->last = CF_TIME_UNKNOWN;
    g_hash_table_insert (self->rows, row->key, row);
  }

  row->n++;
  return row;
}

static int
compare_counts (guint64 a, guint64 b)
{
  return (b > a) - (b < a);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CfCliTallyRow *left = *(CfCliTallyRow *const *) a;
  const CfCliTallyRow *right = *(CfCliTallyRow *const *) b;
  const int orders[] = { compare_counts (left->n_danger, right->n_danger), compare_counts (left->n_caution, right->n_caution),
                         compare_counts (left->n_observed, right->n_observed), compare_counts (left->n, right->n) };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] != 0)
      return orders[i];

  return g_strcmp0 (left->key, right->key);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const CfCliTallyRow *left = *(CfCliTallyRow *const *) a;
  const CfCliTallyRow *right = *(CfCliTallyRow *const *) b;

  return left->first != right->first ? (left->first > right->first) - (left->first < right->first)
                                     : g_strcmp0 (left->key, right->key);
}

GPtrArray *
cf_cli_tally_sort (const CfCliTallyRows *rows, gboolean by_day)
{
  GPtrArray *sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, rows->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (sorted, row);
  g_ptr_array_sort (sorted, by_day ? compare_days : compare_rows);
  return sorted;
}

GPtrArray *
cf_cli_tally_list_new (const CfCliTally *self, const CfCliTallyHead *head)
{
  GPtrArray *rows = cf_cli_tally_sort (&self->authorities, FALSE);

  for (guint i = rows->len; i > 0 && head->known != NULL; i--)
    if (cf_cli_seen_has (head->known, ((CfCliTallyRow *) g_ptr_array_index (rows, i - 1))->key))
      g_ptr_array_remove_index (rows, i - 1);

  return rows;
}

/* --- the worst --- */

static void
case_free (CfCliTallyCase *one)
{
  g_free (one->name);
  g_free (one->domain);
  g_free (one);
}

/* The order of the mailbox is the system's; this one is the same each time. */
static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const CfCliTallyCase *left = *(CfCliTallyCase *const *) a;
  const CfCliTallyCase *right = *(CfCliTallyCase *const *) b;

  if (left->severity != right->severity)
    return (int) right->severity - (int) left->severity;
  if (left->reason != right->reason)
    return (int) left->reason - (int) right->reason;
  return g_strcmp0 (left->name, right->name);
}

static void
add_case (CfCliTally *self, const char *name, const CfFacts *facts, const CfJudgement *judgement)
{
  CfCliTallyCase *one;

  if (judgement->severity < CF_SEVERITY_CAUTION || self->n_worst == 0)
    return;

  one = g_new0 (CfCliTallyCase, 1);
  one->name = g_filename_display_name (name);
  one->domain = g_strdup (facts->sender.domain);
  one->reason = cf_judgement_get_deciding (judgement)->reason;
  one->severity = judgement->severity;
  g_ptr_array_add (self->worst, one);
  g_ptr_array_sort (self->worst, compare_cases);
  if (self->worst->len > self->n_worst)
    g_ptr_array_set_size (self->worst, (int) self->n_worst);
}

/* --- counting --- */

static void
count_reasons (CfCliTally *self, const CfJudgement *judgement)
{
  CfSeverity worst[CF_N_REASONS] = { 0 };
  gboolean given[CF_N_REASONS] = { 0 };

  /* Several signers may give the same reason: it is one mail. */
  for (guint i = 0; i < judgement->reasons->len; i++) {
    const CfReasonGiven *reason = &g_array_index (judgement->reasons, CfReasonGiven, i);

    given[reason->reason] = TRUE;
    worst[reason->reason] = MAX (worst[reason->reason], reason->severity);
  }

  for (guint i = 0; i < CF_N_REASONS; i++) {
    self->reasons[i].n += given[i];
    self->reasons[i].n_caution += given[i] && worst[i] == CF_SEVERITY_CAUTION;
    self->reasons[i].n_danger += given[i] && worst[i] == CF_SEVERITY_DANGER;
  }
  self->reasons[cf_judgement_get_deciding (judgement)->reason].n_deciding++;
}

/* What the rule itself warns of: a signature that was expected and is not there. */
static CfSeverity
get_severity_of_rule (const CfJudgement *judgement)
{
  CfSeverity worst = CF_SEVERITY_GOOD;

  for (guint i = 0; i < judgement->reasons->len; i++) {
    const CfReasonGiven *given = &g_array_index (judgement->reasons, CfReasonGiven, i);

    if (cf_verdict_is_governed (given->reason) && cf_reason_get_info (given->reason)->rank == CF_REASON_CLASS_MISSING)
      worst = MAX (worst, given->severity);
  }

  return worst;
}

static void
count_rule (CfCliTally *self, const CfFacts *facts, const CfJudgement *judgement)
{
  const CfPolicyFacts *policy = &facts->policy;
  CfSeverity severity = get_severity_of_rule (judgement);
  CfCliTallyRow *row;

  if (policy->source == NULL)
    return;

  row = count_row (&self->rules, policy->source, cf_expectation_get_name (policy->expectation));
  if (row == NULL)
    return;

  row->n_good += judgement->severity == CF_SEVERITY_GOOD;
  row->n_caution += severity == CF_SEVERITY_CAUTION;
  row->n_danger += severity == CF_SEVERITY_DANGER;
  row->n_observed += judgement->has_would_be && judgement->would_be_severity >= CF_SEVERITY_CAUTION;
}

/* "SHA-256 subject" of who issued it; a name alone is what anybody can write. */
static char *
dup_authority (const CfSignerFacts *signer)
{
  const CfCertFacts *issuer = signer->chain.certificates->len > 1 ? g_ptr_array_index (signer->chain.certificates, 1) : NULL;
  gboolean at_hand = issuer != NULL && g_strcmp0 (issuer->subject, signer->certificate->issuer) == 0;

  return g_strdup_printf ("%s %s", at_hand && issuer->sha256 != NULL ? issuer->sha256 : "-", signer->certificate->issuer);
}

static void
widen_days (CfCliTallyRow *row, CfTime time)
{
  if (time == CF_TIME_UNKNOWN)
    return;

  row->first = row->first == CF_TIME_UNKNOWN ? time : MIN (row->first, time);
  row->last = MAX (row->last, time);
}

/* Both days are the sender's word: nobody else dates an old mail. */
static CfTime
get_claimed_time (const CfFacts *facts, const CfSignerFacts *signer)
{
  return signer->signing_time != CF_TIME_UNKNOWN ? signer->signing_time : facts->sender.date;
}

static void
count_authority (CfCliTally *self, const CfFacts *facts, const CfSignerFacts *signer)
{
  g_autofree char *key = dup_authority (signer);
  CfCliTallyRow *row = count_row (&self->authorities, key, facts->sender.domain);

  if (row == NULL)
    return;

  row->n_good += signer->chain.trusted;
  widen_days (row, get_claimed_time (facts, signer));
}

static void
count_issuers (CfCliTally *self, const CfFacts *facts)
{
  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);
    CfCliTallyRow *row;

    if (signer->certificate == NULL || signer->certificate->issuer == NULL)
      continue;
    row = count_row (&self->issuers, signer->certificate->issuer, signer->chain.anchor);
    if (row != NULL)
      row->n_good += signer->chain.trusted;
    count_authority (self, facts, signer);
  }
}

static void
count_sender (CfCliTally *self, const CfFacts *facts, const CfJudgement *judgement)
{
  CfCliTallyRow *row;

  if (facts->smime.signers->len == 0 || facts->sender.address == NULL)
    return;

  row = count_row (&self->senders, facts->sender.address, NULL);
  if (row == NULL)
    return;

  row->n_good += judgement->verdict == CF_VERDICT_VERIFIED;
  widen_days (row, get_claimed_time (facts, g_ptr_array_index (facts->smime.signers, 0)));
}

/* A mail without a sender's domain stands under "-", which is none. */
static void
count_domain (CfCliTally *self, const CfFacts *facts, const CfJudgement *judgement)
{
  CfCliTallyRow *row = count_row (&self->domains, facts->sender.domain != NULL ? facts->sender.domain : "-", NULL);

  if (row == NULL)
    return;

  row->n_good += judgement->severity == CF_SEVERITY_GOOD;
  row->n_caution += judgement->severity == CF_SEVERITY_CAUTION;
  row->n_danger += judgement->severity == CF_SEVERITY_DANGER;
}

/* Whether an answer that is not there yet could change what is said: a key of the domain where a signature was to be
 * expected, a certificate's state. */
static gboolean
is_undecided (const CfFacts *facts)
{
  const CfEvidence waiting = CF_M (DOMAIN_PENDING) | CF_M (EXPECT_ANY);

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if (signer->evidence & (CF_S (REVOCATION_OFFLINE) | CF_S (REVOCATION_UNKNOWN)))
      return TRUE;
  }

  return facts->open_questions > 0 || (facts->evidence & waiting) == waiting;
}

void
cf_cli_tally_add (CfCliTally *self, const char *name, const CfFacts *facts, const CfJudgement *judgement)
{
  self->n_mails++;
  self->n_bytes += facts->size;
  self->n_undecided += is_undecided (facts);
  self->severities[judgement->severity]++;
  self->verdicts[judgement->verdict]++;
  if (judgement->has_would_be)
    self->observed[judgement->would_be_severity]++;

  count_reasons (self, judgement);
  count_rule (self, facts, judgement);
  count_issuers (self, facts);
  count_sender (self, facts, judgement);
  count_domain (self, facts, judgement);
  add_case (self, name, facts, judgement);
}

double
cf_cli_tally_get_per_thousand (const CfCliTally *self, guint64 n)
{
  return self->n_mails == 0 ? 0 : 1000.0 * (double) n / (double) self->n_mails;
}

CfCliTally *
cf_cli_tally_new (guint n_worst)
{
  CfCliTally *self = g_new0 (CfCliTally, 1);

  rows_init (&self->rules);
  rows_init (&self->issuers);
  rows_init (&self->authorities);
  rows_init (&self->domains);
  rows_init (&self->senders);
  self->worst = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
  self->n_worst = n_worst;
  return self;
}

void
cf_cli_tally_free (CfCliTally *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->rules.rows);
  g_hash_table_unref (self->issuers.rows);
  g_hash_table_unref (self->authorities.rows);
  g_hash_table_unref (self->domains.rows);
  g_hash_table_unref (self->senders.rows);
  g_ptr_array_unref (self->worst);
  g_free (self);
}
