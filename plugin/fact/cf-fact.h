/* cf-fact.h — what is true of one message: the evidence as plain structs
 *
 * Facts state, they never judge.  They are the arrow between the code that
 * reads hostile bytes (mime, cms, cert, domain, gather) and the code that
 * judges, words and reports (verdict, ribbon, report); they also cross the
 * process boundary as JSON.  Strings from a message are valid UTF-8 and safe
 * to show (cf_text_make_visible).  A string is nullable where it says so.
 * Stands on: base.
 */
#pragma once

#include "cf-evidence.h"
#include "cf-fact-domain.h"
#include "cf-name.h"
#include "cf-time.h"

G_BEGIN_DECLS

/* Who the message says it is from (MEANING section 2). */
typedef struct {
  char *address;               /* (nullable): the addr-spec of the one From; NULL when there is none */
  char *display_name;          /* (nullable): decoded */
  char *domain;                /* (nullable): A-labels, lower case */
  char *organizational_domain; /* (nullable): by the public suffix list */
  guint from_count;            /* From fields in the header */
  GPtrArray *from_addresses;   /* (element-type utf8): every address of every From field */
  char *sender;                /* (nullable): addr-spec of Sender */
  char *reply_to;              /* (nullable): the first Reply-To address that is a stranger's, else the first */
  CfTime date;                 /* the Date field: the sender's claim */
} CfSenderFacts;

/* One revocation answer, or that there is none. */
typedef struct {
  CfRevocationStatus status;
  char *source; /* (nullable): "ocsp" or "crl" */
  char *reason; /* (nullable): "key-compromise" … */
  CfTime at;    /* when it was revoked */
  CfTime asked; /* of which moment the answer knows (thisUpdate) */
} CfRevocationFacts;

/* One certificate. */
typedef struct {
  char *subject;             /* RFC 4514 */
  char *subject_name;        /* what a person calls it: common name, else organisation */
  char *issuer;              /* RFC 4514 */
  char *issuer_name;         /* common name of the issuer, else its organisation */
  char *names;               /* (nullable): the subject without serial numbers: what a renewal keeps */
  char *issuer_organization; /* (nullable): the issuer's organisation, else its common name */
  char *serial;              /* hex */
  CfTime not_before;
  CfTime not_after;
  char *sha256;              /* hex of the DER */
  char *der;                 /* (nullable): base64 of it, of a signer's own certificate only */
  char *key;                 /* "rsa-2048", "p-256", "ed25519" … */
  char *signature_algorithm; /* "sha256WithRSAEncryption" … */
  CfRevocationFacts revocation;
} CfCertFacts;

/* The best path from a signer to an anchor. */
typedef struct {
  gboolean trusted;
  CfChainProblem problem;
  char *anchor;            /* (nullable): subject of the root */
  char *registry;          /* (nullable): where the administrator found that root: registry= of [anchor] */
  char *accepted;          /* (nullable): weaknesses that only accept= of [anchor] lets pass, parted by ; */
  GPtrArray *certificates; /* (element-type CfCertFacts): signer first, anchor last */
} CfChainFacts;

/* One signer. */
typedef struct {
  CfSignerStatus status;
  gboolean address_match;
  GPtrArray *addresses;     /* (element-type utf8): of the certificate */
  char *organization;       /* (nullable): only where the certificate's class vouches for it */
  char *registration;       /* (nullable): its number: "NTRJP-7010001008844", "LEIXG-…"; only beside organization */
  char *person;             /* (nullable): the name of a person, only where the class vouches for it */
  gboolean person_is_pseudonym;
  CfAssurance assurance;
  CfCertFacts *certificate; /* (nullable): NULL when it is not at hand */
  CfChainFacts chain;
  CfRevocationFacts revocation; /* the worst of the chain */
  CfTime signing_time;      /* the signer's claim */
  char *signature_sha256;   /* (nullable): hex, of the signature value: what CF112 compares */
  char *digest;             /* (nullable): "sha256" … */
  char *signature_algorithm; /* (nullable): "rsa-pkcs1", "rsa-pss", "ecdsa-p256", "ed25519" … */
  char *problem_detail;     /* (nullable): {x} of CF106, CF219: "SHA-1", "name constraint" … in English */
  CfEvidence evidence;
} CfSignerFacts;

