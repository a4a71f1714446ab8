/* cf-ribbon-row.c — ribbon -> pixels: where the parts of a ribbon stand
 */
#include "cf-ribbon-row.h"

enum { LEAD, TEXT, ACTIONS, N_PARTS };

struct _CfRibbonRow {
  GtkContainer parent_instance;

  GtkWidget *parts[N_PARTS];
  int narrow_below;
  int gap;
  gboolean narrow;
  guint notify_id;
};

G_DEFINE_TYPE (CfRibbonRow, cf_ribbon_row, GTK_TYPE_CONTAINER)

enum { NARROW_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
is_shown (CfRibbonRow *self, int part)
{
  return self->parts[part] != NULL && gtk_widget_get_visible (self->parts[part]);
}

static int
get_natural_width (CfRibbonRow *self, int part)
{
  int natural = 0;

  if (is_shown (self, part))
    gtk_widget_get_preferred_width (self->parts[part], NULL, &natural);
  return natural;
}

static int
get_minimum_width (CfRibbonRow *self, int part)
{
  int minimum = 0;

  if (is_shown (self, part))
    gtk_widget_get_preferred_width (self->parts[part], &minimum, NULL);
  return minimum;
}

/* A part that is not there takes no gap either. */
static int
get_width_with_gap (CfRibbonRow *self, int part)
{
  return is_shown (self, part) ? get_natural_width (self, part) + self->gap : 0;
}

static int
get_height (CfRibbonRow *self, int part, int width)
{
  int natural = 0;

  if (is_shown (self, part))
    gtk_widget_get_preferred_height_for_width (self->parts[part], MAX (width, 1), NULL, &natural);
  return natural;
}

static gboolean
is_narrow_at (CfRibbonRow *self, int width)
{
  return width < self->narrow_below;
}

static int
get_text_width (CfRibbonRow *self, int width)
{
  int actions = is_narrow_at (self, width) ? 0 : get_width_with_gap (self, ACTIONS);

  return MAX (width - get_width_with_gap (self, LEAD) - actions, get_minimum_width (self, TEXT));
}

static GtkSizeRequestMode
cf_ribbon_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The minimum leaves the actions out: a pane that is narrower than its
 * buttons clips them and keeps icon and headline. */
static void
cf_ribbon_row_get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  CfRibbonRow *self = CF_RIBBON_ROW (widget);
  int lead = get_width_with_gap (self, LEAD);

  *minimum = lead + get_minimum_width (self, TEXT);
  *natural = lead + get_natural_width (self, TEXT) + get_width_with_gap (self, ACTIONS);
  *natural = MAX (*natural, *minimum);
}

static void
cf_ribbon_row_get_preferred_height_for_width (GtkWidget *widget, int width, int *minimum, int *natural)
{
  CfRibbonRow *self = CF_RIBBON_ROW (widget);
  int content = MAX (get_height (self, LEAD, get_natural_width (self, LEAD)),
                     get_height (self, TEXT, get_text_width (self, width)));
  int actions = get_height (self, ACTIONS, get_natural_width (self, ACTIONS));

  if (!is_narrow_at (self, width))
    *natural = MAX (content, actions);
  else
    *natural = content + (actions > 0 ? self->gap / 2 + actions : 0);
  *minimum = *natural;
}

static void
cf_ribbon_row_get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  int least;
  int width;

  cf_ribbon_row_get_preferred_width (widget, &least, &width);
  cf_ribbon_row_get_preferred_height_for_width (widget, width, minimum, natural);
}

static void
place (CfRibbonRow *self, int part, GdkRectangle area)
{
  if (is_shown (self, part))
    gtk_widget_size_allocate (self->parts[part], &area);
}

static GdkRectangle
centre (GdkRectangle area, int height)
{
  area.y += MAX ((area.height - height) / 2, 0);
  area.height = MIN (height, area.height);
  return area;
}

static void
place_wide (CfRibbonRow *self, const GdkRectangle *area)
{
  int lead = get_natural_width (self, LEAD);
  int actions = get_natural_width (self, ACTIONS);
  int text = get_text_width (self, area->width);
  GdkRectangle part = *area;

  part.width = lead;
  place (self, LEAD, centre (part, get_height (self, LEAD, lead)));
  part.x += get_width_with_gap (self, LEAD);
  part.width = text;
  place (self, TEXT, centre (part, get_height (self, TEXT, text)));
  part.x = MAX (area->x + area->width - actions, part.x + text);
  part.width = actions;
  place (self, ACTIONS, centre (part, get_height (self, ACTIONS, actions)));
}

