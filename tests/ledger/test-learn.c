/* test-learn.c — what counts, what stays, and what a check is told */
#include <gio/gio.h>
#include <string.h>

#include "cf-limits.h"
#include "cf-test-ledger.h"

/* --- what counts --- */

static void
test_counts (void)
{
  static const struct {
    const char *says; gboolean is_live, has_signature, verified, proved; guint n_signed, n_unsigned;
  } rows[] = {
    { "verified, live",                      TRUE,  TRUE,  TRUE,  FALSE, 1, 0 },
    { "verified, live, domain proved",       TRUE,  TRUE,  TRUE,  TRUE,  1, 0 },
    { "verified, opened from a folder",      FALSE, TRUE,  TRUE,  TRUE,  0, 0 },
    { "signed, not verified",                TRUE,  TRUE,  FALSE, FALSE, 0, 0 },
    { "signed, not verified, domain proved", TRUE,  TRUE,  FALSE, TRUE,  0, 0 },
    { "unsigned, domain proved",             TRUE,  FALSE, FALSE, TRUE,  0, 1 },
    { "unsigned, proved, not live",          FALSE, FALSE, FALSE, TRUE,  0, 0 },
    { "unsigned, not proved",                TRUE,  FALSE, FALSE, FALSE, 0, 0 },
    { "unsigned, not proved, not live",      FALSE, FALSE, FALSE, FALSE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfLedger) ledger = cf_test_open (NULL);
    g_auto (CfHistorySender) sender = { 0 };
    g_auto (CfLedgerSender) shown = { 0 };
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    seen.arrived = rows[i].is_live ? seen.checked : CF_TIME_UNKNOWN;
    seen.verified = rows[i].verified;
    seen.verdict = rows[i].verified ? "verified" : "unsigned";
    seen.has_signature = rows[i].has_signature;
    seen.signatures = rows[i].has_signature ? seen.signatures : NULL;
    seen.domain_proved = rows[i].proved;
    cf_test_learn (ledger, &seen);
    sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
    if (sender.n_signed != rows[i].n_signed || sender.n_unsigned != rows[i].n_unsigned)
      g_error ("%s: %u signed, %u unsigned", rows[i].says, sender.n_signed, sender.n_unsigned);
    g_assert_true (cf_ledger_find_sender (ledger, CF_TEST_ALICE, &shown, NULL));
    g_assert_cmpuint (shown.n_shown, ==, 1 - rows[i].n_signed - rows[i].n_unsigned);
    g_assert_cmpuint (shown.certificates->len, ==, rows[i].n_signed);
  }
}

/* Several clients, several looks: one mail, and its first verdict stays. */
static void
test_once (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autofree char *before = NULL, *after = NULL;
  CfLedgerSeen seen;

  cf_test_make_signed (&seen, 1);
  seen.observed_rule = "x.policy:1 [default]";
  seen.observed_severity = "danger";
  cf_test_learn (ledger, &seen);
  before = cf_test_export (ledger);

  seen.verdict = "untrusted";
  seen.verified = FALSE;
  seen.checked += 400 * CF_TIME_DAY;
  seen.arrived += 400 * CF_TIME_DAY;
  seen.certificate = cf_test_hash ("certificate", 2);
  seen.address = "mallory@evil.example";
  cf_test_learn (ledger, &seen);
  seen.verdict = "undetermined";
  cf_test_learn (ledger, &seen);
  after = cf_test_export (ledger);
  g_assert_cmpstr (before, ==, after);
}

