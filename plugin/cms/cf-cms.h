/* cf-cms.h — the signatures on a message: who signed what, with which key
 *
 * Reads hostile bytes, so it runs only in the checking process.  No clock, no
 * files, no network.  Stands on: base, fact, question, cert, OpenSSL.
 */
#pragma once

#include "cf-cert.h"
#include "cf-digest.h"

G_BEGIN_DECLS

typedef struct _CfCms CfCms;

/* What a ContentInfo is (RFC 5652, RFC 3274). */
typedef enum {
  CF_CMS_UNREADABLE, /* no ContentInfo, over a limit, or a type that is none of ours */
  CF_CMS_SIGNED,
  CF_CMS_CERTS_ONLY, /* signed-data without content and signers */
  CF_CMS_ENCRYPTED,  /* enveloped or authEnveloped data: for recipients, whose programs open it */
  CF_CMS_LOCKED,     /* encrypted data: with a key from elsewhere, which no mail program has */
  CF_CMS_COMPRESSED,
} CfCmsKind;

/**
 * cf_cms_read:
 * @der: one ContentInfo, BER or DER; any bytes at all are allowed
 *
 * Reads the outer structure without checking a signature.  Looks at
 * CF_LIMIT_CMS_BYTES bytes, CF_LIMIT_SIGNERS signers and
 * CF_LIMIT_CERTIFICATES certificates at most; more is CF_CMS_UNREADABLE, and so
 * is anything after the ContentInfo other than line ends.
 *
 * Returns: (transfer full): never %NULL
 */
CfCms *cf_cms_read (CfSpan der) G_GNUC_WARN_UNUSED_RESULT;

/* What it turned out to be; whatever could not be read is CF_CMS_UNREADABLE. */
CfCmsKind cf_cms_get_kind (const CfCms *self);

/* How many signers: 0 to CF_LIMIT_SIGNERS. */
guint cf_cms_get_n_signers (const CfCms *self);

/* The digests that its signers need of the content: #CfDigestKind bits. */
guint cf_cms_get_digest_mask (const CfCms *self);

/* Whether the signed data carries its content (opaque).  A detached signature must not. */
gboolean cf_cms_has_content (const CfCms *self);

/* The carried content, assembled from its BER pieces.  (transfer none) (nullable) */
GBytes *cf_cms_get_content (CfCms *self);

/* The digests of the carried content, where all that the signers need were made while it was read (cf-cms-stream.h).
 * (transfer none) (nullable) */
const CfDigestSet *cf_cms_get_content_digests (const CfCms *self);

/**
 * cf_cms_inflate:
 *
 * The content of compressed data (RFC 3274), at most
 * CF_LIMIT_INFLATE_FACTOR times its size and CF_LIMIT_MESSAGE_BYTES.
 *
 * Returns: (transfer full) (nullable): %NULL when it cannot be read
 */
GBytes *cf_cms_inflate (const CfCms *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * CfCmsContent:
 * @canonical: digests of the content in canonical form (opaque: as carried)
 * @as_is: (nullable): digests of the bytes as they are, where they held bare
 *   LF; tried only when @canonical does not match (MEANING section 4)
 * @begins_as_mail: detached: whether it is known that the first byte is not
 *   0x31; without that no signer without signed attributes is intact, since the
 *   content could be another signature's attributes
 */
typedef struct {
  const CfDigestSet *canonical;
  const CfDigestSet *as_is;
  gboolean begins_as_mail;
} CfCmsContent;

/**
 * cf_cms_check_signers:
 * @context: as for cf_cert_check_signer(); its bag is replaced by the
 *   certificates of the signed data
 * @smime: (inout): gains one signer for each SignerInfo
 *
 * Checks every signer on its own (MEANING section 4).
 */
void cf_cms_check_signers (CfCms *self, const CfCmsContent *content, const CfCertContext *context,
                           CfSmimeFacts *smime);

/* The certificate of a signer and the best path above it, after cf_cms_check_signers(); empty when it is not at hand.
 * (transfer none) (element-type X509) (nullable): %NULL before the check */
const GPtrArray *cf_cms_get_signer_chain (const CfCms *self, guint index);

/* The certificate of a signer after cf_cms_check_signers(); %NULL when it is not at hand.  (transfer none) */
X509 *cf_cms_get_signer_certificate (const CfCms *self, guint index);

/* Accepts %NULL. */
void cf_cms_free (CfCms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCms, cf_cms_free)

G_END_DECLS
