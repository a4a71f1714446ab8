/* cf-ribbon-table.h — every look of the ribbon, once
 *
 * name: in reports and as style class.  pill: the word before the headline.
 * shows_code: whether the reason's code stands on the ribbon (RIBBON section 1).
 *
 *              NAME     name       pill           shows_code */
CF_RIBBON_LOOK (QUIET,   "quiet",   NULL,          FALSE)
CF_RIBBON_LOOK (GOOD,    "good",    NULL,          FALSE)
CF_RIBBON_LOOK (DOMAIN,  "domain",  NULL,          FALSE)
/* TRANSLATORS: the pill before the headline: one short word. */
CF_RIBBON_LOOK (CAUTION, "caution", N_("Caution"), TRUE)
CF_RIBBON_LOOK (UNKNOWN, "unknown", NULL,          TRUE)
/* TRANSLATORS: the pill before the headline: one short word. */
CF_RIBBON_LOOK (DANGER,  "danger",  N_("Danger"),  TRUE)

#undef CF_RIBBON_LOOK
