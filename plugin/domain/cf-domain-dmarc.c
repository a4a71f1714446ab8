/* cf-domain-dmarc.c — a From, seals that were checked, answers → DMARC's result */
#include "cf-domain-dmarc.h"

#include "cf-domain-dmarc-walk.h"
#include "cf-domain-name.h"
#include "cf-limits.h"

/* With these nobody knows which domain would be judged (RFC 9989 section 5.3.1
 * wants precisely one From). */
#define NO_AUTHOR (CF_M (HEADERS_AMBIGUOUS) | CF_M (FROM_DUPLICATE))

/* Whether a domain exists (RFC 9989 section 3.2, RFC 8020). */
typedef enum { EXISTS, EXISTS_NOT, EXISTS_FAILED, EXISTS_OPEN } Existence;

static Existence
check_existence (const CfDomainWalk *walk, const CfAnswers *answers, CfQuestions *questions)
{
  g_autofree char *key = NULL;
  const CfAnswer *answer;

  /* What lies below a name makes the name exist. */
  if (walk->steps[0].kind == CF_DOMAIN_STEP_RECORD)
    return EXISTS;

  key = g_strconcat ("A ", walk->domain, NULL);
  answer = cf_answers_find (answers, CF_QUESTION_DNS, key);
  if (answer == NULL) {
    cf_questions_ask (questions, CF_QUESTION_DNS, key);
    return EXISTS_OPEN;
  }
  if (answer->status == CF_ANSWER_FAILED)
    return EXISTS_FAILED;

  return answer->status == CF_ANSWER_NO_NAME ? EXISTS_NOT : EXISTS;
}

/* Whether it matters if the domain exists: for np=, and for SPF under aspf=s. */
static Existence
find_existence (const CfDomainWalk *walk, const CfDomainStep *step, const CfAnswers *answers, CfQuestions *questions)
{
  const CfDomainDmarcRecord *record = &step->record;

  if (step == &walk->steps[0] || !walk->steps[0].no_name ||
      (record->missing == record->existing && !record->strict_spf))
    return EXISTS;

  return check_existence (walk, answers, questions);
}

/* --- alignment --- */

typedef enum { ALIGNED_NOT, ALIGNED_FAILED, ALIGNED_OPEN, ALIGNED } Alignment;

/* Organisational domains are the same (RFC 9989 section 4.10.2).  Only a seal
 * at or below ours can have it, so a stranger's domain is never asked about. */
static Alignment
compare_organizational (const char *seal, const CfDomainWalk *walk, const CfAnswers *answers, CfQuestions *questions)
{
  const char *organizational = cf_domain_walk_get_organizational (walk);
  g_auto (CfDomainWalk) other = { 0 };

  if (walk->failed)
    return cf_domain_is_at_or_below (seal, walk->steps[walk->n_steps - 1].name) ? ALIGNED_FAILED : ALIGNED_NOT;
  if (!cf_domain_is_at_or_below (seal, organizational))
    return ALIGNED_NOT;

  cf_domain_walk (seal, answers, questions, &other);
  if (other.open)
    return ALIGNED_OPEN;
  if (other.failed)
    return ALIGNED_FAILED;

  return g_str_equal (cf_domain_walk_get_organizational (&other), organizational) ? ALIGNED : ALIGNED_NOT;
}

static gboolean
is_passing (const CfDkimFacts *dkim)
{
  return dkim->result == CF_DKIM_PASS && dkim->domain != NULL;
}

/* Identical domains need no walk (RFC 9989 section 4.10.2). */
static gboolean
has_identical (const GPtrArray *dkim, const char *domain)
{
  for (guint i = 0; i < dkim->len; i++) {
    const CfDkimFacts *seal = g_ptr_array_index (dkim, i);

    if (is_passing (seal) && g_ascii_strcasecmp (seal->domain, domain) == 0)
      return TRUE;
  }

  return FALSE;
}

/* The best of all passing seals. */
static Alignment
find_alignment (const CfDomainWalk *walk, const CfDomainStep *step, const GPtrArray *dkim, const CfAnswers *answers,
                CfQuestions *questions)
{
  Alignment best = ALIGNED_NOT;
  guint n_walked = 0;

  if (has_identical (dkim, walk->domain))
    return ALIGNED;
  if (step->record.strict_dkim)
    return ALIGNED_NOT;

  for (guint i = 0; i < dkim->len && n_walked < CF_LIMIT_DMARC_SEALS; i++) {
    const CfDkimFacts *seal = g_ptr_array_index (dkim, i);
    g_autofree char *name = is_passing (seal) ? cf_domain_dup_name (cf_span_str (seal->domain)) : NULL;

    if (name == NULL)
      continue;
    if (cf_domain_is_at_or_below (name, cf_domain_walk_get_organizational (walk)))
      n_walked++;
    best = MAX (best, compare_organizational (name, walk, answers, questions));
  }

  return best;
}

