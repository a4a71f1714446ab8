/* cf-claws-act.h — what a person does about a danger in Claws Mail: the mail to junk, a report in a new mail
 *
 * Only on a press in the details, with what stood there; nothing is sent.
 * Stands on: Claws Mail 4.
 */
#pragma once

#include "cf-claws-message.h"
#include "cf-details-export.h"

G_BEGIN_DECLS

/* Moves the mail to where Claws Mail keeps junk, if it still lies where it was shown; a filter for junk learns of it. */
void cf_claws_act_move_to_junk (const CfClawsMessage *message);

/* Opens a new mail of the current account with the report attached, without a recipient. */
void cf_claws_act_write_report (const CfDetailsMail *mail);

G_END_DECLS
