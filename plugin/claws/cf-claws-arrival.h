/* cf-claws-arrival.h — mail that arrives -> checked in the background, told, marked
 *
 * What POP and IMAP share.  Nothing else is an arrival: not what another
 * program put into a folder, and not the first listing of one.  No fetch and
 * no main loop is ever started.
 * Stands on: client, ui.
 */
#pragma once

#include "cf-claws-message.h"

G_BEGIN_DECLS

typedef struct _CfClawsArrival CfClawsArrival;

/* Seconds since 1970. */
CfTime cf_claws_arrival_get_now (void);

/**
 * cf_claws_arrival_ask:
 * @message: (transfer full): without folder as long as none is known
 * @key: names the mail until it is settled: for POP its cf_claws_bytes_hash()
 * @when: it arrived
 *
 * Has it checked in the background; tells of a danger, and marks it when its
 * folder is known.
 */
void cf_claws_arrival_ask (CfClawsHost *host, CfClawsMessage *message, const char *key, CfTime when);

/* Whether a mail of that key is on its way. */
gboolean cf_claws_arrival_is_asked (CfClawsHost *host, const char *key);

/* A POP mail lies in its folder now; nothing if it is not on its way. */
void cf_claws_arrival_place (CfClawsHost *host, const char *hash, const char *folder, guint number);

/* Accepts no %NULL; the host's table owns them. */
void cf_claws_arrival_free (CfClawsArrival *self);

G_END_DECLS
