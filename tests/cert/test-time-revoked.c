/* test-time-revoked.c — the tables of MEANING sections 5 and 6: which answer knows of which moment, and what a
 * revocation means */
#include "cf-test-answer.h"

#define NOW CF_TEST_NOW
#define DAY CF_TIME_DAY
#define BEGIN (NOW - 50 * DAY)
#define END (NOW + 10 * DAY)
#define LATER (END + 20 * DAY) /* when the certificate is over */
#define UNKNOWN CF_TIME_UNKNOWN

#define STANDS_GOOD CF_TEST_NOT_REVOKED
#define STANDS_UNKNOWN CF_TEST_UNKNOWN
#define SINCE_GOOD (CF_TEST_NOT_REVOKED | CF_S (EXPIRED_SINCE))
#define SINCE_UNKNOWN (CF_S (CHAIN_STANDS) | CF_S (EXPIRED_SINCE) | CF_S (REVOCATION_PAST))

static CfTestCase *
make_case (void)
{
  return cf_test_case (&(CfTestCaseSpec) { .signer_begins = BEGIN, .signer_ends = END });
}

static void
set_times (CfTestCase *test, CfTime arrived, CfTime now)
{
  test->check->rules.arrived = arrived;
  test->check->rules.now = now;
  test->check->rules.judged_at = arrived != UNKNOWN ? arrived : now;
}

/* expiredCertsOnCRL: a GeneralizedTime in hexadecimal. */
static char *
dup_reaches_back (CfTime time)
{
  g_autoptr (ASN1_GENERALIZEDTIME) value = ASN1_GENERALIZEDTIME_set (NULL, time);
  GString *text = g_string_new ("2.5.29.60=DER:180F");

  for (int i = 0; i < ASN1_STRING_length (value); i++)
    g_string_append_printf (text, "%02X", ASN1_STRING_get0_data (value)[i]);
  return g_string_free (text, FALSE);
}

/* --- good --- */

static const struct {
  const char *says;
  CfTime arrived, now, known_at, until;
  CfTime reaches_back; /* 0 for none */
  CfEvidence wanted;
} good[] = {
  { "fresh now", UNKNOWN, NOW, NOW - DAY, NOW + DAY, 0, STANDS_GOOD },
  { "stale, arrival unknown", UNKNOWN, NOW, NOW - 3 * DAY, NOW - DAY, 0, STANDS_UNKNOWN },
  { "stale, of the moment of arrival", NOW - 3 * DAY, NOW, NOW - 3 * DAY, NOW - DAY, 0, STANDS_GOOD },
  { "stale, a second before the arrival", NOW - 3 * DAY + 1, NOW, NOW - 3 * DAY, NOW - DAY, 0, STANDS_UNKNOWN },
  { "fresh, from before the arrival", NOW - 1, NOW, NOW - DAY, NOW + DAY, 0, STANDS_GOOD },
  { "from the future, arrival known", NOW - DAY, NOW, NOW + 301, NOW + DAY, 0, STANDS_UNKNOWN },
  { "expired: from its last second", NOW, LATER, END, LATER + DAY, 0, SINCE_GOOD },
  { "expired: a second after", NOW, LATER, END + 1, LATER + DAY, 0, SINCE_UNKNOWN },
  { "expired: a second after, arrived in the last", END, LATER, END + 1, LATER + DAY, 0, SINCE_UNKNOWN },
  { "expired: reaches back to its last second", NOW, LATER, LATER - DAY, LATER + DAY, END, SINCE_GOOD },
  { "expired: reaches back a second less", NOW, LATER, LATER - DAY, LATER + DAY, END + 1, SINCE_UNKNOWN },
  { "expired: reaches back, stale, from after the arrival", NOW, LATER, LATER - 2 * DAY, LATER - DAY, BEGIN, SINCE_GOOD },
  { "expired: stale, from after the arrival", NOW, LATER, NOW + DAY, NOW + 2 * DAY, 0, SINCE_GOOD },
  { "expired: stale, from before the arrival", NOW, LATER, NOW - DAY, NOW + 2 * DAY, 0, SINCE_UNKNOWN },
  { "expired: fresh, from before the arrival", NOW, END + 1, NOW - DAY, LATER, 0, SINCE_GOOD },
  { "expired, arrival unknown", UNKNOWN, LATER, LATER - DAY, LATER + DAY, BEGIN, CF_S (CHAIN_STANDS) },
  { "arrived too late", END + 1, LATER, LATER - DAY, LATER + DAY, BEGIN, CF_S (CHAIN_FAILS) },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (CfTestCase) test = make_case ();
    g_autofree char *extension = good[i].reaches_back == 0 ? NULL : dup_reaches_back (good[i].reaches_back);

    g_test_message ("%s", good[i].says);
    set_times (test, good[i].arrived, good[i].now);
    cf_test_case_list (test, &(CfTestList) { .known_at = good[i].known_at, .until = good[i].until, .extensions = { extension } });
    cf_test_case_expect (test, good[i].wanted);
  }
}

