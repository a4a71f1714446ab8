/* cf-policy-version.h — which rules these are: the files that were read, and a name for all of them together
 *
 * For help desks and preferences.  Everything that is lent belongs to the policy.
 * Stands on: base.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * CfPolicyFile:
 * @name: as it was named, or its name in the bundle
 * @bundle: version of the bundle that it came in; 0 for none
 */
typedef struct {
  char *name;
  CfPolicyOrigin origin;
  guint64 bundle;
} CfPolicyFile;

/* The files that count, in the order of reading.  (transfer none) (element-type CfPolicyFile) */
const GPtrArray *cf_policy_get_files (const CfPolicy *self);

/* Version of the bundle; 0 for none. */
guint64 cf_policy_get_bundle (const CfPolicy *self);

/**
 * cf_policy_dup_version:
 *
 * The same on two machines where the same files count in the same order,
 * wherever they lie: "3f2a9c0145de", the beginning of a SHA-256; with a bundle
 * its version before that: "b7-3f2a9c0145de".
 *
 * Returns: (transfer full) (nullable): %NULL where no file counts
 */
char *cf_policy_dup_version (const CfPolicy *self);

G_END_DECLS
