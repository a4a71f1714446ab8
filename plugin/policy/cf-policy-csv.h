/* cf-policy-csv.h — a table of senders turned into rules
 *
 * Reads a file of our own that others filled in: nothing of it reaches a
 * policy file unless it is exactly what is asked for.
 * Stands on: base.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cf_policy_convert_csv:
 * @file: as errors name it
 * @text: RFC 4180, UTF-8; the first line names the columns name, domain, since, class in any order
 * @problems: (element-type utf8): gains one line for each mistake, "file:line: column: what; what to do"
 *
 * name is what the sender is called; domain an address, a domain or *.domain;
 * since a day or empty; class a value of certificate=.
 *
 * Returns: (transfer full) (nullable): a policy file; %NULL where there is any
 *   mistake
 */
char *cf_policy_convert_csv (const char *file, const char *text, gsize length, GPtrArray *problems);

G_END_DECLS
