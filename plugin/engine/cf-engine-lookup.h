/* cf-engine-lookup.h — the monitor's hand on the look-up process
 *
 * Started with the first question.  Each question gets one answer, whatever
 * becomes of the process; a failure is an answer.
 * Stands on: base, frame, question, the origin.
 */
#pragma once

#include "cf-engine-origin.h"
#include "cf-question-answer.h"

G_BEGIN_DECLS

/* Takes an answer to a question of @asker; @answer is its own. */
typedef void (*CfEngineLookupFunc) (gpointer asker, CfAnswer *answer);

typedef struct _CfEngineLookup CfEngineLookup;

/* Nothing is started yet.  @origin must outlive it.  (transfer full) */
CfEngineLookup *cf_engine_lookup_new (CfEngineOrigin *origin, CfEngineLookupFunc take);

/* What the process is started with, as text; before the first question. */
void cf_engine_lookup_set_settings (CfEngineLookup *self, const char *settings);

/* The process; 0 when there is none. */
int cf_engine_lookup_get_pid (const CfEngineLookup *self);

/* To wait for; -1 for none.  @out_writes: whether also until it can be written to */
int cf_engine_lookup_get_fd (const CfEngineLookup *self, gboolean *out_writes);

/* Asks; the answer comes to @asker, perhaps at once.  @kept: only what is kept from earlier; nobody outside is asked */
void cf_engine_lookup_ask (CfEngineLookup *self, gpointer asker, const CfQuestion *question, gboolean kept);

/* The open questions of @asker fail now, with @why. */
void cf_engine_lookup_give_up (CfEngineLookup *self, gpointer asker, const char *why);

/* The open questions of @asker are for nobody any more. */
void cf_engine_lookup_forget (CfEngineLookup *self, gpointer asker);

/* Writes what can be written and reads once when it @can_read; call it when the descriptor is ready. */
void cf_engine_lookup_work (CfEngineLookup *self, gboolean can_read);

/* Ends the process; nobody is answered.  Accepts %NULL. */
void cf_engine_lookup_free (CfEngineLookup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineLookup, cf_engine_lookup_free)

G_END_DECLS
