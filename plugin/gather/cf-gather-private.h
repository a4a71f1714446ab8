/* cf-gather-private.h — what is opened once, and the state of one check
 *
 * Stands on: base, fact, question, policy, mime, cert, cms, domain, claim.
 */
#pragma once

#include "cf-cert.h"
#include "cf-claim.h"
#include "cf-cms.h"
#include "cf-domain.h"
#include "cf-gather.h"
#include "cf-mime-pass.h"
#include "cf-mime.h"
#include "cf-policy-trust.h"
#include "cf-policy-version.h"
#include "cf-policy.h"
#include "cf-question-history.h"

G_BEGIN_DECLS

/**
 * CfGatherPrepared:
 * @rules: without the times, which each request brings
 * @problem: (nullable): why the roots cannot be read
 * @trust_problem: (nullable): why an anchor or mark anchor of the policy cannot be read
 * @mark_roots: (nullable): of [mark-anchor]
 * @lists: (element-type CfDomainList)
 * @authserv_ids: (nullable): of the command line, beside those of policy
 * @claims: the registered names and domains at @claims_at
 * @has_history: whether there is a ledger to ask
 */
struct _CfGatherPrepared {
  CfPolicy *policy;
  char *policy_version; /* (nullable) */
  CfCertRoots *roots;     /* (nullable) */
  STACK_OF (X509) *extra; /* (nullable) */
  STACK_OF (X509_CRL) *crls; /* (nullable) */
  CfCertRules rules;
  char *problem;
  char *trust_problem;
  CfCertRoots *mark_roots;
  GPtrArray *lists;
  char **authserv_ids;
  CfClaimIndex *claims;
  CfTime claims_at;
  CfPolicyHistory history;
  gboolean has_history;
};

/**
 * CfGatherHistory:
 *
 * What the ledger answered so far.
 * @settled: all was answered, or no ledger is kept
 * @unreadable: it could not answer
 * @sender, @message: only where has_… says so
 * @domains: (nullable): of known correspondents
 */
typedef struct {
  gboolean settled;
  gboolean unreadable;
  gboolean has_sender;
  gboolean has_message;
  CfHistorySender sender;
  CfHistoryMessage message;
  GStrv domains;
} CfGatherHistory;

/* Frees what it owns, not itself. */
void cf_gather_history_clear (CfGatherHistory *history);

/* Whether the root body of the message is enveloped; asked once for all rounds, since it has to be decoded. */
typedef enum { CF_GATHER_ROOT_NOT_LOOKED, CF_GATHER_ROOT_OTHER, CF_GATHER_ROOT_ENVELOPED } CfGatherRoot;

/**
 * CfGatherMemo:
 * @sha256, @canonical_sha256: (nullable)
 * @pass: (nullable): what was hashed
 * @mime: (nullable): how the message was read
 * @cms: (nullable): of the part @cms_part of the bytes that the signature is in
 * @root: whether the root body is enveloped
 */
struct _CfGatherMemo {
  char *sha256;
  char *canonical_sha256;
  CfMimePass *pass;
  CfMime *mime;
  CfCms *cms;
  int cms_part;
  CfGatherRoot root;
};

/* A part that is decoded and read as CMS while a pass runs. */
typedef struct _CfGatherCarried CfGatherCarried;

/**
 * CfGatherSmime:
 *
 * The mail's own signature, between reading and checking.
 * @mime: where it is: the message, or what the host decrypted of it
 * @inner: (nullable): what the host decrypted, if it counts
 * @cms: (nullable): NULL when there is none or it cannot be read; the memo's where there is one
 * @carried: (nullable): from begin to end, the part that becomes @cms while the bytes are hashed
 * @signed_span: what is signed; @place, @place_as_is: of its digests in the pass, -1 for none
 */
typedef struct {
  const CfMime *mime;
  CfMime *inner;
  CfMimeSignature signature;
  CfCms *cms;
  CfGatherCarried *carried;
  CfSpan signed_span;
  int place;
  int place_as_is;
} CfGatherSmime;

/* One check under way; all but history and smime is borrowed. */
typedef struct {
  const CfGatherPrepared *prepared;
  const CfGatherRequest *request;
  const CfMime *mime;
  CfCertContext certificates;
  CfCertRules rules;
  CfDomainContext domain;
  CfPolicyRule rule; /* of the address in From; only when there is one */
  CfGatherHistory history;
  CfGatherSmime smime;
  CfFacts *facts;
} CfGatherCheck;

/* The CMS that a part holds; NULL when its transfer encoding cannot be read.  (transfer full) (nullable) */
CfCms *cf_gather_read_cms (const CfMimePart *part);

/* The same by the slow way: all of it is decoded first. */
CfCms *cf_gather_read_cms_whole (const CfMimePart *part);

/* Begins to read the CMS that a part holds; the pass reads on.  NULL where its transfer encoding is not base64.
 * (transfer full) (nullable) */
CfGatherCarried *cf_gather_carried_begin (const CfMimePart *part, CfMimePass *pass);

/* What came of it, after the pass ran: as cf_gather_read_cms(), with digests of its content.
 * (transfer full) (nullable) @self: (transfer full) */
CfCms *cf_gather_carried_end (CfGatherCarried *self);

/* Accepts %NULL; of what is not ended. */
void cf_gather_carried_free (CfGatherCarried *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfGatherCarried, cf_gather_carried_free)

/* The mail's own signature: reads it, and says what has to be hashed for it. */
void cf_gather_smime_begin (CfGatherCheck *check, CfMimePass *pass);

/* What the host decrypted takes the place of the body, if it counts: facts about the body are from there then. */
void cf_gather_decrypted_open (CfGatherCheck *check);

/* Its signers and what it covers, after the pass: MEANING sections 3 and 4. */
void cf_gather_smime_end (CfGatherCheck *check, const CfMimePass *pass);

/* CONTENT_OPEN, or UNOPENED when something among the parts that lie @within is encrypted or cannot be looked into. */
CfEvidence cf_gather_find_unopened (const CfMime *mime, CfSpan within);

/* The same for carried content: a MIME entity of its own. */
CfEvidence cf_gather_find_unopened_in (CfSpan content);

/* What was expected of the claimed sender: MEANING section 8.  @history may be %NULL. */
void cf_gather_expectation (const CfGatherPrepared *prepared, const CfGatherHistory *history, CfFacts *facts);

/* What "or=dkim" makes of it, once the domain is checked. */
void cf_gather_expectation_by_domain (CfGatherCheck *check);

/* Asks the ledger for this sender and message, and reads what it answered. */
void cf_gather_history_read (CfGatherCheck *check);

/* Whether the person had enough mail from this registrable domain before: asks the ledger when it is first needed, and
 * what is not answered yet is not known.  Before cf_gather_history_state(), which says whether all was answered. */
gboolean cf_gather_history_knows (CfGatherCheck *check, const char *domain);

/* States what the record of earlier mail says of the signers (MEANING section 12). */
void cf_gather_history_state (CfGatherCheck *check);

/* What the policy says of the signers' issuers and classes (CF513). */
void cf_gather_issuers (CfGatherCheck *check);

/* Compares names and domains: MEANING section 9. */
void cf_gather_claims (CfGatherCheck *check);

/* The registered names and domains at @now.  (transfer full) */
CfClaimIndex *cf_gather_index_claims (const CfPolicy *policy, CfTime now);

G_END_DECLS
