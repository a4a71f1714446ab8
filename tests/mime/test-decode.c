/* test-decode.c — transfer encodings, strictly */
#include "cf-mime-base64.h"
#include "mime-test.h"

typedef struct {
  const char *body;
  const char *want; /* NULL: broken */
} Row;

static const Row base64_rows[] = {
  { "", "" },
  { "QQ==", "A" },
  { "QUI=", "AB" },
  { "QUJD", "ABC" },
  { "QUJDRA==", "ABCD" },
  { "QUJD\r\nREVG\r\n", "ABCDEF" },
  { "QUJD\nREVG\n", "ABCDEF" },
  { "Q U\tJ\r\nD", "ABC" },
  { "\r\n\r\nQUJD", "ABC" },
  { "QQ==\r\n \t\n", "A" },
  { "QQ=\r\n=", "A" },
  { "QQ= =", "A" },
  { "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
  { "Q", NULL },
  { "QQ", NULL },
  { "QQ=", NULL },
  { "QUJ", NULL },
  { "Q===", NULL },
  { "====", NULL },
  { "=", NULL },
  { "=QQQ", NULL },
  { "Q=QQ", NULL },
  { "QQ=Q", NULL },
  { "QQ==QQ==", NULL },
  { "QQ==QUJD", NULL },
  { "QUI=QUI=", NULL },
  { "QUJD=", NULL },
  { "QUJD====", NULL },
  { "QU.JD", NULL },
  { "QUJD!", NULL },
  { "QUJD-_", NULL },
  { "QUJ\x80", NULL },
  { "QQ==.", NULL },
  { "QUJD\vREVG", NULL },
  { "QUJD\n--b\n", NULL },
};

static const Row qp_rows[] = {
  { "", "" },
  { "abc", "abc" },
  { "a=41b", "aAb" },
  { "a=4a", "aJ" },
  { "a=4A", "aJ" },
  { "a=\nb", "ab" },
  { "a=\r\nb", "ab" },
  { "a= \t\r\nb", "ab" },
  { "a=", "a" },
  { "a=  ", "a" },
  { "a  \nb", "a\nb" },
  { "a\t \r\nb", "a\r\nb" },
  { "a  ", "a" },
  { "a  b", "a  b" },
  { "  a", "  a" },
  { "a=20\n", "a \n" },
  { "a=3D41", "a=41" },
  { "\xc3\xbc", "\xc3\xbc" },
  { "a\rb", "a\rb" },
  { "a \r b", "a \r b" },
  { "a=4", NULL },
  { "a=4\n", NULL },
  { "a=g1", NULL },
  { "a=1g", NULL },
  { "a==", NULL },
  { "a= b", NULL },
  { "a=\rb", NULL },
};

static void
check_rows (const Row *rows, gsize n, CfMimeEncoding encoding)
{
  for (gsize i = 0; i < n; i++) {
    CfMimePart part = { .body = cf_span_str (rows[i].body), .encoding = encoding };
    g_autoptr (GBytes) bytes = cf_mime_decode (&part, 1000);
    g_autofree char *escaped = g_strescape (rows[i].body, NULL);
    gsize length = 0;
    const char *data = bytes == NULL ? NULL : g_bytes_get_data (bytes, &length);

    g_test_message ("%s", escaped);
    g_assert_cmpint (bytes == NULL, ==, rows[i].want == NULL);
    if (rows[i].want != NULL)
      g_assert_cmpmem (data, length, rows[i].want, strlen (rows[i].want));
  }
}

/* Cut anywhere into two, and into single bytes, it comes to the same. */
static void
check_pieces (const Row *row)
{
  gsize length = strlen (row->body);

  for (gsize cut = 0; cut <= length + 1; cut++) {
    guint8 data[1000];
    CfMimeBase64 state = { 0 };
    CfMimeBase64Room room = { data, 0, sizeof data };
    gboolean good = TRUE;

    for (gsize at = 0; at < length && good;) {
      gsize n = cut > length ? 1 : at < cut ? cut : length - cut;

      good = cf_mime_base64_feed (&state, cf_span (row->body + at, n), &room);
      at += n;
    }
    g_assert_cmpint (good && cf_mime_base64_is_whole (&state), ==, row->want != NULL);
    if (row->want != NULL)
      g_assert_cmpmem (data, room.length, row->want, strlen (row->want));
  }
}

static void
test_base64_pieces (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (base64_rows); i++)
    check_pieces (&base64_rows[i]);
}

static void
test_base64 (void)
{
  check_rows (base64_rows, G_N_ELEMENTS (base64_rows), CF_MIME_ENCODING_BASE64);
}

static void
test_quoted_printable (void)
{
  check_rows (qp_rows, G_N_ELEMENTS (qp_rows), CF_MIME_ENCODING_QUOTED_PRINTABLE);
}

static void
test_others (void)
{
  static const Row identity[] = { { "", "" }, { "a=41\r\n", "a=41\r\n" } };
  static const Row other[] = { { "", NULL }, { "abc", NULL } };

  check_rows (identity, G_N_ELEMENTS (identity), CF_MIME_ENCODING_IDENTITY);
  check_rows (other, G_N_ELEMENTS (other), CF_MIME_ENCODING_OTHER);
}