/* archiveCutoff of a responder does the same (RFC 6960 section 4.4.4). */
static void
test_archive_cutoff (void)
{
  static const struct {
    CfTime cutoff;
    CfEvidence wanted;
  } rows[] = { { 0, SINCE_UNKNOWN }, { END, SINCE_GOOD }, { END + 1, SINCE_UNKNOWN }, { BEGIN, SINCE_GOOD } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) {
        .signer_sources = { "authorityInfoAccess=OCSP;URI:" CF_TEST_OCSP_URL }, .signer_begins = BEGIN, .signer_ends = END });

    set_times (test, NOW, LATER);
    cf_test_case_respond (test, &(CfTestResponse) {
        .signer = test->chain->ca, .key = test->chain->ca_key,
        .singles = { { .certificate = test->chain->signer, .issuer = test->chain->ca, .known_at = LATER - DAY,
                       .until = LATER + DAY, .archive_cutoff = rows[i].cutoff } } });
    cf_test_case_expect (test, rows[i].wanted);
  }
}

/* What an authority signs after its own end is worth nothing, but an anchor has no end. */
static void
test_end_of_signer (void)
{
  CfTime ca_end = CF_TEST_END;
  g_autoptr (CfTestCase) test = cf_test_case (&(CfTestCaseSpec) { .signer_ends = ca_end + 50 * DAY });

  set_times (test, NOW, ca_end + 2 * DAY);
  cf_test_case_list (test, &(CfTestList) { .known_at = ca_end, .until = ca_end + 9 * DAY });
  cf_test_case_expect (test, SINCE_GOOD);
  cf_test_case_list (test, &(CfTestList) { .known_at = ca_end + 1, .until = ca_end + 9 * DAY });
  cf_test_case_expect (test, SINCE_UNKNOWN);
  cf_test_case_list (test, &(CfTestList) { .known_at = ca_end + 1, .until = ca_end + 9 * DAY,
                                           .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - DAY } } });
  cf_test_case_expect (test, CF_S (CHAIN_FAILS) | CF_S (EXPIRED_SINCE) | CF_S (REVOKED_BEFORE_ARRIVAL));
}

/* --- revoked --- */

#define FAILS CF_S (CHAIN_FAILS)
#define IN_TIME (CF_TEST_STOOD | CF_S (REVOCATION_SETTLED) | CF_S (REVOKED_AFTER_ARRIVAL))
#define ARRIVED (NOW - 10 * DAY)
#define EARLY (ARRIVED - DAY)
#define LATE (ARRIVED + DAY)

