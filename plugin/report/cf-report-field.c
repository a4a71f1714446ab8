/* cf-report-field.c — facts <-> JSON: writing and reading one record by its table of keys
 *
 * Reading trusts nothing: each key must be there, have its type and a value
 * in its range, and hold no character that hides or moves text.
 */
#include "cf-report-private.h"

#include <string.h>

/* Characters of a text when the room is used up. */
#define SHORT_TEXT_CHARS 100

/* Whether a text may stand in a report: valid UTF-8, nothing hidden, not too long. */
static gboolean
is_safe (const char *text)
{
  if (strlen (text) > CF_REPORT_MAX_STRING_BYTES)
    return FALSE;
  if (cf_text_is_ascii (text))
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (cf_text_is_invisible (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* Facts are safe to show when they are made; here nothing has to rely on it. */
static char *
dup_safe (const char *text)
{
  return is_safe (text) ? g_strdup (text) : cf_text_make_visible (text, -1);
}

static char *
dup_in_room (const char *text, CfReportRoom *room)
{
  char *safe = dup_safe (text);
  gsize length = strlen (safe);

  if (length > room->bytes_left && g_utf8_strlen (safe, -1) > SHORT_TEXT_CHARS) {
    g_autofree char *whole = safe;
    g_autofree char *kept = g_utf8_substring (whole, 0, SHORT_TEXT_CHARS - 1);

    room->truncated = TRUE;
    return g_strconcat (kept, "…", NULL);
  }

  room->bytes_left -= MIN (length, room->bytes_left);
  return safe;
}

void
cf_report_set_text (JsonObject *object, const char *key, const char *text)
{
  g_autofree char *safe = text == NULL ? NULL : dup_safe (text);

  if (safe == NULL)
    json_object_set_null_member (object, key);
  else
    json_object_set_string_member (object, key, safe);
}

static void
write_text (JsonObject *object, const char *key, const char *text, CfReportRoom *room)
{
  g_autofree char *kept = text == NULL ? NULL : dup_in_room (text, room);

  if (kept == NULL)
    json_object_set_null_member (object, key);
  else
    json_object_set_string_member (object, key, kept);
}

/* A moment that cannot be read back, such as one before the year 1000, is not known. */
static void
write_time (JsonObject *object, const char *key, CfTime time)
{
  g_autofree char *text = cf_time_format (time);
  CfTime again;

  cf_report_set_text (object, key, text != NULL && cf_time_parse (text, &again) ? text : NULL);
}

static void
write_texts (JsonObject *object, const CfField *field, const GPtrArray *texts, CfReportRoom *room)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < texts->len; i++) {
    g_autofree char *text = NULL;

    if (i == field->max || room->bytes_left == 0) {
      room->truncated = TRUE;
      break;
    }
    text = dup_in_room (g_ptr_array_index (texts, i), room);
    json_array_add_string_element (array, text);
  }

  json_object_set_array_member (object, field->key, array);
}

static void
write_list (JsonObject *object, const CfField *field, const GPtrArray *records, CfReportRoom *room)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->len; i++) {
    JsonObject *item;

    if (!field->whole && (i == field->max || room->bytes_left == 0)) {
      room->truncated = TRUE;
      break;
    }
    item = json_object_new ();
    cf_report_write_fields (item, field->fields, g_ptr_array_index (records, i), room);
    json_array_add_object_element (array, item);
  }

  json_object_set_array_member (object, field->key, array);
}

static void
write_object (JsonObject *object, const CfField *field, gconstpointer record, CfReportRoom *room)
{
  JsonObject *below;

  if (record == NULL) {
    json_object_set_null_member (object, field->key);
    return;
  }

  below = json_object_new ();
  cf_report_write_fields (below, field->fields, record, room);
  json_object_set_object_member (object, field->key, below);
}

static void
write_evidence (JsonObject *object, const CfField *field, CfEvidence evidence)
{
  gboolean of_signer = field->kind == CF_FIELD_SIGNER_EVIDENCE;
  guint n_bits = of_signer ? CF_SIGNER_N_BITS : CF_MESSAGE_N_BITS;
  JsonArray *array = json_array_new ();

  for (guint bit = 0; bit < n_bits; bit++)
    if (evidence & (G_GUINT64_CONSTANT (1) << bit))
      json_array_add_string_element (array, of_signer ? cf_evidence_get_signer_name (bit)
                                                      : cf_evidence_get_message_name (bit));

  json_object_set_array_member (object, field->key, array);
}

