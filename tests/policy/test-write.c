/* test-write.c — what is written into a policy file: one rule, or a table of them */
#include <glib/gstdio.h>

#include "cf-policy-csv.h"
#include "cf-policy-write.h"

static void
test_strict_addresses (void)
{
  static const char *const good[] = { "info@bank.example", "o'hara+x@bank.example", "a.b@xn--r8jz45g.jp", "A_1@B.example",
                                      "#x@b.example" };
  static const char *const bad[] = {
    "", "@", "info", "info@", "@bank.example", "bank.example", "*@bank.example", "a@*.example", "a]b@bank.example",
    "a@bank.example]\ncertificate=exempt\n[default", "a@bank.example\n", "\na@bank.example", "a=b@bank.example",
    "a@bank.example=x", "\"a b\"@bank.example", "\"a\"@bank.example", "a b@bank.example", " a@bank.example",
    "a@bank.example ", "例@bank.example", "a@例え.jp", "a@b\xff.example", "caf\xc3\xa9@b.example", "a@b@c.example",
    ".a@b.example", "a.@b.example", "a..b@b.example", "a@b..example", "a@.example", "a@b.example.", "a@[192.0.2.1]",
    "a[b@b.example", "<a@b.example>", "a@b.example, c@d.example", "a\tb@b.example", "a\x7f@b.example", "a\rb@b.example",
    "a;b@b.example", "a@b;c.example", "a\\b@b.example", "Bank <a@b.example>", "a@b_c.example", "a@-b.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *rule = cf_policy_format_rule (good[i], "required", NULL);
    g_autofree char *want = g_strdup_printf ("[sender %s]\ncertificate=required\n", good[i]);
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    CfPolicyRule found;

    g_assert_cmpstr (rule, ==, want);
    g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_USER, "t", rule, NULL));
    cf_policy_find (policy, good[i], 0, &found);
    g_assert_cmpstr (found.certificate, ==, "required");
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("bad[%u]", i);
    g_assert_false (cf_policy_is_strict_address (bad[i]));
    g_assert_null (cf_policy_format_rule (bad[i], "required", &error));
    g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_SECTION);
  }
  g_assert_null (cf_policy_format_rule ("a@b.example", "none", NULL));
  g_assert_null (cf_policy_format_rule ("a@b.example", "required\n[default]", NULL));
}

/* Random bytes between the parts of an address: what passes is one rule for that address and nothing else. */
static void
test_hostile_addresses (void)
{
  guint n_passed = 0;

  for (guint i = 0; i < 20000; i++) {
    GString *address = g_string_new ("info@bank.example");
    g_autofree char *rule = NULL;
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    CfPolicyRule found;

    for (gint n = g_test_rand_int_range (1, 4); n > 0; n--)
      g_string_insert_c (address, g_test_rand_int_range (0, address->len), g_test_rand_int_range (1, 256));
    rule = cf_policy_format_rule (address->str, "required", NULL);
    if (rule != NULL) {
      n_passed++;
      g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_USER, "t", rule, NULL));
      cf_policy_find (policy, address->str, 0, &found);
      g_assert_cmpstr (found.certificate, ==, "required");
      g_assert_true (found.exact);
      cf_policy_find (policy, "other@other.example", 0, &found);
      g_assert_cmpstr (found.certificate, ==, "none");
    }
    g_string_free (address, TRUE);
  }
  g_assert_cmpuint (n_passed, >, 100);
}

