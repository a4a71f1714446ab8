/* cf-policy-lock.c — rules → expectation: what is locked stays as it is
 *
 * A lock holds its key, for every address that its section matches, at what
 * its file says: nothing of another file counts there, however specific.  An
 * exception within the same file was written by the same hand and stands.
 */
#include "cf-policy-lock.h"

/* Who binds whom: nobody binds a higher hand. */
static guint
authority (CfPolicyOrigin origin)
{
  static const guint rows[] = {
    [CF_POLICY_ORIGIN_USER] = 0, [CF_POLICY_ORIGIN_SHIPPED] = 1, [CF_POLICY_ORIGIN_ADMINISTRATOR] = 2,
  };

  return rows[origin];
}

/* The days of a certificate= and what else meets it are part of it. */
static CfPolicyKeyId
leader_of (CfPolicyKeyId key)
{
  switch (key) {
  case CF_POLICY_KEY_SENDER_SINCE:
  case CF_POLICY_KEY_SENDER_UNTIL:
  case CF_POLICY_KEY_SENDER_OR:
    return CF_POLICY_KEY_SENDER_CERTIFICATE;
  default:
    return key;
  }
}

/* Whether a locked= names the key.  Against a user a locked certificate= holds
 * mode= as well: mode=observe would be a way round it. */
static gboolean
names_key (const CfPolicyValue *locked, CfPolicyKeyId key, gboolean for_user)
{
  const char *const *names = (const char *const *) locked->names;

  if (g_strv_contains (names, "*") || g_strv_contains (names, cf_policy_get_key_row (key)->name) ||
      g_strv_contains (names, cf_policy_get_key_row (leader_of (key))->name))
    return TRUE;

  return for_user && key == CF_POLICY_KEY_SENDER_MODE && g_strv_contains (names, "certificate");
}

/* What the section said when file @last was read. */
static const CfPolicyValue *
find_until (const CfPolicySection *section, CfPolicyKeyId key, guint first, guint last)
{
  for (guint i = section->values->len; i-- > 0;) {
    const CfPolicyValue *value = g_ptr_array_index (section->values, i);

    if (value->key == key && value->file >= first && value->file <= last)
      return value;
  }

  return NULL;
}

/* A rule that has ended, or not begun, locks nothing. */
static gboolean
is_alive (const CfPolicySection *section, guint last, CfTime judged_at)
{
  const CfPolicyValue *certificate = find_until (section, CF_POLICY_KEY_SENDER_CERTIFICATE, 0, last);
  const CfPolicyValue *since, *until;

  if (certificate == NULL || judged_at == CF_TIME_UNKNOWN)
    return TRUE;

  since = find_until (section, CF_POLICY_KEY_SENDER_SINCE, certificate->file, last);
  until = find_until (section, CF_POLICY_KEY_SENDER_UNTIL, certificate->file, last);
  return (since == NULL || judged_at >= since->day) && (until == NULL || judged_at < until->day + CF_TIME_DAY);
}

static gboolean
is_before (const CfPolicyLock *lock, const CfPolicyLock *other)
{
  if (other->value == NULL)
    return TRUE;
  if (authority (lock->value->origin) != authority (other->value->origin))
    return authority (lock->value->origin) > authority (other->value->origin);
  if (lock->value->file != other->value->file)
    return lock->value->file < other->value->file;

  return lock->sets && !other->sets;
}

CfPolicyLock
cf_policy_find_lock (const CfPolicyLook *look, CfPolicyKeyId key, gboolean for_user)
{
  CfPolicyLock found = { 0 };

  for (guint i = 0; look->policy->has_locks && i < look->sections->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (look->sections, i);

    for (guint j = 0; j < section->values->len; j++) {
      const CfPolicyValue *value = g_ptr_array_index (section->values, j);
      CfPolicyLock lock = { .value = value, .section = i };

      if (value->key != CF_POLICY_KEY_SENDER_LOCKED || !names_key (value, key, for_user) ||
          (value->origin == CF_POLICY_ORIGIN_USER && look->whose == CF_POLICY_WHOSE_OTHERS) ||
          !is_alive (section, value->file, look->judged_at))
        continue;
      lock.sets = find_until (section, leader_of (key), 0, value->file) != NULL;
      if (is_before (&lock, &found))
        found = lock;
    }
  }

  return found;
}

gboolean
cf_policy_lock_forbids (const CfPolicyLock *lock, guint section, const CfPolicyValue *value)
{
  if (lock->value == NULL || value->file == lock->value->file ||
      authority (lock->value->origin) < authority (value->origin))
    return FALSE;

  return value->file > lock->value->file || (lock->sets && section < lock->section);
}
