/* cf-fact-domain.h — what the sender's domain says of a message
 *
 * Results of checks that we made ourselves (DKIM, ARC, DMARC, SMIMEA, BIMI) and
 * the claims of others (Authentication-Results).  Strings are safe to show.
 * Stands on: base.
 */
#pragma once

#include "cf-evidence.h"
#include "cf-name.h"
#include "cf-time.h"

G_BEGIN_DECLS

/* One DKIM-Signature (RFC 6376). */
typedef struct {
  char *domain;     /* (nullable): d= */
  char *selector;   /* (nullable): s= */
  CfDkimResult result;
  gboolean aligned; /* with the domain of From, relaxed */
  char *algorithm;  /* (nullable): a= */
  guint key_bits;   /* 0 when the key is not at hand */
  char *dnssec;     /* "secure", "insecure", "bogus" or "unknown": of the key */
  char *detail;     /* (nullable): what was found, in English: "body hash differs" */
} CfDkimFacts;

/* The Authenticated Received Chain (RFC 8617). */
typedef struct {
  CfArcResult result;
  GPtrArray *sealers; /* (element-type utf8): d= of each seal, the first first */
} CfArcFacts;

/* DMARC (RFC 9989). */
typedef struct {
  CfDmarcResult result;
  char *policy; /* (nullable): "none", "quarantine" or "reject": what applies to this From */
  char *domain; /* (nullable): where the record was found */
} CfDmarcFacts;

/* One property of a result: "header.d", "example.org". */
typedef struct {
  char *name;
  char *value;
} CfAuthProperty;

/* One result of an Authentication-Results field. */
typedef struct {
  char *method;
  char *result;
  char *reason;          /* (nullable) */
  GPtrArray *properties; /* (element-type CfAuthProperty) */
} CfAuthMethod;

/* One Authentication-Results field (RFC 8601). */
typedef struct {
  char *authserv_id;
  gboolean trusted;   /* by MEANING section 7; all others are claims and used for nothing */
  GPtrArray *methods; /* (element-type CfAuthMethod) */
} CfAuthResults;

/* BIMI, in words only. */
typedef struct {
  CfBimiResult result;
  char *organization; /* (nullable): of a confirmed mark certificate */
  char *issuer;       /* (nullable): who confirmed it, {i} of CF417 */
  char *mark;         /* (nullable): "vmc" or "cmc" */
} CfBimiFacts;

/**
 * CfDomainFacts:
 * @dkim: (element-type CfDkimFacts): in the order of the fields
 * @proved: by MEANING section 7
 * @authentication_results: (element-type CfAuthResults)
 * @evidence: CF_D bits
 */
typedef struct {
  GPtrArray *dkim;
  gboolean proved;
  CfArcFacts arc;
  CfDmarcFacts dmarc;
  GPtrArray *authentication_results;
  CfSmimeaResult smimea;
  CfBimiFacts bimi;
  char *badge;       /* (nullable): the registry's name, {x} of CF419 and CF422 */
  char *list;        /* (nullable): the registered list that it came through, {l} of CF509 and CF602 */
  char *custodian;   /* (nullable): the last trusted or passing sealer, {e} of CF412 */
  char *other_seal;  /* (nullable): d= of a passing seal that is not aligned, {e} of CF402 */
  char *server;      /* (nullable): authserv-id of the trusted field, {s} of CF413 */
  char *server_says; /* (nullable): its results in short: "dkim=pass, dmarc=fail", {x} of CF413 */
  CfEvidence evidence;
} CfDomainFacts;

/* Makes the lists.  */
void cf_domain_facts_init (CfDomainFacts *facts);

/* Frees what @facts owns, not @facts. */
void cf_domain_facts_clear (CfDomainFacts *facts);

/* A fresh DKIM result, owned by @facts.  (transfer none) */
CfDkimFacts *cf_domain_facts_add_dkim (CfDomainFacts *facts);

/* A fresh Authentication-Results field, owned by @facts.  (transfer none) */
CfAuthResults *cf_domain_facts_add_auth_results (CfDomainFacts *facts);

/* A fresh method, owned by @field.  (transfer none) */
CfAuthMethod *cf_auth_results_add_method (CfAuthResults *field);

/* Adds a copy of a property. */
void cf_auth_method_add_property (CfAuthMethod *method, const char *name, const char *value);

G_END_DECLS
