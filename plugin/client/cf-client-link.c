/* cf-client-link.c — one running engine: its process, the socket, frames in and out */
#include "cf-client-link.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixfdmessage.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-limits.h"
#include "cf-report.h"
#include "cf-span.h"

#define HEADER_BYTES sizeof (guint32)
#define READ_BYTES (64 * CF_KIB)

/* An engine ends within a second of its client's leaving. */
#define FAREWELL_SECONDS 2

typedef struct {
  GBytes *bytes;
  gsize offset;
  int descriptors[2]; /* owned; -1 for none, or when they went with the first byte */
} Outgoing;

struct _CfClientLink {
  CfClientLinkFuncs funcs;
  gpointer user_data;
  GMainContext *context;
  GSubprocess *process;
  GSocket *socket;   /* (nullable): NULL once closed */
  GSource *reading;
  GSource *writing;  /* (nullable): while the socket takes no more */
  GSource *farewell; /* (nullable): once closed, until the process has ended */
  GByteArray *incoming;
  GQueue outgoing;   /* (element-type Outgoing) */
  gboolean is_over;
};

static void
close_descriptors (Outgoing *outgoing)
{
  for (guint i = 0; i < G_N_ELEMENTS (outgoing->descriptors); i++)
    if (outgoing->descriptors[i] >= 0)
      close (g_steal_fd (&outgoing->descriptors[i]));
}

static void
outgoing_free (Outgoing *outgoing)
{
  close_descriptors (outgoing);
  g_bytes_unref (outgoing->bytes);
  g_free (outgoing);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
clear_link (gpointer data)
{
  CfClientLink *self = data;

  g_assert (self->socket == NULL);
  g_object_unref (self->process);
  g_main_context_unref (self->context);
  g_byte_array_unref (self->incoming);
}

CfClientLink *
cf_client_link_ref (CfClientLink *self)
{
  return g_rc_box_acquire (self);
}

void
cf_client_link_unref (CfClientLink *self)
{
  g_rc_box_release_full (self, clear_link);
}

/* Calls about a closed link would reach a client that is no more. */
static void
report_gone (CfClientLink *self, const char *problem)
{
  if (self->socket != NULL)
    self->funcs.gone (problem, self->user_data);
}

/* json-glib recurses for each level. */
static gboolean
is_shallow (CfSpan text)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < text.length && depth <= CF_LIMIT_FRAME_DEPTH; i++) {
    guint8 byte = text.data[i];

    if (byte == '"')
      in_string = !in_string;
    else if (byte == '\\' && in_string)
      i++;
    else if (!in_string && (byte == '{' || byte == '['))
      depth++;
    else if (!in_string && (byte == '}' || byte == ']') && depth > 0)
      depth--;
  }

  return depth <= CF_LIMIT_FRAME_DEPTH;
}

