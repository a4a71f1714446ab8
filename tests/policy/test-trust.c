/* test-trust.c — what the rules say beside expectations: names, anchors, lists, settings */
#include "cf-policy-trust.h"

/* 2026-06-15T12:00:00Z */
#define JUDGED_AT 1781524800

static void
add (CfPolicy *policy, CfPolicyOrigin origin, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  cf_policy_parse (policy, origin, name, text, &error);
  g_assert_no_error (error);
}

static CfPolicy *
policy_of (const char *text)
{
  CfPolicy *policy = cf_policy_new ();

  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "/etc/dir/t.policy", text);
  return policy;
}

static void
test_rule (void)
{
  g_autoptr (CfPolicy) policy = policy_of (
    "[sender b.example]\ncertificate=usual\nor=dkim\nissuers=Example CA;SHA256:00\nissuers-strict=true\n"
    "assurance=sponsor\ndomain-badge=Safe Mark\nregistry=Registry\ndisplay-names=Bank\n"
    "[sender *.b.example]\ncertificate=exempt\nuntil=2027-03-31\n[sender x@b.example]\ncertificate=optional\n");
  CfPolicyRule rule;
  CfTime noon;

  cf_policy_find (policy, "a@b.example", JUDGED_AT, &rule);
  g_assert_true (rule.or_dkim && rule.issuers_strict);
  g_assert_cmpstr (rule.section, ==, "b.example");
  g_assert_cmpstr (rule.issuers[0], ==, "Example CA");
  g_assert_cmpstr (rule.issuers[1], ==, "SHA256:00");
  g_assert_null (rule.issuers[2]);
  g_assert_cmpstr (rule.assurance, ==, "sponsor");
  g_assert_cmpstr (rule.badge, ==, "Safe Mark");
  g_assert_cmpstr (rule.registry, ==, "Registry");
  g_assert_cmpint (rule.exempt_until, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (rule.since, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (rule.origin, ==, CF_POLICY_ORIGIN_ADMINISTRATOR);

  cf_policy_find (policy, "a@c.b.example", JUDGED_AT, &rule);
  g_assert_true (cf_time_parse ("2027-03-31T12:00:00Z", &noon));
  g_assert_cmpstr (rule.certificate, ==, "exempt");
  g_assert_cmpstr (rule.section, ==, "*.b.example");
  g_assert_cmpint (rule.exempt_until, ==, noon);
  g_assert_cmpint (rule.since, ==, CF_TIME_UNKNOWN);
  g_assert_false (rule.published_exception || rule.or_dkim);

  /* or= goes with the certificate= it stands with; the rest comes from the wider section. */
  cf_policy_find (policy, "x@b.example", JUDGED_AT, &rule);
  g_assert_false (rule.or_dkim);
  g_assert_cmpstr (rule.badge, ==, "Safe Mark");
  g_assert_cmpint (rule.exempt_until, ==, CF_TIME_UNKNOWN);
}

/* since= is told with the certificate= it stands with, and only where something is expected. */
static void
test_since (void)
{
  g_autoptr (CfPolicy) policy =
      policy_of ("[sender b.example]\ncertificate=required\nsince=2020-10-01\n"
                 "[sender x@b.example]\ncertificate=optional\n[sender y@b.example]\ncertificate=usual\n");
  CfPolicyRule rule;
  CfTime noon;

  g_assert_true (cf_time_parse ("2020-10-01T12:00:00Z", &noon));
  cf_policy_find (policy, "a@b.example", JUDGED_AT, &rule);
  g_assert_cmpint (rule.since, ==, noon);
  cf_policy_find (policy, "x@b.example", JUDGED_AT, &rule);
  g_assert_cmpint (rule.since, ==, CF_TIME_UNKNOWN);
  cf_policy_find (policy, "y@b.example", JUDGED_AT, &rule);
  g_assert_cmpint (rule.since, ==, CF_TIME_UNKNOWN);
}

/* A later certificate= drops the or= of an earlier file; a later or= alone is added. */
static void
test_or_of_two_files (void)
{
  g_autoptr (CfPolicy) policy = policy_of ("[sender b.example]\ncertificate=usual\nor=dkim\n");
  CfPolicyRule rule;

  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "2", "[sender b.example]\ncertificate=required\n");
  cf_policy_find (policy, "a@b.example", JUDGED_AT, &rule);
  g_assert_false (rule.or_dkim);
  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "3", "[sender b.example]\nor=dkim\n");
  cf_policy_find (policy, "a@b.example", JUDGED_AT, &rule);
  g_assert_true (rule.or_dkim);
}

