/* cf-client-job.h — one question of the host, until its answer
 *
 * Stands on: base, fact, verdict, ribbon, report, GIO.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/**
 * CfClientJob:
 * @request: as the host gave it, strings and bytes owned
 * @task: answers the host, once
 * @cancelling: (nullable): watches the host's cancellable
 * @is_sent: whether the running engine has it
 * @n_sent: how many engines got it
 */
typedef struct {
  gint64 id;
  CfClientRequest request;
  GTask *task;
  GSource *cancelling;
  gboolean is_sent;
  guint n_sent;
} CfClientJob;

/* Copies @request, takes @task.  (transfer full) */
CfClientJob *cf_client_job_new (gint64 id, const CfClientRequest *request, GTask *task);

/* Bytes of the message and of what was decrypted. */
gsize cf_client_job_get_size (const CfClientJob *self);

/* The "check" frame.  (transfer full) */
JsonObject *cf_client_job_write (const CfClientJob *self);

/**
 * cf_client_job_dup_memfds:
 * @out_message: sealed memfd, copied once
 * @out_decrypted: the same; -1 where the host decrypted nothing
 *
 * Returns: FALSE with @error when memory is used up
 */
gboolean cf_client_job_dup_memfds (const CfClientJob *self, int *out_message, int *out_decrypted, GError **error);

/* Answers the host with @report; takes it and the job. */
void cf_client_job_answer (CfClientJob *self, CfReport *report);

/* Answers the host with a report in which nothing is known but @why it is not known; takes the job.
 * @limit: the limit that was passed, in the unit of its reason; 0 for none */
void cf_client_job_fail (CfClientJob *self, CfEvidence why, guint limit);

/* Answers the host with an error: it cancelled, or the engine refuses it; takes the job. */
void cf_client_job_end (CfClientJob *self, GIOErrorEnum code, const char *message);

/* Accepts %NULL.  The host gets no answer. */
void cf_client_job_free (CfClientJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClientJob, cf_client_job_free)

G_END_DECLS
