/* cf-lookup-target.c — URL, address -> may it be asked */
#include "cf-lookup-target.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "cf-lookup-record.h"

#define ADDRESS_BYTES 16

/* Networks that are not the public internet (RFC 6890 and IANA's registries).  The first row that fits counts. */
static const struct {
  const char *network;
  guint bits;
  gboolean may_be_allowed; /* by allow-private=true */
  const char *refusal;
} networks[] = {
  { "0.0.0.0", 8, FALSE, "refused: an address of this network" },
  { "10.0.0.0", 8, TRUE, "refused: a private address" },
  { "100.64.0.0", 10, TRUE, "refused: a private address" },
  { "127.0.0.0", 8, TRUE, "refused: this machine" },
  { "169.254.0.0", 16, TRUE, "refused: a link-local address" },
  { "172.16.0.0", 12, TRUE, "refused: a private address" },
  { "192.0.0.0", 24, TRUE, "refused: a reserved address" },
  { "192.0.2.0", 24, TRUE, "refused: a documentation address" },
  { "192.88.99.0", 24, TRUE, "refused: a reserved address" },
  { "192.168.0.0", 16, TRUE, "refused: a private address" },
  { "198.18.0.0", 15, TRUE, "refused: a reserved address" },
  { "198.51.100.0", 24, TRUE, "refused: a documentation address" },
  { "203.0.113.0", 24, TRUE, "refused: a documentation address" },
  { "224.0.0.0", 4, FALSE, "refused: a multicast address" },
  { "240.0.0.0", 4, FALSE, "refused: a reserved address" },
  { "::1", 128, TRUE, "refused: this machine" },
  { "::", 96, FALSE, "refused: a reserved address" },
  { "::ffff:0:0", 96, FALSE, "refused: an IPv4 address in disguise" },
  { "2001::", 23, TRUE, "refused: a reserved address" },
  { "2001:db8::", 32, TRUE, "refused: a documentation address" },
  { "2002::", 16, FALSE, "refused: an IPv4 address in disguise" },
  { "3fff::", 20, TRUE, "refused: a documentation address" },
  { "fc00::", 7, TRUE, "refused: a private address" },
  { "fe80::", 10, TRUE, "refused: a link-local address" },
  { "ff00::", 8, FALSE, "refused: a multicast address" },
};

/* The only IPv6 network that is in public use, and what translates to IPv4 (RFC 6052): there the inner one counts. */
#define PUBLIC_NETWORK "2000::"
#define PUBLIC_BITS 3
#define TRANSLATED_NETWORK "64:ff9b::"
#define TRANSLATED_BITS 96
#define TRANSLATED_OFFSET 12

typedef struct {
  int family;
  guint8 bytes[ADDRESS_BYTES];
} Address;

static gboolean
read_text (const char *text, Address *out_address)
{
  out_address->family = strchr (text, ':') != NULL ? AF_INET6 : AF_INET;
  return inet_pton (out_address->family, text, out_address->bytes) == 1;
}

static gboolean
is_inside (const Address *address, const char *network, guint bits)
{
  Address other;
  guint whole = bits / 8;
  guint8 mask = (guint8) (0xff00u >> bits % 8);

  if (!read_text (network, &other) || other.family != address->family)
    return FALSE;

  return memcmp (address->bytes, other.bytes, whole) == 0 &&
         (bits % 8 == 0 || ((address->bytes[whole] ^ other.bytes[whole]) & mask) == 0);
}