static gboolean
has_open_seal (const GPtrArray *dkim)
{
  for (guint i = 0; i < dkim->len; i++)
    if (((const CfDkimFacts *) g_ptr_array_index (dkim, i))->result == CF_DKIM_TEMPERROR)
      return TRUE;

  return FALSE;
}

/* --- one domain of From --- */

static CfDomainPolicy
find_policy (const CfDomainWalk *walk, const CfDomainStep *step, Existence existence)
{
  const CfDomainDmarcRecord *record = &step->record;
  CfDomainPolicy policy = record->existing;

  if (step == &walk->steps[0])
    policy = record->own;
  else if (existence == EXISTS_NOT)
    policy = record->missing;

  return record->testing ? cf_domain_policy_lower (policy) : policy;
}

/* The BIMI draft's section 7.2: no sample of the mail may be spared, neither here nor at the organisation. */
static gboolean
is_enforced (const CfDomainDmarcRecord *record)
{
  return record->applies && !record->testing && !record->partly && record->own != CF_DOMAIN_POLICY_NONE &&
         record->existing != CF_DOMAIN_POLICY_NONE;
}

static CfDmarcResult
find_result (const CfDomainWalk *walk, const CfDomainStep *step, Existence existence, const GPtrArray *dkim,
             Alignment alignment)
{
  switch (alignment) {
  case ALIGNED:
    return CF_DMARC_PASS;
  case ALIGNED_FAILED:
    return CF_DMARC_TEMPERROR;
  case ALIGNED_OPEN:
    return CF_DMARC_UNKNOWN;
  default:
    break;
  }

  /* SPF passes only for a domain that is in DNS; under aspf=s that would have
   * to be this one (RFC 7208 section 4.3, RFC 9989 section 4.4.2). */
  if (existence == EXISTS_NOT && step->record.strict_spf && !has_open_seal (dkim))
    return CF_DMARC_FAIL;

  return CF_DMARC_UNKNOWN;
}

static void
state_policy (const CfDomainWalk *walk, const CfDomainStep *step, Existence existence, CfDomainDmarc *out)
{
  const CfDomainStep *organizational = cf_domain_walk_find_organizational (walk);

  out->has_policy = TRUE;
  out->policy = find_policy (walk, step, existence);
  out->policy_domain = g_strdup (step->name);
  out->enforced = out->policy != CF_DOMAIN_POLICY_NONE && is_enforced (&step->record) &&
                  (organizational == NULL || is_enforced (&organizational->record));
}

void
cf_domain_dmarc_evaluate (const char *domain, const GPtrArray *dkim, const CfAnswers *answers, CfQuestions *questions,
                          CfDomainDmarc *out_dmarc)
{
  g_auto (CfDomainWalk) walk = { 0 };
  const CfDomainStep *step;
  Existence existence;

  *out_dmarc = (CfDomainDmarc) { .result = CF_DMARC_UNKNOWN };
  cf_domain_walk (domain, answers, questions, &walk);
  if (walk.open)
    return;

  step = cf_domain_walk_find_policy (&walk);
  if (walk.failed && step != &walk.steps[0]) {
    /* A record may lie where DNS failed, and would come first or decide. */
    out_dmarc->result = CF_DMARC_TEMPERROR;
    return;
  }
  if (!walk.failed)
    out_dmarc->organizational = g_strdup (cf_domain_walk_get_organizational (&walk));
  if (step == NULL || !step->record.applies) {
    out_dmarc->result = CF_DMARC_NONE;
    return;
  }

  existence = find_existence (&walk, step, answers, questions);
  if (existence == EXISTS_OPEN || existence == EXISTS_FAILED) {
    out_dmarc->result = existence == EXISTS_FAILED ? CF_DMARC_TEMPERROR : CF_DMARC_UNKNOWN;
    return;
  }

  state_policy (&walk, step, existence, out_dmarc);
  out_dmarc->result =
      find_result (&walk, step, existence, dkim, find_alignment (&walk, step, dkim, answers, questions));
}

void
cf_domain_dmarc_clear (CfDomainDmarc *dmarc)
{
  g_clear_pointer (&dmarc->policy_domain, g_free);
  g_clear_pointer (&dmarc->organizational, g_free);
}

/* --- all domains of From --- */

static gboolean
has_domain (const GPtrArray *domains, const char *domain)
{
  for (guint i = 0; i < domains->len; i++)
    if (g_str_equal (g_ptr_array_index (domains, i), domain))
      return TRUE;

  return FALSE;
}