static void
test_limit (void)
{
  static const struct {
    CfMimeEncoding encoding;
    const char *body;
    gsize length;
  } rows[] = {
    { CF_MIME_ENCODING_IDENTITY, "abcd", 4 },
    { CF_MIME_ENCODING_BASE64, "QUJD", 3 },
    { CF_MIME_ENCODING_BASE64, "QUJDRA==", 4 },
    { CF_MIME_ENCODING_BASE64, "Q\nUJDR\nEU=", 5 },
    { CF_MIME_ENCODING_QUOTED_PRINTABLE, "a=41=\n", 2 },
    { CF_MIME_ENCODING_QUOTED_PRINTABLE, "ab  c", 5 },
    { CF_MIME_ENCODING_QUOTED_PRINTABLE, "ab  \n", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfMimePart part = { .body = cf_span_str (rows[i].body), .encoding = rows[i].encoding };
    g_autoptr (GBytes) fits = cf_mime_decode (&part, rows[i].length);
    g_autoptr (GBytes) over = cf_mime_decode (&part, rows[i].length - 1);

    g_assert_nonnull (fits);
    g_assert_cmpuint (g_bytes_get_size (fits), ==, rows[i].length);
    g_assert_null (over);
  }
}

/* What GLib encodes, in lines of any length, comes back. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint length = 0; length < 300; length++) {
    g_autofree guchar *data = g_malloc (length + 1);
    g_autofree char *encoded = NULL;
    g_autoptr (GString) lines = g_string_new ("");
    g_autoptr (GBytes) bytes = NULL;
    CfMimePart part = { .encoding = CF_MIME_ENCODING_BASE64 };
    guint width = (guint) g_rand_int_range (rand, 1, 80);

    for (guint i = 0; i < length; i++)
      data[i] = (guchar) g_rand_int (rand);
    encoded = g_base64_encode (data, length);
    for (char *p = encoded; *p != '\0'; p++)
      g_string_append_printf (lines, "%c%s", *p, (p - encoded) % width == width - 1 ? "\r\n" : "");
    part.body = cf_span (lines->str, lines->len);
    bytes = cf_mime_decode (&part, length);
    g_assert_nonnull (bytes);
    g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, length);
  }
}

/* White space without end must not be read again and again. */
static void
test_blanks (void)
{
  static const CfMimeEncoding encodings[] = { CF_MIME_ENCODING_BASE64, CF_MIME_ENCODING_QUOTED_PRINTABLE };
  g_autofree char *blanks = g_strnfill (4 * CF_MIB, ' ');
  clock_t start = clock ();

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++) {
    CfMimePart part = { .body = cf_span (blanks, 4 * CF_MIB), .encoding = encodings[i] };
    g_autoptr (GBytes) bytes = cf_mime_decode (&part, 4 * CF_MIB);

    g_assert_nonnull (bytes);
    g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
  }
  blanks[4 * CF_MIB - 1] = '=';
  blanks[4 * CF_MIB - 2] = '=';
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++) {
    CfMimePart part = { .body = cf_span (blanks, 4 * CF_MIB), .encoding = encodings[i] };

    g_assert_null (cf_mime_decode (&part, 4 * CF_MIB));
  }
  g_assert_cmpfloat (test_seconds_since (start), <, 5.0);
}

/* RFC 2047 words, as the strict reading of From looks into them. */
static void
test_words (void)
{
  static const Row rows[] = {
    { "=?utf-8?Q?a_b=2E?=", "a b." }, { "=?utf-8?B?QUI=?=", "AB" }, { "=?utf-8?q?" "?=", "" },
    { "=?utf-8?B?" "?=", "" },        { "=?utf-8?B?QUI?=", NULL },  { "=?utf-8?Q?=2?=", NULL },
    { "=?utf-8?Q?=gg?=", NULL },      { "=?utf-8?Q?a?b?=", NULL },  { "=?utf-8?X?a?=", NULL },
    { "=??Q?a?=", NULL },             { "=?utf-8?Q?a", NULL },      { "=?utf-8?Q?=", NULL },
    { "x=?utf-8?Q?a?=", NULL },       { "=?utf-8?Q?a?=x", NULL },   { "=?", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GByteArray) bytes = cf_mime_word_decode (cf_span_str (rows[i].body));

    g_assert_cmpint (bytes == NULL, ==, rows[i].want == NULL);
    if (bytes != NULL)
      g_assert_cmpmem (bytes->data, bytes->len, rows[i].want, strlen (rows[i].want));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mime/decode/base64", test_base64);
  g_test_add_func ("/mime/decode/base64-pieces", test_base64_pieces);
  g_test_add_func ("/mime/decode/quoted-printable", test_quoted_printable);
  g_test_add_func ("/mime/decode/others", test_others);
  g_test_add_func ("/mime/decode/limit", test_limit);
  g_test_add_func ("/mime/decode/round-trip", test_round_trip);
  g_test_add_func ("/mime/decode/blanks", test_blanks);
  g_test_add_func ("/mime/decode/words", test_words);
  return g_test_run ();
}
