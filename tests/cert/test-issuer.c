/* test-issuer.c — missing issuers: what is asked, of whom, and what answers are good for */
#include <openssl/pem.h>
#include <openssl/pkcs7.h>

#include "cf-test-pki.h"

#define AIA "authorityInfoAccess="
#define KNOWN "http://crl.globalsign.com/ca.cer"
#define NAMED "http://certs.example.net/ca.cer"
#define STRANGE "http://tracker.example/unique-7.cer"

/* A chain whose signer names @signer_aia and whose authority names @ca_aia, both "authorityInfoAccess=…". */
static CfTestChain *
make_chain (const char *signer_aia, const char *ca_aia)
{
  CfTestChainSpec spec = { 0 };

  spec.signer.extensions[0] = "extendedKeyUsage=emailProtection";
  spec.signer.extensions[1] = "subjectAltName=email:alice@example.com";
  spec.signer.extensions[2] = signer_aia;
  spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
  spec.ca.extensions[1] = ca_aia;
  return cf_test_chain (&spec);
}

/* --- who is asked --- */

static const struct {
  const char *says;
  const char *aia;
  guint n[3]; /* questions with known-hosts, any, off */
} ask_rows[] = {
  { "a known host", AIA "caIssuers;URI:" KNOWN, { 1, 1, 0 } },
  { "a host that the root names", AIA "caIssuers;URI:" NAMED, { 1, 1, 0 } },
  { "a host that an extra certificate names", AIA "caIssuers;URI:http://extra.example.net/a", { 1, 1, 0 } },
  { "any other host", AIA "caIssuers;URI:" STRANGE, { 0, 1, 0 } },
  { "part of a known name", AIA "caIssuers;URI:http://xcerts.example.net/ca.cer", { 0, 1, 0 } },
  { "a name before a known one", AIA "caIssuers;URI:http://certs.example.net.evil.example/ca.cer", { 0, 1, 0 } },
  { "a known name at another port", AIA "caIssuers;URI:http://certs.example.net:81/ca.cer", { 0, 1, 0 } },
  { "a known name as user", AIA "caIssuers;URI:http://certs.example.net@evil.example/ca.cer", { 0, 1, 0 } },
  { "https", AIA "caIssuers;URI:https://crl.globalsign.com/ca.cer", { 1, 1, 0 } },
  { "ldap", AIA "caIssuers;URI:ldap://crl.globalsign.com/ca", { 0, 0, 0 } },
  { "file", AIA "caIssuers;URI:file:///etc/passwd", { 0, 0, 0 } },
  { "an OCSP responder is no place of issuers", AIA "OCSP;URI:" KNOWN, { 0, 0, 0 } },
  { "two places", AIA "caIssuers;URI:" KNOWN ",caIssuers;URI:" NAMED, { 2, 2, 0 } },
  { "a known one and a strange one", AIA "caIssuers;URI:" KNOWN ",caIssuers;URI:" STRANGE, { 1, 2, 0 } },
};

static X509 *
make_place (const char *extension)
{
  CfTestCert spec = { .subject = "CN=Place",
                      .key = cf_test_key (CF_TEST_P256, 3),
                      .extensions = { "basicConstraints=critical,CA:TRUE", extension } };

  return cf_test_cert (&spec);
}

static void
test_asks (void)
{
  g_autoptr (X509) root = make_place ("crlDistributionPoints=URI:http://certs.example.net/root.crl");
  g_autoptr (X509) extra = make_place (AIA "caIssuers;URI:http://extra.example.net/root.cer");
  g_autoptr (CfX509Stack) extras = sk_X509_new_null ();

  X509_add_cert (extras, extra, X509_ADD_FLAG_UP_REF);
  for (guint i = 0; i < G_N_ELEMENTS (ask_rows); i++)
    for (CfCertAia aia = CF_CERT_AIA_KNOWN_HOSTS; aia <= CF_CERT_AIA_OFF; aia++) {
      g_autoptr (CfTestChain) chain = make_chain (ask_rows[i].aia, NULL);
      g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
      const CfSignerFacts *facts;

      check->rules.extra = extras;
      check->rules.aia = aia;
      cf_test_check_trust (check, root);
      facts = cf_test_check_run (check, chain->signer);
      g_test_message ("%s, %d", ask_rows[i].says, aia);
      g_assert_cmpuint (cf_questions_get_n (check->questions), ==, ask_rows[i].n[aia]);
      g_assert_true ((facts->evidence & CF_S (CHAIN_INCOMPLETE)) != 0);
    }
}

