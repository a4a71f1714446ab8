/* cf-details-dialog.h — ribbon -> pixels: everything that a report says about one mail
 *
 * A window that does not block the client.  All texts are plain labels:
 * nothing of a message or certificate becomes a link or is fetched.
 * Stands on: base, fact, verdict, ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-details-export.h"

G_BEGIN_DECLS

#define CF_TYPE_DETAILS_DIALOG (cf_details_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CfDetailsDialog, cf_details_dialog, CF, DETAILS_DIALOG, GtkDialog)

/* Which parts are open at first. */
typedef enum {
  CF_DETAILS_ALL,
  CF_DETAILS_WHAT_TO_DO, /* the first, and the one for the help desk */
} CfDetailsFocus;

/**
 * cf_details_dialog_new:
 * @parent: (nullable): the window it belongs to
 *
 * Copies what it needs of @report.  Esc and the window's own button close it.
 *
 * Returns: (transfer none): a hidden top-level window
 */
GtkWidget *cf_details_dialog_new (GtkWindow *parent, const CfReport *report, CfDetailsFocus focus);

/* Where the report is copied and saved.  (transfer none) */
CfDetailsExport *cf_details_dialog_get_export (CfDetailsDialog *self);

G_END_DECLS
