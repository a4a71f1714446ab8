/* test-domain.c — domains that only look like a known one: MEANING section 9, CF506 and CF507 */
#include "cf-test-claim.h"

typedef struct {
  const char *says;
  const char *address;
  CfEvidence want;
  const char *like; /* (nullable): the domain that it looks like */
} Row;

#define DANGER CF_M (LOOKALIKE_DOMAIN)
#define EDIT CF_M (LOOKALIKE_EDIT)
#define MIXED CF_M (MIXED_LETTERS)

static const Row rows[] = {
  /* danger: the same look */
  { "a Cyrillic a", "x@reijib\xd0\xb0nk.co.jp", DANGER | MIXED, "reijibank.co.jp" },
  { "the same as A-label", "x@xn--reijibnk-66g.co.jp", DANGER | MIXED, "reijibank.co.jp" },
  { "one for l", "x@paypa1.example", DANGER, "paypal.example" },
  { "capital I for l", "x@paypaI.example", 0, NULL }, /* DNS knows no capitals: it is paypai */
  { "rn for m", "x@rnodern-mark.example", DANGER, "modern-mark.example" },
  { "m for rn", "x@modem-mark.example", DANGER, "modern-mark.example" },
  { "zero for o", "x@cl0udsecurityalliance.jp", DANGER, "cloudsecurityalliance.jp" },
  /* danger: subdomain tricks */
  { "the whole domain as labels", "x@reijibank.co.jp.evil.example", DANGER, "reijibank.co.jp" },
  { "inside, not at the beginning", "x@mail.reijibank.co.jp.evil.example", DANGER, "reijibank.co.jp" },
  { "hyphens for dots", "x@reijibank-co-jp.example", DANGER, "reijibank.co.jp" },
  /* caution: edits of long labels */
  { "one letter left out", "x@rejibank.co.jp", EDIT, "reijibank.co.jp" },
  { "one letter more", "x@reijibankk.co.jp", EDIT, "reijibank.co.jp" },
  { "two neighbours swapped", "x@reijibnak.co.jp", EDIT, "reijibank.co.jp" },
  { "two edits of a very long one", "x@cloudsecurtyaliance.jp", EDIT, "cloudsecurityalliance.jp" },
  { "another public suffix", "x@reijibank.com", EDIT, "reijibank.co.jp" },
  { "an added word", "x@reijibank-support.com", EDIT, "reijibank.co.jp" },
  { "an added word in front", "x@secure-reijibank.com", EDIT, "reijibank.co.jp" },
  /* nothing */
  { "the domain itself", "x@reijibank.co.jp", 0, NULL },
  { "below it", "x@news.mail.reijibank.co.jp", 0, NULL },
  { "two edits of a label of nine", "x@rejibnk.co.jp", 0, NULL },
  { "one edit of a short label", "x@smbd.co.jp", 0, NULL },
  { "one letter apart under go.jp", "x@mof.go.jp", 0, NULL },
  { "the same below it", "x@atla.mof.go.jp", 0, NULL },
  { "another label under ac.jp", "x@reijibank.ac.jp", 0, NULL },
  { "a stranger", "x@company.example", 0, NULL },
  { "one script of its own", "x@\xe4\xbe\x8b\xe3\x81\x88.jp", 0, NULL },
  { "a word that contains the label and more", "x@reijibankstatements.com", 0, NULL },
  { "an address in numbers", "x@[192.0.2.1]", 0, NULL },
  /* mixed letters only */
  { "Latin and Cyrillic, like nobody", "x@w\xd0\xbernvw.example", MIXED, NULL },
  { "in the local part", "s\xd0\xb0to@company.example", MIXED, NULL },
  { "kanji, kana and Latin are one", "x@\xe4\xbe\x8b\xe3\x81\x88""abc.jp", 0, NULL },
  { "hidden letters in the address", "sa\\u{200B}to@company.example", MIXED, NULL },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CfClaimIndex) index = cf_test_claim_new_index ();
  g_autoptr (CfFacts) facts = cf_test_claim_new_facts (NULL, row->address);

  cf_claim_check (index, NULL, facts);
  g_assert_cmphex (facts->evidence & CLAIMS, ==, row->want);
  g_assert_cmpstr (facts->claim.domain, ==, row->like);
}

/* Text that turns around in the name is said as well; other hidden signs, as in emoji, are not. */
static void
test_turned_names (void)
{
  static const struct { const char *name; CfEvidence want; } names[] = {
    { "Sato \\u{202E}knab", MIXED },
    { "\\u{2066}Bank\\u{2069}", MIXED },
    { "Family \\u{200D}", 0 },
    { "Sato", 0 },
  };
  g_autoptr (CfClaimIndex) index = cf_test_claim_new_index ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CfFacts) facts = cf_test_claim_new_facts (names[i].name, "x@company.example");

    cf_claim_check (index, NULL, facts);
    g_assert_cmphex (facts->evidence & CLAIMS, ==, names[i].want);
  }
}

