/* cf-details-dialog.c — ribbon -> pixels: everything that a report says about one mail
 */
#include "cf-details-dialog.h"

#include <glib/gi18n-lib.h>

#include "cf-details-section.h"
#include "cf-ribbon-style.h"

#define WIDTH_PX 500
#define MAX_HEIGHT_PX 680

struct _CfDetailsDialog {
  GtkDialog parent_instance;

  const char *lang;
  char *report_text;
  char *file_name; /* proposed for "Save report" */
  GtkWidget *preview;
  GtkWidget *status;
  GtkFileChooserNative *chooser; /* while it is open */
};

G_DEFINE_TYPE (CfDetailsDialog, cf_details_dialog, GTK_TYPE_DIALOG)

static void
cf_details_dialog_dispose (GObject *object)
{
  g_clear_object (&CF_DETAILS_DIALOG (object)->chooser);
  G_OBJECT_CLASS (cf_details_dialog_parent_class)->dispose (object);
}

static void
cf_details_dialog_finalize (GObject *object)
{
  CfDetailsDialog *self = CF_DETAILS_DIALOG (object);

  g_free (self->report_text);
  g_free (self->file_name);
  G_OBJECT_CLASS (cf_details_dialog_parent_class)->finalize (object);
}

static void
cf_details_dialog_class_init (CfDetailsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cf_details_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cf_details_dialog_finalize;
  cf_ribbon_style_prepare ();
}

static void
cf_details_dialog_init (CfDetailsDialog *self)
{
}

/* What a person may hand on: codes, rules, certificates, but no text of the
 * message.  Judging the same facts again gives the same judgement. */
static char *
format_redacted (const CfReport *report)
{
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (report->facts);
  CfReportInput input = {
    .facts = report->facts, .judgement = judgement, .ribbon = report->ribbon, .redact = TRUE
  };
  g_autoptr (JsonObject) object = cf_report_write (&input);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, TRUE);
}

/* What is on the clipboard is shown at the same time. */
static void
copy_report (CfDetailsDialog *self)
{
  GtkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, self->report_text, -1);
  gtk_widget_show (self->preview);
  gtk_label_set_text (GTK_LABEL (self->status),
                      cf_ribbon_translate (self->lang, N_ ("Copied; it is sent nowhere by itself:")));
  gtk_widget_show (self->status);
}

static void
on_saved (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfDetailsDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = g_file_replace_contents_finish (G_FILE (file), result, NULL, &error);

  if (self->status != NULL)
    gtk_label_set_text (GTK_LABEL (self->status),
                        saved ? cf_ribbon_translate (self->lang, N_ ("Saved.")) : error->message);
  gtk_widget_show (self->status);
}

static void
on_file_chosen (GtkNativeDialog *chooser, int response, CfDetailsDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
    g_autoptr (GBytes) text = g_bytes_new (self->report_text, strlen (self->report_text));

    g_file_replace_contents_bytes_async (file, text, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_saved,
                                         g_object_ref (self));
  }
  g_clear_object (&self->chooser);
}

static void
save_report (CfDetailsDialog *self)
{
  const char *title = cf_ribbon_translate (self->lang, N_ ("Save report"));
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;

  chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  self->chooser = chooser;
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), self->file_name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
add_heading (GtkWidget *box, const CfReport *report)
{
  const CfRibbonReason *reason = g_ptr_array_index (report->ribbon->reasons, 0);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name (report->ribbon->icon, GTK_ICON_SIZE_DIALOG);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 48);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_pack_start (GTK_BOX (row), icon, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), words, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
  cf_details_add_text (words, report->ribbon->headline, "title");
  cf_details_add_text (words, reason->found, NULL);
  cf_details_add_text (words, reason->meaning, "name");
}

static void
add_advice (GtkWidget *box, const CfReport *report)
{
  const CfRibbonReason *reason = g_ptr_array_index (report->ribbon->reasons, 0);
  /* TRANSLATORS: titles of the parts of the details. */
  const char *title = cf_ribbon_translate (report->ribbon->lang, N_ ("What you can do"));

  cf_details_add_text (cf_details_add_section (box, title, TRUE), reason->advice, NULL);
}

static void
add_code (GtkWidget *box, const CfRibbonReason *reason)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  cf_details_add_text (row, reason->code, "code");
  cf_details_add_text (row, reason->spoken, "name");
  gtk_box_pack_start (GTK_BOX (box), row, FALSE, FALSE, 0);
}

