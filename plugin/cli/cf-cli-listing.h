/* cf-cli-listing.h — the names in a folder, in an order in which a disk gives the files fast
 *
 * The system lists a large folder in the order of a hash, which is no order on
 * the disk: each file then waits for its own seek.  Names are taken some
 * thousand at a time, sorted by inode, and the files that come next are asked
 * for ahead.  Inside cli only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names that are sorted together: a few MiB. */
#define CF_CLI_LISTING_NAMES 32768u

typedef struct _CfCliListing CfCliListing;

/* (transfer full): NULL with errno set when there is no folder at @path that can be listed */
CfCliListing *cf_cli_listing_open (const char *path);

/* (nullable): the next name, without "." and "..", valid until the next call; NULL at the end.  Each once, as readdir()
 * has it; what appears or goes meanwhile may come or not. */
const char *cf_cli_listing_next (CfCliListing *self);

/* Accepts %NULL. */
void cf_cli_listing_free (CfCliListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliListing, cf_cli_listing_free)

G_END_DECLS
