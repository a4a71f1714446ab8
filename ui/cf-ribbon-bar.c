/* cf-ribbon-bar.c — ribbon -> pixels: the ribbon above a message
 *
 * At any moment the bar is hidden, empty, loading or shows one report.  Every
 * change goes through forget(), so that no old word outlives its message.
 */
#include "cf-ribbon-bar-private.h"

#include "cf-ribbon-row.h"
#include "cf-ribbon-style.h"

/* Most answers come sooner; a spinner that only flashes is worse than none. */
#define SPINNER_AFTER_MS 200
#define SPINNER_AT_LEAST_MS 300
/* How long an empty ribbon keeps its place between two messages. */
#define HIDE_AFTER_MS 200

G_DEFINE_TYPE (CfRibbonBar, cf_ribbon_bar, GTK_TYPE_BOX)

enum { CHANGED, CHECK_AGAIN, MOVE_TO_JUNK, WRITE_REPORT, N_SIGNALS };
static guint signals[N_SIGNALS];

/* A host may still speak to a ribbon whose window is being taken down. */
static gboolean
is_destroyed (CfRibbonBar *self)
{
  return self->row == NULL;
}

/* MEANING sections 6 and 8: what lacks an answer is checked again by itself.  Failed look-ups are remembered for a
 * minute, so that is the least; who is offline for good is not asked about for ever. */
#define SECOND_LOOK_MS (70 * 1000)
#define SECOND_LOOKS 3
#define SECOND_LOOK_FACTOR 5

/* Takes every word of the last message away, also from screen readers, and
 * keeps the place that it took. */