/* Offline at first: the verdict comes later, the arrival is the first sight's. */
static void
test_settled (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autoptr (CfAnswer) answer = NULL;
  g_auto (CfHistoryMessage) message = { 0 };
  g_auto (CfHistorySender) sender = { 0 };
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) observed = NULL;
  CfLedgerSeen seen, first;

  cf_test_make_signed (&seen, 1);
  seen.observed_rule = "a.policy:1 [default]";
  seen.observed_severity = "danger";
  first = seen;
  first.verdict = "undetermined";
  first.verified = FALSE;
  cf_test_learn (ledger, &first);
  cf_test_learn (ledger, &first);
  sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 0);
  cf_history_sender_clear (&sender);

  seen.arrived = CF_TIME_UNKNOWN; /* opened again, a day later */
  seen.checked += CF_TIME_DAY;
  cf_test_learn (ledger, &seen);
  cf_test_learn (ledger, &seen);
  sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 1);
  g_assert_cmpint (sender.last_signed_at, ==, first.arrived);

  key = g_strconcat ("message ", seen.canonical_sha256, NULL);
  answer = cf_test_ask (ledger, key);
  g_assert_true (cf_history_message_from_record (cf_answer_get_record (answer, 0), &message));
  g_assert_cmpstr (message.verdict, ==, "verified");
  g_assert_cmpint (message.arrived, ==, first.arrived);
  g_assert_cmpint (message.checked, ==, seen.checked);
  g_assert_true (message.verified && message.revocation_known);

  observed = cf_ledger_list_observed (ledger, NULL);
  g_assert_cmpuint (observed->len, ==, 1);
  g_assert_cmpuint (((const CfLedgerObserved *) g_ptr_array_index (observed, 0))->count, ==, 1);
}

/* First opened from a folder: a later "arrival" of the same bytes is none. */
static void
test_first_sight (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_auto (CfHistorySender) sender = { 0 };
  CfLedgerSeen seen, first;

  cf_test_make_signed (&seen, 1);
  first = seen;
  first.arrived = CF_TIME_UNKNOWN;
  first.verdict = "undetermined";
  first.verified = FALSE;
  cf_test_learn (ledger, &first);
  cf_test_learn (ledger, &seen);
  sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 0);
}

static void
test_no_sender (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autofree char *text = NULL;
  CfLedgerSeen seen;

  cf_test_make_unsigned (&seen, 1);
  seen.address = NULL;
  seen.domain_proved = TRUE;
  cf_test_learn (ledger, &seen);
  text = cf_test_export (ledger);
  g_assert_nonnull (strstr (text, "\"address\":null"));
  g_assert_nonnull (strstr (text, "\"shown\""));
}

/* --- what cannot be: a process that was taken over teaches no nonsense --- */

#define IMPOSSIBLE(change) do { \
    CfLedgerSeen seen; \
    g_autoptr (GError) error = NULL; \
    cf_test_make_signed (&seen, 1); \
    change; \
    g_assert_false (cf_ledger_learn (ledger, &seen, &error)); \
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT); \
  } while (0)

static void
test_impossible (void)
{
  static const char *const no_hash[] = { "abc", NULL };
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autofree char *large = g_strnfill (CF_LIMIT_HISTORY_TEXT_BYTES + 1, 'x');
  g_autofree char *upper = g_ascii_strup (cf_test_hash ("signed", 1), -1);
  g_autofree char *empty = NULL;
  const char *many[CF_LIMIT_SIGNERS + 2] = { NULL };

  for (guint i = 0; i <= CF_LIMIT_SIGNERS; i++)
    many[i] = upper;
  IMPOSSIBLE (seen.canonical_sha256 = NULL);
  IMPOSSIBLE (seen.canonical_sha256 = "");
  IMPOSSIBLE (seen.canonical_sha256 = upper);
  IMPOSSIBLE (seen.canonical_sha256 = large);
  IMPOSSIBLE (seen.certificate = "'); DROP TABLE messages;--");
  IMPOSSIBLE (seen.certificate = NULL);
  IMPOSSIBLE (seen.address = NULL);
  IMPOSSIBLE (seen.address = large);
  IMPOSSIBLE (seen.message_id = large);
  IMPOSSIBLE (seen.names = "\xff");
  IMPOSSIBLE (seen.verdict = NULL);
  IMPOSSIBLE (seen.checked = CF_TIME_UNKNOWN);
  IMPOSSIBLE (seen.checked = G_MAXINT64);
  IMPOSSIBLE (seen.arrived = G_MAXINT64);
  IMPOSSIBLE (seen.signatures = NULL);
  IMPOSSIBLE (seen.signatures = no_hash);
  IMPOSSIBLE (seen.signatures = many);
  IMPOSSIBLE (seen.has_signature = FALSE);
  IMPOSSIBLE (seen.observed_rule = "x:1");
  IMPOSSIBLE (seen.observed_severity = "danger");
  empty = cf_test_export (ledger);
  g_assert_null (strstr (empty, "sha256"));
}

