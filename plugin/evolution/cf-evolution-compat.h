/* cf-evolution-compat.h — what differs between releases of Evolution, and nothing else
 *
 * Built for one stable series at a time.  3.46 (Debian 12) is what is tested.
 * Stands on: Evolution.
 */
#pragma once

#include <camel/camel.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * cf_evolution_compat_dup_message_file:
 *
 * The file that holds one mail.  Until 3.52.1 the host names a folder "cache"
 * for IMAP where its files lie in "cur"; may lock and read the disk.
 *
 * Returns: (transfer full) (nullable): a file that is there
 */
char *cf_evolution_compat_dup_message_file (CamelFolder *folder, const char *uid);

G_END_DECLS
