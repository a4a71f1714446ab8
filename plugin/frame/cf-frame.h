/* cf-frame.h — frames: a length in native byte order, then one JSON object
 *
 * All seams speak it: client and monitor, monitor and its processes.  What
 * comes in is checked before it is parsed.
 * Stands on: base, json-glib.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cf-span.h"

G_BEGIN_DECLS

#define CF_FRAME_ERROR (cf_frame_error_quark ())

/* The domain of #CfFrameError. */
GQuark cf_frame_error_quark (void);

typedef enum {
  CF_FRAME_ERROR_SYNTAX,   /* no frame, or not one that this side takes */
  CF_FRAME_ERROR_CALL,    /* a frame that asks for something that is not in the table */
  CF_FRAME_ERROR_PROCESS, /* the system refused a process, a socket or memory */
} CfFrameError;

/**
 * CfFrame:
 * @size: bytes of the JSON text
 * @fd: the descriptor that came with it, owned; -1 for none
 * @second: the one after it, owned; -1 for none, and always where one is the most that is taken
 */
typedef struct {
  JsonObject *object;
  gsize size;
  int fd;
  int second;
} CfFrame;

#define CF_FRAME_INIT { NULL, 0, -1, -1 }

/* Frees the object and closes the descriptors, not @frame. */
void cf_frame_clear (CfFrame *frame);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfFrame, cf_frame_clear)

/* Length and text of @object.  (transfer full) */
GBytes *cf_frame_write (JsonObject *object);

typedef struct _CfFrameReader CfFrameReader;

/* A reader that refuses frames of more than @max_bytes.  (transfer full) */
CfFrameReader *cf_frame_reader_new (gsize max_bytes);

/* From now on a frame may bring two descriptors; with more, and without this with more than one, it is refused. */
void cf_frame_reader_take_pairs (CfFrameReader *self);

/* Takes bytes that were read; @fd, if not -1, came with the last of them and is owned from now on. */
void cf_frame_reader_feed (CfFrameReader *self, CfSpan bytes, int fd);

/**
 * cf_frame_reader_fill:
 * @fd: a socket, or the reading end of a pipe
 *
 * Reads once; waits when there is nothing yet.
 *
 * Returns: bytes that came; 0 when the other side is gone; -1 with @error
 */
gssize cf_frame_reader_fill (CfFrameReader *self, int fd, GError **error);

/**
 * cf_frame_reader_take:
 * @out_frame: (out): its object is %NULL while no whole frame is there
 *
 * Takes the next frame.  The text must be one JSON object without comments or
 * other liberties, nested no deeper than CF_LIMIT_FRAME_DEPTH.
 *
 * Returns: FALSE with @error when what came is no frame; nothing can be read after that
 */
gboolean cf_frame_reader_take (CfFrameReader *self, CfFrame *out_frame, GError **error);

/* Whether a frame has begun and its end has not come. */
gboolean cf_frame_reader_is_inside (const CfFrameReader *self);

/* Accepts %NULL.  Closes descriptors that no frame took. */
void cf_frame_reader_free (CfFrameReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfFrameReader, cf_frame_reader_free)

/* A whole number of a frame; FALSE with @error when @key lacks or is something else. */
gboolean cf_frame_get_int (JsonObject *object, const char *key, gint64 *out_value, GError **error);

/* The same for true or false. */
gboolean cf_frame_get_boolean (JsonObject *object, const char *key, gboolean *out_value, GError **error);

/* The same for a string, which stays the frame's. */
gboolean cf_frame_get_string (JsonObject *object, const char *key, const char **out_value, GError **error);

G_END_DECLS
