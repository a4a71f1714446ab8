/* cf-cert.h — one certificate: its names, its class, its path to an e-mail root
 *
 * Reads hostile bytes (already decoded by OpenSSL).  No clock, no network;
 * files are read only by the _load functions, before the first message.
 * Stands on: base, fact, question, OpenSSL.
 */
#pragma once

#include "cf-fact.h"
#include "cf-openssl.h"
#include "cf-question-answer.h"
#include "cf-span.h"

G_BEGIN_DECLS

typedef struct _CfCertRoots CfCertRoots;

/* What a missing answer about revocation means (MEANING section 6). */
typedef enum { CF_REVOCATION_HARD, CF_REVOCATION_SOFT } CfRevocationMode;

/* Whom to ask for a missing issuer: [network] aia= (MEANING section 13). */
typedef enum { CF_CERT_AIA_KNOWN_HOSTS, CF_CERT_AIA_ANY, CF_CERT_AIA_OFF } CfCertAia;

/**
 * CfCertStored:
 *
 * What the ledger kept of the first check of this very message.
 * @arrived: when we saw it arrive
 * @certificate: SHA-256 of the signer's certificate then, hex
 * @verified: whether it was verified then
 * @revocation_known: whether a fresh answer that can know said then that nothing is revoked
 */
typedef struct {
  CfTime arrived;
  const char *certificate;
  gboolean verified;
  gboolean revocation_known;
} CfCertStored;

/**
 * CfCertRules:
 *
 * What administrators may set, and what the caller knows about time.
 * @roots: (nullable): NULL when they could not be read: then nothing is trusted
 * @extra: (nullable): untrusted certificates to build paths with
 * @crls: (nullable): revocation lists given by file (--crl), used beside fetched ones
 */
typedef struct {
  const CfCertRoots *roots;
  STACK_OF (X509) *extra;
  STACK_OF (X509_CRL) *crls;
  CfCertAia aia;
  CfTime now;
  CfTime judged_at;
  CfTime arrived; /* CF_TIME_UNKNOWN when nobody vouches for it */
  CfRevocationMode revocation;
  gboolean offline;
  gboolean subject_address; /* [certificate] subject-address=allow */
  gboolean any_purpose;     /* [certificate] purpose=any */
} CfCertRules;

/**
 * CfCertRootsAbout:
 *
 * Where a set of roots comes from, for `doctor`.
 * @source: path of the module or file, or "built-in"
 * @major, @minor: version of NSS's list; 0 for a file
 * @date: when the module or file was made; of the built-in list the one of the module it was made of
 * @problem: (nullable): why the built-in list stands in for the module
 * @n_anchors, @n_own: all, and the administrator's own among them
 * @n_distrust_after: those that vouch for nobody new
 * @n_distrusted: certificates that NSS distrusts by name
 */
typedef struct {
  char *source;
  guint major;
  guint minor;
  CfTime date;
  char *problem;
  guint n_anchors;
  guint n_own;
  guint n_distrust_after;
  guint n_distrusted;
} CfCertRootsAbout;

/**
 * cf_cert_roots_load_email:
 * @module: (nullable): path of libnssckbi.so; NULL looks in the usual places
 *
 * Mozilla's roots with the e-mail trust bit and their distrust-after dates,
 * read from NSS's module by path (C_GetFunctionList).  A module in which all
 * roots stand for e-mail is refused: it does not know the difference.  The list
 * that was made at build time takes the place of a module from the usual places
 * that is missing, broken, refused or of an older version; a @module that was
 * named is taken or refused, never replaced.
 *
 * Returns: (transfer full): NULL with @error otherwise (CF907)
 */
CfCertRoots *cf_cert_roots_load_email (const char *module, GError **error);

/* The roots of a PEM file (--trust-anchors) and nothing else.  Errors name the file. */
CfCertRoots *cf_cert_roots_load_file (const char *path, GError **error);

/* No anchors yet: a set that trusts nobody.  (transfer full) */
CfCertRoots *cf_cert_roots_new (void);

/* What may pass below an anchor although it is weak; bits.  A mail's own digest is none of it (MEANING section 4). */
typedef enum {
  CF_CERT_ACCEPT_SHA1_CERTIFICATES = 1 << 0, /* signed with SHA-1 */
  CF_CERT_ACCEPT_RSA1024_KEYS = 1 << 1,      /* RSA from 1024 to 2047 bits, of authorities and signers */
} CfCertAccept;

