/* cf-ribbon-explain.h — verdict -> ribbon: a reason as such, without a mail: for help desks and manuals
 *
 * Stands on: base, fact, verdict.
 */
#pragma once

#include "cf-ribbon.h"

G_BEGIN_DECLS

/**
 * cf_ribbon_explain:
 * @lang: (nullable): "en", "ja" or a longer tag; NULL means the locale
 *
 * Appends the words of a reason to @self, with the severity that it has alone.  Names, dates and numbers, which
 * only a mail can tell, are said by what they are: "<sender's address>".
 *
 * Returns: (transfer none): owned by @self
 */
CfRibbonReason *cf_ribbon_explain (CfRibbon *self, CfReason reason, const char *lang);

/**
 * cf_ribbon_word_contact:
 * @severity: as it was given
 *
 * Whom a help desk tells of a reason beside the caller (RIBBON section 5).
 *
 * Returns: (nullable): words in a language; %NULL where nobody else needs to know
 */
const char *cf_ribbon_word_contact (CfReason reason, CfSeverity severity, const char *lang);

/* What is usually behind a reason, in words of a language, for a help desk.  Static; never %NULL. */
const char *cf_ribbon_word_cause (CfReason reason, const char *lang);

/* What a help desk asks the caller about a reason, in words of a language.  Static; never %NULL. */
const char *cf_ribbon_word_question (CfReason reason, const char *lang);

G_END_DECLS
