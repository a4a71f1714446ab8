/* test-charset.c — names in the character sets of real mail */
#include "mime-test.h"

#define BANK "\xe9\x8a\x80\xe8\xa1\x8c" /* 銀行 */

/* @name: the display name; @known: whether everything could be read. */
static const struct {
  const char *says;
  const char *phrase;
  const char *name;
  gboolean known;
} rows[] = {
  { "nothing to decode", "Bank", "Bank", TRUE },
  { "UTF-8 B", "=?utf-8?B?6YqA6KGM?=", BANK, TRUE },
  { "UTF-8 Q", "=?UTF-8?q?=E9=8A=80=E8=A1=8C?=", BANK, TRUE },
  { "UTF-8 in two words", "=?utf-8?B?6YqA?= =?utf-8?B?6KGM?=", BANK, TRUE },
  { "a character in two words", "=?utf-8?Q?=E9=8A?= =?utf-8?Q?=80=E8=A1=8C?=", BANK, TRUE },
  { "language tag", "=?utf-8*ja?B?6YqA6KGM?=", BANK, TRUE },
  { "raw UTF-8", BANK, BANK, TRUE },
  { "ISO-2022-JP", "=?iso-2022-jp?B?GyRCNmQ5VBsoQg==?=", BANK, TRUE },
  { "ISO-2022-JP in capitals", "=?ISO-2022-JP?b?GyRCNmQ5VBsoQg==?=", BANK, TRUE },
  { "ISO-2022-JP in two words", "=?iso-2022-jp?B?GyRCNmQbKEI=?= =?iso-2022-jp?B?GyRCOVQbKEI=?=", BANK, TRUE },
  { "ISO-2022-JP with a row of Windows", "=?iso-2022-jp?B?GyRCLWo2ZDlUGyhC?=", "\xe3\x88\xb1" BANK, TRUE },
  { "ISO-2022-JP with half-width kana", "=?iso-2022-jp?B?GyhJSl0bKEI=?=", "\xef\xbe\x8a\xef\xbe\x9d", TRUE },
  { "ISO-2022-JP-MS", "=?iso-2022-jp-ms?B?GyRCNmQ5VBsoQg==?=", BANK, TRUE },
  { "CP50220", "=?cp50220?B?GyRCNmQ5VBsoQg==?=", BANK, TRUE },
  { "EUC-JP", "=?euc-jp?B?tuS51A==?=", BANK, TRUE },
  { "EUC-JP with a row of Windows", "=?EUC-JP?B?req25LnU?=", "\xe3\x88\xb1" BANK, TRUE },
  { "Shift_JIS", "=?Shift_JIS?B?i+KNcw==?=", BANK, TRUE },
  { "Shift_JIS with a row of Windows", "=?shift_jis?B?h4qL4o1z?=", "\xe3\x88\xb1" BANK, TRUE },
  { "Windows-31J", "=?windows-31j?B?i+KNcw==?=", BANK, TRUE },
  { "x-sjis", "=?x-sjis?B?i+KNcw==?=", BANK, TRUE },
  { "GB2312", "=?gb2312?B?0vjQ0A==?=", "\xe9\x93\xb6\xe8\xa1\x8c", TRUE },
  { "GB18030", "=?gb18030?B?0vjQ0A==?=", "\xe9\x93\xb6\xe8\xa1\x8c", TRUE },
  { "Big5", "=?big5?B?u8im5g==?=", "\xe9\x8a\x80\xe8\xa1\x8c", TRUE },
  { "EUC-KR", "=?euc-kr?B?wLrH4A==?=", "\xec\x9d\x80\xed\x96\x89", TRUE },
  { "KS C 5601", "=?ks_c_5601-1987?B?wLrH4A==?=", "\xec\x9d\x80\xed\x96\x89", TRUE },
  { "KOI8-R", "=?koi8-r?B?4sHOyw==?=", "\xd0\x91\xd0\xb0\xd0\xbd\xd0\xba", TRUE },
  { "Windows-1251", "=?windows-1251?B?weDt6g==?=", "\xd0\x91\xd0\xb0\xd0\xbd\xd0\xba", TRUE },
  { "ISO-8859-1", "=?iso-8859-1?Q?B=E4nk?=", "B\xc3\xa4nk", TRUE },
  { "Windows-1252", "=?windows-1252?Q?B=80nk?=", "B\xe2\x82\xacnk", TRUE },
  { "UTF-7", "=?utf-7?Q?B+AOQ-nk?=", "B\xc3\xa4nk", TRUE },
  { "US-ASCII", "=?us-ascii?Q?Bank?=", "Bank", TRUE },
  { "raw ISO-2022-JP", "\033$B6d9T\033(B", BANK, TRUE },
  { "raw EUC-JP", "\xb6\xe4\xb9\xd4", BANK, TRUE },
  { "raw Shift_JIS", "\x8b\xe2\x8d\x73", BANK, TRUE },
  { "unknown, plain text", "=?x-unknown?Q?Bank?=", "Bank", FALSE },
  { "unknown, with another", "=?utf-8?Q?a?= =?ebcdic-us?Q?b?=", "ab", FALSE },
  { "EBCDIC is not ours although iconv has it", "=?ebcdic-us?B?wsGVkg==?=", NULL, FALSE },
  { "UTF-16 is not ours", "=?utf-16?B?AEIAYQBuAGs=?=", NULL, FALSE },
  { "no word: no character set", "=?x-unknown?Bank", NULL, TRUE },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strconcat ("From: ", rows[i].phrase, " <a@b.example>\n\nhello\n", NULL);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);

    g_test_message ("%s", rows[i].says);
    test_check_invariants (mime, facts, mime->message);
    g_assert_cmpstr (facts->sender.address, ==, "a@b.example");
    if (rows[i].name != NULL)
      g_assert_cmpstr (facts->sender.display_name, ==, rows[i].name);
    g_assert_cmpint (!!(facts->evidence & CF_M (CHARSETS_READ)), ==, rows[i].known);
    g_assert_cmpint (!!(facts->evidence & CF_M (CHARSET_UNKNOWN)), ==, !rows[i].known);
  }
}

