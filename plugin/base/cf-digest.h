/* cf-digest.h — several digests of the same bytes in one pass
 *
 * Stands on: OpenSSL.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/* The digests that may stand for a message (MEANING section 4).  Bits of a mask. */
typedef enum {
  CF_DIGEST_NONE = 0,
  CF_DIGEST_SHA256 = 1 << 0,
  CF_DIGEST_SHA384 = 1 << 1,
  CF_DIGEST_SHA512 = 1 << 2,
} CfDigestKind;

#define CF_DIGEST_N_KINDS 3
#define CF_DIGEST_MAX_BYTES 64

/**
 * CfDigestSet:
 * @mask: which digests are there, #CfDigestKind bits
 * @value: the digest of bit n in row n
 */
typedef struct {
  guint mask;
  guint8 value[CF_DIGEST_N_KINDS][CF_DIGEST_MAX_BYTES];
} CfDigestSet;

typedef struct _CfDigester CfDigester;

/* A digester for the kinds of @mask.  (transfer full) */
CfDigester *cf_digester_new (guint mask);
/* Takes the next bytes. */
void cf_digester_update (CfDigester *self, CfSpan bytes);
/* Ends the digests and writes them to @out; the digester is of no use afterwards. */
void cf_digester_finish (CfDigester *self, CfDigestSet *out);
/* Accepts %NULL; need not be finished. */
void cf_digester_free (CfDigester *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfDigester, cf_digester_free)

/* The digest of @kind as a span into @set, empty when it is not there. */
CfSpan cf_digest_set_get (const CfDigestSet *set, CfDigestKind kind);

/* "sha256" and so on, as in reports.  Static. */
const char *cf_digest_get_name (CfDigestKind kind);

/* Lower-case hexadecimal of the bytes.  (transfer full) */
char *cf_digest_to_hex (CfSpan bytes);

G_END_DECLS
