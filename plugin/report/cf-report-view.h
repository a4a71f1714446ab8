/* cf-report-view.h — a report -> what a client that has no C shows beside the ribbon
 *
 * The same list as the dialog's, the page's and the text's, as JSON: plain
 * text only, so that a client makes text nodes of it and never markup.
 * Stands on: base, fact, verdict, ribbon, json-glib.
 */
#pragma once

#include "cf-report.h"

G_BEGIN_DECLS

/**
 * cf_report_write_view:
 *
 * The lines below the headline, every part of the details, the words of the
 * buttons, and the redacted report as text; in the language of the ribbon.
 * docs/protocol.md names the members.
 *
 * Returns: (transfer full)
 */
JsonObject *cf_report_write_view (const CfReport *report);

G_END_DECLS
