/* cf-danger-notice.h — ribbon -> the desktop: a notification for a dangerous mail that arrived
 *
 * Danger only: good news is never told, and what a mail says of itself is not
 * shown where others may look on.  Speaks the desktop's notification protocol
 * itself, because libnotify's calls wait for the daemon and a mail client
 * must not.
 * Stands on: ribbon, report, client, GIO.
 */
#pragma once

#include "cf-client-options.h"
#include "cf-report.h"

G_BEGIN_DECLS

/**
 * cf_danger_notice_tell:
 * @report: of a mail that has just arrived
 *
 * Tells the desktop, if the mail is dangerous and the person wants it.  Several
 * dangers in a short time share one notification.  Returns at once; without a
 * notification daemon nothing happens.  In the main thread only.
 *
 * Returns: whether the desktop is told
 */
gboolean cf_danger_notice_tell (const CfReport *report, const CfClientOptions *options);

G_END_DECLS
