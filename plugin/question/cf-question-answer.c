/* cf-question-answer.c — answers, and a recorded set of them <-> JSON Lines */
#include "cf-question-answer.h"

#include <gio/gio.h>
#include <string.h>

#include "cf-limits.h"
#include "cf-question-json.h"
#include "cf-text.h"

static const char *const status_names[] = {
  [CF_ANSWER_FAILED] = "failed",
  [CF_ANSWER_FOUND] = "found",
  [CF_ANSWER_EMPTY] = "empty",
  [CF_ANSWER_NO_NAME] = "no-name",
};

static const char *const dnssec_names[] = {
  [CF_DNSSEC_UNKNOWN] = "unknown",
  [CF_DNSSEC_INSECURE] = "insecure",
  [CF_DNSSEC_SECURE] = "secure",
  [CF_DNSSEC_BOGUS] = "bogus",
};

G_STATIC_ASSERT (G_N_ELEMENTS (status_names) == 4 && G_N_ELEMENTS (dnssec_names) == 4);

/* The members of a line, in their order. */
enum { MEMBER_KIND, MEMBER_QUESTION, MEMBER_STATUS, MEMBER_DNSSEC, MEMBER_RECORDS, MEMBER_FETCHED, MEMBER_EXPIRES, MEMBER_DETAIL };
static const char *const members[] = {
  "kind", "question", "status", "dnssec", "records", "fetched", "expires", "detail",
};

/* What stands before a record that is no printable ASCII text. */
#define BASE64_MARK "base64:"

struct _CfAnswers {
  GHashTable *answers; /* "kind key" -> CfAnswer */
  char *refusal;       /* (nullable): why there are no others, nor will be */
  GHashTable *refused; /* the same, of those that were looked for since */
};

const char *
cf_dnssec_get_name (CfDnssec dnssec)
{
  g_assert ((guint) dnssec < G_N_ELEMENTS (dnssec_names));
  return dnssec_names[dnssec];
}

CfAnswer *
cf_answer_new (CfQuestionKind kind, const char *key)
{
  CfAnswer *self = g_new0 (CfAnswer, 1);

  self->kind = kind;
  self->key = g_strdup (key);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->fetched = CF_TIME_UNKNOWN;
  self->expires = CF_TIME_UNKNOWN;
  return self;
}

void
cf_answer_free (CfAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_ptr_array_unref (self->records);
  g_free (self->detail);
  g_free (self);
}

void
cf_answer_add_record (CfAnswer *self, const void *data, gsize length)
{
  g_ptr_array_add (self->records, g_bytes_new (data, length));
}

GBytes *
cf_answer_get_record (const CfAnswer *self, guint index)
{
  g_assert (index < self->records->len);
  return g_ptr_array_index (self->records, index);
}

/* --- writing --- */

static gboolean
is_plain (const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (data[i] < ' ' || data[i] > '~')
      return FALSE;

  return length < strlen (BASE64_MARK) || memcmp (data, BASE64_MARK, strlen (BASE64_MARK)) != 0;
}

static char *
record_to_text (GBytes *record)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (record, &length);
  g_autofree char *base64 = NULL;

  if (length == 0 || is_plain (data, length))
    return g_strndup (length == 0 ? "" : (const char *) data, length);

  base64 = g_base64_encode (data, length);
  return g_strconcat (BASE64_MARK, base64, NULL);
}

static void
set_text (JsonObject *object, guint member, const char *text)
{
  if (text == NULL)
    json_object_set_null_member (object, members[member]);
  else
    json_object_set_string_member (object, members[member], text);
}

static JsonArray *
records_to_json (const CfAnswer *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->records->len; i++) {
    g_autofree char *text = record_to_text (cf_answer_get_record (self, i));

    json_array_add_string_element (array, text);
  }

  return array;
}

char *
cf_answer_to_line (const CfAnswer *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *fetched = cf_time_format (self->fetched);
  g_autofree char *expires = cf_time_format (self->expires);

  json_node_take_object (node, object);
  set_text (object, MEMBER_KIND, cf_question_kind_get_name (self->kind));
  set_text (object, MEMBER_QUESTION, self->key);
  set_text (object, MEMBER_STATUS, status_names[self->status]);
  set_text (object, MEMBER_DNSSEC, dnssec_names[self->dnssec]);
  json_object_set_array_member (object, members[MEMBER_RECORDS], records_to_json (self));
  set_text (object, MEMBER_FETCHED, fetched);
  set_text (object, MEMBER_EXPIRES, expires);
  set_text (object, MEMBER_DETAIL, self->detail);
  return json_to_string (node, FALSE);
}

