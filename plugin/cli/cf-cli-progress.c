/* cf-cli-progress.c — bytes and mails that are done -> a line on the terminal */
#include "cf-cli-progress.h"

#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cf-limits.h"

#define SHOWN_EVERY_US (G_USEC_PER_SEC / 4)

/* Before that no rate is worth a promise. */
#define FIRST_PROMISE_US (2 * G_USEC_PER_SEC)

/**
 * CfCliProgress:
 * @total: bytes that will be read, about; 0 when nobody knows
 * @done, @fresh: bytes that are done, and of these those that were checked
 * @n_fresh: mails that were checked
 */
struct _CfCliProgress {
  gboolean is_shown;
  guint64 total, done, fresh, n_fresh;
  gint64 began_us, shown_us;
};

/* About what will be read: a Maildir's tmp is not, a list of the mail program is counted along. */
static guint64
measure (const char *path, guint depth)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint64 size = 0;
  GStatBuf info;

  if ((depth == 0 ? g_stat (path, &info) : g_lstat (path, &info)) != 0)
    return 0;
  if (!S_ISDIR (info.st_mode))
    return S_ISREG (info.st_mode) ? (guint64) info.st_size : 0;
  dir = depth >= CF_LIMIT_FOLDER_DEPTH ? NULL : g_dir_open (path, 0, NULL);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *below = g_build_filename (path, name, NULL);

    if (!g_str_equal (name, "tmp"))
      size += measure (below, depth + 1);
  }

  return size;
}

CfCliProgress *
cf_cli_progress_new (char *const *paths, gboolean is_all)
{
  CfCliProgress *self = g_new0 (CfCliProgress, 1);

  self->is_shown = isatty (STDERR_FILENO);
  for (guint i = 0; self->is_shown && is_all && paths != NULL && paths[i] != NULL; i++)
    self->total += measure (paths[i], 0);
  self->began_us = g_get_monotonic_time ();
  return self;
}

/* "1:02:03", or NULL while nobody can know. */
static char *
dup_left (const CfCliProgress *self, gint64 now)
{
  double seconds = (double) (now - self->began_us) / G_USEC_PER_SEC;
  guint64 left;

  if (self->total == 0 || self->fresh == 0 || now - self->began_us < FIRST_PROMISE_US)
    return NULL;

  left = self->done >= self->total ? 0 : (guint64) ((double) (self->total - self->done) * seconds / (double) self->fresh);
  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%02u:%02u", left / 3600, (guint) (left / 60 % 60), (guint) (left % 60));
}

static void
show (const CfCliProgress *self, const CfCliTally *tally, gint64 now)
{
  double seconds = (double) (now - self->began_us) / G_USEC_PER_SEC;
  double rate = (double) self->n_fresh / MAX (seconds, 0.001);
  guint danger = (guint) tally->severities[CF_SEVERITY_DANGER], caution = (guint) tally->severities[CF_SEVERITY_CAUTION];
  g_autofree char *left = dup_left (self, now);

  if (left == NULL)
    /* TRANSLATORS: a line that changes while "certfirst scan" works */
    g_printerr (_("\r%u mails, %.0f a second; danger %u, caution %u "), (guint) tally->n_mails, rate, danger, caution);
  else
    /* TRANSLATORS: a line that changes while "certfirst scan" works; last a time such as 0:03:20 */
    g_printerr (_("\r%u mails, %.0f a second; danger %u, caution %u; about %s left "), (guint) tally->n_mails, rate, danger, caution, left);
}

void
cf_cli_progress_add (CfCliProgress *self, gsize size, gboolean is_fresh, const CfCliTally *tally)
{
  gint64 now;

  self->done += size;
  self->fresh += is_fresh ? size : 0;
  self->n_fresh += is_fresh;
  if (!self->is_shown)
    return;

  now = g_get_monotonic_time ();
  if (now - self->shown_us < SHOWN_EVERY_US)
    return;
  self->shown_us = now;
  show (self, tally, now);
}

void
cf_cli_progress_end (CfCliProgress *self)
{
  if (self->shown_us != 0)
    g_printerr ("\r\033[K");
  self->shown_us = 0;
}

void
cf_cli_progress_free (CfCliProgress *self)
{
  g_free (self);
}
