/* cf-cert-revocation.h — what answers say about certificates of one path: answers -> facts
 *
 * Not for other modules.  Answers are hostile bytes like any others: nobody
 * vouches for the way they came, only for their signatures.
 */
#pragma once

#include "cf-cert-internal.h"
#include "cf-span.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_ENUMERATED, ASN1_ENUMERATED_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_INTEGER, ASN1_INTEGER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DIST_POINT_NAME, DIST_POINT_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ISSUING_DIST_POINT, ISSUING_DIST_POINT_free)

/* Clocks of authorities and readers differ by so much at most (RFC 5019 section 4 leaves it open). */
#define CF_CERT_SKEW ((CfTime) 5 * 60)

/* How long an answer without nextUpdate is fresh. */
#define CF_CERT_FRESH_WITHOUT_END (7 * CF_TIME_DAY)

/* Bits of ReasonFlags (RFC 5280 section 4.2.1.13) that a complete answer knows of: 1 to 8. */
#define CF_CERT_ALL_REASONS 0x1feu

/* CRLReason (RFC 5280 section 5.3.1); "none" where an entry gives none. */
typedef enum {
  CF_CERT_REASON_NONE = -1,
  CF_CERT_REASON_UNSPECIFIED = 0,
  CF_CERT_REASON_KEY_COMPROMISE = 1,
  CF_CERT_REASON_CA_COMPROMISE = 2,
  CF_CERT_REASON_AFFILIATION_CHANGED = 3,
  CF_CERT_REASON_SUPERSEDED = 4,
  CF_CERT_REASON_CEASED = 5,
  CF_CERT_REASON_HOLD = 6,
  CF_CERT_REASON_REMOVED = 8,
  CF_CERT_REASON_PRIVILEGE = 9,
  CF_CERT_REASON_AA_COMPROMISE = 10,
} CfCertReason;

/**
 * CfCertStatement:
 *
 * One thing that a signed answer says about one certificate.
 * @revoked: or good
 * @source: static
 * @reason, @revoked_at, @invalid_since: of a revocation; times may be unknown
 * @known_at: thisUpdate
 * @until: the last moment that it is fresh; CF_TIME_UNKNOWN when it does not say
 * @reaches_back: certificates that ended since then are still known; CF_TIME_UNKNOWN for none
 * @signer_end: the end of the certificate that it was signed with; CF_TIME_UNKNOWN for an anchor, which has none
 * @reasons: the reasons for which it would have said revoked
 */
typedef struct {
  gboolean revoked;
  const char *source;
  CfCertReason reason;
  CfTime revoked_at;
  CfTime invalid_since;
  CfTime known_at;
  CfTime until;
  CfTime reaches_back;
  CfTime signer_end;
  guint reasons;
} CfCertStatement;

/* What is known of one certificate, the worst last. */
typedef enum {
  CF_CERT_STANDING_GOOD,
  CF_CERT_STANDING_REVOKED_AFTER,     /* it stood when the mail arrived */
  CF_CERT_STANDING_NOBODY_TO_ASK,     /* no source, under an anchor of the administrator */
  CF_CERT_STANDING_UNKNOWN,
  CF_CERT_STANDING_CEASED,
  CF_CERT_STANDING_SUPERSEDED,
  CF_CERT_STANDING_COMPROMISED_SINCE, /* with our own answer from the arrival */
  CF_CERT_STANDING_REVOKED_BEFORE,
  CF_CERT_STANDING_COMPROMISED,
  CF_CERT_N_STANDINGS,
} CfCertStanding;

/**
 * CfCertFinding:
 * @says: what the standing rests on; nothing in it for UNKNOWN and NOBODY_TO_ASK
 * @answered: some answer was at hand, whatever it was worth
 * @doubtful: UNKNOWN, and it may have been on hold when the mail arrived
 * @named: the certificate says where one may ask
 */
typedef struct {
  CfCertStanding standing;
  CfCertStatement says;
  gboolean answered;
  gboolean doubtful;
  gboolean named;
} CfCertFinding;

/**
 * CfCertLook:
 *
 * One look at the certificates of one path.
 * @own: the path ends at an anchor of the administrator
 * @ask: whether questions may be added
 * @had_evidence: our own record says that nothing was revoked when the mail arrived
 * @lists: URL -> X509_CRL, decoded once
 */
typedef struct {
  const CfCertContext *context;
  const CfCertPath *path;
  gboolean own;
  gboolean ask;
  gboolean had_evidence;
  GHashTable *lists;
} CfCertLook;

/**
 * CfCertSubject:
 *
 * A certificate that is looked at: of the path, or one that signs answers.
 * @issuer: the place on the path of the certificate that issued it
 * @depth: 0 on the path, 1 for signers of answers: theirs must come from the path
 */
typedef struct {
  X509 *certificate;
  guint issuer;
  guint depth;
} CfCertSubject;

/* --- cf-cert-revocation.c --- */

/**
 * cf_cert_state_revocation:
 * @path: ends at an anchor, or is what a mail on record has left of one
 * @own: whether that is the administrator's
 * @signer: (inout): gains what is known of each certificate, and the evidence
 *
 * What answers say about every certificate below the anchor, and what has to be asked (MEANING sections 5, 6 and 13).
 */
void cf_cert_state_revocation (const CfCertPath *path, const CfCertContext *context, gboolean own, CfSignerFacts *signer);

/* --- our own record of the first check: cf-cert-record.c --- */

/* Whether the ledger keeps of this very message, from its arrival, that it was verified with this very certificate and
 * an answer that counted. */
gboolean cf_cert_has_record (const CfCertContext *context, const CfSignerFacts *signer);

