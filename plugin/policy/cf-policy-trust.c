/* cf-policy-trust.c — rules → whom else to trust: anchors, lists, hosts, settings */
#include "cf-policy-trust.h"

#include <string.h>

#include "cf-policy-look.h"

/* What the last file says that may say it; of STRICTER keys the strictest of
 * the last word of the user and that of the others. */
static const CfPolicyValue *
find_value (const CfPolicy *self, const CfPolicySection *section, CfPolicyKeyId key)
{
  const CfPolicyValue *last = NULL, *theirs = NULL;

  for (guint i = 0; i < section->values->len; i++) {
    const CfPolicyValue *value = g_ptr_array_index (section->values, i);

    if (value->key != key || !cf_policy_may_count (self, value))
      continue;
    last = value;
    if (value->origin != CF_POLICY_ORIGIN_USER)
      theirs = value;
  }

  if (!self->user_may_loosen && cf_policy_get_key_row (key)->user == CF_POLICY_STRICTER &&
      cf_policy_rank (key, last) >= cf_policy_rank (key, theirs))
    return theirs;
  return last;
}

static const CfPolicySection *
find_section (const CfPolicy *self, const char *name)
{
  return g_hash_table_lookup (self->sections[CF_POLICY_SCOPE_ALONE], name);
}

const CfPolicyValue *
cf_policy_find_setting (const CfPolicy *self, const char *section, const char *key)
{
  const CfPolicySection *found = find_section (self, section);
  CfPolicyKeyId id = found != NULL ? cf_policy_lookup_key (found->id, key) : CF_POLICY_N_KEYS;

  return id != CF_POLICY_N_KEYS ? find_value (self, found, id) : NULL;
}

const char *
cf_policy_get (const CfPolicy *self, const char *section, const char *key)
{
  const CfPolicyValue *value;

  if (g_str_equal (section, "default") && g_str_equal (key, "user-may-loosen"))
    return self->user_may_loosen ? "true" : "false";

  value = cf_policy_find_setting (self, section, key);
  return value != NULL ? value->text : NULL;
}

static guint
get_number (const CfPolicy *self, const char *key, guint usual)
{
  const CfPolicyValue *value = cf_policy_find_setting (self, "history", key);

  return value != NULL ? value->number : usual;
}

void
cf_policy_get_history (const CfPolicy *self, CfPolicyHistory *out_history)
{
  out_history->keep = g_strcmp0 (cf_policy_get (self, "history", "keep"), "false") != 0;
  out_history->days = get_number (self, "days", 3650);
  out_history->signed_min = get_number (self, "signed-min", 5);
  out_history->signed_days = get_number (self, "signed-days", 3);
  out_history->share = get_number (self, "share", 80);
  out_history->forget_after = get_number (self, "forget-after", 10);
}

static const char *
text_of (const CfPolicyValue *value)
{
  return value != NULL ? value->text : NULL;
}

static void
add_anchor (GArray *anchors, const CfPolicySection *section, const CfPolicyValue *file)
{
  CfPolicyAnchor anchor = { .name = section->label, .file = file->names[0], .data = file->data,
                            .until = CF_TIME_UNKNOWN, .source = file->source };

  g_array_append_val (anchors, anchor);
}

/* NULL for nothing, or where any part of the section is a user's that counts. */
static const CfPolicyValue *
find_accept (const CfPolicy *self, const CfPolicySection *section)
{
  for (guint i = 0; i < section->values->len; i++) {
    const CfPolicyValue *value = g_ptr_array_index (section->values, i);

    if (value->origin == CF_POLICY_ORIGIN_USER && cf_policy_may_count (self, value))
      return NULL;
  }

  return find_value (self, section, CF_POLICY_KEY_ANCHOR_ACCEPT);
}

