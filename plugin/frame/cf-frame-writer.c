/* cf-frame-writer.c — frames -> bytes of a socket or pipe */
#include "cf-frame-writer.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 2

struct _CfFrameWriter {
  int fd;
  gboolean is_socket;
  GQueue frames; /* (element-type GBytes) */
  gsize offset;  /* into the first */
  gsize waiting;
};

CfFrameWriter *
cf_frame_writer_new (int fd)
{
  CfFrameWriter *self = g_new0 (CfFrameWriter, 1);
  struct stat status;

  self->fd = fd;
  self->is_socket = fstat (fd, &status) == 0 && S_ISSOCK (status.st_mode);
  g_queue_init (&self->frames);
  return self;
}

void
cf_frame_writer_free (CfFrameWriter *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->frames, (GDestroyNotify) g_bytes_unref);
  g_free (self);
}

void
cf_frame_writer_add (CfFrameWriter *self, GBytes *frame)
{
  g_queue_push_tail (&self->frames, g_bytes_ref (frame));
  self->waiting += g_bytes_get_size (frame);
}

gsize
cf_frame_writer_get_waiting (const CfFrameWriter *self)
{
  return self->waiting;
}

static gboolean
is_writable (int fd, int timeout_ms)
{
  struct pollfd entry = { fd, POLLOUT, 0 };

  return poll (&entry, 1, timeout_ms) > 0;
}

/* A pipe that polls as writable takes PIPE_BUF bytes without waiting.  Setting
 * O_NONBLOCK instead would change it for everyone who shares the pipe. */
static gssize
write_some (CfFrameWriter *self, CfSpan bytes)
{
  return self->is_socket ? send (self->fd, bytes.data, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL)
                         : write (self->fd, bytes.data, MIN (bytes.length, PIPE_BUF));
}

static CfSpan
get_first (CfFrameWriter *self)
{
  GBytes *frame = g_queue_peek_head (&self->frames);

  return cf_span_from (cf_span (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame)), self->offset);
}

static void
drop_written (CfFrameWriter *self, gsize length)
{
  self->waiting -= length;
  self->offset += length;
  if (self->offset < g_bytes_get_size (g_queue_peek_head (&self->frames)))
    return;

  g_bytes_unref (g_queue_pop_head (&self->frames));
  self->offset = 0;
}

gboolean
cf_frame_writer_flush (CfFrameWriter *self)
{
  while (self->waiting > 0 && is_writable (self->fd, 0)) {
    gssize length = write_some (self, get_first (self));

    if (length < 0 && errno == EAGAIN)
      return TRUE;
    if (length < 0 && errno != EINTR)
      return FALSE;
    drop_written (self, (gsize) MAX (length, 0));
  }

  return TRUE;
}

void
cf_frame_writer_drain (CfFrameWriter *self, int timeout_ms)
{
  while (self->waiting > 0 && is_writable (self->fd, timeout_ms) && cf_frame_writer_flush (self))
    continue;
}

static gssize
send_part (int socket, CfSpan bytes, const int *descriptors, gsize n_descriptors)
{
  union {
    struct cmsghdr align;
    char bytes[CMSG_SPACE (MAX_DESCRIPTORS * sizeof (int))];
  } control = { 0 };
  struct iovec vector = { (void *) bytes.data, bytes.length };
  struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1 };
  struct cmsghdr *header;

  if (n_descriptors > 0) {
    message.msg_control = &control;
    message.msg_controllen = CMSG_SPACE (n_descriptors * sizeof (int));
    header = CMSG_FIRSTHDR (&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN (n_descriptors * sizeof (int));
    memcpy (CMSG_DATA (header), descriptors, n_descriptors * sizeof (int));
  }

  return sendmsg (socket, &message, MSG_NOSIGNAL);
}

gboolean
cf_frame_send (int socket, GBytes *frame, int descriptor)
{
  return cf_frame_send_pair (socket, frame, descriptor, -1);
}

gboolean
cf_frame_send_pair (int socket, GBytes *frame, int first, int second)
{
  const int descriptors[MAX_DESCRIPTORS] = { first, second };
  gsize n_descriptors = first < 0 ? 0 : second < 0 ? 1 : 2;
  CfSpan rest = cf_span (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));

  while (rest.length > 0) {
    gssize length = send_part (socket, rest, descriptors, n_descriptors);

    if (length < 0 && errno != EINTR)
      return FALSE;
    if (length > 0)
      n_descriptors = 0; /* they went with the first byte */
    rest = cf_span_from (rest, (gsize) MAX (length, 0));
  }

  return TRUE;
}
