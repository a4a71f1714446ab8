/* cf-ribbon-bar.h — the ribbon above a message, as a GTK 3 widget
 *
 * Sets text, icon and accessible name from one CfRibbon; decides nothing.
 * Stands on: base, ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-report.h"

G_BEGIN_DECLS

#define CF_TYPE_RIBBON_BAR (cf_ribbon_bar_get_type ())
G_DECLARE_FINAL_TYPE (CfRibbonBar, cf_ribbon_bar, CF, RIBBON_BAR, GtkBox)

/* Signals: "check-again" (gboolean asked): a second look is due; @asked when the person wants it, else the time has
 * come by itself. */

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

/* How long until a mail is checked again by itself, for tests; each later look waits five times as long. */
void cf_ribbon_bar_set_second_look_ms (CfRibbonBar *self, guint ms);

G_END_DECLS
