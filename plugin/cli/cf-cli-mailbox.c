/* cf-cli-mailbox.c — a path -> the messages below it */
#include "cf-cli-mailbox.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-cli-listing.h"
#include "cf-cli-mbox.h"
#include "cf-cli-seen.h"
#include "cf-cli.h"
#include "cf-limits.h"

/* Times that a Maildir's cur is listed, at most: somebody renames faster than anybody reads. */
#define MAX_ROUNDS 16u

typedef enum {
  FOLDER_PLAIN,   /* MH, .eml, mbox, and folders */
  FOLDER_MAILDIR, /* cur, new, tmp, and more Maildirs */
  FOLDER_LEAF,    /* cur or new: every file is a message */
} FolderKind;

/**
 * Folder:
 *
 * A folder while it is gone through.
 * @maildir: (nullable): of a leaf, the Maildir above it
 * @seen: (nullable): of a Maildir, the messages that were found in new and cur
 * @round: of a Maildir, how often one of the two was opened
 * @n_missed: of a Maildir, what was new or gone in this round
 */
typedef struct _Folder Folder;
struct _Folder {
  CfCliListing *names;
  char *path;
  FolderKind kind;
  Folder *maildir;
  CfCliSeen *seen;
  guint round, n_missed;
};

/**
 * CfCliMailbox:
 * @folders: (element-type Folder): from the top one to where we are
 * @file: (nullable): the one file that was named, until it is read
 * @mbox: (nullable): the mbox that is being read, @mbox_path
 * @number: of its last message
 */
struct _CfCliMailbox {
  GPtrArray *folders;
  char *file;
  CfCliMbox *mbox;
  char *mbox_path;
  guint64 number;
};

void
cf_cli_mail_clear (CfCliMail *mail)
{
  g_clear_pointer (&mail->name, g_free);
  g_clear_pointer (&mail->bytes, g_bytes_unref);
  g_clear_error (&mail->error);
}

/* --- folders --- */

static void
folder_free (Folder *folder)
{
  cf_cli_listing_free (folder->names);
  cf_cli_seen_free (folder->seen);
  g_free (folder->path);
  g_free (folder);
}

static gboolean
has_folder (const char *path, const char *name)
{
  g_autofree char *below = g_build_filename (path, name, NULL);

  return g_file_test (below, G_FILE_TEST_IS_DIR);
}

static FolderKind
find_kind (const char *path, const Folder *above)
{
  g_autofree char *name = g_path_get_basename (path);
  gboolean is_delivered = g_str_equal (name, "cur") || g_str_equal (name, "new");

  if (above != NULL && above->kind == FOLDER_MAILDIR && is_delivered)
    return FOLDER_LEAF;
  if (has_folder (path, "cur") && has_folder (path, "new"))
    return FOLDER_MAILDIR;
  /* A Maildir's cur, named by itself. */
  if (above == NULL && is_delivered) {
    g_autofree char *parent = g_path_get_dirname (path);

    return has_folder (parent, "tmp") ? FOLDER_LEAF : FOLDER_PLAIN;
  }

  return FOLDER_PLAIN;
}

static void
set_errno (GError **error, int code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("%s (%s)"),
               _("cannot be opened; check the name and the permissions"), g_strerror (code));
}

static gboolean
push_folder (CfCliMailbox *self, const char *path, GError **error)
{
  Folder *above = self->folders->len > 0 ? g_ptr_array_index (self->folders, self->folders->len - 1) : NULL;
  Folder *folder;
  CfCliListing *names;

  /* Deeper ones are somebody's joke, and each holds a descriptor. */
  if (self->folders->len >= CF_LIMIT_FOLDER_DEPTH) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("is more than %u folders deep; name it itself"),
                 CF_LIMIT_FOLDER_DEPTH);
    return FALSE;
  }
  names = cf_cli_listing_open (path);
  if (names == NULL) {
    set_errno (error, errno);
    return FALSE;
  }

  folder = g_new0 (Folder, 1);
  folder->names = names;
  folder->path = g_strdup (path);
  folder->kind = find_kind (path, above);
  folder->seen = folder->kind == FOLDER_MAILDIR ? cf_cli_seen_new () : NULL;
  folder->maildir = folder->kind == FOLDER_LEAF ? above : NULL;
  g_ptr_array_add (self->folders, folder);
  return TRUE;
}

