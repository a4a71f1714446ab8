/* test-coverage.c — what is signed: form, coverage, attached signatures (MEANING section 3) */
#include "mime-test.h"

#define SIGNED(boundary) \
  "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=" boundary "\n\n"
#define MIXED(boundary) "Content-Type: multipart/mixed; boundary=" boundary "\n\n"
#define TEXT "Content-Type: text/plain\n\nhello\n"
#define SEAL "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB\n"
#define BODY SIGNED ("s") "--s\n" TEXT "--s\n" SEAL "--s--\n"
#define OPAQUE "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n" \
  "Content-Disposition: attachment; filename=smime.p7m\n\nMIIB\n"
#define SEALED "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMIIB\n"
#define LETTER "Content-Type: message/rfc822\n\nFrom: x@y\n"

#define NONE CF_SMIME_FORM_NONE
#define DETACHED CF_SMIME_FORM_DETACHED
#define OPAQ CF_SMIME_FORM_OPAQUE
#define CRYPT CF_SMIME_FORM_ENCRYPTED
#define CERTS CF_SMIME_FORM_CERTS_ONLY
#define NO CF_COVERAGE_NONE
#define PARTIAL CF_COVERAGE_PARTIAL
#define WHOLE CF_COVERAGE_WHOLE

/* @entity, @signature: numbers of parts; @attached: how many. */
typedef struct {
  const char *says;
  const char *text;
  CfSmimeForm form;
  CfCoverage coverage;
  const char *entity;
  const char *signature;
  guint attached;
  gboolean inside;
} Row;

