/* cf-frame-json.c — the text of a frame -> a JSON object
 *
 * Mail comes in strings of half a million letters, over which json-glib takes most of the time that the
 * engine has for a large one.  The first such string is left out of what json-glib reads, and put into the
 * object afterwards.
 */
#include "cf-frame-json.h"

#include "cf-frame.h"
#include "cf-limits.h"

#define LONG_BYTES 512

/* A member of the outermost object whose value stands for itself, both with their quotes; no data where there
 * is none. */
typedef struct {
  CfSpan key;
  CfSpan value;
} LongMember;

/* Bytes of JSON outside strings; json-glib would also take comments and
 * single quotes, which this scan could not follow. */
static gboolean
is_json_token (guint8 byte)
{
  return byte != '\0' && strchr (" \t\r\n{}[]:,+-.0123456789eEtrufalsn", byte) != NULL;
}

/* Index of @byte from @from on; @end when it is not there. */
static gsize
find_byte (CfSpan text, gsize from, gsize end, char byte)
{
  const guint8 *found = from < end ? memchr (text.data + from, byte, end - from) : NULL;

  return found == NULL ? end : (gsize) (found - text.data);
}

/* Index after the string that begins at @i; the length when it does not end. */
static gsize
skip_string (CfSpan text, gsize i)
{
  gsize quote = find_byte (text, i + 1, text.length, '"');

  for (gsize slash = find_byte (text, i + 1, quote, '\\'); slash < quote;
       slash = find_byte (text, slash + 2, quote, '\\'))
    if (slash + 1 == quote)
      quote = find_byte (text, quote + 1, text.length, '"');

  return MIN (quote + 1, text.length);
}

/* Whether a string, with its quotes, means just the bytes between them. */
static gboolean
is_verbatim (CfSpan string)
{
  guint8 strange = 0;

  if (string.length < 2 || string.data[string.length - 1] != '"')
    return FALSE;

  /* Without a branch for each byte: a compiler takes many at once. */
  for (gsize i = 1; i < string.length - 1; i++)
    strange |= (string.data[i] < 0x20) | (string.data[i] > 0x7e) | (string.data[i] == '\\');

  return !strange;
}

/* A string of the outermost object: after a colon a value, and the one before it is its key. */
static void
note_string (LongMember *member, CfSpan text, gsize i, gsize end)
{
  CfSpan string = cf_span_sub (text, i, end - i);
  gboolean is_value = text.data[i - 1] == ':' && member->key.data != NULL &&
                      member->key.data + member->key.length == text.data + i - 1;

  if (member->value.data != NULL)
    return;
  if (!is_value)
    member->key = string;
  else if (string.length >= LONG_BYTES && is_verbatim (member->key) && is_verbatim (string))
    member->value = string;
}

/* json-glib recurses for each level, and what a taken-over checking process
 * sends must not end the monitor. */
static gboolean
is_plain_object (CfSpan text, LongMember *out_member)
{
  guint depth = 0;

  if (text.data[0] != '{' || text.data[text.length - 1] != '}')
    return FALSE;

  for (gsize i = 0; i < text.length;) {
    guint8 byte = text.data[i];

    if (byte == '"') {
      gsize end = skip_string (text, i);

      if (depth == 1)
        note_string (out_member, text, i, end);
      i = end;
      continue;
    }
    if (!is_json_token (byte))
      return FALSE;
    if (byte == '{' || byte == '[')
      depth++;
    if (byte == '}' || byte == ']')
      depth--;
    i++;
    /* 0 before the end: more than one value, or a bracket too many. */
    if (depth > CF_LIMIT_FRAME_DEPTH || (depth == 0 && i < text.length))
      return FALSE;
  }

  return depth == 0;
}

static char *
dup_inside (CfSpan string)
{
  return g_strndup ((const char *) string.data + 1, string.length - 2);
}

/* The text with "" in the place of the long value.  (transfer full) */
static GByteArray *
cut_value (CfSpan text, const LongMember *member)
{
  gsize begin = (gsize) (member->value.data - text.data) + 1;
  CfSpan rest = cf_span_from (text, begin + member->value.length - 2);
  GByteArray *cut = g_byte_array_sized_new ((guint) (begin + rest.length));

  g_byte_array_append (cut, text.data, (guint) begin);
  g_byte_array_append (cut, rest.data, (guint) rest.length);
  return cut;
}

/* Of two members with one key the last one counts, as for json-glib. */
static void
put_value (JsonObject *object, const LongMember *member)
{
  g_autofree char *key = dup_inside (member->key);
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), "") == 0) {
    g_autofree char *value = dup_inside (member->value);

    json_node_set_string (node, value);
  }
}

JsonObject *
cf_frame_json_read (CfSpan text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) problem = NULL;
  g_autoptr (GByteArray) cut = NULL;
  LongMember member = { 0 };
  gboolean is_plain = is_plain_object (text, &member);
  JsonNode *root;

  if (is_plain && member.value.data != NULL) {
    cut = cut_value (text, &member);
    text = cf_span (cut->data, cut->len);
  }
  if (!is_plain ||
      !json_parser_load_from_data (parser, (const char *) text.data, (gssize) text.length, &problem)) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX, "a frame is not one JSON object%s%s",
                 problem != NULL ? ": " : "", problem != NULL ? problem->message : "");
    return NULL;
  }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX, "a frame is not one JSON object");
    return NULL;
  }

  if (cut != NULL)
    put_value (json_node_get_object (root), &member);
  return json_node_dup_object (root);
}
