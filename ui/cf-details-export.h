/* cf-details-export.h — ribbon -> pixels: copying and saving the report, redacted by default
 *
 * What is given away is shown before.  It goes to the clipboard, or into the
 * one file that its reader chooses, and nowhere else.
 * Stands on: ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-report.h"

G_BEGIN_DECLS

#define CF_TYPE_DETAILS_EXPORT (cf_details_export_get_type ())
G_DECLARE_FINAL_TYPE (CfDetailsExport, cf_details_export, CF, DETAILS_EXPORT, GtkBox)

/* Copies what it needs of @report.  (transfer floating) */
GtkWidget *cf_details_export_new (const CfReport *report);

/* As if a person had chosen: which form, and whether nothing is left out. */
void cf_details_export_choose (CfDetailsExport *self, CfReportFormat format, gboolean everything);

/* The keyboard goes to "Save report…". */
void cf_details_export_focus (CfDetailsExport *self);

/* What "Copy report" and "Save report" give away now: by default JSON, redacted. */
const char *cf_details_export_get_text (CfDetailsExport *self);

/* A mail to the help desk, as far as it is written for the person; it lives as long as the signal that gives it. */
typedef struct {
  const char *subject;
  const char *text;      /* the report, as the person has read it: best a text file beside the mail's own text */
  const char *file_name; /* of that file */
} CfDetailsMail;

/* The subject of a mail with that text.  Owned by @self. */
const char *cf_details_export_get_subject (CfDetailsExport *self);

/* What a file with that text is called: "certfirst-K7QM.json".  (transfer full) */
char *cf_details_export_dup_file_name (CfDetailsExport *self);

/* Saves into @file, and says how that went.  A file that is there is replaced. */
void cf_details_export_save (CfDetailsExport *self, GFile *file);

/* What was last said about copying or saving; "" at first. */
const char *cf_details_export_get_status (CfDetailsExport *self);

G_END_DECLS
