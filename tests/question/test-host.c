/* test-host.c — which hosts may be asked for a missing issuer before a chain reaches an anchor */
#include <string.h>

#include "cf-question.h"

static const char *const table[] = {
#define CF_KNOWN_HOST(domain) domain,
#include "cf-question-host-table.h"
};

static void
test_urls (void)
{
  static const struct { const char *says; const char *url; gboolean want; } rows[] = {
    { "a host of the table",           "http://digicert.com/x.crt",               TRUE },
    { "below it",                      "http://cacerts.digicert.com/x.crt",       TRUE },
    { "deep below it",                 "https://a.b.c.jprs.jp/x",                 TRUE },
    { "https",                         "https://secure.globalsign.com/x.crt",     TRUE },
    { "case of the host",              "http://CACERTS.DigiCert.COM/x",           TRUE },
    { "with a query",                  "http://repo1.secomtrust.net/x?a=b#c",     TRUE },
    { "no path",                       "http://crt.usertrust.com",                TRUE },
    { "another host",                  "http://ca.example.org/x.crt",             FALSE },
    { "a name that ends the same",     "http://evildigicert.com/x.crt",           FALSE },
    { "known name as a label",         "http://digicert.com.evil.example/x",      FALSE },
    { "known name in the path",        "http://evil.example/digicert.com",        FALSE },
    { "known name in the query",       "http://evil.example/?digicert.com",       FALSE },
    { "known name in the fragment",    "http://evil.example#.digicert.com",       FALSE },
    { "known name as the user",        "http://digicert.com@evil.example/",       FALSE },
    { "a user at a known host",        "http://tracking@digicert.com/",           FALSE },
    { "a user and a password",         "http://a:b@digicert.com/",                FALSE },
    { "a port",                        "http://digicert.com:8080/",               FALSE },
    { "the usual port, named",         "http://digicert.com:80/",                 FALSE },
    { "a dot at the end",              "http://digicert.com./",                   FALSE },
    { "a dot before nothing",          "http://.digicert.com/",                   FALSE },
    { "an empty label",                "http://a..digicert.com/",                 FALSE },
    { "a slash that is escaped",       "http://evil.example%2f.digicert.com/",    FALSE },
    { "a label that is escaped",       "http://%64igicert.com/",                  TRUE },
    { "only the suffix",               "http://com/",                             FALSE },
    { "an IP address",                 "http://127.0.0.1/",                       FALSE },
    { "an IPv6 address",               "http://[::1]/",                           FALSE },
    { "no host",                       "http:///x.crt",                           FALSE },
    { "a file",                        "file:///etc/passwd",                      FALSE },
    { "a relative reference",          "/x.crt",                                  FALSE },
    { "a bare name",                   "digicert.com",                            FALSE },
    { "no URL",                        "",                                        FALSE },
    { "a NUL that is escaped",         "http://evil.example%00.digicert.com/",    FALSE },
    { "a backslash",                   "http://evil.example\\.digicert.com/",     FALSE },
    { "a space",                       "http://evil.example .digicert.com/",      FALSE },
    { "a line end",                    "http://evil.example\n.digicert.com/",     FALSE },
    { "bytes that are no text",        "http://\xff.digicert.com/",               FALSE },
    { "other letters that look alike", "http://d\xd1\x96gicert.com/",             FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (cf_question_is_known_host (rows[i].url) != rows[i].want)
      g_error ("%s: %s", rows[i].says, rows[i].url);
  }
}

/* A scheme that nobody fetches is no way around either. */
static void
test_schemes (void)
{
  static const char *const schemes[] = { "ftp", "ldap", "gopher", "javascript", "file" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++) {
    g_autofree char *url = g_strdup_printf ("%s://ca.digicert.com/x", schemes[i]);

    g_assert_false (cf_question_is_known_host (url));
  }
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *url = g_strdup_printf ("http://aia.%s/issuer.crt", table[i]);
    g_autofree char *near = g_strdup_printf ("http://aia-%s/issuer.crt", table[i]);
    g_autofree char *lower = g_ascii_strdown (table[i], -1);

    g_assert_true (cf_question_is_known_host (url));
    g_assert_false (cf_question_is_known_host (near));
    g_assert_cmpstr (lower, ==, table[i]);
    g_assert_nonnull (strchr (table[i], '.'));
    /* Sorted, so that a second row for one domain is seen in review. */
    if (i > 0)
      g_assert_cmpstr (table[i - 1], <, table[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/question/host/urls", test_urls);
  g_test_add_func ("/question/host/schemes", test_schemes);
  g_test_add_func ("/question/host/table", test_table);
  return g_test_run ();
}
