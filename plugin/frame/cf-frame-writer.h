/* cf-frame-writer.h — frames on their way out; never waits for a slow reader
 *
 * Stands on: base, json-glib.
 */
#pragma once

#include "cf-frame.h"

G_BEGIN_DECLS

typedef struct _CfFrameWriter CfFrameWriter;

/* A queue before @fd: a socket, or the writing end of a pipe.  @fd stays the caller's.
 * (transfer full) */
CfFrameWriter *cf_frame_writer_new (int fd);

/* Puts a frame at the end of the queue. */
void cf_frame_writer_add (CfFrameWriter *self, GBytes *frame);

/* Bytes that wait. */
gsize cf_frame_writer_get_waiting (const CfFrameWriter *self);

/* Writes what @fd takes without waiting; FALSE when the other side is gone. */
gboolean cf_frame_writer_flush (CfFrameWriter *self);

/* Writes all, but waits no longer than @timeout_ms for the reader at a time. */
void cf_frame_writer_drain (CfFrameWriter *self, int timeout_ms);

/* Accepts %NULL.  What still waits is lost. */
void cf_frame_writer_free (CfFrameWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfFrameWriter, cf_frame_writer_free)

/* Sends one frame, with @descriptor if it is not -1, and waits until it is gone; FALSE when it cannot go. */
gboolean cf_frame_send (int socket, GBytes *frame, int descriptor) G_GNUC_WARN_UNUSED_RESULT;

/* The same with two of them, in one call; @second may be -1. */
gboolean cf_frame_send_pair (int socket, GBytes *frame, int first, int second) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
