/* cf-policy-bundle-private.h — the container and the signature of a bundle, apart
 *
 * Inside policy and its tests only.
 */
#pragma once

#include "cf-policy-bundle.h"

G_BEGIN_DECLS

/* The container.  (transfer full) */
GBytes *cf_policy_bundle_pack (const CfPolicyBundle *self);

/* Reads a container; NULL when it is not exactly one.  (transfer full) (nullable) */
CfPolicyBundle *cf_policy_bundle_unpack (const char *data, gsize length);

/* Sets an error "path: what".  Always %FALSE. */
gboolean cf_policy_bundle_fail (GError **error, const char *path, const char *what);

G_END_DECLS