static void
test_published_exception (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  CfPolicyRule rule;

  add (policy, CF_POLICY_ORIGIN_SHIPPED, "1",
       "[sender a@b.example]\ncertificate=optional\nuntil=2027-01-01\ndisplay-names=Bank\n"
       "[sender c.example]\ncertificate=usual\nuntil=2026-01-01\ndisplay-names=Old\nmode=warn\n");
  cf_policy_find (policy, "a@b.example", JUDGED_AT, &rule);
  g_assert_true (rule.published_exception);
  g_assert_cmpint (rule.origin, ==, CF_POLICY_ORIGIN_SHIPPED);

  /* An entry that has ended is nothing at all. */
  cf_policy_find (policy, "x@c.example", JUDGED_AT, &rule);
  g_assert_cmpstr (rule.certificate, ==, "none");
  g_assert_cmpstr (rule.mode, ==, "enforce");
  g_assert_null (rule.organization);
  cf_policy_find (policy, "x@c.example", CF_TIME_UNKNOWN, &rule);
  g_assert_cmpstr (rule.certificate, ==, "usual");

  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "2", "[sender a@b.example]\ncertificate=exempt\n");
  cf_policy_find (policy, "a@b.example", JUDGED_AT, &rule);
  g_assert_false (rule.published_exception);
  g_assert_cmpstr (rule.certificate, ==, "exempt");
  /* An administrator's rule has no end of the directory's, and its names stay with its own days. */
  g_assert_cmpint (rule.exempt_until, ==, CF_TIME_UNKNOWN);
  g_assert_cmpstr (rule.organization, ==, "Bank");
}

static void
test_names (void)
{
  static const struct { const char *section, *account, *names; } rows[] = {
    { "trusted-authserv-ids", NULL, "mx.example" },
    { "trusted-authserv-ids", "taro@imap.example", "mx.example mx2.example" },
    { "trusted-authserv-ids", "TARO@IMAP.example", "mx.example mx2.example" },
    { "trusted-authserv-ids", "jiro@imap.example", "mx.example" },
    { "trusted-authserv-ids", "no account", "mx.example" },
    { "trusted-authserv-ids", "taro@corp.example@imap.例え.jp", "mx.example own.xn--r8jz45g.jp" },
    { "trusted-authserv-ids", "taro@corp.example@imap.xn--r8jz45g.jp", "mx.example own.xn--r8jz45g.jp" },
    { "trusted-sealers", "taro@imap.example", "seal.example" },
    { "trusted-sealers", NULL, "" },
    { "received-by", NULL, "new.example" },
    { "received-by", "taro@imap.example", "new.example" },
  };
  g_autoptr (CfPolicy) policy = policy_of (
    "[trusted-authserv-ids]\ndefault=MX.example\ntaro@imap.example=mx2.example;mx.example\n"
    "taro@corp.example@imap.例え.jp=own.例え.jp\n[trusted-sealers]\ntaro@imap.example=seal.example\n"
    "[received-by]\ndefault=old.example\n");

  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "2", "[received-by]\ndefault=new.example\n");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) names = cf_policy_dup_names (policy, rows[i].section, rows[i].account);
    g_autofree char *list = g_strjoinv (" ", names);

    g_test_message ("%s %s", rows[i].section, rows[i].account);
    g_assert_cmpstr (list, ==, rows[i].names);
  }
}

