/* cf-policy-explain.c — rules → what applies to an address, with its reasons */
#include "cf-policy-explain.h"

#include "cf-policy-look.h"

const char *
cf_policy_state_get_name (CfPolicyState state)
{
  static const char *const names[] = {
    [CF_POLICY_STATE_COUNTS] = "counts",         [CF_POLICY_STATE_LATER] = "later-file",
    [CF_POLICY_STATE_NARROWER] = "narrower-section", [CF_POLICY_STATE_LOCKED] = "locked",
    [CF_POLICY_STATE_USER] = "user-may-not",     [CF_POLICY_STATE_DAYS] = "out-of-days",
  };

  return names[state];
}

const char *
cf_policy_origin_get_name (CfPolicyOrigin origin)
{
  static const char *const names[] = {
    [CF_POLICY_ORIGIN_SHIPPED] = "shipped",
    [CF_POLICY_ORIGIN_ADMINISTRATOR] = "administrator",
    [CF_POLICY_ORIGIN_USER] = "user",
  };

  return names[origin];
}

static void
add_entry (GArray *entries, const CfPolicyLook *look, guint index, const CfPolicyValue *value)
{
  const CfPolicySection *section = g_ptr_array_index (look->sections, index);
  const CfPolicyValue *lock = NULL;
  CfPolicyEntry entry = { section->heading, cf_policy_get_key_row (value->key)->name, value->text, value->source,
                          value->origin, cf_policy_look_explain (look, index, value, &lock), NULL };

  entry.lock = entry.state == CF_POLICY_STATE_LOCKED && lock != NULL ? lock->source : NULL;
  g_array_append_val (entries, entry);
}

/* The last file first, and in one file as it is written. */
static void
add_section (GArray *entries, const CfPolicyLook *look, guint index)
{
  const CfPolicySection *section = g_ptr_array_index (look->sections, index);

  for (guint end = section->values->len; end > 0;) {
    guint file = ((const CfPolicyValue *) g_ptr_array_index (section->values, end - 1))->file;
    guint begin = end;

    while (begin > 0 && ((const CfPolicyValue *) g_ptr_array_index (section->values, begin - 1))->file == file)
      begin--;
    for (guint i = begin; i < end; i++)
      add_entry (entries, look, index, g_ptr_array_index (section->values, i));
    end = begin;
  }
}

GArray *
cf_policy_explain (const CfPolicy *self, const char *address, CfTime judged_at)
{
  g_autofree char *name = cf_policy_fold_address (address);
  g_auto (CfPolicyLook) look = { 0 };
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (CfPolicyEntry));

  cf_policy_look_init (&look, self, CF_POLICY_SCOPE_ADDRESS, name, judged_at);
  for (guint i = 0; i < look.sections->len; i++)
    add_section (entries, &look, i);
  return entries;
}
