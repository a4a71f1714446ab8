/* test-target.c — addresses and URLs that may be asked, and those that may not */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "cf-lookup-target.h"

enum { PUBLIC, INNER, NEVER };

static const struct {
  const char *address;
  int is;
} addresses[] = {
  { "1.1.1.1", PUBLIC },
  { "9.255.255.255", PUBLIC },
  { "10.0.0.0", INNER },
  { "10.255.255.255", INNER },
  { "11.0.0.0", PUBLIC },
  { "0.0.0.0", NEVER },
  { "0.1.2.3", NEVER },
  { "100.63.255.255", PUBLIC },
  { "100.64.0.0", INNER },
  { "100.127.255.255", INNER },
  { "100.128.0.0", PUBLIC },
  { "127.0.0.1", INNER },
  { "127.255.255.254", INNER },
  { "128.0.0.0", PUBLIC },
  { "169.253.255.255", PUBLIC },
  { "169.254.169.254", INNER },
  { "172.15.255.255", PUBLIC },
  { "172.16.0.0", INNER },
  { "172.31.255.255", INNER },
  { "172.32.0.0", PUBLIC },
  { "192.0.0.8", INNER },
  { "192.0.1.0", PUBLIC },
  { "192.0.2.1", INNER },
  { "192.88.99.1", INNER },
  { "192.167.255.255", PUBLIC },
  { "192.168.0.1", INNER },
  { "192.169.0.0", PUBLIC },
  { "198.17.255.255", PUBLIC },
  { "198.18.0.0", INNER },
  { "198.19.255.255", INNER },
  { "198.51.100.7", INNER },
  { "203.0.113.7", INNER },
  { "223.255.255.255", PUBLIC },
  { "224.0.0.1", NEVER },
  { "239.255.255.255", NEVER },
  { "240.0.0.1", NEVER },
  { "255.255.255.255", NEVER },
  { "2606:4700::1", PUBLIC },
  { "2400::1", PUBLIC },
  { "::", NEVER },
  { "::1", INNER },
  { "::127.0.0.1", NEVER },
  { "::ffff:1.1.1.1", NEVER },
  { "::ffff:127.0.0.1", NEVER },
  { "64:ff9b::1.1.1.1", PUBLIC },
  { "64:ff9b::10.0.0.1", INNER },
  { "64:ff9b::224.0.0.1", NEVER },
  { "64:ff9b:1::1", NEVER },
  { "100::1", NEVER },
  { "1fff:ffff::1", NEVER },
  { "2001::1", INNER },
  { "2001:1ff:ffff::1", INNER },
  { "2001:200::1", PUBLIC },
  { "2001:db8::1", INNER },
  { "2001:db9::1", PUBLIC },
  { "2002:7f00:1::1", NEVER },
  { "3ffe::1", PUBLIC },
  { "3fff::1", INNER },
  { "3fff:1000::1", PUBLIC },
  { "4000::1", NEVER },
  { "fbff::1", NEVER },
  { "fc00::1", INNER },
  { "fdff::1", INNER },
  { "fe00::1", NEVER },
  { "fe80::1", INNER },
  { "febf::1", INNER },
  { "fec0::1", NEVER },
  { "ff02::1", NEVER },
};

static void
judge_socket_address (const char *text, gboolean allow, const char *want)
{
  struct sockaddr_in four = { .sin_family = AF_INET };
  struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
  struct sockaddr *address = strchr (text, ':') != NULL ? (struct sockaddr *) &six : (struct sockaddr *) &four;

  if (address == (struct sockaddr *) &six)
    g_assert_cmpint (inet_pton (AF_INET6, text, &six.sin6_addr), ==, 1);
  else
    g_assert_cmpint (inet_pton (AF_INET, text, &four.sin_addr), ==, 1);
  g_assert_cmpstr (cf_lookup_target_judge_address (address, allow), ==, want);
}

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    const char *text = addresses[i].address;

    g_test_message ("%s", text);
    g_assert_true (cf_lookup_target_is_address (text));
    g_assert_cmpint (cf_lookup_target_judge_text (text, FALSE) == NULL, ==, addresses[i].is == PUBLIC);
    g_assert_cmpint (cf_lookup_target_judge_text (text, TRUE) == NULL, ==, addresses[i].is != NEVER);
    /* What curl connects to is judged as the text is. */
    judge_socket_address (text, FALSE, cf_lookup_target_judge_text (text, FALSE));
    judge_socket_address (text, TRUE, cf_lookup_target_judge_text (text, TRUE));
  }
}

