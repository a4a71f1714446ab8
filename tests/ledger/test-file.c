/* test-file.c — the file itself: modes, versions, damage, a full or read-only disk */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-limits.h"
#include "cf-test-ledger.h"

static mode_t
get_mode (const char *path)
{
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static guint
count_files (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* To look changes nothing, whether somebody has the file open or not. */
static void
test_inspect (void)
{
  g_autofree char *path = cf_test_make_path ();
  CfLedgerAbout about = { 9, 9 };
  g_autoptr (GError) error = NULL;

  g_assert_false (cf_ledger_inspect (path, &about, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (path), ==, 0);
  g_assert_cmpuint (about.n_senders, ==, 9);
  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);
    guint n_files;

    cf_test_learn_signed (ledger, 3);
    n_files = count_files (path);
    g_assert_true (cf_ledger_inspect (path, &about, NULL));
    g_assert_cmpuint (about.n_senders, ==, 1);
    g_assert_cmpuint (about.n_messages, ==, 3);
    g_assert_cmpuint (count_files (path), ==, n_files);
  }
  g_assert_cmpuint (count_files (path), ==, 1);
  g_assert_true (cf_ledger_inspect (path, &about, NULL));
  g_assert_cmpuint (about.n_messages, ==, 3);
  g_assert_cmpuint (count_files (path), ==, 1);
  cf_test_remove (path);
}

/* Errors tell a damaged file from one that is not ours; each stays as it is. */
static void
test_inspect_errors (void)
{
  static const struct { const char *says; const char *bytes; const char *sql; int code; } rows[] = {
    { "no database", "this is no database at all", NULL, G_IO_ERROR_INVALID_DATA },
    { "another program's", NULL, "CREATE TABLE x (y)", G_IO_ERROR_NOT_SUPPORTED },
    { "of a later version", NULL, "PRAGMA application_id=1130777703; PRAGMA user_version=99", G_IO_ERROR_NOT_SUPPORTED },
    { "empty: nobody has written yet", "", NULL, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = cf_test_make_path ();
    CfLedgerAbout about = { 9, 9 };
    g_autoptr (GError) error = NULL;

    if (rows[i].bytes != NULL)
      g_assert_true (g_file_set_contents (path, rows[i].bytes, -1, NULL));
    if (rows[i].sql != NULL)
      run_sql (path, rows[i].sql);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_ledger_inspect (path, &about, &error), ==, rows[i].code < 0);
    if (rows[i].code >= 0)
      g_assert_error (error, G_IO_ERROR, rows[i].code);
    g_assert_cmpuint (about.n_senders, ==, rows[i].code < 0 ? 0 : 9);
    g_assert_cmpuint (count_files (path), ==, 1);
    cf_test_remove (path);
  }
}

/* Nobody else reads whom a person writes with, whatever the umask. */
static void
test_modes (void)
{
  g_autofree char *top = g_dir_make_tmp ("certfirst-ledger-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (top, "share", "certfirst", NULL);
  g_autofree char *parent = g_build_filename (top, "share", NULL);
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  mode_t old = umask (0);

  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);

    cf_test_learn_signed (ledger, 3);
    g_assert_cmpint (get_mode (folder), ==, 0700);
    g_assert_cmpint (get_mode (path), ==, 0600);
    g_assert_cmpint (get_mode (wal), ==, 0600);
    g_assert_null (cf_ledger_get_problem (ledger));
  }
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  cf_ledger_free (cf_test_open (path));
  g_assert_cmpint (get_mode (path), ==, 0600);
  umask (old);
  cf_test_remove (path);
  g_rmdir (parent);
  g_assert_cmpint (g_rmdir (top), ==, 0);
}

static void
test_default_path (void)
{
  g_autofree char *path = cf_ledger_dup_default_path ();
  g_autofree char *want = g_build_filename (g_get_user_data_dir (), "certfirst", "ledger.db", NULL);

  g_assert_cmpstr (path, ==, want);
}

static void
test_stays (void)
{
  g_autofree char *path = cf_test_make_path ();

  for (guint i = 1; i <= 3; i++) {
    g_autoptr (CfLedger) ledger = cf_test_open (path);
    CfLedgerSeen seen;

    g_assert_cmpuint (cf_test_count_signed (ledger), ==, i - 1);
    cf_test_make_signed (&seen, i);
    cf_test_learn (ledger, &seen);
  }
  cf_test_remove (path);
}

/* --- versions --- */