static const Row rows[] = {
  { "plain text", TEXT, NONE, NO, NULL, NULL, 0, FALSE },
  { "usual", BODY, DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "x-pkcs7-signature",
    "Content-Type: multipart/signed; protocol=\"application/x-pkcs7-signature\"; boundary=s\n\n--s\n" TEXT
    "--s\nContent-Type: application/x-pkcs7-signature\n\nx\n--s--\n", DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "one protocol, the other type",
    "Content-Type: multipart/signed; protocol=\"application/x-pkcs7-signature\"; boundary=s\n\n--s\n" TEXT
    "--s\n" SEAL "--s--\n", DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "no protocol, the part says it", "Content-Type: multipart/signed; boundary=s\n\n--s\n" TEXT "--s\n" SEAL
    "--s--\n", DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "no protocol, no such part", "Content-Type: multipart/signed; boundary=s\n\n--s\n" TEXT "--s\n" TEXT "--s--\n",
    NONE, NO, NULL, NULL, 0, FALSE },
  { "OpenPGP", "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=s\n\n--s\n" TEXT
    "--s\nContent-Type: application/pgp-signature\n\nx\n--s--\n", NONE, NO, NULL, NULL, 0, FALSE },
  { "protocol OpenPGP, signature CMS",
    "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=s\n\n--s\n" TEXT "--s\n" SEAL
    "--s--\n", NONE, NO, NULL, NULL, 0, FALSE },
  { "no end", SIGNED ("s") "--s\n" TEXT "--s\n" SEAL, DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "preamble", SIGNED ("s") "This is a signed message\n--s\n" TEXT "--s\n" SEAL "--s--\n", DETACHED, WHOLE, "1",
    "2", 0, FALSE },
  { "preamble with a longer boundary", SIGNED ("s") "--sx\n\nhi\n--s\n" TEXT "--s\n" SEAL "--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "preamble with a boundary behind CR", SIGNED ("s") "hi\r--s\r\rhi\n--s\n" TEXT "--s\n" SEAL "--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "preamble with another boundary", SIGNED ("s") "--q\n\nhi\n--q--\n--s\n" TEXT "--s\n" SEAL "--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "preamble with hyphens inside a line", SIGNED ("s") "signed -- see below\n--s\n" TEXT "--s\n" SEAL "--s--\n",
    DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "a longer boundary inside the signature", SIGNED ("s") "--s\n" TEXT "--s\n"
    "Content-Type: application/pkcs7-signature\n\nx\n--sX\n\nhi\n--s--\n", DETACHED, PARTIAL, "1", "2", 0, FALSE },
  { "a boundary inside a line of the signature", SIGNED ("s") "--s\n" TEXT "--s\n"
    "Content-Type: application/pkcs7-signature\n\nx--sX\n\nhi\n--s--\n", DETACHED, PARTIAL, "1", "2", 0, FALSE },
  { "a longer boundary behind CR", SIGNED ("s") "--s\n" TEXT "--s\n"
    "Content-Type: application/pkcs7-signature\n\nx\r--sX\n\nhi\n--s--\n", DETACHED, PARTIAL, "1", "2", 0, FALSE },
  { "hyphens first in the signature's header", SIGNED ("s") "--s\n" TEXT "--s\n"
    "Content-Type: application/pkcs7-signature\n--sX: y\n\nx\n--s--\n", DETACHED, PARTIAL, "1", "2", 0, FALSE },
  { "blank epilogue", SIGNED ("s") "--s\n" TEXT "--s\n" SEAL "--s--\n \r\n\n", DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "text behind the end", BODY "-- \nA list\n", DETACHED, PARTIAL, "1", "2", 0, FALSE },
  { "twelve letters for a name", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature; name=abcdefghi-jk.p7s\n\nx\n--s--\n", DETACHED,
    WHOLE, "1", "2", 0, FALSE },
  { "thirteen letters for a name", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature; name=abcdefghi-jkl.p7s\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "a long name of words for a signature", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature; name=Electronic_Signature.p7s\n\nx\n--s--\n", DETACHED,
    WHOLE, "1", "2", 0, FALSE },
  { "another word in a long name", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature; name=pay-electronic-signature.p7s\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "five words for a signature", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature; name=signed-email-message-digital-signature.p7s\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "digits in the name", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature; name=call0120.p7s\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "words in the file name", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature\nContent-Disposition: attachment; filename=\"call us.p7s\"\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "two endings", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature; name=a.p7s.p7s\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "a description as Thunderbird writes it", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature\nContent-Description: S/MIME Cryptographic Signature\n\nx\n--s--\n", DETACHED,
    WHOLE, "1", "2", 0, FALSE },
  { "a description in capitals", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature\nContent-Description: DIGITAL SIGNATURE\n\nx\n--s--\n", DETACHED,
    WHOLE, "1", "2", 0, FALSE },
  { "a description that says nothing of it", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature\nContent-Description: Your account was closed\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "a description with a number", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature\nContent-Description: S/MIME 0120\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "a description of 48 letters", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature\nContent-Description: S/MIME abcdefghijklmnopqrstuvwxyzabcdefghijklmno\n\nx\n--s--\n", DETACHED,
    WHOLE, "1", "2", 0, FALSE },
  { "a description of 49 letters", SIGNED ("s") "--s\n" TEXT "--s\nContent-Type: application/pkcs7-signature\nContent-Description: S/MIME abcdefghijklmnopqrstuvwxyzabcdefghijklmnop\n\nx\n--s--\n", DETACHED,
    PARTIAL, "1", "2", 0, FALSE },
  { "one part", SIGNED ("s") "--s\n" TEXT "--s--\n", DETACHED, NO, NULL, NULL, 0, FALSE },
  { "no parts", SIGNED ("s") "hello\n", DETACHED, NO, NULL, NULL, 0, FALSE },
  { "no boundary", "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"\n\nx\n", DETACHED, NO,
    NULL, NULL, 0, FALSE },
  { "signature only", SIGNED ("s") "--s\n" SEAL "--s--\n", DETACHED, NO, NULL, NULL, 0, FALSE },
  { "signature first", SIGNED ("s") "--s\n" SEAL "--s\n" TEXT "--s--\n", DETACHED, NO, NULL, NULL, 0, FALSE },
  { "two signatures", SIGNED ("s") "--s\n" SEAL "--s\n" SEAL "--s--\n", DETACHED, NO, NULL, NULL, 0, FALSE },
  { "three parts, text last", SIGNED ("s") "--s\n" TEXT "--s\n" SEAL "--s\n" TEXT "--s--\n", DETACHED, PARTIAL, "1",
    "2", 0, FALSE },
  { "three parts, text between", SIGNED ("s") "--s\n" TEXT "--s\n" TEXT "--s\n" SEAL "--s--\n", DETACHED, PARTIAL,
    "1", "3", 0, FALSE },
  { "signature by file name", SIGNED ("s") "--s\n" TEXT
    "--s\nContent-Type: application/octet-stream; name=smime.p7s\n\nx\n--s--\n", DETACHED, NO, NULL, NULL, 0, FALSE },
  { "list footer", MIXED ("m") "--m\n" BODY "--m\n" TEXT "--m--\n", DETACHED, PARTIAL, "1.1", "1.2", 0, FALSE },
  { "text before", MIXED ("m") "--m\n" TEXT "--m\n" BODY "--m--\n", DETACHED, PARTIAL, "2.1", "2.2", 0, FALSE },
  { "mixed with nothing else", MIXED ("m") "--m\n" BODY "--m--\n", DETACHED, PARTIAL, "1.1", "1.2", 0, FALSE },
  { "alternative", "Content-Type: multipart/alternative; boundary=m\n\n--m\n" BODY "--m\n" TEXT "--m--\n", DETACHED,
    PARTIAL, "1.1", "1.2", 0, FALSE },
  { "deep", MIXED ("m") "--m\n" MIXED ("n") "--n\n" BODY "--n--\n--m--\n", DETACHED, PARTIAL, "1.1.1", "1.1.2", 0,
    FALSE },
  { "two signed parts: the first", MIXED ("m") "--m\n" BODY "--m\n" SIGNED ("t") "--t\n" TEXT "--t\n" SEAL
    "--t--\n--m--\n", DETACHED, PARTIAL, "1.1", "1.2", 1, FALSE },
  { "attached multipart", MIXED ("m") "--m\n" TEXT "--m\nContent-Disposition: attachment\n" BODY "--m--\n", NONE, NO,
    NULL, NULL, 1, TRUE },
  { "nested: the outer counts", SIGNED ("o") "--o\n" BODY "--o\n" SEAL "--o--\n", DETACHED, WHOLE, "1", "2", 1,
    FALSE },
  { "forwarded", MIXED ("m") "--m\n" TEXT "--m\n" LETTER BODY "--m--\n", NONE, NO, NULL, NULL, 1, TRUE },
  { "a message alone", LETTER BODY, NONE, NO, NULL, NULL, 1, TRUE },
  { "forwarded opaque", MIXED ("m") "--m\n" TEXT "--m\n" LETTER OPAQUE "--m--\n", NONE, NO, NULL, NULL, 1, TRUE },
  { "signed mail forwards a signed mail", SIGNED ("o") "--o\n" LETTER BODY "--o\n" SEAL "--o--\n", DETACHED, WHOLE,
    "1", "2", 1, FALSE },

  { "opaque", OPAQUE, OPAQ, WHOLE, NULL, "1", 0, FALSE },
  { "x-pkcs7-mime", "Content-Type: application/x-pkcs7-mime; smime-type=signed-data\n\nx\n", OPAQ, WHOLE, NULL, "1",
    0, FALSE },
  { "no smime-type", "Content-Type: application/pkcs7-mime; name=smime.p7m\n\nx\n", OPAQ, WHOLE, NULL, "1", 0, FALSE },
  { "smime-type in capitals", "Content-Type: application/pkcs7-mime; smime-type=Signed-Data\n\nx\n", OPAQ, WHOLE,
    NULL, "1", 0, FALSE },
  { "unknown smime-type", "Content-Type: application/pkcs7-mime; smime-type=new\n\nx\n", OPAQ, WHOLE, NULL, "1", 0,
    FALSE },
  { "compressed", "Content-Type: application/pkcs7-mime; smime-type=compressed-data\n\nx\n", OPAQ, WHOLE, NULL, "1",
    0, FALSE },
  { "certificates only", "Content-Type: application/pkcs7-mime; smime-type=certs-only\n\nx\n", CERTS, NO, NULL, "1",
    0, FALSE },
  { "by file name alone", "Content-Type: application/octet-stream; name=SMIME.P7M\n\nx\n", OPAQ, WHOLE, NULL, "1", 0,
    FALSE },
  { "another file name", "Content-Type: application/octet-stream; name=smime.p7s\n\nx\n", NONE, NO, NULL, NULL, 0,
    FALSE },
  { "opaque with text outside", MIXED ("m") "--m\n" TEXT "--m\n" OPAQUE "--m--\n", OPAQ, PARTIAL, NULL, "2", 0,
    FALSE },
  { "opaque alone in mixed", MIXED ("m") "--m\n" OPAQUE "--m--\n", OPAQ, PARTIAL, NULL, "1", 0, FALSE },
  { "a signed file", MIXED ("m") "--m\n" TEXT "--m\nContent-Type: application/pkcs7-mime; smime-type=signed-data; "
    "name=contract.pdf.p7m\nContent-Disposition: attachment; filename=contract.pdf.p7m\n\nx\n--m--\n", NONE, NO, NULL,
    NULL, 1, TRUE },
  { "a signed file of no type", MIXED ("m") "--m\n" TEXT
    "--m\nContent-Type: application/octet-stream; name=contract.pdf.p7m\n\nx\n--m--\n", NONE, NO, NULL, NULL, 0,
    FALSE },

  { "encrypted", SEALED, CRYPT, NO, NULL, "1", 0, FALSE },
  { "authenticated encryption", "Content-Type: application/pkcs7-mime; smime-type=authEnveloped-data\n\nx\n", CRYPT,
    NO, NULL, "1", 0, FALSE },
  { "encrypted part", MIXED ("m") "--m\n" TEXT "--m\n" SEALED "--m--\n", NONE, NO, NULL, NULL, 1, FALSE },
  /* What is under the signature is gather's to look into. */
  { "encrypted inside signed", SIGNED ("o") "--o\n" SEALED "--o\n" SEAL "--o--\n", DETACHED, WHOLE, "1", "2", 1, FALSE },
  { "encrypted deep inside signed", SIGNED ("o") "--o\n" MIXED ("m") "--m\n" TEXT "--m\n" SEALED "--m--\n--o\n" SEAL
    "--o--\n", DETACHED, WHOLE, "1", "2", 1, FALSE },
  { "OpenPGP inside signed", SIGNED ("o") "--o\nContent-Type: multipart/encrypted; boundary=e\n\n--e\n" TEXT
    "--e--\n--o\n" SEAL "--o--\n", DETACHED, WHOLE, "1", "2", 0, FALSE },
  { "OpenPGP encrypted", "Content-Type: multipart/encrypted; boundary=e\n\n--e\n" TEXT "--e--\n", NONE, NO, NULL,
    NULL, 0, FALSE },
};

