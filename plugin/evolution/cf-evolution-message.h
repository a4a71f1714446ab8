/* cf-evolution-message.h — bytes -> client: one mail of Evolution, where it really is and which bytes it has
 *
 * Evolution's own parsed message is never the source of the bytes where there
 * is a file: written out again, no message is what it was.
 * Stands on: client, Camel.
 */
#pragma once

#include <camel/camel.h>
#include <libedataserver/libedataserver.h>

#include "cf-client.h"

G_BEGIN_DECLS

/**
 * CfEvolutionMessage:
 * @folder, @uid: where the mail really is, behind search folders
 * @account: (nullable): "user@incoming-host"
 * @received: a time that the server gives and no sender can write, or %CF_TIME_UNKNOWN
 * @bytes: (nullable): once loaded
 * @exact: whether @bytes are those that the server or the file has
 */
typedef struct {
  CamelFolder *folder;
  char *uid;
  char *account;
  CfPlace place;
  CfTime received;
  GBytes *bytes;
  gboolean exact;
} CfEvolutionMessage;

/**
 * cf_evolution_message_new:
 * @folder: may be a search folder
 *
 * Does not wait for disk or network.
 *
 * Returns: (transfer full) (nullable): %NULL when the mail went meanwhile
 */
CfEvolutionMessage *cf_evolution_message_new (CamelFolder *folder, const char *uid);

/**
 * cf_evolution_message_load_async:
 * @self: (transfer full): comes back with the answer
 *
 * Reads the bytes in a thread, and fetches them where they are not here yet.
 */
void cf_evolution_message_load_async (CfEvolutionMessage *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

/* Returns: (transfer full): with bytes; %NULL with @error: cancelled, gone, or the host's own words. */
CfEvolutionMessage *cf_evolution_message_load_finish (GAsyncResult *result, GError **error);

/* What @self says, lent to @request. */
void cf_evolution_message_describe (const CfEvolutionMessage *self, CfClientRequest *request);

/* The first value of a field that Evolution itself writes, as a sender can too.  @field: with its colon.
 * (transfer full) (nullable): %NULL when the loaded bytes have none */
char *cf_evolution_message_dup_field (const CfEvolutionMessage *self, const char *field);

/* Whether it lies among drafts, templates, or mail that the person sent: no ribbon there. */
gboolean cf_evolution_message_is_own (const CfEvolutionMessage *self, ESourceRegistry *registry);

/* Accepts %NULL. */
void cf_evolution_message_free (CfEvolutionMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEvolutionMessage, cf_evolution_message_free)

G_END_DECLS
