/* test-transfer.c — the last barrier: the very address that would be connected to
 *
 * Names are judged before, so a fetch is put together by hand here, as if that had not been.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

#include "cf-lookup-transfer.h"

/* A socket that listens on loopback, and its port. */
static int
listen_somewhere (guint *out_port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (fd, 4), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  *out_port = ntohs (address.sin_port);
  return fd;
}

static gboolean
was_connected (int fd)
{
  struct pollfd place = { fd, POLLIN, 0 };

  return poll (&place, 1, 0) == 1;
}

/* Until it has ended, or a connection was made. */
static void
run (CfLookupHttp *http, int fd)
{
  int running = 1;

  for (guint i = 0; i < 100 && running > 0 && !was_connected (fd); i++) {
    g_assert_cmpint (curl_multi_perform (http->multi, &running), ==, CURLM_OK);
    if (running > 0)
      curl_multi_poll (http->multi, NULL, 0, 20, NULL);
  }
}

static void
check_connection (gboolean allow_private, const char *proxy, gboolean is_made)
{
  guint port;
  int fd = listen_somewhere (&port);
  g_autofree char *url = g_strdup_printf ("http://ca.example:%u/", port);
  g_autofree char *proxy_url = proxy ? g_strdup_printf ("%s:%u", proxy, port) : NULL;
  CfLookupOptions options = { .allow_private = allow_private, .proxy = proxy_url };
  g_autoptr (CfLookupDns) dns = cf_lookup_dns_new (&options);
  g_autoptr (CfLookupHttp) http = cf_lookup_http_new (&options, dns);
  CfLookupTransfer transfer = { .http = http, .kind = cf_lookup_kind_get (CF_QUESTION_CRL) };

  g_assert_null (cf_lookup_target_read (url, TRUE, &transfer.target));
  transfer.addresses = g_string_new (proxy == NULL ? "127.0.0.1" : "");
  g_assert_null (cf_lookup_transfer_start (&transfer));
  run (http, fd);
  g_assert_cmpint (was_connected (fd), ==, is_made);
  g_assert_cmpstr (transfer.problem, ==, is_made ? NULL : "refused: this machine");

  cf_lookup_transfer_stop (&transfer);
  g_string_free (transfer.addresses, TRUE);
  cf_lookup_target_clear (&transfer.target);
  close (fd);
}

static void
test_refused (void)
{
  check_connection (FALSE, NULL, FALSE);
}

static void
test_allowed (void)
{
  check_connection (TRUE, NULL, TRUE);
}

static void
test_proxy (void)
{
  check_connection (FALSE, "http://127.0.0.1", TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lookup/transfer/refused", test_refused);
  g_test_add_func ("/lookup/transfer/allowed", test_allowed);
  g_test_add_func ("/lookup/transfer/proxy", test_proxy);
  return g_test_run ();
}
