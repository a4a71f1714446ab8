/* cf-question-json.c — JSON of our own files, read without trust in who wrote them */
#include "cf-question-json.h"

#include <gio/gio.h>
#include <string.h>

#include "cf-limits.h"

/* The byte after the string that begins at @text. */
static const char *
skip_string (const char *text)
{
  for (text++; *text != '\0' && *text != '"'; text++)
    if (*text == '\\' && text[1] != '\0')
      text++;

  return *text == '"' ? text + 1 : text;
}

/* Outside of strings JSON has few bytes (RFC 8259); comments and single quotes are none of them. */
static gboolean
is_token (char byte)
{
  return g_ascii_isalnum (byte) || strchr ("{}[]:,+-. \t\r\n", byte) != NULL;
}

/* Several values in a row are a liberty of json-glib's, which takes the last and leaks the others. */
static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
is_one_shallow_value (const char *text)
{
  guint depth = 0;

  while (*text != '\0') {
    if (*text == '"') {
      text = skip_string (text);
      continue;
    }
    if (!is_token (*text))
      return FALSE;
    if (*text == '{' || *text == '[')
      depth++;
    if (*text == '}' || *text == ']')
      depth--;
    /* A bracket too many wraps around and is too deep as well. */
    if (depth > CF_LIMIT_LINE_DEPTH)
      return FALSE;
    text++;
    if (depth == 0 && (text[-1] == '}' || text[-1] == ']'))
      return is_blank (text);
  }

  return depth == 0;
}

JsonNode *
cf_question_json_parse (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (!g_utf8_validate (text, -1, NULL) || !is_one_shallow_value (text)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "is no JSON, or nested too deep");
    return NULL;
  }

  node = json_from_string (text, error);
  if (node == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "is empty");
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "is no JSON object");
    return NULL;
  }

  return g_steal_pointer (&node);
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

const char *
cf_question_json_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

gboolean
cf_question_json_is_null (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_NULL (node);
}

gboolean
cf_question_json_get_number (JsonObject *object, const char *member, gint64 max, gint64 *out_number)
{
  JsonNode *node = json_object_get_member (object, member);

  if (!holds (node, G_TYPE_INT64) || json_node_get_int (node) < 0 || json_node_get_int (node) > max)
    return FALSE;

  *out_number = json_node_get_int (node);
  return TRUE;
}

gboolean
cf_question_json_get_flag (JsonObject *object, const char *member, gboolean *out_flag)
{
  JsonNode *node = json_object_get_member (object, member);

  if (!holds (node, G_TYPE_BOOLEAN))
    return FALSE;

  *out_flag = json_node_get_boolean (node);
  return TRUE;
}
