/* cf-cli-policy-show.c — "certfirst policy show": what applies to an address, and from where */
#include "cf-cli-policy.h"

#include <stdio.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "cf-policy-explain.h"
#include "cf-policy-trust.h"

/* What the command line said, and what came of it. */
typedef struct {
  char **policy, **user_policy, **addresses;
  char *account, *format, *at;
  CfTime judged_at;
  CfPolicy *rules;
} Show;

static const char *const name_sections[] = { "trusted-authserv-ids", "trusted-sealers", "received-by" };

static void
show_clear (Show *self)
{
  g_strfreev (self->policy);
  g_strfreev (self->user_policy);
  g_strfreev (self->addresses);
  g_free (self->account);
  g_free (self->format);
  g_free (self->at);
  cf_policy_free (self->rules);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Show, show_clear)

static gboolean
read_options (Show *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->policy, N_("administrator's rules instead of the installed ones"), "FILE" },
    { "user-policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->user_policy, N_("user's rules"), "FILE" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &self->account, N_("whose trusted hosts are shown too"), "USER@HOST" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &self->at, N_("what time it is"), "RFC3339" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_("how the answer is written"), "text|json" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->addresses, NULL, NULL },
    { NULL },
  };

  return cf_cli_policy_parse_options (entries, _("ADDRESS"), argc, argv);
}

/* NULL, or what is wrong with the options. */
static const char *
check_options (Show *self)
{
  if (self->addresses == NULL || self->addresses[1] != NULL || strchr (self->addresses[0], '@') == NULL)
    return _("give one address, such as info@bank.example");
  if (self->format != NULL && !g_str_equal (self->format, "text") && !g_str_equal (self->format, "json"))
    return _("--format takes text or json");
  if (self->account != NULL && strchr (self->account, '@') == NULL)
    return _("--account takes USER@HOST, the incoming server's name");

  self->judged_at = g_get_real_time () / G_USEC_PER_SEC;
  if (self->at != NULL && !cf_time_parse (self->at, &self->judged_at))
    return _("--at takes a time such as 2026-03-01T09:00:00Z");
  return NULL;
}

/* Loads what was named; FALSE where a file cannot be opened at all. */
static gboolean
load_named (Show *self, char **paths, CfPolicyOrigin origin)
{
  gboolean opened = TRUE;

  for (char **path = paths; path != NULL && *path != NULL; path++) {
    g_autoptr (GError) error = NULL;

    if (cf_policy_load (self->rules, origin, *path, &error))
      continue;
    cf_cli_complain ("%s", error->message);
    opened = opened && !g_error_matches (error, CF_POLICY_ERROR, CF_POLICY_ERROR_FILE);
  }

  return opened;
}

static gboolean
load (Show *self)
{
  g_autoptr (GError) error = NULL;

  self->rules = cf_policy_new ();
  if (self->policy == NULL && !cf_policy_load_installed (self->rules, NULL, &error))
    cf_cli_complain ("%s", error->message);

  return load_named (self, self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR) &&
         load_named (self, self->user_policy, CF_POLICY_ORIGIN_USER);
}

static const char *
word_for (const CfPolicyEntry *entry)
{
  /* TRANSLATORS: after a line of a policy file, in "certfirst policy show": why it counts or not */
  static const char *const words[] = {
    [CF_POLICY_STATE_COUNTS] = N_("counts"),
    [CF_POLICY_STATE_LATER] = N_("a later file says otherwise"),
    [CF_POLICY_STATE_NARROWER] = N_("another section counts"),
    [CF_POLICY_STATE_LOCKED] = N_("locked"),
    [CF_POLICY_STATE_USER] = N_("the user may not loosen"),
    [CF_POLICY_STATE_DAYS] = N_("outside its days"),
  };

  return _(words[entry->state]);
}

