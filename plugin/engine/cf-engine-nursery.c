/* cf-engine-nursery.c — the monitor's hand on the template, and the child that waits */
#include "cf-engine-nursery.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-frame-writer.h"
#include "cf-limits.h"

/* A fork takes a millisecond; a template that was stopped is as good as dead. */
#define FORK_MS 5000

struct _CfEngineNursery {
  CfEngineOrigin *origin;
  CfEngineNurseryState state;
  CfEngineProcess template;
  CfFrameReader *reader;
  CfEngineChecker *spare; /* (nullable) */
  JsonObject *ready;      /* its first words */
  gint64 starts_until;    /* monotonic, microseconds */
  guint deaths;           /* in a row */
  gint64 rests_until;
};

CfEngineNursery *
cf_engine_nursery_new (CfEngineOrigin *origin)
{
  CfEngineNursery *self = g_new0 (CfEngineNursery, 1);

  self->origin = origin;
  self->template = (CfEngineProcess) CF_ENGINE_PROCESS_NONE;
  self->ready = json_object_new ();
  return self;
}

CfEngineNurseryState
cf_engine_nursery_get_state (const CfEngineNursery *self)
{
  return self->state;
}

int
cf_engine_nursery_get_pid (const CfEngineNursery *self)
{
  return self->template.pid;
}

int
cf_engine_nursery_get_fd (const CfEngineNursery *self)
{
  return self->template.socket;
}

int
cf_engine_nursery_get_spare_fd (const CfEngineNursery *self)
{
  return self->spare != NULL ? cf_engine_checker_get_fd (self->spare) : -1;
}

gint64
cf_engine_nursery_get_due (const CfEngineNursery *self)
{
  return self->state == CF_ENGINE_NURSERY_STARTING ? self->starts_until : G_MAXINT64;
}

gboolean
cf_engine_nursery_is_resting (const CfEngineNursery *self, gint64 now_us)
{
  return self->state == CF_ENGINE_NURSERY_ABSENT && now_us < self->rests_until;
}

void
cf_engine_nursery_drop_spare (CfEngineNursery *self)
{
  cf_engine_checker_free (g_steal_pointer (&self->spare));
}

static void
end_template (CfEngineNursery *self)
{
  cf_engine_nursery_drop_spare (self);
  cf_engine_process_end (&self->template);
  g_clear_pointer (&self->reader, cf_frame_reader_free);
  self->state = CF_ENGINE_NURSERY_ABSENT;
}

void
cf_engine_nursery_retire (CfEngineNursery *self)
{
  end_template (self);
}

void
cf_engine_nursery_bury (CfEngineNursery *self, gint64 now_us)
{
  end_template (self);
  if (++self->deaths < CF_LIMIT_DEATHS)
    return;

  self->deaths = 0;
  self->rests_until = now_us + CF_LIMIT_REST_SECONDS * G_USEC_PER_SEC;
}

void
cf_engine_nursery_start (CfEngineNursery *self, gint64 now_us)
{
  if (self->state != CF_ENGINE_NURSERY_ABSENT || cf_engine_nursery_is_resting (self, now_us))
    return;

  if (!cf_engine_origin_start (self->origin, CF_ENGINE_ROLE_TEMPLATE, NULL, &self->template)) {
    cf_engine_nursery_bury (self, now_us);
    return;
  }

  self->reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);
  self->state = CF_ENGINE_NURSERY_STARTING;
  self->starts_until = now_us + CF_LIMIT_PREPARE_SECONDS * G_USEC_PER_SEC;
}

static CfEngineNurseryEvent
take_first_words (CfEngineNursery *self, JsonObject *object, char **out_refusal)
{
  const char *type, *message;

  if (!cf_frame_get_string (object, "type", &type, NULL))
    return CF_ENGINE_NURSERY_DIED;

  if (g_str_equal (type, "ready")) {
    json_object_unref (self->ready);
    self->ready = json_object_ref (object);
    self->state = CF_ENGINE_NURSERY_READY;
    return CF_ENGINE_NURSERY_OPENED;
  }
  if (!g_str_equal (type, "refused") || !cf_frame_get_string (object, "message", &message, NULL))
    return CF_ENGINE_NURSERY_DIED;

  *out_refusal = g_strdup (message);
  return CF_ENGINE_NURSERY_REFUSED;
}

