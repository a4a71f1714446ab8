/* test-thin.c — what is left out of a large message changes no second opinion */
#include "mime-test.h"

#include <string.h>

/* More than both ends of a body, many times. */
#define FILLING_LINES 400u
#define KEPT 16u

static const char *const seeds[] = {
  "From: Alice <alice@example.org>\nSubject: hello\nMIME-Version: 1.0\nContent-Type: multipart/signed; "
  "protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=\"=_s\"\n\nThis is a signed message\n\n--=_s\n"
  "Content-Type: text/plain; charset=utf-8\n\nhello\n@\nend\n\n--=_s\nContent-Type: application/pkcs7-signature\n"
  "Content-Transfer-Encoding: base64\n\nMIIB\n@\nAAAA\n--=_s--\n",
  "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=ma\n\n"
  "--ma\n\ntext\n@\nend\n--ma\nContent-Type: text/html\n\n<p>text\n@\n</p>\n--ma--\n--m\nContent-Type: message/rfc822\n\n"
  "From: x@y.example\nSubject: inner\n\ninner\n@\nend\n--m--\n",
  "From: a@b.example\nSubject: one part\n\nfirst\n@\nlast\n",
  "From: a@b.example\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJv\n@\nbToK\n",
  "From: a@b.example\nContent-Type: multipart/mixed; boundary=\"a b \"\n\n--a b \n\ntext\n@\nend\n--a b --\n",
};

/* What a stranger could put into the middle of a text. */
static const char *const words[] = {
  "\n", "\r", "\r\n", "\n\n", "\n ", ":", "\"", "--", "--m", "--ma", "--=_s", "--=_s--", "\n--=_s\n", "\n--=_s--\n", "\n--m\n", "\n--ma--\n",
  "\n--\n", "\n-- \n", "\n---m\n", "\n -- m\n", "\n--m trailing\n", "\r--m\r", "\n--=_s\r\n\n", "\n--m--\n\n--m\n\n",
  "\nFrom: mallory@evil.example\n\n", "\nFrom mallory Mon Jun 15 09:00:00 2026\n", "\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
  "\n--m\nContent-Type: message/rfc822\n\nFrom: mallory@evil.example\n\n", "\n--ma\nContent-Type: text/html", "=?utf-8?B?", "*0=",
};

/* Lines of base64, some with a hyphen; words at random places among them. */
static void
append_filling (GString *out, GRand *rand, guint n_words)
{
  for (guint i = 0; i < FILLING_LINES; i++) {
    g_string_append_printf (out, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w%c%u\n", i % 7 == 0 ? '-' : '+', i);
    if (n_words > 0 && g_rand_int_range (rand, 0, (gint32) FILLING_LINES / 4) == 0)
      g_string_append (out, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  }
}

/* @seed with filling wherever it has a line of "@". */
static char *
fill (const char *seed, GRand *rand, guint n_words)
{
  GString *out = g_string_new (NULL);

  for (const char *p = seed; *p != '\0'; p++) {
    if (strncmp (p, "@\n", 2) == 0 && p > seed && p[-1] == '\n') {
      append_filling (out, rand, n_words);
      p++;
      continue;
    }
    g_string_append_c (out, *p);
  }

  return g_string_free (out, FALSE);
}

/* Whether GMime says the same of the thin bytes as of all of them. */
static gboolean
assert_same_opinion (const char *text)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (text, facts);
  g_autoptr (GBytes) thin = cf_mime_thin (mime, KEPT);
  g_autofree char *wanted = cf_mime_check_second (mime, G_MAXSIZE);
  g_autofree char *got = cf_mime_check_second (mime, KEPT);

  if (g_strcmp0 (got, wanted) != 0)
    g_error ("thin: %s, whole: %s, of %s", got, wanted, text);
  return thin != NULL;
}

static void
test_plain (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++) {
    g_autofree char *text = fill (seeds[i], rand, 0);
    g_autofree char *crlf = test_to_crlf (text);

    /* All but the one that holds a message for GMime. */
    g_assert_cmpint (assert_same_opinion (text), ==, i != 3);
    g_assert_cmpint (assert_same_opinion (crlf), ==, i != 3);
  }
}

static void
test_hostile (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260823);
  guint n_thin = 0;

  for (guint i = 0; i < 3000; i++) {
    g_autofree char *text = fill (seeds[i % G_N_ELEMENTS (seeds)], rand, 1);

    n_thin += assert_same_opinion (text);
  }

  g_assert_cmpuint (n_thin, >, 1000);
}

/* Every line that begins like a delimiter stays, at its place among the others. */
static void
test_what_stays (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (GString) text = g_string_new ("From: a@b.example\nSubject: x\n\n0123456789abcdefghij\n");
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;
  g_autoptr (GBytes) thin = NULL;
  const char *wanted = "From: a@b.example\nSubject: x\n\n0123456789abcdefghij\n--one\n--two\r\nlast\n";

  append_filling (text, rand, 0);
  g_string_append (text, "--one\nwords -- words\n -- words\n-words\n--two\r\n");
  append_filling (text, rand, 0);
  g_string_append (text, "0123456789abcdefghij\nlast\n");
  mime = test_read (text->str, facts);
  thin = cf_mime_thin (mime, KEPT);

  g_assert_nonnull (thin);
  g_assert_cmpmem (g_bytes_get_data (thin, NULL), g_bytes_get_size (thin), wanted, strlen (wanted));
}

/* A short message, and one of nothing but such lines, are seen whole: the copy would be as long. */
static void
test_nothing_won (void)
{
  g_autoptr (GString) text = g_string_new ("From: a@b.example\n\n");
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;

  for (guint i = 0; i < FILLING_LINES; i++)
    g_string_append (text, "--words\n");
  mime = test_read (text->str, facts);

  g_assert_null (cf_mime_thin (mime, KEPT));
  g_assert_null (cf_mime_thin (mime, CF_MIME_KEPT_BYTES));
}

static void
test_dashes (void)
{
  static const struct {
    const char *text;
    gsize start, wanted;
  } rows[] = {
    { "", 0, 0 },          { "--", 0, 0 },         { "-", 0, 1 },         { "-\n-", 0, 3 },   { "a--\n--b", 0, 4 },
    { "a\n-b\n--", 0, 5 }, { "a-b-c\n\n--\n", 0, 7 }, { "--a\n--b\n", 4, 4 }, { "a\r--\n", 0, 5 }, { "words\nwords\n", 0, 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (cf_mime_line_find_dashes (cf_span_str (rows[i].text), rows[i].start), ==, rows[i].wanted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/thin/plain", test_plain);
  g_test_add_func ("/mime/thin/hostile", test_hostile);
  g_test_add_func ("/mime/thin/what-stays", test_what_stays);
  g_test_add_func ("/mime/thin/nothing-won", test_nothing_won);
  g_test_add_func ("/mime/thin/dashes", test_dashes);
  return g_test_run ();
}
