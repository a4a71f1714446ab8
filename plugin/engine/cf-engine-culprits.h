/* cf-engine-culprits.h — messages that ended their checking process: not tried for ever
 *
 * Stands on: base, json-glib.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _CfEngineCulprits CfEngineCulprits;

/* Nobody did anything.  Remembers CF_LIMIT_CULPRITS messages at most, the latest.  (transfer full) */
CfEngineCulprits *cf_engine_culprits_new (void);

/* Whether no message is remembered: then none needs to be hashed. */
gboolean cf_engine_culprits_is_empty (const CfEngineCulprits *self);

/* One more death by the message of this digest.  @preview: (nullable): evidence of who it claims to be from */
void cf_engine_culprits_add (CfEngineCulprits *self, const char *sha256, JsonObject *preview);

/* Whether the message is not to be tried again.  @out_preview: (out) (transfer none) (nullable) */
gboolean cf_engine_culprits_find (const CfEngineCulprits *self, const char *sha256, JsonObject **out_preview);

/* Accepts %NULL. */
void cf_engine_culprits_free (CfEngineCulprits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineCulprits, cf_engine_culprits_free)

G_END_DECLS
