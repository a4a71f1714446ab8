/* cf-engine-monitor.c — the queue of one client, and the life of each check in it */
#include "cf-engine-monitor.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include "cf-engine-reply.h"
#include "cf-engine-staff.h"
#include "cf-limits.h"

/* How soon children are reaped that nobody waits for. */
#define REAP_US (20 * 1000)

/* Those that this process may use, which can be fewer than the machine has. */
static guint
count_processors (void)
{
  cpu_set_t set;

  return sched_getaffinity (0, sizeof set, &set) == 0 ? (guint) CPU_COUNT (&set) : 1;
}

CfEngineMonitor *
cf_engine_monitor_new (const CfEngineOptions *options, CfEngineOrigin *origin, int out_fd)
{
  CfEngineMonitor *self = g_new0 (CfEngineMonitor, 1);
  g_autoptr (GError) problem = NULL;

  self->options = options;
  self->reader = cf_frame_reader_new (CF_LIMIT_DATA_FRAME_BYTES);
  cf_frame_reader_take_pairs (self->reader);
  self->writer = cf_frame_writer_new (out_fd);
  self->origin = origin;
  self->nursery = cf_engine_nursery_new (origin);
  self->desk = cf_engine_desk_new (options, origin, &problem);
  self->culprits = cf_engine_culprits_new ();
  if (options->bulk)
    self->bulk = cf_engine_bulk_new ();
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_engine_job_free);
  self->leaving = g_array_new (FALSE, FALSE, sizeof (pid_t));
  self->n_slots = CLAMP (count_processors (), 1, CF_LIMIT_WORKING_CHILDREN);
  if (self->desk == NULL) {
    self->refusal = g_strdup (problem->message);
    self->is_prepared = TRUE;
    g_printerr ("certfirst: %s\n", self->refusal);
  }
  return self;
}

void
cf_engine_monitor_free (CfEngineMonitor *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->jobs);
  cf_engine_staff_reap (self, 0);
  g_array_unref (self->leaving);
  cf_engine_nursery_free (self->nursery);
  cf_engine_desk_free (self->desk);
  cf_engine_culprits_free (self->culprits);
  cf_engine_bulk_free (self->bulk);
  cf_frame_reader_free (self->reader);
  cf_frame_writer_free (self->writer);
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
cf_engine_monitor_drop (CfEngineMonitor *self, CfEngineJob *job)
{
  if (self->desk != NULL)
    cf_engine_desk_forget (self->desk, job->inquiry);
  g_ptr_array_remove (self->jobs, job);
}

void
cf_engine_monitor_answer (CfEngineMonitor *self, CfEngineJob *job, const CfFacts *facts)
{
  cf_engine_monitor_send (self, cf_engine_reply_report (job, facts));
  cf_engine_monitor_drop (self, job);
}

void
cf_engine_monitor_fail (CfEngineMonitor *self, CfEngineJob *job, CfEvidence why, guint limit)
{
  g_autoptr (CfFacts) facts = cf_engine_job_dup_failure (job, why, limit);

  cf_engine_monitor_answer (self, job, facts);
}

/* --- the life of one check --- */

/* A child that did what it may not was perhaps taken over: somebody should know. */
static void
complain_about (const CfEngineJob *job, int status)
{
  const char *source = job->request->source != NULL ? job->request->source : "a message";

  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS)
    g_printerr ("certfirst: %s: its checking process tried what it may not, and was ended\n", source);
}

/* The child died of its message, as far as anybody knows, or had to be ended.  If it had read another before, this
 * one may be innocent; if it need not name the sender, nobody knows whose mail it is: then it is checked anew. */
static void
fail_by_child (CfEngineMonitor *self, CfEngineJob *job, CfEvidence why, guint limit)
{
  gboolean is_tried_again = cf_engine_checker_get_n_messages (job->checker) > 1 || cf_engine_checker_was_quiet (job->checker);
  const char *sha256;

  complain_about (job, cf_engine_job_end_child (job));
  if (is_tried_again) {
    cf_engine_desk_forget (self->desk, job->inquiry);
    cf_engine_job_begin_again (job);
    return;
  }

  sha256 = cf_engine_job_get_sha256 (job);
  if (sha256 != NULL)
    cf_engine_culprits_add (self->culprits, sha256, job->preview);
  cf_engine_monitor_fail (self, job, why, limit);
}

static gboolean
is_culprit (CfEngineMonitor *self, CfEngineJob *job)
{
  JsonObject *preview = NULL;
  const char *sha256;

  if (cf_engine_culprits_is_empty (self->culprits))
    return FALSE;

  sha256 = cf_engine_job_get_sha256 (job);
  if (sha256 == NULL || !cf_engine_culprits_find (self->culprits, sha256, &preview))
    return FALSE;

  if (preview != NULL)
    job->preview = json_object_ref (preview);
  return TRUE;
}

/* The child's turn: until it answers, or its time is up. */
static void
begin_turn (CfEngineJob *job)
{
  job->state = CF_ENGINE_JOB_RUNNING;
  job->deadline_us = g_get_monotonic_time () + job->left_us;
}