static void
assert_refused (const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize n_before = 0, n_after = 0;

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_null (cf_ledger_open (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, word));
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* What a later version wrote, and what is no ledger at all, is not touched. */
static void
test_newer (void)
{
  g_autofree char *path = cf_test_make_path ();

  cf_ledger_free (cf_test_open (path));
  run_sql (path, "PRAGMA journal_mode=DELETE; PRAGMA user_version=99; CREATE TABLE future (x);");
  assert_refused (path, "later version");
  run_sql (path, "PRAGMA user_version=-1");
  assert_refused (path, "later version");
  cf_test_remove (path);
}

static void
test_other_program (void)
{
  static const char *const files[] = {
    "CREATE TABLE bookmarks (x)",
    "PRAGMA user_version=1; CREATE TABLE bookmarks (x)",
    "PRAGMA application_id=7; CREATE TABLE bookmarks (x)",
    "PRAGMA user_version=2; VACUUM",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = cf_test_make_path ();

    run_sql (path, files[i]);
    assert_refused (path, "another program");
    cf_test_remove (path);
  }
}

/* Version 1 had no table for what rules in mode observe would have done. */
static void
test_upgrade (void)
{
  g_autofree char *path = cf_test_make_path ();
  CfLedgerSeen seen;

  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);

    cf_test_learn_signed (ledger, 4);
  }
  run_sql (path, "DROP TABLE observed; PRAGMA user_version=1;");

  for (guint i = 0; i < 2; i++) {
    g_autoptr (CfLedger) ledger = cf_test_open (path);
    g_autoptr (GPtrArray) observed = NULL;

    g_assert_null (cf_ledger_get_problem (ledger));
    g_assert_cmpuint (cf_test_count_signed (ledger), ==, 4);
    cf_test_make_unsigned (&seen, i);
    seen.observed_rule = "a.policy:1 [default]";
    seen.observed_severity = "caution";
    cf_test_learn (ledger, &seen);
    observed = cf_ledger_list_observed (ledger, NULL);
    g_assert_cmpuint (observed->len, ==, i + 1);
  }
  cf_test_remove (path);
}

/* An empty file is version 0. */
static void
test_empty_file (void)
{
  g_autofree char *path = cf_test_make_path ();

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);

    g_assert_null (cf_ledger_get_problem (ledger));
    cf_test_learn_signed (ledger, 1);
  }
  cf_test_remove (path);
}

/* --- damage --- */

static guint
count_aside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (files)) != NULL)
    n += g_str_has_prefix (name, "ledger.db.damaged-2") && !g_str_has_suffix (name, "-wal") &&
         !g_str_has_suffix (name, "-shm");

  return n;
}

static void
damage (const char *path, guint how)
{
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  if (how == 0)
    memset (data, 'x', 100);                      /* the header */
  else if (how == 1)
    memset (data + 4096, 0xa5, length - 4096);    /* every page but the first */
  else if (how == 2)
    length = 5000;                                /* cut off */
  else
    memset (data + 100, 0, 4096 - 100);           /* the schema */
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

/* Set aside, not thrown away; checks go on with a new one. */
static void
test_damaged (void)
{
  for (guint how = 0; how < 4; how++) {
    g_autofree char *path = cf_test_make_path ();

    {
      g_autoptr (CfLedger) ledger = cf_test_open (path);

      cf_test_learn_signed (ledger, 30);
    }
    damage (path, how);
    {
      g_autoptr (CfLedger) ledger = cf_test_open (path);

      g_assert_nonnull (cf_ledger_get_problem (ledger));
      g_assert_nonnull (strstr (cf_ledger_get_problem (ledger), "ledger.db.damaged-2"));
      g_assert_cmpuint (cf_test_count_signed (ledger), ==, 0);
      cf_test_learn_signed (ledger, 2);
    }
    {
      g_autoptr (CfLedger) ledger = cf_test_open (path);

      g_assert_null (cf_ledger_get_problem (ledger));
      g_assert_cmpuint (cf_test_count_signed (ledger), ==, 2);
    }
    g_assert_cmpuint (count_aside (path), ==, 1);
    cf_test_remove (path);
  }
}

static int
learn_and_vanish (const char *path)
{
  CfLedger *ledger = cf_ledger_open (path, NULL);

  if (ledger == NULL)
    return 1;
  cf_test_learn_signed (ledger, 5);
  _exit (0); /* without closing: what was learned last is in the log only */
}

/* The log is a part of the file: it is kept beside it, and not taken for the new one's. */
static void
test_damaged_with_log (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = NULL;
  const char *name;
  guint n_logs = 0;

  cf_ledger_free (cf_test_open (path));
  cf_test_run_apart (learn_and_vanish, path);
  damage (path, 0);
  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);

    g_assert_nonnull (cf_ledger_get_problem (ledger));
    g_assert_cmpuint (cf_test_count_signed (ledger), ==, 0);
  }
  files = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    n_logs += strstr (name, ".damaged-") != NULL && g_str_has_suffix (name, "-wal");
  g_assert_cmpuint (n_logs, ==, 1);
  cf_test_remove (path);
}

