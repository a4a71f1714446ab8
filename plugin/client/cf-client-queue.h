/* cf-client-queue.h — the host's open questions, oldest first
 *
 * Stands on: base, the jobs.
 */
#pragma once

#include "cf-client-job.h"

G_BEGIN_DECLS

/* An array of jobs.  One that ends is stolen first and answered then: the
 * host's callback may ask, cancel or stop.  (transfer full) (element-type CfClientJob) */
GPtrArray *cf_client_queue_new (void);

/* The job that the engine has under this id; %NULL when there is none. */
CfClientJob *cf_client_queue_find_sent (GPtrArray *self, gint64 id);

/* The head of the line: if an engine dies, it may be what killed it. */
CfClientJob *cf_client_queue_find_oldest_sent (GPtrArray *self);

/* The engine takes the newest first; so does the line before it. */
CfClientJob *cf_client_queue_find_newest_waiting (GPtrArray *self);

/* Bytes of the largest message that the engine has. */
gsize cf_client_queue_get_largest_sent (GPtrArray *self);

/* Whether the engine may have another message of @size. */
gboolean cf_client_queue_has_room (GPtrArray *self, gsize size);

/* (transfer full) */
CfClientJob *cf_client_queue_steal (GPtrArray *self, CfClientJob *job);

/**
 * cf_client_queue_steal_lost:
 * @culprit: (nullable): a job that gets no second engine
 * @max_engines: jobs that so many engines had get no other
 *
 * After an engine's death: steals what is not asked again, @culprit first,
 * and lets the rest wait.
 *
 * Returns: (transfer full) (element-type CfClientJob)
 */
GPtrArray *cf_client_queue_steal_lost (GPtrArray *self, CfClientJob *culprit, guint max_engines);

G_END_DECLS