/* The domains of this person's own correspondents count too, for strangers and not between themselves. */
static void
test_known (void)
{
  static const char *const known[] = { "friendly-club.example", "friendly-clab.example", "paypai.example",
                                      "paypa1.example", NULL };
  static const struct { const char *address; gboolean proved; CfEvidence want; } senders[] = {
    { "x@friend1y-club.example", FALSE, DANGER },
    { "x@friendly-clup.example", FALSE, EDIT },
    { "x@friendly-clup.example", TRUE, EDIT },
    { "x@friendly-clab.example", TRUE, 0 },
    { "x@friendly-clab.example", FALSE, 0 },
    { "x@mail.friendly-club.example", TRUE, 0 },
    /* Section 9 excuses edits only: the same look as a registered domain stays danger. */
    { "x@paypa1.example", FALSE, DANGER },
    { "x@paypa1.example", TRUE, DANGER },
  };
  g_autoptr (CfClaimIndex) index = cf_test_claim_new_index ();

  for (guint i = 0; i < G_N_ELEMENTS (senders); i++) {
    g_autoptr (CfFacts) facts = cf_test_claim_new_facts (NULL, senders[i].address);

    if (senders[i].proved)
      facts->evidence |= CF_M (DOMAIN_PROVED);
    cf_claim_check (index, known, facts);
    g_assert_cmphex (facts->evidence & CLAIMS, ==, senders[i].want);
  }
}

/* A known domain that is one edit from a registered one is let be only when it is proved. */
static void
test_known_beside_registered (void)
{
  static const char *const known[] = { "rejibank.co.jp", NULL };
  g_autoptr (CfClaimIndex) index = cf_test_claim_new_index ();
  g_autoptr (CfFacts) proved = cf_test_claim_new_facts (NULL, "x@rejibank.co.jp");
  g_autoptr (CfFacts) unproved = cf_test_claim_new_facts (NULL, "x@rejibank.co.jp");

  proved->evidence |= CF_M (DOMAIN_PROVED);
  cf_claim_check (index, known, proved);
  cf_claim_check (index, known, unproved);
  g_assert_cmphex (proved->evidence & CLAIMS, ==, 0);
  g_assert_cmphex (unproved->evidence & CLAIMS, ==, EDIT);
}

/* Two registered domains that resemble each other are both innocent. */
static void
test_registered_neighbours (void)
{
  static const char *const names[] = { "A", NULL }, *const others[] = { "B", NULL };
  static const char *const here[] = { "nichibank.example", NULL }, *const there[] = { "nichlbank.example", NULL };
  g_autoptr (CfClaimIndex) index = cf_claim_index_new ();
  g_autoptr (CfFacts) facts = cf_test_claim_new_facts (NULL, "x@nichlbank.example");

  cf_claim_index_add (index, names, here);
  cf_claim_index_add (index, others, there);
  cf_claim_check (index, NULL, facts);
  g_assert_cmphex (facts->evidence & CLAIMS, ==, 0);
}

/* Registered without a name, and below a public suffix as a whole, which nobody can resemble. */
static void
test_nameless (void)
{
  static const char *const patterns[] = { "nichibank.example", "*.co.jp", "info@github.io", NULL };
  static const struct { const char *address; CfEvidence want; } senders[] = {
    { "x@nichlbank.example", EDIT },
    { "x@nichibank.example", 0 },
    { "x@github.io", 0 },
    { "x@githuh.io.example", 0 },
    { "x@github.io.example", DANGER },
    { "x@garden-co-jp.example", 0 },
    { "x@c0.jp", 0 },
  };
  g_autoptr (CfClaimIndex) index = cf_claim_index_new ();

  cf_claim_index_add (index, NULL, patterns);
  for (guint i = 0; i < G_N_ELEMENTS (senders); i++) {
    g_autoptr (CfFacts) facts = cf_test_claim_new_facts ("Nichi Bank", senders[i].address);

    cf_claim_check (index, NULL, facts);
    g_assert_cmphex (facts->evidence & CLAIMS, ==, senders[i].want);
  }
}

/* A large policy and a hostile sender cost little: 20,000 domains, the longest label. */
static void
test_many (void)
{
  g_autoptr (CfClaimIndex) index = cf_claim_index_new ();
  g_autoptr (CfFacts) facts = NULL;
  gint64 began;

  for (guint i = 0; i < 20000; i++) {
    g_autofree char *domain = g_strdup_printf ("organisation-number-%05u.example", i);
    const char *const patterns[] = { domain, NULL };

    cf_claim_index_add (index, NULL, patterns);
  }

  began = g_get_monotonic_time ();
  facts = cf_test_claim_new_facts (NULL, "x@organisation-numbre-0815-with-a-very-long-tail-behind-it-aaaaaa.example");
  cf_claim_check (index, NULL, facts);
  g_assert_cmphex (facts->evidence & CLAIMS, ==, 0);
  g_test_message ("%" G_GINT64_FORMAT " us among 20000 domains", g_get_monotonic_time () - began);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/claim/domain/%02u %s", i, rows[i].says);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/claim/domain/turned-names", test_turned_names);
  g_test_add_func ("/claim/domain/known", test_known);
  g_test_add_func ("/claim/domain/known-beside-registered", test_known_beside_registered);
  g_test_add_func ("/claim/domain/registered-neighbours", test_registered_neighbours);
  g_test_add_func ("/claim/domain/nameless", test_nameless);
  g_test_add_func ("/claim/domain/many", test_many);
  return g_test_run ();
}
