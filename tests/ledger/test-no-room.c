/* test-no-room.c — a history that cannot be written: no file, no right, no room */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cf-test-ledger.h"

static void
test_no_file (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *below = g_build_filename (path, "ledger.db", NULL);
  const char *const paths[] = { folder, below, "/dev/null", "/proc/certfirst/ledger.db", "" };

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cf_ledger_open (paths[i], &error));
    g_assert_nonnull (error);
  }
  cf_test_remove (path);
}

/* Not as root, whom no mode keeps out. */
static int
open_without_rights (const char *path)
{
  g_autoptr (GError) error = NULL;

  if (getuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    return 1;
  if (cf_ledger_open (path, &error) != NULL)
    return 2;

  return error == NULL ? 3 : 0;
}

static void
test_read_only (void)
{
  g_autofree char *path = cf_test_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  cf_test_run_apart (open_without_rights, path); /* a new file */
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  cf_ledger_free (cf_test_open (path));
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  cf_test_run_apart (open_without_rights, path); /* one that is there */
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  cf_test_remove (path);
}

static int
fill_disk (const char *path)
{
  g_autoptr (CfLedger) ledger = cf_ledger_open (path, NULL);
  struct rlimit limit = { 256 * 1024, RLIM_INFINITY };
  guint n_learned = 0, n_failed = 0;

  signal (SIGXFSZ, SIG_IGN);
  if (ledger == NULL || setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 1;
  for (guint i = 0; i < 2000; i++) {
    CfLedgerSeen seen;
    g_autoptr (GError) error = NULL;

    cf_test_make_signed (&seen, i);
    if (cf_ledger_learn (ledger, &seen, &error)) {
      n_learned++;
    } else {
      n_failed++;
      if (error == NULL)
        return 2;
    }
  }
  if (n_failed == 0 || n_learned == 0 || cf_test_count_signed (ledger) != n_learned)
    return 3;

  /* With room again everything goes on, and nothing was learned twice. */
  limit.rlim_cur = RLIM_INFINITY;
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return 4;
  cf_test_learn_signed (ledger, 2000);
  return cf_test_count_signed (ledger) == 2000 ? 0 : 5;
}

static void
test_full_disk (void)
{
  g_autofree char *path = cf_test_make_path ();

  cf_test_run_apart (fill_disk, path);
  {
    g_autoptr (CfLedger) ledger = cf_test_open (path);

    g_assert_null (cf_ledger_get_problem (ledger));
    g_assert_cmpuint (cf_test_count_signed (ledger), ==, 2000);
  }
  cf_test_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/no-room/no-file", test_no_file);
  g_test_add_func ("/ledger/no-room/read-only", test_read_only);
  g_test_add_func ("/ledger/no-room/full-disk", test_full_disk);
  return g_test_run ();
}