/* S/MIME of the message. */
typedef struct {
  CfSmimeForm form;
  CfCoverage coverage;
  CfHeaderProtection header_protection;
  char *protected_field;    /* (nullable): first field that differs, {x} of CF605 */
  gboolean decrypted_by_host;
  GPtrArray *signers;       /* (element-type CfSignerFacts) */
} CfSmimeFacts;

/* A signature on something enclosed; never the mail's own. */
typedef struct {
  char *part; /* "2.1" */
  CfSmimeForm form;
  char *summary; /* the media type of the part */
} CfAttachedSignature;

/* What was expected of this sender, and who says so. */
typedef struct {
  CfExpectation expectation;
  char *source;       /* (nullable): "file:line [section]" */
  char *organization; /* (nullable): {o}: the name the rule gives, else the sender's domain */
  CfPolicyMode mode;
  char *problem;      /* (nullable): why a policy file cannot be read, {x} of CF905 */
  CfTime since;       /* since when it is expected; CF_TIME_UNKNOWN where nobody says */
  char *exempt;       /* (nullable): what [sender X] exempts, {d} of CF508 */
  CfTime exempt_until; /* {t} of CF508; CF_TIME_UNKNOWN for "without an end" */
  char *issuers;      /* (nullable): what the rule names as issuers, {x} of CF513 */
  char *registry;     /* (nullable): registry= of [sender X]: who knows the first sender's domain, for people */
  char *version;      /* (nullable): which rules these are: the same where the same files count */
} CfPolicyFacts;

/* Whom the message claims to be beside its address (MEANING section 9). */
typedef struct {
  char *organization; /* (nullable): the registered name that the display name holds, {o} of CF505 */
  char *address;      /* (nullable): another address in the display name, {b} of CF504 */
  char *domain;       /* (nullable): the real domain that From's looks like, {d} of CF506 */
  char *real_form;    /* (nullable): the address as it is written, {x} of CF507 */
} CfClaimFacts;

/* What was seen before of this sender (MEANING section 12). */
typedef struct {
  guint signed_before;
  guint unsigned_before;
  guint last_counted;  /* of the last 20 counted mails: how many there are, {n} of CF503 */
  guint last_signed;   /* and how many of them were signed, {m} of CF503 */
  CfHistoryCertificate certificate;
  CfTime replayed;     /* when the same signature came with another mail, {t} of CF112 */
} CfHistoryFacts;

/* Everything that is known of one message. */
typedef struct {
  char *source;     /* (nullable): file name as the caller gave it */
  char *message_id; /* (nullable) */
  char *subject;    /* (nullable): decoded */
  char *sha256;     /* hex, of the input */
  char *canonical_sha256;
  guint64 size;     /* bytes of the input */

  CfTime checked_at;
  CfTime judged_at;
  CfJudgedSource judged_source;
  CfTime arrived;   /* CF_TIME_UNKNOWN when nobody vouches for it */

  CfSenderFacts sender;
  CfSmimeFacts smime;
  GPtrArray *attached_signatures; /* (element-type CfAttachedSignature) */
  CfDomainFacts domain;
  CfPolicyFacts policy;
  CfClaimFacts claim;
  CfHistoryFacts history;

  char *ambiguous_field; /* (nullable): name of the first malformed header field, {x} of CF614 */
  guint limit;           /* the limit that was passed, {n} of CF901 to CF903 */
  guint open_questions;
  CfEvidence evidence;   /* of the message */
} CfFacts;

/* A fresh set of facts: nothing known, lists empty, times unknown.  (transfer full) */
CfFacts *cf_facts_new (void);

/* Accepts %NULL.  Signers and attached signatures go with it. */
void cf_facts_free (CfFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfFacts, cf_facts_free)

/* A fresh signer, appended to @smime and owned by it.  (transfer none) */
CfSignerFacts *cf_facts_add_signer (CfSmimeFacts *smime);

/* A fresh certificate.  (transfer full) */
CfCertFacts *cf_cert_facts_new (void);

/* Accepts %NULL. */
void cf_cert_facts_free (CfCertFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCertFacts, cf_cert_facts_free)

/* A copy.  (transfer full) */
CfCertFacts *cf_cert_facts_copy (const CfCertFacts *facts);

/* A fresh attached signature, appended to @facts and owned by it.  (transfer none) */
CfAttachedSignature *cf_facts_add_attached (CfFacts *facts);

G_END_DECLS