/* --- reading --- */

static gboolean
refuse (GError **error, guint member, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "\"%s\" %s", members[member], what);
  return FALSE;
}

/* The text of a member; NULL when it is null or missing. */
static gboolean
read_text (JsonObject *object, guint member, const char **out_text, GError **error)
{
  JsonNode *node = json_object_get_member (object, members[member]);

  *out_text = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, member, "is not a text");

  *out_text = json_node_get_string (node);
  return TRUE;
}

/* @names: four, as both lists have. */
static gboolean
read_name (JsonObject *object, guint member, const char *const names[4], guint *out_value, GError **error)
{
  const char *text;

  if (!read_text (object, member, &text, error))
    return FALSE;

  for (guint i = 0; text != NULL && i < 4; i++)
    if (g_str_equal (text, names[i])) {
      *out_value = i;
      return TRUE;
    }

  return refuse (error, member, "is no name that is known here");
}

static gboolean
read_time (JsonObject *object, guint member, CfTime *out_time, GError **error)
{
  const char *text;

  if (!read_text (object, member, &text, error))
    return FALSE;
  if (text == NULL || cf_time_parse (text, out_time))
    return TRUE;

  return refuse (error, member, "is no time such as 2026-03-01T09:00:00Z");
}

static const gsize record_limits[CF_QUESTION_N_KINDS] = {
#define CF_QUESTION_KIND(kind, name, record_bytes, seconds, keep) [CF_QUESTION_##kind] = record_bytes,
#include "cf-question-table.h"
};

/* GLib's decoder skips what is no base64: what does not come back the same is none. */
static guchar *
decode_base64 (const char *base64, gsize *out_length)
{
  g_autofree guchar *data = g_base64_decode (base64, out_length);
  g_autofree char *again = g_base64_encode (data, *out_length);

  return g_str_equal (again, base64) ? g_steal_pointer (&data) : NULL;
}

static gboolean
read_record (CfAnswer *self, JsonNode *node, GError **error)
{
  const char *text;
  g_autofree guchar *data = NULL;
  gsize length;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, MEMBER_RECORDS, "holds what is not a text");

  text = json_node_get_string (node);
  if (g_str_has_prefix (text, BASE64_MARK)) {
    data = decode_base64 (text + strlen (BASE64_MARK), &length);
    if (data == NULL)
      return refuse (error, MEMBER_RECORDS, "holds what is no base64");
  } else {
    length = strlen (text);
    data = (guchar *) g_strdup (text);
  }
  if (length > record_limits[self->kind])
    return refuse (error, MEMBER_RECORDS, "holds one that is too large");

  cf_answer_add_record (self, data, length);
  return TRUE;
}

static gboolean
read_records (CfAnswer *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, members[MEMBER_RECORDS]);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) > CF_LIMIT_ANSWER_RECORDS)
    return refuse (error, MEMBER_RECORDS, "is no list, or too long");

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_record (self, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_question (JsonObject *object, CfAnswer **out_answer, GError **error)
{
  const char *kind_name, *key;
  CfQuestionKind kind;

  if (!read_text (object, MEMBER_KIND, &kind_name, error) || !read_text (object, MEMBER_QUESTION, &key, error))
    return FALSE;
  if (kind_name == NULL || !cf_question_kind_find (kind_name, &kind))
    return refuse (error, MEMBER_KIND, "is no kind that is known here");
  if (key == NULL || !cf_text_is_ascii (key) || strlen (key) > CF_LIMIT_QUESTION_BYTES)
    return refuse (error, MEMBER_QUESTION, "is not printable ASCII of a sensible length");

  *out_answer = cf_answer_new (kind, key);
  return TRUE;
}

/* What is bogus or failed has no data, whoever wrote the file. */
static gboolean
is_consistent (const CfAnswer *self)
{
  if (self->dnssec == CF_DNSSEC_BOGUS && self->status != CF_ANSWER_FAILED)
    return FALSE;

  return (self->status == CF_ANSWER_FOUND) == (self->records->len > 0);
}

static CfAnswer *
answer_from_object (JsonObject *object, GError **error)
{
  g_autoptr (CfAnswer) self = NULL;
  const char *detail;
  guint status, dnssec;

  if (!read_question (object, &self, error) ||
      !read_name (object, MEMBER_STATUS, status_names, &status, error) ||
      !read_name (object, MEMBER_DNSSEC, dnssec_names, &dnssec, error) ||
      !read_records (self, object, error) || !read_time (object, MEMBER_FETCHED, &self->fetched, error) ||
      !read_time (object, MEMBER_EXPIRES, &self->expires, error) || !read_text (object, MEMBER_DETAIL, &detail, error))
    return NULL;

  self->status = status;
  self->dnssec = dnssec;
  self->detail = detail == NULL ? NULL : cf_text_make_visible (detail, -1);
  if (!is_consistent (self)) {
    refuse (error, MEMBER_STATUS, "does not fit the records or their DNSSEC state");
    return NULL;
  }

  return g_steal_pointer (&self);
}

CfAnswer *
cf_answer_from_line (const char *line, GError **error)
{
  g_autoptr (JsonNode) node = cf_question_json_parse (line, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "is no JSON object");
    return NULL;
  }

  return answer_from_object (json_node_get_object (node), error);
}

