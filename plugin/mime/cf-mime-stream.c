/* cf-mime-stream.c — bytes -> bytes for the second opinion, without words to decode
 *
 * GMime decodes encoded words (RFC 2047) and encoded parameters (RFC 2231) of
 * every part while it parses, and opens a converter for each character set
 * that a stranger names.  The second opinion needs structure and addresses
 * only: "=?" reads as "=_" and "*" as "_", everywhere alike, so that
 * boundaries still match themselves.
 */
#include "cf-mime-gmime.h"

typedef struct {
  GMimeStream parent;
  CfSpan message;
} CfMimeStream;

typedef struct {
  GMimeStreamClass parent_class;
} CfMimeStreamClass;

static GType cf_mime_stream_get_type (void);
G_DEFINE_TYPE (CfMimeStream, cf_mime_stream, GMIME_TYPE_STREAM)

/* @before: the byte before @text, so that a pair across two reads is seen. */
static void
disguise (char *text, gsize length, char before)
{
  char *p = text;
  char *end = text + length;

  while (p < end && (p = memchr (p, '?', end - p)) != NULL) {
    if ((p == text ? before : p[-1]) == '=')
      *p = '_';
    p++;
  }
  for (p = text; p < end && (p = memchr (p, '*', end - p)) != NULL; p++)
    *p = '_';
}

static gint64
get_end (GMimeStream *stream)
{
  gint64 length = (gint64) ((CfMimeStream *) stream)->message.length;

  return stream->bound_end == -1 ? length : MIN (stream->bound_end, length);
}

static ssize_t
stream_read (GMimeStream *stream, char *buffer, size_t length)
{
  const guint8 *data = ((CfMimeStream *) stream)->message.data;
  gint64 n = MIN (get_end (stream) - stream->position, (gint64) length);

  if (n <= 0)
    return 0;

  memcpy (buffer, data + stream->position, n);
  disguise (buffer, n, stream->position == 0 ? '\0' : (char) data[stream->position - 1]);
  stream->position += n;
  return n;
}

static ssize_t
stream_write (GMimeStream *stream, const char *buffer, size_t length)
{
  return -1;
}

static int
stream_flush (GMimeStream *stream)
{
  return 0;
}

static gboolean
stream_eos (GMimeStream *stream)
{
  return stream->position >= get_end (stream);
}

static int
stream_reset (GMimeStream *stream)
{
  stream->position = stream->bound_start;
  return 0;
}

static gint64
stream_seek (GMimeStream *stream, gint64 offset, GMimeSeekWhence whence)
{
  gint64 base = 0;

  if (whence == GMIME_STREAM_SEEK_CUR)
    base = stream->position;
  else if (whence == GMIME_STREAM_SEEK_END)
    base = get_end (stream);

  stream->position = CLAMP (base + offset, stream->bound_start, MAX (stream->bound_start, get_end (stream)));
  return stream->position;
}

static gint64
stream_tell (GMimeStream *stream)
{
  return stream->position;
}

static gint64
stream_length (GMimeStream *stream)
{
  return get_end (stream) - stream->bound_start;
}

static GMimeStream *
new_bounded (CfSpan message, gint64 start, gint64 end)
{
  CfMimeStream *self = g_object_new (cf_mime_stream_get_type (), NULL);

  self->message = message;
  g_mime_stream_construct (GMIME_STREAM (self), start, end);
  return GMIME_STREAM (self);
}

static GMimeStream *
stream_substream (GMimeStream *stream, gint64 start, gint64 end)
{
  return new_bounded (((CfMimeStream *) stream)->message, start, end);
}

static void
cf_mime_stream_class_init (CfMimeStreamClass *klass)
{
  GMimeStreamClass *stream_class = GMIME_STREAM_CLASS (klass);

  stream_class->read = stream_read;
  stream_class->write = stream_write;
  stream_class->flush = stream_flush;
  stream_class->close = stream_flush;
  stream_class->eos = stream_eos;
  stream_class->reset = stream_reset;
  stream_class->seek = stream_seek;
  stream_class->tell = stream_tell;
  stream_class->length = stream_length;
  stream_class->substream = stream_substream;
}

static void
cf_mime_stream_init (CfMimeStream *self)
{
}

GMimeStream *
cf_mime_stream_new (CfSpan message)
{
  return new_bounded (message, 0, -1);
}

char *
cf_mime_stream_show (const char *bytes)
{
  char *copy = g_strdup (bytes);

  disguise (copy, strlen (copy), '\0');
  return copy;
}
