/* cf-cert-internal.h — what the files of this folder share
 *
 * Not for other modules.
 */
#pragma once

#include "cf-cert.h"
#include "cf-limits.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CRL_DIST_POINTS, CRL_DIST_POINTS_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NAME_CONSTRAINTS, NAME_CONSTRAINTS_free)

/* --- anchors: cf-cert-roots.c, cf-cert-anchor.c --- */

/**
 * CfCertAnchor:
 * @der: decoded only when a path needs it: most checks look at one or two of a hundred
 * @certificate: (nullable): see cf_cert_anchor_get()
 * @name_hash: of the subject, to find it without comparing names
 * @distrust_after: end certificates that begin later are refused; CF_TIME_UNKNOWN for never
 * @own: given by the administrator; may be any certificate, self-signed or not
 * @domains: (nullable): A-labels, lower case: the only ones that it vouches for; NULL for all
 * @until: the last moment that it vouches for anything; CF_TIME_UNKNOWN for no end
 * @registry: (nullable): where the administrator found it, for people
 * @accept: #CfCertAccept: what its chains may hold although it is weak
 */
typedef struct {
  GBytes *der;
  X509 *certificate;
  gulong name_hash;
  CfTime distrust_after;
  gboolean own;
  char **domains;
  CfTime until;
  char *registry;
  guint accept;
} CfCertAnchor;

/**
 * CfCertRoots:
 * @anchors: (element-type CfCertAnchor): the administrator's own first
 * @n_own: how many are his
 * @distrusted: (element-type GBytes): issuer and serial number of what NSS distrusts by name
 * @about: see cf_cert_roots_describe(); counts are made when asked
 */
struct _CfCertRoots {
  GPtrArray *anchors;
  guint n_own;
  GHashTable *distrusted;
  CfCertRootsAbout about;
};

/* An anchor that vouches for everybody.  (transfer none): belongs to @self; %NULL when @der is no name at all */
CfCertAnchor *cf_cert_roots_add (CfCertRoots *self, GBytes *der, CfSpan subject, gboolean own);

/* The same of a decoded certificate, which stays decoded. */
CfCertAnchor *cf_cert_roots_add_certificate (CfCertRoots *self, X509 *certificate, gboolean own);

/* The certificate of @anchor, decoded now if it was not; %NULL when it cannot be.  (transfer none) */
X509 *cf_cert_anchor_get (CfCertAnchor *anchor);

/* Whether @anchor counts for this signer of this message: its domains and its end.  See cf-cert-anchor.c. */
gboolean cf_cert_anchor_counts (const CfCertAnchor *anchor, X509 *signer, const CfCertContext *context);

/* Issuer and serial number, DER both and so never ambiguous in a row.  (transfer full) */
GBytes *cf_cert_dup_issuer_and_serial (CfSpan issuer, CfSpan serial);

/* When the file was changed; CF_TIME_UNKNOWN when it cannot be told. */
CfTime cf_cert_get_file_time (const char *path);

/* Whether NSS's list distrusts exactly this certificate. */
gboolean cf_cert_roots_is_distrusted (const CfCertRoots *self, X509 *certificate);

/* Whether it distrusts anything that has the issuer of this certificate as its own: the issuer itself, where that signed
 * itself, or another one below it. */
gboolean cf_cert_roots_is_issuer_distrusted (const CfCertRoots *self, X509 *certificate);

/* --- accept= of an anchor: cf-cert-accept.c --- */

/* The words of @accepted parted by ";"; %NULL for none.  (transfer full) */
char *cf_cert_dup_accepted (guint accepted);

/* Whether @accept lets a weak key pass: RSA of at least 1024 bits. */
gboolean cf_cert_accepts_key (guint accept, EVP_PKEY *key);

/* Whether @accept lets a certificate pass that is signed with @digest, a NID: SHA-1. */
gboolean cf_cert_accepts_digest (guint accept, int digest);

/* --- NSS's module: cf-cert-nss.c --- */

struct _CfPkcs11Functions;

/* Reads the e-mail roots of an opened module; @path is for the error. */
CfCertRoots *cf_cert_nss_read (const struct _CfPkcs11Functions *functions, const char *path, GError **error);

/* Opens the module at @path and reads it. */
CfCertRoots *cf_cert_nss_load (const char *path, GError **error);

/* --- names: cf-cert-describe.c, cf-cert-address.c, cf-cert-class.c --- */

/* The last and most specific entry @nid of @name, safe to show.  (transfer full) (nullable) */
char *cf_cert_dup_name_entry (const X509_NAME *name, int nid);

/* RFC 4514, safe to show.  (transfer full) */
char *cf_cert_dup_name (const X509_NAME *name);

/* Lower-case hexadecimal SHA-256 of the certificate.  (transfer full) */
char *cf_cert_dup_fingerprint (X509 *certificate);

/* A-labels in lower case; %NULL for what is no domain.  (transfer full) */
char *cf_cert_dup_domain (const char *domain);

/* The same of the domain of an address; %NULL for what matches no certificate.  (transfer full) */
char *cf_cert_dup_address_domain (const char *address);

/* The addresses of @certificate that have the form of one, as they stand.  (transfer full) (element-type utf8) */
GPtrArray *cf_cert_dup_addresses (X509 *certificate, const CfCertRules *rules);

/* States the addresses of @certificate and whether the sender's is among them. */
void cf_cert_check_address (X509 *certificate, const CfCertContext *context, CfSignerFacts *signer);

