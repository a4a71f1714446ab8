/* cf-cli-mbox.c — an mbox file -> its messages */
#include "cf-cli-mbox.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cf-limits.h"
#include "cf-span.h"

#define BUFFER_BYTES ((gsize) 64 * CF_KIB)
#define KEPT_BYTES ((guint) CF_LIMIT_MESSAGE_BYTES + 1)

/**
 * CfCliMbox:
 * @begin, @end: what of @buffer is not consumed yet
 * @offset: of @begin in the file
 * @size: of the file when it was opened
 * @in_line: whether the last piece did not end its line
 * @after_empty: whether the last line was empty
 * @is_at_message: whether a "From " line has been read, and its message not
 */
struct _CfCliMbox {
  int fd;
  guint8 *buffer;
  gsize begin, end;
  guint64 offset, size;
  gboolean at_eof, in_line, after_empty, is_at_message;
  int problem;
};

/* A message while it is put together. */
typedef struct {
  GByteArray *bytes;
  gboolean in_body;
  guint body_start;
  gboolean exact;
} Message;

/* --- lines --- */

static void
fill (CfCliMbox *self)
{
  ssize_t n;

  memmove (self->buffer, self->buffer + self->begin, self->end - self->begin);
  self->end -= self->begin;
  self->begin = 0;
  do
    n = read (self->fd, self->buffer + self->end, BUFFER_BYTES - self->end);
  while (n < 0 && errno == EINTR);

  self->problem = n < 0 ? errno : 0;
  self->at_eof = n <= 0;
  self->end += n > 0 ? (gsize) n : 0;
}

/* The next line with its end, or as much of it as the buffer holds; empty at the end of the file. */
static CfSpan
next_piece (CfCliMbox *self)
{
  for (;;) {
    gsize length = self->end - self->begin;
    const guint8 *start = self->buffer + self->begin;
    const guint8 *feed = length == 0 ? NULL : memchr (start, '\n', length);

    if (feed != NULL)
      length = (gsize) (feed - start) + 1;
    if (feed != NULL || self->at_eof || length == BUFFER_BYTES) {
      self->begin += length;
      self->offset += length;
      return cf_span (start, length);
    }
    fill (self);
  }
}

static gboolean
is_empty_line (CfSpan line)
{
  return (line.length == 1 && line.data[0] == '\n') || (line.length == 2 && memcmp (line.data, "\r\n", 2) == 0);
}

/* --- "From " lines --- */

static gboolean
holds_month (const char *text)
{
  static const char *const months[] = { " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ",
                                        " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec " };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (strstr (text, months[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
holds_time (const char *text)
{
  for (const char *p = strchr (text, ':'); p != NULL; p = strchr (p + 1, ':'))
    if (p - text >= 2 && g_ascii_isdigit (p[-1]) && g_ascii_isdigit (p[-2]) && g_ascii_isdigit (p[1]) &&
        g_ascii_isdigit (p[2]))
      return TRUE;

  return FALSE;
}

/* With a date it begins a message wherever it stands: not every program leaves an empty line before it.  Newer
 * Thunderbirds write nothing behind "From ", which may be a sentence elsewhere. */
static gboolean
is_from_line (CfSpan line, gboolean after_empty)
{
  g_autofree char *text = NULL;

  if (line.length < 5 || memcmp (line.data, "From ", 5) != 0 || line.length == BUFFER_BYTES)
    return FALSE;

  text = g_strndup ((const char *) line.data + 4, line.length - 4);
  return (holds_month (text) && holds_time (text)) || (after_empty && *g_strstrip (text) == '\0');
}

/* ">From ", ">>From " …: what a program made of a line "From " in the text. */
static gboolean
is_quoted_from (CfSpan line)
{
  gsize marks = 0;

  while (marks < line.length && line.data[marks] == '>')
    marks++;

  return marks > 0 && line.length - marks >= 5 && memcmp (line.data + marks, "From ", 5) == 0;
}

gboolean
cf_cli_mbox_is_one (const guint8 *data, gsize length)
{
  return length >= 5 && memcmp (data, "From ", 5) == 0;
}

/* --- messages --- */

CfCliMbox *
cf_cli_mbox_new (int fd)
{
  CfCliMbox *self = g_new0 (CfCliMbox, 1);
  struct stat info;
  CfSpan first;

  self->fd = fd;
  self->buffer = g_malloc (BUFFER_BYTES);
  self->size = fstat (fd, &info) == 0 ? (guint64) info.st_size : 0;
  /* Whatever the first "From " line looks like, it is one. */
  first = next_piece (self);
  self->is_at_message = first.length > 0;
  self->in_line = first.length > 0 && first.data[first.length - 1] != '\n';
  return self;
}

void
cf_cli_mbox_free (CfCliMbox *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_free (self->buffer);
  g_free (self);
}

static void
add_line (Message *message, CfSpan line, gboolean begins)
{
  gsize room;

  if (!message->in_body && begins && is_empty_line (line)) {
    message->in_body = TRUE;
    message->body_start = message->bytes->len + (guint) line.length;
  } else if (message->in_body && begins && is_quoted_from (line)) {
    line = cf_span_from (line, 1);
    message->exact = FALSE;
  }

  room = KEPT_BYTES - message->bytes->len;
  g_byte_array_append (message->bytes, line.data, (guint) MIN (line.length, room));
}

/* The empty line between two messages belongs to neither; one that ends a header does. */
static void
drop_empty_line (Message *message)
{
  GByteArray *bytes = message->bytes;
  guint end = bytes->len;

  if (!message->in_body || end <= message->body_start || end == KEPT_BYTES || bytes->data[end - 1] != '\n')
    return;

  end--;
  if (end > message->body_start && bytes->data[end - 1] == '\r')
    end--;
  if (end == message->body_start || bytes->data[end - 1] == '\n')
    g_byte_array_set_size (bytes, end);
}

static void
read_message (CfCliMbox *self, Message *message)
{
  self->is_at_message = FALSE;
  self->after_empty = FALSE;
  for (;;) {
    gboolean begins = !self->in_line;
    guint64 offset = self->offset;
    CfSpan line = next_piece (self);

    if (line.length == 0)
      return;
    self->in_line = line.data[line.length - 1] != '\n';
    if (begins && is_from_line (line, self->after_empty)) {
      self->is_at_message = offset < self->size;
      return;
    }
    self->after_empty = begins && is_empty_line (line);
    add_line (message, line, begins);
  }
}

GBytes *
cf_cli_mbox_next (CfCliMbox *self, gboolean *out_exact, GError **error)
{
  Message message = { .exact = TRUE };

  if (self->is_at_message) {
    message.bytes = g_byte_array_new ();
    read_message (self, &message);
  }

  if (self->problem != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (self->problem), _("%s (%s)"),
                 _("cannot be read; check the disk and the permissions"), g_strerror (self->problem));
    self->problem = 0;
    g_clear_pointer (&message.bytes, g_byte_array_unref);
    return NULL;
  }
  if (message.bytes == NULL)
    return NULL;

  drop_empty_line (&message);
  *out_exact = message.exact;
  return g_byte_array_free_to_bytes (message.bytes);
}
