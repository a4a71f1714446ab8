/* cf-engine-staff.c — which child reads which message, within which limits */
#include "cf-engine-staff.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include "cf-engine-sandbox.h"
#include "cf-limits.h"

/* How much a child gives way whose check nobody waits for. */
#define BACKGROUND_NICE 10

gboolean
cf_engine_staff_is_bulk (const CfEngineMonitor *self, const CfEngineJob *job)
{
  return self->bulk != NULL && !job->is_alone && cf_engine_bulk_suits (cf_engine_job_get_bytes (job));
}

/* Limits cannot be raised later: a child that will read others begins with those for all of them. */
static void
limit_child (CfEngineMonitor *self, CfEngineJob *job)
{
  guint seconds = cf_engine_job_get_seconds (job) * (cf_engine_staff_is_bulk (self, job) ? CF_LIMIT_BULK_MESSAGES : 1);
  guint64 space = cf_engine_job_get_space (job, cf_engine_nursery_get_address_space (self->nursery));
  int pid = cf_engine_checker_get_pid (job->checker);

  if (space > 0 && cf_engine_staff_is_bulk (self, job))
    space += (CF_LIMIT_BULK_MESSAGE_BYTES - cf_engine_job_get_bytes (job)) * CF_LIMIT_CHILD_FACTOR;
  cf_engine_sandbox_limit (pid, space, seconds);
  if (job->request->background)
    setpriority (PRIO_PROCESS, (id_t) pid, BACKGROUND_NICE);
}

gboolean
cf_engine_staff_take (CfEngineMonitor *self, CfEngineJob *job)
{
  job->checker = cf_engine_staff_is_bulk (self, job) ? cf_engine_bulk_take (self->bulk) : NULL;
  if (job->checker != NULL)
    return TRUE;

  job->checker = cf_engine_nursery_take (self->nursery);
  if (job->checker != NULL)
    limit_child (self, job);
  return job->checker != NULL;
}

void
cf_engine_staff_let_go (CfEngineMonitor *self, CfEngineJob *job)
{
  CfEngineChecker *checker = g_steal_pointer (&job->checker);
  pid_t pid;

  if (cf_engine_staff_is_bulk (self, job) && cf_engine_bulk_give (self->bulk, checker))
    return;

  pid = cf_engine_checker_leave (checker);
  g_array_append_val (self->leaving, pid);
}

void
cf_engine_staff_reap (CfEngineMonitor *self, int options)
{
  for (guint i = self->leaving->len; i > 0; i--)
    if (waitpid (g_array_index (self->leaving, pid_t, i - 1), NULL, options) != 0)
      g_array_remove_index_fast (self->leaving, i - 1);
}