static void
test_write_sender (void)
{
  static const struct { const char *says, *before, *address, *after; } rows[] = {
    { "no file yet", NULL, "a@b.example", "[sender a@b.example]\ncertificate=required\n" },
    { "an empty file", "", "a@b.example", "[sender a@b.example]\ncertificate=required\n" },
    { "behind what is there", "# mine\n[default]\nmode=warn", "a@b.example",
      "# mine\n[default]\nmode=warn\n\n[sender a@b.example]\ncertificate=required\n" },
    { "in the section that is there", "[sender A@b.example]\n# why\ncertificate = exempt\nuntil=2020-01-01\nnote=n\n[default]\n"
      "certificate=usual\n", "a@B.example",
      "[sender A@b.example]\ncertificate=required\n# why\nnote=n\n[default]\ncertificate=usual\n" },
    { "a section without keys", "[sender a@b.example]", "a@b.example", "[sender a@b.example]\ncertificate=required\n" },
    { "a section for the domain is another", "[sender b.example]\ncertificate=usual\n", "a@b.example",
      "[sender b.example]\ncertificate=usual\n\n[sender a@b.example]\ncertificate=required\n" },
    { "a byte order mark stays", "\xef\xbb\xbf[sender a@b.example]\ncertificate=usual\n", "a@b.example",
      "\xef\xbb\xbf[sender a@b.example]\ncertificate=required\n" },
  };
  g_autofree char *folder = g_dir_make_tmp ("cf-policy-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (folder, "new", NULL);
  g_autofree char *path = g_build_filename (below, "user.policy", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;

    g_test_message ("%s", rows[i].says);
    if (rows[i].before != NULL)
      g_assert_true (g_file_set_contents (path, rows[i].before, -1, NULL));
    cf_policy_write_sender (path, rows[i].address, "required", &error);
    g_assert_no_error (error);
    g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
    g_assert_cmpstr (after, ==, rows[i].after);
  }

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (below), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A broken file, a hostile address, a folder that is a file: nothing is touched. */
static void
test_write_refused (void)
{
  static const char broken[] = "[sender b.example]\ncertifcate=usual\n";
  g_autofree char *folder = g_dir_make_tmp ("cf-policy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "user.policy", NULL);
  g_autofree char *below = g_build_filename (path, "x.policy", NULL);
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (path, broken, -1, NULL));
  g_assert_false (cf_policy_write_sender (path, "a@b.example", "required", NULL));
  g_assert_false (cf_policy_write_sender (path, "a]b@b.example", "required", NULL));
  g_assert_false (cf_policy_write_sender (path, "a@b.example", "always", NULL));
  g_assert_false (cf_policy_write_sender (below, "a@b.example", "required", NULL));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, broken);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_csv (void)
{
  static const struct { const char *says, *text, *rules; } rows[] = {
    { "plain", "name,domain,since,class\nBank,b.example,2026-01-01,required\n",
      "[sender b.example]\ncertificate=required\nsince=2026-01-01\ndisplay-names=Bank\n" },
    { "another order, Windows, a mark, no last line end",
      "\xef\xbb\xbf" "class,since,domain,name\r\n\r\nusual,,*.例え.jp,\"例示, \"\"銀行\"\"\"",
      "[sender *.xn--r8jz45g.jp]\ncertificate=usual\ndisplay-names=例示, \"銀行\"\n" },
    { "what has a meaning in a list", "name,domain,since,class\n\"A;B\\C\",a@b.example,,optional\n",
      "[sender a@b.example]\ncertificate=optional\ndisplay-names=A\\;B\\\\C\n" },
    { "two", "name,domain,since,class\nA,a.example,,usual\nB,b.example,,expected\n",
      "[sender a.example]\ncertificate=usual\ndisplay-names=A\n\n[sender b.example]\ncertificate=expected\n"
      "display-names=B\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *rules = cf_policy_convert_csv ("t.csv", rows[i].text, strlen (rows[i].text), problems);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpuint (problems->len, ==, 0);
    g_assert_cmpstr (rules, ==, rows[i].rules);
  }
}

static void
test_csv_refused (void)
{
#define HEAD "name,domain,since,class\n"
  static const struct { const char *text, *problem; } rows[] = {
    { "", "t.csv:1: is not the line of names; begin with name,domain,since,class" },
    { "a,b\n", "t.csv:1: is not the line of names; begin with name,domain,since,class" },
    { "name,name,since,class\n", "t.csv:1: is not the line of names; begin with name,domain,since,class" },
    { HEAD, "t.csv:1: the table has no sender; add one below the line of names" },
    { HEAD "A,b.example,,usual,x\n", "t.csv:2: has not four fields; write name,domain,since,class" },
    { HEAD "\"A,b.example,,usual\n", "t.csv:2: a quote is open or misplaced; quote a whole field, and write \"\" for one within" },
    { HEAD "A\"B,b.example,,usual\n", "t.csv:2: a quote is open or misplaced; quote a whole field, and write \"\" for one within" },
    { HEAD "A,b.example,,usual\rB,c.example,,usual\n", "t.csv:2: has a bare carriage return; end lines with LF or CR LF" },
    { HEAD "A,b.example,soon,usual\n", "t.csv:2: since: is no day; write a day such as 2026-04-01, or nothing" },
    { HEAD "A,b.example,2026-04-01T,usual\n", "t.csv:2: since: is no day; write a day such as 2026-04-01, or nothing" },
    { HEAD "A,b.example,,Usual\n", "t.csv:2: class: is none; write required, expected, usual, optional or exempt" },
    { HEAD "A,b.example,,usual\nB,B.example,,usual\n", "t.csv:3: domain: is there already in line 2; keep one" },
    { HEAD "A,例@b.example,,usual\n", "t.csv:2: domain: is no address, domain or *.domain; write one such as bank.example" },
    { HEAD "A,\xff,,usual\n", "t.csv:1: the table is not UTF-8; save it as CSV UTF-8" },
  };
  static const char *const names[] = { "", "A]B", "[A", "A=B", "\"A\nB\"", "#A", "\"A\r\nB\"", "A\xe2\x80\xae", "A\x01",
                                       "A\tB" };
  static const char *const domains[] = { "", "*", "b]example", "a=b@c.example", "\"b.example\n[default]\"", "a b.example",
                                         "b.example;c.example", "*@b.example", "b..example", "\"a\"\"\"" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

    g_assert_null (cf_policy_convert_csv ("t.csv", rows[i].text, strlen (rows[i].text), problems));
    g_assert_cmpuint (problems->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (problems, 0), ==, rows[i].problem);
  }
  for (guint i = 0; i < G_N_ELEMENTS (names) + G_N_ELEMENTS (domains); i++) {
    gboolean is_name = i < G_N_ELEMENTS (names);
    g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *text = is_name ? g_strdup_printf (HEAD "%s,b.example,,usual\n", names[i])
                                    : g_strdup_printf (HEAD "A,%s,,usual\n", domains[i - G_N_ELEMENTS (names)]);

    g_test_message ("row %u", i);
    g_assert_null (cf_policy_convert_csv ("t.csv", text, strlen (text), problems));
    g_assert_true (g_str_has_prefix (g_ptr_array_index (problems, 0), is_name ? "t.csv:2: name: " : "t.csv:2: domain: "));
  }
}

/* Whatever a table holds: problems, or a policy file that the loader takes and that says nothing beyond [sender X]. */
static void
test_csv_garbage (void)
{
  static const char *const pieces[] = { ",", "\"", "\n", "\r\n", "]", "[", "=", ";", "\\", "a.example", "usual", "A", "例",
                                        "2026-01-01", "[default]\nmode=observe\n", "#", " ", "\xff", "*.", "@" };
  guint n_taken = 0;

  for (guint i = 0; i < 5000; i++) {
    GString *text = g_string_new (HEAD "A,a@b.example,,usual\n\"B\",c.example,2026-01-01,required\n");
    g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *rules = NULL;

    for (gint n = g_test_rand_int_range (1, 4); n > 0; n--)
      g_string_insert (text, g_test_rand_int_range (24, text->len), pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    rules = cf_policy_convert_csv ("t.csv", text->str, text->len, problems);
    g_assert_cmpint (rules == NULL, ==, problems->len > 0);
    if (rules != NULL) {
      g_autoptr (CfPolicy) policy = cf_policy_new ();

      n_taken++;
      g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", rules, NULL));
      g_assert_null (cf_policy_get (policy, "default", "mode"));
    }
    g_string_free (text, TRUE);
  }
  g_assert_cmpuint (n_taken, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/write/strict-addresses", test_strict_addresses);
  g_test_add_func ("/policy/write/hostile-addresses", test_hostile_addresses);
  g_test_add_func ("/policy/write/sender", test_write_sender);
  g_test_add_func ("/policy/write/refused", test_write_refused);
  g_test_add_func ("/policy/csv/rows", test_csv);
  g_test_add_func ("/policy/csv/refused", test_csv_refused);
  g_test_add_func ("/policy/csv/garbage", test_csv_garbage);
  return g_test_run ();
}
