/* cf-details-export.c — ribbon -> pixels: copying and saving the report, redacted by default
 */
#include "cf-details-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cf-details-section.h"
#include "cf-report-export.h"

#define PREVIEW_HEIGHT_PX 140

#define N_FORMATS (CF_REPORT_FORMAT_JSON + 1)

struct _CfDetailsExport {
  GtkBox parent_instance;

  const char *lang;
  char *texts[N_FORMATS][2]; /* (nullable): [format][everything] */
  char *number;                           /* (nullable): stands in the name of the file */
  char *subject;
  GtkWidget *formats[N_FORMATS];
  GtkWidget *everything; /* this and what follows is NULL once the window is gone */
  GtkWidget *note;
  GtkWidget *preview;
  GtkWidget *copy;
  GtkWidget *save;
  GtkWidget *status;
  GtkFileChooserNative *chooser; /* while it is open */
};

G_DEFINE_TYPE (CfDetailsExport, cf_details_export, GTK_TYPE_BOX)

/* Somebody may close the window while a file is written. */
static void
cf_details_export_dispose (GObject *object)
{
  CfDetailsExport *self = CF_DETAILS_EXPORT (object);

  self->everything = NULL;
  self->note = NULL;
  self->preview = NULL;
  self->copy = NULL;
  self->save = NULL;
  self->status = NULL;
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (cf_details_export_parent_class)->dispose (object);
}

static void
cf_details_export_finalize (GObject *object)
{
  CfDetailsExport *self = CF_DETAILS_EXPORT (object);

  for (guint i = 0; i < N_FORMATS; i++) {
    g_free (self->texts[i][FALSE]);
    g_free (self->texts[i][TRUE]);
  }
  g_free (self->number);
  g_free (self->subject);
  G_OBJECT_CLASS (cf_details_export_parent_class)->finalize (object);
}

static void
cf_details_export_class_init (CfDetailsExportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cf_details_export_dispose;
  G_OBJECT_CLASS (klass)->finalize = cf_details_export_finalize;
}

static void
cf_details_export_init (CfDetailsExport *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
}

static const char *
translate (const CfDetailsExport *self, const char *msgid)
{
  return cf_ribbon_translate (self->lang, msgid);
}

static CfReportFormat
get_format (const CfDetailsExport *self)
{
  guint i = 0;

  while (i < CF_REPORT_FORMAT_JSON && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->formats[i])))
    i++;

  return (CfReportFormat) i;
}

static gboolean
is_everything (const CfDetailsExport *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->everything));
}

const char *
cf_details_export_get_text (CfDetailsExport *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_EXPORT (self), NULL);

  return self->everything == NULL ? NULL : self->texts[get_format (self)][is_everything (self)];
}

const char *
cf_details_export_get_subject (CfDetailsExport *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_EXPORT (self), NULL);

  return self->subject;
}

char *
cf_details_export_dup_file_name (CfDetailsExport *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_EXPORT (self) && self->everything != NULL, NULL);

  return cf_report_dup_file_name (self->number, get_format (self));
}

const char *
cf_details_export_get_status (CfDetailsExport *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_EXPORT (self), NULL);

  return self->status == NULL ? "" : gtk_label_get_text (GTK_LABEL (self->status));
}

static void
say (CfDetailsExport *self, const char *text)
{
  if (self->status == NULL)
    return;

  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_widget_set_visible (self->status, *text != '\0');
}

/* What is about to be given away is what is seen. */
static void
on_choice (CfDetailsExport *self)
{
  const char *text = cf_details_export_get_text (self);
  const char *note;

  if (self->everything == NULL)
    return;

  note = is_everything (self)
             /* TRANSLATORS: below the choice "Include everything": what it means; one or two sentences. */
             ? N_ ("Everything about this mail is included. Give it only to people who may read the mail.")
             : N_ ("Subject, names of persons and the part of addresses before the @ are left out.");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->preview)), text == NULL ? "" : text, -1);
  gtk_label_set_text (GTK_LABEL (self->note), translate (self, note));
  gtk_widget_set_sensitive (self->copy, text != NULL);
  gtk_widget_set_sensitive (self->save, text != NULL);
  say (self, "");
}

void
cf_details_export_choose (CfDetailsExport *self, CfReportFormat format, gboolean everything)
{
  g_return_if_fail (CF_IS_DETAILS_EXPORT (self) && self->everything != NULL);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->formats[format]), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->everything), everything);
}

void
cf_details_export_focus (CfDetailsExport *self)
{
  g_return_if_fail (CF_IS_DETAILS_EXPORT (self) && self->save != NULL);

  gtk_widget_grab_focus (self->save);
}

