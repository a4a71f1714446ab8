/* cf-lookup-folder.c — names and texts <-> files of the answer cache */
#include "cf-lookup-folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-limits.h"

/* A file is: the version, the SHA-256 of the text, a line end, the text.  Another version is another program's file. */
#define VERSION "certfirst-answer-1 "
#define DIGEST_CHARS 64
#define HEADER_CHARS (sizeof VERSION - 1 + DIGEST_CHARS + 1)

/* When the folder is full, this share of it stays. */
#define KEEP_NUMERATOR 3
#define KEEP_DENOMINATOR 4

/* Where a file is written before it gets its name. */
#define UNFINISHED ".new"

struct _CfLookupFolder {
  int fd;
  gsize max_bytes;
  gsize bytes; /* as far as this process knows */
};

/* One file of the folder. */
typedef struct {
  char *name;
  gsize bytes;
  gint64 changed;
} File;

static void
file_clear (gpointer data)
{
  g_free (((File *) data)->name);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const File *) a)->changed;
  gint64 y = ((const File *) b)->changed;

  return (x > y) - (x < y);
}

static gboolean
read_file (CfLookupFolder *self, const char *name, File *out_file)
{
  struct stat status;

  if (fstatat (self->fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG (status.st_mode))
    return FALSE;

  out_file->name = g_strdup (name);
  out_file->bytes = (gsize) status.st_size;
  out_file->changed = (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
  return TRUE;
}

static GArray *
list_files (CfLookupFolder *self)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (File));
  int fd = openat (self->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = fd < 0 ? NULL : fdopendir (fd);
  struct dirent *entry;
  File file;

  g_array_set_clear_func (files, file_clear);
  while (folder != NULL && (entry = readdir (folder)) != NULL)
    if (read_file (self, entry->d_name, &file))
      g_array_append_val (files, file);
  if (folder != NULL)
    closedir (folder);

  return files;
}

/* Removes the oldest until there is room again; unfinished files of processes that died are among them. */
static void
make_room (CfLookupFolder *self, gsize keep)
{
  g_autoptr (GArray) files = list_files (self);

  self->bytes = 0;
  for (guint i = 0; i < files->len; i++)
    self->bytes += g_array_index (files, File, i).bytes;

  g_array_sort (files, compare_files);
  for (guint i = 0; i < files->len && self->bytes > keep; i++) {
    const File *file = &g_array_index (files, File, i);

    unlinkat (self->fd, file->name, 0);
    self->bytes -= file->bytes;
  }
}

CfLookupFolder *
cf_lookup_folder_open (const char *path, gsize max_bytes)
{
  CfLookupFolder *self;
  struct stat status;
  int fd;

  g_mkdir_with_parents (path, 0700);
  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return NULL;
  /* What others can write to is not our cache, and what they can read tells who writes to us. */
  if (fstat (fd, &status) != 0 || status.st_uid != geteuid () || (status.st_mode & 077) != 0) {
    close (fd);
    return NULL;
  }

  self = g_new0 (CfLookupFolder, 1);
  self->fd = fd;
  self->max_bytes = max_bytes;
  make_room (self, max_bytes);
  return self;
}

static char *
dup_header (const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strconcat (VERSION, digest, "\n", NULL);
}

static char *
read_all (int fd, gsize max_bytes)
{
  struct stat status;
  g_autofree char *text = NULL;
  gsize length = 0;
  gssize n = 1;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size < (off_t) HEADER_CHARS ||
      (gsize) status.st_size > max_bytes)
    return NULL;

  text = g_malloc ((gsize) status.st_size + 1);
  while (n > 0 && length < (gsize) status.st_size) {
    n = read (fd, text + length, (gsize) status.st_size - length);
    length += (gsize) MAX (n, 0);
  }
  text[length] = '\0';
  return strlen (text) == (gsize) status.st_size ? g_steal_pointer (&text) : NULL;
}

char *
cf_lookup_folder_load (CfLookupFolder *self, const char *name)
{
  g_autofree char *content = NULL;
  g_autofree char *header = NULL;
  int fd = openat (self->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    return NULL;

  content = read_all (fd, CF_LIMIT_ANSWER_FRAME_BYTES);
  close (fd);
  if (content == NULL)
    return NULL;

  header = dup_header (content + HEADER_CHARS);
  if (strncmp (content, header, HEADER_CHARS) == 0)
    return g_strdup (content + HEADER_CHARS);

  unlinkat (self->fd, name, 0);
  return NULL;
}

static gboolean
write_all (int fd, const char *text)
{
  gsize length = strlen (text);
  gsize done = 0;

  while (done < length) {
    gssize n = write (fd, text + done, length - done);

    if (n <= 0)
      return FALSE;
    done += (gsize) n;
  }

  return TRUE;
}

void
cf_lookup_folder_store (CfLookupFolder *self, const char *name, const char *text)
{
  g_autofree char *header = dup_header (text);
  g_autofree char *unfinished = g_strdup_printf ("%s.%d" UNFINISHED, name, (int) getpid ());
  int fd = openat (self->fd, unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean is_written;

  if (fd < 0)
    return;

  is_written = write_all (fd, header) && write_all (fd, text);
  if (close (fd) != 0 || !is_written || renameat (self->fd, unfinished, self->fd, name) != 0) {
    unlinkat (self->fd, unfinished, 0);
    return;
  }

  self->bytes += strlen (header) + strlen (text);
  if (self->bytes > self->max_bytes)
    make_room (self, self->max_bytes / KEEP_DENOMINATOR * KEEP_NUMERATOR);
}

void
cf_lookup_folder_free (CfLookupFolder *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_free (self);
}
