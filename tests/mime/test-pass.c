/* test-pass.c — forms and digests of one pass, against an implementation that is slow and plain */
#include "cf-mime-pass.h"
#include "mime-test.h"

/* --- the same from the words of RFC 6376 section 3.4, one step after the other --- */

static GString *
to_canonical (CfSpan bytes)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < bytes.length; i++) {
    if (bytes.data[i] == '\n' && (i == 0 || bytes.data[i - 1] != '\r'))
      g_string_append_c (out, '\r');
    g_string_append_c (out, (char) bytes.data[i]);
  }

  return out;
}

static gboolean
ends_with (const GString *text, const char *end)
{
  gsize n = strlen (end);

  return text->len >= n && memcmp (text->str + text->len - n, end, n) == 0;
}

/* "Reduces all sequences of WSP within a line to a single SP", "ignores all whitespace at the end of lines". */
static GString *
without_blanks (const GString *text)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < text->len; i++) {
    gsize behind = i;

    while (behind < text->len && (text->str[behind] == ' ' || text->str[behind] == '\t'))
      behind++;
    if (behind == i) {
      g_string_append_c (out, text->str[i]);
      continue;
    }
    if (behind < text->len && !(text->str[behind] == '\r' && behind + 1 < text->len && text->str[behind + 1] == '\n'))
      g_string_append_c (out, ' ');
    i = behind - 1;
  }

  return out;
}

static GString *
to_body (CfSpan bytes, gboolean relaxed)
{
  GString *out = to_canonical (bytes);

  if (out->len > 0 && !ends_with (out, "\r\n"))
    g_string_append (out, "\r\n");
  if (relaxed) {
    GString *reduced = without_blanks (out);

    g_string_free (out, TRUE);
    out = reduced;
  }
  while (ends_with (out, "\r\n\r\n"))
    g_string_truncate (out, out->len - 2);
  if (g_str_equal (out->str, "\r\n") && out->len == 2)
    g_string_truncate (out, 0);
  if (out->len == 0 && !relaxed)
    g_string_append (out, "\r\n");

  return out;
}

static GString *
to_form (CfSpan bytes, CfMimeForm form)
{
  GString *out;

  switch (form) {
  case CF_MIME_FORM_CANONICAL:
    return to_canonical (bytes);
  case CF_MIME_FORM_MESSAGE:
    out = to_canonical (bytes);
    if (out->len > 0 && !ends_with (out, "\n"))
      g_string_append (out, "\r\n");
    return out;
  case CF_MIME_FORM_AS_IS:
    return g_string_new_len ((const char *) bytes.data, (gssize) bytes.length);
  case CF_MIME_FORM_DKIM_SIMPLE:
    return to_body (bytes, FALSE);
  case CF_MIME_FORM_DKIM_RELAXED:
    return to_body (bytes, TRUE);
  }

  g_assert_not_reached ();
}

/* --- comparing --- */

static void
assert_digest (const CfDigestSet *set, CfSpan text, guint mask)
{
  g_autoptr (CfDigester) digester = cf_digester_new (mask);
  CfDigestSet want;

  cf_digester_update (digester, text);
  cf_digester_finish (digester, &want);
  for (guint bit = 0; bit < CF_DIGEST_N_KINDS; bit++)
    if (mask & (1u << bit)) {
      CfSpan a = cf_digest_set_get (set, 1u << bit);
      CfSpan b = cf_digest_set_get (&want, 1u << bit);

      g_assert_cmpmem (a.data, a.length, b.data, b.length);
    }
}

static void
assert_form (CfSpan bytes, CfMimeForm form, guint64 limit)
{
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  GString *want = to_form (bytes, form);
  guint place = cf_mime_pass_add (pass, bytes, form, CF_DIGEST_SHA256, limit);

  cf_mime_pass_run (pass);
  g_assert_cmpuint (cf_mime_pass_get_length (pass, place), ==, want->len);
  assert_digest (cf_mime_pass_get (pass, place), cf_span (want->str, MIN (want->len, limit)), CF_DIGEST_SHA256);
  g_string_free (want, TRUE);
}

#define N_FORMS (CF_MIME_FORM_DKIM_RELAXED + 1)

