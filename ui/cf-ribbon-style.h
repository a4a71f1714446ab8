/* cf-ribbon-style.h — ribbon -> pixels: resources, style sheet and theme
 *
 * Stands on: ribbon, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-ribbon-mark.h"

G_BEGIN_DECLS

/* Loads resources, icons and style sheet; once for each process. */
void cf_ribbon_style_prepare (void);

/* Sets the classes "dark" and "hc" of @widget as its theme asks for.  For style-updated. */
void cf_ribbon_style_update (GtkWidget *widget);

/* Whether a background counts as dark: relative luminance below .2. */
gboolean cf_ribbon_style_is_dark (const GdkRGBA *background);

/* Pixels of the design (96 dpi, 10 pt) in the font of @widget. */
int cf_ribbon_style_scale (GtkWidget *widget, int pixels);

/* Gives a tile the colour of a mark and takes every other away. */
void cf_ribbon_style_set_mark (GtkWidget *tile, CfRibbonMark mark);

G_END_DECLS
