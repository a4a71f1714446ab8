/* cf-engine-template.c — the process that has everything open, and that checking processes are forked from */
#include "cf-engine-template.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "cf-engine-child.h"
#include "cf-engine-network.h"
#include "cf-engine-process.h"
#include "cf-engine-sandbox.h"
#include "cf-engine-settings.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"

typedef struct {
  CfGatherPrepared *prepared;
  CfEngineSandbox sandbox;
  pid_t monitor;
} Template;

static gboolean
send_object (int socket, JsonObject *object)
{
  g_autoptr (GBytes) frame = cf_frame_write (object);

  return cf_frame_send (socket, frame, -1);
}

static gboolean
send_refused (int socket, const GError *problem)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "type", "refused");
  json_object_set_string_member (object, "message", problem->message);
  return send_object (socket, object);
}

/* Bytes of address space now: a child begins with as many. */
static gint64
get_address_space (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;

  return g_ascii_strtoll (text, NULL, 10) * sysconf (_SC_PAGESIZE);
}

static JsonObject *
new_ready (const Template *self, gint64 address_space)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", "ready");
  json_object_set_int_member (object, "address_space", address_space);
  json_object_set_object_member (object, "sandbox", cf_engine_sandbox_write (&self->sandbox));
  json_object_set_object_member (object, "network", cf_engine_network_write_policy (self->prepared));
  json_object_set_object_member (object, "roots", cf_engine_settings_write_opened (self->prepared));
  return object;
}

static gboolean
send_ready (Template *self, int socket)
{
  gint64 address_space = get_address_space ();
  g_autoptr (JsonObject) object = NULL;

  cf_engine_sandbox_enter_template (&self->sandbox);
  object = new_ready (self, address_space);
  return send_object (socket, object);
}

/* The new process's own descriptor takes the place of the template's, and its life hangs on the monitor's. */
static void
become_child (const Template *self, int socket)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != self->monitor || dup2 (socket, CF_ENGINE_SOCKET) < 0)
    _exit (1);

  close (socket);
  cf_engine_sandbox_enter_child (&self->sandbox);
  _exit (cf_engine_child_main (self->prepared, CF_ENGINE_SOCKET));
}

static gboolean
fork_child (const Template *self, const CfFrame *frame, int socket)
{
  g_autoptr (JsonObject) object = json_object_new ();
  pid_t pid;

  if (frame->fd < 0)
    return FALSE;

  pid = cf_engine_process_fork ();
  if (pid == 0)
    become_child (self, frame->fd);

  json_object_set_string_member (object, "type", "child");
  json_object_set_int_member (object, "pid", MAX (pid, 0));
  return send_object (socket, object);
}

static int
serve (const Template *self, int socket)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);

  while (cf_frame_reader_fill (reader, socket, NULL) > 0) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    if (!cf_frame_reader_take (reader, &frame, NULL))
      return 1;
    if (frame.object != NULL && !fork_child (self, &frame, socket))
      return 1;
  }

  return 0;
}

/* The template.  Its whole job: open everything that a check needs, then fork
 * a child whenever the monitor sends a socket for one.  It has one thread and
 * reads frames of the monitor only.  The last thing that it may open: what
 * cf_gather_prepare() opens; afterwards the sandbox lets it open nothing. */
int
cf_engine_template_main (gconstpointer options, const char *settings, int socket)
{
  g_autoptr (GError) problem = NULL;
  Template self = { .monitor = getppid () };

  self.prepared = cf_gather_prepare (options, &problem);
  if (self.prepared == NULL) {
    send_refused (socket, problem);
    return 2;
  }

  return send_ready (&self, socket) ? serve (&self, socket) : 1;
}
