/* cf-cms-internal.h — what the files of this folder share
 *
 * Not for other modules.
 */
#pragma once

#include "cf-cert-key.h"
#include "cf-cms.h"

G_BEGIN_DECLS

/**
 * CfCms:
 * @info: (nullable): what OpenSSL decoded; shared with the content
 * @signers: (nullable): of it
 * @certificates: (nullable): that came with the signed data
 * @digests: of the content, those that were made while it was read
 * @chains: (nullable) (element-type GPtrArray): of each signer its certificate and what stands above it; after the check
 */
struct _CfCms {
  CfCmsKind kind;
  CMS_ContentInfo **info; /* a GAtomicRcBox */
  STACK_OF (CMS_SignerInfo) * signers;
  STACK_OF (X509) * certificates;
  GBytes *content;
  CfDigestSet digests;
  GPtrArray *chains;
};

/* What OpenSSL calls an object identifier, NID_undef when it does not know it or cannot read it. */
int cf_cms_find_nid (CfSpan object);

/* Mail programs end the base64 with a line end, and some write one into the binary form. */
gboolean cf_cms_is_only_line_ends (CfSpan rest);

/**
 * CfCmsParts:
 * @content: what encapsulates it, or stands for it
 * @certificates: one after the other
 *
 * Signed data (RFC 5652 section 5.1) as it stands; but for the certificates whole values.
 */
typedef struct {
  CfSpan type;
  CfSpan version;
  CfSpan algorithms;
  CfSpan content;
  CfSpan certificates;
  CfSpan rest;
} CfCmsParts;

/* The same signed data without its certificates: every length that would be another one is left open.  (transfer full) */
GByteArray *cf_cms_join_parts (const CfCmsParts *parts);

/* What cf_cms_read() makes of the same bytes, where each certificate is decoded once for this process, which has one
 * thread.  (transfer full) */
CfCms *cf_cms_read_known (CfSpan bytes) G_GNUC_WARN_UNUSED_RESULT;

/* Lets go of the certificates that this process decoded: the next message costs what a first one does. */
void cf_cms_forget_known (void);

/* What was found about one signer, the better the larger. */
typedef enum {
  CF_CMS_FOUND_MISSING, /* no certificate */
  CF_CMS_FOUND_UNSUPPORTED,
  CF_CMS_FOUND_WEAK,
  CF_CMS_FOUND_ALTERED,
  CF_CMS_FOUND_MALFORMED,
  CF_CMS_FOUND_INTACT,
} CfCmsFound;

/* --- methods: cf-cms-scheme.c --- */

typedef enum {
  CF_CMS_METHOD_NONE,
  CF_CMS_METHOD_RSA_PKCS1,
  CF_CMS_METHOD_RSA_PSS,
  CF_CMS_METHOD_ECDSA,
  CF_CMS_METHOD_ED25519,
} CfCmsMethod;

/**
 * CfCmsScheme:
 * @digest: of content and attributes; CF_DIGEST_NONE when it is none of ours
 * @weak: (nullable): "SHA-1" … when that is why it is refused
 * @salt_length: RSA-PSS: bytes
 */
typedef struct {
  CfDigestKind digest;
  CfCmsMethod method;
  const char *weak;
  int salt_length;
} CfCmsScheme;

/* The scheme of a signer; whatever is not allowed has CF_CMS_METHOD_NONE.  Names it in @signer. */
void cf_cms_scheme_read (CMS_SignerInfo *info, CfCmsScheme *out_scheme, CfSignerFacts *signer);

/* The digest a signer needs of the content; CF_DIGEST_NONE when it is none of ours. */
CfDigestKind cf_cms_scheme_read_digest (CMS_SignerInfo *info);

/* The digest of that number; CF_DIGEST_NONE when it is none of ours. */
CfDigestKind cf_cms_scheme_find_digest (int nid);

/* "rsa-pss", "ecdsa-p256" …; NULL when the method does not work with such a key.  Static. */
const char *cf_cms_scheme_find_name (const CfCmsScheme *self, CfCertKey key);

/* Whether @signature was made over @signed_bytes. */
gboolean cf_cms_scheme_verify (const CfCmsScheme *self, EVP_PKEY *key, CfSpan signature, CfSpan signed_bytes);

/* The same, where only the @digest of the bytes is at hand.  FALSE for an empty one. */
gboolean cf_cms_scheme_verify_digest (const CfCmsScheme *self, EVP_PKEY *key, CfSpan signature,
                                      CfSpan digest);

/* --- the value of a signature: cf-cms-value.c --- */

/* The SHA-256, in hex, of what @bytes made with @key (nullable) come to: of two ECDSA signatures that
 * everybody can turn into each other the same.  (transfer full) */
char *cf_cms_value_dup_sha256 (CfSpan bytes, EVP_PKEY *key);

/* --- signed attributes: cf-cms-attributes.c --- */

/**
 * CfCmsAttributes:
 * @der: (nullable): what the signature is over; NULL when there are none
 * @malformed: MEANING section 4 refuses them
 * @digest: borrowed: the message-digest attribute
 * @certificate_ids: (nullable): borrowed: values of ESS signing-certificate, first and second version
 */
typedef struct {
  GByteArray *der;
  gboolean malformed;
  CfSpan digest;
  CfTime signing_time;
  const ASN1_STRING *certificate_ids[2];
} CfCmsAttributes;

/* Reads the signed attributes of a signer of content of @type. */
void cf_cms_attributes_read (CMS_SignerInfo *info, const ASN1_OBJECT *type, CfCmsAttributes *out_attributes);

/* Frees what @self owns, not @self. */
void cf_cms_attributes_clear (CfCmsAttributes *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfCmsAttributes, cf_cms_attributes_clear)

/* Whether the attributes do not name another certificate (RFC 5035 section 5.4). */
gboolean cf_cms_attributes_allow (const CfCmsAttributes *self, X509 *certificate);

G_END_DECLS
