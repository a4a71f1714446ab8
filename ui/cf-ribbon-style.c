/* cf-ribbon-style.c — ribbon -> pixels: resources, style sheet and theme
 */
#include "cf-ribbon-style.h"

#include <math.h>

#include "cf-text.h"
#include "cf-ui-resources.h"

/* 10 pt at 96 dpi: the font that the design's pixels are meant for. */
#define DESIGN_FONT_PX (10.0 * 96.0 / 72.0)

static void
add_style_sheet (const char *path, guint priority)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (), GTK_STYLE_PROVIDER (provider),
                                             priority);
}

void
cf_ribbon_style_prepare (void)
{
  static gboolean prepared = FALSE;

  if (prepared)
    return;

  prepared = TRUE;
  cf_ui_register_resource ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_default (), "/org/certfirst/icons");
  add_style_sheet ("/org/certfirst/ui/certfirst.css", GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  add_style_sheet ("/org/certfirst/ui/fallback.css", GTK_STYLE_PROVIDER_PRIORITY_FALLBACK);
}

static double
get_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

gboolean
cf_ribbon_style_is_dark (const GdkRGBA *background)
{
  double luminance = 0.2126 * get_linear (background->red) + 0.7152 * get_linear (background->green) +
                     0.0722 * get_linear (background->blue);

  return luminance < 0.2;
}

/* GTK_THEME in the environment wins over the setting and is not in it. */
static gboolean
is_high_contrast (GtkWidget *widget)
{
  const char *forced = g_getenv ("GTK_THEME");
  g_autofree char *name = NULL;

  if (forced != NULL && *forced != '\0')
    return g_str_has_prefix (forced, "HighContrast");

  g_object_get (gtk_widget_get_settings (widget), "gtk-theme-name", &name, NULL);
  return name != NULL && g_str_has_prefix (name, "HighContrast");
}

static void
set_class (GtkStyleContext *context, const char *name, gboolean wanted)
{
  if (wanted == gtk_style_context_has_class (context, name))
    return; /* setting it again would ask for another style-updated */

  if (wanted)
    gtk_style_context_add_class (context, name);
  else
    gtk_style_context_remove_class (context, name);
}

void
cf_ribbon_style_update (GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA background;

  if (gtk_style_context_lookup_color (context, "theme_bg_color", &background))
    set_class (context, "dark", cf_ribbon_style_is_dark (&background));
  set_class (context, "hc", is_high_contrast (widget));
}

int
cf_ribbon_style_scale (GtkWidget *widget, int pixels)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  double dpi = gdk_screen_get_resolution (gtk_widget_get_screen (widget));
  PangoFontDescription *font = NULL;
  double size;

  gtk_style_context_get (context, gtk_style_context_get_state (context), "font", &font, NULL);
  size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    size *= (dpi > 0 ? dpi : 96.0) / 72.0;
  pango_font_description_free (font);

  return MAX ((int) lround (pixels * size / DESIGN_FONT_PX), 1);
}

void
cf_ribbon_style_set_mark (GtkWidget *tile, CfRibbonMark mark)
{
  GtkStyleContext *context = gtk_widget_get_style_context (tile);

  for (guint colour = 0; colour < cf_ribbon_mark_get_n_colours (); colour++)
    set_class (context, cf_ribbon_mark_get_class ((CfRibbonMark){ .colour = colour }), colour == mark.colour);
}

/* Pango looks for the first letter of a line also within an isolate; U+200E is one that is not seen. */
char *
cf_ribbon_style_isolate (const char *text)
{
  g_autofree char *isolated = cf_text_isolate (text);
  g_autoptr (GString) lines = NULL;

  if (g_str_equal (isolated, text))
    return g_steal_pointer (&isolated);

  lines = g_string_new (isolated);
  g_string_replace (lines, "\n", "\n\u200e", 0);
  g_string_prepend (lines, "\u200e");
  return g_strdup (lines->str);
}

void
cf_ribbon_style_set_text (GtkWidget *label, const char *text)
{
  g_autofree char *isolated = cf_ribbon_style_isolate (text != NULL ? text : "");

  gtk_label_set_text (GTK_LABEL (label), isolated);
}
