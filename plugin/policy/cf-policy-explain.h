/* cf-policy-explain.h — what applies to an address and where it comes from, key by key
 *
 * For "policy show".  Everything that is lent belongs to the policy.
 * Stands on: base.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/* Why a value counts or not. */
typedef enum {
  CF_POLICY_STATE_COUNTS,
  CF_POLICY_STATE_LATER,    /* a later file has the key in the same section */
  CF_POLICY_STATE_NARROWER, /* a more specific section has it */
  CF_POLICY_STATE_LOCKED,
  CF_POLICY_STATE_USER,     /* the user may not loosen */
  CF_POLICY_STATE_DAYS,     /* outside its days */
} CfPolicyState;

/**
 * CfPolicyEntry:
 * @section: heading of the section as first written
 * @text: as written
 * @state: whether it counts
 * @lock: (nullable): with #CF_POLICY_STATE_LOCKED: "file:line [section]" of the lock
 */
typedef struct {
  const char *section;
  const char *key;
  const char *text;
  const char *source;
  CfPolicyOrigin origin;
  CfPolicyState state;
  const char *lock;
} CfPolicyEntry;

/* Every value of every section that matches: the most specific section first, in one the last file first.
 * (transfer container) (element-type CfPolicyEntry): free with g_array_unref() */
GArray *cf_policy_explain (const CfPolicy *self, const char *address, CfTime judged_at);

/* The word for a state in JSON: "counts", "later-file", "narrower-section", "locked", "user-may-not", "out-of-days".
 * Static. */
const char *cf_policy_state_get_name (CfPolicyState state);

/* The word for an origin: "shipped", "administrator", "user".  Static. */
const char *cf_policy_origin_get_name (CfPolicyOrigin origin);

G_END_DECLS
