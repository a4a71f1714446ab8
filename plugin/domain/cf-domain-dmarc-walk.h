/* cf-domain-dmarc-walk.h — the records on the way from a domain up to its top
 *
 * Inside domain only (RFC 9989 section 4.10).
 */
#pragma once

#include "cf-domain-dmarc-record.h"
#include "cf-question-answer.h"

G_BEGIN_DECLS

/* RFC 9989 section 4.10: however many labels a name has, eight questions see all that counts. */
#define CF_DOMAIN_WALK_STEPS 8

typedef enum {
  CF_DOMAIN_STEP_NONE,   /* no record, or several, which are none */
  CF_DOMAIN_STEP_RECORD,
  CF_DOMAIN_STEP_FAILED, /* DNS did not say */
} CfDomainStepKind;

typedef struct {
  const char *name; /* inside the walk's domain */
  CfDomainStepKind kind;
  gboolean no_name; /* DNS said that "_dmarc" below it does not exist */
  CfDomainDmarcRecord record;
} CfDomainStep;

/**
 * CfDomainWalk:
 * @domain: where it starts; A-labels, lower case
 * @steps: the longest name first, up to the first record with psd=y or psd=n
 * @open: what is not answered yet: nothing else counts then
 * @failed: whether DNS failed at one of the steps
 */
typedef struct {
  char *domain;
  guint n_steps;
  CfDomainStep steps[CF_DOMAIN_WALK_STEPS];
  gboolean open;
  gboolean failed;
} CfDomainWalk;

/**
 * cf_domain_walk:
 *
 * Asks for all records at once (a check has few rounds) and reads those that
 * were answered.
 */
void cf_domain_walk (const char *domain, const CfAnswers *answers, CfQuestions *questions, CfDomainWalk *out_walk);

/* Frees what @walk owns, not @walk. */
void cf_domain_walk_clear (CfDomainWalk *walk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfDomainWalk, cf_domain_walk_clear)

/* The organisational domain of where the walk started (RFC 9989 section 4.10.2); inside it.  (transfer none) */
const char *cf_domain_walk_get_organizational (const CfDomainWalk *walk);

/* The step whose record applies to mail from where the walk started (section 4.10.1); NULL for none. */
const CfDomainStep *cf_domain_walk_find_policy (const CfDomainWalk *walk);

/* The step at the organisational domain, when there is a record; NULL for none. */
const CfDomainStep *cf_domain_walk_find_organizational (const CfDomainWalk *walk);

G_END_DECLS
