/* test-time.c — moments to text and back */
#include "cf-time.h"

static void
test_parse (void)
{
  static const struct { const char *text; CfTime want; } rows[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "1969-12-31T23:59:59Z", -1 },
    { "1969-12-31T23:59:59.5Z", -1 },
    { "2026-03-01T09:00:00Z", 1772355600 },
    { "2026-03-01T18:00:00+09:00", 1772355600 },
    { "2026-03-01T00:00:00-09:00", 1772355600 },
    { "2026-03-01T09:00:00-00:00", 1772355600 },
    { "2026-03-01T09:00:00.999999Z", 1772355600 },
    { "2024-02-29T00:00:00Z", 1709164800 },
    { "2038-01-19T03:14:08Z", G_GINT64_CONSTANT (2147483648) },
    { "0001-01-01T00:00:00Z", G_GINT64_CONSTANT (-62135596800) },
    { "9999-12-31T23:59:59Z", G_GINT64_CONSTANT (253402300799) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTime got = 42;

    g_test_message ("%s", rows[i].text);
    g_assert_true (cf_time_parse (rows[i].text, &got));
    g_assert_cmpint (got, ==, rows[i].want);
  }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "", "now", "0", "2026-03-01", "2026-03-01T09:00:00", "2026-03-01 09:00:00Z", "2026-03-01t09:00:00z",
    "2026-03-01T09:00Z", "20260301T090000Z", "2026-W09-1T00:00:00Z", "2026-060T00:00:00Z", "2026-3-01T09:00:00Z",
    "26-03-01T09:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z",
    "2026-02-30T00:00:00Z", "2026-03-32T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T00:60:00Z",
    "2026-03-01T00:00:61Z", "2026-03-01T00:00:00,5Z", "2026-03-01T00:00:00.Z", "2026-03-01T00:00:00+9",
    "2026-03-01T00:00:00+09", "2026-03-01T00:00:00+0900", "2026-03-01T00:00:00+25:00", "2026-03-01T00:00:00Z ",
    " 2026-03-01T00:00:00Z", "2026-03-01T00:00:00ZZ", "2026-03-01T00:00:00Z+09:00", "2026-03-01T00:00:00 Z",
    "2026/03/01T00:00:00Z", "2026-03-01T00.00.00Z", "２０２６-03-01T00:00:00Z", "+2026-03-01T00:00:00Z",
    "-2026-03-01T00:00:00Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "0001-01-01T00:00:00+09:00",
    "9999-12-31T23:59:59-09:00", "aaaa-bb-ccTdd:ee:ffZ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    CfTime got = 42;

    g_test_message ("%s", texts[i]);
    g_assert_false (cf_time_parse (texts[i], &got));
    g_assert_cmpint (got, ==, 42);
  }
}

static void
test_format (void)
{
  static const struct { CfTime time; const char *want; } rows[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { -1, "1969-12-31T23:59:59Z" },
    { 1772355600, "2026-03-01T09:00:00Z" },
    { G_GINT64_CONSTANT (-62135596800), "0001-01-01T00:00:00Z" },
    { G_GINT64_CONSTANT (-30610224000), "1000-01-01T00:00:00Z" },
    { G_GINT64_CONSTANT (253402300799), "9999-12-31T23:59:59Z" },
    { CF_TIME_UNKNOWN, NULL },
    { G_MAXINT64, NULL },
    { G_GINT64_CONSTANT (253402300800), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = cf_time_format (rows[i].time);

    g_assert_cmpstr (got, ==, rows[i].want);
  }
}

/* What is written is read back, in any year and for any time zone of the machine. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++) {
    CfTime time = (CfTime) g_test_rand_double_range (-62135596800.0, 253402300800.0);
    g_autofree char *text = cf_time_format (time);
    CfTime back = 0;

    g_assert_cmpuint (strlen (text), ==, 20);
    g_assert_true (cf_time_parse (text, &back));
    g_assert_cmpint (back, ==, time);
  }
}

static CfTime
time_of_asn1 (const char *text, int type)
{
  ASN1_STRING *string = ASN1_STRING_type_new (type);
  CfTime time;

  g_assert_cmpint (ASN1_STRING_set (string, text, -1), ==, 1);
  time = cf_time_from_asn1 (string);
  ASN1_STRING_free (string);
  return time;
}

static void
test_asn1 (void)
{
  static const struct { const char *text; int type; CfTime want; } rows[] = {
    { "700101000000Z", V_ASN1_UTCTIME, 0 },
    { "260301090000Z", V_ASN1_UTCTIME, 1772355600 },
    { "491231235959Z", V_ASN1_UTCTIME, G_GINT64_CONSTANT (2524607999) },
    /* RFC 5280 section 4.1.2.5.1: 50 and more are of the last century. */
    { "500101000000Z", V_ASN1_UTCTIME, -631152000 },
    { "20260301090000Z", V_ASN1_GENERALIZEDTIME, 1772355600 },
    { "00010101000000Z", V_ASN1_GENERALIZEDTIME, G_GINT64_CONSTANT (-62135596800) },
    { "99991231235959Z", V_ASN1_GENERALIZEDTIME, G_GINT64_CONSTANT (253402300799) },
    { "00000101000000Z", V_ASN1_GENERALIZEDTIME, CF_TIME_UNKNOWN },
    { "20261301000000Z", V_ASN1_GENERALIZEDTIME, CF_TIME_UNKNOWN },
    { "20260230000000Z", V_ASN1_GENERALIZEDTIME, CF_TIME_UNKNOWN },
    { "", V_ASN1_UTCTIME, CF_TIME_UNKNOWN },
    { "nonsense", V_ASN1_UTCTIME, CF_TIME_UNKNOWN },
    { "260301090000Z", V_ASN1_OCTET_STRING, CF_TIME_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (time_of_asn1 (rows[i].text, rows[i].type), ==, rows[i].want);
  }

  g_assert_cmpint (cf_time_from_asn1 (NULL), ==, CF_TIME_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/refused", test_refused);
  g_test_add_func ("/base/time/format", test_format);
  g_test_add_func ("/base/time/round-trip", test_round_trip);
  g_test_add_func ("/base/time/asn1", test_asn1);
  return g_test_run ();
}
