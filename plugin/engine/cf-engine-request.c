/* cf-engine-request.c — what a client tells about one message <-> members of a frame */
#include "cf-engine-request.h"

typedef enum { MEMBER_TEXT, MEMBER_TIME, MEMBER_PLACE, MEMBER_BOOLEAN } MemberType;

/* An optional member may be null or left out. */
static const struct {
  const char *key;
  MemberType type;
  gboolean optional;
  gsize offset;
} members[] = {
  { "source", MEMBER_TEXT, TRUE, G_STRUCT_OFFSET (CfEngineRequest, source) },
  { "account", MEMBER_TEXT, TRUE, G_STRUCT_OFFSET (CfEngineRequest, account) },
  { "lang", MEMBER_TEXT, TRUE, G_STRUCT_OFFSET (CfEngineRequest, lang) },
  { "at", MEMBER_TIME, TRUE, G_STRUCT_OFFSET (CfEngineRequest, at) },
  { "received", MEMBER_TIME, TRUE, G_STRUCT_OFFSET (CfEngineRequest, received) },
  { "place", MEMBER_PLACE, FALSE, G_STRUCT_OFFSET (CfEngineRequest, place) },
  { "exact", MEMBER_BOOLEAN, FALSE, G_STRUCT_OFFSET (CfEngineRequest, exact) },
  { "redact", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (CfEngineRequest, redact) },
  { "trace", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (CfEngineRequest, trace) },
  { "view", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (CfEngineRequest, view) },
  { "background", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (CfEngineRequest, background) },
  { "live", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (CfEngineRequest, live) },
  { "asked", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (CfEngineRequest, asked) },
  { "decrypted", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (CfEngineRequest, decrypted) },
};

static gboolean
read_time (const char *key, const char *text, CfTime *out_time, GError **error)
{
  if (cf_time_parse (text, out_time))
    return TRUE;

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"%s\" is no RFC 3339 time", key);
  return FALSE;
}

static gboolean
read_place (const char *key, const char *text, CfPlace *out_place, GError **error)
{
  if (cf_place_find (text, out_place))
    return TRUE;

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"%s\" is no place that is known here", key);
  return FALSE;
}

static gboolean
read_member (JsonObject *object, gsize i, CfEngineRequest *self, GError **error)
{
  void *field = G_STRUCT_MEMBER_P (self, members[i].offset);
  const char *key = members[i].key;
  const char *text;

  if (members[i].type == MEMBER_BOOLEAN)
    return cf_frame_get_boolean (object, key, field, error);
  if (!cf_frame_get_string (object, key, &text, error))
    return FALSE;
  if (members[i].type == MEMBER_TIME)
    return read_time (key, text, field, error);
  if (members[i].type == MEMBER_PLACE)
    return read_place (key, text, field, error);

  *(char **) field = g_strdup (text);
  return TRUE;
}

static gboolean
is_left_out (JsonObject *object, const char *key)
{
  return !json_object_has_member (object, key) || json_object_get_null_member (object, key);
}

CfEngineRequest *
cf_engine_request_read (JsonObject *object, GError **error)
{
  g_autoptr (CfEngineRequest) self = g_new0 (CfEngineRequest, 1);

  self->at = CF_TIME_UNKNOWN;
  self->received = CF_TIME_UNKNOWN;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    if (members[i].optional && is_left_out (object, members[i].key))
      continue;
    if (!read_member (object, i, self, error))
      return NULL;
  }

  return g_steal_pointer (&self);
}

static void
write_member (const CfEngineRequest *self, gsize i, JsonObject *object)
{
  const void *field = G_STRUCT_MEMBER_P (self, members[i].offset);
  g_autofree char *time = NULL;

  switch (members[i].type) {
  case MEMBER_TEXT:
    json_object_set_string_member (object, members[i].key, *(char *const *) field);
    return;
  case MEMBER_TIME:
    time = cf_time_format (*(const CfTime *) field);
    json_object_set_string_member (object, members[i].key, time);
    return;
  case MEMBER_PLACE:
    json_object_set_string_member (object, members[i].key, cf_place_get_name (*(const CfPlace *) field));
    return;
  case MEMBER_BOOLEAN:
    json_object_set_boolean_member (object, members[i].key, *(const gboolean *) field);
    return;
  }
}

void
cf_engine_request_write (const CfEngineRequest *self, JsonObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    write_member (self, i, object);
}

void
cf_engine_request_free (CfEngineRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->source);
  g_free (self->account);
  g_free (self->lang);
  g_free (self);
}
