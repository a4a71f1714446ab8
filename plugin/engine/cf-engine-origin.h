/* cf-engine-origin.h — the process that other processes come from
 *
 * Forked before the client's first word, it holds nothing of any message; so
 * neither does what is started from it later, however long the monitor ran.
 * Stands on: the processes, frame.
 */
#pragma once

#include "cf-engine-process.h"

G_BEGIN_DECLS

/* What can be started; by number, because the origin knows the functions. */
typedef enum { CF_ENGINE_ROLE_TEMPLATE, CF_ENGINE_ROLE_LOOKUP, CF_ENGINE_N_ROLES } CfEngineRole;

/* What a process of a role does.  @settings: (nullable): text that came with the request to start it */
typedef int (*CfEngineRoleMain) (gconstpointer data, const char *settings, int socket);

typedef struct {
  CfEngineRoleMain main;
  gconstpointer data;
} CfEngineRoleRow;

typedef struct _CfEngineOrigin CfEngineOrigin;

/* Forks it.  @rows: CF_ENGINE_N_ROLES, used up before this returns.  (transfer full): its start may have failed */
CfEngineOrigin *cf_engine_origin_new (const CfEngineRoleRow *rows);

/* FALSE when it has ended: nothing can be started any more. */
gboolean cf_engine_origin_is_alive (const CfEngineOrigin *self);

/* The process; 0 when it has ended. */
int cf_engine_origin_get_pid (const CfEngineOrigin *self);

/* Starts a process, which becomes the caller's child; waits for that.  FALSE when there is none. */
gboolean cf_engine_origin_start (CfEngineOrigin *self, CfEngineRole role, const char *settings,
                                 CfEngineProcess *out_process);

/* Ends it; what was started from it goes on.  Accepts %NULL. */
void cf_engine_origin_free (CfEngineOrigin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineOrigin, cf_engine_origin_free)

G_END_DECLS