static void
test_anchors (void)
{
  static const struct { const char *domain, *moment; gboolean covered; } rows[] = {
    { "bank.example", "2026-01-01T00:00:00Z", TRUE },
    { "BANK.example", "2026-01-01T00:00:00Z", TRUE },
    { "mail.bank.example", "2026-01-01T00:00:00Z", FALSE },
    { "mail.corp.example", "2026-01-01T00:00:00Z", TRUE },
    { "a.mail.corp.example", "2026-01-01T00:00:00Z", TRUE },
    { "corp.example", "2026-01-01T00:00:00Z", FALSE },
    { "evilcorp.example", "2026-01-01T00:00:00Z", FALSE },
    { "例え.jp", "2026-01-01T00:00:00Z", TRUE },
    { "xn--r8jz45g.jp", "2026-01-01T00:00:00Z", TRUE },
    { "bank.example", "2027-03-31T23:59:59Z", TRUE },
    { "bank.example", "2027-04-01T00:00:00Z", FALSE },
    { "", "2026-01-01T00:00:00Z", FALSE },
    { "*.corp.example", "2026-01-01T00:00:00Z", FALSE },
  };
  g_autoptr (CfPolicy) policy = policy_of (
    "[anchor Corp CA]\nfile=certs/ca.pem\ndomains=bank.example;*.corp.example;例え.jp\nuntil=2027-03-31\nregistry=R\n"
    "accept=rsa1024-keys ; sha1-certificates\n"
    "[anchor second]\nfile=/abs/../abs/b.pem\ndomains=b.example\n[mark-anchor VMC]\nfile=../vmc.pem\n");
  g_autoptr (GArray) anchors = cf_policy_dup_anchors (policy);
  g_autoptr (GArray) marks = cf_policy_dup_mark_anchors (policy);
  const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, 0);

  g_assert_cmpuint (anchors->len, ==, 2);
  g_assert_cmpstr (anchor->name, ==, "Corp CA");
  g_assert_cmpstr (anchor->file, ==, "/etc/dir/certs/ca.pem");
  g_assert_cmpstr (anchor->registry, ==, "R");
  g_assert_cmpstr (anchor->source, ==, "t.policy:2 [anchor Corp CA]");
  g_assert_null (anchor->data);
  g_assert_cmpstr (anchor->accept[0], ==, "rsa1024-keys");
  g_assert_cmpstr (anchor->accept[1], ==, "sha1-certificates");
  g_assert_null (anchor->accept[2]);
  g_assert_cmpstr (anchor->accept_source, ==, "t.policy:6 [anchor Corp CA]");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTime moment;

    g_test_message ("%s", rows[i].domain);
    g_assert_true (cf_time_parse (rows[i].moment, &moment));
    g_assert_cmpint (cf_policy_anchor_covers (anchor, rows[i].domain, moment), ==, rows[i].covered);
  }

  anchor = &g_array_index (anchors, CfPolicyAnchor, 1);
  g_assert_cmpstr (anchor->file, ==, "/abs/b.pem");
  g_assert_cmpint (anchor->until, ==, CF_TIME_UNKNOWN);
  g_assert_null (anchor->accept);
  g_assert_cmpuint (marks->len, ==, 1);
  anchor = &g_array_index (marks, CfPolicyAnchor, 0);
  g_assert_cmpstr (anchor->name, ==, "VMC");
  g_assert_cmpstr (anchor->file, ==, "/etc/vmc.pem");
  g_assert_null (anchor->domains);
}

static void
test_lists (void)
{
  g_autoptr (CfPolicy) policy = policy_of ("[list dev]\nlist-id=dev.lists.example\ndkim-domain=LISTS.例え.jp\n"
                                           "[list all]\nlist-id=all.lists.example\n");
  g_autoptr (GArray) lists = cf_policy_dup_lists (policy);
  const CfPolicyList *list = &g_array_index (lists, CfPolicyList, 0);

  g_assert_cmpuint (lists->len, ==, 2);
  g_assert_cmpstr (list->name, ==, "dev");
  g_assert_cmpstr (list->list_id, ==, "dev.lists.example");
  g_assert_cmpstr (list->dkim_domain, ==, "lists.xn--r8jz45g.jp");
  g_assert_null (g_array_index (lists, CfPolicyList, 1).dkim_domain);
}

