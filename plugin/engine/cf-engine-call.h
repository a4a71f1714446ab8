/* cf-engine-call.h — what a client may ask
 *
 * Stands on: the monitor.
 */
#pragma once

#include "cf-engine-monitor.h"

G_BEGIN_DECLS

/* FALSE with @error when the client broke the protocol: then serving ends. */
typedef gboolean (*CfEngineCallFunc) (CfEngineMonitor *monitor, CfFrame *frame, gint64 id, GError **error);

/**
 * CfEngineCall:
 * @state: in which it may be asked
 * @max_bytes: of the frame's text
 * @max_descriptors: how many may come with it
 */
typedef struct {
  const char *type;
  CfEngineState state;
  CfEngineCallFunc call;
  gsize max_bytes;
  guint max_descriptors;
} CfEngineCall;

/* The row of the table that a frame may use; %NULL with @error when there is none. */
const CfEngineCall *cf_engine_call_find (CfEngineState state, const CfFrame *frame, GError **error);

/* Does what the frame asks for. */
gboolean cf_engine_call (CfEngineMonitor *monitor, CfFrame *frame, GError **error);

/* Bytes of strict base64 (RFC 4648 section 4); %NULL when it is not.  (transfer full) */
GBytes *cf_engine_decode_base64 (const char *text);

G_END_DECLS
