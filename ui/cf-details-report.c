/* cf-details-report.c — ribbon -> pixels: what the help desk would get of one mail, before it gets it
 */
#include "cf-details-report.h"

#include <glib/gi18n-lib.h>

#include "cf-details-section.h"
#include "cf-ribbon-style.h"

#define WIDTH_PX 460
#define HEIGHT_PX 480

struct _CfDetailsReport {
  GtkDialog parent_instance;

  GtkWidget *export; /* this and what follows goes with the window */
  GtkWidget *write;
};

G_DEFINE_TYPE (CfDetailsReport, cf_details_report, GTK_TYPE_DIALOG)

enum { WRITE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
cf_details_report_class_init (CfDetailsReportClass *klass)
{
  cf_ribbon_style_prepare ();
  signals[WRITE] = g_signal_new ("write", CF_TYPE_DETAILS_REPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_POINTER);
}

static void
cf_details_report_init (CfDetailsReport *self)
{
}

/* What is seen is what is handed over; the mail that opens is looked at next. */
static void
on_write (CfDetailsReport *self)
{
  CfDetailsExport *export = CF_DETAILS_EXPORT (self->export);
  g_autofree char *text = g_strdup (cf_details_export_get_text (export));
  g_autofree char *name = cf_details_export_dup_file_name (export);
  g_autofree char *subject = g_strdup (cf_details_export_get_subject (export));
  CfDetailsMail mail = { .subject = subject, .text = text, .file_name = name };

  gtk_widget_hide (GTK_WIDGET (self));
  if (text != NULL)
    g_signal_emit (self, signals[WRITE], 0, &mail);
}

static void
fill_report (CfDetailsReport *self, const CfReport *report)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  const char *lang = report->ribbon->lang;

  g_object_set (box, "margin", 18, NULL);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (self))), box, TRUE, TRUE, 0);
  /* TRANSLATORS: above the report in the window "Report to the help desk"; two sentences. */
  cf_details_add_text (box,
                       cf_ribbon_translate (lang, N_ ("Look at what is below before you give it to your help desk. "
                                                      "Nothing is sent by itself.")),
                       NULL);
  self->export = cf_details_export_new (report);
  gtk_box_pack_start (GTK_BOX (box), self->export, TRUE, TRUE, 0);

  /* TRANSLATORS: button; opens a new mail that holds the report. */
  self->write = cf_details_add_button (cf_details_add_buttons (box),
                                       cf_ribbon_translate (lang, N_ ("Write a mail with this report…")));
  g_signal_connect_swapped (self->write, "clicked", G_CALLBACK (on_write), self);
  gtk_widget_show_all (box);
  gtk_widget_hide (self->write);
}

GtkWidget *
cf_details_report_new (GtkWindow *parent, const CfReport *report)
{
  CfDetailsReport *self = g_object_new (CF_TYPE_DETAILS_REPORT, "use-header-bar", 0, NULL);

  gtk_window_set_title (GTK_WINDOW (self),
                        cf_ribbon_translate (report->ribbon->lang, N_ ("Report to the help desk — Certfirst")));
  gtk_window_set_default_size (GTK_WINDOW (self), cf_ribbon_style_scale (GTK_WIDGET (self), WIDTH_PX),
                               cf_ribbon_style_scale (GTK_WIDGET (self), HEIGHT_PX));
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "certfirst-details");
  g_signal_connect (self, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);
  fill_report (self, report);
  return GTK_WIDGET (self);
}

void
cf_details_report_set_can_write (CfDetailsReport *self, gboolean can_write)
{
  g_return_if_fail (CF_IS_DETAILS_REPORT (self));

  gtk_widget_set_visible (self->write, can_write);
}

CfDetailsExport *
cf_details_report_get_export (CfDetailsReport *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_REPORT (self), NULL);

  return CF_DETAILS_EXPORT (self->export);
}
