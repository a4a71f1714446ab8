/* test-revocation.c — who could say that a certificate is revoked, and what no answer means (MEANING section
 * 6) */
#include "cf-test-pki.h"

#define CRL "crlDistributionPoints=URI:http://crl.example/a.crl"
#define OCSP "authorityInfoAccess=OCSP;URI:http://ocsp.example/"
#define LDAP "crlDistributionPoints=URI:ldap://ldap.example/cn=a?certificateRevocationList"
#define ISSUER_ONLY "authorityInfoAccess=caIssuers;URI:http://ca.example/ca.cer"

#define SETTLED (CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED))
#define SETTLED_OFFLINE (CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED_OFFLINE))
#define BITS                                                                                                 \
  (CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED) | CF_S (REVOCATION_UNASKED_OFFLINE) |               \
   CF_S (REVOCATION_UNKNOWN) | CF_S (REVOCATION_OFFLINE) | CF_S (REVOCATION_PAST))

static const struct {
  const char *says;
  const char *signer;
  const char *ca;
  guint n_questions;
  /* under an own anchor; the same offline; under a public root; the same offline */
  CfEvidence own, own_offline, public, public_offline;
} rows[] = {
  { "nobody named", NULL, NULL, 0, SETTLED, SETTLED, CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_UNKNOWN) },
  { "a list", CRL, NULL, 1, CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE), CF_S (REVOCATION_UNKNOWN),
    CF_S (REVOCATION_OFFLINE) },
  { "a responder", OCSP, NULL, 1, CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE),
    CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE) },
  { "only of the authority", NULL, CRL, 1, CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE),
    CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE) },
  { "a place that cannot be asked", LDAP, NULL, 0, CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE),
    CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE) },
  { "the issuer's certificate only", ISSUER_ONLY, NULL, 0, SETTLED, SETTLED, CF_S (REVOCATION_UNKNOWN),
    CF_S (REVOCATION_UNKNOWN) },
  { "access that cannot be read", "authorityInfoAccess=DER:0500", NULL, 0, CF_S (REVOCATION_UNKNOWN),
    CF_S (REVOCATION_OFFLINE), CF_S (REVOCATION_UNKNOWN), CF_S (REVOCATION_OFFLINE) },
};

static CfTestChain *
make_chain (const char *signer, const char *ca)
{
  CfTestChainSpec spec = { 0 };

  spec.signer.extensions[0] = "subjectAltName=email:alice@example.com";
  spec.signer.extensions[1] = "extendedKeyUsage=emailProtection";
  spec.signer.extensions[2] = signer;
  spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
  spec.ca.extensions[1] = ca;
  return cf_test_chain (&spec);
}

static void
check_row (const CfTestChain *chain, gboolean own, gboolean offline, CfEvidence wanted)
{
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, own);
  const CfSignerFacts *facts;

  check->rules.offline = offline;
  facts = cf_test_check_run (check, chain->signer);
  cf_test_assert_evidence (facts->evidence & BITS, wanted);
  g_assert_true (facts->chain.trusted);
  g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_NOT_CHECKED);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestChain) chain = make_chain (rows[i].signer, rows[i].ca);
    g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);

    g_test_message ("%s", rows[i].says);
    check_row (chain, TRUE, FALSE, rows[i].own);
    check_row (chain, TRUE, TRUE, rows[i].own_offline);
    check_row (chain, FALSE, FALSE, rows[i].public);
    check_row (chain, FALSE, TRUE, rows[i].public_offline);

    cf_test_check_run (check, chain->signer);
    g_assert_cmpuint (cf_questions_get_n (check->questions), ==, rows[i].n_questions);
  }
}

