/* test-canonical.c — canonical form and digests (DESIGN, MEANING section 4) */
#include "mime-test.h"

static char *
sha256_hex (const void *data, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, length);
}

static char *
digest_hex (CfSpan span, CfMimeLines lines)
{
  CfDigestSet set;

  cf_mime_digest (span, lines, CF_DIGEST_SHA256, &set);
  return cf_digest_to_hex (cf_digest_set_get (&set, CF_DIGEST_SHA256));
}

/* @want: the bytes that are digested. */
static const struct {
  const char *says;
  const char *text;
  const char *want;
} span_rows[] = {
  { "nothing", "", "" },
  { "no line end", "abc", "abc" },
  { "LF", "a\nb\n", "a\r\nb\r\n" },
  { "CRLF", "a\r\nb\r\n", "a\r\nb\r\n" },
  { "mixed", "a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n" },
  { "no final line end is added", "a\nb", "a\r\nb" },
  { "bare CR", "a\rb\n", "a\rb\r\n" },
  { "CR CR LF", "a\r\r\n", "a\r\r\n" },
  { "LF CR", "a\n\rb\n", "a\r\n\rb\r\n" },
  { "LF LF", "\n\n", "\r\n\r\n" },
  { "CR at the end", "a\nb\r", "a\r\nb\r" },
  { "LF first", "\na", "\r\na" },
};

static void
test_spans (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (span_rows); i++) {
    CfSpan span = cf_span_str (span_rows[i].text);
    g_autofree char *canonical = digest_hex (span, CF_MIME_CANONICAL);
    g_autofree char *as_is = digest_hex (span, CF_MIME_AS_IS);
    g_autofree char *want = sha256_hex (span_rows[i].want, strlen (span_rows[i].want));
    g_autofree char *plain = sha256_hex (span.data, span.length);

    g_test_message ("%s", span_rows[i].says);
    g_assert_cmpstr (canonical, ==, want);
    g_assert_cmpstr (as_is, ==, plain);
  }
}

static void
test_bare_lf (void)
{
  static const struct {
    const char *text;
    gboolean want;
  } rows[] = {
    { "", FALSE },      { "abc", FALSE },    { "a\r\nb\r\n", FALSE }, { "a\r\nb\n", TRUE },
    { "\n", TRUE },     { "\r\n", FALSE },   { "a\rb", FALSE },       { "a\r\r\n", FALSE },
    { "a\n\r", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (cf_mime_has_bare_lf (cf_span_str (rows[i].text)), ==, rows[i].want);
}

/* A span begins where it begins: a LF at its start is bare, whatever stood before. */
static void
test_sub_span (void)
{
  CfSpan text = cf_span_str ("a\r\nb");
  g_autofree char *got = digest_hex (cf_span_from (text, 2), CF_MIME_CANONICAL);
  g_autofree char *want = sha256_hex ("\r\nb", 3);

  g_assert_true (cf_mime_has_bare_lf (cf_span_from (text, 2)));
  g_assert_cmpstr (got, ==, want);
}

static void
test_kinds (void)
{
  CfDigestSet set;
  g_autofree char *got = NULL;
  g_autofree char *want = g_compute_checksum_for_string (G_CHECKSUM_SHA512, "a\r\n", -1);

  cf_mime_digest (cf_span_str ("a\n"), CF_MIME_CANONICAL, CF_DIGEST_SHA384 | CF_DIGEST_SHA512, &set);
  got = cf_digest_to_hex (cf_digest_set_get (&set, CF_DIGEST_SHA512));
  g_assert_cmpstr (got, ==, want);
  g_assert_cmpuint (cf_digest_set_get (&set, CF_DIGEST_SHA384).length, ==, 48);
  g_assert_cmpuint (cf_digest_set_get (&set, CF_DIGEST_SHA256).length, ==, 0);
}

/* Line ends on both sides of every border between blocks. */
static void
test_blocks (void)
{
  for (gsize length = 128 * CF_KIB - 3; length <= 128 * CF_KIB + 3; length++) {
    g_autofree char *text = g_strnfill (2 * length, 'x');
    g_autoptr (GString) want = g_string_new ("");
    g_autofree char *got_hex = NULL;
    g_autofree char *want_hex = NULL;

    text[length - 1] = '\n';
    text[length] = '\n';
    g_string_append_len (want, text, length - 1);
    g_string_append (want, "\r\n\r\n");
    g_string_append_len (want, text + length + 1, length - 1);
    got_hex = digest_hex (cf_span (text, 2 * length), CF_MIME_CANONICAL);
    want_hex = sha256_hex (want->str, want->len);
    g_assert_cmpstr (got_hex, ==, want_hex);
  }
}

/* @want: the canonical form of the whole message. */
static const struct {
  const char *says;
  const char *text;
  const char *want;
} message_rows[] = {
  { "canonical already", "A: b\r\n\r\nc\r\n", "A: b\r\n\r\nc\r\n" },
  { "LF", "A: b\n\nc\n", "A: b\r\n\r\nc\r\n" },
  { "no final line end", "A: b\r\n\r\nc", "A: b\r\n\r\nc\r\n" },
  { "LF and no final line end", "A: b\n\nc", "A: b\r\n\r\nc\r\n" },
  { "more line ends stay", "A: b\n\nc\n\n\n", "A: b\r\n\r\nc\r\n\r\n\r\n" },
  { "CR at the end", "A: b\n\nc\r", "A: b\r\n\r\nc\r\r\n" },
  { "client field", "X-Mozilla-Status: 0001\nA: b\n\nc\n", "A: b\r\n\r\nc\r\n" },
  { "all client fields",
    "X-Account-Key: account1\r\nX-UIDL: 1\r\nX-Mozilla-Status: 0001\r\nX-Mozilla-Status2: 00000000\r\n"
    "X-Mozilla-Keys:                 \r\nA: b\r\n\r\nc\r\n", "A: b\r\n\r\nc\r\n" },
  { "folded client field", "X-Mozilla-Keys: a\n b\nA: b\n\nc\n", "A: b\r\n\r\nc\r\n" },
  { "in another case", "x-mozilla-status: 0001\nA: b\n\nc\n", "A: b\r\n\r\nc\r\n" },
  { "not at the start", "A: b\nX-Mozilla-Status: 0001\n\nc\n", "A: b\r\nX-Mozilla-Status: 0001\r\n\r\nc\r\n" },
  { "name that only begins so", "X-Mozilla-Statuses: 1\nA: b\n\nc\n", "X-Mozilla-Statuses: 1\r\nA: b\r\n\r\nc\r\n" },
  { "mbox line stays", "From a@b\nX-UIDL: 1\nA: b\n\n", "From a@b\r\nX-UIDL: 1\r\nA: b\r\n\r\n" },
  { "in the body", "\nX-UIDL: 1\n", "\r\nX-UIDL: 1\r\n" },
  { "client fields only", "X-UIDL: 1\n", "" },
  { "nothing", "", "" },
};

static void
test_messages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (message_rows); i++) {
    const char *text = message_rows[i].text;
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);
    g_autofree char *plain = sha256_hex (text, strlen (text));
    g_autofree char *want = sha256_hex (message_rows[i].want, strlen (message_rows[i].want));

    g_test_message ("%s", message_rows[i].says);
    g_assert_nonnull (mime);
    g_assert_cmpstr (facts->sha256, ==, plain);
    g_assert_cmpstr (facts->canonical_sha256, ==, want);
    g_assert_cmpuint (facts->size, ==, strlen (text));
  }
}

