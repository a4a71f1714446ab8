/* test-dmarc-record.c — what a DMARC policy record says (RFC 9989 sections 4.7 and 4.8) */
#include "cf-domain-dmarc-record.h"
#include "cf-limits.h"

#define NONE CF_DOMAIN_POLICY_NONE
#define QUARANTINE CF_DOMAIN_POLICY_QUARANTINE
#define REJECT CF_DOMAIN_POLICY_REJECT

static void
test_record (void)
{
  static const struct {
    const char *text;
    gboolean is_record, applies;
    CfDomainPolicy own, existing, missing;
  } rows[] = {
    /* section 4.7: v= first and exact */
    { "v=DMARC1", TRUE, TRUE, NONE, NONE, NONE },
    { "v=DMARC1;", TRUE, TRUE, NONE, NONE, NONE },
    { "v=DMARC1; p=reject", TRUE, TRUE, REJECT, REJECT, REJECT },
    { "v = DMARC1 ;p = reject ; ", TRUE, TRUE, REJECT, REJECT, REJECT },
    { "V=DMARC1; P=Reject", TRUE, TRUE, REJECT, REJECT, REJECT },
    { "v=dmarc1; p=reject", FALSE, 0, 0, 0, 0 },
    { "v=DMARC2; p=reject", FALSE, 0, 0, 0, 0 },
    { "v=DMARC1 p=reject", FALSE, 0, 0, 0, 0 },
    { "v=DMARC10; p=reject", FALSE, 0, 0, 0, 0 },
    { " v=DMARC1; p=reject", FALSE, 0, 0, 0, 0 },
    { "p=reject; v=DMARC1", FALSE, 0, 0, 0, 0 },
    { "; v=DMARC1; p=reject", FALSE, 0, 0, 0, 0 },
    { "v=spf1 -all", FALSE, 0, 0, 0, 0 },
    { "", FALSE, 0, 0, 0, 0 },
    /* sp= stands in for np=, p= for sp= */
    { "v=DMARC1; p=reject; sp=quarantine", TRUE, TRUE, REJECT, QUARANTINE, QUARANTINE },
    { "v=DMARC1; p=none; sp=quarantine; np=reject", TRUE, TRUE, NONE, QUARANTINE, REJECT },
    { "v=DMARC1; p=quarantine; np=none", TRUE, TRUE, QUARANTINE, QUARANTINE, NONE },
    { "v=DMARC1; np=reject", TRUE, TRUE, NONE, NONE, REJECT },
    /* section 4.10.1: a malformed policy */
    { "v=DMARC1; p=bogus", TRUE, FALSE, NONE, NONE, NONE },
    { "v=DMARC1; p=", TRUE, FALSE, NONE, NONE, NONE },
    { "v=DMARC1; p=bogus; rua=mailto:a@example.com", TRUE, TRUE, NONE, NONE, NONE },
    { "v=DMARC1; p=bogus; rua=", TRUE, FALSE, NONE, NONE, NONE },
    { "v=DMARC1; p=bogus; rua=a@example.com", TRUE, FALSE, NONE, NONE, NONE },
    { "v=DMARC1; p=bogus; rua=x, mailto:a@example.com!10m", TRUE, TRUE, NONE, NONE, NONE },
    { "v=DMARC1; p=reject; sp=bogus; rua=mailto:a@example.com", TRUE, TRUE, NONE, NONE, NONE },
    { "v=DMARC1; p=reject; np=bogus", TRUE, FALSE, NONE, NONE, NONE },
    /* unknown tags, and those of RFC 7489 that are gone */
    { "v=DMARC1; p=reject; pct=0; ri=1; rf=afrf; fo=1; zz=1", TRUE, TRUE, REJECT, REJECT, REJECT },
    { "v=DMARC1; x; ; p=reject; =y", TRUE, TRUE, REJECT, REJECT, REJECT },
    { "v=DMARC1; p=reject; p=none", TRUE, TRUE, REJECT, REJECT, REJECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfDomainDmarcRecord record;
    gboolean is_record = cf_domain_read_dmarc (cf_span_str (rows[i].text), &record);

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (is_record, ==, rows[i].is_record);
    if (!is_record)
      continue;
    g_assert_cmpint (record.applies, ==, rows[i].applies);
    g_assert_cmpint (record.own, ==, rows[i].own);
    g_assert_cmpint (record.existing, ==, rows[i].existing);
    g_assert_cmpint (record.missing, ==, rows[i].missing);
  }
}

static void
test_record_flags (void)
{
  static const struct { const char *tags; CfDomainPsd psd; gboolean dkim, spf, testing, partly; } rows[] = {
    { "", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 0 },
    { "psd=y", CF_DOMAIN_PSD_YES, 0, 0, 0, 0 },
    { "psd=N", CF_DOMAIN_PSD_NO, 0, 0, 0, 0 },
    { "psd=u", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 0 },
    { "psd=yes", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 0 },
    { "adkim=s", CF_DOMAIN_PSD_UNKNOWN, 1, 0, 0, 0 },
    { "adkim=r; aspf=s", CF_DOMAIN_PSD_UNKNOWN, 0, 1, 0, 0 },
    { "adkim=strict", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 0 },
    { "t=y", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 1, 0 },
    { "t=n; pct=99", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 1 },
    { "pct=100", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 0 },
    { "pct=x", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 0 },
    { "pct=101", CF_DOMAIN_PSD_UNKNOWN, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strconcat ("v=DMARC1; p=reject; ", rows[i].tags, NULL);
    CfDomainDmarcRecord record;

    g_test_message ("%s", text);
    g_assert_true (cf_domain_read_dmarc (cf_span_str (text), &record));
    g_assert_cmpint (record.psd, ==, rows[i].psd);
    g_assert_cmpint (record.strict_dkim, ==, rows[i].dkim);
    g_assert_cmpint (record.strict_spf, ==, rows[i].spf);
    g_assert_cmpint (record.testing, ==, rows[i].testing);
    g_assert_cmpint (record.partly, ==, rows[i].partly);
  }
}

/* CF_LIMIT_DMARC_TAGS: what stands behind is not looked at. */
static void
test_record_limit (void)
{
  for (guint n = CF_LIMIT_DMARC_TAGS - 2; n <= CF_LIMIT_DMARC_TAGS - 1; n++) {
    g_autoptr (GString) text = g_string_new ("v=DMARC1");
    CfDomainDmarcRecord record;

    for (guint i = 0; i < n; i++)
      g_string_append (text, ";x=1");
    g_string_append (text, ";p=reject");
    g_assert_true (cf_domain_read_dmarc (cf_span (text->str, text->len), &record));
    g_assert_cmpint (record.own, ==, n < CF_LIMIT_DMARC_TAGS - 1 ? REJECT : NONE);
  }
}

static void
test_lower (void)
{
  g_assert_cmpint (cf_domain_policy_lower (REJECT), ==, QUARANTINE);
  g_assert_cmpint (cf_domain_policy_lower (QUARANTINE), ==, NONE);
  g_assert_cmpint (cf_domain_policy_lower (NONE), ==, NONE);
}

static void
test_garbage (void)
{
  static const char seed[] = "v=DMARC1; p=reject; sp=none; np=quarantine; psd=n; adkim=s; rua=mailto:a@b,c:d; t=y; pct=5";

  for (guint i = 0; i < 20000; i++) {
    gsize length = g_test_rand_int_range (0, sizeof seed);
    g_autofree guint8 *bytes = g_malloc (length + 1);
    CfDomainDmarcRecord record;

    memcpy (bytes, seed, length);
    for (gint n = g_test_rand_int_range (0, 5); n > 0 && length > 0; n--)
      bytes[g_test_rand_int_range (0, length)] = g_test_rand_int_range (0, 256);
    /* Of its own size, so that a read past the end is seen. */
    bytes = g_realloc (bytes, MAX (length, 1));
    if (cf_domain_read_dmarc (cf_span (bytes, length), &record))
      g_assert_cmpint (memcmp (bytes + 1 + (bytes[1] == ' '), "=", 1), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/dmarc-record/record", test_record);
  g_test_add_func ("/domain/dmarc-record/record-flags", test_record_flags);
  g_test_add_func ("/domain/dmarc-record/record-limit", test_record_limit);
  g_test_add_func ("/domain/dmarc-record/lower", test_lower);
  g_test_add_func ("/domain/dmarc-record/garbage", test_garbage);
  return g_test_run ();
}
