/* fuzz-whole.c — a whole message: facts, verdict, ribbon, report
 *
 * Claims: whatever is approved was approved in the seeds (same sender, same covered bytes, nothing displayed outside
 * them); good severity is an approval; the same message gives the same report; a report that was written can be read.
 */
#include "cf-cms.h"
#include "cf-fuzz.h"
#include "cf-gather.h"
#include "cf-limits.h"
#include "cf-mime.h"
#include "cf-report.h"
#include "cf-ribbon.h"
#include "cf-verdict.h"

#define NOW ((CfTime) 1781514000) /* 2026-06-15T09:00:00Z, the moment of the cases */

static CfGatherPrepared *prepared;
static CfAnswers *recorded;

static void
answer_all (const CfQuestions *questions, CfAnswers *answers)
{
  for (guint i = 0; i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);
    const CfAnswer *found = cf_answers_find (recorded, question->kind, question->key);
    g_autofree char *line = found != NULL ? cf_answer_to_line (found) : NULL;

    cf_answers_take (answers, line != NULL ? cf_answer_from_line (line, NULL) : cf_answer_new (question->kind, question->key));
  }
}

static CfFacts *
gather (CfSpan message)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfGatherMemo) memo = cf_gather_memo_new ();
  const CfGatherRequest request = { .message = message, .now = NOW, .at_given = TRUE, .received = NOW, .place = CF_PLACE_FILE,
                                    .exact = TRUE, .answers = answers, .memo = memo };
  CfFacts *facts = NULL;

  for (guint round = 0; round <= CF_LIMIT_ROUNDS; round++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    guint had = cf_answers_get_n (answers);

    cf_facts_free (facts);
    facts = cf_gather (prepared, &request, questions);
    CF_CLAIM (cf_questions_get_n (questions) <= CF_LIMIT_QUESTIONS);
    answer_all (questions, answers);
    if (cf_answers_get_n (answers) == had)
      break;
  }

  return facts;
}

static char *
dup_report (const CfFacts *facts, const CfJudgement *judgement)
{
  g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, "en");
  const CfReportInput input = { facts, judgement, ribbon, { 0 }, FALSE, FALSE };
  g_autoptr (JsonObject) object = cf_report_write (&input);
  g_autoptr (CfFacts) again = cf_report_read_facts (object, NULL);

  CF_CLAIM (again != NULL);
  return cf_report_to_text (object);
}

/* What an approval by certificate covers; %NULL where that cannot be said. */
static char *
dup_covered (const CfMime *mime, CfSmimeForm form)
{
  CfMimeSignature signature;

  cf_mime_get_signature (mime, &signature);
  if (form == CF_SMIME_FORM_DETACHED && signature.entity >= 0) {
    const CfMimePart *entity = cf_mime_get_part (mime, (guint) signature.entity);

    return cf_fuzz_dup_canonical_digest (entity->whole);
  }

  if (signature.signature == 0) {
    g_autoptr (GBytes) der = cf_mime_decode (cf_mime_get_part (mime, 0), CF_LIMIT_CMS_BYTES);
    g_autoptr (CfCms) cms = der != NULL ? cf_cms_read (cf_fuzz_span (der)) : NULL;
    GBytes *content = cms != NULL ? cf_cms_get_content (cms) : NULL;

    if (content != NULL)
      return cf_fuzz_dup_digest (cf_fuzz_span (content));
  }

  return NULL;
}

/* Nothing that is displayed may lie outside the signed entity. */
static void
claim_all_inside (const CfMime *mime)
{
  CfMimeSignature signature;
  const CfMimePart *entity;

  cf_mime_get_signature (mime, &signature);
  if (signature.entity < 0)
    return;

  entity = cf_mime_get_part (mime, (guint) signature.entity);
  for (guint i = 0; i < cf_mime_get_n_parts (mime); i++) {
    const CfMimePart *part = cf_mime_get_part (mime, i);

    if (part->displayed && (int) i != signature.signature)
      CF_CLAIM (part->whole.data >= entity->whole.data &&
                part->whole.data + part->whole.length <= entity->whole.data + entity->whole.length);
  }
}

/* Whether a signer stands for the sender, revocation and time apart: what stripping others may leave. */
static gboolean
has_intact (const CfFacts *facts)
{
  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if ((signer->evidence & (CF_S (INTACT) | CF_S (ADDRESS_MATCH))) == (CF_S (INTACT) | CF_S (ADDRESS_MATCH)) &&
        signer->chain.trusted)
      return TRUE;
  }

  return FALSE;
}

static char *
dup_body_digest (const CfMime *mime)
{
  const CfMimePart *root = cf_mime_get_part (mime, 0);
  g_autoptr (GString) words = g_string_new (NULL);

  /* Relaxed form takes blanks away in places; without any of them it stays the same. */
  for (gsize i = 0; i < root->body.length; i++) {
    if (strchr (" \t\r\n", root->body.data[i]) == NULL || root->body.data[i] == '\0')
      g_string_append_c (words, (char) root->body.data[i]);
  }

  return cf_fuzz_dup_digest (cf_span (words->str, words->len));
}

static void
hold_against_seeds (CfSpan message, const CfFacts *facts, const CfJudgement *judgement)
{
  g_autoptr (CfFacts) own = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, own);
  gboolean learns = cf_fuzz_is_learning ();

  CF_CLAIM ((judgement->severity == CF_SEVERITY_GOOD) <=
            (judgement->verdict == CF_VERDICT_VERIFIED || judgement->verdict == CF_VERDICT_VERIFIED_DOMAIN));
  if (judgement->verdict == CF_VERDICT_VERIFIED || (learns && has_intact (facts))) {
    g_autofree char *covered = dup_covered (mime, facts->smime.form);
    g_autofree char *what = g_strdup_printf ("signed %s %s", facts->sender.address, covered);

    CF_CLAIM (learns || covered != NULL);
    cf_fuzz_genuine (what);
    if (judgement->verdict == CF_VERDICT_VERIFIED)
      claim_all_inside (mime);
  }

  if ((facts->evidence & CF_M (DOMAIN_PROVED)) != 0) {
    g_autofree char *digest = dup_body_digest (mime);
    g_autofree char *what = g_strdup_printf ("proved %s %s", facts->sender.domain, digest);

    cf_fuzz_genuine (what);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CfSpan message = cf_span (data, size);
  g_autoptr (CfFacts) facts = gather (message);
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autofree char *report = dup_report (facts, judgement);

  hold_against_seeds (message, facts, judgement);
  if (size % 8 == 0) {
    g_autoptr (CfFacts) second = gather (message);
    g_autofree char *again = dup_report (second, judgement);

    CF_CLAIM (g_str_equal (report, again));
  }

  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autofree char *anchors = cf_fuzz_path ("anchors.pem");
  g_autofree char *empty = cf_fuzz_path ("empty.policy");
  g_autoptr (GBytes) answers = cf_fuzz_load ("answers.jsonl");
  g_autofree char *text = cf_fuzz_dup_text (cf_fuzz_span (answers));
  char *policy[] = { empty, NULL };
  const CfGatherOptions options = { .trust_anchors = anchors, .policy = policy };

  cf_fuzz_begin ();
  cf_ribbon_prepare ();
  prepared = cf_gather_prepare (&options, NULL);
  recorded = cf_answers_from_text ("answers.jsonl", text, NULL);
  CF_CLAIM (prepared != NULL && recorded != NULL);
  return 0;
}
