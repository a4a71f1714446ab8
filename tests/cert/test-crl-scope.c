/* test-crl-scope.c — which list knows of which certificate: places, kinds, reasons, other authorities (RFC 5280 section
 * 6.3.3) */
#include "cf-test-answer.h"

#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY
#define BEFORE (CF_S (CHAIN_FAILS) | CF_S (REVOKED_BEFORE_ARRIVAL))
#define COMPROMISED (CF_S (CHAIN_FAILS) | CF_S (KEY_COMPROMISED))

#define POINTS "crlDistributionPoints=p"
#define IDP "issuingDistributionPoint=critical,@i"
#define URL "URI:" CF_TEST_CRL_URL
#define OURS { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY } }
#define KEY_ONLY "keyCompromise"
#define OTHERS "CACompromise,affiliationChanged,superseded,cessationOfOperation,certificateHold,privilegeWithdrawn,AACompromise"

/* --- places --- */

static const struct {
  const char *says;
  const char *points; /* of the certificate */
  const char *place;  /* of the list; NULL for none */
  CfEvidence wanted;
} places[] = {
  { "the same", "[p]\nfullname=" URL "\n", "[i]\nfullname=" URL "\n", CF_TEST_NOT_REVOKED },
  { "one of two", "[p]\nfullname=URI:http://a/1," URL "\n", "[i]\nfullname=" URL ",URI:http://b/2\n", CF_TEST_NOT_REVOKED },
  { "none of two", "[p]\nfullname=URI:http://a/1," URL "\n", "[i]\nfullname=URI:http://b/1,URI:http://b/2\n", CF_TEST_UNKNOWN },
  { "a longer one", "[p]\nfullname=" URL "\n", "[i]\nfullname=" URL "x\n", CF_TEST_UNKNOWN },
  { "all places", "[p]\nfullname=" URL "\n", NULL, CF_TEST_NOT_REVOKED },
  { "relative, the same", "[p]\nrelativename=r\n[r]\nCN=One\n", "[i]\nrelativename=r\n[r]\nCN=One\n", CF_TEST_NOT_REVOKED },
  { "relative, another", "[p]\nrelativename=r\n[r]\nCN=One\n", "[i]\nrelativename=r\n[r]\nCN=Two\n", CF_TEST_UNKNOWN },
  { "relative against full", "[p]\nrelativename=r\n[r]\nCN=One\n",
    "[i]\nfullname=dirName:d\n[d]\nO=Example Trust\nCN=Example CA\n1.CN=One\n", CF_TEST_NOT_REVOKED },
  { "full against relative", "[p]\nfullname=dirName:d\n[d]\nO=Example Trust\nCN=Example CA\n1.CN=One\n",
    "[i]\nrelativename=r\n[r]\nCN=One\n", CF_TEST_NOT_REVOKED },
  { "full against another relative", "[p]\nfullname=dirName:d\n[d]\nO=Example Trust\nCN=Example CA\n1.CN=One\n",
    "[i]\nrelativename=r\n[r]\nCN=Two\n", CF_TEST_UNKNOWN },
  { "a URL against relative", "[p]\nfullname=" URL "\n", "[i]\nrelativename=r\n[r]\nCN=One\n", CF_TEST_UNKNOWN },
  { "another authority was named, and no place", "[p]\nCRLissuer=dirName:d\n[d]\nCN=Lists\n", "[i]\nfullname=" URL "\n", CF_TEST_UNKNOWN },
};

static void
test_places (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { { POINTS }, .config = places[i].points });
    CfTestList list = { .config = places[i].place, .extensions = { places[i].place == NULL ? NULL : IDP } };

    g_test_message ("%s", places[i].says);
    cf_test_case_give (test, &list);
    cf_test_case_expect (test, places[i].wanted);
  }
}

/* --- kinds: an authority's certificate on lists of authorities --- */

static void
test_kinds (void)
{
  static const struct {
    const char *kind;
    CfEvidence wanted;
  } rows[] = {
    { NULL, CF_TEST_NOT_REVOKED },
    { "issuingDistributionPoint=critical,onlyCA:TRUE", CF_TEST_NOT_REVOKED },
    { "issuingDistributionPoint=critical,onlyuser:TRUE", CF_TEST_UNKNOWN },
    { "issuingDistributionPoint=critical,onlyAA:TRUE", CF_TEST_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .no_root_list = TRUE });

    cf_test_case_list (test, &(CfTestList) { 0 });
    cf_test_case_give (test, &(CfTestList) { .issuer = test->chain->root, .key = test->chain->root_key,
                                             .extensions = { rows[i].kind } });
    cf_test_case_expect (test, rows[i].wanted);
  }
}

/* --- reasons: good only where all are covered --- */

