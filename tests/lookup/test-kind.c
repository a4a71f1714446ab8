/* test-kind.c — how each kind is asked, and how long what comes is kept */
#include "cf-limits.h"
#include "cf-lookup-kind.h"
#include "cf-openssl.h"

#define NOW ((CfTime) 1770000000)

static void
test_table (void)
{
  for (guint kind = 0; kind < CF_QUESTION_N_KINDS; kind++) {
    const CfLookupKind *row = cf_lookup_kind_get (kind);

    g_assert_cmpint (row != NULL, ==, kind != CF_QUESTION_DNS && kind != CF_QUESTION_HISTORY);
    g_assert_cmpint (cf_lookup_kind_get_seconds (kind) > 0, ==, kind != CF_QUESTION_HISTORY);
    g_assert_cmpint (cf_lookup_kind_get_keep (kind) > 0, ==, kind != CF_QUESTION_HISTORY);
    g_assert_cmpuint (cf_lookup_kind_get_bytes (kind), >, 0);
    g_assert_cmpuint (cf_lookup_kind_get_bytes (kind), <=, CF_LIMIT_ANSWER_BYTES);
    if (row != NULL)
      g_assert_cmpint (row->kind, ==, kind);
  }
}

/* Whether a request of @bytes for a URL of @url_bytes goes by GET. */
static void
check_method (guint url_bytes, guint bytes, gboolean is_get)
{
  g_autofree char *path = g_strnfill (url_bytes - strlen ("http://a.example/"), 'x');
  g_autofree guint8 *request = g_malloc0 (bytes);
  g_autofree char *base64 = g_base64_encode (request, bytes);
  g_autofree char *key = g_strdup_printf ("http://a.example/%s %s", path, base64);
  CfLookupRequest sent = { NULL, NULL, NULL };

  g_assert_true (cf_lookup_kind_prepare_ocsp (key, &sent));
  g_assert_cmpint (sent.body == NULL, ==, is_get);
  g_assert_cmpint (sent.header == NULL, ==, is_get);
  if (is_get) {
    g_assert_cmpuint (strlen (sent.url), <, 255);
    g_assert_true (g_str_has_suffix (sent.url, base64));
  } else {
    g_assert_cmpuint (strlen (sent.url), ==, url_bytes);
    g_assert_cmpuint (g_bytes_get_size (sent.body), ==, bytes);
  }
  cf_lookup_request_clear (&sent);
}