static const char *
judge (const Address *address, gboolean allow_private)
{
  Address inner = { AF_INET, { 0 } };

  if (is_inside (address, TRANSLATED_NETWORK, TRANSLATED_BITS)) {
    memcpy (inner.bytes, address->bytes + TRANSLATED_OFFSET, sizeof (struct in_addr));
    return judge (&inner, allow_private);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    if (is_inside (address, networks[i].network, networks[i].bits))
      return allow_private && networks[i].may_be_allowed ? NULL : networks[i].refusal;

  if (address->family == AF_INET6 && !is_inside (address, PUBLIC_NETWORK, PUBLIC_BITS))
    return "refused: a reserved address";

  return NULL;
}

const char *
cf_lookup_target_judge_address (const struct sockaddr *address, gboolean allow_private)
{
  Address plain = { address->sa_family, { 0 } };

  if (plain.family == AF_INET)
    memcpy (plain.bytes, &((const struct sockaddr_in *) (const void *) address)->sin_addr, sizeof (struct in_addr));
  else if (plain.family == AF_INET6)
    memcpy (plain.bytes, &((const struct sockaddr_in6 *) (const void *) address)->sin6_addr, sizeof (struct in6_addr));
  else
    return "refused: neither IPv4 nor IPv6";

  return judge (&plain, allow_private);
}

const char *
cf_lookup_target_judge_text (const char *text, gboolean allow_private)
{
  Address address;

  return read_text (text, &address) ? judge (&address, allow_private) : NULL;
}

gboolean
cf_lookup_target_is_address (const char *text)
{
  Address address;

  return read_text (text, &address);
}

/* Connecting a datagram socket looks for a route and sends nothing. */
gboolean
cf_lookup_target_has_route (const char *text)
{
  Address address;
  struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons (53) };
  struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons (53) };
  gboolean has_route;
  int fd;

  if (!read_text (text, &address))
    return FALSE;

  memcpy (&six.sin6_addr, address.bytes, sizeof six.sin6_addr);
  memcpy (&four.sin_addr, address.bytes, sizeof four.sin_addr);
  fd = socket (address.family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return FALSE;

  has_route = (address.family == AF_INET6 ? connect (fd, (struct sockaddr *) &six, sizeof six)
                                          : connect (fd, (struct sockaddr *) &four, sizeof four)) == 0;
  close (fd);
  return has_route;
}

void
cf_lookup_target_clear (CfLookupTarget *self)
{
  g_clear_pointer (&self->url, curl_url_cleanup);
  g_clear_pointer (&self->host, g_free);
}

static char *
dup_part (CURLU *url, CURLUPart what, unsigned int flags)
{
  char *part = NULL;
  char *copy;

  if (curl_url_get (url, what, &part, flags) != CURLUE_OK)
    return NULL;

  copy = g_strdup (part);
  curl_free (part);
  return copy;
}

static char *
dup_host (CURLU *url)
{
  char *host = dup_part (url, CURLUPART_HOST, 0);
  gsize length = host == NULL ? 0 : strlen (host);

  if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
    host[length - 1] = '\0';
    memmove (host, host + 1, length - 1);
  }
  return host;
}

/* Others judged the URL as GLib reads it: where two readers see two hosts, nobody is asked.
 * (libcurl takes "http:///a" for the host "a", and "0x7f.1" for an address.) */
static gboolean
is_host_for_glib (const char *text, const char *host)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && g_ascii_strcasecmp (g_uri_get_host (uri), host) == 0;
}

const char *
cf_lookup_target_read (const char *text, gboolean allow_private, CfLookupTarget *out_target)
{
  g_autoptr (CURLU) url = curl_url ();
  g_autofree char *scheme = NULL;
  g_autofree char *host = NULL;
  g_autofree char *port = NULL;
  const char *refusal;

  if (url == NULL || curl_url_set (url, CURLUPART_URL, text, CURLU_DISALLOW_USER) != CURLUE_OK ||
      curl_url_set (url, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK)
    return "refused: not a plain URL";

  scheme = dup_part (url, CURLUPART_SCHEME, 0);
  host = dup_host (url);
  port = dup_part (url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if (scheme == NULL || (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")))
    return "refused: neither http nor https";
  if (host == NULL || port == NULL || (!cf_lookup_target_is_address (host) && !cf_lookup_record_is_name (host)) ||
      !is_host_for_glib (text, host))
    return "refused: not a host name";
  if (!allow_private && !g_str_equal (port, "80") && !g_str_equal (port, "443"))
    return "refused: a port other than 80 and 443";

  refusal = cf_lookup_target_judge_text (host, allow_private);
  if (refusal != NULL)
    return refusal;

  *out_target = (CfLookupTarget) { g_steal_pointer (&url), g_steal_pointer (&host),
                                   (guint) g_ascii_strtoull (port, NULL, 10), g_str_equal (scheme, "https") };
  return NULL;
}