/* Each reason before and after the arrival. */
static const struct {
  const char *name;
  CfCertReason reason;
  CfEvidence before, after;
} reasons[] = {
  { NULL, CF_CERT_REASON_UNSPECIFIED, CF_S (REVOKED_BEFORE_ARRIVAL), IN_TIME },
  { "key-compromise", CF_CERT_REASON_KEY_COMPROMISE, CF_S (KEY_COMPROMISED), FAILS | CF_S (KEY_COMPROMISED) },
  { "ca-compromise", CF_CERT_REASON_CA_COMPROMISE, CF_S (KEY_COMPROMISED), FAILS | CF_S (KEY_COMPROMISED) },
  { "affiliation-changed", CF_CERT_REASON_AFFILIATION_CHANGED, CF_S (CEASED), IN_TIME },
  { "superseded", CF_CERT_REASON_SUPERSEDED, CF_S (SUPERSEDED), IN_TIME },
  { "cessation-of-operation", CF_CERT_REASON_CEASED, CF_S (CEASED), IN_TIME },
  { "certificate-hold", CF_CERT_REASON_HOLD, CF_S (REVOKED_BEFORE_ARRIVAL), IN_TIME },
  { NULL, 7, CF_S (REVOKED_BEFORE_ARRIVAL), IN_TIME },
  { "privilege-withdrawn", CF_CERT_REASON_PRIVILEGE, CF_S (REVOKED_BEFORE_ARRIVAL), IN_TIME },
  { "aa-compromise", CF_CERT_REASON_AA_COMPROMISE, CF_S (KEY_COMPROMISED), FAILS | CF_S (KEY_COMPROMISED) },
  { NULL, 99, CF_S (REVOKED_BEFORE_ARRIVAL), IN_TIME },
};

static void
list_signer (CfTestCase *test, CfTime at, int reason, CfTime invalid_since)
{
  cf_test_case_list (test, &(CfTestList) { .entries = { { .serial = CF_TEST_SERIAL, .at = at, .reason = reason,
                                                          .invalid_since = invalid_since } } });
}

static void
test_reasons (void)
{
  g_autoptr (CfTestCase) test = make_case ();

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    const CfSignerFacts *facts;

    g_test_message ("%d", reasons[i].reason);
    set_times (test, ARRIVED, NOW);
    list_signer (test, ARRIVED, reasons[i].reason, 0);
    facts = cf_test_case_expect (test, FAILS | reasons[i].before);
    g_assert_cmpstr (facts->revocation.reason, ==, reasons[i].name);
    g_assert_false (facts->chain.trusted);

    list_signer (test, ARRIVED + 1, reasons[i].reason, 0);
    facts = cf_test_case_expect (test, reasons[i].after);
    g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_REVOKED);
    g_assert_cmpint (facts->revocation.at, ==, ARRIVED + 1);

    /* When nobody knows the arrival, it is now. */
    set_times (test, UNKNOWN, NOW);
    cf_test_case_expect (test, FAILS | reasons[i].before);
  }
}

static const struct {
  const char *says;
  CfTime at;
  int reason;
  CfTime invalid_since;
  CfEvidence wanted;
} dates[] = {
  { "a key, lost after the arrival", LATE, CF_CERT_REASON_KEY_COMPROMISE, ARRIVED + 1, IN_TIME },
  { "a key, lost at the arrival", LATE, CF_CERT_REASON_KEY_COMPROMISE, ARRIVED, FAILS | CF_S (KEY_COMPROMISED) },
  { "a key, lost before", LATE, CF_CERT_REASON_KEY_COMPROMISE, EARLY, FAILS | CF_S (KEY_COMPROMISED) },
  { "a key, revoked before it was lost", EARLY, CF_CERT_REASON_KEY_COMPROMISE, LATE, FAILS | CF_S (KEY_COMPROMISED) },
  { "no reason, invalid before", LATE, 0, EARLY, FAILS | CF_S (REVOKED_BEFORE_ARRIVAL) },
  { "no reason, invalid after", LATE, 0, ARRIVED + 1, IN_TIME },
  { "superseded, invalid before", LATE, CF_CERT_REASON_SUPERSEDED, EARLY, FAILS | CF_S (SUPERSEDED) },
  { "a date to come", NOW + 9 * DAY, 0, 0, IN_TIME },
};

