/* cf-gather.c — one message -> evidence and open questions: a straight list of calls */
#include "cf-gather-private.h"

/* MEANING section 5: what we saw ourselves, what a server says that no sender can write, what a named host wrote
 * into the header of a mail in its own folder; else it is judged now. */
static void
set_times (CfGatherCheck *check, char **received_by)
{
  CfFacts *facts = check->facts;
  const CfGatherRequest *request = check->request;

  facts->arrived = request->received;
  facts->judged_source = CF_JUDGED_RECEIVED;
  if (check->history.has_message && check->history.message.arrived != CF_TIME_UNKNOWN) {
    facts->arrived = check->history.message.arrived;
    facts->judged_source = CF_JUDGED_LEDGER;
  } else if (facts->arrived == CF_TIME_UNKNOWN && request->live && !check->history.has_message) {
    /* What the ledger will say from now on.  One that it knows without an arrival was there before. */
    facts->arrived = request->now;
    facts->judged_source = CF_JUDGED_LEDGER;
  } else if (facts->arrived == CF_TIME_UNKNOWN && request->place == CF_PLACE_SERVER_FOLDER) {
    facts->arrived = cf_domain_find_received (check->mime, received_by);
    facts->judged_source = CF_JUDGED_RECEIVED_HEADER;
  }

  facts->judged_at = facts->arrived;
  if (facts->arrived == CF_TIME_UNKNOWN) {
    facts->judged_at = request->now;
    facts->judged_source = request->at_given ? CF_JUDGED_OPTION : CF_JUDGED_NOW;
  }
}

static void
set_host_evidence (CfGatherCheck *check)
{
  CfFacts *facts = check->facts;

  facts->evidence |= check->prepared->roots != NULL ? CF_M (ROOTS_READ) : CF_M (ROOTS_UNREADABLE);
  if (check->request->place == CF_PLACE_FILE && facts->arrived == CF_TIME_UNKNOWN)
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

/* What administrators said about servers, for this account.  Names of the command line count beside them. */
static void
set_domain_rules (const CfGatherCheck *check, CfDomainRules *out_rules)
{
  const CfGatherPrepared *prepared = check->prepared;
  const char *account = check->request->account;
  g_auto (GStrv) named = cf_policy_dup_names (prepared->policy, "trusted-authserv-ids", account);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) named);
  if (prepared->authserv_ids != NULL)
    g_strv_builder_addv (builder, (const char **) prepared->authserv_ids);

  out_rules->authserv_ids = g_strv_builder_end (builder);
  out_rules->sealers = cf_policy_dup_names (prepared->policy, "trusted-sealers", account);
  out_rules->received_by = cf_policy_dup_names (prepared->policy, "received-by", account);
  out_rules->lists = prepared->lists;
  out_rules->mark_roots = prepared->mark_roots;
}

static void
clear_domain_rules (CfDomainRules *rules)
{
  g_strfreev (rules->authserv_ids);
  g_strfreev (rules->sealers);
  g_strfreev (rules->received_by);
}

/* Everything that knows the time: the ledger's answer may have moved it. */
static void
set_rules (CfGatherCheck *check, CfDomainRules *domain_rules)
{
  CfFacts *facts = check->facts;

  check->rules = check->prepared->rules;
  check->rules.now = facts->checked_at;
  check->rules.judged_at = facts->judged_at;
  check->rules.arrived = facts->arrived;
  check->rules.offline = check->rules.offline || cf_answers_are_offline (check->request->answers);
  check->certificates.rules = &check->rules;
  check->certificates.sender = &facts->sender;
  check->certificates.answers = check->request->answers;

  cf_policy_find (check->prepared->policy, facts->sender.address == NULL ? "" : facts->sender.address, facts->judged_at,
                  &check->rule);
  domain_rules->badge = check->rule.badge;
  facts->policy.registry = g_strdup (check->rule.registry);
  facts->policy.version = g_strdup (check->prepared->policy_version);
  check->domain = (CfDomainContext) { check->mime, domain_rules, check->request->answers, facts->checked_at,
                                      facts->judged_at, check->certificates.questions };
}

CfGatherMemo *
cf_gather_memo_new (void)
{
  return g_new0 (CfGatherMemo, 1);
}

void
cf_gather_memo_free (CfGatherMemo *self)
{
  if (self == NULL)
    return;

  cf_mime_pass_free (self->pass);
  cf_mime_free (self->mime);
  cf_cms_free (self->cms);
  g_free (self->sha256);
  g_free (self->canonical_sha256);
  g_free (self);
}

void
cf_gather_digest (CfSpan message, CfGatherMemo *memo)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();

  cf_mime_state_digests (message, facts);
  memo->sha256 = g_steal_pointer (&facts->sha256);
  memo->canonical_sha256 = g_steal_pointer (&facts->canonical_sha256);
}