/* The bits of the words of accept=, "sha1-certificates" and "rsa1024-keys"; others accept nothing.  Accepts %NULL. */
guint cf_cert_parse_accept (const char *const *accept);

/**
 * CfCertAnchorSpec:
 *
 * [anchor NAME] of a policy.
 * @name: of the section, for errors
 * @file: PEM; each certificate in it becomes an anchor
 * @data: (nullable): the bytes of @file where it is no file of its own
 * @domains: (nullable): A-labels: "example.jp" is that domain, "*.example.jp" the
 *   domains below it; NULL or empty for all
 * @until: CF_TIME_UNKNOWN for no end
 * @registry: (nullable): where it was found, for people
 * @accept: #CfCertAccept: weaknesses of the chains that end at it
 */
typedef struct {
  const char *name;
  const char *file;
  GBytes *data;
  const char *const *domains;
  CfTime until;
  const char *registry;
  guint accept;
} CfCertAnchorSpec;

/**
 * cf_cert_roots_add_anchor:
 *
 * Adds the administrator's own anchors beside the others.  One that is bound to
 * domains counts only where From and an address of the signer's certificate lie
 * in them, and none counts for what is judged after @until: then it is as if it
 * were not there.
 *
 * Returns: FALSE with @error when the file cannot be read or a domain is none; then nothing was added
 */
gboolean cf_cert_roots_add_anchor (CfCertRoots *self, const CfCertAnchorSpec *spec, GError **error);

/* Where the set comes from and what is in it.  (transfer none): until the set changes */
const CfCertRootsAbout *cf_cert_roots_describe (CfCertRoots *self);

/* How many anchors; none is a set that trusts nobody. */
guint cf_cert_roots_get_n (const CfCertRoots *self);

/* Accepts %NULL. */
void cf_cert_roots_free (CfCertRoots *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCertRoots, cf_cert_roots_free)

/* All certificates of a PEM file (--extra-certs).  (transfer full) */
STACK_OF (X509) *cf_cert_load_file (const char *path, GError **error);

/**
 * cf_cert_load_crls:
 * @paths: (nullable): files, each one list in DER form or any number in PEM form (--crl)
 *
 * Returns: (transfer full): all lists; %NULL with @error that names the file and the remedy
 */
STACK_OF (X509_CRL) *cf_cert_load_crls (char **paths, GError **error);

/* What one certificate says of itself, its bytes apart.  (transfer full) */
CfCertFacts *cf_cert_describe (X509 *certificate);

/* Its DER in base64, for a report; %NULL above CF_LIMIT_REPORT_CERTIFICATE_BYTES.  (transfer full) (nullable) */
char *cf_cert_dup_base64 (X509 *certificate);

/* What is needed to look at the certificates of one message. */
typedef struct {
  const CfCertRules *rules;
  const CfSenderFacts *sender;
  STACK_OF (X509) *bag;   /* (nullable): certificates that came with the message, untrusted */
  const CfAnswers *answers;   /* (nullable): what was fetched so far */
  const CfCertStored *stored; /* (nullable): the first check of this message */
  CfQuestions *questions; /* (inout) (nullable): gains what is open (issuer, ocsp, crl); NULL where nothing is to be asked */
  GPtrArray *chain;       /* (nullable) (inout) (element-type X509): gains the best path, signer first */
} CfCertContext;

/* The hosts that anchors and given certificates name in their URLs: these may be asked for a missing issuer too
 * (MEANING section 13).  (transfer full) (array zero-terminated=1): each once */
char **cf_cert_dup_hosts (const CfCertRules *rules);

/**
 * cf_cert_check_signer:
 * @certificate: of the signer
 * @context: rules, the From that it is compared with, the message's certificates
 * @signer: (inout): gains addresses, organization, assurance, certificate,
 *   chain, revocation and the evidence about them
 *
 * Everything about the certificate of one signer, by MEANING sections 2, 5,
 * 6 and 10.  Says nothing about the signature itself.
 */
void cf_cert_check_signer (X509 *certificate, const CfCertContext *context, CfSignerFacts *signer);

