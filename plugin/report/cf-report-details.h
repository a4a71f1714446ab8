/* cf-report-details.h — a report -> everything it says, in words and in order
 *
 * One list for the dialog, the page and the plain text, so that they cannot
 * differ in words or order (RIBBON section 2).  Every text is plain and safe
 * to show: what a stranger wrote holds no line end, control or hidden sign.
 * Stands on: base, fact, verdict, ribbon.
 */
#pragma once

#include "cf-report.h"

G_BEGIN_DECLS

/* How one detail is shown. */
typedef enum {
  CF_DETAIL_ROW,         /* @name, and @text behind it; the text may have several lines */
  CF_DETAIL_FINGERPRINT, /* the same; hexadecimal, for comparing and copying */
  CF_DETAIL_HEADING,     /* @text: a title within its part; what follows belongs to it */
  CF_DETAIL_CODE,        /* @name: a code in large type; @text: how it is spoken */
  CF_DETAIL_TEXT,        /* @text: a paragraph */
} CfDetailKind;

/**
 * CfDetail:
 * @name: (nullable): of rows and codes
 * @text: never empty
 */
typedef struct {
  CfDetailKind kind;
  char *name;
  char *text;
} CfDetail;

/* Which part; also their order. */
typedef enum {
  CF_DETAIL_PART_ADVICE,
  CF_DETAIL_PART_SENDER,
  CF_DETAIL_PART_CERTIFICATE,
  CF_DETAIL_PART_DOMAIN,
  CF_DETAIL_PART_RULES,
  CF_DETAIL_PART_TIMES,
  CF_DETAIL_PART_REASONS,
  CF_DETAIL_PART_HELP_DESK,
} CfDetailPartKind;

/**
 * CfDetailPart:
 * @title: in the language of the ribbon; static
 * @details: (element-type CfDetail): never empty
 */
typedef struct {
  CfDetailPartKind kind;
  const char *title;
  GPtrArray *details;
} CfDetailPart;

/**
 * cf_report_list_summary:
 *
 * The lines below the headline: what was found, a note of the ribbon, and what
 * the deciding reason means.
 *
 * Returns: (transfer full) (element-type utf8)
 */
GPtrArray *cf_report_list_summary (const CfReport *report);

/* Every part that has something to say.  (transfer full) (element-type CfDetailPart) */
GPtrArray *cf_report_list_details (const CfReport *report);

G_END_DECLS
