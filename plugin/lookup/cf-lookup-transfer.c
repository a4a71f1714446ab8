/* cf-lookup-transfer.c — one request -> curl's settings, and the bytes that come */
#include "cf-lookup-transfer.h"

#include <unistd.h>

#include "cf-limits.h"

#define CONNECT_SECONDS 5L

/* The one place that decides where bytes go: curl asks here with the very
 * address that it would connect to (so a name that changed meanwhile does not help). */
static curl_socket_t
open_socket (void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
  CfLookupTransfer *self = data;
  const char *refusal = NULL;

  /* The administrator named the proxy, and it stands inside. */
  if (self->http->proxy.host == NULL)
    refusal = cf_lookup_target_judge_address (&address->addr, self->http->options->allow_private);
  if (refusal != NULL) {
    self->problem = refusal;
    return CURL_SOCKET_BAD;
  }

  return socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* What has come is of no use any more.  At once: curl may ask all the others
 * before it tells the end of this one, and they would fail as well. */
static void
drop_body (CfLookupTransfer *self)
{
  self->http->held -= self->body->len;
  g_byte_array_unref (self->body);
  self->body = g_byte_array_new ();
}

static size_t
take_body (char *bytes, size_t size, size_t n, void *data)
{
  CfLookupTransfer *self = data;
  gsize length = size * n;

  if (length > cf_lookup_kind_get_bytes (self->kind->kind) - self->body->len) {
    self->problem = "too large";
    return 0;
  }
  if (self->http->held + self->http->waiting + length > CF_LIMIT_LOOKUP_BYTES) {
    self->problem = "too much at once";
    drop_body (self);
    return 0;
  }

  g_byte_array_append (self->body, (const guint8 *) bytes, (guint) length);
  self->http->held += length;
  return length;
}

static size_t
take_header (char *bytes, size_t size, size_t n, void *data)
{
  CfLookupTransfer *self = data;

  self->header_bytes += size * n;
  if (self->header_bytes <= CF_LIMIT_HTTP_HEADER_BYTES)
    return size * n;

  self->problem = "too large";
  return 0;
}

/* Names are resolved already: curl must not ask the system. */
static void
set_addresses (CfLookupTransfer *self)
{
  const CfLookupTarget *place = self->http->proxy.host != NULL ? &self->http->proxy : &self->target;
  g_autofree char *line = NULL;

  if (self->addresses->len == 0)
    return;

  line = g_strdup_printf ("%s:%u:%s", place->host, place->port, self->addresses->str);
  self->resolve = curl_slist_append (NULL, line);
  curl_easy_setopt (self->easy, CURLOPT_RESOLVE, self->resolve);
}

static void
set_body (CfLookupTransfer *self)
{
  gsize length;
  const void *bytes;

  if (self->request.body == NULL)
    return;

  bytes = g_bytes_get_data (self->request.body, &length);
  self->headers = curl_slist_append (NULL, self->request.header);
  /* Else curl asks a server first whether it wants a long body. */
  self->headers = curl_slist_append (self->headers, "Expect:");
  curl_easy_setopt (self->easy, CURLOPT_HTTPHEADER, self->headers);
  curl_easy_setopt (self->easy, CURLOPT_POSTFIELDSIZE, (long) length);
  curl_easy_setopt (self->easy, CURLOPT_POSTFIELDS, bytes);
}

static void
set_security (CfLookupTransfer *self)
{
  GBytes *authorities = self->http->authorities;
  struct curl_blob blob = { NULL, 0, CURL_BLOB_NOCOPY };

  curl_easy_setopt (self->easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (authorities == NULL)
    return;

  blob.data = (void *) g_bytes_get_data (authorities, &blob.len);
  curl_easy_setopt (self->easy, CURLOPT_CAINFO_BLOB, &blob);
  curl_easy_setopt (self->easy, CURLOPT_PROXY_CAINFO_BLOB, &blob);
  curl_easy_setopt (self->easy, CURLOPT_CAPATH, NULL);
}

/* What curl would do beyond one plain request stays off: its own redirects,
 * proxies of the environment, cookies, credentials, decompression. */
static void
set_rules (CfLookupTransfer *self)
{
  const char *proxy = self->http->options->proxy;

  curl_easy_setopt (self->easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (self->easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (self->easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (self->easy, CURLOPT_PROXY, proxy != NULL ? proxy : "");
  curl_easy_setopt (self->easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt (self->easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (self->easy, CURLOPT_HTTPAUTH, (long) CURLAUTH_NONE);
  curl_easy_setopt (self->easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  curl_easy_setopt (self->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (self->easy, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
  curl_easy_setopt (self->easy, CURLOPT_TIMEOUT, (long) cf_lookup_kind_get_seconds (self->kind->kind));
  curl_easy_setopt (self->easy, CURLOPT_MAXFILESIZE, (long) cf_lookup_kind_get_bytes (self->kind->kind));
}

static void
set_callbacks (CfLookupTransfer *self)
{
  curl_easy_setopt (self->easy, CURLOPT_PRIVATE, self);
  curl_easy_setopt (self->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt (self->easy, CURLOPT_OPENSOCKETDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt (self->easy, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt (self->easy, CURLOPT_HEADERDATA, self);
}

const char *
cf_lookup_transfer_start (CfLookupTransfer *self)
{
  self->easy = curl_easy_init ();
  if (self->easy == NULL)
    return "HTTP cannot be set up";

  self->body = g_byte_array_new ();
  self->header_bytes = 0;
  set_rules (self);
  set_security (self);
  set_callbacks (self);
  set_addresses (self);
  set_body (self);
  if (curl_easy_setopt (self->easy, CURLOPT_CURLU, self->target.url) != CURLE_OK ||
      curl_multi_add_handle (self->http->multi, self->easy) != CURLM_OK)
    return "HTTP cannot be set up";

  return NULL;
}

void
cf_lookup_transfer_stop (CfLookupTransfer *self)
{
  if (self->easy != NULL)
    curl_multi_remove_handle (self->http->multi, self->easy);
  g_clear_pointer (&self->easy, curl_easy_cleanup);
  g_clear_pointer (&self->headers, curl_slist_free_all);
  g_clear_pointer (&self->resolve, curl_slist_free_all);
  if (self->body != NULL)
    drop_body (self);
  g_clear_pointer (&self->body, g_byte_array_unref);
}