/* Text of strangers is text: it ends no statement. */
static void
test_quotes (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_auto (CfHistorySender) sender = { 0 };
  CfLedgerSeen seen;

  cf_test_make_signed (&seen, 1);
  seen.address = "a'); DROP TABLE messages;--@b.example";
  seen.names = "CN=\"'; DELETE FROM senders; --";
  seen.message_id = "%s%n' OR 1=1";
  cf_test_learn (ledger, &seen);
  sender = cf_test_ask_sender (ledger, seen.address);
  g_assert_cmpuint (sender.n_signed, ==, 1);
  g_assert_cmpstr (sender.names, ==, seen.names);
}

/* --- answers --- */

static void
test_empty_answers (void)
{
  static const struct { const char *key; CfAnswerStatus want; } rows[] = {
    { "sender nobody@b.example", CF_ANSWER_EMPTY },
    { "sender ", CF_ANSWER_EMPTY },
    { "message 00", CF_ANSWER_EMPTY },
    { "signature 00", CF_ANSWER_EMPTY },
    { "domains", CF_ANSWER_EMPTY },
    { "sender", CF_ANSWER_FAILED },
    { "", CF_ANSWER_FAILED },
    { "everything", CF_ANSWER_FAILED },
  };
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  CfQuestion other = { CF_QUESTION_DNS, (char *) "sender a@b" };
  g_autoptr (CfAnswer) wrong = cf_ledger_answer (ledger, &other);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswer) answer = cf_test_ask (ledger, rows[i].key);

    g_assert_cmpint (answer->status, ==, rows[i].want);
    g_assert_cmpuint (answer->records->len, ==, 0);
    g_assert_true ((answer->detail != NULL) == (rows[i].want == CF_ANSWER_FAILED));
  }
  g_assert_cmpint (wrong->status, ==, CF_ANSWER_FAILED);
}

/* The same sender however the address is written; the local part of another is another. */
static void
test_addresses (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_auto (CfHistorySender) upper = { 0 };
  g_auto (CfHistorySender) other = { 0 };
  g_auto (CfHistorySender) japanese = { 0 };
  CfLedgerSeen seen;

  cf_test_learn_signed (ledger, 3);
  cf_test_make_signed (&seen, 10);
  seen.address = "有@例え.jp";
  cf_test_learn (ledger, &seen);
  upper = cf_test_ask_sender (ledger, "ALICE@Bank.EXAMPLE");
  other = cf_test_ask_sender (ledger, "alice+x@bank.example");
  japanese = cf_test_ask_sender (ledger, "有@xn--r8jz45g.jp");
  g_assert_cmpuint (upper.n_signed, ==, 3);
  g_assert_cmpuint (other.n_signed, ==, 0);
  g_assert_cmpuint (japanese.n_signed, ==, 1);
}

