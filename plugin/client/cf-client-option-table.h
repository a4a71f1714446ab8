/* cf-client-option-table.h — what a person chooses for the mail clients themselves
 *
 * One row each.  How mail is judged is no option: that is policy.
 *
 *   CF_CLIENT_OPTION_OWN (field, "key"): yes or no, chosen for each client; until then what its program says
 *   CF_CLIENT_OPTION_BOOL (field, "key", what counts until somebody chooses)
 *   CF_CLIENT_OPTION_ENUM (field, "key", names, number that counts until somebody chooses)
 */

#ifndef CF_CLIENT_OPTION_OWN
#define CF_CLIENT_OPTION_OWN(field, key)
#endif
#ifndef CF_CLIENT_OPTION_BOOL
#define CF_CLIENT_OPTION_BOOL(field, key, value)
#endif
#ifndef CF_CLIENT_OPTION_ENUM
#define CF_CLIENT_OPTION_ENUM(field, key, names, value)
#endif

CF_CLIENT_OPTION_OWN (mark_dangers, "mark-dangers")
CF_CLIENT_OPTION_ENUM (mark_colour, "mark-colour", colour_names, CF_CLIENT_MARK_RED)
CF_CLIENT_OPTION_BOOL (notify, "notify", TRUE)
CF_CLIENT_OPTION_BOOL (download, "download", FALSE)
CF_CLIENT_OPTION_ENUM (language, "language", language_names, CF_CLIENT_LANGUAGE_SYSTEM)

#undef CF_CLIENT_OPTION_OWN
#undef CF_CLIENT_OPTION_BOOL
#undef CF_CLIENT_OPTION_ENUM
