/* cf-domain-private.h — the state of one check of a domain, shared by the files of domain
 *
 * Inside domain only.  cf_domain_begin() reads the header into it, the pass
 * hashes the body, cf_domain_end() compares, asks and states the facts.
 */
#pragma once

#include "cf-domain-header.h"
#include "cf-domain-signature.h"
#include "cf-domain.h"
#include "cf-limits.h"

G_BEGIN_DECLS

/* One set of an ARC chain (RFC 8617 section 4): what one handler added. */
typedef struct {
  const CfDomainField *results; /* ARC-Authentication-Results */
  CfDomainSignature *message;   /* ARC-Message-Signature */
  CfDomainSignature *seal;      /* ARC-Seal */
} CfDomainArcSet;

/**
 * CfDomainArc:
 * @n_sets: the highest instance
 * @sets: instance i stands in row i - 1
 * @fields: (element-type CfDomainSignature): owns the signatures of the sets
 * @broken: the chain fails, whatever the keys say
 * @result: after cf_domain_end(); fail while a key is missing, and NONE without sets
 * @pending: a key has no answer yet, so @result is not the last word
 */
typedef struct {
  guint n_sets;
  CfDomainArcSet sets[CF_LIMIT_ARC_SETS];
  GPtrArray *fields;
  gboolean broken;
  CfArcResult result;
  gboolean pending;
} CfDomainArc;

/**
 * CfDomainCheck:
 * @header: every field of the message's header
 * @signatures: (element-type CfDomainSignature): the DKIM-Signature fields in their order,
 *   CF_LIMIT_DKIM_SIGNATURES at most; their results after cf_domain_dkim_check()
 */
struct _CfDomainCheck {
  const CfDomainContext *context;
  CfDomainHeader *header;
  GPtrArray *signatures;
  CfDomainArc arc;
};

/* The checks of cf_domain_end(), in this order; each states its own facts and evidence. */
void cf_domain_dkim_check (CfDomainCheck *check, const CfMimePass *pass, CfFacts *facts);

/* The chain: its seals, its newest signature, who sealed (RFC 8617 section 5.2). */
void cf_domain_arc_check (CfDomainCheck *check, const CfMimePass *pass, CfFacts *facts);

/* REPLY_DIFFERS once more, where the organisational domains are known. */
void cf_domain_reply_check (CfDomainCheck *check, CfFacts *facts);

/* The record of the domain in From and what of it holds (RFC 9989). */
void cf_domain_dmarc_check (CfDomainCheck *check, CfFacts *facts);

/* What other servers say, and whom of them to believe (RFC 8601, MEANING section 7). */
void cf_domain_auth_results_check (CfDomainCheck *check, CfFacts *facts);

/* The mark of the domain, in words only. */
void cf_domain_bimi_check (CfDomainCheck *check, CfFacts *facts);

/* Whether it came through a registered list (MEANING section 8), and the badge of the domain. */
void cf_domain_list_check (CfDomainCheck *check, CfFacts *facts);

/* What cf_domain_begin() reads, and what has to be hashed of the body for it. */
void cf_domain_dkim_read (CfDomainCheck *check, CfMimePass *pass);

/* The same for the sets of an ARC chain. */
void cf_domain_arc_read (CfDomainCheck *check, CfMimePass *pass);

/**
 * cf_domain_ask:
 * @type: "TXT"
 * @name: A-labels, lower case
 *
 * The answer to a question to DNS; where there is none yet, it is asked.
 *
 * Returns: (transfer none) (nullable): %NULL when it is open
 */
const CfAnswer *cf_domain_ask (const CfDomainContext *context, const char *type, const char *name);

/* The last moment at which the mail was surely there. */
CfTime cf_domain_get_moment (const CfDomainContext *context);

/* Whether the chain passes and its last seal is that of a sealer in the rules: only then
 * may a registered list be known by it (MEANING section 8). */
gboolean cf_domain_arc_is_trusted (const CfDomainCheck *check);

G_END_DECLS
