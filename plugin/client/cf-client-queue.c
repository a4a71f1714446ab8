/* cf-client-queue.c — the host's open questions, oldest first */
#include "cf-client-queue.h"

#include "cf-limits.h"

GPtrArray *
cf_client_queue_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) cf_client_job_free);
}

CfClientJob *
cf_client_queue_find_sent (GPtrArray *self, gint64 id)
{
  for (guint i = 0; i < self->len; i++) {
    CfClientJob *job = g_ptr_array_index (self, i);

    if (job->is_sent && job->id == id)
      return job;
  }

  return NULL;
}

CfClientJob *
cf_client_queue_find_oldest_sent (GPtrArray *self)
{
  for (guint i = 0; i < self->len; i++) {
    CfClientJob *job = g_ptr_array_index (self, i);

    if (job->is_sent)
      return job;
  }

  return NULL;
}

CfClientJob *
cf_client_queue_find_newest_waiting (GPtrArray *self)
{
  for (guint i = self->len; i > 0; i--) {
    CfClientJob *job = g_ptr_array_index (self, i - 1);

    if (!job->is_sent)
      return job;
  }

  return NULL;
}

gsize
cf_client_queue_get_largest_sent (GPtrArray *self)
{
  gsize largest = 0;

  for (guint i = 0; i < self->len; i++) {
    CfClientJob *job = g_ptr_array_index (self, i);

    if (job->is_sent)
      largest = MAX (largest, cf_client_job_get_size (job));
  }

  return largest;
}

/* A message that was sent is in memory twice, so large ones go one after the
 * other.  Half the places stay free for checks that were cancelled here and
 * are not forgotten there yet. */
gboolean
cf_client_queue_has_room (GPtrArray *self, gsize size)
{
  gsize bytes = size;
  guint n = 0;

  for (guint i = 0; i < self->len; i++) {
    CfClientJob *job = g_ptr_array_index (self, i);

    if (!job->is_sent)
      continue;
    bytes += cf_client_job_get_size (job);
    n++;
  }

  return n == 0 || (n < CF_LIMIT_OPEN_CHECKS / 2 && bytes <= CF_LIMIT_IN_FLIGHT_BYTES);
}

CfClientJob *
cf_client_queue_steal (GPtrArray *self, CfClientJob *job)
{
  guint index;

  g_assert (g_ptr_array_find (self, job, &index));
  return g_ptr_array_steal_index (self, index);
}

GPtrArray *
cf_client_queue_steal_lost (GPtrArray *self, CfClientJob *culprit, guint max_engines)
{
  GPtrArray *lost = cf_client_queue_new ();

  if (culprit != NULL)
    g_ptr_array_add (lost, cf_client_queue_steal (self, culprit));
  for (guint i = 0; i < self->len; ) {
    CfClientJob *job = g_ptr_array_index (self, i);

    if (job->is_sent && job->n_sent >= max_engines) {
      g_ptr_array_add (lost, g_ptr_array_steal_index (self, i));
      continue;
    }
    job->is_sent = FALSE;
    i++;
  }

  return lost;
}