/* For whoever asks: the hosts that anchors and given certificates name, each once. */
static void
test_hosts (void)
{
  g_autoptr (X509) root = make_place ("crlDistributionPoints=URI:http://certs.example.net/a.crl,URI:https://Certs.example.net/b");
  g_autoptr (X509) extra = make_place (AIA "caIssuers;URI:http://extra.example.net/root.cer,caIssuers;URI:http://bare.example");
  g_autoptr (CfX509Stack) extras = sk_X509_new_null ();
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  g_auto (GStrv) none = cf_cert_dup_hosts (&(CfCertRules) { 0 });
  g_auto (GStrv) hosts = NULL;

  X509_add_cert (extras, extra, X509_ADD_FLAG_UP_REF);
  check->rules.extra = extras;
  cf_test_check_trust (check, root);
  hosts = cf_cert_dup_hosts (&check->rules);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (hosts), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) hosts, "certs.example.net"));
  g_assert_true (g_strv_contains ((const char *const *) hosts, "extra.example.net"));
}

/* The key is the URL and nothing else. */
static void
test_key (void)
{
  g_autoptr (CfTestChain) chain = make_chain (AIA "caIssuers;URI:" KNOWN, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

  cf_test_check_trust (check, chain->root);
  cf_test_check_run (check, chain->signer);
  g_assert_cmpint (cf_questions_get (check->questions, 0)->kind, ==, CF_QUESTION_ISSUER);
  g_assert_cmpstr (cf_questions_get (check->questions, 0)->key, ==, KNOWN);
}

/* Nothing is asked where the chain reaches an anchor, ends at a stranger's root, or roots could not be read. */
static void
test_asks_nothing (void)
{
  g_autoptr (CfTestChain) chain = make_chain (AIA "caIssuers;URI:" KNOWN, AIA "caIssuers;URI:" KNOWN);
  g_autoptr (CfTestChain) other = cf_test_chain (NULL);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

    check->rules.aia = CF_CERT_AIA_ANY;
    cf_test_check_trust (check, i == 0 ? chain->root : other->signer);
    cf_test_check_put (check, chain->ca);
    cf_test_check_put (check, chain->root);
    if (i == 2)
      check->rules.roots = NULL;
    cf_test_check_run (check, chain->signer);
    g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 0);
  }
}

/* --- answers --- */

static void
answer (CfAnswers *answers, const char *url, CfAnswerStatus status, const void *data, gsize length)
{
  CfAnswer *one = cf_answer_new (CF_QUESTION_ISSUER, url);

  one->status = status;
  if (data != NULL)
    cf_answer_add_record (one, data, length);
  cf_answers_take (answers, one);
}

typedef enum { FORM_DER, FORM_PEM, FORM_BAG, FORM_RUBBISH, FORM_EMPTY, FORM_HUGE } Form;

static GBytes *
make_body (X509 *certificate, Form form)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  PKCS7 *bag = PKCS7_new ();
  char *data = NULL;
  long length;

  PKCS7_set_type (bag, NID_pkcs7_signed);
  PKCS7_content_new (bag, NID_pkcs7_data);
  PKCS7_add_certificate (bag, certificate);
  if (form == FORM_DER || form == FORM_HUGE)
    i2d_X509_bio (bio, certificate);
  else if (form == FORM_PEM)
    PEM_write_bio_X509 (bio, certificate);
  else if (form == FORM_BAG)
    i2d_PKCS7_bio (bio, bag);
  else if (form == FORM_RUBBISH)
    BIO_puts (bio, "<html>Not found</html>");
  if (form == FORM_HUGE)
    for (guint i = 0; i < CF_LIMIT_ISSUER_BYTES / 16; i++)
      BIO_puts (bio, "0123456789abcdef");

  PKCS7_free (bag);
  length = BIO_get_mem_data (bio, &data);
  return g_bytes_new (data, (gsize) length);
}

