/* cf-engine-checker.h — the monitor's hand on the checking process
 *
 * Starts it, gives it one message at a time, hears its answer, ends it.  What
 * it sends is not believed: anything but a well-formed answer is its death.
 * Stands on: base, fact, gather, report.
 */
#pragma once

#include "cf-engine-request.h"
#include "cf-gather.h"

G_BEGIN_DECLS

typedef enum {
  CF_ENGINE_CHECKER_ABSENT,   /* ended, or never started */
  CF_ENGINE_CHECKER_STARTING, /* opens roots and policy */
  CF_ENGINE_CHECKER_IDLE,
  CF_ENGINE_CHECKER_BUSY,     /* has a message */
} CfEngineCheckerState;

/* What a read of its answers brought. */
typedef enum {
  CF_ENGINE_CHECKER_NOTHING, /* not a whole answer yet */
  CF_ENGINE_CHECKER_READY,
  CF_ENGINE_CHECKER_REFUSED, /* the options cannot be used; it has ended */
  CF_ENGINE_CHECKER_DONE,    /* evidence */
  CF_ENGINE_CHECKER_DEAD,    /* it ended by itself, or had to be ended for what it sent */
} CfEngineCheckerEvent;

typedef struct _CfEngineChecker CfEngineChecker;

/* Nothing is started yet.  @options must outlive it.  (transfer full) */
CfEngineChecker *cf_engine_checker_new (const CfGatherOptions *options);

/* What it is doing, as far as it has been heard. */
CfEngineCheckerState cf_engine_checker_get_state (const CfEngineChecker *self);

/* The process; 0 when there is none. */
int cf_engine_checker_get_pid (const CfEngineChecker *self);

/* Our end of its socket, to wait for; -1 when there is none.  Stays the checker's. */
int cf_engine_checker_get_fd (const CfEngineChecker *self);

/* When a process that starts should have spoken (monotonic); G_MAXINT64 when none starts. */
gint64 cf_engine_checker_get_due (const CfEngineChecker *self);

/* Whether it died too often in a row to be started again at @now_us (monotonic). */
gboolean cf_engine_checker_is_resting (const CfEngineChecker *self, gint64 now_us);

/* Starts it; nothing happens while it rests or runs.  A failure counts as a death. */
void cf_engine_checker_start (CfEngineChecker *self, gint64 now_us);

/**
 * cf_engine_checker_ask:
 * @message: sealed memfd; stays the caller's
 * @now: what time it is for this check
 *
 * Gives the idle process a message.
 *
 * Returns: FALSE when it is dead: to be read as CF_ENGINE_CHECKER_DEAD
 */
gboolean cf_engine_checker_ask (CfEngineChecker *self, const CfEngineRequest *request, int message, CfTime now);

/**
 * CfEngineAnswer:
 * @facts: (nullable): with CF_ENGINE_CHECKER_DONE
 * @refusal: (nullable): with CF_ENGINE_CHECKER_REFUSED, in words
 */
typedef struct {
  CfEngineCheckerEvent event;
  CfFacts *facts;
  char *refusal;
} CfEngineAnswer;

/* Frees what @answer owns, not @answer. */
void cf_engine_answer_clear (CfEngineAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfEngineAnswer, cf_engine_answer_clear)

/* Takes what came, into an empty @out_answer; call it when the descriptor is readable. */
void cf_engine_checker_read (CfEngineChecker *self, CfEngineAnswer *out_answer);

/* Ends it and reaps it.  cf_engine_checker_note_death() says whose fault it was. */
void cf_engine_checker_kill (CfEngineChecker *self);

/* One more death in a row; too many, and it rests. */
void cf_engine_checker_note_death (CfEngineChecker *self, gint64 now_us);

/* Ends the process.  Accepts %NULL. */
void cf_engine_checker_free (CfEngineChecker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineChecker, cf_engine_checker_free)

G_END_DECLS