/**
 * cf_cert_path_keep_on_record:
 * @self: (inout): ends at no anchor; loses what did not sign the certificate below it
 *
 * Whether the mail stays what it was although no listed root vouches for it any more (MEANING section 10): it is on
 * record, and nobody distrusts a certificate of the path by name.
 */
gboolean cf_cert_path_keep_on_record (CfCertPath *self, const CfCertContext *context, const CfSignerFacts *signer);

/* States what the record says of such a path, and what answers at hand say against it (MEANING section 6). */
void cf_cert_state_on_record (const CfCertPath *path, const CfCertContext *context, CfSignerFacts *signer);

/* --- each certificate --- */

/* What is known of @subject now; adds what has to be asked. */
CfCertFinding cf_cert_look_at (CfCertLook *self, const CfCertSubject *subject);

/* What was answered, for a look that asks; else only what was brought.  (transfer none) (nullable) */
const CfAnswer *cf_cert_look_find (const CfCertLook *self, CfQuestionKind kind, const char *key);

/* Asks for those of @urls that are not answered. */
void cf_cert_look_ask_lists (CfCertLook *self, const GPtrArray *urls);

/**
 * cf_cert_find_signer_end:
 * @signer: may sign answers
 * @place: where on the path, for one that is there
 *
 * The last moment that @signer may sign; an anchor has none.
 */
CfTime cf_cert_find_signer_end (const CfCertLook *self, X509 *signer, guint place);

/* --- what statements are worth: cf-cert-statement.c --- */

/* A statement that is good, without times. */
CfCertStatement cf_cert_statement_new (const char *source);

/* Whether a good answer counts for @certificate: it can know, and is fresh or younger than the arrival. */
gboolean cf_cert_statement_counts (const CfCertStatement *self, X509 *certificate, const CfCertRules *rules);

/* What a revocation means (MEANING section 6).  @had_evidence as in the look. */
CfCertStanding cf_cert_statement_find_standing (const CfCertStatement *self, const CfCertRules *rules,
                                                gboolean had_evidence);

/**
 * cf_cert_statements_judge:
 * @statements: (element-type CfCertStatement): all about @certificate
 * @out_says: (out): what the standing rests on, where it is known
 *
 * GOOD where answers that count cover all reasons and none says revoked; UNKNOWN where they do not.
 */
CfCertStanding cf_cert_statements_judge (const GArray *statements, X509 *certificate, const CfCertLook *look,
                                         CfCertStatement *out_says);

/* "key-compromise" …; NULL for none.  Static. */
const char *cf_cert_reason_get_name (CfCertReason reason);

/* Whether a signature by @algorithm counts: SHA-256, 384, 512 or EdDSA. */
gboolean cf_cert_is_algorithm_strong (const X509_ALGOR *algorithm);

/* Whether @key may sign answers at all: not short, but where certificates of the path have such keys by their anchor's
 * rule; not odd, not too expensive. */
gboolean cf_cert_may_sign_answers (const CfCertLook *look, EVP_PKEY *key);

/* Whether both have one key: then @signer's word about @certificate is the holder's own, and nobody vouches for himself. */
gboolean cf_cert_has_same_key (X509 *signer, X509 *certificate);

/* --- OCSP: cf-cert-ocsp.c --- */

/* Adds to @statements (element-type CfCertStatement) what responders say.  Returns whether any answer was at hand. */
gboolean cf_cert_ocsp_collect (CfCertLook *look, const CfCertSubject *subject, GArray *statements);

/**
 * cf_cert_ocsp_dup_request:
 *
 * The DER of an OCSPRequest (RFC 6960 section 4.1.1, RFC 5019 section 2.1): one
 * certificate, SHA-1 names, no nonce, so that it is the same each time and
 * caches may answer.  (transfer full) (nullable)
 */
GBytes *cf_cert_ocsp_dup_request (X509 *certificate, X509 *issuer);

/* --- lists: cf-cert-crl*.c --- */

/* Adds to @statements what lists say.  Returns whether any list was at hand. */
gboolean cf_cert_crl_collect (CfCertLook *look, const CfCertSubject *subject, GArray *statements);

/* One list, DER or PEM; NULL for anything else.  (transfer full) */
X509_CRL *cf_cert_crl_read (CfSpan data);

/**
 * cf_cert_crl_find_scope:
 * @point: (nullable): issuingDistributionPoint of @crl
 *
 * The reasons for which @crl knows of @certificate (RFC 5280 section 6.3.3 b, d); 0 when it does not at all.
 */
guint cf_cert_crl_find_scope (X509_CRL *crl, const ISSUING_DIST_POINT *point, X509 *certificate);

/* Whether a list says by @point (nullable) that it speaks for other authorities as well. */
gboolean cf_cert_crl_is_indirect (const ISSUING_DIST_POINT *point);

/**
 * cf_cert_crl_find_entries:
 * @point: (nullable): issuingDistributionPoint of @crl
 * @entries: (element-type CfCertStatement): gains reason and times of each entry about @certificate
 *
 * Returns: FALSE when any entry, of whatever certificate, keeps the whole list from being used
 */
gboolean cf_cert_crl_find_entries (X509_CRL *crl, const ISSUING_DIST_POINT *point, X509 *certificate, GArray *entries);

/* --- where to ask: cf-cert-source.c --- */

/* The keys of the questions to the responders of @certificate.  (transfer full) (element-type utf8) */
GPtrArray *cf_cert_dup_responders (X509 *certificate, X509 *issuer);

/* The URLs in distribution points; accepts %NULL.  (transfer full) (element-type utf8) */
GPtrArray *cf_cert_dup_point_urls (const CRL_DIST_POINTS *points);

/* The URLs of the lists of @certificate, @nid crlDistributionPoints or freshestCRL.  (transfer full) */
GPtrArray *cf_cert_dup_list_urls (X509 *certificate, int nid);

G_END_DECLS
