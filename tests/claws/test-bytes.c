/* test-bytes.c — what came over POP, its file, the IMAP cache and what was decrypted: the same bytes, or said to be others */
#include "cf-claws-bytes.h"

#include <string.h>

/* A text that may hold NUL, and its length. */
#define T(text) text, sizeof (text) - 1
#define RANDOM_MAILS 2000

static void
assert_bytes (GBytes *found, const char *wanted, gsize length)
{
  gsize size;
  const char *data = g_bytes_get_data (found, &size);

  g_assert_cmpmem (data, size, wanted, length);
}

static void
test_undo_dots (void)
{
  static const struct {
    const char *says;
    const char *wire;
    gsize length;
    const char *wanted;
    gsize wanted_length;
  } rows[] = {
    { "nothing", T (""), T ("") },
    { "one dot", T ("."), T (".") },
    { "two dots alone", T (".."), T (".") },
    { "in the first line", T ("..a\r\nb\r\n"), T (".a\r\nb\r\n") },
    { "in the last line, without its end", T ("a\r\n..b"), T ("a\r\n.b") },
    { "one line after another", T ("a\r\n..\r\n..\r\n...\r\n"), T ("a\r\n.\r\n.\r\n..\r\n") },
    { "a single dot is left alone", T ("a\r\n.b\r\n"), T ("a\r\n.b\r\n") },
    { "not within a line", T ("a..b\r\n c..\r\n"), T ("a..b\r\n c..\r\n") },
    { "not after a bare LF", T ("a\n..b\r\n"), T ("a\n..b\r\n") },
    { "not after a bare CR", T ("a\r..b\r\n"), T ("a\r..b\r\n") },
    { "beside NUL and 8 bits", T ("\0\xff\r\n..\0\r\n"), T ("\0\xff\r\n.\0\r\n") },
    { "ends with a line end", T ("a\r\n"), T ("a\r\n") },
    { "ends within a line end", T ("a\r"), T ("a\r") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    /* Of the very length, so that a byte too far is seen. */
    g_autofree char *wire = g_memdup2 (rows[i].wire, rows[i].length);
    g_autoptr (GBytes) found = cf_claws_bytes_undo_dots (wire, rows[i].length);

    g_test_message ("%s", rows[i].says);
    assert_bytes (found, rows[i].wanted, rows[i].wanted_length);
  }
}

static char *
hash (const char *text, gsize length)
{
  g_autofree char *copy = g_memdup2 (text, length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&copy), length);

  return cf_claws_bytes_hash (bytes);
}

static void
test_hash (void)
{
  static const struct {
    const char *says;
    const char *one;
    gsize one_length;
    const char *other;
    gsize other_length;
    gboolean same;
  } rows[] = {
    { "nothing", T (""), T (""), TRUE },
    { "CRLF and LF", T ("a\r\n\r\nb\r\n"), T ("a\n\nb\n"), TRUE },
    { "some of them", T ("a\r\nb\n"), T ("a\nb\r\n"), TRUE },
    { "only a line end", T ("\r\n"), T ("\n"), TRUE },
    { "a line end more", T ("a\n"), T ("a\n\n"), FALSE },
    { "without the last line end", T ("a\r\nb"), T ("a\nb\n"), FALSE },
    { "a bare CR counts", T ("a\rb"), T ("ab"), FALSE },
    { "a bare CR is no line end", T ("a\rb"), T ("a\nb"), FALSE },
    { "a CR at the end counts", T ("a\r"), T ("a"), FALSE },
    { "what follows a NUL counts", T ("a\0b"), T ("a\0c"), FALSE },
    { "a dot counts", T ("a\n..\n"), T ("a\n.\n"), FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *one = hash (rows[i].one, rows[i].one_length);
    g_autofree char *other = hash (rows[i].other, rows[i].other_length);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (g_str_equal (one, other), ==, rows[i].same);
  }
}

/* That of the text, as everybody computes it. */
static void
test_hash_is_sha256 (void)
{
  g_autofree char *found = hash (T ("From: a\r\n\r\nb\r\n"));
  g_autofree char *wanted = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "From: a\n\nb\n", -1);

  g_assert_cmpstr (found, ==, wanted);
}

/* Letters that matter to POP, and one that does not. */
static GString *
make_mail (GRand *rand)
{
  static const char letters[] = { '.', '\n', '.', '\n', 'a', '\0', '\xff' };
  GString *mail = g_string_new (NULL);
  gint length = g_rand_int_range (rand, 0, 60);

  for (gint i = 0; i < length; i++)
    g_string_append_c (mail, letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))]);
  return mail;
}

