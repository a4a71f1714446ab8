/* cf-engine-origin.c — the process that other processes come from */
#include "cf-engine-origin.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-frame-writer.h"
#include "cf-limits.h"

/* A fork takes milliseconds; an origin that was stopped is as good as dead. */
#define START_MS 5000

struct _CfEngineOrigin {
  CfEngineProcess process;
  CfFrameReader *reader;
};

static gboolean
send_pid (int socket, pid_t pid)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;

  json_object_set_int_member (object, "pid", pid);
  frame = cf_frame_write (object);
  return cf_frame_send (socket, frame, -1);
}

static int
run_role (const CfEngineRoleRow *rows, const CfFrame *frame)
{
  gint64 role = json_object_get_int_member_with_default (frame->object, "role", CF_ENGINE_N_ROLES);
  const char *settings = NULL;

  g_assert (role >= 0 && role < CF_ENGINE_N_ROLES);
  if (json_object_has_member (frame->object, "settings"))
    cf_frame_get_string (frame->object, "settings", &settings, NULL);
  return rows[role].main (rows[role].data, settings, CF_ENGINE_SOCKET);
}

static gboolean
start_role (const CfEngineRoleRow *rows, const CfFrame *frame, int socket)
{
  pid_t parent = getppid ();
  pid_t pid = cf_engine_process_fork ();

  if (pid == 0) {
    cf_engine_process_enter (parent, frame->fd);
    _exit (run_role (rows, frame));
  }

  return send_pid (socket, pid);
}

/* The origin.  Its whole job: fork a process when the monitor asks for one.
 * It opens nothing, and never has anything of a message in its memory. */
static int
serve (gconstpointer data, int socket)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);

  while (cf_frame_reader_fill (reader, socket, NULL) > 0) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    if (!cf_frame_reader_take (reader, &frame, NULL))
      return 1;
    if (frame.object != NULL && !start_role (data, &frame, socket))
      return 1;
  }

  return 0;
}

CfEngineOrigin *
cf_engine_origin_new (const CfEngineRoleRow *rows)
{
  CfEngineOrigin *self = g_new0 (CfEngineOrigin, 1);

  self->process = (CfEngineProcess) CF_ENGINE_PROCESS_NONE;
  self->reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);
  cf_engine_process_start (&self->process, serve, rows);
  return self;
}

gboolean
cf_engine_origin_is_alive (const CfEngineOrigin *self)
{
  return self->process.pid > 0;
}

int
cf_engine_origin_get_pid (const CfEngineOrigin *self)
{
  return self->process.pid;
}

/* 0 when the origin is gone or has no process to give. */
static pid_t
receive_pid (CfEngineOrigin *self)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  struct pollfd entry = { self->process.socket, POLLIN, 0 };

  while (frame.object == NULL)
    if (poll (&entry, 1, START_MS) != 1 || cf_frame_reader_fill (self->reader, self->process.socket, NULL) <= 0 ||
        !cf_frame_reader_take (self->reader, &frame, NULL)) {
      cf_engine_process_end (&self->process);
      return 0;
    }

  return (pid_t) MAX (json_object_get_int_member_with_default (frame.object, "pid", 0), 0);
}

static gboolean
send_start (CfEngineOrigin *self, CfEngineRole role, const char *settings, int socket)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;

  json_object_set_int_member (object, "role", role);
  if (settings != NULL)
    json_object_set_string_member (object, "settings", settings);
  frame = cf_frame_write (object);
  return cf_frame_send (self->process.socket, frame, socket);
}

gboolean
cf_engine_origin_start (CfEngineOrigin *self, CfEngineRole role, const char *settings, CfEngineProcess *out_process)
{
  CfEngineProcess process = CF_ENGINE_PROCESS_NONE;
  gboolean sent;
  int theirs;

  if (self->process.pid == 0 || !cf_engine_process_connect (&process.socket, &theirs))
    return FALSE;

  sent = send_start (self, role, settings, theirs);
  close (theirs);
  if (sent)
    process.pid = receive_pid (self);
  else
    cf_engine_process_end (&self->process);
  if (process.pid == 0) {
    cf_engine_process_end (&process);
    return FALSE;
  }

  *out_process = process;
  return TRUE;
}

void
cf_engine_origin_free (CfEngineOrigin *self)
{
  if (self == NULL)
    return;

  cf_engine_process_end (&self->process);
  cf_frame_reader_free (self->reader);
  g_free (self);
}