static JsonObject *
parse_object (CfSpan text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!is_shallow (text) || !json_parser_load_from_data (parser, (const char *) text.data, (gssize) text.length, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/* Length of the first frame's text; 0 when it is not whole yet. */
static guint32
get_frame_length (CfClientLink *self, gboolean *out_is_bad)
{
  guint32 length = 0;

  *out_is_bad = FALSE;
  if (self->incoming->len < HEADER_BYTES)
    return 0;

  memcpy (&length, self->incoming->data, HEADER_BYTES);
  *out_is_bad = length == 0 || length > CF_LIMIT_REPLY_BYTES;
  return !*out_is_bad && self->incoming->len - HEADER_BYTES >= length ? length : 0;
}

/* FALSE when no whole frame is left, or the link was closed meanwhile. */
static gboolean
take_frame (CfClientLink *self)
{
  g_autoptr (JsonObject) object = NULL;
  gboolean is_bad;
  guint32 length = get_frame_length (self, &is_bad);

  if (is_bad) {
    report_gone (self, "the checking program sent a frame of an impossible length");
    return FALSE;
  }
  if (length == 0)
    return FALSE;

  object = parse_object (cf_span (self->incoming->data + HEADER_BYTES, length));
  g_byte_array_remove_range (self->incoming, 0, (guint) HEADER_BYTES + length);
  if (object == NULL) {
    report_gone (self, "the checking program sent what is no JSON object");
    return FALSE;
  }

  self->funcs.frame (object, self->user_data);
  return self->socket != NULL;
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer data)
{
  g_autoptr (CfClientLink) self = cf_client_link_ref (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = g_malloc (READ_BYTES);
  gssize length = g_socket_receive (self->socket, bytes, READ_BYTES, NULL, &error);

  if (length < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (length <= 0) {
    report_gone (self, "the checking program ended");
    return G_SOURCE_REMOVE;
  }

  g_byte_array_append (self->incoming, (const guint8 *) bytes, (guint) length);
  while (take_frame (self))
    continue;
  return self->socket != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static GSocketControlMessage *
new_descriptor_message (const Outgoing *outgoing)
{
  g_autoptr (GSocketControlMessage) message = g_unix_fd_message_new ();

  /* Out of descriptors: the engine will answer that there was none. */
  for (guint i = 0; i < G_N_ELEMENTS (outgoing->descriptors); i++)
    if (outgoing->descriptors[i] >= 0 &&
        !g_unix_fd_message_append_fd (G_UNIX_FD_MESSAGE (message), outgoing->descriptors[i], NULL))
      return NULL;

  return g_steal_pointer (&message);
}

static gssize
write_some (CfClientLink *self, Outgoing *outgoing, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (outgoing->bytes, &size);
  GOutputVector vector = { bytes + outgoing->offset, size - outgoing->offset };
  g_autoptr (GSocketControlMessage) message = NULL;
  gssize length;

  if (outgoing->descriptors[0] >= 0)
    message = new_descriptor_message (outgoing);

  length = g_socket_send_message (self->socket, NULL, &vector, 1, &message, message != NULL ? 1 : 0,
                                  G_SOCKET_MSG_NONE, NULL, error);
  /* They go with the first byte. */
  if (length > 0)
    close_descriptors (outgoing);
  return length;
}

/* Whether there is more that the socket does not take now.  A socket that
 * takes nothing ever again is found out by reading. */
static gboolean
write_queue (CfClientLink *self)
{
  Outgoing *outgoing;

  while ((outgoing = g_queue_peek_head (&self->outgoing)) != NULL) {
    g_autoptr (GError) error = NULL;
    gssize length = write_some (self, outgoing, &error);

    if (length < 0)
      return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);

    outgoing->offset += (gsize) length;
    if (outgoing->offset == g_bytes_get_size (outgoing->bytes))
      outgoing_free (g_queue_pop_head (&self->outgoing));
  }

  return FALSE;
}

static gboolean
on_writable (GSocket *socket, GIOCondition condition, gpointer data)
{
  CfClientLink *self = data;

  if (write_queue (self))
    return G_SOURCE_CONTINUE;

  clear_source (&self->writing);
  return G_SOURCE_REMOVE;
}

static GSource *
watch (CfClientLink *self, GIOCondition condition, GSocketSourceFunc func)
{
  GSource *source = g_socket_create_source (self->socket, condition, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (func), self, NULL);
  g_source_attach (source, self->context);
  return source;
}

void
cf_client_link_attach (CfClientLink *self, GMainContext *context)
{
  gboolean is_writing = self->writing != NULL;

  g_assert (self->socket != NULL);

  clear_source (&self->reading);
  clear_source (&self->writing);
  g_main_context_ref (context);
  g_main_context_unref (self->context);
  self->context = context;
  self->reading = watch (self, G_IO_IN, on_readable);
  if (is_writing)
    self->writing = watch (self, G_IO_OUT, on_writable);
}

static GBytes *
write_frame (JsonObject *object)
{
  g_autofree char *text = cf_report_to_text (object);
  guint32 length = (guint32) strlen (text);
  GByteArray *frame = g_byte_array_sized_new (HEADER_BYTES + length);

  g_byte_array_append (frame, (const guint8 *) &length, HEADER_BYTES);
  g_byte_array_append (frame, (const guint8 *) text, length);
  return g_byte_array_free_to_bytes (frame);
}

void
cf_client_link_send (CfClientLink *self, JsonObject *object, int first, int second)
{
  Outgoing *outgoing = g_new0 (Outgoing, 1);

  g_assert (self->socket != NULL);

  outgoing->bytes = write_frame (object);
  outgoing->descriptors[0] = first;
  outgoing->descriptors[1] = second;
  g_queue_push_tail (&self->outgoing, outgoing);
  if (self->writing == NULL && write_queue (self))
    self->writing = watch (self, G_IO_OUT, on_writable);
}

/* The installed program, or the one that a developer or a test names. */
static const char *
get_program (void)
{
  const char *program = g_getenv ("CERTFIRST_PROGRAM");

  return program != NULL ? program : CF_BINDIR "/certfirst";
}

/* What an engine has to say goes through its replies; a host's log is not
 * filled by what strangers send, unless somebody is looking for a fault. */
static GSubprocessFlags
get_flags (void)
{
  return g_getenv ("G_MESSAGES_DEBUG") != NULL ? G_SUBPROCESS_FLAGS_NONE : G_SUBPROCESS_FLAGS_STDERR_SILENCE;
}

/* Takes @socket: the engine's standard input and output. */
static GSubprocess *
start_process (char **arguments, int socket, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (get_flags ());
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_subprocess_launcher_take_stdin_fd (launcher, socket);
  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (socket, F_DUPFD_CLOEXEC, 0));

  g_ptr_array_add (argv, (char *) get_program ());
  g_ptr_array_add (argv, (char *) "engine");
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (argv, arguments[i]);
  g_ptr_array_add (argv, NULL);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
}

/* Our end; the engine's goes to @out_other. */
static GSocket *
open_pair (int *out_other, GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "no socket pair: %s", g_strerror (code));
    return NULL;
  }

  socket = g_socket_new_from_fd (ends[0], error);
  if (socket == NULL) {
    close (ends[0]);
    close (ends[1]);
    return NULL;
  }

  g_socket_set_blocking (socket, FALSE);
  *out_other = ends[1];
  return g_steal_pointer (&socket);
}

CfClientLink *
cf_client_link_start (char **arguments, const CfClientLinkFuncs *funcs, gpointer user_data, GError **error)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSocket) socket = NULL;
  CfClientLink *self;
  int other;

  socket = open_pair (&other, error);
  if (socket == NULL)
    return NULL;
  process = start_process (arguments, other, error);
  if (process == NULL)
    return NULL;

  self = g_rc_box_new0 (CfClientLink);
  self->funcs = *funcs;
  self->user_data = user_data;
  self->incoming = g_byte_array_new ();
  self->process = g_steal_pointer (&process);
  self->socket = g_steal_pointer (&socket);
  self->context = g_main_context_ref_thread_default ();
  g_queue_init (&self->outgoing);
  cf_client_link_attach (self, self->context);
  return self;
}

