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

/* A text as labels draw it: names that run from right to left stay by themselves, and no line turns round because it
 * begins with one.  (transfer full) */
char *cf_ribbon_style_isolate (const char *text);

/* Sets a text that a stranger may have written parts of, as cf_ribbon_style_isolate() has it.
 * @text: (nullable) */
void cf_ribbon_style_set_text (GtkWidget *label, const char *text);

G_END_DECLS
