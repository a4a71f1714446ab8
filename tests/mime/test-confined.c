/* test-confined.c — after cf_mime_prepare() nothing is opened (LIBRARIES)
 *
 * The process may open no more files, as in the confined child: every
 * character set must still be read, and no name that a stranger writes may
 * make a difference.
 */
#include "mime-test.h"

#include "cf-mime-gmime.h"

#include <fcntl.h>
#include <sys/resource.h>

static const struct {
  const char *phrase;
  const char *name;
} rows[] = {
  { "=?iso-2022-jp?B?GyRCNmQ5VBsoQg==?=", "\xe9\x8a\x80\xe8\xa1\x8c" },
  { "=?iso-2022-jp-3?B?GyRCNmQ5VBsoQg==?=", "\xe9\x8a\x80\xe8\xa1\x8c" },
  { "=?shift_jis?B?i+KNcw==?=", "\xe9\x8a\x80\xe8\xa1\x8c" },
  { "=?euc-jp?B?tuS51A==?=", "\xe9\x8a\x80\xe8\xa1\x8c" },
  { "=?gb18030?B?0vjQ0A==?=", "\xe9\x93\xb6\xe8\xa1\x8c" },
  { "=?big5?B?u8im5g==?=", "\xe9\x8a\x80\xe8\xa1\x8c" },
  { "=?euc-kr?B?wLrH4A==?=", "\xec\x9d\x80\xed\x96\x89" },
  { "=?koi8-r?B?4sHOyw==?=", "\xd0\x91\xd0\xb0\xd0\xbd\xd0\xba" },
  { "=?iso-8859-15?Q?=A4?=", "\xe2\x82\xac" },
  { "=?windows-1252?Q?=80?=", "\xe2\x82\xac" },
  { "=?tis-620?B?uA==?=", "\xe0\xb8\x98" },
  { "\xb6\xe4\xb9\xd4", "\xe9\x8a\x80\xe8\xa1\x8c" },
  { "\x8b\xe2\x8d\x73", "\xe9\x8a\x80\xe8\xa1\x8c" },
};

static void
set_open_limit (rlim_t files)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  limit.rlim_cur = MIN (files, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
}

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strconcat ("From: ", rows[i].phrase, " <a@b.example>\nSubject: ", rows[i].phrase,
                                         "\n\nhello\n", NULL);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);

    test_check_invariants (mime, facts, mime->message);
    g_assert_cmpstr (facts->sender.display_name, ==, rows[i].name);
    g_assert_cmpstr (facts->subject, ==, rows[i].name);
    g_assert_true (facts->evidence & CF_M (CHARSETS_READ));
  }
}

/* Sets that iconv has and the table has not, wherever GMime would look for a word. */
static void
test_strangers (void)
{
  static const char mail[] =
    "From: Alice <alice@example.org>\nSubject: =?ebcdic-us?Q?a?=\nTo: =?ibm037?B?gYI=?= <b@example.org>\n"
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    "Content-Type: message/rfc822\n\nFrom: =?ibm1047?Q?abc?= <c@example.org>\nSubject: \xff =?utf-32?Q?a?=\n"
    "Content-Type: image/png; name*=ibm277'en'abc; filename=\"=?ibm278?Q?a?=\"\n\nx\n--b\n"
    "Content-Type: text/plain; charset=ibm1122\nContent-Disposition: attachment; filename*0*=ibm1123''a\n\nx\n--b--\n";
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (mail, facts);

  test_check_invariants (mime, facts, mime->message);
  g_assert_cmpuint (cf_mime_get_n_parts (mime), ==, 4);
  g_assert_true (facts->evidence & CF_M (HEADERS_STRICT));
  g_assert_true (facts->evidence & CF_M (CHARSET_UNKNOWN));
  g_assert_cmpstr (facts->ambiguous_field, ==, "Subject");
}

static void
test_date (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read ("From: a@b\nDate: Sat, 20 Feb 2021 10:07:02 EST\n\n", facts);

  g_assert_nonnull (mime);
  g_assert_cmpint (facts->sender.date, ==, 1613833622);
}

/* The stream through which GMime reads: the same bytes but for words, wherever a read ends. */
static void
test_stream (void)
{
  static const char text[] = "a =?utf-8?Q?b?= c*d ?=? ==?? e\n=?";
  static const char want[] = "a =_utf-8?Q?b?= c_d ?=_ ==_? e\n=_";

  for (gsize step = 1; step <= strlen (text) + 1; step++) {
    g_autoptr (GMimeStream) stream = cf_mime_stream_new (cf_span_str (text));
    g_autoptr (GString) got = g_string_new ("");
    char buffer[64];
    ssize_t n = 0;

    while ((n = g_mime_stream_read (stream, buffer, step)) > 0)
      g_string_append_len (got, buffer, n);
    g_assert_cmpstr (got->str, ==, want);
    g_assert_true (g_mime_stream_eos (stream));
    g_assert_cmpint (g_mime_stream_length (stream), ==, strlen (text));
  }
}

static void
test_substream (void)
{
  g_autoptr (GMimeStream) stream = cf_mime_stream_new (cf_span_str ("0123456789"));
  g_autoptr (GMimeStream) part = g_mime_stream_substream (stream, 3, 7);
  g_autofree char *shown = cf_mime_stream_show ("=?*");
  char buffer[16] = { 0 };

  g_assert_cmpint (g_mime_stream_read (part, buffer, sizeof buffer), ==, 4);
  g_assert_cmpstr (buffer, ==, "3456");
  g_assert_cmpint (g_mime_stream_read (part, buffer, sizeof buffer), ==, 0);
  g_assert_cmpint (g_mime_stream_reset (part), ==, 0);
  g_assert_cmpint (g_mime_stream_tell (part), ==, 3);
  g_assert_cmpint (g_mime_stream_seek (part, -1, GMIME_STREAM_SEEK_END), ==, 6);
  g_assert_cmpint (g_mime_stream_seek (part, 100, GMIME_STREAM_SEEK_SET), ==, 7);
  g_assert_cmpint (g_mime_stream_seek (part, -100, GMIME_STREAM_SEEK_CUR), ==, 3);
  g_assert_cmpint (g_mime_stream_write (part, "x", 1), ==, -1);
  g_assert_cmpstr (shown, ==, "=__");
}

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  set_open_limit (0);
  g_assert_cmpint (open ("/", O_RDONLY), ==, -1);
  g_test_add_func ("/mime/confined/names", test_names);
  g_test_add_func ("/mime/confined/strangers", test_strangers);
  g_test_add_func ("/mime/confined/date", test_date);
  g_test_add_func ("/mime/confined/stream", test_stream);
  g_test_add_func ("/mime/confined/substream", test_substream);
  status = g_test_run ();
  /* Whoever looks for leaks at the end opens files. */
  set_open_limit (RLIM_INFINITY);
  return status;
}
