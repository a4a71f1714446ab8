/* cf-policy-internal.h — what a policy is made of
 *
 * Inside policy only.
 */
#pragma once

#include "cf-policy-section.h"

G_BEGIN_DECLS

/**
 * CfPolicy:
 * @sections: for each #CfPolicyScope, name → #CfPolicySection
 * @order: (element-type CfPolicySection): the same, in the order of first appearance
 * @n_files: how many were taken
 * @has_locks: whether any section has locked=
 * @user_may_loosen: what the others say about the user
 * @problem: (nullable): the first error of loading
 */
struct _CfPolicy {
  GHashTable *sections[CF_POLICY_N_SCOPES];
  GPtrArray *order;
  guint n_files;
  gboolean has_locks;
  gboolean user_may_loosen;
  char *problem;
};

/* Takes a file, or tells an error and takes nothing.  @text->file is set here. */
gboolean cf_policy_take_text (CfPolicy *self, CfPolicyText *text, GError **error);

/* The same for several, of which none counts unless all are sound. */
gboolean cf_policy_take_texts (CfPolicy *self, CfPolicyText *texts, guint n_texts, GError **error);

/* Hands an error on and keeps the first one for the reports.  Always %FALSE. */
gboolean cf_policy_fail (CfPolicy *self, GError *problem, GError **error);

/* The bytes of a file and a NUL after them; more than @limit where the file is over it; %NULL with an error.
 * (transfer full) */
GByteArray *cf_policy_load_bytes (const char *path, gsize limit, GError **error);

/* Whether a value may count at all where the user must not loosen. */
gboolean cf_policy_may_count (const CfPolicy *self, const CfPolicyValue *value);

G_END_DECLS
