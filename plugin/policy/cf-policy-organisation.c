/* cf-policy-organisation.c — rules → claimed sender: which names belong to which senders, and who is registered at all */
#include "cf-policy-look.h"
#include "cf-policy-trust.h"

/* Sections and names that hang together. */
typedef struct {
  GPtrArray *senders; /* X of each section, owned */
} Group;

/* One name in its first spelling. */
typedef struct {
  const char *name;
  CfPolicyOrigin origin;
  Group *group;
} Entry;

typedef struct {
  GHashTable *by_name; /* folded → Entry */
  GPtrArray *entries;  /* in the order of files */
  GPtrArray *groups;
} Names;

static void
group_free (Group *group)
{
  g_ptr_array_unref (group->senders);
  g_free (group);
}

static void
names_clear (Names *self)
{
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->groups);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static char *
fold_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *wide = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (wide, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
}

/* X in the spelling that is compared. */
static char *
dup_sender (const CfPolicySection *section)
{
  return section->scope == CF_POLICY_SCOPE_BELOW ? g_strconcat ("*.", section->name, NULL) : g_strdup (section->name);
}

static Group *
add_group (Names *self, const CfPolicySection *section)
{
  Group *group = g_new0 (Group, 1);

  group->senders = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (group->senders, dup_sender (section));
  g_ptr_array_add (self->groups, group);
  return group;
}

/* Puts @from into @into; its names follow. */
static void
join_groups (Names *self, Group *into, Group *from)
{
  if (into == from)
    return;

  for (guint i = 0; i < from->senders->len; i++)
    g_ptr_array_add (into->senders, g_strdup (g_ptr_array_index (from->senders, i)));
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (entry->group == from)
      entry->group = into;
  }
  g_ptr_array_remove (self->groups, from);
}

static void
add_name (Names *self, const char *name, CfPolicyOrigin origin, Group **group)
{
  g_autofree char *folded = fold_name (name);
  Entry *entry = g_hash_table_lookup (self->by_name, folded);

  if (entry != NULL) {
    Group *mine = *group;

    *group = entry->group;
    join_groups (self, entry->group, mine);
    return;
  }

  entry = g_new0 (Entry, 1);
  *entry = (Entry){ name, origin, *group };
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_name, g_steal_pointer (&folded), entry);
}

/* What the section itself registers, as far as it counts. */
static const CfPolicyValue *
find_own_names (const CfPolicy *policy, const CfPolicySection *section, CfTime judged_at)
{
  g_auto (CfPolicyLook) look = { 0 };
  const CfPolicyValue *value;

  if (cf_policy_section_find (section, CF_POLICY_KEY_SENDER_DISPLAY_NAMES) == NULL)
    return NULL;

  cf_policy_look_init (&look, policy, section->scope, section->name, judged_at);
  value = cf_policy_look_resolve (&look, CF_POLICY_KEY_SENDER_DISPLAY_NAMES);
  return value != NULL && cf_policy_look_find_home (&look, value) == section ? value : NULL;
}

static void
collect (Names *self, const CfPolicy *policy, CfTime judged_at)
{
  for (guint i = 0; i < policy->order->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (policy->order, i);
    const CfPolicyValue *value = find_own_names (policy, section, judged_at);
    Group *group = value != NULL ? add_group (self, section) : NULL;

    for (char **name = value != NULL ? value->names : NULL; name != NULL && *name != NULL; name++)
      add_name (self, *name, value->origin, &group);
  }
}

/* --- who is registered --- */

/* What makes a section more than a note: somebody counts on this sender being itself. */
static const CfPolicyKeyId registering[] = {
  CF_POLICY_KEY_SENDER_CERTIFICATE,
  CF_POLICY_KEY_SENDER_DISPLAY_NAMES,
  CF_POLICY_KEY_SENDER_DOMAIN_BADGE,
  CF_POLICY_KEY_SENDER_ASSURANCE,
};

static gboolean
is_expectation (const CfPolicyValue *value)
{
  return value->key != CF_POLICY_KEY_SENDER_CERTIFICATE ||
         cf_policy_rank (value->key, value) < cf_policy_rank (value->key, NULL);
}

static gboolean
is_registered (const CfPolicy *policy, const CfPolicySection *section, CfTime judged_at)
{
  g_auto (CfPolicyLook) look = { 0 };

  cf_policy_look_init (&look, policy, section->scope, section->name, judged_at);
  for (guint i = 0; i < G_N_ELEMENTS (registering); i++) {
    const CfPolicyValue *value = cf_policy_look_resolve_binding (&look, registering[i]);

    if (value != NULL && cf_policy_look_find_home (&look, value) == section && is_expectation (value))
      return TRUE;
  }

  return FALSE;
}

char **
cf_policy_dup_registered (const CfPolicy *self, CfTime judged_at)
{
  g_autoptr (GStrvBuilder) senders = g_strv_builder_new ();

  for (guint i = 0; i < self->order->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (self->order, i);
    g_autofree char *sender = NULL;

    if (section->id != CF_POLICY_SECTION_SENDER || !is_registered (self, section, judged_at))
      continue;
    sender = dup_sender (section);
    g_strv_builder_add (senders, sender);
  }

  return g_strv_builder_end (senders);
}

void
cf_policy_foreach_name (const CfPolicy *self, CfTime judged_at, CfPolicyNameFunc func, gpointer data)
{
  g_auto (Names) names = {
    .by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .entries = g_ptr_array_new_with_free_func (g_free),
    .groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free),
  };

  collect (&names, self, judged_at);
  for (guint i = 0; i < names.groups->len; i++)
    g_ptr_array_add (((Group *) g_ptr_array_index (names.groups, i))->senders, NULL);
  for (guint i = 0; i < names.entries->len; i++) {
    const Entry *entry = g_ptr_array_index (names.entries, i);
    CfPolicyName name = { entry->name, (const char *const *) entry->group->senders->pdata, entry->origin };

    func (&name, data);
  }
}