/* While it is open: a failed answer and an error, no crash; the next one to open it begins anew. */
static void
test_damaged_while_open (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autoptr (CfLedger) ledger = cf_test_open (path);
  g_autofree char *key = cf_question_dup_sender_key (CF_TEST_ALICE);
  g_autofree char *zeros = g_malloc0 (4096 * 4);
  g_autoptr (CfAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  CfLedgerSeen seen;
  int fd;

  cf_test_learn_signed (ledger, 3);
  run_sql (path, "PRAGMA wal_checkpoint(TRUNCATE)");
  fd = open (path, O_WRONLY | O_CLOEXEC);
  memset (zeros, 0x5a, 4096 * 4);
  g_assert_cmpint (pwrite (fd, zeros, 4096 * 4, 4096), ==, 4096 * 4);
  close (fd);
  cf_ledger_free (g_steal_pointer (&ledger));

  ledger = cf_test_open (path);
  g_assert_nonnull (cf_ledger_get_problem (ledger));
  g_assert_cmpint (truncate (path, 1024), ==, 0);
  answer = cf_test_ask (ledger, key);
  cf_test_make_signed (&seen, 7);
  g_assert_true (answer->status == CF_ANSWER_FAILED || answer->status == CF_ANSWER_EMPTY);
  g_assert_true (cf_ledger_learn (ledger, &seen, &error) == (error == NULL));
  cf_test_remove (path);
}

static int
open_and_learn (const char *path, guint number)
{
  CfLedger *ledger = cf_ledger_open (path, NULL);
  CfLedgerSeen seen;

  cf_test_make_signed (&seen, number);
  if (ledger == NULL || !cf_ledger_learn (ledger, &seen, NULL))
    return 2;

  return cf_ledger_get_problem (ledger) != NULL;
}

/* How many of four that open it at once found it damaged. */
static guint
open_at_once (const char *path)
{
  pid_t children[4];
  guint n_problems = 0;

  for (guint i = 0; i < G_N_ELEMENTS (children); i++) {
    children[i] = fork ();
    if (children[i] == 0)
      _exit (open_and_learn (path, i));
  }
  for (guint i = 0; i < G_N_ELEMENTS (children); i++) {
    int status;

    g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) < 2);
    n_problems += WEXITSTATUS (status);
  }

  return n_problems;
}

/* Several that open it at once, missing or damaged: one of them sets it aside, and each one's mail is there. */
static void
test_opened_at_once (void)
{
  for (guint round = 0; round < 16; round++) {
    g_autofree char *path = cf_test_make_path ();
    gboolean is_damaged = round % 2 == 0;

    if (is_damaged)
      g_assert_true (g_file_set_contents (path, "this is no database, and long enough to be one, is it not?", -1, NULL));
    g_assert_cmpuint (open_at_once (path), ==, is_damaged);
    g_assert_cmpuint (count_aside (path), ==, is_damaged);
    {
      g_autoptr (CfLedger) ledger = cf_test_open (path);

      g_assert_cmpuint (cf_test_count_signed (ledger), ==, 4);
    }
    cf_test_remove (path);
  }
}

/* Who writes at the same time is waited for, and not for ever. */
static void
test_waits (void)
{
  g_autofree char *path = cf_test_make_path ();
  CfLedgerSeen seen;
  gint64 begin;
  sqlite3 *other;

  cf_test_make_signed (&seen, 1);
  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
    begin = g_get_monotonic_time ();
    g_assert_false (cf_ledger_learn (ledger, &seen, &error));
    g_assert_nonnull (error);
    g_assert_cmpint (g_get_monotonic_time () - begin, >=, (CF_LIMIT_HISTORY_WAIT_MS - 200) * G_GINT64_CONSTANT (1000));
    g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close (other);
    cf_test_learn (ledger, &seen);
    g_assert_cmpuint (cf_test_count_signed (ledger), ==, 1);
  }
  cf_test_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/file/inspect", test_inspect);
  g_test_add_func ("/ledger/file/inspect-errors", test_inspect_errors);
  g_test_add_func ("/ledger/file/modes", test_modes);
  g_test_add_func ("/ledger/file/default-path", test_default_path);
  g_test_add_func ("/ledger/file/stays", test_stays);
  g_test_add_func ("/ledger/file/newer", test_newer);
  g_test_add_func ("/ledger/file/other-program", test_other_program);
  g_test_add_func ("/ledger/file/upgrade", test_upgrade);
  g_test_add_func ("/ledger/file/empty", test_empty_file);
  g_test_add_func ("/ledger/file/damaged", test_damaged);
  g_test_add_func ("/ledger/file/damaged-with-log", test_damaged_with_log);
  g_test_add_func ("/ledger/file/damaged-while-open", test_damaged_while_open);
  g_test_add_func ("/ledger/file/opened-at-once", test_opened_at_once);
  g_test_add_func ("/ledger/file/waits", test_waits);
  return g_test_run ();
}
