/* cf-evolution-compat.h — what differs between releases of Evolution, and nothing else
 *
 * Built for one stable series at a time.  3.46 (Debian 12) is what is tested.
 * Stands on: Evolution.
 */
#pragma once

#include <camel/camel.h>
#include <mail/e-mail-reader.h>

G_BEGIN_DECLS

/* Menus are made with GtkUIManager and GtkAction until 3.55.1, with EUIManager since. */
#define CF_EVOLUTION_HAS_GTK_UI_MANAGER (CF_EVOLUTION_VERSION < 35501)

/**
 * cf_evolution_compat_dup_message_file:
 *
 * The file that holds one mail.  Until 3.52.1 the host names a folder "cache"
 * for IMAP where its files lie in "cur"; may lock and read the disk.
 *
 * Returns: (transfer full) (nullable): a file that is there
 */
char *cf_evolution_compat_dup_message_file (CamelFolder *folder, const char *uid);

/* The uids that the host lists in a folder.  camel_folder_get_uids() has another name since 3.57.
 * (transfer container) */
GPtrArray *cf_evolution_compat_dup_uids (CamelFolder *folder);

/**
 * cf_evolution_compat_read_validity:
 *
 * UIDVALIDITY of an IMAP folder (RFC 9051 section 2.3.1.1), out of the host's
 * database, which no public function of the host tells: the second number of
 * the folder's own data.
 *
 * Returns: 0 where it is not known
 */
guint32 cf_evolution_compat_read_validity (CamelFolder *folder);

/* When this very process stored a mail in a maildir: the host names its files "seconds.process_number.host".  0 for
 * every other name.  Main thread. */
gint64 cf_evolution_compat_get_stored_time (const char *uid);

/* What the host's own "Mark as Junk" does with the mail that is selected. */
void cf_evolution_compat_move_to_junk (EMailReader *reader);

G_END_DECLS