static const struct {
  const char *says;
  const char *points;
  const char *first, *second; /* reasons of two lists; NULL for no list, "" for all */
  CfTime second_until;
  CfEvidence wanted;
} reasons[] = {
  { "both", NULL, KEY_ONLY, OTHERS, 0, CF_TEST_NOT_REVOKED },
  { "the first only", NULL, KEY_ONLY, NULL, 0, CF_TEST_UNKNOWN },
  { "the second only", NULL, NULL, OTHERS, 0, CF_TEST_UNKNOWN },
  { "the first twice", NULL, KEY_ONLY, KEY_ONLY, 0, CF_TEST_UNKNOWN },
  { "the second is stale", NULL, KEY_ONLY, OTHERS, NOW - 301, CF_TEST_UNKNOWN },
  { "the second knows everything", NULL, KEY_ONLY, "", 0, CF_TEST_NOT_REVOKED },
  { "the certificate expects less there", "[p]\nfullname=" URL "\nreasons=" KEY_ONLY "\n", "", NULL, 0, CF_TEST_UNKNOWN },
};

/* The place makes the certificate's own words about reasons count. */
static void
give_for_reasons (CfTestCase *test, const char *which, CfTime until)
{
  g_autofree char *some = *which == '\0' ? g_strdup ("") : g_strdup_printf ("onlysomereasons=%s\n", which);
  g_autofree char *config = g_strdup_printf ("[i]\nfullname=" URL "\n%s", some);

  cf_test_case_give (test, &(CfTestList) { .until = until, .config = config, .extensions = { IDP } });
}

static void
test_reasons (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    const char *points = reasons[i].points != NULL ? reasons[i].points : "[p]\nfullname=" URL "\n";
    g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { { POINTS }, .config = points });

    g_test_message ("%s", reasons[i].says);
    if (reasons[i].first != NULL)
      give_for_reasons (test, reasons[i].first, 0);
    if (reasons[i].second != NULL)
      give_for_reasons (test, reasons[i].second, reasons[i].second_until);
    cf_test_case_expect (test, reasons[i].wanted);
  }
}

static void
test_revoked_on_one_of_two (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (NULL);

  cf_test_case_give (test, &(CfTestList) { .config = "[i]\nonlysomereasons=" OTHERS "\n", .extensions = { IDP } });
  cf_test_case_give (test, &(CfTestList) { .config = "[i]\nonlysomereasons=" KEY_ONLY "\n", .extensions = { IDP },
                                           .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY, .reason = 1 } } });
  cf_test_case_expect (test, COMPROMISED);
}

/* --- other authorities --- */

#define NAMED "[p]\nfullname=" URL "\nCRLissuer=dirName:d\n[d]\nCN=Lists\n"
#define INDIRECT "issuingDistributionPoint=critical,fullname:" URL ",indirectCRL:TRUE"
#define DIRECT "issuingDistributionPoint=critical,fullname:" URL

typedef enum { ENTRY_NONE, ENTRY_UNNAMED, ENTRY_NAMED, ENTRY_AFTER_NAMED, ENTRY_AFTER_OTHER } EntryKind;

static const struct {
  const char *says;
  const char *points;
  const char *list;    /* extension */
  const char *subject; /* of the lists' authority */
  gboolean by_ca;      /* who made it: the signer's authority, else the root */
  EntryKind entry;
  CfEvidence wanted;
} indirect[] = {
  { "named, empty", NAMED, INDIRECT, "CN=Lists", FALSE, ENTRY_NONE, CF_TEST_NOT_REVOKED },
  { "made by the signer's authority", NAMED, INDIRECT, "CN=Lists", TRUE, ENTRY_NONE, CF_TEST_NOT_REVOKED },
  { "an entry of its own with that number", NAMED, INDIRECT, "CN=Lists", FALSE, ENTRY_UNNAMED, CF_TEST_NOT_REVOKED },
  { "an entry of our authority", NAMED, INDIRECT, "CN=Lists", FALSE, ENTRY_NAMED, BEFORE },
  { "an entry after one of our authority", NAMED, INDIRECT, "CN=Lists", FALSE, ENTRY_AFTER_NAMED, BEFORE },
  { "an entry after one of another authority", NAMED, INDIRECT, "CN=Lists", FALSE, ENTRY_AFTER_OTHER, CF_TEST_NOT_REVOKED },
  { "does not say that it is for others", NAMED, DIRECT, "CN=Lists", FALSE, ENTRY_NAMED, CF_TEST_UNKNOWN },
  { "says nothing of itself", NAMED, NULL, "CN=Lists", FALSE, ENTRY_NAMED, CF_TEST_UNKNOWN },
  { "not the one that is named", NAMED, INDIRECT, "CN=Others", FALSE, ENTRY_NONE, CF_TEST_UNKNOWN },
  { "nobody is named", "[p]\nfullname=" URL "\n", INDIRECT, "CN=Lists", FALSE, ENTRY_NONE, CF_TEST_UNKNOWN },
};

