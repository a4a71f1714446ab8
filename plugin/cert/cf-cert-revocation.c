/* cf-cert-revocation.c — what is known of every certificate below the anchor: answers -> facts, questions
 *
 * Coordinates: collects what answers say of each certificate, asks for what is
 * missing, and states the worst (MEANING sections 5, 6 and 13).
 */
#include "cf-cert-revocation.h"

/* What a subscriber never confirmed is mostly revoked within this time. */
#define SOON (60 * CF_TIME_DAY)

/* What each standing is called, and whether the chain stood all the same when the mail arrived. */
static const struct {
  CfEvidence evidence;
  CfRevocationStatus status;
  gboolean settles;
  gboolean fails;
} standings[CF_CERT_N_STANDINGS] = {
  [CF_CERT_STANDING_GOOD] = { 0, CF_REVOCATION_GOOD, TRUE, FALSE },
  [CF_CERT_STANDING_REVOKED_AFTER] = { CF_S (REVOKED_AFTER_ARRIVAL), CF_REVOCATION_REVOKED, TRUE, FALSE },
  [CF_CERT_STANDING_NOBODY_TO_ASK] = { 0, CF_REVOCATION_NOT_CHECKED, TRUE, FALSE },
  [CF_CERT_STANDING_UNKNOWN] = { 0, CF_REVOCATION_UNKNOWN, FALSE, FALSE },
  [CF_CERT_STANDING_CEASED] = { CF_S (CEASED), CF_REVOCATION_REVOKED, FALSE, TRUE },
  [CF_CERT_STANDING_SUPERSEDED] = { CF_S (SUPERSEDED), CF_REVOCATION_REVOKED, FALSE, TRUE },
  [CF_CERT_STANDING_COMPROMISED_SINCE] = { CF_S (KEY_COMPROMISED_SINCE), CF_REVOCATION_REVOKED, FALSE, FALSE },
  [CF_CERT_STANDING_REVOKED_BEFORE] = { CF_S (REVOKED_BEFORE_ARRIVAL), CF_REVOCATION_REVOKED, FALSE, TRUE },
  [CF_CERT_STANDING_COMPROMISED] = { CF_S (KEY_COMPROMISED), CF_REVOCATION_REVOKED, FALSE, TRUE },
};

/**
 * Summary:
 *
 * Of all certificates of a path.
 * @evidence: revocations
 * @worst, @worst_of: the worst finding, and its certificate
 * @told: what is told of the signer: a revocation, though it may be what is open that decides
 * @all_good: every one has an answer that counts
 * @settled: nothing is left open
 */
typedef struct {
  CfEvidence evidence;
  CfCertFinding worst;
  X509 *worst_of;
  CfCertFinding told;
  gboolean all_good;
  gboolean settled;
  gboolean named;
  gboolean doubtful;
  gboolean fails;
} Summary;

CfTime
cf_cert_find_signer_end (const CfCertLook *self, X509 *signer, guint place)
{
  if (place + 1 == self->path->certificates->len)
    return CF_TIME_UNKNOWN;

  return cf_time_from_asn1 (X509_get0_notAfter (signer));
}

/* --- asking --- */

/* Where nothing may be asked, what nobody brought has no answer: not even that it failed. */
const CfAnswer *
cf_cert_look_find (const CfCertLook *self, CfQuestionKind kind, const char *key)
{
  const CfAnswers *answers = self->context->answers;

  return self->ask ? cf_answers_find (answers, kind, key) : cf_answers_find_brought (answers, kind, key);
}

/* Whether all of @keys are answered, however; asks for the others. */
static gboolean
ask_open (CfCertLook *self, CfQuestionKind kind, const GPtrArray *keys)
{
  gboolean answered = TRUE;

  for (guint i = 0; i < keys->len; i++) {
    const char *key = g_ptr_array_index (keys, i);

    if (cf_cert_look_find (self, kind, key) != NULL)
      continue;
    answered = FALSE;
    if (self->ask)
      cf_questions_ask (self->context->questions, kind, key);
  }

  return answered;
}

void
cf_cert_look_ask_lists (CfCertLook *self, const GPtrArray *urls)
{
  ask_open (self, CF_QUESTION_CRL, urls);
}

/* The responder first: it is asked about one certificate, a list brings all of them. */
static void
ask (CfCertLook *self, const CfCertSubject *subject)
{
  g_autoptr (GPtrArray) responders =
      cf_cert_dup_responders (subject->certificate, cf_cert_path_get (self->path, subject->issuer));
  g_autoptr (GPtrArray) urls = cf_cert_dup_list_urls (subject->certificate, NID_crl_distribution_points);

  if (ask_open (self, CF_QUESTION_OCSP, responders))
    cf_cert_look_ask_lists (self, urls);
}

