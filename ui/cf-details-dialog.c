/* cf-details-dialog.c — ribbon -> pixels: everything that a report says about one mail
 */
#include "cf-details-dialog.h"

#include <glib/gi18n-lib.h>

#include "cf-details-certificate.h"
#include "cf-details-section.h"
#include "cf-ribbon-style.h"

#define WIDTH_PX 500
#define MAX_HEIGHT_PX 680
#define ICON_PX 48

/* Of the screen, however large the text is. */
#define MAX_SHARE_OF_SCREEN 0.85

struct _CfDetailsDialog {
  GtkDialog parent_instance;

  GtkWidget *export; /* this and what follows goes with the window */
  GtkWidget *junk;   /* (nullable): only for danger */
  GtkWidget *report; /* (nullable): only for danger; a window, hidden until it is asked for */
};

G_DEFINE_TYPE (CfDetailsDialog, cf_details_dialog, GTK_TYPE_DIALOG)

enum { MOVE_TO_JUNK, WRITE_REPORT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
cf_details_dialog_class_init (CfDetailsDialogClass *klass)
{
  cf_ribbon_style_prepare ();
  signals[MOVE_TO_JUNK] = g_signal_new ("move-to-junk", CF_TYPE_DETAILS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[WRITE_REPORT] = g_signal_new ("write-report", CF_TYPE_DETAILS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
cf_details_dialog_init (CfDetailsDialog *self)
{
}

static void
add_heading (GtkWidget *box, const CfReport *report)
{
  g_autoptr (GPtrArray) summary = cf_report_list_summary (report);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name (report->ribbon->icon, GTK_ICON_SIZE_DIALOG);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), cf_ribbon_style_scale (box, ICON_PX));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_pack_start (GTK_BOX (row), icon, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), words, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
  cf_details_add_text (words, report->ribbon->headline, "title");
  for (guint i = 0; i < summary->len; i++)
    cf_details_add_text (words, g_ptr_array_index (summary, i), i == 0 ? NULL : "name");
}

/* Pixels of the design in the font of the window, as far as the screen has them. */
static int
fit (GtkWidget *widget, int pixels, gboolean vertical)
{
  GdkDisplay *display = gtk_widget_get_display (widget);
  GdkMonitor *monitor = gdk_display_get_primary_monitor (display);
  int scaled = cf_ribbon_style_scale (widget, pixels);
  GdkRectangle area;

  if (monitor == NULL)
    monitor = gdk_display_get_monitor (display, 0);
  if (monitor == NULL)
    return scaled;

  gdk_monitor_get_workarea (monitor, &area);
  return MIN (scaled, (int) ((vertical ? area.height : area.width) * MAX_SHARE_OF_SCREEN));
}

static GtkWidget *
add_scrolled_box (CfDetailsDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", fit (GTK_WIDGET (self), MAX_HEIGHT_PX, TRUE), NULL);
  g_object_set (box, "margin", 18, NULL);
  gtk_container_add (GTK_CONTAINER (scroller), box);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (self))), scroller, TRUE, TRUE, 0);
  return box;
}

/* RIBBON section 2: what helps at once is open; what explains it is one key away. */
static gboolean
is_open (CfDetailPartKind kind, const CfReport *report, CfDetailsFocus focus)
{
  switch (kind) {
  case CF_DETAIL_PART_ADVICE:
    return focus != CF_DETAILS_HELP_DESK;
  case CF_DETAIL_PART_SENDER:
  case CF_DETAIL_PART_CERTIFICATE:
    return focus == CF_DETAILS_ALL;
  case CF_DETAIL_PART_HELP_DESK:
    return focus != CF_DETAILS_ALL || report->severity == CF_SEVERITY_DANGER;
  default:
    return FALSE;
  }
}

/* Whoever moves the mail away looks at the next one. */
static void
on_move_to_junk (CfDetailsDialog *self)
{
  g_autoptr (CfDetailsDialog) keep = g_object_ref (self);

  gtk_widget_hide (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVE_TO_JUNK], 0);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
on_write (CfDetailsDialog *self, const CfDetailsMail *mail)
{
  g_signal_emit (self, signals[WRITE_REPORT], 0, mail);
}

