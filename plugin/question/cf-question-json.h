/* cf-question-json.h — JSON of our own files, read without trust in who wrote them
 *
 * json-glib's parser is recursive and takes comments and single quotes; what
 * comes in a file from another machine is looked over before it sees it.
 * Stands on: base, json-glib.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * cf_question_json_parse:
 * @text: UTF-8, any length
 *
 * Returns: (transfer full): NULL with @error unless @text is one JSON object or
 *   list, nested CF_LIMIT_LINE_DEPTH deep at most
 */
JsonNode *cf_question_json_parse (const char *text, GError **error);

/* The text of a member; NULL when it is missing, null or no text.  (transfer none) (nullable) */
const char *cf_question_json_get_text (JsonObject *object, const char *member);

/* Whether the member is there and null. */
gboolean cf_question_json_is_null (JsonObject *object, const char *member);

/* A whole number from 0 to @max. */
gboolean cf_question_json_get_number (JsonObject *object, const char *member, gint64 max, gint64 *out_number);

/* A truth value. */
gboolean cf_question_json_get_flag (JsonObject *object, const char *member, gboolean *out_flag);

G_END_DECLS
