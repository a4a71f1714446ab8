/* cf-test-cms.h — signed data for tests, put together byte by byte
 *
 * So that everything can be wrong on purpose; test-witness.c shows that what
 * is right here is right for OpenSSL's own writer too.
 */
#pragma once

#include "../cert/cf-test-pki.h"

#include "cf-cms.h"

/* --- DER --- */

/* One value of @tag around the values that follow; ends with NULL; takes them.  (transfer full) */
GBytes *cf_test_der (guint8 tag, ...) G_GNUC_NULL_TERMINATED;

/* The same with indefinite length. */
GBytes *cf_test_ber (guint8 tag, ...) G_GNUC_NULL_TERMINATED;

/* The values one after the other; takes them. */
GBytes *cf_test_join (GBytes *first, ...) G_GNUC_NULL_TERMINATED;

GBytes *cf_test_raw (CfSpan bytes);
GBytes *cf_test_hex (const char *hex);
GBytes *cf_test_octets (CfSpan bytes);
GBytes *cf_test_integer (guint8 value);
GBytes *cf_test_oid (int nid);

/* AlgorithmIdentifier; @parameters is taken, NULL for none. */
GBytes *cf_test_algorithm (int nid, GBytes *parameters);
GBytes *cf_test_null (void);

/* RSASSA-PSS-params; 0 leaves a digest out, -1 the salt. */
GBytes *cf_test_pss (int digest, int mask_digest, int salt);

/* An attribute with one value, which is taken. */
GBytes *cf_test_attribute (int nid, GBytes *value);

static inline CfSpan
cf_test_span (GBytes *bytes)
{
  return cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* --- signed data --- */

/**
 * CfTestSigner:
 * @digest: 0 for SHA-256
 * @method: 0 for the usual one of the key
 * @parameters: of the method; NULL for the usual ones; not taken
 * @salt: RSA-PSS: what is signed with
 * @attributes: content of the set; NULL for content-type and message-digest; not taken
 * @more: attributes after the usual ones; not taken
 * @digest_of: message-digest of these bytes instead of the content
 * @as_content: without attributes: these bytes are signed instead of the content
 */
typedef struct {
  X509 *certificate;
  EVP_PKEY *key;
  gboolean by_key_id;
  int digest;
  int method;
  GBytes *parameters;
  int salt;
  gboolean without_attributes;
  GBytes *attributes;
  GBytes *more;
  const char *digest_of;
  const char *as_content;
  gboolean spoiled;
} CfTestSigner;

#define CF_TEST_MAX_SIGNERS 20
#define CF_TEST_MAX_CERTIFICATES 70

/**
 * CfTestSigned:
 * @type: of the content; 0 for id-data
 * @opaque: carries the content
 * @indefinite: everything that may be has indefinite length, and the content comes in pieces
 */
typedef struct {
  const char *content;
  int type;
  gboolean opaque;
  gboolean indefinite;
  X509 *certificates[CF_TEST_MAX_CERTIFICATES];
  CfTestSigner signers[CF_TEST_MAX_SIGNERS];
} CfTestSigned;

GBytes *cf_test_signed (const CfTestSigned *spec);

/* ContentInfo of another type around @inside, which is taken. */
GBytes *cf_test_content_info (int type, GBytes *inside);

/* The set of attributes as it is signed: content-type and message-digest of @content by SHA-256. */
GBytes *cf_test_attributes (const char *content, GBytes *more);

/* A signed message of one signer: the usual chain with the key of @kind. */
typedef struct {
  CfTestChain *chain;
  CfTestCheck *check;
  CfTestSigned spec; /* content, certificates and signer 0 are set */
} CfTestMessage;

CfTestMessage *cf_test_message (CfTestKey kind);
void cf_test_message_free (CfTestMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestMessage, cf_test_message_free)

/* Reads @cms and checks its signers against the content it carries, else @content.
 * Gives the first signer, NULL for none; owned by @check. */
const CfSignerFacts *cf_test_cms_run (CfTestCheck *check, GBytes *cms, const char *content);

/* Makes the message and runs it against its own content. */
const CfSignerFacts *cf_test_message_run (CfTestMessage *self);

/* What a flawless message says of its signer under an own anchor. */
extern const CfEvidence cf_test_good;

/* What the verdict needs for green: no more, no less. */
extern const CfEvidence cf_test_green;

void cf_test_assert_status (const CfSignerFacts *facts, CfSignerStatus status, CfEvidence wanted);
