/* test-lock.c — who has the last word: origins, locks, a user who may not loosen */
#include "cf-policy-look.h"
#include "cf-policy-trust.h"

#define S CF_POLICY_ORIGIN_SHIPPED
#define A CF_POLICY_ORIGIN_ADMINISTRATOR
#define U CF_POLICY_ORIGIN_USER

/* 2026-06-15T12:00:00Z */
#define JUDGED_AT 1781524800

#define STRICT "[default]\nuser-may-loosen=false\n"

typedef struct { CfPolicyOrigin origin; const char *text; } File;

static CfPolicy *
policy_of (const File *files, guint n)
{
  CfPolicy *policy = cf_policy_new ();

  for (guint i = 0; i < n && files[i].text != NULL; i++) {
    g_autofree char *name = g_strdup_printf ("%u.policy", i + 1);
    g_autoptr (GError) error = NULL;

    cf_policy_parse (policy, files[i].origin, name, files[i].text, &error);
    g_assert_no_error (error);
  }

  return policy;
}

typedef struct {
  const char *says;
  File files[4];
  const char *address, *certificate, *mode, *source;
} Row;

static void
check_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++) {
    g_autoptr (CfPolicy) policy = policy_of (rows[i].files, 4);
    CfPolicyRule rule;

    g_test_message ("%s", rows[i].says);
    cf_policy_find (policy, rows[i].address, JUDGED_AT, &rule);
    g_assert_cmpstr (rule.certificate, ==, rows[i].certificate);
    g_assert_cmpstr (rule.mode, ==, rows[i].mode);
    g_assert_cmpstr (rule.source, ==, rows[i].source);
  }
}