static char *
list_codes (const GPtrArray *reasons)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++) {
    const CfRibbonReason *reason = g_ptr_array_index (reasons, i);

    g_string_append_printf (text, "%s%s  %s", i == 0 ? "" : "\n", reason->code, reason->found);
  }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_preview (const char *text)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scroller), GTK_SHADOW_IN);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 140);
  gtk_container_add (GTK_CONTAINER (scroller), view);
  gtk_widget_show (view);
  gtk_widget_set_no_show_all (scroller, TRUE);
  return scroller;
}

static void
add_help_desk (CfDetailsDialog *self, GtkWidget *parent, const CfReport *report)
{
  const CfRibbon *ribbon = report->ribbon;
  const char *lang = self->lang;
  GtkWidget *box = cf_details_add_section (parent, cf_ribbon_translate (lang, N_ ("For the help desk")),
                                           ribbon->code != NULL);
  g_autofree char *number = cf_report_dup_check_number (report->facts);
  g_autofree char *codes = list_codes (ribbon->reasons);
  g_autofree char *since = cf_ribbon_format_date (report->facts->policy.since, lang);
  GtkWidget *table;
  GtkWidget *row;

  add_code (box, g_ptr_array_index (ribbon->reasons, 0));
  table = cf_details_add_table (box);
  /* TRANSLATORS: names of the rows under "For the help desk" in the details; short. */
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Check number")), number);
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("All codes")), codes);
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Rule")), report->facts->policy.source);
  if (report->facts->policy.since != CF_TIME_UNKNOWN)
    cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Signs since")), since);

  row = cf_details_add_buttons (box);
  g_signal_connect_swapped (cf_details_add_button (row, cf_ribbon_translate (lang, N_ ("Copy report"))),
                            "clicked", G_CALLBACK (copy_report), self);
  g_signal_connect_swapped (cf_details_add_button (row, cf_ribbon_translate (lang, N_ ("Save report…"))),
                            "clicked", G_CALLBACK (save_report), self);
  self->status = cf_details_add_text (box, "", "name");
  gtk_widget_set_no_show_all (self->status, TRUE);
  self->preview = new_preview (self->report_text);
  gtk_box_pack_start (GTK_BOX (box), self->preview, FALSE, FALSE, 0);
}

static GtkWidget *
add_scrolled_box (CfDetailsDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", cf_ribbon_style_scale (GTK_WIDGET (self), MAX_HEIGHT_PX), NULL);
  g_object_set (box, "margin", 18, NULL);
  gtk_container_add (GTK_CONTAINER (scroller), box);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (self))), scroller, TRUE, TRUE, 0);
  return box;
}

static void
fill_dialog (CfDetailsDialog *self, const CfReport *report, CfDetailsFocus focus)
{
  GtkWidget *box = add_scrolled_box (self);
  gboolean facts_open = focus == CF_DETAILS_ALL;

  add_heading (box, report);
  add_advice (box, report);
  cf_details_add_sender (box, report, facts_open);
  cf_details_add_certificate (box, report, facts_open);
  cf_details_add_domain (box, report);
  add_help_desk (self, box, report);
}

GtkWidget *
cf_details_dialog_new (GtkWindow *parent, const CfReport *report, CfDetailsFocus focus)
{
  CfDetailsDialog *self = g_object_new (CF_TYPE_DETAILS_DIALOG, "use-header-bar", 0, NULL);
  g_autofree char *number = cf_report_dup_check_number (report->facts);

  self->lang = cf_ribbon_choose_lang (report->ribbon->lang);
  self->report_text = format_redacted (report);
  self->file_name = g_strdup_printf ("certfirst-%s.json", number != NULL ? number : "report");

  /* TRANSLATORS: title of the window with the details. */
  gtk_window_set_title (GTK_WINDOW (self),
                        cf_ribbon_translate (self->lang, N_ ("About this mail — Certfirst")));
  gtk_window_set_default_size (GTK_WINDOW (self), cf_ribbon_style_scale (GTK_WIDGET (self), WIDTH_PX), -1);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "certfirst-details");
  g_signal_connect (self, "response", G_CALLBACK (gtk_widget_destroy), NULL);

  fill_dialog (self, report, focus);
  gtk_widget_show_all (gtk_dialog_get_content_area (GTK_DIALOG (self)));
  return GTK_WIDGET (self);
}

const char *
cf_details_dialog_get_report_text (CfDetailsDialog *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_DIALOG (self), NULL);

  return self->report_text;
}
