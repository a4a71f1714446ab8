/* cf-details-certificate.h — ribbon -> pixels: a signer's certificate itself, looked at and saved
 *
 * Its bytes are a stranger's: they are not parsed here.  A program of its own
 * shows them, and a file takes them as they are.
 * Stands on: report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-report.h"

G_BEGIN_DECLS

#define CF_TYPE_DETAILS_CERTIFICATE (cf_details_certificate_get_type ())
G_DECLARE_FINAL_TYPE (CfDetailsCertificate, cf_details_certificate, CF, DETAILS_CERTIFICATE, GtkBox)

/**
 * cf_details_certificate_new:
 * @certificate: (nullable)
 * @lang: of the buttons
 *
 * Copies what it needs.  "View certificate…" is there only where the program for it is.
 *
 * Returns: (transfer floating) (nullable): %NULL when the report does not hold the certificate
 */
GtkWidget *cf_details_certificate_new (const CfCertFacts *certificate, const char *lang);

/* Shows it in a window of another process, and says when that fails. */
void cf_details_certificate_view (CfDetailsCertificate *self);

/* Saves it into @file in PEM form, and says how that went.  A file that is there is replaced. */
void cf_details_certificate_save (CfDetailsCertificate *self, GFile *file);

/* What was last said about viewing or saving; "" at first. */
const char *cf_details_certificate_get_status (CfDetailsCertificate *self);

G_END_DECLS