static void
place_narrow (CfRibbonRow *self, const GdkRectangle *area)
{
  int lead = get_natural_width (self, LEAD);
  int actions = get_natural_width (self, ACTIONS);
  int text = get_text_width (self, area->width);
  int below = get_height (self, ACTIONS, actions);
  GdkRectangle part = *area;

  part.width = lead;
  part.height = get_height (self, LEAD, lead);
  place (self, LEAD, part);
  part.x += get_width_with_gap (self, LEAD);
  part.width = text;
  part.height = get_height (self, TEXT, text);
  place (self, TEXT, part);
  part.x = area->x + MAX (area->width - actions, 0);
  part.y = area->y + area->height - below;
  part.width = actions;
  part.height = below;
  place (self, ACTIONS, part);
}

static gboolean
tell_narrow (gpointer data)
{
  CfRibbonRow *self = data;

  self->notify_id = 0;
  g_signal_emit (self, signals[NARROW_CHANGED], 0, self->narrow);
  return G_SOURCE_REMOVE;
}

/* Labels must not change while sizes are being allocated; right afterwards
 * and before the frame is drawn is soon enough. */
static void
set_narrow (CfRibbonRow *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  if (self->notify_id == 0)
    self->notify_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, tell_narrow, self, NULL);
}

static void
cf_ribbon_row_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  CfRibbonRow *self = CF_RIBBON_ROW (widget);

  gtk_widget_set_allocation (widget, allocation);
  set_narrow (self, is_narrow_at (self, allocation->width));
  if (self->narrow)
    place_narrow (self, allocation);
  else
    place_wide (self, allocation);
}

static void
cf_ribbon_row_add (GtkContainer *container, GtkWidget *child)
{
  CfRibbonRow *self = CF_RIBBON_ROW (container);
  int part = 0;

  while (part < N_PARTS && self->parts[part] != NULL)
    part++;
  g_assert (part < N_PARTS);

  self->parts[part] = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
cf_ribbon_row_remove (GtkContainer *container, GtkWidget *child)
{
  CfRibbonRow *self = CF_RIBBON_ROW (container);
  int part = 0;

  while (part < N_PARTS && self->parts[part] != child)
    part++;
  g_assert (part < N_PARTS);

  self->parts[part] = NULL;
  gtk_widget_unparent (child);
}

static void
cf_ribbon_row_forall (GtkContainer *container, gboolean internals, GtkCallback callback, gpointer data)
{
  CfRibbonRow *self = CF_RIBBON_ROW (container);

  for (int part = 0; part < N_PARTS; part++) {
    if (self->parts[part] != NULL)
      callback (self->parts[part], data);
  }
}

static void
cf_ribbon_row_dispose (GObject *object)
{
  CfRibbonRow *self = CF_RIBBON_ROW (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  G_OBJECT_CLASS (cf_ribbon_row_parent_class)->dispose (object);
}

static void
cf_ribbon_row_class_init (CfRibbonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkContainerClass *container_class = GTK_CONTAINER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cf_ribbon_row_dispose;
  widget_class->get_request_mode = cf_ribbon_row_get_request_mode;
  widget_class->get_preferred_width = cf_ribbon_row_get_preferred_width;
  widget_class->get_preferred_height = cf_ribbon_row_get_preferred_height;
  widget_class->get_preferred_height_for_width = cf_ribbon_row_get_preferred_height_for_width;
  widget_class->size_allocate = cf_ribbon_row_size_allocate;
  container_class->add = cf_ribbon_row_add;
  container_class->remove = cf_ribbon_row_remove;
  container_class->forall = cf_ribbon_row_forall;
  gtk_widget_class_set_css_name (widget_class, "ribbonrow");
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_FILLER);

  signals[NARROW_CHANGED] = g_signal_new ("narrow-changed", CF_TYPE_RIBBON_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
cf_ribbon_row_init (CfRibbonRow *self)
{
  gtk_widget_set_has_window (GTK_WIDGET (self), FALSE);
}

void
cf_ribbon_row_set_metrics (CfRibbonRow *self, int narrow, int gap)
{
  if (self->narrow_below == narrow && self->gap == gap)
    return;

  self->narrow_below = narrow;
  self->gap = gap;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