static void
test_answers (void)
{
  static const struct {
    const char *says;
    Form form;
    CfAnswerStatus status;
    gboolean trusted;
  } rows[] = {
    { "DER", FORM_DER, CF_ANSWER_FOUND, TRUE },
    { "PEM", FORM_PEM, CF_ANSWER_FOUND, TRUE },
    { "a bag of certificates", FORM_BAG, CF_ANSWER_FOUND, TRUE },
    { "something else", FORM_RUBBISH, CF_ANSWER_FOUND, FALSE },
    { "nothing", FORM_EMPTY, CF_ANSWER_FOUND, FALSE },
    { "too much", FORM_HUGE, CF_ANSWER_FOUND, FALSE },
    { "a failed answer", FORM_DER, CF_ANSWER_FAILED, FALSE },
    { "no such page", FORM_DER, CF_ANSWER_EMPTY, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestChain) chain = make_chain (AIA "caIssuers;URI:" KNOWN, NULL);
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (GBytes) body = make_body (chain->ca, rows[i].form);

    answer (answers, KNOWN, rows[i].status, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    check->context.answers = answers;
    cf_test_check_trust (check, chain->root);
    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_test_check_run (check, chain->signer)->chain.trusted, ==, rows[i].trusted);
    /* Whatever came of it, it is not asked again. */
    g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 0);
  }
}