/* --- sets --- */

static char *
dup_place (CfQuestionKind kind, const char *key)
{
  return g_strdup_printf ("%s %s", cf_question_kind_get_name (kind), key);
}

CfAnswers *
cf_answers_new (void)
{
  CfAnswers *self = g_new0 (CfAnswers, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cf_answer_free);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cf_answer_free);
  return self;
}

void
cf_answers_take (CfAnswers *self, CfAnswer *answer)
{
  g_hash_table_replace (self->answers, dup_place (answer->kind, answer->key), answer);
}

void
cf_answers_refuse_others (CfAnswers *self, const char *why)
{
  g_free (self->refusal);
  self->refusal = g_strdup (why);
}

/* Kept beside those that came: it is looked for again, and lives as long. */
static const CfAnswer *
refuse_question (const CfAnswers *self, CfQuestionKind kind, const char *key)
{
  char *place = dup_place (kind, key);
  CfAnswer *answer = g_hash_table_lookup (self->refused, place);

  if (answer != NULL) {
    g_free (place);
    return answer;
  }

  answer = cf_answer_new (kind, key);
  answer->detail = g_strdup (self->refusal);
  g_hash_table_insert (self->refused, place, answer);
  return answer;
}

const CfAnswer *
cf_answers_find_brought (const CfAnswers *self, CfQuestionKind kind, const char *key)
{
  g_autofree char *place = NULL;

  if (self == NULL)
    return NULL;

  place = dup_place (kind, key);
  return g_hash_table_lookup (self->answers, place);
}

const CfAnswer *
cf_answers_find (const CfAnswers *self, CfQuestionKind kind, const char *key)
{
  const CfAnswer *found = cf_answers_find_brought (self, kind, key);

  if (found != NULL || self == NULL || self->refusal == NULL || kind == CF_QUESTION_HISTORY)
    return found;

  return refuse_question (self, kind, key);
}

gboolean
cf_answers_are_offline (const CfAnswers *self)
{
  GHashTableIter iter;
  gpointer value;

  if (self == NULL)
    return FALSE;
  if (cf_text_equal (self->refusal, CF_ANSWER_OFFLINE))
    return TRUE;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CfAnswer *answer = value;

    if (answer->status == CF_ANSWER_FAILED && cf_text_equal (answer->detail, CF_ANSWER_OFFLINE))
      return TRUE;
  }

  return FALSE;
}

guint
cf_answers_get_n (const CfAnswers *self)
{
  return g_hash_table_size (self->answers);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
cf_answers_to_text (const CfAnswers *self)
{
  g_autofree const char **places = (const char **) g_hash_table_get_keys_as_array (self->answers, NULL);
  guint n = g_hash_table_size (self->answers);
  GString *text = g_string_new (NULL);

  qsort (places, n, sizeof *places, compare_texts);
  for (guint i = 0; i < n; i++) {
    g_autofree char *line = cf_answer_to_line (g_hash_table_lookup (self->answers, places[i]));

    g_string_append (text, line);
    g_string_append_c (text, '\n');
  }

  return g_string_free (text, FALSE);
}

CfAnswers *
cf_answers_from_text (const char *name, const char *text, GError **error)
{
  g_autoptr (CfAnswers) self = cf_answers_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    CfAnswer *answer;

    g_strchomp (lines[i]);
    if (*lines[i] == '\0')
      continue;

    answer = cf_answer_from_line (lines[i], error);
    if (answer == NULL) {
      g_prefix_error (error, "%s:%u: ", name, i + 1);
      return NULL;
    }
    cf_answers_take (self, answer);
  }

  return g_steal_pointer (&self);
}

void
cf_answers_free (CfAnswers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->refused);
  g_free (self->refusal);
  g_free (self);
}
