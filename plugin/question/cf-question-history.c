/* cf-question-history.c — records of the ledger <-> structs, and the expectation that follows from them */
#include "cf-question-history.h"

#include <string.h>

#include "cf-limits.h"
#include "cf-question-json.h"
#include "cf-text.h"

typedef enum { FIELD_NUMBER, FIELD_FLAG, FIELD_TIME, FIELD_TEXT, FIELD_TEXT_OR_NULL } FieldType;

/* One member of a record and where it stands in its struct. */
typedef struct {
  const char *name;
  FieldType type;
  gsize offset;
} Field;

#define SENDER(name, type) { #name, FIELD_##type, G_STRUCT_OFFSET (CfHistorySender, name) }
static const Field sender_fields[] = {
  SENDER (n_signed, NUMBER),
  SENDER (n_unsigned, NUMBER),
  SENDER (last_counted, NUMBER),
  SENDER (last_signed, NUMBER),
  SENDER (signed_days, NUMBER),
  SENDER (unsigned_in_row, NUMBER),
  SENDER (last_signed_at, TIME),
  SENDER (certificate, TEXT_OR_NULL),
  SENDER (issuer, TEXT_OR_NULL),
  SENDER (names, TEXT_OR_NULL),
  SENDER (assurance, TEXT_OR_NULL),
  SENDER (not_before, TIME),
  SENDER (not_after, TIME),
};

#define MESSAGE(name, type) { #name, FIELD_##type, G_STRUCT_OFFSET (CfHistoryMessage, name) }
static const Field message_fields[] = {
  MESSAGE (arrived, TIME),
  MESSAGE (checked, TIME),
  MESSAGE (verdict, TEXT),
  MESSAGE (certificate, TEXT_OR_NULL),
  MESSAGE (verified, FLAG),
  MESSAGE (revocation_known, FLAG),
};

#define SIGNATURE(name, type) { #name, FIELD_##type, G_STRUCT_OFFSET (CfHistorySignature, name) }
static const Field signature_fields[] = {
  SIGNATURE (message_id, TEXT),
  SIGNATURE (canonical_sha256, TEXT),
  SIGNATURE (arrived, TIME),
};

#define DOMAIN(name, type) { #name, FIELD_##type, G_STRUCT_OFFSET (CfHistoryDomain, name) }
static const Field domain_fields[] = {
  DOMAIN (n_counted, NUMBER),
  DOMAIN (n_days, NUMBER),
  DOMAIN (last_at, TIME),
};

/* --- keys --- */

char *
cf_history_fold_address (const char *address)
{
  const char *at = strrchr (address, '@');
  const char *domain = at == NULL ? address + strlen (address) : at + 1;
  g_autofree char *ascii = cf_text_domain_to_ascii (domain);
  g_autofree char *local = g_strndup (address, (gsize) (domain - address));
  g_autofree char *whole = g_strconcat (local, ascii != NULL ? ascii : domain, NULL);
  GString *folded = g_string_new (NULL);

  for (const char *byte = whole; *byte != '\0'; byte++)
    if (*byte > ' ' && *byte < 0x7f && *byte != '%')
      g_string_append_c (folded, g_ascii_tolower (*byte));
    else
      g_string_append_printf (folded, "%%%02X", (guint8) *byte);

  return g_string_free (folded, FALSE);
}

char *
cf_question_dup_sender_key (const char *address)
{
  g_autofree char *folded = cf_history_fold_address (address);

  return g_strconcat (CF_HISTORY_SENDER, folded, NULL);
}

/* --- struct -> record --- */

static void
add_field (JsonObject *object, const Field *field, const guint8 *base)
{
  const void *value = base + field->offset;

  if (field->type == FIELD_NUMBER) {
    json_object_set_int_member (object, field->name, *(const guint *) value);
  } else if (field->type == FIELD_FLAG) {
    json_object_set_boolean_member (object, field->name, *(const gboolean *) value);
  } else {
    g_autofree char *text = field->type == FIELD_TIME ? cf_time_format (*(const CfTime *) value)
                                                      : g_strdup (*(char *const *) value);

    if (text == NULL)
      json_object_set_null_member (object, field->name);
    else
      json_object_set_string_member (object, field->name, text);
  }
}

