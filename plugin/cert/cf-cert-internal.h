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

/* --- anchors: cf-cert-roots.c --- */

/**
 * CfCertAnchor:
 * @name_hash: of the subject, to find it without comparing names
 * @distrust_after: end certificates that begin later are refused; CF_TIME_UNKNOWN for never
 */
typedef struct {
  X509 *certificate;
  gulong name_hash;
  CfTime distrust_after;
} CfCertAnchor;

/**
 * CfCertRoots:
 * @own: given by the administrator as a file; may be any certificate, self-signed or not
 */
struct _CfCertRoots {
  GArray *anchors; /* (element-type CfCertAnchor) */
  gboolean own;
};

/* No anchors yet; @own as in the struct.  (transfer full) */
CfCertRoots *cf_cert_roots_new (gboolean own);

/* Takes @certificate. */
void cf_cert_roots_add (CfCertRoots *self, X509 *certificate, CfTime distrust_after);

/* The anchor that is @certificate itself, byte for byte; NULL for none. */
const CfCertAnchor *cf_cert_roots_find (const CfCertRoots *self, X509 *certificate);

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

/* --- where to ask: cf-cert-source.c --- */

/* Whether the certificate says where its revocation can be looked up, in any way. */
gboolean cf_cert_names_source (X509 *certificate);

/* Asks for the issuer of @certificate. */
void cf_cert_ask_issuer (X509 *certificate, CfQuestions *questions);

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
 * @certificates: (element-type X509): borrowed; signer first
 * @anchor: (nullable): what it ends at; then the last certificate
 * @refusal, @usage_fits, @time: only of a path that ends at an anchor
 */
typedef struct {
  GPtrArray *certificates;
  const CfCertAnchor *anchor;
  CfCertRefusal refusal;
  gboolean usage_fits;
  CfCertTime time;
} CfCertPath;

/* Accepts %NULL; the certificates stay. */
void cf_cert_path_free (CfCertPath *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCertPath, cf_cert_path_free)

/* The best path from @certificate towards an anchor.  (transfer full): never NULL */
CfCertPath *cf_cert_find_path (X509 *certificate, const CfCertContext *context);

/* Certificates of the path that are judged: all below the anchor, the signer always. */
guint cf_cert_path_get_n_judged (const CfCertPath *self);

static inline X509 *
cf_cert_path_get (const CfCertPath *self, guint index)
{
  return g_ptr_array_index (self->certificates, index);
}

/* Whether the path is acceptable under its anchor, times and usage apart. */
CfCertRefusal cf_cert_path_find_refusal (const CfCertPath *self, const CfCertRules *rules);

/* Whether signer and authorities may be used for mail (RFC 8550 section 4.4). */
gboolean cf_cert_path_check_usage (const CfCertPath *self, const CfCertRules *rules);

/* What the validity of one certificate (RFC 5280 section 4.1.2.5) means at @rules' times. */
CfCertTime cf_cert_check_time (X509 *certificate, const CfCertRules *rules);

/* The worst of the certificates that are judged. */
CfCertTime cf_cert_path_check_time (const CfCertPath *self, const CfCertRules *rules);

G_END_DECLS