static void
test_dates (void)
{
  g_autoptr (CfTestCase) test = make_case ();

  set_times (test, ARRIVED, NOW);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++) {
    g_test_message ("%s", dates[i].says);
    list_signer (test, dates[i].at, dates[i].reason, dates[i].invalid_since);
    cf_test_case_expect (test, dates[i].wanted);
  }
}

/* A list from before the arrival that names a later date names it already. */
static void
test_date_to_come (void)
{
  g_autoptr (CfTestCase) test = make_case ();

  set_times (test, NOW - 1, NOW);
  list_signer (test, NOW + DAY, 0, 0);
  cf_test_case_expect (test, FAILS | CF_S (REVOKED_BEFORE_ARRIVAL));
}

/* Found after the end of the certificate, on a list that forgets, it counts all the same. */
static void
test_found_late (void)
{
  g_autoptr (CfTestCase) test = make_case ();

  set_times (test, NOW, LATER);
  cf_test_case_list (test, &(CfTestList) { .known_at = END + DAY, .until = END + 2 * DAY,
                                           .entries = { { .serial = CF_TEST_SERIAL, .at = NOW - 1, .reason = 5 } } });
  cf_test_case_expect (test, FAILS | CF_S (EXPIRED_SINCE) | CF_S (CEASED));
  cf_test_case_list (test, &(CfTestList) { .known_at = END + DAY, .until = END + 2 * DAY,
                                           .entries = { { .serial = CF_TEST_SERIAL, .at = NOW + 1, .reason = 5 } } });
  cf_test_case_expect (test, IN_TIME | CF_S (EXPIRED_SINCE));

  g_test_message ("nobody knows the arrival");
  set_times (test, UNKNOWN, LATER);
  cf_test_case_expect (test, FAILS | CF_S (CEASED));
}

static void
test_soon (void)
{
  static const struct {
    CfTime at;
    gboolean soon;
  } rows[] = { { CF_TEST_BEGIN + 60 * DAY, TRUE }, { CF_TEST_BEGIN + 60 * DAY + 1, FALSE }, { CF_TEST_BEGIN - 1, TRUE } };
  g_autoptr (CfTestCase) test = cf_test_case (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    list_signer (test, rows[i].at, 0, 0);
    g_assert_cmpuint ((cf_test_case_run (test)->evidence & CF_S (REVOKED_SOON)) != 0, ==, rows[i].soon);
  }
  cf_test_case_list (test, &(CfTestList) { 0 });
  g_assert_cmpuint (cf_test_case_run (test)->evidence & CF_S (REVOKED_SOON), ==, 0);
}

/* --- our own record of the first check --- */

#define RECORD (CF_S (CHAIN_STANDS) | CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED))

typedef enum { LIST_NONE, LIST_GOOD, LIST_KEY_LATE, LIST_KEY_EARLY, LIST_OTHER_EARLY } ListKind;

