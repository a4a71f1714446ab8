/* test-type.c — a type that nobody sealed: whether it shows all that was sealed, and nothing else (MEANING section 7) */
#include "cf-test-dkim.h"

#define FIELDS "From: a@example.com\r\nTo: b@example.org\r\nSubject: x\r\nDate: Sun, 1 Mar 2026 09:00:00 +0900\r\n"
#define PART(type) "--b\r\nContent-Type: " type "\r\n\r\n1\r\n"
#define END "--b--\r\n"

/* Where Content-Type is left out, another boundary must not show other things, nor another type fewer. */
static void
test_parts (void)
{
  static const struct { const char *says, *type, *body; gboolean proved; } rows[] = {
    { "two parts", "multipart/alternative; boundary=b", PART ("text/plain") PART ("text/html") END, TRUE },
    { "an empty line before", "multipart/alternative; boundary=b", "\r\n--b\r\n\r\n1\r\n--b--\r\n", TRUE },
    { "empty lines behind", "multipart/alternative; boundary=b", "--b\r\n\r\n1\r\n--b--\r\n\r\n\r\n", TRUE },
    { "text before", "multipart/alternative; boundary=b", "This is MIME.\r\n--b\r\n\r\n1\r\n--b--\r\n", FALSE },
    { "text behind", "multipart/alternative; boundary=b", "--b\r\n\r\n1\r\n--b--\r\nmore\r\n", FALSE },
    { "the inner boundary", "multipart/mixed; boundary=i",
      "--b\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\n1\r\n--i--\r\n--b--\r\n", FALSE },
    { "a boundary that is nowhere", "multipart/mixed; boundary=x", "--b\r\n\r\n1\r\n--b--\r\n", FALSE },
    { "parts are messages", "multipart/digest; boundary=b", "--b\r\n\r\nFrom: x\r\n\r\n1\r\n--b--\r\n", FALSE },
    { "no multipart: the source is shown", "text/plain", "--b\r\n\r\n1\r\n--b--\r\n", TRUE },
    { "two texts beside each other", "multipart/mixed; boundary=b", PART ("text/plain") PART ("text/plain") END, TRUE },
    { "two texts, and the last is shown", "multipart/alternative; boundary=b", PART ("text/plain") PART ("text/plain") END, FALSE },
    { "two pages, and the last is shown", "multipart/alternative; boundary=b", PART ("text/html") PART ("text/html") END, FALSE },
    { "a text and an event", "multipart/alternative; boundary=b", PART ("text/plain") PART ("text/html") PART ("text/calendar") END, TRUE },
    { "the text behind the page", "multipart/alternative; boundary=b", PART ("text/html") PART ("text/plain") END, FALSE },
    { "a message as the last form", "multipart/alternative; boundary=b", PART ("text/plain") PART ("message/rfc822") END, FALSE },
    { "a picture as the last form", "multipart/alternative; boundary=b", PART ("text/plain") PART ("image/png") END, FALSE },
    { "a file as the last form", "multipart/alternative; boundary=b",
      PART ("text/plain") PART ("text/html\r\nContent-Disposition: attachment") END, FALSE },
    { "a named file as the last form", "multipart/alternative; boundary=b", PART ("text/plain") PART ("text/html; name=x.html") END, FALSE },
    { "a page and its picture", "multipart/alternative; boundary=b", PART ("text/plain")
      "--b\r\nContent-Type: multipart/related; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n1\r\n--c--\r\n" END, TRUE },
    { "related", "multipart/related; boundary=b", PART ("text/html") PART ("image/png") END, TRUE },
    { "related, and what is shown is named", "multipart/related; boundary=b; start=\"<2>\"",
      PART ("text/html") PART ("text/html\r\nContent-ID: <2>") END, FALSE },
    { "the same in another spelling", "multipart/related; boundary=b; START*=us-ascii''%3C2%3E",
      PART ("text/html") PART ("text/html\r\nContent-ID: <2>") END, FALSE },
    { "the same in pieces", "multipart/related; boundary=b; start*0=\"<\"; start*1=\"2>\"",
      PART ("text/html") PART ("text/html\r\nContent-ID: <2>") END, FALSE },
    { "an envelope", "multipart/encrypted; boundary=b", PART ("application/pgp-encrypted") PART ("application/octet-stream") END, TRUE },
    { "a file called an envelope", "multipart/encrypted; boundary=b", PART ("text/plain") PART ("application/octet-stream") END, FALSE },
    { "two forks of a file", "multipart/appledouble; boundary=b", PART ("text/plain") PART ("text/plain") END, FALSE },
    { "each replaces the one before", "multipart/x-mixed-replace; boundary=b", PART ("text/plain") PART ("text/plain") END, FALSE },
    { "an event out of a text", "text/calendar", "Your friend wrote:\r\nBEGIN:VCALENDAR\r\n", FALSE },
    { "a marked-up text", "text/enriched", "Your friend wrote: <param>\r\n", FALSE },
    { "a picture", "image/png", "\x89PNG\r\n", TRUE },
    { "a text called a picture", "image/png", "Dear you,\r\n", FALSE },
    { "less than a picture", "image/png", "\x89P", FALSE },
    { "a document", "application/pdf", "%PDF-1.7\r\n", TRUE },
    { "a text called a document", "application/pdf", "Dear you,\r\n", FALSE },
    { "CMS", "application/pkcs7-mime", "\x30\x80\r\n", TRUE },
    { "a text called a file of events", "application/ics", "BEGIN:VCALENDAR\r\n", FALSE },
    { "a text called a page in XML", "application/xhtml+xml", "<html></html>\r\n", FALSE },
    { "a text called a drawing", "image/svg+xml", "<svg></svg>\r\n", FALSE },
    { "a text called any file", "application/octet-stream", "BEGIN:VCALENDAR\r\n", FALSE },
    { "a text called a sound", "audio/wav", "Dear you,\r\n", FALSE },
    { "a text in UTF-8", "text/plain; charset=\"UTF-8\"", "1 \xc3\xa4\r\n", TRUE },
    { "a text in Latin letters", "text/plain; charset=iso-8859-15", "1 \xe4\r\n", TRUE },
    { "a text in Shift_JIS", "text/plain; charset=Shift_JIS", "\x82\xa0\r\n", TRUE },
    { "a text in ISO-2022-JP", "text/plain; charset=ISO-2022-JP", "\x1b$B$\"\x1b(B\r\n", TRUE },
    { "the same without a name", "text/plain", "\x1b$B$\"\x1b(B\r\n", FALSE },
    { "the same called UTF-8", "text/plain; charset=utf-8", "\x1b$B$\"\x1b(B\r\n", FALSE },
    { "a text with another shift", "text/plain; charset=utf-8", "1\x0e" "2\r\n", FALSE },
    { "a text shifted back", "text/plain; charset=utf-8", "1\x0f" "2\r\n", FALSE },
    { "a text called UTF-7", "text/plain; charset=utf-7", "+AGg-\r\n", FALSE },
    { "a text called UTF-16", "text/plain; charset=utf-16le", "1\r\n", FALSE },
    { "a text with a name that nobody knows", "text/plain; charset=x-unknown", "1\r\n", FALSE },
    { "a name that begins as one", "text/plain; charset=utf-8utf-7", "1\r\n", FALSE },
    { "another that begins as one", "text/plain; charset=iso-8859-1x", "1\r\n", FALSE },
    { "a name without its number", "text/plain; charset=windows-125", "1\r\n", FALSE },
    { "a text in Windows' letters", "text/plain; charset=Windows-1252", "1\r\n", TRUE },
    { "a page in UTF-8", "text/html; charset=utf-8", "<p>\xc3\xa4</p>\r\n", TRUE },
    { "a page without a name", "text/html", "<p>1</p>\r\n", TRUE },
    { "a page called UTF-7", "text/html; charset=utf-7", "<p>+ADw-b+AD4-</p>\r\n", FALSE },
    { "a page called HZ", "text/html; charset=hz-gb-2312", "<p>~{<:Ky~}</p>\r\n", FALSE },
    { "a page in ISO-2022-JP", "text/html; charset=iso-2022-jp", "<p>\x1b$B$\"\x1b(B</p>\r\n", FALSE },
    { "a page with a shift", "text/html; charset=utf-8", "<p>\x1b$B<b</p>\r\n", FALSE },
    { "a page with a mark of its bytes", "text/html", "\xef\xbb\xbf\r\n <!DOCTYPE html>\r\n<html></html>\r\n\t\r\n", TRUE },
    { "a page in XML", "text/html", "<?xml version=\"1.0\"?><html></html>", TRUE },
    { "a text that ends as a page", "text/html", "Dear <style> <b>", FALSE },
    { "a text that begins as a page", "text/html", "<style>, your statement is ready.\r\n", FALSE },
    { "a text that begins with a mark", "text/html", "<3 you>\r\n", FALSE },
    { "a text between angle brackets", "text/html", "<<a>\r\n", FALSE },
    { "hardly anything", "text/html", "<>", FALSE },
    { "nothing", "text/html", " \r\n", FALSE },
  };
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autofree char *record = cf_test_key_record (CF_TEST_RSA_2048, "");

  cf_test_answer (answers, CF_TEST_KEY_NAME, record);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint sign = 0; sign < 2; sign++) {
      CfTestSeal seal = { .h = sign ? "from:to:subject:date:content-type" : "from:to:subject:date" };
      g_autofree char *mail = g_strdup_printf (FIELDS "Content-Type: %s\r\n\r\n%s", rows[i].type, rows[i].body);
      g_autofree char *message = cf_test_seal (&seal, mail);
      g_auto (CfTestRun) run = cf_test_check_text (message, answers);

      g_test_message ("%s", rows[i].says);
      g_assert_cmpstr (cf_test_get_proof (run.facts), ==, sign || rows[i].proved ? "proved" : "not");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  cf_domain_prepare ();
  g_test_add_func ("/domain/type/parts", test_parts);
  return g_test_run ();
}
