/* test-scan.c — bytes -> parts: boundaries, numbers, limits */
#include "mime-test.h"

#define M(boundary) "Content-Type: multipart/mixed; boundary=" boundary "\n\n"

typedef struct {
  const char *says;
  const char *text;
  const char *want;
} Row;

static const Row rows[] = {
  { "nothing at all", "", "1 text/plain" },
  { "header only", "From: a@b\n", "1 text/plain" },
  { "body only", "\nhello\n", "1 text/plain" },
  { "two parts", M ("b") "--b\n\none\n--b\nContent-Type: text/html\n\ntwo\n--b--\n",
    " multipart/mixed*; 1 text/plain; 2 text/html" },
  { "preamble and epilogue", M ("b") "hi\n--b\n\none\n--b--\nbye\n", " multipart/mixed*; 1 text/plain" },
  { "white space behind the boundary", M ("b") "--b \t\n\none\n--b--  \n", " multipart/mixed*; 1 text/plain" },
  { "two CR behind the boundary", M ("b") "--b\n\none\n--b\r\r\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "longer boundary", M ("b") "--b\n\none\n--bc\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "longer boundary that begins with hyphens", M ("b") "--b\n\none\n--b--c\n\ntwo\n--b--\n",
    " multipart/mixed*; 1 text/plain" },
  { "text behind the boundary", M ("b") "--b\n\none\n--b two\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "bare CR behind the boundary", M ("b") "--b\n\none\n--b\rx\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "boundary behind a bare CR", M ("b") "--b\n\none\r--b\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "boundary not at the start", M ("b") "--b\n\none\n --b\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "one hyphen", M ("b") "--b\n\none\n-b\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "another case", M ("b") "--b\n\none\n--B\n\ntwo\n--b--\n", " multipart/mixed*; 1 text/plain" },
  { "quoted boundary", "Content-Type: multipart/mixed; boundary=\"=_x\"\n\n--=_x\n\none\n--=_x--\n",
    " multipart/mixed*; 1 text/plain" },
  { "no end", M ("b") "--b\n\none\n--b\n\ntwo", " multipart/mixed*; 1 text/plain; 2 text/plain" },
  { "ends at the boundary", M ("b") "--b\n\none\n--b", " multipart/mixed*; 1 text/plain; 2 text/plain" },
  { "parts behind the end", M ("b") "--b\n\none\n--b--\n--b\n\ntwo\n", " multipart/mixed*; 1 text/plain" },
  { "no parts", M ("b") "hello\n", " multipart/mixed" },
  { "end only", M ("b") "--b--\n", " multipart/mixed" },
  { "no boundary", "Content-Type: multipart/mixed\n\n--b\n\none\n", "1 multipart/mixed" },
  { "empty boundary", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\none\n", "1 multipart/mixed" },
  { "empty parts", M ("b") "--b\n--b\n\n--b\n\n\n--b--\n",
    " multipart/mixed*; 1 text/plain; 2 text/plain; 3 text/plain" },
  { "header without an end", M ("b") "--b\nContent-Type: text/html\n--b--\n", " multipart/mixed*; 1 text/html" },
  { "nested", M ("a") "--a\n" M ("b") "--b\n\n1.1\n--b\n\n1.2\n--b--\n--a\n\n2\n--a--\n",
    " multipart/mixed*; 1 multipart/mixed*; 1.1 text/plain; 1.2 text/plain; 2 text/plain" },
  { "outer boundary ends the inner", M ("a") "--a\n" M ("b") "--b\n\n1.1\n--a\n\n2\n--b\n\nx\n--a--\n",
    " multipart/mixed*; 1 multipart/mixed*; 1.1 text/plain; 2 text/plain" },
  { "outer end ends the inner", M ("a") "--a\n" M ("b") "--b\n\n1.1\n--a--\n--b\n\nx\n",
    " multipart/mixed*; 1 multipart/mixed*; 1.1 text/plain" },
  { "outer boundary in the inner preamble", M ("a") "--a\n" M ("b") "hi\n--a\n\n2\n--a--\n",
    " multipart/mixed*; 1 multipart/mixed; 2 text/plain" },
  { "inner boundary begins like the outer", M ("a") "--a\n" M ("ab") "--ab\n\n1.1\n--ab--\n--a\n\n2\n--a--\n",
    " multipart/mixed*; 1 multipart/mixed*; 1.1 text/plain; 2 text/plain" },
  { "the same boundary twice: the outer has it", M ("a") "--a\n" M ("a") "--a\n\n2\n--a--\n",
    " multipart/mixed*; 1 multipart/mixed; 2 text/plain" },
  { "message", "Content-Type: message/rfc822\n\nFrom: a@b\n\nhello\n", "1 message/rfc822*; 1.1 text/plain" },
  { "message in multipart", M ("a") "--a\n\none\n--a\nContent-Type: message/rfc822\n\nFrom: a@b\n\nhi\n--a--\n",
    " multipart/mixed*; 1 text/plain; 2 message/rfc822*; 2.1 text/plain" },
  { "multipart in message",
    M ("a") "--a\nContent-Type: message/rfc822\n\n" M ("b") "--b\n\none\n--b\n\ntwo\n--b--\n--a--\n",
    " multipart/mixed*; 1 message/rfc822*; 1 multipart/mixed*; 1.1 text/plain; 1.2 text/plain" },
  { "empty message", M ("a") "--a\nContent-Type: message/rfc822\n\n--a--\n",
    " multipart/mixed*; 1 message/rfc822*; 1.1 text/plain" },
  { "encoded message is a file",
    "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbTogYUBi\n", "1 message/rfc822" },
  { "digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nFrom: a@b\n\nhi\n--b\nContent-Type: text/plain\n\nx\n--b--\n",
    " multipart/digest*; 1 message/rfc822*; 1.1 text/plain; 2 text/plain" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < 2 * G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i / 2];
    g_autofree char *text = i % 2 ? test_to_crlf (row->text) : g_strdup (row->text);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);
    g_autofree char *parts = test_dump_parts (mime);

    g_test_message ("%s", row->says);
    test_check_invariants (mime, facts, mime->message);
    g_assert_cmpstr (parts, ==, row->want);
  }
}

