/* cf-frame-json.h — the text of a frame -> a JSON object
 *
 * Stands on: base, json-glib.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cf-span.h"

G_BEGIN_DECLS

/**
 * cf_frame_json_read:
 * @text: of a frame; not empty
 *
 * One JSON object (RFC 8259) without comments or other liberties, nested no deeper than CF_LIMIT_FRAME_DEPTH.
 *
 * Returns: (transfer full): %NULL with @error where it is something else
 */
JsonObject *cf_frame_json_read (CfSpan text, GError **error);

G_END_DECLS