static GBytes *
node_to_record (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
to_record (const Field *fields, guint n_fields, const void *base)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  for (guint i = 0; i < n_fields; i++)
    add_field (object, &fields[i], base);

  return node_to_record (node);
}

/* --- record -> struct --- */

static gboolean
read_text (JsonObject *object, const Field *field, char **out_text)
{
  const char *text = cf_question_json_get_text (object, field->name);

  if (text == NULL)
    return field->type == FIELD_TEXT_OR_NULL && cf_question_json_is_null (object, field->name);
  if (strlen (text) > CF_LIMIT_HISTORY_TEXT_BYTES)
    return FALSE;

  *out_text = g_strdup (text);
  return TRUE;
}

static gboolean
read_time (JsonObject *object, const char *name, CfTime *out_time)
{
  const char *text = cf_question_json_get_text (object, name);

  *out_time = CF_TIME_UNKNOWN;
  return text == NULL ? cf_question_json_is_null (object, name) : cf_time_parse (text, out_time);
}

static gboolean
read_number (JsonObject *object, const char *name, guint *out_number)
{
  gint64 number;

  if (!cf_question_json_get_number (object, name, G_MAXINT32, &number))
    return FALSE;

  *out_number = (guint) number;
  return TRUE;
}

static gboolean
read_field (JsonObject *object, const Field *field, guint8 *base)
{
  void *value = base + field->offset;

  switch (field->type) {
    case FIELD_NUMBER:
      return read_number (object, field->name, value);
    case FIELD_FLAG:
      return cf_question_json_get_flag (object, field->name, value);
    case FIELD_TIME:
      return read_time (object, field->name, value);
    case FIELD_TEXT:
    case FIELD_TEXT_OR_NULL:
      return read_text (object, field, value);
  }

  g_assert_not_reached ();
}

static JsonNode *
parse_record (GBytes *record)
{
  gsize length;
  const char *data = g_bytes_get_data (record, &length);
  g_autofree char *text = NULL;

  if (length == 0 || length > CF_LIMIT_HISTORY_RECORD_BYTES || memchr (data, '\0', length) != NULL)
    return NULL;

  text = g_strndup (data, length);
  return cf_question_json_parse (text, NULL);
}

/* Exactly the members of the table: a record of a later version is not half understood.  What a failed reading left
 * behind is the caller's to clear. */
static gboolean
from_record (const Field *fields, guint n_fields, GBytes *record, void *base)
{
  g_autoptr (JsonNode) node = parse_record (record);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || json_object_get_size (object) != n_fields)
    return FALSE;

  for (guint i = 0; i < n_fields; i++)
    if (!read_field (object, &fields[i], base))
      return FALSE;

  return TRUE;
}

static void
clear_fields (const Field *fields, guint n_fields, void *base)
{
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].type == FIELD_TEXT || fields[i].type == FIELD_TEXT_OR_NULL)
      g_clear_pointer ((char **) ((guint8 *) base + fields[i].offset), g_free);
}

/* --- each pair --- */

#define FIELDS(table) table, G_N_ELEMENTS (table)

GBytes *
cf_history_sender_to_record (const CfHistorySender *self)
{
  return to_record (FIELDS (sender_fields), self);
}

/* Numbers that contradict each other are none that the ledger counted. */
static gboolean
is_possible (const CfHistorySender *sender)
{
  return sender->last_counted <= CF_HISTORY_LAST && sender->last_signed <= sender->last_counted &&
         sender->last_signed <= sender->n_signed && sender->signed_days <= sender->n_signed &&
         sender->unsigned_in_row <= sender->n_unsigned &&
         (sender->last_signed_at == CF_TIME_UNKNOWN) == (sender->n_signed == 0);
}

