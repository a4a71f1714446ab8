/* cf-client-private.h — the client's parts, and what tests may turn
 *
 * Stands on: the client, its link and its queue.
 */
#pragma once

#include "cf-client-link.h"
#include "cf-client-queue.h"

G_BEGIN_DECLS

/* A question goes to a second engine if the first died, perhaps of something else. */
#define CF_CLIENT_MAX_ENGINES 2

/**
 * CfClient:
 * @context: (nullable): where answers are taken: that of the latest question
 * @own_context: (nullable): of questions that somebody waits for
 * @link: (nullable): while an engine runs
 * @leaving: (element-type CfClientLink): closed, perhaps not reaped
 * @queue: (element-type CfClientJob)
 * @calls: questions that are not about a message (cf-client-call.c)
 * @watchdog: (nullable): while the engine owes an answer
 * @sign_us: when the engine last gave a sign, or began to owe one (monotonic)
 * @deaths: in a row
 * @rests_until: no engine is started before (monotonic)
 * @problem: (nullable): why there was no report of an engine
 */
struct _CfClient {
  GObject parent_instance;

  char **arguments;
  GMainContext *context;
  GMainContext *own_context;
  CfClientLink *link;
  GPtrArray *leaving;
  GPtrArray *queue;
  GPtrArray *calls;
  GSource *watchdog;
  gint64 sign_us;
  gint64 last_id;
  guint deaths;
  gint64 rests_until;
  guint wait_seconds;
  char *problem;
};

/* None yet.  (transfer full) */
GPtrArray *cf_client_call_list_new (void);

/* From now on answers are taken in @context. */
void cf_client_attach (CfClient *self, GMainContext *context);

/* Starts an engine where none runs; FALSE while that is not possible. */
gboolean cf_client_ensure_engine (CfClient *self);

/* Lets the engine go; @kill when it would not hear. */
void cf_client_end_engine (CfClient *self, gboolean kill);

/* Waits anew for the next sign of the engine, as long as it owes one. */
void cf_client_watch_engine (CfClient *self);

/* Forgets the engines that have been reaped. */
void cf_client_forget_reaped (CfClient *self);

/* All questions end without a report. */
void cf_client_end_all (CfClient *self, GIOErrorEnum code, const char *message);

/* Gives the engine what it has room for. */
void cf_client_pump (CfClient *self);

/* Keeps a copy of @problem in place of the last one; %NULL for none. */
void cf_client_set_problem (CfClient *self, const char *problem);

/* For tests: how long a sign of the engine may take, beside the time by size. */
void cf_client_set_wait_seconds (CfClient *self, guint seconds);

G_END_DECLS