/* The second place helps where the first gave something else. */
static void
test_second_place (void)
{
  g_autoptr (CfTestChain) chain = make_chain (AIA "caIssuers;URI:" KNOWN ",caIssuers;URI:" NAMED, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (GBytes) other = make_body (chain->root, FORM_DER);
  g_autoptr (GBytes) body = make_body (chain->ca, FORM_DER);

  answer (answers, KNOWN, CF_ANSWER_FOUND, g_bytes_get_data (other, NULL), g_bytes_get_size (other));
  answer (answers, NAMED, CF_ANSWER_FOUND, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  check->context.answers = answers;
  cf_test_check_trust (check, chain->root);
  g_assert_true (cf_test_check_run (check, chain->signer)->chain.trusted);
}

/* A forged issuer of the right name ends where it should: nothing that was fetched is trusted. */
static void
test_forged_answer (void)
{
  CfTestChainSpec spec = { .ca = { .signed_with = cf_test_key (CF_TEST_P256, 3) } };
  g_autoptr (CfTestChain) chain = make_chain (AIA "caIssuers;URI:" KNOWN, NULL);
  g_autoptr (CfTestChain) forged = cf_test_chain (&spec);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (GBytes) body = make_body (forged->ca, FORM_DER);

  answer (answers, KNOWN, CF_ANSWER_FOUND, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  check->context.answers = answers;
  cf_test_check_trust (check, chain->root);
  g_assert_cmpint (cf_test_check_run (check, chain->signer)->chain.problem, ==, CF_CHAIN_PROBLEM_BAD_SIGNATURE);
}

/* The issuer of an issuer: a question each round. */
static void
test_rounds (void)
{
  static const char *const urls[] = { KNOWN, "http://crl.globalsign.com/upper.cer" };
  g_autoptr (CfTestChain) upper = make_chain (NULL, AIA "caIssuers;URI:http://elsewhere.example/x");
  CfTestCert middle_spec = { .subject = "CN=Middle", .key = cf_test_key (CF_TEST_P384, 0), .issuer = upper->ca, .issuer_key = upper->ca_key,
                             .extensions = { "basicConstraints=critical,CA:TRUE",
                                             AIA "caIssuers;URI:http://crl.globalsign.com/upper.cer" } };
  g_autoptr (X509) middle = cf_test_cert (&middle_spec);
  CfTestCert signer_spec = { .subject = "CN=Alice", .key = cf_test_key (CF_TEST_P384, 1), .issuer = middle, .issuer_key = middle_spec.key,
                             .extensions = { "extendedKeyUsage=emailProtection",
                                             "subjectAltName=email:alice@example.com", AIA "caIssuers;URI:" KNOWN } };
  g_autoptr (X509) signer = cf_test_cert (&signer_spec);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  X509 *const found[] = { middle, upper->ca };

  for (guint round = 0; round <= G_N_ELEMENTS (urls); round++) {
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
    const CfSignerFacts *facts;

    cf_test_check_trust (check, upper->root);
    check->context.answers = answers;
    facts = cf_test_check_run (check, signer);
    g_assert_cmpint (facts->chain.trusted, ==, round == G_N_ELEMENTS (urls));
    if (facts->chain.trusted) {
      g_assert_cmpuint (facts->chain.certificates->len, ==, 4);
      break;
    }
    g_assert_cmpuint (cf_questions_get_n (check->questions), ==, 1);
    g_assert_cmpstr (cf_questions_get (check->questions, 0)->key, ==, urls[round]);
    {
      g_autoptr (GBytes) body = make_body (found[round], FORM_DER);

      answer (answers, urls[round], CF_ANSWER_FOUND, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    }
  }
}

/* Every byte spoiled, every length cut: certificates or none, nothing worse. */
static void
test_spoiled_answers (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);

  for (Form form = FORM_DER; form <= FORM_BAG; form++) {
    g_autoptr (GBytes) body = make_body (chain->ca, form);
    gsize length;
    const guint8 *data = g_bytes_get_data (body, &length);

    for (gsize i = 0; i < length; i++) {
      g_autofree guint8 *spoiled = g_memdup2 (data, length);
      g_autoptr (CfX509Stack) changed = NULL;
      g_autoptr (CfX509Stack) cut = cf_cert_read_issuers (cf_span (data, i));

      spoiled[i] ^= (guint8) (1u << (i % 8));
      changed = cf_cert_read_issuers (cf_span (spoiled, length));
      g_assert_cmpint (sk_X509_num (changed), <=, 1);
      g_assert_cmpint (sk_X509_num (cut), <=, 1);
    }
  }
}

/* Many dead ends ask no more than a few questions, and a bag of many gives a few candidates. */
static void
test_bounds (void)
{
  g_autoptr (CfTestChain) chain = make_chain (NULL, NULL);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  g_autoptr (GString) pem = g_string_new (NULL);
  g_autoptr (CfX509Stack) read = NULL;

  for (guint i = 0; i < 40; i++) {
    g_autofree char *aia = g_strdup_printf (AIA "caIssuers;URI:http://crl.globalsign.com/%u.cer", i);
    CfTestCert spec = { .subject = "O=Example Trust/CN=Example CA", .key = cf_test_key (CF_TEST_P256, 1),
                        .issuer = chain->root, .issuer_key = chain->root_key, .serial = 50 + i,
                        .extensions = { "basicConstraints=critical,CA:TRUE", aia } };
    g_autoptr (X509) twin = cf_test_cert (&spec);
    g_autoptr (GBytes) body = make_body (twin, FORM_PEM);

    cf_test_check_put (check, twin);
    g_string_append_len (pem, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  }

  cf_test_check_run (check, chain->signer);
  g_assert_cmpuint (cf_questions_get_n (check->questions), >, 0);
  g_assert_cmpuint (cf_questions_get_n (check->questions), <=, 4 * CF_LIMIT_CERT_URLS);
  read = cf_cert_read_issuers (cf_span (pem->str, pem->len));
  g_assert_cmpint (sk_X509_num (read), ==, CF_LIMIT_ISSUERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/issuer/asks", test_asks);
  g_test_add_func ("/cert/issuer/hosts", test_hosts);
  g_test_add_func ("/cert/issuer/key", test_key);
  g_test_add_func ("/cert/issuer/asks-nothing", test_asks_nothing);
  g_test_add_func ("/cert/issuer/answers", test_answers);
  g_test_add_func ("/cert/issuer/second-place", test_second_place);
  g_test_add_func ("/cert/issuer/forged-answer", test_forged_answer);
  g_test_add_func ("/cert/issuer/rounds", test_rounds);
  g_test_add_func ("/cert/issuer/spoiled-answers", test_spoiled_answers);
  g_test_add_func ("/cert/issuer/bounds", test_bounds);
  return g_test_run ();
}
