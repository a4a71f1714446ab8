/* test-strict.c — mails that everybody reads the same, and the others (MEANING section 2) */
#include "mime-test.h"

#define REST "To: b@example.org\nSubject: x\nDate: Sat, 20 Feb 2021 10:07:02 -0500\nMessage-ID: <1@example.org>\n"
#define FROM "From: Alice <alice@example.org>\n"

/* @field: what is named as malformed; NULL where the mail is strict. */
typedef struct {
  const char *says;
  const char *text;
  const char *field;
} Row;

static const Row rows[] = {
  { "usual", FROM REST "\nhello\n", NULL },
  { "no body", FROM REST, NULL },
  { "empty line only", FROM "\n", NULL },
  { "From last", REST FROM "\nhello\n", NULL },
  { "folded From", "From: Alice\n <alice@example.org>\n\nhello\n", NULL },
  { "folded with a tab", "From:\n\tAlice <alice@example.org>\n\nhello\n", NULL },
  { "capitals", "FROM: alice@example.org\nDATE: x\n\nhello\n", NULL },
  { "Received many times", "Received: a\nReceived: b\nTo: c@d\nTo: e@f\n" FROM "\nhello\n", NULL },
  { "client fields first", "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n" FROM "\nhello\n", NULL },
  { "encoded name", "From: =?iso-2022-jp?B?GyRCNmQ5VBsoQg==?= <a@example.org>\n\nhello\n", NULL },
  { "quoted name", "From: \"Bank, Inc.\" <a@example.org>\n\nhello\n", NULL },
  { "comment", "From: a@example.org (Alice)\n\nhello\n", NULL },
  { "dots", "From: a..b.@docomo.example\n\nhello\n", NULL },
  { "dot first", "From: <.a@docomo.example>\n\nhello\n", NULL },
  { "quoted dots", "From: \"a..b.\"@docomo.example\n\nhello\n", NULL },
  { "dot in the name", "From: Alice B. Cooper <a@example.org>\n\nhello\n", NULL },
  { "apostrophe", "From: O'Brien <o'brien@example.org>\n\nhello\n", NULL },
  { "asterisk", "From: a*b@example.org\n\nhello\n", NULL },
  { "wide name", "From: \xe9\x8a\x80\xe8\xa1\x8c <a@example.org>\n\nhello\n", NULL },
  { "wide domain", "From: a@\xe4\xbe\x8b\xe3\x81\x88.example\n\nhello\n", NULL },
  { "A-labels", "From: a@xn--r8jz45g.example\n\nhello\n", NULL },
  { "raw Subject", FROM "Subject: \x8b\xe2\x8d\x73\n\nhello\n", NULL },
  { "escape in Subject", FROM "Subject: \033$B6d9T\033(B\n\nhello\n", NULL },
  { "encoding", FROM "Content-Transfer-Encoding: base64\n\nhello\n", NULL },
  { "type", FROM "Content-Type: text/plain; charset=\"utf-8\"\n\nhello\n", NULL },
  { "text in other letters", FROM "Content-Type: text/plain; charset=utf-7\n\nhello\n", NULL },
  { "letters in pieces", FROM "Content-Type: text/plain; charset*0=utf; charset*1=-8\n\nhello\n", "Content-Type" },
  { "letters twice", FROM "Content-Type: text/plain; charset*=''utf-8; charset=utf-7\n\nhello\n", "Content-Type" },
  { "CMS", FROM "Content-Type: application/pkcs7-mime; charset=US-ASCII\n\nx\n", NULL },
  { "CMS in UTF-8", FROM "Content-Type: application/pkcs7-mime; charset=UTF-8\n\nx\n", NULL },
  { "CMS in other letters", FROM "Content-Type: application/pkcs7-mime; charset=utf-7\n\nx\n", "Content-Type" },
  { "the same under its old name", FROM "Content-Type: application/x-pkcs7-mime; charset=iso-2022-jp\n\nx\n", "Content-Type" },
  { "the same in pieces", FROM "Content-Type: application/pkcs7-mime; charset*0=utf; charset*1=-7\n\nx\n", "Content-Type" },
  { "a file that may be CMS", FROM "Content-Type: application/octet-stream; charset=utf-7\n\nx\n", "Content-Type" },
  { "a file beside a text", FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream; charset=iso-2022-jp\n\nx\n--b--\n", NULL },
  { "CMS as a part", FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pkcs7-mime; charset=utf-7\n\nx\n--b--\n",
    "Content-Type" },
  { "multipart", FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n", NULL },
  { "inner parts may be odd", FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\nA : b\nC\n\nx\n--b--\n", NULL },

  { "no From", REST "\nhello\n", "From" },
  { "nothing", "", "From" },
  { "body only", "\nhello\n", "From" },
  { "two From", FROM REST FROM "\nhello\n", "From" },
  { "two From in another case", FROM "fRoM: mallory@evil.example\n\nhello\n", "fRoM" },
  { "two From, the first with a blank", "From : mallory@evil.example\n" FROM "\nhello\n", "From" },
  { "two Subject", FROM REST "Subject: y\n\nhello\n", "Subject" },
  { "two Date", FROM REST "date: y\n\nhello\n", "date" },
  { "two Sender", FROM "Sender: a@b\nSender: c@d\n\nhello\n", "Sender" },
  { "two Message-ID", FROM REST "Message-Id: <2@x>\n\nhello\n", "Message-Id" },
  { "two MIME-Version", FROM "MIME-Version: 1.0\nMime-Version: 1.0\n\nhello\n", "Mime-Version" },
  { "two Content-Type", FROM "Content-Type: text/plain\nContent-Type: text/html\n\nhello\n", "Content-Type" },
  { "two Content-Description", FROM "Content-Description: x\nContent-Description: y\n\nhello\n",
    "Content-Description" },
  { "mbox line", "From alice@example.org Fri Sep 11 10:16:06 2015\n" FROM "\nhello\n", "From" },
  { "quoted mbox line", ">From alice@example.org Fri Sep 11 2015\n" FROM "\nhello\n", "?" },
  { "mbox line inside", FROM "From bob@example.org Fri Sep 11 2015\n" REST "\nhello\n", "From" },
  { "space before the colon", "From : alice@example.org\n\nhello\n", "From" },
  { "space before any colon", FROM "X-Other : y\n\nhello\n", "X-Other" },
  { "no colon", FROM "what is this\n\nhello\n", "what" },
  { "no colon at the end", FROM "what", "what" },
  { "continuation first", " a: b\n" FROM "\nhello\n", "?" },
  { "blank line of white space", FROM "Subject: x\n \nTo: y@z\n\nhello\n", "Subject" },
  { "bare CR", FROM "Subject: x\rFrom: mallory@evil.example\n\nhello\n", "Subject" },
  { "bare CR as line end", "From: alice@example.org\rSubject: x\n\nhello\n", "From" },
  { "CR CR LF", "From: alice@example.org\r\r\n\nhello\n", "From" },
  { "wide field name", FROM "S\xc3\xbc: x\n\nhello\n", "S" },
  { "several", "From: alice@bank.example, mallory@evil.example\n\nhello\n", "From" },
  { "semicolon", "From: alice@bank.example;mallory@evil.example\n\nhello\n", "From" },
  { "route", "From: <@bank.example:alice@evil.example>\n\nhello\n", "From" },
  { "group", "From: Bank: alice@bank.example;\n\nhello\n", "From" },
  { "missing angle", "From: Alice <alice@bank.example\n\nhello\n", "From" },
  { "two angles", "From: <alice@bank.example> <mallory@evil.example>\n\nhello\n", "From" },
  { "empty", "From:\n\nhello\n", "From" },
  { "empty angles", "From: Bank <>\n\nhello\n", "From" },
  { "encoded word in quotes", "From: \"=?utf-8?Q?Bank?=\" <a@example.org>\n\nhello\n", "From" },
  { "encoded address", "From: =?utf-8?Q?alice?=@example.org\n\nhello\n", "From" },
  { "not UTF-8", "From: \x8b\xe2 <a@example.org>\n\nhello\n", "From" },
  { "escape in From", "From: \033$B6d9T\033(B <a@example.org>\n\nhello\n", "From" },
  { "boundary twice", FROM "Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n", "Content-Type" },
  { "boundary in pieces", FROM "Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\n\n--ab\n\nx\n--ab--\n",
    "Content-Type" },
  { "no boundary", FROM "Content-Type: multipart/mixed\n\nx\n", "Content-Type" },
  { "type without a slash", FROM "Content-Type: text\n\nx\n", "Content-Type" },
  { "empty type", FROM "Content-Type:\n\nx\n", "Content-Type" },
  { "two slashes", FROM "Content-Type: text/plain/x\n\nx\n", "Content-Type" },
  { "comment in type", FROM "Content-Type: text/plain (x)\n\nx\n", "Content-Type" },
  { "unknown encoding", FROM "Content-Transfer-Encoding: x-other\n\nx\n", "Content-Transfer-Encoding" },
  { "encoded multipart",
    FROM "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nx\n--b--\n",
    "Content-Transfer-Encoding" },
  { "encoded message", FROM "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nx\n",
    "Content-Transfer-Encoding" },
};

static void
check_row (const Row *row, const char *text)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (text, facts);

  g_test_message ("%s", row->says);
  test_check_invariants (mime, facts, mime->message);
  g_assert_cmpstr (facts->ambiguous_field, ==, row->field);
  g_assert_cmpint (!!(facts->evidence & CF_M (HEADERS_STRICT)), ==, row->field == NULL);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *crlf = test_to_crlf (rows[i].text);

    check_row (&rows[i], rows[i].text);
    check_row (&rows[i], crlf);
  }
}

/* A NUL anywhere in the header: some programs end the field there, some the mail. */
static void
test_nul (void)
{
  static const char mail[] = FROM REST "Content-Type: text/plain\n\nhello\n";
  gsize header = strlen (mail) - strlen ("\nhello\n");

  for (gsize i = 0; i < header; i++) {
    g_autofree char *copy = g_memdup2 (mail, sizeof mail);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;

    copy[i] = '\0';
    mime = cf_mime_read (cf_span (copy, strlen (mail)), facts);
    g_assert_false (facts->evidence & CF_M (HEADERS_STRICT));
    test_check_invariants (mime, facts, mime->message);
  }
}

/* On the way to the signed entity: the parts around it and the signature, not the entity itself. */
static void
test_way (void)
{
#define SIGNED "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=s\n"
#define SEAL "Content-Type: application/pkcs7-signature\n"
  static const Row way_rows[] = {
    { "usual", FROM SIGNED "\n--s\n\nx\n--s\n" SEAL "\nx\n--s--\n", NULL },
    { "the signed entity may be odd", FROM SIGNED "\n--s\nA : b\nContent-Type: a/b; c=d; c=d\n\nx\n--s\n" SEAL
      "\nx\n--s--\n", NULL },
    { "the signature's type twice", FROM SIGNED "\n--s\n\nx\n--s\n" SEAL "Content-Type: text/html\n\nx\n--s--\n",
      "Content-Type" },
    { "the signature's header with a bare CR", FROM SIGNED "\n--s\n\nx\n--s\n" SEAL "X: y\r\rhello\n\nx\n--s--\n", "X" },
    { "the signature's encoded file name", FROM SIGNED "\n--s\n\nx\n--s\n" SEAL
      "Content-Disposition: attachment; filename=\"=?utf-8?q?=22?=\"\n\nx\n--s--\n", "Content-Disposition" },
    { "the signature's file name with a backslash", FROM SIGNED "\n--s\n\nx\n--s\n"
      "Content-Type: application/pkcs7-signature; name=\"a\\\"b\"\n\nx\n--s--\n", "Content-Type" },
    { "the signature's encoding", FROM SIGNED "\n--s\n\nx\n--s\n" SEAL
      "Content-Transfer-Encoding: none\n\nx\n--s--\n", "Content-Transfer-Encoding" },
    { "a container's type twice", FROM "Content-Type: multipart/mixed; boundary=m\n\n--m\n" SIGNED
      "Content-Type: text/plain\n\n--s\n\nx\n--s\n" SEAL "\nx\n--s--\n--m--\n", "Content-Type" },
    { "a container's boundary twice", FROM "Content-Type: multipart/mixed; boundary=m\n\n--m\n"
      "Content-Type: multipart/mixed; boundary=n; boundary=o\n\n--n\n" SIGNED "\n--s\n\nx\n--s\n" SEAL
      "\nx\n--s--\n--n--\n--m--\n", "Content-Type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (way_rows); i++)
    check_row (&way_rows[i], way_rows[i].text);
}

/* Where GMime, a program written apart from ours, finds other parts or fields. */
static void
test_second (void)
{
  static const Row second_rows[] = {
    { "the same boundary inside and outside", FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b--\n", "Content-Type" },
    { "a part that is hidden by its encoding", FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: multipart/mixed; boundary*=us-ascii''c\n\n--c\n\nx\n--c--\n--b--\n", NULL },
    { "encoded words do not matter", FROM "Subject: =?x-unknown?Q?a?=\nContent-Type: multipart/mixed; "
      "boundary=\"=b?=\"\n\n--=b?=\n\nx\n--=b?=--\n", "Subject" },
    { "nor do asterisks", FROM "Content-Type: multipart/mixed; boundary=\"*b*\"\n\n--*b*\n\nx\n--*b*--\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (second_rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (second_rows[i].text, facts);

    g_test_message ("%s", second_rows[i].says);
    g_assert_cmpstr (facts->ambiguous_field, ==, second_rows[i].field);
  }
}

static gboolean
is_strict_with_name (gsize length)
{
  g_autofree char *name = g_strnfill (length - strlen ("From:  <a@b.example>\n"), 'x');
  g_autofree char *text = NULL;
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;

  for (gsize i = 500; i + 1 < strlen (name); i += 500)
    memcpy (name + i, "\n ", 2);
  text = g_strdup_printf ("From: %s <a@b.example>\n\nhello\n", name);
  mime = test_read (text, facts);
  g_assert_nonnull (mime);
  g_assert_cmpstr (facts->sender.address, ==, "a@b.example");
  return (facts->evidence & CF_M (HEADERS_STRICT)) != 0;
}

/* RFC 5322 section 2.1.1: some programs read a longer line as two. */
static void
test_long_line (void)
{
  static const char *const frames[] = { "X-A: %s\n" FROM "\n", "X-A: b\n %s\n" FROM "\n", "X-A: %s\r\n" FROM "\r\n",
                                        "X-A: b\r\n %s\r\nc: d\n" FROM "\n" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (frames); i++) {
    gsize before = i / 2 % 2 == 0 ? strlen ("X-A: ") : strlen (" ");
    g_autofree char *fill = g_strnfill (998 + i % 2 - before, 'x');
    g_autoptr (GString) text = g_string_new (frames[i / 2]);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;

    g_string_replace (text, "%s", fill, 1);
    mime = test_read (text->str, facts);
    g_assert_nonnull (mime);
    g_assert_cmpint (!!(facts->evidence & CF_M (HEADERS_STRICT)), ==, i % 2 == 0);
  }
}

/* GMime would end with the stack, or read lists again and again: it is not asked. */
static void
test_many_addresses (void)
{
  static const struct {
    const char *field; /* what is repeated */
    const char *piece; /* what fills it */
    guint n_fields;
    guint n_pieces;
    const char *want;
  } address_rows[] = {
    { "To: ", "a@b.example,\n ", 1, 10000, NULL },
    { "To: ", "a@b.example,\n ", 1, 20000, "To" },
    { "Cc: ", "a:\n ", 1, 3900, NULL },
    { "Cc: ", "a:\n ", 1, 50000, "Cc" },
    { "bcc: ", "a:\n ", 1, 50000, "bcc" },
    { "Sender: ", "a:\n ", 1, 50000, "Sender" },
    { "Reply-To:", "a:\n ", 1, 50000, "Reply-To" },
    { "Resent-To: ", "a:\n ", 1, 50000, "Resent-To" },
    { "Resent-From:", "a:\n ", 1, 50000, "Resent-From" },
    { "To: ", "a:", 1900, 60, "To" },
    { "To: ", "a", 1900, 1, NULL },
    { "\nTo: ", "a:\n ", 1, 50000, "To" }, /* in the body, which may be a message for others */
    { "X-To: ", "a:\n ", 1, 50000, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (address_rows); i++) {
    g_autoptr (GString) text = g_string_new (FROM);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;
    clock_t start = clock ();

    for (guint field = 0; field < address_rows[i].n_fields; field++) {
      g_string_append (text, address_rows[i].field);
      for (guint piece = 0; piece < address_rows[i].n_pieces; piece++)
        g_string_append (text, address_rows[i].piece);
      g_string_append (text, "c@d\n");
    }
    g_string_append (text, "\nhello\n");
    mime = test_read (text->str, facts);
    g_test_message ("%s %u", address_rows[i].field, address_rows[i].n_pieces);
    g_assert_nonnull (mime);
    g_assert_cmpstr (facts->ambiguous_field, ==, address_rows[i].want);
    g_assert_cmpfloat (test_seconds_since (start), <, 5.0);
  }
}

static void
test_huge_from (void)
{
  g_assert_true (is_strict_with_name (CF_LIMIT_ADDRESS_FIELD_BYTES));
  g_assert_false (is_strict_with_name (CF_LIMIT_ADDRESS_FIELD_BYTES + 1));
}

/* GMime compares every parameter with every other: a field that would keep it busy is not shown to it. */
static void
test_huge_field (void)
{
  g_autoptr (GString) text = g_string_new (FROM "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: a/b");
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;

  for (guint i = 0; text->len < CF_LIMIT_CONTENT_FIELD_BYTES + 100; i++)
    g_string_append_printf (text, "; p%u=v", i);
  g_string_append (text, "\n\nx\n--b--\n");
  mime = test_read (text->str, facts);
  g_assert_cmpstr (facts->ambiguous_field, ==, "Content-Type");
}

/* Fields of addresses, wherever they stand: GMime reads as many as this, and of more nobody says that it reads the same. */
static void
test_addresses (void)
{
  static const char line[] = "To: a@b\n";
  static const struct { const char *says, *line; gsize size; guint n; gboolean ambiguous; } limit_rows[] = {
    { "fields", line, 0, CF_LIMIT_ADDRESSES_FIELDS - 1, FALSE },
    { "one field too many", line, 0, CF_LIMIT_ADDRESSES_FIELDS, TRUE },
    { "colons", "To: g:;\n", 0, CF_LIMIT_ADDRESSES_COLONS / 4, FALSE },
    { "four colons a line", "To: :::\n", 0, CF_LIMIT_ADDRESSES_COLONS / 3, FALSE },
    { "colons too many", "To: ::::\n", 0, CF_LIMIT_ADDRESSES_COLONS / 4 + 1, TRUE },
    { "bytes", NULL, CF_LIMIT_ADDRESSES_BYTES - 5 - sizeof FROM, 1, FALSE },
    { "a byte too many", NULL, CF_LIMIT_ADDRESSES_BYTES - 4 - sizeof FROM, 1, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limit_rows); i++) {
    g_autoptr (GString) text = g_string_new (FROM "\n");
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;
    g_autofree char *fill = g_strnfill (limit_rows[i].size, 'a');

    /* In the text: there GMime may find a message where we see none, and the limits of a header are not in the way. */
    for (guint j = 0; j < limit_rows[i].n; j++)
      if (limit_rows[i].line != NULL)
        g_string_append (text, limit_rows[i].line);
      else
        g_string_append_printf (text, "To: %s@b\n", fill + 1);
    mime = test_read (text->str, facts);

    g_test_message ("%s", limit_rows[i].says);
    g_assert_nonnull (mime);
    g_assert_cmpuint (facts->limit, ==, 0);
    g_assert_cmpint ((facts->evidence & CF_M (HEADERS_AMBIGUOUS)) != 0, ==, limit_rows[i].ambiguous);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/strict/rows", test_rows);
  g_test_add_func ("/mime/strict/nul", test_nul);
  g_test_add_func ("/mime/strict/way", test_way);
  g_test_add_func ("/mime/strict/second", test_second);
  g_test_add_func ("/mime/strict/long-line", test_long_line);
  g_test_add_func ("/mime/strict/many-addresses", test_many_addresses);
  g_test_add_func ("/mime/strict/huge-from", test_huge_from);
  g_test_add_func ("/mime/strict/huge-field", test_huge_field);
  g_test_add_func ("/mime/strict/addresses", test_addresses);
  return g_test_run ();
}