static void
test_ocsp_request (void)
{
  static const struct {
    const char *key;
    const char *url; /* NULL: no question */
    gboolean is_get;
  } rows[] = {
    { "http://a.example MAMCAQA=", "http://a.example/MAMCAQA%3D", TRUE },
    { "http://a.example/ MAMCAQA=", "http://a.example/MAMCAQA%3D", TRUE },
    { "http://a.example/o +/8=", "http://a.example/o/%2B%2F8%3D", TRUE },
    { "http://a.example/?x MAMCAQA=", "http://a.example/?x", FALSE },
    { "http://a.example/#x MAMCAQA=", "http://a.example/#x", FALSE },
    { "http://a.example", NULL, FALSE },
    { "http://a.example ", NULL, FALSE },
    { "http://a.example MAMCAQA", NULL, FALSE },
    { "http://a.example MAMCAQB=", NULL, FALSE },
    { "http://a.example MAM CAQA=", NULL, FALSE },
    { "http://a.example MAMCAQA= x", NULL, FALSE },
    { "http://a.example MAMC?AQA=", NULL, FALSE },
    { "", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfLookupRequest request = { NULL, NULL, NULL };
    gboolean is_question = cf_lookup_kind_prepare_ocsp (rows[i].key, &request);

    g_test_message ("%s", rows[i].key);
    if (g_str_has_suffix (rows[i].key, "MAMCAQB=")) {
      /* Bits that stand for nothing: not what an encoder writes. */
      g_assert_false (is_question);
      continue;
    }
    g_assert_cmpint (is_question, ==, rows[i].url != NULL);
    g_assert_cmpstr (request.url, ==, rows[i].url);
    g_assert_cmpint (is_question && request.body == NULL, ==, rows[i].is_get);
    cf_lookup_request_clear (&request);
  }

  check_method (30, 75, TRUE);
  check_method (153, 75, TRUE);  /* with "/" and 100 of base64: 254 */
  check_method (154, 75, FALSE); /* 255 */
  check_method (30, 300, FALSE);
}

/* A revocation list without entries and with a signature of zeros: nothing here looks at it. */
static GBytes *
make_crl (CfTime next)
{
  g_autoptr (X509_CRL) crl = X509_CRL_new ();
  g_autoptr (EVP_PKEY) key = EVP_PKEY_Q_keygen (NULL, NULL, "EC", "P-256");
  ASN1_TIME *last = ASN1_TIME_set (NULL, NOW - 1000);
  ASN1_TIME *then = next == CF_TIME_UNKNOWN ? NULL : ASN1_TIME_set (NULL, next);
  guint8 *der = NULL;
  GBytes *bytes;
  int length;

  X509_CRL_set_version (crl, 1);
  X509_CRL_set1_lastUpdate (crl, last);
  if (then != NULL)
    X509_CRL_set1_nextUpdate (crl, then);
  g_assert_cmpint (X509_CRL_sign (crl, key, EVP_sha256 ()), >, 0);
  length = i2d_X509_CRL (crl, &der);
  g_assert_cmpint (length, >, 0);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  ASN1_TIME_free (last);
  ASN1_TIME_free (then);
  return bytes;
}

static CfSpan
span_of (GBytes *bytes)
{
  return cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static const struct {
  const char *says;
  CfTime next; /* after NOW */
  CfTime lasts;
} updates[] = {
  { "in an hour", 3600, 3600 },
  { "in three days", 3 * CF_TIME_DAY, 3 * CF_TIME_DAY },
  { "in a year", 365 * CF_TIME_DAY, 7 * CF_TIME_DAY },
  { "in a second", 1, CF_LIMIT_KEEP_LEAST_SECONDS },
  { "long ago", -365 * CF_TIME_DAY, CF_LIMIT_KEEP_LEAST_SECONDS },
};

static void
test_crl (void)
{
  g_autoptr (GBytes) undated = make_crl (CF_TIME_UNKNOWN);
  CfTime expires = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (updates); i++) {
    g_autoptr (GBytes) crl = make_crl (NOW + updates[i].next);

    g_test_message ("%s", updates[i].says);
    g_assert_true (cf_lookup_kind_read_crl (span_of (crl), NOW, &expires));
    g_assert_cmpint (expires, ==, NOW + updates[i].lasts);
  }

  g_assert_true (cf_lookup_kind_read_crl (span_of (undated), NOW, &expires));
  g_assert_cmpint (expires, ==, NOW + CF_LIMIT_KEEP_UNDATED_SECONDS);
}

/* No part of a list, and nothing behind it, is a list. */
static void
test_crl_broken (void)
{
  g_autoptr (GBytes) crl = make_crl (NOW + 3600);
  CfSpan whole = span_of (crl);
  g_autofree guint8 *longer = g_malloc0 (whole.length + 1);
  CfTime expires = 7;

  for (gsize length = 0; length < whole.length; length++)
    g_assert_false (cf_lookup_kind_read_crl (cf_span_sub (whole, 0, length), NOW, &expires));
  memcpy (longer, whole.data, whole.length);
  g_assert_false (cf_lookup_kind_read_crl (cf_span (longer, whole.length + 1), NOW, &expires));
  g_assert_false (cf_lookup_kind_read_ocsp (whole, NOW, &expires));
  g_assert_false (cf_lookup_kind_read_crl (cf_span_str ("<html></html>"), NOW, &expires));
  g_assert_false (cf_lookup_kind_read_crl (cf_span (NULL, 0), NOW, &expires));
}

static void
sign_ocsp (OCSP_BASICRESP *basic)
{
  g_autoptr (EVP_PKEY) key = EVP_PKEY_Q_keygen (NULL, NULL, "EC", "P-256");
  g_autoptr (X509) certificate = X509_new ();

  X509_set_pubkey (certificate, key);
  g_assert_cmpint (OCSP_basic_sign (basic, certificate, key, EVP_sha256 (), NULL, OCSP_NOCERTS), ==, 1);
}

static GBytes *
make_ocsp (int status, CfTime first, CfTime second)
{
  g_autoptr (OCSP_BASICRESP) basic = OCSP_BASICRESP_new ();
  g_autoptr (OCSP_RESPONSE) response = NULL;
  const CfTime times[] = { first, second };
  X509_NAME *name = X509_NAME_new ();
  ASN1_BIT_STRING *key = ASN1_BIT_STRING_new ();
  ASN1_INTEGER *serial = ASN1_INTEGER_new ();
  ASN1_TIME *last = ASN1_TIME_set (NULL, NOW - 1000);
  guint8 *der = NULL;
  GBytes *bytes;
  int length;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (OCSP_CERTID) id = OCSP_cert_id_new (EVP_sha1 (), name, key, serial);
    ASN1_TIME *next = times[i] == CF_TIME_UNKNOWN ? NULL : ASN1_TIME_set (NULL, times[i]);

    g_assert_nonnull (OCSP_basic_add1_status (basic, id, V_OCSP_CERTSTATUS_GOOD, 0, NULL, last, next));
    ASN1_TIME_free (next);
  }
  ASN1_TIME_free (last);
  X509_NAME_free (name);
  ASN1_BIT_STRING_free (key);
  ASN1_INTEGER_free (serial);
  sign_ocsp (basic);
  response = OCSP_response_create (status, status == OCSP_RESPONSE_STATUS_SUCCESSFUL ? basic : NULL);
  g_assert_nonnull (response);
  length = i2d_OCSP_RESPONSE (response, &der);
  g_assert_cmpint (length, >, 0);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

static void
check_ocsp (int status, CfTime first, CfTime second, CfTime lasts)
{
  g_autoptr (GBytes) response = make_ocsp (status, first, second);
  CfTime expires = 0;

  g_assert_true (cf_lookup_kind_read_ocsp (span_of (response), NOW, &expires));
  g_assert_cmpint (expires, ==, NOW + lasts);
}

static void
test_ocsp (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (updates); i++)
    check_ocsp (0, NOW + updates[i].next, NOW + updates[i].next, updates[i].lasts);

  check_ocsp (0, NOW + 5000, NOW + 3000, 3000);
  check_ocsp (0, NOW + 3000, NOW + 5000, 3000);
  check_ocsp (0, CF_TIME_UNKNOWN, NOW + 5000, 5000);
  check_ocsp (0, CF_TIME_UNKNOWN, CF_TIME_UNKNOWN, CF_LIMIT_KEEP_UNDATED_SECONDS);
  check_ocsp (OCSP_RESPONSE_STATUS_TRYLATER, NOW, NOW, CF_LIMIT_KEEP_FAILED_SECONDS);
  check_ocsp (OCSP_RESPONSE_STATUS_UNAUTHORIZED, NOW, NOW, CF_LIMIT_KEEP_FAILED_SECONDS);
}

