/* cf-expect-dialog.h — a person's wish -> the rules: "Always expect a certificate from this sender"
 *
 * Asks first, because a mail of that sender without a valid certificate is a
 * danger from then on.  The engine tests the address again and writes the rule.
 * Stands on: ribbon, report, client, GTK 3.
 */
#pragma once

#include "cf-client.h"
#include "cf-ribbon-bar.h"

G_BEGIN_DECLS

/**
 * cf_expect_dialog_new:
 * @parent: (nullable): the window that it stands before
 * @bar: its mail is checked again once the rule is there, if it still shows it; may be destroyed before
 * @sender: an address that cf_report_get_sender() gives
 * @lang: (nullable): %NULL is the locale's
 *
 * Returns: (transfer none): a hidden window, which says how it went
 */
GtkWidget *cf_expect_dialog_new (GtkWindow *parent, CfRibbonBar *bar, CfClient *client, const char *sender, const char *lang);

G_END_DECLS
