/* cf-test-engine.c — "certfirst engine" under test */
#include "cf-test-engine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-frame-writer.h"
#include "cf-report.h"

#define REPLY_MS 60000

gboolean
cf_test_engine_skip (void)
{
  if (g_getenv ("CERTFIRST_PROGRAM") != NULL)
    return FALSE;

  g_test_skip ("CERTFIRST_PROGRAM names no program");
  return TRUE;
}

static gboolean has_one_processor;

void
cf_test_engine_use_one_processor (void)
{
  has_one_processor = TRUE;
}

static void
use_first_processor (void)
{
  cpu_set_t all, one;
  int first = 0;

  sched_getaffinity (0, sizeof all, &all);
  while (!CPU_ISSET (first, &all))
    first++;
  CPU_ZERO (&one);
  CPU_SET (first, &one);
  sched_setaffinity (0, sizeof one, &one);
}

static void
run (int in, int out, const char *option)
{
  if (has_one_processor)
    use_first_processor ();
  dup2 (in, STDIN_FILENO);
  dup2 (out, STDOUT_FILENO);
  execl (g_getenv ("CERTFIRST_PROGRAM"), "certfirst", "engine", "--offline", "--history=none", option, NULL);
  _exit (127);
}

/* What the engine's process does instead of running the program; NULL for that. */
static int (*own_main) (int in, int out);

static void
become_engine (int in, int out, const char *option)
{
  /* The client's ends are not the engine's. */
  if (own_main == NULL)
    run (in, out, option);

  dup2 (in, STDIN_FILENO);
  dup2 (out, STDOUT_FILENO);
  closefrom (STDERR_FILENO + 1);
  _exit (own_main (STDIN_FILENO, STDOUT_FILENO));
}

CfTestEngine *
cf_test_engine_start (gboolean with_pipes, const char *option)
{
  CfTestEngine *self = g_new0 (CfTestEngine, 1);
  int to[2], from[2];

  if (with_pipes) {
    g_assert_cmpint (pipe2 (to, O_CLOEXEC), ==, 0);
    g_assert_cmpint (pipe2 (from, O_CLOEXEC), ==, 0);
  } else {
    g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to), ==, 0);
    from[0] = fcntl (to[1], F_DUPFD_CLOEXEC, 0);
    from[1] = fcntl (to[0], F_DUPFD_CLOEXEC, 0);
  }

  self->pid = fork ();
  g_assert_cmpint (self->pid, >=, 0);
  if (self->pid == 0)
    become_engine (to[0], from[1], option);

  close (to[0]);
  close (from[1]);
  self->out = to[1];
  self->in = from[0];
  self->incoming = g_byte_array_new ();
  return self;
}

CfTestEngine *
cf_test_engine_start_function (int (*main) (int in, int out))
{
  CfTestEngine *self;

  own_main = main;
  self = cf_test_engine_start (FALSE, NULL);
  own_main = NULL;
  return self;
}

void
cf_test_engine_write (CfTestEngine *self, gconstpointer bytes, gsize length)
{
  const char *rest = bytes;

  while (length > 0) {
    gssize written = write (self->out, rest, length);

    if (written < 0 && errno == EPIPE)
      return;
    g_assert_cmpint (written, >, 0);
    rest += written;
    length -= (gsize) written;
  }
}

void
cf_test_engine_send (CfTestEngine *self, int descriptor, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) frame = NULL;
  GByteArray *bytes = g_byte_array_new ();
  va_list arguments;
  guint32 length;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  length = (guint32) strlen (text);
  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) text, length);
  frame = g_byte_array_free_to_bytes (bytes);
  if (descriptor >= 0)
    g_assert_true (cf_frame_send (self->out, frame, descriptor));
  else
    cf_test_engine_write (self, g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));
}

/* FALSE when the engine is gone. */
static gboolean
read_more (CfTestEngine *self)
{
  struct pollfd entry = { self->in, POLLIN, 0 };
  guint8 bytes[65536];
  gssize length;

  g_assert_cmpint (poll (&entry, 1, REPLY_MS), ==, 1);
  length = read (self->in, bytes, sizeof bytes);
  if (length > 0)
    g_byte_array_append (self->incoming, bytes, (guint) length);
  return length > 0;
}

/* Length of the first frame's text, when it is whole. */
static gboolean
has_frame (CfTestEngine *self, guint32 *out_length)
{
  if (self->incoming->len < sizeof *out_length)
    return FALSE;

  memcpy (out_length, self->incoming->data, sizeof *out_length);
  return self->incoming->len - sizeof *out_length >= *out_length;
}

JsonObject *
cf_test_engine_receive (CfTestEngine *self)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  guint32 length;

  while (!has_frame (self, &length))
    if (!read_more (self))
      return NULL;

  text = g_strndup ((char *) self->incoming->data + sizeof length, length);
  g_byte_array_remove_range (self->incoming, 0, (guint) sizeof length + length);
  node = json_from_string (text, NULL);
  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