static const char *
get_number (const CfMime *mime, int index)
{
  return index < 0 ? NULL : cf_mime_get_part (mime, (guint) index)->number;
}

static void
check_row (const Row *row, const char *text)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (text, facts);
  CfMimeSignature signature;

  g_test_message ("%s", row->says);
  test_check_invariants (mime, facts, mime->message);
  cf_mime_get_signature (mime, &signature);
  g_assert_cmpint (signature.form, ==, row->form);
  g_assert_cmpint (signature.coverage, ==, row->coverage);
  g_assert_cmpstr (get_number (mime, signature.entity), ==, row->entity);
  g_assert_cmpstr (get_number (mime, signature.signature), ==, row->signature);
  g_assert_cmpuint (facts->attached_signatures->len, ==, row->attached);
  g_assert_cmpint (!!(facts->evidence & CF_M (SIGNED_INSIDE)), ==, row->inside);
  g_assert_cmpint (!!(facts->evidence & CF_M (COVERAGE_WHOLE)), ==, row->coverage == WHOLE);
  g_assert_cmpint (!!(facts->evidence & CF_M (COVERAGE_PARTIAL)), ==, row->coverage == PARTIAL);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *mail = g_strconcat ("From: a@b.example\n", rows[i].text, NULL);
    g_autofree char *crlf = test_to_crlf (mail);

    check_row (&rows[i], mail);
    check_row (&rows[i], crlf);
  }
}