/* Each domain of From once; @out_all says whether that is every one. */
static GPtrArray *
list_authors (const CfSenderFacts *sender, gboolean *out_all)
{
  GPtrArray *domains = g_ptr_array_new_with_free_func (g_free);
  char *first = sender->domain == NULL ? NULL : cf_domain_dup_name (cf_span_str (sender->domain));

  /* A list that is full may have been cut. */
  *out_all = (sender->domain == NULL || first != NULL) && sender->from_addresses->len < CF_LIMIT_FROM_ADDRESSES;
  if (first != NULL)
    g_ptr_array_add (domains, first);

  for (guint i = 0; i < sender->from_addresses->len; i++) {
    const char *address = g_ptr_array_index (sender->from_addresses, i);
    g_autofree char *domain = cf_domain_dup_name_of_address (cf_span_str (address));

    if (domain != NULL && has_domain (domains, domain))
      continue;
    if (domain == NULL || domains->len == CF_LIMIT_DMARC_AUTHORS)
      *out_all = FALSE;
    else
      g_ptr_array_add (domains, g_steal_pointer (&domain));
  }

  return domains;
}

/* The results of several domains, the one that decides last. */
static const CfDmarcResult result_order[] = {
  CF_DMARC_PASS, CF_DMARC_NONE, CF_DMARC_UNKNOWN, CF_DMARC_PERMERROR, CF_DMARC_TEMPERROR, CF_DMARC_FAIL,
};

static guint
get_rank (CfDmarcResult result)
{
  guint rank = 0;

  while (result_order[rank] != result)
    rank++;

  return rank;
}

static gboolean
is_worse (const CfDomainDmarc *one, const CfDomainDmarc *other)
{
  gboolean one_open = one->result != CF_DMARC_PASS && one->has_policy;
  gboolean other_open = other->result != CF_DMARC_PASS && other->has_policy;

  if (one_open && other_open && one->policy != other->policy)
    return one->policy > other->policy;

  return get_rank (one->result) > get_rank (other->result);
}

static void
state_facts (const CfDomainDmarc *dmarc, CfFacts *facts)
{
  CfDmarcFacts *out = &facts->domain.dmarc;

  g_clear_pointer (&out->policy, g_free);
  g_clear_pointer (&out->domain, g_free);
  out->result = dmarc->result;
  if (dmarc->has_policy) {
    out->policy = g_strdup (cf_domain_policy_get_name (dmarc->policy));
    out->domain = g_strdup (dmarc->policy_domain);
  }
}

/* MEANING section 7: 423 is for a domain that is not proved, and while keys are open nobody knows. */
static void
state_evidence (CfFacts *facts, gboolean asks_refusal)
{
  gboolean open = facts->domain.proved || (facts->evidence & (CF_M (DOMAIN_PROVED) | CF_M (DOMAIN_PENDING))) != 0;

  if (facts->domain.dmarc.result == CF_DMARC_PASS)
    facts->domain.evidence |= CF_D (DMARC_PASS);
  if (asks_refusal && !open)
    facts->domain.evidence |= CF_D (ASKS_REFUSAL);
}

void
cf_domain_dmarc_state (const CfAnswers *answers, CfQuestions *questions, CfFacts *facts)
{
  gboolean all;
  g_autoptr (GPtrArray) authors = list_authors (&facts->sender, &all);
  g_auto (CfDomainDmarc) worst = { 0 };
  gboolean first_has_none = FALSE;

  for (guint i = 0; i < authors->len; i++) {
    g_auto (CfDomainDmarc) dmarc = { 0 };

    cf_domain_dmarc_evaluate (g_ptr_array_index (authors, i), facts->domain.dkim, answers, questions, &dmarc);
    first_has_none = first_has_none || (i == 0 && dmarc.result == CF_DMARC_NONE);
    if (i == 0 || is_worse (&dmarc, &worst)) {
      cf_domain_dmarc_clear (&worst);
      worst = dmarc;
      dmarc = (CfDomainDmarc) { 0 };
    }
  }

  /* What was not looked at never passes, and is not without a record either. */
  if (authors->len == 0 || ((!all || (facts->evidence & NO_AUTHOR) != 0) && worst.result != CF_DMARC_FAIL))
    worst.result = CF_DMARC_UNKNOWN;

  state_facts (&worst, facts);
  state_evidence (facts, worst.has_policy && worst.policy != CF_DOMAIN_POLICY_NONE);
  /* The words name the first domain, which may have a record where another has none. */
  if (worst.result == CF_DMARC_NONE && first_has_none)
    facts->domain.evidence |= CF_D (DMARC_NONE);
}
