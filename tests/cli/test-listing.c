/* test-listing.c — each name once, the files of a block in the order of the disk */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "../../plugin/cli/cf-cli-listing.h"

#define MORE_THAN_A_BLOCK (CF_CLI_LISTING_NAMES + 500)

static char *
make_folder (guint n_files)
{
  char *top = g_dir_make_tmp ("certfirst-listing-XXXXXX", NULL);

  for (guint i = 0; i < n_files; i++) {
    g_autofree char *path = g_strdup_printf ("%s/%u.host", top, i);
    int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    g_assert_cmpint (fd, >=, 0);
    close (fd);
  }

  return top;
}

static void
erase (const char *top)
{
  g_autoptr (CfCliListing) listing = cf_cli_listing_open (top);

  for (const char *name = cf_cli_listing_next (listing); name != NULL; name = cf_cli_listing_next (listing)) {
    g_autofree char *path = g_build_filename (top, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (top), ==, 0);
}

static guint64
find_inode (const char *top, const char *name)
{
  g_autofree char *path = g_build_filename (top, name, NULL);
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_ino;
}

static void
test_large (void)
{
  g_autofree char *top = make_folder (MORE_THAN_A_BLOCK);
  g_autoptr (CfCliListing) listing = cf_cli_listing_open (top);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint64 last = 0;

  for (const char *name = cf_cli_listing_next (listing); name != NULL; name = cf_cli_listing_next (listing)) {
    guint64 inode = find_inode (top, name);

    /* Another block begins anew. */
    if (g_hash_table_size (names) % CF_CLI_LISTING_NAMES != 0)
      g_assert_cmpuint (inode, >, last);
    last = inode;
    g_assert_true (g_hash_table_add (names, g_strdup (name)));
  }

  g_assert_cmpuint (g_hash_table_size (names), ==, MORE_THAN_A_BLOCK);
  g_assert_null (cf_cli_listing_next (listing));
  erase (top);
}

/* What is asked for ahead may be a pipe, unreadable, or gone. */
static void
test_odd (void)
{
  g_autofree char *top = make_folder (3);
  g_autofree char *pipe = g_build_filename (top, "pipe", NULL);
  g_autofree char *closed = g_build_filename (top, "0.host", NULL);
  g_autofree char *folder = g_build_filename (top, "folder", NULL);
  g_autoptr (CfCliListing) listing = NULL;
  guint n = 0;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (chmod (closed, 0), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  listing = cf_cli_listing_open (top);
  while (cf_cli_listing_next (listing) != NULL)
    n++;

  g_assert_cmpuint (n, ==, 5);
  erase (top);
}

static void
test_none (void)
{
  g_autofree char *top = make_folder (0);
  g_autofree char *missing = g_build_filename (top, "missing", NULL);
  g_autoptr (CfCliListing) listing = cf_cli_listing_open (top);

  g_assert_null (cf_cli_listing_next (listing));
  g_assert_null (cf_cli_listing_open (missing));
  g_assert_cmpint (errno, ==, ENOENT);
  erase (top);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/listing/large", test_large);
  g_test_add_func ("/cli/listing/odd", test_odd);
  g_test_add_func ("/cli/listing/none", test_none);
  return g_test_run ();
}
