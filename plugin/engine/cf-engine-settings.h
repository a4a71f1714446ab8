/* cf-engine-settings.h — what counts for this person, and what this person may change
 *
 * The monitor's own: reads the files of rules as the template does, and writes
 * one file of the user's.  Reads nothing of a message but an address that is
 * tested to be plain ASCII (MEANING section 11).
 * Stands on: base, policy, gather, json-glib.
 */
#pragma once

#include "cf-engine-nursery.h"
#include "cf-engine-desk.h"

G_BEGIN_DECLS

/**
 * cf_engine_settings_write:
 * @nursery: what the template said of itself
 *
 * Returns: (transfer full) (nullable): the object of docs/protocol.md; %NULL with @error when a file that the engine
 *   was started with cannot be opened any more
 */
JsonObject *cf_engine_settings_write (const CfEngineOptions *options, const CfEngineDesk *desk,
                                      const CfEngineNursery *nursery, GError **error);

/* Writes one value into the user's file, or with a %NULL @value takes it out; nothing is written that would not count.
 * An error names the file and what to do. */
gboolean cf_engine_settings_set (const CfEngineOptions *options, const char *section, const char *key,
                                 const char *value, GError **error);

/* The same for certificate= of [sender @address]. */
gboolean cf_engine_settings_expect (const CfEngineOptions *options, const char *address, const char *certificate,
                                    GError **error);

/* What the template tells the monitor of the rules and roots that it has open.  (transfer full) */
JsonObject *cf_engine_settings_write_opened (const CfGatherPrepared *prepared);

G_END_DECLS
