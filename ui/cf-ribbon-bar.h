/* cf-ribbon-bar.h — the ribbon above a message, as a GTK 3 widget
 *
 * Sets text, icon and accessible name from one CfRibbon; decides nothing.
 * Stands on: base, ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-details-dialog.h"

G_BEGIN_DECLS

#define CF_TYPE_RIBBON_BAR (cf_ribbon_bar_get_type ())
G_DECLARE_FINAL_TYPE (CfRibbonBar, cf_ribbon_bar, CF, RIBBON_BAR, GtkBox)

/* Signals: "changed" (): another report is shown, or none.
 * "check-again" (gboolean asked): a second look is due; @asked when the person wants it, else the time has
 * come by itself.
 * "move-to-junk" (): the person wants this mail in the folder for junk.  Only where the host said that it can.
 * "write-report" (const CfDetailsMail *mail): the person has read this report and wants a new mail with it; the person
 * addresses and sends it.  Only where the host said that it can. */

/* An empty, hidden ribbon.  (transfer floating) */
GtkWidget *cf_ribbon_bar_new (void);

/* Clears at once: no old verdict beside new headers.  Idempotent. */
void cf_ribbon_bar_clear (CfRibbonBar *self);

/* Clears, keeps its height, and shows the spinner after 200 ms for at least 300 ms. */
void cf_ribbon_bar_set_loading (CfRibbonBar *self);

/* Shows a report.  @report: (transfer full) */
void cf_ribbon_bar_set_report (CfRibbonBar *self, CfReport *report);

/* Opens the details of the report that is shown; nothing without one. */
void cf_ribbon_bar_show_details (CfRibbonBar *self);

/* What the host can do for the buttons of the details; nothing until it says so. */
void cf_ribbon_bar_set_abilities (CfRibbonBar *self, CfHostAbilities abilities);

/* Opens what is copied and saved for the help desk; nothing without a report. */
void cf_ribbon_bar_show_export (CfRibbonBar *self);

/* As if the person had pressed "Check again"; nothing without a report. */
void cf_ribbon_bar_check_again (CfRibbonBar *self);

/* What is shown; %NULL while nothing is.  Owned by @self, until its next change. */
const CfReport *cf_ribbon_bar_get_report (CfRibbonBar *self);

/* How long until a mail is checked again by itself, for tests; each later look waits five times as long. */
void cf_ribbon_bar_set_second_look_ms (CfRibbonBar *self, guint ms);

G_END_DECLS
