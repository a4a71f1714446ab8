/* test-renewal.c — the next certificate of a sender, or a stranger's (MEANING sections 10 and 12) */
#include "cf-test-pki.h"

#define DAY CF_TIME_DAY
#define SUBJECT "C=JP/O=Example Bank Ltd./CN=Alice Sato"

/* The certificate before: 400 days, to CF_TEST_NOW + 20 days. */
#define BEFORE_BEGIN (CF_TEST_NOW - 380 * DAY)
#define BEFORE_END (CF_TEST_NOW + 20 * DAY)

static const struct {
  const char *says;
  const char *subject;
  const char *issuer;
  CfTime begins;
  guint key;
  CfHistoryCertificate wanted;
} rows[] = {
  { "renewed in its last days", SUBJECT, "O=Example Trust/CN=CA 1", CF_TEST_NOW - DAY, 0, CF_HISTORY_CERTIFICATE_RENEWED },
  { "with another key", SUBJECT, "O=Example Trust/CN=CA 1", CF_TEST_NOW - DAY, 1, CF_HISTORY_CERTIFICATE_RENEWED },
  { "from another authority of the same organisation", SUBJECT, "O=Example Trust/CN=CA 2", CF_TEST_NOW - DAY, 1,
    CF_HISTORY_CERTIFICATE_RENEWED },
  { "with another contract number", "C=JP/O=Example Bank Ltd./serialNumber=77/CN=Alice Sato", "O=Example Trust/CN=CA 1",
    CF_TEST_NOW - DAY, 0, CF_HISTORY_CERTIFICATE_RENEWED },
  { "three months before the end", SUBJECT, "O=Example Trust/CN=CA 1", BEFORE_END - 92 * DAY, 0,
    CF_HISTORY_CERTIFICATE_RENEWED },
  { "four months before the end", SUBJECT, "O=Example Trust/CN=CA 1", BEFORE_END - 120 * DAY, 0,
    CF_HISTORY_CERTIFICATE_CHANGED },
  { "before the first began, near its own end", SUBJECT, "O=Example Trust/CN=CA 1", BEFORE_BEGIN - 390 * DAY, 0,
    CF_HISTORY_CERTIFICATE_RENEWED },
  { "long before the first began", SUBJECT, "O=Example Trust/CN=CA 1", BEFORE_BEGIN - 900 * DAY, 0,
    CF_HISTORY_CERTIFICATE_CHANGED },
  { "another person", "C=JP/O=Example Bank Ltd./CN=Bob Sato", "O=Example Trust/CN=CA 1", CF_TEST_NOW - DAY, 0,
    CF_HISTORY_CERTIFICATE_CHANGED },
  { "another organisation", "C=JP/O=Other Ltd./CN=Alice Sato", "O=Example Trust/CN=CA 1", CF_TEST_NOW - DAY, 0,
    CF_HISTORY_CERTIFICATE_CHANGED },
  { "another issuer", SUBJECT, "O=Other Trust/CN=CA 1", CF_TEST_NOW - DAY, 0, CF_HISTORY_CERTIFICATE_CHANGED },
  { "an issuer without organisation", SUBJECT, "CN=Example Trust", CF_TEST_NOW - DAY, 0, CF_HISTORY_CERTIFICATE_RENEWED },
  { "not valid yet", SUBJECT, "O=Example Trust/CN=CA 1", CF_TEST_NOW + DAY, 0, CF_HISTORY_CERTIFICATE_CHANGED },
};

static X509 *
make (const char *subject, const char *issuer_subject, CfTime begins, CfTime ends, guint key)
{
  CfTestCert ca = { .subject = issuer_subject, .key = cf_test_key (CF_TEST_P256, 3) };
  g_autoptr (X509) issuer = cf_test_cert (&ca);
  CfTestCert spec = { .subject = subject, .key = cf_test_key (CF_TEST_P256, key), .issuer = issuer,
                      .issuer_key = ca.key, .begins = begins, .ends = ends };

  return cf_test_cert (&spec);
}

