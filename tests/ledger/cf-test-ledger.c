/* cf-test-ledger.c — a ledger in a folder of its own, and mail to show it */
#include "cf-test-ledger.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

const char *
cf_test_hash (const char *what, guint number)
{
  static char hashes[16][65];
  static guint next;
  g_autofree char *text = g_strdup_printf ("%s %u", what, number);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  char *slot = hashes[next++ % G_N_ELEMENTS (hashes)];

  g_strlcpy (slot, hash, sizeof hashes[0]);
  return slot;
}

void
cf_test_make_signed (CfLedgerSeen *seen, guint number)
{
  static const char *signatures[8][2];
  const char **mine = signatures[number % G_N_ELEMENTS (signatures)];

  mine[0] = cf_test_hash ("signature", number);
  *seen = (CfLedgerSeen) {
    .address = CF_TEST_ALICE, .canonical_sha256 = cf_test_hash ("signed", number), .message_id = "<m@bank.example>",
    .checked = CF_TEST_START + number * CF_TIME_DAY, .arrived = CF_TEST_START + number * CF_TIME_DAY,
    .verdict = "verified", .verified = TRUE, .has_signature = TRUE, .revocation_known = TRUE, .signatures = mine,
    .certificate = cf_test_hash ("certificate", 1), .issuer = "Example CA", .names = "CN=Alice",
    .assurance = "organization", .not_before = CF_TEST_START - CF_TIME_DAY,
    .not_after = CF_TEST_START + 400 * CF_TIME_DAY,
  };
}

void
cf_test_make_unsigned (CfLedgerSeen *seen, guint number)
{
  *seen = (CfLedgerSeen) {
    .address = CF_TEST_ALICE, .canonical_sha256 = cf_test_hash ("unsigned", number), .message_id = "<u@bank.example>",
    .checked = CF_TEST_START + number * CF_TIME_DAY, .arrived = CF_TEST_START + number * CF_TIME_DAY,
    .verdict = "unsigned", .not_before = CF_TIME_UNKNOWN, .not_after = CF_TIME_UNKNOWN,
  };
}

void
cf_test_learn (CfLedger *ledger, const CfLedgerSeen *seen)
{
  g_autoptr (GError) error = NULL;
  gboolean learned = cf_ledger_learn (ledger, seen, &error);

  g_assert_no_error (error);
  g_assert_true (learned);
}

void
cf_test_learn_signed (CfLedger *ledger, guint n)
{
  for (guint i = 0; i < n; i++) {
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    cf_test_learn (ledger, &seen);
  }
}

CfAnswer *
cf_test_ask (CfLedger *ledger, const char *key)
{
  CfQuestion question = { CF_QUESTION_HISTORY, (char *) key };

  return cf_ledger_answer (ledger, &question);
}

CfHistorySender
cf_test_ask_sender (CfLedger *ledger, const char *address)
{
  g_autofree char *key = cf_question_dup_sender_key (address);
  g_autoptr (CfAnswer) answer = cf_test_ask (ledger, key);
  CfHistorySender sender = { .last_signed_at = CF_TIME_UNKNOWN };

  g_assert_cmpint (answer->status, !=, CF_ANSWER_FAILED);
  if (answer->status == CF_ANSWER_FOUND)
    g_assert_true (cf_history_sender_from_record (cf_answer_get_record (answer, 0), &sender));

  return sender;
}

CfLedger *
cf_test_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  CfLedger *ledger = cf_ledger_open (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (ledger);
  return ledger;
}

char *
cf_test_make_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("certfirst-ledger-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return g_build_filename (folder, "ledger.db", NULL);
}

void
cf_test_remove (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL) {
    g_autofree char *file = g_build_filename (folder, name, NULL);

    g_remove (file);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

gboolean
cf_test_holds (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean holds = FALSE;

  while ((name = g_dir_read_name (files)) != NULL) {
    g_autofree char *file = g_build_filename (folder, name, NULL);
    g_autofree char *data = NULL;
    gsize length = 0;

    if (g_file_get_contents (file, &data, &length, NULL))
      holds |= memmem (data, length, text, strlen (text)) != NULL;
  }

  return holds;
}

char *
cf_test_export (CfLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length;
  FILE *out = open_memstream (&text, &length);
  gboolean written = cf_ledger_export (ledger, out, &error);
  char *copy;

  g_assert_no_error (error);
  g_assert_true (written);
  fclose (out);
  copy = g_strdup (text);
  free (text);
  return copy;
}

gboolean
cf_test_import (CfLedger *ledger, const char *text, GError **error)
{
  FILE *in = *text == '\0' ? fopen ("/dev/null", "r") : fmemopen ((void *) text, strlen (text), "r");
  gboolean done = cf_ledger_import (ledger, "history.jsonl", in, error);

  fclose (in);
  return done;
}

guint
cf_test_count_signed (CfLedger *ledger)
{
  g_auto (CfHistorySender) sender = cf_test_ask_sender (ledger, CF_TEST_ALICE);

  return sender.n_signed;
}

void
cf_test_run_apart (int (*run) (const char *path), const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    _exit (run (path));
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}