/* LIBRARIES: from the line after the first boundary to before the line end preceding the next. */
static void
test_spans (void)
{
  static const struct {
    const char *says;
    const char *text;
    const char *whole;
    const char *header;
    const char *body;
  } span_rows[] = {
    { "usual", M ("b") "--b\nA: b\n\none\n--b--\n", "A: b\n\none", "A: b\n", "one" },
    { "line end of its own", M ("b") "--b\nA: b\n\none\n\n--b--\n", "A: b\n\none\n", "A: b\n", "one\n" },
    { "CRLF", M ("b") "--b\r\nA: b\r\n\r\none\r\n--b--\r\n", "A: b\r\n\r\none", "A: b\r\n", "one" },
    { "LF before, CRLF inside", M ("b") "--b\nA: b\r\n\r\none\n--b--\n", "A: b\r\n\r\none", "A: b\r\n", "one" },
    { "bare CR belongs to the part", M ("b") "--b\n\none\r\r\n--b--\n", "\none\r", "", "one\r" },
    { "no header", M ("b") "--b\n\none\n--b--\n", "\none", "", "one" },
    { "no body", M ("b") "--b\nA: b\n\n--b--\n", "A: b\n", "A: b\n", "" },
    { "no empty line", M ("b") "--b\nA: b\n--b--\n", "A: b", "A: b", "" },
    { "nothing", M ("b") "--b\n--b--\n", "", "", "" },
    { "no end", M ("b") "--b\nA: b\n\none\n", "A: b\n\none\n", "A: b\n", "one\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (span_rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (span_rows[i].text, facts);
    const CfMimePart *part = cf_mime_get_part (mime, 1);

    g_test_message ("%s", span_rows[i].says);
    g_assert_true (cf_span_is (part->whole, span_rows[i].whole));
    g_assert_true (cf_span_is (part->header, span_rows[i].header));
    g_assert_true (cf_span_is (part->body, span_rows[i].body));
  }
}

static void
test_frame (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (M ("b") "before\n--b\n\none\n--b--\nbehind\n", facts);

  g_assert_true (cf_span_is (cf_mime_node (mime, 0)->preamble, "before"));
  g_assert_true (cf_span_is (cf_mime_node (mime, 0)->epilogue, "behind\n"));
}

static guint
read_limit (const char *text, CfEvidence evidence)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (text, facts);

  test_check_invariants (mime, facts, mime->message);
  g_assert_true (facts->evidence & evidence);
  return facts->limit;
}

static char *
many_parts (guint n)
{
  GString *out = g_string_new ("From: a@b\n" M ("b"));

  for (guint i = 0; i < n; i++)
    g_string_append (out, "--b\n\nx\n");
  g_string_append (out, "--b--\n");
  return g_string_free (out, FALSE);
}

static void
test_part_limit (void)
{
  g_autofree char *most = many_parts (CF_LIMIT_PARTS - 1);
  g_autofree char *over = many_parts (CF_LIMIT_PARTS);

  g_assert_cmpuint (read_limit (most, CF_M (WITHIN_LIMITS)), ==, 0);
  g_assert_cmpuint (read_limit (over, CF_M (TOO_MANY_PARTS)), ==, CF_LIMIT_PARTS);
}

static char *
deep_parts (guint depth)
{
  GString *out = g_string_new ("From: a@b\n");

  for (guint i = 0; i < depth; i++)
    g_string_append_printf (out, "Content-Type: multipart/mixed; boundary=b%ux\n\n--b%ux\n", i, i);
  g_string_append (out, "\nx\n");
  return g_string_free (out, FALSE);
}