/* The same mail in three clients: LF, CRLF, mixed, with and without their own fields. */
static void
test_same_mail (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < 200; round++) {
    g_autoptr (GString) crlf = g_string_new ("");
    g_autoptr (GString) mixed = g_string_new (round % 2 ? "X-UIDL: 7\nX-Mozilla-Status: 0001\r\n" : "");
    g_autoptr (CfFacts) crlf_facts = cf_facts_new ();
    g_autoptr (CfFacts) mixed_facts = cf_facts_new ();
    g_autoptr (CfMime) a = NULL;
    g_autoptr (CfMime) b = NULL;

    for (guint i = 0; i < 50; i++) {
      int pick = g_rand_int_range (rand, 0, 6);

      g_string_append (crlf, pick < 2 ? "\r\n" : pick == 2 ? "\rx" : pick == 3 ? "A: b" : "text");
      g_string_append (mixed, pick == 0 ? "\n" : pick == 1 ? "\r\n" : pick == 2 ? "\rx" : pick == 3 ? "A: b" : "text");
    }
    g_string_append (crlf, "end\r\n");
    g_string_append (mixed, round % 3 ? "end" : "end\n");
    a = test_read (crlf->str, crlf_facts);
    b = test_read (mixed->str, mixed_facts);
    g_assert_true (a != NULL && b != NULL);
    g_assert_cmpstr (crlf_facts->canonical_sha256, ==, mixed_facts->canonical_sha256);
    g_assert_cmpstr (crlf_facts->canonical_sha256, ==, crlf_facts->sha256);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/canonical/spans", test_spans);
  g_test_add_func ("/mime/canonical/bare-lf", test_bare_lf);
  g_test_add_func ("/mime/canonical/sub-span", test_sub_span);
  g_test_add_func ("/mime/canonical/kinds", test_kinds);
  g_test_add_func ("/mime/canonical/blocks", test_blocks);
  g_test_add_func ("/mime/canonical/messages", test_messages);
  g_test_add_func ("/mime/canonical/same-mail", test_same_mail);
  return g_test_run ();
}
