/* cf-client-link.h — one running engine: its process, the socket, frames in and out
 *
 * Nothing here waits: what the socket does not take at once goes when it can,
 * from the main context that the link is attached to.
 * Stands on: base, report (for the text), GIO.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "cf-client.h"

G_BEGIN_DECLS

typedef struct _CfClientLink CfClientLink;

/**
 * CfClientLinkFuncs:
 * @frame: one JSON object came
 * @gone: the engine ended, or sent what is no frame; nothing comes afterwards
 *
 * Both may close the link.
 */
typedef struct {
  void (*frame) (JsonObject *object, gpointer user_data);
  void (*gone) (const char *problem, gpointer user_data);
} CfClientLinkFuncs;

/**
 * cf_client_link_start:
 * @arguments: what "certfirst engine" is started with
 * @run: (nullable): for a fork of this process: cf_client_fork_engine()
 *
 * Starts an engine on one end of a socket pair.
 *
 * Returns: (transfer full): NULL with @error when the program cannot be started
 */
CfClientLink *cf_client_link_start (char **arguments, CfClientEngineFunc run, const CfClientLinkFuncs *funcs,
                                    gpointer user_data, GError **error);

/* From now on frames are taken and sent in @context. */
void cf_client_link_attach (CfClientLink *self, GMainContext *context);

/* Queues a frame; takes the descriptors that go with it, -1 for none. */
void cf_client_link_send (CfClientLink *self, JsonObject *object, int first, int second);

/* 0 when the process has ended. */
int cf_client_link_get_pid (CfClientLink *self);

/**
 * cf_client_link_close:
 * @at_once: whether the engine is beyond hearing that its client went
 *
 * Closes the socket, which ends the engine, and reaps it in the attached
 * context; one that does not end by itself is killed.  Calls nobody.
 */
void cf_client_link_close (CfClientLink *self, gboolean at_once);

/* Whether a closed link's process has been reaped. */
gboolean cf_client_link_is_over (const CfClientLink *self);

/* One more reference.  (transfer full): @self */
CfClientLink *cf_client_link_ref (CfClientLink *self);

/* A link is closed before its last reference goes. */
void cf_client_link_unref (CfClientLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClientLink, cf_client_link_unref)

G_END_DECLS