/* RIBBON section 2: what helps against danger, below the advice. */
static void
add_actions (CfDetailsDialog *self, GtkWidget *box, const CfReport *report)
{
  const char *lang = report->ribbon->lang;
  GtkWidget *row = cf_details_add_buttons (box);
  GtkWidget *button;

  /* TRANSLATORS: buttons below the advice, where a mail is a danger; short. */
  self->junk = cf_details_add_button (row, cf_ribbon_translate (lang, N_ ("Move to junk")));
  button = cf_details_add_button (row, cf_ribbon_translate (lang, N_ ("Report…")));
  gtk_widget_show_all (row);
  gtk_widget_hide (self->junk);

  self->report = cf_details_report_new (GTK_WINDOW (self), report);
  g_signal_connect_swapped (self->junk, "clicked", G_CALLBACK (on_move_to_junk), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_window_present), self->report);
  g_signal_connect_object (self->report, "write", G_CALLBACK (on_write), self, G_CONNECT_SWAPPED);
}

/* Below what was said of the signers, in the same order. */
static void
add_certificates (GtkWidget *box, const CfReport *report)
{
  const GPtrArray *signers = report->facts->smime.signers;

  for (guint i = 0; i < signers->len; i++) {
    GtkWidget *buttons = cf_details_certificate_new (((const CfSignerFacts *) g_ptr_array_index (signers, i))->certificate,
                                                     report->ribbon->lang);

    if (buttons == NULL)
      continue;
    gtk_widget_show_all (buttons);
    gtk_box_pack_start (GTK_BOX (box), buttons, FALSE, FALSE, 0);
  }
}

static gboolean
on_mapped (CfDetailsExport *export)
{
  cf_details_export_focus (export);
  return GDK_EVENT_PROPAGATE;
}

static void
fill_dialog (CfDetailsDialog *self, const CfReport *report, CfDetailsFocus focus)
{
  g_autoptr (GPtrArray) parts = cf_report_list_details (report);
  GtkWidget *box = add_scrolled_box (self);
  GtkWidget *contents = NULL;

  add_heading (box, report);
  for (guint i = 0; i < parts->len; i++) {
    const CfDetailPart *part = g_ptr_array_index (parts, i);

    contents = cf_details_add_part (box, part, is_open (part->kind, report, focus), report->ribbon->lang);
    /* The keyboard begins at the first title, where no text is selected yet. */
    if (i == 0)
      gtk_widget_grab_focus (gtk_widget_get_parent (contents));
    if (part->kind == CF_DETAIL_PART_ADVICE && report->severity == CF_SEVERITY_DANGER)
      add_actions (self, contents, report);
    if (part->kind == CF_DETAIL_PART_CERTIFICATE)
      add_certificates (contents, report);
  }

  /* The last part is the one for the help desk. */
  self->export = cf_details_export_new (report);
  gtk_widget_show_all (self->export);
  gtk_box_pack_start (GTK_BOX (contents != NULL ? contents : box), self->export, FALSE, FALSE, 0);
  /* Only what has its place can be scrolled to. */
  if (focus == CF_DETAILS_HELP_DESK)
    g_signal_connect_object (self, "map-event", G_CALLBACK (on_mapped), self->export, G_CONNECT_SWAPPED);
}

GtkWidget *
cf_details_dialog_new (GtkWindow *parent, const CfReport *report, CfDetailsFocus focus)
{
  CfDetailsDialog *self = g_object_new (CF_TYPE_DETAILS_DIALOG, "use-header-bar", 0, NULL);

  /* TRANSLATORS: title of the window with the details. */
  gtk_window_set_title (GTK_WINDOW (self),
                        cf_ribbon_translate (report->ribbon->lang, N_ ("About this mail — Certfirst")));
  gtk_window_set_default_size (GTK_WINDOW (self), fit (GTK_WIDGET (self), WIDTH_PX, FALSE), -1);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "certfirst-details");
  g_signal_connect (self, "response", G_CALLBACK (gtk_widget_destroy), NULL);

  fill_dialog (self, report, focus);
  gtk_widget_show_all (gtk_dialog_get_content_area (GTK_DIALOG (self)));
  return GTK_WIDGET (self);
}

void
cf_details_dialog_set_abilities (CfDetailsDialog *self, CfHostAbilities abilities)
{
  g_return_if_fail (CF_IS_DETAILS_DIALOG (self));

  if (self->report == NULL)
    return;

  gtk_widget_set_visible (self->junk, (abilities & CF_HOST_CAN_MOVE_TO_JUNK) != 0);
  cf_details_report_set_can_write (CF_DETAILS_REPORT (self->report), (abilities & CF_HOST_CAN_WRITE_MAIL) != 0);
}

CfDetailsReport *
cf_details_dialog_get_report (CfDetailsDialog *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_DIALOG (self), NULL);

  return (CfDetailsReport *) self->report;
}

CfDetailsExport *
cf_details_dialog_get_export (CfDetailsDialog *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_DIALOG (self), NULL);

  return CF_DETAILS_EXPORT (self->export);
}