CfEngineNurseryEvent
cf_engine_nursery_read (CfEngineNursery *self, char **out_refusal)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  CfEngineNurseryEvent event;

  /* Once it is ready, all its words are answers that are waited for elsewhere. */
  if (cf_frame_reader_fill (self->reader, self->template.socket, NULL) <= 0 ||
      !cf_frame_reader_take (self->reader, &frame, NULL) || self->state == CF_ENGINE_NURSERY_READY)
    return CF_ENGINE_NURSERY_DIED;
  if (frame.object == NULL)
    return CF_ENGINE_NURSERY_NOTHING;

  event = take_first_words (self, frame.object, out_refusal);
  if (event == CF_ENGINE_NURSERY_REFUSED)
    end_template (self);
  return event;
}

/* 0 when the template is gone, or has no process to give. */
static pid_t
receive_pid (CfEngineNursery *self)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  struct pollfd entry = { self->template.socket, POLLIN, 0 };

  while (frame.object == NULL)
    if (poll (&entry, 1, FORK_MS) != 1 || cf_frame_reader_fill (self->reader, self->template.socket, NULL) <= 0 ||
        !cf_frame_reader_take (self->reader, &frame, NULL))
      return 0;

  return (pid_t) MAX (json_object_get_int_member_with_default (frame.object, "pid", 0), 0);
}

static gboolean
send_fork (CfEngineNursery *self, int socket)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;

  json_object_set_string_member (object, "type", "fork");
  frame = cf_frame_write (object);
  return cf_frame_send (self->template.socket, frame, socket);
}

/* A child that waits has nothing to say: what can be read from it is its end. */
static gboolean
has_spare (CfEngineNursery *self)
{
  struct pollfd entry = { cf_engine_nursery_get_spare_fd (self), POLLIN, 0 };

  if (self->spare != NULL && poll (&entry, 1, 0) != 0)
    cf_engine_nursery_drop_spare (self);

  return self->spare != NULL;
}

gboolean
cf_engine_nursery_fill (CfEngineNursery *self)
{
  CfEngineProcess process = CF_ENGINE_PROCESS_NONE;
  gboolean sent;
  int theirs;

  if (has_spare (self))
    return TRUE;
  if (self->state != CF_ENGINE_NURSERY_READY || !cf_engine_process_connect (&process.socket, &theirs))
    return FALSE;

  sent = send_fork (self, theirs);
  close (theirs);
  process.pid = sent ? receive_pid (self) : 0;
  /* Only a child of ours is ours to end. */
  if (process.pid == 0 || waitpid (process.pid, NULL, WNOHANG) != 0) {
    process.pid = 0;
    cf_engine_process_end (&process);
    return FALSE;
  }

  self->spare = cf_engine_checker_new (&process);
  return TRUE;
}

CfEngineChecker *
cf_engine_nursery_take (CfEngineNursery *self)
{
  if (!cf_engine_nursery_fill (self))
    return NULL;

  self->deaths = 0;
  return g_steal_pointer (&self->spare);
}

guint64
cf_engine_nursery_get_address_space (const CfEngineNursery *self)
{
  JsonObject *sandbox = cf_engine_nursery_get_member (self, "sandbox");

  if (sandbox == NULL || !json_object_get_boolean_member_with_default (sandbox, "limits", FALSE))
    return 0;

  return (guint64) json_object_get_int_member_with_default (self->ready, "address_space", 0);
}

JsonObject *
cf_engine_nursery_get_member (const CfEngineNursery *self, const char *name)
{
  JsonNode *node = json_object_get_member (self->ready, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

void
cf_engine_nursery_free (CfEngineNursery *self)
{
  if (self == NULL)
    return;

  end_template (self);
  json_object_unref (self->ready);
  g_free (self);
}
