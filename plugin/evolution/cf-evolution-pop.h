/* cf-evolution-pop.h — bytes -> client: whether a mail of a local folder was fetched by POP just now
 *
 * Evolution stores such a mail anew among "On This Computer".  When that was
 * stands in the name that it gives the file, which no sender can write.
 * Stands on: client, Camel, Evolution's accounts.
 */
#pragma once

#include "cf-evolution-message.h"

G_BEGIN_DECLS

/* When this process stored the mail, if that was just now; %CF_TIME_UNKNOWN for every other.  @uid: of a local folder */
CfTime cf_evolution_pop_get_time (const char *uid);

/**
 * cf_evolution_pop_has_fetched:
 * @message: with its bytes
 *
 * Whether it carries what Evolution writes into a mail that it fetched, of a
 * POP account that is there.  A sender can write it too: then a mail that the
 * person copies is judged as if it arrived, which is stricter, never greener.
 */
gboolean cf_evolution_pop_has_fetched (const CfEvolutionMessage *message);

G_END_DECLS
