/* cf-cli-lines.h — reports, one JSON object a line: written to a file or standard output, and read back
 *
 * The file itself is the record of what is done: a run that was interrupted
 * goes on behind its last whole line.  Inside cli only.
 * Stands on: base, report.
 */
#pragma once

#include "cf-report.h"

G_BEGIN_DECLS

/* One report that was read back; @report belongs to the reader. */
typedef void (*CfCliLinesFunc) (const CfReport *report, gpointer user_data);

/* A line that is no report: what is wrong, with the number of the line. */
typedef void (*CfCliLinesProblemFunc) (const char *problem, gpointer user_data);

typedef struct _CfCliLines CfCliLines;

/* Writes to standard output.  (transfer full) */
CfCliLines *cf_cli_lines_new (void);

/**
 * cf_cli_lines_open:
 * @path: is made; must not be there unless @resumes
 * @resumes: read what is there, take off a line that was not written to its end, and go on behind it
 * @read: called for each report that is there
 *
 * Nobody else can write to the file meanwhile.
 *
 * Returns: (transfer full): NULL with @error, also when a line in its middle is no report, or names no file
 */
CfCliLines *cf_cli_lines_open (const char *path, gboolean resumes, CfCliLinesFunc read, gpointer user_data, GError **error);

/* Whether a report of this source is in the file already; mail programs may have moved a mail of a Maildir meanwhile. */
gboolean cf_cli_lines_has (const CfCliLines *self, const char *source);

/* One line, at once. */
gboolean cf_cli_lines_write (CfCliLines *self, const char *json, GError **error);

/* Accepts %NULL. */
void cf_cli_lines_free (CfCliLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliLines, cf_cli_lines_free)

/* Reads all reports of a file, "-" for standard input; lines that are none are told and stop nothing. */
gboolean cf_cli_lines_read (const char *path, CfCliLinesFunc read, CfCliLinesProblemFunc tell, gpointer user_data, GError **error);

G_END_DECLS
