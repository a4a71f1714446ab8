/* cf-gather-policy.h — the rules that checks are held to
 *
 * Stands on: base, policy.
 */
#pragma once

#include "cf-gather.h"
#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * cf_gather_load_policy:
 *
 * Reads all files of rules that @options name, or that are installed.  An error inside a file is a problem of the
 * policy (CF905); only a named file that cannot be opened is an error.
 *
 * Returns: (transfer full) (nullable)
 */
CfPolicy *cf_gather_load_policy (const CfGatherOptions *options, GError **error);

/* What was loaded.  (transfer none) */
const CfPolicy *cf_gather_get_policy (const CfGatherPrepared *self);

/* What is in the set of roots: how many, how many of them the administrator's own, of which day (CF_TIME_UNKNOWN).
 * FALSE where it could not be read. */
gboolean cf_gather_describe_roots (const CfGatherPrepared *self, guint *out_number, guint *out_own, CfTime *out_date);

G_END_DECLS
