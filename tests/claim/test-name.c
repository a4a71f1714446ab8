/* test-name.c — display names that claim to be somebody: MEANING section 9, CF504 and CF505 */
#include "cf-test-claim.h"

typedef struct {
  const char *says;
  const char *name;
  const char *address;
  CfEvidence want;
  const char *shown; /* (nullable): the organisation or address that the words name */
} Row;

#define IS CF_M (NAME_IS_ORGANISATION)
#define HOLDS CF_M (NAME_HOLDS_ORGANISATION)
#define ADDRESS CF_M (NAME_HOLDS_ADDRESS)

static const Row rows[] = {
  /* CF505, danger: the whole name */
  { "the registered name", "例示銀行", "info@evil.example", IS, "例示銀行" },
  { "with its legal form", "例示銀行株式会社", "info@evil.example", IS, "例示銀行" },
  { "with the legal form in one sign", "㈱例示銀行", "info@evil.example", IS, "例示銀行" },
  { "with spaces between", "例 示 銀 行", "info@evil.example", IS, "例示銀行" },
  { "in full-width letters", "Ｅｘａｍｐｌｅ　Ｂａｎｋ", "info@evil.example", IS, "Example Bank" },
  { "in capitals", "EXAMPLE BANK", "info@evil.example", IS, "Example Bank" },
  { "with an English legal form", "Example Bank Ltd.", "info@evil.example", IS, "Example Bank" },
  { "a Cyrillic letter in it", "Ex\xd0\xb0mple Bank", "info@evil.example", IS, "Example Bank" },
  { "half-width katakana", "\xef\xbe\x83\xef\xbe\x9e\xef\xbe\x8b\xef\xbe\x9e\xef\xbd\xaf\xef\xbe\x84\xe9\x80\x9a\xe7\x9f\xa5", "info@evil.example", IS, "デビット通知" },
  { "the digit one for the long vowel", "日本イ一マ一ク", "info@evil.example", IS, "日本イーマーク" },
  { "with something in it that nobody sees", "例示\\u{200B}銀行", "info@evil.example", IS, "例示銀行" },
  { "a soft hyphen and a joiner in it", "Exam\\u{AD}ple Ba\\u{200D}nk", "info@evil.example", IS, "Example Bank" },
  { "variation selectors in it", "例示\xef\xb8\x8f銀\xf3\xa0\x84\x80行", "info@evil.example", IS, "例示銀行" },
  { "something hidden at its ends", "\\u{FEFF}例示銀行\\u{E0061}", "info@evil.example", IS, "例示銀行" },

  { "a letter in it that nobody sees", "Exam\\u{200B}ple Bank", "info@evil.example", IS, "Example Bank" },
  { "a hidden blank for the space", "Example\\u{3164}Bank", "info@evil.example", IS, "Example Bank" },
  { "a variation selector in it", "Exam\xef\xb8\x8fple Bank", "info@evil.example", IS, "Example Bank" },
  /* CF505, caution: contained */
  { "what only begins like something hidden", "例示銀行 \\u{ \\u{} \\u{20", "info@evil.example", HOLDS, "例示銀行" },
  { "words around it", "例示銀行 カスタマーセンター", "info@evil.example", HOLDS, "例示銀行" },
  { "in brackets", "【例示銀行】重要なお知らせ", "info@evil.example", HOLDS, "例示銀行" },
  { "English words around it", "Example Bank Support", "info@evil.example", HOLDS, "Example Bank" },
  { "the longest of two", "三井住友信託銀行 ダイレクト", "info@evil.example", HOLDS, "三井住友信託銀行" },
  { "a short name beside a trade word", "IPA サポート", "info@evil.example", HOLDS, "IPA" },
  { "the same in English", "IPA Security Center", "info@evil.example", HOLDS, "IPA" },
  /* nothing */
  { "the organisation itself", "例示銀行", "info@reijibank.co.jp", 0, NULL },
  { "from below its domain", "例示銀行", "info@mail.reijibank.co.jp", 0, NULL },
  { "from beside the registered address, same organisation", "デビット通知", "news@info.bank-mufj.jp", 0, NULL },
  { "a short name alone may be anybody's", "IPA", "ipa@club.example", 0, NULL },
  { "a short name inside a word", "Ipanema Surf Club", "club@surf.example", 0, NULL },
  { "a short name beside ordinary words", "IPA brewing", "beer@brewery.example", 0, NULL },
  { "a name inside a longer word", "Example Bankers Association", "info@bankers.example", 0, NULL },
  { "a person", "佐藤 花子", "sato@company.example", 0, NULL },
  { "no name", NULL, "sato@company.example", 0, NULL },
  { "an empty name", "", "sato@company.example", 0, NULL },
  { "only signs", "★☆★", "sato@company.example", 0, NULL },
  /* CF504 */
  { "another address", "info@reijibank.co.jp", "x@evil.example", ADDRESS, "info@reijibank.co.jp" },
  { "another address as what stands before the last at sign", NULL, "\"info@reijibank.co.jp\"@evil.example", ADDRESS, "info@reijibank.co.jp" },
  { "the same beside a name that holds one", "y@other.example", "\"info@reijibank.co.jp\"@evil.example", ADDRESS, "y@other.example" },
  { "its own address there", NULL, "\"info@evil.example\"@evil.example", 0, NULL },
  { "signs that are no address", NULL, "\"info@bank\"@evil.example", 0, NULL },
  { "another address in brackets", "Sato <sato@company.example>", "x@evil.example", ADDRESS, "sato@company.example" },
  { "with a full-width at sign", "info＠reijibank.co.jp", "x@evil.example", ADDRESS, "info@reijibank.co.jp" },
  { "with something hidden in it", "info@reiji\\u{200B}bank.co.jp", "x@evil.example", ADDRESS, "info@reijibank.co.jp" },

  { "with a letter in it that nobody sees", "info@rei\\u{200B}jibank.co.jp", "x@evil.example", ADDRESS, "info@reijibank.co.jp" },
  { "no hidden letter", "\\u{sato", "x@evil.example", 0, NULL },
  { "behind its own", "x@evil.example, info@reijibank.co.jp", "x@evil.example", ADDRESS, "info@reijibank.co.jp" },
  { "its own address", "x@evil.example", "x@evil.example", 0, NULL },
  { "its own in other capitals", "X@Evil.Example", "x@evil.example", 0, NULL },
  { "of the same organisation", "sales@company.example", "noreply@mail.company.example", 0, NULL },
  { "no domain behind the sign", "me @ work", "x@company.example", 0, NULL },
  { "a handle", "@sato", "x@company.example", 0, NULL },
  { "a word with a sign", "rock@home", "x@company.example", 0, NULL },
  /* both */
  { "a name and an address", "例示銀行 info@reijibank.co.jp", "x@evil.example", HOLDS | ADDRESS, "例示銀行" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CfClaimIndex) index = cf_test_claim_new_index ();
  g_autoptr (CfFacts) facts = cf_test_claim_new_facts (row->name, row->address);

  cf_claim_check (index, NULL, facts);
  g_assert_cmphex (facts->evidence & CLAIMS, ==, row->want);
  g_assert_true (facts->evidence & CF_M (CLAIM_LOOKED));
  if (row->want & (IS | HOLDS))
    g_assert_cmpstr (facts->claim.organization, ==, row->shown);
  else if (row->want & ADDRESS)
    g_assert_cmpstr (facts->claim.address, ==, row->shown);
  if (row->want == 0)
    g_assert_null (facts->claim.organization);
}

