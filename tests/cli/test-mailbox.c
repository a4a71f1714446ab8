/* test-mailbox.c — which files below a path are messages */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "../../plugin/cli/cf-cli-mailbox.h"
#include "cf-limits.h"

#define PLAIN "From: a@b.example\n\nhello\n"
#define MBOX "From a Mon Jun 15 09:00:00 2026\n" PLAIN "\nFrom b Mon Jun 15 09:00:00 2026\n" PLAIN "\n"

typedef struct {
  char *top;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->top = g_dir_make_tmp ("certfirst-mailbox-XXXXXX", NULL);
  g_assert_nonnull (fixture->top);
}

static void
erase (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);

  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *below = g_build_filename (path, name, NULL);

    erase (below);
  }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  erase (fixture->top);
  g_free (fixture->top);
}

static void
put (const Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->top, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  else
    g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* "name name …" of the messages below @path, without the folder; "!" behind those that cannot be read. */
static char *
list (const Fixture *fixture, const char *path)
{
  g_autofree char *whole = g_build_filename (fixture->top, path, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (CfCliMailbox) mailbox = cf_cli_mailbox_open (whole, &error);

  g_assert_no_error (error);
  for (;;) {
    g_auto (CfCliMail) mail = { 0 };

    if (!cf_cli_mailbox_next (mailbox, &mail))
      break;
    g_assert_true ((mail.bytes == NULL) == (mail.error != NULL));
    if (mail.bytes != NULL)
      g_assert_cmpuint (g_bytes_get_size (mail.bytes), ==, strlen (PLAIN));
    g_ptr_array_add (names, g_strconcat (mail.name + strlen (fixture->top) + 1, mail.error != NULL ? "!" : NULL, NULL));
  }

  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
assert_list (const Fixture *fixture, const char *path, const char *wanted)
{
  g_autofree char *got = list (fixture, path);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_maildir (Fixture *fixture, gconstpointer data)
{
  put (fixture, "m/cur/1.host:2,S", PLAIN);
  put (fixture, "m/new/2.host", PLAIN);
  put (fixture, "m/tmp/3.host", PLAIN);
  put (fixture, "m/dovecot.index", "x");
  put (fixture, "m/7", PLAIN);
  put (fixture, "m/cur/.hidden", PLAIN);
  put (fixture, "m/cur/deep/1", PLAIN);
  put (fixture, "m/.Sent/cur/4.host:2,", PLAIN);
  put (fixture, "m/.Sent/new", NULL);
  put (fixture, "m/.Sent/tmp/5", PLAIN);

  assert_list (fixture, "m", "m/.Sent/cur/4.host:2, m/cur/1.host:2,S m/new/2.host");
  assert_list (fixture, "m/cur", "m/cur/1.host:2,S");
  assert_list (fixture, ".", "./m/.Sent/cur/4.host:2, ./m/cur/1.host:2,S ./m/new/2.host");
}

static void
test_mh_and_files (Fixture *fixture, gconstpointer data)
{
  put (fixture, "inbox/1", PLAIN);
  put (fixture, "inbox/20", PLAIN);
  put (fixture, "inbox/sub/3", PLAIN);
  put (fixture, "inbox/.mh_sequences", "cur: 1\n");
  put (fixture, "inbox/.trash/4", PLAIN);
  put (fixture, "inbox/notes.txt", "no mail\n");
  put (fixture, "saved/a.eml", PLAIN);
  put (fixture, "saved/B.EML", PLAIN);
  put (fixture, "saved/.eml", PLAIN);

  assert_list (fixture, "inbox", "inbox/1 inbox/20 inbox/sub/3");
  assert_list (fixture, "saved", "saved/B.EML saved/a.eml");
  assert_list (fixture, "saved/a.eml", "saved/a.eml");
  /* What is named is read whatever it is called. */
  assert_list (fixture, "inbox/.trash/4", "inbox/.trash/4");
}

static void
test_mbox (Fixture *fixture, gconstpointer data)
{
  put (fixture, "Mail/Inbox", MBOX);
  put (fixture, "Mail/Inbox.msf", "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n");
  put (fixture, "Mail/Inbox.sbd/Lists", MBOX);
  put (fixture, "Mail/Drafts", "");

  assert_list (fixture, "Mail", "Mail/Inbox#1 Mail/Inbox#2 Mail/Inbox.sbd/Lists#1 Mail/Inbox.sbd/Lists#2");
  assert_list (fixture, "Mail/Inbox", "Mail/Inbox#1 Mail/Inbox#2");
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->top, "bad", "9", NULL);
  g_autofree char *loop = g_build_filename (fixture->top, "bad", "loop", NULL);
  g_autofree char *link = g_build_filename (fixture->top, "bad", "8", NULL);
  g_autofree char *broken = g_build_filename (fixture->top, "bad", "7", NULL);

  put (fixture, "bad/1", "");
  put (fixture, "bad/2", PLAIN);
  put (fixture, "bad/3", "\x89PNG\r\n\x1a\n\001\002\003");
  put (fixture, "bad/4/cur", NULL);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (".", loop), ==, 0);
  g_assert_cmpint (symlink ("2", link), ==, 0);
  g_assert_cmpint (symlink ("nowhere", broken), ==, 0);

  assert_list (fixture, "bad", "bad/1! bad/2 bad/3! bad/8");
}

/* CF_LIMIT_FOLDER_DEPTH */
static void
test_depth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) path = g_string_new ("d");
  g_autofree char *got = NULL;

  for (guint i = 1; i <= CF_LIMIT_FOLDER_DEPTH; i++) {
    g_autofree char *file = g_strconcat (path->str, "/1", NULL);

    put (fixture, file, PLAIN);
    g_string_append (path, "/d");
  }
  put (fixture, path->str, NULL);
  got = list (fixture, "d");

  /* One message in each folder that is entered, and a complaint about the one that is not. */
  g_auto (GStrv) names = g_strsplit (got, " ", -1);
  g_assert_cmpuint (g_strv_length (names), ==, CF_LIMIT_FOLDER_DEPTH + 1);
  g_assert_cmpuint (strlen (strchr (got, '!')) > 0, ==, TRUE);
}

