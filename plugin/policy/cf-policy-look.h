/* cf-policy-look.h — one address against all the files: which value of a key counts, and why the others do not
 *
 * Inside policy only.
 */
#pragma once

#include "cf-policy-explain.h"
#include "cf-policy-internal.h"

G_BEGIN_DECLS

/* Whose files are looked at. */
typedef enum { CF_POLICY_WHOSE_ALL, CF_POLICY_WHOSE_OTHERS, CF_POLICY_WHOSE_USER } CfPolicyWhose;

/**
 * CfPolicyLook:
 * @sections: (element-type CfPolicySection): those that match, the most specific first, [default] last
 */
typedef struct {
  const CfPolicy *policy;
  GPtrArray *sections;
  CfTime judged_at;
  CfPolicyWhose whose;
} CfPolicyLook;

/* The sections for a name in the spelling of cf_policy_parse_name() or cf_policy_fold_address(). */
void cf_policy_look_init (CfPolicyLook *self, const CfPolicy *policy, CfPolicyScope scope, const char *name,
                          CfTime judged_at);

/* What counts of a key of [sender X] (from [default] too, where it has the key); (nullable).  Looks at the user's
 * files as far as they may have a say. */
const CfPolicyValue *cf_policy_look_resolve (const CfPolicyLook *self, CfPolicyKeyId key);

/* The same without the user's files where the user must not loosen; (nullable).  For what also excuses somebody. */
const CfPolicyValue *cf_policy_look_resolve_binding (const CfPolicyLook *self, CfPolicyKeyId key);

/* Of since=, until=, or=: what goes with this certificate= of the section; (nullable). */
const CfPolicyValue *cf_policy_look_find_with (const CfPolicyLook *self, const CfPolicyValue *certificate,
                                               CfPolicyKeyId key);

/* Why @value of @section, one of @self's, counts or not; @out_lock: (nullable): the locked= that forbids it. */
CfPolicyState cf_policy_look_explain (const CfPolicyLook *self, guint section, const CfPolicyValue *value,
                                      const CfPolicyValue **out_lock);

/* (nullable): the section that has the value. */
const CfPolicySection *cf_policy_look_find_home (const CfPolicyLook *self, const CfPolicyValue *value);

/* How strict a value is among those of its key: 0 for the strictest.  A %NULL value is what counts without. */
guint cf_policy_rank (CfPolicyKeyId key, const CfPolicyValue *value);

/* What counts of a key of a section without a name; (nullable). */
const CfPolicyValue *cf_policy_find_setting (const CfPolicy *self, const char *section, const char *key);

/* Lets the list of sections go; the policy keeps them. */
void cf_policy_look_clear (CfPolicyLook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfPolicyLook, cf_policy_look_clear)

G_END_DECLS
