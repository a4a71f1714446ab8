/* test-holder.c — a certificate's holder, and what was accepted of its chain, in words */
#include "cf-ribbon.h"

static void
test_registration (void)
{
  static const struct { const char *registration; const char *english; const char *japanese; } rows[] = {
    { "NTRJP-7010001008844", "corporate number 7010001008844", "法人番号 7010001008844" },
    { "NTRDE-HRB1234", "trade register (DE) HRB1234", "商業登記番号（DE）HRB1234" },
    { "NTRUS+CA-12", "trade register (US+CA) 12", "商業登記番号（US+CA）12" },
    { "VATFR-12345678901", "VAT number (FR) 12345678901", "VAT 番号（FR）12345678901" },
    { "LEIXG-5493001KJTIIGC8Y1R12", "LEI 5493001KJTIIGC8Y1R12", "LEI 5493001KJTIIGC8Y1R12" },
    { "PSDXX-1", "PSDXX-1", "PSDXX-1" },
    { "nothing", "nothing", "nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *english = cf_ribbon_format_registration (rows[i].registration, "en");
    g_autofree char *japanese = cf_ribbon_format_registration (rows[i].registration, "ja");

    g_assert_cmpstr (english, ==, rows[i].english);
    g_assert_cmpstr (japanese, ==, rows[i].japanese);
  }
}

static void
test_person (void)
{
  g_autofree char *name = cf_ribbon_format_person ("田中 花子", FALSE, "ja");
  g_autofree char *pseudonym = cf_ribbon_format_person ("Nightjar", TRUE, "en");
  g_autofree char *japanese = cf_ribbon_format_person ("よだか", TRUE, "ja");

  g_assert_cmpstr (name, ==, "田中 花子");
  g_assert_cmpstr (pseudonym, ==, "Nightjar (pseudonym)");
  g_assert_cmpstr (japanese, ==, "よだか（仮名）");
}

static void
test_accepted (void)
{
  static const struct { const char *accepted; const char *english; const char *japanese; } rows[] = {
    { "sha1-certificates", "certificates signed with SHA-1", "SHA-1 で署名された電子証明書" },
    { "rsa1024-keys", "RSA keys below 2048 bits", "2048 ビット未満の RSA 鍵" },
    { "sha1-certificates;rsa1024-keys", "certificates signed with SHA-1, RSA keys below 2048 bits",
      "SHA-1 で署名された電子証明書, 2048 ビット未満の RSA 鍵" },
    { "of-a-later-version", "of-a-later-version", "of-a-later-version" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *english = cf_ribbon_format_accepted (rows[i].accepted, "en");
    g_autofree char *japanese = cf_ribbon_format_accepted (rows[i].accepted, "ja");

    g_assert_cmpstr (english, ==, rows[i].english);
    g_assert_cmpstr (japanese, ==, rows[i].japanese);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_ribbon_prepare ();
  g_test_add_func ("/ribbon/holder/registration", test_registration);
  g_test_add_func ("/ribbon/holder/person", test_person);
  g_test_add_func ("/ribbon/holder/accepted", test_accepted);
  return g_test_run ();
}
