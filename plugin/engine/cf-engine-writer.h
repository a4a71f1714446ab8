/* cf-engine-writer.h — frames on their way out; never waits for a slow reader
 *
 * Stands on: base, json-glib.
 */
#pragma once

#include "cf-engine-frame.h"

G_BEGIN_DECLS

typedef struct _CfEngineWriter CfEngineWriter;

/* A queue before @fd: a socket, or the writing end of a pipe.  @fd stays the caller's.
 * (transfer full) */
CfEngineWriter *cf_engine_writer_new (int fd);

/* Puts a frame at the end of the queue. */
void cf_engine_writer_add (CfEngineWriter *self, GBytes *frame);

/* Bytes that wait. */
gsize cf_engine_writer_get_waiting (const CfEngineWriter *self);

/* Writes what @fd takes without waiting; FALSE when the other side is gone. */
gboolean cf_engine_writer_flush (CfEngineWriter *self);

/* Writes all, but waits no longer than @timeout_ms for the reader at a time. */
void cf_engine_writer_drain (CfEngineWriter *self, int timeout_ms);

/* Accepts %NULL.  What still waits is lost. */
void cf_engine_writer_free (CfEngineWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineWriter, cf_engine_writer_free)

/* Sends one frame, with @descriptor if it is not -1, and waits until it is gone; FALSE when it cannot go. */
gboolean cf_engine_send (int socket, GBytes *frame, int descriptor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
