/* cf-details-certificate.c — ribbon -> pixels: a signer's certificate itself, looked at and saved
 */
#include "cf-details-certificate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cf-details-section.h"

#define FILE_NAME "certificate.pem"

struct _CfDetailsCertificate {
  GtkBox parent_instance;

  const char *lang;
  char *pem;
  GtkWidget *status;             /* NULL once the window is gone */
  GtkFileChooserNative *chooser; /* while it is open */
};

G_DEFINE_TYPE (CfDetailsCertificate, cf_details_certificate, GTK_TYPE_BOX)

/* Somebody may close the window while a file is written. */
static void
cf_details_certificate_dispose (GObject *object)
{
  CfDetailsCertificate *self = CF_DETAILS_CERTIFICATE (object);

  self->status = NULL;
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (cf_details_certificate_parent_class)->dispose (object);
}

static void
cf_details_certificate_finalize (GObject *object)
{
  g_free (CF_DETAILS_CERTIFICATE (object)->pem);
  G_OBJECT_CLASS (cf_details_certificate_parent_class)->finalize (object);
}

static void
cf_details_certificate_class_init (CfDetailsCertificateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cf_details_certificate_dispose;
  G_OBJECT_CLASS (klass)->finalize = cf_details_certificate_finalize;
}

static void
cf_details_certificate_init (CfDetailsCertificate *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

static const char *
translate (const CfDetailsCertificate *self, const char *msgid)
{
  return cf_ribbon_translate (self->lang, msgid);
}

/* @error: (nullable): stands below, as the system says it. */
static void
say (CfDetailsCertificate *self, const char *msgid, const GError *error)
{
  g_autofree char *text =
      error == NULL ? g_strdup (translate (self, msgid)) : g_strconcat (translate (self, msgid), "\n", error->message, NULL);

  if (self->status == NULL)
    return;

  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_widget_show (self->status);
}

const char *
cf_details_certificate_get_status (CfDetailsCertificate *self)
{
  g_return_val_if_fail (CF_IS_DETAILS_CERTIFICATE (self), NULL);

  return self->status == NULL ? "" : gtk_label_get_text (GTK_LABEL (self->status));
}

/* --- viewing --- */

/* The program that shows a certificate; NULL when it is not installed. */
static char *
find_viewer (void)
{
  const char *named = g_getenv ("CERTFIRST_CERTIFICATE_VIEWER");

  return g_find_program_in_path (named != NULL ? named : CF_BINDIR "/certfirst-certificate");
}

static void
on_viewed (GObject *viewer, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfDetailsCertificate) self = data;

  /* A viewer that ended before it had read everything leaves a broken pipe, which tells a person nothing. */
  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (viewer), result, NULL, NULL, NULL) ||
      !g_subprocess_get_successful (G_SUBPROCESS (viewer)))
    say (self, N_ ("The certificate cannot be shown."), NULL);
}

void
cf_details_certificate_view (CfDetailsCertificate *self)
{
  g_autofree char *program = find_viewer ();
  g_autoptr (GSubprocess) viewer = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CF_IS_DETAILS_CERTIFICATE (self));

  if (program != NULL)
    viewer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, program, NULL);
  if (viewer == NULL)
    say (self, N_ ("The certificate cannot be shown."), error);
  else
    g_subprocess_communicate_utf8_async (viewer, self->pem, NULL, on_viewed, g_object_ref (self));
}

/* --- saving --- */

static void
on_saved (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (CfDetailsCertificate) self = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (file), result, NULL, &error))
    say (self, N_ ("Saved."), NULL);
  else
    /* TRANSLATORS: stands above what the system says about it. */
    say (self, N_ ("The certificate was not saved. Choose another folder or name."), error);
}

void
cf_details_certificate_save (CfDetailsCertificate *self, GFile *file)
{
  g_autoptr (GBytes) bytes = g_bytes_new (self->pem, strlen (self->pem));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_saved,
                                       g_object_ref (self));
}

static void
on_file_chosen (GtkNativeDialog *chooser, int response, CfDetailsCertificate *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

    cf_details_certificate_save (self, file);
  }
  g_clear_object (&self->chooser);
}

static void
choose_file (CfDetailsCertificate *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;

  chooser = gtk_file_chooser_native_new (translate (self, N_ ("Save certificate")), GTK_WINDOW (window),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  self->chooser = chooser;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), FILE_NAME);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

GtkWidget *
cf_details_certificate_new (const CfCertFacts *certificate, const char *lang)
{
  g_autofree char *pem = cf_report_dup_pem (certificate);
  g_autofree char *viewer = find_viewer ();
  CfDetailsCertificate *self;
  GtkWidget *row;
  GtkWidget *button;

  if (pem == NULL)
    return NULL;

  self = g_object_new (CF_TYPE_DETAILS_CERTIFICATE, NULL);
  self->lang = cf_ribbon_choose_lang (lang);
  self->pem = g_steal_pointer (&pem);
  row = cf_details_add_buttons (GTK_WIDGET (self));
  if (viewer != NULL) {
    /* TRANSLATORS: buttons below a certificate in the details; short. */
    button = cf_details_add_button (row, translate (self, N_ ("View certificate…")));
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (cf_details_certificate_view), self);
  }
  button = cf_details_add_button (row, translate (self, N_ ("Save certificate…")));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_file), self);
  self->status = cf_details_add_text (GTK_WIDGET (self), "", NULL);
  gtk_widget_set_no_show_all (self->status, TRUE);
  return GTK_WIDGET (self);
}
