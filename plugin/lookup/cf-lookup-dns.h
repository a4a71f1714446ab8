/* cf-lookup-dns.h — DNS with DNSSEC, many questions at a time
 *
 * libunbound works in threads of its own; its results are taken here, in the
 * one loop of the process.  Stands on: base, question, libunbound.
 */
#pragma once

#include "cf-lookup.h"

G_BEGIN_DECLS

typedef struct _CfLookupDns CfLookupDns;
typedef struct _CfLookupDnsQuery CfLookupDnsQuery;

/* Takes @answer; the query is gone when this is called. */
typedef void (*CfLookupDnsDone) (gpointer data, CfAnswer *answer);

/* Reads the trust anchor now.  @options must outlive it.  (transfer full) */
CfLookupDns *cf_lookup_dns_new (const CfLookupOptions *options);

/**
 * cf_lookup_dns_ask:
 * @key: (transfer none): one that cf_lookup_record_parse_key() takes; anything else is a failed answer
 * @done: called from cf_lookup_dns_work(), never from here
 *
 * Returns: (transfer none): for cf_lookup_dns_cancel()
 */
CfLookupDnsQuery *cf_lookup_dns_ask (CfLookupDns *self, const char *key, CfLookupDnsDone done, gpointer data);

/* @query is forgotten: it is not answered any more. */
void cf_lookup_dns_cancel (CfLookupDns *self, CfLookupDnsQuery *query);

/* Sends what waits and takes the results that are there; does not wait. */
void cf_lookup_dns_work (CfLookupDns *self);

/* Descriptors to wait for, two at most, into @out_fds; how many. */
guint cf_lookup_dns_get_fds (CfLookupDns *self, int *out_fds);

/* Monotonic time when cf_lookup_dns_work() has something to do by itself; G_MAXINT64 for never. */
gint64 cf_lookup_dns_get_due (const CfLookupDns *self);

/* What is known of the resolver by now. */
CfLookupDnssec cf_lookup_dns_get_dnssec (const CfLookupDns *self);

/* Whether there is no way to the DNS server, by the routes of this machine; sends nothing. */
gboolean cf_lookup_dns_is_offline (const CfLookupDns *self);

/* Accepts %NULL.  Open queries are forgotten. */
void cf_lookup_dns_free (CfLookupDns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLookupDns, cf_lookup_dns_free)

G_END_DECLS