static void
test_soft (void)
{
  static const struct {
    const char *signer;
    gboolean own, offline;
    CfEvidence wanted;
  } soft[] = {
    { CRL, TRUE, FALSE, SETTLED },   { CRL, TRUE, TRUE, SETTLED_OFFLINE },
    { CRL, FALSE, FALSE, SETTLED },  { CRL, FALSE, TRUE, SETTLED_OFFLINE },
    { NULL, FALSE, FALSE, SETTLED }, { NULL, FALSE, TRUE, SETTLED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (soft); i++) {
    g_autoptr (CfTestChain) chain = make_chain (soft[i].signer, NULL);
    g_autoptr (CfTestCheck) check = cf_test_check_of (chain, soft[i].own);

    check->rules.revocation = CF_REVOCATION_SOFT;
    check->rules.offline = soft[i].offline;
    cf_test_assert_evidence (cf_test_check_run (check, chain->signer)->evidence & BITS, soft[i].wanted);
  }
}

static void
test_keys (void)
{
  g_autoptr (CfTestChain) chain = make_chain (OCSP, CRL);
  g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);
  const CfSignerFacts *facts = cf_test_check_run (check, chain->signer);
  const char *url = "http://ocsp.example/ ";
  const char *key = cf_questions_get (check->questions, 0)->key;
  g_autoptr (OCSP_REQUEST) request = NULL;
  g_autoptr (OCSP_CERTID) wanted = OCSP_cert_to_id (EVP_sha1 (), chain->signer, chain->ca);
  g_autofree guchar *der = NULL;
  const unsigned char *p;
  gsize length;

  g_assert_cmpint (facts->revocation.status, ==, CF_REVOCATION_NOT_CHECKED);
  g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 2);
  g_assert_cmpint (cf_questions_get (check->questions, 0)->kind, ==, CF_QUESTION_OCSP);
  g_assert_true (g_str_has_prefix (key, url));

  /* One certificate, no nonce (RFC 5019 section 2.1). */
  p = der = g_base64_decode (key + strlen (url), &length);
  request = d2i_OCSP_REQUEST (NULL, &p, (long) length);
  g_assert_nonnull (request);
  g_assert_true (p == der + length);
  g_assert_cmpint (OCSP_request_onereq_count (request), ==, 1);
  g_assert_cmpint (OCSP_REQUEST_get_ext_count (request), ==, 0);
  g_assert_cmpint (OCSP_id_cmp (OCSP_onereq_get0_id (OCSP_request_onereq_get0 (request, 0)), wanted), ==, 0);

  g_assert_cmpint (cf_questions_get (check->questions, 1)->kind, ==, CF_QUESTION_CRL);
  g_assert_cmpstr (cf_questions_get (check->questions, 1)->key, ==, "http://crl.example/a.crl");
}

/* A self-made certificate is no way to make anybody fetch anything. */
static void
test_nothing_asked_without_anchor (void)
{
  g_autoptr (CfTestChain) chain = make_chain (OCSP, CRL);
  g_autoptr (CfTestChain) other = cf_test_chain (NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  CfTestCert spec = { .key = cf_test_key (CF_TEST_P256, 3), .subject = "CN=Other" };
  g_autoptr (X509) anchor = cf_test_cert (&spec);

  cf_test_check_trust (check, anchor);
  cf_test_check_put (check, chain->ca);
  cf_test_check_put (check, chain->root);
  cf_test_check_run (check, chain->signer);
  g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 0);
}

/* URLs that are long, have spaces or control characters, or are too many, are not asked for. */
static void
test_odd_urls (void)
{
  g_autofree char *path = g_strnfill (CF_LIMIT_URL_BYTES, 'a');
  g_autofree char *long_url = g_strdup_printf ("crlDistributionPoints=URI:http://crl.example/%s", path);
  const struct {
    const char *says;
    const char *extension;
    guint n_questions;
  } odd[] = {
    { "too long", long_url, 0 },
    { "a space", "crlDistributionPoints=URI:http://crl.example/a b", 0 },
    { "a control character", "crlDistributionPoints=URI:http://crl.example/\x01", 0 },
    { "another scheme", "crlDistributionPoints=URI:file:///etc/passwd", 0 },
    { "capitals", "crlDistributionPoints=URI:HTTPS://crl.example/a", 1 },
    { "six",
      "crlDistributionPoints=URI:http://a/1,URI:http://a/2,URI:http://a/3,URI:http://a/4,URI:http://a/5,"
      "URI:http://a/6",
      CF_LIMIT_CERT_URLS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (CfTestChain) chain = make_chain (odd[i].extension, NULL);
    g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);

    g_test_message ("%s", odd[i].says);
    check_row (chain, TRUE, FALSE, CF_S (REVOCATION_UNKNOWN));
    cf_test_check_run (check, chain->signer);
    g_assert_cmpuint (cf_questions_get_n (check->questions), ==, odd[i].n_questions);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/revocation/table", test_table);
  g_test_add_func ("/cert/revocation/soft", test_soft);
  g_test_add_func ("/cert/revocation/keys", test_keys);
  g_test_add_func ("/cert/revocation/nothing-asked-without-anchor", test_nothing_asked_without_anchor);
  g_test_add_func ("/cert/revocation/odd-urls", test_odd_urls);
  return g_test_run ();
}