/**
 * cf_cert_find_class:
 * @path: (element-type X509): signer first, anchor last
 *
 * What the issuer checked of the signer, by the policies of the S/MIME Baseline
 * Requirements; where several are named the least of them.
 */
CfAssurance cf_cert_find_class (const GPtrArray *path);

/* The one organisation of the subject; NULL for none or several.  (transfer full) */
char *cf_cert_dup_organization (X509 *certificate);

/* The registration number of the organisation: well-formed, its check digits right; %NULL otherwise.  (transfer full) */
char *cf_cert_dup_registration (X509 *certificate);

/* The name of a person, else a pseudonym; %NULL for neither.  (transfer full) */
char *cf_cert_dup_person (X509 *certificate, gboolean *out_pseudonym);

/* --- where to ask: cf-cert-source.c --- */

/* Whether the certificate says where its revocation can be looked up, in any way. */
gboolean cf_cert_names_source (X509 *certificate);

/* The http and https URLs of one access method of authorityInfoAccess, CF_LIMIT_CERT_URLS at most.  (transfer full) */
GPtrArray *cf_cert_dup_access (X509 *certificate, int method);

/* --- missing issuers: cf-cert-issuer.c --- */

typedef struct _CfCertIssuers CfCertIssuers;

/* For one search.  (transfer full) */
CfCertIssuers *cf_cert_issuers_new (const CfCertContext *context);

/* Accepts %NULL; what it found goes with it, but for those on a path. */
void cf_cert_issuers_free (CfCertIssuers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCertIssuers, cf_cert_issuers_free)

/* What was fetched as the issuer of @certificate: untrusted, perhaps something else.  (transfer none) (nullable) */
STACK_OF (X509) *cf_cert_issuers_find (CfCertIssuers *self, X509 *certificate);

/* Notes that the issuer of @certificate is not at hand. */
void cf_cert_issuers_note_end (CfCertIssuers *self, X509 *certificate);

/* Asks for what was noted, as [network] aia= allows. */
void cf_cert_issuers_ask (CfCertIssuers *self);

/* The certificates of an answer: DER, a certs-only bag, or PEM; none when it is something else.  (transfer full) */
STACK_OF (X509) *cf_cert_read_issuers (CfSpan body);

/* All certificates in the text of a PEM file; @name stands for it in errors.  (transfer full) */
STACK_OF (X509) *cf_cert_load_data (const char *name, GBytes *data, GError **error);

/* Keeps OpenSSL from asking a terminal: certificates are not secret. */
int cf_cert_refuse_passphrase (char *buffer, int size, int writing, void *data);

/* --- paths: cf-cert-path.c, cf-cert-search.c --- */

/* Why a path is not acceptable; NULL as @detail for "it is". */
typedef struct {
  CfChainProblem problem;
  CfEvidence evidence;
  const char *detail;
} CfCertRefusal;

/* What the times of a path mean (MEANING section 5), the worst last. */
typedef enum {
  CF_CERT_TIME_STANDS,
  CF_CERT_TIME_EXPIRED_SINCE,
  CF_CERT_TIME_ARRIVAL_UNKNOWN,
  CF_CERT_TIME_EXPIRED_BEFORE,
  CF_CERT_TIME_NOT_YET,
} CfCertTime;

/**
 * CfCertPath:
 * @certificates: (element-type X509): signer first
 * @anchor: (nullable): what it ends at; then the last certificate
 * @refusal, @usage_fits, @time, @accepted: only of a path that ends at an anchor
 * @accepted: #CfCertAccept: what it holds that only its anchor's rule lets pass
 */
typedef struct {
  GPtrArray *certificates;
  CfCertAnchor *anchor;
  CfCertRefusal refusal;
  gboolean usage_fits;
  CfCertTime time;
  guint accepted;
} CfCertPath;

/* Accepts %NULL. */
void cf_cert_path_free (CfCertPath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCertPath, cf_cert_path_free)

/* The best path from @certificate towards an anchor.  (transfer full): never NULL */
CfCertPath *cf_cert_find_path (X509 *certificate, const CfCertContext *context);

/* Whether it ends at an anchor of the administrator's own, which has rules of its own (MEANING sections 6 and 10). */
gboolean cf_cert_path_is_own (const CfCertPath *self);

/* Certificates of the path that are judged: all below the anchor, the signer always. */
guint cf_cert_path_get_n_judged (const CfCertPath *self);

static inline X509 *
cf_cert_path_get (const CfCertPath *self, guint index)
{
  return g_ptr_array_index (self->certificates, index);
}

/* Whether the path is acceptable under its anchor, times and usage apart; notes in it what is @accepted. */
CfCertRefusal cf_cert_path_find_refusal (CfCertPath *self, const CfCertRules *rules);

/* Whether every mailbox on the path lies where the authorities above it may vouch.  See cf-cert-constraint.c. */
gboolean cf_cert_path_check_mailboxes (const CfCertPath *self);

/* Whether OpenSSL can have refused the names of @certificate, one of the path, only because of an SmtpUTF8Mailbox. */
gboolean cf_cert_path_is_only_mailbox (const CfCertPath *self, X509 *certificate);

/* Whether signer and authorities may be used for mail (RFC 8550 section 4.4). */
gboolean cf_cert_path_check_usage (const CfCertPath *self, const CfCertRules *rules);

/* What the validity of one certificate (RFC 5280 section 4.1.2.5) means at @rules' times. */
CfCertTime cf_cert_check_time (X509 *certificate, const CfCertRules *rules);

/* The worst of the certificates that are judged. */
CfCertTime cf_cert_path_check_time (const CfCertPath *self, const CfCertRules *rules);

G_END_DECLS