static const struct {
  const char *says;
  CfTime stored_at, arrived, now;
  gboolean unverified, unsettled, other_certificate;
  ListKind list;
  CfEvidence wanted;
} stored[] = {
  { "expired since", ARRIVED, ARRIVED, LATER, FALSE, FALSE, FALSE, LIST_NONE, RECORD | CF_S (EXPIRED_SINCE) },
  { "not expired", ARRIVED, ARRIVED, NOW, FALSE, FALSE, FALSE, LIST_NONE, RECORD },
  { "not verified then", ARRIVED, ARRIVED, LATER, TRUE, FALSE, FALSE, LIST_NONE, SINCE_UNKNOWN },
  { "without an answer then", ARRIVED, ARRIVED, LATER, FALSE, TRUE, FALSE, LIST_NONE, SINCE_UNKNOWN },
  { "of another certificate", ARRIVED, ARRIVED, LATER, FALSE, FALSE, TRUE, LIST_NONE, SINCE_UNKNOWN },
  { "of a time before the arrival", ARRIVED - 1, ARRIVED, LATER, FALSE, FALSE, FALSE, LIST_NONE, SINCE_UNKNOWN },
  { "of no time", UNKNOWN, ARRIVED, LATER, FALSE, FALSE, FALSE, LIST_NONE, SINCE_UNKNOWN },
  { "nobody vouches for the arrival", ARRIVED, UNKNOWN, LATER, FALSE, FALSE, FALSE, LIST_NONE, CF_S (CHAIN_STANDS) },
  { "arrived after the end", END + 1, END + 1, LATER, FALSE, FALSE, FALSE, LIST_NONE, FAILS },
  { "and good now", ARRIVED, ARRIVED, NOW, FALSE, FALSE, FALSE, LIST_GOOD, STANDS_GOOD },
  { "the key leaked since", ARRIVED, ARRIVED, NOW, FALSE, FALSE, FALSE, LIST_KEY_LATE, CF_TEST_STOOD | CF_S (KEY_COMPROMISED_SINCE) },
  { "the key leaked since, of another certificate", ARRIVED, ARRIVED, NOW, FALSE, FALSE, TRUE, LIST_KEY_LATE,
    FAILS | CF_S (KEY_COMPROMISED) },
  { "the key leaked before", ARRIVED, ARRIVED, NOW, FALSE, FALSE, FALSE, LIST_KEY_EARLY, FAILS | CF_S (KEY_COMPROMISED) },
  { "revoked before after all", ARRIVED, ARRIVED, NOW, FALSE, FALSE, FALSE, LIST_OTHER_EARLY, FAILS | CF_S (REVOKED_BEFORE_ARRIVAL) },
};

static void
put_list (CfTestCase *test, ListKind kind)
{
  if (kind == LIST_GOOD)
    cf_test_case_list (test, &(CfTestList) { 0 });
  else if (kind != LIST_NONE)
    list_signer (test, kind == LIST_KEY_LATE ? LATE : EARLY, kind == LIST_OTHER_EARLY ? 0 : 1, 0);
}

static void
test_stored (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stored); i++) {
    g_autoptr (CfTestCase) test = make_case ();
    g_autofree char *fingerprint = cf_cert_dup_fingerprint (stored[i].other_certificate ? test->chain->ca : test->chain->signer);
    CfCertStored record = { stored[i].stored_at, fingerprint, !stored[i].unverified, !stored[i].unsettled };

    g_test_message ("%s", stored[i].says);
    set_times (test, stored[i].arrived, stored[i].now);
    put_list (test, stored[i].list);
    test->check->context.stored = &record;
    cf_test_case_expect (test, stored[i].wanted);
  }
}

/* Once for each mail: what our record settles is not asked again. */
static void
test_stored_asks_nothing (void)
{
  g_autoptr (CfTestCase) test = make_case ();
  g_autofree char *fingerprint = cf_cert_dup_fingerprint (test->chain->signer);
  CfCertStored record = { ARRIVED, fingerprint, TRUE, TRUE };

  set_times (test, ARRIVED, NOW);
  cf_test_case_run (test);
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 1);
  test->check->context.stored = &record;
  cf_test_case_run (test);
  g_assert_cmpuint (cf_questions_get_n (test->check->questions), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/time-revoked/good", test_good);
  g_test_add_func ("/cert/time-revoked/archive-cutoff", test_archive_cutoff);
  g_test_add_func ("/cert/time-revoked/end-of-signer", test_end_of_signer);
  g_test_add_func ("/cert/time-revoked/reasons", test_reasons);
  g_test_add_func ("/cert/time-revoked/dates", test_dates);
  g_test_add_func ("/cert/time-revoked/date-to-come", test_date_to_come);
  g_test_add_func ("/cert/time-revoked/found-late", test_found_late);
  g_test_add_func ("/cert/time-revoked/soon", test_soon);
  g_test_add_func ("/cert/time-revoked/stored", test_stored);
  g_test_add_func ("/cert/time-revoked/stored-asks-nothing", test_stored_asks_nothing);
  return g_test_run ();
}