static void
fill_entries (CfTestList *list, EntryKind kind, const CfTestChain *chain)
{
  CfTestEntry ours = { .serial = CF_TEST_SERIAL, .at = NOW - 9 * DAY };
  CfTestEntry other = { .serial = 98, .at = NOW - 9 * DAY };

  switch (kind) {
  case ENTRY_NONE:
    return;
  case ENTRY_UNNAMED:
    list->entries[0] = ours;
    return;
  case ENTRY_NAMED:
    ours.issuer = chain->ca;
    list->entries[0] = other;
    list->entries[1] = ours;
    return;
  case ENTRY_AFTER_NAMED:
    other.issuer = chain->ca;
    break;
  case ENTRY_AFTER_OTHER:
    other.issuer = chain->root;
    break;
  }
  list->entries[0] = other;
  list->entries[1] = (CfTestEntry) { .serial = 97, .at = NOW - 9 * DAY };
  list->entries[2] = ours;
}

static void
test_indirect (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (indirect); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { { POINTS }, .config = indirect[i].points });
    CfTestCert spec = { .subject = indirect[i].subject, .key = cf_test_key (CF_TEST_P256, 3), .serial = 60,
                        .extensions = { "keyUsage=critical,cRLSign" } };
    CfTestList list = { .key = spec.key, .extensions = { indirect[i].list } };

    g_test_message ("%s", indirect[i].says);
    if (!indirect[i].by_ca) {
      spec.issuer = test->chain->root;
      spec.issuer_key = test->chain->root_key;
    }
    list.issuer = cf_test_case_put (test, &spec);
    fill_entries (&list, indirect[i].entry, test->chain);
    cf_test_case_list (test, &list);
    cf_test_case_expect (test, indirect[i].wanted);
  }
}

/* The authority's own list may hold entries of others; theirs are not ours. */
static void
test_own_list_for_others (void)
{
  static const struct {
    gboolean named;
    CfEvidence wanted;
  } rows[] = { { FALSE, BEFORE }, { TRUE, CF_TEST_NOT_REVOKED } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (NULL);
    CfTestList list = { .extensions = { "issuingDistributionPoint=critical,indirectCRL:TRUE" }, .entries = OURS };

    if (rows[i].named)
      list.entries[0].issuer = test->chain->root;
    cf_test_case_list (test, &list);
    cf_test_case_expect (test, rows[i].wanted);
  }
}

/* Anybody below the anchor may take the name of the lists' authority. */
static void
test_name_taken_below_a_sister (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { { POINTS }, .config = NAMED });
  X509 *sister = cf_test_case_put (test, &(CfTestCert) {
      .subject = "CN=Sister", .key = cf_test_key (CF_TEST_P384, 1), .issuer = test->chain->root,
      .issuer_key = test->chain->root_key, .serial = 55, .extensions = { "basicConstraints=critical,CA:TRUE" } });
  X509 *lists = cf_test_case_put (test, &(CfTestCert) {
      .subject = "CN=Lists", .key = cf_test_key (CF_TEST_P256, 3), .issuer = sister, .issuer_key = cf_test_key (CF_TEST_P384, 1),
      .serial = 60, .extensions = { "keyUsage=critical,cRLSign" } });

  cf_test_case_list (test, &(CfTestList) { .issuer = lists, .key = cf_test_key (CF_TEST_P256, 3), .extensions = { INDIRECT } });
  cf_test_case_expect (test, CF_TEST_UNKNOWN);
}

/* A certificate whose own words about its lists cannot be read does not get so far. */
static void
test_points_unreadable (void)
{
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_sources = { "2.5.29.31=DER:0500" } });

  cf_test_case_give (test, &(CfTestList) { 0 });
  cf_test_case_expect (test, CF_S (CHAIN_FAILS));
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/crl-scope/places", test_places);
  g_test_add_func ("/cert/crl-scope/kinds", test_kinds);
  g_test_add_func ("/cert/crl-scope/reasons", test_reasons);
  g_test_add_func ("/cert/crl-scope/revoked-on-one-of-two", test_revoked_on_one_of_two);
  g_test_add_func ("/cert/crl-scope/indirect", test_indirect);
  g_test_add_func ("/cert/crl-scope/own-list-for-others", test_own_list_for_others);
  g_test_add_func ("/cert/crl-scope/name-taken-below-a-sister", test_name_taken_below_a_sister);
  g_test_add_func ("/cert/crl-scope/points-unreadable", test_points_unreadable);
  return g_test_run ();
}
