/* certfirst-certificate.c — one certificate on standard input -> a window
 *
 * A program of its own, because a stranger wrote the bytes: what goes wrong
 * while they are read costs this window and never the mail client.  It opens
 * no file, asks nobody, and decides nothing.
 */
#include <gio/gunixinputstream.h>
#include <gtk/gtk.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define GCR_API_SUBJECT_TO_CHANGE
#include <gcr/gcr.h>

#include "cf-limits.h"
#include "cf-ribbon.h"

#define WIDTH_PX 480
#define HEIGHT_PX 560

/* In base64, with line ends and the lines around it. */
#define INPUT_BYTES (2u * CF_LIMIT_REPORT_CERTIFICATE_BYTES)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcrParser, g_object_unref)

static GBytes *
read_input (GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autofree char *buffer = g_malloc (INPUT_BYTES);
  gsize length = 0;

  if (!g_input_stream_read_all (input, buffer, INPUT_BYTES, &length, NULL, error))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&buffer), length);
}

/* Keeps the first certificate, and nothing else that may stand there. */
static void
on_parsed (GcrParser *parser, GcrCertificate **out_certificate)
{
  GckAttributes *attributes = gcr_parser_get_parsed_attributes (parser);
  const GckAttribute *value = gck_attributes_find (attributes, CKA_VALUE);
  gulong class = CKO_DATA;

  if (*out_certificate == NULL && value != NULL && gck_attributes_find_ulong (attributes, CKA_CLASS, &class) &&
      class == CKO_CERTIFICATE)
    *out_certificate = gcr_simple_certificate_new (value->value, value->length);
}

static GcrCertificate *
parse (GBytes *bytes, GError **error)
{
  g_autoptr (GcrParser) parser = gcr_parser_new ();
  GcrCertificate *certificate = NULL;

  g_signal_connect (parser, "parsed", G_CALLBACK (on_parsed), &certificate);
  if (!gcr_parser_parse_bytes (parser, bytes, error) && certificate == NULL)
    return NULL;
  if (certificate == NULL)
    g_set_error_literal (error, GCR_DATA_ERROR, GCR_ERROR_UNRECOGNIZED, "no certificate on standard input");
  return certificate;
}

/* GCR 3 paints the title of its details red, as if something were wrong. */
static void
set_style (GtkWidget *window)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (style, ".gcr-red, .gcr-red * { background-color: transparent; }", -1, NULL);
  gtk_style_context_add_provider_for_screen (gtk_widget_get_screen (window), GTK_STYLE_PROVIDER (style),
                                             GTK_STYLE_PROVIDER_PRIORITY_USER);
}

static void
show (GcrCertificate *certificate)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);
  GcrCertificateWidget *view = gcr_certificate_widget_new (certificate);

  /* TRANSLATORS: title of the window that shows a certificate. */
  gtk_window_set_title (GTK_WINDOW (window), cf_ribbon_translate (NULL, N_ ("Certificate — Certfirst")));
  gtk_window_set_icon_name (GTK_WINDOW (window), "org.certfirst.Certfirst");
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  gtk_container_add (GTK_CONTAINER (scroller), GTK_WIDGET (view));
  gtk_container_add (GTK_CONTAINER (window), scroller);
  set_style (window);
  g_signal_connect (window, "destroy", G_CALLBACK (gtk_main_quit), NULL);
  gtk_widget_show_all (window);
  gtk_main ();
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GcrCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  gtk_init (&argc, &argv);
  bytes = read_input (&error);
  certificate = bytes == NULL ? NULL : parse (bytes, &error);
  if (certificate == NULL) {
    g_printerr ("certfirst-certificate: %s\n", error->message);
    return EXIT_FAILURE;
  }

  show (certificate);
  return EXIT_SUCCESS;
}
