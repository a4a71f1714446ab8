/* cf-cli-seen.h — which names were seen before: some bytes each, whatever their length
 *
 * For mailboxes of millions of files and reports: a name is its digest.  Inside
 * cli only.
 * Stands on: base.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CfCliSeen CfCliSeen;

/* Nothing was seen yet.  (transfer full) */
CfCliSeen *cf_cli_seen_new (void);

/* Whether @name was added. */
gboolean cf_cli_seen_has (const CfCliSeen *self, const char *name);

/* FALSE when it was there already. */
gboolean cf_cli_seen_add (CfCliSeen *self, const char *name);

/* How many different names were added. */
guint64 cf_cli_seen_get_n (const CfCliSeen *self);

/* Accepts %NULL. */
void cf_cli_seen_free (CfCliSeen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliSeen, cf_cli_seen_free)

G_END_DECLS
