/* cf-policy-settings.h — what counts for this person: every key that is not about one sender, and whether it may be changed
 *
 * For a page of preferences.  What a value may be is the table's (cf-policy-table.h).
 * Stands on: base.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * CfPolicySetting:
 *
 * @section, @key: as in a file; static
 * @range: (nullable): what a number may be, "1..36500", or what to write; %NULL for one of @choices; static
 * @choices: (nullable) (array zero-terminated=1): the words that would count if a user's file had them
 * @value: what counts; the policy's
 * @fallback: what counts where no file says anything; static
 * @source: (nullable): "file:line [section]" of @value; %NULL where no file says it
 * @origin: whose file that is
 * @lock: (nullable): "file:line [section]" of what keeps a user's value from counting, and may narrow @choices
 * @is_writable: whether a user's file may have another value that counts
 */
typedef struct {
  const char *section;
  const char *key;
  const char *range;
  char **choices;
  const char *value;
  const char *fallback;
  const char *source;
  CfPolicyOrigin origin;
  const char *lock;
  gboolean is_writable;
} CfPolicySetting;

/* All of them, in the order of the table.  (transfer full) (element-type CfPolicySetting): not beyond the policy's life */
GPtrArray *cf_policy_list_settings (const CfPolicy *self);

/**
 * cf_policy_try_setting:
 * @self: all files that count; gains the value as if a last file of the user's had it
 * @value: what a user wants
 *
 * Returns: whether it would count; an error names the lock, or what the key takes
 */
gboolean cf_policy_try_setting (CfPolicy *self, const char *section, const char *key, const char *value, GError **error);

/* The same for certificate= of [sender @address], an addr-spec that may come from a message. */
gboolean cf_policy_try_sender (CfPolicy *self, const char *address, const char *certificate, CfTime now, GError **error);

G_END_DECLS
