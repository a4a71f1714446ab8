/* cf-engine-staff.h — which child reads which message, within which limits
 *
 * A child for each message; in a trial one for several.
 * Stands on: base, the monitor's data.
 */
#pragma once

#include "cf-engine-monitor.h"

G_BEGIN_DECLS

/* Whether the child of @job may have read other messages, and may read others. */
gboolean cf_engine_staff_is_bulk (const CfEngineMonitor *self, const CfEngineJob *job);

/* Gives @job a child that waits, with limits set.  FALSE when the template has none to give. */
gboolean cf_engine_staff_take (CfEngineMonitor *self, CfEngineJob *job);

/* The child of @job has read its message: it ends, or waits for the next one. */
void cf_engine_staff_let_go (CfEngineMonitor *self, CfEngineJob *job);

/* Reaps those that have ended meanwhile.  @options: as of waitpid() */
void cf_engine_staff_reap (CfEngineMonitor *self, int options);

G_END_DECLS