static void
test_ocsp_broken (void)
{
  g_autoptr (GBytes) response = make_ocsp (0, NOW + 3600, NOW + 3600);
  CfSpan whole = span_of (response);
  CfTime expires = 7;

  for (gsize length = 0; length < whole.length; length++)
    g_assert_false (cf_lookup_kind_read_ocsp (cf_span_sub (whole, 0, length), NOW, &expires));
  g_assert_false (cf_lookup_kind_read_crl (whole, NOW, &expires));
  g_assert_false (cf_lookup_kind_read_ocsp (cf_span (NULL, 0), NOW, &expires));
  /* "Successful", and nothing in it. */
  g_assert_false (cf_lookup_kind_read_ocsp (cf_span ("\x30\x03\x0a\x01\x00", 5), NOW, &expires));
}

static void
test_issuer (void)
{
  static const struct {
    const char *body;
    gboolean is_one;
  } rows[] = {
    { "0\x82\x01\x02", TRUE },
    { "-----BEGIN CERTIFICATE-----\nMII", TRUE },
    { "-----BEGIN PKCS7-----\nMII", TRUE },
    { "-----BEGIN PRIVATE KEY-----\nMII", FALSE },
    { "<html>", FALSE },
    { "0", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTime expires = 0;

    g_assert_cmpint (cf_lookup_kind_read_issuer (cf_span_str (rows[i].body), NOW, &expires), ==, rows[i].is_one);
    g_assert_cmpint (expires, ==, rows[i].is_one ? NOW + 30 * CF_TIME_DAY : 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lookup/kind/table", test_table);
  g_test_add_func ("/lookup/kind/ocsp-request", test_ocsp_request);
  g_test_add_func ("/lookup/kind/crl", test_crl);
  g_test_add_func ("/lookup/kind/crl-broken", test_crl_broken);
  g_test_add_func ("/lookup/kind/ocsp", test_ocsp);
  g_test_add_func ("/lookup/kind/ocsp-broken", test_ocsp_broken);
  g_test_add_func ("/lookup/kind/issuer", test_issuer);
  return g_test_run ();
}