gboolean
cf_history_sender_from_record (GBytes *record, CfHistorySender *out_sender)
{
  g_auto (CfHistorySender) sender = { 0 };

  if (!from_record (FIELDS (sender_fields), record, &sender) || !is_possible (&sender))
    return FALSE;

  *out_sender = sender;
  memset (&sender, 0, sizeof sender);
  return TRUE;
}

void
cf_history_sender_clear (CfHistorySender *self)
{
  clear_fields (FIELDS (sender_fields), self);
}

GBytes *
cf_history_message_to_record (const CfHistoryMessage *self)
{
  return to_record (FIELDS (message_fields), self);
}

gboolean
cf_history_message_from_record (GBytes *record, CfHistoryMessage *out_message)
{
  g_auto (CfHistoryMessage) message = { 0 };

  if (!from_record (FIELDS (message_fields), record, &message))
    return FALSE;

  *out_message = message;
  memset (&message, 0, sizeof message);
  return TRUE;
}

void
cf_history_message_clear (CfHistoryMessage *self)
{
  clear_fields (FIELDS (message_fields), self);
}

GBytes *
cf_history_signature_to_record (const CfHistorySignature *self)
{
  return to_record (FIELDS (signature_fields), self);
}

gboolean
cf_history_signature_from_record (GBytes *record, CfHistorySignature *out_signature)
{
  g_auto (CfHistorySignature) signature = { 0 };

  if (!from_record (FIELDS (signature_fields), record, &signature))
    return FALSE;

  *out_signature = signature;
  memset (&signature, 0, sizeof signature);
  return TRUE;
}

void
cf_history_signature_clear (CfHistorySignature *self)
{
  clear_fields (FIELDS (signature_fields), self);
}

GBytes *
cf_history_domains_to_record (const char *const *domains)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  for (guint i = 0; i < CF_LIMIT_HISTORY_DOMAINS && domains[i] != NULL; i++)
    json_array_add_string_element (array, domains[i]);

  return node_to_record (node);
}

gboolean
cf_history_domains_from_record (GBytes *record, GStrv *out_domains)
{
  g_autoptr (JsonNode) node = parse_record (record);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) domains = g_strv_builder_new ();

  if (array == NULL || json_array_get_length (array) > CF_LIMIT_HISTORY_DOMAINS)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *item = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_VALUE (item) || json_node_get_value_type (item) != G_TYPE_STRING)
      return FALSE;
    g_strv_builder_add (domains, json_node_get_string (item));
  }

  *out_domains = g_strv_builder_end (domains);
  return TRUE;
}

GBytes *
cf_history_domain_to_record (const CfHistoryDomain *self)
{
  return to_record (FIELDS (domain_fields), self);
}

gboolean
cf_history_domain_from_record (GBytes *record, CfHistoryDomain *out_domain)
{
  CfHistoryDomain domain = { 0 };

  if (!from_record (FIELDS (domain_fields), record, &domain) || domain.n_days > domain.n_counted ||
      domain.n_counted == 0 || domain.last_at == CF_TIME_UNKNOWN)
    return FALSE;

  *out_domain = domain;
  return TRUE;
}

/* --- the expectation --- */

/* Months as people count them.  A clock that is wrong beyond the calendar ends nothing. */
static gboolean
is_recent (CfTime last, CfTime now)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (last);
  g_autoptr (GDateTime) end = moment == NULL ? NULL : g_date_time_add_months (moment, CF_HISTORY_MONTHS);

  return end == NULL || now <= g_date_time_to_unix (end);
}

gboolean
cf_history_is_expected (const CfHistorySender *self, const CfHistoryRules *rules, CfTime now)
{
  if (self->n_signed == 0 || self->n_signed < rules->signed_min || self->signed_days < rules->signed_days)
    return FALSE;
  if (self->last_signed * 100 < rules->share * self->last_counted)
    return FALSE;

  return self->unsigned_in_row < rules->forget_after && is_recent (self->last_signed_at, now);
}

gboolean
cf_history_is_known (const CfHistoryDomain *self, const CfHistoryRules *rules, CfTime now)
{
  return self->n_counted >= rules->signed_min && self->n_days >= rules->signed_days && is_recent (self->last_at, now);
}
