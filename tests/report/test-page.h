/* test-page.h — a report out of facts, and its page read */
#pragma once

#include "cf-report.h"

G_BEGIN_DECLS

/* As it is written, and read again by a client; anything else ends the test.  (transfer full) */
CfReport *test_make_report (const CfFacts *facts, const CfJudgement *judgement, const char *lang);

/* How many elements the page has; each must be closed by its own end, in order. */
guint test_count_elements (const char *html);

G_END_DECLS
