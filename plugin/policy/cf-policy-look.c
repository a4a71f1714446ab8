/* cf-policy-look.c — rules → expectation: which value of a key counts for an address */
#include "cf-policy-look.h"

#include <string.h>

#include "cf-policy-lock.h"

/* Room for the address, its domain and what is above in nearly every case. */
#define USUAL_SECTIONS 4

static void
add_section (CfPolicyLook *self, CfPolicyScope scope, const char *name)
{
  gpointer section = g_hash_table_lookup (self->policy->sections[scope], name);

  if (section != NULL)
    g_ptr_array_add (self->sections, section);
}

void
cf_policy_look_init (CfPolicyLook *self, const CfPolicy *policy, CfPolicyScope scope, const char *name,
                     CfTime judged_at)
{
  const char *at = scope == CF_POLICY_SCOPE_ADDRESS ? strrchr (name, '@') : NULL;
  const char *domain = at != NULL ? at + 1 : name;

  self->policy = policy;
  self->sections = g_ptr_array_sized_new (USUAL_SECTIONS);
  self->judged_at = judged_at;
  self->whose = CF_POLICY_WHOSE_ALL;

  if (at != NULL)
    add_section (self, CF_POLICY_SCOPE_ADDRESS, name);
  if (at != NULL || scope == CF_POLICY_SCOPE_DOMAIN)
    add_section (self, CF_POLICY_SCOPE_DOMAIN, domain);
  if (scope == CF_POLICY_SCOPE_BELOW)
    add_section (self, CF_POLICY_SCOPE_BELOW, domain);
  /* From the longest *.domain to the shortest.  (What has no @ is no sender.) */
  for (const char *dot = at != NULL || scope != CF_POLICY_SCOPE_ADDRESS ? strchr (domain, '.') : NULL; dot != NULL;
       dot = strchr (dot + 1, '.'))
    add_section (self, CF_POLICY_SCOPE_BELOW, dot + 1);
  add_section (self, CF_POLICY_SCOPE_ALONE, "default");
}

void
cf_policy_look_clear (CfPolicyLook *self)
{
  g_clear_pointer (&self->sections, g_ptr_array_unref);
}

/* What a key of [sender X] is called in a section; CF_POLICY_N_KEYS where it has none. */
static CfPolicyKeyId
key_in (const CfPolicySection *section, CfPolicyKeyId key)
{
  if (section->id == CF_POLICY_SECTION_SENDER)
    return key;
  if (key == CF_POLICY_KEY_SENDER_CERTIFICATE)
    return CF_POLICY_KEY_DEFAULT_CERTIFICATE;

  return key == CF_POLICY_KEY_SENDER_MODE ? CF_POLICY_KEY_DEFAULT_MODE : CF_POLICY_N_KEYS;
}

/* What counts where no file has the key: nothing expected, enforce, no class, and else the first word. */
guint
cf_policy_rank (CfPolicyKeyId key, const CfPolicyValue *value)
{
  if (value != NULL)
    return cf_policy_rank_choice (key, value->text);

  switch (key) {
  case CF_POLICY_KEY_SENDER_CERTIFICATE:
  case CF_POLICY_KEY_DEFAULT_CERTIFICATE:
    return cf_policy_rank_choice (key, "optional");
  case CF_POLICY_KEY_SENDER_ISSUERS_STRICT:
    return cf_policy_rank_choice (key, "false");
  case CF_POLICY_KEY_SENDER_ASSURANCE:
    return G_MAXUINT;
  default:
    return 0;
  }
}

/* An optional of the user's must not even hide the user's own wider usual. */
gboolean
cf_policy_may_count (const CfPolicy *self, const CfPolicyValue *value)
{
  if (self->user_may_loosen || value->origin != CF_POLICY_ORIGIN_USER)
    return TRUE;
  if (value->key == CF_POLICY_KEY_SENDER_CERTIFICATE || value->key == CF_POLICY_KEY_DEFAULT_CERTIFICATE)
    return cf_policy_rank (value->key, value) < cf_policy_rank (value->key, NULL);

  return cf_policy_get_key_row (value->key)->user != CF_POLICY_NEVER;
}

/* The locks on a key: against everybody, and against the user. */
typedef struct {
  CfPolicyLock all;
  CfPolicyLock user;
} Locks;

static Locks
find_locks (const CfPolicyLook *self, CfPolicyKeyId key)
{
  return (Locks){ cf_policy_find_lock (self, key, FALSE), cf_policy_find_lock (self, key, TRUE) };
}

static const CfPolicyLock *
find_forbidding (const Locks *locks, guint section, const CfPolicyValue *value)
{
  const CfPolicyLock *lock = value->origin == CF_POLICY_ORIGIN_USER ? &locks->user : &locks->all;

  return cf_policy_lock_forbids (lock, section, value) ? lock : NULL;
}

static gboolean
is_among (CfPolicyWhose whose, const CfPolicyValue *value)
{
  return whose == CF_POLICY_WHOSE_ALL ||
         (whose == CF_POLICY_WHOSE_USER) == (value->origin == CF_POLICY_ORIGIN_USER);
}

