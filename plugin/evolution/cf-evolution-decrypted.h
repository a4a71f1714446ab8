/* cf-evolution-decrypted.h — bytes -> client: what Evolution decrypted of an encrypted mail
 *
 * Evolution has opened it to show it; nothing is decrypted twice and no key is
 * touched.  It stays in memory.
 * Stands on: Evolution's parts of a message.
 */
#pragma once

#include <em-format/e-mail-part-list.h>

G_BEGIN_DECLS

/* Whether the root of the mail looks encrypted, so that the list of parts is worth waiting for.  The engine decides. */
gboolean cf_evolution_decrypted_may_come (CamelMimeMessage *message);

/**
 * cf_evolution_decrypted_take:
 * @parts: of one mail, all read
 *
 * The part inside the encryption of the whole mail, as MIME.  A part that was
 * encrypted on its own somewhere in a mail is left out.
 *
 * Returns: (transfer full) (nullable): %NULL when there is none
 */
GBytes *cf_evolution_decrypted_take (EMailPartList *parts);

G_END_DECLS
