/* cf-details-dialog.h — ribbon -> pixels: everything that a report says about one mail
 *
 * A window that does not block the client.  All texts are plain labels:
 * nothing of a message or certificate becomes a link or is fetched.
 * Stands on: base, fact, verdict, ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-details-report.h"

G_BEGIN_DECLS

#define CF_TYPE_DETAILS_DIALOG (cf_details_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CfDetailsDialog, cf_details_dialog, CF, DETAILS_DIALOG, GtkDialog)

/* Which parts are open at first. */
typedef enum {
  CF_DETAILS_ALL,
  CF_DETAILS_WHAT_TO_DO, /* the first, and the one for the help desk */
  CF_DETAILS_HELP_DESK,  /* that one alone, ready to be saved */
} CfDetailsFocus;

/* What the mail client around the ribbon can do about a mail; the windows only ask for it. */
typedef enum {
  CF_HOST_CAN_MOVE_TO_JUNK = 1 << 0,
  CF_HOST_CAN_WRITE_MAIL = 1 << 1,
} CfHostAbilities;

/* Signals: "move-to-junk" (): the person wants the mail out of the way; the window closes.
 * "write-report" (const CfDetailsMail *mail): the person has seen this report and wants a mail with it. */

/**
 * cf_details_dialog_new:
 * @parent: (nullable): the window it belongs to
 *
 * Copies what it needs of @report.  Esc and the window's own button close it.
 *
 * Returns: (transfer none): a hidden top-level window
 */
GtkWidget *cf_details_dialog_new (GtkWindow *parent, const CfReport *report, CfDetailsFocus focus);

/* Says what the host can do; nothing until then.  Only where there is danger anything of it is offered. */
void cf_details_dialog_set_abilities (CfDetailsDialog *self, CfHostAbilities abilities);

/* Where the report is copied and saved.  (transfer none) */
CfDetailsExport *cf_details_dialog_get_export (CfDetailsDialog *self);

/* The window behind "Report…".  (transfer none) (nullable): %NULL where there is no danger */
CfDetailsReport *cf_details_dialog_get_report (CfDetailsDialog *self);

G_END_DECLS
