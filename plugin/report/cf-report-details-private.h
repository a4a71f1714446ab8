/* cf-report-details-private.h — a report -> details: what the files that fill the parts share */
#pragma once

#include "cf-report-details.h"
#include "cf-report-private.h"

/* A part that is being written; all borrowed. */
typedef struct {
  const CfReport *report;
  const CfFacts *facts;
  const char *lang;
  GPtrArray *details;
} CfDetailWriter;

/* A text of the catalogue in the language of the report. */
const char *cf_detail_translate (const CfDetailWriter *writer, const char *msgid);

/* A row; @text is taken and made safe to show.  Nothing is added for %NULL or "". */
void cf_detail_add (CfDetailWriter *writer, const char *name_msgid, char *text);

/* A row whose text is one of the catalogue; nothing for %NULL. */
void cf_detail_add_words (CfDetailWriter *writer, const char *name_msgid, const char *msgid);

/* A row of several lines, each made safe to show; takes @lines. */
void cf_detail_add_lines (CfDetailWriter *writer, const char *name_msgid, GPtrArray *lines);

/* A detail of any kind; @name is copied, @text taken; both are made safe to show. */
void cf_detail_add_kind (CfDetailWriter *writer, CfDetailKind kind, const char *name, char *text);

/* A pattern of the catalogue with its {x} and {y}; takes nothing.  (transfer full) */
char *cf_detail_fill (const CfDetailWriter *writer, const char *msgid, const char *x, const char *y);

/* Whether somebody who is trusted here confirms the holder: the path stands, its key made the signature, and it was
 * not cancelled before the mail arrived. */
gboolean cf_detail_is_vouched_for (const CfSignerFacts *signer);

/* The parts that have a file of their own: the certificate and its chain; … */
void cf_detail_fill_certificate (CfDetailWriter *writer);

/* … and everything with a time, in its order. */
void cf_detail_fill_times (CfDetailWriter *writer);
