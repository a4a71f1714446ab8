/* cf-engine-network.h — [network] of the policy: read by the template, obeyed by the monitor and the look-ups
 *
 * The one place that reads it (MEANING sections 11 and 13).
 * Stands on: base, gather, lookup.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cf-gather.h"
#include "cf-lookup.h"

G_BEGIN_DECLS

/* Which hosts may be asked for a missing issuer. */
typedef enum { CF_ENGINE_AIA_KNOWN_HOSTS, CF_ENGINE_AIA_ANY, CF_ENGINE_AIA_OFF } CfEngineAia;

/**
 * CfEngineNetwork:
 * @drops_history: [history] keep=false: nothing is written down about mail
 * @at_opening_never: the opening of a mail asks nobody
 * @proxy: (nullable)
 * @hosts: (nullable) (element-type utf8): hosts of anchors, which may be asked for a missing issuer too
 */
typedef struct {
  CfLookupMode mode;
  CfEngineAia aia;
  gboolean allow_private;
  gboolean drops_history;
  gboolean at_opening_never;
  char *proxy;
  GHashTable *hosts;
} CfEngineNetwork;

/* What the loaded policy says.  (transfer full) */
JsonObject *cf_engine_network_write_policy (const CfGatherPrepared *prepared);

/* Reads it again; what is not understood is what asks least. */
void cf_engine_network_read (JsonObject *object, CfEngineNetwork *out_network);

/* Frees what @network owns, not @network. */
void cf_engine_network_clear (CfEngineNetwork *network);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfEngineNetwork, cf_engine_network_clear)

G_END_DECLS
