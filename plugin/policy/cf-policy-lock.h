/* cf-policy-lock.h — which values a locked= holds off
 *
 * Inside policy only.
 */
#pragma once

#include "cf-policy-look.h"

G_BEGIN_DECLS

/**
 * CfPolicyLock:
 *
 * The lock on one key for one address.
 * @value: (nullable): the locked= itself; %NULL for none
 * @section: index of its section
 * @sets: whether its section says something about the key, in its file or an earlier one
 */
typedef struct {
  const CfPolicyValue *value;
  guint section;
  gboolean sets;
} CfPolicyLock;

/**
 * cf_policy_find_lock:
 * @key: of [sender X]
 * @for_user: as it holds against the user's files, for which a locked certificate= covers mode= too
 *
 * Of several the one of the highest hand, then of the first file, then of the
 * most specific section that sets the key.
 */
CfPolicyLock cf_policy_find_lock (const CfPolicyLook *look, CfPolicyKeyId key, gboolean for_user);

/* Whether @lock keeps a value of the section with this index from counting. */
gboolean cf_policy_lock_forbids (const CfPolicyLock *lock, guint section, const CfPolicyValue *value);

G_END_DECLS
