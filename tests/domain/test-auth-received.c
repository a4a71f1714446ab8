/* test-auth-received.c — who added a Received field, and when (RFC 5321 section 4.4, RFC 5322 section 3.3) */
#include "cf-domain-auth-received.h"
#include "cf-domain.h"

static void
test_received (void)
{
  static const struct { const char *value, *host; } rows[] = {
    { " from a.example (a.example [192.0.2.1]) by MX.example.org (Postfix) with ESMTP id 1; x", "mx.example.org" },
    { " by mx.example.org with LMTP", "mx.example.org" },
    { "\r\n\tfrom a\r\n\tby mx.example.org\r\n\twith SMTP", "mx.example.org" },
    { " from [192.0.2.1] (port=25 helo=x) by mx.example.org", "mx.example.org" },
    { " FROM a BY mx", "mx" },
    { " by 2002:a05:6504:10c3 with SMTP id 7", "2002:a05:6504:10c3" },
    { " by [192.0.2.1]", "[192.0.2.1]" },
    { " from by by mx.example.org", "mx.example.org" },
    /* what a sender can choose stands in the first word or in a comment */
    { " from x(by good.example) by mx.evil.example", "mx.evil.example" },
    { " from x (by good.example) by mx.evil.example", "mx.evil.example" },
    { " from x ((by good.example) (by other) by mx.evil.example", NULL },
    { " from \"x by good.example\" by mx.evil.example", "mx.evil.example" },
    { " from \"x by good.example by mx.evil.example", NULL },
    { " from client1.example  [192.0.2.1] by good.example", NULL },
    { " from x; by good.example", NULL },
    { " (by good.example) from x", NULL },
    { " with SMTP by good.example", NULL },
    { " from x", NULL },
    { " from x by", NULL },
    { " from x by ; date", NULL },
    { " by (nobody)", NULL },
    { "", NULL },
    /* a server that writes a greeting with blanks as it came */
    { " from x by good.example (x [192.0.2.1]) by mx.evil.example with ESMTP; x", NULL },
    { " from x by good.example with SMTP BY mx.evil.example", NULL },
    { " from x by good.example; Sat, 12 Jul 2003 04:01:54 +0000 (x) by mx.evil.example; x", NULL },
    { " from x by good.example ( (x [192.0.2.1]) by mx.evil.example with ESMTP; x", NULL },
    { " from x by good.example \" (x [192.0.2.1]) by mx.evil.example with ESMTP; x", NULL },
    { " from x by good.example ) (x) by mx.evil.example", NULL },
    { " from x by good.example\x01" "by mx.evil.example", NULL },
    { " from x by good.example by", NULL },
    { " from by mx.good.example (x) by mx.evil.example", NULL },
    { " from x by good.example (by mx.evil.example) id \"a by b\"; x", "good.example" },
    { " from x by good.example with ESMTP id by7 for <by@good.example>; x", "good.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTime date;
    g_autofree char *host = cf_domain_read_received (cf_span_str (rows[i].value), &date);

    g_test_message ("row %u", i);
    g_assert_cmpstr (host, ==, rows[i].host);
    g_assert_true (date == CF_TIME_UNKNOWN);
  }
}

/* RFC 5322 section 3.3, zones of 4.3.  1057982514 is 2003-07-12T04:01:54Z. */
static void
test_date (void)
{
  static const struct { const char *text; CfTime want; } rows[] = {
    { "Fri, 11 Jul 2003 21:01:54 -0700 (PDT)", 1057982514 },
    { "Fri, 11 Jul 2003 21:01:54 -0700", 1057982514 },
    { " fri , 11 jul 2003 21:01:54 PDT ", 1057982514 },
    { "11 Jul 2003 21:01:54 -0700", 1057982514 },
    { "\r\n Sat, 12 Jul 2003\r\n 04:01:54 +0000", 1057982514 },
    { "Sat, 12 Jul 2003 04:01:54 GMT", 1057982514 },
    { "Sat, 12 Jul 2003 04:01:54 UT", 1057982514 },
    { "Sat, 12 Jul 2003 04:01:54 Z", 1057982514 },
    { "Sat, 12 Jul 2003 13:01:54 +0900 (JST)", 1057982514 },
    { "Sat, 12 Jul 2003 05:00:54 +0059", 1057982514 },
    { "Sat, 12 Jul 2003 (x) 04:01:54 (y) +0000 (z (w))", 1057982514 },
    { "Fri, 11 Jul 2003 23:01:54 EST", 1057982514 },
    { "Sat, 12 Jul 2003 00:01:54 EDT", 1057982514 },
    { "Fri, 11 Jul 2003 22:01:54 CST", 1057982514 },
    { "Fri, 11 Jul 2003 23:01:54 CDT", 1057982514 },
    { "Fri, 11 Jul 2003 21:01:54 MST", 1057982514 },
    { "Fri, 11 Jul 2003 22:01:54 MDT", 1057982514 },
    { "Fri, 11 Jul 2003 20:01:54 PST", 1057982514 },
    { "Sat, 12 Jul 2003 04:01 +0000", 1057982460 },
    { "1 Mar 2026 09:00:00 +0000", 1772355600 },
    { "01 Mar 2026 09:00:00 +0000", 1772355600 },
    { "Sat, 31 Dec 2016 23:59:60 +0000", 1483228799 },
    { "29 Feb 2024 00:00:00 +0000", 1709164800 },
    /* not exactly a date */
    { "29 Feb 2023 00:00:00 +0000", CF_TIME_UNKNOWN },
    { "Thu, 11 Jul 2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "Foo, 11 Jul 2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "Fri 11 Jul 2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 03 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 103 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 12003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 1969 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 July 2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "11Jul2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "111 Jul 2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "32 Jul 2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "0 Jul 2003 21:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 2003 24:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:61:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:61 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 2003 1:01:54 -0700", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 -0760", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 -070", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 -07000", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54-0700", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 JST", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 J", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 0", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54", CF_TIME_UNKNOWN },
    { "11 Jul 2003", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 -0700 x", CF_TIME_UNKNOWN },
    { "11 Jul 2003 21:01:54 -0700 (x", CF_TIME_UNKNOWN },
    { "2003-07-11T21:01:54Z", CF_TIME_UNKNOWN },
    { "", CF_TIME_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %u", i);
    g_assert_cmpint (cf_domain_read_date (cf_span_str (rows[i].text)), ==, rows[i].want);
  }
}

/* MEANING section 5 (3): the topmost Received field only, and only of a listed host. */
static void
test_find_received (void)
{
  static char *hosts[] = { (char *) "mx.example.org", (char *) "xn--r8jz45g.jp", NULL };
#define DATE "; Fri, 11 Jul 2003 21:01:54 -0700"
  static const struct { const char *says, *header; char **hosts; CfTime want; } rows[] = {
    { "ours", "Received: from a by mx.example.org" DATE, hosts, 1057982514 },
    { "in other letters", "received: from a by MX.Example.org" DATE, hosts, 1057982514 },
    { "in UTF-8", "Received: from a by \xe4\xbe\x8b\xe3\x81\x88.jp" DATE, hosts, 1057982514 },
    { "below other fields", "Subject: x\r\nReceived: by mx.example.org" DATE, hosts, 1057982514 },
    { "the last \";\" counts", "Received: from a by mx.example.org for <b@c>; x" DATE, hosts, 1057982514 },
    { "one in a comment does not", "Received: by mx.example.org (x; y)" DATE, hosts, 1057982514 },
    { "nobody is listed", "Received: from a by mx.example.org" DATE, NULL, CF_TIME_UNKNOWN },
    { "another host", "Received: from a by mx.example.com" DATE, hosts, CF_TIME_UNKNOWN },
    { "ours is second", "Received: from a by b\r\nReceived: from a by mx.example.org" DATE, hosts, CF_TIME_UNKNOWN },
    { "a host below ours", "Received: from a by x.mx.example.org" DATE, hosts, CF_TIME_UNKNOWN },
    { "a blank before the colon counts as a field", "Received : by evil" DATE "\r\nReceived: by mx.example.org" DATE,
      hosts, CF_TIME_UNKNOWN },
    { "no date", "Received: from a by mx.example.org", hosts, CF_TIME_UNKNOWN },
    { "a loose date", "Received: from a by mx.example.org; 11.7.2003", hosts, CF_TIME_UNKNOWN },
    { "X-Received", "X-Received: by mx.example.org" DATE, hosts, CF_TIME_UNKNOWN },
    { "Date", "Date: Fri, 11 Jul 2003 21:01:54 -0700", hosts, CF_TIME_UNKNOWN },
    { "in the body", "Subject: x\r\n\r\nReceived: from a by mx.example.org" DATE, hosts, CF_TIME_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *message = g_strconcat (rows[i].header, "\r\nFrom: a@example.com\r\n\r\ntext\r\n", NULL);
    g_autoptr (CfMime) mime = cf_mime_read (cf_span_str (message), facts);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_domain_find_received (mime, rows[i].hosts), ==, rows[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/domain/auth-received/received", test_received);
  g_test_add_func ("/domain/auth-received/date", test_date);
  g_test_add_func ("/domain/auth-received/find-received", test_find_received);
  return g_test_run ();
}
