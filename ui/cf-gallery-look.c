/* cf-gallery-look.c — ribbon -> pixels: themes of the gallery, and where the parts of a ribbon stand
 */
#include "cf-gallery-look.h"

const char *const cf_gallery_themes[] = { "light", "dark", "contrast", "contrast-dark", NULL };

/* What GTK calls them, in the same order. */
static const struct {
  const char *name;
  gboolean dark;
} gtk_themes[] = {
  { "Adwaita", FALSE },
  { "Adwaita", TRUE },
  { "HighContrast", FALSE },
  { "HighContrastInverse", FALSE },
};

gboolean
cf_gallery_set_theme (const char *name)
{
  for (guint i = 0; cf_gallery_themes[i] != NULL; i++) {
    if (g_str_equal (cf_gallery_themes[i], name)) {
      g_object_set (gtk_settings_get_default (), "gtk-theme-name", gtk_themes[i].name,
                    "gtk-application-prefer-dark-theme", gtk_themes[i].dark, NULL);
      return TRUE;
    }
  }
  return FALSE;
}

typedef struct {
  GString *text;
  GtkAllocation bar;
} Walk;

static void
describe_part (GtkWidget *part, gpointer data)
{
  Walk *walk = data;
  GtkAllocation place;
  const char *name = GTK_IS_BUILDABLE (part) ? gtk_buildable_get_name (GTK_BUILDABLE (part)) : NULL;

  if (!gtk_widget_get_visible (part) || !gtk_widget_get_child_visible (part))
    return;

  gtk_widget_get_allocation (part, &place);
  g_string_append_printf (walk->text, "%s %d,%d %dx%d\n", name != NULL ? name : G_OBJECT_TYPE_NAME (part),
                          place.x - walk->bar.x, place.y - walk->bar.y, place.width, place.height);
  if (GTK_IS_CONTAINER (part))
    gtk_container_forall (GTK_CONTAINER (part), describe_part, walk);
}

char *
cf_gallery_describe_layout (GtkWidget *bar)
{
  Walk walk = { g_string_new (NULL), { 0 } };

  gtk_widget_get_allocation (bar, &walk.bar);
  describe_part (bar, &walk);
  return g_string_free (walk.text, FALSE);
}
