/* test-protected.c — header fields under the signature (MEANING section 3, RFC 9788, RFC 8551) */
#include "mime-test.h"

#define NONE CF_HEADER_PROTECTION_NONE
#define MATCH CF_HEADER_PROTECTION_MATCH
#define MISMATCH CF_HEADER_PROTECTION_MISMATCH
#define BITS (CF_M (HEADERS_PROTECTED) | CF_M (PROTECTED_FROM_DIFFERS) | CF_M (PROTECTED_DIFFERS))
#define GOOD CF_M (HEADERS_PROTECTED)
#define SENDER CF_M (PROTECTED_FROM_DIFFERS)
#define OTHER CF_M (PROTECTED_DIFFERS)

#define FROM "From: Alice <alice@example.org>\n"
#define HP "Content-Type: text/plain; hp=\"clear\"\n"

typedef struct {
  const char *says;
  const char *outer;
  const char *entity; /* without the empty line and the body */
  CfHeaderProtection want;
  const char *field;
  CfEvidence evidence;
} Row;

static const Row rows[] = {
  { "nothing protected", FROM, "Content-Type: text/plain\n", NONE, NULL, 0 },
  { "no type", FROM, FROM, NONE, NULL, 0 },
  { "no header", FROM, "", NONE, NULL, 0 },
  { "fields without hp", FROM, "Content-Type: text/plain\nFrom: mallory@evil\n", NONE, NULL, 0 },
  { "hp of another kind", FROM, "Content-Type: text/plain; hp=new\nFrom: mallory@evil\n", NONE, NULL, 0 },
  { "hp twice", FROM, "Content-Type: text/plain; hp=clear; hp=clear\n" FROM, NONE, NULL, 0 },
  { "clear", FROM, HP FROM, MATCH, NULL, GOOD },
  { "cipher", FROM, "Content-Type: text/plain; hp=cipher\n" FROM, MATCH, NULL, GOOD },
  { "in capitals", FROM, "Content-Type: TEXT/plain; HP=\"Clear\"\n" FROM, MATCH, NULL, GOOD },
  { "multipart", FROM, "Content-Type: multipart/mixed; boundary=b; hp=clear\n" FROM, MATCH, NULL, GOOD },
  { "all fields",
    FROM "To: b@x\nCc: c@x\nDate: Sat, 20 Feb 2021 10:07:02 -0500\nSubject: s\nReply-To: r@x\nSender: s@x\n",
    HP FROM "Sender: s@x\nReply-To: r@x\nSubject: s\nDate: Sat, 20 Feb 2021 10:07:02 -0500\nCc: c@x\nTo: b@x\n",
    MATCH, NULL, GOOD },
  { "fields nobody compares", FROM "Received: x\nX: y\n", HP FROM "X: z\nMessage-ID: <1@x>\n", MATCH, NULL, GOOD },
  { "folded otherwise", FROM "Subject: a b c\n", HP FROM "Subject: a\n b\n c\n", MATCH, NULL, GOOD },
  { "encoded otherwise", FROM "Subject: =?utf-8?Q?=C3=BC?=\n", HP FROM "Subject: =?iso-8859-1?B?/A==?=\n", MATCH,
    NULL, GOOD },
  { "date in another zone", FROM "Date: Sat, 20 Feb 2021 15:07:02 +0000\n",
    HP FROM "Date: Sat, 20 Feb 2021 10:07:02 -0500\n", MATCH, NULL, GOOD },

  { "another sender", FROM, HP "From: Mallory <mallory@evil>\n", MISMATCH, "From", SENDER },
  { "the same name, another address", FROM, HP "From: Alice <alice@evil>\n", MISMATCH, "From", SENDER },
  { "one more sender", FROM, HP "From: alice@example.org, mallory@evil\n", MISMATCH, "From", SENDER },
  { "dots, another sender", FROM, HP "From: a..b@docomo.example\n", MISMATCH, "From", SENDER },
  { "no From outside", "Subject: s\n", HP FROM "Subject: s\n", MISMATCH, "From", SENDER },
  { "no From inside", FROM, HP, MISMATCH, "From", OTHER },
  { "another name", FROM, HP "From: Bank <alice@example.org>\n", MISMATCH, "From", OTHER },
  { "two From inside", FROM, HP FROM FROM, MISMATCH, "From", OTHER },
  { "two From on both sides", FROM FROM, HP FROM FROM, MISMATCH, "From", OTHER },
  { "From is told first", FROM "Subject: a\n", HP "From: mallory@evil\nSubject: b\n", MISMATCH, "From", SENDER },
  { "another Subject", FROM "Subject: a\n", HP FROM "Subject: b\n", MISMATCH, "Subject", OTHER },
  { "Subject only outside", FROM "Subject: a\n", HP FROM, MISMATCH, "Subject", OTHER },
  { "Subject only inside", FROM, HP FROM "Subject: a\n", MISMATCH, "Subject", OTHER },
  { "two Subjects outside", FROM "Subject: a\nSubject: b\n", HP FROM "Subject: a\n", MISMATCH, "Subject", OTHER },
  { "another To", FROM "To: a@x\n", HP FROM "To: b@x\n", MISMATCH, "To", OTHER },
  { "another Cc", FROM "Cc: a@x\n", HP FROM "Cc: b@x\n", MISMATCH, "Cc", OTHER },
  { "Reply-To only outside", FROM "Reply-To: mallory@evil\n", HP FROM, MISMATCH, "Reply-To", OTHER },
  { "another Reply-To", FROM "Reply-To: mallory@evil\n", HP FROM "Reply-To: a@x\n", MISMATCH, "Reply-To", OTHER },
  { "another Sender", FROM "Sender: a@x\n", HP FROM "Sender: b@x\n", MISMATCH, "Sender", OTHER },
  { "another Date", FROM "Date: Sat, 20 Feb 2021 15:07:02 +0000\n", HP FROM "Date: Sat, 20 Feb 2021 15:07:03 +0000\n",
    MISMATCH, "Date", OTHER },
  { "dates that are none", FROM "Date: x\n", HP FROM "Date: y\n", MISMATCH, "Date", OTHER },
  { "the order in which it is told", FROM "To: a@x\nSubject: a\n", HP FROM "To: b@x\nSubject: b\n", MISMATCH, "To",
    OTHER },

  { "tag of a list", FROM "Subject: [users] a\n", HP FROM "Subject: a\n", MATCH, NULL, GOOD },
  { "two tags", FROM "Subject: [users][ja] a\n", HP FROM "Subject: a\n", MATCH, NULL, GOOD },
  { "tag inside too", FROM "Subject: [users] [x] a\n", HP FROM "Subject: [x] a\n", MATCH, NULL, GOOD },
  { "tag that is not closed", FROM "Subject: [users a\n", HP FROM "Subject: a\n", MISMATCH, "Subject", OTHER },
  { "tag and other words", FROM "Subject: [users] b\n", HP FROM "Subject: a\n", MISMATCH, "Subject", OTHER },
  { "words before the tag", FROM "Subject: pay [users] a\n", HP FROM "Subject: a\n", MISMATCH, "Subject", OTHER },
  { "hidden", FROM "Subject: [...]\n", HP FROM "Subject: a\n", MATCH, NULL, GOOD },
  { "hidden the old way", FROM "Subject: ...\n", HP FROM "Subject: a\n", MATCH, NULL, GOOD },
  { "hidden inside says nothing", FROM "Subject: a\n", HP FROM "Subject: ...\n", MISMATCH, "Subject", OTHER },
};

