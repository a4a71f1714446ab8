/* cf-report-field-read.c — JSON -> facts: reading one record by its table of keys
 *
 * Reading trusts nothing: each key must be there (but one that was added to the
 * contract later), have its type and a value
 * in its range, and hold no character that hides or moves text.
 */
#include "cf-report-private.h"

/* @what is said of a value that does not fit. */
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
  return text != NULL && cf_report_is_safe (text) ? text : NULL;
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
read_properties (JsonNode *node, const CfField *field, gpointer record, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GList) names = NULL;

  if (object == NULL || json_object_get_size (object) > field->max)
    return refuse (error, field, "not an object of its size");

  names = json_object_get_members (object);
  for (const GList *item = names; item != NULL; item = item->next) {
    const char *value = get_string (json_object_get_member (object, item->data));

    if (value == NULL || !cf_report_is_safe (item->data))
      return refuse (error, field, "an item is not a text that can be shown");
    cf_auth_method_add_property (record, item->data, value);
  }

  return TRUE;
}

static gboolean
read_evidence (JsonNode *node, const CfField *field, CfEvidence *out_evidence, GError **error)
{
  const CfEvidenceNames *names = cf_report_get_evidence_names (field->kind);
  JsonArray *array = get_array (node, field, error);
  CfEvidence evidence = 0;

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *name = get_string (json_array_get_element (array, i));
    CfEvidence one;

    if (name == NULL || !names->find (name, &one))
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
  case CF_FIELD_PROPERTIES:
    return read_properties (node, field, record, error);
  case CF_FIELD_SIGNER_EVIDENCE:
  case CF_FIELD_MESSAGE_EVIDENCE:
  case CF_FIELD_DOMAIN_EVIDENCE:
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

    if (node == NULL && field->added)
      continue;
    if (node == NULL && field->kind != CF_FIELD_LATER)
      return refuse (error, field, "lacks");
    if (!read_field (node, field, record, error))
      return FALSE;
  }

  return TRUE;
}
