/* cf-question.h — what a check needs from outside
 *
 * The checking core does no input or output: what it lacks it writes down
 * here, and whoever drives it may fetch the answers and ask again.
 * Stands on: base.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CF_QUESTION_DNS,
  CF_QUESTION_OCSP,
  CF_QUESTION_CRL,
  CF_QUESTION_ISSUER,
  CF_QUESTION_HISTORY,
  CF_QUESTION_N_KINDS,
} CfQuestionKind;

/**
 * CfQuestion:
 * @key: exactly what is asked; printable ASCII, CF_LIMIT_QUESTION_BYTES at most:
 *
 *   dns       TYPE name           "TXT sel._domainkey.example.org"; no dot at the end
 *   ocsp      URL base64          the responder, and the DER of the OCSPRequest (RFC 6960) to send
 *   crl       URL
 *   issuer    URL                 of caIssuers (RFC 5280 section 4.2.2.1)
 *   history   what value          see cf-question-history.h
 */
typedef struct {
  CfQuestionKind kind;
  char *key;
} CfQuestion;

typedef struct _CfQuestions CfQuestions;

/* An empty list.  (transfer full) */
CfQuestions *cf_questions_new (void);

/* Accepts %NULL. */
void cf_questions_free (CfQuestions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfQuestions, cf_questions_free)

/**
 * cf_questions_ask:
 * @key: what is asked; a key that is not printable ASCII is not asked
 *
 * Notes an open question once.  Beyond CF_LIMIT_QUESTIONS nothing is added:
 * what was not asked stays unknown, and unknown is never good.
 */
void cf_questions_ask (CfQuestions *self, CfQuestionKind kind, const char *key);

/* How many are open: 0 to CF_LIMIT_QUESTIONS. */
guint cf_questions_get_n (const CfQuestions *self);

/* The question at @index, in the order of asking.  (transfer none) */
const CfQuestion *cf_questions_get (const CfQuestions *self, guint index);

/* "dns", "ocsp" and so on, as in recorded lookups.  Static. */
const char *cf_question_kind_get_name (CfQuestionKind kind);

/* The kind of a name; FALSE when there is none. */
gboolean cf_question_kind_find (const char *name, CfQuestionKind *out_kind);

/**
 * cf_question_is_known_host:
 * @url: http or https
 *
 * Whether the host of @url is one of the e-mail authorities' own, by the
 * shipped table (MEANING section 13): only those are asked for a missing issuer.
 */
gboolean cf_question_is_known_host (const char *url);

G_END_DECLS