/* Whatever is put around or beside what was whole, it is whole no more. */
static void
test_wrapping (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *mail = g_strconcat ("From: a@b\n" MIXED ("w") "--w\n", rows[i].text, "--w\n" TEXT "--w--\n", NULL);
    g_autofree char *letter = g_strconcat ("From: a@b\n" LETTER, rows[i].text, NULL);
    g_autoptr (CfFacts) mixed_facts = cf_facts_new ();
    g_autoptr (CfFacts) letter_facts = cf_facts_new ();
    g_autoptr (CfMime) mixed = test_read (mail, mixed_facts);
    g_autoptr (CfMime) enclosed = test_read (letter, letter_facts);

    g_assert_cmpint (mixed_facts->smime.coverage, !=, CF_COVERAGE_WHOLE);
    g_assert_cmpint (letter_facts->smime.coverage, ==, CF_COVERAGE_NONE);
    g_assert_cmpint (letter_facts->smime.form, ==, CF_SMIME_FORM_NONE);
    g_assert_cmpuint (mixed_facts->attached_signatures->len, <=, rows[i].attached + 1);
  }
}

static void
test_attached (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (MIXED ("m") "--m\n" TEXT "--m\n" LETTER MIXED ("n") "--n\n" BODY
                                       "--n--\n--m\n" SEALED "--m--\n", facts);
  const CfAttachedSignature *first = g_ptr_array_index (facts->attached_signatures, 0);
  const CfAttachedSignature *second = g_ptr_array_index (facts->attached_signatures, 1);

  g_assert_cmpuint (cf_mime_get_n_parts (mime), ==, 8);
  g_assert_cmpstr (first->part, ==, "2.1");
  g_assert_cmpint (first->form, ==, CF_SMIME_FORM_DETACHED);
  g_assert_cmpstr (first->summary, ==, "multipart/signed");
  g_assert_cmpstr (second->part, ==, "3");
  g_assert_cmpint (second->form, ==, CF_SMIME_FORM_ENCRYPTED);
  g_assert_cmpstr (second->summary, ==, "application/pkcs7-mime");
}

