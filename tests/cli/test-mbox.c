/* test-mbox.c — where messages of an mbox begin and end, and which bytes they have */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib.h>

#include "../../plugin/cli/cf-cli-mbox.h"
#include "cf-limits.h"

#define POSTMARK "From alice@b.example Mon Jun 15 09:00:00 2026\n"
#define MAX_MESSAGES 4

static int
make_file (const char *text, gsize length)
{
  int fd = memfd_create ("mbox", MFD_CLOEXEC);

  g_assert_cmpint (write (fd, text, length), ==, (gssize) length);
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  return fd;
}

static GBytes *
next (CfCliMbox *mbox, gboolean *out_exact)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = cf_cli_mbox_next (mbox, out_exact, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_messages (void)
{
  static const struct {
    const char *says;
    const char *file;
    const char *messages[MAX_MESSAGES];
  } rows[] = {
    { "empty", "", { NULL } },
    { "one", POSTMARK "A: b\n\ntext\n\n", { "A: b\n\ntext\n" } },
    { "one without an end", POSTMARK "A: b\n\ntext", { "A: b\n\ntext" } },
    { "one without an empty line behind", POSTMARK "A: b\n\ntext\n", { "A: b\n\ntext\n" } },
    { "two", POSTMARK "A: b\n\none\n\n" POSTMARK "C: d\n\ntwo\n\n", { "A: b\n\none\n", "C: d\n\ntwo\n" } },
    { "two with no empty line between", POSTMARK "A: b\n\none\n" POSTMARK "C: d\n\ntwo\n", { "A: b\n\none\n", "C: d\n\ntwo\n" } },
    { "CRLF stays", "From - Mon Jun 15 09:00:00 2026\r\nA: b\r\n\r\none\r\n\r\nFrom \r\nC: d\r\n\r\ntwo\r\n\r\n",
      { "A: b\r\n\r\none\r\n", "C: d\r\n\r\ntwo\r\n" } },
    { "LF and CRLF mixed stay", POSTMARK "A: b\r\nC: d\n\none\r\ntwo\n\n", { "A: b\r\nC: d\n\none\r\ntwo\n" } },
    { "a first line with nothing behind From", "From \nA: b\n\none\n", { "A: b\n\none\n" } },
    { "a first line that is no date", "From nobody\nA: b\n\none\n", { "A: b\n\none\n" } },
    { "empty lines of the text stay", POSTMARK "A: b\n\none\n\n\n\n" POSTMARK "C: d\n\n\n", { "A: b\n\none\n\n\n", "C: d\n\n" } },
    { "no body", POSTMARK "A: b\n\n" POSTMARK "C: d\n\n\n", { "A: b\n\n", "C: d\n\n" } },
    { "no header end", POSTMARK "A: b\n" POSTMARK "C: d\n", { "A: b\n", "C: d\n" } },
    { "nothing but From lines", POSTMARK POSTMARK, { "", "" } },
    { "a sentence", POSTMARK "A: b\n\nDear all,\n\nFrom Monday on we meet at ten.\n", { "A: b\n\nDear all,\n\nFrom Monday on we meet at ten.\n" } },
    { "a sentence with a time", POSTMARK "A: b\n\nall\n\nFrom 10:30 on we meet.\n", { "A: b\n\nall\n\nFrom 10:30 on we meet.\n" } },
    { "only From, in the text", POSTMARK "A: b\n\nwhere\nFrom \nhere\n", { "A: b\n\nwhere\nFrom \nhere\n" } },
    { "quoted", POSTMARK "A: b\n\n>From me\n", { "A: b\n\nFrom me\n" } },
    { "quoted twice", POSTMARK "A: b\n\n>>From me\n", { "A: b\n\n>From me\n" } },
    { "a quotation", POSTMARK "A: b\n\n> From me\n>Frommage\n", { "A: b\n\n> From me\n>Frommage\n" } },
    { "a field that a server left", POSTMARK ">From alice\nA: b\n\nc\n", { ">From alice\nA: b\n\nc\n" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfCliMbox) mbox = cf_cli_mbox_new (make_file (rows[i].file, strlen (rows[i].file)));
    gboolean exact = FALSE;

    g_test_message ("%s", rows[i].says);
    for (guint j = 0; rows[i].messages[j] != NULL; j++) {
      g_autoptr (GBytes) bytes = next (mbox, &exact);

      g_assert_nonnull (bytes);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), rows[i].messages[j], strlen (rows[i].messages[j]));
      if (j == 0)
        g_assert_cmpint (exact, ==, !g_str_has_prefix (rows[i].says, "quoted"));
    }
    g_assert_null (next (mbox, &exact));
    g_assert_null (next (mbox, &exact));
  }
}

