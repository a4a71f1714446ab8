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

/* Frees what @options owns, not @options. */
void cf_lookup_options_clear (CfLookupOptions *options);

/**
 * cf_lookup_main:
 * @socket: frames {"id": N, "kind": "dns", "question": "TXT a.example"} come in,
 *   {"id": N, "answer": {…}} go out in any order; {"cancel": N} forgets one
 *
 * The whole life of the lookup process: until @socket ends.
 *
 * Returns: exit status
 */
int cf_lookup_main (const CfLookupOptions *options, int socket);

G_END_DECLS
