/* cf-lookup-transfer.h — inside of HTTP: one fetch, and its curl handle
 *
 * A fetch goes READY -> RESOLVING -> READY -> RUNNING, and again from the
 * beginning for each redirect.
 */
#pragma once

#include "cf-lookup-http.h"
#include "cf-lookup-target.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CURL, curl_easy_cleanup)

enum { CF_LOOKUP_FAMILY_4, CF_LOOKUP_FAMILY_6, CF_LOOKUP_N_FAMILIES };

struct _CfLookupHttp {
  const CfLookupOptions *options;
  CfLookupDns *dns;
  CURLM *multi;
  GBytes *authorities; /* PEM */
  CfLookupTarget proxy;
  const char *proxy_refusal;
  GPtrArray *all;
  GPtrArray *ready;
  gsize held; /* bytes of the bodies that are coming in */
  gsize waiting;
};

struct _CfLookupTransfer {
  CfLookupHttp *http;
  const CfLookupKind *kind;
  char *key;
  CfLookupRequest request;
  CfLookupTarget target;
  guint redirects;
  CfLookupDnsQuery *queries[CF_LOOKUP_N_FAMILIES];
  gint64 patience_us;   /* until when the other family is waited for; 0 while none has answered well */
  GString *addresses;   /* that may be connected to, "," between them */
  const char *problem;  /* (nullable): static: why it cannot go on */
  char *dns_problem;    /* (nullable) */
  gboolean is_resolved;
  CURL *easy;
  struct curl_slist *headers;
  struct curl_slist *resolve;
  GByteArray *body;
  gsize header_bytes;
  CfLookupHttpDone done;
  gpointer data;
};

/**
 * cf_lookup_transfer_start:
 *
 * Gives the request to curl; its target is judged and resolved.
 *
 * Returns: (nullable): %NULL, or why it cannot be
 */
const char *cf_lookup_transfer_start (CfLookupTransfer *self);

/* Takes it away from curl, with what has come so far. */
void cf_lookup_transfer_stop (CfLookupTransfer *self);

G_END_DECLS