/* --- one certificate --- */

static gboolean
has_revocation (const GArray *statements)
{
  for (guint i = 0; i < statements->len; i++)
    if (g_array_index (statements, CfCertStatement, i).revoked)
      return TRUE;

  return FALSE;
}

CfCertFinding
cf_cert_look_at (CfCertLook *self, const CfCertSubject *subject)
{
  g_autoptr (GArray) statements = g_array_new (FALSE, FALSE, sizeof (CfCertStatement));
  CfCertFinding finding = { CF_CERT_STANDING_UNKNOWN, cf_cert_statement_new (NULL), FALSE, FALSE,
                            cf_cert_names_source (subject->certificate) };
  gboolean by_responder = cf_cert_ocsp_collect (self, subject, statements);
  gboolean by_list = cf_cert_crl_collect (self, subject, statements);

  finding.answered = by_responder || by_list;
  finding.standing = cf_cert_statements_judge (statements, subject->certificate, self, &finding.says);
  if (finding.standing != CF_CERT_STANDING_UNKNOWN) {
    /* What an old list has on hold may have come back. */
    if (finding.says.reason == CF_CERT_REASON_HOLD)
      ask (self, subject);
    return finding;
  }

  finding.doubtful = has_revocation (statements);
  if (self->own && !finding.named && !finding.doubtful)
    finding.standing = CF_CERT_STANDING_NOBODY_TO_ASK;
  ask (self, subject);
  return finding;
}

/* An anchor that is the signer itself has nobody above who could revoke it. */
static CfCertFinding
find_of_anchor (const CfCertLook *self, X509 *certificate)
{
  CfCertStanding standing = self->own ? CF_CERT_STANDING_NOBODY_TO_ASK : CF_CERT_STANDING_UNKNOWN;

  return (CfCertFinding) { standing, cf_cert_statement_new (NULL), FALSE, FALSE, cf_cert_names_source (certificate) };
}

/* --- all of them --- */

static void
state_finding (const CfCertFinding *finding, CfRevocationFacts *facts)
{
  facts->status = standings[finding->standing].status;
  if (facts->status == CF_REVOCATION_UNKNOWN && !finding->answered)
    facts->status = CF_REVOCATION_NOT_CHECKED;
  if (facts->status != CF_REVOCATION_GOOD && facts->status != CF_REVOCATION_REVOKED)
    return;

  facts->source = g_strdup (finding->says.source);
  facts->asked = finding->says.known_at;
  if (facts->status == CF_REVOCATION_REVOKED) {
    facts->reason = g_strdup (cf_cert_reason_get_name (finding->says.reason));
    facts->at = finding->says.revoked_at;
  }
}

/* Whoever reads that it was revoked after the arrival asks when, also where nobody could be asked about another. */
static gboolean
is_told_first (CfCertStanding a, CfCertStanding b)
{
  gboolean a_revoked = standings[a].status == CF_REVOCATION_REVOKED;
  gboolean b_revoked = standings[b].status == CF_REVOCATION_REVOKED;

  return a_revoked != b_revoked ? a_revoked : a > b;
}

static void
add_finding (Summary *summary, const CfCertFinding *finding, X509 *certificate)
{
  CfCertStanding standing = finding->standing;

  if (summary->worst_of == NULL || is_told_first (standing, summary->told.standing))
    summary->told = *finding;
  if (summary->worst_of == NULL || standing > summary->worst.standing) {
    summary->worst = *finding;
    summary->worst_of = certificate;
  }
  summary->evidence |= standings[standing].evidence;
  summary->all_good = summary->all_good && standing == CF_CERT_STANDING_GOOD;
  summary->settled = summary->settled && standings[standing].settles;
  summary->fails = summary->fails || standings[standing].fails;
  summary->named = summary->named || finding->named;
  summary->doubtful = summary->doubtful || finding->doubtful;
}

/* The signer's facts stand twice: as the signer's certificate and as the first of the chain. */
static void
look_at_all (CfCertLook *look, Summary *summary, CfSignerFacts *signer)
{
  for (guint i = 0; i < cf_cert_path_get_n_judged (look->path); i++) {
    X509 *certificate = cf_cert_path_get (look->path, i);
    CfCertSubject subject = { certificate, i + 1, 0 };
    CfCertFacts *facts = g_ptr_array_index (signer->chain.certificates, i);
    CfCertFinding finding = look->path->certificates->len == 1 ? find_of_anchor (look, certificate)
                                                               : cf_cert_look_at (look, &subject);

    add_finding (summary, &finding, certificate);
    state_finding (&finding, &facts->revocation);
    if (i == 0)
      state_finding (&finding, &signer->certificate->revocation);
  }

  state_finding (&summary->told, &signer->revocation);
}