static void
test_history (void)
{
  g_autoptr (CfPolicy) empty = cf_policy_new ();
  g_autoptr (CfPolicy) policy = policy_of ("[history]\nkeep=false\ndays=90\nsigned-min=7\nsigned-days=4\nshare=95\n"
                                           "forget-after=20\n");
  CfPolicyHistory history;

  cf_policy_get_history (empty, &history);
  g_assert_true (history.keep);
  g_assert_cmpuint (history.days, ==, 3650);
  g_assert_cmpuint (history.signed_min, ==, 5);
  g_assert_cmpuint (history.signed_days, ==, 3);
  g_assert_cmpuint (history.share, ==, 80);
  g_assert_cmpuint (history.forget_after, ==, 10);

  cf_policy_get_history (policy, &history);
  g_assert_false (history.keep);
  g_assert_cmpuint (history.days, ==, 90);
  g_assert_cmpuint (history.signed_min, ==, 7);
  g_assert_cmpuint (history.signed_days, ==, 4);
  g_assert_cmpuint (history.share, ==, 95);
  g_assert_cmpuint (history.forget_after, ==, 20);
}

static void
test_network (void)
{
  static const struct { const char *key, *value; } rows[] = {
    { "mode", "dns-only" }, { "revocation", "soft" }, { "aia", "off" }, { "at-opening", "never" },
    { "allow-private", "true" }, { "proxy", "socks5h://user:secret@proxy.example:1080" },
  };
  GString *text = g_string_new ("[network]\n");
  g_autoptr (CfPolicy) policy = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (text, "%s=%s\n", rows[i].key, rows[i].value);
  policy = policy_of (text->str);
  g_string_free (text, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (cf_policy_get (policy, "network", rows[i].key), ==, rows[i].value);
}

static void
note_name (const CfPolicyName *name, gpointer data)
{
  g_autofree char *senders = g_strjoinv (" ", (char **) name->senders);

  g_string_append_printf (data, "%s (%u): %s\n", name->name, name->origin, senders);
}

static void
test_foreach_name (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  add (policy, CF_POLICY_ORIGIN_SHIPPED, "1",
       "[sender b.example]\ncertificate=usual\nuntil=2027-01-01\ndisplay-names=例示銀行;Example Bank\n"
       "[sender old.example]\ncertificate=usual\nuntil=2026-01-01\ndisplay-names=Old;Example Bank\n"
       "[sender x@b.例え.jp]\ndisplay-names=Cards;EXAMPLE bank\n");
  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "2",
       "[sender *.cards.example]\ndisplay-names=ｃａｒｄｓ\n[sender shop.example]\ndisplay-names=Shop\n"
       "[sender nothing.example]\ncertificate=usual\n");
  add (policy, CF_POLICY_ORIGIN_USER, "3", "[sender club.example]\ndisplay-names=Club\n");

  cf_policy_foreach_name (policy, JUDGED_AT, note_name, out);
  g_assert_cmpstr (out->str, ==,
                   "例示銀行 (0): b.example x@b.xn--r8jz45g.jp *.cards.example\n"
                   "Example Bank (0): b.example x@b.xn--r8jz45g.jp *.cards.example\n"
                   "Cards (0): b.example x@b.xn--r8jz45g.jp *.cards.example\n"
                   "Shop (1): shop.example\n"
                   "Club (2): club.example\n");

  /* Two organisations become one when a third section has names of both. */
  g_string_truncate (out, 0);
  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "4",
       "[default]\nuser-may-loosen=false\n[sender group.example]\ndisplay-names=shop;Cards\n");
  cf_policy_foreach_name (policy, JUDGED_AT, note_name, out);
  g_assert_nonnull (strstr (out->str, "Shop (1): b.example x@b.xn--r8jz45g.jp *.cards.example shop.example group.example\n"));
  g_assert_nonnull (strstr (out->str, "Cards (0): b.example x@b.xn--r8jz45g.jp *.cards.example shop.example group.example\n"));
  g_assert_null (strstr (out->str, "Club"));
}