/* Wherever a buffer ends, the messages are the same. */
static void
test_every_place (void)
{
  const gsize around = 64 * CF_KIB;

  for (gsize filler = around - 100; filler < around + 20; filler++) {
    g_autofree char *text = g_strnfill (filler, 'x');
    g_autofree char *first = g_strconcat ("A: b\n\n", text, "\n>From me\n", NULL);
    g_autofree char *file = g_strconcat (POSTMARK, first, "\n" POSTMARK "C: d\n\ntwo\n\n", NULL);
    g_autoptr (CfCliMbox) mbox = cf_cli_mbox_new (make_file (file, strlen (file)));
    gboolean exact = TRUE;
    g_autoptr (GBytes) one = next (mbox, &exact);
    g_autoptr (GBytes) two = NULL;

    g_assert_false (exact);
    g_assert_cmpuint (g_bytes_get_size (one), ==, strlen (first) - 1);
    two = next (mbox, &exact);
    g_assert_cmpmem (g_bytes_get_data (two, NULL), g_bytes_get_size (two), "C: d\n\ntwo\n", 10);
    g_assert_null (next (mbox, &exact));
  }
}

/* Any bytes at all: nothing is lost and nothing is made up. */
static void
test_random (void)
{
  static const char *const words[] = { "From ", POSTMARK, ">From ", "\n", "\r\n", "a", "A: b\n", "\0", "\n\n" };

  for (guint round = 0; round < 2000; round++) {
    g_autoptr (GString) file = g_string_new (POSTMARK);
    g_autoptr (CfCliMbox) mbox = NULL;
    gsize total = 0;
    guint n = 0;
    gboolean exact;

    for (int i = g_test_rand_int_range (0, 30); i > 0; i--) {
      guint word = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (words));

      g_string_append_len (file, words[word], word == 7 ? 1 : (gssize) strlen (words[word]));
    }
    mbox = cf_cli_mbox_new (make_file (file->str, file->len));
    for (GBytes *bytes = next (mbox, &exact); bytes != NULL; bytes = next (mbox, &exact)) {
      total += g_bytes_get_size (bytes);
      n++;
      g_bytes_unref (bytes);
    }
    g_assert_cmpuint (n, >=, 1);
    g_assert_cmpuint (total, <, file->len);
  }
}

/* CF_LIMIT_MESSAGE_BYTES: the next message is found behind one that is too large. */
static void
test_too_large (void)
{
  int fd = make_file (POSTMARK "A: b\n\n", strlen (POSTMARK "A: b\n\n"));
  g_autofree char *block = g_strnfill (CF_MIB, 'x');
  const char *end = "\n\n" POSTMARK "C: d\n\ntwo\n\n";
  g_autoptr (CfCliMbox) mbox = NULL;
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GBytes) two = NULL;
  gboolean exact;

  lseek (fd, 0, SEEK_END);
  for (guint i = 0; i < CF_LIMIT_MESSAGE_BYTES / CF_MIB + 1; i++)
    g_assert_cmpint (write (fd, block, CF_MIB), ==, CF_MIB);
  g_assert_cmpint (write (fd, end, strlen (end)), ==, (gssize) strlen (end));
  lseek (fd, 0, SEEK_SET);

  mbox = cf_cli_mbox_new (fd);
  large = next (mbox, &exact);
  g_assert_cmpuint (g_bytes_get_size (large), ==, (gsize) CF_LIMIT_MESSAGE_BYTES + 1);
  two = next (mbox, &exact);
  g_assert_cmpuint (g_bytes_get_size (two), ==, strlen ("C: d\n\ntwo\n"));
}

/* Mail that arrives while we read: the last message is read whole, what begins later is another day's. */
static void
test_growing (void)
{
  int fd = make_file (POSTMARK "A: b\n\none", strlen (POSTMARK "A: b\n\none"));
  int writer = dup (fd);
  const char *more = " and all of it\n\n" POSTMARK "C: d\n\ntwo\n\n";
  g_autoptr (CfCliMbox) mbox = cf_cli_mbox_new (fd);
  g_autoptr (GBytes) one = NULL;
  gboolean exact;

  g_assert_cmpint (pwrite (writer, more, strlen (more), (off_t) strlen (POSTMARK "A: b\n\none")), ==, (gssize) strlen (more));
  one = next (mbox, &exact);
  g_assert_cmpmem (g_bytes_get_data (one, NULL), g_bytes_get_size (one), "A: b\n\none and all of it\n", 24);
  g_assert_null (next (mbox, &exact));
  close (writer);
}

static void
test_unreadable (void)
{
  g_autoptr (CfCliMbox) mbox = cf_cli_mbox_new (open ("/", O_RDONLY | O_CLOEXEC));
  g_autoptr (GError) error = NULL;
  gboolean exact;

  g_assert_null (cf_cli_mbox_next (mbox, &exact, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_clear_error (&error);
  g_assert_null (cf_cli_mbox_next (mbox, &exact, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/mbox/messages", test_messages);
  g_test_add_func ("/cli/mbox/every-place", test_every_place);
  g_test_add_func ("/cli/mbox/random", test_random);
  g_test_add_func ("/cli/mbox/too-large", test_too_large);
  g_test_add_func ("/cli/mbox/growing", test_growing);
  g_test_add_func ("/cli/mbox/unreadable", test_unreadable);
  return g_test_run ();
}
