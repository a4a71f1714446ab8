/* cf-gather-private.h — what is opened once, and the state of one check
 *
 * Stands on: base, fact, question, policy, mime, cert, cms.
 */
#pragma once

#include "cf-cert.h"
#include "cf-cms.h"
#include "cf-gather.h"
#include "cf-mime.h"
#include "cf-policy.h"

G_BEGIN_DECLS

struct _CfGatherPrepared {
  CfPolicy *policy;
  CfCertRoots *roots;     /* (nullable) */
  STACK_OF (X509) *extra; /* (nullable) */
  CfCertRules rules;      /* without the times, which each request brings */
  char *problem;          /* (nullable): why the roots cannot be read */
};

/* One check under way; everything is borrowed. */
typedef struct {
  const CfGatherPrepared *prepared;
  const CfMime *mime;
  CfCertContext certificates;
  CfFacts *facts;
} CfGatherCheck;

/* The CMS that a part holds; NULL when its transfer encoding cannot be read.  (transfer full) (nullable) */
CfCms *cf_gather_read_cms (const CfMimePart *part);

/* The mail's own signature, its signers and what it covers: MEANING sections 3 and 4. */
void cf_gather_smime (CfGatherCheck *check);

/* CONTENT_OPEN, or UNOPENED when something among the parts that lie @within is encrypted or cannot be looked into. */
CfEvidence cf_gather_find_unopened (const CfMime *mime, CfSpan within);

/* The same for carried content: a MIME entity of its own. */
CfEvidence cf_gather_find_unopened_in (CfSpan content);

/* What was expected of the claimed sender: MEANING section 8. */
void cf_gather_expectation (const CfGatherPrepared *prepared, CfFacts *facts);

G_END_DECLS
