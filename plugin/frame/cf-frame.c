/* cf-frame.c — bytes of a socket or pipe -> frames */
#include "cf-frame.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-frame-json.h"
#include "cf-limits.h"

#define HEADER_BYTES sizeof (guint32)
#define READ_BYTES (64 * CF_KIB)
/* Of one read; what is sent together comes in one. */
#define MAX_DESCRIPTORS 4

G_DEFINE_QUARK (cf-frame-error-quark, cf_frame_error)

/* A descriptor, and the place in the stream that its bytes end at. */
typedef struct {
  guint64 end;
  int fd;
} Descriptor;

struct _CfFrameReader {
  gsize max_bytes;
  guint max_descriptors;
  GByteArray *buffer;
  gsize start;         /* first byte of the buffer that was not taken */
  guint64 position;    /* of the buffer's first byte in the stream */
  GArray *descriptors; /* (element-type Descriptor): in the order of the stream */
};

void
cf_frame_clear (CfFrame *frame)
{
  g_clear_pointer (&frame->object, json_object_unref);
  if (frame->fd >= 0)
    close (g_steal_fd (&frame->fd));
  if (frame->second >= 0)
    close (g_steal_fd (&frame->second));
}

GBytes *
cf_frame_write (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);
  guint32 length = (guint32) strlen (text);
  GByteArray *frame = g_byte_array_sized_new (HEADER_BYTES + length);

  g_byte_array_append (frame, (const guint8 *) &length, HEADER_BYTES);
  g_byte_array_append (frame, (const guint8 *) text, length);
  return g_byte_array_free_to_bytes (frame);
}

CfFrameReader *
cf_frame_reader_new (gsize max_bytes)
{
  CfFrameReader *self = g_new0 (CfFrameReader, 1);

  self->max_bytes = max_bytes;
  self->max_descriptors = 1;
  self->buffer = g_byte_array_new ();
  self->descriptors = g_array_new (FALSE, FALSE, sizeof (Descriptor));
  return self;
}

void
cf_frame_reader_take_pairs (CfFrameReader *self)
{
  self->max_descriptors = 2;
}

void
cf_frame_reader_free (CfFrameReader *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->descriptors->len; i++)
    close (g_array_index (self->descriptors, Descriptor, i).fd);
  g_array_unref (self->descriptors);
  g_byte_array_unref (self->buffer);
  g_free (self);
}

static void
add_bytes (CfFrameReader *self, CfSpan bytes)
{
  /* What was taken goes here, not in take(): one move for all frames of a read. */
  g_byte_array_remove_range (self->buffer, 0, (guint) self->start);
  self->position += self->start;
  self->start = 0;
  g_byte_array_append (self->buffer, bytes.data, (guint) bytes.length);
}

/* It came with the last bytes that were added. */
static void
add_descriptor (CfFrameReader *self, int fd)
{
  Descriptor descriptor = { self->position + self->buffer->len, fd };

  g_array_append_val (self->descriptors, descriptor);
}

void
cf_frame_reader_feed (CfFrameReader *self, CfSpan bytes, int fd)
{
  add_bytes (self, bytes);
  if (fd >= 0)
    add_descriptor (self, fd);
}

/* The descriptors of a read; more than a frame may bring are closed and refused. */
static gboolean
add_descriptors (CfFrameReader *self, struct msghdr *message, GError **error)
{
  int fds[MAX_DESCRIPTORS];
  guint n_fds = 0;
  gboolean is_right;

  for (struct cmsghdr *c = CMSG_FIRSTHDR (message); c != NULL; c = CMSG_NXTHDR (message, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
      n_fds = (guint) ((c->cmsg_len - CMSG_LEN (0)) / sizeof (int));
      memcpy (fds, CMSG_DATA (c), n_fds * sizeof (int));
    }

  is_right = n_fds <= self->max_descriptors && !(message->msg_flags & MSG_CTRUNC);
  for (guint i = 0; i < n_fds; i++)
    if (is_right)
      add_descriptor (self, fds[i]);
    else
      close (fds[i]);
  if (!is_right)
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX, "too many descriptors with a frame");
  return is_right;
}

/* What one read brings beside its bytes. */
typedef struct {
  struct iovec vector;
  struct msghdr message;
  union {
    struct cmsghdr align;
    char bytes[CMSG_SPACE (MAX_DESCRIPTORS * sizeof (int))];
  } control;
} Incoming;

