/* cf-client-kept.h — what a mail client's adapter keeps over restarts: one JSON object in a file of the user's
 *
 * $XDG_DATA_HOME/certfirst/NAME.json.  Nothing in it ever makes a verdict
 * better: a file that is lost or cannot be read is begun anew.
 * Stands on: GIO, json-glib.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _CfClientKept CfClientKept;

/* Makes the object that is to be written.  (transfer full) */
typedef JsonObject *(*CfClientKeptFunc) (gpointer owner);

/**
 * cf_client_kept_open:
 * @name: of the file, without folder and ending
 * @write: asked for the object whenever the file is written
 * @owner: (unowned): outlives what is returned
 *
 * Reads nothing yet.
 *
 * Returns: (transfer full)
 */
CfClientKept *cf_client_kept_open (const char *name, CfClientKeptFunc write, gpointer owner);

/* What the file holds; an empty object where there is none or it makes no sense.  (transfer full) */
JsonObject *cf_client_kept_load (CfClientKept *self);

/* A number of @object as it must be; %FALSE, and nothing written, when it is none, below 0 or above @highest. */
gboolean cf_client_kept_read_number (JsonObject *object, const char *key, gint64 highest, gint64 *out_number);

/* An object in @object; %NULL when there is none of that name.  (transfer none) */
JsonObject *cf_client_kept_get_object (JsonObject *object, const char *key);

/* Has the file written soon, from the default main context: many changes in a row are one. */
void cf_client_kept_change (CfClientKept *self);

/* Writes now what changed.  One that cannot be written is warned of, and tried again at the next change. */
void cf_client_kept_flush (CfClientKept *self);

/* Writes first.  Accepts %NULL. */
void cf_client_kept_free (CfClientKept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClientKept, cf_client_kept_free)

G_END_DECLS
