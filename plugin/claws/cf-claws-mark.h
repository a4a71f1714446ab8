/* cf-claws-mark.h — verdict -> the colour of a mail in Claws Mail's list: danger, and nothing else
 *
 * Colour labels are kept by Claws Mail alone and never come from an IMAP
 * server; tags do (an unknown keyword of the server becomes one) and are
 * therefore neither written nor read.
 * Stands on: client, Claws Mail 4.
 */
#pragma once

#include "cf-claws-message.h"

G_BEGIN_DECLS

/**
 * cf_claws_mark_show:
 * @folder, @number: where the mail lies
 * @hash: of what @report is about, by cf_claws_bytes_hash()
 *
 * Sets, changes or takes off our colour soon, if the same mail still lies there
 * then.  @report is not kept.
 */
void cf_claws_mark_show (CfClawsHost *host, const char *folder, guint number, const char *hash,
                         const CfReport *report);

G_END_DECLS