int
cf_test_engine_greet (CfTestEngine *self)
{
  g_autoptr (JsonObject) reply = NULL;

  cf_test_engine_send (self, -1, "{\"id\":1,\"type\":\"hello\",\"version\":1,\"client\":\"test\"}");
  reply = cf_test_engine_receive (self);
  g_assert_nonnull (reply);
  g_assert_cmpstr (json_object_get_string_member (reply, "type"), ==, "hello");
  return (int) json_object_get_int_member (reply, "checker_pid");
}

int
cf_test_engine_new_message (const char *text, gsize size)
{
  int fd = cf_engine_memfd_new ();

  g_assert_true (cf_engine_memfd_append (fd, cf_span_str (text)));
  /* Zeros up to @size, without writing them. */
  if (size > strlen (text))
    g_assert_cmpint (ftruncate (fd, (off_t) size), ==, 0);
  g_assert_true (cf_engine_memfd_seal (fd));
  return fd;
}

void
cf_test_engine_check (CfTestEngine *self, int id, const char *text)
{
  int message = cf_test_engine_new_message (text, 0);

  cf_test_engine_send (self, message, "{\"id\":%d,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}", id);
  close (message);
}

void
cf_test_engine_cancel (CfTestEngine *self, int id)
{
  cf_test_engine_send (self, -1, "{\"id\":%d,\"type\":\"cancel\"}", id);
}

JsonObject *
cf_test_engine_expect (CfTestEngine *self, int id, const char *type)
{
  g_autoptr (JsonObject) reply = cf_test_engine_receive (self);

  g_assert_nonnull (reply);
  g_assert_cmpint (json_object_get_int_member (reply, "id"), ==, id);
  g_assert_cmpstr (json_object_get_string_member (reply, "type"), ==, type);
  return g_steal_pointer (&reply);
}

void
cf_test_engine_expect_report (CfTestEngine *self, int id, const char *code)
{
  g_autoptr (JsonObject) reply = cf_test_engine_expect (self, id, "report");
  g_autoptr (GError) error = NULL;
  g_autoptr (CfReport) report = cf_report_read (json_object_get_object_member (reply, "report"), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((CfRibbonReason *) g_ptr_array_index (report->ribbon->reasons, 0))->code, ==, code);
}

void
cf_test_engine_expect_type (CfTestEngine *self, int id, const char *type)
{
  g_autoptr (JsonObject) reply = cf_test_engine_expect (self, id, type);
}

void
cf_test_engine_settle (CfTestEngine *self, int id)
{
  cf_test_engine_send (self, -1, "{\"id\":%d,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}", id);
  cf_test_engine_expect_type (self, id, "error");
}

guint
cf_test_engine_list_children (CfTestEngine *self, int pids[], guint max)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/task/%d/children", self->pid, self->pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  guint n = 0;

  if (!g_file_get_contents (name, &text, NULL, NULL))
    return 0;

  words = g_strsplit (g_strchomp (text), " ", -1);
  for (; words[n] != NULL && *words[n] != '\0' && n < max; n++)
    pids[n] = (int) g_ascii_strtoll (words[n], NULL, 10);
  return n;
}

int
cf_test_engine_find_template (CfTestEngine *self)
{
  int pids[2];

  return cf_test_engine_list_children (self, pids, 2) == 2 ? pids[1] : 0;
}

/* Children of earlier messages may still be on the list for a moment, dead. */
int
cf_test_engine_find_spare (CfTestEngine *self)
{
  while (TRUE) {
    int pids[64];
    guint n = cf_test_engine_list_children (self, pids, G_N_ELEMENTS (pids));

    for (guint i = n; i > 2; i--)
      if (cf_test_is_running (pids[i - 1]))
        return pids[i - 1];
    g_usleep (1000);
  }
}

gboolean
cf_test_is_running (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (name, &text, NULL, NULL) && strstr (text, ") Z ") == NULL;
}

int
cf_test_engine_wait (CfTestEngine *self, guint seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  int status = 0;
  int ended = 0;

  while (self->pid > 0 && (ended = waitpid (self->pid, &status, WNOHANG)) == 0 && g_get_monotonic_time () < until)
    g_usleep (2000);
  if (ended <= 0)
    return -1;

  self->pid = 0;
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

void
cf_test_engine_leave (CfTestEngine *self)
{
  if (self->in >= 0)
    close (self->in);
  if (self->out >= 0)
    close (self->out);
  self->in = self->out = -1;
}

void
cf_test_engine_free (CfTestEngine *self)
{
  if (self == NULL)
    return;

  cf_test_engine_leave (self);
  if (self->pid > 0 && cf_test_engine_wait (self, CF_TEST_ENGINE_END_SECONDS) < 0 && self->pid > 0) {
    kill (self->pid, SIGKILL);
    waitpid (self->pid, NULL, 0);
    g_test_message ("the engine had to be killed");
    g_test_fail ();
  }
  g_byte_array_unref (self->incoming);
  g_free (self);
}
