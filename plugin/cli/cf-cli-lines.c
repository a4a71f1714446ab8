/* cf-cli-lines.c — reports <-> lines of JSON */
#include "cf-cli-lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cf-cli-explain.h"
#include "cf-cli-mailbox.h"
#include "cf-cli-seen.h"

/* @done: (nullable): sources that have their report */
struct _CfCliLines {
  FILE *file;
  gboolean owns_file;
  CfCliSeen *done;
};

/**
 * Reader:
 * @number: of the line, from 1
 * @whole: bytes up to the end of the last whole line
 * @is_cut: whether the line is the last one and has no end
 */
typedef struct {
  FILE *file;
  char *line;
  size_t room;
  guint number;
  gint64 whole;
  gboolean is_cut;
} Reader;

/* --- reading --- */

static void
reader_clear (Reader *self)
{
  free (self->line);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* The next line; FALSE at the end of the file. */
static gboolean
read_line (Reader *self, gsize *out_length)
{
  ssize_t n = getline (&self->line, &self->room, self->file);

  if (n <= 0)
    return FALSE;

  self->number++;
  self->is_cut = self->line[n - 1] != '\n';
  self->whole += self->is_cut ? 0 : n;
  *out_length = (gsize) n;
  return TRUE;
}

static CfReport *
parse_line (const Reader *self, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (self->line, length);
  g_autoptr (GPtrArray) reports = cf_cli_explain_read_reports (bytes, NULL);

  return reports != NULL && reports->len == 1 ? g_ptr_array_steal_index (reports, 0) : NULL;
}

static void
set_errno (GError **error, const char *path, const char *what)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s (%s)", path, what, g_strerror (code));
}

gboolean
cf_cli_lines_read (const char *path, CfCliLinesFunc read, CfCliLinesProblemFunc tell, gpointer user_data, GError **error)
{
  gboolean is_stdin = g_str_equal (path, "-");
  g_auto (Reader) reader = { .file = is_stdin ? stdin : fopen (path, "re") };
  gboolean failed;
  gsize length;

  if (reader.file == NULL) {
    set_errno (error, path, _("cannot be opened; check the name and the permissions"));
    return FALSE;
  }

  while (read_line (&reader, &length)) {
    g_autoptr (CfReport) report = parse_line (&reader, length);
    g_autofree char *problem = report != NULL ? NULL : g_strdup_printf (_("%s: line %u is no report"), path, reader.number);

    if (report != NULL)
      read (report, user_data);
    else
      tell (problem, user_data);
  }

  failed = ferror (reader.file);
  if (failed)
    set_errno (error, path, _("cannot be read; check the disk and the permissions"));
  if (!is_stdin)
    fclose (reader.file);
  return !failed;
}

/* --- going on --- */

static gboolean
take_line (CfCliLines *self, const CfReport *report)
{
  g_autofree char *key = report->facts->source == NULL ? NULL : cf_cli_mailbox_dup_key (report->facts->source);

  if (key == NULL)
    return FALSE;

  cf_cli_seen_add (self->done, key);
  return TRUE;
}

/* What was written before; its last line may have been broken off. */
static gboolean
read_before (CfCliLines *self, const char *path, CfCliLinesFunc read, gpointer user_data, GError **error)
{
  g_auto (Reader) reader = { .file = self->file };
  gsize length;

  self->done = cf_cli_seen_new ();
  while (read_line (&reader, &length) && !reader.is_cut) {
    g_autoptr (CfReport) report = parse_line (&reader, length);

    if (report == NULL || !take_line (self, report)) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("%s: line %u is no report with the name of its file, so nobody knows what is done; begin anew with another file"),
                   path, reader.number);
      return FALSE;
    }
    read (report, user_data);
  }

  if (ferror (self->file) || ftruncate (fileno (self->file), reader.whole) != 0 || fseeko (self->file, reader.whole, SEEK_SET) != 0) {
    set_errno (error, path, _("cannot be read; check the disk and the permissions"));
    return FALSE;
  }
  return TRUE;
}

/* Two runs that write to one file would mix their lines. */
static gboolean
lock (const CfCliLines *self, const char *path, GError **error)
{
  if (flock (fileno (self->file), LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("%s: another run is writing to it"), path);
  return FALSE;
}

CfCliLines *
cf_cli_lines_new (void)
{
  CfCliLines *self = g_new0 (CfCliLines, 1);

  self->file = stdout;
  return self;
}

CfCliLines *
cf_cli_lines_open (const char *path, gboolean resumes, CfCliLinesFunc read, gpointer user_data, GError **error)
{
  g_autoptr (CfCliLines) self = g_new0 (CfCliLines, 1);
  /* What reports say of mail is its reader's business only. */
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | (resumes ? 0 : O_EXCL), 0600);

  if (fd < 0 && errno == EEXIST) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _("%s: is there already; --resume goes on with it"), path);
    return NULL;
  }
  if (fd < 0) {
    set_errno (error, path, _("cannot be opened; check the name and the permissions"));
    return NULL;
  }

  self->file = fdopen (fd, "r+");
  self->owns_file = TRUE;
  if (!lock (self, path, error) || (resumes && !read_before (self, path, read, user_data, error)))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
cf_cli_lines_has (const CfCliLines *self, const char *source)
{
  g_autofree char *key = self->done == NULL ? NULL : cf_cli_mailbox_dup_key (source);

  return key != NULL && cf_cli_seen_has (self->done, key);
}

/* --- writing --- */

gboolean
cf_cli_lines_write (CfCliLines *self, const char *json, GError **error)
{
  /* Whoever reads along gets each report when it is there, and an end without warning costs one line. */
  if (fputs (json, self->file) >= 0 && putc ('\n', self->file) != EOF && fflush (self->file) == 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("reports cannot be written; is the disk full? (%s)"), g_strerror (errno));
  return FALSE;
}

void
cf_cli_lines_free (CfCliLines *self)
{
  if (self == NULL)
    return;

  if (self->owns_file)
    fclose (self->file);
  cf_cli_seen_free (self->done);
  g_free (self);
}
