/* test-mailbox.c — one RFC 5322 mailbox and nothing else (MEANING section 2) */
#include "mime-test.h"

static const struct {
  const char *text;
  const char *address;
  const char *phrase;
} good[] = {
  { "alice@example.org", "alice@example.org", NULL },
  { "<alice@example.org>", "alice@example.org", NULL },
  { "  <alice@example.org>  ", "alice@example.org", NULL },
  { "Alice <alice@example.org>", "alice@example.org", "Alice" },
  { "Alice<alice@example.org>", "alice@example.org", "Alice" },
  { "Alice B. Cooper <a@x.example>", "a@x.example", "Alice B. Cooper" },
  { "\"Cooper, Alice\" <a@x.example>", "a@x.example", "\"Cooper, Alice\"" },
  { "\"a@bank.example\" <a@x.example>", "a@x.example", "\"a@bank.example\"" },
  { "\"(x)\" <a@x.example>", "a@x.example", "\"(x)\"" },
  { "\"\" <a@x.example>", "a@x.example", "\"\"" },
  { "=?iso-2022-jp?B?GyRCNmQ5VBsoQg==?= <a@x.example>", "a@x.example", "=?iso-2022-jp?B?GyRCNmQ5VBsoQg==?=" },
  { "=?utf-8?Q?Bank_Inc=2E?= =?utf-8?q?x?= <a@x.example>", "a@x.example",
    "=?utf-8?Q?Bank_Inc=2E?= =?utf-8?q?x?=" },
  { "=?utf-8?Q?" "?= <a@x.example>", "a@x.example", "=?utf-8?Q?" "?=" },
  { "\xe9\x8a\x80\xe8\xa1\x8c <a@x.example>", "a@x.example", "\xe9\x8a\x80\xe8\xa1\x8c" },
  { "a..b@docomo.ne.jp", "a..b@docomo.ne.jp", NULL },
  { "a.@docomo.ne.jp", "a.@docomo.ne.jp", NULL },
  { ".a@docomo.ne.jp", ".a@docomo.ne.jp", NULL },
  { "x <a..b.@docomo.ne.jp>", "a..b.@docomo.ne.jp", "x" },
  { "\"a..b\"@docomo.ne.jp", "a..b@docomo.ne.jp", NULL },
  { "\"a b\"@x.example", "\"a b\"@x.example", NULL },
  { "a@x.example (Alice B. Cooper)", "a@x.example", "Alice B. Cooper" },
  { "=?utf-8?Q?=28Bank=29_Tokyo?= <a@x.example>", "a@x.example", "=?utf-8?Q?=28Bank=29_Tokyo?=" },
  { "=?iso-2022-jp?B?KBskQjN0GyhCKQ==?= <a@x.example>", "a@x.example", "=?iso-2022-jp?B?KBskQjN0GyhCKQ==?=" },
  { "=?shift_jis?Q?=83=5C?= <a@x.example>", "a@x.example", "=?shift_jis?Q?=83=5C?=" }, /* KATAKANA SO */
  { "=?utf-8?Q?Bank=2C_Inc=2E?= <a@x.example>", "a@x.example", "=?utf-8?Q?Bank=2C_Inc=2E?=" },
  { "=?x-unknown?Q?Bank?= <a@x.example>", "a@x.example", "=?x-unknown?Q?Bank?=" },
  { "a@x.example ()", "a@x.example", NULL },
  { "o'brien+tag@x.example", "o'brien+tag@x.example", NULL },
  { "a@localhost", "a@localhost", NULL },
  { "a@my_host.example", "a@my_host.example", NULL },
  { "a@xn--r8jz45g.jp", "a@xn--r8jz45g.jp", NULL },
  { "\xe7\x94\xa8@\xe4\xbe\x8b\xe3\x81\x88.jp", "\xe7\x94\xa8@\xe4\xbe\x8b\xe3\x81\x88.jp", NULL },
};