/**
 * CfCertHistory:
 *
 * What the ledger kept of a sender's last certificate.
 * @sha256: (nullable): hex; NULL when none was seen
 * @names, @issuer: (nullable): as cf_cert_dup_names() and cf_cert_dup_issuer_organization() gave them
 */
typedef struct {
  const char *sha256;
  const char *names;
  const char *issuer;
  CfAssurance assurance;
  CfTime not_before;
  CfTime not_after;
} CfCertHistory;

/* The subject without serial numbers, safe to show: what stays the same when a certificate is renewed.  (transfer full) */
char *cf_cert_dup_names (X509 *certificate);

/* The organisation of the issuer, else its common name.  (transfer full) (nullable) */
char *cf_cert_dup_issuer_organization (X509 *certificate);

/**
 * cf_cert_compare_renewal:
 * @now: the certificate of this mail's signer
 * @now_time: when the mail is judged
 *
 * SAME for the very certificate; RENEWED where subject names and the issuer's
 * organisation are the same and one begins from three months before to half a
 * year after the end of the other, whatever its key; else CHANGED.  FIRST when
 * nothing was seen before.  Whether the class dropped is asked apart.
 */
CfHistoryCertificate cf_cert_compare_renewal (const CfCertHistory *before, X509 *now, CfTime now_time);

/* Whether less is vouched for than @before: an organisation, a person, an address, nothing. */
gboolean cf_cert_is_class_dropped (CfAssurance before, CfAssurance now);

/* What one SMIMEA record says of a signer. */
typedef enum {
  CF_CERT_SMIMEA_UNUSABLE, /* malformed or of a kind that nobody here knows: as if it were not there */
  CF_CERT_SMIMEA_NONE,
  CF_CERT_SMIMEA_MATCH,
} CfCertSmimeaResult;

/* @usage: 0 to 3 (RFC 6698 section 2.1.1), unless unusable. */
typedef struct {
  CfCertSmimeaResult result;
  guint8 usage;
} CfSmimeaMatch;

/**
 * cf_cert_match_smimea:
 * @record: RDATA in wire form
 * @chain: (nullable) (element-type X509): signer first, what stands above it after; usages 0 and 2 look there
 *
 * Compares by RFC 8162 and 6698: usages 0 to 3, selectors 0 and 1, matching
 * types 0 to 2.  A match of usage 0 or 1 counts only where the chain stands too.
 */
CfSmimeaMatch cf_cert_match_smimea (CfSpan record, X509 *signer, const GPtrArray *chain);

/* What is known of a mark certificate; not revoked is part of confirmed. */
typedef enum {
  CF_CERT_MARK_UNKNOWN, /* something has no answer */
  CF_CERT_MARK_REFUSED,
  CF_CERT_MARK_CONFIRMED,
} CfCertMarkResult;

/**
 * CfCertMark:
 * @registered: a trademark or a government's mark (VMC); FALSE for one in use (CMC)
 * @organization, @issuer: (nullable): safe to show
 */
typedef struct {
  gboolean registered;
  char *organization;
  char *issuer;
} CfCertMark;

/* Frees what @mark owns, not @mark. */
void cf_cert_mark_clear (CfCertMark *mark);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfCertMark, cf_cert_mark_clear)

/**
 * CfCertMarkRequest:
 * @pem: the mark certificate and what leads to its root, as the domain serves it
 * @names: (array zero-terminated=1): one of these must be a dNSName of it
 * @roots: (nullable): [mark-anchor]; nothing else is trusted
 */
typedef struct {
  CfSpan pem;
  const char *const *names;
  const CfCertRoots *roots;
  const CfSenderFacts *sender;
  CfTime now;
  const CfAnswers *answers;
  CfQuestions *questions;
} CfCertMarkRequest;

/**
 * cf_cert_check_mark:
 * @out_mark: (out): written only when it is confirmed
 *
 * A Verified or Common Mark Certificate: purpose and logotype are there, the
 * path reaches a mark root and stands now, and fresh answers say that nothing on it
 * is revoked.  No picture is read.
 */
CfCertMarkResult cf_cert_check_mark (const CfCertMarkRequest *request, CfCertMark *out_mark);

G_END_DECLS