static void
test_families (void)
{
  struct sockaddr other = { .sa_family = AF_UNIX };

  g_assert_nonnull (cf_lookup_target_judge_address (&other, TRUE));
  g_assert_false (cf_lookup_target_is_address ("ca.example"));
  g_assert_false (cf_lookup_target_is_address (""));
  g_assert_false (cf_lookup_target_is_address ("1.2.3"));
  g_assert_false (cf_lookup_target_is_address ("1.2.3.4.5"));
  g_assert_null (cf_lookup_target_judge_text ("ca.example", FALSE));
}

static void
test_urls (void)
{
  static const struct {
    const char *url;
    const char *host; /* NULL: refused */
    guint port;
    gboolean is_secure;
    gboolean needs_allow;
  } rows[] = {
    { "http://ca.example/a.crl", "ca.example", 80, FALSE, FALSE },
    { "https://ca.example/a.crl", "ca.example", 443, TRUE, FALSE },
    { "HTTP://CA.example", "CA.example", 80, FALSE, FALSE },
    { "http://ca.example:80/", "ca.example", 80, FALSE, FALSE },
    { "http://ca.example:443/", "ca.example", 443, FALSE, FALSE },
    { "http://ca.example:8080/", "ca.example", 8080, FALSE, TRUE },
    { "http://ca.example:22/", "ca.example", 22, FALSE, TRUE },
    { "http://ca.example/?a=b#c", "ca.example", 80, FALSE, FALSE },
    { "http://1.1.1.1/", "1.1.1.1", 80, FALSE, FALSE },
    { "http://10.1.1.1/", "10.1.1.1", 80, FALSE, TRUE },
    { "http://0x7f000001/", NULL, 0, FALSE, FALSE },
    { "http://127.1/", NULL, 0, FALSE, FALSE },
    { "http://017700000001/", NULL, 0, FALSE, FALSE },
    { "http://[2606:4700::1]/", "2606:4700::1", 80, FALSE, FALSE },
    { "http://[::1]/", "::1", 80, FALSE, TRUE },
    { "http://[::ffff:127.0.0.1]/", NULL, 0, FALSE, FALSE },
    { "http://user@ca.example/", NULL, 0, FALSE, FALSE },
    { "http://user:secret@ca.example/", NULL, 0, FALSE, FALSE },
    { "http://ca.example:80@127.0.0.1/", NULL, 0, FALSE, FALSE },
    { "ftp://ca.example/", NULL, 0, FALSE, FALSE },
    { "ldap://ca.example/cn=a", NULL, 0, FALSE, FALSE },
    { "file:///etc/passwd", NULL, 0, FALSE, FALSE },
    { "//ca.example/", NULL, 0, FALSE, FALSE },
    { "/a.crl", NULL, 0, FALSE, FALSE },
    { "ca.example", NULL, 0, FALSE, FALSE },
    { "", NULL, 0, FALSE, FALSE },
    { "http://", NULL, 0, FALSE, FALSE },
    { "http:///a", NULL, 0, FALSE, FALSE },
    { "http://ca example/", NULL, 0, FALSE, FALSE },
    { "http://ca.example\r\nHost: x/", NULL, 0, FALSE, FALSE },
    { "http://ca%00.example/", NULL, 0, FALSE, FALSE },
    { "http://ca.example./", NULL, 0, FALSE, FALSE },
    { "http://ca..example/", NULL, 0, FALSE, FALSE },
    { "http://ca.example:0x50/", NULL, 0, FALSE, FALSE },
    { "http://ca.example:99999/", NULL, 0, FALSE, FALSE },
    { "http://xn--bcher-kva.example/", "xn--bcher-kva.example", 80, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int allow = FALSE; allow <= TRUE; allow++) {
      CfLookupTarget target = { NULL, NULL, 0, FALSE };
      const char *refusal = cf_lookup_target_read (rows[i].url, allow, &target);

      g_test_message ("%s", rows[i].url);
      g_assert_cmpint (refusal == NULL, ==, rows[i].host != NULL && (allow || !rows[i].needs_allow));
      if (refusal == NULL) {
        g_assert_cmpstr (target.host, ==, rows[i].host);
        g_assert_cmpuint (target.port, ==, rows[i].port);
        g_assert_cmpint (target.is_secure, ==, rows[i].is_secure);
      } else {
        g_assert_null (target.url);
      }
      cf_lookup_target_clear (&target);
    }
}

static void
test_routes (void)
{
  g_assert_true (cf_lookup_target_has_route ("127.0.0.1"));
  g_assert_false (cf_lookup_target_has_route ("ca.example"));
  g_assert_false (cf_lookup_target_has_route (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lookup/target/addresses", test_addresses);
  g_test_add_func ("/lookup/target/families", test_families);
  g_test_add_func ("/lookup/target/urls", test_urls);
  g_test_add_func ("/lookup/target/routes", test_routes);
  return g_test_run ();
}