static const char *const bad[] = {
  "",
  "Alice",
  "alice",
  "@example.org",
  "alice@",
  "alice@@example.org",
  "alice@bank.example;mallory@evil.example",
  "alice@bank.example,mallory@evil.example",
  "alice@bank.example, mallory@evil.example",
  "alice@bank.example mallory@evil.example",
  "alice@bank.example <mallory@evil.example>",
  "Bank, Inc. <a@x.example>",
  "Bank: a@x.example;",
  "undisclosed-recipients:;",
  "<@route.example:a@x.example>",
  "Alice <a@x.example",
  "Alice a@x.example>",
  "Alice <<a@x.example>>",
  "Alice <a@x.example> junk",
  "Alice <a@x.example> <b@y.example>",
  "<>",
  "Alice <>",
  "Alice (x) <a@x.example>",
  "a@x.example (Alice) (Bob)",
  "a@x.example (Alice (Bob))",
  "a@x.example (b@y.example)",
  "a@x.example (Alice, Bob)",
  "a@x.example (Ali\\ce)",
  "a@x.example (Alice",
  "a@x.example Alice)",
  "a@x.example (\"Alice\")",
  "a@x.example (=?utf-8?Q?a=0Ab?=)",
  "a@x.example(=?utf-8?Q?Bank?=)",
  "mallory@evil.example (=?utf-8?q?x=29_=3Cinfo=40bank.example=3E_=28?=)",
  "\"a \\\"b\\\" c\" <a@x.example>",
  "\"\\\" info@bank.example(\" <mallory@evil.example>",
  "\"a\\b\"@x.example",
  "=?utf-8?q?=3Cinfo=40bank.example=3E_=28?= <mallory@evil.example>",
  "=?utf-8?q?info=40bank.example?= <mallory@evil.example>",
  "=?utf-8?q?Bank_=28?= <mallory@evil.example>",
  "=?utf-8?q?=29_Bank_=28?= <mallory@evil.example>",
  "=?utf-8?q?=28=28Bank=29=29?= <mallory@evil.example>",
  "=?utf-8?q?=3Ca?= <mallory@evil.example>",
  "=?utf-8?q?a=3E?= <mallory@evil.example>",
  "=?utf-8?q?=22?= <mallory@evil.example>",
  "=?utf-8?q?=5C?= <mallory@evil.example>",
  "=?utf-8?q?=7F?= <mallory@evil.example>",
  "=?utf-8?q?=1B?= <mallory@evil.example>",
  "=?utf-8?q?=FF?= <mallory@evil.example>",
  "=?shift_jis?q?=83=22?= <mallory@evil.example>",
  "=?x-unknown?q?=22?= <mallory@evil.example>",
  "=?utf-7?q?Bank?= <mallory@evil.example>",
  "=?UTF-7*en?q?info+AEA-bank.example?= <mallory@evil.example>",
  "\"(\" =?utf-8?q?Bank?= <mallory@evil.example>",
  "a@x.example (Alice) b",
  "<a@x.example> (Alice)",
  "(Alice) a@x.example",
  "a(x)@x.example",
  "a @x.example",
  "a@ x.example",
  "< a@x.example>",
  "<a@x.example >",
  "a@x.example.",
  "a@.x.example",
  "a@x..example",
  "a@-x.example",
  "a@x-.example",
  "a@[192.0.2.1]",
  "a@x.example\001",
  "a\177@x.example",
  "..@x.example",
  "\"\"@x.example",
  "\"a@x.example",
  "\"Alice <a@x.example>",
  "Alice\" <a@x.example>",
  "\"Alice\\",
  "Ali\\ce <a@x.example>",
  "Alice [x] <a@x.example>",
  "\"=?utf-8?Q?Bank?=\" <a@x.example>",
  "=?utf-8?Q?a?=@x.example",
  "a@=?utf-8?Q?x.example?=",
  "<=?utf-8?Q?a?=@x.example>",
  "=?utf-8?Q?a=40x.example?=",
  "=?utf-8?Q?Bank,_Inc.?= <a@x.example>",
  "=?utf-8?Q?Bank <a@x.example>",
  "=?utf-8?X?Bank?= <a@x.example>",
  "=?utf-8?Q?a=0Ab?= <a@x.example>",
  "=?utf-8?Q?a=0Db?= <a@x.example>",
  "=?utf-8?Q?a=00b?= <a@x.example>",
  "=?utf-8?Q?a=0?= <a@x.example>",
  "=?utf-8?B?QQpC?= <a@x.example>",
  "=?utf-8?B?QQBC?= <a@x.example>",
  "=?utf-8?B?Q?= <a@x.example>",
  "=?utf-8?B?QUJD*?= <a@x.example>",
  "x=?utf-8?Q?a?= <a@x.example>",
  "=?utf-8?Q?a?=x <a@x.example>",
  "=?utf-8?Q?a?==?utf-8?Q?b?= <a@x.example>",
  "\xff <a@x.example>",
  "a\xe2\x80\x8b@x.example",          /* zero width space */
  "a\xe3\x80\x80@x.example",          /* ideographic space */
  "a@x\xc2\xad.example",              /* soft hyphen, which IDNA drops */
  "a@\xef\xbd\x82\xef\xbd\x81.example", /* full-width letters, which IDNA maps */
  "a@x\xe3\x80\x82" "example",        /* ideographic full stop, which IDNA splits at */
  "\xe2\x80\xae" "Alice <a@x.example>",
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (CfMimeMailbox) mailbox = cf_mime_mailbox_read (good[i].text);

    g_test_message ("%s", good[i].text);
    g_assert_nonnull (mailbox);
    g_assert_cmpstr (mailbox->address, ==, good[i].address);
    g_assert_cmpstr (mailbox->phrase, ==, good[i].phrase);
    g_assert_true (cf_text_is_ascii (mailbox->domain));
  }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (CfMimeMailbox) mailbox = cf_mime_mailbox_read (bad[i]);
    g_autofree char *escaped = g_strescape (bad[i], NULL);

    g_test_message ("%s", escaped);
    g_assert_null (mailbox);
  }
}

