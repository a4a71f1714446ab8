/* cf-lookup-kind.h — what is fetched by HTTP: how each kind is asked, and how long its answer lasts
 *
 * No input or output.  Stands on: base, question, OpenSSL.
 */
#pragma once

#include "cf-question.h"
#include "cf-span.h"
#include "cf-time.h"

G_BEGIN_DECLS

/* What goes to the web server. */
typedef struct {
  char *url;
  GBytes *body;       /* (nullable): %NULL for GET, else what is posted */
  const char *header; /* (nullable): static: the type of @body */
} CfLookupRequest;

/* Frees what it holds. */
void cf_lookup_request_clear (CfLookupRequest *self);

typedef struct {
  CfQuestionKind kind;
  gboolean (*prepare) (const char *key, CfLookupRequest *out_request);
  gboolean (*read) (CfSpan body, CfTime now, CfTime *out_expires);
  const char *refusal; /* said of a body that is no such thing */
} CfLookupKind;

/* The row of a kind; %NULL for one that is not fetched by HTTP.  Static. */
const CfLookupKind *cf_lookup_kind_get (CfQuestionKind kind);

/* How long a question of @kind is tried, and how long an answer to it may be kept at most, in seconds. */
guint cf_lookup_kind_get_seconds (CfQuestionKind kind);

/* How long an answer of this kind may be kept at most, in seconds. */
CfTime cf_lookup_kind_get_keep (CfQuestionKind kind);

/* Bytes of one record. */
gsize cf_lookup_kind_get_bytes (CfQuestionKind kind);

/**
 * cf_lookup_kind_prepare_ocsp:
 * @key: "URL base64"
 *
 * A GET where the whole URL stays under 255 bytes, else a POST (RFC 5019 section 5, RFC 6960 appendix A).
 */
gboolean cf_lookup_kind_prepare_ocsp (const char *key, CfLookupRequest *out_request);

/**
 * cf_lookup_kind_read_ocsp:
 *
 * Whether @body is one OCSPResponse and nothing else; it lasts until its
 * earliest nextUpdate.  No signature is checked here: whoever uses the
 * answer does, and judges its times again.
 */
gboolean cf_lookup_kind_read_ocsp (CfSpan body, CfTime now, CfTime *out_expires);

/* The same for a revocation list. */
gboolean cf_lookup_kind_read_crl (CfSpan body, CfTime now, CfTime *out_expires);

/* Whether @body begins as a certificate, or a set of them (RFC 5280 section 4.2.2.1), in DER or PEM. */
gboolean cf_lookup_kind_read_issuer (CfSpan body, CfTime now, CfTime *out_expires);

G_END_DECLS