/* Whether a subfolder holds mail: not what is delivered right now, not what a program hides.  A Maildir's own cur and
 * new have their turn at its end. */
static gboolean
is_entered (const Folder *folder, const char *name)
{
  if (folder->kind == FOLDER_LEAF)
    return FALSE;
  if (folder->kind == FOLDER_MAILDIR)
    return !g_str_equal (name, "tmp") && !g_str_equal (name, "cur") && !g_str_equal (name, "new");

  return name[0] != '.';
}

/* --- files --- */

static gboolean
is_mbox_file (const char *path)
{
  guint8 head[5];
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gboolean is_one;

  if (fd < 0)
    return FALSE;

  is_one = read (fd, head, sizeof head) == sizeof head && cf_cli_mbox_is_one (head, sizeof head);
  close (fd);
  return is_one;
}

static gboolean
is_message_name (const Folder *folder, const char *name)
{
  gsize length = strlen (name);

  if (folder->kind == FOLDER_LEAF)
    return TRUE;

  return strspn (name, "0123456789") == length || (length > 4 && g_ascii_strcasecmp (name + length - 4, ".eml") == 0);
}

/* FALSE when it is gone meanwhile. */
static gboolean
read_file (const char *path, CfCliMail *out_mail)
{
  GError *error = NULL;
  GBytes *bytes = cf_cli_read_message (path, &error);

  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    g_error_free (error);
    return FALSE;
  }

  *out_mail = (CfCliMail) { .name = g_strdup (path), .bytes = bytes, .exact = TRUE, .error = error };
  return TRUE;
}

/* A message of a Maildir, once, whatever it is called by now.  One that was renamed between two looks is found under
 * its new name in the next round. */
static gboolean
read_of_maildir (Folder *folder, const char *name, const char *path, CfCliMail *out_mail)
{
  Folder *maildir = folder->maildir;
  g_autofree char *unique = g_strndup (name, strcspn (name, ":"));

  if (maildir == NULL)
    return read_file (path, out_mail);
  if (cf_cli_seen_has (maildir->seen, unique))
    return FALSE;

  maildir->n_missed++;
  if (!read_file (path, out_mail))
    return FALSE;
  cf_cli_seen_add (maildir->seen, unique);
  return TRUE;
}

/* FALSE when @folder is at its end.  A Maildir's new comes before its cur, because mail moves that way, and cur again
 * until nothing is found that was not there before: what a mail program marks as read meanwhile is not missed. */
static gboolean
begin_round (CfCliMailbox *self, Folder *folder, CfCliMail *out_mail)
{
  g_autofree char *path = NULL;
  GError *error = NULL;

  if (folder->kind != FOLDER_MAILDIR || folder->round >= MAX_ROUNDS || (folder->round > 1 && folder->n_missed == 0))
    return FALSE;

  path = g_build_filename (folder->path, folder->round == 0 ? "new" : "cur", NULL);
  if (folder->round > 0)
    folder->n_missed = 0;
  folder->round++;
  if (!push_folder (self, path, &error))
    *out_mail = (CfCliMail) { .name = g_steal_pointer (&path), .error = error };
  return TRUE;
}

static gboolean
open_mbox (CfCliMailbox *self, const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return FALSE;

  self->mbox = cf_cli_mbox_new (fd);
  self->mbox_path = g_strdup (path);
  self->number = 0;
  return TRUE;
}

/* TRUE with a message; FALSE at the end of the mbox, which is closed then. */
static gboolean
next_of_mbox (CfCliMailbox *self, CfCliMail *out_mail)
{
  CfCliMail mail = { 0 };

  mail.bytes = cf_cli_mbox_next (self->mbox, &mail.exact, &mail.error);
  if (mail.bytes == NULL && mail.error == NULL) {
    g_clear_pointer (&self->mbox, cf_cli_mbox_free);
    g_clear_pointer (&self->mbox_path, g_free);
    return FALSE;
  }

  mail.name = g_strdup_printf ("%s#%" G_GUINT64_FORMAT, self->mbox_path, ++self->number);
  *out_mail = mail;
  return TRUE;
}