/* As a POP server sends it: CRLF, and a dot before a dot that begins a line. */
static GString *
make_wire (const GString *mail)
{
  GString *wire = g_string_new (NULL);

  for (gsize i = 0; i < mail->len; i++) {
    if (mail->str[i] == '.' && (i == 0 || mail->str[i - 1] == '\n'))
      g_string_append_c (wire, '.');
    if (mail->str[i] == '\n')
      g_string_append_c (wire, '\r');
    g_string_append_c (wire, mail->str[i]);
  }
  return wire;
}

/* What came over POP has the name of the file that the host makes of it. */
static void
test_pop_and_its_file (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint i = 0; i < RANDOM_MAILS; i++) {
    g_autoptr (GString) file = make_mail (rand);
    g_autoptr (GString) wire = make_wire (file);
    g_autoptr (GBytes) received = cf_claws_bytes_undo_dots (wire->str, wire->len);
    g_autofree char *arrived = cf_claws_bytes_hash (received);
    g_autofree char *opened = hash (file->str, file->len);

    g_assert_cmpstr (arrived, ==, opened);
    g_assert_true (cf_claws_bytes_have_size (received, (gint64) g_bytes_get_size (received)));
  }
}

static void
test_size (void)
{
  static const struct {
    const char *says;
    const char *file;
    gsize length;
    gint64 size;
    gboolean wanted;
  } rows[] = {
    { "LF counts as CRLF", T ("a\nb\n"), 6, TRUE },
    { "CRLF is counted once", T ("a\r\nb\r\n"), 6, TRUE },
    { "a first LF", T ("\n"), 2, TRUE },
    { "the last line end is missing", T ("a\nb"), 6, TRUE },
    { "the last line end was added", T ("a\nb\n"), 4, TRUE },
    { "three bytes are missing", T ("a\nb\n"), 9, FALSE },
    { "three bytes too many", T ("a\nb\n"), 3, FALSE },
    { "the rest of a line after a NUL is lost", T ("a\nb\n"), 40, FALSE },
    { "nothing is there", T (""), 40, FALSE },
    { "the server did not say", T ("a\n"), 0, TRUE },
    { "the server says nonsense", T ("a\n"), -7, TRUE },
    { "the server says the most", T ("a\n"), G_MAXINT64, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) file = g_bytes_new_static (rows[i].file, rows[i].length);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_claws_bytes_have_size (file, rows[i].size), ==, rows[i].wanted);
  }
}

static void
test_prefix (void)
{
  static const struct {
    const char *says;
    const char *file;
    gsize length;
    const char *wanted;
    gsize wanted_length;
  } rows[] = {
    { "cut", T ("MIME-Version: 1.0\nContent-Type: text/plain\r\n\r\nb"), T ("Content-Type: text/plain\r\n\r\nb") },
    { "cut once", T ("MIME-Version: 1.0\nMIME-Version: 1.0\n"), T ("MIME-Version: 1.0\n") },
    { "nothing behind it", T ("MIME-Version: 1.0\n"), T ("") },
    { "what was inside has one of its own", T ("MIME-Version: 1.0\r\na"), T ("MIME-Version: 1.0\r\na") },
    { "less than it", T ("MIME-Version: 1.0"), T ("MIME-Version: 1.0") },
    { "not in front", T ("a\nMIME-Version: 1.0\n"), T ("a\nMIME-Version: 1.0\n") },
    { "nothing", T (""), T ("") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) file = g_bytes_new_static (rows[i].file, rows[i].length);
    g_autoptr (GBytes) found = cf_claws_bytes_cut_prefix (file);

    g_test_message ("%s", rows[i].says);
    assert_bytes (found, rows[i].wanted, rows[i].wanted_length);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/claws/bytes/undo-dots", test_undo_dots);
  g_test_add_func ("/claws/bytes/hash", test_hash);
  g_test_add_func ("/claws/bytes/hash-is-sha256", test_hash_is_sha256);
  g_test_add_func ("/claws/bytes/pop-and-its-file", test_pop_and_its_file);
  g_test_add_func ("/claws/bytes/size", test_size);
  g_test_add_func ("/claws/bytes/prefix", test_prefix);

  return g_test_run ();
}