/* The certificate of the latest arrival, whatever the order of learning. */
static void
test_certificate (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_auto (CfHistorySender) sender = { 0 };
  g_auto (CfLedgerSender) known = { 0 };
  const CfLedgerCertificate *first, *second;
  const char *signature[] = { NULL, NULL };
  CfLedgerSeen seen;

  cf_test_make_signed (&seen, 20);
  seen.certificate = cf_test_hash ("certificate", 2);
  seen.issuer = "Second CA";
  seen.assurance = NULL;
  cf_test_learn (ledger, &seen);
  cf_test_learn_signed (ledger, 5);
  seen.canonical_sha256 = cf_test_hash ("signed", 3000); /* on its way for long */
  signature[0] = cf_test_hash ("signature", 3000);
  seen.signatures = signature;
  seen.certificate = cf_test_hash ("certificate", 2);
  seen.arrived = CF_TEST_START;
  cf_test_learn (ledger, &seen);

  sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpstr (sender.certificate, ==, cf_test_hash ("certificate", 2));
  g_assert_cmpstr (sender.issuer, ==, "Second CA");
  g_assert_null (sender.assurance);
  g_assert_cmpint (sender.not_after, ==, seen.not_after);
  g_assert_true (cf_ledger_find_sender (ledger, CF_TEST_ALICE, &known, NULL));
  g_assert_cmpuint (known.certificates->len, ==, 2);
  second = g_ptr_array_index (known.certificates, 0);
  g_assert_cmpint (second->first_seen, ==, CF_TEST_START);
  g_assert_cmpint (second->last_seen, ==, CF_TEST_START + 20 * CF_TIME_DAY);
  first = g_ptr_array_index (known.certificates, 1);
  g_assert_cmpint (first->first_seen, ==, CF_TEST_START);
  g_assert_cmpint (first->last_seen, ==, CF_TEST_START + 4 * CF_TIME_DAY);
}

/* Domains of signed mail only, most recent first, each once. */
static void
test_domains (void)
{
  static const char *const want[] = { "c.example", "a.example", "bank.example", NULL };
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  static const struct { const char *address; guint day; gboolean is_signed; } rows[] = {
    { "x@a.example", 6, TRUE }, { "y@b.example", 7, FALSE }, { "z@C.example", 8, TRUE }, { "w@c.example", 5, TRUE },
  };
  g_autoptr (CfAnswer) answer = NULL;
  g_auto (GStrv) domains = NULL;

  cf_test_learn_signed (ledger, 2);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfLedgerSeen seen;

    if (rows[i].is_signed)
      cf_test_make_signed (&seen, rows[i].day);
    else
      cf_test_make_unsigned (&seen, rows[i].day);
    seen.address = rows[i].address;
    seen.domain_proved = TRUE;
    cf_test_learn (ledger, &seen);
  }

  answer = cf_test_ask (ledger, "domains");
  g_assert_cmpuint (answer->records->len, ==, 1);
  g_assert_true (cf_history_domains_from_record (cf_answer_get_record (answer, 0), &domains));
  g_assert_cmpstrv (domains, want);
}

static void
test_domains_limit (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autoptr (CfAnswer) answer = NULL;
  g_auto (GStrv) domains = NULL;

  for (guint i = 0; i < CF_LIMIT_HISTORY_DOMAINS + 3; i++) {
    g_autofree char *address = g_strdup_printf ("a@d%u.example", i);
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    seen.address = address;
    cf_test_learn (ledger, &seen);
  }

  answer = cf_test_ask (ledger, "domains");
  g_assert_true (cf_history_domains_from_record (cf_answer_get_record (answer, 0), &domains));
  g_assert_cmpuint (g_strv_length (domains), ==, CF_LIMIT_HISTORY_DOMAINS);
  g_assert_cmpstr (domains[0], ==, "d502.example");
}

static CfHistoryDomain
ask_domain (CfLedger *ledger, const char *domain)
{
  g_autofree char *key = g_strconcat (CF_HISTORY_DOMAIN, domain, NULL);
  g_autoptr (CfAnswer) answer = cf_test_ask (ledger, key);
  CfHistoryDomain found = { 0, 0, CF_TIME_UNKNOWN };

  if (answer->records->len == 0)
    g_assert_cmpint (answer->status, ==, CF_ANSWER_EMPTY);
  else
    g_assert_true (cf_history_domain_from_record (cf_answer_get_record (answer, 0), &found));
  return found;
}

