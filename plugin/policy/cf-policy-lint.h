/* cf-policy-lint.h — every mistake of a policy file, for whoever writes it
 *
 * Reads our own files.  Stands on: base.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * cf_policy_lint:
 * @problems: (element-type utf8): gains one line for each mistake, "file:line: [section] key: what; what to do"
 *
 * Reads a file as if it were the only one, and looks whether the files that it
 * names are there.
 *
 * Returns: %FALSE with an error when the file cannot be read at all
 */
gboolean cf_policy_lint (const char *path, GPtrArray *problems, GError **error);

G_END_DECLS