/* A mail program moves a message between our looking and our reading. */
static void
test_moving (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->top, "m", NULL);
  g_autoptr (CfCliMailbox) mailbox = NULL;
  guint n = 0;

  for (guint i = 0; i < 50; i++) {
    g_autofree char *name = g_strdup_printf ("m/new/%u", i);

    put (fixture, name, PLAIN);
  }
  put (fixture, "m/cur", NULL);
  mailbox = cf_cli_mailbox_open (folder, NULL);
  for (;;) {
    g_auto (CfCliMail) mail = { 0 };
    g_autofree char *gone = g_strdup_printf ("%s/new/%u", folder, n);

    if (!cf_cli_mailbox_next (mailbox, &mail))
      break;
    g_assert_no_error (mail.error);
    g_remove (gone);
    n++;
  }
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, 50);
}

static void
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "missing", "pipe" };
  g_autofree char *pipe = g_build_filename (fixture->top, "pipe", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->top, names[i], NULL);
    g_autoptr (GError) error = NULL;

    g_assert_null (cf_cli_mailbox_open (path, &error));
    g_assert_nonnull (error);
  }
  put (fixture, "empty", NULL);
  assert_list (fixture, "empty", "");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/cli/mailbox/maildir", test_maildir },   { "/cli/mailbox/mh-and-files", test_mh_and_files },
    { "/cli/mailbox/mbox", test_mbox },         { "/cli/mailbox/bad", test_bad },
    { "/cli/mailbox/depth", test_depth },       { "/cli/mailbox/moving", test_moving },
    { "/cli/mailbox/nothing-there", test_nothing_there },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
