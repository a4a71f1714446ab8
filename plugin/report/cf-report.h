/* cf-report.h — evidence + verdict + words <-> the JSON object of REPORT.md
 *
 * Writing and reading of one record stand next to each other.  Reading is
 * strict: what a child or an engine sends is checked before it is believed.
 * Stands on: base, fact, verdict, ribbon, json-glib.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cf-ribbon.h"

G_BEGIN_DECLS

#define CF_REPORT_ERROR (cf_report_error_quark ())

/* The domain of #CfReportError. */
GQuark cf_report_error_quark (void);

typedef enum { CF_REPORT_ERROR_SCHEMA } CfReportError;

/* What took how long, in microseconds. */
typedef struct {
  gint64 total_us;
  guint lookups;
  gint64 lookup_us;
} CfReportTiming;

/* What a report is made of; all borrowed. */
typedef struct {
  const CfFacts *facts;
  const CfJudgement *judgement;
  const CfRibbon *ribbon;
  CfReportTiming timing;
  gboolean redact; /* leave out message text, other addresses and subject */
  gboolean trace;  /* add the rules */
} CfReportInput;

/* The whole report.  (transfer full) */
JsonObject *cf_report_write (const CfReportInput *input);

/* The evidence alone: what the checking process sends to the monitor.  (transfer full) */
JsonObject *cf_report_write_facts (const CfFacts *facts);

/**
 * cf_report_read_facts:
 * @object: a report, or the evidence alone
 *
 * Returns: (transfer full): NULL with @error when a key lacks, has another
 *   type or a value outside its range
 */
CfFacts *cf_report_read_facts (JsonObject *object, GError **error);

/**
 * CfReport:
 *
 * A report as a client holds it.
 * @json: the whole object as text, one line
 */
typedef struct {
  CfFacts *facts;
  CfVerdictKind verdict;
  CfSeverity severity;
  CfRibbon *ribbon;
  char *json;
} CfReport;

/* Reads a whole report.  (transfer full): %NULL with @error as for cf_report_read_facts() */
CfReport *cf_report_read (JsonObject *object, GError **error);

/* Accepts %NULL. */
void cf_report_free (CfReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfReport, cf_report_free)

/* One line of JSON without a line end.  (transfer full) */
char *cf_report_to_text (JsonObject *object);

/* The ribbon for a terminal, wrapped at @columns; 0 for no limit.  (transfer full) */
char *cf_report_format_terminal (const CfReport *report, gboolean colour, guint columns);

/* Which rules fired, which did not and what they lacked, in words; a line each, for a terminal.  (transfer full) */
char *cf_report_format_trace (const CfReport *report);

/**
 * cf_report_format_reason:
 * @speaks: also what to say on the telephone, and whom to tell
 * @lang: (nullable): of the words of @reason; NULL means the locale
 * @columns: wrapped at this many; 0 for no limit
 *
 * One reason for a terminal: what was found, what it means, what can be done.
 *
 * Returns: (transfer full)
 */
char *cf_report_format_reason (const CfRibbonReason *reason, gboolean speaks, const char *lang, guint columns);

/* Words the reasons of a report again in a language (NULL: the locale), with the report's facts.  One that gives codes
 * which are not known here, of a later version, keeps the words that it came with. */
void cf_report_reword (CfReport *self, const char *lang);

/**
 * cf_report_judge_again:
 *
 * Runs the rule tables over the evidence of a report, and compares verdict, severity and codes.
 *
 * Returns: (transfer full) (element-type utf8): each difference, a line in the language @lang; empty when all is the same
 */
GPtrArray *cf_report_judge_again (const CfReport *self, const char *lang);

/* One self-contained HTML page, in the language of the ribbon.  (transfer full) */
char *cf_report_format_html (const CfReport *report);

/* The same page with what became of every rule in a folded part at its end.  (transfer full) */
char *cf_report_format_html_trace (const CfReport *report);

/* Everything the page says, as plain text in lines of any length.  (transfer full) */
char *cf_report_format_plain (const CfReport *report);

/**
 * cf_report_dup_pem:
 * @certificate: (nullable)
 *
 * The certificate itself (RFC 7468 section 5.1).  Its bytes are not parsed; they are held against the fingerprint.
 *
 * Returns: (transfer full) (nullable): %NULL when the report does not hold it: it was too large, redacted, cut
 */
char *cf_report_dup_pem (const CfCertFacts *certificate);

/* What a report may be copied and saved as. */
typedef enum {
  CF_REPORT_FORMAT_PLAIN,
  CF_REPORT_FORMAT_HTML,
  CF_REPORT_FORMAT_JSON,
} CfReportFormat;

/**
 * cf_report_export:
 * @redact: leave out what "certfirst check --redact" leaves out
 *
 * Returns: (transfer full) (nullable): %NULL when it cannot be redacted
 */
char *cf_report_export (const CfReport *report, CfReportFormat format, gboolean redact);

/**
 * cf_report_get_sender:
 *
 * The address that "Always expect a certificate" is about: of a mail with one
 * From field and one address in it, which may stand in a rule as it is.
 *
 * Returns: (nullable): %NULL for every other mail; owned by @report
 */
const char *cf_report_get_sender (const CfReport *report);

/* What a person is asked before "always expect" is written for @sender.  (transfer full) */
char *cf_report_dup_expect_question (const char *sender, const char *lang);

/* "K7QM": the first four letters of the base32 of the canonical digest.  (transfer full) */
char *cf_report_dup_check_number (const CfFacts *facts);

/**
 * cf_report_dup_subject:
 *
 * What a mail to the help desk with @report is about: the deciding code and
 * the check number, "Certfirst CF501 K7QM", the same in every language.
 * Nothing of the message is in it.
 *
 * Returns: (transfer full)
 */
char *cf_report_dup_subject (const CfReport *report);

G_END_DECLS
