/* cf-ribbon-action-table.h — what a menu of a mail client offers beside the ribbon
 *
 * One row each, in the order of the menu.
 *
 *   CF_RIBBON_ACTION (NAME, "name for the host", "label", "key as GTK writes it", what must be there)
 *
 *   NOTHING  always possible
 *   REPORT   a ribbon that shows a report
 *   ADDRESS  a report of a mail whose address may stand in a rule
 */

/* TRANSLATORS: entries of a menu; the underlined letter is left out in Japanese. */
CF_RIBBON_ACTION (CHECK_AGAIN, "CertfirstCheckAgain", N_ ("Check Again"), "<Control><Alt>c", REPORT)
CF_RIBBON_ACTION (DETAILS, "CertfirstDetails", N_ ("Details of This Mail…"), "<Control><Alt>i", REPORT)
CF_RIBBON_ACTION (EXPLAIN, "CertfirstExplain", N_ ("Explain the Ribbon…"), "<Control><Alt>r", REPORT)
CF_RIBBON_ACTION (SAVE_REPORT, "CertfirstSaveReport", N_ ("Save Report for the Help Desk…"), "<Control><Alt>p", REPORT)
CF_RIBBON_ACTION (ALWAYS_EXPECT, "CertfirstAlwaysExpect", N_ ("Always Expect a Certificate from This Sender…"),
                  "<Control><Alt>e", ADDRESS)
CF_RIBBON_ACTION (MEANINGS, "CertfirstMeanings", N_ ("What Each Ribbon Means…"), "", NOTHING)
CF_RIBBON_ACTION (CHOOSE_MARK, "CertfirstChooseMark", N_ ("Choose Your Mark…"), "", NOTHING)

#undef CF_RIBBON_ACTION
