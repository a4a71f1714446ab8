/* cf-policy-internal.h — what a policy is made of
 *
 * Inside policy only.
 */
#pragma once

#include "cf-policy-section.h"
#include "cf-policy-version.h"

G_BEGIN_DECLS

/**
 * CfPolicy:
 * @sections: for each #CfPolicyScope, name → #CfPolicySection
 * @order: (element-type CfPolicySection): the same, in the order of first appearance
 * @n_files: how many were taken
 * @files: (element-type CfPolicyFile): those
 * @digest: of all of them
 * @bundle: version of the bundle; 0 for none
 * @has_locks: whether any section has locked=
 * @user_may_loosen: what the others say about the user
 * @problem: (nullable): the first error of loading
 */
struct _CfPolicy {
  GHashTable *sections[CF_POLICY_N_SCOPES];
  GPtrArray *order;
  guint n_files;
  GPtrArray *files;
  GChecksum *digest;
  guint64 bundle;
  gboolean has_locks;
  gboolean user_may_loosen;
  char *problem;
};

/* Remembers a file that counts now. */
void cf_policy_note_file (CfPolicy *self, const CfPolicyText *text);

/* Frees one of those. */
void cf_policy_file_free (CfPolicyFile *file);

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