static void
test_depth_limit (void)
{
  g_autofree char *most = deep_parts (CF_LIMIT_PART_DEPTH - 1);
  g_autofree char *over = deep_parts (CF_LIMIT_PART_DEPTH);
  g_autofree char *very = deep_parts (50000);
  g_autoptr (GString) messages = g_string_new ("");

  g_assert_cmpuint (read_limit (most, CF_M (WITHIN_LIMITS)), ==, 0);
  g_assert_cmpuint (read_limit (over, CF_M (TOO_MANY_PARTS)), ==, CF_LIMIT_PART_DEPTH);
  g_assert_cmpuint (read_limit (very, CF_M (TOO_MANY_PARTS)), ==, CF_LIMIT_PART_DEPTH);

  for (guint i = 0; i < 50000; i++)
    g_string_append (messages, "Content-Type: message/rfc822\n\n");
  g_assert_cmpuint (read_limit (messages->str, CF_M (TOO_MANY_PARTS)), ==, CF_LIMIT_PART_DEPTH);
}

static void
test_header_limits (void)
{
  for (guint over = 0; over <= 1; over++) {
    g_autoptr (GString) fields = g_string_new ("From: a@b\n");
    g_autoptr (GString) bytes = g_string_new ("From: a@b\nX: ");

    for (guint i = 1; i < CF_LIMIT_HEADER_FIELDS + over; i++)
      g_string_append (fields, "X: y\n");
    g_string_append (fields, "\nbody\n");
    while (bytes->len < CF_LIMIT_HEADER_BYTES - 1 + over)
      g_string_append (bytes, bytes->len % 500 == 0 && bytes->len + 10 < CF_LIMIT_HEADER_BYTES ? "\n " : "x");
    g_string_append (bytes, "\n\nbody\n");

    g_assert_cmpuint (read_limit (fields->str, over ? CF_M (TOO_MANY_PARTS) : CF_M (HEADERS_STRICT)), ==,
                      over ? CF_LIMIT_HEADER_FIELDS : 0);
    g_assert_cmpuint (read_limit (bytes->str, over ? CF_M (TOO_MANY_PARTS) : CF_M (HEADERS_STRICT)), ==,
                      over ? CF_LIMIT_HEADER_BYTES / CF_KIB : 0);
  }
}

static void
test_size_limit (void)
{
  static const char head[] = "From: a@b\n"
                             "Content-Type: application/pkcs7-mime; smime-type=signed-data\n\n";
  g_autofree char *text = g_malloc (CF_LIMIT_MESSAGE_BYTES + 1);

  memset (text, 'x', CF_LIMIT_MESSAGE_BYTES + 1);
  memcpy (text, head, strlen (head));
  for (guint over = 0; over <= 1; over++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = cf_mime_read (cf_span (text, CF_LIMIT_MESSAGE_BYTES + over), facts);

    test_check_invariants (mime, facts, mime->message);
    g_assert_cmpstr (facts->sender.address, ==, "a@b");
    g_assert_cmpuint (facts->size, ==, CF_LIMIT_MESSAGE_BYTES + over);
    g_assert_cmpuint (facts->limit, ==, over ? CF_LIMIT_MESSAGE_BYTES / CF_MIB : 0);
    g_assert_true (facts->evidence & (over ? CF_M (TOO_LARGE) : CF_M (WITHIN_LIMITS)));
    g_assert_cmpint (facts->smime.form, ==, CF_SMIME_FORM_OPAQUE);
    g_assert_cmpint (facts->smime.coverage, ==, over ? CF_COVERAGE_NONE : CF_COVERAGE_WHOLE);
  }
}

/* Time must grow with the bytes, whatever they are: no pattern of 1 MiB may take a second. */
static void
test_time (void)
{
  static const char *const patterns[] = {
    "--b\n", "--\n", "-\n", "\n", "--b--\n", "--b\nContent-Type: multipart/mixed; boundary=c\n\n", "A: b\n",
    "Content-Type: multipart/mixed; boundary=b\n\n", "From: a,\n", "=?utf-8?Q?a?= ", "Content-Type: a/b; a=b; c=d\n",
    " a\n", "Content-Type: message/rfc822\n\n", "--b\nContent-Type: message/rfc822\n\nFrom: a@b,\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++) {
    g_autoptr (GString) text = g_string_new ("From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n");
    clock_t start = clock ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;

    while (text->len < CF_MIB)
      g_string_append (text, patterns[i]);
    mime = test_read (text->str, facts);
    test_check_invariants (mime, facts, mime->message);
    g_test_message ("%s: %f s", patterns[i], test_seconds_since (start));
    g_assert_cmpfloat (test_seconds_since (start), <, 5.0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/scan/rows", test_rows);
  g_test_add_func ("/mime/scan/spans", test_spans);
  g_test_add_func ("/mime/scan/frame", test_frame);
  g_test_add_func ("/mime/scan/part-limit", test_part_limit);
  g_test_add_func ("/mime/scan/depth-limit", test_depth_limit);
  g_test_add_func ("/mime/scan/header-limits", test_header_limits);
  g_test_add_func ("/mime/scan/size-limit", test_size_limit);
  g_test_add_func ("/mime/scan/time", test_time);
  return g_test_run ();
}
