/* cf-lookup-target.h — which places may be connected to, and whether there is a way
 *
 * Stands on: GLib, libcurl's URL reader.
 */
#pragma once

#include <curl/curl.h>
#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CURLU, curl_url_cleanup)

/**
 * cf_lookup_target_judge_address:
 * @address: IPv4 or IPv6
 * @allow_private: [network] allow-private=true
 *
 * Public unicast addresses may be asked (RFC 6890); with @allow_private those
 * of inner networks too, but never multicast, broadcast or "this network".
 *
 * Returns: (nullable): %NULL when it may be connected to, else why not
 */
const char *cf_lookup_target_judge_address (const struct sockaddr *address, gboolean allow_private);

/* The same for the text of an address; %NULL also when @text is none. */
const char *cf_lookup_target_judge_text (const char *text, gboolean allow_private);

/* Whether @text is an IPv4 or IPv6 address. */
gboolean cf_lookup_target_is_address (const char *text);

/* Whether the routes of this machine lead to the address; sends nothing. */
gboolean cf_lookup_target_has_route (const char *address);

/* Where a URL leads. */
typedef struct {
  CURLU *url;
  char *host; /* a name, or an address without brackets */
  guint port;
  gboolean is_secure;
} CfLookupTarget;

/* Frees what it holds. */
void cf_lookup_target_clear (CfLookupTarget *self);

/**
 * cf_lookup_target_read:
 * @text: an URL from a certificate or a server: any bytes
 * @out_target: written on success only
 *
 * Takes http and https, without user and password, a host that is a name of DNS or an address, and the ports
 * 80 and 443, others only with @allow_private.  libcurl reads it, and fetches what it read.
 *
 * Returns: (nullable): %NULL, or why it is not fetched
 */
const char *cf_lookup_target_read (const char *text, gboolean allow_private, CfLookupTarget *out_target);

G_END_DECLS