const char *
cf_gather_memo_get_sha256 (const CfGatherMemo *self)
{
  return self->sha256;
}

const char *
cf_gather_memo_get_canonical_sha256 (const CfGatherMemo *self)
{
  return self->canonical_sha256;
}

/* Hashes what was not hashed in a round before. */
static void
run_pass (CfMimePass *pass, const CfGatherMemo *memo)
{
  if (memo != NULL && memo->pass != NULL)
    cf_mime_pass_reuse (pass, memo->pass);
  cf_mime_pass_run (pass);
}

static void
remember (CfGatherMemo *memo, CfMimePass **pass, const CfFacts *facts)
{
  if (memo == NULL)
    return;

  cf_mime_pass_free (memo->pass);
  memo->pass = g_steal_pointer (pass);
  if (memo->sha256 != NULL)
    return;

  memo->sha256 = g_strdup (facts->sha256);
  memo->canonical_sha256 = g_strdup (facts->canonical_sha256);
}

/* MEANING section 7: with CF601 or CF605 nothing is proved.  Which of them fires, the signature says, after the seals. */
static void
withdraw_proof (CfFacts *facts)
{
  const CfEvidence against = CF_M (COVERAGE_PARTIAL) | CF_M (PROTECTED_FROM_DIFFERS) | CF_M (PROTECTED_DIFFERS);

  if ((facts->evidence & against) == 0 || (facts->evidence & (CF_M (DOMAIN_PROVED) | CF_M (DOMAIN_PENDING))) == 0)
    return;

  facts->domain.proved = FALSE;
  facts->evidence &= ~(CF_M (DOMAIN_PROVED) | CF_M (DOMAIN_PENDING));
  facts->evidence |= CF_M (DOMAIN_NOT_PROVED);
}

/* Body hashes of the domain's seals and of the mail's own signature in one reading of the bytes. */
static void
check_signatures (CfGatherCheck *check)
{
  CfFacts *facts = check->facts;
  gboolean is_readable = !is_beyond_limits (facts);
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  g_autoptr (CfDomainCheck) domain = cf_domain_begin (&check->domain, pass, facts);

  if (is_readable)
    cf_gather_smime_begin (check, pass);
  /* What the host decrypted has limits of its own. */
  is_readable = is_readable && !is_beyond_limits (facts);
  run_pass (pass, check->request->memo);
  cf_domain_end (domain, pass, facts);
  if (is_readable)
    cf_gather_smime_end (check, pass);
  withdraw_proof (facts);
  cf_domain_check_list_rewrite (domain, facts);
  remember (check->request->memo, &pass, facts);
}

static void
check_message (CfGatherCheck *check)
{
  CfFacts *facts = check->facts;
  CfCertStored stored = { CF_TIME_UNKNOWN, NULL, FALSE, FALSE };
  CfDomainRules domain_rules = { 0 };

  set_domain_rules (check, &domain_rules);
  cf_gather_history_read (check);
  set_times (check, domain_rules.received_by);
  set_rules (check, &domain_rules);
  if (check->history.has_message) {
    stored = (CfCertStored) { check->history.message.arrived, check->history.message.certificate,
                              check->history.message.verified, check->history.message.revocation_known };
    check->certificates.stored = &stored;
  }

  cf_gather_expectation (check->prepared, &check->history, facts);
  check_signatures (check);
  cf_gather_expectation_by_domain (check);
  cf_gather_claims (check);
  cf_gather_history_state (check);
  cf_gather_issuers (check);
  set_host_evidence (check);
  clear_domain_rules (&domain_rules);
}

CfFacts *
cf_gather (const CfGatherPrepared *prepared, const CfGatherRequest *request, CfQuestions *questions)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;
  CfGatherCheck check = { .prepared = prepared, .request = request, .facts = facts };

  facts->source = g_strdup (request->source);
  facts->checked_at = request->now;
  if (request->memo != NULL) {
    facts->sha256 = g_strdup (request->memo->sha256);
    facts->canonical_sha256 = g_strdup (request->memo->canonical_sha256);
  }
  mime = cf_mime_read_again (request->message, request->memo != NULL ? request->memo->mime : NULL, facts);
  check.mime = mime;
  check.certificates.questions = questions;
  /* Before domain: what the host rewrote proves nothing (MEANING section 7). */
  if (!request->exact)
    facts->evidence |= CF_M (BYTES_REWRITTEN);
  check_message (&check);
  facts->open_questions = cf_questions_get_n (questions);

  cf_gather_history_clear (&check.history);
  /* What is beyond a limit was not read to its end. */
  cf_gather_carried_free (check.smime.carried);
  if (request->memo == NULL)
    cf_cms_free (check.smime.cms);
  else if (request->memo->mime == NULL)
    request->memo->mime = g_steal_pointer (&mime);
  cf_mime_free (check.smime.inner);
  return g_steal_pointer (&facts);
}
