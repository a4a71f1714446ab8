/* cf-ledger.c — opens the record of earlier mail, and sets a damaged one aside */
#include "cf-ledger-private.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-limits.h"

/* secure_delete: what is erased is overwritten.  temp_store: VACUUM writes no
 * copy elsewhere.  WAL with synchronous=NORMAL: the end of a process loses
 * nothing; a power cut may lose the last moments, and never damages. */
static const char settings[] =
  "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;"
  "PRAGMA synchronous=NORMAL;";

char *
cf_ledger_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "certfirst", "ledger.db", NULL);
}

static gboolean
fail_with_errno (const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* Opening is one at a time: of two that find a file damaged the later one
 * would set the new file aside, and a change to WAL waits for nobody.  A
 * folder whose file system has no locks is opened all the same.  -1 with @error. */
static int
lock_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int lock = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    lock = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0)
    fail_with_errno (folder, error);
  else
    (void) flock (lock, LOCK_EX);

  return lock;
}

/* SQLite gives the files beside this one its mode: only ours to read, from the
 * first byte on.  A file that is there is not opened here: closing it would end
 * the locks that SQLite holds on it in this process.  A device is no ledger. */
static gboolean
prepare_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  struct stat status;

  if (fd >= 0)
    close (fd);
  if ((fd < 0 && errno != EEXIST) || stat (path, &status) != 0)
    return fail_with_errno (path, error);
  if (!S_ISREG (status.st_mode)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("%s: is no file"), path);
    return FALSE;
  }

  if ((status.st_mode & 077) != 0)
    (void) g_chmod (path, 0600);
  return TRUE;
}

gboolean
cf_ledger_check_whole (CfLedger *self, GError **error)
{
  g_autoptr (CfLedgerStatement) statement = cf_ledger_prepare (self, error, "PRAGMA quick_check(1)", "");
  const char *says;

  if (statement == NULL || cf_ledger_step (self, statement, error) != 1)
    return FALSE;

  says = (const char *) sqlite3_column_text (statement, 0);
  if (g_strcmp0 (says, "ok") == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", self->path, says);
  return FALSE;
}

static gboolean
connect_to_file (CfLedger *self, GError **error)
{
  const char *name = self->path != NULL ? self->path : ":memory:";

  if (self->path != NULL && !prepare_file (self->path, error))
    return FALSE;
  if (sqlite3_open_v2 (name, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    return cf_ledger_fail (self, error);

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, CF_LIMIT_HISTORY_WAIT_MS);
  /* The version comes first: a file that is not ours is not turned to WAL. */
  return cf_ledger_exec (self, settings, error) && cf_ledger_upgrade (self, error) &&
         (self->path == NULL || cf_ledger_check_whole (self, error)) &&
         cf_ledger_exec (self, "PRAGMA journal_mode=WAL", error);
}

static void
disconnect (CfLedger *self)
{
  sqlite3_close_v2 (self->db);
  self->db = NULL;
}

/* --- a damaged file --- */

static char *
dup_aside_name (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  char *name = g_strdup_printf ("%s.damaged-%s", path, date);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++) {
    g_free (name);
    name = g_strdup_printf ("%s.damaged-%s-%u", path, date, i);
  }

  return name;
}

/* The log goes with its file: beside a new one it would be read as that one's. */
static gboolean
move_files (const char *path, const char *aside, GError **error)
{
  static const char *const ends[] = { "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *from = g_strconcat (path, ends[i], NULL);
    g_autofree char *to = g_strconcat (aside, ends[i], NULL);

    if (g_rename (from, to) != 0 && errno != ENOENT)
      return fail_with_errno (from, error);
  }

  return TRUE;
}

static gboolean
begin_anew (CfLedger *self, const char *why, GError **error)
{
  g_autofree char *aside = dup_aside_name (self->path);

  if (!move_files (self->path, aside, error))
    return FALSE;

  self->problem = g_strdup_printf ("%s; it was set aside as %s, and a new one begun", why, aside);
  return connect_to_file (self, error);
}

static gboolean
open_or_begin (CfLedger *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (connect_to_file (self, &problem))
    return TRUE;

  /* Not even the log of what is refused is changed by closing it. */
  if (self->db != NULL)
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  disconnect (self);
  if (self->path != NULL && g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return begin_anew (self, problem->message, error);

  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

CfLedger *
cf_ledger_open (const char *path, GError **error)
{
  g_autoptr (CfLedger) self = g_new0 (CfLedger, 1);
  int lock = path == NULL ? -1 : lock_folder (path, error);
  gboolean done;

  self->path = g_strdup (path);
  if (path != NULL && lock < 0)
    return NULL;

  done = open_or_begin (self, error);
  if (lock >= 0)
    close (lock);
  return done ? g_steal_pointer (&self) : NULL;
}

const char *
cf_ledger_get_problem (const CfLedger *self)
{
  return self->problem;
}

void
cf_ledger_free (CfLedger *self)
{
  if (self == NULL)
    return;

  disconnect (self);
  g_free (self->path);
  g_free (self->problem);
  g_free (self);
}