/* Nothing is registered: nobody can claim to be anybody, and that was looked at. */
static void
test_empty_index (void)
{
  g_autoptr (CfClaimIndex) index = cf_claim_index_new ();
  g_autoptr (CfFacts) facts = cf_test_claim_new_facts ("例示銀行", "info@evil.example");

  cf_claim_check (index, NULL, facts);
  g_assert_cmphex (facts->evidence, ==, CF_M (CLAIM_LOOKED));
}

/* A mail without From is looked at as well. */
static void
test_no_sender (void)
{
  g_autoptr (CfClaimIndex) index = cf_test_claim_new_index ();
  g_autoptr (CfFacts) facts = cf_facts_new ();

  cf_claim_check (index, NULL, facts);
  g_assert_cmphex (facts->evidence, ==, CF_M (CLAIM_LOOKED));
}

/* Entries that share a name are one organisation, whichever comes first. */
static void
test_one_organization (void)
{
  static const char *const first[] = { "例示銀行", NULL };
  static const char *const second[] = { "Example Bank", "例示銀行", NULL };
  static const char *const here[] = { "a.example", NULL };
  static const char *const there[] = { "*.b.example", NULL };
  g_autoptr (CfClaimIndex) index = cf_claim_index_new ();
  g_autoptr (CfFacts) facts = cf_test_claim_new_facts ("Example Bank", "info@mail.a.example");

  cf_claim_index_add (index, first, here);
  cf_claim_index_add (index, second, there);
  cf_claim_check (index, NULL, facts);
  g_assert_cmphex (facts->evidence & CLAIMS, ==, 0);
}

/* Whatever a stranger writes as a name: no crash, and nothing but what is registered is ever named. */
static void
test_garbage (void)
{
  g_autoptr (CfClaimIndex) index = cf_test_claim_new_index ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint run = 0; run < 3000; run++) {
    g_autoptr (GString) name = g_string_new (NULL);
    g_autoptr (CfFacts) facts = NULL;

    for (guint n = (guint) g_rand_int_range (rand, 0, 40); n > 0; n--)
      g_string_append_unichar (name, (gunichar) g_rand_int_range (rand, 1, 0xd7ff));
    if (g_rand_boolean (rand))
      g_string_append (name, "@");
    facts = cf_test_claim_new_facts (name->str, "x@evil.example");
    cf_claim_check (index, NULL, facts);
    g_assert_true (facts->evidence & CF_M (CLAIM_LOOKED));
    g_assert_cmpint (facts->claim.organization != NULL, ==, (facts->evidence & (IS | HOLDS)) != 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/claim/name/%02u %s", i, rows[i].says);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/claim/name/empty-index", test_empty_index);
  g_test_add_func ("/claim/name/no-sender", test_no_sender);
  g_test_add_func ("/claim/name/one-organization", test_one_organization);
  g_test_add_func ("/claim/name/garbage", test_garbage);
  return g_test_run ();
}
