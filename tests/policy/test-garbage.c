/* test-garbage.c — whatever stands in a file or an address: an error or a rule, never a crash */
#include "cf-policy-suggest.h"
#include "cf-policy.h"

static const char seed[] =
  "# comment\n[default]\nmode=warn\ncertificate=optional\n[sender *.bank.example]\ncertificate=required\n"
  "since=2026-01-01\nuntil=2027-12-31\ndisplay-names=A;B\\;C;例\n[sender 例え.jp]\r\nnote=x\n"
  "[network]\nrevocation=soft\n[certificate]\npurpose=any\n[sender info@bank.example]\ncertificate=usual\n"
  "or=dkim\nlocked=certificate;mode\nissuers=A;B\n[anchor a]\nfile=a.pem\ndomains=*.a.example\n[history]\nshare=90\n"
  "[received-by]\ndefault=mx.example\ntaro@imap.example=in.example\n[list l]\nlist-id=l.example\n";

static const char *const pieces[] = {
  "[", "]", "=", "\n", "\r", "\r\n", "#", ";", "\\", "@", "*.", ".", " ", "\t", "\xff", "\xe3\x81", "\xef\xbb\xbf",
  "[default]\n", "[sender ", "certificate=", "mode=", "until=", "2026-01-01", "required", "display-names=", "\\s",
  "\xe2\x80\x8b", "\x01", "[ja]", "xn--", "。", "Encoding=", "例え", "%s%n", "\"",
  "locked=*\n", "[list ", "share=", "taro@imap.例え.jp=", "or=dkim\n", "file=", "default=", "proxy=http://x\n",
};

static GString *
mutate (void)
{
  GString *text = g_string_new (seed);

  for (gint n = g_test_rand_int_range (1, 6); n > 0; n--) {
    gsize at = g_test_rand_int_range (0, text->len + 1);
    gsize length = g_test_rand_int_range (0, 30);

    switch (g_test_rand_int_range (0, 4)) {
    case 0:
      g_string_insert (text, at, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      break;
    case 1:
      g_string_erase (text, at, MIN (text->len - at, length));
      break;
    case 2:
      g_string_truncate (text, at);
      break;
    default:
      if (at < text->len)
        text->str[at] = g_test_rand_int_range (1, 256);
      break;
    }
  }

  return text;
}

static gboolean
is_one_of (const char *text, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) list, text);
}

static void
assert_sound (const CfPolicy *policy, const char *address)
{
  CfPolicyRule rule;

  cf_policy_find (policy, address, g_test_rand_int_range (0, G_MAXINT32), &rule);
  g_assert_true (is_one_of (rule.certificate, "required expected usual optional exempt none"));
  g_assert_true (is_one_of (rule.mode, "enforce warn observe"));
  g_assert_cmpint (rule.source == NULL, ==, g_str_equal (rule.certificate, "none"));
}

static void
test_files (void)
{
  guint n_taken = 0;

  for (guint i = 0; i < 5000; i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autoptr (GError) error = NULL;
    GString *text = mutate ();

    if (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", text->str, &error)) {
      g_assert_no_error (error);
      g_assert_null (cf_policy_get_problem (policy));
      n_taken++;
    } else {
      g_assert_true (g_str_has_prefix (error->message, "t:"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strchr (error->message, '\n'));
      /* The scan of lines and GKeyFile agree: what passes the one is read by the other. */
      g_assert_null (strstr (error->message, "not a key file"));
    }
    assert_sound (policy, "info@bank.example");
    assert_sound (policy, "x@a.bank.example");
    g_string_free (text, TRUE);
  }

  g_test_message ("%u of 5000 were taken", n_taken);
  g_assert_cmpuint (n_taken, >, 0);
}

static void
test_addresses (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();

  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", seed, NULL));
  for (guint i = 0; i < 20000; i++) {
    GString *address = g_string_new (i % 2 ? "info@bank.example" : "");

    for (gint n = g_test_rand_int_range (0, 8); n > 0; n--)
      g_string_insert (address, g_test_rand_int_range (0, address->len + 1),
                       pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    assert_sound (policy, address->str);
    g_string_free (address, TRUE);
  }
}

/* GLib's normalisation reads on behind the end of such a text. */
static void
test_broken_character (void)
{
  static const char *const broken[] = { "a\xe3@bank.example", "\xf0@bank.example", "\"\xe3\x81\"@bank.example", "a@\xe3", "\xff" };
  g_autoptr (CfPolicy) policy = cf_policy_new ();

  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t", seed, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autofree char *copy = g_strdup (broken[i]); /* a block of its own: a read past it is seen */

    assert_sound (policy, copy);
  }
}

static void
test_suggest (void)
{
  static const struct { const char *typed, *want; } rows[] = {
    { "certificate", "certificate" }, { "CERTIFICATE", "certificate" }, { "certificates", "certificate" },
    { "ertificate", "certificate" },  { "cretificate", "certificate" }, { "cert", "certificate" },
    { "ce", NULL },                   { "crtfcte", NULL },              { "mode", "mode" },
    { "moed", "mode" },               { "mod", "mode" },                { "mo", NULL },
    { "made", "mode" },               { "maude", NULL },                { "", NULL },
    { "displaynames", "display-names" }, { "zzzz", NULL },              { "サ", NULL },
    { "certificatecertificatecertificatecertificatecertificate", NULL },
  };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_ptr_array_add (words, (gpointer) "mode");
  g_ptr_array_add (words, (gpointer) "certificate");
  g_ptr_array_add (words, (gpointer) "display-names");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].typed);
    g_assert_cmpstr (cf_policy_suggest (rows[i].typed, words), ==, rows[i].want);
    g_assert_null (cf_policy_suggest (rows[i].typed, none));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/garbage/files", test_files);
  g_test_add_func ("/policy/garbage/addresses", test_addresses);
  g_test_add_func ("/policy/suggest", test_suggest);
  g_test_add_func ("/policy/garbage/broken-character", test_broken_character);
  return g_test_run ();
}
