/* cf-lookup-anchor.h — the keys of the DNS root, and how they are followed
 *
 * The installed file says which keys the root has; a root that brings in a new
 * key announces it 30 days before (RFC 5011 section 2.4.1).  What libunbound
 * learned of that is kept beside the answer cache, so that a machine whose
 * packages are old still knows the root.  A file with other keys begins anew.
 * Stands on: base, libunbound.
 */
#pragma once

#include <glib.h>
#include <unbound.h>

G_BEGIN_DECLS

typedef struct _CfLookupAnchor CfLookupAnchor;

/**
 * cf_lookup_anchor_new:
 * @file: (nullable): DS or DNSKEY records, one a line; NULL for the installed one
 * @cache: (nullable): folder of the answer cache; NULL keeps nothing of new keys
 *
 * Returns: (transfer full) (nullable): NULL where the file cannot be read or holds no key
 */
CfLookupAnchor *cf_lookup_anchor_new (const char *file, const char *cache);

/**
 * cf_lookup_anchor_add:
 * @context: fresh; all its other settings are made.  It is complete afterwards
 *
 * A state that libunbound cannot read is removed; then @context is of no use,
 * and another one will do.
 */
gboolean cf_lookup_anchor_add (CfLookupAnchor *self, struct ub_ctx *context);

/* Accepts %NULL. */
void cf_lookup_anchor_free (CfLookupAnchor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLookupAnchor, cf_lookup_anchor_free)

G_END_DECLS
