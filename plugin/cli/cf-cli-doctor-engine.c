/* cf-cli-doctor-engine.c — "certfirst doctor": starts an engine as a mail client does, and has one mail checked */
#include "cf-cli-doctor.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-engine.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"

/* Starting and one check: over this a person would wait for nothing. */
#define WAIT_S 15

/* No network is needed for it: nothing is signed, and nothing could be proved. */
static const char message[] = "From: Certfirst <doctor@certfirst.invalid>\r\nSubject: test\r\n"
                              "Message-ID: <doctor@certfirst.invalid>\r\nMIME-Version: 1.0\r\n\r\ntest\r\n";

/**
 * Engine:
 * @socket: ours, -1 for none
 * @end_us: when its time is over (monotonic)
 * @problem: (nullable): why it gives nothing
 */
typedef struct {
  GSubprocess *process;
  CfFrameReader *reader;
  int socket;
  gint64 end_us;
  char *problem;
} Engine;

static void
engine_clear (Engine *self)
{
  if (self->socket >= 0)
    close (self->socket);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_pointer (&self->reader, cf_frame_reader_free);
  g_clear_pointer (&self->problem, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Engine, engine_clear)

static void
add_files (GPtrArray *words, const char *option, char **files)
{
  for (char **file = files; file != NULL && *file != NULL; file++)
    g_ptr_array_add (words, g_strdup_printf ("%s=%s", option, *file));
}

/* What it is started with: the rules that are looked at, nobody asked, nothing learnt.  (transfer full) */
static char **
dup_command (const CfCliDoctor *doctor)
{
  GPtrArray *words = g_ptr_array_new ();
  const char *named = g_getenv ("CERTFIRST_PROGRAM");
  char *self = named != NULL ? g_strdup (named) : g_file_read_link ("/proc/self/exe", NULL);

  g_ptr_array_add (words, self != NULL ? self : g_strdup ("certfirst"));
  g_ptr_array_add (words, g_strdup ("engine"));
  g_ptr_array_add (words, g_strdup ("--lookups=offline"));
  g_ptr_array_add (words, g_strdup ("--history=none"));
  add_files (words, "--policy", doctor->policy);
  add_files (words, "--user-policy", doctor->user_policy);
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

static gboolean
start (Engine *self, char **command, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", g_strerror (errno));
    return FALSE;
  }

  self->socket = ends[0];
  self->reader = cf_frame_reader_new (CF_LIMIT_REPLY_BYTES);
  self->end_us = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;
  g_subprocess_launcher_take_stdout_fd (launcher, dup (ends[1]));
  g_subprocess_launcher_take_stdin_fd (launcher, ends[1]);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command, error);
  return self->process != NULL;
}

static gboolean
wait_for_bytes (const Engine *self)
{
  gint64 left = (self->end_us - g_get_monotonic_time ()) / 1000;
  struct pollfd place = { self->socket, POLLIN, 0 };

  return left > 0 && poll (&place, 1, (int) left) == 1;
}

/* The next frame's object; NULL with @problem.  (transfer full) */
static JsonObject *
receive (Engine *self)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  g_autoptr (GError) error = NULL;

  while (cf_frame_reader_take (self->reader, &frame, &error) && frame.object == NULL)
    if (!wait_for_bytes (self) || cf_frame_reader_fill (self->reader, self->socket, &error) <= 0)
      break;
  if (frame.object != NULL)
    return json_object_ref (frame.object);

  /* TRANSLATORS: in "certfirst doctor": the engine ended, or took too long */
  self->problem = g_strdup (error != NULL ? error->message : _("no reply"));
  return NULL;
}

static gboolean
send_frame (Engine *self, JsonObject *object)
{
  g_autoptr (GBytes) frame = cf_frame_write (object);

  return cf_frame_send (self->socket, frame, -1);
}

/* The reply of @type, or NULL with @problem.  (transfer full) */
static JsonObject *
expect (Engine *self, const char *type)
{
  g_autoptr (JsonObject) reply = receive (self);

  if (reply == NULL)
    return NULL;
  if (g_strcmp0 (json_object_get_string_member_with_default (reply, "type", NULL), type) == 0)
    return g_steal_pointer (&reply);

  self->problem = g_strdup (json_object_get_string_member_with_default (reply, "message", type));
  return NULL;
}

static JsonObject *
greet (Engine *self)
{
  g_autoptr (JsonObject) hello = json_object_new ();

  json_object_set_int_member (hello, "id", 1);
  json_object_set_string_member (hello, "type", "hello");
  json_object_set_int_member (hello, "version", CF_ENGINE_PROTOCOL);
  json_object_set_string_member (hello, "client", "certfirst doctor");
  send_frame (self, hello);
  return expect (self, "hello");
}