/* --- evidence --- */

/* Nobody answered so that it counts: what that means depends on who could have, and on policy. */
static CfEvidence
find_missing (const CfCertLook *look, const Summary *summary)
{
  const CfCertRules *rules = look->context->rules;
  gboolean offline = summary->named && rules->offline;

  if (look->path->time == CF_CERT_TIME_EXPIRED_SINCE)
    return CF_S (REVOCATION_PAST);
  if (rules->revocation == CF_REVOCATION_SOFT && !summary->doubtful)
    return CF_S (REVOCATION_SETTLED) | (offline ? CF_S (REVOCATION_UNASKED_OFFLINE) : CF_S (REVOCATION_UNASKED));

  return offline ? CF_S (REVOCATION_OFFLINE) : CF_S (REVOCATION_UNKNOWN);
}

static CfEvidence
find_settled (const CfCertLook *look, const Summary *summary)
{
  /* It stood when the mail arrived, and has expired since (CF208). */
  CfEvidence stood = look->path->time == CF_CERT_TIME_EXPIRED_SINCE ? CF_S (STOOD_AT_TIME) : 0;

  /* On our record alone: nobody says what became of the authorities above. */
  if (look->path->anchor == NULL)
    return CF_S (REVOCATION_SETTLED);
  if (summary->all_good)
    return stood | CF_S (REVOCATION_SETTLED) | CF_S (NOT_REVOKED);
  if (summary->settled && summary->worst.standing == CF_CERT_STANDING_NOBODY_TO_ASK)
    return stood | CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED);

  return stood | CF_S (REVOCATION_SETTLED);
}

/* Receipt is confirmed by a holder, not by an authority. */
static gboolean
is_revoked_soon (const CfCertLook *look, const Summary *summary)
{
  CfTime begins = cf_time_from_asn1 (X509_get0_notBefore (summary->worst_of));
  CfTime revoked_at = summary->worst.says.revoked_at;

  return summary->worst_of == cf_cert_path_get (look->path, 0) &&
         standings[summary->worst.standing].status == CF_REVOCATION_REVOKED && revoked_at != CF_TIME_UNKNOWN &&
         revoked_at - SOON <= begins;
}

/* A chain with a revoked certificate does not stand, whatever its dates say. */
static void
state_failure (CfSignerFacts *signer)
{
  signer->evidence &= ~(CF_S (CHAIN_STANDS) | CF_S (STOOD_AT_TIME));
  signer->evidence |= CF_S (CHAIN_FAILS);
  signer->chain.trusted = FALSE;
}

static void
state_evidence (const CfCertLook *look, const Summary *summary, CfSignerFacts *signer)
{
  CfCertTime time = look->path->time;

  signer->evidence |= summary->evidence;
  if (is_revoked_soon (look, summary))
    signer->evidence |= CF_S (REVOKED_SOON);
  if (summary->fails)
    state_failure (signer);
  if (summary->worst.standing > CF_CERT_STANDING_UNKNOWN ||
      (time != CF_CERT_TIME_STANDS && time != CF_CERT_TIME_EXPIRED_SINCE) ||
      (signer->evidence & CF_S (CHAIN_STANDS)) == 0)
    return;

  signer->evidence |=
      summary->settled || look->had_evidence ? find_settled (look, summary) : find_missing (look, summary);
}

/* --- the whole path --- */

static void
free_list (gpointer crl)
{
  X509_CRL_free (crl);
}

void
cf_cert_state_revocation (const CfCertPath *path, const CfCertContext *context, gboolean own, CfSignerFacts *signer)
{
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_list);
  CfCertLook look = { context, path, own, FALSE, cf_cert_has_record (context, signer), lists };
  Summary summary = { .all_good = TRUE, .settled = TRUE };
  gboolean wanted = path->time == CF_CERT_TIME_STANDS || path->time == CF_CERT_TIME_EXPIRED_SINCE;

  /* Nothing is fetched for what does not stand anyway, nor twice for one mail (MEANING section 13). */
  look.ask = wanted && context->questions != NULL && (signer->evidence & CF_S (CHAIN_STANDS)) != 0 && !look.had_evidence;
  look_at_all (&look, &summary, signer);
  state_evidence (&look, &summary, signer);
}