static void
check_row (const Row *row, const char *outer, const char *entity)
{
  g_autoptr (CfFacts) read_facts = cf_facts_new ();
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (outer, read_facts);

  g_test_message ("%s", row->says);
  cf_mime_check_protected (mime, cf_span_str (entity), facts);
  g_assert_cmpint (facts->smime.header_protection, ==, row->want);
  g_assert_cmpstr (facts->smime.protected_field, ==, row->field);
  g_assert_cmphex (facts->evidence & BITS, ==, row->evidence);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *outer = g_strconcat (rows[i].outer, "\nouter\n", NULL);
    g_autofree char *entity = g_strconcat (rows[i].entity, "\nbody\n", NULL);
    g_autofree char *crlf = test_to_crlf (entity);

    check_row (&rows[i], outer, entity);
    check_row (&rows[i], outer, crlf);
  }
}

/* RFC 8551 section 3.1: the same rows, the fields in a wrapped message. */
static void
test_wrapped (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *outer = g_strconcat (rows[i].outer, "\nouter\n", NULL);
    g_autofree char *entity = NULL;

    if (rows[i].want == NONE)
      continue;
    entity = g_strconcat ("Content-Type: message/rfc822; forwarded=no\nSubject: not this\n\n", rows[i].entity,
                          "\nbody\nSubject: nor this\n", NULL);
    check_row (&rows[i], outer, entity);
  }
}

static void
test_not_wrapped (void)
{
#define EVIL "\nFrom: mallory@evil\n\nbody\n"
  static const Row wrapped_rows[] = {
    { "a forwarded message", FROM, "Content-Type: message/rfc822\n" EVIL, NONE, NULL, 0 },
    { "forwarded=yes", FROM, "Content-Type: message/rfc822; forwarded=yes\n" EVIL, NONE, NULL, 0 },
    { "encoded", FROM, "Content-Type: message/rfc822; forwarded=no\nContent-Transfer-Encoding: base64\n" EVIL, NONE,
      NULL, 0 },
    { "forwarded twice", FROM, "Content-Type: message/rfc822; forwarded=no; forwarded=no\n" EVIL, NONE, NULL, 0 },
    { "another type", FROM, "Content-Type: text/rfc822; forwarded=no\n" EVIL, NONE, NULL, 0 },
    { "hp goes first", FROM, "Content-Type: message/rfc822; forwarded=no; hp=clear\n" FROM EVIL, MATCH, NULL, GOOD },
    { "wrapped", FROM, "Content-Type: message/rfc822; forwarded=no\n" EVIL, MISMATCH, "From", SENDER },
    { "seven bit", FROM, "Content-Type: message/rfc822; forwarded=no\nContent-Transfer-Encoding: 7bit\n" EVIL,
      MISMATCH, "From", SENDER },
    { "nothing inside", FROM, "Content-Type: message/rfc822; forwarded=no\n\n", MISMATCH, "From", OTHER },
    { "no entity", FROM, "", NONE, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrapped_rows); i++)
    check_row (&wrapped_rows[i], wrapped_rows[i].outer, wrapped_rows[i].entity);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/protected/rows", test_rows);
  g_test_add_func ("/mime/protected/wrapped", test_wrapped);
  g_test_add_func ("/mime/protected/not-wrapped", test_not_wrapped);
  return g_test_run ();
}
