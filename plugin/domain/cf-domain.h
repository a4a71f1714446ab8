/* cf-domain.h — what the sender's domain proves
 *
 * Reads hostile bytes.  No clock, no files after prepare, no network: keys and
 * records are questions, and come back as answers.
 * Stands on: base, fact, mime, question, cert, libpsl.
 */
#pragma once

#include "cf-cert.h"
#include "cf-fact.h"
#include "cf-mime-pass.h"
#include "cf-mime.h"
#include "cf-question-answer.h"

G_BEGIN_DECLS

/* Loads the public suffix list.  Call once before the first message. */
void cf_domain_prepare (void);

/**
 * cf_domain_dup_organizational:
 * @domain: A-labels, lower case
 *
 * Returns: (transfer full) (nullable): the organisational domain; %NULL when
 *   @domain is itself a public suffix
 */
char *cf_domain_dup_organizational (const char *domain);

/* Whether two domains have the same organisational domain. */
gboolean cf_domain_is_aligned (const char *a, const char *b);

/* [list NAME] of a policy: a mailing list that the administrator registered. */
typedef struct {
  char *name;
  char *list_id;     /* what stands between < and > of List-Id */
  char *dkim_domain; /* whose seal over List-Id authenticates it */
} CfDomainList;

/**
 * CfDomainRules:
 *
 * What administrators said about servers, for the account of this message; all nullable.
 * @authserv_ids, @sealers, @received_by: (array zero-terminated=1): names in lower case
 * @lists: (element-type CfDomainList)
 * @mark_roots: of [mark-anchor]: what mark certificates must end at
 * @badge: the registry's name that policy gives this sender's domain
 */
typedef struct {
  char **authserv_ids;
  char **sealers;
  char **received_by;
  const GPtrArray *lists;
  const CfCertRoots *mark_roots;
  const char *badge;
} CfDomainRules;

/**
 * CfDomainContext:
 * @mime: the message
 * @answers: (nullable): what was fetched so far
 * @now: what time it is; @judged_at: when it arrived, as far as anybody vouches for it
 * @questions: (inout): gains what is open
 */
typedef struct {
  const CfMime *mime;
  const CfDomainRules *rules;
  const CfAnswers *answers;
  CfTime now;
  CfTime judged_at;
  CfQuestions *questions;
} CfDomainContext;

/* One check of a domain, between its two halves. */
typedef struct _CfDomainCheck CfDomainCheck;

/**
 * cf_domain_begin:
 * @context: must outlive the check
 * @pass: (inout): gains the body hashes that DKIM and ARC need
 * @facts: (inout): gains the organisational domain
 *
 * Reads the header: which signatures there are, what they cover, and what has
 * to be hashed.  Keys are asked for at the end, where the body matches.
 *
 * Returns: (transfer full)
 */
CfDomainCheck *cf_domain_begin (const CfDomainContext *context, CfMimePass *pass, CfFacts *facts);

/**
 * cf_domain_end:
 * @pass: after it ran
 * @facts: (inout): gains all of CfDomainFacts but badge and list words that gather knows, and
 *   DOMAIN_PROVED, DOMAIN_NOT_PROVED or DOMAIN_PENDING (MEANING sections 7 and 8)
 */
void cf_domain_end (CfDomainCheck *self, const CfMimePass *pass, CfFacts *facts);

/* Accepts %NULL. */
void cf_domain_check_free (CfDomainCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfDomainCheck, cf_domain_check_free)

/**
 * cf_domain_check_smimea:
 * @chain: (nullable) (element-type X509): the signer's certificate and what stands above it; empty or %NULL when it
 *   is not at hand
 * @signer: (inout): gains SMIMEA_MATCH, SMIMEA_MISMATCH, SMIMEA_INSECURE or SMIMEA_VOUCHES
 *
 * RFC 8162: the domain's own record about the certificate of From's address.
 */
void cf_domain_check_smimea (const CfDomainContext *context, const GPtrArray *chain, CfFacts *facts, CfSignerFacts *signer);

/**
 * cf_domain_find_received:
 * @received_by: (nullable) (array zero-terminated=1): [received-by] of the account
 *
 * The arrival of MEANING section 5 (3).  Only for a message that lies in that
 * account's server folder.
 *
 * Returns: the date of the topmost Received field, when its "by" host is listed
 *   and the date is exact; %CF_TIME_UNKNOWN otherwise
 */
CfTime cf_domain_find_received (const CfMime *mime, char **received_by);

/**
 * cf_domain_check_list_rewrite:
 * @facts: (inout): gains LIST_REWROTE_FROM
 *
 * Whether the authenticated list put itself into From, and an intact signer
 * stands in Reply-To or X-Original-From (MEANING section 2).  After the
 * signers are known.
 */
void cf_domain_check_list_rewrite (CfDomainCheck *self, CfFacts *facts);

G_END_DECLS