static void
copy_report (CfDetailsExport *self)
{
  GtkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, cf_details_export_get_text (self), -1);
  say (self, translate (self, N_ ("Copied. It is sent nowhere by itself.")));
}

static void
on_saved (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfDetailsExport) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  if (g_file_replace_contents_finish (G_FILE (file), result, NULL, &error)) {
    say (self, translate (self, N_ ("Saved.")));
    return;
  }

  /* TRANSLATORS: stands above what the system says about it. */
  problem = g_strconcat (translate (self, N_ ("The report was not saved. Choose another folder or name.")), "\n",
                         error->message, NULL);
  say (self, problem);
}

void
cf_details_export_save (CfDetailsExport *self, GFile *file)
{
  const char *text = cf_details_export_get_text (self);
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (text != NULL);

  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_saved,
                                       g_object_ref (self));
}

static void
on_file_chosen (GtkNativeDialog *chooser, int response, CfDetailsExport *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

    cf_details_export_save (self, file);
  }
  g_clear_object (&self->chooser);
}

static void
choose_file (CfDetailsExport *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  const char *title = translate (self, N_ ("Save report"));
  g_autofree char *name = cf_details_export_dup_file_name (self);
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;

  chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  self->chooser = chooser;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Its words wrap where the window is narrow. */
static void
add_choice (CfDetailsExport *self, GtkWidget *choice)
{
  gtk_label_set_line_wrap (GTK_LABEL (gtk_bin_get_child (GTK_BIN (choice))), TRUE);
  gtk_box_pack_start (GTK_BOX (self), choice, FALSE, FALSE, 0);
}

static void
add_format_choice (CfDetailsExport *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < N_FORMATS; i++) {
    const char *name = translate (self, cf_report_get_format_name ((CfReportFormat) i));
    GtkWidget *choice = gtk_radio_button_new_with_label_from_widget (GTK_RADIO_BUTTON (first), name);

    if (first == NULL)
      first = choice;
    self->formats[i] = choice;
    add_choice (self, choice);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->formats[CF_REPORT_FORMAT_JSON]), TRUE);
}

static GtkWidget *
new_preview (CfDetailsExport *self)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE); /* Tab goes on to the next control */
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  /* TRANSLATORS: what screen readers call the box with the report as it will be copied or saved. */
  atk_object_set_name (gtk_widget_get_accessible (view), translate (self, N_ ("Report as it is copied or saved")));
  return view;
}

static void
add_preview (CfDetailsExport *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);

  self->preview = new_preview (self);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scroller), GTK_SHADOW_IN);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), PREVIEW_HEIGHT_PX);
  gtk_container_add (GTK_CONTAINER (scroller), self->preview);
  gtk_box_pack_start (GTK_BOX (self), scroller, TRUE, TRUE, 0);
}

static void
add_controls (CfDetailsExport *self)
{
  GtkWidget *row;

  add_format_choice (self);
  self->everything =
      gtk_check_button_new_with_label (translate (self, N_ ("Include everything: names, addresses and subject")));
  add_choice (self, self->everything);
  self->note = cf_details_add_text (GTK_WIDGET (self), "", "name");
  add_preview (self);

  row = cf_details_add_buttons (GTK_WIDGET (self));
  self->copy = cf_details_add_button (row, translate (self, N_ ("Copy report")));
  self->save = cf_details_add_button (row, translate (self, N_ ("Save report…")));
  self->status = cf_details_add_text (GTK_WIDGET (self), "", NULL);
  gtk_widget_set_no_show_all (self->status, TRUE);
}

GtkWidget *
cf_details_export_new (const CfReport *report)
{
  CfDetailsExport *self = g_object_new (CF_TYPE_DETAILS_EXPORT, NULL);

  self->lang = cf_ribbon_choose_lang (report->ribbon->lang);
  self->number = cf_report_dup_check_number (report->facts);
  self->subject = cf_report_dup_subject (report);
  for (guint i = 0; i < N_FORMATS; i++) {
    self->texts[i][FALSE] = cf_report_export (report, (CfReportFormat) i, TRUE);
    self->texts[i][TRUE] = cf_report_export (report, (CfReportFormat) i, FALSE);
  }

  add_controls (self);
  on_choice (self);
  for (guint i = 0; i < N_FORMATS; i++)
    g_signal_connect_swapped (self->formats[i], "toggled", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->everything, "toggled", G_CALLBACK (on_choice), self);
  g_signal_connect_swapped (self->copy, "clicked", G_CALLBACK (copy_report), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (choose_file), self);
  return GTK_WIDGET (self);
}