static JsonObject *
check_message (Engine *self)
{
  g_autofree char *text = g_base64_encode ((const guchar *) message, strlen (message));
  g_autoptr (JsonObject) check = json_object_new ();
  g_autoptr (JsonObject) data = json_object_new ();

  json_object_set_int_member (check, "id", 2);
  json_object_set_string_member (check, "type", "check");
  json_object_set_string_member (check, "from", "data");
  json_object_set_string_member (check, "place", "file");
  json_object_set_boolean_member (check, "exact", TRUE);
  json_object_set_int_member (data, "id", 2);
  json_object_set_string_member (data, "type", "data");
  json_object_set_string_member (data, "bytes", text);
  json_object_set_boolean_member (data, "last", TRUE);
  send_frame (self, check);
  send_frame (self, data);
  return expect (self, "report");
}

/* --- what is said of it --- */

/* A member that is an object; NULL otherwise: what stands at CERTFIRST_PROGRAM may be anything. */
static JsonObject *
get_object (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
add_sandbox (CfCliDoctor *doctor, JsonObject *hello)
{
  JsonObject *sandbox = get_object (hello, "sandbox");
  gboolean filter = sandbox != NULL && json_object_get_boolean_member_with_default (sandbox, "seccomp", FALSE);
  gboolean limits = sandbox != NULL && json_object_get_boolean_member_with_default (sandbox, "limits", FALSE);
  gint64 landlock = sandbox != NULL ? json_object_get_int_member_with_default (sandbox, "landlock", 0) : 0;

  if (filter)
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_VALUE, "seccomp", "%s", C_("doctor", "yes"));
  else
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_SANDBOX_NO_FILTER, "seccomp", NULL);
  if (landlock > 0)
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_VALUE, "Landlock", "%" G_GINT64_FORMAT, landlock);
  else
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_SANDBOX_NO_LANDLOCK, "Landlock", NULL);
  if (limits)
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_VALUE, C_("doctor", "memory limits"), "%s", C_("doctor", "yes"));
  else
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_SANDBOX_NO_LIMITS, C_("doctor", "memory limits"), NULL);

  json_object_set_boolean_member (doctor->section->values, "seccomp", filter);
  json_object_set_int_member (doctor->section->values, "landlock", landlock);
  json_object_set_boolean_member (doctor->section->values, "limits", limits);
}

/* Whether the check itself went wrong (CF903 and CF904: time, a process that ended). */
static gboolean
is_sound (JsonObject *report)
{
  JsonNode *node = json_object_get_member (report, "reasons");
  JsonArray *reasons = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; reasons != NULL && i < json_array_get_length (reasons); i++) {
    JsonNode *reason = json_array_get_element (reasons, i);
    const char *code = JSON_NODE_HOLDS_OBJECT (reason)
                         ? json_object_get_string_member_with_default (json_node_get_object (reason), "code", "") : "";

    if (g_str_equal (code, "CF903") || g_str_equal (code, "CF904"))
      return FALSE;
  }

  return reasons != NULL;
}

static void
add_check (CfCliDoctor *doctor, Engine *engine)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (JsonObject) reply = check_message (engine);
  JsonObject *report = reply != NULL ? get_object (reply, "report") : NULL;
  gint64 us = g_get_monotonic_time () - begin;
  gboolean sound = report != NULL && is_sound (report);

  json_object_set_boolean_member (doctor->section->values, "reports", sound);
  json_object_set_int_member (doctor->section->values, "check_us", us);
  if (sound)
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_VALUE, C_("doctor", "test message"), "%.1f ms", (double) us / 1000);
  else if (engine->problem != NULL)
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_ENGINE_NO_REPORT, C_("doctor", "test message"), "%s", engine->problem);
  else
    cf_cli_doctor_add (doctor, CF_CLI_DOCTOR_ENGINE_NO_REPORT, C_("doctor", "test message"), NULL);
}

/* What it is until the engine says otherwise: every key is always there. */
static void
write_nothing (JsonObject *values)
{
  json_object_set_boolean_member (values, "reports", FALSE);
  json_object_set_int_member (values, "check_us", 0);
  json_object_set_boolean_member (values, "seccomp", FALSE);
  json_object_set_int_member (values, "landlock", 0);
  json_object_set_boolean_member (values, "limits", FALSE);
}

void
cf_cli_doctor_engine (CfCliDoctor *self)
{
  g_auto (GStrv) command = dup_command (self);
  g_auto (Engine) engine = { .socket = -1 };
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  gboolean runs = start (&engine, command, &error);
  g_autoptr (JsonObject) hello = runs ? greet (&engine) : NULL;
  gint64 us = g_get_monotonic_time () - begin;

  json_object_set_boolean_member (self->section->values, "starts", hello != NULL);
  json_object_set_int_member (self->section->values, "start_us", us);
  write_nothing (self->section->values);
  if (hello == NULL) {
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_ENGINE_SILENT, C_("doctor", "start"), "%s: %s", command[0],
                       runs ? engine.problem : error->message);
    return;
  }

  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "start"), "%.1f ms", (double) us / 1000);
  add_check (self, &engine);
  add_sandbox (self, hello);
}
