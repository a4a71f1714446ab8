/* cf-engine-monitor.h — the monitor: one client, its queue, one checking process
 *
 * Stands on: base, fact, gather, report.
 */
#pragma once

#include "cf-engine-checker.h"
#include "cf-engine-job.h"
#include "cf-frame-writer.h"

G_BEGIN_DECLS

/* What a client may ask depends on whether it has said hello. */
typedef enum { CF_ENGINE_STATE_NEW, CF_ENGINE_STATE_READY } CfEngineState;

/**
 * CfEngineMonitor:
 * @jobs: (element-type CfEngineJob): in the order of arrival
 * @running: (nullable): the job that the checking process has; one of @jobs
 * @refusal: (nullable): why the options cannot be used
 * @is_prepared: whether the first checking process has spoken, for better or worse
 * @is_ended, @status: whether serving ends, and with what
 */
typedef struct {
  CfEngineState state;
  CfFrameReader *reader;
  CfFrameWriter *writer;
  CfEngineChecker *checker;
  GPtrArray *jobs;
  CfEngineJob *running;
  char *refusal;
  gboolean is_prepared;
  gboolean is_ended;
  int status;
} CfEngineMonitor;

/* A monitor that replies on @out_fd, which stays the caller's.  Nothing is started yet.
 * @options must outlive it.  (transfer full) */
CfEngineMonitor *cf_engine_monitor_new (const CfGatherOptions *options, int out_fd);

/* The open check of an id; %NULL when there is none. */
CfEngineJob *cf_engine_monitor_find_job (CfEngineMonitor *self, gint64 id);

/* Sends the report of these facts and forgets the job. */
void cf_engine_monitor_answer (CfEngineMonitor *self, CfEngineJob *job, const CfFacts *facts);

/* The same when nothing is known but why. */
void cf_engine_monitor_fail (CfEngineMonitor *self, CfEngineJob *job, CfEvidence why, guint limit);

/* Sends a frame; takes it. */
void cf_engine_monitor_send (CfEngineMonitor *self, GBytes *frame);

/* Gives the checking process something to do, or starts it, or gives up for now. */
void cf_engine_monitor_dispatch (CfEngineMonitor *self);

/* Takes what the checking process says. */
void cf_engine_monitor_hear_checker (CfEngineMonitor *self);

/* Ends a check that runs too long. */
void cf_engine_monitor_check_deadline (CfEngineMonitor *self);

/* When something is due though nothing comes (monotonic); G_MAXINT64 for never. */
gint64 cf_engine_monitor_get_due (const CfEngineMonitor *self);

/* Accepts %NULL.  Ends the checking process; open checks get no answer. */
void cf_engine_monitor_free (CfEngineMonitor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineMonitor, cf_engine_monitor_free)

G_END_DECLS
