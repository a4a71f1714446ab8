/* test-address.c — addresses and domains as people should see them */
#include "test-facts.h"

typedef struct {
  const char *says;
  const char *given;
  const char *shown;
} Row;

static const Row addresses[] = {
  { "plain", "info@bank.example", "info@bank.example" },
  { "local part of 24", "abcdefghijklmnopqrstuvwx@a.example", "abcdefghijklmnopqrstuvwx@a.example" },
  { "local part of 25", "abcdefghijklmnopqrstuvwxy@a.example", "abcdefghijkl…opqrstuvwxy@a.example" },
  { "full-width local part", "あいうえおかきくけこさしすせそたちつてとなにぬねの@a.example",
    "あいうえおかきくけこさし…そたちつてとなにぬねの@a.example" },
  { "the last @ counts", "\"x@bank.example\"@evil.example", "\"x@bank.example\"@evil.example" },
  { "no domain", "nobody", "nobody" },
  { "no domain, long", "info@bank.example,,,,,,,,,…", "info@bank.e…" },
  { "empty", "", "" },
  { "only an @", "@", "@" },
  { "controls", "a\nb@c.example", "a b@c.example" },
};

static const Row domains[] = {
  { "plain", "bank.example.co.jp", "bank.example.co.jp" },
  { "a capital I is no l", "exampIe.bank", "exampie.bank" },
  { "kanji", "xn--fsqu00a.jp", "例子.jp" },
  { "kana, kanji and Latin", "xn--t8jxd7c.example.jp", "おはよ.example.jp" },
  { "written in its letters", "例子.jp", "例子.jp" },
  { "Cyrillic before .com", "xn--80ak6aa92e.com", "xn--80ak6aa92e.com (“аррӏе.com”)" },
  { "Cyrillic throughout", "xn--e1afmkfd.xn--p1ai", "пример.рф" },
  { "Greek letter among Latin", "xn--pple-zld.com", NULL },
  { "Latin letter that is not ASCII", "xn--mnchen-3ya.example", "xn--mnchen-3ya.example (“münchen.example”)" },
  { "kana that passes for a slash", "bank.exampleノx.jp", NULL },
  { "the same kana in a word", "みノり.jp", "みノり.jp" },
  { "long vowel in a word", "サーバー.jp", "サーバー.jp" },
  { "long vowel that passes for a hyphen", "bankーlogin.jp", NULL },
  { "right to left", "xn--mgbh0fb.example", NULL },
  { "no such encoding", "xn--99999999999999999.example", "xn--99999999999999999.example" },
  { "cut on the left, whole labels",
    "www.bank.example.secure.login.account.update.customer.evil.example.org",
    "….login.account.update.customer.evil.example.org" },
  { "the last four labels stay",
    "aaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccc.dddddddddddddddddddd.example",
    "….bbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccc.dddddddddddddddddddd.example" },
  { "empty", "", "" },
};

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autofree char *shown = cf_ribbon_format_address (addresses[i].given);

    g_test_message ("%s", addresses[i].says);
    g_assert_cmpstr (shown, ==, addresses[i].shown);
  }
}

/* Rows without an expected text: the "xn--" form comes first, the look in quotes. */
static void
test_domains (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    g_autofree char *shown = cf_ribbon_format_domain (domains[i].given);

    g_test_message ("%s: %s", domains[i].says, shown);
    if (domains[i].shown != NULL)
      g_assert_cmpstr (shown, ==, domains[i].shown);
    else {
      g_assert_nonnull (strstr (shown, "xn--"));
      g_assert_true (strstr (shown, "xn--") < strstr (shown, "(“"));
    }
  }
}

/* "xn--" may stand for anything; what cannot be written that way is not shown as letters. */
static void
test_encoded_rubbish (void)
{
  static const char *const rubbish[] = {
    "xn--ls8h.example", "xn--a-ecp.ru", "xn--0.pt", "xn--a.example", "xn---.example", "xn--zz-.example", "xn--abc-.example",
    "xn--1ug.example", "xn--bank-8g0a.example", "xn--",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++) {
    g_autofree char *shown = cf_ribbon_format_domain (rubbish[i]);

    g_assert_true (g_utf8_validate (shown, -1, NULL));
    g_assert_nonnull (strstr (shown, "xn--"));
    for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
  }
}

static void
test_sizes (void)
{
  g_autofree char *letters = g_strnfill (10000, 'a');
  g_autofree char *dots = g_strnfill (10000, '.');
  g_autofree char *address = g_strconcat (letters, "@", dots, NULL);
  const char *const long_ones[] = { letters, dots, address };

  for (guint i = 0; i < G_N_ELEMENTS (long_ones); i++) {
    g_autofree char *as_domain = cf_ribbon_format_domain (long_ones[i]);
    g_autofree char *as_address = cf_ribbon_format_address (long_ones[i]);

    g_assert_cmpint (g_utf8_strlen (as_domain, -1), <, 300);
    g_assert_cmpint (g_utf8_strlen (as_address, -1), <, 300);
  }
}

/* An address that was too long to be kept has lost its end; its domain is known from elsewhere. */
static void
test_lost_end (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_VERIFIED, CF_SEVERITY_GOOD, 203, 0);
  g_autoptr (CfRibbon) ribbon = NULL;

  test_set (&facts->sender.address, "\"info@bank.example,,,,,…");
  test_set (&facts->sender.domain, "evil.example");
  ribbon = cf_ribbon_show (facts, judgement, "en");
  g_assert_cmpstr (ribbon->headline, ==, "Signed by …@evil.example");
}

/* The letters that deceive, without the real form that stands beside them. */
static void
test_look (void)
{
  static const struct { const char *domain; const char *wanted; } looks[] = {
    { "bank.example", NULL },
    { "b\u0430nk.example", "b\u0430nk.example" },
    { "xn--", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_autofree char *look = cf_ribbon_format_look (looks[i].domain);

    g_assert_cmpstr (look, ==, looks[i].wanted);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ribbon/address/addresses", test_addresses);
  g_test_add_func ("/ribbon/address/domains", test_domains);
  g_test_add_func ("/ribbon/address/encoded-rubbish", test_encoded_rubbish);
  g_test_add_func ("/ribbon/address/sizes", test_sizes);
  g_test_add_func ("/ribbon/address/lost-end", test_lost_end);
  g_test_add_func ("/ribbon/address/look", test_look);
  return g_test_run ();
}
