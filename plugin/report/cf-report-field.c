/* cf-report-field.c — facts -> JSON: writing one record by its table of keys */
#include "cf-report-private.h"

#include <string.h>

/* Characters of a text when the room is used up. */
#define SHORT_TEXT_CHARS 100

gboolean
cf_report_is_safe (const char *text)
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
  return cf_report_is_safe (text) ? g_strdup (text) : cf_text_make_visible (text, -1);
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
  const CfEvidenceNames *names = cf_report_get_evidence_names (field->kind);
  JsonArray *array = json_array_new ();

  for (guint bit = 0; bit < names->n_bits; bit++)
    if (evidence & (G_GUINT64_CONSTANT (1) << bit))
      json_array_add_string_element (array, names->get_name (bit));

  json_object_set_array_member (object, field->key, array);
}

static void
write_properties (JsonObject *object, const CfField *field, const GPtrArray *properties, CfReportRoom *room)
{
  JsonObject *below = json_object_new ();

  for (guint i = 0; i < properties->len; i++) {
    const CfAuthProperty *property = g_ptr_array_index (properties, i);
    g_autofree char *name = NULL;

    if (i == field->max || room->bytes_left == 0) {
      room->truncated = TRUE;
      break;
    }
    name = dup_in_room (property->name, room);
    write_text (below, name, property->value, room);
  }

  json_object_set_object_member (object, field->key, below);
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
  case CF_FIELD_PROPERTIES:
    write_properties (object, field, *(const GPtrArray *const *) value, room);
    break;
  case CF_FIELD_SIGNER_EVIDENCE:
  case CF_FIELD_MESSAGE_EVIDENCE:
  case CF_FIELD_DOMAIN_EVIDENCE:
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