int
cf_client_link_get_pid (CfClientLink *self)
{
  const char *pid = g_subprocess_get_identifier (self->process);

  return pid != NULL ? (int) g_ascii_strtoll (pid, NULL, 10) : 0;
}

gboolean
cf_client_link_is_over (const CfClientLink *self)
{
  return self->is_over;
}

static void
on_process_ended (GObject *process, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfClientLink) self = data;

  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  clear_source (&self->farewell);
  self->is_over = TRUE;
}

static gboolean
on_farewell (gpointer data)
{
  CfClientLink *self = data;

  g_subprocess_force_exit (self->process);
  return G_SOURCE_REMOVE;
}

void
cf_client_link_close (CfClientLink *self, gboolean kill)
{
  if (self->socket == NULL)
    return;

  clear_source (&self->reading);
  clear_source (&self->writing);
  g_queue_clear_full (&self->outgoing, (GDestroyNotify) outgoing_free);
  g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);

  if (kill)
    g_subprocess_force_exit (self->process);
  self->farewell = g_timeout_source_new_seconds (FAREWELL_SECONDS);
  g_source_set_callback (self->farewell, on_farewell, self, NULL);
  g_source_attach (self->farewell, self->context);

  /* The task answers in the thread's default context of this moment. */
  g_main_context_push_thread_default (self->context);
  g_subprocess_wait_async (self->process, NULL, on_process_ended, cf_client_link_ref (self));
  g_main_context_pop_thread_default (self->context);
}
