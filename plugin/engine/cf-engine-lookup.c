/* cf-engine-lookup.c — the monitor's hand on the look-up process */
#include "cf-engine-lookup.h"

#include "cf-frame-writer.h"
#include "cf-limits.h"

/* An answer of CF_LIMIT_ANSWER_BYTES in base64 or with every letter escaped, and what stands around it. */
#define MAX_ANSWER_FRAME (2 * CF_LIMIT_ANSWER_BYTES + 64 * CF_KIB)

/* What it may say of itself; for people, once. */
static const struct {
  const char *status;
  const char *says;
} statuses[] = {
  { "dnssec-stripped", "the DNS server takes DNSSEC's signatures away; every answer counts as insecure" },
  { "dnssec-no-anchor", "the DNSSEC trust anchor cannot be read; every answer counts as insecure" },
};

/* A question under way. */
typedef struct {
  gpointer asker;
  CfQuestionKind kind;
  char *key;
} Open;

struct _CfEngineLookup {
  CfEngineOrigin *origin;
  CfEngineLookupFunc take;
  char *settings; /* (nullable) */
  CfEngineProcess process;
  CfFrameReader *reader; /* (nullable): while it runs */
  CfFrameWriter *writer; /* (nullable): while it runs */
  GHashTable *open;      /* (element-type gint64 Open) */
  gint64 last_id;
  guint deaths; /* in a row */
  gint64 rests_until;
};

static void
open_free (Open *open)
{
  g_free (open->key);
  g_free (open);
}

CfEngineLookup *
cf_engine_lookup_new (CfEngineOrigin *origin, CfEngineLookupFunc take)
{
  CfEngineLookup *self = g_new0 (CfEngineLookup, 1);

  self->origin = origin;
  self->take = take;
  self->process = (CfEngineProcess) CF_ENGINE_PROCESS_NONE;
  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) open_free);
  return self;
}

int
cf_engine_lookup_get_pid (const CfEngineLookup *self)
{
  return self->process.pid;
}

int
cf_engine_lookup_get_fd (const CfEngineLookup *self, gboolean *out_writes)
{
  *out_writes = self->writer != NULL && cf_frame_writer_get_waiting (self->writer) > 0;
  return self->process.socket;
}

static void
fail (CfEngineLookup *self, gpointer asker, const Open *open, const char *why)
{
  CfAnswer *answer = cf_answer_new (open->kind, open->key);

  answer->detail = g_strdup (why);
  self->take (asker, answer);
}

static void
send_cancel (CfEngineLookup *self, gint64 id)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;

  json_object_set_int_member (object, "cancel", id);
  frame = cf_frame_write (object);
  if (self->writer != NULL)
    cf_frame_writer_add (self->writer, frame);
}

/* Takes the questions of @asker (of everybody when NULL) off the list.  (transfer full) */
static GPtrArray *
steal_open (CfEngineLookup *self, gpointer asker)
{
  GPtrArray *stolen = g_ptr_array_new_with_free_func ((GDestroyNotify) open_free);
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &id, &value)) {
    Open *open = value;

    if (asker != NULL && open->asker != asker)
      continue;
    send_cancel (self, *(gint64 *) id);
    g_ptr_array_add (stolen, open);
    g_hash_table_iter_steal (&iter);
    g_free (id);
  }

  return stolen;
}

static void
fail_stolen (CfEngineLookup *self, GPtrArray *stolen, const char *why)
{
  for (guint i = 0; i < stolen->len; i++) {
    const Open *open = g_ptr_array_index (stolen, i);

    fail (self, open->asker, open, why);
  }
}

void
cf_engine_lookup_give_up (CfEngineLookup *self, gpointer asker, const char *why)
{
  g_autoptr (GPtrArray) stolen = steal_open (self, asker);

  fail_stolen (self, stolen, why);
}

void
cf_engine_lookup_forget (CfEngineLookup *self, gpointer asker)
{
  g_autoptr (GPtrArray) stolen = steal_open (self, asker);
}

static void
end_process (CfEngineLookup *self)
{
  cf_engine_process_end (&self->process);
  g_clear_pointer (&self->reader, cf_frame_reader_free);
  g_clear_pointer (&self->writer, cf_frame_writer_free);
}

/* Those who asked get a failure; too many deaths in a row, and it rests. */
static void
bury (CfEngineLookup *self)
{
  g_autoptr (GPtrArray) stolen = NULL;

  end_process (self);
  if (++self->deaths >= CF_LIMIT_DEATHS) {
    self->deaths = 0;
    self->rests_until = g_get_monotonic_time () + CF_LIMIT_REST_SECONDS * G_USEC_PER_SEC;
  }
  stolen = steal_open (self, NULL);
  fail_stolen (self, stolen, "the look-up process ended");
}

