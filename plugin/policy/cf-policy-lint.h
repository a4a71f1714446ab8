/* cf-policy-lint.h — every mistake of a policy file, for whoever writes it
 *
 * Reads our own files.  Stands on: base.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * cf_policy_lint:
 * @earlier: the files before this one, which it may add to; gains this one when it is sound
 * @problems: (element-type utf8): gains one line for each mistake, "file:line: [section] key: what; what to do"
 *
 * Looks whether the files that it names are there, too.
 *
 * Returns: %FALSE with an error when the file cannot be read at all
 */
gboolean cf_policy_lint (CfPolicy *earlier, const char *path, GPtrArray *problems, GError **error);

G_END_DECLS
