/* cf-client-link.c — one running engine: its process, the socket, frames in and out */
#include "cf-client-link.h"

#include <errno.h>
#include <gio/gunixfdmessage.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-client-process.h"
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
  GPid process;      /* 0 once reaped */
  GSource *reaping;  /* (nullable): until then */
  GSocket *socket;   /* (nullable): NULL once closed */
  GSource *reading;
  GSource *writing;  /* (nullable): while the socket takes no more */
  GSource *farewell; /* (nullable): once closed, until the process has ended */
  GByteArray *incoming;
  GQueue outgoing;   /* (element-type Outgoing) */
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
  /* It was killed, or had its last word: what is left of it is this program's to clear away when it ends. */
  clear_source (&self->reaping);
  clear_source (&self->farewell);
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

static void
on_process_ended (GPid pid, int status, gpointer data)
{
  CfClientLink *self = data;

  g_spawn_close_pid (pid);
  self->process = 0;
  clear_source (&self->farewell);
  clear_source (&self->reaping);
}

static void
watch_process (CfClientLink *self)
{
  clear_source (&self->reaping);
  if (self->process == 0)
    return;

  self->reaping = g_child_watch_source_new (self->process);
  g_source_set_callback (self->reaping, G_SOURCE_FUNC (on_process_ended), cf_client_link_ref (self),
                         (GDestroyNotify) cf_client_link_unref);
  g_source_attach (self->reaping, self->context);
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
  watch_process (self);
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
cf_client_link_start (char **arguments, CfClientEngineFunc run, const CfClientLinkFuncs *funcs, gpointer user_data,
                      GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  CfClientLink *self;
  GPid process;
  int other;

  socket = open_pair (&other, error);
  if (socket == NULL)
    return NULL;
  process = run != NULL ? cf_client_process_fork (run, arguments, other) : cf_client_process_spawn (arguments, other, error);
  if (process == 0)
    return NULL;

  self = g_rc_box_new0 (CfClientLink);
  self->funcs = *funcs;
  self->user_data = user_data;
  self->incoming = g_byte_array_new ();
  self->process = process;
  self->socket = g_steal_pointer (&socket);
  self->context = g_main_context_ref_thread_default ();
  g_queue_init (&self->outgoing);
  cf_client_link_attach (self, self->context);
  return self;
}

int
cf_client_link_get_pid (CfClientLink *self)
{
  return self->process;
}

gboolean
cf_client_link_is_over (const CfClientLink *self)
{
  return self->process == 0;
}

static void
end_process (CfClientLink *self)
{
  /* Not reaped yet, so the number is still its own. */
  if (self->process != 0)
    kill (self->process, SIGKILL);
}

static gboolean
on_farewell (gpointer data)
{
  end_process (data);
  return G_SOURCE_REMOVE;
}

void
cf_client_link_close (CfClientLink *self, gboolean at_once)
{
  if (self->socket == NULL)
    return;

  clear_source (&self->reading);
  clear_source (&self->writing);
  g_queue_clear_full (&self->outgoing, (GDestroyNotify) outgoing_free);
  g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  if (self->process == 0)
    return;

  if (at_once)
    end_process (self);
  self->farewell = g_timeout_source_new_seconds (FAREWELL_SECONDS);
  g_source_set_callback (self->farewell, on_farewell, self, NULL);
  g_source_attach (self->farewell, self->context);
}
