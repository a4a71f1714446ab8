/* cf-cli-read.c — a message from a file or standard input */
#include "cf-cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-limits.h"

#define READ_LIMIT ((gsize) CF_LIMIT_MESSAGE_BYTES + 1)
#define READ_BLOCK (256 * 1024)

static gboolean
set_errno (GError **error, const char *what)
{
  int code = errno;

  /* TRANSLATORS: what cannot be done and what to do, then why the system says so: "cannot be opened; … (No such file)" */
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("%s (%s)"), what, g_strerror (code));
  return FALSE;
}

/* Reads all, or as much as shows that it is too large. */
static gboolean
read_all (int fd, GByteArray *out, GError **error)
{
  while (out->len < READ_LIMIT) {
    gsize room = MIN ((gsize) READ_BLOCK, READ_LIMIT - out->len);
    guint had = out->len;
    ssize_t n;

    g_byte_array_set_size (out, had + (guint) room);
    n = read (fd, out->data + had, room);
    g_byte_array_set_size (out, had + (n > 0 ? (guint) n : 0));
    if (n == 0)
      return TRUE;
    if (n < 0 && errno != EINTR)
      return set_errno (error, _("cannot be read; check the disk and the permissions"));
  }

  return TRUE;
}

/* "Field:" or mbox's "From ": how every message begins. */
static gboolean
begins_like_a_message (const guint8 *data, gsize length)
{
  gsize i = 0;

  if (length >= 5 && memcmp (data, "From ", 5) == 0)
    return TRUE;
  while (i < length && data[i] > ' ' && data[i] < 0x7f && data[i] != ':')
    i++;

  return i > 0 && i < length && (data[i] == ':' || data[i] == ' ' || data[i] == '\t');
}

/* A picture or a program given by mistake; a hostile mail is never refused here, only what cannot be one. */
static gboolean
is_binary (const guint8 *data, gsize length)
{
  gsize head = MIN (length, (gsize) 512);
  guint n_controls = 0;

  for (gsize i = 0; i < head; i++)
    n_controls += data[i] < 0x20 && strchr ("\t\n\r\f\033", data[i]) == NULL;

  return !begins_like_a_message (data, length) && n_controls > 0;
}

static int
open_message (const char *name, GError **error)
{
  struct stat info;
  int fd = open (name, O_RDONLY | O_CLOEXEC);

  if (fd < 0) {
    set_errno (error, _("cannot be opened; check the name and the permissions"));
    return -1;
  }
  if (fstat (fd, &info) == 0 && S_ISDIR (info.st_mode)) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR,
                         _("is a folder; give the files in it, such as FOLDER/*"));
    close (fd);
    return -1;
  }

  return fd;
}

static GBytes *
take_message (GByteArray *data, GError **error)
{
  if (data->len == 0) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _("is empty; give a message"));
    return NULL;
  }
  if (is_binary (data->data, data->len)) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                         _("is no message but binary data; give a file as a mail program saves it (.eml)"));
    return NULL;
  }

  return g_byte_array_free_to_bytes (g_byte_array_ref (data));
}

GBytes *
cf_cli_read_message (const char *name, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  gboolean is_stdin = g_str_equal (name, "-");
  int fd = is_stdin ? STDIN_FILENO : open_message (name, error);
  gboolean done;

  if (fd < 0)
    return NULL;

  done = read_all (fd, data, error);
  if (!is_stdin)
    close (fd);
  return done ? take_message (data, error) : NULL;
}