static const char *
word_for_origin (CfPolicyOrigin origin)
{
  /* TRANSLATORS: whose policy file it is, in "certfirst policy show" */
  static const char *const words[] = {
    [CF_POLICY_ORIGIN_SHIPPED] = N_("shipped"),
    [CF_POLICY_ORIGIN_ADMINISTRATOR] = N_("administrator"),
    [CF_POLICY_ORIGIN_USER] = N_("user"),
  };

  return _(words[origin]);
}

static void
print_names (const Show *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (name_sections); i++) {
    g_auto (GStrv) names = cf_policy_dup_names (self->rules, name_sections[i], self->account);
    g_autofree char *list = g_strjoinv (" ", names);

    if (names[0] == NULL)
      continue;
    if (!any)
      g_print ("\n%s\n", _("Whose results are trusted:"));
    any = TRUE;
    g_print ("  [%s] %s\n", name_sections[i], list);
  }
}

/* Every anchor that vouches for addresses of this domain.  (transfer container) (element-type CfPolicyAnchor) */
static GArray *
dup_anchors (const Show *self)
{
  GArray *anchors = cf_policy_dup_anchors (self->rules);
  const char *domain = strrchr (self->addresses[0], '@') + 1;

  for (guint i = anchors->len; i-- > 0;)
    if (!cf_policy_anchor_covers (&g_array_index (anchors, CfPolicyAnchor, i), domain, self->judged_at))
      g_array_remove_index (anchors, i);

  return anchors;
}

static void
print_anchors (const Show *self)
{
  g_autoptr (GArray) anchors = dup_anchors (self);

  if (anchors->len > 0)
    g_print ("\n%s\n", _("Own anchors for its domain:"));
  for (guint i = 0; i < anchors->len; i++) {
    const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, i);
    g_autofree char *accept = anchor->accept == NULL ? NULL : g_strjoinv (";", (char **) anchor->accept);
    g_autofree char *file = g_filename_display_name (anchor->file);

    g_print ("  file=%s\n    %s\n", file, anchor->source);
    if (accept != NULL)
      /* TRANSLATORS: after accept= of an anchor, in "certfirst policy show" */
      g_print ("  accept=%s\n    %s: %s\n", accept, anchor->accept_source, _("weak certificates count"));
  }
}

static void
print_entries (const GArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    const CfPolicyEntry *entry = &g_array_index (entries, CfPolicyEntry, i);

    g_print ("  %s=%s\n    %s, %s: %s", entry->key, entry->text, entry->source, word_for_origin (entry->origin),
             word_for (entry));
    g_print (entry->lock != NULL ? ": %s\n" : "\n", entry->lock);
  }
}

static void
print_text (const Show *self, const CfPolicyRule *rule, const GArray *entries)
{
  g_print ("%s\n  certificate=%s mode=%s%s\n", self->addresses[0], rule->certificate, rule->mode,
           rule->or_dkim ? " or=dkim" : "");
  if (rule->source != NULL)
    g_print ("  %s, %s\n", rule->source, word_for_origin (rule->origin));
  else
    /* TRANSLATORS: in "certfirst policy show", where no file says anything about an address */
    g_print ("  %s\n", _("no rule says anything about it"));

  if (entries->len > 0)
    g_print ("\n%s\n", _("Every line that matches, the most specific section first:"));
  print_entries (entries);
  print_anchors (self);
  print_names (self);
}

static void
add_text (JsonBuilder *json, const char *name, const char *text)
{
  json_builder_set_member_name (json, name);
  if (text != NULL)
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

static void
add_strings (JsonBuilder *json, const char *name, const char *const *strings)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_builder_add_string_value (json, strings[i]);
  json_builder_end_array (json);
}

static void
add_flag (JsonBuilder *json, const char *name, gboolean flag)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, flag);
}

