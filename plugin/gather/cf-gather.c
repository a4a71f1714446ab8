/* cf-gather.c — one message -> evidence and open questions: a straight list of calls */
#include "cf-gather-private.h"

#include "cf-domain.h"

/* MEANING section 5.  The host's moment of arrival; else it is judged now. */
static void
set_times (CfFacts *facts, const CfGatherRequest *request)
{
  facts->checked_at = request->now;
  facts->arrived = request->received;
  if (request->received != CF_TIME_UNKNOWN) {
    facts->judged_at = request->received;
    facts->judged_source = CF_JUDGED_RECEIVED;
    return;
  }

  facts->judged_at = request->now;
  facts->judged_source = request->at_given ? CF_JUDGED_OPTION : CF_JUDGED_NOW;
}

static void
set_host_evidence (CfFacts *facts, const CfGatherPrepared *prepared, const CfGatherRequest *request)
{
  /* No ledger is kept yet, so there is no record that could contradict. */
  facts->evidence |= CF_M (HISTORY_SETTLED);
  /* Nor are names compared. */
  facts->evidence |= CF_M (CLAIM_LOOKED);
  facts->evidence |= prepared->roots != NULL ? CF_M (ROOTS_READ) : CF_M (ROOTS_UNREADABLE);
  if (request->place == CF_PLACE_FILE && request->received == CF_TIME_UNKNOWN)
    facts->evidence |= CF_M (FROM_FILE);
  /* Only header protection or a proved domain vouch for subject, date and reply address (MEANING section 3). */
  if (!(facts->evidence & (CF_M (HEADERS_PROTECTED) | CF_M (DOMAIN_PROVED))))
    facts->evidence |= CF_M (HEADERS_UNPROVED);
}

static gboolean
is_beyond_limits (const CfFacts *facts)
{
  return (facts->evidence & (CF_M (TOO_LARGE) | CF_M (TOO_MANY_PARTS))) != 0;
}

static void
check_domain (const CfGatherRequest *request, CfGatherCheck *check)
{
  CfFacts *facts = check->facts;
  CfDomainRules rules = { 0 };
  CfDomainContext context = { check->mime, &rules, request->answers, facts->checked_at, facts->judged_at,
                              check->certificates.questions };
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  g_autoptr (CfDomainCheck) domain = cf_domain_begin (&context, pass, facts);

  cf_mime_pass_run (pass);
  cf_domain_end (domain, pass, facts);
}

CfFacts *
cf_gather (const CfGatherPrepared *prepared, const CfGatherRequest *request, CfQuestions *questions)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;
  CfCertRules rules = prepared->rules;
  CfGatherCheck check = { prepared, NULL, { .rules = &rules, .sender = &facts->sender, .questions = questions }, facts };

  facts->source = g_strdup (request->source);
  set_times (facts, request);
  rules.now = facts->checked_at;
  rules.judged_at = facts->judged_at;
  rules.arrived = facts->arrived;

  mime = cf_mime_read (request->message, facts);
  check.mime = mime;
  /* Before domain: what the host rewrote proves nothing (MEANING section 7). */
  if (!request->exact)
    facts->evidence |= CF_M (BYTES_REWRITTEN);
  check_domain (request, &check);
  cf_gather_expectation (prepared, facts);
  if (!is_beyond_limits (facts))
    cf_gather_smime (&check);
  set_host_evidence (facts, prepared, request);
  facts->open_questions = cf_questions_get_n (questions);

  return g_steal_pointer (&facts);
}