/* Whose look-alikes are warned about: who expects something or is described, names or not. */
static void
test_registered (void)
{
  static const struct { const char *says, *text; CfPolicyOrigin origin; gboolean want; } rows[] = {
    { "required", "[sender x.example]\ncertificate=required\n", CF_POLICY_ORIGIN_ADMINISTRATOR, TRUE },
    { "expected", "[sender x.example]\ncertificate=expected\n", CF_POLICY_ORIGIN_SHIPPED, TRUE },
    { "usual", "[sender x.example]\ncertificate=usual\n", CF_POLICY_ORIGIN_USER, TRUE },
    { "a badge", "[sender x.example]\ndomain-badge=Safe Mark\n", CF_POLICY_ORIGIN_ADMINISTRATOR, TRUE },
    { "names", "[sender x.example]\ndisplay-names=X\n", CF_POLICY_ORIGIN_ADMINISTRATOR, TRUE },
    { "a class", "[sender x.example]\nassurance=organization\n", CF_POLICY_ORIGIN_ADMINISTRATOR, TRUE },
    { "exempt, but named", "[sender x.example]\ncertificate=exempt\ndisplay-names=X\n", CF_POLICY_ORIGIN_ADMINISTRATOR, TRUE },
    { "exempt", "[sender x.example]\ncertificate=exempt\n", CF_POLICY_ORIGIN_ADMINISTRATOR, FALSE },
    { "optional", "[sender x.example]\ncertificate=optional\n", CF_POLICY_ORIGIN_USER, FALSE },
    { "a note", "[sender x.example]\nnote=X\nmode=warn\n", CF_POLICY_ORIGIN_ADMINISTRATOR, FALSE },
    { "not begun", "[sender x.example]\ncertificate=required\nsince=2027-01-01\n", CF_POLICY_ORIGIN_ADMINISTRATOR, FALSE },
    { "ended", "[sender x.example]\ncertificate=required\nuntil=2026-01-01\n", CF_POLICY_ORIGIN_ADMINISTRATOR, FALSE },
    { "an entry that ended, named", "[sender x.example]\ncertificate=usual\nuntil=2026-01-01\ndisplay-names=X\n",
      CF_POLICY_ORIGIN_SHIPPED, FALSE },
    { "another section", "[default]\ncertificate=usual\n", CF_POLICY_ORIGIN_ADMINISTRATOR, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_auto (GStrv) found = NULL;

    g_test_message ("%s", rows[i].says);
    add (policy, rows[i].origin, "1", rows[i].text);
    found = cf_policy_dup_registered (policy, JUDGED_AT);
    g_assert_cmpuint (g_strv_length (found), ==, rows[i].want ? 1 : 0);
    g_assert_cmpstr (found[0], ==, rows[i].want ? "x.example" : NULL);
  }
}

/* Who is registered is excused for resembling others: not by the user, where the user must not loosen. */
static void
test_registered_by_user (void)
{
  static const char *const all[] = { "a@b.xn--r8jz45g.jp", "*.cards.example", "mine.example", NULL };
  static const char *const bound[] = { "a@b.xn--r8jz45g.jp", "*.cards.example", NULL };
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_auto (GStrv) before = NULL, after = NULL;

  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "1",
       "[sender a@b.例え.jp]\ncertificate=usual\n[sender *.cards.example]\ndomain-badge=Safe Mark\n");
  add (policy, CF_POLICY_ORIGIN_USER, "2",
       "[sender mine.example]\ncertificate=required\n[sender a@b.例え.jp]\ncertificate=required\n");
  before = cf_policy_dup_registered (policy, JUDGED_AT);
  g_assert_cmpstrv (before, all);

  add (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "3", "[default]\nuser-may-loosen=false\n");
  after = cf_policy_dup_registered (policy, JUDGED_AT);
  g_assert_cmpstrv (after, bound);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/trust/rule", test_rule);
  g_test_add_func ("/policy/trust/since", test_since);
  g_test_add_func ("/policy/trust/or-of-two-files", test_or_of_two_files);
  g_test_add_func ("/policy/trust/published-exception", test_published_exception);
  g_test_add_func ("/policy/trust/names", test_names);
  g_test_add_func ("/policy/trust/anchors", test_anchors);
  g_test_add_func ("/policy/trust/lists", test_lists);
  g_test_add_func ("/policy/trust/history", test_history);
  g_test_add_func ("/policy/trust/network", test_network);
  g_test_add_func ("/policy/trust/foreach-name", test_foreach_name);
  g_test_add_func ("/policy/trust/registered", test_registered);
  g_test_add_func ("/policy/trust/registered-by-user", test_registered_by_user);
  return g_test_run ();
}