/* Also with an address that is not strict, where GMime reads name and address at once. */
static void
test_lenient (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strconcat ("From: ", rows[i].phrase, " <@r:a@b.example>\n\nhello\n", NULL);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);

    g_test_message ("%s", rows[i].says);
    test_check_invariants (mime, facts, mime->message);
    g_assert_cmpstr (facts->sender.address, ==, "a@b.example");
    g_assert_cmpint (!!(facts->evidence & CF_M (CHARSET_UNKNOWN)), ==, !rows[i].known);
    if (rows[i].name != NULL && (guint8) rows[i].phrase[0] < 0x80)
      g_assert_cmpstr (facts->sender.display_name, ==, rows[i].name);
  }
}

static void
test_which_field (void)
{
  static const struct {
    const char *header;
    const char *field;
  } field_rows[] = {
    { "From: a@b\nSubject: =?x-foo?Q?a?=\n", "Subject" },
    { "From: a@b\nSender: =?x-foo?Q?a?= <c@d>\n", "Sender" },
    { "From: a@b\nReply-To: =?x-foo?Q?a?= <c@d>\nSubject: =?x-foo?Q?a?=\n", "Reply-To" },
    { "From: =?x-foo?Q?a?= <a@b>\nSubject: =?x-foo?Q?a?=\n", "From" },
    { "From: =?x-foo?Q?a?= <a@b>\nTo : x\n", "To" },
    { "From: a@b\nTo: =?x-foo?Q?a?= <c@d>\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (field_rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (field_rows[i].header, facts);

    g_assert_nonnull (mime);
    g_assert_cmpstr (facts->ambiguous_field, ==, field_rows[i].field);
    g_assert_cmpint (!!(facts->evidence & CF_M (CHARSETS_READ)), ==, field_rows[i].field == NULL);
  }
}

/* No name that is not in the table reaches GMime, however it is written. */
static void
test_adapt (void)
{
  static const struct {
    const char *text;
    const char *want;
    gboolean unknown;
  } adapt_rows[] = {
    { "plain", "plain", FALSE },
    { "", "", FALSE },
    { "=?", "=?", FALSE },
    { "=?x", "=?x", FALSE },
    { "=?utf8?Q?a?=", "=?utf-8?Q?a?=", FALSE },
    { "=?UTF-8*en?Q?a?=", "=?utf-8?Q?a?=", FALSE },
    { "x=?x-sjis?B?i+I=?=y", "x=?cp932?q?=8B=E2?=y", FALSE },
    { "=?ebcdic-us?Q?a b?=", "=?us-ascii?Q?a b?=", TRUE },
    { "=?ebcdic-us?X?a?=", "=?us-ascii?X?a?=", FALSE },
    { "=?=?ebcdic-us?Q?a?=", "=?us-ascii?ebcdic-us?Q?a?=", FALSE },
    { "=?x=?ebcdic-us?Q?a?=", "=?us-ascii?ebcdic-us?Q?a?=", FALSE },
    { "=??Q?a?=", "=??Q?a?=", FALSE },
    { "=?iso-2022-jp?B?!?=", "=?iso-2022-jp?B?!?=", FALSE },
    { "=?iso-2022-jp?Q?a?=", "=?utf-8?q?=61?=", FALSE },
    { "=?utf-8?B?YQ==?= =?utf-8?B?Yg==?=", "=?utf-8?q?=61?= =?utf-8?q?=62?=", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (adapt_rows); i++) {
    gboolean unknown = FALSE;
    g_autofree char *got = cf_mime_charset_adapt (adapt_rows[i].text, &unknown);

    g_assert_cmpstr (got, ==, adapt_rows[i].want);
    g_assert_cmpint (unknown, ==, adapt_rows[i].unknown);
  }
}

static void
test_jis (void)
{
  static const struct {
    const char *bytes;
    const char *want;
  } jis_rows[] = {
    { "abc", "abc" },
    { "\033$B6d\033(Ba\033$B9T\033(J", "\xe9\x8a\x80" "a\xe8\xa1\x8c" },
    { "\033$@6d9T", BANK },
    { "\033$B6d 9T\033(B", "\xe9\x8a\x80 \xe8\xa1\x8c" },
    { "\033(IJ]", "\xef\xbe\x8a\xef\xbe\x9d" },
    { "\033$(D", NULL },
    { "\033", NULL },
    { "a\033(", NULL },
    { "\x8b\xe2", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (jis_rows); i++) {
    g_autofree char *got = cf_mime_jis_to_utf8 (cf_span_str (jis_rows[i].bytes));

    g_assert_cmpstr (got, ==, jis_rows[i].want);
  }
}

/* Sets of one byte for each letter, by our names for them, and the converters that they are made of. */
static const char *const simple_sets[][2] = {
  { "iso-8859-2", "iso-8859-2" },     { "iso-8859-3", "iso-8859-3" },     { "iso-8859-4", "iso-8859-4" },
  { "iso-8859-5", "iso-8859-5" },     { "iso-8859-6", "iso-8859-6" },     { "iso-8859-7", "iso-8859-7" },
  { "iso-8859-8-i", "iso-8859-8" },   { "iso-8859-9", "iso-8859-9" },     { "iso-8859-10", "iso-8859-10" },
  { "iso-8859-11", "iso-8859-11" },   { "iso-8859-13", "iso-8859-13" },   { "iso-8859-14", "iso-8859-14" },
  { "iso-8859-15", "iso-8859-15" },   { "iso-8859-16", "iso-8859-16" },   { "windows-1250", "cp1250" },
  { "windows-1251", "cp1251" },       { "windows-1252", "cp1252" },       { "windows-1253", "cp1253" },
  { "windows-1254", "cp1254" },       { "windows-1255", "cp1255" },       { "windows-1256", "cp1256" },
  { "windows-1257", "cp1257" },       { "windows-1258", "cp1258" },       { "koi8-r", "koi8-r" },
  { "koi8-u", "koi8-u" },             { "macintosh", "macintosh" },       { "viscii", "viscii" },
  { "tis-620", "cp874" },
};

/* Each byte reads as the system's converter reads it. */
static void
test_every_byte (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (simple_sets); i++)
    for (guint byte = 1; byte < 256; byte++) {
      char bytes[] = { 'a', (char) byte, 'b' };
      g_autofree char *want = g_convert (bytes, 3, "UTF-8", simple_sets[i][1], NULL, NULL, NULL);
      g_autofree char *word = g_strdup_printf ("=?%s?Q?a=%02Xb?=", simple_sets[i][0], byte);
      g_autofree char *got = cf_mime_word_to_utf8 (cf_span_str (word));

      g_assert_cmpstr (got, ==, want);
    }
}

/* What is none of its set is not shown as something else, and is said. */
static void
test_no_letter_of_its_set (void)
{
  static const char *const words[] = { "=?windows-1253?Q?a=D2b?=", "=?windows-1253?B?YdJi?=", "=?iso-8859-2?Q?a=ZZb?=", "=?koi8-r?B?Y?=" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *text = g_strconcat ("From: ", words[i], " <a@b.example>\n\nhello\n", NULL);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);

    g_test_message ("%s: %s", words[i], facts->sender.display_name);
    g_assert_true (facts->evidence & CF_M (CHARSET_UNKNOWN));
    g_assert_false (facts->evidence & CF_M (CHARSETS_READ));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/charset/rows", test_rows);
  g_test_add_func ("/mime/charset/every-byte", test_every_byte);
  g_test_add_func ("/mime/charset/no-letter-of-its-set", test_no_letter_of_its_set);
  g_test_add_func ("/mime/charset/lenient", test_lenient);
  g_test_add_func ("/mime/charset/which-field", test_which_field);
  g_test_add_func ("/mime/charset/adapt", test_adapt);
  g_test_add_func ("/mime/charset/jis", test_jis);
  return g_test_run ();
}
