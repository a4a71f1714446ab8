/* cf-lookup-http.h — OCSP, CRL and issuers by HTTP, many at a time
 *
 * Names are resolved by cf-lookup-dns and the address that is connected to is
 * judged, so that neither a redirect nor a DNS answer leads into the inner
 * network.  Stands on: base, question, libcurl.
 */
#pragma once

#include <curl/curl.h>

#include "cf-lookup-dns.h"
#include "cf-lookup-kind.h"

G_BEGIN_DECLS

typedef struct _CfLookupHttp CfLookupHttp;
typedef struct _CfLookupTransfer CfLookupTransfer;

/* Takes @answer; the transfer is gone when this is called. */
typedef void (*CfLookupHttpDone) (gpointer data, CfAnswer *answer);

/* Reads the web's certificate authorities now.  @options and @dns must outlive it.  (transfer full) */
CfLookupHttp *cf_lookup_http_new (const CfLookupOptions *options, CfLookupDns *dns);

/**
 * cf_lookup_http_fetch:
 * @done: called from cf_lookup_http_work() or cf_lookup_dns_work(), never from here
 *
 * Returns: (transfer none): for cf_lookup_http_cancel()
 */
CfLookupTransfer *cf_lookup_http_fetch (CfLookupHttp *self, const CfLookupKind *kind, const char *key,
                                        CfLookupHttpDone done, gpointer data);

/* @transfer is broken off: it is not answered any more. */
void cf_lookup_http_cancel (CfLookupHttp *self, CfLookupTransfer *transfer);

/* Moves all transfers on; does not wait. */
void cf_lookup_http_work (CfLookupHttp *self);

/* Monotonic time when cf_lookup_http_work() has something to do by itself; G_MAXINT64 for never. */
gint64 cf_lookup_http_get_due (const CfLookupHttp *self);

/* What to wait with: curl_multi_poll() knows the sockets and timers. */
CURLM *cf_lookup_http_get_multi (CfLookupHttp *self);

/* Bytes that wait elsewhere for their reader: they count against CF_LIMIT_LOOKUP_BYTES too. */
void cf_lookup_http_set_waiting (CfLookupHttp *self, gsize waiting);

/* Accepts %NULL.  Open transfers are forgotten. */
void cf_lookup_http_free (CfLookupHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLookupHttp, cf_lookup_http_free)

G_END_DECLS
