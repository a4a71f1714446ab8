/* cf-lookup.h — the lookup process: questions -> answers, by DNS and HTTP
 *
 * It may use the network and its cache folder and never sees a message: what
 * it is asked is one CfQuestion a frame.  Failures are answers.
 * Stands on: base, frame, question, libunbound, libcurl.
 */
#pragma once

#include "cf-question-answer.h"

G_BEGIN_DECLS

/* [network] mode= of the policy. */
typedef enum { CF_LOOKUP_ALL, CF_LOOKUP_DNS_ONLY, CF_LOOKUP_NONE } CfLookupMode;

/**
 * CfLookupOptions:
 * @resolver: (nullable): "ADDR" or "ADDR@PORT" of the DNS server to ask; NULL for the system's
 * @root_key: (nullable): file with the DNSSEC trust anchor (DS or DNSKEY); NULL for the installed one
 * @cache: (nullable): folder of the answer cache; NULL keeps none on disk
 * @proxy: (nullable): [network] proxy=
 * @allow_private: [network] allow-private=true: private, loopback and link-local HTTP targets
 */
typedef struct {
  CfLookupMode mode;
  char *resolver;
  char *root_key;
  char *cache;
  char *proxy;
  gboolean allow_private;
} CfLookupOptions;

/* What the DNS server lets through of DNSSEC. */
typedef enum {
  CF_LOOKUP_DNSSEC_UNKNOWN,   /* not asked yet, or the server did not answer */
  CF_LOOKUP_DNSSEC_WORKS,     /* signatures come, and are checked */
  CF_LOOKUP_DNSSEC_STRIPPED,  /* the server takes the signatures away: every answer is insecure */
  CF_LOOKUP_DNSSEC_NO_ANCHOR, /* the trust anchor cannot be read: every answer is insecure */
} CfLookupDnssec;

/* @environment (transfer full) with @options for another program of ours.  (transfer full) */
char **cf_lookup_options_write (const CfLookupOptions *options, char **environment);

/* What cf_lookup_options_write() said, from this program's environment; without that nobody is asked. */
void cf_lookup_options_read (CfLookupOptions *out_options);

/* Frees what @options owns, not @options. */
void cf_lookup_options_clear (CfLookupOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfLookupOptions, cf_lookup_options_clear)

/**
 * cf_lookup_main:
 * @socket: frames {"id": N, "kind": "dns", "question": "TXT a.example"} come in,
 *   {"id": N, "answer": {…}} go out in any order; {"cancel": N} forgets one.
 *   A question with "fresh": true is not answered from the cache: for an answer that
 *   turned out to be of no use (a list with a wrong signature may have come from anybody);
 *   one with "kept": true asks nobody who is not being asked already.
 *   {"status": "dnssec-stripped"} or {"status": "dnssec-no-anchor"} goes out when that is noticed
 *
 * The whole life of the lookup process: until @socket ends.  Ids are whole
 * numbers, each open once; an answer's object is a line of cf_answer_to_line(), and a
 * frame has CF_LIMIT_ANSWER_FRAME_BYTES at most.  A cancelled question is not answered.
 *
 * What it still opens while it runs: /etc/resolv.conf, the cache folder,
 * sockets.  libunbound starts threads.
 *
 * Returns: exit status: 0, or 1 when what came was not of this protocol
 */
int cf_lookup_main (const CfLookupOptions *options, int socket);

/**
 * cf_lookup_check_dnssec:
 *
 * Asks the DNS server for the signed key of the root, as the lookup process
 * does before its first question, and waits for it; for "certfirst doctor".
 */
CfLookupDnssec cf_lookup_check_dnssec (const CfLookupOptions *options);

/**
 * cf_lookup_try_fetch:
 * @url: what a person wants to know about: any text
 *
 * Fetches an address with the refusals, the DNS server and the proxy that those of certificates are fetched with, and
 * waits for it; what comes is not looked at.  For "certfirst doctor".
 *
 * Returns: (transfer full) (nullable): %NULL when it came, else why not, in English
 */
char *cf_lookup_try_fetch (const CfLookupOptions *options, const char *url);

G_END_DECLS
