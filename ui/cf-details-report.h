/* cf-details-report.h — ribbon -> pixels: what the help desk would get of one mail, before it gets it
 *
 * Shows the redacted report and waits.  It hands over only what it shows, only
 * when somebody presses the button, and sends nothing itself.
 * Stands on: ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-details-export.h"

G_BEGIN_DECLS

#define CF_TYPE_DETAILS_REPORT (cf_details_report_get_type ())
G_DECLARE_FINAL_TYPE (CfDetailsReport, cf_details_report, CF, DETAILS_REPORT, GtkDialog)

/* Signals: "write" (const CfDetailsMail *mail): the person wants a mail with the report that is seen. */

/**
 * cf_details_report_new:
 * @parent: (nullable): the window it belongs to
 *
 * Copies what it needs of @report.  Esc and the window's own button hide it; it goes with @parent.
 *
 * Returns: (transfer none): a hidden top-level window
 */
GtkWidget *cf_details_report_new (GtkWindow *parent, const CfReport *report);

/* Whether a mail is offered; not at first.  Copying and saving always are. */
void cf_details_report_set_can_write (CfDetailsReport *self, gboolean can_write);

/* The report that is seen.  (transfer none) */
CfDetailsExport *cf_details_report_get_export (CfDetailsReport *self);

G_END_DECLS
