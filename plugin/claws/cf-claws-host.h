/* cf-claws-host.h — what the parts of the plugin share while it is loaded
 *
 * Jobs hold a reference: an answer that comes after the plugin was unloaded
 * finds the host closed and does nothing.
 * Stands on: client.
 */
#pragma once

/* Before every other header of Claws Mail: its structures differ without. */
#include "claws-features.h"

#include "cf-client-inbox.h"
#include "cf-client-mark.h"
#include "cf-client-origin.h"
#include "cf-client.h"

G_BEGIN_DECLS

/**
 * CfClawsHost:
 * @client: one engine for the process
 * @inbox: what arrives on IMAP servers
 * @marks: which mails carry our colour
 * @origins: accounts of POP mails
 * @arrivals: (element-type utf8 gpointer): POP mail between its arrival and its final folder
 * @folders: (element-type utf8 gpointer): identifiers of IMAP folders whose listing changed
 * @folders_id: 0 while no folder waits to be looked through
 * @is_closed: the plugin is unloaded
 */
typedef struct {
  CfClient *client;
  CfClientInbox *inbox;
  CfClientMarks *marks;
  CfClientOrigins *origins;
  GHashTable *arrivals;
  GHashTable *folders;
  guint folders_id;
  gboolean is_closed;
} CfClawsHost;

/* (transfer full) */
CfClawsHost *cf_claws_host_new (void);

/* Ends the engine and writes what is kept; jobs may still hold the host.  Takes one reference. */
void cf_claws_host_close (CfClawsHost *self);

/* (transfer full): @self */
CfClawsHost *cf_claws_host_ref (CfClawsHost *self);
/* Its client goes with the last one. */
void cf_claws_host_unref (CfClawsHost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClawsHost, cf_claws_host_unref)

G_END_DECLS
