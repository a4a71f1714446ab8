/* test-name.c — domain names out of hostile bytes, and who is responsible for them */
#include "cf-domain-name.h"
#include "cf-domain.h"

static void
test_organizational (void)
{
  static const struct { const char *domain, *want; } rows[] = {
    { "example.com", "example.com" },
    { "a.b.example.com", "example.com" },
    { "example.co.jp", "example.co.jp" },
    { "mail.example.co.jp", "example.co.jp" },
    { "a.b.c.example.or.jp", "example.or.jp" },
    { "atla.mod.go.jp", "mod.go.jp" },
    { "co.jp", NULL },
    { "jp", NULL },
    { "com", NULL },
    /* City names: a wildcard rule and its exception. */
    { "kawasaki.jp", NULL },
    { "x.kawasaki.jp", NULL },
    { "a.x.kawasaki.jp", "a.x.kawasaki.jp" },
    { "mail.city.kawasaki.jp", "city.kawasaki.jp" },
    /* Strangers below a private suffix. */
    { "github.io", NULL },
    { "someone.github.io", "someone.github.io" },
    { "www.someone.github.io", "someone.github.io" },
    /* No rule: the last label is the suffix. */
    { "bank.example", "bank.example" },
    { "a.bank.example", "bank.example" },
    { "example", NULL },
    /* A-labels. */
    { "xn--r8jz45g.jp", "xn--r8jz45g.jp" },
    { "a.xn--r8jz45g.jp", "xn--r8jz45g.jp" },
    { "xn--fiqs8s", NULL },
    { "a.b.xn--fiqs8s", "b.xn--fiqs8s" },
    /* Not as it should come, but harmless. */
    { "EXAMPLE.CO.JP", "example.co.jp" },
    { "a.例え.jp", "xn--r8jz45g.jp" },
    /* No domain at all. */
    { "", NULL },
    { ".", NULL },
    { "..", NULL },
    { ".example.com", NULL },
    { "example.com.", NULL },
    { "a..example.com", NULL },
    { "a b.example.com", NULL },
    { "[192.0.2.1]", NULL },
    { "192.0.2.1", NULL },
    { "example.com@evil.example", NULL },
    { "\xff.example.com", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = cf_domain_dup_organizational (rows[i].domain);

    g_test_message ("row %u", i);
    g_assert_cmpstr (got, ==, rows[i].want);
  }
}

static void
test_aligned (void)
{
  static const struct { const char *a, *b; gboolean want; } rows[] = {
    { "example.com", "example.com", TRUE },
    { "a.example.com", "b.c.example.com", TRUE },
    { "example.co.jp", "mail.example.co.jp", TRUE },
    { "example.co.jp", "example2.co.jp", FALSE },
    { "example.co.jp", "co.jp", FALSE },
    { "co.jp", "co.jp", TRUE },
    { "a.co.jp", "b.co.jp", FALSE },
    { "a.github.io", "b.github.io", FALSE },
    { "github.io", "a.github.io", FALSE },
    { "example.com", "example.com.evil.org", FALSE },
    { "example.com", "notexample.com", FALSE },
    { "example.com", "EXAMPLE.com", TRUE },
    { "xn--r8jz45g.jp", "a.xn--r8jz45g.jp", TRUE },
    { "192.0.2.1", "192.0.2.1", FALSE },
    { "10.0.2.1", "192.0.2.1", FALSE },
    { "", "", FALSE },
    { "", "example.com", FALSE },
    { "example.com.", "example.com", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s and %s", rows[i].a, rows[i].b);
    g_assert_cmpint (cf_domain_is_aligned (rows[i].a, rows[i].b), ==, rows[i].want);
    g_assert_cmpint (cf_domain_is_aligned (rows[i].b, rows[i].a), ==, rows[i].want);
  }
}

static void
test_names (void)
{
  static const struct { const char *text, *want; } rows[] = {
    { "Example.COM", "example.com" },
    { "sel_1", "sel_1" },
    { "_x.example", "_x.example" },
    { "例え.jp", "xn--r8jz45g.jp" },
    { "a.b.c", "a.b.c" },
    { "a b", NULL },
    { "a\tb", NULL },
    { "a;b", NULL },
    { "a/b", NULL },
    { "a:b", NULL },
    { "*.example", NULL },
    { "a\"b", NULL },
    { ".a", NULL },
    { "a.", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = cf_domain_dup_name (cf_span_str (rows[i].text));

    g_test_message ("%s", rows[i].text);
    g_assert_cmpstr (got, ==, rows[i].want);
  }

  g_assert_null (cf_domain_dup_name (cf_span ("a\0b", 3)));
  g_assert_null (cf_domain_dup_name (cf_span (NULL, 0)));
}

static void
test_lengths (void)
{
  static const struct { guint label, n_labels; gboolean good; } rows[] = {
    { 63, 1, TRUE }, { 64, 1, FALSE }, { 63, 3, TRUE }, { 63, 4, FALSE }, { 1, 127, TRUE }, { 1, 128, FALSE },
    { 1, 1000, FALSE }, { 1, 500000, FALSE }, { 1000000, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *label = g_strnfill (rows[i].label, 'a');
    GString *text = g_string_new (label);
    g_autofree char *got = NULL;

    for (guint j = 1; j < rows[i].n_labels; j++)
      g_string_append_printf (text, ".%s", label);
    got = cf_domain_dup_name (cf_span_str (text->str));
    g_assert_cmpint (got != NULL, ==, rows[i].good);
    g_string_free (text, TRUE);
  }
}

static void
test_addresses (void)
{
  static const struct { const char *address, *want; } rows[] = {
    { "a@example.com", "example.com" },
    { "\"a@b\"@Example.com", "example.com" },
    { "@example.com", "example.com" },
    { "a@", NULL },
    { "a", NULL },
    { "", NULL },
    { "a@[192.0.2.1]", NULL },
    { "a@例え.jp", "xn--r8jz45g.jp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = cf_domain_dup_name_of_address (cf_span_str (rows[i].address));

    g_assert_cmpstr (got, ==, rows[i].want);
  }
}

static void
test_at_or_below (void)
{
  g_assert_true (cf_domain_is_at_or_below ("a.example", "a.example"));
  g_assert_true (cf_domain_is_at_or_below ("b.a.example", "a.example"));
  g_assert_false (cf_domain_is_at_or_below ("a.example", "b.a.example"));
  g_assert_false (cf_domain_is_at_or_below ("xa.example", "a.example"));
  g_assert_false (cf_domain_is_at_or_below ("", "a.example"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  cf_domain_prepare ();
  g_test_add_func ("/domain/name/organizational", test_organizational);
  g_test_add_func ("/domain/name/aligned", test_aligned);
  g_test_add_func ("/domain/name/names", test_names);
  g_test_add_func ("/domain/name/lengths", test_lengths);
  g_test_add_func ("/domain/name/addresses", test_addresses);
  g_test_add_func ("/domain/name/at-or-below", test_at_or_below);
  return g_test_run ();
}
