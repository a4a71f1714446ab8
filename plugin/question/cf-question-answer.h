/* cf-question-answer.h — answers from outside, and a recorded set of them
 *
 * A failed or missing answer is an answer too: what it leaves open stays
 * unknown.  Recorded answers replay to the same report on another machine.
 * Stands on: base, json-glib.
 */
#pragma once

#include <glib.h>

#include "cf-question.h"
#include "cf-time.h"

G_BEGIN_DECLS

/* What came of a question. */
typedef enum {
  CF_ANSWER_FAILED,  /* nobody knows: no network, SERVFAIL, a bogus answer, HTTP 500, refused, cut off, too large */
  CF_ANSWER_FOUND,   /* records are there */
  CF_ANSWER_EMPTY,   /* said to have no such record: NODATA, HTTP 404, a ledger without an entry */
  CF_ANSWER_NO_NAME, /* said not to exist at all: NXDOMAIN */
} CfAnswerStatus;

/* How far DNS vouches for an answer (RFC 4033 section 5); of other kinds always unknown. */
typedef enum {
  CF_DNSSEC_UNKNOWN,
  CF_DNSSEC_INSECURE,
  CF_DNSSEC_SECURE,
  CF_DNSSEC_BOGUS, /* only with CF_ANSWER_FAILED: data that is bogus is never handed on */
} CfDnssec;

/**
 * CfAnswer:
 * @records: (element-type GBytes): dns: the data of each record, TXT with its
 *   strings joined, all others in wire form; ocsp, crl, issuer: the one body as it came;
 *   history: one record each
 * @fetched: when it was had from outside
 * @expires: until when it may be used again; CF_TIME_UNKNOWN for "only now"
 * @detail: (nullable): why it failed, for people: "timeout", "SERVFAIL", "HTTP 503"
 */
typedef struct {
  CfQuestionKind kind;
  char *key;
  CfAnswerStatus status;
  CfDnssec dnssec;
  GPtrArray *records;
  CfTime fetched;
  CfTime expires;
  char *detail;
} CfAnswer;

/* An answer without records: failed, unknown.  (transfer full) */
CfAnswer *cf_answer_new (CfQuestionKind kind, const char *key);

/* Accepts %NULL. */
void cf_answer_free (CfAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfAnswer, cf_answer_free)

/* Appends a copy of a record. */
void cf_answer_add_record (CfAnswer *self, const void *data, gsize length);

/* The record at @index as bytes.  (transfer none) */
GBytes *cf_answer_get_record (const CfAnswer *self, guint index);

/* One line of JSON without its line end, members in a fixed order (REPORT.md, recorded lookups).  (transfer full) */
char *cf_answer_to_line (const CfAnswer *self);

/**
 * cf_answer_from_line:
 *
 * Reads what cf_answer_to_line() wrote; believes nothing: unknown kinds and
 * states, keys and records over their limits are errors.
 *
 * Returns: (transfer full): %NULL with @error that says what is wrong
 */
CfAnswer *cf_answer_from_line (const char *line, GError **error);

typedef struct _CfAnswers CfAnswers;

/* An empty set.  (transfer full) */
CfAnswers *cf_answers_new (void);

/* Takes @answer; a later answer to the same question replaces the earlier. */
void cf_answers_take (CfAnswers *self, CfAnswer *answer);

/* Nobody outside may be asked: from now on each question but those of the ledger has an answer, failed for @why. */
void cf_answers_refuse_others (CfAnswers *self, const char *why);

/* The answer to a question; %NULL when there is none yet.  @self may be %NULL: nothing was answered. */
const CfAnswer *cf_answers_find (const CfAnswers *self, CfQuestionKind kind, const char *key);

/* The same for who would not ask: only what somebody brought, never one of cf_answers_refuse_others(). */
const CfAnswer *cf_answers_find_brought (const CfAnswers *self, CfQuestionKind kind, const char *key);

/* What an answer says that failed because this machine is offline. */
#define CF_ANSWER_OFFLINE "offline"

/* Whether any answer failed, or will, because this machine is offline.  @self may be %NULL. */
gboolean cf_answers_are_offline (const CfAnswers *self);

/* How many answers. */
guint cf_answers_get_n (const CfAnswers *self);

/* All as lines, sorted by kind and key, each with its line end.  (transfer full) */
char *cf_answers_to_text (const CfAnswers *self);

/* Reads lines; @name stands for the file in errors, which say "name:line: what".  (transfer full) */
CfAnswers *cf_answers_from_text (const char *name, const char *text, GError **error);

/* Accepts %NULL. */
void cf_answers_free (CfAnswers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfAnswers, cf_answers_free)

/* "secure" and so on, as in reports.  Static. */
const char *cf_dnssec_get_name (CfDnssec dnssec);

G_END_DECLS
