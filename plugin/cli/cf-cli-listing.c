/* cf-cli-listing.c — a folder -> its names, block by block, by inode */
#include "cf-cli-listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Files that the system is asked to read before we do: enough for a disk with several heads, or none. */
#define AHEAD 32u
/* Of a file larger than this the system reads on by itself, once we do. */
#define AHEAD_BYTES (256 * 1024)

/* @at: where its name begins in the block's text */
typedef struct {
  ino_t inode;
  gsize at;
  gboolean is_file;
} Row;

/**
 * CfCliListing:
 * @rows: (element-type Row): one block, sorted; @text has their names, each with its NUL
 * @next: the row that comes next; @ahead: the first that was not yet asked for
 */
struct _CfCliListing {
  DIR *dir;
  GArray *rows;
  GString *text;
  guint next, ahead;
};

static const char *
get_name (const CfCliListing *self, const Row *row)
{
  return self->text->str + row->at;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Row *one = a, *other = b;

  return one->inode < other->inode ? -1 : one->inode > other->inode;
}

/* FALSE at the end of the folder. */
static gboolean
read_block (CfCliListing *self)
{
  const struct dirent *entry;

  g_array_set_size (self->rows, 0);
  g_string_truncate (self->text, 0);
  self->next = self->ahead = 0;

  while (self->rows->len < CF_CLI_LISTING_NAMES && (entry = readdir (self->dir)) != NULL) {
    Row row = { entry->d_ino, self->text->len, entry->d_type == DT_REG };

    if (g_str_equal (entry->d_name, ".") || g_str_equal (entry->d_name, ".."))
      continue;
    g_array_append_val (self->rows, row);
    g_string_append_len (self->text, entry->d_name, (gssize) strlen (entry->d_name) + 1);
  }

  g_array_sort (self->rows, compare);
  return self->rows->len > 0;
}

/* Only advice: whatever fails here is said where the file is read. */
static void
ask_ahead (CfCliListing *self)
{
  guint end = MIN (self->next + AHEAD, self->rows->len);

  for (; self->ahead < end; self->ahead++) {
    const Row *row = &g_array_index (self->rows, Row, self->ahead);
    int fd = row->is_file ? openat (dirfd (self->dir), get_name (self, row), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW) : -1;

    if (fd < 0)
      continue;
    posix_fadvise (fd, 0, AHEAD_BYTES, POSIX_FADV_WILLNEED);
    close (fd);
  }
}

CfCliListing *
cf_cli_listing_open (const char *path)
{
  DIR *dir = opendir (path);
  CfCliListing *self;

  if (dir == NULL)
    return NULL;

  self = g_new0 (CfCliListing, 1);
  self->dir = dir;
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->text = g_string_new (NULL);
  return self;
}

const char *
cf_cli_listing_next (CfCliListing *self)
{
  if (self->next >= self->rows->len && !read_block (self))
    return NULL;

  ask_ahead (self);
  return get_name (self, &g_array_index (self->rows, Row, self->next++));
}

void
cf_cli_listing_free (CfCliListing *self)
{
  if (self == NULL)
    return;

  closedir (self->dir);
  g_array_unref (self->rows);
  g_string_free (self->text, TRUE);
  g_free (self);
}