static void
forget (CfRibbonBar *self)
{
  if (self->report != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_widget_set_size_request (GTK_WIDGET (self), -1, gtk_widget_get_allocated_height (GTK_WIDGET (self)));

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  g_clear_handle_id (&self->second_look_id, g_source_remove);
  g_clear_pointer (&self->report, cf_report_free);
  g_clear_pointer (&self->pending, cf_report_free);
  if (self->dialog != NULL)
    gtk_widget_destroy (self->dialog);

  self->spinner_since = 0;
  self->announced = FALSE;
  cf_ribbon_face_clear (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
announce (gpointer data)
{
  CfRibbonBar *self = data;
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  self->announce_id = 0;
  self->announced = TRUE;
  if (g_signal_lookup ("announcement", ATK_TYPE_OBJECT) != 0) /* since ATK 2.46 */
    g_signal_emit_by_name (accessible, "announcement", self->report->ribbon->accessible_name);
  return G_SOURCE_REMOVE;
}

static void plan_second_look (CfRibbonBar *self);

static gboolean
look_again (gpointer data)
{
  CfRibbonBar *self = data;

  self->second_look_id = 0;
  /* Nothing changes under somebody who reads the details. */
  if (self->dialog != NULL) {
    plan_second_look (self);
    return G_SOURCE_REMOVE;
  }

  self->n_second_looks++;
  g_signal_emit (self, signals[CHECK_AGAIN], 0, FALSE);
  return G_SOURCE_REMOVE;
}

static void
plan_second_look (CfRibbonBar *self)
{
  guint delay = self->second_look_ms;

  if (!self->report->ribbon->second_look || self->n_second_looks >= SECOND_LOOKS)
    return;

  for (guint i = 0; i < self->n_second_looks; i++)
    delay *= SECOND_LOOK_FACTOR;
  self->second_look_id = g_timeout_add (delay, look_again, self);
}

/* The same mail seen again is not announced again. */
static void
present (CfRibbonBar *self, CfReport *report)
{
  gboolean announced = self->announced;
  guint announce_ms;

  forget (self);
  self->announced = announced;
  self->report = report;
  cf_ribbon_face_show (self, report->ribbon);
  g_signal_emit (self, signals[CHANGED], 0);
  announce_ms = cf_ribbon_face_get_announce_ms (self);
  if (announce_ms > 0 && !self->announced)
    self->announce_id = g_timeout_add (announce_ms, announce, self);
  plan_second_look (self);
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, -1);
  gtk_widget_show (GTK_WIDGET (self));
}

static gboolean
hide_empty (gpointer data)
{
  CfRibbonBar *self = data;

  self->timer_id = 0;
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, -1);
  gtk_widget_hide (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static gboolean
present_pending (gpointer data)
{
  CfRibbonBar *self = data;

  self->timer_id = 0;
  present (self, g_steal_pointer (&self->pending));
  return G_SOURCE_REMOVE;
}

static gboolean
show_spinner (gpointer data)
{
  CfRibbonBar *self = data;

  self->timer_id = 0;
  self->spinner_since = g_get_monotonic_time ();
  cf_ribbon_face_show_loading (self);
  return G_SOURCE_REMOVE;
}

static void
on_move_to_junk (CfRibbonBar *self)
{
  g_signal_emit (self, signals[MOVE_TO_JUNK], 0);
}

static void
on_write_report (CfRibbonBar *self, const CfDetailsMail *mail)
{
  g_signal_emit (self, signals[WRITE_REPORT], 0, mail);
}

static void
open_details (CfRibbonBar *self, CfDetailsFocus focus)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (self->report == NULL)
    return;
  if (self->dialog != NULL)
    gtk_widget_destroy (self->dialog);

  dialog = cf_details_dialog_new (GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL, self->report, focus);
  g_set_weak_pointer (&self->dialog, dialog);
  cf_details_dialog_set_abilities (CF_DETAILS_DIALOG (dialog), self->abilities);
  g_signal_connect_object (dialog, "move-to-junk", G_CALLBACK (on_move_to_junk), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "write-report", G_CALLBACK (on_write_report), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_what_to_do (CfRibbonBar *self)
{
  open_details (self, CF_DETAILS_WHAT_TO_DO);
}

void
cf_ribbon_bar_check_again (CfRibbonBar *self)
{
  g_return_if_fail (CF_IS_RIBBON_BAR (self));

  if (self->report == NULL || !g_signal_has_handler_pending (self, signals[CHECK_AGAIN], 0, FALSE))
    return;

  cf_ribbon_face_set_checking_again (self, TRUE);
  g_signal_emit (self, signals[CHECK_AGAIN], 0, TRUE);
}

static void
on_narrow_changed (CfRibbonBar *self, gboolean narrow)
{
  self->narrow = narrow;
  cf_ribbon_face_update_metrics (self);
}

/* Alt+D and Alt+W, without an underline: Japanese labels have no such letter. */
static void
bind_mnemonics (CfRibbonBar *self, GtkWindow *window)
{
  if (self->mnemonic_window != NULL) {
    gtk_window_remove_mnemonic (self->mnemonic_window, GDK_KEY_d, self->details);
    gtk_window_remove_mnemonic (self->mnemonic_window, GDK_KEY_w, self->what_to_do);
  }
  g_set_weak_pointer (&self->mnemonic_window, window);
  if (window != NULL) {
    gtk_window_add_mnemonic (window, GDK_KEY_d, self->details);
    gtk_window_add_mnemonic (window, GDK_KEY_w, self->what_to_do);
  }
}

static void
cf_ribbon_bar_map (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_toplevel (widget);

  GTK_WIDGET_CLASS (cf_ribbon_bar_parent_class)->map (widget);
  bind_mnemonics (CF_RIBBON_BAR (widget), GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL);
}

static void
cf_ribbon_bar_unmap (GtkWidget *widget)
{
  bind_mnemonics (CF_RIBBON_BAR (widget), NULL);
  GTK_WIDGET_CLASS (cf_ribbon_bar_parent_class)->unmap (widget);
}

static void
cf_ribbon_bar_style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cf_ribbon_bar_parent_class)->style_updated (widget);
  cf_ribbon_style_update (widget);
  if (!is_destroyed (CF_RIBBON_BAR (widget)))
    cf_ribbon_face_update_metrics (CF_RIBBON_BAR (widget));
}

static void
cf_ribbon_bar_destroy (GtkWidget *widget)
{
  CfRibbonBar *self = CF_RIBBON_BAR (widget);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  g_clear_handle_id (&self->second_look_id, g_source_remove);
  g_clear_pointer (&self->report, cf_report_free);
  g_clear_pointer (&self->pending, cf_report_free);
  g_clear_pointer (&self->dialog, gtk_widget_destroy);
  bind_mnemonics (self, NULL);
  GTK_WIDGET_CLASS (cf_ribbon_bar_parent_class)->destroy (widget);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, row);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, lead);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, mark);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, mark_word);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, icon);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, text);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, head);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, pill);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, headline);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, detail);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, actions);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, code);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, what_to_do);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, check_again);
  gtk_widget_class_bind_template_child (widget_class, CfRibbonBar, details);
  gtk_widget_class_bind_template_callback (widget_class, on_what_to_do);
  gtk_widget_class_bind_template_callback (widget_class, cf_ribbon_bar_check_again);
  gtk_widget_class_bind_template_callback (widget_class, cf_ribbon_bar_show_details);
}