/* One entry of a folder: a message in @out_mail, an open mbox, a folder entered, or nothing. */
static gboolean
take_entry (CfCliMailbox *self, Folder *folder, const char *name, CfCliMail *out_mail)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  gboolean is_maildir = folder->kind == FOLDER_MAILDIR;
  struct stat info;

  if (lstat (path, &info) != 0)
    return FALSE;
  if (S_ISDIR (info.st_mode)) {
    GError *error = NULL;

    if (!is_entered (folder, name) || push_folder (self, path, &error))
      return FALSE;
    *out_mail = (CfCliMail) { .name = g_steal_pointer (&path), .error = error };
    return TRUE;
  }

  /* What is no file, such as a pipe, would keep us waiting. */
  if (is_maildir || name[0] == '.' || stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return FALSE;
  if (folder->kind == FOLDER_PLAIN && is_mbox_file (path)) {
    open_mbox (self, path);
    return FALSE;
  }

  if (folder->kind == FOLDER_LEAF)
    return read_of_maildir (folder, name, path, out_mail);
  return is_message_name (folder, name) && read_file (path, out_mail);
}

/* FALSE when @folder is at its end. */
static gboolean
step (CfCliMailbox *self, Folder *folder, CfCliMail *out_mail)
{
  const char *name = cf_cli_listing_next (folder->names);

  if (name == NULL)
    return begin_round (self, folder, out_mail);
  take_entry (self, folder, name, out_mail);
  return TRUE;
}

/* --- the mailbox --- */

char *
cf_cli_mailbox_dup_key (const char *name)
{
  g_autofree char *folder = g_path_get_dirname (name);
  g_autofree char *top = g_path_get_dirname (folder);
  g_autofree char *file = g_path_get_basename (name);
  const char *last = strrchr (folder, G_DIR_SEPARATOR);

  last = last == NULL ? folder : last + 1;
  if (!g_str_equal (last, "cur") && !g_str_equal (last, "new"))
    return g_strdup (name);

  file[strcspn (file, ":")] = '\0';
  return g_build_filename (top, "cur", file, NULL);
}

gboolean
cf_cli_mailbox_next (CfCliMailbox *self, CfCliMail *out_mail)
{
  if (self->file != NULL) {
    g_autofree char *file = g_steal_pointer (&self->file);

    return read_file (file, out_mail);
  }

  for (;;) {
    if (self->mbox != NULL && next_of_mbox (self, out_mail))
      return TRUE;
    if (self->folders->len == 0)
      return FALSE;
    if (!step (self, g_ptr_array_index (self->folders, self->folders->len - 1), out_mail))
      g_ptr_array_remove_index (self->folders, self->folders->len - 1);
    if (out_mail->name != NULL)
      return TRUE;
  }
}

static gboolean
open_path (CfCliMailbox *self, const char *path, GError **error)
{
  struct stat info;

  if (stat (path, &info) != 0 || access (path, R_OK) != 0) {
    set_errno (error, errno);
    return FALSE;
  }
  if (S_ISDIR (info.st_mode))
    return push_folder (self, path, error);
  if (!S_ISREG (info.st_mode)) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _("is neither a file nor a folder"));
    return FALSE;
  }
  if (is_mbox_file (path) && open_mbox (self, path))
    return TRUE;

  self->file = g_strdup (path);
  return TRUE;
}

CfCliMailbox *
cf_cli_mailbox_open (const char *path, GError **error)
{
  g_autoptr (CfCliMailbox) self = g_new0 (CfCliMailbox, 1);

  self->folders = g_ptr_array_new_with_free_func ((GDestroyNotify) folder_free);
  return open_path (self, path, error) ? g_steal_pointer (&self) : NULL;
}

void
cf_cli_mailbox_free (CfCliMailbox *self)
{
  if (self == NULL)
    return;

  cf_cli_mbox_free (self->mbox);
  g_ptr_array_unref (self->folders);
  g_free (self->mbox_path);
  g_free (self->file);
  g_free (self);
}
