/* cf-cli-progress.h — a line on the terminal while many mails are checked
 *
 * How many, how fast, what was found, how long it will take.  Nothing where
 * standard error is no terminal.  Inside cli only.
 * Stands on: base, verdict.
 */
#pragma once

#include "cf-cli-tally.h"

G_BEGIN_DECLS

typedef struct _CfCliProgress CfCliProgress;

/**
 * cf_cli_progress_new:
 * @paths: (nullable) (array zero-terminated=1): what will be read; looked through
 *   for its size where somebody sees it
 * @is_all: whether nothing but @paths will be read: else nobody knows how long it takes
 *
 * Returns: (transfer full)
 */
CfCliProgress *cf_cli_progress_new (char *const *paths, gboolean is_all);

/* One mail of @size bytes is done; FALSE for @is_fresh when it was only passed over. */
void cf_cli_progress_add (CfCliProgress *self, gsize size, gboolean is_fresh, const CfCliTally *tally);

/* Takes the line away. */
void cf_cli_progress_end (CfCliProgress *self);

/* Accepts %NULL. */
void cf_cli_progress_free (CfCliProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliProgress, cf_cli_progress_free)

G_END_DECLS
