/* test-erase.c — forgetting a sender and what is too old: no byte of it stays in the file */
#include <gio/gio.h>
#include <string.h>

#include "cf-test-ledger.h"

#define SECRET "secret.person@hidden.example"

static void
learn_both (CfLedger *ledger, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *message_id = g_strdup_printf ("<%u.%s>", i, SECRET);
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    cf_test_learn (ledger, &seen);
    cf_test_make_signed (&seen, 1000 + i);
    seen.address = SECRET;
    seen.message_id = message_id;
    seen.names = "CN=" SECRET;
    seen.certificate = cf_test_hash ("certificate", 1000 + i);
    seen.observed_rule = "a.policy:7 [sender Secret.Person@hidden.example]";
    seen.observed_severity = "danger";
    cf_test_learn (ledger, &seen);
  }
}

static void
test_forget (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autoptr (CfLedger) ledger = cf_test_open (path);
  g_autoptr (GError) error = NULL;
  g_auto (CfLedgerSender) gone = { 0 };
  g_auto (CfHistorySender) stays = { 0 };
  gboolean known = FALSE;

  learn_both (ledger, 60);
  g_assert_true (cf_test_holds (path, SECRET));
  cf_ledger_forget (ledger, "Secret.Person@HIDDEN.example", &known, &error);
  g_assert_no_error (error);
  g_assert_true (known);
  g_assert_false (cf_test_holds (path, "ecret.person"));
  g_assert_false (cf_test_holds (path, "ecret.Person"));
  g_assert_false (cf_test_holds (path, "hidden.example"));
  g_assert_true (cf_test_holds (path, CF_TEST_ALICE));

  g_assert_true (cf_ledger_find_sender (ledger, SECRET, &gone, NULL));
  g_assert_false (gone.known);
  stays = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (stays.n_signed, ==, 60);
  g_assert_true (cf_ledger_forget (ledger, SECRET, &known, NULL));
  g_assert_false (known);
  cf_test_remove (path);
}

/* While another client has it open, idle: the address goes all the same. */
static void
test_forget_beside_another (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autoptr (CfLedger) ledger = cf_test_open (path);
  g_autoptr (CfLedger) other = cf_test_open (path);
  g_auto (CfHistorySender) sender = { 0 };
  gboolean known = FALSE;

  learn_both (other, 20);
  sender = cf_test_ask_sender (other, SECRET);
  g_assert_cmpuint (sender.n_signed, ==, 20);
  g_assert_true (cf_ledger_forget (ledger, SECRET, &known, NULL));
  g_assert_true (known);
  g_assert_false (cf_test_holds (path, "hidden.example"));
  cf_history_sender_clear (&sender);
  sender = cf_test_ask_sender (other, SECRET);
  g_assert_cmpuint (sender.n_signed, ==, 0);
  cf_test_remove (path);
}

static void
test_prune (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autoptr (CfLedger) ledger = cf_test_open (path);
  g_autoptr (GError) error = NULL;
  g_auto (CfHistorySender) alice = { 0 };
  g_autofree char *text = NULL, *again = NULL;

  learn_both (ledger, 30); /* alice until day 29, the other from day 1000 */
  cf_ledger_prune (ledger, CF_TEST_START + 20 * CF_TIME_DAY, &error);
  g_assert_no_error (error);
  alice = cf_test_ask_sender (ledger, CF_TEST_ALICE);
  g_assert_cmpuint (alice.n_signed, ==, 10);
  g_assert_nonnull (alice.certificate); /* last seen on day 29 */

  text = cf_test_export (ledger);
  g_assert_true (cf_ledger_prune (ledger, CF_TEST_START, NULL)); /* nothing is that old */
  again = cf_test_export (ledger);
  g_assert_cmpstr (text, ==, again);

  g_assert_true (cf_ledger_prune (ledger, CF_TEST_START + 500 * CF_TIME_DAY, NULL));
  g_assert_false (cf_test_holds (path, CF_TEST_ALICE));
  g_assert_true (cf_test_holds (path, SECRET));
  g_assert_true (cf_ledger_prune (ledger, CF_TEST_START + 5000 * CF_TIME_DAY, NULL));
  g_assert_false (cf_test_holds (path, "hidden.example"));
  cf_test_remove (path);
}

/* One without an arrival is as old as its check. */
static void
test_prune_without_arrival (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_auto (CfLedgerSender) sender = { 0 };

  for (guint i = 0; i < 10; i++) {
    CfLedgerSeen seen;

    cf_test_make_unsigned (&seen, i);
    seen.arrived = CF_TIME_UNKNOWN;
    cf_test_learn (ledger, &seen);
  }
  g_assert_true (cf_ledger_prune (ledger, CF_TEST_START + 4 * CF_TIME_DAY, NULL));
  g_assert_true (cf_ledger_find_sender (ledger, CF_TEST_ALICE, &sender, NULL));
  g_assert_cmpuint (sender.n_shown, ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/erase/forget", test_forget);
  g_test_add_func ("/ledger/erase/forget-beside-another", test_forget_beside_another);
  g_test_add_func ("/ledger/erase/prune", test_prune);
  g_test_add_func ("/ledger/erase/prune-without-arrival", test_prune_without_arrival);
  return g_test_run ();
}
