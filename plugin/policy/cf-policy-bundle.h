/* cf-policy-bundle.h — a signed, versioned bundle of policy files for a fleet
 *
 * A CMS SignedData (DER) over a plain text container:
 *
 *   certfirst-policy-bundle 1
 *   version VERSION
 *   file NAME BYTES
 *   …the bytes…
 *
 * with one "file" for each, in the order of names.  The same files give the
 * same container.  The bundle stands under one certificate that the machine
 * has; chains and dates of that certificate do not matter.
 * Stands on: base, OpenSSL.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * CfPolicyBundle:
 * @version: from 1 on
 * @names: (element-type utf8): of the files, in order
 * @files: name → GBytes
 */
typedef struct {
  guint64 version;
  GPtrArray *names;
  GHashTable *files;
} CfPolicyBundle;

/* An empty one.  (transfer full) */
CfPolicyBundle *cf_policy_bundle_new (guint64 version);

/* Adds a file from disk under its last component; .policy and .pem files only, each name once. */
gboolean cf_policy_bundle_add (CfPolicyBundle *self, const char *path, GError **error);

/* Whether all policy files in it are sound, as the clients will read them. */
gboolean cf_policy_bundle_check (const CfPolicyBundle *self, GError **error);

/* Signs it with a key and its certificate, both in PEM files.  (transfer full) (nullable): DER */
GBytes *cf_policy_bundle_sign (const CfPolicyBundle *self, const char *key, const char *certificate, GError **error);

/* Checks a bundle's signature against the one certificate in a PEM file and reads it.  (transfer full) (nullable) */
CfPolicyBundle *cf_policy_bundle_verify (const char *path, const char *certificate, GError **error);

/* Accepts %NULL. */
void cf_policy_bundle_free (CfPolicyBundle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfPolicyBundle, cf_policy_bundle_free)

/**
 * cf_policy_load_bundle:
 * @certificate: PEM file with the certificate that it must be signed under
 * @state: (nullable): file that holds the highest version seen; written when that grows
 *
 * Takes all files of a bundle as the administrator's: all of them or none.  A
 * version below the one in @state is refused.  A state that cannot be written
 * does not keep the rules out; it is a problem.
 *
 * Returns: whether the files were taken
 */
gboolean cf_policy_load_bundle (CfPolicy *self, const char *path, const char *certificate, const char *state,
                                GError **error);

G_END_DECLS