/* Signed and proved mail of a domain and of what is below it; no other, and none that was taken for another's. */
static void
test_domain (void)
{
  static const struct { const char *address; guint day; gboolean is_signed, proved; const char *verdict; } rows[] = {
    { "a@club.example", 1, FALSE, TRUE, "unsigned" },
    { "b@CLUB.example", 1, FALSE, TRUE, "verified-domain" },
    { "c@mail.club.example", 3, TRUE, FALSE, "verified" },
    { "a@club.example", 5, FALSE, FALSE, "unsigned" },
    { "a@club.example", 6, FALSE, TRUE, "missing-certificate" },
    { "a@tennisclub.example", 7, FALSE, TRUE, "unsigned" },
    { "a@mailXclub.example", 8, FALSE, TRUE, "unsigned" },
    { "a@club.example.org", 9, FALSE, TRUE, "unsigned" },
  };
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  CfHistoryDomain found;

  g_assert_cmpuint (ask_domain (ledger, "club.example").n_counted, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfLedgerSeen seen;

    if (rows[i].is_signed)
      cf_test_make_signed (&seen, rows[i].day);
    else
      cf_test_make_unsigned (&seen, rows[i].day);
    seen.canonical_sha256 = cf_test_hash ("of a domain", i);
    seen.address = rows[i].address;
    seen.domain_proved = rows[i].proved;
    seen.verdict = rows[i].verdict;
    cf_test_learn (ledger, &seen);
  }

  found = ask_domain (ledger, "club.example");
  g_assert_cmpuint (found.n_counted, ==, 3);
  g_assert_cmpuint (found.n_days, ==, 2);
  g_assert_cmpint (found.last_at, ==, CF_TEST_START + 3 * CF_TIME_DAY);
  g_assert_cmpuint (ask_domain (ledger, "b.example").n_counted, ==, 0);
}

/* --- what was observed --- */

static void
test_observed (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autoptr (GPtrArray) list = NULL;
  const CfLedgerObserved *first;

  for (guint i = 0; i < 6; i++) {
    CfLedgerSeen seen;

    cf_test_make_unsigned (&seen, i);
    seen.arrived = i % 2 == 0 ? CF_TEST_START : CF_TIME_UNKNOWN;
    seen.observed_rule = "/etc/certfirst/policy.d/a.policy:3 [sender bank.example]";
    seen.observed_severity = i < 5 ? "danger" : "caution";
    seen.checked = CF_TEST_START + 60;
    cf_test_learn (ledger, &seen);
    cf_test_learn (ledger, &seen);
  }

  list = cf_ledger_list_observed (ledger, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  first = g_ptr_array_index (list, 1);
  g_assert_cmpstr (first->day, ==, "2026-03-01");
  g_assert_cmpstr (first->severity, ==, "danger");
  g_assert_cmpuint (first->count, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/learn/counts", test_counts);
  g_test_add_func ("/ledger/learn/once", test_once);
  g_test_add_func ("/ledger/learn/settled", test_settled);
  g_test_add_func ("/ledger/learn/first-sight", test_first_sight);
  g_test_add_func ("/ledger/learn/no-sender", test_no_sender);
  g_test_add_func ("/ledger/learn/impossible", test_impossible);
  g_test_add_func ("/ledger/learn/quotes", test_quotes);
  g_test_add_func ("/ledger/answer/empty", test_empty_answers);
  g_test_add_func ("/ledger/answer/addresses", test_addresses);
  g_test_add_func ("/ledger/answer/certificate", test_certificate);
  g_test_add_func ("/ledger/answer/domains", test_domains);
  g_test_add_func ("/ledger/answer/domains-limit", test_domains_limit);
  g_test_add_func ("/ledger/learn/domain", test_domain);
  g_test_add_func ("/ledger/observed", test_observed);
  return g_test_run ();
}
