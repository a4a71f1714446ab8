/* cf-engine-checker.h — the monitor's hand on one checking process
 *
 * Gives it one message, hears its evidence, gives it answers, ends it.  What
 * it sends is not believed: anything but a well-formed word in its turn is its
 * death, and so is evidence or a question about another message than the one
 * that it announced before it read it.
 * Stands on: base, fact, question, report, the processes.
 */
#pragma once

#include "cf-engine-process.h"
#include "cf-engine-request.h"
#include "cf-question.h"

G_BEGIN_DECLS

/* What a read of its words brought. */
typedef enum {
  CF_ENGINE_CHECKER_NOTHING, /* not a whole word yet, or only which message it has */
  CF_ENGINE_CHECKER_SENDER,  /* who the message claims to be from */
  CF_ENGINE_CHECKER_ASKS,    /* questions alone: its evidence comes when they are answered, or will not be */
  CF_ENGINE_CHECKER_DONE,    /* evidence and questions */
  CF_ENGINE_CHECKER_DEAD,    /* it ended by itself, or has to be ended for what it sent */
} CfEngineCheckerEvent;

/**
 * CfEngineAnswer:
 * @evidence: (nullable): with CF_ENGINE_CHECKER_SENDER, checked; with CF_ENGINE_CHECKER_DONE if both came at once
 * @facts: (nullable): with CF_ENGINE_CHECKER_DONE
 * @questions: (nullable): with CF_ENGINE_CHECKER_ASKS and CF_ENGINE_CHECKER_DONE: kinds are known and keys are printable, not more
 */
typedef struct {
  CfEngineCheckerEvent event;
  JsonObject *evidence;
  CfFacts *facts;
  CfQuestions *questions;
} CfEngineAnswer;

/* Frees what @answer owns, not @answer. */
void cf_engine_answer_clear (CfEngineAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfEngineAnswer, cf_engine_answer_clear)

/**
 * CfEngineGiven:
 * @message: sealed memfd of @size bytes
 * @decrypted: sealed memfd of @decrypted_size bytes; -1 where the host decrypted nothing
 *
 * The bytes of a check; all stays the caller's.
 */
typedef struct {
  int message;
  guint64 size;
  int decrypted;
  guint64 decrypted_size;
} CfEngineGiven;

/**
 * CfEngineTerms:
 * @now: what time it is for this check
 * @asks_nobody: nobody outside will be asked: it answers such questions by itself, as failed, and saves a round
 * @is_quiet: it need not say who the message claims to be from before it has read all: a check that fails then is
 *   done anew by one that says so
 *
 * What holds for one check beside what the client told.
 */
typedef struct {
  CfTime now;
  gboolean asks_nobody;
  gboolean is_quiet;
} CfEngineTerms;

typedef struct _CfEngineChecker CfEngineChecker;

/* Takes @process, which waits for its message.  (transfer full) */
CfEngineChecker *cf_engine_checker_new (const CfEngineProcess *process);

/* The process. */
int cf_engine_checker_get_pid (const CfEngineChecker *self);

/* Our end of its socket, to wait for.  Stays the checker's. */
int cf_engine_checker_get_fd (const CfEngineChecker *self);

/**
 * cf_engine_checker_ask:
 *
 * Gives it its message: the first, or one more when the evidence of the last one has come and nothing is owed to it.
 * What it says of one more may be what the last one made of it.
 *
 * Returns: FALSE when it is dead
 */
gboolean cf_engine_checker_ask (CfEngineChecker *self, const CfEngineRequest *request, const CfEngineGiven *given,
                                const CfEngineTerms *terms);

/* How many messages it was given. */
guint cf_engine_checker_get_n_messages (const CfEngineChecker *self);

/* Whether the last message was given to it on terms that let it be quiet, and it said nothing of a sender. */
gboolean cf_engine_checker_was_quiet (const CfEngineChecker *self);

/* Gives it answers, one line each (cf_answer_to_line()); it works again.  FALSE when it is dead, or memory is used up. */
gboolean cf_engine_checker_answer (CfEngineChecker *self, const char *lines, gsize length);

/* Says that no answers will come: it has to give its evidence as it is.  FALSE when it is dead. */
gboolean cf_engine_checker_end (CfEngineChecker *self);

/* Takes what came, into an empty @out_answer; call it when the descriptor is readable. */
void cf_engine_checker_read (CfEngineChecker *self, CfEngineAnswer *out_answer);

/* Ends it without waiting for that: the system takes its time to give memory back.
 * Returns: the process, to be reaped by the caller */
int cf_engine_checker_leave (CfEngineChecker *self);

/* Ends it and reaps it.  Returns: why it ended, when it did so itself: a wait status.  Accepts %NULL. */
int cf_engine_checker_free (CfEngineChecker *self);

G_END_DECLS
