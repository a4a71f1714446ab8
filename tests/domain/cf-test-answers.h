/* cf-test-answers.h — answers of DNS in one line each, for the tests of domain */
#pragma once

#include "cf-question-answer.h"

/**
 * cf_test_answers:
 * @text: (nullable): lines, each one answer:
 *
 *   TXT name|record|record    found
 *   TXT name|                 the name is there, no such record
 *   TXT name!                 the name does not exist
 *   TXT name?                 nobody knows
 *   issuer:URL|body           of another kind, the body as it stands
 *
 * A leading "*" says that DNSSEC vouches for it, "-" that it is bogus.
 *
 * Returns: (transfer full)
 */
CfAnswers *cf_test_answers (const char *text);

/* The keys that are asked for, parted by commas.  (transfer full) */
char *cf_test_questions (const CfQuestions *questions);

/* Asks what is open again until nothing is, every answer "does not exist" but those in @text; calls @check each
 * round and returns how many rounds it took.  At most CF_LIMIT_ROUNDS + 1. */
typedef void (*CfTestRound) (const CfAnswers *answers, CfQuestions *questions, gpointer data);
guint cf_test_rounds (const char *text, CfTestRound check, gpointer data);
