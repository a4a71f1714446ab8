/* test-text.c — text of strangers, made safe to show */
#include "cf-limits.h"
#include "cf-text.h"

static void
test_visible (void)
{
  static const struct { const char *says, *text, *want; } rows[] = {
    { "empty", "", "" },
    { "plain", "Hello", "Hello" },
    { "Japanese", "例示銀行からのお知らせ", "例示銀行からのお知らせ" },
    { "half width", "ﾃｽﾄ", "ﾃｽﾄ" },
    { "combining mark", "か\xe3\x82\x99", "か\xe3\x82\x99" },
    { "ideographic variation of a name", "葛\xf3\xa0\x84\x80", "葛\xf3\xa0\x84\x80" },
    { "emoji", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
    { "LF", "a\nb", "a b" },
    { "CR LF is one space", "a\r\nb", "a b" },
    { "bare CR", "a\rb", "a b" },
    { "CR CR LF", "a\r\r\nb", "a  b" },
    { "tab", "a\tb", "a b" },
    { "control", "a\x01" "b", "a\\u{0001}b" },
    { "escape sequence", "\x1b[31mred", "\\u{001B}[31mred" },
    { "delete", "a\x7f" "b", "a\\u{007F}b" },
    { "C1 control", "a\xc2\x9b" "b", "a\\u{009B}b" },
    { "next line", "a\xc2\x85" "b", "a\\u{0085}b" },
    { "right-to-left override", "cod.\xe2\x80\xae" "exe", "cod.\\u{202E}exe" },
    { "isolates", "\xe2\x81\xa6x\xe2\x81\xa9", "\\u{2066}x\\u{2069}" },
    { "right-to-left mark", "\xe2\x80\x8f", "\\u{200F}" },
    { "zero-width space", "ba\xe2\x80\x8bnk", "ba\\u{200B}nk" },
    { "zero-width joiner", "a\xe2\x80\x8d", "a\\u{200D}" },
    { "byte order mark", "\xef\xbb\xbfx", "\\u{FEFF}x" },
    { "soft hyphen", "ba\xc2\xadnk", "ba\\u{00AD}nk" },
    { "line separator", "a\xe2\x80\xa8" "b", "a\\u{2028}b" },
    { "tag character", "a\xf3\xa0\x81\xa1", "a\\u{E0061}" },
    { "private use", "\xee\x80\x80", "\\u{E000}" },
    { "Hangul filler", "a\xe3\x85\xa4" "b", "a\\u{3164}b" },
    { "Braille blank", "\xe2\xa0\x80", "\\u{2800}" },
    { "grapheme joiner", "ba\xcd\x8fnk", "ba\\u{034F}nk" },
    { "one bad byte", "a\xff" "b", "a\xef\xbf\xbd" "b" },
    { "cut sequence", "a\xe3\x81", "a\xef\xbf\xbd\xef\xbf\xbd" },
    { "surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { "overlong slash", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *whole = cf_text_make_visible (rows[i].text, -1);
    g_autofree char *counted = cf_text_make_visible (rows[i].text, strlen (rows[i].text));

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (whole, ==, rows[i].want);
    g_assert_cmpstr (counted, ==, rows[i].want);
  }
}

static void
test_length (void)
{
  g_autofree char *some = cf_text_make_visible ("abcdef", 3);
  g_autofree char *nothing = cf_text_make_visible ("abc", 0);
  g_autofree char *half = cf_text_make_visible ("\xe3\x81\x82", 2);
  g_autofree char *nul = cf_text_make_visible ("a\0b", 3);

  g_assert_cmpstr (some, ==, "abc");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (half, ==, "\xef\xbf\xbd\xef\xbf\xbd");
  /* What stands behind a NUL must not be hidden by it. */
  g_assert_cmpstr (nul, ==, "a\xef\xbf\xbd" "b");
}

/* CF_LIMIT_TEXT_CHARS characters of the message, however they are shown. */
static void
test_limit (void)
{
  static const char *const pieces[] = { "a", "例", "\xe2\x80\xae", "\xff", "\n" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *one = cf_text_make_visible (pieces[i], -1);
    GString *text = g_string_new (NULL);

    for (guint n = 1; n <= CF_LIMIT_TEXT_CHARS + 1; n++) {
      g_string_append (text, pieces[i]);
      if (n >= CF_LIMIT_TEXT_CHARS) {
        g_autofree char *got = cf_text_make_visible (text->str, text->len);

        g_assert_cmpint (g_str_has_suffix (got, "…"), ==, n > CF_LIMIT_TEXT_CHARS);
        g_assert_cmpuint (strlen (got), ==,
                          CF_LIMIT_TEXT_CHARS * strlen (one) + (n > CF_LIMIT_TEXT_CHARS ? strlen ("…") : 0));
      }
    }
    g_string_free (text, TRUE);
  }
}

/* Any bytes: valid UTF-8, nothing invisible left, and a second pass changes nothing. */
static void
test_garbage (void)
{
  for (guint i = 0; i < 20000; i++) {
    gsize length = g_test_rand_int_range (0, 64);
    g_autofree char *bytes = g_malloc (length + 1);
    g_autofree char *once = NULL;
    g_autofree char *twice = NULL;

    for (gsize j = 0; j < length; j++)
      bytes[j] = g_test_rand_bit () ? g_test_rand_int_range (0, 256) : g_test_rand_int_range (0xe0, 0xf5);
    once = cf_text_make_visible (bytes, length);
    g_assert_true (g_utf8_validate (once, -1, NULL));
    for (const char *p = once; *p != '\0'; p = g_utf8_next_char (p))
      g_assert_false (cf_text_is_invisible (g_utf8_get_char (p)));
    twice = cf_text_make_visible (once, -1);
    g_assert_cmpstr (twice, ==, once);
  }
}

static void
test_is_ascii (void)
{
  static const struct { const char *text; gboolean want; } rows[] = {
    { "", TRUE }, { "a ~!", TRUE }, { "a\n", FALSE }, { "\t", FALSE }, { "\x7f", FALSE }, { "é", FALSE },
    { "\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (cf_text_is_ascii (rows[i].text), ==, rows[i].want);
}

static void
test_equal (void)
{
  g_assert_true (cf_text_equal (NULL, NULL));
  g_assert_true (cf_text_equal ("a", "a"));
  g_assert_false (cf_text_equal ("", NULL));
  g_assert_false (cf_text_equal (NULL, ""));
  g_assert_false (cf_text_equal ("a", "A"));
}

static void
test_normalize (void)
{
  static const struct {
    const char *text, *want;
  } rows[] = {
    { "", "" },
    { "Alice", "Alice" },
    { "か\xe3\x82\x99", "が" },
    { "a\xe3", NULL },
    { "\xf0\x9f", NULL },
    { "\xff", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *copy = g_strdup (rows[i].text); /* a block of its own: a read past it is seen */
    g_autofree char *found = cf_text_normalize (copy, G_NORMALIZE_NFC);

    g_assert_cmpstr (found, ==, rows[i].want);
  }
}

/* What may be written into a rule: nothing that a file of rules could read in another way. */
static void
test_strict_address (void)
{
  static const struct {
    const char *address;
    gboolean strict;
  } rows[] = {
    { "info@bank.example", TRUE },      { "a.b+c@x-1.example", TRUE },      { "O'Hara@1st.example", TRUE },
    { "a@b", TRUE },                    { "", FALSE },                      { "@", FALSE },
    { "info", FALSE },                  { "info@", FALSE },                 { "@bank.example", FALSE },
    { "a=b@bank.example", FALSE },      { "a]@bank.example", FALSE },       { "a[@bank.example", FALSE },
    { "a@b@c.example", FALSE },         { "a b@c.example", FALSE },         { "a@c.example\n[default]", FALSE },
    { "a\r@c.example", FALSE },         { "\"a\"@c.example", FALSE },       { "a..b@c.example", FALSE },
    { ".a@c.example", FALSE },          { "a.@c.example", FALSE },          { "a@.c.example", FALSE },
    { "a@c.example.", FALSE },          { "a@-c.example", FALSE },          { "a@c-.example", FALSE },
    { "a@[192.0.2.1]", FALSE },         { "a@c_d.example", FALSE },         { "a,b@c.example", FALSE },
    { "caf\xc3\xa9@c.example", FALSE }, { "a@\xe4\xbe\x8b.jp", FALSE },    { "a@c\xff.example", FALSE },
    { "a\\u{202E}@c.example", FALSE },  { "<a@c.example>", FALSE },         { "a;b@c.example", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %zu", i);
    g_assert_true (cf_text_is_strict_address (rows[i].address) == rows[i].strict);
  }
}

/* Only what runs from right to left is put aside, and the sentence goes on behind it. */
static void
test_isolate (void)
{
  static const struct { const char *says; const char *text; const char *wanted; } rows[] = {
    { "nothing", "", "" },
    { "Latin and Japanese", "Signed by 例示銀行 (18)", "Signed by 例示銀行 (18)" },
    { "at the start", "\u05d0\u05d1 signs", "\u2068\u05d0\u05d1\u2069 signs" },
    { "at the end", "Signed by \u0628\u0646\u0643", "Signed by \u2068\u0628\u0646\u0643\u2069" },
    { "a blank inside", "“\u05d0 \u05d1”, but", "“\u2068\u05d0 \u05d1\u2069”, but" },
    { "a number behind it", "\u05d0 18 of 20", "\u2068\u05d0\u2069 18 of 20" },
    { "a number inside", "\u05d0 18 \u05d1.", "\u2068\u05d0 18 \u05d1\u2069." },
    { "two of them", "\u05d0 is not \u05d1", "\u2068\u05d0\u2069 is not \u2068\u05d1\u2069" },
    { "two lines", "\u05d0\n\u05d1", "\u2068\u05d0\u2069\n\u2068\u05d1\u2069" },
    { "Japanese behind it", "\u05d0 の電子署名", "\u2068\u05d0\u2069 の電子署名" },
    { "Adlam", "\U0001E900 x", "\u2068\U0001E900\u2069 x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *isolated = cf_text_isolate (rows[i].text);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (isolated, ==, rows[i].wanted);
  }
}

/* A letter that is cut short takes the end of the text for its second half; what lies behind is another's. */
static void
test_domain_to_ascii (void)
{
  static const struct { const char *domain, *want; } rows[] = {
    { "bank.example", "bank.example" },
    { "\xe4\xbe\x8b.jp", "xn--fsq.jp" },
    { "\xe4\0\xbe" "bank.example", NULL },
    { "\xf0\0\0\0secret.example", NULL },
    { "\xff.jp", NULL },
    /* Ends the program in GLib, version 2.74. */
    { "\xf8\xc2\xc2\xadxn--\xc2\xad\x80\xf8" "e\xcc\x81", NULL },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = cf_text_domain_to_ascii (rows[i].domain);

    g_assert_cmpstr (got, ==, rows[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/visible", test_visible);
  g_test_add_func ("/base/text/length", test_length);
  g_test_add_func ("/base/text/limit", test_limit);
  g_test_add_func ("/base/text/garbage", test_garbage);
  g_test_add_func ("/base/text/is-ascii", test_is_ascii);
  g_test_add_func ("/base/text/domain-to-ascii", test_domain_to_ascii);
  g_test_add_func ("/base/text/equal", test_equal);
  g_test_add_func ("/base/text/normalize", test_normalize);
  g_test_add_func ("/base/text/strict-address", test_strict_address);
  g_test_add_func ("/base/text/isolate", test_isolate);
  return g_test_run ();
}