static void
run (CfEngineMonitor *self, CfEngineJob *job)
{
  const CfEngineGiven given = { job->message, job->size, job->decrypted, job->decrypted_size };
  const CfEngineTerms terms = { job->now, cf_engine_desk_asks_nobody (self->desk), cf_engine_staff_is_bulk (self, job) };

  job->left_us = cf_engine_job_get_seconds (job) * G_USEC_PER_SEC;
  begin_turn (job);
  if (!cf_engine_checker_ask (job->checker, job->request, &given, &terms))
    fail_by_child (self, job, CF_M (ENGINE_STOPPED), 0);
}

static void
finish (CfEngineMonitor *self, CfEngineJob *job)
{
  cf_engine_staff_let_go (self, job);
  cf_engine_job_complete_facts (job, job->facts);
  cf_engine_desk_record (self->desk);
  cf_engine_desk_learn (self->desk, job->request, job->now, job->facts);
  if (cf_engine_desk_has_ledger_problem (self->desk))
    job->facts->evidence |= CF_M (HISTORY_UNREADABLE);
  cf_engine_monitor_answer (self, job, job->facts);
}

static void
pass_answers (CfEngineMonitor *self, CfEngineJob *job)
{
  GString *lines = job->inquiry->lines;

  cf_engine_desk_close (self->desk, job->inquiry);
  begin_turn (job);
  if (!cf_engine_checker_answer (job->checker, lines->str, lines->len))
    fail_by_child (self, job, CF_M (ENGINE_STOPPED), 0);
}

/* Nobody answers any more: enough was asked. */
static void
end_asking (CfEngineMonitor *self, CfEngineJob *job)
{
  if (job->facts != NULL) {
    finish (self, job);
    return;
  }

  begin_turn (job);
  if (!cf_engine_checker_end (job->checker))
    fail_by_child (self, job, CF_M (ENGINE_STOPPED), 0);
}

/* Questions, with evidence or without. */
static void
take_word (CfEngineMonitor *self, CfEngineJob *job, CfEngineAnswer *answer)
{
  g_clear_pointer (&job->facts, cf_facts_free);
  job->facts = g_steal_pointer (&answer->facts);
  job->left_us = MAX (job->deadline_us - g_get_monotonic_time (), 0);
  if (!cf_engine_desk_open (self->desk, job->inquiry, answer->questions)) {
    end_asking (self, job);
    return;
  }

  job->state = CF_ENGINE_JOB_ASKING;
  if (job->inquiry->n_open == 0)
    pass_answers (self, job);
}

void
cf_engine_monitor_hear_child (CfEngineMonitor *self, CfEngineJob *job)
{
  g_auto (CfEngineAnswer) answer = { 0 };

  cf_engine_checker_read (job->checker, &answer);
  if (answer.evidence != NULL) {
    g_clear_pointer (&job->preview, json_object_unref);
    job->preview = g_steal_pointer (&answer.evidence);
  }

  switch (answer.event) {
  case CF_ENGINE_CHECKER_NOTHING:
  case CF_ENGINE_CHECKER_SENDER:
    return;
  case CF_ENGINE_CHECKER_ASKS:
  case CF_ENGINE_CHECKER_DONE:
    take_word (self, job, &answer);
    return;
  case CF_ENGINE_CHECKER_DEAD:
    fail_by_child (self, job, CF_M (ENGINE_STOPPED), 0);
    return;
  }
}

void
cf_engine_monitor_pass_answers (CfEngineMonitor *self)
{
  for (guint i = self->jobs->len; i > 0; i--) {
    CfEngineJob *job = g_ptr_array_index (self->jobs, i - 1);

    if (job->state == CF_ENGINE_JOB_ASKING && job->inquiry->n_open == 0)
      pass_answers (self, job);
  }
}

/* --- the queue --- */

static guint
count_jobs (const CfEngineMonitor *self, CfEngineJobState state)
{
  guint n = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    n += ((const CfEngineJob *) g_ptr_array_index (self->jobs, i))->state == state;

  return n;
}

/* The newest: a person who has turned to another mail does not wait for the
 * one before.  What nobody looks at comes after, and leaves a place free. */
static CfEngineJob *
find_next (CfEngineMonitor *self, gboolean with_background)
{
  CfEngineJob *found = NULL;

  for (guint i = self->jobs->len; i > 0; i--) {
    CfEngineJob *job = g_ptr_array_index (self->jobs, i - 1);

    if (job->state != CF_ENGINE_JOB_WAITING)
      continue;
    if (!job->request->background)
      return job;
    if (with_background)
      found = job;
  }

  return found;
}

static void
fail_waiting (CfEngineMonitor *self)
{
  CfEngineJob *job;

  while ((job = find_next (self, TRUE)) != NULL)
    cf_engine_monitor_fail (self, job, CF_M (ENGINE_STOPPED), 0);
}

