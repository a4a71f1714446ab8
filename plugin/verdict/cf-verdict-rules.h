/* cf-verdict-rules.h — the two tables of rules, as cf-verdict.c and the trace walk them
 *
 * Stands on: base, fact.
 */
#pragma once

#include "cf-fact.h"
#include "cf-reason.h"

G_BEGIN_DECLS

/* What follows for the message from the standings of its signers. */
typedef enum {
  CF_DERIVED_SIGNER_GOOD = 1 << 0,  /* at least one signer of standing good */
  CF_DERIVED_NONE_GOOD = 1 << 1,    /* none */
  CF_DERIVED_WOULD_BE_GOOD = 1 << 2, /* one has all that good needs, an answer on revocation aside */
  CF_DERIVED_UNMET = 1 << 3,        /* an expectation is there, and nothing here meets it (MEANING section 8) */
  CF_DERIVED_SOME_ALTERED = 1 << 4, /* one of several signatures does not match */
  CF_DERIVED_ALL_ALTERED = 1 << 5,  /* the only one, or every one, does not match */
  CF_DERIVED_SEVERAL_GOOD = 1 << 6, /* several signers, all of standing good */
  CF_DERIVED_NONE_MEETS = 1 << 7,   /* no signer that could meet an expectation */
  CF_DERIVED_ONE_SIGNER = 1 << 8,
} CfDerived;

/**
 * CfSignerRule:
 *
 * First row whose evidence is all present wins.
 * @meets: whether such a signer meets an expectation
 */
typedef struct {
  CfEvidence needs;
  CfStanding standing;
  gboolean meets;
} CfSignerRule;

/* Which verdict follows when a reason decides. */
typedef enum {
  CF_DECIDES_NOTHING, /* a note */
  CF_DECIDES_UNSIGNED, /* a note that explains why a signature counts for nothing */
  CF_DECIDES_TRUST,   /* untrusted, or unsigned when there is no signature */
  CF_DECIDES_CLAIM,   /* untrusted, or missing-certificate when there is no signature */
  CF_DECIDES_INVALID,
  CF_DECIDES_MISSING,
  CF_DECIDES_UNDETERMINED,
} CfDecides;

/**
 * CfReasonRule:
 *
 * Every row whose evidence is all present gives its reason; of several rows
 * with the same reason only the first counts.
 * @signer: evidence of one and the same signer; 0 for a rule about the message
 * @domain: evidence of the sender's domain
 */
typedef struct {
  CfEvidence signer;
  CfEvidence domain;
  CfEvidence message;
  guint derived;
  CfReason reason;
  CfSeverity severity;
  CfDecides decides;
} CfReasonRule;

/**
 * CfApprovalRule:
 *
 * The rows that may say good: everything that green needs.
 */
typedef struct {
  CfVerdictKind verdict;
  CfEvidence domain;
  CfEvidence message;
  guint derived;
} CfApprovalRule;

/**
 * CfLoweringRule:
 *
 * What replaces a reason by a milder one, and the state that it needs.
 * @at_most: a reason that is worse than this stays
 */
typedef struct {
  CfReason reason;
  CfSeverity at_most;
  CfEvidence message;
  guint derived;
  CfReason instead;
  CfSeverity severity;
  CfDecides decides;
} CfLoweringRule;

extern const CfSignerRule cf_signer_rules[];
extern const guint cf_n_signer_rules;
extern const CfReasonRule cf_reason_rules[];
extern const guint cf_n_reason_rules;
extern const CfLoweringRule cf_lowering_rules[];
extern const guint cf_n_lowering_rules;
extern const CfApprovalRule cf_approval_rules[];
extern const guint cf_n_approval_rules;

/* All that standing good needs but an answer on revocation and a stand in time. */
extern const CfEvidence cf_signer_would_be_good;

/* Whether a reason gives way to the policy's mode (MEANING section 8). */
gboolean cf_verdict_is_governed (CfReason reason);

G_END_DECLS