static void
complete_anchor (const CfPolicy *self, CfPolicyAnchor *anchor, const CfPolicySection *section)
{
  const CfPolicyValue *domains = find_value (self, section, CF_POLICY_KEY_ANCHOR_DOMAINS);
  const CfPolicyValue *until = find_value (self, section, CF_POLICY_KEY_ANCHOR_UNTIL);
  const CfPolicyValue *accept = find_accept (self, section);

  anchor->domains = domains != NULL ? (const char *const *) domains->names : NULL;
  anchor->until = until != NULL ? until->day + CF_TIME_DAY : CF_TIME_UNKNOWN;
  anchor->registry = text_of (find_value (self, section, CF_POLICY_KEY_ANCHOR_REGISTRY));
  anchor->accept = accept != NULL ? (const char *const *) accept->names : NULL;
  anchor->accept_source = accept != NULL ? accept->source : NULL;
}

GArray *
cf_policy_dup_anchors (const CfPolicy *self)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (CfPolicyAnchor));

  for (guint i = 0; i < self->order->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (self->order, i);
    const CfPolicyValue *file = find_value (self, section, CF_POLICY_KEY_ANCHOR_FILE);

    /* A user's domains= or file= alone, left out, must not leave half an anchor. */
    if (file == NULL || find_value (self, section, CF_POLICY_KEY_ANCHOR_DOMAINS) == NULL)
      continue;
    add_anchor (anchors, section, file);
    complete_anchor (self, &g_array_index (anchors, CfPolicyAnchor, anchors->len - 1), section);
  }

  return anchors;
}

GArray *
cf_policy_dup_mark_anchors (const CfPolicy *self)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (CfPolicyAnchor));

  for (guint i = 0; i < self->order->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (self->order, i);
    const CfPolicyValue *file = find_value (self, section, CF_POLICY_KEY_MARK_ANCHOR_FILE);

    if (file != NULL)
      add_anchor (anchors, section, file);
  }

  return anchors;
}

gboolean
cf_policy_anchor_covers (const CfPolicyAnchor *anchor, const char *domain, CfTime judged_at)
{
  g_autofree char *folded = cf_policy_parse_domains (domain);

  if (folded == NULL || *folded == '*' || (anchor->until != CF_TIME_UNKNOWN && judged_at >= anchor->until))
    return FALSE;

  for (guint i = 0; anchor->domains != NULL && anchor->domains[i] != NULL; i++) {
    const char *pattern = anchor->domains[i];

    if (*pattern == '*' ? g_str_has_suffix (folded, pattern + 1) : g_str_equal (folded, pattern))
      return TRUE;
  }

  return FALSE;
}

GArray *
cf_policy_dup_lists (const CfPolicy *self)
{
  GArray *lists = g_array_new (FALSE, FALSE, sizeof (CfPolicyList));

  for (guint i = 0; i < self->order->len; i++) {
    const CfPolicySection *section = g_ptr_array_index (self->order, i);
    const CfPolicyValue *list_id = find_value (self, section, CF_POLICY_KEY_LIST_LIST_ID);
    const CfPolicyValue *domain = find_value (self, section, CF_POLICY_KEY_LIST_DKIM_DOMAIN);
    CfPolicyList list = { section->label, text_of (list_id), domain != NULL ? domain->names[0] : NULL };

    if (list_id != NULL)
      g_array_append_val (lists, list);
  }

  return lists;
}

/* The last counting value of default=, or of the account's key. */
static const CfPolicyValue *
find_names (const CfPolicy *self, const CfPolicySection *section, const char *account)
{
  for (guint i = section->values->len; i-- > 0;) {
    const CfPolicyValue *value = g_ptr_array_index (section->values, i);

    if (g_strcmp0 (value->account, account) == 0 && cf_policy_may_count (self, value))
      return value;
  }

  return NULL;
}

static void
add_names (GPtrArray *out, const CfPolicyValue *value)
{
  for (char **name = value != NULL ? value->names : NULL; name != NULL && *name != NULL; name++)
    if (!g_ptr_array_find_with_equal_func (out, *name, g_str_equal, NULL))
      g_ptr_array_add (out, g_strdup (*name));
}

char **
cf_policy_dup_names (const CfPolicy *self, const char *section, const char *account)
{
  const CfPolicySection *found = find_section (self, section);
  g_autofree char *folded = account != NULL ? cf_policy_fold_account (account) : NULL;
  GPtrArray *names = g_ptr_array_new ();

  if (found != NULL)
    add_names (names, find_names (self, found, NULL));
  if (found != NULL && folded != NULL)
    add_names (names, find_names (self, found, folded));

  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
