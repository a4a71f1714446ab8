/* cf-test-pixels.h — what is really drawn, as luminances */
#pragma once

#include <math.h>

#include "cf-test-ui.h"

/* The ribbon as it is drawn, larger than life: a letter's stem then is a few pixels wide and has its full colour. */
#define CF_TEST_PIXELS_SCALE 3

static inline cairo_surface_t *
cf_test_pixels_draw (GtkWidget *widget)
{
  int width = gtk_widget_get_allocated_width (widget) * CF_TEST_PIXELS_SCALE;
  int height = gtk_widget_get_allocated_height (widget) * CF_TEST_PIXELS_SCALE;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  GdkRGBA ground;

  /* A quiet ribbon has no ground of its own. */
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "theme_bg_color", &ground));
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_paint (cr);
  cairo_scale (cr, CF_TEST_PIXELS_SCALE, CF_TEST_PIXELS_SCALE);
  gtk_widget_draw (widget, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static inline guint32
cf_test_pixels_get (cairo_surface_t *surface, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] & 0xffffff;
}

/* WCAG 2, relative luminance.  There are only 256 values of a channel. */
static inline double
cf_test_pixels_get_luminance (guint32 pixel)
{
  static double linear[256];

  for (guint i = 0; linear[255] <= 0 && i < 256; i++)
    linear[i] = i <= 10 ? i / 255.0 / 12.92 : pow ((i / 255.0 + 0.055) / 1.055, 2.4);
  return 0.2126 * linear[pixel >> 16 & 0xff] + 0.7152 * linear[pixel >> 8 & 0xff] + 0.0722 * linear[pixel & 0xff];
}

/* WCAG 2, 1.4.3 */
static inline double
cf_test_pixels_get_contrast (guint32 a, guint32 b)
{
  double one = cf_test_pixels_get_luminance (a) + 0.05;
  double other = cf_test_pixels_get_luminance (b) + 0.05;

  return MAX (one, other) / MIN (one, other);
}

/* The colour that most pixels of an area have: what letters stand on. */
static inline guint32
cf_test_pixels_get_ground (cairo_surface_t *surface, const GdkRectangle *area)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 ground = 0;
  guint most = 0;

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++) {
      gpointer key = GUINT_TO_POINTER (cf_test_pixels_get (surface, x, y));
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;

      g_hash_table_insert (counts, key, GUINT_TO_POINTER (count));
      if (count > most) {
        most = count;
        ground = GPOINTER_TO_UINT (key);
      }
    }
  return ground;
}

/* The strongest contrast in an area: of the strokes against what they stand on. */
static inline double
cf_test_pixels_measure (cairo_surface_t *surface, const GdkRectangle *area)
{
  guint32 ground = cf_test_pixels_get_ground (surface, area);
  double contrast = 1;

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      contrast = MAX (contrast, cf_test_pixels_get_contrast (ground, cf_test_pixels_get (surface, x, y)));
  return contrast;
}

/* Where a part of a ribbon is in its picture. */
static inline GdkRectangle
cf_test_pixels_get_area (GtkWidget *bar, GtkWidget *part)
{
  GtkAllocation outer, inner;

  gtk_widget_get_allocation (bar, &outer);
  gtk_widget_get_allocation (part, &inner);
  return (GdkRectangle){ (inner.x - outer.x) * CF_TEST_PIXELS_SCALE, (inner.y - outer.y) * CF_TEST_PIXELS_SCALE,
                         inner.width * CF_TEST_PIXELS_SCALE, inner.height * CF_TEST_PIXELS_SCALE };
}
