/* cf-policy-write.h — one rule or one value, written into a user's policy file
 *
 * "Always expect a certificate from this sender": the address may come from a
 * message, so only a strict ASCII address is taken (MEANING section 11).
 * Stands on: base.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/* Whether an address may stand in a policy file: dot-atoms of RFC 5322 in ASCII without "=", one "@", a domain. */
gboolean cf_policy_is_strict_address (const char *address);

/**
 * cf_policy_format_rule:
 * @address: an addr-spec, perhaps from a message
 * @certificate: a value of certificate=
 *
 * Returns: (transfer full) (nullable): "[sender X]" and its "certificate=" line
 */
char *cf_policy_format_rule (const char *address, const char *certificate, GError **error);

/**
 * cf_policy_write_sender:
 * @path: a .policy file; made, with its folder, if missing
 *
 * Sets certificate= of [sender @address] and takes away its since=, until= and
 * or=, which went with the one before.  Everything else in the file stays as
 * it is.  A file with an error is not touched.  The file is there as it was or
 * as it is to be, never in between.
 */
gboolean cf_policy_write_sender (const char *path, const char *address, const char *certificate, GError **error);

/* "[section]" of those without a name and its "key=value" line.  (transfer full) (nullable): %NULL with an error where
 * the text could not stand in a file */
char *cf_policy_format_setting (const char *section, const char *key, const char *value, GError **error);

/* Sets a key of a section without a name, or with a %NULL @value takes it away; the rest as cf_policy_write_sender(). */
gboolean cf_policy_write_setting (const char *path, const char *section, const char *key, const char *value,
                                  GError **error);

G_END_DECLS