/* Beyond a limit there may be parts that nobody looked at. */
static void
test_limit (void)
{
  g_autoptr (GString) text = g_string_new ("From: a@b\n" SIGNED ("s") "--s\n" MIXED ("m"));
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;

  for (guint i = 0; i < CF_LIMIT_PARTS; i++)
    g_string_append (text, "--m\n\nx\n");
  g_string_append (text, "--m--\n--s\n" SEAL "--s--\n");
  mime = test_read (text->str, facts);

  g_assert_cmpint (facts->smime.form, ==, CF_SMIME_FORM_DETACHED);
  g_assert_cmpint (facts->smime.coverage, ==, CF_COVERAGE_NONE);
}

static void
test_displayed (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (MIXED ("m") "--m\n" BODY "--m\n" SEAL "--m--\n", facts);
  g_autofree char *parts = test_dump_parts (mime);

  g_assert_cmpstr (parts, ==, " multipart/mixed*; 1 multipart/signed*; 1.1 text/plain; "
                              "1.2 application/pkcs7-signature*; 2 application/pkcs7-signature");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/coverage/rows", test_rows);
  g_test_add_func ("/mime/coverage/wrapping", test_wrapping);
  g_test_add_func ("/mime/coverage/attached", test_attached);
  g_test_add_func ("/mime/coverage/limit", test_limit);
  g_test_add_func ("/mime/coverage/displayed", test_displayed);
  return g_test_run ();
}