static gssize
read_once (int fd, guint8 *bytes, Incoming *incoming)
{
  gssize length;

  do {
    incoming->vector = (struct iovec) { bytes, READ_BYTES };
    incoming->message = (struct msghdr) { .msg_iov = &incoming->vector, .msg_iovlen = 1,
                                          .msg_control = &incoming->control,
                                          .msg_controllen = sizeof incoming->control };
    length = recvmsg (fd, &incoming->message, MSG_CMSG_CLOEXEC);
    if (length < 0 && errno == ENOTSOCK) {
      incoming->message.msg_controllen = 0;
      length = read (fd, bytes, READ_BYTES);
    }
  } while (length < 0 && errno == EINTR);

  return length;
}

gssize
cf_frame_reader_fill (CfFrameReader *self, int fd, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (READ_BYTES);
  Incoming incoming;
  gssize length = read_once (fd, bytes, &incoming);

  /* A peer that died with our bytes unread is as gone as one that closed. */
  if (length == 0 || (length < 0 && errno == ECONNRESET))
    return 0;
  if (length < 0) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX, "cannot be read: %s", g_strerror (errno));
    return -1;
  }

  add_bytes (self, cf_span (bytes, (gsize) length));
  return add_descriptors (self, &incoming.message, error) ? length : -1;
}

/* The descriptors of the frame that ends at @end: a sender gives them with bytes
 * of that frame only, so their place is never beyond the frame's end. */
static gboolean
take_frame_descriptors (CfFrameReader *self, guint64 end, CfFrame *frame, GError **error)
{
  int *places[] = { &frame->fd, &frame->second };
  guint n_fds = 0;

  while (self->descriptors->len > 0 && g_array_index (self->descriptors, Descriptor, 0).end <= end) {
    int fd = g_array_index (self->descriptors, Descriptor, 0).fd;

    g_array_remove_index (self->descriptors, 0);
    if (n_fds < self->max_descriptors)
      *places[n_fds] = fd;
    else
      close (fd);
    n_fds++;
  }
  if (n_fds <= self->max_descriptors)
    return TRUE;

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX, "too many descriptors with a frame");
  return FALSE;
}

gboolean
cf_frame_reader_take (CfFrameReader *self, CfFrame *out_frame, GError **error)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  guint32 length;
  CfSpan rest;

  *out_frame = frame;
  if (self->buffer->len - self->start < HEADER_BYTES)
    return TRUE;

  rest = cf_span_from (cf_span (self->buffer->data, self->buffer->len), self->start);
  memcpy (&length, rest.data, HEADER_BYTES);
  if (length == 0 || length > self->max_bytes) {
    g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX,
                 "a frame of %u bytes; 1 to %" G_GSIZE_FORMAT " are taken", length, self->max_bytes);
    return FALSE;
  }
  if (rest.length - HEADER_BYTES < length)
    return TRUE;

  frame.size = length;
  frame.object = cf_frame_json_read (cf_span_sub (rest, HEADER_BYTES, length), error);
  self->start += HEADER_BYTES + length;
  if (frame.object == NULL || !take_frame_descriptors (self, self->position + self->start, &frame, error))
    return FALSE;

  *out_frame = frame;
  frame = (CfFrame) CF_FRAME_INIT;
  return TRUE;
}

gboolean
cf_frame_reader_is_inside (const CfFrameReader *self)
{
  return self->start < self->buffer->len;
}

/* The member of @type; %NULL with @error when it lacks or is something else. */
static JsonNode *
get_value (JsonObject *object, const char *key, GType type, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type)
    return node;

  g_set_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL, "\"%s\" is missing or of the wrong type", key);
  return NULL;
}

gboolean
cf_frame_get_int (JsonObject *object, const char *key, gint64 *out_value, GError **error)
{
  JsonNode *node = get_value (object, key, G_TYPE_INT64, error);

  if (node == NULL)
    return FALSE;

  *out_value = json_node_get_int (node);
  return TRUE;
}

gboolean
cf_frame_get_boolean (JsonObject *object, const char *key, gboolean *out_value, GError **error)
{
  JsonNode *node = get_value (object, key, G_TYPE_BOOLEAN, error);

  if (node == NULL)
    return FALSE;

  *out_value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
cf_frame_get_string (JsonObject *object, const char *key, const char **out_value, GError **error)
{
  JsonNode *node = get_value (object, key, G_TYPE_STRING, error);

  if (node == NULL)
    return FALSE;

  *out_value = json_node_get_string (node);
  return TRUE;
}