/* It was started for other rules; who asked under those asks again. */
static void
retire (CfEngineLookup *self)
{
  g_autoptr (GPtrArray) stolen = NULL;

  end_process (self);
  stolen = steal_open (self, NULL);
  fail_stolen (self, stolen, "the rules were changed");
}

void
cf_engine_lookup_set_settings (CfEngineLookup *self, const char *settings)
{
  gboolean is_same = g_strcmp0 (self->settings, settings) == 0;

  if (is_same)
    return;

  g_free (self->settings);
  self->settings = g_strdup (settings);
  if (self->process.pid > 0)
    retire (self);
}

static gboolean
ensure_process (CfEngineLookup *self)
{
  if (self->process.pid > 0)
    return TRUE;
  if (g_get_monotonic_time () < self->rests_until)
    return FALSE;

  if (!cf_engine_origin_start (self->origin, CF_ENGINE_ROLE_LOOKUP, self->settings, &self->process)) {
    bury (self);
    return FALSE;
  }

  self->reader = cf_frame_reader_new (MAX_ANSWER_FRAME);
  self->writer = cf_frame_writer_new (self->process.socket);
  return TRUE;
}

void
cf_engine_lookup_ask (CfEngineLookup *self, gpointer asker, const CfQuestion *question, gboolean kept)
{
  Open *open = g_new0 (Open, 1);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;
  gint64 *id = g_new (gint64, 1);

  *open = (Open) { asker, question->kind, g_strdup (question->key) };
  *id = ++self->last_id;
  if (!ensure_process (self)) {
    fail (self, asker, open, "the look-up process cannot be started");
    open_free (open);
    g_free (id);
    return;
  }

  json_object_set_int_member (object, "id", *id);
  json_object_set_string_member (object, "kind", cf_question_kind_get_name (question->kind));
  json_object_set_string_member (object, "question", question->key);
  if (kept)
    json_object_set_boolean_member (object, "kept", TRUE);
  g_hash_table_insert (self->open, id, open);
  frame = cf_frame_write (object);
  cf_frame_writer_add (self->writer, frame);
}

/* The answer of a frame, read as strictly as a recorded one; it must be to what was asked. */
static CfAnswer *
read_answer (JsonObject *object, const Open *open)
{
  JsonNode *node = json_object_get_member (object, "answer");
  g_autofree char *text = node != NULL ? json_to_string (node, FALSE) : NULL;
  g_autoptr (CfAnswer) answer = text != NULL ? cf_answer_from_line (text, NULL) : NULL;

  if (answer == NULL || answer->kind != open->kind || !g_str_equal (answer->key, open->key))
    return NULL;

  return g_steal_pointer (&answer);
}

static gboolean
take_status (JsonObject *object)
{
  const char *status;

  if (!cf_frame_get_string (object, "status", &status, NULL))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (status, statuses[i].status)) {
      g_printerr ("certfirst: look-ups: %s\n", statuses[i].says);
      return TRUE;
    }

  return FALSE;
}

/* FALSE when the process is not what it should be. */
static gboolean
take_frame (CfEngineLookup *self, JsonObject *object)
{
  gpointer asker;
  CfAnswer *answer;
  Open *open;
  gint64 id;

  if (json_object_has_member (object, "status"))
    return take_status (object);
  if (!cf_frame_get_int (object, "id", &id, NULL))
    return FALSE;

  /* It may have been given up meanwhile. */
  open = g_hash_table_lookup (self->open, &id);
  if (open == NULL)
    return id > 0 && id <= self->last_id;

  answer = read_answer (object, open);
  if (answer == NULL)
    return FALSE;

  self->deaths = 0;
  asker = open->asker;
  g_hash_table_remove (self->open, &id);
  self->take (asker, answer);
  return TRUE;
}

/* FALSE when it is dead. */
static gboolean
read_frames (CfEngineLookup *self)
{
  if (cf_frame_reader_fill (self->reader, self->process.socket, NULL) <= 0)
    return FALSE;

  while (TRUE) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    if (!cf_frame_reader_take (self->reader, &frame, NULL))
      return FALSE;
    if (frame.object == NULL)
      return TRUE;
    if (!take_frame (self, frame.object))
      return FALSE;
  }
}

void
cf_engine_lookup_work (CfEngineLookup *self, gboolean can_read)
{
  if (self->process.pid == 0)
    return;
  if (!cf_frame_writer_flush (self->writer) || (can_read && !read_frames (self)))
    bury (self);
}

void
cf_engine_lookup_free (CfEngineLookup *self)
{
  if (self == NULL)
    return;

  end_process (self);
  g_hash_table_unref (self->open);
  g_free (self->settings);
  g_free (self);
}