static gboolean
is_allowed (const CfPolicyLook *self, const Locks *locks, guint section, const CfPolicyValue *value)
{
  return is_among (self->whose, value) && cf_policy_may_count (self->policy, value) &&
         find_forbidding (locks, section, value) == NULL;
}

/* The file with which the section's next certificate= begins: what it brings belongs to that one. */
static guint
find_end (const CfPolicySection *section, const CfPolicyValue *value)
{
  for (guint i = 0; i < section->values->len; i++) {
    const CfPolicyValue *other = g_ptr_array_index (section->values, i);

    if (other->key == CF_POLICY_KEY_SENDER_CERTIFICATE && other->file > value->file)
      return other->file;
  }

  return G_MAXUINT;
}

/* Where the user must not loosen, the others' certificate= keeps its own days. */
static gboolean
may_belong (const CfPolicyLook *self, const CfPolicyValue *certificate, const CfPolicyValue *value)
{
  return self->policy->user_may_loosen || certificate->origin == CF_POLICY_ORIGIN_USER ||
         value->origin != CF_POLICY_ORIGIN_USER;
}

/* The last of since=, until=, or= from @value's file on, before the next certificate=. */
static const CfPolicyValue *
find_with (const CfPolicyLook *self, guint index, const CfPolicyValue *value, CfPolicyKeyId key)
{
  const CfPolicySection *section = g_ptr_array_index (self->sections, index);
  Locks locks = find_locks (self, key);
  guint end = find_end (section, value);

  for (guint i = section->values->len; i-- > 0;) {
    const CfPolicyValue *other = g_ptr_array_index (section->values, i);

    if (other->key == key && other->file >= value->file && other->file < end && may_belong (self, value, other) &&
        is_allowed (self, &locks, index, other))
      return other;
  }

  return NULL;
}

/* Outside since= and until= the section expects nothing, as if its
 * certificate= were not there: the next wider section speaks.  A time that is
 * not known ends no expectation. */
static gboolean
is_in_days (const CfPolicyLook *self, guint index, const CfPolicyValue *value)
{
  const CfPolicyValue *since = find_with (self, index, value, CF_POLICY_KEY_SENDER_SINCE);
  const CfPolicyValue *until = find_with (self, index, value, CF_POLICY_KEY_SENDER_UNTIL);

  if (self->judged_at == CF_TIME_UNKNOWN)
    return TRUE;

  return (since == NULL || self->judged_at >= since->day) &&
         (until == NULL || self->judged_at < until->day + CF_TIME_DAY);
}

/* A directory entry that nobody read again in time is nothing: neither its expectation nor its names. */
static gboolean
is_expired_entry (const CfPolicyLook *self, guint index, const CfPolicyValue *value)
{
  const CfPolicyValue *until;

  if (value->origin != CF_POLICY_ORIGIN_SHIPPED || self->judged_at == CF_TIME_UNKNOWN)
    return FALSE;

  until = find_with (self, index, value, CF_POLICY_KEY_SENDER_UNTIL);
  return until != NULL && self->judged_at >= until->day + CF_TIME_DAY;
}

/* What one section says, as far as it counts. */
static const CfPolicyValue *
find_in (const CfPolicyLook *self, const Locks *locks, guint index, CfPolicyKeyId key)
{
  const CfPolicySection *section = g_ptr_array_index (self->sections, index);
  CfPolicyKeyId own = key_in (section, key);

  for (guint i = section->values->len; i-- > 0;) {
    const CfPolicyValue *value = g_ptr_array_index (section->values, i);

    if (value->key != own || !is_allowed (self, locks, index, value) || is_expired_entry (self, index, value))
      continue;
    return own != CF_POLICY_KEY_SENDER_CERTIFICATE || is_in_days (self, index, value) ? value : NULL;
  }

  return NULL;
}

static const CfPolicyValue *
resolve_as (const CfPolicyLook *self, CfPolicyKeyId key, CfPolicyWhose whose)
{
  CfPolicyLook look = { self->policy, self->sections, self->judged_at, whose };
  Locks locks = find_locks (&look, key);
  const CfPolicyValue *value = NULL;

  for (guint i = 0; value == NULL && i < look.sections->len; i++)
    value = find_in (&look, &locks, i, key);
  return value;
}

const CfPolicyValue *
cf_policy_look_resolve (const CfPolicyLook *self, CfPolicyKeyId key)
{
  CfPolicyUser user = cf_policy_get_key_row (key)->user;
  const CfPolicyValue *mine, *theirs;

  if (self->policy->user_may_loosen || user == CF_POLICY_FREE)
    return resolve_as (self, key, CF_POLICY_WHOSE_ALL);

  theirs = resolve_as (self, key, CF_POLICY_WHOSE_OTHERS);
  if (user == CF_POLICY_NEVER || (user == CF_POLICY_MISSING && theirs != NULL))
    return theirs;

  mine = resolve_as (self, key, CF_POLICY_WHOSE_USER);
  if (mine == NULL || (user == CF_POLICY_STRICTER && cf_policy_rank (key, mine) >= cf_policy_rank (key, theirs)))
    return theirs;
  return mine;
}