/* Whatever is put behind or before an address by a stranger makes it two things or none. */
static void
test_every_byte (void)
{
  for (int c = 1; c < 128; c++) {
    g_autofree char *inside = g_strdup_printf ("alice@bank.example%cmallory@evil.example", c);
    g_autofree char *behind = g_strdup_printf ("<alice@bank.example%c>", c);
    g_autoptr (CfMimeMailbox) two = cf_mime_mailbox_read (inside);
    g_autoptr (CfMimeMailbox) one = cf_mime_mailbox_read (behind);

    g_assert_null (two);
    if (one != NULL)
      g_assert_true (g_ascii_isalnum (c) || c == '_');
  }
}

/* CF614: nobody has so long an address. */
static void
test_length (void)
{
  for (gsize length = CF_LIMIT_ADDRESS_BYTES; length <= CF_LIMIT_ADDRESS_BYTES + 1; length++) {
    g_autofree char *local = g_strnfill (length - strlen ("@bank.example"), 'a');
    g_autofree char *text = g_strconcat (local, "@bank.example", NULL);
    g_autoptr (CfMimeMailbox) mailbox = cf_mime_mailbox_read (text);

    g_assert_cmpint (mailbox != NULL, ==, length == CF_LIMIT_ADDRESS_BYTES);
  }
}

static void
test_normalise (void)
{
  static const struct {
    const char *written;
    const char *want;
  } rows[] = {
    { "a@x", "a@x" },           { "\"a\"@x", "a@x" },       { "\"a..b\"@x", "a..b@x" },
    { "\"a b\"@x", "\"a b\"@x" }, { "\"a\\b\"@x", "\"a\\b\"@x" }, { "\"\"@x", "\"\"@x" },
    { "\"a\"", "\"a\"" },       { "\"", "\"" },             { "\"a@b\"@x", "\"a@b\"@x" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = cf_mime_address_normalise (rows[i].written);

    g_assert_cmpstr (got, ==, rows[i].want);
  }
}

static void
test_domains (void)
{
  static const struct {
    const char *domain;
    const char *want;
  } rows[] = {
    { "Example.ORG", "example.org" },
    { "\xe4\xbe\x8b\xe3\x81\x88.jp", "xn--r8jz45g.jp" },
    { "XN--R8JZ45G.jp", "xn--r8jz45g.jp" },
    { "my_host", "my_host" },
    { "\xff.jp", NULL },
    { "Bank.Example..", "bank.example" },
    { "ba\xc2\xadnk.example", "bank.example" },
    { "ba\xe2\x80\x8bnk.example\xe3\x80\x82", "bank.example" },
    { "..", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = cf_mime_domain_to_ascii (rows[i].domain);

    g_assert_cmpstr (got, ==, rows[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/mailbox/good", test_good);
  g_test_add_func ("/mime/mailbox/bad", test_bad);
  g_test_add_func ("/mime/mailbox/every-byte", test_every_byte);
  g_test_add_func ("/mime/mailbox/length", test_length);
  g_test_add_func ("/mime/mailbox/normalise", test_normalise);
  g_test_add_func ("/mime/mailbox/domains", test_domains);
  return g_test_run ();
}
