/* fuzz-domain.c — a message's DKIM signatures and ARC chain, checked against the keys of the test domains
 *
 * Claims: a domain is proved, and a chain passes, only where a seed had the same body and domain; a trusted list or a
 * verdict of others never proves.
 */
#include "cf-domain.h"
#include "cf-fuzz.h"
#include "cf-limits.h"

#define NOW ((CfTime) 1781514000) /* 2026-06-15T09:00:00Z, the moment of the cases */

static CfAnswers *recorded;

static char *
dup_body_digest (CfSpan body)
{
  g_autoptr (GString) words = g_string_new (NULL);

  /* Relaxed form takes blanks away in places; without any of them it stays the same. */
  for (gsize i = 0; i < body.length; i++) {
    if (body.data[i] == '\0' || strchr (" \t\r\n", body.data[i]) == NULL)
      g_string_append_c (words, (char) body.data[i]);
  }

  return cf_fuzz_dup_digest (cf_span (words->str, words->len));
}

static void
hold_against_seeds (const CfMime *mime, const CfFacts *facts)
{
  g_autofree char *digest = dup_body_digest (cf_mime_get_part (mime, 0)->body);

  CF_CLAIM (facts->domain.proved == ((facts->evidence & CF_M (DOMAIN_PROVED)) != 0));
  if (facts->domain.proved) {
    g_autofree char *what = g_strdup_printf ("proved %s %s", facts->sender.domain, digest);

    cf_fuzz_genuine (what);
  }

  if (facts->domain.arc.result == CF_ARC_PASS) {
    g_autofree char *what = g_strdup_printf ("arc %s", digest);

    CF_CLAIM (facts->domain.arc.sealers->len > 0 && facts->domain.arc.sealers->len <= CF_LIMIT_ARC_SETS);
    cf_fuzz_genuine (what);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (cf_span (data, size), facts);
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  const CfDomainRules rules = { 0 };
  const CfDomainContext context = { .mime = mime, .rules = &rules, .answers = recorded, .now = NOW, .judged_at = NOW,
                                    .questions = questions };
  g_autoptr (CfDomainCheck) check = cf_domain_begin (&context, pass, facts);

  cf_mime_pass_run (pass);
  cf_domain_end (check, pass, facts);
  CF_CLAIM (facts->domain.dkim->len <= CF_LIMIT_DKIM_SIGNATURES);
  CF_CLAIM (cf_questions_get_n (questions) <= CF_LIMIT_QUESTIONS);
  hold_against_seeds (mime, facts);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autoptr (GBytes) answers = cf_fuzz_load ("answers.jsonl");
  g_autofree char *text = cf_fuzz_dup_text (cf_fuzz_span (answers));

  cf_fuzz_begin ();
  cf_mime_prepare ();
  cf_domain_prepare ();
  recorded = cf_answers_from_text ("answers.jsonl", text, NULL);
  CF_CLAIM (recorded != NULL);
  return 0;
}