static void
test_table (void)
{
  g_autoptr (X509) before = make (SUBJECT, "O=Example Trust/CN=CA 1", BEFORE_BEGIN, BEFORE_END, 0);
  g_autofree char *sha256 = cf_cert_dup_fingerprint (before);
  g_autofree char *names = cf_cert_dup_names (before);
  CfCertHistory history = { sha256, names, "Example Trust", CF_ASSURANCE_SPONSOR, BEFORE_BEGIN, BEFORE_END };

  g_assert_cmpstr (names, ==, "CN=Alice Sato,O=Example Bank Ltd.,C=JP");
  g_assert_cmpint (cf_cert_compare_renewal (&history, before, CF_TEST_NOW), ==, CF_HISTORY_CERTIFICATE_SAME);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (X509) now =
        make (rows[i].subject, rows[i].issuer, rows[i].begins, rows[i].begins + 400 * DAY, rows[i].key);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (cf_history_certificate_get_name (cf_cert_compare_renewal (&history, now, CF_TEST_NOW)), ==,
                     cf_history_certificate_get_name (rows[i].wanted));
  }
}

/* After a gap of some months it is still the next one; after years it is not. */
static void
test_gap (void)
{
  static const struct {
    guint days;
    CfHistoryCertificate wanted;
  } gaps[] = { { 0, CF_HISTORY_CERTIFICATE_RENEWED },
               { 180, CF_HISTORY_CERTIFICATE_RENEWED },
               { 190, CF_HISTORY_CERTIFICATE_CHANGED },
               { 2000, CF_HISTORY_CERTIFICATE_CHANGED } };
  CfTime ended = CF_TEST_NOW - 3000 * DAY;
  CfCertHistory history = { "00", "CN=Alice Sato,O=Example Bank Ltd.,C=JP", "Example Trust", CF_ASSURANCE_MAILBOX, ended - 365 * DAY,
                            ended };

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++) {
    CfTime begins = ended + (CfTime) gaps[i].days * DAY;
    g_autoptr (X509) now = make (SUBJECT, "O=Example Trust/CN=CA 1", begins, begins + 365 * DAY, 0);

    g_assert_cmpint (cf_cert_compare_renewal (&history, now, CF_TEST_NOW), ==, gaps[i].wanted);
  }
}

/* What the ledger does not have is no match. */
static void
test_nothing_known (void)
{
  g_autoptr (X509) now = make (SUBJECT, "O=Example Trust/CN=CA 1", CF_TEST_NOW - DAY, CF_TEST_END, 0);
  CfCertHistory nothing = { .not_before = CF_TIME_UNKNOWN, .not_after = CF_TIME_UNKNOWN };
  CfCertHistory without_names = { "00", NULL, "Example Trust", CF_ASSURANCE_MAILBOX, BEFORE_BEGIN, BEFORE_END };
  CfCertHistory without_times = { "00", "CN=Alice Sato,O=Example Bank Ltd.,C=JP", "Example Trust", CF_ASSURANCE_MAILBOX,
                                  CF_TIME_UNKNOWN, CF_TIME_UNKNOWN };

  g_assert_cmpint (cf_cert_compare_renewal (&nothing, now, CF_TEST_NOW), ==, CF_HISTORY_CERTIFICATE_FIRST);
  g_assert_cmpint (cf_cert_compare_renewal (&without_names, now, CF_TEST_NOW), ==, CF_HISTORY_CERTIFICATE_CHANGED);
  g_assert_cmpint (cf_cert_compare_renewal (&without_times, now, CF_TEST_NOW), ==, CF_HISTORY_CERTIFICATE_CHANGED);
}

static void
test_class (void)
{
  static const CfAssurance order[] = { CF_ASSURANCE_UNKNOWN, CF_ASSURANCE_MAILBOX, CF_ASSURANCE_INDIVIDUAL,
                                       CF_ASSURANCE_SPONSOR };

  for (guint a = 0; a < G_N_ELEMENTS (order); a++)
    for (guint b = 0; b < G_N_ELEMENTS (order); b++)
      g_assert_cmpint (cf_cert_is_class_dropped (order[a], order[b]), ==, b < a);

  /* Both name the organisation. */
  g_assert_false (cf_cert_is_class_dropped (CF_ASSURANCE_ORGANIZATION, CF_ASSURANCE_SPONSOR));
  g_assert_false (cf_cert_is_class_dropped (CF_ASSURANCE_SPONSOR, CF_ASSURANCE_ORGANIZATION));
  g_assert_true (cf_cert_is_class_dropped (CF_ASSURANCE_ORGANIZATION, CF_ASSURANCE_INDIVIDUAL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/renewal/table", test_table);
  g_test_add_func ("/cert/renewal/gap", test_gap);
  g_test_add_func ("/cert/renewal/nothing-known", test_nothing_known);
  g_test_add_func ("/cert/renewal/class", test_class);
  return g_test_run ();
}
