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
 * @problem: (nullable): the first error of loading
 */
struct _CfPolicy {
  GHashTable *sections[CF_POLICY_N_SCOPES];
  char *problem;
};

G_END_DECLS
