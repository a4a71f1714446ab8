/* cf-engine-nursery.h — the monitor's hand on the template, and the child that waits
 *
 * Stands on: base, gather, the origin, the checkers.
 */
#pragma once

#include "cf-engine-checker.h"
#include "cf-engine-origin.h"

G_BEGIN_DECLS

typedef enum {
  CF_ENGINE_NURSERY_ABSENT,   /* ended, or never started */
  CF_ENGINE_NURSERY_STARTING, /* opens roots and policy */
  CF_ENGINE_NURSERY_READY,
} CfEngineNurseryState;

/* What a read of the template's words brought. */
typedef enum {
  CF_ENGINE_NURSERY_NOTHING,
  CF_ENGINE_NURSERY_OPENED,
  CF_ENGINE_NURSERY_REFUSED, /* the options cannot be used; it has ended */
  CF_ENGINE_NURSERY_DIED,
} CfEngineNurseryEvent;

typedef struct _CfEngineNursery CfEngineNursery;

/* Nothing is started yet.  @origin must outlive it.  (transfer full) */
CfEngineNursery *cf_engine_nursery_new (CfEngineOrigin *origin);

/* What the template is doing, as far as it has been heard. */
CfEngineNurseryState cf_engine_nursery_get_state (const CfEngineNursery *self);

/* The template; 0 when there is none. */
int cf_engine_nursery_get_pid (const CfEngineNursery *self);

/* To wait for: the template's socket, and the waiting child's; -1 for none. */
int cf_engine_nursery_get_fd (const CfEngineNursery *self);

/* The socket of the child that waits, to hear of its end; -1 for none. */
int cf_engine_nursery_get_spare_fd (const CfEngineNursery *self);

/* When a template that starts should have spoken (monotonic); G_MAXINT64 when none starts. */
gint64 cf_engine_nursery_get_due (const CfEngineNursery *self);

/* Whether it died too often in a row to be started again at @now_us (monotonic). */
gboolean cf_engine_nursery_is_resting (const CfEngineNursery *self, gint64 now_us);

/* Starts a template; nothing happens while it rests or runs.  A failure counts as a death. */
void cf_engine_nursery_start (CfEngineNursery *self, gint64 now_us);

/* Takes what the template says; call it when its descriptor is readable.
 * @out_refusal: (out): with CF_ENGINE_NURSERY_REFUSED, in words */
CfEngineNurseryEvent cf_engine_nursery_read (CfEngineNursery *self, char **out_refusal);

/* Ends the template and the waiting child, which have old rules open; another one may be started at once. */
void cf_engine_nursery_retire (CfEngineNursery *self);

/* Ends the template and the waiting child; one more death in a row, and perhaps a rest. */
void cf_engine_nursery_bury (CfEngineNursery *self, gint64 now_us);

/* Forks a child that waits, if there is none; FALSE when the template is dead. */
gboolean cf_engine_nursery_fill (CfEngineNursery *self);

/* A waiting child that ended: it harmed nobody. */
void cf_engine_nursery_drop_spare (CfEngineNursery *self);

/* A child for a message.  (transfer full) (nullable): NULL when the template is dead */
CfEngineChecker *cf_engine_nursery_take (CfEngineNursery *self);

/* Bytes of address space that a child begins with; 0 when memory is not limited. */
guint64 cf_engine_nursery_get_address_space (const CfEngineNursery *self);

/* What the template said of itself: "sandbox", "network"; empty before.  (transfer none) */
JsonObject *cf_engine_nursery_get_member (const CfEngineNursery *self, const char *name);

/* Ends the template.  Accepts %NULL. */
void cf_engine_nursery_free (CfEngineNursery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineNursery, cf_engine_nursery_free)

G_END_DECLS
