/* test-attack.c — who sends mail gains nothing over the record */
#include <gio/gio.h>

#include "cf-limits.h"
#include "cf-test-ledger.h"

static const CfHistoryRules rules = CF_HISTORY_RULES_INIT;

static gboolean
is_expected (CfLedger *ledger, const char *address)
{
  g_auto (CfHistorySender) sender = cf_test_ask_sender (ledger, address);

  return cf_history_is_expected (&sender, &rules, CF_TEST_START + 60 * CF_TIME_DAY);
}

/* 200 forgeries without a signature and without a proved domain silence nothing. */
static void
test_forgeries (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);

  cf_test_learn_signed (ledger, 5);
  g_assert_true (is_expected (ledger, CF_TEST_ALICE));
  for (guint i = 0; i < 200; i++) {
    CfLedgerSeen seen;

    cf_test_make_unsigned (&seen, i);
    seen.verdict = i % 2 == 0 ? "missing-certificate" : "unsigned";
    cf_test_learn (ledger, &seen);
  }
  g_assert_true (is_expected (ledger, CF_TEST_ALICE));
}

/* Nor do 200 with a signature that is worth nothing, even where the domain is proved. */
static void
test_worthless_signatures (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);

  cf_test_learn_signed (ledger, 5);
  for (guint i = 100; i < 300; i++) {
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    seen.verdict = "untrusted";
    seen.verified = FALSE;
    seen.domain_proved = TRUE;
    cf_test_learn (ledger, &seen);
  }
  g_assert_true (is_expected (ledger, CF_TEST_ALICE));
}

/* Who writes first, before the true sender ever did, has laid down nothing. */
static void
test_sends_first (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);

  for (guint i = 0; i < 30; i++) {
    CfLedgerSeen seen;

    cf_test_make_unsigned (&seen, i);
    cf_test_learn (ledger, &seen);
  }
  g_assert_false (is_expected (ledger, CF_TEST_ALICE));
  cf_test_learn_signed (ledger, 5);
  g_assert_true (is_expected (ledger, CF_TEST_ALICE));
}

/* Real change: the sender itself stops signing. */
static void
test_real_change (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);

  cf_test_learn_signed (ledger, 20);
  for (guint i = 0; i < 10; i++) {
    CfLedgerSeen seen;

    g_assert_cmpint (is_expected (ledger, CF_TEST_ALICE), ==, i < 5);
    cf_test_make_unsigned (&seen, 30 + i);
    seen.domain_proved = TRUE;
    cf_test_learn (ledger, &seen);
  }
  g_assert_false (is_expected (ledger, CF_TEST_ALICE));
}

/* One signed mail sent again and again with other headers: it counts once, and the others are told apart by CF112. */
static void
test_replays (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autoptr (CfAnswer) answer = NULL;
  g_auto (CfHistorySender) sender = { 0 };
  g_auto (CfHistorySignature) first = { 0 };
  g_autofree char *key = g_strconcat ("signature ", cf_test_hash ("signature", 1), NULL);
  CfLedgerSeen seen;

  for (guint i = 1; i <= 100; i++) {
    g_autofree char *message_id = g_strdup_printf ("<%u@evil.example>", i);

    cf_test_make_signed (&seen, 1);
    seen.canonical_sha256 = cf_test_hash ("replay", i);
    seen.message_id = message_id;
    seen.arrived += i * CF_TIME_DAY;
    cf_test_learn (ledger, &seen);
  }

  sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 1);
  g_assert_cmpuint (sender.signed_days, ==, 1);
  answer = cf_test_ask (ledger, key);
  g_assert_cmpuint (answer->records->len, ==, CF_LIMIT_HISTORY_REPLAYS);
  g_assert_true (cf_history_signature_from_record (cf_answer_get_record (answer, 0), &first));
  g_assert_cmpstr (first.message_id, ==, "<1@evil.example>");
}

/* A second signature value beside the one that counted makes a replay no new mail. */
static void
test_replay_with_another (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_auto (CfHistorySender) sender = { 0 };

  cf_test_learn_signed (ledger, 1);
  for (guint i = 0; i < 10; i++) {
    const char *both[] = { cf_test_hash ("other", i), cf_test_hash ("signature", 0), NULL };
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, 40 + i);
    seen.signatures = both;
    cf_test_learn (ledger, &seen);
  }
  sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 1);
}

/* Copies that do not count, sent ahead until no more of them are noted: the true mail counts, and its replays do not. */
static void
test_replays_ahead (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_auto (CfHistorySender) sender = { 0 };
  g_autofree char *key = g_strconcat ("signature ", cf_test_hash ("signature", 1), NULL);
  g_autoptr (CfAnswer) answer = NULL;
  g_auto (CfHistorySignature) first = { 0 };

  for (guint i = 0; i < 3 * CF_LIMIT_HISTORY_REPLAYS; i++) {
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, 1);
    seen.canonical_sha256 = cf_test_hash ("replay", i);
    seen.verified = i == 2 * CF_LIMIT_HISTORY_REPLAYS; /* the true one */
    seen.verified |= i > 2 * CF_LIMIT_HISTORY_REPLAYS;
    seen.verdict = seen.verified ? "verified" : "invalid";
    cf_test_learn (ledger, &seen);
  }
  sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 1);
  answer = cf_test_ask (ledger, key);
  g_assert_true (cf_history_signature_from_record (cf_answer_get_record (answer, 0), &first));
  g_assert_cmpstr (first.canonical_sha256, ==, cf_test_hash ("replay", 2 * CF_LIMIT_HISTORY_REPLAYS));
}

/* Five on one day, or old ones opened from an archive: no expectation. */
static void
test_no_habit (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);

  for (guint i = 0; i < 40; i++) {
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    seen.arrived = i < 20 ? CF_TEST_START + i : CF_TIME_UNKNOWN;
    cf_test_learn (ledger, &seen);
  }
  g_assert_false (is_expected (ledger, CF_TEST_ALICE));
}

/* What is kept of a mail: no subject, text or name of a person could be, there is no place for it. */
static void
test_content (void)
{
  g_autofree char *path = cf_test_make_path ();
  CfLedgerSeen seen;

  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);

    cf_test_make_signed (&seen, 1);
    cf_test_learn (ledger, &seen);
  }
  g_assert_true (cf_test_holds (path, CF_TEST_ALICE));
  g_assert_true (cf_test_holds (path, "CN=Alice")); /* of the certificate, not of the mail */
  g_assert_false (cf_test_holds (path, "subject"));
  cf_test_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/attack/forgeries", test_forgeries);
  g_test_add_func ("/ledger/attack/worthless-signatures", test_worthless_signatures);
  g_test_add_func ("/ledger/attack/sends-first", test_sends_first);
  g_test_add_func ("/ledger/attack/real-change", test_real_change);
  g_test_add_func ("/ledger/attack/replays", test_replays);
  g_test_add_func ("/ledger/attack/replay-with-another", test_replay_with_another);
  g_test_add_func ("/ledger/attack/replays-ahead", test_replays_ahead);
  g_test_add_func ("/ledger/attack/no-habit", test_no_habit);
  g_test_add_func ("/ledger/attack/content", test_content);
  return g_test_run ();
}