/* The next check that a child may have now; NULL when none waits or there is no room. */
static CfEngineJob *
find_startable (CfEngineMonitor *self)
{
  guint n_working = count_jobs (self, CF_ENGINE_JOB_RUNNING);

  /* A client that does not read its replies gets no new ones. */
  if (n_working >= self->n_slots || n_working + count_jobs (self, CF_ENGINE_JOB_ASKING) >= CF_LIMIT_CHILDREN ||
      cf_frame_writer_get_waiting (self->writer) >= CF_LIMIT_REPLY_BYTES)
    return NULL;

  return find_next (self, n_working == 0 || n_working + 1 < self->n_slots);
}

static void
bury_template (CfEngineMonitor *self)
{
  cf_engine_nursery_bury (self->nursery, g_get_monotonic_time ());
  self->is_prepared = TRUE;
}

static void
start_waiting (CfEngineMonitor *self)
{
  CfEngineJob *job;

  while ((job = find_startable (self)) != NULL) {
    if (is_culprit (self, job)) {
      cf_engine_monitor_fail (self, job, CF_M (ENGINE_STOPPED), 0);
      continue;
    }
    if (!cf_engine_staff_take (self, job)) {
      bury_template (self);
      return;
    }
    run (self, job);
  }

  /* The next one does not wait for a fork. */
  if (!cf_engine_nursery_fill (self->nursery))
    bury_template (self);
}

/* Nothing can be started any more: the client starts another engine. */
static void
end_without_origin (CfEngineMonitor *self)
{
  while (self->jobs->len > 0)
    cf_engine_monitor_fail (self, g_ptr_array_index (self->jobs, 0), CF_M (ENGINE_STOPPED), 0);
  self->is_ended = TRUE;
  self->status = 1;
}

void
cf_engine_monitor_dispatch (CfEngineMonitor *self)
{
  gint64 now_us = g_get_monotonic_time ();

  cf_engine_staff_reap (self, WNOHANG);
  if (self->refusal != NULL)
    return;

  if (cf_engine_nursery_get_state (self->nursery) == CF_ENGINE_NURSERY_READY)
    start_waiting (self);
  /* Each failed start is a death, so this ends. */
  while (cf_engine_nursery_get_state (self->nursery) == CF_ENGINE_NURSERY_ABSENT &&
         !cf_engine_nursery_is_resting (self->nursery, now_us))
    cf_engine_nursery_start (self->nursery, now_us);
  if (!cf_engine_origin_is_alive (self->origin))
    end_without_origin (self);
  else if (cf_engine_nursery_is_resting (self->nursery, now_us))
    fail_waiting (self);
}

void
cf_engine_monitor_read_rules (CfEngineMonitor *self)
{
  cf_engine_nursery_retire (self->nursery);
}

/* Options that were fine at the start and are not now (a file was moved) are
 * a dead process like any other: the client was told that they are fine. */
static void
take_refusal (CfEngineMonitor *self, char *refusal)
{
  if (self->is_prepared) {
    bury_template (self);
    return;
  }

  self->is_prepared = TRUE;
  self->refusal = g_strdup (refusal);
  g_printerr ("certfirst: %s\n", self->refusal);
}

void
cf_engine_monitor_hear_template (CfEngineMonitor *self)
{
  g_autofree char *refusal = NULL;
  JsonObject *network;

  switch (cf_engine_nursery_read (self->nursery, &refusal)) {
  case CF_ENGINE_NURSERY_NOTHING:
    return;
  case CF_ENGINE_NURSERY_OPENED:
    self->is_prepared = TRUE;
    network = cf_engine_nursery_get_member (self->nursery, "network");
    if (network != NULL)
      cf_engine_desk_set_network (self->desk, network);
    cf_engine_monitor_pass_answers (self);
    return;
  case CF_ENGINE_NURSERY_REFUSED:
    take_refusal (self, refusal);
    return;
  case CF_ENGINE_NURSERY_DIED:
    bury_template (self);
    return;
  }
}

/* --- time --- */

static gint64
get_job_due (const CfEngineJob *job)
{
  if (job->state == CF_ENGINE_JOB_RUNNING)
    return job->deadline_us;

  return job->state == CF_ENGINE_JOB_ASKING ? job->inquiry->until_us : G_MAXINT64;
}

gint64
cf_engine_monitor_get_due (const CfEngineMonitor *self)
{
  gint64 due = cf_engine_nursery_get_due (self->nursery);

  if (self->leaving->len > 0)
    due = MIN (due, g_get_monotonic_time () + REAP_US);
  for (guint i = 0; i < self->jobs->len; i++)
    due = MIN (due, get_job_due (g_ptr_array_index (self->jobs, i)));

  return due;
}

void
cf_engine_monitor_check_deadlines (CfEngineMonitor *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (now_us >= cf_engine_nursery_get_due (self->nursery))
    bury_template (self);

  for (guint i = self->jobs->len; i > 0; i--) {
    CfEngineJob *job = g_ptr_array_index (self->jobs, i - 1);

    if (now_us < get_job_due (job))
      continue;
    if (job->state == CF_ENGINE_JOB_RUNNING)
      fail_by_child (self, job, CF_M (TIMEOUT), cf_engine_job_get_seconds (job));
    else
      cf_engine_desk_give_up (self->desk, job->inquiry);
  }
  cf_engine_monitor_pass_answers (self);
}