static void
add_rule (JsonBuilder *json, const CfPolicyRule *rule)
{
  g_autofree char *until = cf_time_format (rule->exempt_until);

  add_text (json, "certificate", rule->certificate);
  add_text (json, "mode", rule->mode);
  add_flag (json, "or_dkim", rule->or_dkim);
  add_text (json, "source", rule->source);
  add_text (json, "origin", rule->source != NULL ? cf_policy_origin_get_name (rule->origin) : NULL);
  add_text (json, "organization", rule->organization);
  add_strings (json, "issuers", rule->issuers);
  add_flag (json, "issuers_strict", rule->issuers_strict);
  add_text (json, "assurance", rule->assurance);
  add_text (json, "domain_badge", rule->badge);
  add_text (json, "registry", rule->registry);
  add_text (json, "exempt_until", until);
}

static void
add_entries (JsonBuilder *json, const GArray *entries)
{
  json_builder_set_member_name (json, "keys");
  json_builder_begin_array (json);
  for (guint i = 0; i < entries->len; i++) {
    const CfPolicyEntry *entry = &g_array_index (entries, CfPolicyEntry, i);

    json_builder_begin_object (json);
    add_text (json, "section", entry->section);
    add_text (json, "key", entry->key);
    add_text (json, "value", entry->text);
    add_text (json, "source", entry->source);
    add_text (json, "origin", cf_policy_origin_get_name (entry->origin));
    add_text (json, "state", cf_policy_state_get_name (entry->state));
    add_text (json, "lock", entry->lock);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
add_anchors (JsonBuilder *json, const Show *self)
{
  g_autoptr (GArray) anchors = dup_anchors (self);

  json_builder_set_member_name (json, "anchors");
  json_builder_begin_array (json);
  for (guint i = 0; i < anchors->len; i++) {
    const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, i);
    g_autofree char *file = g_filename_display_name (anchor->file);
    g_autofree char *until = cf_time_format (anchor->until == CF_TIME_UNKNOWN ? CF_TIME_UNKNOWN : anchor->until - 1);

    json_builder_begin_object (json);
    add_text (json, "name", anchor->name);
    add_strings (json, "domains", anchor->domains);
    add_text (json, "until", until);
    add_text (json, "registry", anchor->registry);
    add_strings (json, "accept", anchor->accept);
    add_text (json, "file", file);
    add_text (json, "source", anchor->source);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
print_json (const Show *self, const CfPolicyRule *rule, const GArray *entries)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (json);
  add_text (json, "address", self->addresses[0]);
  add_text (json, "account", self->account);
  add_rule (json, rule);
  add_entries (json, entries);
  add_anchors (json, self);
  for (guint i = 0; i < G_N_ELEMENTS (name_sections); i++) {
    g_auto (GStrv) names = cf_policy_dup_names (self->rules, name_sections[i], self->account);
    g_autofree char *key = g_strdelimit (g_strdup (name_sections[i]), "-", '_');

    add_strings (json, key, (const char *const *) names);
  }
  add_text (json, "problem", cf_policy_get_problem (self->rules));
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  text = json_to_string (root, FALSE);
  puts (text);
}

CfCliStatus
cf_cli_policy_show (int argc, char **argv)
{
  g_auto (Show) self = { 0 };
  const char *wrong = NULL;
  CfPolicyRule rule;
  g_autoptr (GArray) entries = NULL;

  if (!read_options (&self, argc, argv))
    return CF_CLI_FAILED;
  wrong = check_options (&self);
  if (wrong != NULL)
    return cf_cli_policy_refuse ("show", wrong);
  if (!load (&self))
    return CF_CLI_FAILED;

  cf_policy_find (self.rules, self.addresses[0], self.judged_at, &rule);
  entries = cf_policy_explain (self.rules, self.addresses[0], self.judged_at);
  if (g_strcmp0 (self.format, "json") == 0)
    print_json (&self, &rule, entries);
  else
    print_text (&self, &rule, entries);

  return cf_policy_get_problem (self.rules) != NULL ? CF_CLI_WARNED : CF_CLI_NOTHING_WARNED;
}
