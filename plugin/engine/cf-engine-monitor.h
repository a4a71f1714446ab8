/* cf-engine-monitor.h — the monitor: one client, its queue, the processes that work for it
 *
 * Stands on: base, fact, gather, report.
 */
#pragma once

#include "cf-engine-bulk.h"
#include "cf-engine-culprits.h"
#include "cf-engine-job.h"
#include "cf-engine-nursery.h"
#include "cf-frame-writer.h"

G_BEGIN_DECLS

/* What a client may ask depends on whether it has said hello. */
typedef enum { CF_ENGINE_STATE_NEW, CF_ENGINE_STATE_READY } CfEngineState;

/**
 * CfEngineMonitor:
 * @jobs: (element-type CfEngineJob): in the order of arrival
 * @bulk: (nullable): when a child may read several messages
 * @n_slots: how many children may work at a time
 * @leaving: (element-type int): children that were ended and are not reaped yet
 * @refusal: (nullable): why the options cannot be used
 * @is_prepared: whether the first template has spoken, for better or worse
 * @is_ended, @status: whether serving ends, and with what
 */
typedef struct {
  CfEngineState state;
  const CfEngineOptions *options;
  CfFrameReader *reader;
  CfFrameWriter *writer;
  CfEngineOrigin *origin;
  CfEngineNursery *nursery;
  CfEngineDesk *desk; /* (nullable): with a refusal */
  CfEngineCulprits *culprits;
  CfEngineBulk *bulk;
  GPtrArray *jobs;
  GArray *leaving;
  guint n_slots;
  char *refusal;
  gboolean is_prepared;
  gboolean is_ended;
  int status;
} CfEngineMonitor;

/* A monitor that replies on @out_fd, which stays the caller's. 
 * @options and @origin must outlive it.  (transfer full) */
CfEngineMonitor *cf_engine_monitor_new (const CfEngineOptions *options, CfEngineOrigin *origin, int out_fd);

/* The open check of an id; %NULL when there is none. */
CfEngineJob *cf_engine_monitor_find_job (CfEngineMonitor *self, gint64 id);

/* Sends the report of these facts and forgets the job. */
void cf_engine_monitor_answer (CfEngineMonitor *self, CfEngineJob *job, const CfFacts *facts);

/* The same when nothing is known but why. */
void cf_engine_monitor_fail (CfEngineMonitor *self, CfEngineJob *job, CfEvidence why, guint limit);

/* Ends whatever is done for the job, and forgets it. */
void cf_engine_monitor_drop (CfEngineMonitor *self, CfEngineJob *job);

/* Sends a frame; takes it. */
void cf_engine_monitor_send (CfEngineMonitor *self, GBytes *frame);

/* Gives waiting checks to children, starts the template, or gives up for now. */
void cf_engine_monitor_dispatch (CfEngineMonitor *self);

/* The rules were changed: checks that begin now wait for a template that has read them. */
void cf_engine_monitor_read_rules (CfEngineMonitor *self);

/* Takes what the template says. */
void cf_engine_monitor_hear_template (CfEngineMonitor *self);

/* Takes what the child of a job says. */
void cf_engine_monitor_hear_child (CfEngineMonitor *self, CfEngineJob *job);

/* Gives complete answers to those who asked; call it after the look-ups worked. */
void cf_engine_monitor_pass_answers (CfEngineMonitor *self);

/* Ends what takes too long. */
void cf_engine_monitor_check_deadlines (CfEngineMonitor *self);

/* When something is due though nothing comes (monotonic); G_MAXINT64 for never. */
gint64 cf_engine_monitor_get_due (const CfEngineMonitor *self);

/* Accepts %NULL.  Ends all processes but the origin; open checks get no answer. */
void cf_engine_monitor_free (CfEngineMonitor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineMonitor, cf_engine_monitor_free)

G_END_DECLS