static void
write_number (JsonObject *object, const CfField *field, gconstpointer value)
{
  gint64 number;

  if (field->kind == CF_FIELD_UINT)
    number = *(const guint *) value;
  else if (field->kind == CF_FIELD_UINT64)
    number = (gint64) MIN (*(const guint64 *) value, (guint64) G_MAXINT64);
  else
    number = MAX (*(const gint64 *) value, 0);

  json_object_set_int_member (object, field->key, number);
}

static void
write_name (JsonObject *object, const CfField *field, const char *name)
{
  cf_report_set_text (object, field->key, *name == '\0' ? NULL : name);
}

static void
write_field (JsonObject *object, const CfField *field, gconstpointer value, CfReportRoom *room)
{
  switch (field->kind) {
  case CF_FIELD_TEXT:
    write_text (object, field->key, *(const char *const *) value, room);
    break;
  case CF_FIELD_STRING:
    write_text (object, field->key, *(const char *const *) value == NULL ? "" : *(const char *const *) value,
                room);
    break;
  case CF_FIELD_TIME:
    write_time (object, field->key, *(const CfTime *) value);
    break;
  case CF_FIELD_BOOLEAN:
    json_object_set_boolean_member (object, field->key, *(const gboolean *) value);
    break;
  case CF_FIELD_FLAG:
    cf_report_set_text (object, field->key, *(const gboolean *) value ? field->word : NULL);
    break;
  case CF_FIELD_UINT:
  case CF_FIELD_UINT64:
  case CF_FIELD_INT64:
    write_number (object, field, value);
    break;
  case CF_FIELD_ENUM:
    write_name (object, field, field->names->get_name (value));
    break;
  case CF_FIELD_TEXTS:
    write_texts (object, field, *(const GPtrArray *const *) value, room);
    break;
  case CF_FIELD_OBJECT:
    write_object (object, field, value, room);
    break;
  case CF_FIELD_RECORD:
    write_object (object, field, *(const gconstpointer *) value, room);
    break;
  case CF_FIELD_LIST:
    write_list (object, field, *(const GPtrArray *const *) value, room);
    break;
  case CF_FIELD_SIGNER_EVIDENCE:
  case CF_FIELD_MESSAGE_EVIDENCE:
    write_evidence (object, field, *(const CfEvidence *) value);
    break;
  case CF_FIELD_LATER:
    json_object_set_null_member (object, field->key);
    break;
  }
}

void
cf_report_write_fields (JsonObject *object, const CfField *fields, gconstpointer record, CfReportRoom *room)
{
  for (const CfField *field = fields; field->key != NULL; field++)
    write_field (object, field, (const guint8 *) record + field->offset, room);
}

/* Reading.  @what is said of a value that does not fit. */
static gboolean
refuse (GError **error, const CfField *field, const char *what)
{
  g_set_error (error, CF_REPORT_ERROR, CF_REPORT_ERROR_SCHEMA, "%s: %s", field->key, what);
  return FALSE;
}

/* The string of a node; NULL when it is none that we believe. */
static const char *
get_string (JsonNode *node)
{
  const char *text;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  text = json_node_get_string (node);
  return text != NULL && is_safe (text) ? text : NULL;
}

static gboolean
read_text (JsonNode *node, const CfField *field, char **out_text, GError **error)
{
  const char *text = get_string (node);

  if (text == NULL && (field->kind == CF_FIELD_STRING || !JSON_NODE_HOLDS_NULL (node)))
    return refuse (error, field, "not a text that can be shown");

  g_free (*out_text);
  *out_text = g_strdup (text);
  return TRUE;
}

static gboolean
read_time (JsonNode *node, const CfField *field, CfTime *out_time, GError **error)
{
  const char *text = get_string (node);

  if (JSON_NODE_HOLDS_NULL (node))
    *out_time = CF_TIME_UNKNOWN;
  else if (text == NULL || !cf_time_parse (text, out_time))
    return refuse (error, field, "not a time such as 2026-03-01T09:00:00Z");

  return TRUE;
}

static gboolean
read_boolean (JsonNode *node, const CfField *field, gboolean *out_value, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (error, field, "neither true nor false");

  *out_value = json_node_get_boolean (node) ? TRUE : FALSE;
  return TRUE;
}

static gboolean
read_flag (JsonNode *node, const CfField *field, gboolean *out_value, GError **error)
{
  const char *text = get_string (node);

  if (!JSON_NODE_HOLDS_NULL (node) && !cf_text_equal (text, field->word))
    return refuse (error, field, "neither null nor its word");

  *out_value = text != NULL;
  return TRUE;
}

