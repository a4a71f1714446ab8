/* cf-evidence.h — the evidence as sets of bits
 *
 * Stands on: base.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A set of evidence: one bit for each row of cf-evidence-table.h. */
typedef guint64 CfEvidence;

typedef enum { CF_EVIDENCE_GOOD, CF_EVIDENCE_BAD, CF_EVIDENCE_STATE } CfEvidenceKind;

/* Positions of signer evidence. */
enum {
#define CF_SIGNER_EVIDENCE(NAME, name, kind) CF_SIGNER_BIT_##NAME,
#include "cf-evidence-table.h"
  CF_SIGNER_N_BITS
};

/* Positions of message evidence. */
enum {
#define CF_MESSAGE_EVIDENCE(NAME, name, kind) CF_MESSAGE_BIT_##NAME,
#include "cf-evidence-table.h"
  CF_MESSAGE_N_BITS
};

/* Positions of domain evidence. */
enum {
#define CF_DOMAIN_EVIDENCE(NAME, name, kind) CF_DOMAIN_BIT_##NAME,
#include "cf-evidence-table.h"
  CF_DOMAIN_N_BITS
};

/* Evidence of a signer, of the message, of the domain: CF_S (INTACT) | CF_S (STRONG). */
#define CF_S(NAME) (G_GUINT64_CONSTANT (1) << CF_SIGNER_BIT_##NAME)
#define CF_M(NAME) (G_GUINT64_CONSTANT (1) << CF_MESSAGE_BIT_##NAME)
#define CF_D(NAME) (G_GUINT64_CONSTANT (1) << CF_DOMAIN_BIT_##NAME)

/* The name in reports of signer evidence; @bit below CF_SIGNER_N_BITS.  Static. */
const char *cf_evidence_get_signer_name (guint bit);

/* The name in reports of message evidence; @bit below CF_MESSAGE_N_BITS.  Static. */
const char *cf_evidence_get_message_name (guint bit);

/* The name in reports of domain evidence; @bit below CF_DOMAIN_N_BITS.  Static. */
const char *cf_evidence_get_domain_name (guint bit);

/* Whether signer evidence is good, bad or neither; @bit below CF_SIGNER_N_BITS. */
CfEvidenceKind cf_evidence_get_signer_kind (guint bit);

/* Whether message evidence is good, bad or neither; @bit below CF_MESSAGE_N_BITS. */
CfEvidenceKind cf_evidence_get_message_kind (guint bit);

/* Whether domain evidence is good, bad or neither; @bit below CF_DOMAIN_N_BITS. */
CfEvidenceKind cf_evidence_get_domain_kind (guint bit);

/* All signer evidence of one kind. */
CfEvidence cf_evidence_get_signer_mask (CfEvidenceKind kind);

/* All message evidence of one kind. */
CfEvidence cf_evidence_get_message_mask (CfEvidenceKind kind);

/* All domain evidence of one kind. */
CfEvidence cf_evidence_get_domain_mask (CfEvidenceKind kind);

/* The signer evidence of a name; FALSE when there is none. */
gboolean cf_evidence_find_signer (const char *name, CfEvidence *out_evidence);

/* The message evidence of a name; FALSE when there is none. */
gboolean cf_evidence_find_message (const char *name, CfEvidence *out_evidence);

/* The domain evidence of a name; FALSE when there is none. */
gboolean cf_evidence_find_domain (const char *name, CfEvidence *out_evidence);

G_END_DECLS