const CfPolicyValue *
cf_policy_look_resolve_binding (const CfPolicyLook *self, CfPolicyKeyId key)
{
  return resolve_as (self, key, self->policy->user_may_loosen ? CF_POLICY_WHOSE_ALL : CF_POLICY_WHOSE_OTHERS);
}

static guint
index_of_home (const CfPolicyLook *self, const CfPolicyValue *value)
{
  for (guint i = 0; i < self->sections->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (self->sections, i);

    if (g_ptr_array_find (section->values, value, NULL))
      return i;
  }

  return G_MAXUINT;
}

const CfPolicySection *
cf_policy_look_find_home (const CfPolicyLook *self, const CfPolicyValue *value)
{
  guint index = index_of_home (self, value);

  return index != G_MAXUINT ? g_ptr_array_index (self->sections, index) : NULL;
}

const CfPolicyValue *
cf_policy_look_find_with (const CfPolicyLook *self, const CfPolicyValue *certificate, CfPolicyKeyId key)
{
  guint index = index_of_home (self, certificate);

  return index != G_MAXUINT ? find_with (self, index, certificate, key) : NULL;
}

static gboolean
goes_with_certificate (CfPolicyKeyId key)
{
  return key == CF_POLICY_KEY_SENDER_SINCE || key == CF_POLICY_KEY_SENDER_UNTIL || key == CF_POLICY_KEY_SENDER_OR;
}

/* Whether another value of the same section stands before @value. */
static gboolean
has_later (const CfPolicyLook *self, const Locks *locks, guint index, const CfPolicyValue *value)
{
  const CfPolicySection *section = g_ptr_array_index (self->sections, index);

  for (guint i = section->values->len; i-- > 0;) {
    const CfPolicyValue *other = g_ptr_array_index (section->values, i);

    if (other == value)
      return FALSE;
    if ((other->key == value->key ||
         (goes_with_certificate (value->key) && other->key == CF_POLICY_KEY_SENDER_CERTIFICATE &&
          other->file > value->file)) &&
        is_allowed (self, locks, index, other))
      return TRUE;
  }

  return FALSE;
}

/* What counts of the key, found in the way that rules are. */
static const CfPolicyValue *
find_counting (const CfPolicyLook *self, CfPolicyKeyId key)
{
  const CfPolicyValue *certificate;

  if (!goes_with_certificate (key))
    return cf_policy_look_resolve (self, key);

  certificate = cf_policy_look_resolve (self, CF_POLICY_KEY_SENDER_CERTIFICATE);
  return certificate != NULL ? cf_policy_look_find_with (self, certificate, key) : NULL;
}

/* The key of [sender X] that a value of [default] stands for. */
static CfPolicyKeyId
sender_key (CfPolicyKeyId key)
{
  if (key == CF_POLICY_KEY_DEFAULT_CERTIFICATE)
    return CF_POLICY_KEY_SENDER_CERTIFICATE;

  return key == CF_POLICY_KEY_DEFAULT_MODE ? CF_POLICY_KEY_SENDER_MODE : key;
}

/* Whether a certificate=, or the one that since=, until=, or= go with, is outside its days. */
static gboolean
is_out_of_days (const CfPolicyLook *self, guint index, const CfPolicyValue *value)
{
  const CfPolicySection *section = g_ptr_array_index (self->sections, index);

  for (guint i = section->values->len; i-- > 0;) {
    const CfPolicyValue *other = g_ptr_array_index (section->values, i);

    if (other->key == CF_POLICY_KEY_SENDER_CERTIFICATE && other->file <= value->file)
      return (other == value || goes_with_certificate (value->key)) && !is_in_days (self, index, other);
  }

  return FALSE;
}

CfPolicyState
cf_policy_look_explain (const CfPolicyLook *self, guint section, const CfPolicyValue *value,
                        const CfPolicyValue **out_lock)
{
  CfPolicyKeyId key = sender_key (value->key);
  Locks locks = find_locks (self, key);
  const CfPolicyLock *lock = find_forbidding (&locks, section, value);

  *out_lock = lock != NULL ? lock->value : NULL;
  if (key == CF_POLICY_KEY_DEFAULT_USER_MAY_LOOSEN)
    return value->origin == CF_POLICY_ORIGIN_USER ? CF_POLICY_STATE_USER : CF_POLICY_STATE_COUNTS;
  if (key == CF_POLICY_KEY_SENDER_LOCKED || find_counting (self, key) == value)
    return CF_POLICY_STATE_COUNTS;
  if (lock != NULL)
    return CF_POLICY_STATE_LOCKED;
  if (!cf_policy_may_count (self->policy, value))
    return CF_POLICY_STATE_USER;
  if (has_later (self, &locks, section, value))
    return CF_POLICY_STATE_LATER;
  if (is_expired_entry (self, section, value) || is_out_of_days (self, section, value))
    return CF_POLICY_STATE_DAYS;
  if (value->origin == CF_POLICY_ORIGIN_USER && !self->policy->user_may_loosen)
    return CF_POLICY_STATE_USER;

  return CF_POLICY_STATE_NARROWER;
}
