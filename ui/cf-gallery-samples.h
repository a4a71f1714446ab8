/* cf-gallery-samples.h — verdict -> ribbon: one example of each verdict and look
 *
 * For the gallery and the tests of the widget: the words come from the same
 * catalogue as in life, the places in them are filled with examples.
 * Stands on: base, fact, verdict, ribbon, report.
 */
#pragma once

#include "cf-report.h"

G_BEGIN_DECLS

/* How many there are. */
guint cf_gallery_get_n_samples (void);

/* What a row shows, for the person who looks at the gallery.  Static. */
const char *cf_gallery_get_caption (guint row);

/* The report of a row in a language.  (transfer full) */
CfReport *cf_gallery_make_report (guint row, const char *lang);

/* A mail for which one reason decides, with the severity that it has alone.  (transfer full) */
CfReport *cf_gallery_make_reason_report (CfReason reason, const char *lang);

G_END_DECLS
