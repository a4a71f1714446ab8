/* cf-engine-monitor.c — the queue of one client and its checking process */
#include "cf-engine-monitor.h"

#include "cf-engine-reply.h"
#include "cf-limits.h"

CfEngineMonitor *
cf_engine_monitor_new (const CfGatherOptions *options, int out_fd)
{
  CfEngineMonitor *self = g_new0 (CfEngineMonitor, 1);

  self->reader = cf_frame_reader_new (CF_LIMIT_DATA_FRAME_BYTES);
  self->writer = cf_frame_writer_new (out_fd);
  self->checker = cf_engine_checker_new (options);
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_engine_job_free);
  return self;
}

void
cf_engine_monitor_free (CfEngineMonitor *self)
{
  if (self == NULL)
    return;

  cf_engine_checker_free (self->checker);
  cf_frame_reader_free (self->reader);
  cf_frame_writer_free (self->writer);
  g_ptr_array_unref (self->jobs);
  g_free (self->refusal);
  g_free (self);
}

CfEngineJob *
cf_engine_monitor_find_job (CfEngineMonitor *self, gint64 id)
{
  for (guint i = 0; i < self->jobs->len; i++) {
    CfEngineJob *job = g_ptr_array_index (self->jobs, i);

    if (job->id == id)
      return job;
  }

  return NULL;
}

void
cf_engine_monitor_send (CfEngineMonitor *self, GBytes *frame)
{
  cf_frame_writer_add (self->writer, frame);
  g_bytes_unref (frame);
}

void
cf_engine_monitor_answer (CfEngineMonitor *self, CfEngineJob *job, const CfFacts *facts)
{
  if (job->state != CF_ENGINE_JOB_DROPPED)
    cf_engine_monitor_send (self, cf_engine_reply_report (job, facts));
  g_ptr_array_remove (self->jobs, job);
}

void
cf_engine_monitor_fail (CfEngineMonitor *self, CfEngineJob *job, CfEvidence why, guint limit)
{
  g_autoptr (CfFacts) facts = cf_engine_job_dup_failure (job, why, limit);

  cf_engine_monitor_answer (self, job, facts);
}

/* The newest: a person who has turned to another mail does not wait for the one before. */
static CfEngineJob *
find_next (CfEngineMonitor *self)
{
  for (guint i = self->jobs->len; i > 0; i--) {
    CfEngineJob *job = g_ptr_array_index (self->jobs, i - 1);

    if (job->state == CF_ENGINE_JOB_WAITING)
      return job;
  }

  return NULL;
}

static void
fail_running (CfEngineMonitor *self, CfEvidence why, guint limit)
{
  CfEngineJob *job = g_steal_pointer (&self->running);

  if (job != NULL)
    cf_engine_monitor_fail (self, job, why, limit);
}

static void
bury_checker (CfEngineMonitor *self)
{
  cf_engine_checker_kill (self->checker);
  cf_engine_checker_note_death (self->checker, g_get_monotonic_time ());
  self->is_prepared = TRUE;
  fail_running (self, CF_M (ENGINE_STOPPED), 0);
}

static void
run (CfEngineMonitor *self, CfEngineJob *job)
{
  job->state = CF_ENGINE_JOB_RUNNING;
  job->deadline_us = g_get_monotonic_time () + cf_engine_job_get_seconds (job) * G_USEC_PER_SEC;
  self->running = job;
  if (!cf_engine_checker_ask (self->checker, job->request, job->message, job->now))
    bury_checker (self);
}

static void
fail_waiting (CfEngineMonitor *self)
{
  CfEngineJob *job;

  while ((job = find_next (self)) != NULL)
    cf_engine_monitor_fail (self, job, CF_M (ENGINE_STOPPED), 0);
}

void
cf_engine_monitor_dispatch (CfEngineMonitor *self)
{
  gint64 now_us = g_get_monotonic_time ();
  CfEngineJob *job;

  if (self->refusal != NULL)
    return;

  /* Each failed start is a death, so this ends. */
  while (cf_engine_checker_get_state (self->checker) == CF_ENGINE_CHECKER_ABSENT &&
         !cf_engine_checker_is_resting (self->checker, now_us))
    cf_engine_checker_start (self->checker, now_us);

  if (cf_engine_checker_is_resting (self->checker, now_us)) {
    fail_waiting (self);
    return;
  }

  job = find_next (self);
  /* A client that does not read its replies gets no new ones. */
  if (job != NULL && cf_engine_checker_get_state (self->checker) == CF_ENGINE_CHECKER_IDLE &&
      cf_frame_writer_get_waiting (self->writer) < CF_LIMIT_REPLY_BYTES)
    run (self, job);
}

/* Options that were fine at the start and are not now (a file was moved) are
 * a dead process like any other: the client was told that they are fine. */
static void
take_refusal (CfEngineMonitor *self, CfEngineAnswer *answer)
{
  if (self->is_prepared) {
    bury_checker (self);
    return;
  }

  self->is_prepared = TRUE;
  self->refusal = g_steal_pointer (&answer->refusal);
  g_printerr ("certfirst: %s\n", self->refusal);
}

static void
take_evidence (CfEngineMonitor *self, CfFacts *facts)
{
  CfEngineJob *job = g_steal_pointer (&self->running);

  cf_engine_job_complete_facts (job, facts);
  cf_engine_monitor_answer (self, job, facts);
}

void
cf_engine_monitor_hear_checker (CfEngineMonitor *self)
{
  g_auto (CfEngineAnswer) answer = { 0 };

  cf_engine_checker_read (self->checker, &answer);
  switch (answer.event) {
  case CF_ENGINE_CHECKER_NOTHING:
    return;
  case CF_ENGINE_CHECKER_READY:
    self->is_prepared = TRUE;
    return;
  case CF_ENGINE_CHECKER_REFUSED:
    take_refusal (self, &answer);
    return;
  case CF_ENGINE_CHECKER_DONE:
    take_evidence (self, answer.facts);
    return;
  case CF_ENGINE_CHECKER_DEAD:
    bury_checker (self);
    return;
  }
}

gint64
cf_engine_monitor_get_due (const CfEngineMonitor *self)
{
  return self->running != NULL ? self->running->deadline_us : cf_engine_checker_get_due (self->checker);
}

void
cf_engine_monitor_check_deadline (CfEngineMonitor *self)
{
  if (g_get_monotonic_time () < cf_engine_monitor_get_due (self))
    return;

  if (self->running == NULL) {
    bury_checker (self);
    return;
  }

  /* A slow mail is not a death: the next one starts afresh at once. */
  cf_engine_checker_kill (self->checker);
  fail_running (self, CF_M (TIMEOUT), cf_engine_job_get_seconds (self->running));
}
