/* cf-report-export.h — the forms in which a reader copies or saves a report
 *
 * One table for every client.  What a form holds is cf_report_export().
 * Stands on: base, fact, verdict, ribbon, json-glib.
 */
#pragma once

#include "cf-report.h"

G_BEGIN_DECLS

/* What a choice of @format is called: a msgid, for cf_ribbon_translate(). */
const char *cf_report_get_format_name (CfReportFormat format);

/* What a file with a report is called: "certfirst-K7QM.html".  @number: (nullable): the check number.  (transfer full) */
char *cf_report_dup_file_name (const char *number, CfReportFormat format);

/**
 * cf_report_write_export:
 * @max_bytes: of the whole as text
 *
 * Every form of @report, redacted and with everything, for a client that has
 * no C; names are in the language of the ribbon.  Where all of it is larger
 * than @max_bytes, the largest forms that hold everything are null first.
 * docs/protocol.md names the members.
 *
 * Returns: (transfer full)
 */
JsonArray *cf_report_write_export (const CfReport *report, gsize max_bytes);

G_END_DECLS
