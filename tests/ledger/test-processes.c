/* test-processes.c — a process that ends at any moment, and two that write at once */
#include <gio/gio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-test-ledger.h"

#define N_KILLS 100
#define LIFE_MICROSECONDS 30000
#define N_EACH 1000

static guint
count_signed (const char *path)
{
  g_autoptr (CfLedger) ledger = cf_test_open (path);
  g_auto (CfHistorySender) sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);

  g_assert_null (cf_ledger_get_problem (ledger));
  return sender.n_signed;
}

/* Shows the mails from the first on, again and again from the start, and says of each that it is learned. */
static void
learn_until_killed (const char *path, int out)
{
  g_autoptr (CfLedger) ledger = cf_ledger_open (path, NULL);

  for (guint i = 0; ledger != NULL; i++) {
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    seen.message_id = "<kill@bank.example>";
    if (!cf_ledger_learn (ledger, &seen, NULL) || write (out, &i, sizeof i) != sizeof i)
      _exit (1);
  }
  _exit (2);
}

/* Kills it after @microseconds; the number of mails it said to have learned. */
static guint
run_and_kill (const char *path, gulong microseconds)
{
  int ends[2];
  pid_t child;
  int status;
  guint number, n = 0;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0) {
    close (ends[0]);
    learn_until_killed (path, ends[1]);
  }
  close (ends[1]);
  g_usleep (microseconds);
  kill (child, SIGKILL);
  while (read (ends[0], &number, sizeof number) == sizeof number)
    n = number + 1;
  close (ends[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  return n;
}

/* At any moment, the making of the file among them: what was said to be learned is there, once. */
static void
test_kill (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  guint n_before = 0, longest = 0;
  g_autofree char *path = cf_test_make_path ();

  /* On a busy machine a process may learn nothing in so short a life; then later ones live longer. */
  for (guint i = 0; i < N_KILLS || (longest == 0 && i < 8 * N_KILLS); i++) {
    int life = LIFE_MICROSECONDS << (i / N_KILLS);
    guint n, n_now;

    /* Now and then a new file, so that the first moments are met as well. */
    if (i % 10 == 0) {
      cf_test_remove (path);
      g_free (path);
      path = cf_test_make_path ();
      n_before = 0;
    }
    n = run_and_kill (path, (gulong) g_rand_int_range (random, 0, life));
    n_now = count_signed (path);
    g_assert_cmpuint (n_now, >=, n);
    g_assert_cmpuint (n_now, >=, n_before);
    /* At most the one that was written and not yet said. */
    g_assert_cmpuint (n_now, <=, MAX (n_before, n + 1));
    n_before = n_now;
    longest = MAX (longest, n);
  }
  g_assert_cmpuint (longest, >, 0);
  cf_test_remove (path);
}

/* Two clients with one record: mails of their own, and 200 that both see. */
static pid_t
start_writer (const char *path, guint from)
{
  pid_t child = fork ();

  if (child != 0)
    return child;

  {
    g_autoptr (CfLedger) ledger = cf_ledger_open (path, NULL);

    for (guint i = 0; i < N_EACH; i++) {
      CfLedgerSeen seen;

      cf_test_make_signed (&seen, i < 200 ? i : from + i);
      seen.observed_rule = "a.policy:1 [default]";
      seen.observed_severity = "danger";
      seen.arrived = CF_TEST_START;
      if (ledger == NULL || !cf_ledger_learn (ledger, &seen, NULL))
        _exit (1);
    }
  }
  _exit (0);
}

static void
test_two_writers (void)
{
  g_autofree char *path = cf_test_make_path ();
  pid_t children[2];

  for (guint i = 0; i < 2; i++)
    children[i] = start_writer (path, (i + 1) * 10 * N_EACH);
  for (guint i = 0; i < 2; i++) {
    int status;

    g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  }

  g_assert_cmpuint (count_signed (path), ==, 2 * N_EACH - 200);
  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);
    g_autoptr (GPtrArray) observed = cf_ledger_list_observed (ledger, NULL);
    const CfLedgerObserved *only = g_ptr_array_index (observed, 0);

    g_assert_cmpuint (observed->len, ==, 1);
    g_assert_cmpuint (only->count, ==, 2 * N_EACH - 200);
  }
  cf_test_remove (path);
}

/* Both see one mail at the same moment: the later one finds it there when its turn comes. */
static void
test_same_mail (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autofree char *insert = NULL;
  sqlite3 *db;
  pid_t child;
  int ends[2], status;
  char go = 'g';

  cf_ledger_free (cf_test_open (path));
  insert = g_strdup_printf ("BEGIN IMMEDIATE; INSERT INTO messages VALUES ('%s', NULL, NULL, 1, 'unsigned', 0, NULL, 0,"
                            " 'shown')", cf_test_hash ("signed", 1));
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0) {
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, 1);
    _exit (read (ends[0], &go, 1) == 1 && cf_ledger_learn (cf_test_open (path), &seen, NULL) ? 0 : 1);
  }

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, insert, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (write (ends[1], &go, 1), ==, 1);
  g_usleep (300000);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  sqlite3_close (db);
  close (ends[0]);
  close (ends[1]);
  g_assert_cmpuint (count_signed (path), ==, 0);
  cf_test_remove (path);
}

/* One that reads while another writes gets an answer. */
static void
test_reader (void)
{
  g_autofree char *path = cf_test_make_path ();
  pid_t child;
  int status;
  guint before = 0;

  cf_ledger_free (cf_test_open (path));
  child = start_writer (path, 0);
  for (guint i = 0; i < 100; i++) {
    guint now = count_signed (path);

    g_assert_cmpuint (now, >=, before);
    before = now;
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_cmpuint (count_signed (path), ==, N_EACH);
  cf_test_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/processes/kill", test_kill);
  g_test_add_func ("/ledger/processes/two-writers", test_two_writers);
  g_test_add_func ("/ledger/processes/same-mail", test_same_mail);
  g_test_add_func ("/ledger/processes/reader", test_reader);
  return g_test_run ();
}