static gboolean
read_number (JsonNode *node, const CfField *field, gpointer out_value, GError **error)
{
  gint64 number;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (error, field, "not a whole number");

  number = json_node_get_int (node);
  if (number < 0 || (field->kind == CF_FIELD_UINT && number > G_MAXUINT))
    return refuse (error, field, "a number outside its range");

  if (field->kind == CF_FIELD_UINT)
    *(guint *) out_value = (guint) number;
  else if (field->kind == CF_FIELD_UINT64)
    *(guint64 *) out_value = (guint64) number;
  else
    *(gint64 *) out_value = number;
  return TRUE;
}

static gboolean
read_enum (JsonNode *node, const CfField *field, gpointer out_value, GError **error)
{
  const char *name = JSON_NODE_HOLDS_NULL (node) ? "" : get_string (node);

  /* "" stands for null; as a text it is no name. */
  if (name == NULL || (*name == '\0' && !JSON_NODE_HOLDS_NULL (node)) ||
      !field->names->find (name, out_value))
    return refuse (error, field, "not a name of its list");

  return TRUE;
}

/* The items of a list; NULL when it is none or too long. */
static JsonArray *
get_array (JsonNode *node, const CfField *field, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    refuse (error, field, "not a list");
  else if (json_array_get_length (array) > field->max) {
    refuse (error, field, "a list that is too long");
    return NULL;
  }

  return array;
}

static gboolean
read_texts (JsonNode *node, const CfField *field, GPtrArray *out_texts, GError **error)
{
  JsonArray *array = get_array (node, field, error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *text = get_string (json_array_get_element (array, i));

    if (text == NULL)
      return refuse (error, field, "an item is not a text that can be shown");
    g_ptr_array_add (out_texts, g_strdup (text));
  }

  return TRUE;
}

static gboolean
read_object (JsonNode *node, const CfField *field, gpointer record, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, field, "not an object");
  if (cf_report_read_fields (json_node_get_object (node), field->fields, record, error))
    return TRUE;

  g_prefix_error (error, "%s.", field->key);
  return FALSE;
}

static gboolean
read_list (JsonNode *node, const CfField *field, gpointer record, GError **error)
{
  JsonArray *array = get_array (node, field, error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_object (json_array_get_element (array, i), field, field->add (record), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_evidence (JsonNode *node, const CfField *field, CfEvidence *out_evidence, GError **error)
{
  gboolean of_signer = field->kind == CF_FIELD_SIGNER_EVIDENCE;
  JsonArray *array = get_array (node, field, error);
  CfEvidence evidence = 0;

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *name = get_string (json_array_get_element (array, i));
    CfEvidence one;

    if (name == NULL ||
        !(of_signer ? cf_evidence_find_signer (name, &one) : cf_evidence_find_message (name, &one)))
      return refuse (error, field, "an item is no evidence that is known");
    evidence |= one;
  }

  *out_evidence = evidence;
  return TRUE;
}

static gboolean
read_field (JsonNode *node, const CfField *field, gpointer record, GError **error)
{
  gpointer value = (guint8 *) record + field->offset;

  switch (field->kind) {
  case CF_FIELD_TEXT:
  case CF_FIELD_STRING:
    return read_text (node, field, value, error);
  case CF_FIELD_TIME:
    return read_time (node, field, value, error);
  case CF_FIELD_BOOLEAN:
    return read_boolean (node, field, value, error);
  case CF_FIELD_FLAG:
    return read_flag (node, field, value, error);
  case CF_FIELD_UINT:
  case CF_FIELD_UINT64:
  case CF_FIELD_INT64:
    return read_number (node, field, value, error);
  case CF_FIELD_ENUM:
    return read_enum (node, field, value, error);
  case CF_FIELD_TEXTS:
    return read_texts (node, field, *(GPtrArray **) value, error);
  case CF_FIELD_OBJECT:
    return read_object (node, field, value, error);
  case CF_FIELD_RECORD:
    return JSON_NODE_HOLDS_NULL (node) || read_object (node, field, field->add (record), error);
  case CF_FIELD_LIST:
    return read_list (node, field, record, error);
  case CF_FIELD_SIGNER_EVIDENCE:
  case CF_FIELD_MESSAGE_EVIDENCE:
    return read_evidence (node, field, value, error);
  case CF_FIELD_LATER:
    return TRUE;
  }

  g_assert_not_reached ();
}

gboolean
cf_report_read_fields (JsonObject *object, const CfField *fields, gpointer record, GError **error)
{
  for (const CfField *field = fields; field->key != NULL; field++) {
    JsonNode *node = json_object_get_member (object, field->key);

    if (node == NULL && field->kind != CF_FIELD_LATER)
      return refuse (error, field, "lacks");
    if (!read_field (node, field, record, error))
      return FALSE;
  }

  return TRUE;
}
