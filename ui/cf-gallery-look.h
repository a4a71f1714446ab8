/* cf-gallery-look.h — ribbon -> pixels: themes of the gallery, and where the parts of a ribbon stand
 *
 * For the gallery and the tests of the widget.
 * Stands on: GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "light", "dark", "contrast", "contrast-dark"; ends with %NULL. */
extern const char *const cf_gallery_themes[];

/* Makes GTK draw as a theme of that list; FALSE for every other name. */
gboolean cf_gallery_set_theme (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* One line for each part that is seen: name, place within @bar and size, in pixels.  (transfer full) */
char *cf_gallery_describe_layout (GtkWidget *bar);

G_END_DECLS