static void
test_locks (void)
{
  static const Row rows[] = {
    { "without a lock the more specific section wins",
      { { A, "[sender b.example]\ncertificate=required\n" }, { A, "[sender x@b.example]\ncertificate=exempt\n" } },
      "x@b.example", "exempt", "enforce", "2.policy:2 [sender x@b.example]" },
    { "a lock holds against a more specific section of a later file",
      { { A, "[sender b.example]\ncertificate=required\nlocked=certificate\n" },
        { A, "[sender x@b.example]\ncertificate=exempt\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender b.example]" },
    { "and against the same section of a later file",
      { { A, "[sender b.example]\ncertificate=required\nlocked=certificate\n" },
        { A, "[sender b.example]\ncertificate=optional\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender b.example]" },
    { "and against later days alone",
      { { A, "[sender b.example]\ncertificate=required\nlocked=certificate\n" },
        { A, "[sender b.example]\nuntil=2020-01-01\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender b.example]" },
    { "and of a *.domain",
      { { A, "[sender *.b.example]\ncertificate=required\nlocked=*\n" },
        { U, "[sender c.b.example]\ncertificate=exempt\nmode=observe\n[sender x@c.b.example]\nmode=warn\n" } },
      "x@c.b.example", "required", "enforce", "1.policy:2 [sender *.b.example]" },
    { "an exception in the same file stands",
      { { A, "[sender b.example]\ncertificate=required\nlocked=*\n[sender x@b.example]\ncertificate=exempt\n" } },
      "x@b.example", "exempt", "enforce", "1.policy:5 [sender x@b.example]" },
    { "but cannot be changed from a later file",
      { { A, "[sender b.example]\ncertificate=required\nlocked=*\n[sender x@b.example]\ncertificate=usual\n" },
        { A, "[sender x@b.example]\ncertificate=exempt\n" } },
      "x@b.example", "usual", "enforce", "1.policy:5 [sender x@b.example]" },
    { "a lock holds against what the directory said before",
      { { S, "[sender x@b.example]\ncertificate=optional\n" },
        { A, "[sender b.example]\ncertificate=required\nlocked=certificate\n" } },
      "x@b.example", "required", "enforce", "2.policy:2 [sender b.example]" },
    { "a lock of the directory binds a user",
      { { S, "[sender b.example]\ncertificate=usual\nlocked=certificate\n" },
        { U, "[sender b.example]\ncertificate=exempt\n" } },
      "x@b.example", "usual", "enforce", "1.policy:2 [sender b.example]" },
    { "but not the administrator",
      { { S, "[sender b.example]\ncertificate=usual\nlocked=*\n" },
        { A, "[sender b.example]\ncertificate=exempt\n" } },
      "x@b.example", "exempt", "enforce", "2.policy:2 [sender b.example]" },
    { "a user's lock does not bind the administrator",
      { { A, "[sender x@b.example]\ncertificate=required\n" },
        { U, "[sender b.example]\ncertificate=exempt\nlocked=*\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender x@b.example]" },
    { "a locked certificate leaves mode to the administrator",
      { { A, "[sender b.example]\ncertificate=required\nlocked=certificate\n" },
        { A, "[sender x@b.example]\nmode=warn\n" } },
      "x@b.example", "required", "warn", "1.policy:2 [sender b.example]" },
    { "but not to the user, which would be a way round it",
      { { A, "[sender b.example]\ncertificate=required\nlocked=certificate\n" },
        { U, "[default]\nmode=observe\n[sender x@b.example]\nmode=warn\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender b.example]" },
    { "locked=* holds keys that are not set as well",
      { { A, "[sender b.example]\ncertificate=required\nlocked=*\n" }, { A, "[default]\nmode=observe\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender b.example]" },
    { "the first lock holds against the second",
      { { A, "[sender b.example]\ncertificate=required\nlocked=*\n" },
        { A, "[sender *.example]\ncertificate=exempt\nlocked=*\n[sender x@b.example]\ncertificate=usual\nlocked=*\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender b.example]" },
    { "a lock cannot be taken back",
      { { A, "[sender b.example]\ncertificate=required\nlocked=certificate\n" },
        { A, "[sender b.example]\nlocked=note\n" }, { A, "[sender b.example]\ncertificate=optional\n" } },
      "x@b.example", "required", "enforce", "1.policy:2 [sender b.example]" },
    { "a rule that has ended locks nothing",
      { { A, "[sender b.example]\ncertificate=required\nuntil=2020-01-01\nlocked=certificate\n" },
        { A, "[sender b.example]\ncertificate=usual\n" } },
      "x@b.example", "usual", "enforce", "2.policy:2 [sender b.example]" },
    { "other addresses are free",
      { { A, "[sender b.example]\ncertificate=required\nlocked=*\n" },
        { U, "[sender *.b.example]\ncertificate=usual\nmode=warn\n" } },
      "x@c.b.example", "usual", "warn", "2.policy:2 [sender *.b.example]" },
    { "the international spelling is the same",
      { { A, "[sender 例え.jp]\ncertificate=required\nlocked=certificate\n" },
        { U, "[sender x@xn--r8jz45g.jp]\ncertificate=exempt\n" } },
      "x@例え.jp", "required", "enforce", "1.policy:2 [sender 例え.jp]" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_user (void)
{
  static const Row rows[] = {
    { "a user may loosen as long as nobody says otherwise",
      { { A, "[sender b.example]\ncertificate=required\n" }, { U, "[sender b.example]\ncertificate=exempt\n" } },
      "x@b.example", "exempt", "enforce", "2.policy:2 [sender b.example]" },
    { "exempt does not count", { { A, STRICT "[sender b.example]\ncertificate=required\n" },
                                 { U, "[sender x@b.example]\ncertificate=exempt\n" } },
      "x@b.example", "required", "enforce", "1.policy:4 [sender b.example]" },
    { "optional neither, where nothing is expected", { { A, STRICT }, { U, "[sender b.example]\ncertificate=optional\n" } },
      "x@b.example", "none", "enforce", NULL },
    { "nor what is milder", { { A, STRICT "[sender b.example]\ncertificate=required\n" },
                              { U, "[sender x@b.example]\ncertificate=usual\n" } },
      "x@b.example", "required", "enforce", "1.policy:4 [sender b.example]" },
    { "nor an end", { { A, STRICT "[sender b.example]\ncertificate=required\n" },
                      { U, "[sender b.example]\nuntil=2020-01-01\n" } },
      "x@b.example", "required", "enforce", "1.policy:4 [sender b.example]" },
    { "nor a mode", { { A, STRICT "[sender b.example]\ncertificate=required\n" },
                      { U, "[sender b.example]\nmode=observe\n[default]\nmode=warn\n" } },
      "x@b.example", "required", "enforce", "1.policy:4 [sender b.example]" },
    { "nor his word about himself", { { A, STRICT "[sender b.example]\ncertificate=required\n" },
                                      { U, "[default]\nuser-may-loosen=true\n" },
                                      { U, "[sender b.example]\ncertificate=exempt\n" } },
      "x@b.example", "required", "enforce", "1.policy:4 [sender b.example]" },
    { "the order of files does not matter for that", { { U, "[sender b.example]\ncertificate=exempt\n" },
                                                       { A, STRICT "[sender *.example]\ncertificate=required\n" } },
      "x@b.example", "required", "enforce", "2.policy:4 [sender *.example]" },
    { "a user may tighten", { { A, STRICT "[sender b.example]\ncertificate=usual\nmode=warn\n" },
                              { U, "[sender x@b.example]\ncertificate=required\nmode=enforce\n" } },
      "x@b.example", "required", "enforce", "2.policy:2 [sender x@b.example]" },
    { "and add", { { A, STRICT }, { U, "[sender b.example]\ncertificate=usual\n" } },
      "x@b.example", "usual", "enforce", "2.policy:2 [sender b.example]" },
    { "a user's optional does not hide the user's own wider rule",
      { { A, STRICT }, { U, "[sender b.example]\ncertificate=usual\n[sender x@b.example]\ncertificate=optional\n" } },
      "x@b.example", "usual", "enforce", "2.policy:2 [sender b.example]" },
    { "later word of the administrator", { { A, STRICT }, { A, "[default]\nuser-may-loosen=true\n" },
                                           { U, "[sender b.example]\ncertificate=exempt\n" } },
      "x@b.example", "exempt", "enforce", "3.policy:2 [sender b.example]" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* What a user says beside senders: counts, and does not where loosening is forbidden. */
static void
test_user_beside_senders (void)
{
  static const char user[] =
    "[anchor mine]\nfile=/ca.pem\ndomains=b.example\n[mark-anchor mine]\nfile=/m.pem\n[list dev]\nlist-id=dev.example\n"
    "[trusted-authserv-ids]\ndefault=mx.example\n[trusted-sealers]\ndefault=seal.example\n"
    "[received-by]\nme@imap.example=mx.example\n[network]\nrevocation=soft\nallow-private=true\nproxy=http://p:1\n"
    "[certificate]\nsubject-address=allow\n[history]\nshare=100\nkeep=false\n"
    "[sender b.example]\ncertificate=usual\nor=dkim\ndisplay-names=Bank\ndomain-badge=Badge\nregistry=R\n";

  for (guint strict = 0; strict < 2; strict++) {
    File files[] = { { A, strict ? STRICT : "" }, { U, user } };
    g_autoptr (CfPolicy) policy = policy_of (files, 2);
    g_autoptr (GArray) anchors = cf_policy_dup_anchors (policy);
    g_autoptr (GArray) marks = cf_policy_dup_mark_anchors (policy);
    g_autoptr (GArray) lists = cf_policy_dup_lists (policy);
    g_auto (GStrv) ids = cf_policy_dup_names (policy, "trusted-authserv-ids", NULL);
    g_auto (GStrv) sealers = cf_policy_dup_names (policy, "trusted-sealers", NULL);
    g_auto (GStrv) hosts = cf_policy_dup_names (policy, "received-by", "me@imap.example");
    guint n = strict ? 0 : 1;
    CfPolicyHistory history;
    CfPolicyRule rule;

    g_assert_cmpuint (anchors->len, ==, n);
    g_assert_cmpuint (marks->len, ==, n);
    g_assert_cmpuint (lists->len, ==, n);
    g_assert_cmpuint (g_strv_length (ids), ==, n);
    g_assert_cmpuint (g_strv_length (sealers), ==, n);
    g_assert_cmpuint (g_strv_length (hosts), ==, n);
    g_assert_cmpstr (cf_policy_get (policy, "default", "user-may-loosen"), ==, strict ? "false" : "true");
    g_assert_cmpstr (cf_policy_get (policy, "network", "revocation"), ==, strict ? NULL : "soft");
    g_assert_cmpstr (cf_policy_get (policy, "network", "allow-private"), ==, strict ? NULL : "true");
    g_assert_cmpstr (cf_policy_get (policy, "certificate", "subject-address"), ==, strict ? NULL : "allow");
    g_assert_cmpstr (cf_policy_get (policy, "network", "proxy"), ==, "http://p:1");
    cf_policy_get_history (policy, &history);
    g_assert_cmpuint (history.share, ==, strict ? 80 : 100);
    g_assert_false (history.keep);
    cf_policy_find (policy, "x@b.example", JUDGED_AT, &rule);
    g_assert_cmpstr (rule.certificate, ==, "usual");
    g_assert_cmpint (rule.or_dkim, ==, !strict);
    g_assert_cmpstr (rule.organization, ==, strict ? NULL : "Bank");
    g_assert_cmpstr (rule.badge, ==, strict ? NULL : "Badge");
    g_assert_cmpstr (rule.registry, ==, strict ? NULL : "R");
  }
}

/* A value of the user's is no half of an administrator's anchor. */
static void
test_user_beside_an_anchor (void)
{
  static const File files[] = {
    { A, STRICT "[anchor corp]\nfile=/ca.pem\ndomains=b.example\n" },
    { U, "[anchor corp]\nfile=/evil.pem\ndomains=bank.example\nuntil=2020-01-01\n" },
  };
  g_autoptr (CfPolicy) policy = policy_of (files, 2);
  g_autoptr (GArray) anchors = cf_policy_dup_anchors (policy);
  const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, 0);

  g_assert_cmpuint (anchors->len, ==, 1);
  g_assert_cmpstr (anchor->file, ==, "/ca.pem");
  g_assert_true (cf_policy_anchor_covers (anchor, "b.example", JUDGED_AT));
  g_assert_false (cf_policy_anchor_covers (anchor, "bank.example", JUDGED_AT));
}

/* What lets weak certificates pass is the administrator's alone, and only as he wrote it. */
static void
test_accept (void)
{
  static const char whole[] = "[anchor corp]\nfile=/ca.pem\ndomains=b.example\naccept=sha1-certificates\n";
  static const struct {
    const char *says;
    const char *first;
    const char *user; /* NULL for none */
    gboolean accepts;
  } rows[] = {
    { "nobody else", "", NULL, TRUE },
    { "a user's other anchor", "", "[anchor mine]\nfile=/m.pem\ndomains=b.example\n", TRUE },
    { "a user's root", "", "[anchor corp]\nfile=/m.pem\n", FALSE },
    { "a user's domains", "", "[anchor corp]\ndomains=c.example\n", FALSE },
    { "a user's end", "", "[anchor corp]\nuntil=2030-01-01\n", FALSE },
    { "a user who may not", STRICT, "[anchor corp]\nfile=/m.pem\n", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    File files[] = { { A, rows[i].first }, { A, whole }, { U, rows[i].user != NULL ? rows[i].user : "" } };
    g_autoptr (CfPolicy) policy = policy_of (files, G_N_ELEMENTS (files));
    g_autoptr (GArray) anchors = cf_policy_dup_anchors (policy);
    const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, 0);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (anchor->name, ==, "corp");
    g_assert_cmpint (anchor->accept != NULL, ==, rows[i].accepts);
    g_assert_cmpint (anchor->accept_source != NULL, ==, rows[i].accepts);
    if (rows[i].accepts)
      g_assert_cmpstr (anchor->accept[0], ==, "sha1-certificates");
  }
}

/* In anybody else's file it is an error, and nothing of the file counts. */
static void
test_accept_refused (void)
{
  static const char text[] = "[anchor corp]\nfile=/ca.pem\ndomains=b.example\naccept=sha1-certificates\n";
  static const CfPolicyOrigin others[] = { U, CF_POLICY_ORIGIN_SHIPPED };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) anchors = NULL;

    g_assert_false (cf_policy_parse (policy, others[i], "t.policy", text, &error));
    g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_KEY);
    g_assert_cmpstr (error->message, ==,
                     "t.policy:4: [anchor corp] accept: only an administrator's file may say this; remove it, or have it "
                     "put into /etc/certfirst/policy.d");
    anchors = cf_policy_dup_anchors (policy);
    g_assert_cmpuint (anchors->len, ==, 0);
    g_assert_nonnull (cf_policy_get_problem (policy));
  }
}

static const char *const senders[] = { "x@a.b.example", "y@a.b.example", "a.b.example", "*.b.example", "b.example",
                                       "*.example", "x@b.example" };
static const char *const addresses[] = { "x@a.b.example", "y@a.b.example", "z@a.b.example", "x@b.example",
                                         "y@b.example", "x@c.example", "" };
static const char *const lines[] = {
  "certificate=required", "certificate=expected", "certificate=usual", "certificate=optional", "certificate=exempt",
  "mode=observe", "mode=warn", "mode=enforce", "display-names=N", "domain-badge=B", "issuers=I", "issuers-strict=false",
  "assurance=mailbox", "note=n",
};
static const char *const with_certificate[] = { "until=2020-01-01", "until=2030-01-01", "since=2028-01-01", "or=dkim" };

#define PICK(array) array[g_test_rand_int_range (0, G_N_ELEMENTS (array))]

/* A file of random sections; with @locks some are locked. */
static char *
make_file (gboolean locks)
{
  static const char *const locked[] = { "locked=certificate\n", "locked=*\n", "locked=certificate;mode\n" };
  GString *text = g_string_new (NULL);
  guint offset = g_test_rand_int_range (0, G_N_ELEMENTS (senders));

  if (g_test_rand_bit ())
    g_string_append_printf (text, "[default]\n%s\n", lines[g_test_rand_int_range (0, 8)]);
  for (gint i = g_test_rand_int_range (1, 5); i > 0; i--) {
    const char *line = PICK (lines);

    g_string_append_printf (text, "[sender %s]\n%s\n", senders[(offset + i) % G_N_ELEMENTS (senders)], line);
    if (g_str_has_prefix (line, "certificate=") && g_test_rand_bit ())
      g_string_append_printf (text, "%s\n", PICK (with_certificate));
    if (locks && g_test_rand_bit ())
      g_string_append (text, PICK (locked));
  }

  return g_string_free (text, FALSE);
}

static guint
strictness (const char *certificate)
{
  static const char *const words[] = { "usual", "expected", "required" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (certificate, words[i]))
      return i + 1;

  return 0;
}

static guint
mode_strictness (const char *mode)
{
  return g_str_equal (mode, "enforce") ? 2 : g_str_equal (mode, "warn") ? 1 : 0;
}

/* However many files follow, a locked section is as its own file left it. */
static void
test_no_way_round (void)
{
  for (guint i = 0; i < 3000; i++) {
    g_autofree char *tail = make_file (FALSE);
    g_autofree char *first = g_strconcat ("[sender *.b.example]\ncertificate=required\nlocked=certificate\n",
                                          strstr (tail, "*.b.example]") == NULL ? tail : "", NULL);
    g_autoptr (CfPolicy) before = cf_policy_new ();
    g_autoptr (CfPolicy) after = cf_policy_new ();
    CfPolicyRule a, b;

    cf_policy_parse (before, A, "1", first, NULL);
    cf_policy_parse (after, A, "1", first, NULL);
    for (gint n = g_test_rand_int_range (1, 5); n > 0; n--) {
      g_autofree char *more = make_file (TRUE);

      cf_policy_parse (after, n == 1 ? U : A, "2", more, NULL);
    }

    for (guint j = 0; j < 3; j++) {
      cf_policy_find (before, addresses[j], JUDGED_AT, &a);
      cf_policy_find (after, addresses[j], JUDGED_AT, &b);
      g_assert_cmpstr (a.certificate, ==, b.certificate);
      g_assert_cmpstr (a.source, ==, b.source);
      g_assert_cmpint (a.or_dkim, ==, b.or_dkim);
    }
  }
}

/* A user who may not loosen makes nothing milder, whatever the files and their order. */
static void
test_never_loosens (void)
{
  guint n_tightened = 0;

  for (guint i = 0; i < 3000; i++) {
    g_autoptr (CfPolicy) before = cf_policy_new ();
    g_autoptr (CfPolicy) after = cf_policy_new ();
    CfPolicyRule a, b;

    cf_policy_parse (before, A, "0", STRICT, NULL);
    cf_policy_parse (after, A, "0", STRICT, NULL);
    for (guint n = 0; n < 4; n++) {
      g_autofree char *text = make_file (n % 2 == 0);

      if (n < 2 && cf_policy_parse (before, n == 0 ? S : A, "1", text, NULL))
        cf_policy_parse (after, n == 0 ? S : A, "1", text, NULL);
      if (n >= 2)
        cf_policy_parse (after, U, "2", text, NULL);
    }

    for (guint j = 0; j < G_N_ELEMENTS (addresses); j++) {
      cf_policy_find (before, addresses[j], JUDGED_AT, &a);
      cf_policy_find (after, addresses[j], JUDGED_AT, &b);
      g_assert_cmpuint (strictness (b.certificate), >=, strictness (a.certificate));
      g_assert_cmpuint (mode_strictness (b.mode), >=, mode_strictness (a.mode));
      g_assert_true (a.or_dkim || !b.or_dkim);
      g_assert_cmpstr (a.badge, ==, b.badge);
      g_assert_cmpstr (a.organization, ==, b.organization);
      g_assert_true (a.issuers == NULL || b.issuers != NULL);
      g_assert_true (!a.issuers_strict || b.issuers_strict);
      g_assert_true (b.origin != U || strictness (b.certificate) > 0);
      n_tightened += strictness (b.certificate) > strictness (a.certificate);
    }
  }

  g_assert_cmpuint (n_tightened, >, 100);
}

/* A file with an error changes nothing but the problem. */
static void
test_broken_file (void)
{
  for (guint i = 0; i < 1000; i++) {
    g_autoptr (CfPolicy) before = cf_policy_new ();
    g_autoptr (CfPolicy) after = cf_policy_new ();
    g_autofree char *text = make_file (TRUE);
    g_autofree char *broken = g_strconcat (STRICT, strstr (text, "[sender"), "x=y\n", NULL);
    CfPolicyRule a, b;

    for (guint n = 0; n < 2; n++) {
      g_autofree char *sound = make_file (TRUE);

      cf_policy_parse (before, n == 0 ? A : U, "1", sound, NULL);
      cf_policy_parse (after, n == 0 ? A : U, "1", sound, NULL);
      if (n == 0)
        g_assert_false (cf_policy_parse (after, A, "2", broken, NULL));
    }

    g_assert_nonnull (cf_policy_get_problem (after));
    for (guint j = 0; j < G_N_ELEMENTS (addresses); j++) {
      cf_policy_find (before, addresses[j], JUDGED_AT, &a);
      cf_policy_find (after, addresses[j], JUDGED_AT, &b);
      g_assert_cmpstr (a.certificate, ==, b.certificate);
      g_assert_cmpstr (a.mode, ==, b.mode);
      g_assert_cmpstr (a.source, ==, b.source);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/lock/rows", test_locks);
  g_test_add_func ("/policy/lock/user", test_user);
  g_test_add_func ("/policy/lock/user-beside-senders", test_user_beside_senders);
  g_test_add_func ("/policy/lock/user-beside-an-anchor", test_user_beside_an_anchor);
  g_test_add_func ("/policy/lock/accept", test_accept);
  g_test_add_func ("/policy/lock/accept-refused", test_accept_refused);
  g_test_add_func ("/policy/lock/no-way-round", test_no_way_round);
  g_test_add_func ("/policy/lock/never-loosens", test_never_loosens);
  g_test_add_func ("/policy/lock/broken-file", test_broken_file);
  return g_test_run ();
}