static void
test_rows (void)
{
  static const struct { const char *says, *body, *simple, *relaxed; } rows[] = {
    { "nothing", "", "\r\n", "" },
    { "empty lines", "\r\n\r\n", "\r\n", "" },
    { "RFC 6376 section 3.4.5", " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n" },
    { "LF", "a\n\nb\n\n", "a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n" },
    { "no line end at the end", "a", "a\r\n", "a\r\n" },
    { "blanks at the end", "a \t", "a \t\r\n", "a\r\n" },
    { "only blanks", " \t", " \t\r\n", "" },
    { "lines of blanks", "a\r\n \r\n\t\r\n", "a\r\n \r\n\t\r\n", "a\r\n" },
    { "bare CR", "a\rb\r\n", "a\rb\r\n", "a\rb\r\n" },
    { "bare CR at the end", "a\r", "a\r\r\n", "a\r\r\n" },
    { "CR before the line end", "a \r\r\n\r\n", "a \r\r\n", "a \r\r\n" },
    { "nothing but CR", "\r", "\r\r\n", "\r\r\n" },
    { "line end, CR", "\r\n\r\n\r", "\r\n\r\n\r\r\n", "\r\n\r\n\r\r\n" },
    { "longer than a step", "0123456789abcdefghijk  lmnopqrstuvwxyz \r\n0123456789abcd\r\n0123456789abcde\r\n",
      "0123456789abcdefghijk  lmnopqrstuvwxyz \r\n0123456789abcd\r\n0123456789abcde\r\n",
      "0123456789abcdefghijk lmnopqrstuvwxyz\r\n0123456789abcd\r\n0123456789abcde\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *want[] = { rows[i].simple, rows[i].relaxed };

    for (guint form = 0; form < 2; form++) {
      g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
      guint place = cf_mime_pass_add (pass, cf_span_str (rows[i].body), CF_MIME_FORM_DKIM_SIMPLE + form,
                                      CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);

      g_test_message ("%s", rows[i].says);
      cf_mime_pass_run (pass);
      assert_digest (cf_mime_pass_get (pass, place), cf_span_str (want[form]), CF_DIGEST_SHA256);
      g_assert_cmpuint (cf_mime_pass_get_length (pass, place), ==, strlen (want[form]));
    }
  }
}

/* Bytes that make trouble, more or less of them. */
static void
fill_random (guint8 *bytes, gsize length)
{
  static const char odd[] = "\r\n\n \t\r \n\t\r";
  gint one_of = g_test_rand_int_range (1, 60);

  for (gsize i = 0; i < length; i++) {
    guint32 random = (guint32) g_test_rand_int ();

    if (random % (guint32) one_of == 0)
      bytes[i] = (guint8) odd[(random >> 8) % (sizeof odd - 1)];
    else
      bytes[i] = (guint8) ('a' + (random >> 8) % 26);
    if (one_of > 30 && bytes[i] == '\n' && i > 0)
      bytes[i - 1] = '\r';
  }
}

static void
test_random (void)
{
  for (guint round = 0; round < 3000; round++) {
    gsize length = (gsize) g_test_rand_int_range (0, round % 10 == 0 ? 3000 : 120);
    g_autofree guint8 *bytes = g_malloc (MAX (length, 1));
    guint64 limit = round % 3 == 0 ? (guint64) g_test_rand_int_range (0, 130) : CF_MIME_PASS_WHOLE;

    fill_random (bytes, length);
    for (guint form = 0; form < N_FORMS; form++)
      assert_form (cf_span (bytes, length), form, limit);
  }
}

/* Every sequence of troublesome bytes across the edges of steps, blocks and buffers. */
static void
test_edges (void)
{
  static const char *const pieces[] = {
    "\r\n", "\n", "\r", " ", "  \r\n", "\t\n", "\r\r\n", "\r\n\r\n\r\n", " \r", " \r x", "\n\r", "x \ty", "\r\n \r\n",
  };
  static const gsize edges[] = { 16, 17, 32 * CF_KIB, 16 * CF_KIB, 16 * CF_KIB + 16, 64 * CF_KIB };

  for (guint p = 0; p < G_N_ELEMENTS (pieces); p++)
    for (guint e = 0; e < G_N_ELEMENTS (edges); e++)
      for (gsize before = 0; before < 4; before++) {
        g_autofree char *text = g_strnfill (edges[e] + 40, 'x');

        memcpy (text + edges[e] - before, pieces[p], strlen (pieces[p]));
        for (guint form = 0; form < N_FORMS; form++) {
          assert_form (cf_span_str (text), form, CF_MIME_PASS_WHOLE);
          assert_form (cf_span (text, edges[e] - before + strlen (pieces[p])), form, CF_MIME_PASS_WHOLE);
        }
      }
}

/* More empty lines and blanks than any buffer holds, with and without something behind them. */
static void
test_long_ends (void)
{
  static const char *const pieces[] = { "\r\n", "\n", " ", "\t", "\r", " \r\n", "\r\r\n" };

  for (guint p = 0; p < G_N_ELEMENTS (pieces); p++)
    for (guint tail = 0; tail < 2; tail++) {
      GString *text = g_string_new ("x");

      while (text->len < 150000)
        g_string_append (text, pieces[p]);
      g_string_append (text, tail == 0 ? "" : "y");
      for (guint form = 0; form < N_FORMS; form++)
        assert_form (cf_span (text->str, text->len), form, CF_MIME_PASS_WHOLE);
      g_string_free (text, TRUE);
    }
}

/* Spans that overlap, lie inside one another and beside one another, in all forms at once. */
static void
test_overlap (void)
{
  for (guint round = 0; round < 60; round++) {
    enum { LENGTH = 200000, N = 12 };
    g_autofree guint8 *bytes = g_malloc (LENGTH);
    g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
    struct { CfSpan span; guint form, mask, place; guint64 limit; } needs[N];

    fill_random (bytes, LENGTH);
    for (guint i = 0; i < N; i++) {
      gsize start = (gsize) g_test_rand_int_range (0, LENGTH);

      needs[i].span = cf_span (bytes + start, (gsize) g_test_rand_int_range (0, (gint) (LENGTH - start + 1)));
      needs[i].form = (guint) g_test_rand_int_range (0, N_FORMS);
      needs[i].mask = (guint) g_test_rand_int_range (1, 8);
      needs[i].limit = i % 4 == 0 ? (guint64) g_test_rand_int_range (0, LENGTH) : CF_MIME_PASS_WHOLE;
      needs[i].place = cf_mime_pass_add (pass, needs[i].span, needs[i].form, needs[i].mask, needs[i].limit);
    }

    cf_mime_pass_run (pass);
    for (guint i = 0; i < N; i++) {
      GString *want = to_form (needs[i].span, needs[i].form);

      assert_digest (cf_mime_pass_get (pass, needs[i].place), cf_span (want->str, MIN (want->len, needs[i].limit)),
                     needs[i].mask);
      g_assert_cmpuint (cf_mime_pass_get_length (pass, needs[i].place), ==, want->len);
      g_string_free (want, TRUE);
    }
  }
}

/* The same need has one place, and a mask may grow. */
static void
test_shared (void)
{
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  CfSpan body = cf_span_str ("Hello \r\n");
  guint a = cf_mime_pass_add (pass, body, CF_MIME_FORM_DKIM_RELAXED, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);

  g_assert_cmpuint (cf_mime_pass_add (pass, body, CF_MIME_FORM_DKIM_RELAXED, CF_DIGEST_SHA512, CF_MIME_PASS_WHOLE), ==, a);
  g_assert_cmpuint (cf_mime_pass_add (pass, body, CF_MIME_FORM_DKIM_RELAXED, CF_DIGEST_SHA256, 3), !=, a);
  g_assert_cmpuint (cf_mime_pass_add (pass, body, CF_MIME_FORM_DKIM_SIMPLE, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE), !=, a);
  cf_mime_pass_run (pass);
  assert_digest (cf_mime_pass_get (pass, a), cf_span_str ("Hello\r\n"), CF_DIGEST_SHA256 | CF_DIGEST_SHA512);
  assert_digest (cf_mime_pass_get (pass, a + 1), cf_span_str ("Hel"), CF_DIGEST_SHA256);
  g_assert_cmpuint (cf_mime_pass_get_length (pass, a + 1), ==, 7);
  assert_digest (cf_mime_pass_get (pass, a + 2), body, CF_DIGEST_SHA256);
}

static void
test_nothing (void)
{
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  g_autoptr (CfMimePass) empty = cf_mime_pass_new ();
  guint place = cf_mime_pass_add (pass, cf_span (NULL, 0), CF_MIME_FORM_CANONICAL, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);

  cf_mime_pass_run (empty);
  cf_mime_pass_run (pass);
  assert_digest (cf_mime_pass_get (pass, place), cf_span ("", 0), CF_DIGEST_SHA256);
  g_assert_cmpuint (cf_mime_pass_get_length (pass, place), ==, 0);
}

static double
time_pass (CfSpan body, CfMimeForm form)
{
  clock_t start = clock ();
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();

  cf_mime_pass_add (pass, body, form, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  cf_mime_pass_run (pass);
  return test_seconds_since (start);
}

/* Changing the form costs little beside hashing, and whatever the bytes are, time grows with their number only. */
static void
test_speed (void)
{
  static const char *const lines[] = {
    "The quick brown fox reads its mail, and looks at the certificate first.\r\n",
    "The quick brown fox reads its mail, and looks at the certificate first.\n",
    " ", "\n", "\r", "\r\n", " \t \r\n", " x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    GString *body = g_string_sized_new (10000000);
    double as_is = 0;
    double relaxed = 0;

    while (body->len < 10000000)
      g_string_append (body, lines[i]);
    as_is = time_pass (cf_span (body->str, body->len), CF_MIME_FORM_AS_IS);
    relaxed = time_pass (cf_span (body->str, body->len), CF_MIME_FORM_DKIM_RELAXED);
    g_test_message ("10 MB: SHA-256 %.1f ms, relaxed %.1f ms, simple %.1f ms", 1000 * as_is, 1000 * relaxed,
                    1000 * time_pass (cf_span (body->str, body->len), CF_MIME_FORM_DKIM_SIMPLE));
    g_assert_cmpfloat (relaxed, <, 10 * as_is + 1);
    g_string_free (body, TRUE);
  }
}

/* What a pass before hashed is taken over; what it did not hash is read. */
static void
test_reuse (void)
{
  static const char text[] = "a line \n  another\r\n\r\n and the last  \n";
  CfSpan whole = cf_span_str (text), rest = cf_span_from (whole, 3);
  g_autoptr (CfMimePass) before = cf_mime_pass_new ();
  g_autoptr (CfMimePass) again = cf_mime_pass_new ();
  g_autoptr (CfMimePass) plain = cf_mime_pass_new ();
  CfMimePass *passes[] = { again, plain };

  cf_mime_pass_add (before, whole, CF_MIME_FORM_DKIM_RELAXED, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  cf_mime_pass_add (before, whole, CF_MIME_FORM_CANONICAL, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  cf_mime_pass_run (before);

  for (guint i = 0; i < G_N_ELEMENTS (passes); i++) {
    cf_mime_pass_add (passes[i], whole, CF_MIME_FORM_CANONICAL, CF_DIGEST_SHA256 | CF_DIGEST_SHA512, CF_MIME_PASS_WHOLE);
    cf_mime_pass_add (passes[i], whole, CF_MIME_FORM_DKIM_RELAXED, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
    cf_mime_pass_add (passes[i], rest, CF_MIME_FORM_DKIM_RELAXED, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
    cf_mime_pass_add (passes[i], whole, CF_MIME_FORM_DKIM_SIMPLE, CF_DIGEST_SHA256, 5);
  }
  cf_mime_pass_reuse (again, before);
  cf_mime_pass_run (again);
  cf_mime_pass_run (plain);

  for (guint place = 0; place < 4; place++) {
    const CfDigestSet *one = cf_mime_pass_get (again, place), *other = cf_mime_pass_get (plain, place);

    g_assert_cmpuint (one->mask & other->mask, ==, other->mask);
    g_assert_cmpmem (one->value, sizeof one->value, other->value, sizeof other->value);
    g_assert_cmpuint (cf_mime_pass_get_length (again, place), ==, cf_mime_pass_get_length (plain, place));
  }
}

static void
append_bytes (gpointer user_data, CfSpan bytes)
{
  g_string_append_len (user_data, (const char *) bytes.data, (gssize) bytes.length);
}

/* A reader gets all bytes as they stand, in order, whatever else is hashed of them and was hashed before. */
static void
test_reader (void)
{
  g_autofree char *text = g_strnfill (100000, ' ');
  g_autoptr (CfMimePass) before = cf_mime_pass_new ();
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  g_autoptr (GString) found = g_string_new (NULL);
  CfSpan whole = cf_span (text, 100000), inside = cf_span_sub (whole, 777, 90000);
  CfDigestSet alone;
  guint place;

  for (gsize i = 0; i < whole.length; i++)
    text[i] = (char) ('a' + i % 26);
  cf_mime_pass_add (before, inside, CF_MIME_FORM_AS_IS, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  cf_mime_pass_run (before);

  cf_mime_pass_add (pass, whole, CF_MIME_FORM_DKIM_RELAXED, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  cf_mime_pass_add_reader (pass, inside, append_bytes, found);
  place = cf_mime_pass_add (pass, inside, CF_MIME_FORM_AS_IS, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  cf_mime_pass_reuse (pass, before);
  cf_mime_pass_run (pass);

  g_assert_cmpmem (found->str, found->len, inside.data, inside.length);
  cf_mime_digest (inside, CF_MIME_AS_IS, CF_DIGEST_SHA256, &alone);
  g_assert_cmpmem (cf_mime_pass_get (pass, place), sizeof alone, &alone, sizeof alone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mime/pass/rows", test_rows);
  g_test_add_func ("/mime/pass/random", test_random);
  g_test_add_func ("/mime/pass/edges", test_edges);
  g_test_add_func ("/mime/pass/long-ends", test_long_ends);
  g_test_add_func ("/mime/pass/overlap", test_overlap);
  g_test_add_func ("/mime/pass/shared", test_shared);
  g_test_add_func ("/mime/pass/nothing", test_nothing);
  g_test_add_func ("/mime/pass/speed", test_speed);
  g_test_add_func ("/mime/pass/reuse", test_reuse);
  g_test_add_func ("/mime/pass/reader", test_reader);
  return g_test_run ();
}
