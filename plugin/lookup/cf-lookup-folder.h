/* cf-lookup-folder.h — texts by name in a folder of files, held to a size
 *
 * Several processes may use one folder: files appear whole or not at all, and
 * one that another process removed was never there.  Stands on: GLib.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CfLookupFolder CfLookupFolder;

/* Opens @path, made with mode 700 when it is not there; %NULL when it is not a folder of ours alone.  (transfer full) */
CfLookupFolder *cf_lookup_folder_open (const char *path, gsize max_bytes);

/* The text that was stored as @name; %NULL when there is none, or it is not as it was stored.  (transfer full) */
char *cf_lookup_folder_load (CfLookupFolder *self, const char *name);

/* Stores @text as @name in place of what was there.  Where that fails nothing is there. */
void cf_lookup_folder_store (CfLookupFolder *self, const char *name, const char *text);

/* Accepts %NULL.  The files stay. */
void cf_lookup_folder_free (CfLookupFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLookupFolder, cf_lookup_folder_free)

G_END_DECLS