static void
cf_ribbon_bar_class_init (CfRibbonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  cf_ribbon_style_prepare ();
  g_type_ensure (CF_TYPE_RIBBON_ROW);
  widget_class->map = cf_ribbon_bar_map;
  widget_class->unmap = cf_ribbon_bar_unmap;
  widget_class->style_updated = cf_ribbon_bar_style_updated;
  widget_class->destroy = cf_ribbon_bar_destroy;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/certfirst/ui/cf-ribbon-bar.ui");
  bind_children (widget_class);

  signals[CHANGED] = g_signal_new ("changed", CF_TYPE_RIBBON_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHECK_AGAIN] = g_signal_new ("check-again", CF_TYPE_RIBBON_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[MOVE_TO_JUNK] =
      g_signal_new ("move-to-junk", CF_TYPE_RIBBON_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WRITE_REPORT] = g_signal_new ("write-report", CF_TYPE_RIBBON_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
cf_ribbon_bar_init (CfRibbonBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_no_show_all (GTK_WIDGET (self),
                              TRUE); /* a host's show_all must not reveal an empty ribbon */
  atk_object_set_role (gtk_widget_get_accessible (self->mark), ATK_ROLE_IMAGE);
  atk_object_set_role (gtk_widget_get_accessible (self->mark_word), ATK_ROLE_IMAGE);
  /* The verdict is in the words. */
  atk_object_set_role (gtk_widget_get_accessible (self->icon), ATK_ROLE_FILLER);
  g_signal_connect_swapped (self->row, "narrow-changed", G_CALLBACK (on_narrow_changed), self);
  self->second_look_ms = SECOND_LOOK_MS;
  forget (self);
}

GtkWidget *
cf_ribbon_bar_new (void)
{
  return g_object_new (CF_TYPE_RIBBON_BAR, NULL);
}

void
cf_ribbon_bar_clear (CfRibbonBar *self)
{
  g_return_if_fail (CF_IS_RIBBON_BAR (self));

  if (is_destroyed (self))
    return;

  forget (self);
  self->n_second_looks = 0;
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    self->timer_id = g_timeout_add (HIDE_AFTER_MS, hide_empty, self);
}

void
cf_ribbon_bar_set_loading (CfRibbonBar *self)
{
  g_return_if_fail (CF_IS_RIBBON_BAR (self));

  if (is_destroyed (self))
    return;

  forget (self);
  self->n_second_looks = 0;
  gtk_widget_show (GTK_WIDGET (self));
  self->timer_id = g_timeout_add (SPINNER_AFTER_MS, show_spinner, self);
}

void
cf_ribbon_bar_set_report (CfRibbonBar *self, CfReport *report)
{
  gint64 shown_ms;

  g_return_if_fail (CF_IS_RIBBON_BAR (self));
  g_return_if_fail (report != NULL);

  if (is_destroyed (self)) {
    cf_report_free (report);
    return;
  }

  shown_ms = (g_get_monotonic_time () - self->spinner_since) / 1000;
  if (self->spinner_since == 0 || shown_ms >= SPINNER_AT_LEAST_MS) {
    present (self, report);
    return;
  }

  g_clear_pointer (&self->pending, cf_report_free);
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->pending = report;
  self->timer_id = g_timeout_add ((guint) (SPINNER_AT_LEAST_MS - shown_ms), present_pending, self);
}

void
cf_ribbon_bar_show_details (CfRibbonBar *self)
{
  g_return_if_fail (CF_IS_RIBBON_BAR (self));

  open_details (self, CF_DETAILS_ALL);
}

void
cf_ribbon_bar_set_abilities (CfRibbonBar *self, CfHostAbilities abilities)
{
  g_return_if_fail (CF_IS_RIBBON_BAR (self));

  self->abilities = abilities;
}

void
cf_ribbon_bar_show_export (CfRibbonBar *self)
{
  g_return_if_fail (CF_IS_RIBBON_BAR (self));

  open_details (self, CF_DETAILS_HELP_DESK);
}

const CfReport *
cf_ribbon_bar_get_report (CfRibbonBar *self)
{
  g_return_val_if_fail (CF_IS_RIBBON_BAR (self), NULL);

  return self->report;
}

void
cf_ribbon_bar_set_second_look_ms (CfRibbonBar *self, guint ms)
{
  self->second_look_ms = ms;
}
