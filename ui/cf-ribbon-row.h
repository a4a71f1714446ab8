/* cf-ribbon-row.h — ribbon -> pixels: where the parts of a ribbon stand
 *
 * Three children in the order they are added: lead (mark and icon), text,
 * actions.  Wide: side by side.  Narrow: the text wraps and the actions stand
 * below it on the right.  The width alone decides, so nothing is moved between
 * containers while the pane is dragged.
 * Stands on: GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CF_TYPE_RIBBON_ROW (cf_ribbon_row_get_type ())
G_DECLARE_FINAL_TYPE (CfRibbonRow, cf_ribbon_row, CF, RIBBON_ROW, GtkContainer)

/**
 * cf_ribbon_row_set_metrics:
 * @narrow: below this width, in pixels, the row is narrow
 * @gap: pixels between the parts
 */
void cf_ribbon_row_set_metrics (CfRibbonRow *self, int narrow, int gap);

/* Signals: "narrow-changed" (gboolean narrow): emitted while sizes are computed; only set properties of
 * labels. */

G_END_DECLS
